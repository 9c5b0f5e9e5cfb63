"""The record of a file that gives no fiche, and what a record is called after its file."""

from __future__ import annotations

from pathlib import PurePosixPath

from ficheparse import issues
from ficheparse.fiche import Fiche, Source

LONGEST_ID = 100
"""Characters; files are named after it, and no system takes names of more than 255 bytes."""


def blocked(source: Source, code: str, reason: str | None = None, where: str | None = None) -> Fiche:
    """The line that stands for a file that gives no record: `reason` says what is wrong, `where` in what part of it."""
    found = issues.issue(code, text=reason, where=where)
    return Fiche(id=file_id(source), status="blocked", issues=[found], source=source)


def file_id(source: Source) -> str:
    """The identifier of a record, after its file: that of a fiche with no name."""
    return short_slug(PurePosixPath(source.file).stem) or f"fiche-{source.sha256[:8]}"


def short_slug(name: str) -> str | None:
    """The name as `a-z0-9-`, cut where it is too long; None where nothing of it can be."""
    from ficheparse.gazetteer import slug  # noqa: PLC0415 - needed where fiches are read, and seldom elsewhere

    made = slug(name)
    return made[:LONGEST_ID].rstrip("-") if made else None
