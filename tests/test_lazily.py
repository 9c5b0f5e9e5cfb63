"""Patterns that are compiled when they are first used are good ones, and are compiled once."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from inspect import signature
from pathlib import Path
from types import ModuleType

import pytest

import ficheparse
from ficheparse.lazily import _Pattern, lazily

TABLES = ("_words", "_languages", "words")
"""Functions that make a module's patterns from its data file."""
PACKAGE = Path(ficheparse.__file__).parent
MODULES = [
    ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
    for path in sorted(PACKAGE.rglob("*.py"))
    if "lazily(" in path.read_text("utf-8") and path.stem != "lazily"
]


def patterns(found: object) -> Iterator[_Pattern]:
    """Those that a module holds, in its tables too."""
    if isinstance(found, _Pattern):
        yield found
    elif isinstance(found, (dict, tuple, list)):
        for value in found.values() if isinstance(found, dict) else found:
            yield from patterns(value)
    elif type(found).__module__.startswith("ficheparse.") and hasattr(found, "__dict__"):
        yield from patterns(vars(found))


@pytest.mark.parametrize("name", MODULES)
def test_every_pattern_of_a_module_compiles(name: str) -> None:
    module: ModuleType = importlib.import_module(name)
    functions = [value for key, value in vars(module).items() if key in TABLES and callable(value)]
    tables = [make() for make in functions if not signature(make).parameters]
    held = list(patterns([*vars(module).values(), *tables]))
    assert held
    for pattern in held:
        re.compile(pattern._expression, pattern._flags)


def test_a_pattern_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile

    def told(expression: str, flags: int = 0) -> re.Pattern[str]:
        compiled.append(expression)
        return real(expression, flags)

    monkeypatch.setattr(re, "compile", told)
    pattern = lazily(r"(\d+) hab", re.IGNORECASE)
    assert compiled == []
    assert [found[1] for text in ("12 hab", "7 HAB") for found in pattern.finditer(text)] == ["12", "7"]
    assert compiled == [r"(\d+) hab"]
    assert pattern.pattern == r"(\d+) hab"
