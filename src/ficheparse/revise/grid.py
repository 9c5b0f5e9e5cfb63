"""A sheet of ours as somebody saved it: which column is which, and which row is of which fiche."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter

from ficheparse.carried import CarriedColumn, CarriedSheet, CellValue, OwnCell, RowKey
from ficheparse.revise.book import Cell, Row, Sheet
from ficheparse.sheets.columns import Layout
from ficheparse.text import fold
from ficheparse.wording import table

R = TypeVar("R")
_HEADER_WITHIN = 20
"""Rows from the top in which the titles are looked for, should she have put something above them."""


@dataclass(slots=True)
class Grid(Generic[R]):
    """The sheet, understood."""

    layout: Layout[R]
    sheet: Sheet
    header: int
    """Number of the row of titles."""
    keys: dict[int, str]
    """Our columns' keys, by column number."""
    titles: dict[int, str]
    """Titles of hers, by column number."""
    rows: dict[RowKey, Row]
    own_rows: list[Row]

    def values(self, row: Row) -> Iterator[tuple[str, CellValue]]:
        """Our columns' values in a row, those without a cell too."""
        for at, key in self.keys.items():
            yield key, _value(row.cells.get(at))

    def carried(self, usual: Sequence[RowKey]) -> CarriedSheet:
        """What the next workbook keeps; `usual` is the order in which we wrote the rows."""
        order = list(self.rows)
        known = set(order)
        columns = [self._column(at) for at in sorted({*self.keys, *self.titles})]
        places = {at: place for place, at in enumerate(sorted({*self.keys, *self.titles}))}
        return CarriedSheet(
            columns,
            [] if order == [key for key in usual if key in known] else order,
            frozenset(key for key, row in self.rows.items() if row.hidden),
            [
                {places[at]: _own(cell, at, row.number) for at, cell in row.cells.items() if at in places}
                for row in self.own_rows
            ],
            self.sheet.auto_filter,
        )

    def _column(self, at: int) -> CarriedColumn:
        look = self.sheet.columns.get(at)
        carried = CarriedColumn(
            at,
            self.keys.get(at),
            self.titles.get(at, ""),
            look.width if look else None,
            bool(look and look.hidden),
        )
        if carried.key is None:
            top = next((row for row in self.sheet.rows if row.number == self.header), None)
            cell = top.cells.get(at) if top else None
            carried.header = _own(cell, at, self.header) if cell else None
            carried.cells = {
                key: _own(row.cells[at], at, row.number) for key, row in self.rows.items() if at in row.cells
            }
        return carried


def _value(cell: Cell | None) -> CellValue:
    """What stands in a cell: what a formula comes to, or the formula where nothing worked it out."""
    if cell is None:
        return None
    return f"={cell.formula}" if cell.value is None and cell.formula else cell.value


def _own(cell: Cell, at: int, row: int) -> OwnCell:
    return OwnCell(cell.value, cell.style, cell.formula, f"{get_column_letter(at)}{row}")


def understood(sheet: Sheet, layout: Layout[R], known: Collection[RowKey]) -> Grid[R] | None:
    """The sheet as one of this layout; None where it has no column that tells whose a row is."""
    found = _header(sheet, layout)
    if found is None:
        return None
    header, keys = found
    titles = {
        at: str(cell.value) if cell.value is not None else ""
        for row in sheet.rows
        if row.number == header.number
        for at, cell in row.cells.items()
        if at not in keys
    }
    rows: dict[RowKey, Row] = {}
    own: list[Row] = []
    numbered = any(column.key == "number" for column in layout.columns)
    places = {key: at for at, key in keys.items()}
    for row in sheet.rows:
        if row is header or not any(cell.value not in (None, "") or cell.formula for cell in row.cells.values()):
            continue
        if row.number > header.number:
            for at, cell in row.cells.items():
                if at not in keys and at not in titles and (cell.value is not None or cell.formula):
                    titles[at] = ""
        key = _row_key(row, places, numbered=numbered)
        if key is None or key in rows or key not in known or row.number < header.number:
            own.append(row)
        else:
            rows[key] = row
    titles = {at: title for at, title in titles.items() if title or _is_used(sheet, header.number, at)}
    return Grid(layout, sheet, header.number, keys, titles, rows, own)


def _is_used(sheet: Sheet, header: int, at: int) -> bool:
    return any(
        at in row.cells and (row.cells[at].value is not None or row.cells[at].formula)
        for row in sheet.rows
        if row.number > header
    )


def _header(sheet: Sheet, layout: Layout[R]) -> tuple[Row, dict[int, str]] | None:
    """The row of titles, and our columns in it, by number."""
    wordings = table()["columns"]
    known = {fold(title): column.key for column in layout.columns for title in wordings[column.key].values()}
    for row in sheet.rows[:_HEADER_WITHIN]:
        keys: dict[int, str] = {}
        for at, cell in sorted(row.cells.items()):
            key = known.get(fold(str(cell.value))) if cell.value is not None else None
            if key is not None and key not in keys.values():
                keys[at] = key
        if layout.needs <= set(keys.values()) and len(keys) >= 2:
            return row, keys
    return None


def _row_key(row: Row, places: dict[str, int], *, numbered: bool) -> RowKey | None:
    identity = row.cells.get(places["id"])
    if identity is None or not isinstance(identity.value, str):
        return None
    if not numbered:
        return identity.value.strip(), 0
    number = row.cells.get(places["number"]) if "number" in places else None
    if number is None or isinstance(number.value, (bool, date)) or number.value is None:
        return None
    told = number.value.strip() if isinstance(number.value, str) else str(number.value)
    return (identity.value.strip(), int(told)) if told.isascii() and told.isdecimal() else None
