"""Which authorities a name may mean: French communes, EPCI, départements and régions; Japanese ones.

The table is package data, built by `scripts/build_gazetteer.py`; its sources and licences are told beside it, and the
words that clerks put around a name stand in `data/authorities.toml`. Nothing is asked of any network.
"""

from __future__ import annotations

import atexit
import os
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from ficheparse.fiche import Country
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese

if TYPE_CHECKING:
    from sqlite3 import Connection

Kind = Literal["commune", "epci", "departement", "region", "prefecture", "city", "ward", "town", "village"]

_ARTICLES = lazily(r"(?:de la|de l|de|du|des|d|of the|of|la|le|les|l)\s+")
_LEAD = lazily(r"(?:epci )?(?:\w+ )??(?:de|du|des|d|of|la|le|les|l) ")
"""What clerks put before a name, and the word before it."""
_JAPANESE = lazily("[\u3040-\u30ff\u3400-\u9fff々〆]+")
_OFFICE = lazily("(?<=[市区町村])役[所場]$|(?<=[都道府県])庁$")
_PREFECTURE = lazily("(北海道|東京都|京都府|大阪府|..県|神奈川県|和歌山県|鹿児島県)(?=.)")
_DISTRICT = lazily("^.{1,5}?郡(?=.+[町村]$)")
_JOINT = lazily(r"\s+(?:et|and|ainsi que|&)\s+|[・／]|\s/\s|と(?=(?-i:[一-鿿])+[都道府県市区町村]$)", re.IGNORECASE)
_QUALIFIED = lazily(r"[()（）\[\]［］「」,、;:\n]|\s[-–—]\s")
_SAINT, _NUMBERED = lazily(r"\bst(e?)\b"), lazily(r"^(cg|cd)(?=\d)(\w+)$")
_LONG_O, _NOT_JAPANESE = lazily("o[ou]|oh(?![aeiouy])"), lazily("[lqvx]|c(?!h)|[^aeioun]$")
"""Long vowels written out; and what no name in Hepburn romanisation has: one with it need not be looked up."""
_NOT_IN_SLUG, _LETTER = lazily(r"[^a-z0-9]+"), lazily("[a-z]")
_AREA_NUMBER = lazily(r"(?:0?[1-9]|[1-9]\d|2[ab]|9[78]\d)")

LONGEST_NAME = 300
"""Characters of a name that is looked up; a longer text is none."""
LEAST_SPELLED = 4
"""Letters of a name that may be spelled loosely: two or three letters with a space between them may be anything."""
_AREAS = ("departement", "region", "prefecture")


class Place(NamedTuple):
    """An authority that a name may mean."""

    name: str
    country: Country
    kind: Kind
    population: int | None
    """Inhabitants by the last census of its country; None where the sources do not say."""
    latitude: float | None
    longitude: float | None
    """Degrees, WGS 84, of its seat; both None where the sources do not say."""
    slug: str | None
    """A Japanese authority's name in Latin letters: `kyoto` for the city, `kyoto-fu` for the prefecture."""
    area: str | None
    """What it lies in: the number of a département (`35`, `2A`), the name of a prefecture."""
    form: str | None
    """The legal form of an EPCI: CC, CA, CU, METRO, MET69, EPT."""
    former: bool
    """The name is no more, or not in the legal form that it says."""


class _Word(NamedTuple):
    """A word that says the kind of what it stands before or after."""

    text: str
    kinds: frozenset[str]
    otherwise: frozenset[str]
    forms: frozenset[str]


@cache
def authorities() -> dict[str, Any]:
    """The data file: words of kinds, countries, other names and former names."""
    return tomllib.loads(files("ficheparse").joinpath("data/authorities.toml").read_text("utf-8"))


@cache
def _words(side: Literal["before", "after"]) -> dict[str, list[_Word]]:
    """By their texts, of which some have two kinds."""
    found: dict[str, list[_Word]] = {}
    for group in authorities()["words"]:
        parts = [frozenset(group.get(part, ())) for part in ("kinds", "otherwise", "forms")]
        for text in map(fold, group.get(side, ())):
            found.setdefault(text, []).append(_Word(text, *parts))
    return found


@cache
def _countries() -> dict[str, Country]:
    return {fold(name): country for country, names in authorities()["countries"].items() for name in names}


def _is_kind_word(key: str) -> bool:
    """Whether a key is no name, though a village may bear it: Ville, Bourg."""
    return key in _words("before") or key in _words("after")


def name_key(name: str) -> str:
    """The key of a name as it stands.

    >>> name_key("Saint-Étienne"), name_key("St Etienne"), name_key("高松 市")
    ('saint etienne', 'saint etienne', '高松市')
    >>> name_key("Vitry s/ Seine"), name_key("CG29")
    ('vitry sur seine', 'cg 29')
    """
    key = fold(name)
    if "st" in key:
        key = _SAINT.sub(r"saint\1", key)
    key = key.replace(" s ", " sur ")  # Vitry s/Seine
    if key.startswith(("cg", "cd")):
        key = _NUMBERED.sub(r"\1 \2", key)
    return key.replace(" ", "").replace("ヶ", "ケ") if is_japanese(key) else key


def without_article(key: str) -> str:
    """The key without the article or preposition before it.

    >>> without_article("de la rochelle"), without_article("vannes")
    ('rochelle', 'vannes')
    """
    return _ARTICLES.sub("", key, count=1) if _ARTICLES.match(key) else key


def affixes(key: str) -> Iterator[tuple[_Word, str]]:
    """The words of kinds that a key begins or ends with, the longest first, each with what it leaves of the key."""
    end = key.rfind(" ")
    while end > 0:
        for word in _words("before").get(key[:end], ()):
            yield word, key[end + 1 :]
        end = key.rfind(" ", 0, end)
    start = key.find(" ")
    while start > 0:
        for word in _words("after").get(key[start + 1 :], ()):
            yield word, key[:start]
        start = key.find(" ", start + 1)


@cache
def _base(process: int) -> Connection:
    """The table, opened once in each process: a forked one may not use its parent's connection."""
    import sqlite3  # noqa: PLC0415 - needed only once a name is looked up

    with as_file(files("ficheparse").joinpath("data/gazetteer.sqlite")) as path:
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    atexit.register(base.close)
    return base


@lru_cache(maxsize=1024)
def _begins_a_key(lead: str) -> bool:
    """Whether a key of the table begins so: `ville de` and `city of` come again and again, and no key has them."""
    query = "select 1 from place where key >= ? and key < ? limit 1"
    return _base(os.getpid()).execute(query, (lead, f"{lead[:-1]}!")).fetchone() is not None  # "!" follows the space


@lru_cache(maxsize=4096)
def _rows(key: str) -> tuple[Place, ...]:
    if (lead := _LEAD.match(key)) and not _begins_a_key(lead[0]):
        return ()
    found = _base(os.getpid()).execute(
        "select name, country, kind, population, latitude, longitude, slug, area, form, former "
        "from place where key = ?",
        (key,),
    )
    return tuple(
        Place(name, country, kind, population, latitude, longitude, latin, area, form, bool(former))
        for name, country, kind, population, latitude, longitude, latin, area, form, former in found
    )


@lru_cache(maxsize=4096)
def find(name: str) -> tuple[Place, ...]:
    """Every authority that the name may mean; words such as `Ville de` leave only those of their kind.

    Former names are among them, marked so. A ward of a city is left out where something else has its name.

    >>> [(place.name, place.kind) for place in find("Préfecture de Gifu")]
    [('岐阜県', 'prefecture')]
    >>> sorted({place.kind for place in find("Kyoto")})
    ['city', 'prefecture']
    >>> [place.area for place in find("Saint-Denis (93)")], len(find("Saint-Denis")) > 1
    (['93'], True)
    """
    if len(name) > LONGEST_NAME:
        return ()
    found = _meant(name) or _qualified(name) or _joint(name)
    return tuple([place for place in found if not _is_city_ward(place)]) or found


@lru_cache(maxsize=4096)
def the_one(name: str) -> Place | None:
    """The authority that the name means, None where it is unknown, ambiguous or former.

    >>> the_one("Département du Morbihan").country, the_one("Kyoto"), the_one("Région Alsace")
    ('FR', None, None)
    """
    found = find(name)
    # Paris is a commune and a département, Martinique a département and a région: one territory, one answer
    same = len({(place.country, place.latitude, place.longitude, place.population) for place in found}) == 1
    return found[0] if same and (len(found) == 1 or found[0].population) and not found[0].former else None


def country_of(name: str) -> Country | None:
    """The country that all authorities of this name are in; also of a name whose kind of authority is not known there.

    >>> country_of("Ville de Limoges"), country_of("Hyogo Prefectural Government"), country_of("Utopia")
    ('FR', 'JP', None)
    >>> country_of("Préfecture de Limoges")
    'FR'
    """
    found = find(name)
    if not found and len(name) <= LONGEST_NAME:
        key = name_key(name)
        found = next((rows for _, rest in affixes(key) for own in _own_keys(rest) if (rows := _rows(own))), ())
    countries = {place.country for place in found}
    return countries.pop() if len(countries) == 1 else None


def _is_city_ward(place: Place) -> bool:
    """Of a designated city; the wards of Tokyo govern themselves, and call themselves cities."""
    return place.kind == "ward" and place.area != "東京都"


def _meant(name: str) -> tuple[Place, ...]:
    """What a name means as a whole."""
    if is_japanese(name):
        own = "".join(_JAPANESE.findall(fold(name)))
        return _japanese(own) or _latin(fold(_JAPANESE.sub(" ", fold(name))))
    return _latin(fold(name))


@lru_cache(maxsize=4096)  # words of kinds before and behind each other are taken off in every order
def _latin(name: str) -> tuple[Place, ...]:
    key = name_key(name)
    if not key or _is_kind_word(key):
        return ()
    if whole := _named(key) or _rows(f"epci {without_article(key)}"):
        return whole
    for word, rest in affixes(key):
        if found := _of_kind(word, rest):
            return found
    return ()


def _named(key: str) -> tuple[Place, ...]:
    """Places of a name in Latin letters; a Japanese one parted (Kita-Kyushu) or with its long vowels written out."""
    if (found := _rows(key)) or len(key) < LEAST_SPELLED:
        return found
    spelled = _LONG_O.sub("o", key.replace(" ", "")).replace("uu", "u")
    if spelled == key or _NOT_JAPANESE.search(spelled):
        return ()
    return tuple(place for place in _rows(spelled) if place.country == "JP")


def _of_kind(word: _Word, key: str) -> tuple[Place, ...]:
    """Places of the kinds that a word tells."""
    found: list[Place] = []
    for own in _own_keys(key):
        named = _named(own) + (_rows(f"epci {own}") if "epci" in word.kinds else ())
        if found := _of_kinds(named, word):
            break
    else:
        found = _of_kinds(_latin(key), word)  # two words of kinds: `Ville de Nara City`
    if word.forms and found:
        rightly = [place for place in found if place.form in word.forms]
        return tuple(rightly or (place._replace(former=True) for place in found))
    return tuple(found)


def _of_kinds(places: Iterable[Place], word: _Word) -> list[Place]:
    distinct = dict.fromkeys(places)
    return [place for place in distinct if _is_of(place, word.kinds)] or [
        place for place in distinct if _is_of(place, word.otherwise)
    ]


def _own_keys(key: str) -> Iterable[str]:
    """What the name behind a word may be, in order of likelihood: `du Havre` is Le Havre, `de la Loire` the Loire's."""
    if key.startswith("du "):
        return f"le {key[3:]}", key[3:]
    if key.startswith("des "):
        return f"les {key[4:]}", key[4:]
    if key.startswith(("de la ", "de l ")):
        return key[3:], without_article(key)
    if key.startswith(("de le ", "de les ")):
        return (key[3:],)
    return dict.fromkeys((key, without_article(key)))


def _is_of(place: Place, kinds: frozenset[str]) -> bool:
    return place.kind in kinds or (place.kind == "ward" and "special-ward" in kinds and not _is_city_ward(place))


def _japanese(own: str) -> tuple[Place, ...]:
    """A name in Chinese characters, perhaps after its prefecture's and its district's, perhaps its office's."""
    own = _OFFICE.sub("", name_key(own))
    if found := _rows(own):
        return found
    prefecture = _PREFECTURE.match(own)
    short = _DISTRICT.sub("", own[prefecture.end() :] if prefecture else own)
    found = _rows(short)
    return tuple(place for place in found if prefecture and place.area == prefecture[1]) or found


def _qualified(name: str) -> tuple[Place, ...]:
    """A name with its country, département or prefecture after it: `Fuchu, Tokyo`, `Tours (37)`."""
    parts = [part for part in _QUALIFIED.split(name) if fold(part)]
    for place_of, part in enumerate(parts[:8] if len(parts) > 1 else ()):
        if found := _meant(part) or _joint(part):
            for other in parts[:place_of] + parts[place_of + 1 :]:
                if told := tuple(place for place in found if _is_told(place, other)):
                    found = told
                elif (more := _meant(other)) and not any(place.kind in _AREAS for place in more):
                    found += more  # two authorities: `Ville de Dijon – Dijon Métropole`
            return found
    return ()


def _is_told(place: Place, part: str) -> bool:
    """Whether a part of the name tells where the place is, or is another name of it."""
    key = fold(part)
    if key in _countries():
        return place.country == _countries()[key]
    if _AREA_NUMBER.fullmatch(key):
        return place.area == key.upper().zfill(2)
    return any(
        place == other
        or (other.kind in ("departement", "prefecture") and place.area == other.area and place.kind != other.kind)
        or (other.kind == "city" and place.kind == "ward" and place.name.startswith(other.name))
        for other in _meant(part)
    )


def _joint(name: str) -> tuple[Place, ...]:
    """Several authorities under one name: `Ville et Eurométropole de Strasbourg`, `新潟市・新潟県`."""
    parts = [part for part in _JOINT.split(name) if fold(part)]
    found: list[Place] = []
    for part in parts[:8] if len(parts) > 1 else ():
        if _is_kind_word(fold(part)):
            rests = (rest for _, rest in affixes(fold(parts[-1])))
            found += next((there for rest in rests if (there := _latin(f"{fold(part)} {rest}"))), ())
        else:
            found += _meant(part)
    return tuple(dict.fromkeys(found))


_KANA = {
    pair[0]: pair[1:]
    for pair in (
        "アa イi ウu エe オo カka キki クku ケke コko サsa シshi スsu セse ソso タta チchi ツtsu テte トto "
        "ナna ニni ヌnu ネne ノno ハha ヒhi フfu ヘhe ホho マma ミmi ムmu メme モmo ヤya ユyu ヨyo "
        "ラra リri ルru レre ロro ワwa ヰi ヱe ヲo ンn ガga ギgi グgu ゲge ゴgo ザza ジji ズzu ゼze ゾzo "
        "ダda ヂji ヅzu デde ドdo バba ビbi ブbu ベbe ボbo パpa ピpi プpu ペpe ポpo ヴvu "
        "ャya ュyu ョyo ァa ィi ゥu ェe ォo ー"
    ).split()
}
"""Katakana in Hepburn romanisation."""


def _kana(text: str) -> str | None:
    """Kana in Hepburn romanisation without long vowels' marks, None where anything else is left.

    >>> _kana("さっぽろ"), _kana("とうきょう"), _kana("ストラスブール"), _kana("ディジョン"), _kana("札幌")
    ('sapporo', 'tokyo', 'sutorasuburu', 'dijon', None)
    """
    latin = ""
    for character in (chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in text):
        if character == "ッ":
            latin += "*"
        elif character not in _KANA:
            return None
        elif character in "ャュョ" and latin.endswith("i"):
            latin = latin[:-1] + _KANA[character][1 if latin.endswith(("shi", "chi", "ji")) else 0 :]
        elif character in "ァィゥェォ":
            latin = latin[:-1] + _KANA[character]
        else:
            latin += _KANA[character]
    doubled = re.sub(r"\*([a-z])", r"\1\1", latin).replace("*", "").replace("cch", "tch")
    return re.sub(r"ou|oo", "o", doubled).replace("uu", "u")


def romanise(name: str) -> str | None:
    """A Japanese name in Latin letters, by the gazetteer or by its kana; None where it is unknown.

    A city, a town or a village has its own name alone, a ward and a prefecture theirs with `ku`, `ken`, `fu`, `to`.

    >>> romanise("高松市"), romanise("京都府"), romanise("横浜市中区"), romanise("つくば市"), romanise("新潟市・新潟県")
    ('takamatsu', 'kyoto-fu', 'yokohama-naka-ku', 'tsukuba', 'niigata-niigata-ken')
    """
    own = "".join(_JAPANESE.findall(fold(name)))
    leading = re.match(".+[市区町村都道府県]", own)  # 金沢市国際交流課
    for part in (own, leading[0] if leading else ""):
        if slugs := {place.slug for place in _japanese(part) if place.slug}:
            return min(slugs, key=lambda slug: (len(slug), slug))
    pieces = _JAPANESE.findall(fold(name))
    if len(pieces) > 1:
        known = [romanise(piece) for piece in pieces]
        return "-".join(dict.fromkeys(filter(None, known))) if all(known) else None
    return _kana(re.sub("(?<=.)[市区町村県府都]$", "", own)) or None


def slug(name: str) -> str | None:
    """The name as `a-z0-9-`, romanised where it is Japanese; None where nothing of it can be.

    >>> slug("Ville d’Épinal"), slug("東京都台東区"), slug("Himeji 姫路市"), slug("！")
    ('ville-d-epinal', 'taito-ku', 'himeji', None)
    """
    latin = _NOT_IN_SLUG.sub("-", fold(name)).strip("-")
    if _LETTER.search(latin) or not is_japanese(name):
        return latin or None
    return romanise(name) or latin or None
