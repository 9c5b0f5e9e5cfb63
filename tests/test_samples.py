"""Every sample gives the record that its gold says; a sample without gold, or gold without a sample, is a failure."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from click.testing import CliRunner

from ficheparse import parse
from ficheparse.cli import main
from ficheparse.read import HEAD, may_need_converter
from ficheparse.scoring import Case, compare, differences, load
from ficheparse.scoring.gold import SUFFIX, read

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
NO_DOCUMENTS = {".json", ".md", ".py", ".mjs"}
DOCUMENTS = sorted(
    path
    for path in SAMPLES.rglob("*")
    if path.is_file() and path.suffix not in NO_DOCUMENTS and "make" not in path.relative_to(SAMPLES).parts
)


REMAKE = "ficheparse evaluate samples --format json > samples/scores.json"


with_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")


def each() -> Iterator[ParameterSet]:
    """Every sample; those of other formats only where there is LibreOffice to read them."""
    for path in DOCUMENTS:
        with path.open("rb") as file:
            marks = [with_libreoffice] if may_need_converter(file.read(HEAD)) and path.parent.name != "blocked" else []
        yield pytest.param(path, id=path.name, marks=marks)


@pytest.mark.parametrize("path", list(each()))
def test_a_sample_gives_its_gold_record(path: Path) -> None:
    gold = read(path.with_name(path.name + SUFFIX), path.name)
    assert gold.issues is not None, "a sample's gold says which issues there are, be it none"
    assert differences([compare(Case(path.name, path, gold), parse(path))]) == []


def test_every_gold_record_has_its_sample() -> None:
    corpus = load(SAMPLES, DOCUMENTS)
    assert (corpus.without_gold, corpus.without_document) == ((), ())
    assert {case.path for case in corpus.cases} == set(DOCUMENTS)
    assert len(DOCUMENTS) >= 60


@with_libreoffice
def test_the_scores_do_not_fall() -> None:
    """They are perfect, and `samples/scores.json` holds how much was asked, so that asking less is seen in a review."""
    result = CliRunner().invoke(main, ["evaluate", str(SAMPLES), "--format", "json", "--fail-under", "100"])
    assert result.exit_code == 0, result.output
    scores = json.loads(result.stdout)
    assert scores["perfect"] == scores["documents"]
    assert scores["fields_right"] == scores["fields"]
    assert scores["kept"] == scores["keep"]
    assert (scores["issue_precision"], scores["issue_recall"], scores["silent_errors"]) == (1, 1, 0)
    committed = (SAMPLES / "scores.json").read_text("utf-8")
    asked = {name: total for name, (_, total) in scores["by_field"].items()}
    less = {name: total for name, (_, total) in json.loads(committed)["by_field"].items() if asked.get(name, 0) < total}
    assert not less, f"gold asks less than it did; put back what was taken out: {less} were asked"
    assert result.stdout == committed, f"`{REMAKE}`, then look at the difference, and commit it"


@with_libreoffice
def test_the_committed_output_is_what_a_run_gives(tmp_path: Path) -> None:
    """`output/` is remade with `ficheparse run samples`; a difference must be looked at, and committed."""
    result = CliRunner().invoke(main, ["run", str(SAMPLES), "-o", str(tmp_path)])
    assert result.exit_code == 0, result.output
    committed, made = files(ROOT / "output"), files(tmp_path)
    assert made == committed
    different = [name for name in made if contents(ROOT / "output" / name) != contents(tmp_path / name)]
    assert different == []


def contents(path: Path) -> dict[str, bytes]:
    """A file's bytes; a workbook's part by part, since builds of zlib pack the same bytes differently."""
    if path.suffix != ".xlsx":
        return {path.name: path.read_bytes()}
    with zipfile.ZipFile(path) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("[!.]*") if path.is_file())
