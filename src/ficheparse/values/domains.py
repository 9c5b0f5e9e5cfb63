"""Domains of the vocabulary (contract, section 4)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter
from typing import Literal, NamedTuple

from ficheparse.document import Paragraph
from ficheparse.form import Form, squeezed
from ficheparse.lazily import lazily
from ficheparse.text import as_written, fold, is_japanese
from ficheparse.values.boxes import ticked_only
from ficheparse.values.reading import Doubt, Reading
from ficheparse.values.slips import is_slip

_MARK = lazily(r"^\s*(?:[-–—•·・*▪→►➢●○◆◇■□‣✓]+|\(?\d{1,2}[.)°/]|\d{1,2}[ \u3000]+(?=[^\W\d])|[a-z]\)|[①-⑳])\s*")
_SEPARATOR = lazily(
    r"""\s*(
        [,;、，；\n\t【】「」『』•●○◆■▪►➢|/／&＆・･。①-⑳]
      | \s[-–—]\s | (?<=\w)\s*·\s* | \.\s+(?=(?-i:[A-ZÀ-Ý])) | \s{3,}
      | \bet\b | \band\b | 及び | および | ならびに | 並びに
      | (?<![^\s])\(?(?:\d{1,2}[.)/]|[a-z]\))\s | [(（]\d{1,2}[)）] | (?<![^\s])\d{1,2}[.)．）](?=[^\W\d])
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
# What parts domains too, where every part is one: the contract does not name it, a reader does.
_PERHAPS_SEPARATOR = r"\s*(?:[+>:：.]|\s{2,}|\s?[-–—]\s?|と|や|\bou\b|\bor\b|\bainsi que\b)\s*"
_PERHAPS_PARTED = lazily(_PERHAPS_SEPARATOR, re.IGNORECASE)
_PERHAPS_PARTED_JAPANESE = lazily(
    rf"{_PERHAPS_SEPARATOR}|(?<=(?-i:[\u3040-\u30ff\u4e00-\u9fff]))\s*(?=[A-Za-z])"
    r"|(?<=[a-z])\s*(?=(?-i:[\u3040-\u30ff\u4e00-\u9fff]))",
    re.IGNORECASE,
)
_BETWEEN_JAPANESE = lazily(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])[ \u3000]+(?=[\u3040-\u30ff\u4e00-\u9fff])")
_SPREAD = lazily(r"(?<![^\W\d_])[\u3040-\u30ff\u4e00-\u9fff](?:[ \u3000]+[\u3040-\u30ff\u4e00-\u9fff])+(?![^\W\d_])")
_LONG_VOWEL = lazily(r"(?<=[ァ-ヺ])[-－−‐—–―](?![A-Za-z0-9])")
"""A dash typed for the long vowel: エネルギ－."""
_LEAD = lazily(
    r"^\s*(?:autres?|others?|その他)(?:\s(?:domaines?|fields?|areas?)|の分野)?\s*+"
    r"(?:[(（][\s.…_＿]*[)）]"
    r"|[(（](?:à\s)?(?:préciser|précisez|please specify|specify|具体的に|具体名|記入)[^()（）]*[)）])?"
    r"\s*+(?:[:：(（]|$)\s*",
    re.IGNORECASE,
)
_ETC = lazily(r"(?<!\s)\s*+(?:\betc\b|など|等|…|\.{3})\W*+$", re.IGNORECASE)
_BRACKETS = lazily(r"[(（\[](?!\w{1,2}[)）\]])[^()（）\[\]\n]*[)）\]]")
_IN_BRACKETS = lazily(r"^(.*?)\s*[(（\[](.*)[)）\]]\s*$")
_COLON = lazily(r"^([^:：]+?)\s*[:：]\s*(.+)$", re.DOTALL)
_WORD, _PLAIN_WORD = lazily(r"[^\W_]+"), lazily("[a-z0-9]+")
_PREPOSITION = lazily(r"^(?:de la|de l|du|des|de|d)\s+")
_ARTICLE = lazily(r"^(?:la|le|les|l|the)\s+")
_JOINING = frozenset(("et", "and"))
_FOLDED = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
"""Characters that are their own fold, most of those of a text."""
LONGEST_NAME = 300
"""Characters, folded, of a name with words before it: longer ones are prose."""
MOST_COLONS = 5
"""Leads of one part, each with its colon: `Domaine : Autre : …`."""
_UNCHANGED = frozenset("de du des d l la le les aux et and risk".split())
"""Words of a name that have no plural there."""
_EDGES = ' \t\n.:：。;,、-–—・·«»"“”'


_Edge = tuple[int, Literal["first", "last"], str]
"""How many words a wording is of, and the first or last letter of its first word."""


class Domains(NamedTuple):
    """What an answer says of domains."""

    codes: tuple[str, ...]
    others: tuple[str, ...]
    """As written: what the vocabulary does not have."""


class _Vocabulary(NamedTuple):
    """A form's vocabulary, ready to be found."""

    words: dict[str, str]
    """Folded wording, of either number, to its code."""
    unspaced: dict[str, str]
    """The same, without spaces."""
    spelt: dict[_Edge, list[tuple[list[str], str]]]
    """Words and code of every wording, by how many words it is of and by either end of its first word."""
    names: re.Pattern[str]
    """Every wording of more than one word, folded, the longest first."""
    begun: dict[str, list[str]]
    """The same but for Japanese, by their first words; nothing where one begins with other letters than ours."""
    prefixes: tuple[str, ...]
    joined: tuple[list[str], ...]
    """The words of the names that hold what parts domains elsewhere: `échanges scientifiques et économiques`."""

    def names_in(self, folded: str) -> list[tuple[int, int]]:
        """Where names of several words stand in a folded text, of those that begin at one place the longest."""
        if not self.begun or is_japanese(folded):
            return [found.span() for found in self.names.finditer(folded)]
        spans: list[tuple[int, int]] = []
        end = 0
        for word in _PLAIN_WORD.finditer(folded):
            start = word.start()
            for name in self.begun.get(word[0], ()) if start >= end else ():
                after = start + len(name)
                if folded.startswith(name, start) and folded[after : after + 1] not in _FOLDED:
                    spans.append((start, after))
                    end = after
                    break
        return spans


def read(paragraphs: list[Paragraph], form: Form) -> Reading[Domains]:
    """The domains of an answer, in its order; of boxes only what is ticked.

    Words in brackets after a domain say more of it: they are domains where the vocabulary has them, and no others.
    Doubt: `domain-unknown` for what the vocabulary does not have.

    >>> from ficheparse.document import Run, Where
    >>> from ficheparse.form import load
    >>> text = "Échanges scientifiques et économiques, gestion de l’eau (rivières) et pêche"
    >>> read([Paragraph([Run(text)], Where())], load()).value
    Domains(codes=('scientific-economic-exchange', 'environment'), others=('pêche',))
    """
    reader = _Reader(form)
    reader.read(ticked_only("\n".join([paragraph.answer for paragraph in paragraphs])))
    doubts = (Doubt("domain-unknown", ", ".join(reader.others)),) if reader.others else ()
    return Reading(Domains(tuple(reader.codes), tuple(reader.others)), doubts)


class _Reader:
    """Reads an answer part by part."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._vocabulary = _vocabulary(form)
        self.codes: dict[str, None] = {}
        self.others: dict[str, None] = {}

    def read(self, text: str, depth: int = 0) -> None:
        """Take the codes of a text, and as others what has none; `depth` is how many colons led it in."""
        parts = list(self._parts(text))
        for place, part in enumerate(parts):
            before = fold(parts[place - 1]) if place else ""
            after = fold(parts[place + 1]) if place + 1 < len(parts) else ""
            found = self._codes(part) or self._shared(fold(part), before, after) or self._perhaps_parted(part)
            if found:
                self.codes.update(dict.fromkeys(found))
            else:
                self._other(part, depth)

    def _other(self, part: str, depth: int) -> None:
        """What the vocabulary does not have; `Domaine : …` and `Environnement : …` lead in what follows."""
        colon = _COLON.match(part) if depth < MOST_COLONS else None
        if colon and (self._is_label(colon[1]) or self._codes(colon[1])):
            self.codes.update(dict.fromkeys(self._codes(colon[1])))
            self.read(colon[2], depth + 1)
        elif not self._form.is_blank(part) and not self._is_label(part):
            self.others[as_written(part)] = None

    def _is_label(self, text: str) -> bool:
        return self._form.labels.get(squeezed(text)) == "domains"

    def _parts(self, text: str) -> Iterator[str]:
        """The text cut at its separators, but not inside brackets or a name of the vocabulary."""
        lines = [_LEAD.sub("", _MARK.sub("", _LEAD.sub("", line))) for line in text.split("\n")]
        text = "\n".join(lines)
        if is_japanese(text):
            text = _BETWEEN_JAPANESE.sub("、", _SPREAD.sub(self._closed_up, text))
        brackets = [found.span() for found in _BRACKETS.finditer(text)]
        kept = brackets + [name for name in self._names(text) if not _overlaps(name, brackets)]
        kept.sort()
        start = 0
        for separator in _SEPARATOR.finditer(text):
            if not _overlaps(separator.span(1), kept):
                yield from self._part(text[start : separator.start()])
                start = separator.end()
        yield from self._part(text[start:])

    def _closed_up(self, spread: re.Match[str]) -> str:
        """A name of the vocabulary whose letters stand apart: `防　災`."""
        word = "".join(spread[0].split())
        return word if self._code(fold(word)) else spread[0]

    def _part(self, part: str) -> Iterator[str]:
        part = _LEAD.sub("", _MARK.sub("", _ETC.sub("", part))).strip(_EDGES)
        for opening, closing in ("()", "（）", "[]"):
            if part.count(opening) != part.count(closing):  # left alone by the cutting
                part = part.replace(opening, " ").replace(closing, " ").strip()
        if fold(part):
            yield part

    def _names(self, text: str) -> list[tuple[int, int]]:
        """Where names of the vocabulary of several words stand."""
        if not self._vocabulary.names_in(fold(text)):
            return self._misspelt_names(text)
        letters: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text):
            folded = character if character in _FOLDED else fold(character)
            for letter in folded or (" " if letters and letters[-1] != " " else ""):
                letters.append(letter)
                places.append(place)
        found = self._vocabulary.names_in("".join(letters))
        return [(places[start], places[end - 1] + 1) for start, end in found]

    def _misspelt_names(self, text: str) -> list[tuple[int, int]]:
        """Where names that hold an `et` or an `and` stand with a slip in one of their words."""
        typed = [(found.span(), fold(found[0])) for found in _WORD.finditer(text)]
        spans: list[tuple[int, int]] = []
        if not any(word in _JOINING for _, word in typed):
            return spans  # too short for a slip
        for name in self._vocabulary.joined:
            for start in range(len(typed) - len(name) + 1):
                here = typed[start : start + len(name)]
                if all(one == other or is_slip(one, other) for (_, one), other in zip(here, name, strict=True)):
                    spans.append((here[0][0][0], here[-1][0][1]))
        return spans

    def _codes(self, part: str) -> list[str]:
        """The code of one name, and of what the brackets after it say more."""
        key = fold(_LONG_VOWEL.sub("ー", part))
        if code := self._code(key):
            return [code]
        bracket = _IN_BRACKETS.match(part) if part.rstrip().endswith((")", "）", "]")) else None
        if bracket and (code := self._code(fold(bracket[1])) or self._misspelt(fold(bracket[1]))):
            inner = (self._code(fold(piece)) for piece in self._parts(bracket[2]))
            return [code, *(found for found in inner if found)]
        code = self._misspelt(key)
        return [code] if code else []

    def _code(self, key: str) -> str | None:
        """The code of a folded wording, with an article or one of the form's prefixes before it or without."""
        if code := self._vocabulary.words.get(key):
            return code
        if len(key) > LONGEST_NAME:
            return None
        bare = _ARTICLE.sub("", key).removesuffix("分野")
        if code := self._vocabulary.words.get(bare):
            return code
        if bare.startswith(self._vocabulary.prefixes):
            rest = bare.split(" ", 1)[1]
            preposition = _PREPOSITION.match(rest)
            return self._code(rest[preposition.end() :]) if preposition else None
        return None

    def _shared(self, key: str, before: str, after: str) -> list[str]:
        """The code of a part that shares a word with its neighbour.

        `développement durable et économique`, `spatial and urban planning`, `gestion de l'eau et des déchets`.
        """
        words = self._vocabulary.words
        code = words.get(f"{before.split(' ', 1)[0]} {key}")
        if code is None and after in words:
            code = words.get(f"{key} {after.rsplit(' ', 1)[-1]}")
        if code is None and _ARTICLE.sub("", before).startswith(self._vocabulary.prefixes):
            preposition = _PREPOSITION.match(key)
            code = words.get(key[preposition.end() :]) if preposition else None
        return [code] if code else []

    def _perhaps_parted(self, part: str) -> list[str]:
        """The codes of the pieces of a part, where every piece has one."""
        pieces = (_PERHAPS_PARTED_JAPANESE if is_japanese(part) else _PERHAPS_PARTED).split(part)
        if len(pieces) < 2:
            return []
        codes = [self._code(fold(piece)) for piece in pieces]
        return [code for code in codes if code] if all(codes) else []

    def _misspelt(self, key: str) -> str | None:
        """The code of a wording with a slip of the keyboard in it, where there is but one."""
        if is_japanese(key):
            return None
        if code := self._vocabulary.unspaced.get(key.replace(" ", "")):
            return code
        typed = key.split()
        near = {
            code
            for edge in _edges(typed)
            for words, code in self._vocabulary.spelt.get(edge, ())
            if all(one == other or is_slip(one, other) for one, other in zip(typed, words, strict=True))
        }
        return near.pop() if len(near) == 1 else None


def _overlaps(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    """Whether a stretch lies over one of others, which are in order and do not lie over each other."""
    place = bisect_right(others, span[0], key=itemgetter(1))
    return place < len(others) and others[place][0] < span[1]


@lru_cache(maxsize=8)
def _vocabulary(form: Form) -> _Vocabulary:
    words: dict[str, str] = {}
    for wording, code in form.vocabulary.items():
        for variant in _numbers(wording):
            words.setdefault(variant, code)
            words.setdefault(re.sub(r" (?:et|and) ", " ", variant), code)  # « & » and « / » fold to nothing
    several = sorted((word for word in words if " " in word), key=len, reverse=True)
    names = "|".join(word.replace(" ", " ?" if is_japanese(word) else " ") for word in several)
    begun: dict[str, list[str]] = {}
    for word in several:
        if not is_japanese(word):
            begun.setdefault(word.split()[0], []).append(word)
    split = [(word.split(), code) for word, code in words.items() if not is_japanese(word)]
    spelt: dict[_Edge, list[tuple[list[str], str]]] = {}
    for parts, code in split:
        for edge in _edges(parts):
            spelt.setdefault(edge, []).append((parts, code))
    prefixes = tuple(f"{prefix}{end}" for prefix in form.domain_prefixes for end in (" ", "s "))
    return _Vocabulary(
        words,
        {word.replace(" ", ""): code for word, code in words.items()},
        spelt,
        lazily(rf"(?<![a-z0-9])(?:{names})(?![a-z0-9])" if names else "(?!)"),
        begun if all(map(_PLAIN_WORD.fullmatch, begun)) else {},
        prefixes,
        tuple(words for words, _ in split if len(words) > 2 and not _JOINING.isdisjoint(words)),
    )


def _edges(words: list[str]) -> tuple[_Edge, ...]:
    """The two keys of a wording: a word with one slip in it still begins or ends with its own letter (`is_slip`)."""
    return ((len(words), "first", words[0][0]), (len(words), "last", words[0][-1])) if words else ()


def _numbers(wording: str) -> list[str]:
    """A wording in both numbers, its words with and without their plural, all of them or the last alone."""
    if is_japanese(wording):
        return [wording, wording.replace(" ", "")]
    parts = wording.split()
    singular = [_singular(part) for part in parts]
    plural = [_plural(part) for part in singular]
    english = [f"{part[:-1]}ies" if part.endswith("y") else part for part in singular]
    last = [*singular[:-1], plural[-1]]
    return [wording, *map(" ".join, (singular, plural, english, last))]


def _singular(word: str) -> str:
    if word in _UNCHANGED or len(word) < 4:
        return word
    return f"{word[:-3]}y" if word.endswith("dies") else word.removesuffix("s")


def _plural(word: str) -> str:
    if word in _UNCHANGED or word.endswith(("s", "x")):
        return word
    return f"{word}x" if word.endswith("eau") else f"{word}s"
