"""The annex, the joint communiqué: whole, cut, altered or translated, it is the form's own (contract, section 1)."""

from __future__ import annotations

from collections.abc import Iterable

from ficheparse.document import Paragraph
from ficheparse.form import Form
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese

LOOKED_AT = 20_000
"""Characters of a paragraph: eight pages, more than the whole communiqué."""
ENOUGH_WORDS = 3
"""Of the annex's own words in one paragraph that no heading announces: points name one or two of them at most."""
ENOUGH_IN_ITEM = 5
LONGEST_JAPANESE_HEADING = 120
"""Characters; what says more of the communiqué is a sentence."""
_AFTER_PHRASE = lazily(
    r"(?:声明|コミュニケ(?:ーション)?)?(?:の)?(?:概要|要旨|要約|抜粋|全文|仮訳|骨子|より|から)?(?:[(（【「：:―–-].*)?[」』]?"
)
_DIGITS = lazily(r"\d+")
LONGEST_TITLE = 20
"""Characters of what only says that an annex comes."""
SHORTEST_MISSPELT = 12
"""Letters of a heading's first phrase, below which a slip may be another word."""


def words_in(folded: str, form: Form) -> int:
    """How many of the annex's own words are in a folded text."""
    # a word that is not ASCII is in no text that is
    words = form.annex_words_in_latin if folded.isascii() else form.annex_words
    return len([word for word in words if word in folded])


def is_headed(paragraph: Paragraph, form: Form) -> bool:
    """Whether the paragraph begins with the annex's heading, a slip of the keyboard in it allowed."""
    folded = _without_leads(_beginning(paragraph), form)
    # neither a heading nor one with a slip begins with other letters
    for first, *others in form.annex_headings_by_letters.get(folded[:2], ()):
        if _has_all(folded, others) and (folded.startswith(first) or _misspelt(folded, first)):
            return True
    if not is_japanese(folded) or len(plain := "".join(paragraph.text[:LOOKED_AT].split())) > LONGEST_JAPANESE_HEADING:
        return False
    return any(
        _ends_in(plain, first) and _has_all(folded, others)
        for first, *others in form.annex_headings_in_japanese
        if first in plain
    )


def _has_all(folded: str, words: Iterable[str]) -> bool:
    return all(word in folded for word in words)


def _ends_in(plain: str, phrase: str) -> bool:
    """Whether a line ends in the phrase, or in a few words more: `フランスと日本の共同コミュニケ（概要）`."""
    _, found, rest = plain.partition(phrase)
    return bool(found) and _AFTER_PHRASE.fullmatch(rest) is not None


def is_title(paragraph: Paragraph, form: Form) -> bool:
    """Whether the paragraph only says that an annex comes: `ANNEXE`, `Annexe 1`, `参考資料`."""
    folded = _DIGITS.sub(" ", _beginning(paragraph))
    return bool(folded.strip()) and len(folded) <= LONGEST_TITLE and not _without_leads(folded, form)


def _without_leads(folded: str, form: Form) -> str:
    """The text without what may stand before a heading: `Annexe 1 :`."""
    first = folded.partition(" ")[0]
    if first not in form.heading_leads and not first.isdigit():
        return folded
    words = folded.split()
    own = next((n for n, word in enumerate(words) if word not in form.heading_leads and not word.isdigit()), len(words))
    return " ".join(words[own:])


def _misspelt(folded: str, phrase: str) -> bool:
    if len(phrase) < SHORTEST_MISSPELT or folded[:2] != phrase[:2]:
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to load, and few paragraphs begin like the heading

    heads = {folded[: len(phrase) + more].strip() for more in (-1, 0, 1)}
    return any(OSA.distance(head, phrase) <= 2 for head in heads)


def is_told(paragraph: Paragraph, form: Form, *, in_points: bool, after_date: bool) -> bool:
    """Whether so many of the annex's own words are in a paragraph that it begins there without its heading.

    After the line of updating nothing but the annex is expected, and fewer words tell it; an item among the points is
    more likely a point.
    """
    folded = _beginning(paragraph)
    found = words_in(folded, form)
    if in_points and (paragraph.list_id is not None or not paragraph.text.lstrip()[:1].isalnum()):
        return found >= ENOUGH_IN_ITEM
    if after_date or found != ENOUGH_WORDS - 1:
        return found >= (ENOUGH_WORDS - 1 if after_date else ENOUGH_WORDS)
    return any(_has_all(folded, words) for words in form.annex_headings)


def own(paragraphs: list[Paragraph], form: Form) -> int:
    """How many of the paragraphs from the annex's beginning are the annex's; what follows the last of them is not."""
    # the last with the annex's words is looked for from the end: where nothing follows the annex, it is the first seen
    last = next((n for n in range(len(paragraphs) - 1, 0, -1) if words_in(_beginning(paragraphs[n]), form)), 0)
    while last + 1 < len(paragraphs) and _goes_on(paragraphs[last], paragraphs[last + 1], form):
        last += 1
    return last + 1


def _goes_on(before: Paragraph, paragraph: Paragraph, form: Form) -> bool:
    """Whether a paragraph without the annex's own words carries on its list, its quotation, or its subject."""
    text, previous = paragraph.text.strip(), before.text.rstrip()
    if not text:
        return True
    if text[0] in _MARKS or text[0].islower() or previous.endswith((":", "：", ";", "；", ",", "、")):
        return True
    folded = _beginning(paragraph)
    return any(word in folded for word in form.annex_subjects)


def _beginning(paragraph: Paragraph) -> str:
    """As much of a paragraph, folded, as tells what it is."""
    return fold(paragraph.text[:LOOKED_AT])


_MARKS = frozenset('-–—•·*▪・●○«»“”「」『』"')
