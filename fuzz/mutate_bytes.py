"""Mutations of bytes, whatever they mean."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytearray], None]

_PIECES = (
    *(b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    *(
        b"{\\rtf1",
        b"{\\*\\fldinst DATE}",
        b"\\fldinst{" + b"{" * 50,
        b"\\bin99999999 ",
        b"<?xml",
        b"<!DOCTYPE",
        b"<![CDATA[",
    ),
    *(
        b"mimetypeapplication/vnd.oasis.opendocument.text",
        b"http://schemas.microsoft.com/office/word/2003",
        b"\xdb\xa5",
    ),
    *(
        b"\x00",
        b"\x00" * 64,
        b"\xff" * 64,
        b"\xff\xff\xff\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\r\n\r\n",
        b"\r\n--",
        b"=?",
    ),
)


def _bits(rng: Random, data: bytearray) -> None:
    for _ in range(rng.choice((1, 1, 2, 8, 40))):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _number(rng: Random, data: bytearray) -> None:
    """Two or four bytes are a number at the end of its range."""
    at = rng.randrange(len(data))
    number = rng.choice(
        (b"\x00\x00", b"\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x01")
    )
    data[at : at + len(number)] = number


def _chunk(rng: Random, data: bytearray) -> slice:
    start = rng.randrange(len(data))
    return slice(start, start + rng.choice((1, 4, 16, 100, 1000)))


def _removed(rng: Random, data: bytearray) -> None:
    del data[_chunk(rng, data)]


def _repeated(rng: Random, data: bytearray) -> None:
    chunk = data[_chunk(rng, data)]
    at = rng.randrange(len(data))
    data[at:at] = chunk * rng.choice((1, 1, 2, 10))


def _inserted(rng: Random, data: bytearray) -> None:
    at = rng.choice((0, rng.randrange(len(data)), len(data)))
    data[at:at] = rng.choice((*_PIECES, rng.randbytes(20)))


def _emptied(rng: Random, data: bytearray) -> None:
    chunk = _chunk(rng, data)
    data[chunk] = bytes(len(data[chunk]))


def _cut(rng: Random, data: bytearray) -> None:
    del data[rng.choice((rng.randrange(len(data)), max(0, len(data) - rng.randrange(64)))) :]


def _beheaded(rng: Random, data: bytearray) -> None:
    del data[: rng.choice((1, 4, 30, rng.randrange(len(data))))]


MUTATIONS: dict[str, Mutation] = {
    "bits": _bits,
    "number": _number,
    "bytes removed": _removed,
    "bytes repeated": _repeated,
    "bytes inserted": _inserted,
    "bytes emptied": _emptied,
    "end cut": _cut,
    "beginning cut": _beheaded,
}


def mutate(rng: Random, data: bytearray) -> str | None:
    """Change the bytes once; the name of the mutation, None where there are none left."""
    if not data:
        return None
    name = rng.choice(list(MUTATIONS))
    MUTATIONS[name](rng, data)
    return name
