"""What `validate` and `run` say of a batch: for people, for programs, and for the tools of continuous integration."""

from __future__ import annotations

from typing import Literal, get_args

from ficheparse.report.findings import Examined, FailOn, Findings, Place, examine, is_failing, relative
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

FORMATS: tuple[Format, ...] = get_args(Format)


def render(findings: Findings, form: Format, *, colour: bool = False) -> str:
    """The report of these findings, with a line break at its end unless it is empty; `colour` is for a terminal."""
    match form:  # `run` writes none of them, and should not wait for what they import
        case "text":
            return text(findings, colour=colour)
        case "json":
            from ficheparse.report.machine import as_json  # noqa: PLC0415

            return as_json(findings)
        case "junit":
            from ficheparse.report.junit import junit  # noqa: PLC0415

            return junit(findings)
        case "sarif":
            from ficheparse.report.sarif import sarif  # noqa: PLC0415

            return sarif(findings)
        case "github":
            from ficheparse.report.github import github  # noqa: PLC0415

            return github(findings)
