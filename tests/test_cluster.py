"""Read on a Dask cluster: a real one, of a scheduler and two worker processes with their nannies."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="the extra `dask` is not installed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="process groups are ended in another way there")

SAMPLES = Path(__file__).parents[1] / "samples"
CHOSEN = ("markup", "python-docx", "officegen", "blocked")
"""Folders of samples that need no LibreOffice; one fiche has a picture."""
STUCK = """
import ficheparse.stages as stages, os, signal
plain = stages._processed
def deadly(loaded, form):
    if loaded.told.file.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(loaded, form)
stages._processed = deadly
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a scheduler that has two workers. Its workers' files called `deadly…` end who reads them."""
    folder = tmp_path_factory.mktemp("cluster")
    (folder / "sitecustomize.py").write_text(STUCK)
    environment = os.environ | {"PYTHONPATH": str(folder)}
    logs = [(folder / name).open("wb") for name in ("scheduler.log", "worker.log")]
    told = folder / "scheduler.json"
    dask = [sys.executable, "-m", "dask"]
    commands = (
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)],
        [*dask, "worker", "--scheduler-file", str(told), "--nworkers", "2", "--nthreads", "1", "--no-dashboard"],
    )
    running = []
    try:
        for command, log in zip(commands, logs, strict=True):
            process = subprocess.Popen(  # noqa: S603 - this very program
                command, stdout=log, stderr=log, cwd=folder, env=environment, start_new_session=True
            )
            running.append(process)
            wait_for(told.exists)
        wait_for(lambda: (folder / "worker.log").read_text("utf-8").count("Registered to:") == 2)
        yield told.read_text("utf-8").partition('"address": "')[2].partition('"')[0]
    finally:
        for process in reversed(running):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        for log in logs:
            log.close()


def wait_for(done: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < deadline, "the cluster does not start"
        time.sleep(0.1)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fiches") / "inbox"
    for name in CHOSEN:
        shutil.copytree(SAMPLES / name, folder / name, ignore=shutil.ignore_patterns("*.json"))
    return folder


def run(inbox: Path, output: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """The command, from the folder beside the inbox: its workers stand elsewhere."""
    command = [sys.executable, "-m", "ficheparse", "run", inbox.name, "-o", str(output), *options]
    return subprocess.run(command, capture_output=True, text=True, cwd=inbox.parent, timeout=120)  # noqa: PLW1510, S603


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_cluster_gives_the_same_bytes_as_any_number_of_workers(address: str, inbox: Path, tmp_path: Path) -> None:
    ways = (["--workers", "1"], ["--workers", "2"], ["--workers", "4"], ["--scheduler", address])
    found = []
    for number, way in enumerate(ways):
        result = run(inbox, tmp_path / str(number), *way)
        assert (result.returncode, result.stderr) == (0, "")
        found.append(contents(tmp_path / str(number)))
    assert len(found[0]) > 10
    assert all(other == found[0] for other in found[1:])


def test_a_file_that_ends_its_reader_costs_only_itself(address: str, inbox: Path, tmp_path: Path) -> None:
    mixed = tmp_path / "inbox"
    shutil.copytree(inbox / "officegen", mixed)
    shutil.copy(mixed / "Pau.docx", mixed / "deadly.docx")
    (mixed / "deadly.docx").write_bytes((mixed / "Pau.docx").read_bytes() + b"\0")  # no twin of the other
    result = run(mixed, tmp_path / "output", "--scheduler", address)
    assert result.returncode == 0, result.stderr
    lines = (tmp_path / "output" / "records.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(list(mixed.glob("*.docx")))
    assert [line.count('"unreadable"') for line in lines].count(1) == 1


def test_no_scheduler_is_told_in_a_line(inbox: Path, tmp_path: Path) -> None:
    result = run(inbox, tmp_path / "output", "--scheduler", "tcp://127.0.0.1:9")
    assert (result.returncode, result.stderr) == (2, "Error: no scheduler answers at tcp://127.0.0.1:9.\n")
    assert not (tmp_path / "output").exists()


def test_the_workers_fetch_from_an_address_themselves(address: str, inbox: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="the extra `remote` is not installed")
    assert run(inbox, tmp_path / "here").returncode == 0
    command = [sys.executable, "-m", "ficheparse", "run", f"local://{inbox}", "-o", str(tmp_path / "there")]
    subprocess.run([*command, "--scheduler", address], check=True, capture_output=True, timeout=120)  # noqa: S603
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
