"""Records put aside on the disk and taken back one by one: a batch of any size fits into little memory."""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Iterator, Mapping
from io import BytesIO, FileIO
from tempfile import TemporaryFile
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
    """Its number on the shelf."""

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
        self._records = _Aside()
        self._taken: tuple[int, Fiche] | None = None
        self._alike: dict[Any, Any] = {}
        self._starts = array("q")
        self.pictures = Pictures()

    def put(self, line: Line, file: str) -> Entry:
        """Put aside the record of a file and its pictures; what is to be known of it, with its place."""
        at = len(self._starts)
        self._starts.append(self._records.put(line.json))
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

    def start(self, at: int) -> int:
        """The byte that the record of this number begins with, among `pieces`."""
        return self._starts[at]

    def line(self, at: int) -> bytes:
        """The record of this number, as JSON on a line."""
        start = self._starts[at]
        end = self._starts[at + 1] if at + 1 < len(self._starts) else self._records.size
        return self._records.get(start, end - start)

    def take(self, at: int) -> Fiche:
        """The record of this number."""
        if self._taken is None or self._taken[0] != at:  # sheets ask for one record many times running
            self._taken = at, Fiche.model_validate_json(self.line(at))
        return self._taken[1]

    def pieces(self) -> Iterator[bytes]:
        """All the records, a line each, in the order in which they were put aside."""
        for start in range(0, self._records.size, _PIECE):
            yield self._records.get(start, min(_PIECE, self._records.size - start))


class Pictures(Mapping[str, bytes]):
    """Pictures by their exported file names, in the order of these."""

    def __init__(self) -> None:
        self._aside = _Aside()
        self._places: dict[str, tuple[int, int]] = {}

    def put(self, name: str, data: bytes) -> None:
        """Put a picture aside; one name is one picture."""
        if name not in self._places:
            self._places[name] = self._aside.put(data), len(data)

    def __getitem__(self, name: str) -> bytes:
        return self._aside.get(*self._places[name])

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._places))

    def __len__(self) -> int:
        return len(self._places)


class _Aside:
    """Bytes put aside: in memory as long as they are few, then in a file without a name.

    The file has no buffer: what is asked for is small and anywhere, and of a buffer most would be read for nothing.
    """

    def __init__(self) -> None:
        self._file: BytesIO | FileIO = BytesIO()
        self.size = 0

    def put(self, data: bytes) -> int:
        """Where they stand."""
        at, self.size = self.size, self.size + len(data)
        if at <= _IN_MEMORY < self.size:
            held = self._file.getvalue() if isinstance(self._file, BytesIO) else b""
            self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - closed with this
            weakref.finalize(self, self._file.close)
            self._write(held)
        self._file.seek(at)
        self._write(data)
        return at

    def _write(self, data: bytes) -> None:
        while data:  # a file without a buffer may take less than it is given
            data = data[self._file.write(data) :]

    def get(self, at: int, size: int) -> bytes:
        """Those that stand there."""
        self._file.seek(at)
        return self._file.read(size)
