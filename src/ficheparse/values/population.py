"""The number of inhabitants (contract, section 3, **Population**)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ficheparse.fiche import Population
from ficheparse.text import as_written, readable, unaccented
from ficheparse.values.dates import era_year
from ficheparse.values.reading import Doubt, Reading

MOST = 50_000_000
"""Contract, section 5: no authority of either country has more; Tōkyō has 14 million."""

_GROUP = r"\d{1,3}(?:[ .,'\u2019]\d{3})+(?!\d)|\d+"
_AMOUNT = re.compile(
    rf"""(?P<oku>\d+(?:[.,]\d+)?)\s*億(?:\s*(?P<oku_man>\d+)\s*万)?
      | (?P<man>\d[\d,]*(?:\.\d+)?)\s*万\s*(?:(?P<man_sen>\d+)\s*千\s*(?P<sen_rest>\d{{1,3}})?|(?P<man_rest>\d[\d,]*))?
      | (?P<sen>\d+(?:\.\d+)?)\s*千(?!\s*[a-z])(?:\s*(?P<sen_units>\d{{1,3}}))?
      | (?P<number>{_GROUP})(?P<decimals>[.,]\d{{1,2}})?
        \s*(?P<scale>millions?|milliers|mille|thousand|k\b|m\b(?!\s*[²2]))?
    """,
    re.VERBOSE,
)
_APPROXIMATE_BEFORE = re.compile(
    r"(?:約|およそ|ほぼ|概ね|env\.?|environ|pres de|plus de|plus d'|moins de|quelque|autour de"
    r"|aux alentours de|approximativement"
    r"|approx\.?|approximately|about|around|nearly|almost|over|more than|some|circa|ca\.?|c\.|roughly|[~≈≃〜∼±>])\s*$"
)
_APPROXIMATE_AFTER = re.compile(
    r"\s*(?:人|名|hab(?:itants|\.)?|inhabitants|people)?"
    r"\s*(?:余り?|あまり|強|弱|程度|ほど|前後|environ|approximativement|approximately|approx\.?|or so|\(approx|\(env)"
)
_RANGE = re.compile(r"\d[\d .,'\u2019]*(?:万|千|millions?)?\s*(?:hab\w*\.?\s*)?(?:a|et|to|and|[-–—~〜～から])\s*\d")
_BETWEEN = re.compile(r"\bentre\b|\bbetween\b|\bde\s+\d[\d .]*\s+a\s+\d")
# Words after or before a figure that is of something else, and the words that bring in a share of the whole.
_OTHER_AFTER = re.compile(
    r"\s*(?:%|％|‰|km|ha\b|hectares?|m²|m2|㎢|平方|世帯|男|女|menages?|foyers?|logements?|households?"
    r"|families|familles|femmes?|hommes?|women|men\b|males?|females?|communes?|villes|municipalities|quartiers"
    r"|hab\.?\s*/|habitants?\s*/|inhabitants?\s*(?:/|per)|人\s*/|e\b|eme\b|er\b|th\b|位|番|歳|ans\b|years)"
)
_OTHER_BEFORE = re.compile(
    r"(?:男性?|女性?|世帯数?|面積|密度|femmes?|hommes?|menages?|foyers?|women|men|males?|females?|households?|superficie|area"
    r"|densite|density|rang|rank|n°|no\.?|code)\s*[:：は]?\s*$"
)
_SHARE_BEFORE = re.compile(r"(?:\bdont|\bincluding|\bincl\.?|\bof (?:whom|which)|うち|内訳)[^;]*$")
_YEAR = re.compile(r"(?<![\d.,])(?:1[89]|20)\d\d(?![\d])")
_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    "|january|february|march|april|may|june|july|august|september|october|november|december"
)
_YEAR_BEFORE = re.compile(
    r"(?:\ben|\bau|\bde|\bdu|\bin|\bof|\bfrom|\bas of|\bau 1er [a-z]+|\bon|insee|rgp|rp|recensement|census|annee|year"
    r"|chiffres?|donnees?|source|estimation|statistiques?"
    rf"|{_MONTHS}|[(\[,;/]|\d{{1,2}}[./-])\s*,?\s*$"
)
_YEAR_AFTER = re.compile(r"\s*(?:年|[)\]:;]|$|census|estimate|\.\d{1,2}\.\d|[-/]\d{1,2}(?:[-/]\d|\b))")
_PEOPLE_AFTER = re.compile(r"\s*(?:人|名|hab|inhab|people|persons|ames|residents|citizens|personnes|d'habitants)")
_DATE_TAIL = re.compile(
    rf"""\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?
      | \b\d{{1,2}}(?:er|st|nd|rd|th)?\s+(?:{_MONTHS})\b
      | \b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?(?![\d ]*\d{{3}})
      | \b1er\b
      | (?<![a-z])[mtshr]\.?\d{{1,2}}(?:\.\d{{1,2}}){{1,2}} | (?<![a-z])[mtshr]\.?\d{{1,2}}\s*年度?
      | (?:明治|大正|昭和|平成|令和)\s*(?:\d{{1,2}}|元)\s*年?度?
    """,
    re.VERBOSE,
)
_NUMERIC_DATE = re.compile(r"\b\d{1,2}[./]\d{1,2}[./]((?:19|20)\d\d)\b|\b((?:19|20)\d\d)[./-]\d{1,2}[./-]\d{1,2}\b")


@dataclass(slots=True, frozen=True)
class _Figure:
    value: int
    approximate: bool
    end: int


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
    plain = unaccented(readable(text)).lower().replace("\n", " ; ").replace("\t", " ")
    unclear: Reading[Population | None] = Reading(None, (Doubt("population-unclear", as_written(text)),))
    bare, year = _without_dates(plain)
    figures = _figures(bare)
    if not figures or _is_range(bare):
        return unclear
    chosen = figures[0]
    exact = next((f for f in figures[1:] if not f.approximate), None)
    others = [figure for figure in figures[1:] if figure.value != chosen.value]
    if chosen.approximate and exact is not None and _rounds_to(chosen.value, exact.value):
        chosen, others = exact, [f for f in others if f.value != exact.value and not _rounds_to(f.value, exact.value)]
    others = [f for f in others if not (f.approximate and _rounds_to(f.value, chosen.value))]
    if not 0 < chosen.value <= MOST:
        return unclear
    doubts = (Doubt("population-several", as_written(text)),) if others else ()
    return Reading(Population(value=chosen.value, year=year, approximate=chosen.approximate), doubts)


def _rounds_to(rounded: int, exact: int) -> bool:
    """Whether one figure is the other, rounded: within a tenth."""
    return abs(rounded - exact) * 10 <= exact


def _without_dates(plain: str) -> tuple[str, int | None]:
    """The text with its years and dates blanked out, and the first year."""
    years: list[tuple[int, int]] = []

    def blank(found: re.Match[str]) -> str:
        year = era_year(found[0] + "年") if found[0][0] in "mtshr明大昭平令" else None
        if year:
            years.append((found.start(), year))
        return "·" * len(found[0])

    def blank_numeric(found: re.Match[str]) -> str:
        years.append((found.start(), int(found[1] or found[2])))
        return "·" * len(found[0])

    plain = _NUMERIC_DATE.sub(blank_numeric, plain)
    for found in list(_YEAR.finditer(plain)):
        if _is_year(plain, found):
            years.append((found.start(), int(found[0])))
            tail = re.match(r"年?度?", plain[found.end() :])
            length = len(found[0]) + (tail.end() if tail else 0)
            plain = plain[: found.start()] + "·" * length + plain[found.start() + length :]
    plain = _DATE_TAIL.sub(blank, plain)
    return plain, min(years)[1] if years else None


def _is_year(plain: str, found: re.Match[str]) -> bool:
    """Whether four digits are a year and not the figure itself."""
    if _PEOPLE_AFTER.match(plain, found.end()):
        return False
    before = plain[: found.start()]
    if re.search(r"\d[ .,']$", before):
        return False
    if not re.search(r"\d", before) and not re.search(r"\d", plain[found.end() :]):
        return False
    return bool(_YEAR_BEFORE.search(before)) or bool(_YEAR_AFTER.match(plain, found.end())) or not before.strip()


def _figures(bare: str) -> list[_Figure]:
    """The figures of inhabitants, in order; those of something else left out."""
    found: list[_Figure] = []
    for amount in _AMOUNT.finditer(bare):
        before = bare[: amount.start()]
        after = bare[amount.end() :]
        if re.search(r"[a-z#°]$", before) and not amount["man"] and not re.search(r"\b(?:env|approx|ca)\.?$", before):
            continue
        if _OTHER_AFTER.match(after) or _OTHER_BEFORE.search(before) or (found and _SHARE_BEFORE.search(before)):
            continue
        value, rounded = _value(amount)
        approximate = rounded or bool(_APPROXIMATE_BEFORE.search(before)) or bool(_APPROXIMATE_AFTER.match(after))
        found.append(_Figure(value, approximate, amount.end()))
    return found


def _value(amount: re.Match[str]) -> tuple[int, bool]:
    """The amount in persons, and whether it is given in thousands or more."""
    if amount["oku"]:
        return round(_decimal(amount["oku"]) * 100_000_000) + int(amount["oku_man"] or 0) * 10_000, True
    if amount["man"]:
        man = round(_decimal(amount["man"].replace(",", "")) * 10_000)
        if amount["man_sen"]:
            return man + int(amount["man_sen"]) * 1_000 + int(amount["sen_rest"] or 0), not amount["sen_rest"]
        rest = amount["man_rest"]
        return man + int(rest.replace(",", "") if rest else 0), not rest
    if amount["sen"]:
        return round(_decimal(amount["sen"]) * 1_000) + int(amount["sen_units"] or 0), not amount["sen_units"]
    scale = amount["scale"] or ""
    number, decimals = amount["number"], amount["decimals"] or ""
    if scale:
        factor = 1_000_000 if scale.startswith("m") and scale not in ("mille", "milliers") else 1_000
        if not decimals and (point := re.fullmatch(r"(\d{1,3})[.,](\d{3})", number)):
            number, decimals = point[1], "." + point[2]
        digits = re.sub(r"\D", "", number)
        return round(float(digits + decimals.replace(",", ".")) * factor), True
    return int(re.sub(r"\D", "", number)), False


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _is_range(bare: str) -> bool:
    """Whether the figures are the two ends of a range."""
    if _BETWEEN.search(bare):
        return len(_figures(bare)) > 1
    return bool(_RANGE.search(bare)) and not re.search(r"(?:hab\w*|人)\s*(?:et|and)\s*\d", bare)
