"""How cells look: fonts, fills and formats, each made once and shared by all the cells of its kind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from ficheparse.issues import Language
from ficheparse.wording import say

_LINE = Side(style="thin", color="D9D9D9")
_RULED = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


@dataclass(slots=True, frozen=True)
class _Look:
    """One way a cell looks."""

    colour: str = "1F1F1F"
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    size: int = 10
    across: str = "left"
    down: str = "top"
    indent: int = 1
    wrapped: bool = True
    number_format: str = "General"
    ruled: bool = True


_GOOD = ("006100", "E2EFDA")
_DOUBTFUL = ("7F6000", "FFF2CC")
_BAD = ("9C0006", "FFD9D9")
_PLAIN = ("1F4E78", "DDEBF7")
_GREY = ("595959", "EDEDED")
_GROUNDS = tuple(ground for _, ground in (_GOOD, _DOUBTFUL, _BAD, _PLAIN, _GREY))


def _label(colours: tuple[str, str]) -> _Look:
    """A word on a coloured ground: never the colour alone, which not everybody sees or prints."""
    return _Look(colour=colours[0], fill=colours[1], bold=True, across="center")


_LOOKS = {
    "text": _Look(),
    "strong": _Look(bold=True),
    "muted": _Look(colour="7F7F7F", size=9),
    "header": _Look(colour="FFFFFF", fill="1F3864", bold=True, down="center"),
    "heading": _Look(colour="1F3864", bold=True, size=16, down="center", wrapped=False, ruled=False, indent=0),
    "number": _Look(across="right", number_format="#,##0"),
    "share": _Look(across="right", number_format="0%"),
    "total": _Look(bold=True, fill="F2F2F2"),
    "total-number": _Look(bold=True, fill="F2F2F2", across="right", number_format="#,##0"),
    "year": _Look(across="center", number_format="0"),
    "count": _Look(across="center", number_format="0"),
    "degrees": _Look(across="right", number_format="0.00000"),
    "flag": _Look(across="center"),
    "date": _Look(across="center"),
    "link": _Look(colour="0563C1", underline=True),
    "fiche": _Look(colour="0563C1", underline=True, bold=True),
    "jump": _Look(colour="0563C1", underline=True, across="center", number_format="0"),
    "point-0": _Look(),
    "point-1": _Look(indent=3),
    "point-2": _Look(indent=5),
    "point-3": _Look(indent=7),
    "status-ready": _label(_GOOD),
    "status-review": _label(_DOUBTFUL),
    "status-blocked": _label(_BAD),
    "severity-error": _label(_BAD),
    "severity-warning": _label(_DOUBTFUL),
    "severity-info": _label(_PLAIN),
    "fate-record": _label(_GOOD),
    "fate-blocked": _label(_BAD),
    "fate-superseded": _label(_PLAIN),
    "fate-duplicate": _label(_PLAIN),
    "fate-passed-over": _label(_GREY),
}
# In the summary the same labels stand in a column of texts.
_LOOKS |= {f"{name}-text": replace(look, across="left") for name, look in _LOOKS.items() if look.fill in _GROUNDS}
_BY_HAND = (
    *("text", "strong", "number", "year", "degrees", "flag", "date", "link", "count"),
    *("point-0", "point-1", "point-2", "point-3"),
)
"""Looks of cells that the officer may correct: hers have a ground of their own and slanted letters, and a note; those
that cannot be read are struck out too."""
_CORRECTED, _INVALID = "E4DFEC", "F8CBAD"
_LOOKS |= {f"{name}-corrected": replace(_LOOKS[name], fill=_CORRECTED, italic=True) for name in _BY_HAND}
_LOOKS |= {f"{name}-invalid": replace(_LOOKS[name], fill=_INVALID, italic=True, struck=True) for name in _BY_HAND}
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
        for name in _LOOKS:
            for quoted in (False, True):
                self.of(name, quoted=quoted)

    def of(self, name: str, *, quoted: bool = False) -> int:
        """The number of the style of this name; `quoted` marks a text that would be a formula if it were typed in."""
        made = self._made.get((name, quoted))
        if made is None:
            made = self._made[name, quoted] = self._make(_LOOKS[name], name.partition("-")[0] == "date", quoted)
        return made

    def _make(self, look: _Look, is_date: bool, quoted: bool) -> int:
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
