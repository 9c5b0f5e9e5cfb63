"""Domains of the vocabulary (contract, section 4)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from ficheparse.document import Paragraph
from ficheparse.form import Form
from ficheparse.text import as_written, fold, is_japanese
from ficheparse.values.reading import Doubt, Reading

LEAST_LIKENESS = 84.0
"""Of rapidfuzz's ratio, in per cent, between a misspelt domain and the vocabulary: one slip in six letters."""
SHORTEST_MISSPELT = 6
"""Letters; a slip in a shorter word makes another word: eau, eaux; art, sport."""

_TICKS = "☒☑✓✔✗✘⊠🗹🗷☓"
_EMPTY = "☐□▢◻❏❑❒⬜"
_TYPED_BOX = re.compile(
    r"[\[(（［]\s*([xX×✓✔✗]?)\s*[\])）］](?=\s*\w)|(?<=\w)\s*[\[(（［]\s*([xX×✓✔✗]?)\s*[\])）］]\s*(?=$|\n|\t|\s{2})"
)
_BOX = re.compile(f"[{_TICKS}{_EMPTY}■]")
_MARK = re.compile(r"^\s*(?:[-–—•·*▪→►➢●○◆■◇‣]+|\d{1,2}[.)°]|[a-z]\)|[①-⑳])\s*")
_SEPARATOR = re.compile(
    r"\s*(?:[,;、，；\n\t•●▪|/／&＆・･。]|\s+[-–—]\s+|(?<=\w)\s*·\s*|\.\s+(?=[A-ZÀ-Ý])|\s{3,}"
    r"|\bet\b|\band\b|及び|および|ならびに|並びに)\s*",
    re.IGNORECASE,
)
_BETWEEN_JAPANESE = re.compile(r"(?<=[\u3040-\u30ff\u4e00-\u9fff])[\s\u3000]+(?=[\u3040-\u30ff\u4e00-\u9fff])")
_LEAD = re.compile(r"^\s*(?:autres?|other|others|その他)\s*(?:\(.*?\)|（.*?）)?\s*(?:[:：]|\(|（|$)\s*", re.IGNORECASE)
_ETC = re.compile(r"^\W*(?:etc|など|等)?\W*$", re.IGNORECASE)
_ETC_AFTER = re.compile(r"\s*(?:\betc|など|等)\W*$", re.IGNORECASE)
_BRACKETS = re.compile(r"[(（\[][^()（）\[\]]*[)）\]]")
_PREPOSITION = re.compile(r"^(?:de la|de l|du|des|de|d)\s+")


class Domains(NamedTuple):
    """What an answer says of domains."""

    codes: tuple[str, ...]
    others: tuple[str, ...]
    """As written: what the vocabulary does not have."""


@dataclass(slots=True, frozen=True)
class _Vocabulary:
    """A form's vocabulary, ready to be found inside a text."""

    words: dict[str, str]
    """Folded wording, of either number, to its code."""
    inside: re.Pattern[str]
    """Every wording that holds a separator itself, folded letters only, longest first."""


def read(paragraphs: list[Paragraph], form: Form) -> Reading[Domains]:
    """The domains of an answer, in its order; of boxes only what is ticked.

    Doubt: `domain-unknown` for what the vocabulary does not have.

    >>> from ficheparse.document import Run, Where
    >>> from ficheparse.form import load
    >>> answer = Paragraph([Run("Échanges scientifiques et économiques, gestion de l’eau et pêche")], Where())
    >>> read([answer], load()).value
    Domains(codes=('scientific-economic-exchange', 'environment'), others=('pêche',))
    """
    codes: list[str] = []
    others: list[str] = []
    text = "\n".join(paragraph.answer for paragraph in paragraphs)
    head = ""
    for part in _parts(_ticked_only(text), form):
        found, rest = _codes_of(part, head, form)
        for code in found:
            if code not in codes:
                codes.append(code)
        if rest and rest not in others:
            others.append(rest)
        head = fold(part).split(" ", 1)[0]
    doubts = (Doubt("domain-unknown", ", ".join(others)),) if others else ()
    return Reading(Domains(tuple(codes), tuple(others)), doubts)


def _ticked_only(text: str) -> str:
    """The text without the choices whose box is left empty, and without the boxes."""
    text = _TYPED_BOX.sub(lambda box: "☒" if box[1] or box[2] else "☐", text)
    boxes = [box[0] for box in _BOX.finditer(text) if box[0] != "■"]
    if not boxes:
        return text
    # a filled square is a tick where there are empty ones too, and a bullet otherwise
    ticks = _TICKS + ("■" if any(box in _EMPTY for box in boxes) else "")
    return "\n".join(_ticked_in(line, ticks) for line in text.split("\n"))


def _ticked_in(line: str, ticks: str) -> str:
    pieces = re.split(f"([{ticks}{_EMPTY}])", line)
    if len(pieces) == 1:
        return line
    boxes, texts = pieces[1::2], pieces[2::2]
    lead = pieces[0]
    if lead.strip(" \t:：,;/-–") and not texts[-1].strip():
        texts = [lead, *texts[:-1]]  # the boxes stand after their choices
        lead = ""
    chosen = [_outside(text) if box in _EMPTY else text for box, text in zip(boxes, texts, strict=True)]
    return "\n".join([lead, *chosen])


def _outside(text: str) -> str:
    """Of what follows an empty box, what is too far from it to be its choice."""
    far = re.search(r"\t|\s{4,}|[;；]", text.strip())
    return text.strip()[far.end() :] if far and far.start() else ""


def _parts(text: str, form: Form) -> list[str]:
    """The answer cut at its separators, but not inside a name of the vocabulary."""
    parts: list[str] = []
    for line in text.split("\n"):
        line = _LEAD.sub("", _MARK.sub("", _LEAD.sub("", line)))  # noqa: PLW2901 - the line without what only leads it in
        kept: dict[str, str] = {}
        brackets = [(found.start(), found.end()) for found in _BRACKETS.finditer(line)]
        names = [
            span
            for span in _names_with_separators(line, form)
            if not any(a < span[1] and span[0] < b for a, b in brackets)
        ]
        for start, end in sorted(brackets + names, reverse=True):
            token = f"\ue000{len(kept)}\ue001"
            kept[token] = line[start:end]
            line = line[:start] + token + line[end:]  # noqa: PLW2901
        for raw in _SEPARATOR.split(_BETWEEN_JAPANESE.sub("、", line)):
            part = _restored(raw or "", kept)
            part = _ETC_AFTER.sub("", _LEAD.sub("", _MARK.sub("", part)).strip(" .:：。;,-–—"))
            if not _ETC.match(part):
                parts.append(_closed(part))
    return parts


def _restored(part: str, kept: dict[str, str]) -> str:
    """The part with its names and brackets in the place of their tokens."""
    for token, text in kept.items():
        part = part.replace(token, text)
    return part


def _closed(part: str) -> str:
    """Without a bracket that the cutting left alone."""
    for opening, closing in ("()", "（）", "[]"):
        if part.count(opening) != part.count(closing):
            part = part.replace(opening, " ").replace(closing, " ")
    return part.strip()


def _names_with_separators(line: str, form: Form) -> list[tuple[int, int]]:
    """Where names of the vocabulary stand that hold a separator themselves: échanges scientifiques et économiques."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(line):
        for letter in fold(character) or (" " if letters and letters[-1] != " " else ""):
            letters.append(letter)
            places.append(place)
    folded = "".join(letters)
    return [(places[found.start()], places[found.end() - 1] + 1) for found in _vocabulary(form).inside.finditer(folded)]


def _codes_of(part: str, head: str, form: Form) -> tuple[list[str], str]:
    """The codes of one part, and the part as written where it has none.

    `head` is the first word before it, which may be its own too: développement durable et économique.
    """
    key = fold(part)
    words = _vocabulary(form).words
    if not key or form.is_blank(part):
        return [], ""
    if (code := _code(key, words, form)) is not None:
        return [code], ""
    if head and (code := words.get(f"{head} {key}")) is not None:
        return [code], ""
    bracket = re.match(r"^(.*?)\s*[(（\[](.*)[)）\]]\s*$", part)
    if bracket and (code := _code(fold(bracket[1]), words, form)) is not None:
        inner = [_code(fold(piece), words, form) for piece in _SEPARATOR.split(bracket[2])]
        return [code, *(found for found in inner if found)], ""
    if (code := _misspelt(key, words)) is not None:
        return [code], ""
    return [], as_written(part)


def _code(key: str, words: dict[str, str], form: Form) -> str | None:
    """The code that a folded wording means, with an article or one of the form's prefixes before it or without."""
    if (code := words.get(key)) is not None:
        return code
    for article in ("la ", "le ", "les ", "l ", "the "):
        if key.startswith(article) and (code := words.get(key.removeprefix(article))) is not None:
            return code
    for prefix in form.domain_prefixes:
        if key.startswith((f"{prefix} ", f"{prefix}s ")):
            rest = key.split(" ", 1)[1]
            preposition = _PREPOSITION.match(rest)
            if preposition:
                return _code(rest[preposition.end() :], words, form)
    return None


def _misspelt(key: str, words: dict[str, str]) -> str | None:
    """A wording of the vocabulary with a slip of the keyboard in it; another ending makes another word: culturel."""
    if len(key) < SHORTEST_MISSPELT or is_japanese(key):
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and most domains are spelt right

    near = [
        word
        for word in words
        if abs(len(word) - len(key)) <= 2
        and len(word) >= SHORTEST_MISSPELT
        and word[0] == key[0]
        and word[-2:] == key[-2:]
    ]
    best = process.extractOne(key, near, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS)
    return words[best[0]] if best else None


@lru_cache(maxsize=8)
def _vocabulary(form: Form) -> _Vocabulary:
    """Every wording in singular and plural; `développement durable et économique` counts as its two halves."""
    words: dict[str, str] = {}
    for wording, code in form.vocabulary.items():
        for variant in _numbers(wording):
            words.setdefault(variant, code)
    whole = {fold(word) for domain in form.domains for word in domain.words if _SEPARATOR.search(word)}
    inside = sorted((re.escape(word) for word in whole), key=len, reverse=True)
    return _Vocabulary(words, re.compile("|".join(inside) or "(?!)"))


def _numbers(wording: str) -> list[str]:
    """A wording in both numbers, each word with and without its plural, all or none of them."""
    if is_japanese(wording):
        return [wording, wording.replace(" ", "")]
    parts = wording.split()
    short = {"de", "du", "des", "d", "l", "la", "le", "les", "aux", "et", "and", "risk"}
    singular = [part if part in short or not part.endswith("s") or len(part) < 4 else part[:-1] for part in parts]
    plural = [
        part if part in short or part.endswith(("s", "x")) else f"{part}x" if part.endswith("eau") else f"{part}s"
        for part in singular
    ]
    english = [f"{part[:-1]}ies" if part.endswith("y") else part for part in singular]
    last = [*singular[:-1], plural[-1]]
    return [wording, " ".join(singular), " ".join(plural), " ".join(english), " ".join(last)]
