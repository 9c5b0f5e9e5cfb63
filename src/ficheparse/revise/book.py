"""A workbook as it was last saved, by Excel, by LibreOffice or by us: its cells, and how its sheets were arranged.

Read part by part in one pass each: openpyxl takes four times as long, and knows less of what is in the file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path

from lxml import etree
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter

from ficheparse.carried import RECORDS_PROPERTY
from ficheparse.revise.package import MAIN, RELATION, BookError, Package, Relationship

__all__ = ["Book", "BookError", "Cell", "Column", "Row", "Sheet", "Value", "read_book"]

Value = str | int | float | bool | date | None
"""A number whose format is a date's is a `date`, or a `datetime` where it is not midnight; a whole number an int."""


@dataclass(slots=True)
class Cell:
    """A cell that the sheet has, be it empty."""

    value: Value
    """Of a formula, what it last gave."""
    style: int
    """Index of its format in the workbook's styles."""
    formula: str | None = None
    """Its text, without the equals sign."""


@dataclass(slots=True)
class Row:
    """A row that the sheet has."""

    number: int
    hidden: bool
    height: float | None
    """In points, where it was set by hand."""
    cells: dict[int, Cell]
    """By column, from 1."""


@dataclass(slots=True)
class Column:
    """How a column looks."""

    width: float | None
    hidden: bool
    style: int


@dataclass(slots=True)
class Sheet:
    """A tab. One that was not wanted, or that has no cells (a sheet of one chart), is known by its name only."""

    name: str
    part: str
    hidden: bool
    rows: list[Row] = field(default_factory=list)
    columns: dict[int, Column] = field(default_factory=dict)
    """By number from 1; beyond the last cell only those that are hidden, for the last `col` may reach to the end."""
    auto_filter: bytes | None = None
    """The markup of the filter of the sheet or of its first table, with the order of the rows in it."""
    hyperlinks: bytes | None = None
    """The markup of its links."""
    annotations: dict[str, str] = field(default_factory=dict)
    """The parts of its notes and of its threads, by kind."""


@dataclass(slots=True)
class Book:
    """A workbook."""

    language: str | None
    records: str | None
    """The digest of the records that it was made of, where we wrote one and no program dropped it."""
    sheets: list[Sheet]
    data: bytes


def read_book(path: Path, wanted: Callable[[str], bool] = lambda _: True) -> Book:
    """The workbook, with the rows of the sheets whose name is wanted.

    Raises `BookError` where it is damaged, protected or no workbook, `OSError` where it cannot be opened.
    """
    data = path.read_bytes()
    package = Package(data)
    try:
        return _book(package, data, wanted)
    except (ValueError, OverflowError, LookupError) as problem:  # a number, a place or an id that is none
        raise BookError("it is damaged: a sheet has a cell, a column or a relationship that is none") from problem


def _book(package: Package, data: bytes, wanted: Callable[[str], bool]) -> Book:
    main = package.of_kind("", "officeDocument")
    if main is None or not main.endswith(".xml"):
        raise BookError("it is no workbook of the format .xlsx")
    workbook = package.root(main)
    if workbook.tag != MAIN + "workbook":
        raise BookError("it is no workbook of the format .xlsx")
    links = package.relationships(main)
    properties = workbook.find(MAIN + "workbookPr")
    since_1904 = properties is not None and _is_true(properties.get("date1904"))
    styles, strings = package.of_kind(main, "styles"), package.of_kind(main, "sharedStrings")
    texts: list[str] = []
    if strings:
        package.walk(strings, MAIN + "si", lambda item: texts.append(text_of(item)))
    cells = _Cells(
        texts,
        _date_styles(package.root(styles)) if styles else frozenset(),
        1462 if since_1904 else 0,
    )
    sheets: list[Sheet] = []
    for tab in workbook.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        link = links[tab.get(RELATION + "id", "")]
        sheet = Sheet(tab.get("name", ""), link.target, tab.get("state", "visible") != "visible")
        if link.kind == "worksheet" and wanted(sheet.name):
            _fill(sheet, package, cells)
        sheets.append(sheet)
    if not sheets:
        raise BookError("it is damaged: it has no sheet")
    core = package.of_kind("", "core-properties")
    about = package.root(core) if core is not None and core in package else None
    custom = package.of_kind("", "custom-properties")
    own = package.root(custom) if custom is not None and custom in package else None
    return Book(_said(about, "language"), _records(own), sheets, data)


def _records(own: etree._Element | None) -> str | None:
    """The property that the workbook has of us (ECMA-376 part 1, 22.3)."""
    for one in own if own is not None else ():
        if one.get("name") == RECORDS_PROPERTY and len(one):
            return (one[0].text or "").strip() or None
    return None


def _said(about: etree._Element | None, name: str) -> str | None:
    text = about.findtext("{http://purl.org/dc/elements/1.1/}" + name) if about is not None else None
    return text.strip() or None if text else None


# Styles


def _date_styles(styles: etree._Element) -> frozenset[int]:
    """The cell formats that show a number as a day."""
    own = {
        int(entry.get("numFmtId", "")): entry.get("formatCode", "")
        for entry in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }
    found = set()
    for index, entry in enumerate(styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf")):
        number = int(entry.get("numFmtId", "0"))
        code = own.get(number) or BUILTIN_FORMATS.get(number, "")
        # 27 to 36 and 50 to 58 are the days of Chinese, Japanese and Korean Excel, told nowhere in the file.
        eastern = number not in own and (27 <= number <= 36 or 50 <= number <= 58)
        if eastern or (is_date_format(code) and not is_timedelta_format(code)):
            found.add(index)
    return frozenset(found)


# Texts

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_T, _R, _RT = MAIN + "t", MAIN + "r", MAIN + "r/" + MAIN + "t"


def text_of(item: etree._Element) -> str:
    """The text of a string, its runs joined; how it is read aloud (`rPh`) is no part of it."""
    if len(item) == 1 and item[0].tag == _T:
        return _plain(item[0].text or "")
    parts: list[str] = []
    for child in item:
        text = child.text if child.tag == _T else child.findtext(_T) if child.tag == _R else None
        if text:
            parts.append(text)
    return _plain("".join(parts))


def _plain(text: str) -> str:
    """The text with what Excel writes as `_x000D_`, and its lines ended in one way."""
    if "_x" in text:
        text = _ESCAPE.sub(_unescaped, text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _unescaped(escape: re.Match[str]) -> str:
    code = int(escape[1], 16)
    return escape[0] if 0xD800 <= code < 0xE000 else chr(code)


# Cells


@cache
def _column(letters: str) -> int:
    """The number of a column; a workbook has no more than 16,384."""
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - 64
    if not 0 < number <= _MOST_COLUMNS:
        raise ValueError(letters)
    return number


_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576
_DIGITS = "0123456789"
_DAY_ZERO = datetime(1899, 12, 30)
_FIRST_RIGHT_DAY = 61
"""Excel counts a 29 February 1900, which was none: days before this one are one further than they seem."""
_LAST_DAY = 2_958_466
_V, _F, _IS = MAIN + "v", MAIN + "f", MAIN + "is"


class _Cells:
    """Reads the cells of one workbook."""

    def __init__(self, strings: Sequence[str], date_styles: frozenset[int], shift: int) -> None:
        self._strings = strings
        self._date_styles = date_styles
        self._shift = shift
        self._shared: dict[str, Translator] = {}

    def new_sheet(self) -> None:
        """Forget the formulas of the sheet before."""
        self._shared.clear()

    def row(self, element: etree._Element, after: int) -> Row:
        """The row of this element, which may leave out what it has right after the one before."""
        told = element.get("r")
        number = int(told) if told else after + 1
        if not 0 < number <= _MOST_ROWS:
            raise ValueError(told)
        cells: dict[int, Cell] = {}
        column = 0
        for child in element:
            place = child.get("r")
            column = _column(place.rstrip(_DIGITS)) if place else column + 1
            cells[column] = self._cell(child, number, column)
        height = element.get("ht") if _is_true(element.get("customHeight")) else None
        return Row(number, _is_true(element.get("hidden")), float(height) if height else None, cells)

    def _cell(self, element: etree._Element, row: int, column: int) -> Cell:
        style = int(element.get("s", 0))
        kind = element.get("t", "n")
        value: Value = None
        formula: str | None = None
        for child in element:
            tag = child.tag
            if tag == _V:
                value = self._value(kind, child.text or "", style)
            elif tag == _IS:
                value = text_of(child)
            elif tag == _F:
                formula = self._formula(child, row, column)
        return Cell(None if value == "" else value, style, formula)

    def _value(self, kind: str, text: str, style: int) -> Value:
        if kind == "s":
            return self._strings[int(text)] if text.isascii() and text.isdecimal() else None
        if kind == "n":
            return self._number(text, style)
        if kind == "b":
            return _is_true(text)
        if kind == "d":
            return _iso(text)
        return _plain(text)

    def _number(self, text: str, style: int) -> Value:
        if not text.strip():
            return None
        try:
            number: int | float = int(text)
        except ValueError:
            try:
                number = float(text)
            except ValueError:
                return text
            if not math.isfinite(number):
                return text
            if number.is_integer():
                number = int(number)
        return self._day(number) if style in self._date_styles else number

    def _day(self, serial: float) -> Value:
        """The day that is the number; the number itself where it is none, as a time of day is."""
        days = serial + self._shift
        if days < 1 or days >= _LAST_DAY or _FIRST_RIGHT_DAY - 1 <= days < _FIRST_RIGHT_DAY:
            return serial
        if days < _FIRST_RIGHT_DAY:
            days += 1
        moment = _DAY_ZERO + timedelta(seconds=round(days * 86_400))
        return moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment

    def _formula(self, element: etree._Element, row: int, column: int) -> str | None:
        """The text of a formula; of one that is shared, moved from the cell that has it to this one."""
        text = element.text or ""
        if element.get("t") != "shared":
            return text or None
        shared = element.get("si", "")
        place = f"{get_column_letter(column)}{row}"
        if text:
            self._shared[shared] = Translator(f"={text}", place)
            return text
        if shared not in self._shared:
            return None
        try:
            return str(self._shared[shared].translate_formula(place)).removeprefix("=")
        except TranslatorError:  # it would point beyond the sheet's edge
            return None


def _is_true(text: str | None) -> bool:
    return text is not None and text.strip().lower() in ("1", "true", "on")


def _iso(text: str) -> Value:
    """A day written out, which few programs write."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return _plain(text)
    return moment.date() if (moment.hour, moment.minute, moment.second) == (0, 0, 0) else moment


# Sheets


def _fill(sheet: Sheet, package: Package, cells: _Cells) -> None:
    """Read a sheet's part in one pass."""
    cells.new_sheet()
    rows = sheet.rows
    root = package.walk(
        sheet.part, MAIN + "row", lambda element: rows.append(cells.row(element, rows[-1].number if rows else 0))
    )
    # LibreOffice ends a sheet whose last columns are hidden, or that is filtered, with a row of nothing.
    rows[:] = [row for row in rows if row.cells or row.hidden or row.height is not None]
    last = max((max(row.cells, default=0) for row in rows), default=0)
    for element in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        first, end = int(element.get("min", "")), int(element.get("max", ""))
        if not 0 < first <= end <= _MOST_COLUMNS:
            raise ValueError(first)
        width = element.get("width")
        hidden = _is_true(element.get("hidden"))
        column = Column(float(width) if width else None, hidden, int(element.get("style", 0)))
        sheet.columns.update(dict.fromkeys(range(first, (end if hidden else min(end, last)) + 1), column))
    links = package.relationships(sheet.part)
    sheet.auto_filter = _filter(root) or _filter_of_table(links, root, package)
    found = root.find(MAIN + "hyperlinks")
    sheet.hyperlinks = etree.tostring(found, with_tail=False) if found is not None else None
    sheet.annotations = {
        link.kind: link.target for link in links.values() if link.kind in ("comments", "threadedComment")
    }


def _filter_of_table(links: Mapping[str, Relationship], root: etree._Element, package: Package) -> bytes | None:
    """The filter of the table that stands first in the sheet."""
    wanted = {entry.get(RELATION + "id") for entry in root.iterfind(f"{MAIN}tableParts/{MAIN}tablePart")}
    if not wanted:
        return None
    parts = [link.target for key, link in links.items() if key in wanted]
    tables = sorted((package.root(name) for name in parts), key=_first_place)
    return next((markup for table in tables if (markup := _filter(table))), None)


def _first_place(table: etree._Element) -> tuple[int, int]:
    """Row and column of a table's first cell."""
    place = table.get("ref", "").partition(":")[0]
    letters = place.rstrip(_DIGITS)
    return int(place[len(letters) :]), _column(letters)


def _filter(owner: etree._Element) -> bytes | None:
    """The filter's markup. The order of the rows stands in it or beside it; it is always given in it."""
    found = owner.find(MAIN + "autoFilter")
    if found is None:
        return None
    order = owner.find(MAIN + "sortState")
    if order is not None and found.find(MAIN + "sortState") is None:
        extension = found.find(MAIN + "extLst")
        found.insert(len(found) if extension is None else found.index(extension), order)
    etree.cleanup_namespaces(found)
    return etree.tostring(found, encoding="utf-8", with_tail=False)
