"""Through a document's blocks in reading order: labels, answers, points, and what has no place."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice

from ficheparse import gazetteer
from ficheparse.document import Block, Cell, Document, Paragraph, Table, Where
from ficheparse.extract import annex
from ficheparse.extract.dates import furniture_tells_update, is_date, places_and_last_update, tells_update
from ficheparse.extract.headings import bare, heading
from ficheparse.extract.heads import head_of, says_something
from ficheparse.extract.labels import (
    LONGEST_LABEL,
    Label,
    begins_with_label,
    is_link_wording,
    is_long_label,
    label_of,
    linked_in,
)
from ficheparse.extract.looks import is_address, is_bold, is_ruled, pictures_of
from ficheparse.extract.points import points_of
from ficheparse.extract.tables import flattened, read_table
from ficheparse.form import FieldName, Form, squeezed
from ficheparse.rawfiche import Answer, RawFiche
from ficheparse.text import fold
from ficheparse.values import dates

_GOES_ON: frozenset[FieldName] = frozenset(["contact", "location", "domains", "website"])
"""Fields whose answer may go on in the paragraphs after `Label : value`."""
_LONGEST_GOING_ON = 120
_BRACKETED_END = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]?\s*$|\s[-–—]\s[^-–—]*\d[^-–—]*$")
_GOES_ON_WITH_POINTS = frozenset(["suite", "continued", "cont", "続き", "つづき"])
"""Beside the label of the points on a second page."""


class Reader:
    """Goes through a document's blocks in reading order."""

    def __init__(self, document: Document, form: Form) -> None:
        self._document = document
        self._form = form
        self._fiche = RawFiche(format=document.format, changes=document.changes, comments=document.comments)
        self._heading: Paragraph | None = None
        """The heading whose place is not yet known, while the next paragraph may tell it."""
        self._headed = False
        self._open: Answer | None = None
        """The answer that the next paragraph belongs to."""
        self._opened_empty = False
        """Whether that answer's label stood alone, as a heading over its value."""
        self._update: Paragraph | None = None
        """The paragraph before, where it is the line of updating."""
        self._in_points = False
        self._section = self._fiche.points
        """Where the points go that are being read."""
        self._annex: list[Paragraph] | None = None
        self._answered: set[FieldName] = set()

    def read(self, blocks: list[Block]) -> None:
        """Read blocks that follow each other."""
        for block in blocks:
            if isinstance(block, Table):
                self._table(block)
                continue
            self._fiche.pictures.extend(block.pictures)
            for line in self._lines(block):
                self._paragraph(line)

    def finished(self) -> RawFiche:
        """The fiche, with what headers and notes add."""
        if self._annex:
            kept = annex.own(self._annex, self._form)
            rest, self._annex = self._annex[kept:], None
            self._close()
            for paragraph in rest:
                self._paragraph(paragraph, after_annex=True)
        fiche = self._fiche
        if self._document.headers:
            dated = any(dates.has_date(answer.text) for answer in fiche.of("updated"))
            for paragraph in self._document.headers:
                dated = self._header(paragraph, dated=dated) or dated
        fiche.unplaced.extend(self._document.notes)
        return fiche

    def _header(self, paragraph: Paragraph, *, dated: bool) -> bool:
        """Page furniture: read for the title and the date where the body has none; whether it gave a date."""
        title = self._fiche.title
        if (title is None or self._form.is_blank(title.answer)) and (
            place := heading(paragraph, self._form)
        ) is not None:
            self._fiche.title = self._without_date(place) if place.text.strip() else title
        elif not dated and furniture_tells_update(paragraph, self._form):
            self._answer("updated", [paragraph], paragraph.where)
            return dates.has_date(paragraph.answer)
        return False

    def _lines(self, paragraph: Paragraph) -> list[Paragraph]:
        """The paragraph, or its lines where a label, the date or the annex heads one that is not the first."""
        if "\n" not in paragraph.text or (
            len(paragraph.text) <= LONGEST_LABEL and squeezed(paragraph.text) in self._form.labels
        ):
            return [paragraph]
        lines = paragraph.lines()
        if any(self._is_landmark(line) for line in lines[1:]) or not lines[0].text.strip():
            return lines
        return [paragraph]

    def _is_landmark(self, line: Paragraph) -> bool:
        return bool(line.text.strip()) and (
            self._label(line) is not None
            or tells_update(line, self._form, in_points=self._in_points)
            or annex.is_headed(line, self._form)
        )

    def _label(self, paragraph: Paragraph, *, slips: bool = False) -> Label | None:
        """The label that a paragraph outside tables begins with.

        Inside the points only a label of a field that is not answered yet: a point may begin with such a word.
        """
        label = label_of(paragraph.text, self._form, slips=slips)
        if label is None or label.field == "updated":
            return None
        if is_link_wording(paragraph) and not is_long_label(paragraph, label):
            return None
        if self._in_points:
            if label.field == "points" and not self._fiche.points and not paragraph.text[label.end :].strip():
                return label
            is_item = paragraph.list_id is not None or not paragraph.text.lstrip()[:1].isalnum()
            if is_item or label.field in ("points", "location", "domains") or label.field in self._answered:
                return None
        return label

    def _paragraph(self, paragraph: Paragraph, *, after_annex: bool = False) -> None:
        if not paragraph.text.strip():
            if self._open is not None and (paragraph.pictures or any(run.link for run in paragraph.runs)):
                self._open.paragraphs.append(paragraph)
            return
        if self._annex is not None:
            self._annex.append(paragraph)
            return
        if not self._in_points and not paragraph.pictures and is_ruled(paragraph.text):
            if self._open is not None and self._open.paragraphs:
                self._open = None  # no word, but an end
            return
        if self._is_title(paragraph):
            return
        if tells_update(paragraph, self._form, in_points=self._in_points):
            self._close()
            self._answer("updated", [paragraph], paragraph.where)
            self._update = paragraph
            return
        above, self._update = self._update, None
        if above is not None and is_date(paragraph) and not dates.has_date(above.text):
            self._fiche.answers[-1].paragraphs.append(paragraph)
            return
        if not after_annex and self._begins_annex(paragraph):
            self._annex = [*self._annex_title(), paragraph]
            self._close()
            return
        label = self._label(paragraph) or self._misspelt_label(paragraph)
        if label is not None:
            self._labelled(paragraph, label)
        elif self._in_points:
            self._section.extend(points_of([paragraph]))
        elif self._open is not None and self._goes_on(paragraph):
            self._open.paragraphs.append(paragraph)
        else:
            self._open = None
            if not self._form.is_wordless(paragraph.text):  # `--` and `…` are the form's own wherever they were left
                self._fiche.unplaced.append(paragraph)

    def _annex_title(self) -> list[Paragraph]:
        """The paragraph just before, where it only said that an annex comes; taken back from where it went."""
        if self._in_points and self._section and annex.is_title(self._section[-1].paragraph, self._form):
            return [self._section.pop().paragraph]
        if not self._in_points and self._fiche.unplaced and annex.is_title(self._fiche.unplaced[-1], self._form):
            return [self._fiche.unplaced.pop()]
        return []

    def _begins_annex(self, paragraph: Paragraph) -> bool:
        if annex.is_headed(paragraph, self._form):
            return True
        if not self._fiche.labels:
            return False  # a covering letter may speak of the communiqué
        after_date = not self._in_points and "updated" in self._answered
        if not annex.is_told(paragraph, self._form, in_points=self._in_points, after_date=after_date):
            return False
        # the annex follows the line of updating: where that is still to come, this is a point
        return not self._in_points or not self._is_date_ahead(paragraph)

    def _is_date_ahead(self, paragraph: Paragraph) -> bool:
        places, last = self._dates_ahead
        return places.get(paragraph.where, last + 1) <= last

    @cached_property
    def _dates_ahead(self) -> tuple[dict[Where, int], int]:
        return places_and_last_update(self._document.paragraphs(), self._form)

    def _misspelt_label(self, paragraph: Paragraph) -> Label | None:
        """A label with a slip, looked for where one is expected: at a colon, or in a short line on its own."""
        text = paragraph.text
        if self._in_points or not (":" in text or "：" in text or (len(text) < 70 and not self._is_answering())):
            return None
        label = self._label(paragraph, slips=True)
        if label is None and text.rstrip().endswith((":", "：")):
            name = begins_with_label(text, self._form)
            label = None if name is None else Label(name, len(text), hint=True)
        if label is None or (label.field != "name" and label.field in self._answered):
            return None
        return label

    def _is_answering(self) -> bool:
        return self._open is not None and self._opened_empty and not self._open.paragraphs

    def _goes_on(self, paragraph: Paragraph) -> bool:
        """Whether a paragraph without a label still belongs to the answer above it."""
        if self._opened_empty:
            return True
        return self._open is not None and self._open.field in _GOES_ON and len(paragraph.text) <= _LONGEST_GOING_ON

    def _is_title(self, paragraph: Paragraph) -> bool:
        """The heading, or the place alone in the paragraph after it."""
        if self._heading is not None:
            above, self._heading = self._heading, None
            if self._continues_heading(above, paragraph):
                self._fiche.title = bare(paragraph)
                return True
        if self._in_points:
            return False
        slips = not self._headed and not self._fiche.answers
        if (place := heading(paragraph, self._form, slips=slips)) is None:
            return False
        said = place.text.strip()
        if self._headed and said and self._fiche.title is not None and said != self._fiche.title.text.strip():
            return False
        if said and (self._fiche.title is None or not self._headed):
            self._fiche.title = self._without_date(place)
        elif not said and not self._headed:
            self._heading = paragraph
        self._headed = True
        return True

    def _without_date(self, place: Paragraph) -> Paragraph:
        """The heading's place without the line of updating behind it: `Montauban (Mis à jour le …)`."""
        found = _BRACKETED_END.search(place.text)
        if found is None or not tells_update(date := bare(place.slice(found.start())), self._form):
            return place
        self._answer("updated", [date], place.where)
        return bare(place.slice(0, found.start()))

    def _continues_heading(self, above: Paragraph, paragraph: Paragraph) -> bool:
        """A short line in the heading's own look, or after a heading that ends in a dash."""
        if len(paragraph.text) > 60 or label_of(paragraph.text, self._form, slips=True) is not None:
            return False
        if tells_update(paragraph, self._form):
            return False
        text = paragraph.text.strip()
        if gazetteer.find(bare(paragraph).text):
            return True
        if above.text.rstrip().endswith(("-", "–", "—", ":", "：", "－")) or bare(paragraph).text != text:
            return not text.endswith((".", ",", "!", "?", "。"))
        return (above.is_heading and paragraph.is_heading) or (is_bold(above) and is_bold(paragraph))

    def _labelled(self, paragraph: Paragraph, label: Label) -> None:
        self._close()
        self._fiche.labels += 1
        rest = paragraph.slice(label.end)
        if label.field == "points":
            self._in_points = True
            if self._fiche.points and not _GOES_ON_WITH_POINTS.intersection(fold(paragraph.text[: label.end]).split()):
                self._section = self._fiche.points_again
            if self._fiche.answers and self._fiche.answers[-1].field == "points" and not self._fiche.points:
                return  # the label again, in another language
            self._answer("points", [], paragraph.where, paragraph.text[: label.end].strip() if label.hint else "")
            self._section.extend(points_of([rest]))
            return
        hint = paragraph.text[: label.end].strip() if label.hint else ""
        says = rest.text.strip() or rest.pictures or rest.links()
        linked = linked_in(paragraph, label)
        said = [part for part in (linked, rest if says else None) if part is not None]
        self._answer(label.field, said, paragraph.where, hint)
        self._open = self._fiche.answers[-1]
        self._opened_empty = not said

    def _answer(self, name: FieldName, paragraphs: list[Paragraph], where: Where, hint: str = "") -> None:
        self._take(Answer(name, paragraphs, where, hint))

    def _take(self, answer: Answer) -> None:
        self._answered.add(answer.field)
        self._fiche.answers.append(answer)

    def _close(self) -> None:
        """End the answer or the section that was being read."""
        self._in_points = False
        self._open = None
        self._opened_empty = False
        self._heading = None

    def _table(self, table: Table) -> None:
        """A table of the form; a table in the points; a table that only lays out; or one that has no place."""
        self._heading = None
        if self._annex is not None and not self._has_labels(table):
            self._annex.extend(p for p in flattened([table]) if p.text.strip())
            return
        if self._open is not None and self._opened_empty and not self._has_labels(table):
            self._fiche.pictures.extend(pictures_of([table]))
            self._open.paragraphs.extend(flattened([table]))
            return
        inner = self._nested_form(table)
        if inner:
            for cell in table.cells():
                self.read(cell.blocks)
            return
        reading = None if self._in_points and not self._asks(table) else read_table(table, self._form, self._is_own)
        if reading is None:
            self._plain_table(table)
            return
        self._close()
        self._fiche.pictures.extend(pictures_of([table]))
        self._fiche.labels += reading.labels
        for answer, blocks in reading.answers:
            if answer.field == "name" and is_address(flattened(blocks)):
                answer.field = "location"  # a map's address under no heading of its own
            self._take(answer)
            if answer.field == "points":
                self._points_in_table(blocks)
            else:
                answer.paragraphs = flattened(blocks)
        for cell in reading.loose:
            self._loose(cell)

    def _has_labels(self, table: Table) -> bool:
        """Whether the table is one of the form's: two labels or more, wherever they stand."""
        return len(self._fields_of(table)) > 1

    def _fields_of(self, table: Table) -> set[FieldName]:
        return {
            label.field
            for paragraph in flattened([table])
            for line in paragraph.text.replace("\t", "\n").split("\n")
            if (label := label_of(line, self._form)) is not None
        }

    def _asks(self, table: Table) -> bool:
        """Whether a table among the points is one of the form's, with a label that is not answered yet."""
        fields = self._fields_of(table)
        return len(fields) > 1 and not fields <= self._answered

    def _nested_form(self, table: Table) -> bool:
        """Whether the table only lays out: its cells hold whole stretches of the form, or tables that do."""
        inner = [block for cell in table.cells() for block in cell.blocks if isinstance(block, Table)]
        if any(map(self._has_labels, inner)):
            return True
        for row in table.rows:
            said = [*islice(filter(says_something, row), 2)]  # a second cell is as good as many
            if len(said) == 1 and head_of(said[0], self._form) is not None and len(self._labels_in(said[0])) > 1:
                return True
        return False

    def _labels_in(self, cell: Cell) -> set[FieldName]:
        """The fields whose labels head lines of the cell's own paragraphs."""
        lines = [line for block in cell.blocks if isinstance(block, Paragraph) for line in block.lines()]
        return {label.field for line in lines if (label := self._label(line)) is not None}

    def _points_in_table(self, blocks: list[Block]) -> None:
        """Points in a cell of the form's table; a date or the annex ends them there too."""
        self._in_points = True
        if self._fiche.points:
            self._section = self._fiche.points_again
        for block in blocks:
            if isinstance(block, Paragraph):
                for line in self._lines(block):
                    self._paragraph(line)
            elif self._in_points:
                self._section.extend(points_of([block]))
        self._in_points = False

    def _plain_table(self, table: Table) -> None:
        """A table without labels: rows of points, or text like any other."""
        self._fiche.pictures.extend(pictures_of([table]))
        if self._in_points and any(len(row) > 1 for row in table.rows):
            self._section.extend(points_of([table]))
            return
        for cell in table.cells():
            if self._in_points:
                self._in_cell(cell)
            else:
                self._loose(cell)

    def _in_cell(self, cell: Cell) -> None:
        """A table one cell wide only lays out: its cells go on with the points as if it were not there."""
        for block in cell.blocks:
            if isinstance(block, Table):
                self._plain_table(block)
            else:
                for line in self._lines(block):
                    self._paragraph(line)

    def _is_own(self, cell: Cell) -> bool:
        """Whether a cell without a label is the form's heading, date or annex."""
        paragraph = next((p for p in cell.paragraphs() if p.text.strip()), None)
        return paragraph is not None and (
            heading(paragraph, self._form) is not None
            or tells_update(paragraph, self._form)
            or annex.is_headed(paragraph, self._form)
        )

    def _loose(self, cell: Cell) -> None:
        """A cell that answers no label is read like text outside tables, but opens and ends nothing."""
        was_in_points, was_open = self._in_points, self._open
        self._in_points, self._open = False, None
        for paragraph in flattened(cell.blocks):
            for line in self._lines(paragraph):
                self._paragraph(line)
        self._in_points, self._open, self._opened_empty = was_in_points, was_open, False
