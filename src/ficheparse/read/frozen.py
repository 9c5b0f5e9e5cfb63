"""Fields that a converter would work out anew, frozen as the file has them.

The document's text holds the results of its fields (contract, section 2). LibreOffice works some out again when it
opens a file: a date would become to-day's, a file name a path of this machine. So they are made plain text before
(OpenDocument), or named as nothing that it knows, whereupon it shows the result that is there (rich text, Word).
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from ficheparse.read.package import Package, parse_xml
from ficheparse.read.sniff import Kind

_WORKED_OUT = (
    b"CREATEDATE|SAVEDATE|PRINTDATE|DATE|TIME|EDITTIME|FILENAME|FILESIZE|TEMPLATE|AUTHOR|LASTSAVEDBY|USERNAME|"
    b"USERINITIALS|USERADDRESS|TITLE|SUBJECT|KEYWORDS|COMMENTS|DOCPROPERTY|INFO|NUMWORDS|NUMCHARS|REVNUM|"
    b"INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|DATABASE|LINK|DDE|DDEAUTO|REF|NOTEREF|SEQ"
)
"""Word's names of fields (ECMA-376, 17.16.5) whose results depend on when, where and by whom a file is opened, or on
other places in it. Numbers of pages are not among them: they are no text."""
_RICH_TEXT = re.compile(
    rb"(\\fldinst\b(?:[\s{}]|\\(?!fldinst\b)[a-z]+-?\d*)*+)(?:" + _WORKED_OUT + rb")\b", re.IGNORECASE
)
_WORD_XML = re.compile(rb"((?:<w:instrText[^<>]*>|w:instr=[\"'])\s*)(?:" + _WORKED_OUT + rb")\b", re.IGNORECASE)
_UNKNOWN_NAME = rb"\1ASWRITTEN"

_ODF_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_ODF_FIELDS = tuple(
    _ODF_TEXT + name
    for name in (
        "date time creation-date creation-time modification-date modification-time print-date print-time "
        "editing-duration editing-cycles file-name template-name author-name author-initials initial-creator creator "
        "printed-by title subject keywords description user-defined paragraph-count word-count "
        "character-count table-count image-count object-count chapter sheet-name variable-get variable-set "
        "variable-input user-field-get user-field-input expression text-input conditional-text database-display "
        "dde-connection sender-firstname sender-lastname sender-initials sender-title sender-position sender-email "
        "sender-phone-private sender-fax sender-company sender-phone-work sender-street sender-city sender-postal-code "
        "sender-country sender-state-or-province"
    ).split()
)
"""OpenDocument's fields (OpenDocument 1.2 part 1, section 7) whose text in the file is what was seen."""

_FIB_TABLE_FLAG, _FIB_FIRST_PAIR = 0x0200, 0x9A
_FIELD_TABLES = (16, 17, 18, 19, 48, 57, 59)
"""Of the pairs of place and length in a Word 97 file's header, those of the fields in its text, headers, foot- and
endnotes, comments and text boxes (MS-DOC 2.5.6)."""
_FIELD_BEGINS = 0x13
_SHOWN_AS_IT_IS = 47
"""A type (GLOSSARY) of whose fields LibreOffice shows the result, as of few others: 1, the unknown one, shows none."""
_WORKED_OUT_TYPES = frozenset([3, 12, *range(14, 26), *range(27, 33), 36, 45, 46, 55, 56, 67, 68, 72, 78])
"""The same fields by Word's numbers: REF, SEQ, INFO to TIME but NUMPAGES, INCLUDE, DDE, DDEAUTO, IMPORT, LINK,
INCLUDEPICTURE, INCLUDETEXT, NOTEREF, DATABASE (MS-DOC 2.9.90)."""


def frozen(data: bytes, kind: Kind) -> bytes:
    """The file with the results of its fields as they are."""
    match kind:
        case "rtf":
            return _RICH_TEXT.sub(_UNKNOWN_NAME, data)
        case "word-xml":
            return _WORD_XML.sub(_UNKNOWN_NAME, data)
        case "odt":
            return _open_document(data)
        case "doc":
            return _compound(data)
        case "word":
            return data


def _open_document(data: bytes) -> bytes:
    package = Package(data)  # within the limits of every package
    changed: dict[str, bytes] = {}
    for name in ("content.xml", "styles.xml"):
        if name in package:
            root = parse_xml(package.part(name), name)
            fields = list(root.iter(*_ODF_FIELDS))
            if fields:
                etree.strip_tags(root, *_ODF_FIELDS)
                changed[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    if not changed:
        return data
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(copy, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, changed.get(entry.filename) or package.part(entry.filename))
    return copy.getvalue()


def _compound(data: bytes) -> bytes:
    """A Word 97-2003 file; one that its own tables do not hold together is left to the converter to judge."""
    import olefile  # noqa: PLC0415 - only the few old files need it

    try:
        file = io.BytesIO(data)
        with olefile.OleFileIO(file, write_mode=True) as compound:
            header = compound.openstream("WordDocument").read()
            table = "1Table" if int.from_bytes(header[10:12], "little") & _FIB_TABLE_FLAG else "0Table"
            stream = bytearray(compound.openstream(table).read())
            places = [place for number in _FIELD_TABLES for place in _field_types(header, stream, number)]
            if not places:
                return data
            for place in places:
                stream[place] = _SHOWN_AS_IT_IS
            compound.write_stream(table, bytes(stream))
        return file.getvalue()
    except (OSError, ValueError, IndexError, AttributeError, TypeError):
        return data


def _field_types(header: bytes, table: bytearray, number: int) -> list[int]:
    """Where, in the table stream, the types of fields stand that would be worked out anew (MS-DOC 2.8.25)."""
    pair = _FIB_FIRST_PAIR + 8 * number
    start, length = (int.from_bytes(header[at : at + 4], "little") for at in (pair, pair + 4))
    if length < 10 or start + length > len(table):
        return []
    count = (length - 4) // 6
    marks = range(start + 4 * (count + 1), start + 4 * (count + 1) + 2 * count, 2)
    return [mark + 1 for mark in marks if table[mark] & 0x1F == _FIELD_BEGINS and table[mark + 1] in _WORKED_OUT_TYPES]
