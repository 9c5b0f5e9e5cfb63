"""The report as JUnit's XML, which nearly every build server shows: a test case a file."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from ficheparse.fiche import Issue
from ficheparse.issues import action
from ficheparse.report.findings import Examined, Findings, plain

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0, section 2.2, lets into no document, be it escaped."""


def junit(findings: Findings) -> str:
    """A case fails where its file has an issue of a failing severity; it errs where ficheparse itself failed.

    A case has one failure at most, for servers show no more: all that fails is in its text, the rest in `system-out`.
    """
    cases = [_case(examined, findings) for examined in findings.files]
    counts = {
        "tests": str(len(cases)),
        "failures": str(sum(case.find("failure") is not None for case in cases)),
        "errors": str(sum(case.find("error") is not None for case in cases)),
    }
    root = ET.Element("testsuites", counts, name="ficheparse")
    suite = ET.SubElement(root, "testsuite", {**counts, "skipped": "0"}, name="ficheparse validate")
    suite.extend(cases)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _case(examined: Examined, findings: Findings) -> ET.Element:
    case = ET.Element("testcase", name=_legal(examined.file), classname="ficheparse")
    failing = [issue for issue in examined.issues if findings.fails(issue)]
    others = [issue for issue in examined.issues if not findings.fails(issue)]
    if failing or examined.fault:
        told = failing or list(examined.issues)
        kind = "error" if examined.fault else "failure"
        failure = ET.SubElement(case, kind, message=_legal(told[0].message), type=told[0].code)
        failure.text = _lines(told)
    if others and not examined.fault:
        ET.SubElement(case, "system-out").text = _lines(others)
    return case


def _lines(issues: list[Issue]) -> str:
    return "\n".join(_line(issue) for issue in issues)


def _line(issue: Issue) -> str:
    place = ", ".join(_legal(part) for part in (issue.field, issue.where) if part)
    told = [f"{issue.severity} {issue.code}: {_legal(issue.message)}", place, action(issue.code, "en")]
    return "\n  ".join(part for part in told if part)


def _legal(text: str) -> str:
    """The text on one line, without what XML does not allow and what a page that shows it would take for a command."""
    return plain(_NOT_XML.sub("\ufffd", text))
