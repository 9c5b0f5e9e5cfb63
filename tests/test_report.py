"""The formats of `validate`: what each says, and that no text of a document breaks out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest
from builders import aggregated, blocked, fiche, parsed

from ficheparse import __version__
from ficheparse.fiche import Issue, Severity
from ficheparse.issues import kinds
from ficheparse.report import (
    FORMATS,
    Examined,
    FailOn,
    Findings,
    Format,
    Place,
    examine,
    first_to_look_at,
    relative,
    render,
    tally,
)


def found(code: str = "population-unclear", severity: Severity = "warning", **told: Any) -> Issue:
    return Issue(code=code, severity=severity, **{"message": "No one number can be read", **told})


UNCLEAR = found(
    message="No one number can be read: “entre 2 000, et 3 000 : 100 %”",
    field="population",
    where="table 1, row 4, column 2",
    text="entre 2 000, et 3 000 : 100 %",
)
NAMELESS = found("name-missing", "error", message="The name is not given", field="name")
COMMENTED = found("comments-present", "info", message="The document holds comments")
HOSTILE = found(message="Tours\r\n::error::x\x1b[2J\u202e\x00\ufffe]]><b>&%0A", text="\ud83d")


def examined(file: str = "Évreux, 2014.docx", *issues: Issue, path: str | None = None, fault: bool = False) -> Examined:
    severities = {issue.severity for issue in issues}
    status = "blocked" if "error" in severities else "review" if "warning" in severities else "ready"
    return Examined(file, Place(Path(path or f"inbox/{file}"), path is not None), status, issues, fault)  # type: ignore[arg-type]


def findings(*files: Examined, fail_on: FailOn = "error") -> Findings:
    return Findings(files, {"lock": 2, "other": 1}, fail_on)


FULL = findings(
    examined("fine.docx"),
    examined("Évreux, 2014.docx", NAMELESS, UNCLEAR, COMMENTED),
    examined("replies.zip/a b.docx", UNCLEAR, path="inbox/replies.zip"),
)


# What is found ------------------------------------------------------------------------------------------------------


def test_what_became_of_each_file_is_told_with_its_gravest_issue_first() -> None:
    issues = [COMMENTED, UNCLEAR, NAMELESS]
    collection = aggregated(
        parsed(
            fiche("a.docx", issues=issues),
            fiche("b.docx", name="Ville de Niort", updated="2014"),
            fiche("c.docx", name="NIORT", updated="2013"),
            fiche("d.docx", "b.docx", name="Ville de Niort", updated="2014"),
            blocked("e.docx"),
        ),
        ["photo.jpg"],
    )
    places = {name: Place(Path("in", name)) for name in ("a.docx", "b.docx", "c.docx", "d.docx", "e.docx")}
    said = examine(collection, places, passed_over={"other": 1}, faults=frozenset(["e.docx"]))
    assert [(one.file, one.status, one.fault) for one in said.files] == [
        ("a.docx", "blocked", False),
        ("b.docx", "ready", False),
        ("c.docx", "superseded", False),
        ("d.docx", "duplicate", False),
        ("e.docx", "blocked", True),
    ]
    files = list(said.files)
    assert files[0].issues == (NAMELESS, UNCLEAR, COMMENTED)
    assert [issue.code for one in files[2:4] for issue in one.issues] == ["superseded", "duplicate"]


@pytest.mark.parametrize(
    ("issue", "fail_on", "failed"),
    [
        (NAMELESS, "error", True),
        (NAMELESS, "warning", True),
        (NAMELESS, "never", False),
        (UNCLEAR, "error", False),
        (UNCLEAR, "warning", True),
        (COMMENTED, "warning", False),
    ],
)
def test_a_check_fails_by_the_gravity_asked_for(issue: Issue, fail_on: FailOn, failed: bool) -> None:
    assert findings(examined("a.docx", issue), fail_on=fail_on).failed is failed


def test_paths_are_relative_to_where_the_command_is_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative(tmp_path / "in" / "a.docx") == "in/a.docx"
    assert relative(Path("in/a.docx")) == "in/a.docx"
    assert relative(tmp_path.parent / "a.docx") == (tmp_path.parent / "a.docx").as_posix()


# Text ---------------------------------------------------------------------------------------------------------------


def test_text_groups_by_file_and_counts() -> None:
    assert render(FULL, "text") == (
        "Évreux, 2014.docx  blocked\n"
        "  error    name-missing: The name is not given (name)\n"
        f"           → {kinds()['name-missing'].wording['en']['action']}\n"
        "  warning  population-unclear: No one number can be read: “entre 2 000, et 3 000 : 100 %”"
        " (population, table 1, row 4, column 2)\n"
        f"           → {kinds()['population-unclear'].wording['en']['action']}\n"
        "  info     comments-present: The document holds comments\n"
        f"           → {kinds()['comments-present'].wording['en']['action']}\n"
        "\n"
        "replies.zip/a b.docx  to review\n"
        "  warning  population-unclear: No one number can be read: “entre 2 000, et 3 000 : 100 %”"
        " (population, table 1, row 4, column 2)\n"
        f"           → {kinds()['population-unclear'].wording['en']['action']}\n"
        "\n"
        "3 files: 1 ready, 1 to review, 1 blocked\n"
        "1 error, 2 warnings, 1 info\n"
        "passed over: 2 lock files, 1 other file\n"
    )


def test_colour_is_put_in_only_where_it_is_asked_for() -> None:
    assert "\x1b[31merror  \x1b[0m" in render(FULL, "text", colour=True)
    assert "\x1b" not in render(FULL, "text")


def test_text_of_a_document_commands_no_terminal() -> None:
    line = render(findings(examined("a.docx", HOSTILE)), "text").splitlines()[1]
    assert line == "  warning  population-unclear: Tours ::error::x[2J\ufffe]]><b>&%0A"


def test_where_all_is_well_little_is_said() -> None:
    assert tally(Findings((examined("a.docx"),), {})) == ["1 file: 1 ready, 0 to review, 0 blocked"]


def test_the_gravest_come_first_and_one_of_each_file_before_its_others() -> None:
    many = findings(
        examined("a.docx", UNCLEAR, UNCLEAR, COMMENTED), examined("b.docx", NAMELESS), examined("c.docx", UNCLEAR)
    )
    lines = first_to_look_at(many, most=3)
    assert [line.split(":")[0].split() for line in lines] == [
        ["error", "b.docx"],
        ["warning", "a.docx"],
        ["warning", "c.docx"],
        ["…", "and", "1", "more"],
    ]
    assert first_to_look_at(findings(examined("a.docx", COMMENTED))) == []


# GitHub -------------------------------------------------------------------------------------------------------------


def test_github_takes_an_annotation_a_line() -> None:
    lines = render(FULL, "github").splitlines()
    assert [line.split(" ")[0] for line in lines] == ["::error", "::warning", "::notice", "::warning"]
    assert lines[1] == (
        "::warning file=inbox/Évreux%2C 2014.docx,title=population-unclear::"
        "No one number can be read: “entre 2 000, et 3 000 : 100 %25”%0Apopulation%0Atable 1, row 4, column 2%0A"
        f"{kinds()['population-unclear'].wording['en']['action']}"
    )
    assert lines[3].startswith("::warning file=inbox/replies.zip,title=replies.zip/a b.docx%3A population-unclear::")


def test_text_of_a_document_makes_no_annotation_of_its_own() -> None:
    lines = render(findings(examined("a.docx", HOSTILE)), "github").splitlines()
    assert len(lines) == 1
    assert "::Tours ::error::x[2J" in lines[0]
    assert "%250A" in lines[0]


# JSON ---------------------------------------------------------------------------------------------------------------


def test_json_tells_all_that_is_known_of_each_file() -> None:
    report = json.loads(render(FULL, "json"))
    assert (report["failed"], report["fail_on"], report["passed_over"]) == (True, "error", {"lock": 2, "other": 1})
    assert report["counts"] == {"error": 1, "warning": 2, "info": 1}
    assert [(file["file"], file["path"], file["status"], file["failed"]) for file in report["files"]] == [
        ("fine.docx", "inbox/fine.docx", "ready", False),
        ("Évreux, 2014.docx", "inbox/Évreux, 2014.docx", "blocked", True),
        ("replies.zip/a b.docx", "inbox/replies.zip", "review", False),
    ]
    action = kinds()["population-unclear"].wording["en"]["action"]
    assert report["files"][2]["issues"] == [{**UNCLEAR.model_dump(), "action": action}]


# JUnit --------------------------------------------------------------------------------------------------------------


def suite(said: Findings) -> ET.Element:
    root = ET.fromstring(render(said, "junit").encode())  # noqa: S314 - our own
    (found,) = root.findall("testsuite")
    assert root.attrib["tests"] == found.attrib["tests"] == str(len(list(said.files)))
    return found


def test_junit_has_a_case_a_file_that_fails_where_the_check_does() -> None:
    found = suite(FULL)
    assert (found.attrib["failures"], found.attrib["errors"]) == ("1", "0")
    fine, bad, doubtful = found.findall("testcase")
    assert (fine.attrib["name"], len(fine)) == ("fine.docx", 0)
    failure = bad.find("failure")
    assert failure is not None
    assert failure.attrib == {"message": "The name is not given", "type": "name-missing"}
    assert "name-missing" in str(failure.text)
    assert "entre 2 000" in str(bad.findtext("system-out"))
    assert (doubtful.find("failure"), doubtful.findtext("system-out") is not None) == (None, True)


def test_junit_follows_what_makes_the_check_fail() -> None:
    doubtful = examined("a.docx", UNCLEAR, COMMENTED)
    assert suite(findings(doubtful, fail_on="warning")).attrib["failures"] == "1"
    assert suite(findings(doubtful, fail_on="never")).attrib["failures"] == "0"


def test_junit_tells_a_fault_of_ours_as_an_error() -> None:
    found = suite(findings(examined("a.docx", NAMELESS, fault=True), fail_on="never"))
    assert (found.attrib["failures"], found.attrib["errors"]) == ("0", "1")


def test_what_xml_does_not_allow_is_replaced() -> None:
    text = suite(findings(examined("a\x0b.docx", HOSTILE), fail_on="warning"))[0]
    assert text.attrib["name"] == "a\ufffd.docx"
    assert "::error::x\ufffd[2J\ufffd\ufffd]]><b>&%0A" in str(text[0].text)


# SARIF --------------------------------------------------------------------------------------------------------------


def test_sarif_names_every_code_as_a_rule_and_every_issue_as_a_result() -> None:
    log = json.loads(render(FULL, "sarif"))
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"], driver["semanticVersion"]) == ("2.1.0", "ficheparse", __version__)
    assert [rule["id"] for rule in driver["rules"]] == list(kinds())
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} == {"error", "warning", "note"}
    results = run["results"]
    assert [result["level"] for result in results] == ["error", "warning", "note", "warning"]
    for result in results:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert results[1]["locations"] == [
        {
            "physicalLocation": {"artifactLocation": {"uri": "inbox/%C3%89vreux%2C%202014.docx"}},
            "logicalLocations": [{"fullyQualifiedName": "table 1, row 4, column 2"}],
        }
    ]
    assert results[3]["locations"][0] == {
        "physicalLocation": {"artifactLocation": {"uri": "inbox/replies.zip"}},
        "logicalLocations": [{"fullyQualifiedName": "replies.zip/a b.docx, table 1, row 4, column 2"}],
    }
    assert results[1]["properties"]["text"] == UNCLEAR.text
    assert len({result["partialFingerprints"]["ficheparse/v1"] for result in results}) == 4
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]


def test_sarif_tells_a_fault_of_ours() -> None:
    (run,) = json.loads(render(findings(examined("a.docx", NAMELESS, fault=True)), "sarif"))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (told,) = invocation["toolExecutionNotifications"]
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "inbox/a.docx"


def test_a_file_elsewhere_has_a_uri_of_its_own_in_sarif(tmp_path: Path) -> None:
    elsewhere = Examined("a b.docx", Place(tmp_path / "a b.docx"), "review", (UNCLEAR,))
    (run,) = json.loads(render(findings(elsewhere), "sarif"))["runs"]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": (tmp_path / "a b.docx").as_uri()}


# All of them --------------------------------------------------------------------------------------------------------


def test_there_is_a_writer_for_each_format() -> None:
    assert set(FORMATS) == set(get_args(Format))


@pytest.mark.parametrize("form", [form for form in get_args(Format) if form != "github"])
def test_a_batch_of_nothing_is_reported(form: Format) -> None:
    assert render(Findings((), {}), form).endswith("\n")


@pytest.mark.parametrize("form", get_args(Format))
def test_a_report_can_be_written_as_utf8_whatever_a_file_is_called(form: Format) -> None:
    odd = Examined("a.docx", Place(Path("inbox/\udcc9vreux.docx")), "review", (UNCLEAR,))
    assert render(findings(odd), form).encode("utf-8").isascii() is False
