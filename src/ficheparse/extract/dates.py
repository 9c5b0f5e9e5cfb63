"""Which paragraph says when the fiche was updated (contract, section 3, `updated`)."""

from __future__ import annotations

import re

from ficheparse.document import Paragraph
from ficheparse.form import Form
from ficheparse.text import fold, is_japanese
from ficheparse.values import dates

LONGEST = 140
"""Characters; a longer paragraph tells something, and speaks of an updating by the way."""

_JOINTS = re.compile(r"\s+[-–—|·•/]\s+|[\t\n|]|\s{3,}")
_BRACKETS = re.compile(r"^\s*[(（\[［【〔].*[)）\]］】〕]\s*\.?\s*$", re.DOTALL)


def tells_update(paragraph: Paragraph, form: Form, *, in_points: bool = False) -> bool:
    """Whether the paragraph is the form's line of updating, filled in or not.

    Inside the points, one that is an item of a list is a point, whatever it says.
    """
    text = paragraph.text.strip()
    if not text or len(text) > LONGEST:
        return False
    folded = fold(text)
    word = next((word for word in form.updating if _has_word(folded, word)), None)
    if word is None:
        return False
    bracketed = _BRACKETS.match(text) is not None
    if in_points and not bracketed and (paragraph.list_id is not None or not (text[0].isalnum())):
        return False
    before, _, after = folded.partition(word)
    if is_japanese(word):
        return bracketed or dates.has_date(text) or form.is_blank(after)
    if not form.update_leads.issuperset(before.split()):
        return False
    return bracketed or dates.has_date(text) or form.is_blank(without_joints(after, form))


def furniture_tells_update(paragraph: Paragraph, form: Form) -> bool:
    """Whether one of the pieces of a header or footer is the line of updating: `Grand Avignon – mis à jour le …`."""
    start = 0
    for joint in [*_JOINTS.finditer(paragraph.text), None]:
        piece = paragraph.slice(start, joint.start() if joint else None)
        if tells_update(piece, form):
            return True
        start = joint.end() if joint else 0
    return False


def _has_word(folded: str, word: str) -> bool:
    if is_japanese(word):
        return word in folded
    return f" {word} " in f" {folded} "


def without_joints(folded: str, form: Form) -> str:
    """A folded text without the words that only join a date to what stands before it."""
    return " ".join(word for word in folded.split() if word not in form.date_joints)
