"""What the scripts that make the samples share: the form's labels, our paraphrase of the annex, a picture, a zip.

Nothing here knows a gold record: those are written by hand, from the contract, beside each document.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

SAMPLES = Path(__file__).resolve().parent.parent

Language = Literal["fr", "en", "ja"]

LABELS: dict[Language, dict[str, str]] = {
    "fr": {
        "name": "Nom de la collectivité",
        "location": "Localisation (sur carte) ou CARTE (lien)",
        "domains": "Domaine(s) concerné(s)",
        "population": "Population",
        "website": "Site Internet (en anglais) :",
        "contact": "Contact :",
        "points": "Points essentiels de la politique novatrice déployée :",
    },
    "en": {
        "name": "Name of the local authority",
        "location": "Location (on map) or MAP (link)",
        "domains": "Field(s) concerned",
        "population": "Population",
        "website": "Website (in English):",
        "contact": "Contact:",
        "points": "Key points of the innovative policy:",
    },
    "ja": {
        "name": "自治体名",
        "location": "位置（地図）",
        "domains": "分野",
        "population": "人口",
        "website": "ウェブサイト（英語）",
        "contact": "連絡先",
        "points": "先進的な取組の要点",
    },
}

ANNEX: dict[Language, tuple[str, ...]] = {
    "fr": (
        "Communiqué conjoint entre la France et le Japon : ce qu’il faut en retenir",
        "En juin 2013, pendant la visite d’État du Président François Hollande chez le Premier ministre Shinzo Abe, "
        "les deux pays ont adopté un communiqué conjoint et une feuille de route de cinq ans.",
        "On y lit que la France et le Japon tiennent aux jumelages et à la coopération décentralisée, et que les "
        "rencontres franco-japonaises suivantes auront lieu à Takamatsu en 2014.",
        "L’objectif n° 17 de la feuille de route demande aux deux pays :",
        "- de relier davantage leurs autorités locales, pour le développement durable comme pour l’économie : "
        "transports, culture, tourisme, énergies renouvelables, prévention des risques naturels ;",
        "- de préparer ces rencontres avec CLAIR et CUF, que collectivités françaises et japonaises se connaissent ;",
        "- de rester aux côtés des collectivités qui prennent part à la reconstruction de la région du Tohoku.",
    ),
    "en": (
        "Joint Communiqué between France and Japan: what it says in short",
        "In June 2013, during the State visit of President François Hollande to Prime Minister Shinzo Abe, the two "
        "countries adopted a joint communiqué and a five-year roadmap.",
        "France and Japan praise the twinning of their cities and their decentralised cooperation, and look forward to "
        "the Franco-Japanese meeting of Takamatsu in 2014.",
        "- Objective 17 of the roadmap asks both countries to bring their local authorities closer together, with the "
        "help of CLAIR and CUF, from transport and culture to disaster prevention.",
        "- France and Japan will keep helping local authorities in the reconstruction of the Tohoku region.",
    ),
    "ja": (
        "フランスと日本の共同コミュニケ（概要）",
        "2013年6月、オランド大統領の国賓訪日に際し、安倍晋三総理大臣との間で共同コミュニケと5年間のロードマップが採択された。",
        "両国は、姉妹都市提携や地方自治体間の協力を評価し、2014年に高松で日仏自治体交流会議を開くことを歓迎した。",
        "・ロードマップの目標17は、クレアとCUFの協力を得て、フランスと日本の自治体の結び付きを強めるよう求めている。",
        "・両国は、東北の復興に携わる自治体への支援を続ける。",
    ),
}


def picture(width: int = 48, height: int = 32, colour: tuple[int, int, int] = (120, 170, 200)) -> bytes:
    """A plain PNG that stands for a map."""
    row = b"\0" + bytes(colour) * (width // 2) + bytes((90, 140, 90)) * (width - width // 2)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * height)) + chunk(b"IEND", b"")
    )


def write_zip(path: Path, parts: Iterable[tuple[str, bytes]]) -> None:
    """A package whose bytes depend on its parts only: one time stamp, one order, one compression."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts:
            entry = zipfile.ZipInfo(name, (2014, 3, 12, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, data)


def repacked(path: Path) -> None:
    """The same package with fixed time stamps, so that making it again gives the same bytes."""
    with zipfile.ZipFile(path) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    write_zip(path, parts)
