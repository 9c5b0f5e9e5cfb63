"""Choices with a box beside them: only what is ticked is an answer (contract, section 2)."""

from __future__ import annotations

import re

from ficheparse.lazily import lazily

_TICKED = "☒☑✓✔✗✘⊠🗹🗷☓🗸"
_EMPTY = "☐□▢◻❏❑❒⬜🗆"
_PAIRS = (("■", "□"), ("■", "☐"), ("●", "○"), ("◉", "○"), ("⦿", "○"), ("◆", "◇"), ("⬛", "⬜"), ("▣", "□"))
"""A filled and an empty sign that are boxes where both are there, and bullets otherwise."""
_TYPED = lazily(
    r"[\[(（［]\s*+([xX×✓✔✗○◯●レ]?)\s*+[\])）］](?=\s*\w)"
    r"|(?<=\w)\s*+[\[(（［]\s*+([xX×✓✔✗○◯●レ]?)\s*+[\])）］]\s*(?=$|\n|\t|\s{2})"
)
_CROSSED, _LEFT_OPEN = lazily(r"^\s*[xX×]\s+(?=\w)"), lazily(r"^\s*_+\s+(?=[^\W_])")
_RE = lazily(r"(?:(?<=\s)|^)レ点?(?=[^\sァ-ヺー])", re.MULTILINE)
"""The letter that is typed for a tick."""
_ANY = lazily(f"[{_TICKED}{_EMPTY}]")
_PERHAPS_BOX = lazily(rf"[{_TICKED}{_EMPTY}{''.join(map(''.join, _PAIRS))}\[(（［]|^\s*[xX×]\s", re.MULTILINE)
"""What every box has, a sign or a bracket or a cross typed before a choice: most answers have none of it."""
_FAR = lazily(r"\t|\s{4,}|[;；]")
_OWN_WORDS = lazily(r"^\s*(?:autres?|others?|その他)\b[^:：]*[:：](.*)$", re.IGNORECASE | re.DOTALL)


def ticked_only(text: str) -> str:
    r"""The text without the choices whose box is left empty, and without the boxes; a line for each choice.

    >>> ticked_only("☒ Culture ☐ Tourisme\nPêche").split()
    ['Culture', 'Pêche']
    >>> ticked_only("Culture [x]\nTourisme [ ]").split(), ticked_only("■ Culture □ Tourisme ").split()
    (['Culture'], ['Culture'])
    """
    if not _PERHAPS_BOX.search(text):
        return text
    if any(sign in text for sign in "□☐"):
        text = _RE.sub("☑", text)
    if not _ANY.search(text):
        text = _typed_as_signs(_crossed_as_signs(text))
    ticked, empty = _TICKED, _EMPTY
    if any(sign in text for sign in "✔✓☑") and any(sign in text for sign in "✘✗"):
        ticked, empty = "".join(sign for sign in ticked if sign not in "✘✗"), empty + "✘✗"  # a no beside a yes
    for full, hollow in _PAIRS:
        if full in text and hollow in text:
            ticked, empty = ticked + full, empty + hollow
    boxes = re.compile(f"([{ticked}{empty}])")
    if not boxes.search(text):
        return text
    return "\n".join(_ticked_in(boxes.split(line), empty) for line in text.split("\n"))


def _crossed_as_signs(text: str) -> str:
    """The text with crosses and lines typed before choices as boxes, where both are there: `X Culture`, `_ Sport`."""
    lines = text.split("\n")
    if not (any(_CROSSED.match(line) for line in lines) and any(_LEFT_OPEN.match(line) for line in lines)):
        return text
    return "\n".join(_LEFT_OPEN.sub("☐ ", _CROSSED.sub("☒ ", line)) for line in lines)


def _typed_as_signs(text: str) -> str:
    """The text with `[x]` and `[ ]` as boxes; one empty pair of brackets is room to write in: `その他（　）`."""
    typed = list(_TYPED.finditer(text))
    if len(typed) < 2 and not any(box[1] or box[2] for box in typed):
        return text
    return _TYPED.sub(lambda box: "☒" if box[1] or box[2] else "☐", text)


def _ticked_in(pieces: list[str], empty: str) -> str:
    """The chosen part of a line, given as a lead and then boxes and texts in turn."""
    lead, boxes, texts = pieces[0], pieces[1::2], pieces[2::2]
    if boxes and lead.strip(" \t:：,;/-–") and not texts[-1].strip():
        lead, texts = "", [lead, *texts[:-1]]  # the boxes stand after their choices
    chosen = [_outside(text) if box in empty else text for box, text in zip(boxes, texts, strict=True)]
    return "\n".join([lead, *chosen])


def _outside(text: str) -> str:
    """Of what follows an empty box, what is no part of its choice: what stands far from it, or after `Autre :`."""
    text = text.strip()
    if own := _OWN_WORDS.match(text):
        return own[1]
    far = _FAR.search(text)
    return text[far.end() :] if far and far.start() else ""
