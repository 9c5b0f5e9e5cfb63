"""A cell's text twice over, character for character: as it is shown, and in plain letters and digits to read from.

What is found in the plain text is cut out of the shown one at the same place, so that a value stays as written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from ficheparse.document import Paragraph

# What the contract's "as written" drops (section 3); dropped here too, lest it stand inside an address.
_DROPPED = (("\u200b", ""), ("\xad", ""), ("\ufeff", ""), ("\u2060", ""), ("\u2011", "-"))
_MARKS = frozenset("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufe0e\ufe0f")


class Span(NamedTuple):
    """A link: where its wording stands, and the address it leads to."""

    start: int
    end: int
    target: str


class Plain(NamedTuple):
    """The text of some paragraphs, a line each."""

    shown: str
    """As the document shows it: NFC, without what has no width."""
    text: str
    """The same, each full-width form, odd space and directional mark made plain; as long as `shown`."""
    links: list[Span]


class _Forms(dict[int, str]):
    """The plain form of a character, where it is one character too (NFKC); filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        plain = char
        if char in _MARKS or (char.isspace() and char not in "\n\t"):
            plain = " "
        elif char.isdecimal():  # of whatever script
            plain = str(unicodedata.decimal(char))
        elif unicodedata.category(char) != "No":  # a raised digit is no digit of the number before it
            form = unicodedata.normalize("NFKC", char)
            plain = form if len(form) == 1 else char
        self[code] = plain
        return plain


_FORMS = _Forms()
_SAME: set[str] = set()
"""Characters met that are their own plain form, as most are."""
_FEW = 12
"""Characters to replace one after the other; more are replaced in one pass, which looks at every character."""


def plain(text: str) -> str:
    r"""The text in plain characters, as long as it was.

    >>> plain("ＴＥＬ：０８７－８３９\u00a0"), plain("25 km²")
    ('TEL:087-839 ', '25 km²')
    """
    if text.isascii():
        return text
    odd = [character for character in set(text).difference(_SAME) if not _is_plain(character)]
    if len(odd) > _FEW:
        return text.translate(_FORMS)
    for character in odd:
        text = text.replace(character, _FORMS[ord(character)])
    return text


def _is_plain(character: str) -> bool:
    """Whether a character is its own plain form, which is remembered."""
    if _FORMS[ord(character)] != character:
        return False
    _SAME.add(character)
    return True


_BEGINNING = 120
"""Characters that letters are counted in; the form's longest wording has fewer letters."""
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def least_letters(text: str) -> int:
    """How many letters and digits the beginning of a text has at least: those of ASCII, each of which stays in a fold.

    It costs less than a fold, and a text with more of them than a wording has is not that wording.

    >>> least_letters("Forêt d’Épinal, 25 km²")
    14
    """
    return len(text[:_BEGINNING].encode("ascii", "ignore").translate(None, _NO_LETTERS))


def blanked(text: str, spans: Iterable[tuple[int, int]], fill: str = "\x00") -> str:
    """The text with these places filled, as long as it was.

    >>> blanked("appeler a@b.example ou", [(8, 19)], "|")
    'appeler ||||||||||| ou'
    """
    pieces: list[str] = []
    place = 0
    for start, end in sorted(spans):
        pieces += text[place:start], fill * (end - max(start, place))
        place = max(place, end)
    return "".join(pieces) + text[place:]


def read(paragraphs: Iterable[Paragraph]) -> Plain:
    """These paragraphs' text, without the prompts of content controls, and where their links stand in it."""
    pieces: list[str] = []
    links: list[Span] = []
    length = 0
    for paragraph in paragraphs:
        if pieces:
            pieces.append("\n")
            length += 1
        for run in paragraph.runs:
            if run.prompt:
                continue
            piece = run.text
            if not piece.isascii():
                piece = unicodedata.normalize("NFC", piece)
                for character, form in _DROPPED:
                    piece = piece.replace(character, form)
            if run.link is not None:
                if links and links[-1].end == length and links[-1].target == run.link:
                    links[-1] = links[-1]._replace(end=length + len(piece))
                else:
                    links.append(Span(length, length + len(piece), run.link))
            pieces.append(piece)
            length += len(piece)
    shown = "".join(pieces)
    return Plain(shown, plain(shown), links)
