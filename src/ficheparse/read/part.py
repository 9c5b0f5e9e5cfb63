"""One part of a package while it is read, and what is learnt of the document on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ficheparse.document import Document, Paragraph
from ficheparse.read.package import Package, Relationship
from ficheparse.read.styles import Lists, Styles


@dataclass(slots=True)
class Findings:
    """What is learnt on the way through the parts of one document."""

    changes: bool = False
    comments: bool = False
    chunk_notes: list[Paragraph] = field(default_factory=list)
    """Notes of embedded chunks."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """`footnotes` or `endnotes`, and the note's id, in the order of reference."""


@dataclass(slots=True)
class Part:
    """One part being read, with what its elements refer to."""

    package: Package
    relationships: dict[str, Relationship]
    styles: Styles
    lists: Lists
    findings: Findings
    tracked: bool
    """Whether there is any mark of a tracked change in it: most parts have none, and need not be asked again."""
    read_chunk: Callable[[bytes, str], Document]
    """Reads an embedded chunk (`w:altChunk`) of these bytes and this content type as a document of its own."""
    symbols: bool
    """Whether it speaks of a symbol font or holds characters of one."""
