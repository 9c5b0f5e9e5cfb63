"""How cells look: fonts, fills and formats, each made once and shared by all the cells of its kind."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ficheparse.issues import Language
from ficheparse.sheets.looks import LINE, LOOKS, Look
from ficheparse.wording import say

_LINE = Side(style="thin", color=LINE)
_RULED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
STATUS_COLOURS = {"ready": "70AD47", "review": "FFC000", "blocked": "C00000"}
"""Of the chart."""


class Styles:
    """The looks, as this workbook numbers them."""

    def __init__(self, workbook: Workbook, language: Language) -> None:
        self._sheet = WriteOnlyWorksheet(workbook, "styles")  # a cell has its style of a sheet; it is never written
        self._font = say("format", "font", language)
        self._date = say("format", "date", language)
        self._made: dict[tuple[str, bool], int] = {}

    def make_all(self) -> None:
        """Number every look now, so that what is added to the workbook's styles afterwards has numbers past these."""
        for name in LOOKS:
            for quoted in (False, True):
                self.of(name, quoted=quoted)

    def of(self, name: str, *, quoted: bool = False) -> int:
        """The number of the style of this name; `quoted` marks a text that would be a formula if it were typed in."""
        made = self._made.get((name, quoted))
        if made is None:
            made = self._made[name, quoted] = self._make(LOOKS[name], name.partition("-")[0] == "date", quoted)
        return made

    def _make(self, look: Look, is_date: bool, quoted: bool) -> int:
        cell = WriteOnlyCell(self._sheet)
        cell.font = Font(
            name=self._font,
            size=look.size,
            bold=look.bold,
            italic=look.italic,
            color=look.colour,
            underline="single" if look.underline else None,
            strike=look.struck or None,
        )
        cell.alignment = Alignment(
            horizontal=look.across,
            vertical=look.down,
            wrap_text=look.wrapped,
            indent=0 if look.across == "center" else look.indent,
        )
        cell.number_format = self._date if is_date else look.number_format
        if look.fill:
            cell.fill = PatternFill("solid", fgColor=look.fill)
        if look.ruled:
            cell.border = _RULED
        cell.quotePrefix = quoted
        return int(cell.style_id)
