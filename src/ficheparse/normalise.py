"""From what is written where to the record: every value read, every doubt an issue."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from ficheparse import gazetteer, issues
from ficheparse.blocked import file_id, short_slug
from ficheparse.document import Paragraph, Picture
from ficheparse.fiche import Contact, Country, Evidence, Fiche, Issue, Location, Point, Population, Source, Status
from ficheparse.form import LONGEST_WORDING, FieldName, Form, squeezed
from ficheparse.rawfiche import Answer, RawFiche, within_reach
from ficheparse.text import as_written, fold
from ficheparse.values import contact, dates, domains, place, points, population, website
from ficheparse.values import country as countries
from ficheparse.values.plain import least_letters
from ficheparse.values.reading import Doubt

DOUBTFUL_TIMES = 8
"""Contract, section 5: a digit too many or too few makes a population ten times or a tenth of what it is; two
censuses, or a town and its suburbs, differ by less than eight times."""
_MERGED: frozenset[FieldName] = frozenset(["website", "contact"])
"""Fields of which two rows are two values, not a repetition (contract, section 5, `field-repeated`)."""
_NOTED: frozenset[FieldName] = frozenset(["domains", "population", "website", "contact"])
"""Fields in whose values a raised figure is the mark of a note."""
_LAX: frozenset[FieldName] = frozenset(["name", "points", "updated"])
"""Fields whose further answers have a meaning of their own."""


class Normalised(NamedTuple):
    """A record and the pictures that it names."""

    fiche: Fiche
    pictures: tuple[tuple[str, bytes], ...] = ()
    """File name, made of the content, and bytes."""


def normalise(raw: RawFiche, form: Form, source: Source) -> Normalised:
    """The record of a fiche."""
    if not raw.labels:
        return Normalised(_not_a_fiche(raw, source))
    return _Normaliser(raw, form, source).record()


def _not_a_fiche(raw: RawFiche, source: Source) -> Fiche:
    """No label of the form is there: nothing is a field, and every word is kept."""
    said = [raw.title] if raw.title else []
    said += [paragraph for answer in raw.answers for paragraph in answer.paragraphs]
    said += [point.paragraph for point in (*raw.points, *raw.points_again)] + raw.unplaced
    return Fiche(
        id=file_id(source),
        unplaced=[text for paragraph in said if (text := as_written(paragraph.text))],
        status="blocked",
        issues=[issues.issue("not-a-fiche")],
        source=source,
    )


# what an answer says is asked for twice, for its value and for its evidence
_written = lru_cache(maxsize=16)(as_written)


@dataclass(slots=True)
class _Read:
    """What the answers gave so far."""

    issues: list[Issue] = field(default_factory=list)
    provenance: dict[str, Evidence] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)


class _Normaliser:
    """Reads one fiche's values, in an order in which each finds what it needs of the others."""

    def __init__(self, raw: RawFiche, form: Form, source: Source) -> None:
        self._raw = within_reach(raw)
        self._form = form
        self._source = source
        self._read = _Read()
        self._answers: dict[FieldName, list[Answer]] = {}
        for answer in self._raw.answers:
            self._answers.setdefault(answer.field, []).append(answer)

    def record(self) -> Normalised:
        """The record, its issues and its pictures."""
        title = self._title()
        name, other_names = self._names()
        country = self._country(title, name, other_names)
        domain_reading = self._domains()
        people = self._population(name)
        sites = self._website()
        contacts = self._contacts(country)
        location, images, pictures = self._location(country, name)
        essentials = self._points()
        updated = self._updated()
        self._document_issues()
        fiche = Fiche(
            id=(short_slug(name) if name else None) or file_id(self._source),
            title=title,
            name=name,
            other_names=other_names,
            country=country,
            domains=list(domain_reading.codes),
            other_domains=list(domain_reading.others),
            population=people,
            website=sites.first,
            other_websites=list(sites.others),
            contacts=contacts,
            location=location,
            points=list(essentials),
            updated=updated,
            unplaced=self._read.unplaced,
            images=images,
            status=_status(self._read.issues),
            issues=self._read.issues,
            provenance=self._read.provenance,
            source=self._source,
        )
        return Normalised(fiche, pictures)

    # What the answers say

    def _of(self, name: FieldName) -> list[Answer]:
        """The answers to one field."""
        return self._answers.get(name, [])

    def _paragraphs(self, name: FieldName) -> list[Paragraph]:
        """The paragraphs that answer a field, what says nothing left out; its evidence is kept on the way."""
        answers = self._of(name)
        taken: list[Paragraph] = []
        first: str | None = None
        kept: list[Answer] = []
        once = name not in _MERGED and name not in _LAX
        for answer in answers:
            said, text = self._said(answer)
            if text and self._says_nothing(text) and not any(paragraph.links() for paragraph in said):
                said, text = [], ""
            if said and first is not None and once and not self._adds(name, taken, said):
                if fold(text) == fold(first):
                    continue
                if not self._says_the_same(name, taken, said):
                    self._repeated(name, answer, text)
                    continue
                said = []  # in other words, or another language
            kept.append(answer)
            if said:
                first = text if first is None else first
                taken.extend(said)
        self._note(name, kept)
        return [paragraph.without_note_marks() for paragraph in taken] if name in _NOTED else taken

    def _says_the_same(self, name: FieldName, taken: list[Paragraph], said: list[Paragraph]) -> bool:
        """Whether two answers are one value: `907 796 habitants` and `907,796 inhabitants`."""
        if name == "population":
            one, other = (population.read("\n".join(p.answer for p in answer)).value for answer in (taken, said))
            return one is not None and other is not None and one.value == other.value
        if name == "domains":
            first, second = (domains.read(answer, self._form).value for answer in (taken, said))
            return set(first.codes) == set(second.codes) and not first.others and not second.others
        return False

    def _adds(self, name: FieldName, taken: list[Paragraph], said: list[Paragraph]) -> bool:
        """Whether a second row of the location gives what the first does not: its map, or its words."""
        if name != "location":
            return False
        one, other = (place.read(paragraphs, None).value for paragraphs in (taken, said))
        return not ((one.map_url and other.map_url) or (one.text and other.text))

    def _repeated(self, name: FieldName, answer: Answer, text: str) -> None:
        self._issue("field-repeated", name, str(answer.where), text)
        self._read.unplaced.append(text)

    def _note(self, name: FieldName, answers: list[Answer]) -> None:
        """Keep what the document says of a field, hints in its label and unanswered prompts too."""
        parts = [part for answer in answers for part in (answer.hint, *[p.text for p in answer.paragraphs]) if part]
        raw = _written(" ".join(parts))
        if raw:
            where = answers[0].paragraphs[0].where if answers[0].paragraphs else answers[0].where
            self._read.provenance[name] = Evidence(raw=raw, where=str(where))

    def _said(self, answer: Answer) -> tuple[list[Paragraph], str]:
        """The paragraphs of an answer that say something, and what they say as written."""
        said = [
            (paragraph, text)
            for paragraph in answer.paragraphs
            if not self._is_blank(paragraph, text := paragraph.answer)
        ]
        return [paragraph for paragraph, _ in said], _written(" ".join([text for _, text in said]))

    def _is_blank(self, paragraph: Paragraph, text: str) -> bool:
        """Whether a paragraph and its answer say nothing: empty, a prompt, a placeholder, the form's own label."""
        if least_letters(text) > self._form.longest:
            return False
        if len(text) > LONGEST_WORDING:
            says_nothing = self._form.is_wordless(text)
        elif self._form.says_more(text):
            says_nothing = False
        else:
            key = squeezed(text)
            says_nothing = not key or key in self._form.placeholders or key in self._form.labels
        return says_nothing and not (paragraph.pictures or any(run.link and not run.prompt for run in paragraph.runs))

    def _says_nothing(self, text: str) -> bool:
        return least_letters(text) <= self._form.longest and self._form.is_blank(text)

    def _issue(
        self, code: str, name: FieldName | None = None, where: str | None = None, text: str | None = None
    ) -> None:
        if where is None and name in self._read.provenance:
            where = self._read.provenance[name].where
        self._read.issues.append(issues.issue(code, field=name, where=where, text=as_written(text) if text else None))

    def _doubts(self, name: FieldName, doubts: tuple[Doubt, ...]) -> None:
        for doubt in doubts:
            self._issue(doubt.code, name, text=doubt.text)

    # Each field

    def _title(self) -> str | None:
        title = self._raw.title
        text = _written(title.answer) if title is not None else ""
        if title is not None and text:
            self._read.provenance["title"] = Evidence(raw=_written(title.text), where=str(title.where))
        if not text or self._says_nothing(text):
            self._issue("title-missing", "title")
            return None
        return text

    def _names(self) -> tuple[str | None, list[str]]:
        names: list[str] = []
        self._note("name", self._of("name"))
        for answer in self._of("name"):
            text = self._said(answer)[1]
            if text and text not in names and not self._says_nothing(text):
                names.append(text)
        if not names:
            self._issue("name-missing", "name")
            return None, []
        return names[0], names[1:]

    def _country(self, title: str | None, name: str | None, other_names: list[str]) -> Country | None:
        known = gazetteer.country_of(name) if name else None
        if known is not None:
            return known
        said = {key: " ".join(a.text for a in self._of(key)) for key in ("location", "contact", "website")}
        targets = [
            link.target
            for key in ("website", "contact")
            for answer in self._of(key)
            for paragraph in answer.paragraphs
            for link in paragraph.links()
        ]
        return countries.read(
            name, tuple(other_names), title, said["location"], said["contact"], (said["website"], *targets)
        )

    def _domains(self) -> domains.Domains:
        reading = domains.read(self._paragraphs("domains"), self._form)
        self._doubts("domains", reading.doubts)
        if not reading.value.codes and not reading.value.others:
            self._issue("domains-missing", "domains")
        return reading.value

    def _population(self, name: str | None) -> Population | None:
        said = self._paragraphs("population")
        if not said:
            self._issue("population-missing", "population")
            return None
        reading = population.read("\n".join(paragraph.answer for paragraph in said))
        self._doubts("population", reading.doubts)
        known = gazetteer.the_one(name) if name and reading.value else None
        if reading.value and known and known.population:
            times = reading.value.value / known.population
            if times >= DOUBTFUL_TIMES or times <= 1 / DOUBTFUL_TIMES:
                self._issue("population-doubtful", "population", text=self._read.provenance["population"].raw)
        return reading.value

    def _website(self) -> website.Websites:
        said = self._paragraphs("website")
        if not said:
            self._issue("website-missing", "website")
            return website.Websites(None, ())
        reading = website.read(said)
        self._doubts("website", reading.doubts)
        return reading.value

    def _contacts(self, country: Country | None) -> list[Contact]:
        reading = contact.read(self._paragraphs("contact"), country)
        self._doubts("contact", reading.doubts)
        if not reading.value:
            self._issue("contact-missing", "contact")
        return list(reading.value)

    def _location(
        self, country: Country | None, name: str | None
    ) -> tuple[Location, list[str], tuple[tuple[str, bytes], ...]]:
        """The location, the names of the other pictures, and every exported picture."""
        said = self._paragraphs("location")
        reading = place.read(said, country)
        found = reading.value
        self._doubts("location", reading.doubts)
        maps = [picture for paragraph in said for picture in paragraph.pictures]
        refused_maps = {(picture.name, picture.where) for picture in maps if picture.kind is None}
        names = _ExportNames()
        exported: dict[str, bytes] = {}
        for picture in self._raw.pictures:
            if picture.kind is None:
                field_name: FieldName | None = "location" if (picture.name, picture.where) in refused_maps else None
                self._picture_refused(picture, field_name)
            else:
                exported[names.of(picture)] = picture.data
        image = next((names.of(picture) for picture in maps if picture.kind), None)
        if image is None and found.map_url is None and len(exported) == 1:
            image = next(iter(exported))
        if found == place.Place() and image is None and not reading.doubts and not maps:
            self._issue("location-missing", "location")
        if found.latitude is None and not reading.doubts:
            found = _with_known_point(found, name)
        location = Location(
            map_url=found.map_url,
            latitude=found.latitude,
            longitude=found.longitude,
            coordinates_from=found.coordinates_from,
            text=found.text,
            image=image,
        )
        return location, [other for other in exported if other != image], tuple(exported.items())

    def _picture_refused(self, picture: Picture, name: FieldName | None) -> None:
        issue = issues.issue(
            "picture-refused", field=name or "images", where=str(picture.where), text=as_written(picture.name) or None
        )
        self._read.issues.append(issue)

    def _points(self) -> tuple[Point, ...]:
        found = points.read(self._raw.points, self._form)
        answers = self._of("points")
        pieces = [answer.hint for answer in answers] + [point.paragraph.text for point in self._raw.points]
        said = " ".join([text for piece in pieces if (text := as_written(piece))])
        if said:
            where = self._raw.points[0].paragraph.where if self._raw.points else answers[0].where
            self._read.provenance["points"] = Evidence(raw=said, where=str(where))
        if not found:
            self._issue("points-missing", "points")
        if self._raw.points_again:
            self._points_again({fold(point.text) for point in found})
        return found

    def _points_again(self, known: set[str]) -> None:
        """What a second section of points says that the first does not."""
        again = [point for point in points.read(self._raw.points_again, self._form) if fold(point.text) not in known]
        if again:
            first = str(self._raw.points_again[0].paragraph.where)
            self._issue("field-repeated", "points", first, again[0].text)
            self._read.unplaced.extend(as_written(point.paragraph.text) for point in self._raw.points_again)

    def _updated(self) -> str | None:
        self._note("updated", self._of("updated"))
        said = [answer.text for answer in self._of("updated") if not self._tells_no_date(answer.text)]
        if not said:
            self._issue("updated-missing", "updated")
            return None
        reading = dates.read("\n".join(said))
        self._doubts("updated", reading.doubts)
        return reading.value

    def _tells_no_date(self, text: str) -> bool:
        """Whether the form's line of updating was left as it was."""
        rest = fold(text)
        for word in self._form.updating:
            rest = rest.replace(word, " ")
        if not any(map(str.isdigit, rest)):
            rest = re.sub("[年月日]|明治|大正|昭和|平成|令和", " ", rest)
        leads, joints = self._form.update_leads, self._form.date_joints
        return self._form.is_blank(" ".join([p for p in rest.split() if p not in leads and p not in joints]))

    def _document_issues(self) -> None:
        self._read.unplaced[:0] = [text for p in self._raw.unplaced if (text := as_written(p.text))]
        if self._read.unplaced:
            where = str(self._raw.unplaced[0].where) if self._raw.unplaced else None
            self._issue("text-unplaced", where=where, text=self._read.unplaced[0])
        if self._raw.changes:
            self._issue("changes-pending")
        if self._raw.comments:
            self._issue("comments-present")


def _with_known_point(location: place.Place, name: str | None) -> place.Place:
    """Where the fiche gives no coordinates, the gazetteer's for its authority (contract, section 3, **Location**)."""
    known = gazetteer.the_one(name) if name else None
    if known is None or known.latitude is None or known.longitude is None:
        return location
    return location._replace(latitude=known.latitude, longitude=known.longitude, coordinates_from="gazetteer")


class _ExportNames:
    """What pictures are called, by their content; one that is shown many times is looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, str] = {}

    def of(self, picture: Picture) -> str:
        """The file name of a picture that is kept as long as this is."""
        key = id(picture.data)
        if key not in self._known:
            self._known[key] = f"{sha256(picture.data).hexdigest()[:16]}.{picture.kind}"
        return self._known[key]


def _status(found: list[Issue]) -> Status:
    severities = {issue.severity for issue in found}
    if "error" in severities:
        return "blocked"
    return "review" if "warning" in severities else "ready"
