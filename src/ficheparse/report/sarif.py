"""The report as SARIF 2.1.0 (OASIS), which code scanning takes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from urllib.parse import quote

from ficheparse import __version__
from ficheparse.fiche import Issue, Severity
from ficheparse.issues import Kind, action, kinds
from ficheparse.report.findings import Examined, Findings, plain, relative
from ficheparse.text import plain_json

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def sarif(findings: Findings) -> str:
    """A run with all codes as its rules and every issue as a result."""
    rules = {code: number for number, code in enumerate(kinds())}
    run = {
        "tool": {
            "driver": {
                "name": "ficheparse",
                "semanticVersion": __version__,
                "rules": [_rule(kind) for kind in kinds().values()],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not any(examined.fault for examined in findings.files),
                "toolExecutionNotifications": [
                    {
                        "level": "error",
                        "message": {"text": "ficheparse itself failed on the file"},
                        "locations": [_location(examined)],
                    }
                    for examined in findings.files
                    if examined.fault
                ],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(examined, issue, rules[issue.code]) for examined in findings.files for issue in examined.issues
        ],
    }
    whole = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return plain_json(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"


def _rule(kind: Kind) -> dict[str, object]:
    words = kind.wording["en"]
    return {
        "id": kind.code,
        "shortDescription": {"text": words["message"]},
        "help": {"text": words["action"]},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _result(examined: Examined, issue: Issue, rule: int) -> dict[str, object]:
    told = {"field": issue.field, "text": issue.text and plain(issue.text), "action": action(issue.code, "en")}
    identity = "\0".join([examined.file, issue.code, issue.field or "", issue.where or "", issue.text or ""])
    return {
        "ruleId": issue.code,
        "ruleIndex": rule,
        "level": _LEVELS[issue.severity],
        "message": {"text": plain(issue.message)},
        "locations": [_location(examined, issue)],
        # Lines, by which a result is otherwise known again, are not to be had of a document.
        "partialFingerprints": {"ficheparse/v1": hashlib.sha256(identity.encode()).hexdigest()},
        "properties": {key: value for key, value in told.items() if value},
    }


def _uri(path: Path | str) -> str:
    if isinstance(path, str):
        return quote(path, safe="/:")
    elsewhere = path.is_absolute() and not path.is_relative_to(Path.cwd())
    return path.as_uri() if elsewhere else quote(relative(path))


def _location(examined: Examined, issue: Issue | None = None) -> dict[str, object]:
    """The file on disk; and within it the file in the archive, the place in the document, where there are such."""
    location: dict[str, object] = {"physicalLocation": {"artifactLocation": {"uri": _uri(examined.place.path)}}}
    inside = [plain(examined.file)] if examined.place.inside else []
    if issue and issue.where:
        inside.append(plain(issue.where))
    if inside:
        location["logicalLocations"] = [{"fullyQualifiedName": ", ".join(inside)}]
    return location
