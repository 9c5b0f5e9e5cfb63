"""A batch: what was made of each input file, and the fiches as they are published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ficheparse.fiche import Fiche, Issue, Source

Fate = Literal["record", "blocked", "superseded", "duplicate", "passed-over"]
"""What becomes of an input file: a record to publish, one that is blocked, one that another takes the place of
(contract, section 6), no record because its bytes were there already, or none because it is no fiche by its name."""


class Parsed(NamedTuple):
    """What one source gave: its record, and the pictures it exports."""

    fiche: Fiche
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Exported file name and bytes; a name is made of its content, so one name is one picture."""


class Outcome(NamedTuple):
    """What became of one input file."""

    file: str
    fate: Fate
    source: Source | None = None
    """None where the file was passed over."""
    id: str | None = None
    """The record made of it; of a duplicate, the one made of its twin."""
    other: str | None = None
    """The file that takes its place."""
    issues: tuple[Issue, ...] = ()
    """Those of the file itself: why it is blocked, a duplicate, or superseded."""


@dataclass(slots=True, frozen=True)
class Collection:
    """A batch, in an order that depends on nothing but its files."""

    fiches: tuple[Fiche, ...]
    """To be published or, where they are blocked, to be mended first; one for each collectivity, by id."""
    superseded: tuple[Fiche, ...]
    """Those of a collectivity that has a later one, by id."""
    outcomes: tuple[Outcome, ...]
    """One for each input file, by file name."""
    pictures: Mapping[str, bytes]
    """The records' pictures, by exported file name."""

    @property
    def records(self) -> tuple[Fiche, ...]:
        """Every record, the superseded ones last."""
        return self.fiches + self.superseded

    @property
    def publishable(self) -> tuple[Fiche, ...]:
        """The fiches that may go on the site: ready, or to be reviewed."""
        return tuple(fiche for fiche in self.fiches if fiche.status != "blocked")
