"""From a file's bytes to what it shows. The only place that knows of zip, XML and converters."""

from __future__ import annotations

from ficheparse.document import Document
from ficheparse.read.errors import UnreadableDocument
from ficheparse.read.package import Package
from ficheparse.read.sniff import refuse_other_formats
from ficheparse.read.word import read_word

__all__ = ["UnreadableDocument", "read"]


def read(data: bytes, name: str) -> Document:
    """The document that these bytes are; `name` is the file's name, of which only the ending is looked at.

    Raises `UnreadableDocument` where they are none that can be read, saying why.
    """
    refuse_other_formats(data, name)
    try:
        return read_word(Package(data))
    except UnreadableDocument as problem:
        if problem.code == "unreadable" and name.lower().endswith(_OTHER_OFFICE_NAMES):
            raise UnreadableDocument("unsupported-format", "the file is no Word document") from problem
        raise


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
