"""Dates of updating: day first, in three languages and by Japanese eras (contract, section 3, **Date**)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ficheparse.lazily import lazily
from ficheparse.text import LONGEST_REMEMBERED, as_written, is_japanese, readable, unaccented
from ficheparse.values.numbers import kanji_number
from ficheparse.values.plain import blanked
from ficheparse.values.reading import Doubt, Reading

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Outside these a number is no year that a fiche is updated in."""
_CENTURY_TURN = 70
"""Two digits below it are of this century: `14` is 2014, `98` is 1998."""
LEAST_LIKENESS = 75.0
"""Of rapidfuzz's ratio, in per cent, between a misspelt month and the month: one slip in four letters."""

_MONTH_NAMES = (
    "janvier janv jan january",
    "fevrier fevr fev february feb",
    "mars mar march",
    "avril avr apr april",
    "mai may",
    "juin jun june",
    "juillet juil jul july",
    "aout aug august",
    "septembre sept sep september",
    "octobre oct october",
    "novembre nov november",
    "decembre dec december",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = rf"(?<![a-z])(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})(?![a-z])\.?"


class _Era(NamedTuple):
    before: int
    """The year before its first."""
    years: int
    """How many it has; one more is no date of the calendar."""


_ERAS = {
    "明治": _Era(1867, 45),
    "大正": _Era(1911, 15),
    "昭和": _Era(1925, 64),
    "平成": _Era(1988, 31),
    "令和": _Era(2018, 99),
}
_ERAS |= dict(zip("明大昭平令mtshr", [*_ERAS.values()] * 2, strict=True))
ERA_YEAR = (
    r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令](?=\s?\d)|(?<![a-z\d])(?<!\d\s)[mtshr](?=[ .]?[\d元]))"
    r"\s?\.?\s?(?P<era_year>\d{1,2}(?!\d)|元)"
)
"""A year of a Japanese era, in a text in lower case; the letters alone are an era only before digits."""
_BOTH_YEARS = lazily(
    rf"{ERA_YEAR}\s?年?\s?\(\s?(?P<y>\d{{4}})\s?年?\s?\)\s?年?"
    rf"|(?<!\d)(?P<y_first>\d{{4}})\s?年?\s?\(\s?{ERA_YEAR.replace('era', 'era_second')}\s?年?\s?\)\s?年?"
)
"""A year told in both ways: `平成26年（2014年）`, `2014（平成26）年`."""
_ERA_ALONE = lazily(rf"{ERA_YEAR}(?=\s*(?:年|[./-]\s?\d|[)\]:;]|$))")

_SEP = r"\s?[-/.]\s?"
_ORDINAL = r"(?:\s?(?:er|eme|st|nd|rd|th|e|°))?"
_Y4 = r"(?P<y>\d{4})(?!\d)"
_DAY = r"(?<!\d)(?P<d>\d{1,2})"
_SIGNS = {
    "era": lazily(r"[明大昭平令mtshr](?:(?<=[明大昭平令])|(?<![a-z\d].)[ .]?[\d元])"),
    "year": lazily("年"),
    "month": lazily(rf"(?:{'|'.join(MONTHS)})(?![a-z])"),
    "figures": lazily(rf"\d(?:{_SEP}\d|\s\d{{4}}|\d{{7}})"),
}
"""What a text has in which a pattern can match: few texts have more than one or two of them. Each begins with a
character, which is sooner looked for than a place between two.

A text from which dates were taken has no sign that it did not have with them: what they are blanked with is in none,
and no date ends or begins between two letters.
"""
# Each pattern behind its sign, with the names of its groups, `two` for a year of two digits; what one takes the next
# does not see.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (sign, lazily(pattern))
    for sign, pattern in (
        ("era", rf"{ERA_YEAR}\s?(?:年度?|[./-])\s?(?P<m>\d{{1,2}})\s?[月./-]\s?(?P<d>\d{{1,2}})(?!\d)\s?日?"),
        ("era", rf"{ERA_YEAR}(?:\s?年度?\s?(?P<m>\d{{1,2}})\s?月|[./-](?P<m_2>\d{{1,2}})(?!\d|[.,]\d)(?:\s?月)?)"),
        ("era", rf"{ERA_YEAR}(?:\s?年度?|(?<=[mtshr]\d\d)(?![.,/:\d]))"),
        ("year", rf"(?<!\d){_Y4}\s?年\s?(?P<m>\d{{1,2}})\s?月\s?(?P<d>\d{{1,2}})(?!\d)\s?日?"),
        ("year", rf"(?<!\d){_Y4}\s?年\s?(?P<m>\d{{1,2}})\s?月"),
        ("figures", rf"(?<!\d){_Y4}{_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<d>\d{{1,2}})(?!\d)"),
        ("figures", rf"(?<!\d)(?P<d>\d{{1,2}})(?P<sep>{_SEP}|\s)(?P<m>\d{{1,2}})(?:{_SEP}|\s){_Y4}"),
        (
            "figures",
            rf"(?<![\dv])(?<!\d[-/.])(?P<d>\d{{1,2}}){_SEP}(?P<m>\d{{1,2}}){_SEP}(?P<two>\d{{2}})(?!\d|[-/.]\d)",
        ),
        ("month", rf"{_DAY}{_ORDINAL}[\s./-]*(?:(?:of|de)\s)?{_MONTH}[\s,/-]*(?:(?:de|of)\s)?(?P<y>\d{{4}})(?!\d)"),
        ("month", rf"{_DAY}{_ORDINAL}[\s./-]*{_MONTH}[\s/-]*'?(?P<two>\d{{2}})(?![\d:h]|\s\d{{3}})"),
        ("month", rf"{_MONTH}[\s-]*(?P<d>\d{{1,2}}){_ORDINAL}(?:\s?,\s?|\s){_Y4}"),
        ("month", rf"(?<!\d){_Y4}[\s,/-]*{_MONTH}[\s/-]*(?P<d>\d{{1,2}})(?!\d)"),
        ("month", rf"{_MONTH}[\s,/-]*(?:(?:de|of)\s)?{_Y4}"),
        ("month", rf"(?<!\d){_Y4}[\s,/-]*{_MONTH}"),
        ("figures", r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d)"),
        ("figures", rf"(?<!\d)(?<!\d[-/.])(?P<m>\d{{1,2}})(?:[-.]|\s?/\s?){_Y4}"),
        ("figures", rf"(?<!\d)(?<!\d[-/.]){_Y4}[-/.](?P<m>\d{{1,2}})(?!\d|[-/.,]\d|\s\d{{3}})"),
    )
)
_FIGURE = lazily(r"[\d元]")
"""What no pattern matches without."""
_YEAR_ALONE = lazily(r"(?<!\d)(?<!\d[-/.])(?P<y>(?:19|20)\d\d)(?!\d)(?![-/.]\d)\s?年?")
_DAY_AND_MONTH = lazily(
    rf"{_DAY}{_ORDINAL}\s?{_MONTH}|{_MONTH.replace('month', 'month_first')}\s?\d"
    r"|\d{1,2}\s?月\s?\d{1,2}\s?日|\d\s?年|(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/])"
)
_PERHAPS_FIGURE = lazily(
    "[0-9〇零一二三四五六七八九十元²³¹¼-¾\u0600-\u1fff\u2070-\u209f\u2150-\u218f\u2460-\u27bf"
    "\u2e80-\u2fdf\u3200-\u33ff\ua620-\uabff\uf900-\ufaff\uff10-\uff19\U00010000-\U0010ffff]"
)
"""A figure of any script, or what becomes one when `prepared`: a text without one holds no date."""
_PERHAPS_MONTH = lazily(r"(?<![a-z])[a-z]{4,10}(?=\.?\s\d)")
_NO_MONTHS = frozenset(("jour", "annee", "marche", "nombre"))
"""Words that stand before a number and are a letter from a month."""
_KANJI_NUMBER = lazily("(?<![〇零一二三四五六七八九十])[〇零一二三四五六七八九十]++(?=[年月日])")


_BLANK = ";"
"""What stands in the place of a date that was taken."""


class Found(NamedTuple):
    """A date in a text that went through `prepared`."""

    start: int
    end: int
    date: str | None
    """ISO 8601 as precise as given; None where no calendar has it."""


def read(text: str) -> Reading[str | None]:
    """The latest date in a text that speaks of updating, ISO 8601 in the precision given.

    None with the doubt `updated-unclear` where nothing in it is a date of the calendar.

    >>> [read(text).value for text in ("12 mars 2014", "le 1er avril 2014", "12.3.14", "H26.3.12", "March 12, 2014")]
    ['2014-03-12', '2014-04-01', '2014-03-12', '2014-03-12', '2014-03-12']
    >>> read("octobre 2018").value, read("平成二十五年三月").value, read("31 février 2017").doubts[0].code
    ('2018-10', '2013-03', 'updated-unclear')
    >>> read("平成26年（2014年）3月12日更新").value, read("2014（平成26）年3月").value
    ('2014-03-12', '2014-03')
    """
    plain = _mended(prepared(text))
    found = list(find(plain))
    left = _without(plain, found)
    dates = [one.date for one in found if one.date is not None]
    dates += [year["y"] for year in _YEAR_ALONE.finditer(left)]
    if not dates:
        return Reading(None, (Doubt("updated-unclear", as_written(text)),))
    return Reading(max(dates, key=_latest))


def has_date(text: str) -> bool:
    """Whether the text holds a date or a year, be it one that no calendar has.

    >>> has_date("le 31/02/2014"), has_date("en 2014"), has_date("par la direction")
    (True, True, False)
    """
    if not may_have_date(text):
        return False
    plain = prepared(text)
    return any(pattern.search(plain) for pattern in (_YEAR_ALONE, _DAY_AND_MONTH, *_able_to_match(plain)))


def may_have_date(text: str) -> bool:
    """Whether there is a figure in the text, without which no date is: a quick look before `has_date`."""
    return _PERHAPS_FIGURE.search(text) is not None


def without_dates(text: str) -> str:
    """The text, lower case and without accents, without its dates.

    >>> without_dates("Mis à jour le 12 mars 2014 par la mairie").replace(";", " ").split()
    ['mis', 'a', 'jour', 'le', 'par', 'la', 'mairie']
    """
    plain = _mended(prepared(text))
    left = _YEAR_ALONE.sub(_BLANK, _without(plain, list(find(plain))))
    return _DAY_AND_MONTH.sub(_BLANK, left)


def era_year(text: str) -> int | None:
    """The year in the common era of the first Japanese era year in a text.

    >>> era_year("平成23年"), era_year("H22.10.1"), era_year("令和元年"), era_year("平成99年"), era_year("2011")
    (2011, 2010, 2019, None, None)
    """
    found = _ERA_ALONE.search(prepared(text))
    return _common_year(found["era"], found["era_year"]) if found else None


def prepared(text: str) -> str:
    """The text in lower case, without accents, in one width, its lines parted by `;`, dates in Arabic figures."""
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else _prepared(text)


def _prepared(text: str) -> str:
    plain = readable(text)
    plain = plain if plain.isascii() else unaccented(plain)
    plain = plain.lower().replace("\n", " ; ").replace("\t", " ")
    if "年" in plain or "月" in plain:
        plain = _KANJI_NUMBER.sub(lambda number: str(kanji_number(number[0])), plain)
        plain = _BOTH_YEARS.sub(_one_year, plain)
    return plain


# a paragraph is asked for a date, read without its dates, and read for them
_remembered = lru_cache(maxsize=64)(_prepared)


def _one_year(both: re.Match[str]) -> str:
    """A year told in both ways, once; where the two do not agree, one that no calendar has."""
    era, count, year = (
        both.group("era", "era_year", "y") if both["y"] else both.group("era_second", "era_second_year", "y_first")
    )
    return f"{year if _common_year(era, count) == int(year) else '0000'}年"


def _able_to_match(plain: str) -> list[re.Pattern[str]]:
    """The patterns of whose sign a text has one, in their order."""
    seen = {name for name, sign in _SIGNS.items() if sign.search(plain)}
    return [pattern for sign, pattern in _PATTERNS if sign in seen] if seen else []


def find(plain: str) -> Iterator[Found]:
    """Each date of more than a year, and each year of an era, in a text that went through `prepared`."""
    patterns = _able_to_match(plain)
    if not patterns:
        return
    rest = plain
    in_japanese = is_japanese(plain) and not re.search("[a-z]{2}", plain)
    for pattern in patterns:
        taken = [*pattern.finditer(rest)]
        for match in taken:
            parts = match.groupdict()
            # 26.3.12 in a Japanese line is a year first, and of an era that is not told
            unsure = in_japanese and parts.get("two") is not None
            yield Found(match.start(), match.end(), None if unsure else _iso(parts))
        if taken:
            rest = blanked(rest, [match.span() for match in taken], _BLANK)
            if not _FIGURE.search(rest):
                return


def _without(plain: str, found: list[Found]) -> str:
    return blanked(plain, [(one.start, one.end) for one in found], _BLANK)


def _latest(date: str) -> str:
    """A key that puts a whole month or year before its days: of `2014` and `2014-03-12` the more precise is taken."""
    return date.ljust(10)


def _mended(plain: str) -> str:
    """The text with a month's name put right that is a letter or two off: `févrirer`."""
    return _PERHAPS_MONTH.sub(_month_of, plain)


def _month_of(found: re.Match[str]) -> str:
    word = found[0]
    if word in MONTHS or word in _NO_MONTHS or (month := _nearest_month(word)) is None:
        return word
    return month.ljust(len(word))


def _nearest_month(word: str) -> str | None:
    """A short name of the month that a word is a slip of; None where no month, or two, are as near."""
    alike = [name for name in MONTHS if len(name) > 3 and name[0] == word[0] and abs(len(name) - len(word)) <= 2]
    if not alike:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and months are seldom misspelt

    near = process.extract(word, alike, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    best = {MONTHS[name] for name, score, _ in near if score == near[0][1]}
    if len(best) != 1:
        return None
    return min(_MONTH_NAMES[best.pop() - 1].split(), key=len)


def _iso(parts: dict[str, str | None]) -> str | None:
    """The date of a pattern's groups, None where no calendar has it."""
    year: int | None
    if era := parts.get("era"):
        year = _common_year(era, parts["era_year"] or "")
    elif two := parts.get("two"):
        year = int(two) + (2000 if int(two) < _CENTURY_TURN else 1900)
    else:
        year = int(parts["y"] or 0)
    month = MONTHS[name] if (name := parts.get("month")) else int(parts.get("m") or parts.get("m_2") or -1)
    day = int(parts.get("d") or -1)
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if "m" not in parts and "month" not in parts:
        return f"{year:04}"
    try:
        datetime.date(year, month, day if "d" in parts else 1)
    except ValueError:
        return None
    return f"{year:04}-{month:02}-{day:02}" if "d" in parts else f"{year:04}-{month:02}"


def _common_year(era: str, year: str) -> int | None:
    first = _ERAS[era]
    count = 1 if year == "元" else int(year)
    return first.before + count if 1 <= count <= first.years else None
