"""File names as they are shown: decoded where an archive or a mailer wrote raw bytes, and no path of the machine."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_FRENCH = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŒÆ’–«»°")
WESTERN = ("cp1252", "cp850")
"""What Windows writes in western Europe: in its programs, and in the archives that its explorer makes."""


def decoded(raw: bytes, *, western: Iterable[str] = WESTERN) -> str:
    """A name of which nothing tells the encoding.

    UTF-8 where it is valid; a western encoding where it gives French and nothing else; Shift JIS where it gives wide
    characters side by side; else the western one that gives the most French letters. Of the gazetteer's 10,419 names
    with more than ASCII, written in each encoding, 14 come out wrong.

    >>> decoded("高松市.docx".encode("cp932")), decoded("Conseil général.docx".encode("cp850"))
    ('高松市.docx', 'Conseil général.docx')
    """
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    candidates = [raw.decode(encoding, "replace") for encoding in western]
    for text in candidates:
        if _is_french(text):
            return text
    try:
        japanese = raw.decode("cp932")
    except UnicodeDecodeError:
        japanese = ""
    if any(_is_wide(first) and _is_wide(second) for first, second in pairwise(japanese)):
        return japanese
    return max(candidates, key=lambda text: sum(character in _FRENCH for character in text))


def in_charset(raw: bytes, charset: str | None) -> str:
    """A name of which a charset is told; what is told wrong, or unknown, is guessed.

    >>> in_charset("①高松.docx".encode("cp932"), "Shift_JIS"), in_charset("é".encode("cp1252"), "x-unknown")
    ('①高松.docx', 'é')
    """
    told = (charset or "").lower().replace("_", "-")
    told = _WIDER.get(told, told)
    if told.startswith("iso-2022-jp"):
        # JIS X 0213 has all that JIS X 0208 has, and in row 13 what NEC put there and every mailer sends: ① ㈱.
        told, raw = "iso2022_jp_2004", raw.replace(b"\x1b$B", b"\x1b$(Q")
    try:
        return raw.decode(told or "ascii")
    except (LookupError, ValueError):  # Python's own codecs, of domain names for one, raise others than of decoding
        return decoded(raw)


_WIDER = {
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "iso-8859-1": "cp1252",
}
"""What is written under these names is, in fact, what Windows makes of them."""


def shown(name: str) -> str:
    r"""A name as it is told: NFC, `/` between its parts, without what would lead out of its folder or hide in a line.

    >>> shown("..\\Envois\\/Le\tMans.docx"), shown("C:/x/../y.docx")
    ('Envois/LeMans.docx', 'C:/x/y.docx')
    """
    if any("\ud800" <= character <= "\udfff" for character in name):
        name = decoded(os.fsencode(name))
    name = unicodedata.normalize("NFC", name).replace("\\", "/")
    name = "".join(
        character for character in name if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    )
    return "/".join(part for part in name.split("/") if part.strip() not in ("", ".", ".."))


def _is_french(text: str) -> bool:
    """Whether all its letters are French, and no accented capital stands within a word of small letters: `ChÔteau`."""
    return all(
        letter.isascii()
        or (
            letter in _FRENCH
            and not (letter.isupper() and before.isalpha() and (before + after).upper() != before + after)
        )
        for before, letter, after in zip(f" {text}", text, f"{text[1:]} ", strict=False)
    )


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
