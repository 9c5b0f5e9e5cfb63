"""From a file's bytes to what it shows. The only place that knows of zip, XML and converters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ficheparse.document import Document
from ficheparse.read.errors import UnreadableDocument
from ficheparse.read.package import Package
from ficheparse.read.sniff import HEAD, Kind, may_need_converter, sniff
from ficheparse.read.word import read_word

if TYPE_CHECKING:
    from ficheparse.read.libreoffice import Converter

__all__ = ["HEAD", "UnreadableDocument", "converter", "may_need_converter", "read", "stage"]


def read(data: bytes, name: str, office: Converter | None = None) -> Document:
    """The document that these bytes are; `name` is the file's name, of which only the ending is looked at.

    What is no Word package goes through a converter: the batch's own, or one started for this file alone. Raises
    `UnreadableDocument` where the bytes are none that can be read, saying why.
    """
    kind = sniff(data, name)
    if kind != "word":
        return _converted(data, kind, office)
    try:
        return read_word(Package(data))
    except UnreadableDocument as problem:
        if problem.code == "unreadable" and name.lower().endswith(_OTHER_OFFICE_NAMES):
            raise UnreadableDocument("unsupported-format", "the file is no Word document") from problem
        raise


def converter() -> Converter:
    """A converter for the files of other formats of one batch, to be closed after it."""
    from ficheparse.read.libreoffice import Converter  # noqa: PLC0415 - few batches need it

    return Converter()


def stage(data: bytes, name: str, office: Converter) -> None:
    """Put a file that is no Word package before the batch's converter; why one cannot be read is told by `read`."""
    try:
        kind = sniff(data, name)
        if kind != "word":
            office.stage(data, kind)
    except UnreadableDocument:
        pass


def _converted(data: bytes, kind: Kind, office: Converter | None) -> Document:
    """The document that the converter makes of the file, told as what the file was."""
    if office is None:
        with converter() as own:
            return _converted(data, kind, own)
    was = "doc" if kind == "word-xml" else kind
    try:
        document = read_word(Package(office.converted(data, kind)))
    except UnreadableDocument as problem:
        raise UnreadableDocument(problem.code, problem.reason, where=problem.where, file_format=was) from problem
    document.format = was
    return document


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
