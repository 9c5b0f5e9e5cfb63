"""Builds the trees that `extract` takes, so that a test's document reads like the form on paper.

A block is a string (a paragraph, `\\n` a line broken by hand), a paragraph made with `p`, or a `table` of rows; a cell
is a block, a list of blocks, or either of them `merged` over columns and rows. Places are numbered by `doc`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ficheparse.document import Block, Cell, Document, Paragraph, Picture, Run, Script, Table, Where
from ficheparse.extract import extract
from ficheparse.fiche import Fiche, Point, Source
from ficheparse.form import FIELDS, FieldName, load, squeezed
from ficheparse.normalise import normalise
from ficheparse.rawfiche import RawFiche, RawPoint
from ficheparse.text import as_written
from ficheparse.values import points as point_values

FORM = load()
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
# The form's own labels.
NAME, MAP, DOMAINS = "Nom de la collectivité", "Localisation (sur carte) ou CARTE (lien)", "Domaine(s) concerné(s)"
PEOPLE, SITE, CONTACT = "Population", "Site Internet (en anglais) :", "Contact :"
POINTS = "Points essentiels de la politique novatrice déployée :"

Inline = str | Run | Picture
Content = str | Block | Sequence["str | Block"]


# Text -------------------------------------------------------------------------------------------------------------


def b(text: str) -> Run:
    return Run(text, bold=True)


def i(text: str) -> Run:
    return Run(text, italic=True)


def raised(text: str, script: Script = "sup") -> Run:
    return Run(text, script=script)


def link(text: str, target: str = "https://cartes.example/ici") -> Run:
    return Run(text, link=target)


def prompt(text: str) -> Run:
    """What a content control shows that nobody filled in."""
    return Run(text, prompt=True)


def picture(name: str = "carte.png") -> Picture:
    return Picture(PIXEL, "png", name, Where())


def p(
    *inline: Inline, style: str | None = None, items: int | None = None, level: int = 0, indent: int = 0
) -> Paragraph:
    """A paragraph; `items` is the number of the list it is an item of, `indent` in twentieths of a point."""
    runs = [piece if isinstance(piece, Run) else Run(piece) for piece in inline if not isinstance(piece, Picture)]
    pictures = [piece for piece in inline if isinstance(piece, Picture)]
    return Paragraph(runs, Where(), style, items, level, indent, pictures)


# Tables -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Merged:
    """A cell over several columns or rows."""

    content: Content
    across: int
    down: int


Spec = Content | Merged
"""A cell of a table as a test writes it."""


def merged(content: Content, *, across: int = 1, down: int = 1) -> Merged:
    return Merged(content, across, down)


def blocks_of(content: Content) -> list[Block]:
    if isinstance(content, str | Paragraph | Table):
        content = [content]
    return [p(block) if isinstance(block, str) else block for block in content]


def table(*rows: Sequence[Spec]) -> Table:
    """A table; a cell takes the next grid place that no cell above reaches into."""
    taken: set[tuple[int, int]] = set()
    built: list[list[Cell]] = []
    for number, row in enumerate(rows):
        column, cells = 0, []
        for spec in row:
            one = spec if isinstance(spec, Merged) else Merged(spec, 1, 1)
            while (number, column) in taken:
                column += 1
            where = Where((("row", number + 1), ("column", column + 1)))
            cells.append(Cell(blocks_of(one.content), number, column, one.across, one.down, where))
            taken |= {(number + y, column + x) for y in range(one.down) for x in range(one.across)}
            column += one.across
        built.append(cells)
    return Table(built, Where())


# Documents and what is found in them ------------------------------------------------------------------------------


def doc(*blocks: str | Block, headers: Sequence[str | Paragraph] = (), notes: Sequence[str] = ()) -> Document:
    document = Document(
        blocks_of(blocks),
        [p(header) if isinstance(header, str) else header for header in headers],
        [p(note) for note in notes],
    )
    for number, paragraph in enumerate(document.paragraphs(), 1):
        paragraph.where = Where((("paragraph", number),))
    return document


def found(*blocks: str | Block, headers: Sequence[str | Paragraph] = (), notes: Sequence[str] = ()) -> RawFiche:
    """What `extract` finds in a document of these blocks."""
    return extract(doc(*blocks, headers=headers, notes=notes), FORM)


def record(*blocks: str | Block, headers: Sequence[str | Paragraph] = ()) -> Fiche:
    """The record made of a document of these blocks."""
    source = Source(file="essai.docx", sha256="0" * 64, format="docx")
    return normalise(found(*blocks, headers=headers), FORM, source).fiche


def said(raw: RawFiche, name: FieldName) -> list[str]:
    """What each answer to a field says; placeholders and the form's own label are no answer (contract, section 1)."""
    texts = (" ".join(_answering(answer.paragraphs)) for answer in raw.of(name))
    return [text for text in texts if text]


def _answering(paragraphs: list[Paragraph]) -> Iterator[str]:
    for paragraph in paragraphs:
        text = as_written(paragraph.answer)
        own = FORM.is_blank(text) or squeezed(text) in FORM.labels
        if text and (not own or paragraph.links()):
            yield text


def fields(*blocks: str | Block) -> dict[FieldName, list[str]]:
    """The answers found in a document of these blocks, fields that say nothing left out."""
    raw = found(*blocks)
    return {name: texts for name in FIELDS if (texts := said(raw, name))}


def title_of(raw: RawFiche) -> str | None:
    """The place that the heading names, None where it names none or its placeholder was left."""
    text = as_written(raw.title.answer) if raw.title is not None else ""
    return None if FORM.is_blank(text) else text


def points_of(raw: RawFiche) -> list[str]:
    """The points as written, bullet marks and all; placeholders left out."""
    texts = [as_written(point.paragraph.answer) for point in raw.points]
    return [text for text in texts if not FORM.is_blank(text)]


def unplaced_of(raw: RawFiche) -> list[str]:
    return [as_written(paragraph.text) for paragraph in raw.unplaced]


Summary = dict[str, object]


def summary(raw: RawFiche) -> Summary:
    """All that was found, fields that say nothing left out."""
    fields: Summary = {name: texts for name in FIELDS if name != "points" and (texts := said(raw, name))}
    return fields | {"title": title_of(raw), "points": points_of(raw), "unplaced": unplaced_of(raw)}


def read_points(*paragraphs: str | Paragraph) -> tuple[Point, ...]:
    """The points that these paragraphs of the section become."""
    blocks = [p(paragraph) if isinstance(paragraph, str) else paragraph for paragraph in paragraphs]
    return point_values.read([RawPoint(block) for block in blocks], FORM)
