"""Records put aside on the disk and taken back one by one: a batch of any size fits into little memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from ficheparse.fiche import Fiche, Status

_IN_MEMORY = 2 * 1024 * 1024
"""Bytes that are not worth a file."""


class Entry(NamedTuple):
    """What has to be known of a record to put it in its place in the batch."""

    file: str
    sha256: str
    id: str
    name: str | None
    status: Status
    updated: str | None
    points: int
    contacts: int
    issues: int
    """How many it has of each."""
    revised: bool
    """Whether the officer corrected it: it stands on the shelf as the fiche gives it."""
    at: int
    """Where it stands on the shelf."""


class Shelf:
    """Records, and the pictures that they name."""

    def __init__(self) -> None:
        self._records = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the shelf
        self._taken: tuple[int, Fiche] | None = None
        self._end = 0
        self.pictures = Pictures()
        weakref.finalize(self, self._records.close)

    def put(self, fiche: Fiche, revised: Fiche) -> Entry:
        """Put a record aside; it takes its place in the batch by what the officer's corrections made of it."""
        line = fiche.model_dump_json().encode() + b"\n"
        at = self._end
        self._records.seek(at)
        self._records.write(line)
        self._end += len(line)
        return Entry(
            revised.source.file,
            revised.source.sha256,
            revised.id,
            revised.name,
            revised.status,
            revised.updated,
            len(revised.points),
            len(revised.contacts),
            len(revised.issues),
            revised is not fiche,
            at,
        )

    def take(self, entry: Entry) -> Fiche:
        """The record as it was put aside."""
        if self._taken is None or self._taken[0] != entry.at:  # sheets ask for one record many times running
            self._records.seek(entry.at)
            self._taken = entry.at, Fiche.model_validate_json(self._records.readline())
        return self._taken[1]


class Pictures(Mapping[str, bytes]):
    """Pictures by their exported file names, in the order of these."""

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the shelf
        self._places: dict[str, tuple[int, int]] = {}
        self._end = 0
        weakref.finalize(self, self._file.close)

    def put(self, name: str, data: bytes) -> None:
        """Put a picture aside; one name is one picture."""
        if name not in self._places:
            self._file.seek(self._end)
            self._file.write(data)
            self._places[name] = self._end, len(data)
            self._end += len(data)

    def __getitem__(self, name: str) -> bytes:
        place, size = self._places[name]
        self._file.seek(place)
        return self._file.read(size)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._places))

    def __len__(self) -> int:
        return len(self._places)
