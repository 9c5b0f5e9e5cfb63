"""Records put aside on the disk and taken back one by one: a batch of any size fits into little memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from ficheparse.fiche import Fiche, Status

_IN_MEMORY, _PIECE = 2 * 1024 * 1024, 256 * 1024
"""Bytes that are not worth a file, and bytes copied at a time."""


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

    def put(self, fiche: Fiche) -> int:
        """Put a record aside; returns where it stands."""
        line = fiche.model_dump_json().encode() + b"\n"
        at = self._end
        self._records.seek(at)
        self._records.write(line)
        self._end += len(line)
        return at

    def take(self, at: int) -> Fiche:
        """The record that stands there."""
        if self._taken is None or self._taken[0] != at:  # sheets ask for one record many times running
            self._records.seek(at)
            self._taken = at, Fiche.model_validate_json(self._records.readline())
        return self._taken[1]

    def pieces(self) -> Iterator[bytes]:
        """All the records, a line each, in the order in which they were put aside."""
        self._records.seek(0)
        while piece := self._records.read(_PIECE):
            yield piece


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
