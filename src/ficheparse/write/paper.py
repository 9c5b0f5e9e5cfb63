"""What every sheet is set up with: its widths, its paper, its table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from ficheparse.issues import Language
from ficheparse.wording import say
from ficheparse.write.arrange import Arrangement
from ficheparse.write.sheet import StreamedSheet

R = TypeVar("R")
_A4 = 9


def new_sheet(workbook: Workbook, key: str, language: Language, colour: str, widths: Sequence[float]) -> StreamedSheet:
    """An empty sheet with its widths and its print set-up: A4, landscape, as wide as the paper."""
    sheet = _added(workbook, say("sheets", key, language))
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
        left=_HeaderFooterPart(text=say("document", "title", language) + " – &A", size=8),
        right=_HeaderFooterPart(text=say("document", "page", language).format("&P", "&N"), size=8),
    )
    sheet.sheet_view.zoomScale = 90
    return sheet


def hidden_sheet(workbook: Workbook, name: str) -> StreamedSheet:
    """An empty sheet that no menu offers to show."""
    sheet = _added(workbook, name)
    sheet.sheet_state = "veryHidden"
    return sheet


def _added(workbook: Workbook, name: str) -> StreamedSheet:
    sheet = StreamedSheet(workbook, name)
    workbook._add_sheet(sheet)  # type: ignore[attr-defined] # what create_sheet does with a sheet of its own
    return sheet


def add_table(sheet: StreamedSheet, arrangement: Arrangement[R], titles: Sequence[str], last: int) -> None:
    """Make a table of the rows, with its filters; a sheet that is streamed has to be told its titles."""
    made = Table(
        displayName=arrangement.layout.key.capitalize(),
        ref=f"A1:{get_column_letter(len(titles))}{last}",
        tableStyleInfo=TableStyleInfo(name="TableStyleLight1", showRowStripes=True),
    )
    made.autoFilter = arrangement.auto_filter(made.ref)
    made.tableColumns = [TableColumn(id=number, name=title) for number, title in enumerate(titles, 1)]
    sheet.add_table(made)
