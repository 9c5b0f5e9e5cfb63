"""Patterns that are compiled when they are first used: to compile all would take as long as to read twenty fiches."""

from __future__ import annotations

import re
from typing import cast


class _Pattern:
    """Stands for a compiled pattern; each of its methods is fetched once, and is then its own."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        """Of what it has not yet."""
        found: object = getattr(re.compile(self._expression, self._flags), name)
        setattr(self, name, found)
        return found


def lazily(expression: str, flags: int = 0) -> re.Pattern[str]:
    r"""The pattern, as `re.compile` would give it; what is wrong with it shows only when it is used.

    >>> lazily(r"\d+").findall("12 communes, 3 villes")
    ['12', '3']
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))
