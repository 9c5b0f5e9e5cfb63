"""A sheet that is streamed row by row, with the rows' heights.

openpyxl's own streamed sheet makes an object a cell and takes the height of a row only from a table it keeps of all
rows. This one writes the rows' elements itself, in a third of the time, and leaves all else to openpyxl.
"""

from __future__ import annotations

import math
import re
from collections.abc import Generator, Iterable, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from openpyxl.chart._chart import ChartBase
from openpyxl.comments.comment_sheet import CommentRecord
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from openpyxl.xml.functions import fromstring


class _MemoryWriter(WorksheetWriter):
    """openpyxl's writer of a sheet, into memory: 35 MB for 5,000 fiches, and no temporary file to be left behind."""

    def cleanup(self) -> None:
        """Forget the bytes, which the package has taken."""
        self.out.close()  # type: ignore[union-attr] # it is a BytesIO


_NOTE_LINE = 45
"""Characters in a line of a note."""


class CellData(NamedTuple):
    """A cell to be written: its value, and the number of its style."""

    value: str | float | date | None
    style: int
    formula: str | None = None
    """One of the officer's own, without its `=`; never anything that a document says."""


class StreamedSheet(WriteOnlyWorksheet):
    """A sheet of a `write_only` workbook: set it up, `stream` its rows, then add links, charts and tables."""

    _rows: Generator[None, tuple[float, bool, Sequence[CellData]], None] | None
    _comments: list[CommentRecord]
    _tables: Any
    _hyperlinks: list[Hyperlink]
    _writer: Any
    data_validations: Any
    conditional_formatting: Any
    column_dimensions: Any
    sheet_properties: Any
    page_setup: Any
    page_margins: Any
    oddFooter: Any  # noqa: N815 - openpyxl's name

    def stream(self, height: float, cells: Sequence[CellData], *, hidden: bool = False) -> None:
        """Write the next row, so many points high; a height that Excel may change when the row is edited."""
        self._get_writer()
        if self._rows is None:
            self._rows = self._write_rows()
            next(self._rows)
        self._rows.send((height, hidden, cells))

    def link(self, place: str, *, target: str | None = None, location: str | None = None) -> None:
        """Make a cell lead to an address or to another cell."""
        self._hyperlinks.append(Hyperlink(ref=place, target=target, location=location))

    def note(self, place: str, text: str) -> None:
        """Put a note to a cell, which is seen when the cell is pointed at."""
        self._get_writer()
        lines = 1 + text.count("\n") + len(text) // _NOTE_LINE
        comment = CommentRecord(ref=place, author="ficheparse", height=20 + 16 * lines, width=320)
        comment.text.t = text
        self._comments.append(comment)

    def add_table(self, table: Table) -> None:
        """Add a table that has been told its columns: a streamed sheet does not look them up."""
        self._tables.add(table)

    def add_chart(self, chart: ChartBase, anchor: str) -> None:  # type: ignore[override] # always anchored here
        """Add a chart whose top left corner is at this cell."""
        super().add_chart(chart, anchor)  # type: ignore[misc] # the stubs take it for a plain sheet's

    def _get_writer(self) -> None:
        if self._writer is None:
            self._writer = _MemoryWriter(self, BytesIO())
            self._writer.write_top()

    def _write_rows(self) -> Generator[None, tuple[float, bool, Sequence[CellData]], None]:
        stream = self._writer.xf.send(True)
        letters: list[str] = []
        with stream.element("sheetData"):
            number = 0
            try:
                while True:
                    height, hidden, cells = yield
                    number += 1
                    letters += [get_column_letter(column) for column in range(len(letters) + 1, len(cells) + 1)]
                    inner = "".join(
                        [_cell(letter, number, *cell) for letter, cell in zip(letters, cells, strict=False)]
                    )
                    attributes = f'r="{number}" ht="{height:g}"' + (' hidden="1"' if hidden else "")
                    stream.write(fromstring(f"<row {attributes}>{inner}</row>"))
            except GeneratorExit:  # openpyxl closes the generator when the sheet is whole
                pass
        self._writer.xf.send(None)


def _cell(letter: str, number: int, value: str | float | date | None, style: int, formula: str | None = None) -> str:
    """A cell's element. A text is told to be one, so nothing in it is ever taken for a formula or a number."""
    if formula is not None:
        kind = ' t="str"' if isinstance(value, str) else ""
        told = "" if value is None else f"<v>{escape(str(_serial(value) if isinstance(value, date) else value))}</v>"
        return f'<c r="{letter}{number}" s="{style}"{kind}><f>{escape(formula)}</f>{told}</c>'
    if value is None or value == "":
        return f'<c r="{letter}{number}" s="{style}"/>'
    if isinstance(value, str):
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f'<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t{space}>{escape(value)}</t></is></c>'
    return f'<c r="{letter}{number}" s="{style}"><v>{_serial(value) if isinstance(value, date) else value}</v></c>'


def _serial(day: date) -> int:
    """The day as Excel counts it; right from March 1900 on."""
    return day.toordinal() - _DAY_ZERO


_DAY_ZERO = date(1899, 12, 30).toordinal()
_LINE = 13.5
_WIDE_LINE = 17.0
"""Points that a line of ten-point text takes; Japanese fonts stand higher."""
_MARGIN = 4.0
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
"""Characters as wide as two of the others."""
_HIGHEST = 409.0
"""Excel's limit."""


def row_height(texts: Iterable[tuple[str, float]], most_lines: int) -> float:
    """Points that a row needs for these texts to be read, each wrapped in a column of its width in characters.

    >>> row_height([("Angers", 20)], 8), row_height([("Angers " * 10, 20)], 8), row_height([("松江市", 20)], 8)
    (17.5, 58.0, 21.0)
    """
    most, line = 1, _LINE
    for text, width in texts:
        wide = 0 if text.isascii() else len(_WIDE.findall(text))
        if wide:
            line = _WIDE_LINE
        if "\n" not in text and len(text) + wide < width:
            continue
        # Words are not broken, so a line holds less than its width.
        lines = sum(
            math.ceil(max(len(part) + wide * (len(part) / len(text)), 1) / (width * 0.9)) for part in text.split("\n")
        )
        most = max(most, lines)
    return min(min(most, most_lines) * line + _MARGIN, _HIGHEST)
