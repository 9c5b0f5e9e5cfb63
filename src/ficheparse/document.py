"""What a Word document shows, once every tracked change is accepted: the tree that `read` gives and `extract` takes.

The tree knows nothing of packages, XML or namespaces, and nothing of fiches.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import attrgetter
from typing import Literal, NamedTuple

Script = Literal["sup", "sub"]

TICKED = "\u2612"
"""How `read` writes a ticked box, whatever made it (content control, form field or symbol)."""
UNTICKED = "\u2610"
"""How `read` writes an unticked box."""
MOST_TABLES_AROUND = 15
"""Tables inside each other, each of which is looked through again for those in it; what stands deeper is no table but
its text. People nest two or three, a page of HTML ten."""


class Where(NamedTuple):
    """A place in a document, as steps from the outside in.

    >>> str(Where((("table", 1), ("row", 3), ("column", 2))))
    'table 1, row 3, column 2'
    """

    steps: tuple[tuple[str, int], ...] = ()

    def __str__(self) -> str:
        return ", ".join([f"{kind} {number}" for kind, number in self.steps])

    def within(self, kind: str, number: int) -> Where:
        """The place one step further in."""
        return Where((*self.steps, (kind, number)))


@dataclass(slots=True, frozen=True)
class Picture:
    """A picture that the document shows."""

    data: bytes = field(repr=False)
    """Its bytes; empty where it was refused."""
    kind: str | None
    """The file extension of what the bytes are (`png`, `jpeg`, …), None where it was refused."""
    name: str
    """What the document calls it: a part's or an address's last segment; only ever shown, never used as a path."""
    where: Where


@dataclass(slots=True)
class Run:
    r"""A stretch of text of one look. A line break is `\n` in its text, a tab `\t`."""

    text: str
    bold: bool = False
    italic: bool = False
    script: Script | None = None
    link: str | None = None
    """The address it leads to, fragment included, as the document has it."""
    prompt: bool = False
    """It is the prompt of a content control that nobody filled in."""

    def part(self, start: int, end: int) -> Run:
        """The stretch of it from one character to another."""
        return Run(self.text[start:end], self.bold, self.italic, self.script, self.link, self.prompt)


_NOTE_MARK = re.compile(r"\s*[(\[]?(?:\d{1,2}|[*†‡]{1,3})[)\]]?\s*")


@dataclass(slots=True)
class Paragraph:
    """A paragraph, or a part of one (`slice`)."""

    runs: list[Run]
    where: Where
    style: str | None = None
    """The style's name in English and lower case, `heading 1`, `list bullet 2`; None for the default style."""
    list_id: int | None = None
    """The list it is an item of; items of one list share it. None outside lists."""
    list_level: int = 0
    """Depth in that list, from 0."""
    indent: int = 0
    """Left indentation in twentieths of a point, as seen: its own, its list level's or its style's."""
    pictures: list[Picture] = field(default_factory=list)
    text: str = field(init=False)
    r"""The runs' text, with `\n` and `\t`."""

    def __post_init__(self) -> None:
        runs = self.runs
        self.text = runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])

    @property
    def is_heading(self) -> bool:
        """Whether its style is one of the headings or titles."""
        return self.style is not None and self.style.startswith(("heading", "title", "subtitle"))

    @property
    def answer(self) -> str:
        """Its text without the prompts of content controls."""
        for run in self.runs:
            if run.prompt:
                return "".join([run.text for run in self.runs if not run.prompt])
        return self.text

    def without_note_marks(self) -> Paragraph:
        """Without what is raised as the mark of a note: `59 490` and a small 1 are no 594,901."""
        if not any(run.script == "sup" and _NOTE_MARK.fullmatch(run.text) for run in self.runs):
            return self
        runs = [run for run in self.runs if run.script != "sup" or not _NOTE_MARK.fullmatch(run.text)]
        return replace(self, runs=runs)

    def slice(self, start: int, end: int | None = None) -> Paragraph:
        """The part of it from character `start` to `end`; pictures go with the part that reaches the end."""
        return self.slices([(start, len(self.text) if end is None else end)])[0]

    def slices(self, spans: Iterable[tuple[int, int]]) -> list[Paragraph]:
        """Several parts of it that follow each other: its runs are gone through once, however many there are."""
        parts: list[Paragraph] = []
        place = offset = 0  # the run that a part begins in, and where that run begins
        for start, stop in spans:
            runs: list[Run] = []
            while place < len(self.runs) and offset < stop:
                run = self.runs[place]
                first, last = max(start - offset, 0), min(stop - offset, len(run.text))
                if first < last:
                    whole = last - first == len(run.text)
                    runs.append(run if whole else run.part(first, last))
                if offset + len(run.text) > stop:
                    break
                offset += len(run.text)
                place += 1
            parts.append(
                Paragraph(
                    runs,
                    self.where,
                    self.style,
                    self.list_id,
                    self.list_level,
                    self.indent,
                    self.pictures if stop >= len(self.text) else [],
                )
            )
        return parts

    def lines(self) -> list[Paragraph]:
        """Its lines, where it is broken by hand; itself otherwise."""
        if "\n" not in self.text:
            return [self]
        ends = [place for place, character in enumerate(self.text) if character == "\n"]
        parts = self.slices(zip([0, *(end + 1 for end in ends)], [*ends, len(self.text)], strict=True))
        parts[-1].pictures = self.pictures
        return parts

    def links(self) -> list[Link]:
        """Its links, in order, each once though it may be of several runs."""
        return [
            Link("".join([run.text for run in runs]), target)
            for target, runs in groupby(self.runs, key=attrgetter("link"))
            if target is not None
        ]


class Link(NamedTuple):
    """A link: its wording and the address it leads to."""

    text: str
    target: str


@dataclass(slots=True)
class Cell:
    """A cell of a table, at its grid place; a merged cell is there once."""

    blocks: list[Block]
    row: int
    column: int
    """Grid column of its left edge, from 0."""
    width: int = 1
    """Grid columns it spans."""
    height: int = 1
    """Rows it spans."""
    where: Where = field(default_factory=Where)

    def paragraphs(self) -> Iterator[Paragraph]:
        """Its paragraphs in reading order, those of nested tables too."""
        return paragraphs(self.blocks)

    @property
    def text(self) -> str:
        """All its text, a line a paragraph."""
        return "\n".join([paragraph.text for paragraph in self.paragraphs()])


@dataclass(slots=True)
class Table:
    """A table: rows of cells; a cell merged over several rows stands in its first."""

    rows: list[list[Cell]]
    where: Where

    def cells(self) -> Iterator[Cell]:
        """Every cell, row by row."""
        for row in self.rows:
            yield from row


Block = Paragraph | Table


@dataclass(slots=True)
class Document:
    """All that one file shows."""

    blocks: list[Block]
    headers: list[Paragraph] = field(default_factory=list)
    """Of the headers and footers that Word would show."""
    notes: list[Paragraph] = field(default_factory=list)
    """Of the footnotes and endnotes that the body refers to, in the order of reference."""
    format: str = "docx"
    changes: bool = False
    """Whether it holds tracked changes of its text."""
    comments: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        """The body's paragraphs in reading order, those of tables too."""
        return paragraphs(self.blocks)


def paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    """The paragraphs of these blocks in reading order, those of tables too."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells():
                yield from paragraphs(cell.blocks)
