"""A batch: what was made of each input file, and the fiches as they are published."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, overload

from ficheparse.fiche import Fiche, Issue, Source
from ficheparse.issues import issue
from ficheparse.shelf import Entry, Shelf

Fate = Literal["record", "blocked", "superseded", "duplicate", "passed-over"]
"""What becomes of an input file: a record to publish, one that is blocked, one that another takes the place of
(contract, section 6), no record because its bytes were there already, or none because it is no fiche by its name."""


class Parsed(NamedTuple):
    """What one source gave: its record, and the pictures it exports."""

    fiche: Fiche
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Exported file name and bytes; a name is made of its content, so one name is one picture."""


class Placed(NamedTuple):
    """A record's place in the batch."""

    entry: Entry
    id: str
    """Its own in the batch."""
    later: str | None = None
    """The file that takes its place."""


class Records(Sequence[Fiche]):
    """Records of the batch, each taken from the shelf when it is asked for."""

    def __init__(self, shelf: Shelf, placed: Sequence[Placed], revised: Callable[[Fiche], Fiche] | None) -> None:
        self._shelf = shelf
        self._revised = revised
        self.placed = placed

    def of(self, placed: Placed) -> Fiche:
        """The record as it stands in the batch: corrected, with its own id, and told of the one that is later."""
        fiche = self._shelf.take(placed.entry.at)
        if placed.entry.revised and self._revised:
            fiche = self._revised(fiche)
        if placed.later is not None:
            told = issue("superseded", text=placed.later)
            return fiche.model_copy(update={"id": placed.id, "issues": [*fiche.issues, told]})
        return fiche if fiche.id == placed.id else fiche.model_copy(update={"id": placed.id})

    def lines(self) -> Iterator[str]:
        """Each record as JSON on a line; one that is as its file gave it is not read for that."""
        for placed in self.placed:
            entry = placed.entry
            if entry.revised or placed.later is not None or placed.id != entry.id:
                yield self.of(placed).model_dump_json() + "\n"
            else:
                yield self._shelf.line(entry.at).decode()

    def with_these(self, placed: Sequence[Placed]) -> Records:
        """Other records of the same batch."""
        return Records(self._shelf, placed, self._revised)

    @overload
    def __getitem__(self, at: int) -> Fiche: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Fiche]: ...
    def __getitem__(self, at: int | slice) -> Fiche | Sequence[Fiche]:
        """The record of this number, or those of a range."""
        if isinstance(at, slice):
            return self.with_these(self.placed[at])
        return self.of(self.placed[at])

    def __len__(self) -> int:
        return len(self.placed)


class Named(NamedTuple):
    """A record, as it is called."""

    id: str
    name: str | None
    file: str


class Outcome(NamedTuple):
    """What became of one input file."""

    file: str
    fate: Fate
    source: Source | None = None
    """None where the file was passed over."""
    id: str | None = None
    """The record made of it; of a duplicate, the one made of its twin."""
    other: str | None = None
    """The file that takes its place."""
    issues: tuple[Issue, ...] = ()
    """Those of the file itself: why it is blocked, a duplicate, or superseded."""
    record: Fiche | None = None
    """That record itself; None where there is none."""


class Fated(NamedTuple):
    """The fate of one input file, its record still on the shelf."""

    file: str
    fate: Fate
    placed: Placed | None = None
    """Of a duplicate, that of its twin."""
    twin: Entry | None = None
    """A duplicate's own."""

    @property
    def id(self) -> str | None:
        """As `Outcome` has it."""
        return self.placed.id if self.placed else None


class Outcomes(Sequence[Outcome]):
    """What became of the input files, each told when it is asked for."""

    def __init__(self, shelf: Shelf, records: Records, fated: Sequence[Fated]) -> None:
        self._shelf = shelf
        self._records = records
        self.fated = fated

    def of(self, fated: Fated) -> Outcome:
        """What became of one."""
        if fated.placed is None:
            return Outcome(fated.file, fated.fate)
        record = self._records.of(fated.placed)
        if fated.twin is not None:
            first = fated.placed.entry.file
            source, told = self._shelf.take(fated.twin.at).source, (issue("duplicate", text=first),)
            return Outcome(fated.file, fated.fate, source, record.id, first, told, record)
        if (later := fated.placed.later) is not None:
            return Outcome(fated.file, fated.fate, record.source, record.id, later, tuple(record.issues[-1:]), record)
        errors = tuple(found for found in record.issues if found.severity == "error")
        return Outcome(fated.file, fated.fate, record.source, record.id, None, errors, record)

    @overload
    def __getitem__(self, at: int) -> Outcome: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Outcome]: ...
    def __getitem__(self, at: int | slice) -> Outcome | Sequence[Outcome]:
        """The outcome of this number, or those of a range."""
        if isinstance(at, slice):
            return Outcomes(self._shelf, self._records, self.fated[at])
        return self.of(self.fated[at])

    def __len__(self) -> int:
        return len(self.fated)


class Collection(NamedTuple):
    """A batch, in an order that depends on nothing but its files."""

    fiches: Records
    """To be published or, where they are blocked, to be mended first; one for each collectivity, by id."""
    superseded: Records
    """Those of a collectivity that has a later one, by id."""
    outcomes: Outcomes
    """One for each input file, by file name."""
    pictures: Mapping[str, bytes]
    """The records' pictures, by exported file name."""

    @property
    def records(self) -> Records:
        """Every record, the superseded ones last."""
        return self.fiches.with_these([*self.fiches.placed, *self.superseded.placed])

    @property
    def publishable(self) -> Records:
        """The fiches that may go on the site: ready, or to be reviewed."""
        return self.fiches.with_these([one for one in self.fiches.placed if one.entry.status != "blocked"])
