"""A sheet of ours as somebody saved it: which column is which, and which row is of which fiche."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from openpyxl.utils import get_column_letter

from ficheparse.carried import CarriedColumn, CellValue, OwnCell, RowKey
from ficheparse.revise.book import Book, Cell, Row, Sheet
from ficheparse.revise.marks import Marks
from ficheparse.sheets.columns import ISSUES, IssueRow, Kind, Layout
from ficheparse.sheets.issue_keys import IssueKeys
from ficheparse.sheets.kept import HEADER, KeptSheet, Mark, OwnLook, column_name
from ficheparse.sheets.looks import HEADER as LOOKS_OF_TITLES
from ficheparse.sheets.looks import looks_of
from ficheparse.sheets.made_of import NAME, MadeOf
from ficheparse.sheets.made_of import understood as told_by
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

    def carried(self, usual: Sequence[RowKey], marks: Marks) -> KeptSheet:
        """What the next workbook keeps; `usual` is the order in which we wrote the rows."""
        order = list(self.rows)
        known = set(order)
        places = {at: place for place, at in enumerate(sorted({*self.keys, *self.titles}))}
        kept = KeptSheet(
            [self._column(at) for at in places],
            [] if order == [key for key in usual if key in known] else order,
            frozenset(key for key, row in self.rows.items() if row.hidden),
            [
                {places[at]: own_cell(cell, at, row.number) for at, cell in row.cells.items() if at in places}
                for row in self.own_rows
            ],
            self.sheet.auto_filter,
            self.sheet.name,
        )
        self._add_marks(kept, marks)
        self._add_stubs(kept, places)
        return kept

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
            top = self._top()
            cell = top.cells.get(at) if top else None
            carried.header = own_cell(cell, at, self.header) if cell else None
            carried.cells = {
                key: own_cell(row.cells[at], at, row.number) for key, row in self.rows.items() if at in row.cells
            }
        return carried

    def _top(self) -> Row | None:
        return next((row for row in self.sheet.rows if row.number == self.header), None)

    # What is on the cells

    def _add_marks(self, kept: KeptSheet, marks: Marks) -> None:
        """Looks, notes and links, each with the row and the column that it is of."""
        top = self._top()
        rows = [*self.rows.items(), *((("", number), row) for number, row in enumerate(self.own_rows, 1))]
        rows += [(HEADER, top)] if top else []
        names = {column.at: column_name(column) for column in kept.columns}
        kept.titles = {
            self.keys[at]: str(cell.value) for at, cell in (top.cells if top else {}).items() if at in self.keys
        }
        kinds = {column.key: column.kind for column in self.layout.columns}
        kept.looks = self._looks(rows, kinds, marks)
        by_number = {row.number: key for key, row in rows}
        kept.notes = {
            (by_number[row], names[at]): note
            for (row, at), note in marks.notes(self.sheet).items()
            if row in by_number and at in names
        }
        own = {row.number for row in self.own_rows}
        without = {at for at, name in names.items() if kinds.get(name) not in _LEADING}
        ours = () if own else {get_column_letter(at) for at in names if at not in without}
        links = marks.links(
            self.sheet, lambda place: place[1] in names and (place[1] in without or place[0] in own), ours
        )
        kept.links = {(by_number[row], names[at]): link for (row, at), link in links.items() if row in by_number}

    def _looks(
        self, rows: Sequence[tuple[RowKey, Row]], kinds: Mapping[str, Kind], marks: Marks
    ) -> dict[Mark, OwnLook]:
        """The looks of cells of ours that are none of ours."""
        of_kind = {kind: marks.own_styles(looks_of(kind)) for kind in {kinds[key] for key in self.keys.values()}}
        of_header = marks.own_styles(LOOKS_OF_TITLES)
        found: dict[Mark, OwnLook] = {}
        for at, name in self.keys.items():
            usual = of_kind[kinds[name]]
            for key, row in rows:
                cell = row.cells.get(at)
                hers = of_header if key == HEADER else usual
                if cell is not None and cell.style in hers:
                    found[key, name] = OwnLook(cell.style, hers[cell.style])
        return found

    def _add_stubs(self, kept: KeptSheet, places: Mapping[int, int]) -> None:
        """What is to stay of each row that has something of hers, and the rows that stayed of earlier ones."""
        words = _TELLING_OF_ISSUES if "code" in self.keys.values() else _TELLING
        telling = [at for at, key in self.keys.items() if key in words]
        hers = {at for at in self.titles if at in places}
        marked = kept.marked
        stubs: dict[RowKey, dict[int, OwnCell]] = {}
        for key, row in self.rows.items():
            if key in marked or any(_holds(row.cells.get(at)) for at in hers):
                stubs[key] = {places[at]: own_cell(row.cells[at], at, row.number) for at in telling if at in row.cells}
                for at, name in self.keys.items():
                    if (key, name) in kept.looks:
                        stubs[key].setdefault(places[at], OwnCell(None, row.cells[at].style))
        kept.stubs = stubs
        where = {name: at for at, name in self.keys.items()}
        waiting: dict[RowKey, int] = {}
        for number, row in enumerate(self.own_rows):
            key_of_row = _row_key(row, where, numbered="number" in kept.titles)
            others = [at for at, name in self.keys.items() if name not in _TELLING]
            strange = key_of_row is not None and key_of_row not in self.rows
            if key_of_row and strange and not any(_holds(row.cells.get(at)) for at in others):
                waiting.setdefault(key_of_row, number)
        kept.waiting = waiting


_TELLING = frozenset({"id", "number", "name", "fiche"})
"""What tells whose a row is."""
_TELLING_OF_ISSUES = frozenset({"id", "code", "fiche", "field", "message", "text", "where", "source.file"})
"""What tells, in the sheet of what is to be checked, which issue it was."""
_LEADING = frozenset({"link", "links", "mails", "jump", "fiche", "field", "mail"})
"""Kinds of columns of which we make links."""


def _holds(cell: Cell | None) -> bool:
    return cell is not None and (cell.value is not None or cell.formula is not None)


def _value(cell: Cell | None) -> CellValue:
    """What stands in a cell: what a formula comes to, or the formula where nothing worked it out."""
    if cell is None:
        return None
    return f"={cell.formula}" if cell.value is None and cell.formula else cell.value


def own_cell(cell: Cell, at: int, row: int) -> OwnCell:
    """A cell of hers, or one that stays as it is."""
    return OwnCell(cell.value, cell.style, cell.formula, f"{get_column_letter(at)}{row}")


def understood(
    sheet: Sheet,
    layout: Layout[R],
    known: Collection[RowKey] | None,
    key_of: Callable[[Row, Mapping[str, int]], RowKey | None] | None = None,
) -> Grid[R] | None:
    """The sheet as one of this layout; None where it has no column that tells whose a row is.

    Rows of other keys than those known are hers. `key_of` gives the key of a row, given our columns' places.
    """
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
        key = key_of(row, places) if key_of else _row_key(row, places, numbered=numbered)
        strange = known is not None and key not in known
        if key is None or key in rows or strange or row.number < header.number:
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


def issues(sheet: Sheet, *, by_place: bool = False) -> Grid[IssueRow] | None:
    """The sheet as that of what is to be checked; `by_place` where its rows are not to be found again."""
    keys = IssueKeys()

    def key_of(row: Row, places: Mapping[str, int]) -> RowKey | None:
        def said(key: str) -> str:
            value = _value(row.cells.get(places[key])) if key in places else None
            return str(value) if value is not None else ""

        told = said("id"), said("code")
        if by_place:
            return (told[0], row.number) if all(told) else None
        return keys.next(*told, said("field"), said("text")) if all(told) else None

    return understood(sheet, ISSUES, None, key_of)


def made_of(book: Book) -> MadeOf:
    """What the workbook was made of, as far as it tells."""
    rows = (row for sheet in book.sheets if sheet.name == NAME for row in sheet.rows)
    return told_by([str(cell.value) for _, cell in sorted(row.cells.items())] for row in rows)


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


def _row_key(row: Row, places: Mapping[str, int], *, numbered: bool) -> RowKey | None:
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
