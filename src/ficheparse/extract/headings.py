"""The form's heading and the place that it names (contract, sections 1 and 3, `title`)."""

from __future__ import annotations

import re
import unicodedata

from ficheparse import gazetteer
from ficheparse.document import Paragraph
from ficheparse.form import Form, squeezed
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese

LONGEST_HEADING = 160
"""Characters; longer paragraphs only speak of the form."""
LONGEST_PLACE = 60
LEAST_LIKENESS = 88.0
"""Of rapidfuzz's ratio, in per cent, for a heading with a slip: two letters of its fifteen or so."""

_TIE = lazily(
    r"[»”\"’)\s]*+(?<=\s)(?:de la |du |des |de |d['’]|pour la |pour le |pour |of the |of |for the |for )", re.IGNORECASE
)
_DIGITS = lazily(r"\d+")
_NUMBER_BEHIND = lazily(r"[»”\"’」』】)）\s]*(?:n°\s?\d{1,3}|no\.?\s?\d{1,3}|(?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_BRACKETED_FIRST = lazily(
    r"[\s\u3000]*[(（]([^()（）]+)[)）][\s\u3000]*(?:No\.?\s*\d+|その\s?\d+|\d+\s?/\s?\d+|【.*】|\d+)\s*", re.IGNORECASE
)
_PROMPTED = lazily(r"(?:都市名|自治体名|市町村名|団体名|市名)[\s\u3000]*[:：)）][\s\u3000]*")
_JOINTS = " →～｜\t\n\u3000\u00a0-–—―－ー:：・,、;.…|/／_=~"
_PAIRS = {
    pair[0]: pair[1]
    for pair in "{} ≪≫ ＜＞ () （） [] ［］ 【】 「」 『』 〔〕 «» “” \"\" '' ‘’ <> 〈〉 《》 „“".split()
}
_CLOSING = frozenset(_PAIRS.values()) - frozenset(_PAIRS)
"""Marks that can only close; a straight quote does both."""

Span = tuple[int, int]


def heading(paragraph: Paragraph, form: Form, *, slips: bool = False) -> Paragraph | None:
    """The place that a heading names, perhaps empty; None where the paragraph is no heading of the form.

    With `slips`, a heading misspelt by a letter or two counts too.
    """
    text = paragraph.text
    if len(text) > LONGEST_HEADING:
        return None
    spans = _phrases(text, form) or (_misspelt(text, form) if slips else [])
    if not spans:
        return None
    start, end = spans[0][0], spans[-1][1]
    if slips and not _is_lead(text[:start], form) and (longer := _misspelt(text, form)):
        start, end = min(start, longer[0][0]), max(end, longer[0][1])
    if numbered := _NUMBER_BEHIND.match(text, end):  # « Bonne pratique » n° 2 - …
        end = numbered.end()
    before, after = text[:start], text[end:]
    if _is_lead(before, form):
        if not _begins_apart(after):
            longer = _misspelt(text, form)
            if of := _of_a_place(after):
                end += of
            elif longer and _begins_apart(text[longer[0][1] :]):
                end = longer[0][1]
            else:
                return None
        return _without_placeholders(paragraph.slice(end), form)
    if fold(after) or len(before.strip()) > LONGEST_PLACE:
        return None
    if before.rstrip()[-1] not in _JOINTS + "".join(_PAIRS) + "".join(_CLOSING) and not is_japanese(before):
        return None
    return _without_placeholders(paragraph.slice(0, start), form)


def _is_lead(before: str, form: Form) -> bool:
    """Whether nothing but the form's own words stand before the heading: `Modèle de`, `Annexe 2 :`."""
    return all(word in form.heading_leads for word in _DIGITS.sub(" ", fold(before)).split())


def _begins_apart(after: str) -> bool:
    """Whether what follows the heading is set apart from it, as a place is and the rest of a sentence is not."""
    rest = after.lstrip("»”\"'」』】）) \u00a0")
    if not rest:
        return True
    parted = rest != after or rest[0] in _JOINTS or rest[0] in _PAIRS
    plain = rest[0] in _JOINTS or rest[0] in _PAIRS or rest[0].isupper() or is_japanese(rest[0])
    return parted and plain and not "\u3041" <= rest[0] <= "\u309f" and len(rest) <= LONGEST_HEADING // 2


def _of_a_place(after: str) -> int:
    """How much of what follows the heading only ties a known place to it: `de Montauban`, `for the City of Himeji`."""
    tie = _TIE.match(after)
    return tie.end() if tie and gazetteer.find(after[tie.end() :].strip(_JOINTS)) else 0


def _phrases(text: str, form: Form) -> list[Span]:
    """Where the heading's phrases stand in the text, in order; in two languages there are two."""
    folded = squeezed(text)
    keys = [key for key in form.heading_keys if key in folded]
    if not keys:
        return []
    letters, places = _letters(text)
    found: list[Span] = []
    for key in keys:
        start = letters.find(key)
        if start >= 0:
            span = places[start], places[start + len(key) - 1] + 1
            if not any(span[0] < end and begin < span[1] for begin, end in found):
                found.append(span)
    return sorted(found)


def _misspelt(text: str, form: Form) -> list[Span]:
    """The stretch of the text that is most like one of the heading's phrases."""
    letters, places = _letters(text)
    if not letters:
        return []
    from rapidfuzz import fuzz  # noqa: PLC0415 - 38 ms to load, and most fiches have their heading as it was sent

    best: tuple[float, int, Span] | None = None
    for key in form.heading_keys:
        found = fuzz.partial_ratio_alignment(key, letters, score_cutoff=LEAST_LIKENESS)
        if found is not None and len(key) >= 10 and found.dest_end > found.dest_start:
            candidate = found.score, len(key), (places[found.dest_start], places[found.dest_end - 1] + 1)
            best = max(best or candidate, candidate, key=lambda item: (item[1], item[0]))
    return [_to_word_end(text, best[2])] if best else []


def _to_word_end(text: str, span: Span) -> Span:
    """A stretch that ends inside a word goes on to its end."""
    end = span[1]
    while end < len(text) and text[end].isalpha() and text[end].isascii():
        end += 1
    return span[0], end


def _letters(text: str) -> tuple[str, list[int]]:
    """The text's folded letters, and the place in the text of each."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        plain = character.isascii() and character.isalnum()
        for letter in character.lower() if plain else fold(character):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def _without_placeholders(paragraph: Paragraph, form: Form) -> Paragraph:
    """The place alone: without the form's prompt beside it, and bare."""
    if bracketed := _BRACKETED_FIRST.fullmatch(paragraph.text):  # （倉敷市）No.3
        paragraph = paragraph.slice(*bracketed.span(1))
    found = bare(paragraph)
    if prompted := _PROMPTED.match(found.text):  # 都市名：倉敷市
        found = bare(found.slice(prompted.end()))
    if is_japanese(found.text) and (tied := re.search(r"(?:の|における|での)$", found.text)):
        found = bare(found.slice(0, tied.start()))
    letters, places = _letters(found.text)
    if letters in form.placeholders:
        return found
    for key in form.prompts:
        if key in letters:
            start = letters.index(key)
            before = bare(found.slice(0, places[start]))
            after = bare(found.slice(places[start + len(key) - 1] + 1))
            return after if after.text else before
    return found


def bare(paragraph: Paragraph) -> Paragraph:
    """Without the brackets, quotes or dash around it; brackets inside a name stay.

    >>> from ficheparse.document import Run, Where
    >>> bare(Paragraph([Run(" - « Saint-Denis (Réunion) » ")], Where())).text
    'Saint-Denis (Réunion)'
    """
    text = paragraph.text
    start, end = 0, len(text)
    while start < end:
        if _is_loose(text[start]) or _is_stray_opening(text, start, end):
            start += 1
        elif _is_loose(text[end - 1]) or _is_stray_closing(text, start, end):
            end -= 1
        elif _closes(text, start, end):
            start, end = start + 1, end - 1
        else:
            break
    return paragraph.slice(start, end)


def _is_loose(character: str) -> bool:
    return character in _JOINTS or unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp")


def _is_stray_opening(text: str, start: int, end: int) -> bool:
    """Whether the first mark belongs to what stood before: it closes, or opens what nothing closes."""
    mark = text[start]
    if mark in _CLOSING:
        return True
    if mark in "\"'" and start + 1 < end and text[start + 1] in _JOINTS:
        return True
    return mark in _PAIRS and _PAIRS[mark] not in text[start + 1 : end]


def _is_stray_closing(text: str, start: int, end: int) -> bool:
    """The same at the end: it opens, or closes what nothing opened."""
    mark = text[end - 1]
    if mark in _PAIRS and _PAIRS[mark] != mark:
        return True
    openings = [opening for opening, closing in _PAIRS.items() if closing == mark]
    return bool(openings) and not any(opening in text[start : end - 1] for opening in openings)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the first character opens a bracket that the last one closes, and none closes it before."""
    opening, closing = text[start], _PAIRS.get(text[start])
    if closing is None or end - start < 2 or text[end - 1] != closing:
        return False
    depth = 0
    for place in range(start, end):
        if opening != closing and text[place] == opening:
            depth += 1
        elif text[place] == closing and place > start:
            depth -= 1
            if depth <= 0 and place < end - 1:
                return False
    return True
