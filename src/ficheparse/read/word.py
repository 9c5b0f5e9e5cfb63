"""A Word package as a document: which parts it is made of, and what of them is shown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from lxml import etree

from ficheparse.document import Document, Paragraph, Where, paragraphs
from ficheparse.read import names as n
from ficheparse.read.body import Blocks
from ficheparse.read.errors import UnreadableDocument
from ficheparse.read.package import Package, Relationship, parse_xml
from ficheparse.read.part import Findings, Part
from ficheparse.read.styles import Lists, Styles, is_on

_FORMATS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml": "dotx",
    "application/vnd.ms-word.document.macroEnabled.main+xml": "docm",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml": "dotm",
}
_PRIVATE = (b"\xef\x80", b"\xef\x81", b"\xef\x82", b"\xef\x83")
"""How UTF-8 begins the characters U+F000 to U+F0FF, as which Word keeps those of symbol fonts."""
MOST_CHUNKS, MOST_CHUNK_DEPTH = 50, 10
"""Embedded chunks in one file, and one inside another: a file of 20 kB can name itself into millions of them."""
_DEEP_STACK = 20_000
"""Frames for the deepest tree within the limit: two or three a level of 2,000, and as many again for the rest."""
_Definitions = TypeVar("_Definitions", Styles, Lists)


def read_word(package: Package, allowance: Allowance | None = None) -> Document:
    """The document of a Word package."""
    main = package.main_part()
    package.check_parts(main)
    root, signs = _parsed(package, main)
    body = root.find(n.BODY)
    if root.tag != n.DOCUMENT or body is None:
        raise UnreadableDocument("unreadable", "the file is an Office document, but not one of Word")
    allowance = allowance or Allowance()
    try:
        return _Word(package, main, signs, body, allowance).document()
    except RecursionError:
        # a tree that deep is rare; only then is it worth making room for it
        with _deep_stack():
            return _Word(package, main, signs, body, allowance).document()


class _Signs(NamedTuple):
    """What a part is seen to hold at a glance: most hold neither, and need not be asked again."""

    tracked: bool
    symbols: bool


def _parsed(package: Package, name: str) -> tuple[etree._Element, _Signs]:
    """The root of a part with text, and what is seen of it at a glance."""
    data = package.markup(name)
    root = parse_xml(data, name)
    return root, _Signs(next(root.iter(*n.TRACKED), None) is not None, _may_hold_symbols(data))


def _may_hold_symbols(data: bytes) -> bool:
    """Whether there may be a symbol font, or a character U+F000 to U+F0FF, which a reference may name too."""
    if b"dings" in data or b'"Symbol"' in data or (b"&" in data and b"&#" in data):
        return True
    return b"\xef" in data and any(sign in data for sign in _PRIVATE)


@dataclass(slots=True)
class Allowance:
    """How many embedded chunks may still be read, in all and inside each other."""

    left: int = MOST_CHUNKS
    depth: int = 0


@contextmanager
def _deep_stack() -> Iterator[None]:
    usual = sys.getrecursionlimit()
    sys.setrecursionlimit(_DEEP_STACK)
    try:
        yield
    finally:
        sys.setrecursionlimit(usual)


class _Word:
    """Reads one package; its parts share styles, lists and what is learnt on the way."""

    def __init__(
        self,
        package: Package,
        main: str,
        signs: _Signs,
        body: etree._Element,
        allowance: Allowance,
    ) -> None:
        self._package = package
        # no method of this reader: holding each other, reader, part and file would stay until the collector comes
        self._read_chunk = partial(_read_chunk, allowance)
        self._main = main
        self._body = body
        self._findings = Findings()
        self._relationships = package.relationships(main)
        self._styles = self._definitions("styles", Styles)
        self._lists = self._definitions("numbering", Lists)
        self._part = self._part_of(signs, self._relationships)

    def document(self) -> Document:
        """All that the package shows."""
        blocks = Blocks(self._part).of(self._body, Where())
        notes = [*self._notes(), *self._findings.chunk_notes]
        return Document(
            blocks,
            headers=list(self._headers()),
            notes=notes,
            format=_FORMATS.get(self._package.content_type(self._main), "docx"),
            changes=self._findings.changes,
            comments=self._findings.comments,
        )

    def _related(self, kind: str) -> str | None:
        """The name of the one part that the main part has of this kind, None where it has none."""
        for relationship in self._relationships.values():
            if relationship.kind == kind and not relationship.external and relationship.target in self._package:
                return relationship.target
        return None

    def _definitions(self, kind: str, read: Callable[[bytes], _Definitions]) -> _Definitions:
        name = self._related(kind)
        return read(b"") if name is None else self._package.alike(name, read)

    def _part_of(self, signs: _Signs, relationships: dict[str, Relationship]) -> Part:
        return Part(
            self._package,
            relationships,
            self._styles,
            self._lists,
            self._findings,
            tracked=signs.tracked,
            read_chunk=self._read_chunk,
            symbols=signs.symbols,
        )

    def _part_with_text(self, name: str) -> tuple[etree._Element, Blocks]:
        """The root of a part beside the main one, and what reads it."""
        root, signs = _parsed(self._package, name)
        return root, Blocks(self._part_of(signs, self._package.relationships(name)))

    def _notes(self) -> Iterator[Paragraph]:
        """The footnotes and endnotes that the text refers to, in its order."""
        parts: dict[str, tuple[Blocks, dict[str, etree._Element]] | None] = {}
        seen: set[tuple[str, str]] = set()
        for kind, note_id in list(self._findings.notes):
            if (kind, note_id) in seen:
                continue
            seen.add((kind, note_id))
            if kind not in parts:
                parts[kind] = self._notes_part(kind)
            if (part := parts[kind]) is None:
                continue
            reader, notes = part
            # only notes of no special type are text: the others draw the separator (17.11.17)
            if (note := notes.get(note_id)) is not None and note.get(n.TYPE, "normal") == "normal":
                where = Where(((kind.removesuffix("s"), len(seen)),))
                yield from (p for p in paragraphs(reader.of(note, where)) if p.text.strip())

    def _notes_part(self, kind: str) -> tuple[Blocks, dict[str, etree._Element]] | None:
        """What reads the part with the notes of a kind, and each of them by its id."""
        if (name := self._related(kind)) is None:
            return None
        root, reader = self._part_with_text(name)
        return reader, {note.get(n.ID, ""): note for note in root}

    def _headers(self) -> Iterator[Paragraph]:
        """The paragraphs of the headers and footers that Word would show: each part once (17.10.1)."""
        seen: set[str] = set()
        known: dict[tuple[str, str], str] = {}  # a section without a header of a kind has the one before it
        for section in self._body.iter(n.SECTION):
            for reference in section.iterchildren(n.HEADER_REF, n.FOOTER_REF):
                relationship = self._relationships.get(reference.get(n.R_ID, ""))
                if relationship is not None and not relationship.external and relationship.target in self._package:
                    word = "header" if reference.tag == n.HEADER_REF else "footer"
                    if (kind := reference.get(n.TYPE, "default")) in ("default", "first", "even"):
                        known[word, kind] = relationship.target
            first_page = is_on(section.find(n.TITLE_PG))
            for (word, kind), name in known.items():
                shown = kind == "default" or (kind == "first" and first_page) or (kind == "even" and self._even_headers)
                if shown and name not in seen:
                    seen.add(name)
                    root, reader = self._part_with_text(name)
                    yield from paragraphs(reader.of(root, Where(((word, len(seen)),))))

    @cached_property
    def _even_headers(self) -> bool:
        name = self._related("settings")
        return name is not None and is_on(self._package.xml(name).find(n.EVEN_AND_ODD))


def _read_chunk(allowance: Allowance, data: bytes, content_type: str) -> Document:
    """An embedded chunk by what its bytes are; one of a kind that is not read is empty."""
    allowance.left -= 1
    if allowance.left < 0 or allowance.depth >= MOST_CHUNK_DEPTH:
        raise UnreadableDocument("too-large", "too many documents are embedded in each other")
    if data.startswith(b"PK\x03\x04"):
        allowance.depth += 1
        document = read_word(Package(data), allowance)
        allowance.depth -= 1
        return document
    from ficheparse.read import chunks  # noqa: PLC0415 - few fiches have any, and the library of mail is slow to load

    head = data[:2048].lower()
    if "rfc822" in content_type or b"mime-version" in head:
        return chunks.web_archive(data)
    if "html" in content_type or b"<html" in head:
        return chunks.html(data)
    return chunks.plain_text(data) if "text/plain" in content_type else Document([])
