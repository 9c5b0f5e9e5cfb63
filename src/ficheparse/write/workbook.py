"""The workbook `fiches.xlsx`: what the officer works in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.packaging.core import DocumentProperties
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from ficheparse.collection import Collection
from ficheparse.fiche import Fiche, Severity
from ficheparse.form import Form
from ficheparse.issues import Language, issue
from ficheparse.wording import say
from ficheparse.write.cells import Content, Painter, is_formula_like
from ficheparse.write.columns import (
    CONTACTS,
    FICHES,
    ISSUES,
    POINTS,
    SOURCES,
    ContactRow,
    IssueRow,
    Layout,
    PointRow,
    SourceRow,
)
from ficheparse.write.folder import OutputError
from ficheparse.write.package import save
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


def write_workbook(collection: Collection, form: Form, language: Language, path: Path) -> None:
    """Write the workbook of this batch.

    Raises `OutputError` where a sheet cannot hold the batch, `OSError` where the disk does not take it.
    """
    _Book(collection, form, language).write(path)


class _Book:
    """A workbook in the making, a sheet after the other."""

    def __init__(self, collection: Collection, form: Form, language: Language) -> None:
        self._collection = collection
        self._form = form
        self._language: Language = language
        self._workbook = Workbook(write_only=True)
        self._workbook.properties = DocumentProperties(
            creator="ficheparse",
            title=say("document", "title", language),
            subject=say("document", "subject", language),
            language=language,
        )
        self._issues = list(_issue_rows(collection))
        first_rows: dict[str, int] = {}
        for number, row in enumerate(self._issues, 2):
            first_rows.setdefault(row.fiche.id, number)
        fiche_rows = {fiche.id: number for number, fiche in enumerate(collection.fiches, 2)}
        by_file = {fiche.source.file: fiche_rows[fiche.id] for fiche in collection.fiches}
        # A superseded fiche has no row of its own: it leads to the one that takes its place.
        for outcome in collection.outcomes:
            if outcome.fate == "superseded" and outcome.id and outcome.other:
                fiche_rows[outcome.id] = by_file[outcome.other]
        self._painter = Painter(form, language, fiche_rows, first_rows)
        self._styles: Styles | None = None

    def write(self, path: Path) -> None:
        """All the sheets, in the order of their tabs."""
        fiches = self._collection.fiches
        self._sheet(FICHES, [(fiche, fiche) for fiche in fiches])
        self._sheet(
            POINTS,
            [
                (fiche, PointRow(fiche, number, point))
                for fiche in fiches
                for number, point in enumerate(fiche.points, 1)
            ],
        )
        self._sheet(
            CONTACTS,
            [
                (fiche, ContactRow(fiche, number, contact))
                for fiche in fiches
                for number, contact in enumerate(fiche.contacts, 1)
            ],
        )
        # What could not be shown as it is in the sheets above is told here, last.
        self._sheet(ISSUES, [(None, row) for row in self._issues])
        self._summary()
        records = {fiche.id: fiche for fiche in self._collection.records}
        self._sheet(
            SOURCES,
            [
                (None, SourceRow(outcome, records[outcome.id] if outcome.id else None))
                for outcome in self._collection.outcomes
            ],
        )
        save(self._workbook, path)

    def _sheet(self, layout: Layout[R], rows: Sequence[tuple[Fiche | None, R]]) -> None:
        """A sheet of one table. A row's fiche, where given, gets the issues of texts that no cell can hold."""
        if len(rows) >= _MOST_ROWS:
            name = say("sheets", layout.key, self._language)
            raise OutputError(f"the sheet {name} cannot hold {len(rows):,} rows: run the batch in parts")
        titles = [say("columns", column.key, self._language) for column in layout.columns]
        sheet = self._new_sheet(layout.key, layout.colour, [column.width for column in layout.columns])
        letters = [get_column_letter(number) for number in range(1, len(titles) + 1)]
        sheet.freeze_panes = f"{letters[layout.frozen]}2"
        sheet.print_title_rows = "1:1"
        last = max(len(rows) + 1, 2)  # a table has a row, be it empty
        sheet.print_area = f"A1:{letters[layout.printed - 1]}{last}"
        widths = [column.width for column in layout.columns]
        headers = [Content(title, "header") for title in titles]
        self._stream(sheet, headers, [width - _FILTER_BUTTON for width in widths], most_lines=2, least=_HEADER)
        links = 0
        for number, (fiche, row) in enumerate(rows, 2):
            contents = [self._painter.paint(column.kind, column.key, column.get(row)) for column in layout.columns]
            self._stream(sheet, contents, widths, layout.most_lines)
            for letter, content in zip(letters, contents, strict=True):
                if (content.link or content.jump) and links < _MOST_LINKS:
                    sheet.link(f"{letter}{number}", target=content.link, location=content.jump)
                    links += 1
            if self._painter.altered:
                self._tell(fiche)
        _add_table(sheet, layout, titles, last)

    def _tell(self, fiche: Fiche | None) -> None:
        """Make issues of the texts that were altered; those of the sheets that quote them are told already."""
        if fiche:
            self._issues.extend(
                IssueRow(fiche, fiche.source.file, issue(code, field=key)) for code, key in self._painter.altered
            )
        self._painter.altered.clear()

    def _summary(self) -> None:
        sheet = self._new_sheet("summary", "548235", WIDTHS)
        counted = summary(self._collection, self._form, self._language)
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
    ) -> None:
        """Write a row, high enough for its texts."""
        if self._styles is None:
            self._styles = Styles(sheet, self._language)
        cells: list[CellData] = []
        texts: list[tuple[str, float]] = []
        for content, width in zip(contents, widths, strict=False):
            quoted = False
            if isinstance(content.value, str):
                texts.append((content.value, width))
                quoted = is_formula_like(content.value)
            cells.append(CellData(content.value, self._styles.of(content.style, quoted=quoted)))
        sheet.stream(max(row_height(texts, most_lines), least), cells)


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


def _add_table(sheet: StreamedSheet, layout: Layout[R], titles: Sequence[str], last: int) -> None:
    """Make a table of the rows, with its filters; a sheet that is streamed has to be told its titles."""
    made = Table(
        displayName=layout.key.capitalize(),
        ref=f"A1:{get_column_letter(len(titles))}{last}",
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
    )
    made.autoFilter = AutoFilter(ref=made.ref)
    made.tableColumns = [TableColumn(id=number, name=title) for number, title in enumerate(titles, 1)]
    sheet.add_table(made)
