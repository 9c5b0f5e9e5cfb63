"""The report for programs: JSON of our own."""

from __future__ import annotations

import json

from ficheparse.issues import action
from ficheparse.report.findings import Findings, relative


def as_json(findings: Findings) -> str:
    """Every file with its status and its issues, and the counts."""
    files = [
        {
            "file": examined.file,
            "path": relative(examined.place.path),
            "status": examined.status,
            "failed": any(findings.fails(issue) for issue in examined.issues),
            "issues": [
                {**issue.model_dump(mode="json"), "action": action(issue.code, "en")} for issue in examined.issues
            ],
        }
        for examined in findings.files
    ]
    severities = findings.severities()
    whole = {
        "failed": findings.failed,
        "fail_on": findings.fail_on,
        "files": files,
        "passed_over": dict(findings.passed_over),
        "counts": {severity: severities[severity] for severity in ("error", "warning", "info")},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
