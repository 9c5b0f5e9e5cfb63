"""Mutations of a package: of the zip that it is, and of its parts."""

from __future__ import annotations

import copy
import zlib
from collections.abc import Callable
from random import Random

import mutate_parts
from zips import ENCRYPTED, SIZES_FOLLOW, STRONG, UNKNOWN, UTF8, Entry, Field, Header, Zip, deflated, local

Mutation = Callable[[Random, Zip], bool]
"""Changes the zip; tells whether it did."""


def _drop(rng: Random, archive: Zip) -> bool:
    archive.entries.remove(rng.choice(archive.entries))
    return True


def _twice(rng: Random, archive: Zip) -> bool:
    """An entry is there twice, the second one perhaps in another case or with other bytes."""
    entry = copy.deepcopy(rng.choice(archive.entries))
    if rng.random() < 0.5:
        entry.name = entry.name.swapcase()
    if rng.random() < 0.5:
        entry.data = rng.choice(archive.entries).data
    archive.entries.insert(rng.randint(0, len(archive.entries)), entry)
    return True


def _other_case(rng: Random, archive: Zip) -> bool:
    entry = rng.choice(archive.entries)
    entry.name = rng.choice((entry.name.upper(), entry.name.swapcase(), entry.name.title()))
    return True


def _other_name(rng: Random, archive: Zip) -> bool:
    """Names that lead out of a folder, that hide, or that are none."""
    entry = rng.choice(archive.entries)
    names = (b"../" + entry.name, b"/" + entry.name, b"C:\\" + entry.name, entry.name.replace(b"/", b"\\"), b"")
    more = (
        entry.name + b"\x00.png",
        b"\x00",
        b"word//" + entry.name,
        b"./" + entry.name,
        entry.name + b"/",
        b"\xff\xfe",
    )
    entry.name = rng.choice((*names, *more, b"a/" * 400 + entry.name, rng.choice(archive.entries).name))
    return True


def _local_name(rng: Random, archive: Zip) -> bool:
    entry = rng.choice(archive.entries)
    entry.local_name = rng.choice((b"", entry.name.upper(), rng.choice(archive.entries).name, b"x" * 300))
    return True


def _order(rng: Random, archive: Zip) -> bool:
    rng.shuffle(archive.entries)
    return True


def _stored(rng: Random, archive: Zip) -> bool:
    for entry in archive.entries:
        entry.stored = rng.random() < 0.7
    return True


def _sizes_follow(rng: Random, archive: Zip) -> bool:
    for entry in archive.entries:
        entry.follows = rng.random() < 0.7
    return True


def _zip64(rng: Random, archive: Zip) -> bool:
    entry = rng.choice(archive.entries)
    entry.zip64 = True
    if rng.random() < 0.3:
        entry.lies["directory", "size"] = len(entry.data)
    return True


_SIDES: tuple[tuple[Header, ...], ...] = (("local",), ("directory",), ("local", "directory"))


def _lie(*names: Field) -> Mutation:
    def mutation(rng: Random, archive: Zip) -> bool:
        entry = rng.choice(archive.entries)
        size = len(entry.data)
        numbers = (0, 1, size - 1, size + 1, size * 2, size + 10_000_000, 0x10000001, 0x7FFFFFFF, 0xFFFFFFFE, UNKNOWN)
        for header in rng.choice(_SIDES):
            entry.lies[header, rng.choice(names)] = max(0, rng.choice(numbers))
        return True

    return mutation


def _flags(rng: Random, archive: Zip) -> bool:
    """Encrypted, it says, or with the flags of other features."""
    flags = rng.choice((ENCRYPTED, ENCRYPTED | STRONG, UTF8, SIZES_FOLLOW, 0x20, 0x2000, 0xFFFF))
    for entry in archive.entries if rng.random() < 0.5 else [rng.choice(archive.entries)]:
        for header in rng.choice(_SIDES):
            entry.lies[header, "flags"] = flags
    return True


def _method(rng: Random, archive: Zip) -> bool:
    entry = rng.choice(archive.entries)
    entry.lies["directory", "method"] = method = rng.choice((0, 1, 8, 9, 12, 14, 93, 95, 99, 65535))
    if rng.random() < 0.5:
        entry.lies["local", "method"] = method
    return True


def _overlap(rng: Random, archive: Zip) -> bool:
    """Two entries share their bytes."""
    entry, other = rng.choice(archive.entries), rng.choice(archive.entries)
    start = len(archive.before) + sum(map(len, (part for e in archive.entries for part in local(e))))
    entry.lies["directory", "offset"] = rng.choice((0, start, UNKNOWN, len(other.data)))
    return True


def _packed_damaged(rng: Random, archive: Zip) -> bool:
    entry = rng.choice(archive.entries)
    raw = bytearray(entry.data if entry.stored else deflated(entry.data))
    if raw:
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    entry.raw = bytes(raw[: rng.choice((len(raw), len(raw) // 2))])
    return True


def _bomb(rng: Random, archive: Zip) -> bool:
    """Much that packs well, of a true size or of one that lies."""
    entry = rng.choice(archive.entries)
    zeros = bytes(rng.choice((100_000, 1_000_000)))
    entry.raw, true = deflated(zeros), rng.random() < 0.5
    entry.stored = False
    for header in _SIDES[2]:
        entry.lies[header, "crc"] = zlib.crc32(zeros)
        entry.lies[header, "size"] = len(zeros) if true else 1000
    return True


def _many(rng: Random, archive: Zip) -> bool:
    folder = rng.choice((b"word/media/", b"x/", b"word/"))
    archive.entries += [Entry(folder + b"%d.xml" % number, b"", stored=True) for number in range(rng.choice((50, 300)))]
    if rng.random() < 0.05:
        archive.entries += [Entry(b"y/%d" % number, b"", stored=True) for number in range(10_001)]
    return True


def _around(rng: Random, archive: Zip) -> bool:
    """Bytes before the first entry, after the last, a directory that is elsewhere or tells another count."""
    match rng.randrange(4):
        case 0:
            archive.before = rng.choice(
                (b"MZ", b"PK\x03\x04", b"{\\rtf1", b"<?xml?>", bytes(100), b"PK\x05\x06" + bytes(18))
            )
        case 1:
            archive.comment = rng.choice((b"x", b"PK\x05\x06" + bytes(18), bytes(65535)))
        case 2:
            archive.count = rng.choice((0, 1, 65535, len(archive.entries) + 1))
        case _:
            archive.directory = rng.choice((0, 1, 10_000_000, UNKNOWN))
    return True


MUTATIONS: dict[str, Mutation] = {
    "part dropped": _drop,
    "part twice": _twice,
    "part's case": _other_case,
    "part's name": _other_name,
    "part's local name": _local_name,
    "parts' order": _order,
    "stored": _stored,
    "sizes follow": _sizes_follow,
    "zip64": _zip64,
    "size lies": _lie("size", "packed"),
    "checksum lies": _lie("crc"),
    "offset lies": _lie("offset"),
    "flags": _flags,
    "method": _method,
    "overlap": _overlap,
    "packed damaged": _packed_damaged,
    "bomb": _bomb,
    "many parts": _many,
    "around": _around,
    **mutate_parts.MUTATIONS,
}


def mutate(rng: Random, archive: Zip) -> str | None:
    """Change the zip once; the name of the mutation, None where it had nothing for it."""
    if not archive.entries:
        return None
    name = rng.choice(list(MUTATIONS))
    return name if MUTATIONS[name](rng, archive) else None
