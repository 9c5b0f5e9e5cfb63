"""The annex, the joint communiqué: whole, cut, altered or translated, it is the form's own (contract, section 1)."""

from __future__ import annotations

from ficheparse.document import Paragraph
from ficheparse.form import Form
from ficheparse.text import fold

ENOUGH_WORDS = 3
"""Of the annex's own words in one paragraph that no heading announces: points name one or two of them at most."""


def words_in(paragraph: Paragraph, form: Form) -> int:
    """How many of the annex's own words are in a paragraph."""
    folded = fold(paragraph.text)
    return sum(word in folded for word in form.annex_words)


def begins(paragraph: Paragraph, form: Form, *, after_date: bool = False) -> bool:
    """Whether the annex begins with this paragraph.

    After the line of updating nothing but the annex is expected, and fewer words tell it.
    """
    text = paragraph.text.strip()
    if not text:
        return False
    folded = fold(text)
    headed = False
    for words in form.annex_headings:
        if all(word in folded for word in words):
            if folded.startswith(words[0]):
                return True
            headed = True
    found = sum(word in folded for word in form.annex_words)
    return found >= (ENOUGH_WORDS - 1 if headed or after_date else ENOUGH_WORDS)


def own(paragraphs: list[Paragraph], form: Form) -> int:
    """How many of the paragraphs from the annex's beginning are the annex's; what follows the last of them is not."""
    last = 0
    for place, paragraph in enumerate(paragraphs):
        if words_in(paragraph, form) or (place == last + 1 and _goes_on(paragraphs[place - 1], paragraph, form)):
            last = place
    return last + 1


def _goes_on(before: Paragraph, paragraph: Paragraph, form: Form) -> bool:
    """Whether a paragraph without the annex's own words carries on its list, its quotation, or its subject."""
    text, previous = paragraph.text.strip(), before.text.rstrip()
    if not text:
        return True
    if text[0] in _MARKS or text[0].islower() or previous.endswith((":", "：", ";", "；", ",", "、")):
        return True
    folded = fold(text)
    return any(word in folded for word in form.annex_subjects)


_MARKS = frozenset('-–—•·*▪・●○«»“”「」『』"')
