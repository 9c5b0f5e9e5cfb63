"""A lock on a folder, which the system takes away when the program that has it ends, however it ends.

Exception
└── LockedError      another program has it
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path

_NO_LOCKS = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP)
"""A file system without locks, as some network drives are, is written to without."""


class LockedError(Exception):
    """Another program has the lock."""


class Lock:
    """The lock on a folder, made if need be; raises `LockedError`, or `OSError` where it cannot be made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "lock"
        while True:
            folder.mkdir(exist_ok=True)
            try:
                self._handle = os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644)
            except FileNotFoundError:  # the one who had it took the folder away just now
                continue
            try:
                _take(self._handle)
            except BaseException:
                os.close(self._handle)
                raise
            if self._is_the_one_there():
                return
            os.close(self._handle)

    def release(self) -> None:
        """Give it up, and take the folder away where nothing else is in it."""
        if os.name == "nt":  # an open file is not removed there
            os.close(self._handle)
        with suppress(OSError):  # on Windows, another run may have opened it just now
            self._file.unlink()
            self._folder.rmdir()
        if os.name != "nt":
            os.close(self._handle)

    def _is_the_one_there(self) -> bool:
        """Whether the file locked is still the one of that name, and not one that was removed meanwhile."""
        try:
            return os.path.samestat(os.fstat(self._handle), self._file.stat())
        except FileNotFoundError:
            return False


def _take(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - there is none elsewhere

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - there is none on Windows

            fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # which the processes that read do not inherit
    except OSError as problem:
        if problem.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise LockedError from problem
        if problem.errno not in _NO_LOCKS:
            raise
