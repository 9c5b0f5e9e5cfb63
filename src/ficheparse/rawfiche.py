"""What is written where: the fiche as `extract` finds it and `normalise` takes it, before any value is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from ficheparse.document import Paragraph, Picture, Where
from ficheparse.form import FieldName


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
