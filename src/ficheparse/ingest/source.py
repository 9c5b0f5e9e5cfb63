"""A file to read: what to call it, and how to get at its bytes, be it in an archive in a message.

Exception
└── UnreadableSource      the bytes cannot be had: damaged archive, password, disk, limits
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Literal, NamedTuple

from ficheparse.ingest.remote import Remote

if TYPE_CHECKING:
    from ficheparse.ingest.mail import Attachment

MOST_BYTES = 512 * 1024 * 1024
"""Contract, section 7: no file that is within its limits is larger, for none is larger than what it unpacks to."""
MOST_BYTES_IN_A_MEMBER = 256 * 1024 * 1024
"""Contract, section 7: "256 MB in one part", which an archive's member is too."""

_PIECE = 64 * 1024
"""Bytes read at a time past the size that a file tells: what asks for more costs more than the file."""

SourceCode = Literal["unreadable", "encrypted", "too-large"]


class UnreadableSource(Exception):
    """The bytes of a source cannot be had: `code` is the issue's code, `reason` says why in plain words of ours."""

    def __init__(self, code: SourceCode, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason

    def __str__(self) -> str:
        return self.reason


class Zipped(NamedTuple):
    """A member of a zip archive: where it stands, so that the archive's directory is read once only."""

    offset: int
    packed: int
    size: int
    crc: int
    deflated: bool


class Attached(NamedTuple):
    """An attachment of a message: its number, in order, those of the messages in it counted in."""

    number: int


Step = Zipped | Attached
"""One step into a container."""


class Refusal(NamedTuple):
    """What was found wrong with a source before it was read."""

    code: SourceCode
    reason: str


@dataclass(slots=True, frozen=True)
class Source:
    """A file to read. Small, whatever the file's size: it is sent to the worker that reads the file."""

    name: str
    """What it is called in the outputs: relative to the input given, with `/`, the same on every machine."""
    place: str | Remote
    """The path of the file on disk, as given, or what is at an address; the archive or message where it is in one.

    A `Path` takes four times the memory of its text, and a batch has as many as it has files.
    """
    steps: tuple[Step, ...] = ()
    """The way into that archive or message."""
    refusal: Refusal | None = None

    @property
    def path(self) -> Path | Remote:
        """The same, to be opened."""
        return Path(self.place) if isinstance(self.place, str) else self.place

    def data(self) -> bytes:
        """Its bytes, read now. Raises `UnreadableSource`."""
        if self.refusal:
            raise UnreadableSource(*self.refusal)
        return content(self.place, self.steps)

    def head(self, size: int) -> bytes | None:
        """Its first bytes; None where they are not cheaply had, or not at all, which `data` tells."""
        if self.refusal or isinstance(self.place, Remote):
            return None
        try:
            with open(self.place, "rb", buffering=0) as file:  # noqa: PTH123 - a `Path` would be made for that
                match self.steps:
                    case ():
                        return file.read(size)
                    case (Zipped() as member,):
                        return _beginning(file, member, size)
                    case _:
                        return None
        except (OSError, UnreadableSource):
            return None

    def digest(self) -> str:
        """SHA-256 for a source whose bytes `data` does not give.

        It is the file's, or where that cannot be had, its name's, so that two such sources are not taken for one.
        """
        path = self.path
        if not self.steps and isinstance(path, Path) and path.is_file():
            try:
                with path.open("rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest()
            except OSError:
                pass  # told already: it is why there are no bytes
        return hashlib.sha256(self.name.encode()).hexdigest()


def content(place: str | Remote, steps: tuple[Step, ...]) -> bytes:
    """The bytes at the end of this way. Raises `UnreadableSource`."""
    if not steps:
        return _fetched(place) if isinstance(place, Remote) else _file(place)
    *outer, last = steps
    if isinstance(last, Attached):
        return attached(place, tuple(outer))[last.number].data
    if outer or isinstance(place, Remote):
        return _inflated(io.BytesIO(_held(place, tuple(outer), _stamp(place))), last)
    try:
        with open(place, "rb") as file:  # noqa: PTH123 - a `Path` would be made for that
            return _inflated(file, last)
    except OSError as problem:
        raise _refused(problem) from problem


def attached(place: str | Remote, steps: tuple[Step, ...]) -> list[Attachment]:
    """The attachments of the message at the end of this way. Raises `UnreadableSource`."""
    return _attached(place, steps, _stamp(place))


def _stamp(place: str | Remote) -> int:
    """When the file was last changed, so that nothing is kept of a file that is no longer the same."""
    if isinstance(place, Remote):
        return place.listed
    try:
        return os.stat(place).st_mtime_ns  # noqa: PTH116 - as above
    except OSError as problem:
        raise _refused(problem) from problem


# The fiches of one archive or message are read one after the other: the last one is kept, so that it is unpacked once.
@lru_cache(maxsize=1)
def _held(place: str | Remote, steps: tuple[Step, ...], _stamp: int) -> bytes:
    return content(place, steps)


@lru_cache(maxsize=4)  # as deep as messages are attached to messages
def _attached(place: str | Remote, steps: tuple[Step, ...], _stamp: int) -> list[Attachment]:
    from ficheparse.ingest.mail import attachments  # noqa: PLC0415 - few batches have mail, and its library is slow

    try:
        found = attachments(content(place, steps))
    except RecursionError as problem:
        raise UnreadableSource("too-large", "the message is nested too deep") from problem
    if found is None:
        raise UnreadableSource("unreadable", "the file is no mail message in spite of its name")
    return found


def _fetched(place: Remote) -> bytes:
    try:
        data = place.data(MOST_BYTES)
    except (FileNotFoundError, PermissionError) as problem:
        raise _refused(problem) from problem
    except OSError as problem:
        raise UnreadableSource("unreadable", "the file cannot be fetched from its address") from problem
    if data is None:
        raise UnreadableSource("too-large", "the file is of more than 512 MB")
    return data


def _file(place: str) -> bytes:
    try:
        with open(place, "rb", buffering=0) as file:  # noqa: PTH123 - as above
            size = os.fstat(file.fileno()).st_size
            if size > MOST_BYTES:
                raise UnreadableSource("too-large", "the file is of more than 512 MB")
            data = b"".join(_pieces(file, size))
    except OSError as problem:
        raise _refused(problem) from problem
    if len(data) > MOST_BYTES:
        raise UnreadableSource("too-large", "the file is of more than 512 MB")
    return data


def _pieces(file: io.FileIO, size: int) -> Iterator[bytes]:
    """The whole of it, up to one piece past the limit; the size told is a pipe's or a growing file's first only."""
    read = 0
    while read <= MOST_BYTES and (piece := file.read(_PIECE if read else size + 1)):
        read += len(piece)
        yield piece


def _refused(problem: OSError) -> UnreadableSource:
    """What the system answers, in our words: its own hold a path of the machine."""
    if isinstance(problem, PermissionError) or problem.errno == errno.EISDIR:
        return UnreadableSource("unreadable", "the file may not be opened")
    if isinstance(problem, FileNotFoundError):
        return UnreadableSource("unreadable", "the file is no longer there")
    return UnreadableSource("unreadable", "the file cannot be read from the disk")


_LOCAL_HEADER = b"PK\x03\x04"


def _inflated(archive: IO[bytes], member: Zipped) -> bytes:
    """At most one byte more than the member declared, so that a size that lies is found out and costs nothing."""
    data = _unpacked(_packed(archive, member, member.packed), member, member.size + 1)
    if len(data) == member.size and zlib.crc32(data) == member.crc:
        return data
    raise _damaged()


def _beginning(archive: IO[bytes], member: Zipped, size: int) -> bytes:
    return _unpacked(_packed(archive, member, min(size, member.packed)), member, size)


def _packed(archive: IO[bytes], member: Zipped, size: int) -> bytes:
    """The first bytes of a member, as they stand in the archive."""
    if member.offset < 0:  # as its directory has it
        raise _damaged()
    archive.seek(member.offset)
    header = archive.read(30)
    if len(header) < 30 or not header.startswith(_LOCAL_HEADER):
        raise _damaged()
    archive.seek(int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little"), io.SEEK_CUR)
    return archive.read(size)


def _unpacked(packed: bytes, member: Zipped, most: int) -> bytes:
    if not member.deflated:
        return packed
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    except zlib.error as problem:
        raise _damaged() from problem


def _damaged() -> UnreadableSource:
    return UnreadableSource("unreadable", "the archive is damaged where this file stands")
