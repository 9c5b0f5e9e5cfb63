"""What a file is by its bytes, whatever its name (contract, section 7)."""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import Literal

from ficheparse.read.errors import BlockingCode, UnreadableDocument
from ficheparse.read.package import Package

Kind = Literal["word", "doc", "word-xml", "odt", "rtf"]
"""What is read: a Word package as it is, the others by a converter. `word-xml` is Word 2003's XML, in one file."""

HEAD = 1024
"""Bytes of a file that `may_need_converter` looks at."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_2 = (b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
OTHER_NAMES = (".doc", ".dot", ".odt", ".ott", ".rtf")
"""Endings of the names of files that a converter reads."""
_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm", *OTHER_NAMES)
_MANIFEST = "META-INF/manifest.xml"
_OLE_WORD_ENCRYPTED = 0x0100


def may_need_converter(head: bytes) -> bool:
    """Whether a file that begins so is perhaps none that is read as it is; `sniff` decides by the whole of it."""
    if head.startswith(_ZIP):
        return _OPEN_DOCUMENT in head[:200]
    return head.startswith(_OLE) or _other_text(head) is not None or head[:2] in _WORD_2


def sniff(data: bytes, name: str) -> Kind:
    """What these bytes are; raises `UnreadableDocument` where they are nothing that is read, saying what they are."""
    if not data:
        raise UnreadableDocument("unreadable", "the file is empty")
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith(_ZIP):
        return _open_document(data, suffix) if _OPEN_DOCUMENT in data[:200] else "word"
    if data.startswith(_OLE):
        return _compound_file(data, suffix)
    if text := _other_text(data[:HEAD]):
        return text
    if data[:2] in _WORD_2:
        return "doc"
    if suffix in _WORD_NAMES:
        raise UnreadableDocument("unreadable", "the file is damaged, or is no Word document in spite of its name")
    raise UnreadableDocument("unsupported-format", "the file is no Word document")


def _other_text(head: bytes) -> Kind | None:
    """Rich text, or Word's XML in one file."""
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "rtf"
    xml = head.startswith(b"<?xml") and (
        b"schemas.microsoft.com/office/word/2003" in head or b"2006/xmlPackage" in head
    )
    return "word-xml" if xml else None


def _open_document(data: bytes, suffix: str) -> Kind:
    """An ODT is a zip too; its first entry names its type (OpenDocument 1.2 part 3, section 3.3)."""
    package = Package(data)
    if _MANIFEST in package and b"encryption-data" in package.part(_MANIFEST):
        raise UnreadableDocument("encrypted", "the OpenDocument file needs a password", file_format="odt")
    if _OPEN_DOCUMENT + b".text" not in data[:200]:
        code: BlockingCode = "unreadable" if suffix in _WORD_NAMES else "unsupported-format"
        raise UnreadableDocument(code, "the file is an OpenDocument file, but no text document")
    return "odt"


def _compound_file(data: bytes, suffix: str) -> Kind:
    """An OLE compound file: an encrypted package, a Word 97-2003 document, or something else (MS-CFB, MS-DOC 2.5.1)."""
    import olefile  # noqa: PLC0415 - only the few old or encrypted files need it

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            streams = {"/".join(path).lower() for path in compound.listdir()}
            if "encryptedpackage" in streams or "encryptioninfo" in streams:
                raise UnreadableDocument("encrypted", "the file needs a password")
            if "worddocument" in streams:
                flags = int.from_bytes(compound.openstream("WordDocument").read(12)[10:12], "little")
                if flags & _OLE_WORD_ENCRYPTED:
                    raise UnreadableDocument("encrypted", "the file needs a password", file_format="doc")
                return "doc"
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as problem:
        # olefile answers damage with whatever its parsing runs into
        raise UnreadableDocument("unreadable", "the file is damaged") from problem
    if suffix in _WORD_NAMES:
        raise UnreadableDocument("unreadable", "the file is no Word document in spite of its name")
    raise UnreadableDocument("unsupported-format", "the file is no Word document")
