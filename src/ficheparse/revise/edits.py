"""Cells that differ from what was written: the officer's corrections, decisions and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, NamedTuple, TypeVar

from ficheparse.carried import CellValue
from ficheparse.corrections import DECISION, NOTE, Correction, Numbered, numbers, taken_away
from ficheparse.fiche import Fiche
from ficheparse.revise.apply import is_correctable
from ficheparse.revise.cells import as_text
from ficheparse.revise.grid import Grid
from ficheparse.sheets.cells import Painter
from ficheparse.sheets.columns import Column, FicheRow
from ficheparse.text import fold

R = TypeVar("R")
Typed = str | int | float | bool | None
_HERS = (DECISION, NOTE)
_MAIN: dict[Numbered, frozenset[str]] = {
    "points": frozenset(["points.text"]),
    "contacts": frozenset(
        f"contacts.{part}" for part in ("name", "role", "organisation", "emails", "phones", "faxes", "text")
    ),
}
"""What makes a point a point: without any of these it is none."""
_NUMBERLESS = 1_000_000
"""They come last."""


_ERRORS = frozenset(["#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"])
"""What a formula gives that went wrong: nobody typed it."""


class Edit(NamedTuple):
    """A cell of a fiche that somebody changed."""

    fiche: Fiche
    """As it was written."""
    place: str
    """Points and contacts numbered as the fiche gives them."""
    typed: Typed
    at: str
    """The same place in that record, from which some may have been taken away."""
    added: Literal["more", "back"] | None = None
    """Whether it is of a point or contact more, or of one that was taken away and that she put there again."""


class Written(NamedTuple):
    """What was written last time."""

    records: Mapping[str, Fiche]
    """By id."""
    corrections: Callable[[Fiche], Mapping[str, Correction]]
    """Those that the sheets showed."""


def of_fiches(grid: Grid[FicheRow], written: Written, painter: Painter) -> Iterator[Edit]:
    """The edits in the sheet of fiches; a row that is gone is none."""
    columns = {column.key: column for column in grid.layout.columns}
    for (identity, _), row in grid.rows.items():
        fiche = written.records[identity]
        corrections = written.corrections(fiche)
        for key, value in grid.values(row):
            typed = _typed(value)
            if key in _HERS:
                said = as_text(typed) or None  # words, be they a number
                before = corrections[key].corrected if key in corrections else None
                if not _alike(before, said):
                    yield Edit(fiche, key, said, key)
            elif _is_edit(columns[key], key, fiche, FicheRow(fiche), typed, corrections, painter):
                yield Edit(fiche, key, typed, key)


def of_numbered(
    grid: Grid[R], name: Numbered, rows_of: Callable[[Fiche], Sequence[R]], written: Written, painter: Painter
) -> Iterator[Edit]:
    """The edits in the sheet of points or of contacts.

    A row that is gone, or in which nothing is left, is a point taken away; a row of a fiche without a number, one more.
    """

    def is_renumbered(identity: str, values: Mapping[str, Typed]) -> bool:
        fiche = written.records[identity]
        rows = zip(numbers(name, len(rows_of(fiche)), written.corrections(fiche)), rows_of(fiche), strict=True)
        return any(_says(one, values, grid, name, painter) for at, one in rows if (identity, at) not in grid.rows)

    columns = {column.key: column for column in grid.layout.columns}
    added = _added(grid, name, written, is_renumbered)
    for fiche in written.records.values():
        corrections = written.corrections(fiche)
        shown = numbers(name, len(rows_of(fiche)), corrections)
        for position, (number, as_shown) in enumerate(zip(shown, rows_of(fiche), strict=True), 1):
            row = grid.rows.get((fiche.id, number))
            values = {key: _typed(value) for key, value in grid.values(row)} if row else {}
            if not any(value is not None for key, value in values.items() if key in _MAIN[name]):
                if row is None and _stands_elsewhere(as_shown, grid, name, painter):
                    continue  # its row lost its identifier or its number
                yield Edit(fiche, f"{name}.{number}", None, f"{name}.{position}")
                continue
            for key, typed in values.items():
                if key.startswith(f"{name}."):
                    part = key.removeprefix(f"{name}.")
                    place = f"{name}.{number}.{part}"
                    if _is_edit(columns[key], place, fiche, as_shown, typed, corrections, painter):
                        yield Edit(fiche, place, typed, f"{name}.{position}.{part}")
        gone = taken_away(name, corrections)
        last = max([0, *shown, *gone])
        for told, values in sorted(added.get(fiche.id, []), key=lambda one: one[0] or _NUMBERLESS):
            is_back = told is not None and told in gone
            number = told if told is not None and is_back else last + 1
            last = max(last, number)
            gone.discard(number)
            for key, typed in values.items():
                place = f"{name}.{number}.{key.removeprefix(f'{name}.')}"
                if typed is not None and is_correctable(place) and not (key == "points.level" and typed == 0):
                    yield Edit(fiche, place, typed, place, "back" if is_back else "more")


def _stands_elsewhere(shown: R, grid: Grid[R], name: Numbered, painter: Painter) -> bool:
    """Whether a row that is of no fiche holds what was written in this one."""
    rows = ({key: _typed(value) for key, value in grid.values(row)} for row in grid.own_rows)
    return any(_says(shown, values, grid, name, painter) for values in rows)


def _says(shown: R, values: Mapping[str, Typed], grid: Grid[R], name: Numbered, painter: Painter) -> bool:
    """Whether these are the values that were written in this row."""
    columns = [column for column in grid.layout.columns if column.key in _MAIN[name]]
    return all(
        _alike(_typed(painter.paint(column.kind, column.key, column.get(shown)).value), values.get(column.key))
        for column in columns
    )


def _added(
    grid: Grid[R], name: Numbered, written: Written, is_renumbered: Callable[[str, Mapping[str, Typed]], bool]
) -> dict[str, list[tuple[int | None, dict[str, Typed]]]]:
    """What stands in rows that name a fiche, by its id or its name, and have no number or a new one, by the fiche's id.

    These rows are no longer her own. One that says what a row of ours said that is gone is that row, renumbered.
    """
    by_name: dict[str, list[str]] = defaultdict(list)
    for fiche in written.records.values():
        by_name[fold(fiche.name or "")].append(fiche.id)
    added: dict[str, list[tuple[int | None, dict[str, Typed]]]] = defaultdict(list)
    kept = []
    for row in grid.own_rows:
        values = {key: _typed(value) for key, value in grid.values(row)}
        identity = values.get("id")
        named = by_name.get(fold(str(values.get("fiche") or "")), [])
        if identity is None and len(named) == 1:
            identity = named[0]
        is_one = any(values.get(key) is not None for key in _MAIN[name])
        number = values.get("number")
        said = str(number) if not isinstance(number, (bool, float)) else ""
        whole = int(said) if said.isascii() and said.isdecimal() else None
        is_free = number is None or (whole is not None and whole > 0 and (identity, whole) not in grid.rows)
        is_known = isinstance(identity, str) and identity in written.records
        if is_known and is_free and is_one and not (whole and is_renumbered(str(identity), values)):
            added[str(identity)].append((whole, _parts(values, name)))
        else:
            kept.append(row)
    grid.own_rows = kept
    return added


def _parts(values: Mapping[str, Typed], name: Numbered) -> dict[str, Typed]:
    return {key: value for key, value in values.items() if key.startswith(f"{name}.")}


def _is_edit(
    column: Column[R],
    place: str,
    fiche: Fiche,
    shown: R,
    typed: Typed,
    corrections: Mapping[str, Correction],
    painter: Painter,
) -> bool:
    """Whether the cell holds neither what the record was painted as, nor what was typed there before."""
    if not is_correctable(place) or typed in _ERRORS:
        return False
    before = corrections.get(place)
    if before is not None and _was_unreadable(before, fiche):
        return not _alike(before.corrected, typed)
    painted = painter.paint(column.kind, column.key, column.get(shown)).value
    if _alike(_typed(painted), typed):
        return False
    return before is None or not _alike(before.corrected, typed)


def _was_unreadable(correction: Correction, fiche: Fiche) -> bool:
    """Whether the sheet showed what was typed, for it is no value of its column."""
    return any(issue.code == "correction-invalid" and issue.where == correction.field for issue in fiche.issues)


def _typed(value: CellValue) -> Typed:
    """A cell's value as it is kept: a day as ISO 8601 has it, and what is empty as nothing."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip() or None
    if isinstance(value, datetime) and (value.hour or value.minute or value.second):
        return value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def _alike(one: Typed, other: Typed) -> bool:
    """Whether two cells hold the same; a spreadsheet may change the last digits of a fraction, and blanks at an end."""
    if isinstance(one, float) and isinstance(other, (int, float)) and not isinstance(other, bool):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    if isinstance(one, str) and isinstance(other, str):
        return one == other or [line.rstrip() for line in one.strip().split("\n")] == [
            line.rstrip() for line in other.strip().split("\n")
        ]
    return one == other and isinstance(one, bool) == isinstance(other, bool)
