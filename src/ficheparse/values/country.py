"""The country of a fiche, from what the document says (contract, section 3, **Country**)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from ficheparse.fiche import Country
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese
from ficheparse.values.plain import plain

Box = tuple[float, float, float, float]
"""South, west, north, east, in degrees."""

COUNTRIES: tuple[Country, ...] = ("FR", "JP")


class _Wordings:
    """Words that are looked for in folded texts; a Japanese word has no bounds, and 日本海 is no country."""

    def __init__(self, words: list[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for word in words:
            if not is_japanese(word):
                self._by_first.setdefault(fold(word).split()[0], []).append(f" {fold(word)} ")
        japanese = [fold(word) for word in words if is_japanese(word)]
        self._japanese = lazily(rf"(?:{'|'.join(japanese)})(?!海|語|人)") if japanese else None

    def are_in(self, folded: str) -> bool:
        """Whether one of them stands in the text: words of a folded text are parted by single spaces."""
        padded = f" {folded} "
        for first in self._by_first.keys() & folded.split():
            if any(wording in padded for wording in self._by_first[first]):
                return True
        return self._japanese is not None and self._japanese.search(folded) is not None


class _Signs(NamedTuple):
    """What tells of a country: words of folded texts, and patterns for addresses."""

    named: _Wordings
    places: _Wordings
    forms: _Wordings
    ending: re.Pattern[str]
    """What a domain ends in: most addresses have none, and need not be gone through from their beginning."""
    domain: re.Pattern[str]
    prefix: re.Pattern[str]
    boxes: tuple[Box, ...]


@cache
def _signs() -> dict[Country, _Signs]:
    table = tomllib.loads(files("ficheparse").joinpath("data/country.toml").read_text("utf-8"))
    return {country: _compiled(table[country], table["boxes"][country].values()) for country in COUNTRIES}


def _compiled(words: Mapping[str, Any], boxes: Iterable[list[float]]) -> _Signs:
    domains, prefixes = "|".join(words["domains"]), "|".join(words["prefixes"])
    ending = rf"[.．](?:{domains})\b(?![.@\w-])"
    return _Signs(
        _Wordings(words["named"]),
        _Wordings(words["places"]),
        _Wordings(words["forms"]),
        lazily(ending, re.IGNORECASE),
        lazily(rf"(?<![?=&])(?<![^/]/)(?<![\w-])[\w-]{{1,63}}{ending}", re.IGNORECASE),
        lazily(rf"(?:\+|00(?<![\d.]00))\s?\(?(?:{prefixes})(?=[\d\s().-])"),
        tuple((south, west, north, east) for south, west, north, east in boxes),
    )


# A foreign place is written in katakana, with the kind of authority behind: ナント市, トゥールーズ都市圏.
_FOREIGN = lazily(r"^[\sァ-ヺー・＝=]{2,}(?:市|町|村|県|州|郡|都市圏|広域|共同体|大都市|地方|地域|[（(].*|$)")
_JOINT = lazily(r"\s(?:et|and|&)\s|\s[/／–—-]\s|[／]|と(?=[一-鿿])")
_JAPANESE_POSTAL = lazily(r"〒|\b\d{3}-\d{4}\b(?=\s*[一-鿿])|[一-鿿]{2,3}[都道府県][一-鿿]")
_FRENCH_POSTAL = lazily(r"(?<![\d-])(?:0[1-9]|[1-8]\d|9[0-8])\d{3}\s+[A-ZÀ-Þ](?=[\w'’])")
_FRENCH_PHONE = lazily(r"(?<![\d+])0[1-9](?:([ .\-/]?)\d\d)(?:\1\d\d){3}(?!\d)")
_JAPANESE_PHONE = lazily(r"(?<![\d+-])\(?0\d{1,4}[)\-ー－−‐ ]\s?\d{1,4}[\-ー－−‐]\d{4}(?!\d)")


def read(
    name: str | None,
    other_names: tuple[str, ...],
    title: str | None,
    location_text: str,
    contact_text: str,
    addresses: tuple[str, ...],
    *,
    known: Country | None = None,
) -> Country | None:
    """The country of the authority, None where nothing tells; of a joint fiche, that of the first name.

    `addresses` are texts or targets with web and e-mail addresses, not those of maps. `known` is what a gazetteer says
    of the name. The form's language and its annex are not asked, nor what is only told of (domains, points).

    The strongest evidence decides: the place, the name's script, a country or region in the name, a national domain or
    telephone prefix, where they agree; then what the location says, how telephone numbers are grouped, other names.

    >>> read("Ville de Rodez", (), None, "", "", ("https://www.mairie-rodez.example.fr/en",))
    'FR'
    >>> read("Tsu City", (), None, "", "Tel. +81 59 229 3111", ()), read("津市", ("Ville de Tsu",), None, "", "", ())
    ('JP', 'JP')
    >>> read("ロデーズ市", ("Ville de Rodez",), None, "", "", ()), read("Springfield", (), None, "", "", ())
    ('FR', None)
    """
    if known is not None:
        return known
    first = _JOINT.split(name or title or "", maxsplit=1)[0]
    heading = fold(f"{first} {title or ''}" if name else first)
    reach = " ".join(addresses)
    contact = plain(contact_text)
    location = fold(location_text)
    return (
        _of_script(first)
        or _agreed(lambda country: _signs()[country].named.are_in(heading))
        or _agreed(lambda country: _signs()[country].places.are_in(heading))
        or _agreed(lambda country: _is_reached(country, reach, contact))
        or _agreed(lambda country: _signs()[country].named.are_in(location))
        or _agreed(lambda country: _is_addressed(country, location, f"{location_text}\n{contact_text}"))
        or _agreed(lambda country: _is_phoned(country, contact))
        or ("FR" if any(_FOREIGN.match(other) for other in (first, *other_names)) else None)
        or _agreed(lambda country: _signs()[country].forms.are_in(fold(name or title or "")))
        or _first_domain(reach)
        or _of_script(" ".join((title or "", *other_names)))
    )


def boxes(country: Country) -> tuple[Box, ...]:
    """The parts of a country, roughly."""
    return _signs()[country].boxes


def _agreed(tells: Callable[[Country], bool]) -> Country | None:
    """The one country that a kind of evidence tells of; None where it tells of none, or of both."""
    told = [country for country in COUNTRIES if tells(country)]
    return told[0] if len(told) == 1 else None


def _of_script(name: str) -> Country | None:
    """A name in Japanese letters is Japanese, unless it is a foreign one in katakana."""
    return "JP" if is_japanese(name) and not _FOREIGN.match(name) else None


def _is_reached(country: Country, reach: str, contact: str) -> bool:
    return (
        _domain(country, reach) is not None
        or _domain(country, contact) is not None
        or _signs()[country].prefix.search(contact) is not None
    )


def _domain(country: Country, text: str) -> re.Match[str] | None:
    """The first name in a text that ends in one of the country's domains."""
    signs = _signs()[country]
    return signs.domain.search(text) if signs.ending.search(text) else None


def _is_addressed(country: Country, location: str, text: str) -> bool:
    postal = _FRENCH_POSTAL if country == "FR" else _JAPANESE_POSTAL
    return _signs()[country].places.are_in(location) or postal.search(text) is not None


def _is_phoned(country: Country, contact: str) -> bool:
    pattern = _FRENCH_PHONE if country == "FR" else _JAPANESE_PHONE
    return pattern.search(contact) is not None


def _first_domain(reach: str) -> Country | None:
    """Of two countries' domains, that of the first address."""
    found = [(match.start(), country) for country in COUNTRIES if (match := _domain(country, reach))]
    return min(found)[1] if found else None
