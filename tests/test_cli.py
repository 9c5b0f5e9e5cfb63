"""The command line as a user types it: what it says, what it writes, and the code it ends with."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from conftest import Run
from openpyxl import load_workbook
from packages import blank, docx, form_docx, p, packed

from ficheparse import __version__, stages
from ficheparse.answers import Waiting
from ficheparse.collection import Parsed
from ficheparse.form import Form
from ficheparse.ingest import Source
from ficheparse.seen import READ, SEEN

OUTPUTS = ["fiche.schema.json", "fiches.geojson", "fiches.json", "fiches.xlsx", "records.jsonl"]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Two good fiches, one to review, one blocked, and what is no fiche."""
    folder = tmp_path / "inbox"
    (folder / "late").mkdir(parents=True)
    (folder / "Vannes.docx").write_bytes(form_docx())
    (folder / "late/Lannion.docx").write_bytes(form_docx(name="Ville de Lannion", title="Lannion"))
    (folder / "Redon.docx").write_bytes(form_docx(name="Ville de Redon", title="Redon", population=""))
    (folder / "vide.docx").write_bytes(form_docx(**blank()))
    (folder / "~$Vannes.docx").write_bytes(b"x")
    (folder / "photo.jpg").write_bytes(b"x")
    return folder


def typed(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run([sys.executable, "-m", "ficheparse", *arguments], capture_output=True, **options)  # type: ignore[call-overload, no-any-return] # noqa: PLW1510, S603


# run ----------------------------------------------------------------------------------------------------------------


def test_run_writes_the_outputs_and_says_what_became_of_the_files(ficheparse: Run, inbox: Path) -> None:
    result = ficheparse("run", "inbox")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    assert result.stdout == (
        "4 files: 2 ready, 1 to review, 1 blocked\n"
        "2 errors, 7 warnings, 1 info\n"
        "passed over: 1 lock file, 1 other file\n"
        "\n"
        "First to look at:\n"
        "  error    vide.docx: The name of the local authority is not given (name)\n"
        "  error    vide.docx: The key points of the policy are not given (points, paragraph 3)\n"
        "  warning  Redon.docx: The population is not given (population)\n"
        "  warning  vide.docx: No domain is given (domains)\n"
        "  warning  vide.docx: The population is not given (population)\n"
        "  warning  vide.docx: The website is not given (website)\n"
        "  warning  vide.docx: No contact is given (contact)\n"
        "  warning  vide.docx: There is no map, link, coordinates or description of the place (location)\n"
        "  … and 1 more\n"
        "\n"
        "In output: fiches.xlsx, records.jsonl, fiches.json, fiches.geojson, fiche.schema.json, "
        "relances/ (2 messages)\n"
    )
    assert sorted(path.name for path in Path("output").iterdir()) == [READ, SEEN, *OUTPUTS, "relances"]
    sources = load_workbook("output/fiches.xlsx")["Sources"]
    files = [row[0] for row in sources.iter_rows(min_row=2, values_only=True)]
    assert files == ["Redon.docx", "Vannes.docx", "late/Lannion.docx", "photo.jpg", "vide.docx", "~$Vannes.docx"]


def test_run_gives_the_same_bytes_whatever_the_order_and_the_workers(ficheparse: Run, inbox: Path) -> None:
    files = sorted(inbox.glob("**/*.docx"))
    assert ficheparse("run", *files, "-o", "one").exit_code == 0
    assert ficheparse("run", *files[::-1], "-o", "two", "--workers", "3").exit_code == 0
    for name in OUTPUTS:
        assert Path("one", name).read_bytes() == Path("two", name).read_bytes()


def test_a_second_run_over_its_own_outputs_gives_the_same(ficheparse: Run, inbox: Path) -> None:
    assert ficheparse("run", ".").exit_code == 0
    first = {name: Path("output", name).read_bytes() for name in OUTPUTS}
    assert ficheparse("run", ".").exit_code == 0
    assert {name: Path("output", name).read_bytes() for name in OUTPUTS} == first


def test_run_takes_archives_and_messages(ficheparse: Run, tmp_path: Path) -> None:
    (tmp_path / "fiches.zip").write_bytes(packed({"a.docx": form_docx(), "notes.txt": b"x"}))
    result = ficheparse("run", "fiches.zip")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "1 file: 1 ready, 0 to review, 0 blocked")
    record = json.loads(Path("output/records.jsonl").read_text("utf-8"))
    assert record["source"]["file"] == "fiches.zip/a.docx"


def test_the_language_is_that_of_the_workbook(ficheparse: Run, inbox: Path) -> None:
    for language, title in (("fr", "Synthèse"), ("en", "Summary"), ("ja", "集計")):
        assert ficheparse("run", "inbox", "-o", language, "--lang", language).exit_code == 0
        assert title in load_workbook(f"{language}/fiches.xlsx", read_only=True).sheetnames


def test_contacts_can_be_left_out_of_what_the_site_takes(ficheparse: Run, inbox: Path) -> None:
    assert ficheparse("run", "inbox").exit_code == 0
    assert "a.kervadec@vannes.example" in Path("output/fiches.json").read_text("utf-8")
    assert ficheparse("run", "inbox", "--without-contacts").exit_code == 0
    assert "Kervadec" not in Path("output/fiches.json").read_text("utf-8")
    assert "Kervadec" not in Path("output/fiches.geojson").read_text("utf-8")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 1), ("warning", 1), ("never", 0)])
def test_run_ends_as_fail_on_says_and_writes_all_the_same(
    ficheparse: Run, inbox: Path, fail_on: str, code: int
) -> None:
    assert ficheparse("run", "inbox", "--fail-on", fail_on).exit_code == code
    assert sorted(path.name for path in Path("output").iterdir()) == [READ, SEEN, *OUTPUTS, "relances"]


def test_where_there_is_no_fiche_good_outputs_are_left_alone(ficheparse: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty/photo.jpg").write_bytes(b"x")
    (tmp_path / "output").mkdir()
    (tmp_path / "output/records.jsonl").write_bytes(b"good")
    result = ficheparse("run", "empty")
    assert (result.exit_code, result.stderr) == (
        2,
        "Error: No fiche was found in empty; files passed over: 1.\n",
    )
    assert (tmp_path / "output/records.jsonl").read_bytes() == b"good"


def test_outputs_that_cannot_be_written_are_told(ficheparse: Run, inbox: Path) -> None:
    Path("file").write_bytes(b"x")
    result = ficheparse("run", "inbox", "-o", "file/output")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert "Traceback" not in result.output


# extract ------------------------------------------------------------------------------------------------------------


def test_extract_prints_a_record_for_each_file_in_the_order_given(ficheparse: Run, inbox: Path) -> None:
    (inbox / "bad.docx").write_bytes(b"PK\x03\x04")
    (inbox / "minutes.docx").write_bytes(docx(p("Procès-verbal")))
    files = ["Redon.docx", "bad.docx", "Vannes.docx", "minutes.docx", "photo.jpg"]
    result = ficheparse("extract", *(inbox / name for name in files))
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert [record["source"]["file"] for record in records] == files
    assert [record["status"] for record in records] == ["review", "blocked", "ready", "blocked", "blocked"]
    codes = [[issue["code"] for issue in record["issues"]] for record in records]
    assert codes == [["population-missing"], ["unreadable"], [], ["not-a-fiche"], ["unsupported-format"]]
    schema = json.loads(ficheparse("schema").stdout)
    for record in records:
        jsonschema.validate(record, schema, jsonschema.Draft202012Validator)


def test_ids_are_unique_within_what_is_extracted(ficheparse: Run, inbox: Path) -> None:
    (inbox / "other.docx").write_bytes(form_docx(updated="2015"))
    files = [inbox / name for name in ("Vannes.docx", "other.docx", "Vannes.docx", "Vannes.docx")]
    lines = ficheparse("extract", *files).stdout.splitlines()
    records = [json.loads(line) for line in lines]
    marks = [record["source"]["sha256"][:6] for record in records]
    assert [record["id"] for record in records] == [
        "ville-de-vannes",
        f"ville-de-vannes-{marks[1]}",
        f"ville-de-vannes-{marks[0]}",
        f"ville-de-vannes-{marks[0]}-2",
    ]


def test_extract_gives_the_same_lines_by_several_workers(ficheparse: Run, inbox: Path) -> None:
    files = sorted(inbox.glob("**/*.docx"))
    assert ficheparse("extract", *files, "--workers", "2").stdout == ficheparse("extract", *files).stdout


def test_extract_writes_utf8_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(form_docx(name="高松市", language="ja"))
    environment = {**os.environ, "PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C", "PYTHONUTF8": "0"}
    result = typed("extract", str(tmp_path / "a.docx"), env=environment)
    assert result.returncode == 0
    assert json.loads(result.stdout.decode("utf-8"))["name"] == "高松市"


def test_a_reader_that_has_had_enough_is_no_fault(inbox: Path) -> None:
    command = [sys.executable, "-m", "ficheparse", "extract", *[str(inbox / "Vannes.docx")] * 400]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout and process.stderr
        assert process.stdout.readline().startswith(b'{"id":"ville-de-vannes"')
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 141


def test_ctrl_c_ends_quietly(inbox: Path) -> None:
    command = [sys.executable, "-m", "ficheparse", "extract", *[str(inbox / "Vannes.docx")] * 5_000]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:  # noqa: S603
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, b"")


# validate -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        ("Vannes.docx", "warning", 0),
        ("Redon.docx", "error", 0),
        ("Redon.docx", "warning", 1),
        ("vide.docx", "error", 1),
        ("vide.docx", "never", 0),
    ],
)
def test_validate_ends_as_the_gravest_issue_says(
    ficheparse: Run, inbox: Path, file: str, fail_on: str, code: int
) -> None:
    assert ficheparse("validate", inbox / file, "--fail-on", fail_on).exit_code == code


def test_validate_fails_on_errors_unless_told_otherwise(ficheparse: Run, inbox: Path) -> None:
    assert ficheparse("validate", inbox / "Redon.docx").exit_code == 0
    assert ficheparse("validate", inbox / "vide.docx").exit_code == 1


def test_validate_writes_nothing(ficheparse: Run, inbox: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    ficheparse("validate", "inbox")
    assert sorted(tmp_path.rglob("*")) == before


def test_colour_is_for_terminals_and_no_color_is_heeded(inbox: Path) -> None:
    def at_terminal(**environment: str) -> bytes:
        master, slave = pty.openpty()
        typed_there = [sys.executable, "-m", "ficheparse", "validate", str(inbox / "vide.docx")]
        subprocess.run(typed_there, stdout=slave, check=False, env={**os.environ, "TERM": "xterm", **environment})  # noqa: S603
        os.close(slave)
        said = read_all(master)
        os.close(master)
        return said

    assert b"\x1b[31mblocked\x1b[0m" in at_terminal(NO_COLOR="")
    plain = at_terminal(NO_COLOR="1")
    assert b"blocked" in plain
    assert b"\x1b" not in plain
    assert b"\x1b" not in typed("validate", str(inbox / "vide.docx")).stdout


def read_all(descriptor: int) -> bytes:
    parts = []
    while True:
        try:
            part = os.read(descriptor, 65_536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        parts.append(part)
    return b"".join(parts)


def test_progress_is_shown_on_standard_error_where_that_is_a_terminal(inbox: Path, tmp_path: Path) -> None:
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "ficheparse", "run", str(inbox), "-o", str(tmp_path / "out")]
    done = subprocess.run(command, stderr=slave, stdout=subprocess.PIPE, check=False)  # noqa: S603
    os.close(slave)
    assert b"Reading" in read_all(master)
    os.close(master)
    assert b"Reading" not in done.stdout
    assert typed("run", str(inbox), "-o", str(tmp_path / "out")).stderr == b""


# Everything ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["run", "extract", "validate"])
def test_a_missing_file_is_wrong_use(ficheparse: Run, command: str) -> None:
    result = ficheparse(command, "nothing.docx")
    assert result.exit_code == 2
    assert "'nothing.docx' does not exist" in result.stderr


@pytest.mark.parametrize("arguments", [["run"], ["extract", "."], ["validate", "--format", "xml", "."], ["sing"]])
def test_other_wrong_use_is_told(ficheparse: Run, arguments: list[str]) -> None:
    result = ficheparse(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Error: " in result.stderr


@pytest.mark.parametrize("command", ["run", "extract", "validate"])
def test_a_form_that_cannot_be_used_is_wrong_use(ficheparse: Run, inbox: Path, command: str) -> None:
    Path("form.toml").write_text("labels =")
    result = ficheparse(command, inbox / "Vannes.docx", "--form", "form.toml")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: the form form.toml cannot be read")
    assert not Path("output").exists()


@pytest.mark.parametrize(
    ("command", "where"),
    [("run", "output/records.jsonl"), ("extract", None), ("validate", None)],
)
def test_a_fault_of_ours_ends_the_batch_with_code_3_and_names_the_file(
    ficheparse: Run, inbox: Path, command: str, where: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = failing_on_redon(monkeypatch)
    files = [inbox / "Redon.docx", inbox / "Vannes.docx"]
    result = ficheparse(command, *files)
    assert result.exit_code == 3
    assert result.stderr == (
        "Error: ficheparse itself failed (Redon.docx). It is a fault to report. Run again with --debug to see where.\n"
    )
    told = Path(where).read_text("utf-8") if where else result.stdout
    assert "ficheparse itself failed on the file" in told
    assert seen.read_text("utf-8").split() == ["Redon.docx", "Vannes.docx"]
    debugged = ficheparse(command, *files, "--debug")
    assert "ZeroDivisionError: a bug" in debugged.stderr
    assert ficheparse("--debug", command, *files).stderr == debugged.stderr


def failing_on_redon(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make the pipeline fail on Redon; a file of the names it was given."""
    seen = Path("seen.txt").absolute()
    original = stages.process

    def faulty(source: Source, form: Form) -> Parsed | Waiting:
        with seen.open("a", encoding="utf-8") as log:  # it is another process that reads
            print(source.name, file=log)
        if source.name == "Redon.docx":
            raise ZeroDivisionError("a bug")
        return original(source, form)

    monkeypatch.setattr(stages, "process", faulty)
    return seen


def test_a_fault_outside_any_file_shows_no_traceback_either(
    ficheparse: Run, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug in /home/someone/x.docx")

    monkeypatch.setattr("ficheparse.running.write", faulty)
    result = ficheparse("run", "inbox")
    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr == (
        "Error: ficheparse itself failed (ZeroDivisionError). It is a fault to report."
        " Run again with --debug to see where.\n"
    )
    assert "Traceback" in ficheparse("run", "inbox", "--debug").stderr


def test_the_schema_is_that_of_the_outputs(ficheparse: Run, inbox: Path) -> None:
    result = ficheparse("schema")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    ficheparse("run", "inbox")
    assert Path("output/fiche.schema.json").read_text("utf-8") == result.stdout


def test_help_and_version_are_there(ficheparse: Run) -> None:
    assert ficheparse("--version").stdout == f"ficheparse {__version__}\n"
    overview = ficheparse("--help").stdout
    for command in ("run", "extract", "validate", "schema"):
        assert f"\n  {command} " in overview
        assert "Usage: " in ficheparse(command, "-h").stdout


def test_no_path_of_the_machine_is_told_unless_it_was_given(ficheparse: Run, inbox: Path, tmp_path: Path) -> None:
    (inbox / "gone.docx").symlink_to(tmp_path / "elsewhere.docx")
    (inbox / "broken.zip").write_bytes(b"x")
    said = [ficheparse("run", "inbox", "-o", "out").output]
    said += [ficheparse("validate", "inbox", "--format", form).output for form in ("text", "json", "junit", "sarif")]
    said += [Path("out", name).read_text("utf-8") for name in OUTPUTS if not name.endswith(".xlsx")]
    assert [text for text in said if str(tmp_path) in text] == []


def test_help_starts_in_at_most_three_times_what_click_takes() -> None:
    def fastest(*arguments: str) -> float:
        times = []
        for _ in range(7):
            start = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)  # noqa: S603
            times.append(time.perf_counter() - start)
        return min(times)

    assert fastest("-m", "ficheparse", "--help") <= 3 * fastest("-c", "import click")
