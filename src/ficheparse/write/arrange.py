"""How a sheet is laid out: as we do it, or as the officer left it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from openpyxl.formula.translate import Translator
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.xml.functions import fromstring

from ficheparse.carried import CarriedColumn, CarriedSheet, OwnCell, RowKey
from ficheparse.issues import Language
from ficheparse.sheets.columns import Column, Layout
from ficheparse.wording import say
from ficheparse.write.rows import Rows

R = TypeVar("R")
_WIDTH = 16.0


class Shown(NamedTuple, Generic[R]):
    """A column of the new sheet: one of ours, or one of hers."""

    title: str
    width: float
    hidden: bool
    ours: Column[R] | None
    hers: CarriedColumn | None


@dataclass(slots=True)
class Arrangement(Generic[R]):
    """What stands where."""

    layout: Layout[R]
    columns: list[Shown[R]]
    rows: Rows[R]
    order: Sequence[int]
    """The numbers of the rows, as they stand from the top."""
    hidden: frozenset[RowKey]
    own_rows: list[dict[int, OwnCell]]
    """Her rows, by the number of the column from 0."""
    carried: CarriedSheet | None

    def keys(self) -> Iterator[RowKey]:
        """The rows' keys, from the top."""
        return (self.rows.keys[place] for place in self.order)

    def made(self) -> Iterator[tuple[RowKey, R]]:
        """The rows, from the top."""
        return ((self.rows.keys[place], self.rows.make(place)) for place in self.order)

    @property
    def frozen(self) -> int:
        """Columns at the left that stay in sight: as many as ours where she left them in their place."""
        usual = [column.key for column in self.layout.columns[: self.layout.frozen]]
        first = [column.ours.key for column in self.columns[: self.layout.frozen] if column.ours]
        return self.layout.frozen if first == usual else 1

    def auto_filter(self, reference: str) -> AutoFilter:
        """The filter of the table, with what she asked of it."""
        made = AutoFilter(ref=reference)
        if self.carried is not None and self.carried.auto_filter is not None:
            before = AutoFilter.from_tree(fromstring(self.carried.auto_filter))  # type: ignore[arg-type]
            if before is None:
                return made
            first = _first_column(before.ref)
            places = {
                column.hers.at if column.hers else self._was_at(column): place
                for place, column in enumerate(self.columns)
            }
            for asked in before.filterColumn:
                place = places.get(first + asked.colId)
                if place is not None:
                    asked.colId = place
                    made.filterColumn.append(asked)
        return made

    def _was_at(self, column: Shown[R]) -> int | None:
        before = self.carried.columns if self.carried else []
        return next((one.at for one in before if column.ours and one.key == column.ours.key), None)


def arranged(
    layout: Layout[R],
    rows: Rows[R],
    language: Language,
    carried: CarriedSheet | None,
) -> Arrangement[R]:
    """The sheet's arrangement; rows and columns that she did not know of come after hers."""
    ours = [
        Shown(say("columns", column.key, language), column.width, hidden=False, ours=column, hers=None)
        for column in layout.columns
    ]
    if carried is None:
        return Arrangement(layout, ours, rows, range(len(rows.keys)), frozenset(), [], None)
    columns = list(_columns(ours, carried))
    places = {key: place for place, key in enumerate(carried.rows)}
    order: Sequence[int] = range(len(rows.keys))
    if places:
        order = sorted(order, key=lambda at: places.get(rows.keys[at], len(places)))
    moved = _places_of(columns, carried)
    own_rows = [{moved[at]: cell for at, cell in row.items() if at in moved} for row in carried.own_rows]
    return Arrangement(layout, columns, rows, order, carried.hidden, own_rows, carried)


def _columns(ours: Sequence[Shown[R]], carried: CarriedSheet) -> Iterator[Shown[R]]:
    known = {column.ours.key: column for column in ours if column.ours}
    titles = {column.title for column in ours}
    for before in carried.columns:
        if before.key is None:
            title = _own_title(before.title, titles)
            yield Shown(title, before.width or _WIDTH, before.hidden, None, before)
        elif before.key in known:
            column = known.pop(before.key)
            yield column._replace(width=before.width or column.width, hidden=before.hidden)
    yield from known.values()


def _own_title(wanted: str, taken: set[str]) -> str:
    """A title that no other column has, as a table needs."""
    title, number = wanted or "Colonne", 2
    while title in taken or not title:
        title, number = f"{wanted or 'Colonne'} {number}", number + 1
    taken.add(title)
    return title


def _places_of(columns: Sequence[Shown[R]], carried: CarriedSheet) -> dict[int, int]:
    """Where each of the columns she had stands now, both from 0."""
    now = {id(column.hers): place for place, column in enumerate(columns) if column.hers}
    ours = {column.ours.key: place for place, column in enumerate(columns) if column.ours}
    found: dict[int, int] = {}
    for place, before in enumerate(carried.columns):
        if before.key is None:
            found[place] = now[id(before)]
        elif before.key in ours:
            found[place] = ours[before.key]
    return found


def _first_column(reference: str | None) -> int:
    return int(range_boundaries(reference)[0] or 1) if reference else 1


def moved_formula(cell: OwnCell, column: int, row: int) -> str | None:
    """Her formula as it reads where the cell stands now."""
    if cell.formula is None:
        return None
    place = f"{get_column_letter(column)}{row}"
    if place == cell.place:
        return cell.formula
    return str(Translator(f"={cell.formula}", origin=cell.place).translate_formula(place)).removeprefix("=")
