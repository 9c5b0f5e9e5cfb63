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


def begins(paragraph: Paragraph, form: Form) -> bool:
    """Whether the annex begins with this paragraph."""
    text = paragraph.text.strip()
    if not text:
        return False
    folded = fold(text)
    for words in form.annex_headings:
        if folded.startswith(words[0]) and all(word in folded for word in words):
            return True
    found = sum(word in folded for word in form.annex_words)
    headed = any(all(word in folded for word in words) for words in form.annex_headings)
    return found >= (ENOUGH_WORDS - 1 if headed else ENOUGH_WORDS)


def own(paragraphs: list[Paragraph], form: Form) -> int:
    """How many of the paragraphs from the annex's beginning are the annex's; what follows the last of them is not."""
    last = max((place for place, paragraph in enumerate(paragraphs) if words_in(paragraph, form)), default=0)
    return last + 1
