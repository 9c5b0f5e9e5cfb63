"""What the officer changed by hand: corrections of fields, a decision and a note for each fiche."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import count, islice
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, JsonValue

from ficheparse.fiche import Record

Decision = Literal["publish", "wait", "discard"]
"""Whether a fiche goes on the site, where the officer says so."""
DECISION, NOTE = "decision", "note"
"""Columns of hers, kept as corrections are, of fields that no fiche has."""


class Correction(Record, defer_build=True):  # few runs have any
    """A value that stands in the place of the one that a fiche gives: a line of `corrections.jsonl`."""

    fiche: Annotated[str, Field(description="id of the fiche, as it is by its own name")]
    file: Annotated[str, Field(description="the file that the fiche was last in")]
    field: Annotated[str, Field(description="place in the record, points and contacts numbered from 1: points.3.text")]
    extracted: Annotated[JsonValue, Field(description="what the fiche gives there, when the correction was made")]
    corrected: Annotated[str | int | float | bool | None, Field(description="what was typed; null: cleared")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$", description="the file that it was first seen with")]


Numbered = Literal["points", "contacts"]
"""Fields of which there are several, each with a row of its own."""


def numbers(name: Numbered, count_left: int, corrections: Iterable[str]) -> list[int]:
    """The numbers of a fiche's points or contacts, as the fiche gives them: those that were taken away are left out.

    `count_left` is how many there are, `corrections` the places corrected; `points.3` is the third taken away.

    >>> numbers("points", 3, ["points.2", "points.3.text"])
    [1, 3, 4]
    """
    gone = taken_away(name, corrections)
    return list(islice((number for number in count(1) if number not in gone), count_left))


def taken_away(name: Numbered, corrections: Iterable[str]) -> set[int]:
    """The numbers of those that were taken away."""
    parts = (place.split(".") for place in corrections)
    return {int(part[1]) for part in parts if len(part) == 2 and part[0] == name and part[1].isdigit()}


class Marks(NamedTuple):
    """What the officer did with one fiche."""

    corrections: Mapping[str, Correction] = {}
    """By place."""
    invalid: frozenset[str] = frozenset()
    """Places of which the typed value cannot be read: the extracted one stands in the record, hers in the sheet."""
    stale: frozenset[str] = frozenset()
    """Places of which the fiche gives another value than when it was corrected."""
    now: Mapping[str, JsonValue] = {}
    """What it gives there."""
    decision: Decision | None = None
    decision_typed: str | None = None
    """Her words where they are no decision."""
    note: str | None = None


NO_MARKS = Marks()
