"""The words of a contact, from `data/contact.toml`: titles, functions, desks, and what announces an address."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from ficheparse.lazily import lazily
from ficheparse.text import fold


class Words:
    """The word lists of `data/contact.toml`, folded."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.titles = _keys(table["titles"]["before"])
        self.courtesy = lazily(rf"\s?(?:{'|'.join(map(re.escape, table['titles']['after']))})$")
        self.labels = {key: kind for kind, words in table["labels"].items() for key in _keys(words)}
        channels = dict(table["channels"])
        soft = channels.pop("soft")
        self.filler = _keys(soft.pop("filler"))
        self.hard = {key: kind for kind, words in channels.items() for key in _keys(words)}
        self.soft = {key: kind for kind, words in soft.items() for key in _keys(words)}
        self.first_of_channel = frozenset(word.split(" ", 1)[0] for word in (*self.filler, *self.hard, *self.soft))
        spoken = [*channels["phone"], *channels["fax"], *soft["phone"], *soft["fax"]]
        spoken = [*spoken, *_keys(spoken)]
        longest_first = sorted({re.escape(word) for word in spoken}, key=len, reverse=True)
        first = "".join({re.escape(word[0]) for word in spoken})  # tells sooner than the words that none begins here
        self.announced = lazily(
            rf"(?=[{first}])(?<![a-zà-ÿ])(?:{'|'.join(longest_first)})[\s.:()°n/-]*$", re.IGNORECASE
        )
        self.role = _keys(table["role"]["words"])
        self.function = self.role | {"general", "generale", "adjoint", "adjointe"}
        self.more = _keys(table["role"]["more"])
        self.desk = _keys(table["desk"]["words"])
        self.role_or_desk = self.role | self.desk
        self.street = _keys(table["place"]["first"])
        self.postal = lazily("|".join(map(re.escape, table["place"]["anywhere"][-3:])))
        self.address = _keys(table["place"]["anywhere"])
        self.particles = _keys(table["names"]["particles"])
        self.prose = _keys(table["prose"]["first"]) | frozenset(table["prose"]["japanese"])
        self.no_name = lazily("|".join(table["prose"]["no_name"]))
        leads = sorted((key for key in _keys(table["labels"]["lead"]) if key.count(" ") > 1), key=len)
        self.leads = tuple(f"{lead} " for lead in leads)
        self.marks = frozenset(table["prose"]["marks"])
        forms = "|".join(sorted(table["desk"]["forms"], key=len, reverse=True))
        self.company = lazily(rf"\((?:{forms})\)")
        self.joiners = frozenset(table["names"]["joiners"])
        self.japanese_role = tuple(table["role"]["japanese"])
        ends = table["desk"]["japanese"]
        self.japanese_desk = tuple(end for end in ends if len(end) > 1)
        self.japanese_desk_letters = tuple(end for end in ends if len(end) == 1)
        self.japanese_within = lazily("|".join(table["desk"]["within"]))
        self.surnames = frozenset(table["desk"]["surnames"])
        self.not_name = self.role | self.desk | self.street | self.address | frozenset(self.hard)


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) or word for word in words)


@cache
def words() -> Words:
    """The word lists, loaded once."""
    return Words(tomllib.loads(files("ficheparse").joinpath("data/contact.toml").read_text("utf-8")))


key = lru_cache(4096)(fold)
"""`ficheparse.text.fold`, remembering the words that are met again and again."""


def channel(text: str) -> frozenset[str]:
    """What the words announce, where they are nothing but the name of a way to reach someone.

    >>> sorted(channel("Tél. / Fax")), sorted(channel("N° de télécopie")), sorted(channel("Directrice"))
    (['fax', 'phone'], ['fax'], [])
    """
    known = words()
    folded = key(text)
    if folded in known.soft:
        return frozenset({known.soft[folded]})
    sense: set[str] = set()
    for word in folded.split() or [text.strip()]:
        kind = known.hard.get(word) or (None if word.isascii() else known.hard.get(_BESIDE_CHANNEL.sub("", word)))
        if kind is None and word not in known.filler:
            kind = known.soft.get(word)
            if kind is None:
                return frozenset()
        if kind is not None:
            sense.add(kind)
    return frozenset(sense)


def may_be_channel(first: str) -> bool:
    """Whether words may be the name of a channel, by the key of the first: most are none, and need not be folded."""
    word = first.split(" ", 1)[0]
    return not word or not word.isascii() or word in words().first_of_channel


_BESIDE_CHANNEL = lazily("^(?:代表|直通|夜間|昼間|休日|緊急|担当|課|係)|(?:代表|直通|共通|兼用|番号)$")
"""What may be glued to the name of a channel: 代表電話, FAX共通."""
_NUMBER = lazily(r"(?: n| no)? \d$")


def label(text: str) -> str | None:
    """What the words announce, where they are a label: `lead`, `name`, `given`, `role`, `organisation`, `aside`.

    >>> label("Nom et prénom"), label("Référent n° 2"), label("担当者"), label("Claire")
    ('name', 'lead', 'lead', None)
    """
    folded = key(text)
    labels = words().labels
    return labels.get(folded) or (labels.get(_NUMBER.sub("", folded)) if folded[-1:].isdigit() else None)
