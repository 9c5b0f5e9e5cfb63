"""LibreOffice's own hand: opens a workbook, changes it as a person would, and saves it as `.xlsx`.

LibreOffice runs the steps as Basic, through its own API, in a profile that is thrown away: it needs neither its Python
nor its Java, and the workbook gets no macro.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

_SECONDS = 180
_DAY_ZERO = date(1899, 12, 30).toordinal()
_DATE, _LOGICAL = 2, 1024
"""Kinds of formats, as LibreOffice numbers them."""
# A new profile would get the (empty) Basic library that LibreOffice comes with, in the place of this one.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value>
</prop></item></oor:items>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" library:link="false"/>
</library:libraries>"""
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false">{}</library:library>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Edit" script:language="StarBasic">{}
</script:module>"""
# An error that is not caught opens a window that nobody sees, and LibreOffice waits for ever.
_BASIC = """
Function Setting(name As String, value) As Object
  Dim made As New com.sun.star.beans.PropertyValue
  made.Name = name
  made.Value = value
  Setting = made
End Function

Sub Main
  Dim book, sheet, cells, field
  On Error GoTo Failed
  book = StarDesktop.loadComponentFromURL({source}, "_blank", 0, Array(Setting("Hidden", True)))
{steps}
  book.storeToURL({target}, Array(Setting("FilterName", "Calc MS Excel 2007 XML")))
  book.close(True)
  Exit Sub
Failed:
  Open {failure} For Output As #1
  Print #1, "line " & Erl & ": " & Error$
  Close #1
  If Not IsNull(book) And Not IsEmpty(book) Then book.close(True)
End Sub
"""


class EditError(Exception):
    """LibreOffice did not do what it was told."""


def edit(path: Path, out: Path, steps: Sequence[str]) -> None:
    """Open the workbook at `path`, take the steps, and store it at `out`."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        failure = home / "failure.txt"
        library = home / "profile" / "user" / "basic" / "Standard"
        library.mkdir(parents=True)
        basic = _BASIC.format(
            source=text(path.resolve().as_uri()),
            target=text(out.resolve().as_uri()),
            failure=text(str(failure)),
            steps="\n".join(steps),
        )
        (library.parents[1] / "registrymodifications.xcu").write_text(_SETTINGS, "utf-8")
        for kind in ("script", "dialog"):
            (library.parent / f"{kind}.xlc").write_text(_LIBRARIES, "utf-8")
        (library / "script.xlb").write_text(_LIBRARY.format('<library:element library:name="Edit"/>'), "utf-8")
        (library / "dialog.xlb").write_text(_LIBRARY.format(""), "utf-8")
        (library / "Edit.xba").write_text(_MODULE.format(escape(basic)), "utf-8")
        out.unlink(missing_ok=True)
        command = [
            "soffice",
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nologo",
            "macro:///Standard.Edit.Main",
        ]
        # Its own session: the program that is started only starts another one, which must end with it.
        with subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True) as office:  # noqa: S603
            try:
                _, said = office.communicate(timeout=_SECONDS)
            except subprocess.TimeoutExpired as problem:
                os.killpg(office.pid, signal.SIGKILL)
                raise EditError("LibreOffice did not end") from problem
        if failure.exists():
            raise EditError(failure.read_text("utf-8", "replace").strip())
        if not out.exists():
            raise EditError(said.decode(errors="replace") or "LibreOffice stored nothing")


# Steps: each is a few lines of Basic. Places are as in the sheet: "B2", "A1:F30"; columns are letters.


def text(written: str) -> str:
    """A text as Basic writes it."""
    return '"' + written.replace('"', '""').replace("\n", '" & Chr(10) & "') + '"'


def put(sheet: str, place: str, value: str | float | bool | date | None) -> str:
    """Write a value into a cell; a text that looks like a number stays a text; None empties the cell."""
    cell = f"book.Sheets.getByName({text(sheet)}).getCellRangeByName({text(place)})"
    if value is None:
        return f"  {cell}.clearContents(1 + 2 + 4 + 16)"
    if isinstance(value, str):
        return f"  {cell}.String = {text(value)}"
    if isinstance(value, bool):
        return f"  {cell}.Value = {int(value)}\n{_formatted(cell, _LOGICAL)}"
    if isinstance(value, date):
        return f"  {cell}.Value = {value.toordinal() - _DAY_ZERO}\n{_formatted(cell, _DATE)}"
    return f"  {cell}.Value = {value!r}"


def _formatted(cell: str, kind: int) -> str:
    """Give a cell the standard format of this kind, as LibreOffice does when such a value is typed."""
    formats = f'book.NumberFormats.getStandardFormat({kind}, CreateUnoStruct("com.sun.star.lang.Locale"))'
    return f"  {cell}.NumberFormat = {formats}"


def formula(sheet: str, place: str, written: str) -> str:
    """Write a formula, in LibreOffice's own words: `=SUM($Fiches.G2:G9)`."""
    return f"  book.Sheets.getByName({text(sheet)}).getCellRangeByName({text(place)}).Formula = {text(written)}"


def sort(sheet: str, places: str, column: int, *, ascending: bool = True, header: bool = True) -> str:
    """Sort a range by its column of this number, from 0."""
    return "\n".join(
        [
            '  field = CreateUnoStruct("com.sun.star.table.TableSortField")',
            f"  field.Field = {column}",
            f"  field.IsAscending = {ascending}",
            f"  cells = book.Sheets.getByName({text(sheet)}).getCellRangeByName({text(places)})",
            f'  cells.sort(Array(Setting("SortFields", Array(field)), Setting("ContainsHeader", {header})))',
        ]
    )


def insert_column(sheet: str, before: str, title: str, *values: str | float) -> str:
    """Insert a column before the one of this letter, and fill it from the top."""
    lines = [f"  book.Sheets.getByName({text(sheet)}).Columns.insertByIndex({_number(before)}, 1)"]
    return "\n".join([*lines, *(put(sheet, f"{before}{row}", value) for row, value in enumerate((title, *values), 1))])


def move_column(sheet: str, column: str, before: str) -> str:
    """Move a column in front of another, as a person does by cutting and inserting it."""
    source, target = _number(column), _number(before)
    source += source >= target
    name = f"book.Sheets.getByName({text(sheet)})"
    return "\n".join(
        [
            f"  sheet = {name}",
            f"  sheet.Columns.insertByIndex({target}, 1)",
            f"  sheet.moveRange(sheet.getCellByPosition({target}, 0).CellAddress, "
            f"sheet.Columns.getByIndex({source}).RangeAddress)",
            f"  sheet.Columns.getByIndex({target}).Width = sheet.Columns.getByIndex({source}).Width",
            f"  sheet.Columns.removeByIndex({source}, 1)",
        ]
    )


def add_sheet(name: str, rows: Sequence[Sequence[str | float]], place: int = 32_000) -> str:
    """Add a sheet of these rows; by itself it is the last one."""
    lines = [f"  book.Sheets.insertNewByName({text(name)}, {place})"]
    for row, values in enumerate(rows, 1):
        lines += [put(name, f"{_letter(column)}{row}", value) for column, value in enumerate(values)]
    return "\n".join(lines)


def hide_row(sheet: str, row: int) -> str:
    """Hide the row of this number, from 1."""
    return f"  book.Sheets.getByName({text(sheet)}).Rows.getByIndex({row - 1}).IsVisible = False"


def hide_column(sheet: str, column: str) -> str:
    """Hide a column."""
    return f"  book.Sheets.getByName({text(sheet)}).Columns.getByIndex({_number(column)}).IsVisible = False"


def set_width(sheet: str, column: str, millimetres: int) -> str:
    """Make a column so wide."""
    return f"  book.Sheets.getByName({text(sheet)}).Columns.getByIndex({_number(column)}).Width = {millimetres * 100}"


def delete_row(sheet: str, row: int) -> str:
    """Delete the row of this number, from 1."""
    return f"  book.Sheets.getByName({text(sheet)}).Rows.removeByIndex({row - 1}, 1)"


def keep_only(sheet: str, column: int, wanted: str) -> str:
    """Set the filter of the sheet's table: the rows that have this text in the column of this number, from 0."""
    return "\n".join(
        [
            f"  sheet = book.Sheets.getByName({text(sheet)})",
            "  For Each cells In book.DatabaseRanges",
            "    If cells.DataArea.Sheet = sheet.RangeAddress.Sheet Then",
            '      field = CreateUnoStruct("com.sun.star.sheet.TableFilterField")',
            f"      field.Field = {column}",
            "      field.Operator = com.sun.star.sheet.FilterOperator.EQUAL",
            "      field.IsNumeric = False",
            f"      field.StringValue = {text(wanted)}",
            "      cells.FilterDescriptor.setFilterFields(Array(field))",
            "      cells.refresh()",
            "    End If",
            "  Next",
        ]
    )


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else _letter(number // 26 - 1) + chr(65 + number % 26)
