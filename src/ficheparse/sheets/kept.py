"""What the officer put on cells beside their values: looks, notes and links, which the next workbook keeps."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from ficheparse.carried import CarriedColumn, CarriedSheet, OwnCell, RowKey

LookPart = Literal["font", "fill", "border"]
Mark = tuple[RowKey, str]
"""A cell: its row, and its column as `column_name` has it."""
HEADER: RowKey = ("", 0)
"""The row of titles; hers, below the table, are `("", 1)` and so on."""


SIGNATURE = "\n— ficheparse"
"""Ends what we say in a note; what stands before or behind it is hers."""


class OwnLook(NamedTuple):
    """How a cell looks by her hand."""

    style: int
    """In the workbook that she saved."""
    parts: tuple[LookPart, ...]
    """What of it is none of ours."""


class Note(NamedTuple):
    """A note on a cell."""

    author: str
    text: str


class Link(NamedTuple):
    """Where a cell leads to."""

    target: str | None
    location: str | None
    """A place in this workbook, or in what the target is."""


@dataclass(slots=True)
class KeptSheet(CarriedSheet):
    """A sheet as it stood there, with what she put on its cells."""

    name: str = ""
    """Of its tab."""
    looks: Mapping[Mark, OwnLook] = field(default_factory=dict)
    notes: Mapping[Mark, Note] = field(default_factory=dict)
    links: Mapping[Mark, Link] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    """Our columns' titles as they stood there, by key."""
    stubs: Mapping[RowKey, Mapping[int, OwnCell]] = field(default_factory=dict)
    """What tells whose a row is that has something of hers, should its fiche be gone, by the place of the column."""
    waiting: Mapping[RowKey, int] = field(default_factory=dict)
    """Such rows of earlier runs, by their number in `own_rows`, whose fiche may be back."""

    @property
    def marked(self) -> Set[RowKey]:
        """The rows that have something of this."""
        return {row for row, _ in (*self.looks, *self.notes, *self.links)}

    @property
    def has_own(self) -> bool:
        """Whether there is anything of hers in it."""
        hers = self.own_rows or self.looks or self.notes or self.links
        return bool(hers) or any(column.key is None for column in self.columns)


def column_name(column: CarriedColumn) -> str:
    """What a column is called in a mark: by its key, and one of hers by where it stood.

    >>> column_name(CarriedColumn(3, "name")), column_name(CarriedColumn(41, None, "Relu"))
    ('name', '#41')
    """
    return column.key or f"#{column.at}"
