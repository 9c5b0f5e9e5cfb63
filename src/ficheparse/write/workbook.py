"""The workbook `fiches.xlsx`: what the officer works in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from ficheparse.carried import Carried, OwnCell, RowKey
from ficheparse.collection import Collection
from ficheparse.corrections import NO_MARKS, Marks, numbers
from ficheparse.fiche import Fiche, Severity
from ficheparse.form import Form
from ficheparse.issues import Language, issue
from ficheparse.sheets.cells import NOTHING, Content, Painter, clean, is_formula_like
from ficheparse.sheets.columns import (
    CONTACTS,
    FICHES,
    ISSUES,
    POINTS,
    SOURCES,
    ContactRow,
    FicheRow,
    IssueRow,
    Layout,
    PointRow,
    SourceRow,
)
from ficheparse.wording import say
from ficheparse.write.arrange import Arrangement, Shown, arranged, moved_formula
from ficheparse.write.byhand import OwnStyles, by_hand
from ficheparse.write.comfort import cells_to_mend, dress
from ficheparse.write.folder import OutputError
from ficheparse.write.followup import mail_link
from ficheparse.write.foreign import with_own_sheets
from ficheparse.write.package import packaged
from ficheparse.write.sheet import CellData, StreamedSheet, row_height
from ficheparse.write.styles import Styles
from ficheparse.write.summary import WIDTHS, Line, add_charts, summary

_MOST_ROWS = 1_048_576
_MOST_LINKS = 65_000
"""Excel takes a sheet of more than 66,530 links for a damaged one; those past this number are plain text."""
_A4 = 9
_HEADER = 24.0
"""Points: higher than the rows below it."""
_FILTER_BUTTON = 3.0
"""Characters that the button of a filter hides."""
_SEVERITIES: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_URGENCY = {"blocked": 0, "review": 1, "ready": 2}

R = TypeVar("R")


def write_workbook(
    collection: Collection,
    form: Form,
    language: Language,
    path: Path,
    marks: Callable[[Fiche], Marks] = lambda _: NO_MARKS,
    carried: Carried | None = None,
) -> None:
    """Write the workbook of this batch; `marks` tells what was done by hand, `carried` how the last one stood.

    Raises `OutputError` where a sheet cannot hold the batch, `OSError` where the disk does not take it.
    """
    _Book(collection, form, language, marks, carried).write(path)


class _Book:
    """A workbook in the making, a sheet after the other."""

    def __init__(
        self,
        collection: Collection,
        form: Form,
        language: Language,
        marks: Callable[[Fiche], Marks],
        carried: Carried | None,
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
        self._styles = Styles(self._workbook, language)
        self._own_styles: OwnStyles | None = None
        if carried is not None and carried.has_own:
            self._styles.make_all()
            self._own_styles = OwnStyles(self._workbook, carried.package)
        self._issues = list(_issue_rows(collection))
        first_rows: dict[str, int] = {}
        for number, row in enumerate(self._issues, 2):
            first_rows.setdefault(row.fiche.id, number)
        shown = [(fiche, 0, FicheRow(fiche, marks(fiche))) for fiche in collection.fiches]
        self._fiches = self._arranged(FICHES, shown)
        fiche_rows = {row.fiche.id: number for number, (_, row) in enumerate(self._fiches.rows, 2)}
        by_file = {fiche.source.file: fiche_rows[fiche.id] for fiche in collection.fiches}
        # A superseded fiche has no row of its own: it leads to the one that takes its place.
        for outcome in collection.outcomes:
            if outcome.fate == "superseded" and outcome.id and outcome.other:
                fiche_rows[outcome.id] = by_file[outcome.other]
        self._painter = Painter(form, language, fiche_rows, first_rows)
        self._counted = summary(collection, form, language)

    def write(self, path: Path) -> None:
        """All the sheets, in the order of their tabs."""
        points, contacts = self._arranged(POINTS, self._point_rows()), self._arranged(CONTACTS, self._contact_rows())
        self._sheet(self._fiches, lambda row: row.fiche)
        self._sheet(points, lambda row: row.fiche)
        self._sheet(contacts, lambda row: row.fiche)
        self._painter.cell_of = cells_to_mend(self._fiches, points, contacts, self._language)
        self._painter.mail_of = lambda row: mail_link(row.fiche, row.issue, self._form)
        # What could not be shown as it is in the sheets above is told here, last.
        self._sheet(_usual(ISSUES, self._issues, self._language), None)
        self._summary()
        records = {fiche.id: fiche for fiche in self._collection.records}
        rows = [
            SourceRow(outcome, records[outcome.id] if outcome.id else None) for outcome in self._collection.outcomes
        ]
        self._sheet(_usual(SOURCES, rows, self._language), None)
        package = packaged(self._workbook)
        if self._carried is not None and self._own_styles is not None:
            package = with_own_sheets(self._own_styles.added_to(package), self._carried.package, self._carried.names)
        path.write_bytes(package)

    def _arranged(self, layout: Layout[R], rows: Sequence[tuple[Fiche, int, R]]) -> Arrangement[R]:
        """The rows as the officer left them."""
        carried = self._carried
        if carried is None:
            return arranged(layout, [((fiche.id, number), row) for fiche, number, row in rows], self._language, None)
        keyed = [((carried.id_of(fiche), number), row) for fiche, number, row in rows]
        return arranged(layout, keyed, self._language, carried.sheets.get(layout.key))

    def _point_rows(self) -> list[tuple[Fiche, int, PointRow]]:
        rows: list[tuple[Fiche, int, PointRow]] = []
        for fiche in self._collection.fiches:
            marks = self._marks(fiche)
            found = numbers("points", len(fiche.points), marks.corrections)
            for number, point in zip(found, fiche.points, strict=True):
                rows.append((fiche, number, PointRow(fiche, number, point, marks)))
        return rows

    def _contact_rows(self) -> list[tuple[Fiche, int, ContactRow]]:
        rows: list[tuple[Fiche, int, ContactRow]] = []
        for fiche in self._collection.fiches:
            marks = self._marks(fiche)
            found = numbers("contacts", len(fiche.contacts), marks.corrections)
            for number, contact in zip(found, fiche.contacts, strict=True):
                rows.append((fiche, number, ContactRow(fiche, number, contact, marks)))
        return rows

    def _sheet(self, arrangement: Arrangement[R], fiche_of: Callable[[R], Fiche] | None) -> None:
        """A sheet of one table. A row's fiche, where given, gets the issues of texts that no cell can hold."""
        layout, columns, rows = arrangement.layout, arrangement.columns, arrangement.rows
        if len(rows) >= _MOST_ROWS:
            name = say("sheets", layout.key, self._language)
            raise OutputError(f"the sheet {name} cannot hold {len(rows):,} rows: run the batch in parts")
        titles = [column.title for column in columns]
        sheet = self._new_sheet(layout.key, layout.colour, [column.width for column in columns])
        letters = [get_column_letter(number) for number in range(1, len(titles) + 1)]
        for letter, column in zip(letters, columns, strict=True):
            if column.hidden:
                sheet.column_dimensions[letter].hidden = True
        sheet.freeze_panes = f"{letters[arrangement.frozen]}2"
        sheet.print_title_rows = "1:1"
        last = max(len(rows) + 1, 2)  # a table has a row, be it empty
        sheet.print_area = f"A1:{letters[layout.printed - 1]}{last}"
        widths = [column.width for column in columns]
        headers = [Content(title, "header") for title in titles]
        self._stream(sheet, headers, [width - _FILTER_BUTTON for width in widths], most_lines=2, least=_HEADER)
        links = 0
        for number, (key, row) in enumerate(rows, 2):
            contents = [
                self._content(sheet, letter, number, column, key, row)
                for letter, column in zip(letters, columns, strict=True)
            ]
            self._stream(sheet, contents, widths, layout.most_lines, hidden=key in arrangement.hidden)
            for letter, content in zip(letters, contents, strict=True):
                if (content.link or content.jump) and links < _MOST_LINKS:
                    sheet.link(f"{letter}{number}", target=content.link, location=content.jump)
                    links += 1
            if self._painter.altered:
                self._tell(fiche_of(row) if fiche_of else None)
        for number, own in enumerate(arrangement.own_rows, last + 2):
            if number == last + 2:
                self._stream(sheet, [], [], 1)
            contents = [self._own(own.get(place), place + 1, number) for place in range(len(columns))]
            self._stream(sheet, contents, widths, layout.most_lines)
        _add_table(sheet, arrangement, titles, last)
        keys = {column.ours.key: letter for letter, column in zip(letters, columns, strict=True) if column.ours}
        if fiche_of is not None:
            dress(sheet, keys, last, self._language, self._vocabulary())

    def _vocabulary(self) -> str:
        """The cells of the summary that hold the domains' names."""
        first, last = self._counted.domains
        return f"'{say('sheets', 'summary', self._language)}'!$A${first}:$A${last - 1}"  # the last counts all others

    def _content(
        self, sheet: StreamedSheet, letter: str, number: int, column: Shown[R], key: RowKey, row: R
    ) -> Content:
        """A cell of ours or of hers."""
        if column.ours is None:
            own = column.hers.cells.get(key) if column.hers else None
            return self._own(own, column_index_from_string(letter), number)
        content = self._painter.paint(column.ours.kind, column.ours.key, column.ours.get(row))
        marks = row.marks if isinstance(row, (FicheRow, PointRow, ContactRow)) else NO_MARKS
        if not marks.corrections:
            return content
        place = _place(column.ours.key, row)
        correction = marks.corrections.get(place)
        if correction is None:
            return content
        noted = by_hand(content, correction, marks, self._language)
        sheet.note(f"{letter}{number}", noted.note)
        return noted.content

    def _own(self, cell: OwnCell | None, column: int, row: int) -> Content:
        """A cell of hers, as it was."""
        if cell is None or self._own_styles is None:
            return NOTHING
        value = clean(cell.value, "…").text if isinstance(cell.value, str) else cell.value
        return Content(
            value, "text", own_style=self._own_styles.of(cell.style), formula=moved_formula(cell, column, row)
        )

    def _tell(self, fiche: Fiche | None) -> None:
        """Make issues of the texts that were altered; those of the sheets that quote them are told already."""
        if fiche:
            self._issues.extend(
                IssueRow(fiche, fiche.source.file, issue(code, field=key)) for code, key in self._painter.altered
            )
        self._painter.altered.clear()

    def _summary(self) -> None:
        sheet = self._new_sheet("summary", "548235", WIDTHS)
        counted = self._counted
        for line in counted.lines:
            self._stream(sheet, list(_contents(line)), WIDTHS, most_lines=2)
        sheet.print_area = f"A1:N{max(len(counted.lines), 45)}"
        add_charts(sheet, counted, self._language)

    def _new_sheet(self, key: str, colour: str, widths: Sequence[float]) -> StreamedSheet:
        """An empty sheet with its widths and its print set-up: A4, landscape, as wide as the paper."""
        sheet = StreamedSheet(self._workbook, say("sheets", key, self._language))
        self._workbook._add_sheet(sheet)  # type: ignore[attr-defined] # what create_sheet does with a sheet of its own
        for number, width in enumerate(widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.sheet_properties.tabColor = colour
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = _A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.5, 0.7, 0.3
        sheet.oddFooter = HeaderFooterItem(
            left=_HeaderFooterPart(text=say("document", "title", self._language) + " – &A", size=8),
            right=_HeaderFooterPart(text=say("document", "page", self._language).format("&P", "&N"), size=8),
        )
        sheet.sheet_view.zoomScale = 90
        return sheet

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
        for content, width in zip(contents, widths, strict=False):
            quoted = False
            if isinstance(content.value, str):
                texts.append((content.value, width))
                quoted = is_formula_like(content.value)
            style = content.own_style
            if style is None:
                style = self._styles.of(content.style, quoted=quoted)
            cells.append(CellData(content.value, style, content.formula))
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


def _issue_rows(collection: Collection) -> Iterable[IssueRow]:
    """What there is to check, the fiches that cannot be published first, each fiche's gravest issue first."""
    for fiche in sorted(collection.fiches, key=lambda one: _URGENCY[one.status]):
        for found in sorted(fiche.issues, key=lambda one: _SEVERITIES[one.severity]):
            yield IssueRow(fiche, fiche.source.file, found)
    records = {fiche.id: fiche for fiche in collection.records}
    for outcome in collection.outcomes:
        if outcome.fate in ("superseded", "duplicate") and outcome.id:
            for found in outcome.issues:
                yield IssueRow(records[outcome.id], outcome.file, found)


def _usual(layout: Layout[R], rows: Iterable[R], language: Language) -> Arrangement[R]:
    """A sheet that is ours alone."""
    return arranged(layout, [(("", number), row) for number, row in enumerate(rows, 1)], language, None)


def _place(key: str, row: object) -> str:
    """The place in the record of a column's value, points and contacts numbered as the fiche gives them."""
    match row:
        case PointRow() | ContactRow():
            name, _, part = key.partition(".")
            return f"{name}.{row.number}.{part}"
        case _:
            return key


def _add_table(sheet: StreamedSheet, arrangement: Arrangement[R], titles: Sequence[str], last: int) -> None:
    """Make a table of the rows, with its filters; a sheet that is streamed has to be told its titles."""
    made = Table(
        displayName=arrangement.layout.key.capitalize(),
        ref=f"A1:{get_column_letter(len(titles))}{last}",
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
    )
    made.autoFilter = arrangement.auto_filter(made.ref)
    made.tableColumns = [TableColumn(id=number, name=title) for number, title in enumerate(titles, 1)]
    sheet.add_table(made)
