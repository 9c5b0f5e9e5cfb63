"""The package of a saved workbook: its parts, relationships and XML, within limits, as for the forms."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn
from urllib.parse import unquote

from lxml import etree

MOST_ENTRIES = 50_000
MOST_BYTES_IN_ALL = 1024 * 1024 * 1024
MOST_BYTES_IN_A_PART = 512 * 1024 * 1024
"""A workbook of 5,000 fiches has 27 MB in it, 10 MB in its largest part; a sheet that is full has fifty times that."""

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_FLAG = 0x1
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Namespaces of a workbook that Excel saved as a strict one; they have no year."""


class BookError(Exception):
    """A workbook that cannot be read; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Relationship(NamedTuple):
    """Where a part points to."""

    kind: str
    """Last segment of its type: `worksheet`, `table`."""
    target: str
    external: bool


class Package:
    """A zip of parts. Raises `BookError` wherever it does not hold what it promises."""

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            protected = "EncryptedPackage".encode("utf-16-le") in data
            raise BookError(
                "it is protected by a password" if protected else "it is of the format of Excel 97, not .xlsx"
            )
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
            raise BookError("it is damaged, or is no workbook") from problem
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_BYTES_IN_ALL:
            raise BookError("it is too large")
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
            raise BookError("it is protected by a password")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def part(self, name: str) -> bytes:
        """The bytes of an XML part, in UTF-8 and with the namespaces of a transitional document."""
        entry = self._entries.get(name.lower())
        if entry is None:
            raise BookError(f"it is damaged: its part {name} is missing")
        if entry.file_size > MOST_BYTES_IN_A_PART:
            raise BookError("it is too large")
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(entry.file_size + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
            raise BookError(f"it is damaged in its part {name}") from problem
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            data = _as_utf8(data, name)
        if b"<!DOCTYPE" in data and _DOCTYPE.match(data):
            _refuse_doctype(name)
        return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data) if b"purl.oclc.org" in data else data

    def walk(self, name: str, tag: str, visit: Callable[[etree._Element], None]) -> etree._Element:
        """Visit the elements of this tag, each emptied thereafter; gives the root with all that they were not in."""
        events = etree.iterparse(io.BytesIO(self.part(name)), tag=tag, **_SAFE)
        try:
            for _, element in events:
                visit(element)
                element.clear()
        except etree.XMLSyntaxError as problem:
            raise BookError(f"it is damaged in its part {name}") from problem
        return _without_doctype(events.root, name)

    def root(self, name: str) -> etree._Element:
        """The root of an XML part that is not large."""
        try:
            root = etree.fromstring(self.part(name), etree.XMLParser(**_SAFE))
        except etree.XMLSyntaxError as problem:
            raise BookError(f"it is damaged in its part {name}") from problem
        return _without_doctype(root, name)

    def relationships(self, source: str) -> dict[str, Relationship]:
        """The relationships of a part by their id; of the package itself where the source is empty."""
        folder, name = posixpath.split(source)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if rels not in self:
            return {}
        found: dict[str, Relationship] = {}
        for entry in self.root(rels):
            target, external = entry.get("Target", ""), entry.get("TargetMode") == "External"
            kind = entry.get("Type", "").rpartition("/")[2]
            found[entry.get("Id", "")] = Relationship(kind, target if external else self._in(folder, target), external)
        return found

    def _in(self, folder: str, target: str) -> str:
        name = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        return name if name in self else unquote(name)

    def of_kind(self, source: str, kind: str) -> str | None:
        """The part that a part leads to by its first relationship of this kind, where there is one."""
        for relationship in self.relationships(source).values():
            if relationship.kind == kind and not relationship.external:
                return relationship.target
        return None


def _as_utf8(data: bytes, name: str) -> bytes:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as problem:
        raise BookError(f"it is damaged in its part {name}") from problem
    if text.startswith("<?xml"):
        text = text[text.find("?>") + 2 :]
    return text.encode("utf-8", "surrogatepass")


def _without_doctype(root: etree._Element, name: str) -> etree._Element:
    """The root; its document may have had a type in an encoding that hides it from a look at the bytes."""
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse_doctype(name)
    return root


def _refuse_doctype(name: str) -> NoReturn:
    raise BookError(f"its part {name} has a document type, which no workbook has")
