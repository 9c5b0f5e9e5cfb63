"""Dates of updating: day first, in three languages and by Japanese eras (contract, section 3, **Date**)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from ficheparse.text import as_written, readable, unaccented
from ficheparse.values.reading import Doubt, Reading

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Outside these a number is no year that a fiche is updated in."""
_CENTURY_TURN = 70
"""Two digits below it are of this century: `14` is 2014, `98` is 1998."""

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
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
ERAS = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "m": 1867,
    "t": 1911,
    "s": 1925,
    "h": 1988,
    "r": 2018,
}
"""The year before the first of each era."""
_ERA = "明治|大正|昭和|平成|令和|(?<![a-z])[mtshr]"
_IN_ERA = rf"(?P<era>{_ERA})\s*\.?\s*(?P<era_year>\d{{1,2}}|元)"
_ERA_YEAR = re.compile(rf"({_ERA})\s*\.?\s*(\d{{1,2}}|元)\s*(?=年|[.\-/]\s*\d|[)）]|$)", re.IGNORECASE)

# Each pattern with the names of its groups; tried in this order, what one takes the next does not see.
_PATTERNS = (
    re.compile(rf"{_IN_ERA}\s*年?\s*[./年-]?\s*(?P<m>\d{{1,2}})\s*月?\s*[./月-]\s*(?P<d>\d{{1,2}})\s*日?", re.I),
    re.compile(rf"{_IN_ERA}\s*年?\s*[./年-]\s*(?P<m>\d{{1,2}})(?:\s*月)?(?!\d)", re.I),
    re.compile(r"(?P<era>明治|大正|昭和|平成|令和)\s*(?P<era_year>\d{1,2}|元)\s*年"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月\s*(?P<d>\d{1,2})\s*日?"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*年\s*(?P<m>\d{1,2})\s*月"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*[-/.]\s*(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})\s*(?:er|st|nd|rd|th|e)?\.?\s+(?:of\s+)?(?P<month>{_MONTH})\b"
        r"\.?,?\s+(?:de\s+)?(?P<y>\d{4})(?!\d)"
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?\s+(?P<d>\d{{1,2}})\s*(?:st|nd|rd|th)?\s*,?\s+(?P<y>\d{{4}})(?!\d)"),
    re.compile(rf"\b(?P<month>{_MONTH})\b\.?,?\s+(?:de\s+)?(?P<y>\d{{4}})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<m>\d{1,2})\s*[-/.]\s*(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<![\d/.-])(?P<y>\d{4})\s*[-/.]\s*(?P<m>\d{1,2})(?![\d/])"),
    re.compile(r"(?<![\d/.-])(?P<y>(?:19|20)\d{2})(?![\d])\s*年?"),
)  # fmt: skip
_WORD_DATE = re.compile(r"(\d{1,2}\s*(?:er|st|nd|rd|th|e)?\.?\s+)([a-z]{3,12})\.?(\s+\d{4})(?!\d)")
_DAY_WITH_MONTH_ONLY = re.compile(
    rf"(?<!\d)\d{{1,2}}\s*(?:er)?\s+(?:{_MONTH})\b|\d{{1,2}}\s*月\s*\d{{1,2}}\s*日"
    r"|(?<![\d/.])\d{1,2}/\d{1,2}(?![\d/])"
)


def read(text: str) -> Reading[str | None]:
    """The latest date in a text that speaks of updating, ISO 8601 in the precision given.

    None with the doubt `updated-unclear` where nothing in it is a date of the calendar.

    >>> [read(text).value for text in ("12 mars 2014", "le 1er avril 2014", "12.3.14", "H26.3.12", "March 12, 2014")]
    ['2014-03-12', '2014-04-01', '2014-03-12', '2014-03-12', '2014-03-12']
    >>> read("octobre 2018").value, read("平成25年3月").value, read("31 février 2017").doubts[0].code
    ('2018-10', '2013-03', 'updated-unclear')
    """
    found = [date for date in _dates(text) if date is not None]
    if not found:
        return Reading(None, (Doubt("updated-unclear", as_written(text)),))
    return Reading(max(found, key=_latest))


def has_date(text: str) -> bool:
    """Whether the text holds a date, be it one that no calendar has.

    >>> has_date("le 31/02/2014"), has_date("par la direction")
    (True, False)
    """
    prepared = _prepared(text)
    return any(pattern.search(prepared) for pattern in _PATTERNS) or _DAY_WITH_MONTH_ONLY.search(prepared) is not None


def without_dates(text: str) -> str:
    """The text, lower case and without accents, without its dates.

    >>> without_dates("Mis à jour le 12 mars 2014 par la mairie").split()
    ['mis', 'a', 'jour', 'le', 'par', 'la', 'mairie']
    """
    rest = _WORD_DATE.sub(_mended_month, _prepared(text))
    for pattern in _PATTERNS:
        rest = pattern.sub(" ", rest)
    return _DAY_WITH_MONTH_ONLY.sub(" ", rest)


def era_year(text: str) -> int | None:
    """The year in the common era of the first Japanese era year in a text.

    >>> era_year("平成23年"), era_year("H22.10.1"), era_year("令和元年"), era_year("2011")
    (2011, 2010, 2019, None)
    """
    found = _ERA_YEAR.search(readable(text))
    return _common_year(found[1], found[2]) if found else None


def _common_year(era: str, year: str) -> int:
    return ERAS[era.lower()] + (1 if year == "元" else int(year))


def _latest(date: str) -> str:
    """A key that puts a whole month after its days: of `2014` and `2014-03-12` the more precise one is taken."""
    return date if len(date) == 10 else f"{date}-00"


def _prepared(text: str) -> str:
    """Lower case, no accents, one width; a line ends what it says."""
    return unaccented(readable(text)).lower().replace("\n", " ; ").replace("\t", " ")


def _dates(text: str) -> Iterator[str | None]:
    """Each date in the text; None for one that no calendar has."""
    rest = _WORD_DATE.sub(_mended_month, _prepared(text))
    for pattern in _PATTERNS:
        for found in pattern.finditer(rest):
            yield _iso(found)
        rest = pattern.sub(" ; ", rest)


def _mended_month(found: re.Match[str]) -> str:
    """A month's name that is a letter or two off: `févrirer`."""
    word = found[2]
    if word in _MONTHS or len(word) < 4:
        return found[0]
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and months are seldom misspelt

    best = process.extractOne(word, [name for name in _MONTHS if len(name) > 3], scorer=fuzz.ratio, score_cutoff=75)
    return f"{found[1]}{best[0]}{found[3]}" if best else found[0]


def _iso(found: re.Match[str]) -> str | None:
    """The date of a match, None where no calendar has it."""
    parts = found.groupdict()
    if era := parts.get("era"):
        year = _common_year(era, parts["era_year"])
    else:
        digits = parts["y"]
        year = int(digits)
        if len(digits) == 2:
            year += 2000 if year < _CENTURY_TURN else 1900
    month = _MONTHS[parts["month"]] if parts.get("month") else int(parts["m"]) if parts.get("m") else None
    day = int(parts["d"]) if parts.get("d") else None
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return f"{year:04}"
    try:
        datetime.date(year, month, day or 1)
    except ValueError:
        return None
    if day is None:
        return f"{year:04}-{month:02}"
    return f"{year:04}-{month:02}-{day:02}" if day else None
