"""The table of issues (contract, section 5), kept in `data/issues.toml`: severity, field, and wording by language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypedDict

from ficheparse.fiche import Issue, Severity

Language = Literal["en", "fr", "ja"]


class Wording(TypedDict):
    """What an issue says, and what to do about it."""

    message: str
    action: str


class Kind(NamedTuple):
    """One code of the table."""

    code: str
    severity: Severity
    field: str | None
    """The field it is of; None where it is of the whole file, or of a field named case by case."""
    wording: dict[Language, Wording]


@cache
def kinds() -> dict[str, Kind]:
    """The table, by code, in its own order."""
    table = tomllib.loads(files("ficheparse").joinpath("data/issues.toml").read_text("utf-8"))
    return {
        code: Kind(code, row["severity"], row.get("field"), {"en": row["en"], "fr": row["fr"], "ja": row["ja"]})
        for code, row in table.items()
    }


def issue(code: str, *, field: str | None = None, where: str | None = None, text: str | None = None) -> Issue:
    """An issue of this code, worded in English; `text` is what the document says there, as written."""
    kind = kinds()[code]
    return Issue(
        code=code,
        severity=kind.severity,
        field=field or kind.field,
        message=message(code, "en", text),
        where=where,
        text=text,
    )


BLOCKING = ("not-a-fiche", "unreadable", "encrypted", "unsupported-format", "too-large")
"""Codes of files that give no record; their text is a reason of ours, not what the document says."""


@cache
def _reasons() -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = tomllib.loads(
        files("ficheparse").joinpath("data/reasons.toml").read_text("utf-8")
    )
    return table


def reason(text: str, language: Language) -> str:
    """A reason of ours for refusing a file, in the language given; any other text as it is."""
    return _reasons().get(text, {}).get(language, text)


def message(code: str, language: Language, text: str | None = None) -> str:
    """What the issue says, in the language given, with the text quoted as that language quotes."""
    said = kinds()[code].wording[language]["message"]
    if not text:
        return said
    if code in BLOCKING:
        return f"{said}{_REASONS[language].format(reason(text, language))}"
    return f"{said}{_QUOTES[language].format(_shortened(text))}"


def action(code: str, language: Language) -> str:
    """What to do about it."""
    return kinds()[code].wording[language]["action"]


_REASONS: dict[Language, str] = {"en": ": {}", "fr": "\u00a0: {}", "ja": "：{}"}
_QUOTES: dict[Language, str] = {"en": ": “{}”", "fr": "\u00a0: «\u00a0{}\u00a0»", "ja": "：「{}」"}


def _shortened(text: str, most: int = 200) -> str:
    """The text, cut where it would no longer be read at a glance; the whole of it stays in the issue's `text`."""
    return text if len(text) <= most else text[: most - 1] + "…"
