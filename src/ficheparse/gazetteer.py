"""Which authorities a name may mean: French communes, EPCI, départements and régions; Japanese ones.

The table is package data, built by `scripts/build_gazetteer.py`; its sources and licences are told beside it.
Nothing is asked of any network.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Literal

from ficheparse.fiche import Country
from ficheparse.text import fold, is_japanese

if TYPE_CHECKING:
    from sqlite3 import Connection

Kind = Literal["commune", "epci", "departement", "region", "prefecture", "city", "ward", "town", "village"]

_ALSO: dict[str, frozenset[str]] = {"commune": frozenset(["commune", "city", "town", "village", "ward"])}
"""`Ville de Kyoto` and `Kyoto City` may be of either country, and a Tokyo ward calls itself a city."""
_ARTICLES = re.compile(r"^(?:(?:de la|de l|de|du|des|d|of the|of|la|le|les|l)\s+)")
_PREFECTURES = re.compile(r"^(?:北海道|東京都|京都府|大阪府|.{2,3}県)(?=.)")
_AUTHORITY_ENDINGS = frozenset("市区町村県府都")


@dataclass(slots=True, frozen=True)
class Place:
    """An authority that a name may mean."""

    name: str
    country: Country
    kind: Kind
    population: int | None
    """Inhabitants by the last census of its country; None where the sources do not say."""
    latitude: float | None
    longitude: float | None
    """Degrees, WGS 84, of its seat."""
    slug: str | None
    """A Japanese authority's name in Latin letters, `kyoto` for the city and `kyoto-fu` for the prefecture."""
    former: bool
    """The name is no more."""


@cache
def _kind_words() -> dict[str, dict[str, list[str]]]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("ficheparse").joinpath("data/authorities.toml").read_text("utf-8")
    )
    return table


def former_names() -> dict[str, list[str]]:
    """Names that are no more, by kind."""
    return _kind_words()["former"]


@cache
def _affixes() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The words before and after a name, longest first, each with the kind that it tells."""
    before: list[tuple[str, str]] = []
    after: list[tuple[str, str]] = []
    for kind, words in _kind_words().items():
        if kind != "former":
            before += [(word, kind) for word in words.get("before", [])]
            after += [(word, kind) for word in words.get("after", [])]
    return sorted(before, key=lambda pair: -len(pair[0])), sorted(after, key=lambda pair: -len(pair[0]))


def name_key(name: str) -> str:
    """The key of a name as it stands.

    >>> name_key("Saint-Étienne"), name_key("St Etienne"), name_key("高松市")
    ('saint etienne', 'saint etienne', '高松市')
    """
    key = re.sub(r"\bst\b", "saint", re.sub(r"\bste\b", "sainte", fold(name)))
    return key.replace(" ", "") if is_japanese(key) else key


def bare_key(name: str, kind: str) -> str:
    """The key of a name without the words that say it is of this kind, and without its article."""
    key = name_key(name)
    for word, of in _affixes()[0]:
        if of == kind and key.startswith(f"{word} "):
            key = key[len(word) + 1 :]
            break
    else:
        for word, of in _affixes()[1]:
            if of == kind and key.endswith(f" {word}"):
                key = key[: -len(word) - 1]
                break
    return _without_article(key)


def _without_article(key: str) -> str:
    return _ARTICLES.sub("", key, count=1)


@cache
def _base() -> Connection:
    import sqlite3  # noqa: PLC0415 - needed only once a name is looked up

    with as_file(files("ficheparse").joinpath("data/gazetteer.sqlite")) as path:
        return sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


@lru_cache(maxsize=4096)
def _rows(key: str) -> tuple[Place, ...]:
    found = _base().execute(
        "select name, country, kind, population, latitude, longitude, slug, former from place where key = ? "
        "order by country, kind, name, population",
        (key,),
    )
    return tuple(
        Place(called, country, kind, population, latitude, longitude, latin, bool(former))
        for called, country, kind, population, latitude, longitude, latin, former in found
    )


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Place, ...]:
    """Every authority that the name may mean; words such as `Ville de` leave only those of their kind.

    Former names are given only where nothing of today has the name.

    >>> [(place.name, place.kind) for place in find("Préfecture de Gifu")]
    [('岐阜県', 'prefecture')]
    >>> sorted({place.kind for place in find("Kyoto")})
    ['city', 'prefecture']
    """
    found = _candidates(name)
    today = tuple(place for place in found if not place.former)
    # a ward of a city shares its name with towns elsewhere, and is seldom meant by the name alone
    cities = tuple(place for place in today if place.kind != "ward")
    return cities or today or found


def _candidates(name: str) -> tuple[Place, ...]:
    key = name_key(name)
    if not key:
        return ()
    if is_japanese(key):
        return _japanese(key)
    if whole := _rows(key) or _rows(f"epci {key}"):
        return whole
    before, after = _affixes()
    for word, kind in before:
        if key.startswith(f"{word} ") and (found := _of_kind(key[len(word) + 1 :], word, before, kind)):
            return found
    for word, kind in after:
        if key.endswith(f" {word}") and (found := _of_kind(key[: -len(word) - 1], word, after, kind)):
            return found
    return ()


def _of_kind(key: str, word: str, affixes: list[tuple[str, str]], kind: str) -> tuple[Place, ...]:
    """Places of the kinds that a word tells, by their name with its article and without: Le Havre, du Morbihan."""
    kinds = {kind, *_ALSO.get(kind, ())} | {of for other, of in affixes if other == word}
    # `du Havre` and `des Herbiers` hide the article that the name has
    keys = [key, _without_article(key)]
    if key.startswith("du "):
        keys.insert(0, f"le {key[3:]}")
    elif key.startswith("des "):
        keys.insert(0, f"les {key[4:]}")
    elif key.startswith(("de la ", "de l ")):
        keys.insert(0, key[3:])
    for candidate in keys:
        rows = _rows(candidate) + (_rows(f"epci {candidate}") if "epci" in kinds else ())
        found = tuple(dict.fromkeys(place for place in rows if place.kind in kinds))
        if found:
            return found
    return ()


def _japanese(key: str) -> tuple[Place, ...]:
    """A name in Chinese characters, perhaps after its prefecture's, perhaps beside its name in Latin letters."""
    own = "".join(re.findall("[\\u3040-\\u30ff\\u3400-\\u9fff々〆ヶケ]+", key))
    if found := _rows(own):
        return found
    short = _PREFECTURES.sub("", own)
    short = re.sub(r"^.+?郡(?=.{2,}[町村]$)", "", short)
    if found := _rows(short):
        return found
    city = re.match(r"^(.+?市)(.+区)$", short)
    return _rows(city[2]) if city else ()


def the_one(name: str) -> Place | None:
    """The authority that the name means, None where it is unknown, ambiguous or former.

    >>> the_one("Département du Morbihan").country, the_one("Kyoto"), the_one("Région Alsace")
    ('FR', None, None)
    """
    found = find(name)
    return found[0] if len(found) == 1 and not found[0].former else None


def country_of(name: str) -> Country | None:
    """The country that all authorities of this name are in.

    >>> country_of("Ville de Limoges"), country_of("Hyogo Prefectural Government"), country_of("Utopia")
    ('FR', 'JP', None)
    """
    countries = {place.country for place in find(name)}
    return countries.pop() if len(countries) == 1 else None


_KANA = {
    pair[0]: pair[1:]
    for pair in (
        "アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta "
        "チchi ツtsu テte トto ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho "
        "マma ミmi ムmu メme モmo ヤya ユyu ヨyo ラra リri ルru レre ロro ワwa ヲo "
        "ンn ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo ダda ヂji ヅzu デde "
        "ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo ヴvu ャya ュyu ョyo "
        "ァa ィi ゥu ェe ォo ー"
    ).split()
}
"""Katakana in Hepburn romanisation."""


def _kana(text: str) -> str | None:
    """Kana in Hepburn romanisation, None where anything else is left."""
    text = "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text)
    latin = ""
    for character in text:
        if character == "ッ":
            latin += "*"
        elif character in "ャュョ" and latin.endswith("i"):
            sound = _KANA[character]
            latin = latin[:-1] + (sound[1:] if latin.endswith(("shi", "chi", "ji")) else sound)
        elif character in _KANA:
            latin += _KANA[character]
        else:
            return None
    return re.sub(r"\*(.)", r"\1\1", latin).replace("*", "")


def romanise(name: str) -> str | None:
    """A Japanese name in Latin letters, by the gazetteer or by its kana; None where it is unknown.

    >>> romanise("高松市"), romanise("京都府"), romanise("つくば市")
    ('takamatsu', 'kyoto-fu', 'tsukuba')
    """
    slugs = {place.slug for place in _japanese(name_key(name)) if place.slug}
    if slugs:
        return min(slugs, key=lambda text: (len(text), text))
    key = name_key(name)
    return _kana(key[:-1] if key[-1:] in _AUTHORITY_ENDINGS else key) or None


def slug(name: str) -> str | None:
    """The name as `a-z0-9-`, romanised where it is Japanese; None where nothing of it can be.

    >>> slug("Ville d’Épinal"), slug("東京都台東区"), slug("Himeji 姫路市"), slug("！")
    ('ville-d-epinal', 'taito-ku', 'himeji', None)
    """
    latin = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    if re.search("[a-z]", latin) or not is_japanese(name):
        return latin or None
    return romanise(name) or latin or None
