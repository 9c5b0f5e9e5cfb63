"""Which paragraph says when the fiche was updated (contract, section 3, `updated`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from ficheparse.document import Paragraph, Where
from ficheparse.form import Form, squeezed
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese
from ficheparse.values import dates

LONGEST = 140
"""Characters; a longer paragraph tells something, and speaks of an updating by the way."""

LONGEST_TAIL = 50
"""Characters of what may follow the date behind a dash: who did it, a version."""
LONGEST_MISSPELT = 60
"""Characters of a line of updating and nothing else."""
LONGEST_DATE = 40
"""Characters of a date on a line of its own."""

_JOINTS = lazily(r"\s+[-–—|·•/]\s+|[\t\n|]|\s{3,}")
_BRACKETS = lazily(r"^\s*(?:[(（\[［【〔].*[)）\]］】〕]|(?P<dash>[-–—*~]+)\s.*\s(?P=dash))\s*\.?\s*$", re.DOTALL)
_OPENING = "(（[［【〔※＊"
_BETWEEN_JAPANESE = lazily(r"(?<=[\u3040-\u30ff\u3400-\u9fff]) +(?=[\u3040-\u30ff\u3400-\u9fff])")
_OF_A_SENTENCE = lazily("[はがを]")
"""Particles of a sentence: `設備は…に更新` is a point."""
_VERSION = lazily(r"\s*\(?(?:n°|no\.?|v\.?|version)\s*\d{1,2}\)?(?=\s*:)", re.IGNORECASE)
LEAST_WORDING = 8
"""Letters of words of updating in which a slip is allowed."""
MOST_SLIPS = 2
_MARK = lazily(r"^[-–—•·*]\s+(?=[(（\[［【〔])")
_AGENTS = ("par", "by")
_WEEKDAYS = frozenset(
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
MOST_OTHER_WORDS = 2
"""Beside the word of updating, the date and what joins them: a place, a version."""
MOST_PARTICLES = 4


def tells_update(paragraph: Paragraph, form: Form, *, in_points: bool = False) -> bool:
    """Whether the paragraph is the form's line of updating, filled in or not.

    Inside the points, one that is an item of a list is a point, whatever it says.
    """
    text = paragraph.text.strip()
    if not text or len(text) > LONGEST:
        return False
    told = _words_of_updating(text, form)
    if not told:
        return _is_misspelt(text, form)
    word, *again = told
    folded = _closed_up(fold(text))
    if in_points and not _BRACKETS.match(text) and (piece := _JOINTS.search(text)):
        # `Mis à jour le 12 mars 2014 – Source : service culture`
        head, tail = paragraph.slice(0, piece.start()), text[piece.end() :]
        if dates.has_date(head.text) and len(tail) <= LONGEST_TAIL and tells_update(head, form, in_points=True):
            return True
    bracketed = _BRACKETS.match(_MARK.sub("", text)) is not None
    if in_points and not bracketed and (paragraph.list_id is not None or not text.lstrip(_OPENING)[:1].isalnum()):
        return False
    if bracketed and is_japanese(word):
        return True
    dated = dates.has_date(text)
    rest = _closed_up(fold(_VERSION.sub("", dates.without_dates(text)))) if dated else folded
    before, after = _around(rest, word, again)
    if is_japanese(word):
        return _little_japanese(before + after, form)
    if not form.update_leads.issuperset(word for word in before.split() if not word.isdigit()):
        return False
    joints = form.date_joints | _WEEKDAYS
    others = [word for word in after.split() if word not in joints]
    by_whom = after.split()[:1] in (["par"], ["by"]) and len(others) <= MOST_OTHER_WORDS
    if in_points and others and not (bracketed or by_whom or _date_comes_first(text, word, form)):
        return False  # `Mise à jour du plan climat en 2014`
    if bracketed or len(others) <= MOST_OTHER_WORDS:
        return bracketed or dated or form.is_blank(" ".join(others))
    # `Fiche mise à jour le … par la direction` names who did it; a sentence that only begins so is a point
    first = next(other for other in after.split() if other in _AGENTS or other not in joints)
    return dated and first in _AGENTS and _date_comes_first(text, word, form)


@lru_cache(maxsize=512)  # a fiche's paragraphs are looked through for the last such line, then read one by one
def _words_of_updating(text: str, form: Form) -> tuple[str, ...]:
    """Those that are in the text, folded."""
    padded = f" {_closed_up(fold(text))} "
    signs = form.update_signs_in_latin if padded.isascii() else form.update_signs
    return tuple([word for word, sign in signs if sign in padded])


def _closed_up(folded: str) -> str:
    """The folded text without the spaces that stand between Japanese letters: `更 新 日`."""
    return _BETWEEN_JAPANESE.sub("", folded) if is_japanese(folded) else folded


@lru_cache(maxsize=512)  # as above
def _is_misspelt(text: str, form: Form) -> bool:
    """Whether the paragraph is words of updating with a slip of the keyboard, and a date: `(Mis à jor le …)`."""
    if len(text) > LONGEST_MISSPELT or not dates.may_have_date(text):
        return False
    letters = set(squeezed(text))
    # a slip takes one letter from a wording at most, and to look for a date takes ten times as long
    near = [wording for wording, own in _misspelt_wordings(form) if len(own - letters) <= MOST_SLIPS]
    if not near or not dates.has_date(text):
        return False
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - slow to load, and few paragraphs are a few words and a date

    said = squeezed(dates.without_dates(text))
    return any(
        abs(len(said) - len(wording)) <= MOST_SLIPS and OSA.distance(said, wording) <= MOST_SLIPS for wording in near
    )


@cache
def _misspelt_wordings(form: Form) -> list[tuple[str, frozenset[str]]]:
    """The words of updating in which a slip is allowed, each with its letters."""
    return [(wording, frozenset(wording)) for wording in form.update_labels if len(wording) >= LEAST_WORDING]


def is_date(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a date and nothing else."""
    text = paragraph.text
    return len(text) <= LONGEST_DATE and dates.has_date(text) and not fold(dates.without_dates(text))


def _around(text: str, word: str, again: list[str]) -> tuple[str, str]:
    """What stands before and after the word of updating, without its like in another language."""
    before, _, after = text.partition(word)
    for other in again:
        if is_japanese(other):
            before, after = before.replace(other, ""), after.replace(other, "")
        else:
            before, after = (f" {part} ".replace(f" {other} ", " ").strip() for part in (before, after))
    return before, after


def _little_japanese(rest: str, form: Form) -> bool:
    """Whether what stands beside the word and the date is no more than particles and the sheet's own name."""
    rest = " ".join(word for word in rest.split() if word not in form.date_joints)
    for lead in form.update_leads.union(form.heading_keys):
        rest = rest.replace(lead, "")
    rest = rest.replace(" ", "")
    return len(rest) <= MOST_PARTICLES and not _OF_A_SENTENCE.search(rest)


def _date_comes_first(text: str, word: str, form: Form) -> bool:
    """Whether the date follows the word of updating at once."""
    after = fold(_VERSION.sub("", text)).partition(word)[2].split()
    first = next((part for part in after if part not in form.date_joints and part not in _WEEKDAYS), "")
    return first[:1].isdigit() or first in dates.MONTHS


def furniture_tells_update(paragraph: Paragraph, form: Form) -> bool:
    """Whether one of the pieces of a header or footer is the line of updating: `Grand Avignon – mis à jour le …`."""
    joints = [joint.span() for joint in _JOINTS.finditer(paragraph.text)]
    starts, ends = [0, *(end for _, end in joints)], [*(start for start, _ in joints), len(paragraph.text)]
    return any(tells_update(piece, form) for piece in paragraph.slices(zip(starts, ends, strict=True)))


def places_and_last_update(paragraphs: Iterable[Paragraph], form: Form) -> tuple[dict[Where, int], int]:
    """The number of each paragraph by its place, and that of the last that is a line of updating, -1 for none."""
    places: dict[Where, int] = {}
    last = -1
    for number, paragraph in enumerate(paragraphs):
        places.setdefault(paragraph.where, number)
        if tells_update(paragraph, form, in_points=True):
            last = number
    return places, last
