"""Telephone numbers in free text, French and Japanese, in E.164 (contract, section 3, **Contact**).

Most numbers are settled by their first digits. `phonenumbers` costs 60 ms to import and 17 µs a number, and is asked
only where those do not decide: special numbers, overseas France, other countries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ficheparse.fiche import Country
from ficheparse.lazily import lazily
from ficheparse.text import is_japanese


class Number(NamedTuple):
    """A telephone number, or what stands in the place of one."""

    start: int
    end: int
    e164: str | None
    """None where what stands there is no valid number."""


_DASHES = r"\-‐‑‒–—―−ー~〜"
_GAP = rf"[ .()/{_DASHES}]"
_RUN = lazily(
    rf"(?=[\d(+oO])(?<!\d)(?:[(]?\+\s?[(]?(?=\d)|[(](?=\+?\d)|(?<![^\W\d_])[oO](?=[ .-]?\d))?"
    rf"\d(?:{_GAP}{{0,3}}\d){{0,60}}[)]?"
)
_PREFIX = lazily(r"\(?(?:\+|00)\s?\(?(\d\d)")
_TRUNK = lazily(r"\(\s?0\s?\)")
_SIGNS = lazily(r"[^\d]+")
# A stretch that parts two things rather than the groups of one number.
_WIDE = lazily(rf"\s[/{_DASHES}]\s|\s\(|\)\s?/")
_SECOND = lazily(
    r"(?: ?[、・/~〜] ?| (?:ou|et|or|and) |(?<=-\d{4}),\s?)(\d{4}|\d\d(?: \d\d)?)"
    r"(?!\d|[.-]\d)(?=\s*(?:[^\w\s]|$|\n|[A-Z]))",
    re.M,
)

# What looks like a number and is none: a Japanese postal code, a date, hours, something counted or registered.
_POSTAL = lazily(r"\d{3}[-−ー‐]\d{4}")
_DATE = lazily(r"(?:0?[1-9]|[12]\d|3[01])([./-])(?:0?[1-9]|1[0-2])\1(?:19|20)?\d\d")
_HOURS = lazily(rf"[01]?\d[.]\d\d\s?[{_DASHES}]\s?[012]?\d[.]\d\d")
_REGISTERED = lazily(
    r"(?:〒|(?<![^\W\d_])(?:siret|siren|ape|naf|tva|iban|rib|fr\d\d|bp|b\.p\.|cs|tsa|cidex))[\s:.°n]*$", re.I
)
_PAIRS = lazily(r"0?[1-9]([ .\-])\d\d(?:\1\d\d){3}")
_THREE_GROUPS = lazily(rf"\(?0\d{{1,4}}\)?[{_DASHES} ]?\d{{1,4}}[{_DASHES}]\d{{3,4}}")
_LEAST = 6  # digits: fewer are a house, a room, a postal code
_MOST = 15  # digits of a number, E.164
_MOST_IN_A_RUN = 60  # digits: six numbers side by side; more are a table of something else

# National numbers without their 0. Where the first two or three digits are these, every number is in service; 06 39 98
# is what Arcep keeps for fiction, which a library calls invalid. The tests hold both against the library.
_FRENCH = lazily(r"(?:[13]\d|2[0-57-9]|4[1-9]|5[1-7]|6[0-24-8]|7[3-9]|9\d)\d{7}|26[014-8]\d{6}|63998\d{4}")
_JAPANESE = lazily(
    r"(?:2[2-9]|[36][1-9]|4[2-578]|5[2-589]|7[25-9]|8[2679]|9[2-58])\d{7}|[789]0[1-9]\d{7}|50[1-9]\d{7}|120\d{6}"
    # smaller areas: 011 Sapporo, 096 Kumamoto
    r"|(?:1(?:1[235-8]|2[3-6]|3[3-9]|4[2-6]|[58][2-8]|6[2-7]|7[2-9]|9[1-9])|4(?:6[02-8]|9[2-59])|5(?:6[1-9]|7[2-8])"
    r"|7(?:3[4-9]|4[02-9])|8(?:3[2-9]|4[5-9]|5[1-9]|8[03-9])|9[679][1-9])\d{6}"
)
# Overseas France has country codes of its own behind a common 0.
_OVERSEAS = {
    "262": "262", "263": "262", "692": "262", "693": "262", "269": "262", "639": "262",
    "590": "590", "690": "590", "691": "590", "596": "596", "696": "596", "697": "596", "594": "594", "694": "594",
}  # fmt: skip
_MIQUELON = lazily(r"508(\d{6})")


def numbers_in(text: str, country: Country | None, announced: re.Pattern[str]) -> list[Number]:
    """The numbers of a text in plain characters (`plain.plain`), in order, valid or not.

    A national number is of the fiche's country; where that is not known, of the one that writes numbers so.
    `announced` matches the end of a text after which any digits are meant for a number (`Tél. :`).

    >>> said = re.compile("Tel[. ]*$")
    >>> [number.e164 for number in numbers_in("+33 (0)2 61 91 00 12, 04.65.71.00.12 poste 24", "FR", said)]
    ['+33261910012', '+33465710012']
    >>> [number.e164 for number in numbers_in("(03) 5246-1111 / 090-1234-5678", "JP", said)]
    ['+81352461111', '+819012345678']
    >>> [number.e164 for number in numbers_in("02 61 91 00 12 / 64 70, Tel. 02 61 91 00", "FR", said)]
    ['+33261910012', '+33261916470', None]
    >>> numbers_in("〒060-8611, SIRET 213 702 614 00018, 37000, le 01.02.2014", None, said)
    []
    """
    found: list[Number] = []
    of_script: Country = "JP" if is_japanese(text) else "FR"
    for start, run in _runs(text):
        said = announced.search(text, max(0, start - 24), start) is not None
        if not said and (
            _is_word(text, start) or not _is_shaped(run) or _REGISTERED.search(text, max(0, start - 24), start)
        ):
            continue
        if len(_SIGNS.sub("", run)) > _MOST_IN_A_RUN:
            continue
        numbers = _numbers(run, country or _country(run, of_script))
        if any(number.e164 for number in numbers):
            found += _moved(numbers, start)
            if second := _second(text, found[-1]):
                found.append(second)
        elif said or _is_meant(run):
            found.append(Number(start, start + len(run), None))
    return found


def _runs(text: str) -> Iterator[tuple[int, str]]:
    """Where digits stand that may be a number, and what they are; a bracket that closes on its own ends them."""
    place = 0
    while match := _RUN.search(text, place):
        run, place = match[0], match.end()
        for closing in re.finditer(r"\)", run):
            if run.count(")", 0, closing.end()) > run.count("(", 0, closing.end()):
                run, place = run[: closing.start()], match.start() + closing.end()
                break
        yield match.start(), run


def _is_word(text: str, start: int) -> bool:
    """Whether digits belong to a word of Latin letters: no telephone's name stands before them."""
    return start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()


def _is_shaped(run: str) -> bool:
    """Whether a run of digits with no word before it has the look of a telephone number."""
    digits = sum(map(str.isdigit, run))
    return (
        digits >= (4 if "+" in run[:2] else _LEAST)
        and (
            run.lstrip("(")[0] in "+0oO" or _PAIRS.match(run) is not None or run.startswith(("33", "81", "(33", "(81"))
        )
        and not (_POSTAL.fullmatch(run) or _DATE.fullmatch(run) or _HOURS.fullmatch(run))
    )


def _is_meant(run: str) -> bool:
    """Whether a shaped run that is no valid number was meant for one."""
    digits = sum(map(str.isdigit, run))
    if run.lstrip("(")[0] in "+0oO":
        return digits <= _MOST and digits < len(run) + (9 <= digits <= 11)
    return _PAIRS.fullmatch(run) is not None


def _country(run: str, of_script: Country) -> Country:
    """The country that writes a national number so; where both do, that of the text's script."""
    if _PAIRS.fullmatch(run):
        return "FR"
    return "JP" if _THREE_GROUPS.fullmatch(run) else of_script


def _numbers(run: str, country: Country) -> list[Number]:
    """The numbers of one run of digits: most often one, but several may stand side by side."""
    if e164 := _e164(run, country):
        return [Number(0, len(run), e164)]
    for gap in reversed(list(_SIGNS.finditer(run))):
        left = run[: gap.start()]
        if gap.start() and (e164 := _e164(left, country)):
            right = run[gap.end() - (gap[0][-1] in "(+") :]
            offset = len(run) - len(right)
            first = Number(0, gap.start(), e164)
            rest = _numbers(right, country)
            if any(number.e164 for number in rest):
                return [first, *_moved(rest, offset)]
            if gap[0].strip() in {"/", "~", "〜"} and (e164 := _completed(e164, right)):
                return [first, Number(offset, len(run), e164)]
            if _WIDE.search(gap[0]):
                meant = right[0] in "0+" and len(_SIGNS.sub("", right)) >= _LEAST
                return [first, *([Number(offset, len(run), None)] if meant else [])]
    return [Number(0, len(run), None)]


def _moved(numbers: list[Number], offset: int) -> list[Number]:
    return [Number(offset + start, offset + end, e164) for start, end, e164 in numbers]


def _second(text: str, number: Number) -> Number | None:
    """A second number of which only the last digits are written: `… 64 60 / 64 70`, `…-2033、2034`."""
    match = _SECOND.match(text, number.end)
    e164 = _completed(number.e164, match[1]) if match and number.e164 else None
    return Number(match.start(1), match.end(1), e164) if match and e164 else None


def _completed(e164: str, last: str) -> str | None:
    digits = _SIGNS.sub("", last)
    return e164[: -len(digits)] + digits if len(digits) in {2, 4} else None


def _e164(run: str, country: Country) -> str | None:
    """A whole run as one number, None where it is no valid one."""
    prefix = _PREFIX.match(run)
    digits = _SIGNS.sub("", _TRUNK.sub("", run) if prefix else run)
    if not digits or len(digits) > _MOST + 2 or run[0] in "oO":
        return None
    if prefix or (country == "JP" and digits.startswith("010") and len(digits) > 11):
        international = digits[3:] if digits.startswith("010") and "+" not in run else digits
        return _international(international if "+" in run[:3] else international.removeprefix("00"))
    if digits[0] == "0":
        own = _national(digits[1:], country)
        if own or country == "FR" or not _PAIRS.fullmatch(run):
            return own
        return _national(digits[1:], "FR")  # five pairs that are no Japanese number: someone who is in France
    if digits[:2] in {"33", "81"} and len(digits) in {11, 12}:
        return _international(digits)
    return None


def _international(digits: str) -> str | None:
    if digits.startswith("33"):
        return _national(digits[2:].removeprefix("0"), "FR")
    if digits.startswith("81"):
        return _national(digits[2:].removeprefix("0"), "JP")
    return _by_library("+" + digits)


def _national(digits: str, country: Country) -> str | None:
    """A national number without its 0."""
    if country == "JP":
        return "+81" + digits if _JAPANESE.fullmatch(digits) else _by_library("+81" + digits, len(digits) in {9, 10})
    if _FRENCH.fullmatch(digits):
        return "+33" + digits
    if len(digits) != 9:
        return None
    if match := _MIQUELON.fullmatch(digits):
        return _by_library("+508" + match[1])
    if digits.startswith("709"):  # mobiles of all four
        return next(filter(None, (_by_library(f"+{code}{digits}") for code in sorted(set(_OVERSEAS.values())))), None)
    return _by_library(f"+{_OVERSEAS.get(digits[:3], '33')}{digits}")


def _by_library(number: str, possible: bool = True) -> str | None:
    """A number in international form, as the library has it, None where it is none."""
    if not possible:
        return None
    # Imported here: it costs more than reading forty fiches, and few numbers need it.
    import phonenumbers  # noqa: PLC0415

    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(parsed):
        return None
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
