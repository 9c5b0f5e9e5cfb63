"""What the officer made of a sheet of ours, which the next workbook keeps: her order, her columns, what she hid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

RECORDS_PROPERTY = "ficheparse-records"
"""The workbook's own property that holds the digest of the records which it was made of."""
CellValue = str | int | float | bool | date | None
"""What a cell holds."""

RowKey = tuple[str, int]
"""The fiche's id, and the number of the point or contact; 0 in the sheet of fiches."""


class OwnCell(NamedTuple):
    """A cell of hers."""

    value: CellValue
    style: int
    """In the workbook that she saved."""
    formula: str | None = None
    place: str = "A1"
    """Where it stood, from which its formula looks at other cells."""


@dataclass(slots=True)
class CarriedColumn:
    """A column as it stood there."""

    at: int
    """Its number, from 1."""
    key: str | None
    """Of ours; None where it is hers."""
    title: str = ""
    width: float | None = None
    hidden: bool = False
    header: OwnCell | None = None
    cells: Mapping[RowKey, OwnCell] = field(default_factory=dict)
    """Of one that is hers."""


@dataclass(slots=True)
class CarriedSheet:
    """A sheet as it stood there."""

    columns: list[CarriedColumn]
    """From the left."""
    rows: list[RowKey]
    """From the top, where it is not our own order; else none."""
    hidden: frozenset[RowKey] = frozenset()
    own_rows: list[dict[int, OwnCell]] = field(default_factory=list)
    """Rows that are of no fiche, by the place of the column in `columns`."""
    auto_filter: bytes | None = None


@dataclass(slots=True)
class Carried:
    """A workbook as it stood there."""

    sheets: Mapping[str, CarriedSheet]
    """By the key of the layout."""
    package: bytes
    """The workbook itself."""
    names: frozenset[str]
    """The names that our sheets have in it; all others are hers."""
    has_own: bool
    """Whether there is a sheet or a column of hers in it."""
    ids: Mapping[str, str]
    """The fiches' ids in it, by their files' sha256."""

    def id_of(self, sha256: str, identity: str) -> str:
        """The id that a fiche has in it, if it is there, by its file's bytes; else its own."""
        return self.ids.get(sha256, identity)
