"""What was typed into a cell, as a value of its column; `Unreadable` where it is none.

Exception
└── Unreadable      what was typed is no value of the column
"""

from __future__ import annotations

import re
from datetime import date

from ficheparse.document import Paragraph, Run, Where
from ficheparse.fiche import Country
from ficheparse.text import as_written, fold
from ficheparse.values import dates, emails, phones, plain
from ficheparse.wording import table

Typed = str | int | float | bool | date | None
"""A cell's value; None where it was emptied."""

_BETWEEN = re.compile(r"\s*[;\n]\s*|\s*,\s+")
_ANYWHERE = re.compile("$")
"""In a column of numbers, any digits are meant for one."""
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


class Unreadable(Exception):
    """What was typed is no value of the column."""


def as_text(typed: Typed) -> str:
    """What was typed, as it is read and quoted.

    >>> as_text(12000.0), as_text(date(2014, 3, 12)), as_text("  Vannes "), as_text(None)
    ('12000', '2014-03-12', 'Vannes', '')
    """
    match typed:
        case None:
            return ""
        case bool():
            return "1" if typed else "0"
        case float() if typed.is_integer():
            return str(int(typed))
        case date():
            return typed.isoformat()[:10]
        case _:
            return str(typed).replace("\r\n", "\n").strip()


def paragraph(typed: Typed) -> list[Paragraph]:
    """What was typed, as the form's readers take it."""
    return [Paragraph([Run(as_text(typed))], Where())]


def text(typed: Typed) -> str | None:
    """A text on one line."""
    return as_written(as_text(typed)) or None


def lines(typed: Typed) -> list[str]:
    """A list, one a line."""
    return [written for line in as_text(typed).split("\n") if (written := as_written(line))]


def number(typed: Typed) -> float | None:
    """A number, with a comma or a point before its decimals."""
    if typed is None or isinstance(typed, bool) or as_text(typed) == "":
        return None
    try:
        return float(as_text(typed).replace(",", ".").replace("\u2212", "-").rstrip("° "))
    except ValueError as problem:
        raise Unreadable from problem


def whole(typed: Typed, least: int, most: int) -> int | None:
    """A whole number within bounds."""
    found = number(typed)
    if found is None:
        return None
    if not found.is_integer() or not least <= found <= most:
        raise Unreadable
    return int(found)


def year(typed: Typed) -> int | None:
    """A year of the common era, or of a Japanese one."""
    if isinstance(typed, str) and (of_era := dates.era_year(typed)) is not None:
        return of_era
    return whole(typed, _FIRST_YEAR, _LAST_YEAR)


def flag(typed: Typed) -> bool:
    """Yes or no, in any of the languages."""
    if isinstance(typed, bool):
        return typed
    said = fold(as_text(typed))
    for value, key in ((True, "yes"), (False, "no")):
        if said in {fold(word) for word in table()["flag"][key].values()} | ({"1"} if value else {"0", ""}):
            return value
    raise Unreadable


def country(typed: Typed) -> Country | None:
    """A country, by its code or its name in any of the languages."""
    said = fold(as_text(typed))
    if not said:
        return None
    codes: tuple[Country, ...] = ("FR", "JP")
    for code in codes:
        if said in {fold(code), *(fold(word) for word in table()["country"][code].values())}:
            return code
    raise Unreadable


def addresses(typed: Typed) -> list[str]:
    """E-mail addresses."""
    found: list[str] = []
    for part in _parts(typed):
        read = [one.address for one in emails.addresses_in(plain.plain(part))]
        if not read or None in read:
            raise Unreadable
        found += [address for address in read if address]
    return list(dict.fromkeys(found))


def telephones(typed: Typed, of: Country | None) -> list[str]:
    """Telephone numbers, E.164; national ones are of the fiche's country."""
    found: list[str] = []
    for part in _parts(typed):
        read = [one.e164 for one in phones.numbers_in(plain.plain(part), of, _ANYWHERE)]
        if not read or None in read:
            raise Unreadable
        found += [telephone for telephone in read if telephone]
    return list(dict.fromkeys(found))


def day(typed: Typed) -> str | None:
    """A day, a month or a year, ISO 8601."""
    said = as_text(typed)
    if not said:
        return None
    found = dates.read(said).value
    if found is None:
        raise Unreadable
    return found


def _parts(typed: Typed) -> list[str]:
    return [part for part in _BETWEEN.split(as_text(typed)) if part]
