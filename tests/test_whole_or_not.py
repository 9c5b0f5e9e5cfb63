"""Outputs that are the old ones or the new ones: a run that is killed, a disk that is full, two runs at once."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import PIXEL, aggregated, blocked, fiche, parsed, write_to
from packages import form_docx

from ficheparse.collection import Collection, Parsed
from ficheparse.fiche import Location
from ficheparse.write import OutputError, hold

HIDDEN = ".ficheparse-part"
FICHEPARSE = [sys.executable, "-m", "ficheparse"]


def batch(picture: str, *files: str) -> Collection:
    shown = fiche(location=Location(text=f"place of {picture}", image=picture))
    return aggregated([Parsed(shown, ((picture, PIXEL),)), *parsed(*(blocked(file) for file in files))])


OLD, NEW = batch("aa11.png", "before.docx"), batch("bb22.png", "after.docx")


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path there, but what is hidden."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Those of the old batch, and those of the new one."""
    folders = tmp_path_factory.mktemp("old"), tmp_path_factory.mktemp("new")
    write_to(folders[0], OLD)
    write_to(folders[1], NEW)
    return contents(folders[0]), contents(folders[1])


class Stopped(BaseException):
    """A run that ends where it is, as when it is killed."""


STEPS = ("replace", "unlink", "rmdir", "mkdir", "write_bytes", "write_text")


def at_step(monkeypatch: pytest.MonkeyPatch, number: int, raised: BaseException, *, for_ever: bool) -> list[str]:
    """Have this step of writing, counted over all kinds of them, raise; gives the steps taken."""
    taken: list[str] = []

    def watched(name: str, original: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object, **options: object) -> object:
            taken.append(name)
            if len(taken) - 1 == number or (for_ever and len(taken) - 1 > number):
                raise raised
            return original(*given, **options)

        return step

    for name in STEPS:
        monkeypatch.setattr(Path, name, watched(name, getattr(Path, name)))
    monkeypatch.setattr(os, "link", watched("link", os.link))
    return taken


def steps_of_a_run(tmp_path: Path) -> int:
    with pytest.MonkeyPatch.context() as patched:
        taken = at_step(patched, -1, Stopped(), for_ever=False)
        write_to(tmp_path / "counted", NEW)
        taken.clear()
        write_to(tmp_path / "counted", OLD)
        return len(taken)


def test_a_run_that_ends_at_any_step_leaves_old_or_new_and_the_next_one_clears_up(
    tmp_path: Path, outputs: tuple[dict[str, bytes], dict[str, bytes]]
) -> None:
    old, new = outputs
    seen = {"old": 0, "between": 0, "new": 0}
    for number in range(steps_of_a_run(tmp_path)):
        folder = tmp_path / str(number)
        write_to(folder, OLD)
        with pytest.MonkeyPatch.context() as patched:
            at_step(patched, number, Stopped(), for_ever=True)
            with pytest.raises(Stopped):
                write_to(folder, NEW)
        left = contents(folder)
        whole = "old" if left == old else "new" if left == new else "between"
        seen[whole] += 1
        for name, data in left.items():  # every file is whole, and none is missing, at any moment
            assert data in (old.get(name), new.get(name)), (number, name)
        assert set(old) & set(new) <= set(left), number
        with hold(folder):
            pass
        assert contents(folder) in ((old, new) if whole == "old" else (new,)), number
        assert not (folder / HIDDEN).exists()
    assert min(seen["old"], seen["between"]) > 5, seen


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "open"), OSError(errno.ENOSPC, "full")])
def test_a_step_that_the_system_refuses_leaves_the_old_outputs(
    tmp_path: Path, outputs: tuple[dict[str, bytes], dict[str, bytes]], error: OSError
) -> None:
    old, new = outputs
    refused = 0
    for number in range(steps_of_a_run(tmp_path)):
        folder = tmp_path / str(number)
        write_to(folder, OLD)
        with pytest.MonkeyPatch.context() as patched:
            at_step(patched, number, error, for_ever=False)
            try:
                write_to(folder, NEW)
            except OutputError as problem:
                refused += 1
                assert str(tmp_path) not in str(problem)
                assert contents(folder) in (old, new), number
            else:  # a file without a second name is copied, what is not cleared away now is later
                assert contents(folder) == new, number
        write_to(folder, NEW)
        assert contents(folder) == new
        assert not (folder / HIDDEN).exists()
    assert refused > 10


# A run as a process ------------------------------------------------------------------------------------------------


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(12):
        (inbox / f"{number}.docx").write_bytes(form_docx(name=f"Ville de Lannion {number}"))
    return inbox


def ficheparse(*arguments: object, folder: Path, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # type: ignore[call-overload, no-any-return] # noqa: PLW1510, S603
        [*FICHEPARSE, *map(str, arguments)], cwd=folder, capture_output=True, text=True, **options
    )


KILLS = int(os.environ.get("FICHEPARSE_KILLS", "12"))
"""Many more are for a person to wait for: CONTRIBUTING.md."""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_run_killed_at_a_random_moment_leaves_old_or_new(tmp_path: Path, inbox: Path) -> None:
    moments = random.Random(2026)  # noqa: S311 - no secret
    populations = "1 234", "12 345"
    (inbox / "0.docx").write_bytes(form_docx(name="Ville de Lannion 0", population=populations[1]))
    start = time.monotonic()
    assert ficheparse("run", inbox, "-o", "one", folder=tmp_path).returncode == 0
    usual = time.monotonic() - start
    (inbox / "0.docx").write_bytes(form_docx(name="Ville de Lannion 0", population=populations[0]))
    assert ficheparse("run", inbox, "-o", "other", folder=tmp_path).returncode == 0
    versions = [contents(tmp_path / "one"), contents(tmp_path / "other")]
    assert versions[0] != versions[1]
    shutil.copytree(tmp_path / "one", tmp_path / "output")
    between = 0
    for number in range(KILLS):
        (inbox / "0.docx").write_bytes(form_docx(name="Ville de Lannion 0", population=populations[number % 2]))
        run = subprocess.Popen(  # noqa: S603
            [*FICHEPARSE, "run", str(inbox)],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(moments.uniform(0.3, 1.1) * usual)
        os.killpg(run.pid, signal.SIGKILL)
        run.wait()
        left = contents(tmp_path / "output")
        if left not in versions:  # it was killed between two renames: each file is whole, and the next run ends it
            between += 1
            assert (tmp_path / "output" / HIDDEN / "journal").exists()
            with hold(tmp_path / "output"):
                pass
            assert contents(tmp_path / "output") in versions
    assert ficheparse("run", inbox, folder=tmp_path).returncode == 0
    assert contents(tmp_path / "output") in versions
    assert not (tmp_path / "output" / HIDDEN).exists()
    print(f"{KILLS} kills, {between} of them between two renames")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
@pytest.mark.parametrize("most", [0, 1_000, 10_000, 16_000])
def test_a_full_disk_leaves_the_old_outputs_and_is_told(tmp_path: Path, inbox: Path, most: int) -> None:
    """A limit on the size of files is refused as a full disk is, in the middle of a file."""
    assert ficheparse("run", inbox, folder=tmp_path).returncode == 0
    before = contents(tmp_path / "output")
    (inbox / "12.docx").write_bytes(form_docx(name="Ville de Redon"))
    program = (
        "import resource, runpy, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most}, {most}))\n"
        "sys.argv[0] = 'ficheparse'\n"
        "runpy.run_module('ficheparse', run_name='__main__')\n"
    )
    run = subprocess.run(  # noqa: S603
        [sys.executable, "-B", "-c", program, "run", str(inbox)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2, run.stderr
    assert run.stderr.startswith("Error: the folder output cannot be written: file too large")
    assert contents(tmp_path / "output") == before
    assert not (tmp_path / "output" / HIDDEN).exists()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A disk of so many kilobytes, as often as asked for: the last one takes the place of the one before."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = False

    def disk(size: int) -> Path:
        nonlocal mounted
        if mounted:
            subprocess.run(["umount", place], check=True)  # noqa: S603, S607
        made = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", place], capture_output=True)  # noqa: PLW1510, S603, S607
        mounted = made.returncode == 0
        if not mounted:
            pytest.skip("only the superuser makes a small disk; the test before this one needs none")
        return place

    yield disk
    if mounted:
        subprocess.run(["umount", place], check=True)  # noqa: S603, S607


@pytest.mark.skipif(sys.platform != "linux", reason="disks are made in another way elsewhere")
def test_a_small_disk_holds_the_old_outputs_or_the_new(
    tmp_path: Path, inbox: Path, small_disk: Callable[[int], Path]
) -> None:
    assert ficheparse("run", inbox, "-o", "old", folder=tmp_path).returncode == 0
    (inbox / "12.docx").write_bytes(form_docx(name="Ville de Redon"))
    assert ficheparse("run", inbox, "-o", "new", folder=tmp_path).returncode == 0
    old, new = contents(tmp_path / "old"), contents(tmp_path / "new")
    seen = []
    for size in range(sum(map(len, old.values())) // 1024 + 40, 400, 16):
        output = small_disk(size) / "output"
        shutil.copytree(tmp_path / "old", output)
        run = ficheparse("run", inbox, "-o", output, folder=tmp_path)
        seen.append(run.returncode)
        assert "Traceback" not in run.stderr
        assert contents(output) == (new if run.returncode == 0 else old), size
        assert not (output / HIDDEN).exists()
        if run.returncode == 0:
            break
        assert run.stderr == "Error: the folder output cannot be written: no space left on device.\n"
    assert set(seen) == {0, 2}


@pytest.mark.skipif(sys.platform == "win32", reason="locks are others there")
def test_the_second_of_two_runs_says_so_and_stops(tmp_path: Path, inbox: Path) -> None:
    assert ficheparse("run", inbox, folder=tmp_path).returncode == 0
    before = contents(tmp_path / "output")
    (inbox / "12.docx").write_bytes(form_docx(name="Ville de Redon"))
    with hold(tmp_path / "output"):
        second = ficheparse("run", inbox, folder=tmp_path)
        assert (second.returncode, second.stdout) == (2, "")
        assert second.stderr == (
            "Error: another run is writing to the folder output: wait until it is done, or choose another folder.\n"
        )
        assert contents(tmp_path / "output") == before
    assert ficheparse("run", inbox, folder=tmp_path).returncode == 0
    assert contents(tmp_path / "output") != before


def test_a_hidden_folder_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "precious" / "new").mkdir(parents=True)
    (tmp_path / "precious" / "new" / "own.txt").write_bytes(b"own")
    (tmp_path / "output").mkdir()
    (tmp_path / "output" / HIDDEN).symlink_to(tmp_path / "precious")
    write_to(tmp_path / "output", NEW)
    assert (tmp_path / "precious" / "new" / "own.txt").read_bytes() == b"own"
    assert not (tmp_path / "output" / HIDDEN).exists()


def test_a_journal_of_somebody_elses_moves_nothing_outside(tmp_path: Path) -> None:
    hidden = tmp_path / "output" / HIDDEN
    (hidden / "new").mkdir(parents=True)
    (tmp_path / "own.txt").write_bytes(b"own")
    (hidden / "journal").write_text('{"new": [], "gone": ["../own.txt"]}', "utf-8")
    with pytest.raises(OutputError, match="remove"), hold(tmp_path / "output"):
        pass
    assert (tmp_path / "own.txt").read_bytes() == b"own"
