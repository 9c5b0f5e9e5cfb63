"""A process that works for this one and may be lost: each call has its time and its memory, and only it pays for them.

What comes from strangers is read there. A call that is stuck, that needs too much memory, or that ends its process
gives a `Lost` in the place of its result; a new process takes the rest.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing.connection import Connection
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext

MOST_SECONDS = 8.0
"""For one call, so that its file is answered, with all there is to do, within the 10 s of the contract, section 7."""
MOST_MEMORY = 500 * 1024 * 1024
"""Bytes that one process may have beyond those it starts with (about 60 MB): the contract's 600 MB are not reached."""
_LARGE = 16 * 1024 * 1024
"""Bytes: more than any part of nearly any fiche. They are never touched, and so cost nothing."""
_MOST_SECONDS_TO_START = 60.0

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


Cause = Literal["time", "memory", "killed", "fault"]


class Lost(NamedTuple):
    """Why a call gave no result."""

    cause: Cause
    """Past its time; past its memory; its process ended from outside; a fault of ficheparse or of a library."""
    details: str
    """For who looks for the fault: a traceback, or how the process ended."""


LOST_REASONS: dict[Cause, str] = {
    "time": "the file takes more than 10 seconds to read",
    "memory": "the file takes more than 600 MB of memory to read",
    "killed": "the process that read the file was ended, perhaps for want of memory",
    "fault": "ficheparse itself failed on the file",
}
"""The same in the words of `data/reasons.toml`."""


def _nothing() -> None:
    pass


class Guarded:
    """One such process, started with the first call or before. To be closed, or used in a `with` statement.

    `first` is what it does before it is asked for anything.
    """

    def __init__(self, first: Callable[[], None] = _nothing) -> None:
        self._first = first
        self._process: multiprocessing.process.BaseProcess | None = None
        self._closed = False
        self._is_ready = False
        self._is_short = False
        self.started = 0
        """How many processes there were: one, and one more for each that was lost."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def call(self, function: Callable[[_Argument], _Result], argument: _Argument) -> _Result | Lost:
        """What the function makes of the argument; all three are sent to the other process, or from there."""
        return next(self.each(function, [argument]))

    def each(
        self, function: Callable[[_Argument], _Result], arguments: Sequence[_Argument]
    ) -> Iterator[_Result | Lost]:
        """What the function makes of each, in order, as it is there. To be used up before the next call."""
        done = 0
        while done < len(arguments):
            if self._closed:
                return
            self.start()
            self._wait_until_ready()
            try:
                self._connection.send((function, arguments[done:]))
            except OSError:  # it ended between two calls
                yield self._lost()
                done += 1
                continue
            while done < len(arguments):
                answer: _Result | Lost = self._answer()
                done += 1
                if isinstance(answer, Lost) and answer.cause in ("time", "memory"):
                    self._end()
                yield answer
                if self._process is None:
                    break

    def start(self) -> None:
        """Start the process where there is none; it is not waited for. Raises `OSError`."""
        if self._process is not None:
            return
        context = _context()
        self._connection, other = context.Pipe()
        others_end = self._connection if context.get_start_method() == "fork" else None
        process = context.Process(target=_serve, args=(other, others_end, self._first), daemon=True)
        with _children_allowed():
            process.start()
        self._process = process
        self._is_ready = False
        self.started += 1
        other.close()

    def stop(self) -> None:
        """End the process, and start no other; to wait for its end would take as long as its memory is large."""
        self._closed = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """The same, and wait for it."""
        self.stop()
        self._end()

    def _wait_until_ready(self) -> None:
        if self._is_ready:
            return
        with suppress(EOFError, OSError):
            if self._connection.poll(_MOST_SECONDS_TO_START) and self._connection.recv() is None:
                self._is_ready = True
                return
        self._end()
        raise OSError("a process to read the files in does not start")

    def _answer(self) -> _Result | Lost:
        deadline = time.monotonic() + MOST_SECONDS
        self._is_short = False
        while not self._connection.poll(min(_GLANCE, max(0.0, deadline - time.monotonic()))):
            self._is_short = self._is_short or self._is_short_of_memory()
            if time.monotonic() >= deadline:
                return Lost("time", f"It was still at work after {MOST_SECONDS:.0f} seconds.\n")
        try:
            answer: _Result | Lost = self._connection.recv()
        except (EOFError, OSError):
            return self._lost()
        return answer

    def _lost(self) -> Lost:
        """How a process ended that was not ended by us."""
        process, code = self._process, None
        if process is not None:
            process.join(MOST_SECONDS)
            code = process.exitcode
        self._end()
        # Where memory is short, Linux ends the process that has most; and not all code outlives being refused some.
        cause: Cause = "killed" if code == -_SIGKILL else "memory" if self._is_short else "fault"
        return Lost(cause, f"The process that read the file died ({_ending(code)}).\n")

    def _is_short_of_memory(self) -> bool:
        process = self._process
        return process is not None and sys.platform == "linux" and _data(process.pid) > 0.7 * MOST_MEMORY

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
            self._connection.close()


class Crew:
    """Several such processes that share the calls. To be closed, or used in a `with` statement."""

    def __init__(self, processes: int, first: Callable[[], None] = _nothing) -> None:
        self._members = [Guarded(first) for _ in range(processes)]
        for member in self._members:
            member.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def each(
        self, function: Callable[[_Argument], _Result], arguments: Sequence[_Argument]
    ) -> Iterator[_Result | Lost]:
        """What the function makes of each argument, in their order, soon after it is there."""
        chunks = chunked(arguments, len(self._members))
        if len(self._members) == 1:
            for chunk in chunks:
                yield from self._members[0].each(function, chunk)
            return
        idle = queue.SimpleQueue[Guarded]()
        for member in self._members:
            idle.put(member)

        def answers(chunk: Sequence[_Argument]) -> list[_Result | Lost]:
            member = idle.get()
            try:
                return list(member.each(function, chunk))
            finally:
                idle.put(member)

        yield from in_order(answers, chunks, len(self._members), _AHEAD * len(self._members))

    def stop(self) -> None:
        """End the processes, and do not wait for it."""
        for member in self._members:
            member.stop()

    def close(self) -> None:
        """End the processes."""
        self.stop()
        for member in self._members:
            member.close()


def chunked(arguments: Sequence[_Argument], hands: int) -> Iterator[Sequence[_Argument]]:
    """The arguments as they are handed out among so many: few at a time where there are few."""
    size = max(1, min(_CHUNK, len(arguments) // hands))
    return (arguments[start : start + size] for start in range(0, len(arguments), size))


def in_order(
    call: Callable[[Sequence[_Argument]], Sequence[_Result]],
    chunks: Iterator[Sequence[_Argument]],
    at_once: int,
    ahead: int,
) -> Iterator[_Result]:
    """What a call makes of each chunk, one after the other; so many are worked at together, and waited for."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - one process that reads needs no threads

    threads = ThreadPoolExecutor(at_once)
    try:
        waiting = deque(threads.submit(call, chunk) for chunk in islice(chunks, ahead))
        while waiting:
            yield from waiting.popleft().result()
            waiting.extend(threads.submit(call, chunk) for chunk in islice(chunks, 1))
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


_spare = queue.SimpleQueue["Guarded"]()
"""Processes of this one that wait for work, where it is itself a worker of a cluster."""


def guarded(function: Callable[[_Argument], _Result], arguments: Sequence[_Argument]) -> list[_Result | Lost]:
    """What the function makes of each argument, in a process of this one, which is kept for the next."""
    try:
        member = _spare.get_nowait()
    except queue.Empty:
        member = Guarded()
    try:
        return list(member.each(function, arguments))
    finally:
        _spare.put(member)


@contextmanager
def _children_allowed() -> Iterator[None]:
    """A worker of a cluster is a daemon of its nanny, which `multiprocessing` lets have no children, lest they stay.

    Ours end when their pipe closes, and by the system after twice their time.
    """
    config: dict[str, object] = multiprocessing.process.current_process()._config  # type: ignore[attr-defined]
    was = config.get("daemon")
    config["daemon"] = False
    try:
        yield
    finally:
        config["daemon"] = was


_SIGKILL = 9
_CHUNK = 16
"""Arguments that a process is handed at a time, so that handing over costs little beside the work."""
_GLANCE = 0.1
"""Seconds after which a process that is still at work is looked at."""
_AHEAD = 4
"""Chunks for each process that are handed out before the first is asked for: what waits to be taken stays little."""


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"


def _context() -> ForkContext | SpawnContext:
    """A copy of this process where that is cheap and safe: on Linux, as long as there are no threads."""
    if sys.platform == "linux" and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _serve(connection: Connection, others_end: Connection | None, first: Callable[[], None]) -> None:
    """The other process: answers until this one has no more to ask, or is no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is answered by the process that waits
    if others_end is not None:
        others_end.close()  # or this end would never see that the other is closed
    # What Python says of a process that ends for want of memory is no message of ours, and the cause is told anyway.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    connection.send(None)
    first()
    spare_collector()
    _spare_system()
    _limit_memory()
    with suppress(EOFError, OSError):
        while True:
            function, arguments = connection.recv()
            for argument in arguments:
                _limit_time()
                try:
                    answer = ForkingPickler.dumps(function(argument))
                except MemoryError:
                    connection.send(Lost("memory", "It needed more memory than one file may take.\n"))
                    return  # what is left of its memory is in pieces
                except Exception:  # told with its traceback where the result is waited for
                    answer = ForkingPickler.dumps(Lost("fault", traceback.format_exc()))
                connection.send_bytes(answer)


def spare_collector() -> None:
    """Look for garbage seldom: a fiche leaves no cycles, what is imported is none, and looking costs a sixth of all."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _spare_system() -> None:
    """Keep for the next file what one file needed, where C's library takes large pieces from the system each by itself.

    It takes its own measure of what is large from the largest that was given back (mallopt(3), M_MMAP_THRESHOLD).
    """
    bytes(_LARGE)


def _limit_memory() -> None:
    """Past the limit, memory is refused. Only Linux keeps such a limit; elsewhere the package's limits of size hold."""
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - there is none on Windows

        most = _data("self") + MOST_MEMORY
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _data(process: int | str | None) -> int:
    """Bytes of memory that a process has of its own; 0 where it is gone."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[5])
    except (OSError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _limit_time() -> None:
    """For a process whose parent was ended and can end it no more: the system does."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - there is none on Windows

        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = int(time.process_time() + 2 * MOST_SECONDS) + 1
        if hard == resource.RLIM_INFINITY or most < hard:
            resource.setrlimit(resource.RLIMIT_CPU, (most, hard))
