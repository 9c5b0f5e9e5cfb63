"""Samples that LibreOffice and pandoc make of a page, a text or an open document; they must be installed.

    python -m samples.make.with_office

Their bytes differ from one run to the next (dates, identifiers): the documents in git are those of one run.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from samples.make.common import SAMPLES

SOURCES = Path(__file__).resolve().parent / "sources"

# What is read, by which filter of LibreOffice's, and what it is called.
BY_LIBREOFFICE = (
    ("nimes.html", "HTML (StarWriter)", "Fiche Nîmes Métropole.docx"),
    ("otsu.html", "HTML (StarWriter)", "大津市_優良事例.docx"),
    ("digne.txt", "Text (encoded):UTF8,LF,,fr-FR", "Digne-les-Bains.docx"),
    ("blois.fodt", "OpenDocument Text Flat XML", "Blois - fiche BP.docx"),
)
BY_PANDOC = (
    ("troyes.md", "Troyes_fiche.docx"),
    ("shimane.md", "Shimane Prefecture.docx"),
    ("kyoto.md", "Kyoto City.odt"),
)


def libreoffice(source: Path, reading: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", f"--infilter={reading}"]
        command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", scratch, str(source)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the arguments are the tables above
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(Path(scratch) / f"{source.stem}.docx", target)


def pandoc(source: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    subprocess.run(["pandoc", str(source), "-o", str(target)], check=True)  # noqa: S603, S607 - found on the path


if __name__ == "__main__":
    for name, reading, made in BY_LIBREOFFICE:
        libreoffice(SOURCES / name, reading, SAMPLES / "libreoffice" / made)
    for name, made in BY_PANDOC:
        pandoc(SOURCES / name, SAMPLES / "pandoc" / made)
