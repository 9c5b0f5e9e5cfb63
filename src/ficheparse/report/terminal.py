"""The report for people, at a terminal or in a log."""

from __future__ import annotations

from collections.abc import Mapping
from heapq import nsmallest
from itertools import count

from ficheparse.fiche import Issue, Severity
from ficheparse.issues import action
from ficheparse.report.findings import GRAVITY, Examined, Findings, plain

_STATUSES = {
    "ready": "ready",
    "review": "to review",
    "blocked": "blocked",
    "superseded": "superseded",
    "duplicate": "duplicate",
}
_COLOURS = {"blocked": "31", "error": "31", "review": "33", "warning": "33", "info": "36", "ready": "32", "name": "1"}
"""Of ECMA-48, section 8.3.117."""


def text(findings: Findings, *, colour: bool = False) -> str:
    """The files that there is something to say of, each with its issues, then the count."""
    lines: list[str] = []
    for examined in findings.files:
        if examined.issues:
            lines += [*_file(examined, colour), ""]
    return "\n".join([*lines, *tally(findings, colour=colour)]) + "\n"


def tally(findings: Findings, *, colour: bool = False) -> list[str]:
    """How many files became what, and how many issues there are, in a few lines."""
    return counts(*findings.counted(), findings.passed_over, colour=colour)


def counts(
    statuses: Mapping[str, int], severities: Mapping[Severity, int], passed_over: Mapping[str, int], *, colour: bool
) -> list[str]:
    """The same of what was counted before."""
    numbers = {status: statuses.get(status, 0) for status in _STATUSES}
    parts = [
        _painted(f"{number} {_STATUSES[status]}", status if number else "", colour)
        for status, number in numbers.items()
        if number or status in ("ready", "review", "blocked")
    ]
    lines = [f"{_counted(sum(numbers.values()), 'file')}: {', '.join(parts)}"]
    if severities:
        told = [_counted(severities.get("error", 0), "error"), _counted(severities.get("warning", 0), "warning")]
        lines.append(f"{', '.join(told)}, {severities.get('info', 0)} info")
    if passed_over:
        lines.append(f"passed over: {_passed_over(passed_over)}")
    return lines


MOST_TO_LOOK_AT = 8
"""Issues that are named at the end of a run."""


def first_to_look_at(findings: Findings, most: int = MOST_TO_LOOK_AT, total: int | None = None) -> list[str]:
    """The gravest issues, one of each file first; and how many there are beside, of so many as are there in all."""
    counted = count()
    ranked = (
        (GRAVITY[issue.severity], number, examined.file, next(counted), issue)
        for examined in findings.files
        for number, issue in enumerate(examined.issues)
        if issue.severity != "info" and examined.status not in ("superseded", "duplicate")
    )
    lines = [
        f"{issue.severity:<8} {plain(file)}: {plain(issue.message)}{_where(issue)}"
        for _, _, file, _, issue in nsmallest(most, ranked)
    ]
    more = (next(counted) if total is None else total) - most
    return [*lines, f"… and {more} more"] if more > 0 else lines


def _file(examined: Examined, colour: bool) -> list[str]:
    status = _painted(_STATUSES[examined.status], examined.status, colour)
    lines = [f"{_painted(plain(examined.file), 'name', colour)}  {status}"]
    for issue in examined.issues:
        severity = _painted(f"{issue.severity:<7}", issue.severity, colour)
        lines.append(f"  {severity}  {issue.code}: {plain(issue.message)}{_where(issue)}")
        lines.append(f"           → {action(issue.code, 'en')}")
    return lines


def _where(issue: Issue) -> str:
    """The field and the place, in brackets, where there are any."""
    told = [plain(part) for part in (issue.field, issue.where) if part]
    return f" ({', '.join(told)})" if told else ""


def _passed_over(counts: Mapping[str, int]) -> str:
    words = {
        "lock": ("lock file", "lock files"),
        "hidden": ("hidden file", "hidden files"),
        "other": ("other file", "other files"),
    }
    told = [_counted(counts[kind], *words[kind]) for kind in words if counts.get(kind)]
    return ", ".join(told)


def _counted(number: int, one: str, several: str | None = None) -> str:
    return f"{number} {one if number == 1 else several or one + 's'}"


def _painted(said: str, kind: str, colour: bool) -> str:
    code = _COLOURS.get(kind)
    return f"\x1b[{code}m{said}\x1b[0m" if colour and code else said
