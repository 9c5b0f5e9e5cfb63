"""A run reads again only what changed since the one before, and writes what a run over everything would write."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packages import form_docx

import ficheparse.stages
from ficheparse.cli import main
from ficheparse.form import Form
from ficheparse.seen import READ, SEEN
from ficheparse.stages import _Loaded

SAMPLES = Path(__file__).parents[1] / "samples"
WITH_PICTURE = SAMPLES / "officegen" / "Pau.docx"
UNCHANGED = "Nothing has changed since the last run"


def run(inbox: Path, output: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["run", str(inbox), "-o", str(output), *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def contents(folder: Path) -> dict[str, bytes]:
    """Every file, the hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def fresh(inbox: Path, *options: str) -> dict[str, bytes]:
    """What a run writes that has seen nothing."""
    output = inbox.parent / "fresh"
    shutil.rmtree(output, ignore_errors=True)
    run(inbox, output, *options)
    return contents(output)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for name in ("Vannes", "Redon", "Lannion"):
        (folder / f"{name}.docx").write_bytes(form_docx(name=f"Ville de {name}"))
    shutil.copy(WITH_PICTURE, folder)
    (folder / "abîmé.docx").write_bytes(b"PK\x03\x04 not much more")
    return folder


@pytest.fixture
def output(inbox: Path) -> Path:
    """The folder of outputs, after a run."""
    output = inbox.parent / "output"
    run(inbox, output)
    return output


@pytest.fixture
def was_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], list[str]]:
    """The files that were read, and not only looked at, since this was last asked; told by the processes that read."""
    log = tmp_path / "read.txt"
    log.touch()
    processed = ficheparse.stages._processed

    def logged(loaded: _Loaded, form: Form) -> object:
        with log.open("a", encoding="utf-8") as file:
            file.write(f"{loaded.told.file}\n")
        return processed(loaded, form)

    monkeypatch.setattr(ficheparse.stages, "_processed", logged)

    def told() -> list[str]:
        lines = sorted(log.read_text("utf-8").splitlines())
        log.write_text("")
        return lines

    return told


def test_where_nothing_changed_nothing_is_written(inbox: Path, output: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in output.rglob("*")}
    whole = contents(output)
    said = run(inbox, output)
    assert UNCHANGED in said
    assert {path: path.stat().st_mtime_ns for path in output.rglob("*")} == before
    assert contents(output) == whole == fresh(inbox)


def test_it_says_the_same_as_the_run_that_wrote(inbox: Path, tmp_path: Path) -> None:
    first, second = (run(inbox, tmp_path / "output", "--fail-on", "never") for _ in range(2))
    assert second.startswith(first)
    result = CliRunner().invoke(main, ["run", str(inbox), "-o", str(tmp_path / "output"), "--fail-on", "error"])
    assert (result.exit_code, UNCHANGED in result.stdout) == (1, True)


def test_only_what_changed_is_read_again(inbox: Path, output: Path, was_read: Callable[[], list[str]]) -> None:
    (inbox / "Redon.docx").write_bytes(form_docx(name="Ville de Redon", population="9 001"))
    (inbox / "Auray.docx").write_bytes(form_docx(name="Ville d’Auray"))
    (inbox / "Vannes.docx").unlink()
    (inbox / "Lannion.docx").touch()
    assert UNCHANGED not in run(inbox, output)
    # what could not be read is tried again: it may have been the machine's fault
    assert was_read() == ["Auray.docx", "Redon.docx", "abîmé.docx"]
    assert contents(output) == fresh(inbox)


def test_another_language_reads_nothing_again(inbox: Path, output: Path, was_read: Callable[[], list[str]]) -> None:
    run(inbox, output, "--lang", "ja")
    assert was_read() == ["abîmé.docx"]
    assert contents(output) == fresh(inbox, "--lang", "ja")


def test_another_form_reads_all_again(inbox: Path, output: Path, was_read: Callable[[], list[str]]) -> None:
    form = Path(ficheparse.__file__).parent / "data" / "form.toml"
    other = inbox.parent / "form.toml"
    other.write_text(form.read_text("utf-8") + "\n# mended\n", "utf-8")
    run(inbox, output, "--form", str(other))
    assert len(was_read()) == 5


def test_another_ficheparse_reads_all_again(
    inbox: Path, output: Path, was_read: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ficheparse.seen.__version__", "9.9")
    run(inbox, output)
    assert len(was_read()) == 5


def emptied(_: bytes) -> bytes:
    return b""


def cut(data: bytes) -> bytes:
    return data[:200]


def altered(data: bytes) -> bytes:
    return data.replace(b"Vannes", b"Nantes")


@pytest.mark.parametrize("name", [SEEN, READ])
@pytest.mark.parametrize("damage", [emptied, cut, altered])
def test_what_was_left_may_be_damaged(inbox: Path, output: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    whole = contents(output)
    (output / name).write_bytes(damage((output / name).read_bytes()))
    run(inbox, output)
    run(inbox, output, "--lang", "en")
    run(inbox, output)
    assert contents(output) == whole


def test_an_output_that_was_changed_or_removed_is_made_anew(inbox: Path, output: Path) -> None:
    whole = contents(output)
    (output / "fiches.json").write_text("{}")
    next((output / "media").iterdir()).unlink()
    next((output / "relances").iterdir()).unlink()
    assert UNCHANGED not in run(inbox, output)
    assert contents(output) == whole


def test_a_picture_that_was_changed_is_read_again_from_its_fiche(inbox: Path, output: Path) -> None:
    whole = contents(output)
    picture = next((output / "media").iterdir())
    picture.write_bytes(picture.read_bytes()[::-1])
    (output / "fiches.json").unlink()
    run(inbox, output)
    assert contents(output) == whole


def test_a_correction_is_found_though_no_fiche_changed(
    inbox: Path, output: Path, was_read: Callable[[], list[str]]
) -> None:
    book = openpyxl.load_workbook(output / "fiches.xlsx")
    sheet = book["Fiches"]
    titles = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, int(titles["Population"] or 0)).value = 12_345
    book.save(output / "fiches.xlsx")
    assert UNCHANGED not in run(inbox, output)
    assert was_read() == ["abîmé.docx"]
    assert '"value":12345' in (output / "records.jsonl").read_text("utf-8")
    assert UNCHANGED in run(inbox, output)
    (output / "corrections.jsonl").unlink()
    assert UNCHANGED not in run(inbox, output)


CHANGES = st.lists(
    st.tuples(st.sampled_from(["Vannes", "Redon", "Auray"]), st.sampled_from(["9 000", "19 880", "seize mille", None])),
    max_size=4,
)


@given(st.lists(CHANGES, min_size=1, max_size=3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_changes_the_outputs_are_those_of_a_run_that_saw_nothing(
    tmp_path_factory: pytest.TempPathFactory, weeks: list[list[tuple[str, str | None]]]
) -> None:
    folder = tmp_path_factory.mktemp("weeks")
    inbox, output = folder / "inbox", folder / "output"
    inbox.mkdir()
    (inbox / "Lannion.docx").write_bytes(form_docx(name="Ville de Lannion"))
    for changes in weeks:
        for name, population in changes:
            file = inbox / f"{name}.docx"
            if population is None:
                file.unlink(missing_ok=True)
            else:
                file.write_bytes(form_docx(name=f"Ville de {name}", population=population))
        run(inbox, output)
    assert contents(output) == fresh(inbox)
