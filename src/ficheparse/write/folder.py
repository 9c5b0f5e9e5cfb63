"""The output folder: all the new files, or the old ones untouched.

Exception
└── OutputError      the outputs cannot be written; the folder is as it was
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".ficheparse-part-"


class OutputError(Exception):
    """The outputs cannot be written; the message says why and what to do, and the folder is as it was."""


def fill(folder: Path, make: Callable[[Path], None], stale: Collection[str] = ()) -> None:
    """Put into the folder, made if need be, what `make` writes into the empty one that it is given, or nothing of it.

    `stale` names files of an earlier run that go, unless they are made anew. Raises `OutputError`.
    """
    with _told(folder):
        made = _created(folder)
        try:
            for litter in folder.glob(f"{_PREFIX}*/"):  # a run that was killed leaves its hidden folder
                shutil.rmtree(litter)
            with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=folder) as hidden:
                new, old = Path(hidden, "new"), Path(hidden, "old")
                new.mkdir()
                make(new)
                names = [path.relative_to(new) for path in sorted(new.rglob("*")) if path.is_file()]
                for name in names:
                    _sync(new / name)
                gone = [Path(name) for name in sorted(stale) if Path(name) not in names]
                _swap(folder, new, old, names, gone)
        except BaseException:
            for parent in made:
                parent.rmdir()
            raise


def _created(folder: Path) -> list[Path]:
    """Make the folder; returns what had to be made, innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _swap(folder: Path, new: Path, old: Path, names: list[Path], gone: list[Path]) -> None:
    """Move the new files in and the stale ones out; where one cannot be moved, every move is taken back."""
    for name in names:
        if (folder / name).is_dir():
            raise FileExistsError(folder / name)
    moves = [(folder / name, old / name) for name in (*names, *gone) if os.path.lexists(folder / name)]
    moves += [(new / name, folder / name) for name in names]
    done: list[tuple[Path, Path]] = []
    try:
        for source, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            done.append((source, target))
    except OSError:
        for source, target in reversed(done):
            target.replace(source)
        _prune(folder, names)
        raise
    _prune(folder, gone)
    for parent in {(folder / name).parent for name in names}:
        _sync(parent)


def _prune(folder: Path, names: list[Path]) -> None:
    """Take away the folders of these files that are left empty."""
    for parent in {(folder / name).parent for name in names} - {folder}:
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _sync(path: Path) -> None:
    """Have the bytes on the disk, so that a power cut cannot leave an empty file under a good name."""
    if path.is_dir() and os.name == "nt":  # Windows does not open folders
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """What the system refuses, said in our words."""
    try:
        yield
    except PermissionError as problem:
        raise OutputError(
            f"the folder {folder.name or folder} cannot be written: close its files where they are open in another "
            "program, or choose another folder"
        ) from problem
    except (FileExistsError, NotADirectoryError) as problem:
        raise OutputError(
            f"{folder.name or folder} is a file, or has one in its way: choose another folder"
        ) from problem
    except FileNotFoundError as problem:
        raise OutputError(
            f"the folder {folder.name or folder} was changed by another program meanwhile: run again"
        ) from problem
    except OSError as problem:
        reason = os.strerror(problem.errno).lower() if problem.errno else "the system refuses"
        raise OutputError(f"the folder {folder.name or folder} cannot be written: {reason}") from problem
