"""From a file's bytes to what it shows. The only place that knows of zip, XML and converters."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ficheparse.read.errors import UnreadableDocument
from ficheparse.read.sniff import HEAD, OTHER_NAMES, Kind, may_need_converter, sniff

if TYPE_CHECKING:
    from ficheparse.document import Document
    from ficheparse.read.libreoffice import Converter

__all__ = [
    "HEAD",
    "OTHER_NAMES",
    "Kind",
    "Prepared",
    "UnreadableDocument",
    "converter",
    "may_need_converter",
    "prepare",
    "read",
    "read_converted",
    "told_format",
]


class Prepared(NamedTuple):
    """A file that is no Word package, as a converter is to be handed it."""

    kind: Kind
    data: bytes


def prepare(data: bytes, name: str) -> Prepared | None:
    """What a converter is to make a Word package of; None where the file looks like one.

    Of the file's name only the ending is looked at. Raises `UnreadableDocument` where the bytes are none that can be
    read, saying why.
    """
    kind = sniff(data, name)
    if kind == "word":
        return None
    from ficheparse.read.frozen import frozen  # noqa: PLC0415 - few files need it

    return Prepared(kind, frozen(data, kind))


def read(data: bytes, name: str) -> Document:
    """The document that a Word package holds. Raises `UnreadableDocument` where the bytes are none, saying why."""
    if sniff(data, name) != "word":
        raise UnreadableDocument("unsupported-format", "the file is no Word document")
    try:
        return _read(data)
    except UnreadableDocument as problem:
        if problem.code == "unreadable" and name.lower().endswith(_OTHER_OFFICE_NAMES):
            raise UnreadableDocument("unsupported-format", "the file is no Word document") from problem
        raise


def converter() -> Converter:
    """A converter for the files of other formats of one batch, to be closed after it."""
    from ficheparse.read.libreoffice import Converter  # noqa: PLC0415 - few batches need it

    return Converter()


def read_converted(package: bytes, kind: Kind) -> Document:
    """The document that a converter made of a file of this kind, told as what the file was.

    Raises `UnreadableDocument`.
    """
    try:
        document = _read(package)
    except UnreadableDocument as problem:
        raise UnreadableDocument(
            problem.code, problem.reason, where=problem.where, file_format=told_format(kind)
        ) from problem
    document.format = told_format(kind)
    return document


def _read(package: bytes) -> Document:
    from ficheparse.read.package import Package  # noqa: PLC0415 - to know a file by its first bytes needs neither
    from ficheparse.read.word import read_word  # noqa: PLC0415

    return read_word(Package(package))


def told_format(kind: Kind) -> str:
    """What a file of this kind is called in its record's `source`."""
    return "doc" if kind == "word-xml" else kind


_OTHER_OFFICE_NAMES = (
    ".pptx",
    ".pptm",
    ".ppsx",
    ".potx",
    ".xlsx",
    ".xlsm",
    ".xltx",
    ".xlsb",
    ".vsdx",
    ".zip",
    ".epub",
    ".pages",
)
