"""Pictures by what their bytes are; whatever is not one of the exported kinds is refused (contract, section 7)."""

from __future__ import annotations

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
    (b"\xd7\xcd\xc6\x9a", "wmf"),
    (b"\x01\x00\x09\x00\x00\x03", "wmf"),
)


def kind_of(data: bytes) -> str | None:
    """The file extension of the picture, None where it is not of an exported kind.

    >>> kind_of(b"GIF89a..."), kind_of(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    ('gif', None)
    """
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[:4] == b"\x01\x00\x00\x00" and data[40:44] == b" EMF":
        return "emf"
    # A bitmap's header tells its own size, which keeps a text that begins with BM from passing as one.
    if data[:2] == b"BM" and len(data) >= 26 and int.from_bytes(data[2:6], "little") in (0, len(data)):
        return "bmp"
    return None


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
