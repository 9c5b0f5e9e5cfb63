"""`ficheparse evaluate` as a maintainer types it: what it says, and the code it ends with."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from conftest import Run
from packages import blank, form_docx

from ficheparse import stages

PERFECT = {
    "record": {
        "title": "Vannes",
        "name": "Ville de Vannes",
        "domains": ["transport", "culture"],
        "population": {"value": 52_648, "year": 2011, "approximate": False},
        "contacts": [{"name": "Armelle Kervadec", "emails": ["a.kervadec@vannes.example"], "phones": ["+33261911234"]}],
        "points": [
            {"text": "Une navette gratuite relie la gare au port.", "level": 0},
            {"text": "Elle roule au gaz de ville.", "level": 0},
        ],
        "updated": "2014-03-12",
    },
    "issues": [],
    "keep": ["navette"],
    "tags": ["good"],
}


def put(folder: Path, name: str, gold: object, content: bytes = b"x") -> None:
    """A document and its gold."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    (folder / f"{name}.gold.json").write_text(json.dumps(gold), "utf-8")


@pytest.fixture
def gold_corpus(tmp_path: Path) -> Path:
    """A good fiche, and one that nobody completed."""
    folder = tmp_path / "corpus"
    put(folder, "Vannes.docx", PERFECT, form_docx())
    issues = ["name-missing", "points-missing", "domains-missing", "population-missing", "website-missing"]
    issues += ["contact-missing", "location-missing", "updated-missing"]
    put(folder, "late/vide.docx", {"record": {"name": None}, "issues": issues, "tags": ["blank"]}, form_docx(**blank()))
    return folder


def scores(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    read: dict[str, Any] = json.loads(result.stdout)
    return read


def wronged(folder: Path) -> None:
    """One field that is silently wrong."""
    record = {**PERFECT["record"], "title": "Nantes"}  # type: ignore[dict-item]
    put(folder, "Vannes.docx", {**PERFECT, "record": record}, form_docx())


def test_a_perfect_corpus_is_told_as_one(ficheparse: Run, gold_corpus: Path) -> None:
    result = ficheparse("evaluate", "corpus")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "all fields        11  11  100.0 %       0\n" in result.stdout
    assert result.stdout.endswith("silent errors       0\n")
    read = scores(ficheparse("evaluate", "corpus", "--format", "json"))
    assert (read["documents"], read["perfect"], read["fields"], read["fields_right"]) == (2, 2, 11, 11)
    assert (read["issue_precision"], read["issue_recall"], read["silent"]) == (1.0, 1.0, [])
    assert read["by_tag"] == {"blank": [1, 1], "good": [1, 1]}


def test_differences_are_shown_on_demand(ficheparse: Run, gold_corpus: Path) -> None:
    wronged(gold_corpus)
    shown = 'Vannes.docx: title (silent, paragraph 1)\n  want "Nantes"\n  got  "Vannes"\n'
    assert shown in ficheparse("evaluate", "corpus", "--differences").stdout
    assert shown not in ficheparse("evaluate", "corpus").stdout
    assert "Silent errors:\n  Vannes.docx: title\n" in ficheparse("evaluate", "corpus").stdout
    read = scores(ficheparse("evaluate", "corpus", "--differences", "--format", "json"))
    assert [one["field"] for one in read["differences"]] == ["title"]


def test_only_what_is_chosen_is_scored(ficheparse: Run, gold_corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = Path("seen.txt").absolute()
    original = stages.process

    def told(*given: Any) -> Any:
        with seen.open("a", encoding="utf-8") as log:  # it is another process that reads
            print(given[0].name, file=log)
        return original(*given)

    monkeypatch.setattr(stages, "process", told)
    read = scores(ficheparse("evaluate", "corpus", "--only", "good", "--only", "points", "--format", "json"))
    assert (read["documents"], read["by_field"], read["issue_recall"]) == (1, {"points": [1, 1]}, None)
    assert seen.read_text("utf-8").split() == ["Vannes.docx"]  # the others are not even read


def test_a_perfect_corpus_falls_under_nothing(ficheparse: Run, gold_corpus: Path) -> None:
    assert ficheparse("evaluate", "corpus", "--fail-under", "100").exit_code == 0


def test_fail_under_ends_with_code_1_and_shows_the_scores_all_the_same(ficheparse: Run, gold_corpus: Path) -> None:
    put(gold_corpus, "late/vide.docx", {"record": {"name": "Ville de Redon"}}, form_docx(**blank()))
    for percent, code in (("90.9", 0), ("91", 1)):  # one of eleven is wrong, and is told
        result = ficheparse("evaluate", "corpus", "--fail-under", percent)
        assert result.exit_code == code
        assert "all fields        10  11   90.9 %       0\n" in result.stdout
    assert ficheparse("evaluate", "corpus").exit_code == 0


def test_fail_under_lets_no_error_be_silent_and_no_half_be_missing(ficheparse: Run, gold_corpus: Path) -> None:
    (gold_corpus / "new.docx").write_bytes(form_docx(name="Ville de Redon"))
    result = ficheparse("evaluate", "corpus", "--fail-under", "50")
    assert result.exit_code == 1
    assert "Documents without gold, not scored:\n  new.docx\n" in result.stdout
    (gold_corpus / "new.docx").unlink()
    (gold_corpus / "gone.docx.gold.json").write_text('{"issues": []}')
    result = ficheparse("evaluate", "corpus", "--fail-under", "50")
    assert result.exit_code == 1
    assert "Gold without its document, not scored:\n  gone.docx.gold.json\n" in result.stdout
    (gold_corpus / "gone.docx.gold.json").unlink()
    assert ficheparse("evaluate", "corpus", "--fail-under", "50").exit_code == 0
    wronged(gold_corpus)
    assert ficheparse("evaluate", "corpus", "--fail-under", "50").exit_code == 1


def test_what_is_no_fiche_by_its_name_needs_no_gold_but_may_have_one(ficheparse: Run, gold_corpus: Path) -> None:
    (gold_corpus / "README.md").write_text("x")
    (gold_corpus / "~$Vannes.docx").write_text("x")
    put(gold_corpus, "notes.txt", {"issues": ["unreadable"]})
    read = scores(ficheparse("evaluate", "corpus", "--format", "json", "--fail-under", "100"))
    assert (read["documents"], read["without_gold"]) == (3, [])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["evaluate"], "Missing argument 'CORPUS'"),
        (["evaluate", "nothing"], "Directory 'nothing' does not exist"),
        (["evaluate", "corpus/Vannes.docx"], "'corpus/Vannes.docx' is a file"),
        (["evaluate", "empty"], "Error: no document with its gold beside it (NAME.EXT.gold.json) was found in empty."),
        (["evaluate", "corpus", "--only", "sense"], "Error: nothing is asked as sense"),
        (["evaluate", "corpus", "--fail-under", "101"], "is not in the range 0<=x<=100"),
        (["evaluate", "corpus", "--format", "xml"], "'xml' is not one of 'text', 'json'"),
        (["evaluate", "corpus", "--form", "corpus/Vannes.docx"], "Error: the form Vannes.docx cannot be read"),
    ],
)
def test_wrong_use_is_told(ficheparse: Run, gold_corpus: Path, arguments: list[str], told: str) -> None:
    Path("empty").mkdir()
    result = ficheparse(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert told in result.stderr


def test_bad_gold_is_wrong_use_and_nothing_is_scored(ficheparse: Run, gold_corpus: Path) -> None:
    put(gold_corpus, "late/vide.docx", {"record": {"nom": "x"}})
    result = ficheparse("evaluate", "corpus")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: late/vide.docx.gold.json: record.nom: nothing of this name can be asked.\n"


def test_a_fault_of_ours_is_scored_as_the_blocked_record_that_it_gives(
    ficheparse: Run, gold_corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(stages, "process", faulty)
    result = ficheparse("evaluate", "corpus", "--format", "json")
    assert result.exit_code == 3
    assert "ficheparse itself failed (vide.docx)" in result.stderr
    read = json.loads(result.stdout)
    assert (read["perfect"], read["silent"], read["fields_right"]) == (0, [], 1)


def test_workers_change_nothing(ficheparse: Run, gold_corpus: Path) -> None:
    one = ficheparse("evaluate", "corpus", "--format", "json", "--differences")
    assert ficheparse("evaluate", "corpus", "--format", "json", "--differences", "--workers", "2").stdout == one.stdout


@pytest.mark.skipif(os.sep != "/", reason="such names are no names elsewhere")
def test_a_document_whose_name_is_no_text_is_scored_too(ficheparse: Run, gold_corpus: Path) -> None:
    odd = Path(os.fsdecode(b"corpus/V\xe9rone.docx"))
    odd.write_bytes(form_docx())
    Path(f"{odd}.gold.json").write_text(json.dumps({"record": {"title": "x"}}))
    read = scores(ficheparse("evaluate", "corpus", "--format", "json"))
    assert read["silent"] == ["V\ufffdrone.docx: title"]
