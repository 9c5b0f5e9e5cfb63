"""A folder of the system's temporary ones that a converter works in; what a killed run left of its own is cleared."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from contextlib import suppress
from pathlib import Path

from ficheparse.lock import Lock, LockedError

_PREFIX = "ficheparse-"
_PROCESS = "process"
"""The file that holds the number of the process group at work in the folder."""


class Scratch:
    """A new temporary folder, ours as long as this program runs. To be closed."""

    def __init__(self) -> None:
        while True:
            self.folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
            try:
                self._lock = Lock(self.folder / "held")
            except (LockedError, FileNotFoundError):
                continue  # another run that clears up took it for one that was left
            return

    def tell_process(self, group: int) -> None:
        """Note who is at work there, so that it can be ended if this program no longer can."""
        (self.folder / _PROCESS).write_text(str(group), "ascii")

    def close(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)  # what is left is cleared by the next run
        self._lock.release()


def clear() -> None:
    """Take away the folders of runs that were killed, and end what still works there."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(_PREFIX) and entry.is_dir(follow_symlinks=False) and _is_ours(entry):
                _clear(Path(entry.path))


def _is_ours(entry: os.DirEntry[str]) -> bool:
    return not hasattr(os, "getuid") or entry.stat(follow_symlinks=False).st_uid == os.getuid()


def _clear(folder: Path) -> None:
    if not (folder / "held").is_dir():
        return  # another run is just making it
    try:
        lock = Lock(folder / "held")
    except (LockedError, OSError):
        return
    with suppress(OSError, ValueError):
        _end(int((folder / _PROCESS).read_text("ascii")), folder)
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()


def _end(group: int, folder: Path) -> None:
    """End the process group where it is still the one that works in the folder, as Linux tells."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if os.getpgid(int(process.name)) == group and os.fsencode(folder) in (process / "cmdline").read_bytes():
                os.killpg(group, signal.SIGKILL)
                return
