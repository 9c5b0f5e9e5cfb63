"""The rows of the workbook's sheets: which there are, in what order, and each made of its record when it is written."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Generic, NamedTuple, TypeVar, overload

from ficheparse.carried import Carried, RowKey
from ficheparse.collection import Collection, Fated, Named, Outcome, Placed
from ficheparse.corrections import Marks, Numbered, numbers
from ficheparse.fiche import Issue, Severity, Source, Status
from ficheparse.issues import issue
from ficheparse.sheets.columns import ContactRow, FicheRow, IssueRow, PointRow, SourceRow

R = TypeVar("R")
_SEVERITIES: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
_URGENCY: dict[Status, int] = {"blocked": 0, "review": 1, "ready": 2}

MarksOf = Callable[[str], Marks]
"""What was done by hand with the fiche of the file of this sha256."""


class Rows(Generic[R]):
    """The rows of a sheet in our own order; none is kept."""

    def __init__(
        self, keys: Sequence[RowKey], make: Callable[[int], R], place: Callable[[int], int] = lambda at: at
    ) -> None:
        self.keys = keys
        self.make = make
        """The row of this number, from 0."""
        self.place = place
        """The place of the fiche that it is of, in the batch."""


NO_ROWS = Rows[Any]((), lambda _: None)
"""Of a sheet whose rows are told otherwise."""


class _Keys(Sequence[RowKey]):
    """The keys of rows of which a fiche has several, one after the other."""

    def __init__(self, ids: Sequence[str], counts: Sequence[int], own: Mapping[int, Sequence[int]]) -> None:
        self._ids = ids
        self._starts = array("q", accumulate(counts, initial=0))
        self._own = own
        """The numbers of those of a fiche, where they are not 1, 2, 3, by its place."""

    def place(self, at: int) -> tuple[int, int]:
        """The fiche that a row is of, and which of its rows it is, both from 0."""
        place = bisect_right(self._starts, at) - 1
        return place, at - self._starts[place]

    def start(self, place: int) -> int:
        """The row that a fiche begins with."""
        return self._starts[place]

    @overload
    def __getitem__(self, at: int) -> RowKey: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RowKey]: ...
    def __getitem__(self, at: int | slice) -> RowKey | Sequence[RowKey]:
        """The key of a row, or those of a range."""
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if not 0 <= at < len(self):
            raise IndexError(at)
        place, number = self.place(at)
        return self._ids[place], self._own[place][number] if place in self._own else number + 1

    def __len__(self) -> int:
        return self._starts[-1]


def ids_of(collection: Collection, carried: Carried | None) -> list[str]:
    """The fiches' ids, as a workbook that is carried on has them."""
    placed = collection.fiches.placed
    return [one.id if carried is None else carried.id_of(one.entry.sha256, one.id) for one in placed]


def fiche_rows(collection: Collection, ids: Sequence[str], marks: MarksOf) -> Rows[FicheRow]:
    """A row a fiche."""

    def make(at: int) -> FicheRow:
        fiche = collection.fiches[at]
        return FicheRow(fiche, marks(fiche.source.sha256))

    return Rows([(identity, 0) for identity in ids], make)


def point_rows(collection: Collection, ids: Sequence[str], marks: MarksOf) -> Rows[PointRow]:
    """A row a point."""
    keys = _numbered("points", collection, ids, marks)

    def make(at: int) -> PointRow:
        place, which = keys.place(at)
        fiche = collection.fiches[place]
        return PointRow(fiche, keys[at][1], fiche.points[which], marks(fiche.source.sha256))

    return Rows(keys, make, lambda at: keys.place(at)[0])


def contact_rows(collection: Collection, ids: Sequence[str], marks: MarksOf) -> Rows[ContactRow]:
    """A row a contact."""
    keys = _numbered("contacts", collection, ids, marks)

    def make(at: int) -> ContactRow:
        place, which = keys.place(at)
        fiche = collection.fiches[place]
        return ContactRow(fiche, keys[at][1], fiche.contacts[which], marks(fiche.source.sha256))

    return Rows(keys, make, lambda at: keys.place(at)[0])


def _numbered(name: Numbered, collection: Collection, ids: Sequence[str], marks: MarksOf) -> _Keys:
    entries = [placed.entry for placed in collection.fiches.placed]
    counts = array("q", (entry.points if name == "points" else entry.contacts for entry in entries))
    own = {
        place: numbers(name, counts[place], marks(entry.sha256).corrections)
        for place, entry in enumerate(entries)
        if entry.revised
    }
    return _Keys(ids, counts, own)


class Altered(NamedTuple):
    """A text that a cell cannot hold as it is."""

    id: str
    """Of its fiche."""
    code: str
    field: str


class IssueRows:
    """What there is to check, the fiches that cannot be published first, each fiche's gravest issue first.

    Then come the files that were not taken, and last what no cell could hold, which is found out on the way.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._placed = sorted(collection.fiches.placed, key=lambda one: _URGENCY[one.entry.status])
        self._fated = [
            one for one in collection.outcomes.fated if one.fate in ("superseded", "duplicate") and one.placed
        ]
        self.altered: list[Altered] = []

    def first_rows(self) -> dict[str, int]:
        """The row in the sheet that each fiche with an issue begins with."""
        starts = accumulate((one.entry.issues for one in self._placed), initial=2)
        return {one.id: start for one, start in zip(self._placed, starts, strict=False) if one.entry.issues}

    def __iter__(self) -> Iterator[IssueRow]:
        for placed in self._placed:
            if not placed.entry.issues:
                continue
            fiche = self._collection.fiches.of(placed)
            for found in sorted(fiche.issues, key=_gravity):
                yield IssueRow(fiche, fiche.source.file, found)
        for fated in self._fated:
            yield from self._of_file(fated)
        if self.altered:
            by_id: dict[str, Placed] = {one.id: one for one in self._placed}
            for one in self.altered:
                fiche = self._collection.fiches.of(by_id[one.id])
                yield IssueRow(fiche, fiche.source.file, issue(one.code, field=one.field))

    def _of_file(self, fated: Fated) -> Iterator[IssueRow]:
        outcome = self._collection.outcomes.of(fated)
        if outcome.record is not None:
            yield from (IssueRow(outcome.record, outcome.file, found) for found in outcome.issues)


def source_rows(collection: Collection) -> Iterator[SourceRow]:
    """A row an input file; of a record that is published its entry tells enough."""
    for fated in collection.outcomes.fated:
        placed = fated.placed
        if fated.fate == "record" and placed is not None and not placed.entry.errors:
            entry = placed.entry
            source = Source(file=entry.file, sha256=entry.sha256, format=entry.format)
            yield SourceRow(Outcome(fated.file, "record", source, placed.id), Named(placed.id, entry.name, entry.file))
            continue
        outcome = collection.outcomes.of(fated)
        record = outcome.record
        yield SourceRow(outcome, Named(record.id, record.name, record.source.file) if record else None)


def _gravity(found: Issue) -> int:
    return _SEVERITIES[found.severity]
