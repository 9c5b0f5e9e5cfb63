"""The form: its labels, its vocabulary and its own wording, from a data file that can be replaced (`--form FILE`)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, NamedTuple, get_args

from ficheparse.text import fold, is_japanese

FieldName = Literal["title", "name", "location", "domains", "population", "website", "contact", "points", "updated"]
FIELDS: tuple[FieldName, ...] = get_args(FieldName)


LONGEST_WORDING = 1_000
"""Characters; the form says nothing longer in the place of an answer."""
SHORTEST_PROMPT = 6
"""Letters of a placeholder, below which it may be part of other words."""
_BEGINNING = 120
"""Characters looked at first."""


class FormError(Exception):
    """The form's data file cannot be used; the message says what to mend."""


class Domain(NamedTuple):
    """One domain of the vocabulary."""

    code: str
    fr: str
    en: str
    ja: str
    words: tuple[str, ...]
    """Every wording that means it, labels first."""


@dataclass(slots=True, frozen=True, eq=False)
class Form:
    """A form, ready for look-ups; itself a key, so that a form loaded twice is two.

    Every key in it is folded (`ficheparse.text.fold`) and without spaces.
    """

    labels: dict[str, FieldName]
    """The labels' wordings."""
    label_keys: tuple[str, ...]
    """Their keys alone."""
    label_starts: frozenset[str]
    """The first two letters of these."""
    phrases: dict[str, str]
    """The same keys to the wordings with their spaces, for finding slips word by word."""
    domains: tuple[Domain, ...]
    vocabulary: dict[str, str]
    """Folded wording of a domain (with single spaces) to its code."""
    domain_prefixes: tuple[str, ...]
    """Folded words that may stand before a domain without changing it: gestion, protection…"""
    headings: tuple[str, ...]
    """What the title's heading says beside the place."""
    heading_keys: tuple[str, ...]
    """The same without spaces."""
    heading_leads: frozenset[str]
    """Words that may stand before the heading's own."""
    placeholders: frozenset[str]
    """What the form shows where nobody answered: prompts, (nom de ville)…"""
    prompts: tuple[str, ...]
    """Those of them that are told inside a longer text too, longest first, as one may hold another."""
    nothing: frozenset[str]
    """Words for nothing: néant, none, なし."""
    updating: tuple[str, ...]
    """Words of updating, longest first."""
    update_signs: tuple[tuple[str, str], ...]
    """Each with what is in a folded text, a space put around it, that has the word: Japanese has no spaces."""
    update_signs_in_latin: tuple[tuple[str, str], ...]
    """Those of them that may be in a folded text that is ASCII."""
    update_labels: tuple[str, ...]
    """The keys of its labels."""
    update_leads: frozenset[str]
    """Words that may stand before a word of updating in the form's own line."""
    date_joints: frozenset[str]
    """Words between a word of updating and the date."""
    longest: int
    """Letters of the longest label, placeholder or word for nothing."""
    annex_headings_by_letters: dict[str, list[tuple[str, ...]]]
    """Those that are not in Japanese, by their first two letters."""
    annex_headings_in_japanese: list[tuple[str, ...]]
    annex_headings: tuple[tuple[str, ...], ...]
    """Words that together make a paragraph the annex's heading."""
    annex_words: tuple[str, ...]
    """Words that tell the annex's paragraphs."""
    annex_words_in_latin: tuple[str, ...]
    """Those of them that may be in a folded text that is ASCII, as all of French is."""
    annex_subjects: tuple[str, ...]
    """Words of its subjects, which tell nothing elsewhere, but inside the annex that it goes on."""

    def is_blank(self, text: str) -> bool:
        """Whether a text answers nothing: no letter or digit, a placeholder, a word for nothing.

        >>> [load().is_blank(text) for text in ("…", "(nom de ville)", "Néant.", "なし", "Néons")]
        [True, True, True, True, False]
        """
        if len(text) > LONGEST_WORDING:
            return self.is_wordless(text)
        if self.says_more(text):
            return False
        key = squeezed(text)
        return not key or key in self.placeholders or key in self.nothing

    def says_more(self, text: str) -> bool:
        """Whether a text has more letters than any wording of the form; its beginning tells."""
        return len(text) > _BEGINNING and len(squeezed(text[:_BEGINNING])) > self.longest + 1

    @staticmethod
    def is_wordless(text: str) -> bool:
        """Whether a text has no letter or digit; of a long one the beginning most often tells."""
        return not squeezed(text[:LONGEST_WORDING]) and (len(text) <= LONGEST_WORDING or not squeezed(text))


def squeezed(text: str) -> str:
    """The text folded and without spaces, the key of labels and placeholders.

    >>> squeezed("連 絡 先："), squeezed("Domaine(s) concerné(s)")
    ('連絡先', 'domainesconcernes')
    """
    return fold(text).replace(" ", "")


def load(path: Path | None = None) -> Form:
    """The form of this file, or the form *fiche « bonne pratique »*.

    Raises `FormError` where the file cannot be read or lacks a part.
    """
    try:
        return of_text(text_of(path))
    except FormError as problem:
        raise FormError(f"the form {path and path.name} {problem}") from problem


def text_of(path: Path | None) -> str | None:
    """The text of a form's file, which means something on other machines too. Raises `FormError`."""
    try:
        return path.read_text("utf-8") if path else None
    except (OSError, UnicodeDecodeError) as problem:
        raise FormError(f"cannot be read: {_reason(problem)}") from problem


@lru_cache(maxsize=4)
def of_text(text: str | None) -> Form:
    """The form of this text, or the form *fiche « bonne pratique »*. Raises `FormError`."""
    if text is None:
        text = files("ficheparse").joinpath("data/form.toml").read_text("utf-8")
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        raise FormError(f"cannot be read: {_reason(problem)}") from problem
    try:
        return _compiled(table)
    except (KeyError, TypeError, AttributeError) as problem:
        raise FormError(f"lacks or misspells the entry {problem}") from problem


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return problem.strerror or "it is not there"
    return "it is not UTF-8 text" if isinstance(problem, UnicodeDecodeError) else f"it is not TOML, {problem}"


def _compiled(table: Mapping[str, Any]) -> Form:
    """The data file's tables, checked and keyed."""
    unknown = set(table["labels"]) - set(FIELDS)
    if unknown:
        raise FormError(f"the form has labels for fields that are not known: {', '.join(sorted(unknown))}")
    domains: list[Domain] = []
    for code, words in table["domains"].items():
        fr, en, ja = (str(words[language]) for language in ("fr", "en", "ja"))
        domains.append(Domain(code, fr, en, ja, (fr, en, ja, *words.get("also", []))))
    own: Mapping[str, list[str]] = table["wording"]
    annex_headings = tuple(tuple(fold(word) for word in words) for words in own["annex_headings"])
    by_letters: dict[str, list[tuple[str, ...]]] = {}
    for words in annex_headings:
        if not is_japanese(words[0]):
            by_letters.setdefault(words[0][:2], []).append(words)
    placeholders = dict.fromkeys(squeezed(word) for word in own["placeholders"])
    prompts = tuple(sorted((key for key in placeholders if len(key) >= SHORTEST_PROMPT), key=len, reverse=True))
    nothing = frozenset(squeezed(word) for word in own["nothing"])
    annex_words = tuple(fold(word) for word in own["annex_words"])
    headings = tuple(sorted((fold(word) for word in own["headings"]), key=len, reverse=True))
    updating = tuple(sorted((fold(word) for word in own["updating"]), key=len, reverse=True))
    update_signs = tuple((word, word if is_japanese(word) else f" {word} ") for word in updating)
    labels = {squeezed(word): name for name in FIELDS for word in table["labels"].get(name, [])}
    return Form(
        labels=labels,
        label_keys=tuple(labels),
        label_starts=frozenset(key[:2] for key in labels),
        phrases={squeezed(word): fold(word) for name in FIELDS for word in table["labels"].get(name, [])},
        domains=tuple(domains),
        vocabulary={fold(word): domain.code for domain in domains for word in domain.words},
        domain_prefixes=tuple(fold(word) for word in own["domain_prefixes"]),
        headings=headings,
        heading_keys=tuple(heading.replace(" ", "") for heading in headings),
        heading_leads=frozenset(fold(word) for word in own["heading_leads"]),
        placeholders=frozenset(placeholders),
        prompts=prompts,
        nothing=nothing,
        updating=updating,
        update_signs=update_signs,
        update_signs_in_latin=tuple((word, sign) for word, sign in update_signs if sign.isascii()),
        update_labels=tuple(key for key, name in labels.items() if name == "updated"),
        update_leads=frozenset(fold(word) for word in own["update_leads"]),
        date_joints=frozenset(fold(word) for word in own["date_joints"]),
        longest=max(map(len, (*labels, *placeholders, *nothing))),
        annex_headings_by_letters=by_letters,
        annex_headings_in_japanese=[words for words in annex_headings if is_japanese(words[0])],
        annex_headings=annex_headings,
        annex_words=annex_words,
        annex_words_in_latin=tuple(word for word in annex_words if word.isascii()),
        annex_subjects=tuple(fold(word) for word in own["annex_subjects"]),
    )
