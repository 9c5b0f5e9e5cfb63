"""Pictures by what their bytes are; whatever is not one of the exported kinds is refused (contract, section 7).

A picture is one whose header tells its size: a signature alone, or one with a page of script after it, is none. What
follows the header is not looked at, for it takes a decoder to judge it, and whoever shows the picture has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from ficheparse.document import Picture, Where
from ficheparse.read.package import Package, Relationship

_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00\x00\x03", "wmf"),
)


def kind_of(data: bytes) -> str | None:
    r"""The file extension of the picture, None where it is not of an exported kind.

    >>> kind_of(b"GIF89a\x20\x00\x10\x00\x00\x00\x00"), kind_of(b"GIF89a"), kind_of(b"<svg/>")
    ('gif', None, None)
    """
    kind = next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), None)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        kind = "webp"
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        kind = "emf"
    return kind if kind and _HEADERS[kind](data) else None


def _little(data: bytes, start: int, end: int) -> int:
    return int.from_bytes(data[start:end], "little")


def _big(data: bytes, start: int, end: int) -> int:
    return int.from_bytes(data[start:end], "big")


# Whether a header is whole and tells a width and a height that are not nothing. Past the end of the bytes stands 0.


def _png(data: bytes) -> bool:
    return data[12:16] == b"IHDR" and len(data) >= 24 and bool(_big(data, 16, 20) and _big(data, 20, 24))


_NO_FILLER = re.compile(rb"[^\xff]", re.DOTALL)
_MOST_MARKERS = 10_000
"""More than any camera writes before the picture itself: a file of markers alone would cost seconds."""
_ALONE = frozenset([0x00, 0x01, *range(0xD0, 0xD8)])
"""Markers that head no segment."""
_BEYOND = (0xD9, 0xDA)
"""The end, or the picture itself."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(data: bytes) -> bool:
    """Whether a frame is told before the picture itself begins."""
    place = 2
    for _ in range(_MOST_MARKERS):
        begins = data.find(b"\xff", place)
        found = _NO_FILLER.search(data, begins) if begins >= 0 else None
        if found is None or (marker := found[0][0]) in _BEYOND:
            return False
        place = found.end()
        if marker in _FRAMES:
            # The height may be told after the picture; the width may not.
            return len(data) >= place + 7 and _big(data, place + 5, place + 7) > 0
        if marker not in _ALONE:
            place += max(_big(data, place, place + 2), 2)
    return False


def _gif(data: bytes) -> bool:
    return len(data) >= 13 and bool(_little(data, 6, 8) and _little(data, 8, 10))


def _webp(data: bytes) -> bool:
    chunk = data[12:16]
    if chunk == b"VP8 ":
        return (
            len(data) >= 30
            and data[23:26] == b"\x9d\x01\x2a"
            and bool(_little(data, 26, 28) & 0x3FFF and _little(data, 28, 30) & 0x3FFF)
        )
    if chunk == b"VP8L":
        return data[20:21] == b"\x2f" and len(data) >= 25
    return chunk == b"VP8X" and len(data) >= 30


def _bmp(data: bytes) -> bool:
    # The header tells the file's own size too, which keeps a text that begins with BM from passing as one.
    if len(data) < 26 or _little(data, 2, 6) not in (0, len(data)):
        return False
    first = _little(data, 14, 18)
    if first == 12:
        return bool(_little(data, 18, 20) and _little(data, 20, 22))
    return 16 <= first <= 124 and bool(_little(data, 18, 22) and _little(data, 22, 26))


def _tiff(data: bytes) -> bool:
    """Whether the first directory, wherever it stands, is there and holds something."""
    order = _little if data[:2] == b"II" else _big
    start = order(data, 4, 8)
    entries = order(data, start, start + 2)
    return start >= 8 and entries > 0 and start + 2 + 12 * entries <= len(data)


_HEADERS: dict[str, Callable[[bytes], bool]] = {
    "png": _png,
    "jpeg": _jpeg,
    "gif": _gif,
    "webp": _webp,
    "bmp": _bmp,
    "tiff": _tiff,
    "emf": lambda data: len(data) >= 88,
    "wmf": lambda data: len(data) >= 18,
}


def picture(package: Package, relationship: Relationship | None, where: Where) -> Picture:
    """The picture that a relationship leads to; refused where it is outside, missing, or not of an exported kind."""
    if relationship is None:
        return Picture(b"", None, "", where)
    name = PurePosixPath(relationship.target).name
    if relationship.external or relationship.target not in package:
        return Picture(b"", None, name, where)
    data = package.part(relationship.target)
    kind = kind_of(data)
    return Picture(data if kind else b"", kind, name, where)
