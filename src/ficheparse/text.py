"""The three ways a text is looked at: as written, as read for a value, and as compared."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

# Contract, section 3: "zero-width spaces, soft hyphens, byte-order and word-joiner marks dropped; a non-breaking
# hyphen is -". Everything else, directional marks too, is kept.
_AS_WRITTEN = {0x200B: None, 0x00AD: None, 0xFEFF: None, 0x2060: None, 0x2011: "-"}
# For reading and comparing, what has no width says nothing: joiners, directional marks, variation selectors.
_WIDTHLESS = dict.fromkeys(
    [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x00AD, 0xFEFF, 0xFE0E, 0xFE0F]
)
# Latin letters whose accent is part of the character, which is nearly all accents that are met.
_BARE: dict[int, str | int | None] = {
    code: unicodedata.normalize("NFD", chr(code))[0]
    for code in range(0xC0, 0x250)
    if unicodedata.decomposition(chr(code)) and not unicodedata.decomposition(chr(code)).startswith("<")
}
_FOLDS: dict[int, str | int | None] = {
    **_WIDTHLESS,
    **_BARE,
    0x2011: "-",
    ord("œ"): "oe",
    ord("Œ"): "oe",
    ord("æ"): "ae",
    ord("Æ"): "ae",
    ord("’"): "'",
    ord("‘"): "'",
}
MOST_MARKS = 30
"""Marks on one letter that are put in order together, as in Unicode's own stream-safe form (UAX 15, section 13)."""
LONGEST_REMEMBERED = 1_000
"""Characters; longer texts do not come again, and would only be kept in memory."""
_FOLDING = re.compile(f"[{''.join(map(chr, _FOLDS))}]")
_COMBINING = re.compile("[\u0300-\u036f\u1e00-\u1eff]")
_JAPANESE = re.compile("[々〆\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0010ffff]")
_TRANSLATED = re.compile(f"[{''.join(map(chr, _AS_WRITTEN))}]")
_ODD_SPACE = re.compile(r"\s(?:\s+|(?<! ))")
_NOT_WORD = re.compile(r"[^\w]+|_+")
_ASCII_NOT_WORD = {code: " " for code in range(128) if not chr(code).isalnum()}
_RAISED = re.compile("([0-9０-９])[²³¹⁰-⁹]+")
_SPACES = re.compile(r"[^\S\n\t]+")


def normalized(form: Literal["NFC", "NFD", "NFKC"], text: str) -> str:
    """The text in a normal form of Unicode, in time that grows with its length.

    `unicodedata` puts the marks on a letter in order one by one, which takes hours where there are a million of them.
    """
    if len(text) <= LONGEST_REMEMBERED or not _many_marks().search(text):
        return unicodedata.normalize(form, text)
    pieces: list[str] = []
    place = 0
    for marks in _many_marks().finditer(text):
        pieces.append(text[place : marks.end()])
        place = marks.end()
    return "".join([unicodedata.normalize(form, piece) for piece in (*pieces, text[place:])])


@cache
def _many_marks() -> re.Pattern[str]:
    """As many marks as are put in order together; rare scripts' letters count as marks, for `re` to be quick."""
    marks = "".join(c for code in range(0x300, 0x10000) if unicodedata.combining(c := chr(code)))
    mark = f"[{marks}\U00010000-\U0001efff]"
    return re.compile(f"{mark}{mark}{{{MOST_MARKS - 1}}}")


def as_written(text: str) -> str:
    r"""The text as the contract keeps it: NFC, white space of any kind folded to single spaces, trimmed.

    >>> as_written(" Ville\u00a0de\u200b\n Rennes\t")
    'Ville de Rennes'
    """
    if not text.isascii():
        text = normalized("NFC", text)
        text = text.translate(_AS_WRITTEN) if _TRANSLATED.search(text) else text
    # white space but the space is nothing that `isprintable` takes for printable
    return text.strip() if "  " not in text and text.isprintable() else single_spaced(text)


def single_spaced(text: str) -> str:
    """The text, trimmed, with single spaces for white space of any kind; a long one without a list of its words."""
    if len(text) <= LONGEST_REMEMBERED:
        return " ".join(text.split())
    return _ODD_SPACE.sub(" ", text).strip()


def readable(text: str) -> str:
    r"""The text as numbers, dates, addresses and telephones are read from it: NFKC, no widthless characters.

    Line breaks and tabs are kept, other white space becomes single spaces.

    >>> readable("ＴＥＬ：０８９－９４８\u200b－６８８７")
    'TEL:089-948-6887'
    """
    if not text.isascii():
        # NFKC would make 3² 32: a raised digit is no digit of the number before it.
        text = _RAISED.sub(r"\1", text)
        text = normalized("NFKC", text).translate(_WIDTHLESS)
    return _SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """The text as it is compared: no case, accents, punctuation, width or doubled spaces.

    >>> fold("Domaine(s) concerné(s) :"), fold("「優良事例」シート"), fold("Cœur d’Épinal")
    ('domaine s concerne s', '優良事例 シート', 'coeur d epinal')
    """
    return _remembered(text) if len(text) <= LONGEST_REMEMBERED else fold_once(text)


def fold_once(text: str) -> str:
    """The same of a text that does not come again: it is not remembered."""
    if not text.isascii():
        if text[0] > "\u2fff":  # Japanese, most likely
            return _folded_of_any_script(text)
        for sign in _SPACING:
            text = text.replace(sign, " ")
    try:
        latin = text.encode("latin-1")
    except UnicodeEncodeError:
        return _folded_of_any_script(text)
    folded = latin.translate(*_latin_folds())
    return _folded_of_any_script(text) if _OTHERS in folded else b" ".join(folded.split()).decode("ascii")


_SPACING = "\u2019\u2018\u2026\u2013\u2014\u201c\u201d\u2022\u202f"
"""What stands for a space in a folded text and is met in most of those in French that are not in Latin-1."""
_OTHERS = b"\xff"


@cache
def _latin_folds() -> tuple[bytes, bytes]:
    """What becomes of each character of Latin-1, as `bytes.translate` takes it, and those of which nothing stays.

    What becomes more than one character, or none of ASCII, is `_OTHERS`: `_folded_of_any_script` says what it becomes.
    """
    table = bytearray()
    dropped = bytearray()
    for code in range(256):
        folded = _folded_of_any_script(f"a{chr(code)}a")
        if folded == "aa":
            dropped.append(code)
        fits = len(folded) == 3 and folded.isascii()
        table += folded[1].encode("ascii") if fits else _OTHERS
    return bytes(table), bytes(dropped)


def _folded_of_any_script(text: str) -> str:
    if not text.isascii():
        text = normalized("NFKC", text)
        text = text.translate(_FOLDS) if _FOLDING.search(text) else text
        if _COMBINING.search(text):
            text = unaccented(text)
    if text.isascii():
        return " ".join(text.lower().translate(_ASCII_NOT_WORD).split())
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


# a paragraph is compared with labels, heading, date and annex; labels recur in every fiche
_remembered = lru_cache(maxsize=8192)(fold_once)


def unaccented(text: str) -> str:
    """Latin letters without their marks; a kana's voicing mark makes another letter, and stays.

    >>> unaccented("Août, がき")
    'Aout, がき'
    """
    if text.isascii():
        return text
    marked = normalized("NFD", text)
    bare = "".join(c for c in marked if not unicodedata.combining(c) or c in "\u3099\u309a")
    return normalized("NFC", bare)


def is_japanese(text: str) -> bool:
    """Whether the text holds kana or Chinese characters.

    >>> is_japanese("高松市"), is_japanese("Takamatsu")
    (True, False)
    """
    return not text.isascii() and _JAPANESE.search(text) is not None


_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff]")


def plain_json(text: str) -> str:
    r"""The same JSON, with escapes for the characters that are not seen, turn others round, or pass for line ends.

    >>> plain_json('{"file": "a\u202egpj\x9b2J\u2028.docx"}') == r'{"file": "a\u202egpj\u009b2J\u2028.docx"}'
    True
    """
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
