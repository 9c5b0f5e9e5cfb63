"""The report for programs: JSON of our own. What a document says is whole in an issue's `text`."""

from __future__ import annotations

import json

from ficheparse.issues import action
from ficheparse.report.findings import Findings, plain, relative
from ficheparse.text import plain_json


def as_json(findings: Findings) -> str:
    """Every file with its status and its issues, and the counts."""
    files = [
        {
            "file": examined.file,
            "path": relative(examined.place.path),
            "status": examined.status,
            "failed": any(findings.fails(issue) for issue in examined.issues),
            "issues": [
                {**issue.model_dump(mode="json"), "message": plain(issue.message), "action": action(issue.code, "en")}
                for issue in examined.issues
            ],
        }
        for examined in findings.files
    ]
    severities = findings.counted()[1]
    whole = {
        "failed": findings.failed,
        "fail_on": findings.fail_on,
        "files": files,
        "passed_over": dict(findings.passed_over),
        "counts": {severity: severities[severity] for severity in ("error", "warning", "info")},
    }
    return plain_json(json.dumps(whole, ensure_ascii=False, indent=2)) + "\n"
