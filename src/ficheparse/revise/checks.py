"""The issues of a record after corrections: those that they answer are gone, and the checks are made again.

The conditions are those of `normalise` (contract, section 5), on values in the place of what is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ficheparse import gazetteer
from ficheparse.document import Paragraph, Run, Where
from ficheparse.fiche import Fiche, Issue, Location
from ficheparse.issues import BLOCKING, issue
from ficheparse.values import place

_DOUBTFUL_TIMES = 8
"""As in `normalise`: a digit too many or too few."""
_ANSWERED: dict[str, frozenset[str]] = {
    "title": frozenset(["title-missing"]),
    "name": frozenset(["name-missing", "population-doubtful"]),
    "other_names": frozenset(),
    "country": frozenset(["location-invalid"]),
    "domains": frozenset(["domain-unknown", "domains-missing"]),
    "other_domains": frozenset(["domain-unknown", "domains-missing"]),
    "population": frozenset(["population-missing", "population-unclear", "population-several", "population-doubtful"]),
    "website": frozenset(["website-missing", "website-invalid", "website-conflict", "website-repaired"]),
    "other_websites": frozenset(["website-missing", "website-invalid", "website-conflict", "website-repaired"]),
    "contacts": frozenset(["contact-missing", "contact-unreachable"]),
    "location": frozenset(["location-missing", "location-invalid"]),
    "points": frozenset(["points-missing"]),
    "updated": frozenset(["updated-missing", "updated-unclear"]),
    "unplaced": frozenset(["text-unplaced"]),
}
"""Codes that a correction of a place settles; the same check is made again where there is one."""
_OF_CONTACTS = {"emails": "email-invalid", "phones": "phone-invalid", "faxes": "phone-invalid"}


def checked(record: Fiche, before: Fiche, taken: Collection[str], doubts: Iterable[Issue]) -> list[Issue]:
    """The record's issues, now that these places were corrected; `doubts` are those of reading what was typed."""
    names = {at.partition(".")[0] for at in taken}
    answered = {code for name in names for code in _ANSWERED[name]}
    kept = [
        one
        for one in before.issues
        if one.code not in answered
        and not (one.code == "field-repeated" and _named(one.field) & names)
        and not _is_of_a_corrected_contact(one, before, taken)
    ]
    if any(one.code in BLOCKING for one in kept):
        return kept  # there is no record to be checked
    new = [*doubts, *_again(record, names)]
    known = {(one.code, one.text) for one in kept}
    return kept + [one for one in new if (one.code, one.text) not in known]


def _again(record: Fiche, names: set[str]) -> Iterator[Issue]:
    if "title" in names and record.title is None:
        yield issue("title-missing")
    if "name" in names and record.name is None:
        yield issue("name-missing")
    if names & {"domains", "other_domains"}:
        for other in record.other_domains:
            yield issue("domain-unknown", where="correction", text=other)
        if not record.domains and not record.other_domains:
            yield issue("domains-missing")
    if "population" in names and record.population is None:
        yield issue("population-missing")
    if names & {"population", "name"} and _is_doubtful(record):
        yield issue("population-doubtful", where="correction", text=str(record.population and record.population.value))
    if "website" in names and record.website is None:
        yield issue("website-missing")
    if "contacts" in names:
        if not record.contacts:
            yield issue("contact-missing")
        elif not any(contact.emails or contact.phones for contact in record.contacts):
            yield issue("contact-unreachable", text=record.contacts[0].text or None)
    if names & {"location", "country"}:
        yield from _of_location(record)
    if "points" in names and not record.points:
        yield issue("points-missing")
    if "updated" in names and record.updated is None:
        yield issue("updated-missing")
    if "unplaced" in names and record.unplaced:
        yield issue("text-unplaced", text=record.unplaced[0])


def _is_doubtful(record: Fiche) -> bool:
    known = gazetteer.the_one(record.name) if record.name else None
    if record.population is None or known is None or not known.population:
        return False
    times = record.population.value / known.population
    return times >= _DOUBTFUL_TIMES or times <= 1 / _DOUBTFUL_TIMES


def _of_location(record: Fiche) -> Iterator[Issue]:
    location = record.location
    if location.coordinates_from == "text" and location.latitude is not None and location.longitude is not None:
        said = f"{location.latitude}, {location.longitude}"
        reading = place.read([Paragraph([Run(said)], Where())], record.country)
        yield from (
            issue(doubt.code, field="location", where="correction", text=doubt.text) for doubt in reading.doubts
        )
    without_known = Location() if location.coordinates_from == "gazetteer" else location
    if without_known == Location() and not location.text and not location.map_url and not location.image:
        yield issue("location-missing")


def _is_of_a_corrected_contact(one: Issue, before: Fiche, taken: Collection[str]) -> bool:
    """Whether the issue is of a contact's addresses or numbers, and these were typed anew."""
    for at in taken:
        name, _, rest = at.partition(".")
        number, _, part = rest.partition(".")
        if name == "contacts" and one.code == _OF_CONTACTS.get(part):
            if len(before.contacts) <= 1 or int(number) > len(before.contacts):
                return True
            if one.text is None or one.text in before.contacts[int(number) - 1].text:
                return True
    return False


def _named(field: str | None) -> set[str]:
    """The places of the record that a field of the form is in."""
    return {"contacts"} if field == "contact" else {field} if field else set()
