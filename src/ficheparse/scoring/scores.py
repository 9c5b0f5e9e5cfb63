"""The scores of a corpus: what its documents' comparisons add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ficheparse.scoring.compare import Scored


class Count(NamedTuple):
    """How many of how many are right."""

    right: int
    total: int

    @property
    def wrong(self) -> int:
        """How many are not."""
        return self.total - self.right

    def percent(self) -> str:
        """The share, rounded down, so that only all is 100 %.

        >>> Count(1999, 2000).percent(), Count(2, 2).percent(), Count(0, 0).percent()
        ('99.9 %', '100.0 %', '–')
        """
        return f"{self.right * 1000 // self.total / 10:.1f} %" if self.total else "–"


class Codes(NamedTuple):
    """How the issues came out, of one code or of all."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> Count:
        """Of those that were told, how many were to be."""
        return Count(self.right, self.right + self.false)

    @property
    def recall(self) -> Count:
        """Of those that were to be told, how many were."""
        return Count(self.right, self.right + self.missed)


@dataclass(slots=True, frozen=True)
class Scores:
    """What is counted over a corpus."""

    perfect: Count
    """Documents of which nothing is wrong."""
    fields: Count
    silent: tuple[str, ...]
    """Differences that no issue tells of, each as `document: field`."""
    issues: Codes
    kept: Count
    """Words that must be somewhere in the record."""
    by_field: dict[str, Count]
    by_tag: dict[str, Count]
    """Of the documents that try each thing, how many are perfect."""
    by_issue: dict[str, Codes]

    def fall_under(self, percent: float) -> bool:
        """Whether fewer of the fields are right than this, or an error is silent."""
        return bool(self.silent) or self.fields.right * 100 < percent * self.fields.total


def add_up(documents: Sequence[Scored]) -> Scores:
    """The scores that these come to; what is counted by name is sorted by it."""
    fields = [(field.name, field.right) for one in documents for field in one.fields]
    right = Counter(code for one in documents for code in one.found)
    missed = Counter(code for one in documents for code in one.missed)
    false = Counter(issue.code for one in documents for issue in one.false)
    return Scores(
        perfect=Count(sum(one.perfect for one in documents), len(documents)),
        fields=Count(sum(right for _, right in fields), len(fields)),
        silent=tuple(f"{one.document}: {field.name}" for one in documents for field in one.fields if field.silent),
        issues=Codes(right.total(), missed.total(), false.total()),
        kept=Count(sum(len(one.kept) for one in documents), sum(len(one.kept) + len(one.lost) for one in documents)),
        by_field=_counted(fields),
        by_tag=_counted((tag, one.perfect) for one in documents for tag in one.tags),
        by_issue={code: Codes(right[code], missed[code], false[code]) for code in sorted({*right, *missed, *false})},
    )


def _counted(named: Iterable[tuple[str, bool]]) -> dict[str, Count]:
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for name, is_right in named:
        total[name] += 1
        right[name] += is_right
    return {name: Count(right[name], total[name]) for name in sorted(total)}
