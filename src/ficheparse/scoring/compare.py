"""A record against its gold, field by field, by rules that forgive only what means the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from ficheparse.fiche import Contact, Fiche, Issue, Location, Point, Population
from ficheparse.issues import BLOCKING
from ficheparse.scoring.gold import Case, GoldContact, GoldLocation, GoldPoint, GoldPopulation, GoldRecord

TOLERANCE = 0.001
"""Degrees: about 100 m; a map's view, its pin and a typed point of the same place are no nearer to each other."""
GAZETTEER_TOLERANCE = 0.2
"""Degrees: about 20 km; a town hall, a centroid and a prefecture's seat all stand for the place."""

_LISTS: tuple[Literal["emails", "phones", "faxes"], ...] = ("emails", "phones", "faxes")
NAMES = (
    *(name for name in GoldRecord.model_fields if name != "contacts"),
    *_LISTS,
    "contact-names",
    "point-levels",
)
"""What comparisons are counted under: the record's fields; contacts in parts, points by text and by level."""

TOLD_BY = {
    **dict.fromkeys((*_LISTS, "contact-names"), "contact"),
    "other_domains": "domains",
    "other_websites": "website",
    "point-levels": "points",
    "other_names": "name",
}
"""The field whose issues and place tell of a comparison, where it is not the one it is counted under."""


class _Row(NamedTuple):
    name: str
    right: bool
    want: object
    got: object


@dataclass(slots=True, frozen=True)
class Compared:
    """One field, or a part of one, against what is asked of it."""

    name: str
    right: bool
    want: object
    """As it is compared, of what JSON can say."""
    got: object
    told: bool
    """Whether an issue is of that field, or blocks the whole file; a difference that is not told is silent."""
    where: str | None
    """Where in the document the value stood, if anywhere."""

    @property
    def silent(self) -> bool:
        """Whether it is wrong, and nothing says so: the worst that can happen."""
        return not (self.right or self.told)


@dataclass(slots=True, frozen=True)
class Scored:
    """All that is asked of one document."""

    document: str
    tags: tuple[str, ...]
    fields: tuple[Compared, ...]
    found: tuple[str, ...] = ()
    """Codes of issues that are asked, and are there."""
    missed: tuple[str, ...] = ()
    """Those that are not there."""
    false: tuple[Issue, ...] = ()
    """The first issue of each code that is there and is not asked."""
    kept: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def perfect(self) -> bool:
        """Whether nothing is wrong, missed, false or lost."""
        return all(field.right for field in self.fields) and not (self.missed or self.false or self.lost)


def compare(case: Case, fiche: Fiche, only: Iterable[str] = ()) -> Scored:
    """The record of a document against its gold; where names are given, those comparisons alone."""
    wanted = set(only)
    fields = tuple(
        Compared(*row, told=_told(row.name, fiche), where=_where(row.name, fiche))
        for field in case.gold.record.asked
        for row in _rows(field, case.gold.record, fiche)
        if not wanted or row.name in wanted
    )
    if wanted:
        return Scored(case.name, tuple(case.gold.tags), fields)
    found, missed, false = _issues(case.gold.issues, fiche.issues)
    everything = folded(" ".join(_strings(fiche.model_dump(mode="json"))))
    kept = tuple(text for text in case.gold.keep if folded(text) in everything)
    lost = tuple(text for text in case.gold.keep if folded(text) not in everything)
    return Scored(case.name, tuple(case.gold.tags), fields, found, missed, false, kept, lost)


def _told(name: str, fiche: Fiche) -> bool:
    owner = TOLD_BY.get(name, name)
    return any(issue.field == owner or issue.code in BLOCKING for issue in fiche.issues)


def _where(name: str, fiche: Fiche) -> str | None:
    evidence = fiche.provenance.get(TOLD_BY.get(name, name))
    return evidence.where if evidence else None


def _rows(field: str, gold: GoldRecord, fiche: Fiche) -> Iterator[_Row]:
    """The comparisons that a field is worth."""
    match field:
        case "contacts":
            yield from _contacts(gold.contacts, fiche.contacts)
        case "points":
            yield from _points(gold.points, fiche.points)
        case "population":
            yield _population(gold.population, fiche.population)
        case "location":
            yield _location(gold.location, fiche.location)
        case "website":
            right = address(gold.website) == address(fiche.website)
            yield _Row(field, right, gold.website, fiche.website)
        case "other_websites":
            want, got = gold.other_websites, fiche.other_websites
            yield _Row(field, [address(url) for url in want] == [address(url) for url in got], want, got)
        case _:
            plain, said = _alike(getattr(gold, field)), _alike(getattr(fiche, field))
            yield _Row(field, plain == said, plain, said)


def _contacts(want: Sequence[GoldContact], got: Sequence[Contact]) -> Iterator[_Row]:
    """Addresses and numbers of all contacts together, for whose they are is seldom sure; then the names.

    What no contact of the gold names is not asked; so nothing is where it has none, which its issues say.
    """
    for key in _LISTS:
        if any(key in contact.model_fields_set for contact in want):
            wanted, given = ({item.strip() for one in side for item in getattr(one, key)} for side in (want, got))
            yield _Row(key, wanted == given, sorted(wanted), sorted(given))
    if any("name" in contact.model_fields_set for contact in want):
        names, said = (sorted(folded(one.name) for one in side if one.name) for side in (want, got))
        yield _Row("contact-names", names == said, names, said)


def _points(want: Sequence[GoldPoint], got: Sequence[Point]) -> Iterator[_Row]:
    texts, said = [folded(point.text) for point in want], [folded(point.text) for point in got]
    yield _Row("points", texts == said, texts, said)
    if want and all("level" in point.model_fields_set for point in want):
        levels, given = [point.level for point in want], [point.level for point in got]
        yield _Row("point-levels", levels == given, levels, given)


def _population(want: GoldPopulation | None, got: Population | None) -> _Row:
    asked = want.model_dump(include=want.model_fields_set) if want else None
    given = got.model_dump() if got else None
    if asked is None or given is None:
        return _Row("population", asked is given, asked, given)
    right = all(given[key] == value for key, value in asked.items())
    return _Row("population", right, asked, given)


def _location(want: GoldLocation, got: Location) -> _Row:
    """A location is right where all that is asked of it is; the gazetteer's point may be any of the place."""
    asked = want.model_dump(include=want.model_fields_set)
    given = got.model_dump()
    tolerance = GAZETTEER_TOLERANCE if want.coordinates_from == "gazetteer" else TOLERANCE
    right = all(_same_place(key, asked[key], given[key], tolerance) for key in asked)
    return _Row("location", right, asked, {key: given[key] for key in asked})


def _same_place(key: str, want: Any, got: Any, tolerance: float) -> bool:
    match key:
        case "latitude" | "longitude":
            return want is got if want is None or got is None else bool(abs(want - got) <= tolerance)
        case "map_url":
            return address(want) == address(got)
        case "image":
            return bool(want) == bool(got)  # its name is by its content, which nobody writes by hand
        case _:
            return bool(_alike(want) == _alike(got))


def _issues(
    asked: list[str] | None, given: Sequence[Issue]
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Issue, ...]]:
    """The codes that are asked and there, those that are missed, and the issues that are not asked."""
    if asked is None:
        return (), (), ()
    first: dict[str, Issue] = {}
    for issue in given:
        if issue.severity != "info":
            first.setdefault(issue.code, issue)
    want = set(asked)
    false = tuple(first[code] for code in sorted(first.keys() - want))
    return tuple(sorted(want & first.keys())), tuple(sorted(want - first.keys())), false


def folded(text: str) -> str:
    r"""The text in NFC, white space of any kind folded to single spaces; all else counts.

    >>> folded(" Ville\u00a0de  Rennes"), folded("Evreux") == folded("Évreux")
    ('Ville de Rennes', False)
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def _alike(value: Any) -> Any:
    """A text, or each of a list, folded; anything else as it is."""
    if isinstance(value, list):
        return [_alike(item) for item in value]
    return folded(value) if isinstance(value, str) else value


def address(url: str | None) -> tuple[str, ...] | None:
    """An address without what changes nothing: the case of scheme and host, slashes at the path's end.

    >>> address("HTTP://www.Dijon.example/en/") == address("http://www.dijon.example/en")
    True
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:  # an address that cannot be one: only itself is the same
        return (url.strip(),)
    return parts.scheme.lower(), parts.netloc.lower(), parts.path.rstrip("/"), parts.query, parts.fragment


def _strings(value: Any) -> Iterator[str]:
    """Every text in a record, wherever it stands."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
