"""From what a document shows to what is written where: labels, answers, points, and what has no place."""

from __future__ import annotations

from ficheparse.document import Document
from ficheparse.extract.flow import Reader
from ficheparse.form import Form
from ficheparse.rawfiche import RawFiche

__all__ = ["extract"]


def extract(document: Document, form: Form) -> RawFiche:
    """What the document says, and where."""
    reader = Reader(document, form)
    reader.read(document.blocks)
    return reader.finished()
