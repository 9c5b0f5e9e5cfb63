"""The workbook `fiches.xlsx`: what the officer works in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import merge
from pathlib import Path
from typing import Generic, TypeVar

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter

from ficheparse.carried import RECORDS_PROPERTY, Carried, RowKey
from ficheparse.collection import Collection
from ficheparse.corrections import NO_MARKS, Marks
from ficheparse.fiche import Fiche
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.sheets.cells import NOTHING, Content, Painter, clean, is_formula_like
from ficheparse.sheets.columns import (
    CONTACTS,
    FICHES,
    ISSUES,
    POINTS,
    SOURCES,
    Column,
    ContactRow,
    FicheRow,
    IssueRow,
    Layout,
    PointRow,
)
from ficheparse.sheets.issue_keys import KnownIssues
from ficheparse.sheets.kept import HEADER, KeptSheet
from ficheparse.sheets.made_of import NAME, rows_of
from ficheparse.wording import say
from ficheparse.write.arrange import Arrangement, Shown, arranged
from ficheparse.write.byhand import by_hand
from ficheparse.write.comfort import cells_to_mend, dress
from ficheparse.write.folder import OutputError
from ficheparse.write.followup import MailLinks
from ficheparse.write.hers import Hers
from ficheparse.write.paper import add_table, hidden_sheet, new_sheet
from ficheparse.write.rows import (
    NO_ROWS,
    Altered,
    IssueRows,
    MarksOf,
    Rows,
    contact_rows,
    fiche_rows,
    ids_of,
    point_rows,
    source_rows,
)
from ficheparse.write.sheet import CellData, StreamedSheet, row_height
from ficheparse.write.styles import Styles
from ficheparse.write.summary import WIDTHS, Line, add_charts, summary

_MOST_ROWS = 1_048_576
_MOST_LINKS = 65_000
"""Excel takes a sheet of more than 66,530 links for a damaged one; those past this number are plain text."""
_HEADER = 24.0
"""Points: higher than the rows below it."""
_HIDDEN = 9.0
"""The width of columns that nobody sees."""
_FILTER_BUTTON = 3.0
"""Characters that the button of a filter hides."""

R = TypeVar("R")


def write_workbook(
    collection: Collection,
    form: Form,
    language: Language,
    path: Path,
    marks: MarksOf = lambda _: NO_MARKS,
    carried: Carried | None = None,
    records: str = "",
    corrections: str = "",
) -> None:
    """Write the workbook of this batch; `marks` tells what was done by hand, `carried` how the last one stood.

    `records` is the digest of the file of records, `corrections` the text of that of corrections: by them the next run
    knows what the workbook was made of.

    Raises `OutputError` where a sheet cannot hold the batch, `OSError` where the disk does not take it.
    """
    _Book(collection, form, language, marks, carried, records).write(path, corrections)


@dataclass(slots=True)
class _Table(Generic[R]):
    """A sheet of one table, in the making."""

    arrangement: Arrangement[R]
    sheet: StreamedSheet
    letters: list[str]
    """Its columns'."""
    widths: list[float]
    ours: list[Column[R]] | None
    """Its columns, where none of them is hers."""
    links: int
    """How many it has."""


class _Book:
    """A workbook in the making, a sheet after the other."""

    def __init__(
        self,
        collection: Collection,
        form: Form,
        language: Language,
        marks: MarksOf,
        carried: Carried | None,
        records: str,
    ) -> None:
        self._collection = collection
        self._marks = marks
        self._carried = carried
        self._form = form
        self._language: Language = language
        self._workbook = Workbook(write_only=True)
        self._workbook.properties = DocumentProperties(
            creator="ficheparse",
            title=say("document", "title", language),
            subject=say("document", "subject", language),
            language=language,
        )
        made_of = StringProperty(name=RECORDS_PROPERTY, value=records)
        self._workbook.custom_doc_props.append(made_of)  # type: ignore[attr-defined] # the stubs lack it
        self._styles = Styles(self._workbook, language)
        self._hers = Hers(self._workbook, self._styles, carried, language)
        self._ids = ids_of(collection, carried)
        self._fiches = self._arranged(FICHES, fiche_rows(collection, self._ids, marks))
        self._issues = IssueRows(collection)
        self._rows = self._rows_of_fiches()
        self._painter = Painter(form, language, self._rows, self._issues.first_rows())
        self._counted = summary(collection, form, language)

    def _rows_of_fiches(self) -> dict[str, int]:
        """The row of each fiche, by its id; a superseded one has none and leads to the one that takes its place."""
        fiches = self._collection.fiches.placed
        rows = {fiches[place].id: number for number, place in enumerate(self._fiches.order, 2)}
        superseded = self._collection.superseded.placed
        wanted = {placed.later for placed in superseded}
        by_file = {one.entry.file: rows[one.id] for one in fiches if one.entry.file in wanted}
        return rows | {one.id: by_file[one.later] for one in superseded if one.later}

    def write(self, path: Path, corrections: str) -> None:
        """All the sheets, in the order of their tabs."""
        points = self._arranged(POINTS, point_rows(self._collection, self._ids, self._marks))
        contacts = self._arranged(CONTACTS, contact_rows(self._collection, self._ids, self._marks))
        for _ in merge(self._sheet(self._fiches), self._sheet(points), self._sheet(contacts)):
            pass  # side by side, so that each fiche is taken from the shelf once
        self._painter.cell_of = cells_to_mend(self._fiches, points, contacts, self._rows, self._language)
        links = MailLinks(self._form)
        self._painter.mail_of = lambda row: links.of(row.fiche, row.issue)
        # What could not be shown as it is in the sheets above is told here, last.
        self._to_check()
        self._summary()
        self._own_sheet(SOURCES, source_rows(self._collection))
        self._made_of(corrections)
        self._hers.save(path)

    def _to_check(self) -> None:
        """The sheet of issues, with her columns where there are any."""
        kept = self._carried.sheets.get(ISSUES.key) if self._carried is not None else None
        if not isinstance(kept, KeptSheet):
            self._own_sheet(ISSUES, self._issues)
            return
        arrangement = arranged(ISSUES, NO_ROWS, self._language, kept)
        self._whole(arrangement, self._found_again(arrangement, KnownIssues(kept.rows)))

    def _found_again(self, arrangement: Arrangement[IssueRow], known: KnownIssues) -> Iterator[tuple[RowKey, IssueRow]]:
        """The issues, each with the key that it had; of the others stays, below, what has anything of hers."""
        there: set[RowKey] = set()
        for row in self._issues:
            key = self._issue_key(known, row)
            there.add(key)
            yield key, row
        arrangement.own_rows = [own for own in arrangement.own_rows if own.key not in there]

    def _issue_key(self, known: KnownIssues, row: IssueRow) -> RowKey:
        """The key that an issue had, by what its cells show."""
        shown = {
            column.key: str(self._painter.paint(column.kind, column.key, column.get(row)).value or "")
            for column in ISSUES.columns
            if column.key in ("field", "text")
        }
        fiche, code, field = row.fiche, row.issue.code, row.issue.field
        alone = sum(one.code == code and one.field == field for one in fiche.issues) < 2
        identity = self._carried.id_of(fiche.source.sha256, fiche.id) if self._carried else fiche.id
        return known.next(identity, code, shown["field"], shown["text"], alone=alone)

    def _arranged(self, layout: Layout[R], rows: Rows[R]) -> Arrangement[R]:
        """The rows as the officer left them."""
        kept = self._carried.sheets.get(layout.key) if self._carried is not None else None
        return arranged(layout, rows, self._language, kept if isinstance(kept, KeptSheet) else None)

    def _own_sheet(self, layout: Layout[R], rows: Iterable[R]) -> None:
        """A sheet that is ours alone."""
        empty = arranged(layout, NO_ROWS, self._language, None)
        self._whole(empty, ((("", number), row) for number, row in enumerate(rows, 1)))

    def _whole(self, arrangement: Arrangement[R], rows: Iterable[tuple[RowKey, R]]) -> None:
        table = self._begun(arrangement)
        for key, row in rows:
            self._row(table, key, row)
        self._ended(table)

    def _sheet(self, arrangement: Arrangement[R]) -> Iterator[int]:
        """A sheet that the officer works in, row by row; before each, the place of its fiche is told."""
        table, rows = self._begun(arrangement), arrangement.rows
        for at in arrangement.order:
            yield rows.place(at)
            self._row(table, rows.keys[at], rows.make(at))
        last = self._ended(table)
        columns = zip(table.letters, arrangement.columns, strict=True)
        keys = {column.ours.key: letter for letter, column in columns if column.ours}
        dress(table.sheet, keys, last, self._language, self._vocabulary())

    def _begun(self, arrangement: Arrangement[R]) -> _Table[R]:
        """A sheet of one table, with its header."""
        layout, columns = arrangement.layout, arrangement.columns
        widths = [column.width for column in columns]
        sheet = new_sheet(self._workbook, layout.key, self._language, layout.colour, widths)
        letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        for letter, column in zip(letters, columns, strict=True):
            if column.hidden:
                sheet.column_dimensions[letter].hidden = True
        sheet.freeze_panes = f"{letters[arrangement.frozen]}2"
        sheet.print_title_rows = "1:1"
        headers = [
            self._hers.marked(
                sheet, f"{letter}1", (HEADER, column.name), Content(column.title, "header"), arrangement.kept
            )
            for letter, column in zip(letters, columns, strict=True)
        ]
        self._stream(sheet, headers, [width - _FILTER_BUTTON for width in widths], most_lines=2, least=_HEADER)
        ours = [column.ours for column in columns if column.ours]
        links = len(arrangement.kept.links) if arrangement.kept else 0
        return _Table(arrangement, sheet, letters, widths, ours if len(ours) == len(columns) else None, links)

    def _row(self, table: _Table[R], key: RowKey, row: R) -> None:
        """The next row. Its fiche gets the issues of texts that no cell can hold."""
        arrangement, sheet, number, paint = table.arrangement, table.sheet, table.sheet.rows + 1, self._painter.paint
        if number > _MOST_ROWS:
            name = say("sheets", arrangement.layout.key, self._language)
            raise OutputError(f"the sheet {name} cannot hold more than {_MOST_ROWS:,} rows: run the batch in parts")
        of_fiche = row if isinstance(row, (FicheRow, PointRow, ContactRow)) else None
        marks = of_fiche.marks if of_fiche else NO_MARKS
        if table.ours and not marks.corrections and key not in arrangement.marked:  # nearly every row
            contents = [paint(column.kind, column.key, column.get(row)) for column in table.ours]
        else:
            contents = [
                self._content(sheet, f"{letter}{number}", column, key, row, marks, arrangement.kept)
                for letter, column in zip(table.letters, arrangement.columns, strict=True)
            ]
        self._stream(sheet, contents, table.widths, arrangement.layout.most_lines, hidden=key in arrangement.hidden)
        for letter, content in zip(table.letters, contents, strict=True):
            if (content.link or content.jump) and table.links < _MOST_LINKS:
                sheet.link(f"{letter}{number}", target=content.link, location=content.jump)
                table.links += 1
        if self._painter.altered:
            self._tell(of_fiche.fiche if of_fiche else None)

    def _ended(self, table: _Table[R]) -> int:
        """What follows the rows; gives the number of the last one."""
        arrangement, sheet = table.arrangement, table.sheet
        last = max(sheet.rows, 2)  # a table has a row, be it empty
        sheet.print_area = f"A1:{table.letters[arrangement.layout.printed - 1]}{last}"
        self._own_rows(sheet, arrangement, last)
        add_table(sheet, arrangement, [column.title for column in arrangement.columns], last)
        return last

    def _own_rows(self, sheet: StreamedSheet, arrangement: Arrangement[R], last: int) -> None:
        """Her rows, below ours and a row apart."""
        columns, kept = arrangement.columns, arrangement.kept
        for number, own in enumerate(arrangement.own_rows, last + 2):
            while sheet.rows < number - 1:
                self._stream(sheet, [], [], 1)
            contents: list[Content] = []
            for place, column in enumerate(columns):
                where = f"{get_column_letter(place + 1)}{number}"
                content = self._hers.cell(own.cells.get(place), where if own.is_of_fiche else None)
                marked = self._hers.marked(sheet, where, (own.key, column.name), content, kept)
                contents.append(marked._replace(look=None))  # it has all of its own style
            self._stream(sheet, contents, [column.width for column in columns], arrangement.layout.most_lines)

    def _vocabulary(self) -> str:
        """The cells of the summary that hold the domains' names."""
        first, last = self._counted.domains
        return f"'{say('sheets', 'summary', self._language)}'!$A${first}:$A${last - 1}"  # the last counts all others

    def _content(
        self,
        sheet: StreamedSheet,
        place: str,
        column: Shown[R],
        key: RowKey,
        row: R,
        marks: Marks,
        kept: KeptSheet | None,
    ) -> Content:
        """A cell of ours or of hers."""
        mark = (key, column.name)
        if column.ours is None:
            own = column.hers.cells.get(key) if column.hers else None
            return self._hers.marked(sheet, place, mark, self._hers.cell(own, place), kept)
        content = self._painter.paint(column.ours.kind, column.ours.key, column.ours.get(row))
        correction = marks.corrections.get(_place(column.ours.key, row))
        if correction is None:
            return self._hers.marked(sheet, place, mark, content, kept)
        noted = by_hand(content, correction, marks, self._language)
        return self._hers.marked(sheet, place, mark, noted.content, kept, noted.note)

    def _tell(self, fiche: Fiche | None) -> None:
        """Make issues of the texts that were altered; those of the sheets that quote them are told already."""
        if fiche:
            self._issues.altered.extend(Altered(fiche.id, code, key) for code, key in self._painter.altered)
        self._painter.altered.clear()

    def _summary(self) -> None:
        sheet = new_sheet(self._workbook, "summary", self._language, "548235", WIDTHS)
        counted = self._counted
        for line in counted.lines:
            self._stream(sheet, list(_contents(line)), WIDTHS, most_lines=2)
        sheet.print_area = f"A1:N{max(len(counted.lines), 45)}"
        add_charts(sheet, counted, self._language)

    def _made_of(self, corrections: str) -> None:
        """A sheet that nobody sees, where there is anything that the next run has to know."""
        sheet: StreamedSheet | None = None
        for row in rows_of(corrections, self._form):
            if sheet is None:
                sheet = hidden_sheet(self._workbook, NAME)
            self._stream(sheet, [Content(clean(text, "").text, "text") for text in row], [_HIDDEN] * len(row), 1)

    def _stream(
        self,
        sheet: StreamedSheet,
        contents: Sequence[Content],
        widths: Sequence[float],
        most_lines: int,
        least: float = 0,
        *,
        hidden: bool = False,
    ) -> None:
        """Write a row, high enough for its texts."""
        cells: list[CellData] = []
        texts: list[tuple[str, float]] = []
        empty = (None, self._styles.of(NOTHING.style), None)
        for content, width in zip(contents, widths, strict=False):
            if content is NOTHING:
                cells.append(empty)
                continue
            value, name, _, _, style, formula, look = content
            quoted = False
            if isinstance(value, date):
                value = self._hers.day(value)
            if isinstance(value, str):
                texts.append((value, width))
                quoted = is_formula_like(value)
            if style is None:
                style = self._styles.of(name, quoted=quoted)
            if look is not None:
                style = self._hers.style(content, style)
            cells.append((value, style, formula))
        sheet.stream(max(row_height(texts, most_lines), least), cells, hidden=hidden)


def _contents(line: Line) -> Iterator[Content]:
    """The cells of a row of the summary."""
    if line.style in ("blank", "heading"):
        yield Content(line.text or None, "heading")
        return
    header, total = line.style == "header", line.style == "total"
    yield Content(line.text, line.style)
    yield Content(line.number, "header" if header else "total-number" if total else "number")
    yield Content(line.share, "header" if header else "total" if total else "share")


def _place(key: str, row: object) -> str:
    """The place in the record of a column's value, points and contacts numbered as the fiche gives them."""
    match row:
        case PointRow() | ContactRow():
            name, _, part = key.partition(".")
            return f"{name}.{row.number}.{part}"
        case _:
            return key
