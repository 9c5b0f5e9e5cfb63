"""What `validate` and `run` say of a batch: for people, for programs, and for the tools of continuous integration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from ficheparse.report.findings import Examined, FailOn, Findings, Place, examine, is_failing, relative
from ficheparse.report.github import github
from ficheparse.report.junit import junit
from ficheparse.report.machine import as_json
from ficheparse.report.sarif import sarif
from ficheparse.report.terminal import MOST_TO_LOOK_AT, counts, first_to_look_at, tally, text

__all__ = [
    "FORMATS",
    "MOST_TO_LOOK_AT",
    "Examined",
    "FailOn",
    "Findings",
    "Format",
    "Place",
    "counts",
    "examine",
    "first_to_look_at",
    "is_failing",
    "relative",
    "render",
    "tally",
]

Format = Literal["text", "json", "junit", "sarif", "github"]

FORMATS: dict[Format, Callable[[Findings], str]] = {
    "text": text,
    "json": as_json,
    "junit": junit,
    "sarif": sarif,
    "github": github,
}


def render(findings: Findings, form: Format, *, colour: bool = False) -> str:
    """The report of these findings, with a line break at its end unless it is empty; `colour` is for a terminal."""
    return text(findings, colour=colour) if form == "text" else FORMATS[form](findings)
