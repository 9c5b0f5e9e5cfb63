"""Annotations of a workflow on GitHub: a workflow command a line."""

from __future__ import annotations

from ficheparse.fiche import Severity
from ficheparse.issues import action
from ficheparse.report.findings import Findings, plain, quiet, relative

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}


def github(findings: Findings) -> str:
    """An annotation for each issue; nothing where there are none."""
    lines: list[str] = []
    for examined in findings.files:
        for issue in examined.issues:
            title = f"{plain(examined.file)}: {issue.code}" if examined.place.inside else issue.code
            where = "".join(f"\n{plain(part)}" for part in (issue.field, issue.where) if part)
            message = f"{plain(issue.message)}{where}\n{action(issue.code, 'en')}"
            lines.append(
                f"::{_COMMANDS[issue.severity]} file={_property(quiet(relative(examined.place.path)))},"
                f"title={_property(title)}::{_data(message)}\n"
            )
    return "".join(lines)


def _data(text: str) -> str:
    """A message, as the runner unescapes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """The value of a property, which ends at a comma or a colon."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
