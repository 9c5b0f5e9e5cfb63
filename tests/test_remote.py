"""Inputs at an address: found, named, read and refused as those on disk are; its password is shown nowhere."""

from __future__ import annotations

import http.server
import io
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote, unquote

import pytest
from click.testing import CliRunner, Result
from packages import form_docx

import ficheparse.guard
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
    (folder / "lettre[1].docx").write_bytes(form_docx(name="Ville de Lens"))
    with zipfile.ZipFile(folder / "envoi.zip", "w") as archive:
        archive.writestr("Redon.docx", form_docx(name="Ville de Redon"))
        archive.writestr("below/Auray.docx", form_docx(name="Ville d’Auray"))
    return folder


class Counting:
    """A file that writes down how much of it is read."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self.size = file.size if Shop.tells else None

    def __enter__(self) -> Counting:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, size: int) -> bytes:
        data: bytes = self._file.read(size)
        Shop.fetched += len(data)
        return data


class Shop(memory.MemoryFileSystem):  # type: ignore[misc, name-defined]
    """A file system that asks for a password, and whose files and folders may fail."""

    protocol = "shop"
    store: dict[str, Any] = {}  # noqa: RUF012 - as in the one it is made of
    pseudo_dirs = [""]  # noqa: RUF012
    fetched = 0
    tells = True
    """Whether it tells how large a file is."""

    def _open(self, path: str, mode: str = "rb", *args: Any, **given: Any) -> Any:
        if mode != "rb":
            return super()._open(path, mode, *args, **given)
        self._fail(path)
        return Counting(super()._open(path, mode, *args, **given))

    def ls(self, path: str, detail: bool = True, **given: Any) -> Any:
        self._fail(path + "/")
        found = super().ls(path, detail, **given)
        return [entry if self.tells or not detail else entry | {"size": None} for entry in found]

    find = fsspec.AbstractFileSystem.find

    def info(self, path: str, **given: Any) -> Any:
        self._fail(path + "/")
        return super().info(path, **given)

    @staticmethod
    def _fail(path: str) -> None:
        for word, problem in PROBLEMS.items():
            if f"/{word}." in path or f"/{word}-folder/" in path:
                raise problem

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("shop://").partition("@")[2].strip("/") if "@" in path else "/" + path.strip("/")


class Store(Shop):
    """One that has no folders, but names with `/`, as object stores have: some are told by `find` alone."""

    protocol = "store"

    def find(self, path: str, maxdepth: Any = None, withdirs: bool = False, detail: bool = False, **_: Any) -> Any:
        below = {name: super(Store, self).info(name) for name in self.store if name.startswith(f"{path}/")}
        return below if detail else list(below)

    def ls(self, path: str, detail: bool = True, **_: Any) -> Any:
        raise NotImplementedError

    @classmethod
    def _strip_protocol(cls, path: str) -> str:
        return "/" + path.removeprefix("store://").strip("/")


class Refused(Exception):
    """As a web server's answer."""

    status = 403


PROBLEMS: dict[str, Exception] = {
    "gone": FileNotFoundError(f"shop://clerk:{SECRET}@/gone"),
    "locked": PermissionError(SECRET),
    "broken": RuntimeError(f"https://clerk:{SECRET}@host said no"),
    "silent": ConnectionResetError(SECRET),
    "refused": Refused(SECRET),
}
ROOT = f"shop://clerk:{SECRET}@"
INBOX = f"{ROOT}/inbox"


@pytest.fixture
def shop() -> Iterator[Shop]:
    fsspec.register_implementation("shop", Shop, clobber=True)
    fsspec.register_implementation("store", Store, clobber=True)
    Shop.fetched = 0
    yield Shop()
    Shop.store.clear()
    Shop.pseudo_dirs[:] = [""]


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
        ("local://{inbox}/*.docx", ["Vannes.docx", "abîmé.docx", "lettre[1].docx"]),
        ("local://{inbox}/officegen/Pau.docx", ["Pau.docx"]),
        ("local://{inbox}/notes.txt", ["notes.txt"]),
        ("local://{inbox}/envoi.zip", ["envoi.zip/Redon.docx", "envoi.zip/below/Auray.docx"]),
        ("zip://::local://{inbox}/envoi.zip", ["Redon.docx", "below/Auray.docx"]),
        ("zip://below/*.docx::local://{inbox}/envoi.zip", ["Auray.docx"]),
        ("zip://Redon.docx::local://{inbox}/envoi.zip", ["Redon.docx"]),
        ("simplecache::local://{inbox}/officegen/Pau.docx", ["Pau.docx"]),
        ("local://{inbox}/office*", ["officegen/Pau.docx"]),
        ("local://{inbox}/lettre[1].docx", ["lettre[1].docx"]),
        ("file://{inbox}/*.docx", ["Vannes.docx", "abîmé.docx", "lettre[1].docx"]),
        ("file://{inbox}/lettre[1].docx", ["lettre[1].docx"]),
        ("file://{inbox}/officegen", ["Pau.docx"]),
    ],
)
def test_an_address_may_be_a_file_a_pattern_or_a_chain(address: str, names: list[str], inbox: Path) -> None:
    found = plan([located(address.format(inbox=inbox))])
    assert [source.name for source in found.sources] == names
    assert all(source.data() for source in found.sources)


@pytest.mark.parametrize("name", ["#1 Pau.docx", "50 % ?.docx", "Évian.docx"])
def test_a_file_address_is_read_as_it_stands_and_encoded(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(form_docx())
    for host in ("", "localhost"):
        for path in (f"{tmp_path}/{name}", quote(f"{tmp_path}/{name}")):
            assert located(f"file://{host}{path}") == tmp_path / name


def test_two_addresses_with_one_name_are_told_apart_as_two_paths_are(inbox: Path, tmp_path: Path) -> None:
    paths = [inbox / "Vannes.docx", tmp_path / "other" / "Vannes.docx"]
    paths[1].parent.mkdir()
    paths[1].write_bytes(form_docx(name="Ville de Vannes", population="9 001"))
    names = [source.name for source in plan(paths).sources]
    assert names == ["inbox/Vannes.docx", "other/Vannes.docx"]
    for addresses in ([f"local://{path}" for path in paths], [f"local://{path.parent}/V*.docx" for path in paths]):
        assert [source.name for source in plan(map(located, addresses)).sources] == names


def test_addresses_that_differ_only_in_what_is_not_shown_are_two(shop: Shop) -> None:
    shop.pipe({f"/get?id={number}": form_docx(population=f"{number} 000") for number in (1, 2)})
    addresses = [located(f"{ROOT}/get?id={number}") for number in (1, 2, 1)]
    found = plan(addresses).sources
    assert [source.name for source in found] == ["get", "get (2)"]
    assert {str(source.path) for source in found} == {"shop:///get"}
    assert plan(reversed(addresses)).sources[0].data() == found[0].data() != found[1].data()


def test_a_file_that_a_folder_and_an_address_of_its_own_name_is_read_once(inbox: Path) -> None:
    both = plan([located(f"local://{inbox}"), located(f"local://{inbox}/Vannes.docx")])
    assert [source.name for source in both.sources].count("Vannes.docx") == 1
    assert len(both.sources) == len(plan([inbox]).sources)


def test_a_name_that_only_a_store_can_tell_is_not_lost(shop: Shop) -> None:
    names = ["a.docx", "below/b.docx", ".hidden/c.docx", ".hidden/below/d.docx"]
    for name in (*names, "/e.docx"):
        memory.MemoryFileSystem.pipe_file(shop, f"/inbox/{name}", form_docx(name=f"Ville de {name}"))
    Shop.store["/inbox//e.docx"] = Shop.store["/inbox/a.docx"]
    found = plan([located("store://inbox")])
    assert {source.name for source in found.sources} == {"a.docx", "below/b.docx", "e.docx"}
    assert found.counted() == {"hidden": 1}


def test_a_folder_that_cannot_be_listed_is_told(shop: Shop, tmp_path: Path) -> None:
    shop.pipe({f"/inbox/{name}/Vannes.docx": form_docx() for name in ("open", "locked-folder", "silent-folder")})
    result = run(INBOX, output=tmp_path / "output")
    assert "3 files: 1 ready, 0 to review, 2 blocked" in result.stdout
    assert result.stdout.count("-folder: The file cannot be read: the folder may not be opened") == 2


def test_an_empty_folder_is_no_mistake_beside_others(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(f"local://{tmp_path}/empty", f"local://{inbox}/Vannes.docx", output=tmp_path / "output")
    assert (result.exit_code, result.stderr) == (0, "")
    result = run(f"local://{tmp_path}/empty", output=tmp_path / "none")
    assert (result.exit_code, result.stderr) == (2, f"Error: No fiche was found in local://{tmp_path}/empty.\n")


def test_nothing_is_kept_of_an_archive_for_the_next_run(shop: Shop) -> None:
    def records() -> list[bytes]:
        return [source.data() for source in plan([Address(INBOX)]).sources]

    data = [form_docx(population=population) for population in ("1 000", "2 000")]
    for one in data:  # a worker of a cluster is kept from run to run
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("Vannes.docx", one)
        shop.pipe("/inbox/envoi.zip", archive.getvalue())
        assert records() == [one]


def test_extract_and_validate_take_addresses_too(inbox: Path) -> None:
    def said(*words: str) -> str:
        return CliRunner().invoke(main, words).stdout

    address = f"local://{inbox}/Vannes.docx"
    assert said("extract", address) == said("extract", str(inbox / "Vannes.docx")) != ""
    assert f'"path": "{address}"' in said("validate", address, "--format", "json")
    broken = f"local://{inbox}/abîmé.docx"
    assert f'"uri": "{quote(broken, safe="/:")}"' in said("validate", broken, "--format", "sarif")
    assert f"file={broken.replace(':', '%3A')}," in said("validate", broken, "--format", "github")


def test_extract_takes_a_pattern_and_no_folder(inbox: Path) -> None:
    result = CliRunner().invoke(main, ["extract", f"local://{inbox}/*.docx"])
    assert re.findall('"file":"([^"]*)"', result.stdout) == ["Vannes.docx", "abîmé.docx", "lettre[1].docx"]
    result = CliRunner().invoke(main, ["extract", f"local://{inbox}"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: local://{inbox} is a folder: name a file of it, or a pattern.\n"


def test_a_file_that_cannot_be_fetched_costs_only_itself(shop: Shop, tmp_path: Path) -> None:
    shop.pipe({f"/inbox/{name}.docx": form_docx(name=f"Ville de {name}") for name in ("Vannes", *PROBLEMS)})
    result = run(INBOX, output=tmp_path / "output", options=("--fail-on", "never"))
    assert (result.exit_code, result.stderr) == (0, "")
    assert "6 files: 1 ready, 0 to review, 5 blocked" in result.stdout
    records = (tmp_path / "output" / "records.jsonl").read_text("utf-8")
    for words, count in (("no longer there", 1), ("may not be opened", 1), ("be fetched from its address", 3)):
        assert len(re.findall(f'"text":"[^"]*{words}', records)) == count


def test_a_fetch_that_does_not_end_is_ended(shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(counting: Counting, size: int) -> bytes:
        time.sleep(60)
        return b""

    shop.pipe("/inbox/Vannes.docx", form_docx())
    monkeypatch.setattr(ficheparse.guard, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(Counting, "read", slow)
    assert "more than 10 seconds" in run(INBOX, output=tmp_path / "output").stdout


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


@pytest.mark.parametrize(("tells", "fetched"), [(True, 0), (False, 3_001)])
def test_no_more_is_fetched_than_a_file_may_be_large(
    shop: Shop, tells: bool, fetched: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ficheparse.ingest.source, "MOST_BYTES", 3_000)
    monkeypatch.setattr(Shop, "tells", tells)
    shop.pipe({"/inbox/large.docx": b"x" * 4_000_000, "/inbox/within.docx": b"x" * 3_000})
    large, within = plan([Address(INBOX)]).sources
    with pytest.raises(UnreadableSource, match="more than 512 MB"):
        large.data()
    assert Shop.fetched == fetched
    assert len(within.data()) == 3_000


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone", "there is no file at"),
        ("locked", "may not be opened (PermissionError): see that you are known there"),
        ("refused", "may not be opened (Refused): see that you are known there"),
        ("silent", "does not answer (ConnectionResetError)"),
        ("broken", "cannot be read (RuntimeError)"),
    ],
)
@pytest.mark.parametrize("place", ["{name}-folder", "{name}-folder/*.docx", "{name}.docx"])
def test_what_a_server_answers_is_told_in_words_of_ours(shop: Shop, name: str, message: str, place: str) -> None:
    shop.pipe({f"/{name}-folder/Vannes.docx": form_docx(), f"/{name}.docx": form_docx()})
    shown = place.format(name=name)
    result = CliRunner().invoke(main, ["validate", f"{ROOT}/{shown}", "--debug"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert f"shop:///{shown}" in result.stderr
    assert result.stderr.count("\n") == 1
    assert SECRET not in result.stderr


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
        "main(['run', '--help'], standalone_mode=False)\n"
        f"main(['run', {str(inbox)!r}, '-o', {str(tmp_path / 'output')!r}], standalone_mode=False)\n"
        "print('fsspec' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout  # noqa: S603
    assert told.splitlines()[-1] == "False"


class Pages(http.server.SimpleHTTPRequestHandler):
    """A page of links that leads everywhere, two files told apart by a query, and what may not be opened."""

    LINKS = ("Vannes.docx", "%C3%89vian.docx", "below/", "./", "../", "../other.docx", "?C=N;O=D", "?page=/", "#top")
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        name = unquote(self.path.rpartition("/")[2])
        if self.path.startswith("/closed/"):
            self.send_error(403)
        elif self.path in ("/inbox/", "/inbox/below/"):
            links = self.LINKS if self.path == "/inbox/" else ("Redon.docx", "gone.docx")
            self._answer("text/html", "".join(f'<a href="{link}">x</a>' for link in links).encode())
        elif name in ("Vannes.docx", "Évian.docx", "Redon.docx") or name.startswith("get?id="):
            self._answer("application/octet-stream", form_docx(name=f"Ville de {name}"))
        else:
            self.send_error(404)

    do_HEAD = do_GET  # noqa: N815 - as it is called there

    def _answer(self, kind: str, data: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def test_a_web_server_is_asked_for_what_is_below_the_address_alone(tmp_path: Path) -> None:
    pytest.importorskip("aiohttp", reason="what fsspec needs for the web is not installed")
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        root = f"http://clerk:{SECRET}@{host}"
        result = ficheparse_run(
            f"{root}/inbox/", f"{root}/get?id=1", f"{root}/get?id=2", "-o", str(tmp_path / "output")
        )
        closed = ficheparse_run(f"{root}/closed/a.docx?token={SECRET}", "-o", str(tmp_path / "none"))
        server.shutdown()
    assert (result.returncode, result.stderr) == (0, "")
    files = re.findall('"file":"([^"]*)"', (tmp_path / "output" / "records.jsonl").read_text("utf-8"))
    assert sorted(files) == ["Vannes.docx", "below/Redon.docx", "below/gone.docx", "get", "get (2)", "Évian.docx"]
    assert not any("other" in path for path in Pages.asked)
    assert closed.returncode == 2
    assert closed.stderr.startswith(f"Error: http://{host}/closed/a.docx may not be opened")
    assert SECRET not in result.stdout + closed.stderr


def ficheparse_run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "ficheparse", "run", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)  # noqa: PLW1510, S603
