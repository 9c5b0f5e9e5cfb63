"""What a process costs: CPU with that of its children, time by the clock, and the most memory that it held itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import NamedTuple

_LOOK_EVERY = 0.05
"""Seconds. What is read is the most so far, so only growth in the last moment before the end goes unseen."""
_MOST = re.compile(r"VmHWM:\s*(\d+) kB")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Where a process is started: what is installed has its bytecode, and what is worked on gets it with its first run."""


class Cost(NamedTuple):
    """Of one run of a command."""

    cpu: float
    """Seconds, of the process and of all that it waited for."""
    clock: float
    """Seconds."""
    memory: float
    """MB, the most that the process itself held at a time: its children have theirs."""


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, which must be a good one.

    Memory is read from `/proc`: what `wait4` tells is the greatest of the process and its children, and begins with
    what the parent held when it started it.
    """
    ended, peaks = threading.Event(), [0]
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=said, env=ENVIRONMENT)
        watch = threading.Thread(target=_watch, args=(child.pid, ended, peaks))
        watch.start()
        _, status, usage = os.wait4(child.pid, 0)
        clock = time.perf_counter() - start
        ended.set()
        watch.join()
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            said.seek(0)
            sys.stderr.write(said.read().decode(errors="replace"))
            raise subprocess.CalledProcessError(child.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, clock, max(peaks) / 1024)


def _watch(pid: int, ended: threading.Event, peaks: list[int]) -> None:
    status = Path(f"/proc/{pid}/status")
    with suppress(OSError):  # it may end, and be gone, at any moment
        while not ended.wait(_LOOK_EVERY):
            if found := _MOST.search(status.read_text()):
                peaks.append(int(found[1]))


def middle(costs: Iterable[Cost]) -> Cost:
    """The median of each figure."""
    cpu, clock, memory = (median(values) for values in zip(*costs, strict=True))
    return Cost(cpu, clock, memory)
