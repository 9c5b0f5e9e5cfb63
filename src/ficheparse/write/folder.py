"""The output folder: all the new files, or the old ones untouched, whenever a run is killed.

New files are made in a hidden folder of the output folder. When all are there, a journal says so, and each takes the
place of the old one by a rename, which is whole or not at all. A run that finds a journal first ends what was begun.

Exception
└── OutputError      the outputs cannot be written; the folder is as it was
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

from ficheparse.lock import Lock, LockedError

_HIDDEN = ".ficheparse-part"
_NEW, _OLD = "new", "old"
_MOST_SYNCED = 100
"""Files, from which on the disk is told once to write all that waits: one by one, thousands take minutes."""
_ON, _BACK = "journal", "journal-back"
"""The moves that are to be ended, or to be taken back."""


class OutputError(Exception):
    """The outputs cannot be written; the message says why and what to do, and the folder is as it was."""


class Held:
    """An output folder that no other run writes to meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._hidden = folder / _HIDDEN

    def fill(self, make: Callable[[Path], None], stale: Collection[str] = ()) -> list[str]:
        """Put into the folder what `make` writes into the empty one that it is given, or nothing of it.

        `stale` names files of an earlier run that go, unless they are made anew. Returns the names of the files that
        were put there, with `/`. Raises `OutputError`.
        """
        with _told(self.folder):
            new = self._hidden / _NEW
            new.mkdir()
            make(new)
            # What others name is there before them.
            names = sorted(_files(new), key=lambda name: (-name.count("/"), name))
            for name in names:
                if (self.folder / name).is_dir():
                    raise FileExistsError(self.folder / name)
            _sync_all([new / name for name in names])
            gone = sorted(set(stale).difference(names))
            self._swap(names, [name for name in gone if os.path.lexists(self.folder / name)])
            return names

    def _swap(self, names: list[str], gone: list[str]) -> None:
        """Move the new files in and the stale ones out; where one cannot be moved, every move is taken back."""
        for name in (*names, *gone):
            if os.path.lexists(self.folder / name):
                _keep(self.folder / name, self._hidden / _OLD / name)
        journal = self._hidden / _ON
        draft = self._hidden / "draft"
        draft.write_text(json.dumps({"new": names, "gone": gone}), "utf-8")
        _sync(draft)
        draft.replace(journal)
        _sync(self._hidden)
        try:
            self.settle()
        except OSError:
            journal.replace(self._hidden / _BACK)
            self.settle()
            raise

    def settle(self) -> None:
        """End the moves that a journal tells of, be they a killed run's, and clear away what was used for them."""
        back = self._hidden / _BACK
        for journal in (self._hidden / _ON, back):
            if journal.exists():
                names, gone = _moves(journal.read_text("utf-8"))
                if journal == back:
                    self._take_back(names, gone)
                else:
                    self._move_in(names, gone)
                journal.unlink()
        for litter in (_NEW, _OLD):
            if (self._hidden / litter).exists():
                shutil.rmtree(self._hidden / litter)
        (self._hidden / "draft").unlink(missing_ok=True)

    def _move_in(self, names: list[str], gone: list[str]) -> None:
        for parent in {(self.folder / name).parent for name in names}:
            parent.mkdir(exist_ok=True)
        for name in names:
            if (self._hidden / _NEW / name).exists():  # or it was moved before the run was killed
                (self._hidden / _NEW / name).replace(self.folder / name)
        for name in gone:
            (self.folder / name).unlink(missing_ok=True)
        _prune(self.folder, gone)
        for parent in {(self.folder / name).parent for name in names}:
            _sync(parent)

    def _take_back(self, names: list[str], gone: list[str]) -> None:
        for name in (*names, *gone):
            if os.path.lexists(self._hidden / _OLD / name):
                (self.folder / name).parent.mkdir(exist_ok=True)
                (self._hidden / _OLD / name).replace(self.folder / name)
            elif name in names and not (self._hidden / _NEW / name).exists():
                (self.folder / name).unlink(missing_ok=True)  # it was moved in, and there was none before
        _prune(self.folder, names)


@contextmanager
def hold(folder: Path) -> Iterator[Held]:
    """The folder, made if need be, for this run alone; what a killed run left in it is brought to its end first.

    A folder that was made and has nothing in it at the end is taken away. Raises `OutputError`.
    """
    held, hidden = Held(folder), folder / _HIDDEN
    with _told(folder):
        made = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        if hidden.is_symlink():
            hidden.unlink()
        try:
            lock = Lock(hidden)
        except BaseException:
            _remove(made)
            raise
    try:
        with _told(folder):
            held.settle()
        yield held
    finally:
        with _told(folder):
            held.settle()
            lock.release()
            _remove(made)


def _files(folder: Path, before: str = "") -> Iterator[str]:
    """The names of all files below a folder."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(folder / entry.name, f"{before}{entry.name}/")
            else:
                yield before + entry.name


def _moves(journal: str) -> tuple[list[str], list[str]]:
    """What is to be moved in, and what goes; a journal that is none of ours moves nothing."""
    try:
        told = json.loads(journal)
        names, gone = ([str(PurePosixPath(name)) for name in told[key]] for key in ("new", "gone"))
    except (ValueError, KeyError, TypeError) as problem:
        raise _ForeignError from problem
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in (*names, *gone)):
        raise _ForeignError
    return names, gone


class _ForeignError(Exception):
    """The journal is none that we wrote."""


def _remove(folders: list[Path]) -> None:
    """Take away those that are empty, innermost first."""
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _keep(file: Path, copy: Path) -> None:
    """A second name for the file, or a copy where the file system has no such names."""
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, copy, follow_symlinks=False)
    except (OSError, NotImplementedError):
        shutil.copy2(file, copy, follow_symlinks=False)


def _prune(folder: Path, names: list[str]) -> None:
    """Take away the folders of these files that are left empty."""
    for parent in {(folder / name).parent for name in names} - {folder}:
        if parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()


def _sync_all(files: list[Path]) -> None:
    """Have the bytes of all these files on the disk."""
    if len(files) > _MOST_SYNCED and sys.platform == "linux":  # where it ends when all is written, sync(2)
        os.sync()
        return
    for path in files:
        _sync(path)


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
    name = folder.name or folder
    try:
        yield
    except LockedError as problem:
        raise OutputError(
            f"another run is writing to the folder {name}: wait until it is done, or choose another folder"
        ) from problem
    except _ForeignError as problem:
        raise OutputError(
            f"the folder {name} holds a folder {_HIDDEN} that ficheparse did not leave there: remove it, and run again"
        ) from problem
    except PermissionError as problem:
        raise OutputError(
            f"the folder {name} cannot be written: close its files where they are open in another "
            "program, or choose another folder"
        ) from problem
    except (FileExistsError, NotADirectoryError) as problem:
        raise OutputError(f"{name} is a file, or has one in its way: choose another folder") from problem
    except FileNotFoundError as problem:
        raise OutputError(f"the folder {name} was changed by another program meanwhile: run again") from problem
    except OSError as problem:
        reason = os.strerror(problem.errno).lower() if problem.errno else "the system refuses"
        raise OutputError(f"the folder {name} cannot be written: {reason}") from problem
