"""Which row of *À vérifier* is which, from run to run: by its fiche, its code, its field and what it quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from ficheparse.carried import RowKey
from ficheparse.text import fold
from ficheparse.wording import table

NEW: RowKey = ("", -1)
"""Of a row that was not there."""
_BETWEEN = "\n"


class IssueKeys:
    """Gives the rows of one sheet their keys, from the top; rows that say the same are counted."""

    def __init__(self) -> None:
        self._times: Counter[str] = Counter()

    def next(self, identity: str, code: str, field: str, text: str) -> RowKey:
        """The key of the next row, from what its cells show."""
        told = _BETWEEN.join([_about(identity, code, field), fold(text)])
        self._times[told] += 1
        return told, self._times[told]


class KnownIssues:
    """The rows that were there, found again: as they were, or where a fiche has one of a kind, by its kind."""

    def __init__(self, rows: Iterable[RowKey]) -> None:
        self._rows = frozenset(rows)
        self._keys = IssueKeys()
        self._by_kind: dict[str, RowKey | None] = {}
        for row in sorted(self._rows):
            kind = row[0].rpartition(_BETWEEN)[0]
            self._by_kind[kind] = None if kind in self._by_kind else row

    def next(self, identity: str, code: str, field: str, text: str, *, alone: bool) -> RowKey:
        """The key that the next row had; `alone` where its fiche has now no other issue of this code and field."""
        key = self._keys.next(identity, code, field, text)
        if key in self._rows:
            return key
        return (self._by_kind.get(_about(identity, code, field)) if alone else None) or NEW


def _about(identity: str, code: str, field: str) -> str:
    return _BETWEEN.join([fold(identity), fold(code), _field(fold(field))])


@cache
def _field(shown: str) -> str:
    """A field by its name in any language."""
    for section in ("field", "columns"):
        for key, wording in table()[section].items():
            if shown in map(fold, wording.values()):
                return f"{section}.{key}"
    return shown
