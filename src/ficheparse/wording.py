"""The words of the outputs in the officer's language, kept in `data/wording.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from ficheparse.issues import Language


@cache
def table() -> dict[str, dict[str, dict[Language, str]]]:
    """Every wording, by section, key and language."""
    found: dict[str, dict[str, dict[Language, str]]] = tomllib.loads(
        files("ficheparse").joinpath("data/wording.toml").read_text("utf-8")
    )
    return found


def say(section: str, key: str, language: Language) -> str:
    """A wording; `KeyError` where the table has none, which is a fault of the table.

    >>> say("status", "ready", "fr"), say("sheets", "issues", "ja")
    ('Prête', '要確認')
    """
    return table()[section][key][language]


def place(where: str, language: Language) -> str:
    """A place in a document (`ficheparse.document.Where` as text) in the language; a step it has no word for stays.

    >>> place("table 1, row 3, column 2", "fr"), place("table 1, row 3", "ja"), place("annex", "fr")
    ('tableau 1, ligne 3, colonne 2', '表1、3行目', 'annex')
    """
    words = table()["place"]
    steps: list[str] = []
    for step in where.split(", "):
        kind, _, number = step.rpartition(" ")
        steps.append(words[kind][language].format(number) if kind in words and number.isdigit() else step)
    return words["separator"][language].join(steps)
