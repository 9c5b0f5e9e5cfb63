"""The number of inhabitants (contract, section 3, **Population**)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any, NamedTuple

from ficheparse.fiche import Population
from ficheparse.lazily import lazily
from ficheparse.text import as_written, unaccented
from ficheparse.values import dates, numbers
from ficheparse.values.plain import blanked
from ficheparse.values.reading import Doubt, Reading

MOST = 50_000_000
"""Contract, section 5: no authority of either country has more; Tōkyō has 14 million."""
LONGEST = 4_000
"""Characters; two pages are no number, and are not searched for one."""
_TENTH = 10
"""A rounded figure and the exact one that it rounds differ by less than one part in ten: plus de 40 000 (43 712)."""

_BLANK = "\0"
_NO_COUNT = lazily(
    r"\b[a-z]{2,10}+://\S+|www\.\S+|(?<!\d)(?:\+\d\d[ .-]?|0)\d(?:[ .-]?\d\d){4}(?!\d)"
    r"|[(\[]\s*\d\s*[)\]]|(?<![\d,])\b\d[.)]\s(?=[^\W\d])"
)
"""Addresses, telephone numbers, the marks of notes and the numbers of a list."""
_AFTER_YEAR = lazily(rf"{_BLANK}\s?[-/]\s?$")
_SET_APART, _ENDS = lazily(r"[,;(]\s*$"), lazily(r"\s*(?:$|[;)])")
_EARLIER_FIGURE = lazily(r"\d[\d .,]{2,}\d")
_FIGURE = lazily(r"[\s,]*\d[\d ]{3}")
_NEAR, _FAR = 60, 240
"""Characters before a figure in which a word about it, and one that brings in a share, are looked for."""
_YEAR = lazily(r"(?<![\d.,'’])(?:1[89]|20)\d\d(?!\d)")


class _Words:
    """The words of `data/population.toml`, as patterns of what stands before and after a figure."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        people = rf"(?:d['’]\s?)?{_any(table['people'])}"
        other, year, joints = table["other"], table["year"], table["range"]
        self.people = lazily(rf"\s*-?\s?(?:{people}|h(?![a-z]))")
        self.thousands = lazily(rf"^(\D*\d{{1,3}})((?:\s?[.,]\s?\d{{3}})+)(?=\s*(?:{people}|[(;]|$))")
        self.approximate_before = lazily(rf"{_any(table['approximate']['before'])}\s*(?:les |the )?$")
        self.approximate_after = lazily(
            rf"\s*\+(?!\s*\d)|\s*(?:{people})?\s*[(,]?\s*{_any(table['approximate']['after'])}"
        )
        density = rf"(?:{people}|h)\s*{_any(other['per'])}"
        self.other_after = lazily(rf"\s*-?(?:{density}|(?:d['’]|de |of )?{_any(other['after'])})")
        self.other_before = lazily(rf"{_any(other['before'])}\s*[:=は]?\s*$|\+\s*$|数$|[a-z#]$")
        self.share = lazily(rf"{_any(table['share']['before'])}[^;)]*$")
        self.again = lazily(rf"\(\s*[^\d(]*$|{_any(table['again']['before'])}\s*$")
        self.joint = lazily(rf"\s*(?:{people})?\s*(?P<word>{_any(joints['joints'])})\s*")
        self.weak_joints = frozenset(joints["weak"])
        self.range_lead = lazily(rf"{_any(joints['leads'])}\s*$")
        self.year_before = lazily(rf"{_any(year['before'])}\s*[:,]?\s*$")
        self.year_after = lazily(rf"\s*{_any(year['after'])}")
        self.figure_before = lazily(rf"\d\s*(?:{people})?[\s,;:/)\]-]*$")


def _any(words: Iterable[str]) -> str:
    """The pattern of these words, the longest first; a Latin word stands alone."""
    latin: list[tuple[bool, str]] = []
    others: list[tuple[bool, str]] = []
    for word in words:
        stem, *endings = unaccented(word).lower().split("|")
        ending = "|".join(endings)
        pattern = re.escape(stem) + (f"{ending}?" if len(ending) == 1 else f"(?:{ending})?" if ending else "")
        ends = stem[-1].isascii() and stem[-1].isalnum()
        (latin if stem[0].isascii() and stem[0].isalpha() else others).append((ends, pattern))
    # what stands before and after words is looked at once, not in each alternative
    alone = [f"(?<![a-z])(?:{_alternatives(latin)})"] if latin else []
    return f"(?:{'|'.join([*alone, _alternatives(others)] if others else alone)})"


def _alternatives(patterns: list[tuple[bool, str]]) -> str:
    """The patterns, the longest first; those of words that end in a letter, with an end of the word or a stop."""
    ordered = sorted(patterns, key=lambda one: len(one[1]), reverse=True)
    groups = ((ends, "|".join(pattern for _, pattern in group)) for ends, group in groupby(ordered, itemgetter(0)))
    return "|".join(rf"(?:{joined})(?![a-z])\.?" if ends else joined for ends, joined in groups)


@cache
def _words() -> _Words:
    return _Words(tomllib.loads(files("ficheparse").joinpath("data/population.toml").read_text("utf-8")))


class _Figure(NamedTuple):
    """A figure of inhabitants."""

    start: int
    end: int
    value: int
    approximate: bool


class _Text(NamedTuple):
    """An answer whose years, dates and telephone numbers are blanked out, character by character."""

    bare: str
    years: tuple[tuple[int, int], ...]
    """Place and year, in order."""


def read(text: str) -> Reading[Population | None]:
    """The population that an answer gives; `text` may be of several lines.

    Doubts: `population-unclear` where no one number can be read, `population-several` where there are different ones.

    >>> read("136 252 hab. (2011)").value
    Population(value=136252, year=2011, approximate=False)
    >>> read("1,2 million d'habitants").value, read("42万3千人").value.value
    (Population(value=1200000, year=None, approximate=True), 423000)
    >>> read("約42万人（420,748人）").value, read("平成23年 1,234人").value.year
    (Population(value=420748, year=None, approximate=False), 2011)
    >>> [doubt.code for doubt in read("6 500 à 7 000 habitants").doubts]
    ['population-unclear']
    """
    if len(text) > LONGEST:
        return Reading(None, (Doubt("population-unclear", as_written(text)),))
    said = _blanked(text)
    counts = _counts(said.bare)
    figures = _figures(said.bare, counts)
    if not figures or _is_range(said.bare, counts):
        return Reading(None, (Doubt("population-unclear", as_written(text)),))
    chosen, others = _chosen(figures, said)
    if not 0 < chosen.value <= MOST:
        return Reading(None, (Doubt("population-unclear", as_written(text)),))
    value = Population(value=chosen.value, year=_year(said, chosen, others), approximate=chosen.approximate)
    return Reading(value, (Doubt("population-several", as_written(text)),) if others else ())


def _blanked(text: str) -> _Text:
    """The text without what is no count, and the years it names."""
    plain = dates.prepared(text)
    plain = _words().thousands.sub(lambda found: found[1] + re.sub(r"\s", "", found[2]), plain)
    plain = _NO_COUNT.sub(lambda found: _BLANK * len(found[0]), plain)
    years: list[tuple[int, int]] = []
    dated = [found for found in dates.find(plain) if found.date is not None]
    years += [(found.start, int((found.date or "")[:4])) for found in dated]
    plain = blanked(plain, [(found.start, found.end) for found in dated], _BLANK)
    for year in list(_YEAR.finditer(plain)):
        if _is_year(plain, year):
            years.append((year.start(), int(year[0])))
            plain = _without(plain, year.start(), year.end())
    return _Text(plain, tuple(sorted(years)))


def _without(plain: str, start: int, end: int) -> str:
    return f"{plain[:start]}{_BLANK * (end - start)}{plain[end:]}"


def _is_year(plain: str, found: re.Match[str]) -> bool:
    """Whether four digits are a year and not the figure itself."""
    words = _words()
    before, end = _before(plain, found.start()), found.end()
    if words.people.match(plain, end):
        return False
    if words.year_before.search(before) or words.year_after.match(plain, end):
        return True
    # beside another figure, with nothing that tells what it is: 45 000 hab. 2013
    if words.figure_before.search(before) or _AFTER_YEAR.search(before):
        return True
    if _SET_APART.search(before) and _ENDS.match(plain, end) and _EARLIER_FIGURE.search(plain, 0, found.start()):
        return True  # 60 952 habitants (26 300 ménages), 2016
    return _FIGURE.match(plain, end) is not None and not plain[: found.start()].strip(" -•*")


def _counts(bare: str) -> list[numbers.Amount]:
    """The amounts that stand beside nothing else that is counted."""
    words = _words()
    return [
        amount
        for amount in numbers.amounts(bare)
        if not words.other_after.match(bare, amount.end) and not words.other_before.search(_before(bare, amount.start))
    ]


def _figures(bare: str, counts: list[numbers.Amount]) -> list[_Figure]:
    """The figures of inhabitants, in order."""
    words = _words()
    found: list[_Figure] = []
    for amount in counts:
        if amount.value is None or (found and _is_aside(bare, found[0], amount)):
            continue
        near = _before(bare, amount.start)
        about = words.approximate_before.search(near) or words.approximate_after.match(bare, amount.end)
        found.append(_Figure(amount.start, amount.end, amount.value, amount.rounded or about is not None))
    return found


def _is_aside(bare: str, first: _Figure, amount: numbers.Amount) -> bool:
    """Whether a further figure is a share of the first, or a small number that does not say it is of people."""
    value = amount.value or 0
    if value < first.value and _words().share.search(_before(bare, amount.start, _FAR)):
        return True
    return value < 100 and value * 100 < first.value and not _words().people.match(bare, amount.end)


def _before(text: str, place: int, most: int = _NEAR) -> str:
    return text[max(place - most, 0) : place]


def _is_range(bare: str, counts: list[numbers.Amount]) -> bool:
    """Whether two of the amounts are the ends of a range: only a joint stands between them."""
    words = _words()
    for one, other in pairwise(counts):
        joint = words.joint.fullmatch(bare, one.end, other.start)
        if joint is None or one.value == other.value:
            continue
        if joint["word"] not in words.weak_joints or words.range_lead.search(_before(bare, one.start)):
            return True
    return False


def _chosen(figures: list[_Figure], said: _Text) -> tuple[_Figure, list[_Figure]]:
    """The figure that is the value, and those that contradict it."""
    chosen = figures[0]
    for later in figures[1:]:
        if later.approximate or not _rounds_to(chosen, later):
            continue
        again = _words().again.search(_before(said.bare, later.start)) is not None and len(said.years) < 2
        if chosen.approximate or (again and chosen.value % 1000 == 0):
            chosen = later
            break
    others = [
        figure
        for figure in figures
        if figure.value != chosen.value
        and not (_rounds_to(figure, chosen) and (figure.approximate or figure is figures[0]))
    ]
    return chosen, others


def _rounds_to(rounded: _Figure, exact: _Figure) -> bool:
    return abs(rounded.value - exact.value) * _TENTH <= exact.value


def _year(said: _Text, chosen: _Figure, others: list[_Figure]) -> int | None:
    """The year of a figure: named before it, else after it, no other figure between."""
    start = max((other.end for other in others if other.end <= chosen.start), default=0)
    end = min((other.start for other in others if other.start >= chosen.end), default=len(said.bare))
    before = [year for place, year in said.years if start <= place < chosen.start]
    after = [year for place, year in said.years if chosen.end <= place < end]
    return next(iter(before or after), None)
