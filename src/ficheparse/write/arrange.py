"""How a sheet is laid out: as we do it, or as the officer left it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.xml.functions import fromstring

from ficheparse.carried import CarriedColumn, OwnCell, RowKey
from ficheparse.issues import Language
from ficheparse.sheets.columns import Column, Layout
from ficheparse.sheets.kept import KeptSheet, column_name
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

    @property
    def name(self) -> str:
        """What it is called in a mark."""
        return self.ours.key if self.ours else column_name(self.hers) if self.hers else ""


class OwnRow(NamedTuple):
    """A row below the table."""

    key: RowKey
    """In the marks of `kept`."""
    cells: Mapping[int, OwnCell]
    """By the number of the column from 0."""
    is_of_fiche: bool
    """Whether it waits for its fiche: then it is no total, and its formulas go along with it."""


@dataclass(slots=True)
class Arrangement(Generic[R]):
    """What stands where."""

    layout: Layout[R]
    columns: list[Shown[R]]
    rows: Rows[R]
    order: Sequence[int]
    """The numbers of the rows, as they stand from the top."""
    hidden: frozenset[RowKey]
    own_rows: Sequence[OwnRow]
    kept: KeptSheet | None
    marked: Set[RowKey] = frozenset()
    """The rows with looks, notes or links of hers."""

    @property
    def frozen(self) -> int:
        """Columns at the left that stay in sight: as many as ours where she left them in their place."""
        usual = [column.key for column in self.layout.columns[: self.layout.frozen]]
        first = [column.ours.key for column in self.columns[: self.layout.frozen] if column.ours]
        return self.layout.frozen if first == usual else 1

    def auto_filter(self, reference: str) -> AutoFilter:
        """The filter of the table, with what she asked of it."""
        made = AutoFilter(ref=reference)
        if self.kept is not None and self.kept.auto_filter is not None:
            before = AutoFilter.from_tree(fromstring(self.kept.auto_filter))  # type: ignore[arg-type]
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
        before = self.kept.columns if self.kept else []
        return next((one.at for one in before if column.ours and one.key == column.ours.key), None)


def arranged(
    layout: Layout[R],
    rows: Rows[R],
    language: Language,
    kept: KeptSheet | None,
) -> Arrangement[R]:
    """The sheet's arrangement; rows and columns that she did not know of come after hers."""
    ours = [
        Shown(say("columns", column.key, language), column.width, hidden=False, ours=column, hers=None)
        for column in layout.columns
    ]
    if kept is None:
        return Arrangement(layout, ours, rows, range(len(rows.keys)), frozenset(), [], None)
    moved_in = _moved_in(kept, rows.keys) if kept.waiting else set()
    columns = list(_columns(ours, kept))
    places = {key: place for place, key in enumerate(kept.rows)}
    order: Sequence[int] = range(len(rows.keys))
    if places:
        order = sorted(order, key=lambda at: places.get(rows.keys[at], len(places)))
    moved = _places_of(columns, kept)
    own_rows = [
        one._replace(cells={moved[at]: cell for at, cell in one.cells.items() if at in moved})
        for one in _own_rows(kept, rows.keys, moved_in)
    ]
    return Arrangement(layout, columns, rows, order, kept.hidden, own_rows, kept, kept.marked)


def _own_rows(kept: KeptSheet, keys: Sequence[RowKey], moved_in: Collection[int]) -> Iterator[OwnRow]:
    """Her rows that stay below the table, and what stays of those whose fiche is gone."""
    waiting = set(kept.waiting.values())
    for number, row in enumerate(kept.own_rows):
        if number not in moved_in:
            yield OwnRow(("", number + 1), row, number in waiting)
    if kept.stubs:
        there = set(keys)
        hers = [(place, column) for place, column in enumerate(kept.columns) if column.key is None]
        for key, stub in kept.stubs.items():
            if key not in there:
                own = {place: column.cells[key] for place, column in hers if key in column.cells}
                yield OwnRow(key, {**stub, **own}, is_of_fiche=True)


def _moved_in(kept: KeptSheet, keys: Iterable[RowKey]) -> set[int]:
    """Put what waited below the table beside the fiches that are back; gives the numbers of these rows of hers."""
    back = {kept.waiting[key]: key for key in keys if key in kept.waiting}
    for number, key in back.items():
        for place, cell in kept.own_rows[number].items():
            column = kept.columns[place]
            if column.key is None:
                column.cells = {**column.cells, key: cell}
    now: dict[RowKey, RowKey] = {("", number + 1): key for number, key in back.items()}
    kept.looks = {(now.get(row, row), name): look for (row, name), look in kept.looks.items()}
    kept.notes = {(now.get(row, row), name): note for (row, name), note in kept.notes.items()}
    kept.links = {(now.get(row, row), name): link for (row, name), link in kept.links.items()}
    return set(back)


def _columns(ours: Sequence[Shown[R]], kept: KeptSheet) -> Iterator[Shown[R]]:
    known = {column.ours.key: column for column in ours if column.ours}
    titles = {column.title for column in ours}
    for before in kept.columns:
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


def _places_of(columns: Sequence[Shown[R]], kept: KeptSheet) -> dict[int, int]:
    """Where each of the columns she had stands now, both from 0."""
    now = {id(column.hers): place for place, column in enumerate(columns) if column.hers}
    ours = {column.ours.key: place for place, column in enumerate(columns) if column.ours}
    found: dict[int, int] = {}
    for place, before in enumerate(kept.columns):
        if before.key is None:
            found[place] = now[id(before)]
        elif before.key in ours:
            found[place] = ours[before.key]
    return found


def _first_column(reference: str | None) -> int:
    return int(range_boundaries(reference)[0] or 1) if reference else 1


def moved_formula(cell: OwnCell, place: str) -> str | None:
    """Her formula as it reads where the cell stands now."""
    if cell.formula is None or place == cell.place:
        return cell.formula
    try:
        return str(Translator(f"={cell.formula}", origin=cell.place).translate_formula(place)).removeprefix("=")
    except TranslatorError:  # it would look at a cell beyond the sheet's edge
        return cell.formula
