"""What a file is by its bytes, whatever its name (contract, section 7)."""

from __future__ import annotations

import io
from pathlib import PurePosixPath

from ficheparse.read.errors import BlockingCode, UnreadableDocument
from ficheparse.read.package import Package

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_2 = (b"\xdb\xa5", b"\x9b\xa5", b"\x31\xbe")
_READ_BY_CONVERTER = {".doc": "doc", ".dot": "doc", ".odt": "odt", ".ott": "odt", ".rtf": "rtf"}
_WORD_NAMES = (".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf")
_MANIFEST = "META-INF/manifest.xml"
_OLE_WORD_ENCRYPTED = 0x0100


def refuse_other_formats(data: bytes, name: str) -> None:
    """Return where the bytes may be a Word package; raise `UnreadableDocument` saying what they are otherwise."""
    if not data:
        raise UnreadableDocument("unreadable", "the file is empty")
    suffix = PurePosixPath(name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        _refuse_open_document(data, suffix)
        return
    if data.startswith(_OLE):
        _refuse_compound_file(data, suffix)
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        raise UnreadableDocument("unsupported-format", "the file is a rich text document (RTF)", file_format="rtf")
    if data[:2] in _WORD_2 or _is_word_xml(head):
        raise UnreadableDocument("unsupported-format", "the file is of an old format of Word", file_format="doc")
    if suffix in _WORD_NAMES:
        raise UnreadableDocument("unreadable", "the file is damaged, or is no Word document in spite of its name")
    raise UnreadableDocument("unsupported-format", "the file is no Word document")


def _is_word_xml(head: bytes) -> bool:
    """Word 2003 XML, or a package written as one XML file."""
    return head.startswith(b"<?xml") and (
        b"schemas.microsoft.com/office/word/2003" in head or b"2006/xmlPackage" in head
    )


def _refuse_open_document(data: bytes, suffix: str) -> None:
    """An ODT is a zip too; its first entry names its type (OpenDocument 1.2 part 3, section 3.3)."""
    if b"mimetypeapplication/vnd.oasis.opendocument" not in data[:200]:
        return
    package = Package(data)
    if _MANIFEST in package and b"encryption-data" in package.part(_MANIFEST):
        raise UnreadableDocument("encrypted", "the OpenDocument file needs a password", file_format="odt")
    if b"mimetypeapplication/vnd.oasis.opendocument.text" not in data[:200]:
        code: BlockingCode = "unreadable" if suffix in _WORD_NAMES else "unsupported-format"
        raise UnreadableDocument(code, "the file is an OpenDocument file, but no text document")
    raise UnreadableDocument("unsupported-format", "the file is an OpenDocument text (ODT)", file_format="odt")


def _refuse_compound_file(data: bytes, suffix: str) -> None:
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
                raise UnreadableDocument(
                    "unsupported-format", "the file is a Word 97-2003 document (.doc)", file_format="doc"
                )
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as problem:
        # olefile answers damage with whatever its parsing runs into
        raise UnreadableDocument("unreadable", "the file is damaged") from problem
    if suffix in _WORD_NAMES:
        raise UnreadableDocument("unreadable", "the file is no Word document in spite of its name")
    raise UnreadableDocument("unsupported-format", "the file is no Word document")
