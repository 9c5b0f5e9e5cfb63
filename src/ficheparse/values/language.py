"""The language that a text is written in: French, English or Japanese."""

from __future__ import annotations

import re

from ficheparse.issues import Language
from ficheparse.lazily import lazily
from ficheparse.text import fold_once

_WORDS: dict[Language, frozenset[str]] = {
    "fr": frozenset(
        "le la les l un une des du de d et est sont dans pour par sur avec au aux en qui que ce cette ces nous notre "
        "nos vous ville commune plus ou a ont ete".split()
    ),
    "en": frozenset(
        "the a an of and is are in for by on with to at from that this these we our you city town has have been were "
        "was which".split()
    ),
}
_JAPANESE = lazily("[\u3041-\u30ff\u3400-\u9fff]+")
_LETTERS = lazily(r"[^\W\d_]+")
_FRENCH = lazily("[éèêàùçôîœÉÈÀ]")
_LEAST_JAPANESE = 0.3
"""Of the letters: a sentence in French that names 高松市 is French; a Japanese one may name Strasbourg."""


def language_of(text: str) -> Language | None:
    """The language of a text by its script and its small words; None where nothing tells.

    >>> language_of("Les élèves entretiennent la forêt de la commune."), language_of("The city lends bicycles.")
    ('fr', 'en')
    >>> language_of("市民がStrasbourgと共に森を守る。"), language_of("Jumelage avec 高松市"), language_of("2014")
    ('ja', 'fr', None)
    """
    if not _LETTERS.search(text):
        return None
    japanese = 0 if text.isascii() else _long(_JAPANESE, text)
    if japanese and japanese >= _LEAST_JAPANESE * _long(_LETTERS, text):
        return "ja"
    said = fold_once(text).split()
    counts = {language: len([word for word in said if word in words]) for language, words in _WORDS.items()}
    if counts["fr"] == counts["en"]:
        return "fr" if _FRENCH.search(text) else None
    return max(counts, key=lambda language: counts[language])


def _long(runs: re.Pattern[str], text: str) -> int:
    """How many characters these runs have in the text."""
    return sum(map(len, runs.findall(text)))
