"""Inputs at an address: found, named, read and refused as those on disk are; its password is shown nowhere."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from click.testing import CliRunner, Result
from packages import form_docx

import ficheparse.ingest.source
from ficheparse.cli import main
from ficheparse.ingest import Address, UnreadableSource, located, plan

fsspec = pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
memory = pytest.importorskip("fsspec.implementations.memory")

SAMPLES = Path(__file__).parents[1] / "samples"
SECRET = "hunter2"  # noqa: S105


def run(*inputs: str, output: Path, options: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(main, ["run", *inputs, "-o", str(output), *options])


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of all that a folder may hold."""
    folder = tmp_path / "inbox"
    shutil.copytree(SAMPLES / "officegen", folder / "officegen", ignore=shutil.ignore_patterns("*.json"))
    (folder / "Vannes.docx").write_bytes(form_docx(name="Ville de Vannes"))
    (folder / ".cache" / "below").mkdir(parents=True)
    for name in (".cache/Redon.docx", ".cache/below/Auray.docx", "~$Vannes.docx", "notes.txt", ".hidden.docx"):
        (folder / name).write_bytes(b"x")
    (folder / "abîmé.docx").write_bytes(b"PK\x03\x04 not much more")
    with zipfile.ZipFile(folder / "envoi.zip", "w") as archive:
        archive.writestr("Redon.docx", form_docx(name="Ville de Redon"))
        archive.writestr("below/Auray.docx", form_docx(name="Ville d’Auray"))
    return folder


class Shop(memory.MemoryFileSystem):  # type: ignore[misc, name-defined]
    """A file system that asks for a password, and whose files may fail."""

    protocol = "shop"
    store: dict[str, Any] = {}  # noqa: RUF012 - as in the one it is made of
    pseudo_dirs = [""]  # noqa: RUF012
    read: list[str] = []  # noqa: RUF012

    def _open(self, path: str, mode: str = "rb", *args: Any, **given: Any) -> Any:
        for word, problem in PROBLEMS.items():
            if word in path and mode == "rb":
                raise problem
        return super()._open(path, mode, *args, **given)

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("shop://").partition("@")[2].strip("/") if "@" in path else "/" + path.strip("/")


PROBLEMS: dict[str, Exception] = {
    "gone": FileNotFoundError(f"shop://clerk:{SECRET}@/gone"),
    "locked": PermissionError(SECRET),
    "broken": RuntimeError(f"https://clerk:{SECRET}@host said no"),
}
INBOX = f"shop://clerk:{SECRET}@/inbox"


@pytest.fixture
def shop() -> Iterator[Shop]:
    fsspec.register_implementation("shop", Shop, clobber=True)
    made = Shop()
    yield made
    Shop.store.clear()


def test_an_address_gives_the_same_bytes_as_the_folder(inbox: Path, tmp_path: Path) -> None:
    here = run(str(inbox), output=tmp_path / "here")
    there = run(f"local://{inbox}", output=tmp_path / "there")
    assert (there.exit_code, there.stderr) == (here.exit_code, here.stderr) == (0, "")
    assert "passed over: 1 lock file, 2 hidden files, 1 other file" in there.stdout
    assert contents(tmp_path / "here") == contents(tmp_path / "there")
    assert len(contents(tmp_path / "here")) > 8


def test_a_second_run_over_an_address_reads_only_what_changed(inbox: Path, tmp_path: Path) -> None:
    address, output = f"local://{inbox}", tmp_path / "output"
    run(address, output=output)
    assert "Nothing has changed" in run(address, output=output).stdout
    (inbox / "Vannes.docx").write_bytes(form_docx(name="Ville de Vannes", population="9 001"))
    assert "Nothing has changed" not in run(address, output=output).stdout
    assert b"9001" in (output / "records.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("address", "names"),
    [
        ("local://{inbox}/*.docx", ["Vannes.docx", "abîmé.docx"]),
        ("local://{inbox}/officegen/Pau.docx", ["Pau.docx"]),
        ("local://{inbox}/notes.txt", ["notes.txt"]),
        ("local://{inbox}/envoi.zip", ["envoi.zip/Redon.docx", "envoi.zip/below/Auray.docx"]),
        ("zip://::local://{inbox}/envoi.zip", ["Redon.docx", "below/Auray.docx"]),
        ("zip://below/*.docx::local://{inbox}/envoi.zip", ["Auray.docx"]),
    ],
)
def test_an_address_may_be_a_file_a_pattern_or_a_chain(address: str, names: list[str], inbox: Path) -> None:
    found = plan([located(address.format(inbox=inbox))])
    assert [source.name for source in found.sources] == names
    assert all(source.data() for source in found.sources)


def test_two_addresses_with_one_name_are_told_apart(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "Vannes.docx").write_bytes(form_docx(name="Ville de Vannes", population="9 001"))
    found = plan([located(f"local://{inbox}/Vannes.docx"), located(f"local://{tmp_path}/other/Vannes.docx")])
    assert len({source.name for source in found.sources}) == 2


def test_extract_and_validate_take_addresses_too(inbox: Path) -> None:
    def said(*words: str) -> str:
        return CliRunner().invoke(main, words).stdout

    address = f"local://{inbox}/Vannes.docx"
    assert said("extract", address) == said("extract", str(inbox / "Vannes.docx")) != ""
    assert f'"path": "{address}"' in said("validate", address, "--format", "json")
    broken = f"local://{inbox}/abîmé.docx"
    assert f'"uri": "{quote(broken, safe="/:")}"' in said("validate", broken, "--format", "sarif")
    assert f"file={broken.replace(':', '%3A')}," in said("validate", broken, "--format", "github")


def test_a_file_that_cannot_be_fetched_costs_only_itself(shop: Shop, tmp_path: Path) -> None:
    shop.pipe({f"/inbox/{name}.docx": form_docx(name=f"Ville de {name}") for name in ("Vannes", *PROBLEMS)})
    result = run(INBOX, output=tmp_path / "output", options=("--fail-on", "never"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "4 files: 1 ready, 0 to review, 3 blocked" in result.stdout
    assert result.stdout.count("fetched from its address") == 2
    assert "no longer there" in result.stdout


def test_no_password_is_shown_or_written(shop: Shop, tmp_path: Path) -> None:
    shop.pipe({f"/inbox/{name}.docx": form_docx(name=f"Ville de {name}") for name in ("Vannes", *PROBLEMS)})
    results = [
        run(INBOX, output=tmp_path / "output"),
        CliRunner().invoke(main, ["validate", INBOX, "--format", "sarif"]),
        CliRunner().invoke(main, ["extract", f"shop://clerk:{SECRET}@/nothing.docx", "--debug"]),
    ]
    assert [result.exit_code for result in results] == [0, 1, 2]
    assert "shop:///nothing.docx" in results[-1].stderr
    assert not any(SECRET in result.output for result in results)
    assert not any(SECRET.encode() in data for data in contents(tmp_path / "output").values())


@pytest.mark.parametrize("told", [True, False])
def test_no_more_is_fetched_than_a_file_may_be_large(
    shop: Shop, told: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ficheparse.ingest.source, "MOST_BYTES", 3_000)
    shop.pipe({"/inbox/Vannes.docx": b"x" * 4_000_000, "/inbox/Redon.docx": b"x" * 100})
    if not told:
        monkeypatch.setattr(
            ficheparse.ingest.remote, "_remote", lambda a, p, _: ficheparse.ingest.remote.Remote(a, p, None, "")
        )
    source = next(one for one in plan([Address(INBOX)]).sources if one.name == "Vannes.docx")
    with pytest.raises(UnreadableSource, match="more than 512 MB"):
        source.data()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("nonsense://clerk:hunter2@host/in", "nonsense://host/in is no address that fsspec knows"),
        ("local:///nowhere/at/all", "there is no file at local:///nowhere/at/all"),
        ("local:///nowhere/*.docx", "there is no file at local:///nowhere/*.docx"),
        ("zip://::local:///nowhere/a.zip", "there is no file at zip://::local:///nowhere/a.zip"),
    ],
)
@pytest.mark.parametrize("command", ["run", "extract", "validate"])
def test_what_is_wrong_with_an_address_is_told(command: str, address: str, message: str, tmp_path: Path) -> None:
    output = ["-o", str(tmp_path / "output")] if command == "run" else []
    result = CliRunner().invoke(main, [command, address, *output])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {message}")
    assert "hunter2" not in result.stderr
    assert not (tmp_path / "output").exists()


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    assert "Install s3fs" in CliRunner().invoke(main, ["validate", "s3://bucket/in"]).stderr
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    result = CliRunner().invoke(main, ["validate", "s3://bucket/in"])
    assert result.exit_code == 2
    assert result.stderr == "Error: s3://bucket/in needs the package fsspec: pip install 'ficheparse[remote]'.\n"


def test_paths_need_no_fsspec(inbox: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from ficheparse.cli import main\n"
        f"main(['run', {str(inbox)!r}, '-o', {str(tmp_path / 'output')!r}], standalone_mode=False)\n"
        "print('fsspec' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert told.splitlines()[-1] == "False"
