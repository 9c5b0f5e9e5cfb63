"""What a generated fiche says in the place of its sample's answers: towns, people, numbers and points."""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from itertools import chain, product
from typing import Any, NamedTuple

from phrases import FAMILY, GIVEN, TOWNS, Language, sentence

LEAST_KNOWN = 1_000
"""Inhabitants from which on a town of the gazetteer is taken: the smallest have no office that fills in forms."""

_KIND = re.compile(
    r"^(?:Ville|Commune nouvelle|Communauté d’agglomération|Département|Région|City) ?(?:de |du |of |d’)?(?:Grand )?"
    r"|^..県(?=.)|,.*$| (?:City|Prefecture|Prefectural Government|.*[Mm]étropole|Agglomération|la mer|青森市)(?=$|,)"
)
"""What a sample's name says beside the place."""
_WIDE = {ord(one): ord(one) + 0xFEE0 for one in "0123456789"}

Change = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]
"""A pattern of the sample's answer, and what is written in its place."""


class Sample(NamedTuple):
    """A sample's answers."""

    language: Language
    record: dict[str, Any]
    place: str
    """The name without what the collectivity is."""
    digits: str
    """Of its population; empty where the figure is written otherwise, or with others, and stays."""

    @property
    def pool(self) -> str:
        """The towns it may be of: where the figure stays, none that is known to have another."""
        script = "ja" if _is_japanese(self.place) else "en" if self.record["country"] == "JP" else "fr"
        return script if self.digits else f"{script}, made up"


def sample(gold: dict[str, Any], paragraphs: list[str]) -> Sample:
    """What is to be known of a sample with this gold record and these texts."""
    record = gold["record"]
    digits = str((record["population"] or {}).get("value", ""))
    rest = [_spread(digits).sub("", text, count=1) for text in paragraphs if digits and _spread(digits).search(text)]
    return Sample(
        language=next(tag.removeprefix("lang:") for tag in gold["tags"] if tag.startswith("lang:")),
        record=record,
        place=_KIND.sub("", record["name"]),
        digits=digits if rest and not any(re.search(r"\d[\d\s.,，]{3,}\d|万", text) for text in rest) else "",
    )


class Town(NamedTuple):
    """A collectivity, of the gazetteer or made up."""

    name: str
    slug: str
    population: int


def pools(chance: random.Random) -> dict[str, Iterator[Town]]:
    """The gazetteer's towns in any order, then made-up ones; each is taken once."""
    query = (
        "select name, min(slug), max(population) from place where country = ? and not former and population >= ? and "
        "kind in ('commune', 'city', 'town', 'village') group by name having count(distinct area) = 1 order by name"
    )
    with as_file(files("ficheparse").joinpath("data/gazetteer.sqlite")) as path:
        known = sqlite3.connect(path)
        french, japanese = (known.execute(query, (country, LEAST_KNOWN)).fetchall() for country in ("FR", "JP"))
        known.close()
    latin = {slug: Town(slug.capitalize(), slug, size) for _, slug, size in japanese if slug.isalpha()}
    towns: dict[Language, list[Town]] = {
        "fr": [Town(name, _slug(name), size) for name, _, size in french if not re.match("L([ae]s? |['’])", name)],
        "en": list(latin.values()),
        "ja": [Town(name, slug, size) for name, slug, size in japanese],
    }
    found: dict[str, Iterator[Town]] = {}
    for language, pool in towns.items():
        chance.shuffle(pool)
        found[f"{language}, made up"] = made_up = _made_up(language, chance, {town.name for town in pool})
        found[language] = chain(pool, made_up)
    return found


def _made_up(language: Language, chance: random.Random, known: set[str]) -> Iterator[Town]:
    """Towns of no gazetteer; when those of three parts are all taken, of four."""
    joint = "-" if language == "fr" else ""
    begins, middles, ends = (part.split() for part in TOWNS[language])
    for parts in ((begins, middles, ends), (begins, middles, middles, ends)):
        names = [name for name in dict.fromkeys(map(joint.join, product(*parts))) if name not in known]
        known.update(names)
        chance.shuffle(names)
        for number, name in enumerate(names):
            slug = _slug(name) or f"machi{len(parts)}{number}"
            yield Town(name, slug, round(chance.lognormvariate(9.5, 1)) + LEAST_KNOWN)


def _slug(name: str) -> str:
    """Its letters as an address has them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-")


def changes(sample: Sample, town: Town, chance: random.Random) -> list[Change]:
    """What is written in the place of the sample's answers; those of its points come first."""
    record, language = sample.record, sample.language
    found: list[Change] = [
        (_loose(point["text"]), lambda match: sentence("ja" if _is_japanese(match[0]) else language, chance))
        for point in record["points"]
    ]
    emails = [email for contact in record["contacts"] for email in contact["emails"]]
    hosts = re.findall(r"[\w-]+(?=\.example)", " ".join([record["website"] or "", *emails]))
    for host in dict.fromkeys(hosts):
        found.append(
            (re.compile(rf"(?<=[./@．／＠ ]){_either(host)}(?=[.．][eｅ])", re.IGNORECASE), _constant(town.slug))
        )
    for contact in record["contacts"]:
        found += _person(contact, chance)
    if sample.digits:
        found.append((_spread(sample.digits), _grouped(round(town.population * chance.uniform(0.97, 1.03)))))
    for place, name in ((sample.place, town.name), (sample.place.upper(), town.name.upper())):
        start, end = ("", "") if _is_japanese(place) else (r"\b", "(?![a-zà-ÿ-])")
        found.append((re.compile(rf"(d’|[Dd]e |[Dd]u )?{start}{re.escape(place)}{end}"), _of(name)))
    return found


def changed(text: str, changes: list[Change]) -> str:
    for pattern, replacement in changes:
        text = pattern.sub(replacement, text)
    return text


def _person(contact: dict[str, Any], chance: random.Random) -> Iterator[Change]:
    """Another name, mailbox and last digits of the numbers, which stay among those that no one is given."""
    name = re.split(" ?[（(]", contact["name"] or "")[0]
    language: Language = "ja" if _is_japanese(name) else "en" if name.isupper() else "fr"
    given, family = chance.choice(GIVEN[language].split()), chance.choice(FAMILY[language].split())
    if name:
        yield _loose(name), _constant(f"{family} {given}" if language == "ja" else f"{given} {family}")
    for email in contact["emails"]:
        box = f"koryu{chance.randrange(1000)}" if language == "ja" else f"{_slug(given)}.{_slug(family)}"
        yield re.compile(rf"\b{_either(email.split('@')[0])}(?=[@＠])", re.IGNORECASE), _constant(box)
    for phone in contact["phones"]:
        yield _spread(phone[3:]), _last_digits(f"{chance.randrange(10_000):04}")


def _is_japanese(text: str) -> bool:
    return re.search("[぀-ヿ一-鿿]", text) is not None


def _loose(text: str) -> re.Pattern[str]:
    """A text whose spaces may be line breaks, which have no character of their own in a run."""
    return re.compile(r"\s*".join(re.escape(word) for word in text.split()))


def _spread(digits: str) -> re.Pattern[str]:
    """Digits of either width, with at most two characters between them."""
    return re.compile(r"(?<!\d)" + r"[\s.,，()（）’'−－-]{0,2}".join(map(_either, digits)) + r"(?!\d)")


def _either(text: str) -> str:
    """A pattern of its letters, of either width."""
    return "".join(f"[{re.escape(one)}{chr(ord(one) + 0xFEE0)}]" for one in text)


def _constant(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


def _of(name: str) -> Callable[[re.Match[str]], str]:
    """The name after `de`, where that stands before it, as French wants it."""
    vowel = _slug(name)[:1] in tuple("aeiouyh")
    return lambda match: f"{'d’' if vowel else 'de '}{name}" if match[1] else name


def _grouped(number: int) -> Callable[[re.Match[str]], str]:
    """The number with the separator, and in the width, of the one that it replaces."""

    def written(match: re.Match[str]) -> str:
        separators = re.sub(r"\d", "", match[0])[:1]
        text = f"{number:,}".replace(",", separators)
        return text if match[0][0].isascii() else text.translate(_WIDE)

    return written


def _last_digits(digits: str) -> Callable[[re.Match[str]], str]:
    """Other digits in the places of the last ones."""

    def written(match: re.Match[str]) -> str:
        places = [place for place, one in enumerate(match[0]) if one.isdigit()][-len(digits) :]
        letters = list(match[0])
        for place, digit in zip(places, digits, strict=True):
            letters[place] = digit if letters[place].isascii() else digit.translate(_WIDE)
        return "".join(letters)

    return written
