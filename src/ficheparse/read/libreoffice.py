"""Files of other formats by way of LibreOffice: one process for all that is staged, and never more than one file lost.

LibreOffice is handed names of our own and a profile of its own, thrown away afterwards, in which macros are off and
nothing that a document names is loaded. It converts file after file and says so on its standard output; where it dies,
or takes too long, the file that it was at is given up, and another process goes on with the next.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from ficheparse.read.errors import BlockingCode, UnreadableDocument
from ficheparse.read.scratch import Scratch
from ficheparse.read.sniff import Kind

MOST_SECONDS = 8.0
"""For one file, so that it is answered within the 10 s of the contract, section 7."""
MOST_SECONDS_TO_START = 60.0
"""Until LibreOffice is at work: 1 s on a machine that has run it before, many more on a busy one that has not."""

MOST_FILES = 200
"""For one process: LibreOffice 7.4 ends at the 247th, without a word and as if all were well."""

_SUFFIXES: dict[Kind, str] = {"doc": "doc", "word-xml": "xml", "odt": "odt", "rtf": "rtf", "word": "docx"}
_ENVIRONMENT = {
    "LC_ALL": "C.UTF-8",  # the same dates and numbers wherever it runs
    "SAL_USE_VCLPLUGIN": "svp",  # no display is looked for
    "SAL_DISABLE_CUPS": "1",  # nor a printer
}
_PLACES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR")
"""Where it would leave files of its own."""
_MOST_MEMORY = 420 * 1024
"""Kilobytes of its own, beside 150 MB that its libraries take: contract, section 7, allows 600 MB."""
_LIMITED = f'ulimit -d {_MOST_MEMORY}; ulimit -t {2 * int(MOST_SECONDS) * MOST_FILES}; exec "$@"'
"""The time is for a process that nobody is left to end."""
_FIRST = "0.rtf"
"""An empty file that goes before all others: once it is converted, LibreOffice is at work."""
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
)
_REACHED = re.compile(r"convert .*?(\d+)\.(?:doc|xml|odt|rtf|docx)\b.* -> ")


def libreoffice() -> str | None:
    """The command of the LibreOffice that is installed, None where there is none."""
    for name in ("soffice.com", "soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    return next((place for place in _USUAL_PLACES if Path(place).exists()), None)


@dataclass(slots=True)
class _File:
    """A staged file, and what became of it."""

    number: int
    name: str
    settled: bool = False
    failure: str | None = None
    """Why there is no result, once it is settled; one of the reasons of ours."""


class Converter:
    """LibreOffice at work on a batch's files. To be closed, or used in a `with` statement."""

    def __init__(self) -> None:
        self._scratch: Scratch | None = None
        self._files: dict[str, _File] = {}
        self._waiting: list[_File] = []
        self._office: _Office | None = None
        self.started = 0
        """How many processes were started: one a batch, and one more for each file that one died on."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def stage(self, data: bytes, kind: Kind) -> str:
        """Put a file before the next process, the same bytes once; gives the key by which its result is had."""
        key = hashlib.sha256(data).hexdigest()
        if key not in self._files:
            number = len(self._files) + 1
            file = _File(number, f"{number}.{_SUFFIXES[kind]}")
            (self._made_folder() / file.name).write_bytes(data)
            self._files[key] = file
            self._waiting.append(file)
        return key

    def start(self) -> None:
        """Set LibreOffice to work on what is staged, in the background, where it is not at work."""
        if self._office is None and self._waiting:
            self._begin()

    def converted(self, key: str) -> bytes:
        """The staged file as a Word package, waited for. Raises `UnreadableDocument`."""
        file = self._files[key]
        while not file.settled:
            if self._office is None:
                self._begin()
            else:
                self._go_on(self._office)
        if file.failure is not None:
            raise UnreadableDocument(_CODES.get(file.failure, "unreadable"), file.failure)
        return self._result(file).read_bytes()

    def close(self) -> None:
        """End the process, and clear away what it used."""
        if self._office is not None:
            self._office.end()
            self._office = None
        if self._scratch is not None:
            self._scratch.close()
            self._scratch = None

    def _made_folder(self) -> Path:
        if self._scratch is None:
            self._scratch = Scratch()
            (self._scratch.folder / _FIRST).write_bytes(b"{\\rtf1 }")
        return self._scratch.folder

    def _result(self, file: _File) -> Path:
        return self._made_folder() / "converted" / f"{file.number}.docx"

    def _begin(self) -> None:
        program = libreoffice()
        if program is None:
            self._give_up(self._waiting, _NOT_THERE)
            return
        self.started += 1
        folder = self._made_folder()
        names = [file.name for file in self._waiting[:MOST_FILES]]
        self._office = _Office(program, folder, _profile(folder, self.started), names)
        if self._scratch is not None:
            self._scratch.tell_process(self._office.group)

    def _go_on(self, office: _Office) -> None:
        """Wait for the next that is heard of the process, or for its end, and settle what that tells."""
        reached = office.next_reached()
        if reached is not None:
            self._settle_before(reached)
            return
        self._office = None
        office.end()
        if office.at is None:
            self._give_up(self._waiting, _DOES_NOT_START)
            return
        left = len(self._waiting)
        if office.outcome == "finished":
            self._settle_before(office.at + 1)
        while self._waiting and zipfile.is_zipfile(self._result(self._waiting[0])):
            self._waiting.pop(0).settled = True
        # Each file is told of once: stored, or as one that cannot be read.
        self._give_up(self._waiting[: office.refused_since], _NOT_READ)
        if office.outcome == "finished" and (office.at or len(self._waiting) < left):
            return  # it may end, without a word, before the last file: the next process goes on from there
        self._give_up(self._waiting[:1], _TOO_SLOW if office.outcome == "stopped" else _FAILED)

    def _settle_before(self, reached: int) -> None:
        """All before the file that is being stored now: what has no result by then has none."""
        while self._waiting and self._waiting[0].number < reached:
            file = self._waiting.pop(0)
            file.settled = True
            if not zipfile.is_zipfile(self._result(file)):
                file.failure = _NOT_READ

    def _give_up(self, given_up: list[_File], reason: str) -> None:
        for file in given_up:
            file.settled, file.failure = True, reason
        self._waiting = [file for file in self._waiting if not file.settled]


class _Office:
    """One process of LibreOffice, converting the files named."""

    def __init__(self, program: str, folder: Path, profile: Path, names: list[str]) -> None:
        self.outcome: str | None = None
        """`finished`, `died`, or `stopped` by us."""
        self.at: int | None = None
        """The number of the file last told of, 0 for the first one of ours, None before."""
        self.refused_since = 0
        """How many files it said it could not read since."""
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command += ["--nologo", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"]
        command += ["--outdir", str(folder / "converted"), _FIRST, *names]
        if sys.platform == "linux":
            command = ["/bin/sh", "-c", _LIMITED, "sh", *command]
        self._process = subprocess.Popen(  # noqa: S603 - a program of the system's, and names of ours
            command,
            cwd=folder,
            env=os.environ | _ENVIRONMENT | dict.fromkeys(_PLACES, str(folder)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # it is a script that starts a program that starts another: they end together
        )
        self.group = self._process.pid
        """The number of the group of processes that it is, where the system has such groups."""
        self._lines: queue.Queue[str | None] = queue.Queue()
        self._reader = threading.Thread(target=self._listen, daemon=True)
        self._reader.start()
        self._deadline = time.monotonic() + MOST_SECONDS_TO_START

    def next_reached(self) -> int | None:
        """The number of the next file that is told of; None where the process is at its end."""
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, self._deadline - time.monotonic()))
            except queue.Empty:
                self.outcome = "stopped"
                return None
            if line is None:
                self.outcome = "finished" if self._process.wait() == 0 and self.at is not None else "died"
                return None
            if told := _REACHED.search(line):
                self._tick()
                self.at, self.refused_since = int(told[1]), 0
                return self.at
            if line.startswith("Error: source file could not be loaded"):
                self._tick()
                self.refused_since += 1

    def end(self) -> None:
        """Stop it where it still runs, with all that it started."""
        with contextlib.suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        self._process.wait()
        self._reader.join(timeout=MOST_SECONDS)
        if self._process.stdout is not None:
            self._process.stdout.close()

    def _tick(self) -> None:
        self._deadline = time.monotonic() + MOST_SECONDS

    def _listen(self) -> None:
        for line in self._output():
            self._lines.put(line)
        self._lines.put(None)

    def _output(self) -> Iterator[str]:
        if self._process.stdout is not None:
            for line in self._process.stdout:
                yield line.decode("utf-8", "replace")


def _profile(folder: Path, number: int) -> Path:
    """A profile for one process: what one that died leaves in it is no concern of the next."""
    profile = folder / f"profile{number}"
    (profile / "user").mkdir(parents=True)
    settings = files("ficheparse").joinpath("data/libreoffice.xcu").read_bytes()
    (profile / "user" / "registrymodifications.xcu").write_bytes(settings)
    return profile


_NOT_THERE = (
    "LibreOffice, which reads this format, is not installed (Debian: apt install libreoffice-writer; "
    "macOS: brew install --cask libreoffice; Windows: winget install TheDocumentFoundation.LibreOffice)"
)
_DOES_NOT_START = "LibreOffice, which reads this format, does not start"
_NOT_READ = "LibreOffice cannot read the file"
_TOO_SLOW = "LibreOffice did not finish with the file within 10 seconds"
_FAILED = "LibreOffice failed on the file"
_CODES: dict[str, BlockingCode] = {_NOT_THERE: "unsupported-format", _DOES_NOT_START: "unsupported-format"}
