"""Every sample gives the record that its gold says; a sample without gold, or gold without a sample, is a failure."""

from __future__ import annotations

import zipfile
from pathlib import Path

import gold
import pytest
from click.testing import CliRunner

from ficheparse import parse
from ficheparse.cli import main

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
NO_DOCUMENTS = {".json", ".md", ".py", ".mjs"}
DOCUMENTS = sorted(
    path
    for path in SAMPLES.rglob("*")
    if path.is_file() and path.suffix not in NO_DOCUMENTS and "make" not in path.relative_to(SAMPLES).parts
)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_sample_gives_its_gold_record(path: Path) -> None:
    assert gold.differences(gold.load(path), parse(path)) == []


def test_every_gold_record_has_its_sample() -> None:
    golds = {path.name.removesuffix(".gold.json") for path in SAMPLES.rglob("*.gold.json")}
    assert golds == {path.name for path in DOCUMENTS}
    assert len(golds) >= 16


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
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
