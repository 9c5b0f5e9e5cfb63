"""A campaign of mutated files, each of which must give a record or the code that says why it gives none.

    python fuzz/campaign.py --seed 1 --count 2000 [--jobs 2] [--from-folder FOLDER ...]
    python fuzz/campaign.py --seed 1 --only 1234 [--save case.docx]

Each case runs through the stages in a process with a bound of time and of memory, which is ended where a case is stuck,
whatever it is stuck in, and started again with the next. The exit code is 1 where any case failed.
"""

from __future__ import annotations

import argparse
import faulthandler
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import NamedTuple

import judge
from mutate import Mutator, load

SAMPLES = Path(__file__).parents[1] / "samples"
MOST_SECONDS = 10.0
MOST_BYTES = 600 * 1024 * 1024
"""Contract, section 7: of time and of memory for one file."""
_SECONDS_TO_TELL = 0.5
"""For a process that is stuck to write down where."""
_SECONDS_TO_START = 60.0
_CASES = 1000
"""For one process: what a case leaves in memory is not another's."""
_WORKER = multiprocessing.get_context("fork")


class Told(NamedTuple):
    """What a worker says of a case: how long it took, and what came of it."""

    number: int
    seconds: float
    outcome: str
    """A status or a blocking code; empty where it failed."""
    failure: str = ""
    """The last lines of the traceback."""


@dataclass(slots=True)
class Tally:
    """What is told at the end."""

    done: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: Told | None = None
    failures: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, told: Told) -> None:
        """Count a case."""
        self.done += 1
        if told.failure:
            self.failures[told.failure].append(told.number)
        else:
            self.outcomes[told.outcome] += 1
        if self.slowest is None or told.seconds > self.slowest.seconds:
            self.slowest = told


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign, or one case of it, and print what came of it."""
    options = _options(arguments)
    mutator = Mutator(options.seed, load([SAMPLES, *options.from_folder]))
    if options.save is not None:
        case = mutator.case(options.only)
        options.save.write_bytes(case.data)
        print(f"case {case.number}, {case.name}, of {case.origin}: {', '.join(case.mutations)}")
    numbers = range(options.count) if options.only is None else range(options.only, options.only + 1)
    started = time.monotonic()
    tally = Tally()
    try:
        for told in run(mutator, numbers, options.jobs):
            tally.add(told)
            if told.failure:
                print(f"case {told.number}: {told.failure.splitlines()[-1]}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
    _print(tally, options.seed, time.monotonic() - started)
    return 1 if tally.failures else 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=2000, help="how many cases (2000)")
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)), help="processes (one a core)")
    parser.add_argument("--from-folder", type=Path, action="append", default=[], help="further files to mutate")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="this case alone")
    parser.add_argument("--save", type=Path, metavar="FILE", help="write the case of --only there")
    options = parser.parse_args(arguments)
    if options.save is not None and options.only is None:
        parser.error("--save goes with --only")
    return options


def run(mutator: Mutator, numbers: range, jobs: int) -> Iterator[Told]:
    """Judge these cases, shared among processes; each is told as it is done, so in no order."""
    folder = Path(tempfile.mkdtemp(prefix="ficheparse-fuzz-"))  # a process that is lost cannot clear its own
    workers = [_Worker(mutator, numbers[first::jobs], folder) for first in range(min(jobs, len(numbers)))]
    try:
        while working := [worker for worker in workers if worker.left]:
            ready = wait([worker.connection for worker in working], timeout=_SECONDS_TO_TELL)
            for worker in working:
                told = worker.told() if worker.connection in ready else worker.stuck()
                if told is not None:
                    yield told
    finally:
        for worker in workers:
            worker.end()
        shutil.rmtree(folder)


class _Worker:
    """A process that judges case after case, and another in its place where it is lost."""

    def __init__(self, mutator: Mutator, numbers: range, folder: Path) -> None:
        self._mutator = mutator
        self._folder = Path(tempfile.mkdtemp(dir=folder))
        self.left = numbers
        self._start()

    def _start(self) -> None:
        self.connection, other = _WORKER.Pipe(duplex=False)
        self._trace = tempfile.TemporaryFile()  # noqa: SIM115 - written by the process until it ends
        self._process = _WORKER.Process(
            target=_work, args=(self._mutator, self.left, self._folder, other, self._trace.fileno()), daemon=True
        )
        self._process.start()
        other.close()
        self._since = time.monotonic() + _SECONDS_TO_START

    def told(self) -> Told | None:
        """The next that it says, or how it died."""
        try:
            told: Told | None = self.connection.recv()
        except (EOFError, OSError):
            self._process.join()
            if self._process.exitcode == 0:  # it has done its share
                self.end()
                self._start()
                return None
            return self._lost(f"the process died (exit code {self._process.exitcode})")
        self._since = time.monotonic()
        if told is not None:
            self.left = self.left[1:]
        return told

    def stuck(self) -> Told | None:
        """That it is, where it has said nothing for too long."""
        if time.monotonic() - self._since <= MOST_SECONDS:
            return None
        os.kill(self._process.pid or 0, signal.SIGUSR1)
        time.sleep(_SECONDS_TO_TELL)
        return self._lost(f"it was still at work after {MOST_SECONDS:.0f} seconds")

    def _lost(self, how: str) -> Told:
        self._process.kill()
        self._process.join()
        self._trace.seek(0)
        lines = self._trace.read().decode("utf-8", "replace").splitlines()
        self.end()
        where = [line.strip() for line in lines if line.startswith("  File ")][:3]
        told = Told(self.left[0], time.monotonic() - self._since, "", "\n".join([*reversed(where), how]))
        self.left = self.left[1:]
        if self.left:
            self._start()
        return told

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        self._trace.close()


def _work(mutator: Mutator, numbers: range, folder: Path, connection: Connection, trace: int) -> None:
    """Judge these cases and tell each; where it is that this process is stuck or dies goes into the file `trace`."""
    faulthandler.enable(trace)
    faulthandler.register(signal.SIGUSR1, trace)
    judge.form()
    resource.setrlimit(resource.RLIMIT_DATA, (MOST_BYTES, MOST_BYTES))
    connection.send(None)  # it is at work
    for number in numbers[:_CASES]:
        connection.send(_judged(mutator, number, folder))


def _judged(mutator: Mutator, number: int, folder: Path) -> Told:
    started = time.monotonic()
    try:
        case = mutator.case(number)
        outcome, failure = judge.outcome(case.name, case.data, folder, thorough=number % 10 == 0), ""
    except Exception as problem:  # whatever it is, it is what the campaign looks for
        lines = traceback.format_exception(problem)
        outcome, failure = "", "".join(lines).strip()
        failure = "\n".join(failure.splitlines()[-5:])
    return Told(number, time.monotonic() - started, outcome, failure)


def _print(tally: Tally, seed: int, seconds: float) -> None:
    print(f"{tally.done} cases with seed {seed}, {tally.done / max(seconds, 0.001):.0f} a second")
    print(", ".join(f"{count} {outcome}" for outcome, count in tally.outcomes.most_common()))
    if tally.slowest is not None:
        print(f"slowest: case {tally.slowest.number}, {tally.slowest.seconds:.1f} s")
    for failure, numbers in sorted(tally.failures.items(), key=lambda found: -len(found[1])):
        shown = ", ".join(map(str, sorted(numbers)[:10])) + (", …" if len(numbers) > 10 else "")
        print(f"\n{len(numbers)} failed, cases {shown}:\n{failure}")


if __name__ == "__main__":
    sys.exit(main())
