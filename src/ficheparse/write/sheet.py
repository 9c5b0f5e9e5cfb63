"""A sheet that is streamed row by row, with the rows' heights.

openpyxl's own streamed sheet makes an object a cell and takes the height of a row only from a table it keeps of all
rows. This one writes the rows' elements itself, in a third of the time, and leaves all else to openpyxl.
"""

from __future__ import annotations

import math
import re
import weakref
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from html import escape
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import Any

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.table import Table
from openpyxl.xml.constants import REL_NS as _REL_NS

_IN_MEMORY, _PIECE, _AT_A_TIME = 1024 * 1024, 256 * 1024, 200
"""Bytes that are not worth a file, bytes copied and rows written at a time."""
_NOTE_LINE = 45
"""Characters in a line of a note."""
_MOST_NOTE_LINES = 40
AUTHOR = "ficheparse"
"""Of our notes."""


CellData = tuple[str | float | bool | date | None, int, str | None]
"""A cell to be written: its value, the number of its style, and a formula of the officer's own, without its `=`, never
anything that a document says. A plain tuple, for a workbook has a hundred cells for each fiche."""


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet of a `write_only` workbook: set it up, `stream` its rows, then add links, charts and tables."""

    _comments: list[CommentRecord]
    _tables: Any
    _writer: Any
    data_validations: Any
    conditional_formatting: Any
    column_dimensions: Any
    sheet_properties: Any
    page_setup: Any
    page_margins: Any
    sheet_state: Any
    oddFooter: Any  # noqa: N815 - openpyxl's name

    def __init__(self, parent: Workbook, title: str) -> None:
        super().__init__(parent, title)
        self.rows = 0
        """How many were streamed."""
        self._letters: list[str] = []
        self._notes: list[CommentRecord] = []
        self._streamed, self._links, self._targets = _Text(), _Text(), _Text()
        self._linked = 0

    def stream(self, height: float, cells: Sequence[CellData], *, hidden: bool = False) -> None:
        """Write the next row, so many points high; a height that Excel may change when the row is edited."""
        self.rows += 1
        letters = self._letters
        letters += [get_column_letter(column) for column in range(len(letters) + 1, len(cells) + 1)]
        number = self.rows
        inner = "".join(
            [
                f'<c r="{letter}{number}" s="{style}"/>'
                if value is None and formula is None
                else _cell(letter, number, value, style, formula)
                for letter, (value, style, formula) in zip(letters, cells, strict=False)
            ]
        )
        attributes = f'r="{self.rows}" ht="{height:g}"' + (' hidden="1"' if hidden else "")
        self._streamed.add(f"<row {attributes}>{inner}</row>")

    def link(self, place: str, *, target: str | None = None, location: str | None = None) -> None:
        """Make a cell lead to an address or to another cell."""
        told = f" location={_attribute(location)}" if location else ""
        if target:
            self._linked += 1
            told += f' r:id="link{self._linked}"'
            self._targets.add(
                f'<Relationship Id="link{self._linked}" Type="{_REL_NS}/hyperlink" Target={_attribute(target)} '
                'TargetMode="External"/>'
            )
        self._links.add(f'<hyperlink ref="{place}"{told}/>')

    def note(self, place: str, text: str, author: str = AUTHOR) -> None:
        """Put a note to a cell, which is seen when the cell is pointed at."""
        lines = min(1 + text.count("\n") + len(text) // _NOTE_LINE, _MOST_NOTE_LINES)
        comment = CommentRecord(ref=place, author=author, height=20 + 16 * lines, width=320)
        comment.text.t = text
        self._notes.append(comment)

    def add_table(self, table: Table) -> None:
        """Add a table that has been told its columns: a streamed sheet does not look them up."""
        self._tables.add(table)

    def add_chart(self, chart: ChartBase, anchor: str) -> None:  # type: ignore[override] # always anchored here
        """Add a chart whose top left corner is at this cell."""
        super().add_chart(chart, anchor)  # type: ignore[misc] # the stubs take it for a plain sheet's

    @property
    def closed(self) -> bool:
        """Whether openpyxl was handed the sheet."""
        return self._writer is not None

    def close(self) -> None:
        """Hand the sheet to openpyxl's writer of packages, which asks for it: all but its rows and links are its."""
        frame = BytesIO()
        self._writer = WorksheetWriter(self, frame)
        self._comments = self._notes
        self._writer.write_top()
        self._writer.write_rows()
        self._writer.write_tail()
        self._writer.close()
        self._writer.out = SheetPart(frame.getvalue(), self._streamed, self._links, self._targets)
        self._writer.cleanup = self._writer.out.close


class _Text:
    """Markup that grows, in memory as long as it is short."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the sheet
        self._waiting: list[str] = []
        self.close = weakref.finalize(self, self._file.close)

    def add(self, markup: str) -> None:
        self._waiting.append(markup)
        if len(self._waiting) >= _AT_A_TIME:
            self._write()

    def _write(self) -> None:
        self._file.write("".join(self._waiting).encode())
        self._waiting.clear()

    def pieces(self) -> Iterator[bytes]:
        """All of it."""
        self._write()
        self._file.seek(0)
        while piece := self._file.read(_PIECE):
            yield piece


class SheetPart:
    """A sheet's part of the package, and what its relationships have beside openpyxl's own."""

    def __init__(self, frame: bytes, rows: _Text, links: _Text, targets: _Text) -> None:
        self._frame = frame
        self._rows, self._links, self._targets = rows, links, targets

    def pieces(self) -> Iterator[bytes]:
        """The part: openpyxl's markup, with the rows and the links where they belong (ECMA-376 part 1, 18.3.1.99)."""
        head, empty, tail = self._frame.partition(b"<sheetData></sheetData>")
        before, margins, after = tail.partition(b"<pageMargins ")
        if not empty or not margins:
            raise ValueError("openpyxl writes an empty sheet in another way than is known here")
        yield head.replace(b"<worksheet ", b'<worksheet xmlns:r="%b" ' % _REL_NS.encode(), 1)
        yield b"<sheetData>"
        yield from self._rows.pieces()
        yield b"</sheetData>" + before
        links = self._links.pieces()
        if first := next(links, b""):
            yield b"<hyperlinks>" + first
            yield from links
            yield b"</hyperlinks>"
        yield margins + after

    def relationships(self) -> Iterator[bytes]:
        """Those of the links."""
        return self._targets.pieces()

    def close(self) -> None:
        """Forget what the package has; the relationships are asked for later."""
        self._rows.close()
        self._links.close()


def _cell(letter: str, number: int, value: str | float | bool | date | None, style: int, formula: str | None) -> str:
    """A cell's element. A text is told to be one, so nothing in it is ever taken for a formula or a number."""
    if formula is None:
        if value is None or value == "":
            return f'<c r="{letter}{number}" s="{style}"/>'
        if isinstance(value, str):
            space = ' xml:space="preserve"' if value != value.strip() else ""
            text = escape(value, quote=False)
            return f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
    told = f"<f>{escape(formula, quote=False)}</f>" if formula is not None else ""
    if isinstance(value, bool):
        return f'<c r="{letter}{number}" s="{style}" t="b">{told}<v>{int(value)}</v></c>'
    kind = ' t="str"' if isinstance(value, str) else ""
    if value is not None:
        shown = str(serial(value) if isinstance(value, date) else value)
        told += f"<v>{escape(shown, quote=False)}</v>"
    return f'<c r="{letter}{number}" s="{style}"{kind}>{told}</c>'


def _attribute(text: str) -> str:
    """The value of an attribute, in its quotes."""
    return f"""\"{escape(text, quote=False).replace('"', "&quot;")}\""""


def serial(day: date) -> float:
    """The day as Excel counts it, its time of day as a part of it; right from March 1900 on."""
    days = day.toordinal() - _DAY_ZERO
    if not isinstance(day, datetime):
        return days
    return days + (day.hour * 3600 + day.minute * 60 + day.second) / 86_400


_DAY_ZERO = date(1899, 12, 30).toordinal()
_LINE = 13.5
_WIDE_LINE = 17.0
"""Points that a line of ten-point text takes; Japanese fonts stand higher."""
_MARGIN = 4.0
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]+"
)
"""Characters as wide as two of the others, as many as follow each other."""
_HIGHEST = 409.0
"""Excel's limit."""


def row_height(texts: Iterable[tuple[str, float]], most_lines: int) -> float:
    """Points that a row needs for these texts to be read, each wrapped in a column of its width in characters.

    >>> row_height([("Angers", 20)], 8), row_height([("Angers " * 10, 20)], 8), row_height([("松江市", 20)], 8)
    (17.5, 58.0, 21.0)
    """
    most, line = 1, _LINE
    for text, width in texts:
        is_line, has_wide = "\n" not in text, not text.isascii() and _WIDE.search(text) is not None
        if has_wide:
            line = _WIDE_LINE
        if is_line and len(text) * (1 + has_wide) < width:
            continue  # as in nearly all cells
        wide = sum(map(len, _WIDE.findall(text))) if has_wide else 0
        if is_line and len(text) + wide < width:
            continue
        # Words are not broken, so a line holds less than its width.
        lines = sum(
            math.ceil(max(len(part) + wide * (len(part) / len(text)), 1) / (width * 0.9)) for part in text.split("\n")
        )
        most = max(most, lines)
    return min(min(most, most_lines) * line + _MARGIN, _HIGHEST)
