"""The three ways a text is looked at: as written, as read for a value, and as compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

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
_COMBINING = re.compile("[\u0300-\u036f\u1e00-\u1eff]")
_NOT_WORD = re.compile(r"[^\w]+|_+")


def as_written(text: str) -> str:
    r"""The text as the contract keeps it: NFC, white space of any kind folded to single spaces, trimmed.

    >>> as_written(" Ville\u00a0de\u200b\n Rennes\t")
    'Ville de Rennes'
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_AS_WRITTEN)
    return " ".join(text.split())


def readable(text: str) -> str:
    r"""The text as numbers, dates, addresses and telephones are read from it: NFKC, no widthless characters.

    Line breaks and tabs are kept, other white space becomes single spaces.

    >>> readable("ＴＥＬ：０８９－９４８\u200b－６８８７")
    'TEL:089-948-6887'
    """
    if not text.isascii():
        # NFKC would make 3² 32: a raised digit is no digit of the number before it.
        text = re.sub("([0-9０-９])[²³¹⁰-⁹]+", r"\1", text)
        text = unicodedata.normalize("NFKC", text).translate(_WIDTHLESS)
    return re.sub(r"[^\S\n\t]+", " ", text).strip()


@lru_cache(maxsize=8192)  # a paragraph is compared with labels, heading, date and annex; labels recur in every fiche
def fold(text: str) -> str:
    """The text as it is compared: no case, accents, punctuation, width or doubled spaces.

    >>> fold("Domaine(s) concerné(s) :"), fold("「優良事例」シート"), fold("Cœur d’Épinal")
    ('domaine s concerne s', '優良事例 シート', 'coeur d epinal')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_FOLDS)
        if _COMBINING.search(text):
            text = unaccented(text)
    return " ".join(_NOT_WORD.sub(" ", text.casefold()).split())


def unaccented(text: str) -> str:
    """Latin letters without their marks; a kana's voicing mark makes another letter, and stays.

    >>> unaccented("Août, がき")
    'Aout, がき'
    """
    marked = unicodedata.normalize("NFD", text)
    bare = "".join(c for c in marked if not unicodedata.combining(c) or c in "\u3099\u309a")
    return unicodedata.normalize("NFC", bare)


def is_japanese(text: str) -> bool:
    """Whether the text holds kana or Chinese characters.

    >>> is_japanese("高松市"), is_japanese("Takamatsu")
    (True, False)
    """
    return any(
        "\u3040" <= c <= "\u30ff"
        or "\u3400" <= c <= "\u9fff"
        or c in "々〆"
        or "\uf900" <= c <= "\ufaff"
        or c >= "\U00020000"
        for c in text
    )
