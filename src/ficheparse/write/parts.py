"""The parts of a workbook's package, to be taken out of one and put into another."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, unquote

from lxml import etree

from ficheparse.write.package import _TimelessZip

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CONTENT_TYPES = "[Content_Types].xml"

_MOST_ENTRIES = 50_000
_MOST_BYTES = 1024 * 1024 * 1024
_MARKUP = (".xml", ".rels", ".vml")
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", re.DOTALL)
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
"""Namespaces of a workbook that Excel saved as a strict one; they have no year."""
_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "collect_ids": False,
}


class OwnSheetsError(Exception):
    """The officer's own sheets cannot be taken out of the workbook; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Parts:
    """The parts of a package by name, each with its relationships and its content type."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
            raise OwnSheetsError("it is damaged, or is no workbook") from problem
        if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
            raise OwnSheetsError("it is too large")
        self._entries = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
        self._put: dict[str, tuple[str, bytes]] = {}
        if _CONTENT_TYPES.lower() not in self._entries:
            raise OwnSheetsError("it is no workbook of the format .xlsx")
        self._types = self.xml(_CONTENT_TYPES)
        self._by_extension = {entry.get("Extension", "").lower(): _told(entry) for entry in self._types}
        self._by_name = {entry.get("PartName", "").lstrip("/").lower(): _told(entry) for entry in self._types}

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries or name.lower() in self._put

    def __getitem__(self, name: str) -> bytes:
        """The bytes of a part; of markup, in UTF-8 and in the namespaces of a transitional document."""
        if name.lower() in self._put:
            return self._put[name.lower()][1]
        try:
            with self._archive.open(self._entries[name.lower()]) as stream:
                data = stream.read()
        except KeyError as problem:
            raise OwnSheetsError(f"it is damaged: its part {name} is missing") from problem
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
            raise OwnSheetsError(f"it is damaged in its part {name}") from problem
        return _checked(data, name) if name.lower().endswith(_MARKUP) else data

    def __setitem__(self, name: str, data: bytes) -> None:
        self._put[name.lower()] = (name, data)

    def xml(self, name: str) -> etree._Element:
        """The root of a part."""
        return parse(self[name], name)

    # Relationships

    def relationships(self, source: str) -> etree._Element | None:
        """The relationships of a part, as they stand there; None where it has none."""
        name = _relationships_of(source)
        return self.xml(name) if name in self else None

    def relate(self, source: str, relationships: etree._Element) -> None:
        """Put a part's relationships."""
        self[_relationships_of(source)] = markup(relationships)

    def target(self, source: str, relationship: etree._Element) -> str | None:
        """The part that a relationship leads to; None where that is an address, a place in the part, or missing."""
        target = relationship.get("Target", "")
        if relationship.get("TargetMode") == "External" or not target or target.startswith("#"):
            return None
        name = posixpath.normpath(posixpath.join("/" + posixpath.dirname(source), target)).lstrip("/")
        return next((known for known in (name, unquote(name)) if known in self), None)

    def related(self, source: str) -> Iterator[tuple[str, str, str]]:
        """Id, kind and part of each relationship to a part."""
        relationships = self.relationships(source)
        for entry in relationships if relationships is not None else ():
            part = self.target(source, entry)
            if part is not None:
                yield entry.get("Id", ""), kind(entry), part

    def main(self) -> str:
        """The part of the workbook itself."""
        for _, what, part in self.related(""):
            if what == "officeDocument":
                return part
        raise OwnSheetsError("it is no workbook of the format .xlsx")

    # Content types

    def content_type(self, name: str) -> str:
        """The content type of a part, empty where none is told."""
        return self._by_name.get(name.lower()) or self._by_extension.get(_extension(name), "")

    def set_content_type(self, name: str, content_type: str) -> None:
        """Tell the content type of a part; of one with an extension of its own, for all of that extension."""
        if self.content_type(name) == content_type or not content_type:
            return
        extension = _extension(name)
        if extension != "xml" and extension not in self._by_extension:
            entry = etree.Element(_TYPES + "Default", Extension=extension, ContentType=content_type)
            self._types.insert(sum(known.tag == _TYPES + "Default" for known in self._types), entry)
            self._by_extension[extension] = content_type
        else:
            etree.SubElement(self._types, _TYPES + "Override", PartName="/" + quote(name), ContentType=content_type)
            self._by_name[name.lower()] = content_type

    # Names

    def free_name(self, like: str) -> str:
        """A name that no part has, in the same folder and of the same kind, with the lowest number that is free."""
        folder, last = posixpath.split(like)
        stem, extension = posixpath.splitext(last)
        stem = re.sub(r"[^A-Za-z]", "", stem) or "part"
        folder = folder if re.fullmatch(r"[A-Za-z0-9/]*", folder) else "xl/other"
        extension = extension if re.fullmatch(r"\.[A-Za-z0-9]+", extension) else ".bin"
        number = 1
        while (name := posixpath.join(folder, f"{stem}{number}{extension}")) in self:
            number += 1
        return name

    def save(self) -> bytes:
        """The package with all that was put into it, the same bytes for the same parts."""
        self[_CONTENT_TYPES] = markup(self._types)
        whole = io.BytesIO()
        with _TimelessZip(whole) as archive:
            for name, entry in self._entries.items():
                archive.writestr(entry.filename, self._put[name][1] if name in self._put else self._archive.read(entry))
            for name, (added, data) in self._put.items():
                if name not in self._entries:
                    archive.writestr(added, data)
        return whole.getvalue()


def kind(relationship: etree._Element) -> str:
    """The last segment of a relationship's type: `worksheet`, `image`."""
    return relationship.get("Type", "").rpartition("/")[2]


def parse(data: bytes, name: str) -> etree._Element:
    """The root of a document that has no document type and opens nothing."""
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as problem:
        raise OwnSheetsError(f"it is damaged in its part {name}") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise OwnSheetsError(f"its part {name} has a document type, which no workbook has")
    return root


def markup(root: etree._Element) -> bytes:
    """A part's bytes."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def integer(text: str | None) -> int:
    """The number that stands in an attribute."""
    try:
        return int(text or "")
    except ValueError as problem:
        raise OwnSheetsError("it is damaged: a number in it is none") from problem


def new_relationship(relationships: etree._Element, relationship_type: str, part: str) -> str:
    """Add a relationship to a part; gives its id."""
    taken = {entry.get("Id") for entry in relationships}
    number = len(taken) + 1
    while f"rId{number}" in taken:
        number += 1
    etree.SubElement(
        relationships, _RELATIONSHIPS + "Relationship", Id=f"rId{number}", Type=relationship_type, Target=f"/{part}"
    )
    return f"rId{number}"


def _told(entry: etree._Element) -> str:
    return entry.get("ContentType", "")


def _extension(name: str) -> str:
    return posixpath.splitext(name)[1][1:].lower()


def _relationships_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _checked(data: bytes, name: str) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as problem:
            raise OwnSheetsError(f"it is damaged in its part {name}") from problem
        data = (text[text.find("?>") + 2 :] if text.startswith("<?xml") else text).encode("utf-8", "surrogatepass")
    if b"<!DOCTYPE" in data and _DOCTYPE.match(data):
        raise OwnSheetsError(f"its part {name} has a document type, which no workbook has")
    return _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", data) if b"purl.oclc.org" in data else data
