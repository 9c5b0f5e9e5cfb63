"""Records put aside on the disk and taken back one by one: a batch of any size fits into little memory."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from ficheparse.fiche import Country, Fiche, Status
from ficheparse.issues import BLOCKING

_IN_MEMORY, _PIECE = 2 * 1024 * 1024, 256 * 1024
"""Bytes that are not worth a file, and bytes copied at a time."""


class Entry(NamedTuple):
    """What has to be known of a record to put it in its place in the batch, and to count it."""

    file: str
    sha256: str
    format: str | None
    id: str
    name: str | None
    status: Status
    updated: str | None
    country: Country | None
    domains: tuple[str, ...]
    """Of the vocabulary."""
    other_domains: bool
    """Whether it has one that is not."""
    points: int
    contacts: int
    codes: tuple[str, ...]
    """Of its issues."""
    errors: int
    warnings: int
    infos: int
    """How many of them are of each severity."""
    position: tuple[float, float] | None
    """Longitude and latitude."""
    refused: bool
    """Whether the file gave no record: it may another time."""
    revised: bool
    """Whether the officer corrected it: it stands on the shelf as the fiche gives it."""
    at: int
    """Where it stands on the shelf."""

    @property
    def issues(self) -> int:
        """How many it has in all."""
        return len(self.codes)


def entry(fiche: Fiche, at: int, *, revised: bool = False) -> Entry:
    """The entry of a record that stands on the shelf at this place, as it is or as it was corrected."""
    severities = [issue.severity for issue in fiche.issues]
    codes = tuple([issue.code for issue in fiche.issues])
    longitude, latitude = fiche.location.longitude, fiche.location.latitude
    return Entry(
        fiche.source.file,
        fiche.source.sha256,
        fiche.source.format,
        fiche.id,
        fiche.name,
        fiche.status,
        fiche.updated,
        fiche.country,
        tuple(fiche.domains),
        bool(fiche.other_domains),
        len(fiche.points),
        len(fiche.contacts),
        codes,
        severities.count("error"),
        severities.count("warning"),
        severities.count("info"),
        None if longitude is None or latitude is None else (longitude, latitude),
        any(code in BLOCKING for code in codes),
        revised,
        at,
    )


class Line(NamedTuple):
    """A record as it goes from process to process and onto the shelf: as the JSON that it becomes."""

    json: bytes
    """With the line's end."""
    entry: Entry
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Those that it names: exported file name and bytes."""

    @property
    def fiche(self) -> Fiche:
        """The record."""
        return Fiche.model_validate_json(self.json)


def line(fiche: Fiche, pictures: tuple[tuple[str, bytes], ...] = ()) -> Line:
    """A record and its pictures, to be put on a shelf."""
    return Line(fiche.model_dump_json().encode() + b"\n", entry(fiche, 0), pictures)


class Shelf:
    """Records, and the pictures that they name."""

    def __init__(self) -> None:
        self._records = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed with the shelf
        self._taken: tuple[int, Fiche] | None = None
        self._alike: dict[Any, Any] = {}
        self._end = 0
        self.pictures = Pictures()
        weakref.finalize(self, self._records.close)

    def put(self, line: Line, file: str) -> Entry:
        """Put aside the record of a file and its pictures; what is to be known of it, with its place."""
        at = self._end
        self._records.seek(at)
        self._records.write(line.json)
        self._end += len(line.json)
        for name, data in line.pictures:
            self.pictures.put(name, data)
        return self._entry(line.entry._replace(file=file), at)

    def _entry(self, entry: Entry, at: int) -> Entry:
        """The entry with its place. What thousands have alike, and came from another process, is kept once."""
        alike = self._alike.setdefault
        return entry._replace(
            at=at,
            format=alike(entry.format, entry.format),
            status=alike(entry.status, entry.status),
            updated=alike(entry.updated, entry.updated),
            country=alike(entry.country, entry.country),
            domains=alike(entry.domains, entry.domains),
            codes=alike(entry.codes, entry.codes),
        )

    def line(self, at: int) -> str:
        """The record that stands there, as JSON on a line."""
        self._records.seek(at)
        return self._records.readline().decode()

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
