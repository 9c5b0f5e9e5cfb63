"""Texts of a document as they may be shown."""

from __future__ import annotations

import re

DIRECTION = "\u202a-\u202e\u2066-\u206f"
"""Marks that turn the direction of writing, or what stands for them; as a range of a regular expression."""
CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff"
"""What steers a screen, ends a line unseen, or is no character; tabs and line feeds are none of these."""

_DIRECTION, _CONTROL = re.compile(f"[{DIRECTION}]"), re.compile(f"[{CONTROL}]")


def shown(text: str) -> str:
    r"""The text without marks that turn the direction of writing; for a control character a sign that one was there.

    >>> shown("Évian\u202egpj.exe\x9b2J")
    'Éviangpj.exe\ufffd2J'
    """
    return _CONTROL.sub("\ufffd", _DIRECTION.sub("", text))
