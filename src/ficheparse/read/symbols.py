"""Characters of symbol fonts as the Unicode characters that they show (data/symbols.toml)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_PRIVATE = range(0xF020, 0xF100)
"""Where Word stores the characters of symbol fonts (ECMA-376 part 1, 17.3.3.30)."""
_PRIVATE_CHARACTER = re.compile("[\uf020-\uf0ff]")


@cache
def _tables() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(
        files("ficheparse").joinpath("data/symbols.toml").read_text("utf-8")
    )
    return table


def symbol(font: str, char: str) -> str:
    """The character that a `w:sym` of this font and hexadecimal code shows; a box where the code is none.

    >>> symbol("Wingdings", "F0FE"), symbol("Arial", "20AC"), symbol("Arial", "zz")
    ('☑', '€', '\ufffd')
    """
    try:
        return _character(font, int(char, 16))
    except ValueError:
        return "\ufffd"


def _character(font: str, code: int) -> str:
    if code not in _PRIVATE and not is_symbol_font(font):
        return _unicode(code)
    plain = code - 0xF000 if code in _PRIVATE else code
    table = _tables().get(font.strip().lower()) or (_tables()["wingdings"] if code in _PRIVATE and not font else {})
    return table.get(f"{plain:02X}") or _unicode(plain)


def is_symbol_font(font: str) -> bool:
    """Whether the font's letters are pictures."""
    return font.strip().lower() in _tables()


def unprivate(text: str, font: str) -> str:
    """The text with characters of the private area as what they show; any character, in a symbol font."""
    if font and is_symbol_font(font):
        return "".join(_character(font, ord(c)) if ord(c) < 0x100 or ord(c) in _PRIVATE else c for c in text)
    return _PRIVATE_CHARACTER.sub(lambda found: _character("Wingdings", ord(found[0])), text)


def _unicode(code: int) -> str:
    """The character of a code, a box where there is none."""
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code <= 0x10FFFF else "\ufffd"
