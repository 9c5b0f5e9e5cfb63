"""The form's heading and the place that it names (contract, sections 1 and 3, `title`)."""

from __future__ import annotations

import unicodedata

from ficheparse.document import Paragraph
from ficheparse.form import Form
from ficheparse.text import fold

LONGEST_HEADING = 160
"""Characters; longer paragraphs only speak of the form."""
LONGEST_PLACE_BEFORE = 60

_JOINTS = " \t\n\u3000\u00a0-–—―−－ー:：・,、;.…|/／_=~"
_PAIRS = {
    "(": ")",
    "（": "）",
    "[": "]",
    "［": "］",
    "【": "】",
    "「": "」",
    "『": "』",
    "〔": "〕",
    "«": "»",
    "“": "”",
    '"': '"',
    "'": "'",
    "‘": "’",
    "<": ">",
    "〈": "〉",
    "《": "》",
    "„": "“",
}
# Marks that can only close; a straight quote does both.
_CLOSING = frozenset(_PAIRS.values()) - frozenset(_PAIRS)


def heading(paragraph: Paragraph, form: Form) -> Paragraph | None:
    """The place that a heading names, perhaps empty; None where the paragraph is no heading of the form."""
    text = paragraph.text
    if len(text) > LONGEST_HEADING:
        return None
    span = _phrase(text, form)
    if span is None:
        return None
    start, end = span
    before, after = text[:start].strip(), text[end:].strip()
    if not fold(before):
        return bare(paragraph.slice(end))
    if fold(after) or len(before) > LONGEST_PLACE_BEFORE or before[-1] not in _JOINTS + '«“"「『【(':
        return None
    return bare(paragraph.slice(0, start))


def _phrase(text: str, form: Form) -> tuple[int, int] | None:
    """Where one of the heading's phrases stands in the text."""
    folded = fold(text).replace(" ", "")
    for phrase in form.headings:
        key = phrase.replace(" ", "")
        if key in folded:
            return _span(text, key)
    return None


def _span(text: str, key: str) -> tuple[int, int] | None:
    """The stretch of the text whose folded letters are the key."""
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for letter in fold(character):
            letters.append(letter)
            places.append(place)
    found = "".join(letters).find(key)
    if found < 0:
        return None
    return places[found], places[found + len(key) - 1] + 1


def bare(paragraph: Paragraph) -> Paragraph:
    """Without the brackets, quotes or dash around it; brackets inside a name stay.

    >>> from ficheparse.document import Run, Where
    >>> bare(Paragraph([Run(" - « Saint-Denis (Réunion) » ")], Where())).text
    'Saint-Denis (Réunion)'
    """
    text = paragraph.text
    start, end = 0, len(text)
    while start < end:
        if text[start] in _JOINTS or _is_mark(text[start]):
            start += 1
        elif text[end - 1] in _JOINTS or _is_mark(text[end - 1]):
            end -= 1
        elif _closes(text, start, end):
            start, end = start + 1, end - 1
        elif text[start] in _CLOSING or (text[start] in _PAIRS and _PAIRS[text[start]] not in text[start + 1 : end]):
            start += 1
        elif text[end - 1] in _PAIRS.values() and not any(
            opening in text[start : end - 1] for opening, closing in _PAIRS.items() if closing == text[end - 1]
        ):
            end -= 1
        else:
            break
    return paragraph.slice(start, end)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Cf", "Zs", "Zl", "Zp")


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
