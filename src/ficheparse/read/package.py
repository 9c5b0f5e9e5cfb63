"""The OPC package: parts, relationships and content types, within limits (ECMA-376 part 2; contract, section 7)."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, NoReturn, TypeVar, cast
from urllib.parse import unquote

from lxml import etree

from ficheparse.read.errors import UnreadableDocument
from ficheparse.read.names import STRICT_NAMESPACES

MOST_ENTRIES = 10_000
MOST_BYTES_IN_ALL = 512 * 1024 * 1024
MOST_BYTES_IN_A_PART = 256 * 1024 * 1024
MOST_DEPTH = 2_000

_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE_DOCUMENT = "/officeDocument"
_ENCRYPTED_FLAG, _SIZES_FOLLOW, _UTF8_FLAG = 0x1, 0x8, 0x800
_LOCAL_HEADER = struct.Struct("<4s14xLLHH")
"""Of a part's header: its signature, both its sizes, and how long its name and what follows it are."""
_PROLOG = 1024
"""Bytes of a part in which its document type would stand; a longer prolog is found when the part is read."""
_DOCTYPE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:(?:<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->)\s*+)*+<!DOCTYPE", re.DOTALL
)
_Made = TypeVar("_Made")
_MOST_ALIKE, _LARGEST_ALIKE, _BYTES_ALIKE = 512, 1024 * 1024, 8 * 1024 * 1024
"""Parts that are remembered, bytes of the largest and of all: the styles of python-docx's own template are 350 KB."""


class _Remembered:
    """What was made of parts that many packages have; where it comes to too much, the oldest is forgotten first."""

    def __init__(self) -> None:
        self._made: dict[tuple[Callable[[bytes], object], bytes, int], tuple[object, int]] = {}
        self._size = 0

    def of(self, make: Callable[[bytes], _Made], packed: bytes, entry: zipfile.ZipInfo) -> _Made | None:
        """What this function made of a part, known by its packed bytes and its check sum."""
        found = self._made.get((make, packed, entry.CRC))
        return cast(_Made, found[0]) if found else None

    def put(self, make: Callable[[bytes], object], packed: bytes, entry: zipfile.ZipInfo, made: object) -> None:
        """Remember it; its size is that of the part."""
        while self._made and (len(self._made) >= _MOST_ALIKE or self._size + entry.file_size > _BYTES_ALIKE):
            self._size -= self._made.pop(next(iter(self._made)))[1]
        self._made[make, packed, entry.CRC] = made, entry.file_size
        self._size += entry.file_size


_ALIKE = _Remembered()


class Relationship(NamedTuple):
    """Where a part points to: another part, or an address outside the document, which is never opened."""

    kind: str
    """Last segment of the relationship's type: `styles`, `image`, `hyperlink`."""
    target: str
    """A part's name, or the address."""
    external: bool


class Package:
    """A zip of parts, its directory checked before anything is inflated.

    Raises `UnreadableDocument` on every way in that the file does not hold what it promises.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
            raise UnreadableDocument(
                "unreadable", "the file is damaged: its table of contents cannot be read"
            ) from problem
        _check_sizes(entries)
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            name = entry.filename.replace("\\", "/").lower()
            if entry.flag_bits & _ENCRYPTED_FLAG:
                raise UnreadableDocument("encrypted", "a part of the file needs a password")
            if name in self._entries and not name.endswith("/"):
                raise UnreadableDocument("unreadable", "two parts of the file have one name", where=entry.filename)
            self._entries[name] = entry

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def part(self, name: str) -> bytes:
        """The bytes of the part of this name, whatever its case; KeyError where there is none."""
        entry = self._entries[name.lower()]
        data = _inflated(self._packed(entry), entry)
        if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
            raise UnreadableDocument(
                "unreadable", "a part of the file is damaged, or is not of the size that it tells", where=name
            )
        return data

    def markup(self, name: str) -> bytes:
        """The bytes of an XML part, in UTF-8 where it was in UTF-16."""
        data = self.part(name)
        return _as_utf8(data, name) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else data

    def _packed(self, entry: zipfile.ZipInfo) -> bytes:
        """An entry's bytes as they are in the file, which must say the same of it there as in the directory."""
        data = self._data
        start = entry.header_offset
        try:
            signature, packed, unpacked, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, start)
        except struct.error as problem:
            raise _damaged(entry) from problem
        start += _LOCAL_HEADER.size
        name = entry.orig_filename
        encoding = "ascii" if name.isascii() else "utf-8" if entry.flag_bits & _UTF8_FLAG else "cp437"
        if signature != b"PK\x03\x04" or data[start : start + name_length] != name.encode(encoding, "replace"):
            raise _damaged(entry)
        if (
            (packed != entry.compress_size or unpacked != entry.file_size)
            and not entry.flag_bits & _SIZES_FOLLOW
            and 0xFFFFFFFF not in (packed, unpacked)
        ):
            reason = "a part of the file is damaged, or is not of the size that it tells"
            raise UnreadableDocument("unreadable", reason, where=entry.filename)
        start += name_length + extra_length
        return data[start : start + entry.compress_size]

    def check_parts(self, main: str) -> None:
        """Refuse a part with a document type, or of two sizes, be it never read: by its first bytes and its header.

        The main part's document type is found when it is read, which is at once.
        """
        main = main.lower()
        for name, entry in self._entries.items():
            packed = self._packed(entry)
            if name.endswith((".xml", ".rels")) and name != main:
                deflated = entry.compress_type == zipfile.ZIP_DEFLATED
                try:
                    begins_with_doctype = _begins_with_doctype(packed[:_PROLOG], deflated)
                except zlib.error as problem:
                    raise _damaged(entry) from problem
                if begins_with_doctype:
                    _refuse_doctype(entry.filename)

    def alike(self, name: str, make: Callable[[bytes], _Made]) -> _Made:
        """What `make` makes of a part's bytes, once for all packages that have the same part.

        Fiches of one program have styles, lists of types and relationships alike, and they are read over and over. What
        is made is not to be changed.
        """
        entry = self._entries[name.lower()]
        if entry.file_size > _LARGEST_ALIKE:
            return make(self.markup(name))
        packed = self._packed(entry)
        if (made := _ALIKE.of(make, packed, entry)) is None:
            made = make(self.markup(name))
            _ALIKE.put(make, packed, entry, made)
        return made

    def xml(self, name: str) -> etree._Element:
        """The root of an XML part."""
        return parse_xml(self.part(name), name)

    @cached_property
    def _types(self) -> tuple[dict[str, str], dict[str, str]]:
        """Content types by extension, and by part."""
        if _CONTENT_TYPES not in self:
            raise UnreadableDocument("unreadable", "the file is no Office document: it has no list of content types")
        return self.alike(_CONTENT_TYPES, _content_types)

    def content_type(self, name: str) -> str:
        """The content type that the package gives the part, empty where it gives none."""
        defaults, overrides = self._types
        return overrides.get(name.lower()) or defaults.get(posixpath.splitext(name)[1][1:].lower(), "")

    def relationships(self, source: str) -> dict[str, Relationship]:
        """The relationships of a part by their id; of the package itself where the source is empty."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        return {
            own_id: Relationship(kind, target if external else self._resolved(folder, target), external)
            for own_id, kind, target, external in self.alike(rels, _relationships)
        }

    def _resolved(self, folder: str, target: str) -> str:
        name = _joined(folder, target)
        return name if name in self else unquote(name)

    def main_part(self) -> str:
        """The name of the part that the package exists for."""
        _ = self._types
        for relationship in self.relationships("").values():
            if relationship.kind == _OFFICE_DOCUMENT[1:] and not relationship.external:
                if relationship.target not in self:
                    raise UnreadableDocument("unreadable", "the file is damaged: the part with its text is missing")
                return relationship.target
        raise UnreadableDocument("unreadable", "the file is no Office document: nothing says which part holds its text")


def _content_types(data: bytes) -> tuple[dict[str, str], dict[str, str]]:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for entry in parse_xml(data, _CONTENT_TYPES):
        kind = entry.get("ContentType", "")
        if extension := entry.get("Extension"):
            defaults[extension.lower()] = kind
        elif name := entry.get("PartName"):
            overrides[name.lstrip("/").lower()] = kind
    return defaults, overrides


def _relationships(data: bytes) -> list[tuple[str, str, str, bool]]:
    """Of each its id, kind, target as written, and whether that is outside the package."""
    found: list[tuple[str, str, str, bool]] = []
    for entry in parse_xml(data, "_rels"):
        kind = entry.get("Type", "").rstrip("/")
        external = entry.get("TargetMode") == "External"
        found.append((entry.get("Id", ""), kind[kind.rfind("/") :].lstrip("/"), entry.get("Target", ""), external))
    return found


@lru_cache(maxsize=256)
def _joined(folder: str, target: str) -> str:
    """The name of the part that a target names, relative to a folder."""
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    """By the directory first; each part is held to what it declared when it is inflated."""
    if len(entries) > MOST_ENTRIES:
        raise UnreadableDocument("too-large", "the file has more than 10,000 parts")
    if any(entry.file_size > MOST_BYTES_IN_A_PART for entry in entries):
        raise UnreadableDocument("too-large", "a part of the file is of more than 256 MB")
    if sum(entry.file_size for entry in entries) > MOST_BYTES_IN_ALL:
        raise UnreadableDocument("too-large", "the file is of more than 512 MB when unpacked")


def _inflated(packed: bytes, entry: zipfile.ZipInfo) -> bytes:
    """At most one byte more than the part declared, so that a size that lies is found out and costs nothing."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return packed
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise UnreadableDocument(
            "unreadable", "a part of the file is packed in a way that Office does not use", where=entry.filename
        )
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, entry.file_size + 1)
    except zlib.error as problem:
        raise _damaged(entry) from problem


def parse_xml(data: bytes, name: str) -> etree._Element:
    """The root of an XML document that has no DOCTYPE, opens nothing and is not nested past the limit."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = _as_utf8(data, name)
    if _has_doctype(data):
        _refuse_doctype(name)
    if b"purl.oclc.org/ooxml" in data:
        for strict, transitional in STRICT_NAMESPACES:
            data = data.replace(strict, transitional)
    try:
        root = _parsed(data)
    except _TooDeepError as problem:
        raise UnreadableDocument("too-large", "elements are nested deeper than 2,000", where=name) from problem
    except etree.XMLSyntaxError as problem:
        if _code(problem) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from problem
        if _is_past_limits(problem):
            raise UnreadableDocument("too-large", "elements are nested deeper than 2,000", where=name) from problem
        raise UnreadableDocument("unreadable", "a part of the file is not well-formed XML", where=name) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse_doctype(name)
    return root


def _has_doctype(data: bytes) -> bool:
    """Whether a document type stands before the root element; the same words in a comment or in CDATA are text."""
    return b"<!DOCTYPE" in data and _DOCTYPE.match(data) is not None


def _refuse_doctype(name: str) -> NoReturn:
    raise UnreadableDocument(
        "unreadable", "a part of the file has a document type, which no Office document has", where=name
    )


@lru_cache(maxsize=1024)  # themes, fonts and settings are the same in most fiches of a batch
def _begins_with_doctype(head: bytes, deflated: bool) -> bool:
    """Whether a part whose first bytes in the package are these has a document type. Raises `zlib.error`."""
    if deflated:
        head = zlib.decompressobj(-zlib.MAX_WBITS).decompress(head, _PROLOG)
    return _has_doctype(head.replace(b"\x00", b""))


def _damaged(entry: zipfile.ZipInfo) -> UnreadableDocument:
    return UnreadableDocument("unreadable", "a part of the file is damaged", where=entry.filename)


def _as_utf8(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as problem:
        raise UnreadableDocument("unreadable", "a part of the file is not well-formed XML", where=name) from problem
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode()


@cache
def _parser(*, huge: bool) -> etree.XMLParser:
    """One parser for all parts; `huge` lifts the usual limits of 10 MB a text and 256 levels, which few files pass."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=huge,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


def _parsed(data: bytes) -> etree._Element:
    """The root; a document past the library's usual limits is parsed again without them, and its depth measured."""
    try:
        return etree.fromstring(data, _parser(huge=False))
    except etree.XMLSyntaxError as problem:
        if not _is_past_limits(problem):
            raise
    root = etree.fromstring(data, _parser(huge=True))
    if depth(root) > MOST_DEPTH:
        raise _TooDeepError
    return root


def _is_past_limits(problem: etree.XMLSyntaxError) -> bool:
    return _code(problem) in (etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_INTERNAL_ERROR)


def _code(problem: etree.XMLSyntaxError) -> int:
    """The number that libxml2 gives the error."""
    code: int = problem.code  # type: ignore[attr-defined] # lxml-stubs leaves it out
    return code


class _TooDeepError(Exception):
    """Elements are nested past the contract's limit."""


def depth(root: etree._Element) -> int:
    """How deep the elements are nested."""
    deepest = level = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest
