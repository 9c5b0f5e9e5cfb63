"""Corrections put into a record: read as the form's text is, and checked again as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, NamedTuple, cast

from pydantic import JsonValue, ValidationError

from ficheparse import gazetteer
from ficheparse.fiche import Contact, Evidence, Fiche, Issue, Location, Point, Population, Status
from ficheparse.form import Form
from ficheparse.issues import issue
from ficheparse.revise import cells
from ficheparse.revise.cells import Typed, Unreadable
from ficheparse.revise.checks import checked
from ficheparse.values import country as countries
from ficheparse.values import domains, place, population, website

_PLACES = frozenset(
    "title name other_names country domains other_domains population.value population.year population.approximate "
    "website other_websites location.map_url location.latitude location.longitude location.text updated "
    "unplaced".split()
)
_NUMBERED = re.compile(
    r"points\.([1-9]\d*)\.(text|level)|contacts\.([1-9]\d*)\.(name|role|organisation|emails|phones|faxes|text)"
)
_DEEPEST = 9
FIELD_OF = {"other_names": "name", "other_domains": "domains", "other_websites": "website", "contacts": "contact"}
"""The field of the form that a place of the record belongs to, where it is another."""


class Corrected(NamedTuple):
    """A record with its corrections."""

    fiche: Fiche
    invalid: tuple[str, ...]
    """Places of which what was typed cannot be read: the record keeps the extracted value there."""


def is_correctable(place: str) -> bool:
    """Whether a place in the record can be corrected.

    >>> is_correctable("points.3.text"), is_correctable("population.value"), is_correctable("status")
    (True, True, False)
    """
    return place in _PLACES or _NUMBERED.fullmatch(place) is not None


def value_at(fiche: Fiche, place: str) -> JsonValue:
    """What the record has at a place, as JSON; None where nothing is."""
    found: Any = fiche
    for step in place.split("."):
        if isinstance(found, list):
            number = int(step) - 1
            found = found[number] if number < len(found) else None
        elif found is not None:
            found = getattr(found, step)
    return cast(JsonValue, list(found) if isinstance(found, list) else found)


def corrected(fiche: Fiche, typed: Mapping[str, Typed], form: Form) -> Corrected:
    """The record with what was typed in the place of what was extracted.

    Points and contacts are numbered from 1, as the record given has them; one past the last is one more. The issues
    that a correction answers are gone, the checks are made again, and what cannot be read gives `correction-invalid`.
    """
    reviser = _Reviser(fiche, form)
    # What other checks look at comes first; the order in which cells were typed decides nothing.
    for at in sorted(typed, key=lambda at: (at not in ("name", "country"), _order(at))):
        reviser.take(at, typed[at])
    return reviser.result()


def _order(place: str) -> tuple[str, int, str]:
    name, _, rest = place.partition(".")
    number, _, part = rest.partition(".")
    if rest == "value":  # of the population, of which the year and the flag are told
        rest = ""
    if name == "points" and part == "text":  # without which a point more has no level
        part = ""
    return (name, int(number), part) if number.isdigit() else (name, 0, rest)


class _Reviser:
    """A record in the making."""

    def __init__(self, fiche: Fiche, form: Form) -> None:
        self._before = fiche
        self._form = form
        self._values: dict[str, Any] = {}
        self._points: dict[int, Point | None] = dict(enumerate(fiche.points, 1))
        self._contacts: dict[int, Contact | None] = dict(enumerate(fiche.contacts, 1))
        self._typed: dict[str, list[str]] = {}
        self._doubts: list[Issue] = []
        self._taken: list[str] = []
        self._invalid: dict[str, str] = {}

    def take(self, at: str, typed: Typed) -> None:
        """Put one value in."""
        try:
            self._put(at, typed)
        except (Unreadable, ValidationError):
            self._invalid[at] = cells.as_text(typed)
            return
        self._taken.append(at)
        self._typed.setdefault(_field(at), []).append(cells.as_text(typed))

    def result(self) -> Corrected:
        """The record, its issues and its status worked out again."""
        values = dict(self._values)
        if any(at.startswith("points.") for at in self._taken):
            values["points"] = [point for _, point in sorted(self._points.items()) if point is not None]
        if any(at.startswith("contacts.") for at in self._taken):
            left = [contact for _, contact in sorted(self._contacts.items()) if contact is not None]
            values["contacts"] = [contact for contact in left if contact != Contact()]
        evidence = {
            field: Evidence(raw=" ; ".join(said for said in texts if said), where="correction")
            for field, texts in self._typed.items()
        }
        values["provenance"] = {**self._before.provenance, **evidence}
        record = self._before.model_copy(update=values)
        found = checked(record, self._before, self._taken, self._doubts)
        found += [
            issue("correction-invalid", field=_field(at), where=at, text=said) for at, said in self._invalid.items()
        ]
        record = record.model_copy(update={"issues": found, "status": _status(found)})
        return Corrected(record, tuple(self._invalid))

    def _now(self, name: str) -> Any:
        return self._values.get(name, getattr(self._before, name))

    def _put(self, at: str, typed: Typed) -> None:
        numbered = _NUMBERED.fullmatch(at)
        if numbered is not None and numbered[1]:
            self._put_point(int(numbered[1]), numbered[2], typed)
        elif numbered is not None:
            self._put_contact(int(numbered[3]), numbered[4], typed)
        elif at.startswith("population."):
            self._put_population(at.partition(".")[2], typed)
        elif at.startswith("location."):
            self._put_location(at.partition(".")[2], typed)
        else:
            _SIMPLE[at](self, typed)

    # The record's own fields

    def _put_title(self, typed: Typed) -> None:
        self._values["title"] = cells.text(typed)

    def _put_name(self, typed: Typed) -> None:
        name = self._values["name"] = cells.text(typed)
        known = gazetteer.country_of(name) if name else None
        if self._now("country") is None and known is not None:
            self._values["country"] = countries.read(name, (), None, "", "", (), known=known)
        location: Location = self._now("location")
        if location.coordinates_from in (None, "gazetteer"):
            self._values["location"] = _with_known_point(location, name)

    def _put_other_names(self, typed: Typed) -> None:
        self._values["other_names"] = cells.lines(typed)

    def _put_country(self, typed: Typed) -> None:
        self._values["country"] = cells.country(typed)

    def _put_domains(self, typed: Typed) -> None:
        reading = domains.read(cells.paragraph(typed), self._form)
        self._values["domains"] = list(reading.value.codes)
        kept = self._now("other_domains")
        self._values["other_domains"] = [*kept, *(other for other in reading.value.others if other not in kept)]

    def _put_other_domains(self, typed: Typed) -> None:
        self._values["other_domains"] = cells.lines(typed)

    def _put_website(self, typed: Typed) -> None:
        if cells.text(typed) is None:
            self._values["website"] = None
            return
        reading = website.read(cells.paragraph(typed))
        if reading.value.first is None:
            raise Unreadable
        self._values["website"] = reading.value.first
        kept = self._now("other_websites")
        self._values["other_websites"] = [*kept, *(other for other in reading.value.others if other not in kept)]
        self._doubt("website", reading.doubts)

    def _put_other_websites(self, typed: Typed) -> None:
        found: list[str] = []
        for line in re.split(r"\s*[;\n]\s*|\s+", cells.as_text(typed)):
            if line:
                reading = website.read(cells.paragraph(line))
                if reading.value.first is None:
                    raise Unreadable
                found += [reading.value.first, *reading.value.others]
        self._values["other_websites"] = found

    def _put_updated(self, typed: Typed) -> None:
        self._values["updated"] = cells.day(typed)

    def _put_unplaced(self, typed: Typed) -> None:
        self._values["unplaced"] = cells.lines(typed)

    def _put_population(self, part: str, typed: Typed) -> None:
        now: Population | None = self._now("population")
        if part == "value":
            if cells.text(typed) is None:
                self._values["population"] = None
                return
            if isinstance(typed, bool) or (isinstance(typed, (int, float)) and typed < 0):
                raise Unreadable
            reading = population.read(cells.as_text(typed))
            if reading.value is None:
                raise Unreadable
            if now is None or now.value != reading.value.value:
                year = reading.value.year or (now.year if now else None)
                self._values["population"] = reading.value.model_copy(update={"year": year})
            self._doubt("population", reading.doubts)
            return
        if now is None:
            if cells.text(typed) is None:
                return
            raise Unreadable
        changed = {"year": cells.year(typed)} if part == "year" else {"approximate": cells.flag(typed)}
        self._values["population"] = Population(**{**now.model_dump(), **changed})

    def _put_location(self, part: str, typed: Typed) -> None:
        now: Location = self._now("location")
        if part == "text":
            self._values["location"] = now.model_copy(update={"text": cells.text(typed)})
        elif part == "map_url":
            self._values["location"] = self._with_map(now, typed)
        else:
            bound = 90.0 if part == "latitude" else 180.0
            degrees = cells.number(typed)
            if degrees is not None and abs(degrees) > bound:
                raise Unreadable
            told = now.model_copy(update={part: degrees, "coordinates_from": "text"})
            if told.latitude is None and told.longitude is None:
                told = _with_known_point(told.model_copy(update={"coordinates_from": None}), self._now("name"))
            self._values["location"] = told

    def _with_map(self, now: Location, typed: Typed) -> Location:
        if cells.text(typed) is None:
            without: dict[str, Any] = {"map_url": None}
            if now.coordinates_from == "link":
                without |= {"latitude": None, "longitude": None, "coordinates_from": None}
            told = now.model_copy(update=without)
            return _with_known_point(told, self._now("name")) if told.latitude is None else told
        reading = place.read(cells.paragraph(typed), self._now("country"))
        if reading.value.map_url is None:
            raise Unreadable
        self._doubt("location", reading.doubts)
        found: dict[str, Any] = {"map_url": reading.value.map_url}
        if reading.value.latitude is not None and now.coordinates_from != "text":
            found |= {
                "latitude": reading.value.latitude,
                "longitude": reading.value.longitude,
                "coordinates_from": reading.value.coordinates_from,
            }
        return now.model_copy(update=found)

    # Points and contacts

    def _put_point(self, number: int, part: str, typed: Typed) -> None:
        now = self._points.get(number)
        if part == "text":
            said = cells.text(typed)
            level = now.level if now else 0
            if now is not None and said == now.text:
                return
            self._points[number] = Point(text=said, html=escape(said, quote=False), level=level) if said else None
            return
        level_typed = cells.whole(typed, 0, _DEEPEST) or 0
        if now is not None:
            self._points[number] = now.model_copy(update={"level": level_typed})

    def _put_contact(self, number: int, part: str, typed: Typed) -> None:
        now = self._contacts.get(number) or Contact()
        value: object
        match part:
            case "emails":
                value = cells.addresses(typed)
            case "phones" | "faxes":
                value = cells.telephones(typed, self._now("country"))
            case "text":
                value = cells.text(typed) or ""
            case _:
                value = cells.text(typed)
        self._contacts[number] = now.model_copy(update={part: value})

    def _doubt(self, field: str, doubts: Iterable[Any]) -> None:
        self._doubts += [issue(doubt.code, field=field, where="correction", text=doubt.text) for doubt in doubts]


_SIMPLE: dict[str, Callable[[_Reviser, Typed], None]] = {
    name: getattr(_Reviser, f"_put_{name}") for name in _PLACES if "." not in name
}


def _field(place: str) -> str:
    """The form's field that a place of the record belongs to."""
    name = place.partition(".")[0]
    return FIELD_OF.get(name, name)


def _with_known_point(location: Location, name: str | None) -> Location:
    """Where there are no coordinates, the gazetteer's for the authority (contract, section 3, **Location**)."""
    known = gazetteer.the_one(name) if name else None
    told = known is not None and known.latitude is not None and known.longitude is not None
    return location.model_copy(
        update={
            "latitude": known.latitude if known and told else None,
            "longitude": known.longitude if known and told else None,
            "coordinates_from": "gazetteer" if told else None,
        }
    )


def _status(found: list[Issue]) -> Status:
    severities = {one.severity for one in found}
    return "blocked" if "error" in severities else "review" if "warning" in severities else "ready"
