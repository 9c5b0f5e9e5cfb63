"""Zips written field by field (APPNOTE.TXT), so that one may lie of itself in each of them."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Field = Literal["flags", "method", "crc", "packed", "size", "offset"]
Header = Literal["local", "directory"]

_STORED, _DEFLATED = 0, 8
ENCRYPTED, SIZES_FOLLOW, STRONG, UTF8 = 0x1, 0x8, 0x40, 0x800
_MOMENT = 0x21  # 1 January 1980, so that the bytes are the same each time
UNKNOWN = 0xFFFFFFFF


@dataclass(slots=True)
class Entry:
    """One entry of a zip, and what it lies of itself."""

    name: bytes
    data: bytes
    stored: bool = False
    follows: bool = False
    """Its sizes follow it, in a data descriptor."""
    zip64: bool = False
    """Its sizes stand in an extra field."""
    raw: bytes | None = None
    """What stands in the place of its packed bytes."""
    local_name: bytes | None = None
    """Another name before the entry than in the directory."""
    lies: dict[tuple[Header, Field], int] = field(default_factory=dict)


@dataclass(slots=True)
class Zip:
    """A zip that is to be written, and what it lies of itself."""

    entries: list[Entry]
    before: bytes = b""
    comment: bytes = b""
    count: int | None = None
    directory: int | None = None
    """Where its directory is said to begin."""

    def find(self, name: bytes) -> Entry | None:
        """The first entry of this name."""
        return next((entry for entry in self.entries if entry.name == name), None)


def deflated(data: bytes) -> bytes:
    """The bytes as zips pack them; most parts are packed again and again."""
    return _kept(data) if len(data) < _SMALL else _packed(data)


_SMALL = 32_000


@lru_cache(maxsize=2000)
def _kept(data: bytes) -> bytes:
    return _packed(data)


def _packed(data: bytes) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def packed(archive: Zip) -> bytes:
    """The bytes of the zip."""
    written = bytearray(archive.before)
    directory = bytearray()
    for entry in archive.entries:
        offset = len(written)
        header, content = local(entry)
        written += header + content
        directory += _central(entry, offset, len(content) if not entry.follows else len(content) - 16)
    start = len(written) if archive.directory is None else archive.directory
    count = len(archive.entries) if archive.count is None else archive.count
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), start & UNKNOWN, 0
    )
    return bytes(written + directory + end[:-2] + struct.pack("<H", len(archive.comment)) + archive.comment)


def _values(entry: Entry, header: Header, packed_size: int, offset: int) -> dict[Field, int]:
    true: dict[Field, int] = {
        "flags": (SIZES_FOLLOW if entry.follows else 0) | (0 if entry.name.isascii() else UTF8),
        "method": _STORED if entry.stored else _DEFLATED,
        "crc": zlib.crc32(entry.data),
        "packed": packed_size,
        "size": len(entry.data),
        "offset": offset,
    }
    if header == "local" and entry.follows:
        true |= {"crc": 0, "packed": 0, "size": 0}
    if entry.zip64:
        true |= {"packed": UNKNOWN, "size": UNKNOWN}
    return true | {name: value for (where, name), value in entry.lies.items() if where == header}


def _extra(entry: Entry, packed_size: int) -> bytes:
    return struct.pack("<2H2Q", 1, 16, len(entry.data), packed_size) if entry.zip64 else b""


def local(entry: Entry) -> tuple[bytes, bytes]:
    """What stands before the entry, and the entry as packed."""
    content = entry.raw if entry.raw is not None else entry.data if entry.stored else deflated(entry.data)
    told = _values(entry, "local", len(content), 0)
    name, extra = entry.name if entry.local_name is None else entry.local_name, _extra(entry, len(content))
    header = struct.pack(
        "<4s5H3L2H",
        *(b"PK\x03\x04", 20, told["flags"] & 0xFFFF, told["method"] & 0xFFFF, 0, _MOMENT),
        *(told["crc"] & UNKNOWN, told["packed"] & UNKNOWN, told["size"] & UNKNOWN, len(name), len(extra)),
    )
    if entry.follows:
        content += struct.pack("<4s3L", b"PK\x07\x08", zlib.crc32(entry.data), len(content), len(entry.data))
    return header + name + extra, content


def _central(entry: Entry, offset: int, packed_size: int) -> bytes:
    told = _values(entry, "directory", packed_size, offset)
    extra = _extra(entry, packed_size)
    header = struct.pack(
        "<4s6H3L5H2L",
        *(b"PK\x01\x02", 20, 20, told["flags"] & 0xFFFF, told["method"] & 0xFFFF, 0, _MOMENT),
        *(told["crc"] & UNKNOWN, told["packed"] & UNKNOWN, told["size"] & UNKNOWN, len(entry.name), len(extra)),
        *(0, 0, 0, 0, told["offset"] & UNKNOWN),
    )
    return header + entry.name + extra
