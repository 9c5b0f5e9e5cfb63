"""Amounts as clerks write them: thousands parted in any way, millions, 万 and 千, Chinese numerals."""

from __future__ import annotations

import re
from typing import NamedTuple

from ficheparse.lazily import lazily
from ficheparse.values.plain import blanked

_KANJI_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, *range(1, 10)), strict=True))
_SMALL_UNITS = {"十": 10, "百": 100, "千": 1_000}
_LARGE_UNITS = {"万": 10_000, "億": 100_000_000}
_UNITS = "".join((*_SMALL_UNITS, *_LARGE_UNITS))
_KANJI = "".join(_KANJI_DIGITS)

# One separator throughout: `45 123,252` is a figure and the beginning of another, not forty-five millions.
_DIGITS = r"\d{1,3}(?:(?P<part>[ .,'’、])\d{3}(?:(?P=part)\d{3})*)(?!\d)|\d+"
_REST = _DIGITS.replace("part", "part_of_rest")
_WESTERN = lazily(
    rf"""(?P<digits>{_DIGITS})(?P<decimals>[.,]\d{{1,2}}(?!\d|[.,]\d))?
        (?:\s*(?P<scale>millions?|mio\b|mn\b|milliers|milles?|thousands?|k(?![a-z])|m(?![a-z²'’]|\s*\d)|mhab)
           (?:\s*(?:et\s+|and\s+)?(?P<rest>{_REST})(?!\s*(?:mill|k)))?)?
    """,
    re.VERBOSE,
)
_JAPANESE = lazily(
    rf"""\d[\d,.、]{{0,30}}\s?百?[千万億](?![葉代歳])(?:\s?(?:\d[\d,.、]*|[{_KANJI}]+)?\s?[{_UNITS}](?![葉代歳]))*(?:\s?\d[\d,.、]*)?
      | [{_KANJI}{_UNITS}]{{2,30}}(?=\s?(?:余|あまり|人|名)) | 千(?=人)
    """,
    re.VERBOSE,
)
_ANY_JAPANESE = lazily(f"[{_UNITS}{_KANJI}]")
_JAPANESE_TOKEN = lazily(rf"\d[\d,.、]*|[{_KANJI}]+|[{_UNITS}]")


class Amount(NamedTuple):
    """An amount in a text."""

    start: int
    end: int
    value: int | None
    """None for what counts nothing: a fraction, `12,5`, or a number that begins with 0."""
    rounded: bool
    """Given in hundreds, thousands or more, not down to units."""


def amounts(text: str) -> list[Amount]:
    """The amounts in a text in lower case that went through `readable`.

    >>> [amount.value for amount in amounts("136 252 hab., 1.2 million, 42万3千人, 42万6,779人, 120 k")]
    [136252, 1200000, 423000, 426779, 120000]
    >>> [amount[2:] for amount in amounts("2,5 / 百二十万人")]
    [(None, False), (1200000, True)]
    """
    found: list[Amount] = []
    if not text.isascii() and _ANY_JAPANESE.search(text):
        found += [_japanese(match) for match in _JAPANESE.finditer(text)]
        text = blanked(text, [(amount.start, amount.end) for amount in found])
    place = 0
    while western := _WESTERN.search(text, place):
        found.append(_western(western))
        place = found[-1].end
    return sorted(found, key=lambda amount: amount.start)


def kanji_number(text: str) -> int:
    """The number that Chinese numerals say, by place or with units.

    >>> kanji_number("二十六"), kanji_number("二〇一四"), kanji_number("十")
    (26, 2014, 10)
    """
    return _evaluated([(token, 0) for token in _JAPANESE_TOKEN.findall(text)])[0]


def _western(match: re.Match[str]) -> Amount:
    digits, decimals, scale, rest = match["digits"], match["decimals"] or "", match["scale"], match["rest"]
    whole = re.sub(r"\D", "", digits)
    if not scale:
        count = int(whole) if len(whole) < 16 else 10**16
        broken = (whole[0] == "0" and count > 0) or decimals.strip(".,0") != ""
        return Amount(match.start(), match.end(), None if broken else count, False)
    factor = 1_000_000 if scale.startswith("m") and not scale.startswith("mille") and scale != "milliers" else 1_000
    if not decimals and re.fullmatch(r"\d{1,3}[.,]\d{3}", digits):  # 1,234 million is no thousand millions
        whole, decimals = re.split(r"[.,]", digits)
    value = round(float(f"{whole[:16]}.{decimals.strip('.,')}") * factor)
    end = match.end()
    if rest is not None:
        units = int(re.sub(r"\D", "", rest)[:16])
        if decimals or units >= factor or units < factor // 1000:
            rest, end = None, match.end("scale")
        else:
            value += units
    return Amount(match.start(), end, value, rest is None)


def _japanese(match: re.Match[str]) -> Amount:
    tokens = [(token[0], token.end()) for token in _JAPANESE_TOKEN.finditer(match[0])]
    value, used = _evaluated(tokens)
    return Amount(match.start(), match.start() + tokens[used - 1][1], value, tokens[used - 1][0] in _UNITS[1:])


def _evaluated(tokens: list[tuple[str, int]]) -> tuple[int, int]:
    """The value of digits and units in their order, and how many of them make it.

    A numeral at the end that is no smaller than the unit before it is another number: `42万 420,748`.
    """
    total = section = 0.0
    numeral = ""
    last_unit = 0
    for token, _ in tokens:
        if (small := _SMALL_UNITS.get(token)) is not None:
            section += (_numeral(numeral) if numeral else 1) * small
            numeral, last_unit = "", small
        elif (large := _LARGE_UNITS.get(token)) is not None:
            total += (section + (_numeral(numeral) if numeral else 0) or 1) * large
            section, numeral, last_unit = 0.0, "", large
        else:
            numeral = token
    # what no unit follows has its thousands parted, and no decimals
    rest = _numeral(re.sub(r"\.", "", numeral)) if numeral else 0
    if last_unit and rest >= last_unit:
        return round(total + section), len(tokens) - 1
    return round(total + section + rest), len(tokens)


def _numeral(token: str) -> float:
    if token[0] in _KANJI_DIGITS:
        return float("".join(str(_KANJI_DIGITS[digit]) for digit in token)[:16])
    whole, _, decimals = re.sub(r"[,、]", "", token).partition(".")
    return float(f"{whole[:16]}.{decimals.replace('.', '')[:16]}")
