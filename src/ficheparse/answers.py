"""What the reading of a file answers where it is no record yet, and where there will be none."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ficheparse.blocked import blocked
from ficheparse.collection import Parsed
from ficheparse.fiche import Source

if TYPE_CHECKING:
    from ficheparse.read import Kind, Prepared, UnreadableDocument


class Waiting(NamedTuple):
    """A file of another format, which waits for a converter."""

    told: Source
    prepared: Prepared


class Converted(NamedTuple):
    """A file of another format, and the Word package that a converter made of it."""

    told: Source
    kind: Kind
    package: bytes


class Unchanged(NamedTuple):
    """A file that is still what it was."""


def refused(told: Source, problem: UnreadableDocument) -> Parsed:
    """The blocked record of a file that gives no document."""
    told = told.model_copy(update={"format": problem.format or told.format})
    return Parsed(blocked(told, problem.code, problem.reason, problem.where))
