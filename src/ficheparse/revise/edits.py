"""Cells that differ from what was written: the officer's corrections, decisions and notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from ficheparse.carried import CellValue
from ficheparse.corrections import DECISION, NOTE, Correction, Numbered, numbers, taken_away
from ficheparse.fiche import Fiche
from ficheparse.revise.apply import is_correctable
from ficheparse.revise.cells import as_text
from ficheparse.revise.grid import Grid
from ficheparse.sheets.cells import Painter
from ficheparse.sheets.columns import FicheRow
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


class Written(NamedTuple):
    """What was written last time."""

    records: Mapping[str, Fiche]
    """By id."""
    corrections: Callable[[Fiche], Mapping[str, Correction]]
    """Those that the sheets showed."""


def of_fiches(grid: Grid[FicheRow], written: Written, painter: Painter) -> Iterator[Edit]:
    """The edits in the sheet of fiches; a row that is gone is none."""
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
            elif _is_edit(grid, key, key, fiche, FicheRow(fiche), typed, corrections, painter):
                yield Edit(fiche, key, typed, key)


def of_numbered(
    grid: Grid[R], name: Numbered, rows_of: Callable[[Fiche], Sequence[R]], written: Written, painter: Painter
) -> Iterator[Edit]:
    """The edits in the sheet of points or of contacts.

    A row that is gone, or in which nothing is left, is a point taken away; a row of a fiche without a number, one more.
    """
    added = _added(grid, name, written)
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
                    if _is_edit(grid, key, place, fiche, as_shown, typed, corrections, painter):
                        yield Edit(fiche, place, typed, f"{name}.{position}.{part}")
        number = max([0, *shown, *taken_away(name, corrections)])
        for values in added.get(fiche.id, []):
            number += 1
            for key, typed in values.items():
                place = f"{name}.{number}.{key.removeprefix(f'{name}.')}"
                if typed is not None and is_correctable(place):
                    yield Edit(fiche, place, typed, place)


def _stands_elsewhere(shown: R, grid: Grid[R], name: Numbered, painter: Painter) -> bool:
    """Whether a row that is of no fiche holds what was written in this one."""
    columns = [column for column in grid.layout.columns if column.key in _MAIN[name]]
    said = {column.key: _typed(painter.paint(column.kind, column.key, column.get(shown)).value) for column in columns}
    for row in grid.own_rows:
        values = {key: _typed(value) for key, value in grid.values(row)}
        if all(_alike(value, values.get(key)) for key, value in said.items()):
            return True
    return False


def _added(grid: Grid[R], name: Numbered, written: Written) -> dict[str, list[dict[str, Typed]]]:
    """What stands in rows that name a fiche, by its id or its name, and have no number; these are no longer her own."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for fiche in written.records.values():
        by_name[fold(fiche.name or "")].append(fiche.id)
    added: dict[str, list[dict[str, Typed]]] = defaultdict(list)
    kept = []
    for row in grid.own_rows:
        values = {key: _typed(value) for key, value in grid.values(row)}
        identity = values.get("id")
        named = by_name.get(fold(str(values.get("fiche") or "")), [])
        if identity is None and len(named) == 1:
            identity = named[0]
        is_one = any(values.get(key) is not None for key in _MAIN[name])
        if isinstance(identity, str) and identity in written.records and values.get("number") is None and is_one:
            added[identity].append({key: value for key, value in values.items() if key.startswith(f"{name}.")})
        else:
            kept.append(row)
    grid.own_rows = kept
    return added


def _is_edit(
    grid: Grid[R],
    key: str,
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
    column = next(column for column in grid.layout.columns if column.key == key)
    before = corrections.get(place)
    if before is not None and _was_unreadable(before, fiche):
        return not _alike(before.corrected, typed)
    painted = painter.paint(column.kind, key, column.get(shown)).value
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
        return [line.rstrip() for line in one.strip().split("\n")] == [
            line.rstrip() for line in other.strip().split("\n")
        ]
    return one == other and isinstance(one, bool) == isinstance(other, bool)
