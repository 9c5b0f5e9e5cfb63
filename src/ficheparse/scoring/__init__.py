"""How near the records of a corpus come to their gold: what `evaluate` counts and shows."""

from __future__ import annotations

from ficheparse.scoring.choice import choose
from ficheparse.scoring.compare import NAMES, Compared, Scored, compare
from ficheparse.scoring.gold import Case, Corpus, Gold, GoldError, load
from ficheparse.scoring.machine import as_json
from ficheparse.scoring.scores import Codes, Count, Scores, add_up
from ficheparse.scoring.table import as_text, differences

__all__ = [
    "NAMES",
    "Case",
    "Codes",
    "Compared",
    "Corpus",
    "Count",
    "Gold",
    "GoldError",
    "Scored",
    "Scores",
    "add_up",
    "as_json",
    "as_text",
    "choose",
    "compare",
    "differences",
    "load",
]
