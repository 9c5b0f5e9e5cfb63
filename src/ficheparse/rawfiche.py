"""What is written where: the fiche as `extract` finds it and `normalise` takes it, before any value is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from ficheparse.document import Paragraph, Picture, Where
from ficheparse.form import FieldName

LONGEST_ANSWER = 10_000
"""Characters of one field that are read: four pages, which no address or number needs. What stands beyond them is kept
as text that has no place, so that a person looks at it."""
LEAST_ANSWER = 100
"""Characters that an answer counts for, however short: a field with a hundred rows is no field of the form."""


@dataclass(slots=True)
class Answer:
    """What stands at one label."""

    field: FieldName
    paragraphs: list[Paragraph]
    """The answer without its label; paragraphs that say nothing are left out."""
    where: Where
    hint: str = ""
    """The label as written, where the clerk added to it."""

    @property
    def text(self) -> str:
        """The answer's text, a line a paragraph, without the prompts of content controls."""
        return "\n".join([paragraph.answer for paragraph in self.paragraphs])


@dataclass(slots=True)
class RawPoint:
    """One paragraph of the points' section, or one row of a table in it."""

    paragraph: Paragraph
    is_row: bool = False


@dataclass(slots=True)
class RawFiche:
    """The fiche as it is written. Every visible word of the document is in it, or is the form's own."""

    title: Paragraph | None = None
    """The place that the heading names."""
    answers: list[Answer] = field(default_factory=list)
    """In the document's order; a label that is there twice gives two."""
    points: list[RawPoint] = field(default_factory=list)
    points_again: list[RawPoint] = field(default_factory=list)
    """Those of a second section, in a file that holds the form twice."""
    unplaced: list[Paragraph] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    """Every picture of the body, in order, those of answers too."""
    labels: int = 0
    """How many of the form's labels were found."""
    format: str = "docx"
    changes: bool = False
    comments: bool = False

    def of(self, name: FieldName) -> list[Answer]:
        """The answers to one field."""
        return [answer for answer in self.answers if answer.field == name]


def within_reach(raw: RawFiche) -> RawFiche:
    """The fiche with answers no longer than can be read, and what is beyond that among the text without a place."""
    everything = sum([len(p.text) + len(p.runs) + 1 for answer in raw.answers for p in answer.paragraphs])
    if everything + LEAST_ANSWER * len(raw.answers) <= LONGEST_ANSWER:
        return raw  # all answers together are no longer than one may be
    left: dict[FieldName, int] = {}
    answers: list[Answer] = []
    beyond: list[Paragraph] = []
    for answer in raw.answers:
        room = left.get(answer.field, LONGEST_ANSWER)
        size = sum(_size(paragraph) for paragraph in answer.paragraphs)
        left[answer.field] = room - max(size, LEAST_ANSWER)
        if size > room:
            kept, rest = _cut(answer.paragraphs, room)
            answer = replace(answer, paragraphs=kept)  # noqa: PLW2901 - the same answer, shorter
            beyond += [paragraph for paragraph in rest if paragraph.text.strip()]
        answers.append(answer)
    return replace(raw, answers=answers, unplaced=[*raw.unplaced, *beyond]) if beyond else raw


def _size(paragraph: Paragraph) -> int:
    return max(len(paragraph.text), len(paragraph.runs)) + 1


def _cut(paragraphs: list[Paragraph], room: int) -> tuple[list[Paragraph], list[Paragraph]]:
    """The paragraphs that there is room for, and those beyond; one is parted between two words where it has any."""
    for number, paragraph in enumerate(paragraphs):
        if _size(paragraph) > room:
            end = len(paragraph.text)
            if end > room > 0:
                end = paragraph.text.rfind(" ", 0, room) + 1 or room
            kept = [paragraph.slice(0, end)] if room > 0 else []
            return [*paragraphs[:number], *kept], [paragraph.slice(end if kept else 0), *paragraphs[number + 1 :]]
        room -= _size(paragraph)
    return paragraphs, []
