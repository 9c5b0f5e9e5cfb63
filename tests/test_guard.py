"""A process that may be lost: what its calls give, and what is left when it, or the one that started it, is gone."""

from __future__ import annotations

import faulthandler
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from processes import is_alive

import ficheparse.guard
from ficheparse.guard import MOST_MEMORY, Crew, Guarded, Lost


def double(number: int) -> int:
    return 2 * number


def trouble(kind: str) -> str:
    """What a hostile file may do to the process that reads it."""
    match kind:
        case "stuck":
            time.sleep(600)
        case "busy":
            while True:
                pass
        case "greedy":
            return "x" * (MOST_MEMORY + 1)
        case "creeping":
            kept: list[bytes] = []
            while True:
                kept.append(b"x" * 1_000_000)
        case "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            faulthandler.disable()  # the one that pytest sets up would speak of it
            os.kill(os.getpid(), signal.SIGSEGV)
        case "exit":
            os._exit(3)
        case "fault":
            raise ZeroDivisionError("a bug")
        case "no result":
            return lambda: None  # type: ignore[return-value] # it cannot be sent
    return kind.upper()


@pytest.fixture(autouse=True)
def short_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ficheparse.guard, "MOST_SECONDS", 2.0)


@pytest.fixture(params=["copied", "started anew"])
def guarded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Guarded]:
    """As it begins on Linux without threads, and as it begins elsewhere."""
    if request.param == "started anew":
        monkeypatch.setattr(threading, "active_count", lambda: 2)
    with Guarded() as process:
        yield process


def test_calls_are_answered_in_order_by_one_process(guarded: Guarded) -> None:
    assert list(guarded.each(double, list(range(100)))) == list(range(0, 200, 2))
    assert guarded.call(double, 21) == 42
    assert guarded.started == 1


@pytest.mark.parametrize(
    ("kind", "cause", "told"),
    [
        ("stuck", "time", "after 2 seconds"),
        ("busy", "time", "after 2 seconds"),
        ("greedy", "memory", "more memory"),
        ("creeping", "memory", "more memory"),
        ("killed", "killed", "SIGKILL"),
        ("crash", "fault", "SIGSEGV"),
        ("exit", "fault", "exit code 3"),
    ],
)
def test_a_call_that_costs_the_process_costs_no_other_call(
    guarded: Guarded, kind: str, cause: str, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    first, bad, *rest = guarded.each(trouble, ["a", kind, "b", "c"])
    assert (first, rest) == ("A", ["B", "C"])
    assert isinstance(bad, Lost)
    assert bad.cause == cause
    assert told in bad.details
    assert guarded.started == 2
    capfd.readouterr()


@pytest.mark.parametrize(("kind", "told"), [("fault", "ZeroDivisionError: a bug\n"), ("no result", "<lambda>'\n")])
def test_a_fault_is_told_with_its_traceback_and_costs_no_process(guarded: Guarded, kind: str, told: str) -> None:
    first, bad, last = guarded.each(trouble, ["a", kind, "b"])
    assert (first, last) == ("A", "B")
    assert isinstance(bad, Lost)
    assert bad.cause == "fault"
    assert bad.details.startswith("Traceback")
    assert bad.details.endswith(told)
    assert guarded.started == 1


def test_a_process_that_ended_between_two_calls_is_replaced(guarded: Guarded) -> None:
    assert guarded.call(double, 0) == 0
    assert guarded._process is not None
    guarded._process.kill()
    guarded._process.join()
    answers = [guarded.call(double, 1), guarded.call(double, 2)]
    assert isinstance(answers[0], Lost)
    assert answers[1] == 4


def test_a_process_that_does_not_start_is_no_fault_of_a_file(guarded: Guarded) -> None:
    guarded.start()
    assert guarded._process is not None
    guarded._process.kill()
    guarded._process.join()
    guarded._connection.close()
    with pytest.raises(OSError, match="does not start"):
        guarded.call(double, 1)


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_crew_answers_in_order_whatever_is_lost(processes: int) -> None:
    kinds = ["killed" if number % 50 == 7 else f"w{number}" for number in range(120)]
    with Crew(processes) as crew:
        answers = list(crew.each(trouble, kinds))
    assert [isinstance(answer, Lost) for answer in answers] == [kind == "killed" for kind in kinds]
    assert [answer for answer in answers if not isinstance(answer, Lost)] == [
        kind.upper() for kind in kinds if kind != "killed"
    ]


def test_a_crew_that_is_given_up_leaves_no_process() -> None:
    crew = Crew(2)
    members = [member._process for member in crew._members]
    with crew:
        coming = crew.each(trouble, ["a"] * 16 + ["stuck"] * 40)
        assert next(coming) == "A"
    assert all(process is not None and not process.is_alive() for process in members)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_no_process_outlives_the_one_that_started_it(tmp_path: Path) -> None:
    """Not even one that is busy for ever: the system ends it after twice its time."""
    script = tmp_path / "lead.py"
    script.write_text(
        "import os, sys, ficheparse.guard as guard\n"
        "guard.MOST_SECONDS = 1.0\n"
        "def busy(_):\n"
        "    print(os.getpid(), flush=True)\n"
        "    while True: pass\n"
        "idle = guard.Guarded()\n"
        "idle.start()\n"
        "print(idle._process.pid, flush=True)\n"
        "guard.MOST_SECONDS = float(sys.argv[1])\n"
        "guard.Guarded().call(busy, 0)\n"
    )
    lead = subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, str(script), "1.0"], stdout=subprocess.PIPE, text=True
    )
    assert lead.stdout is not None
    numbers = [int(lead.stdout.readline()), int(lead.stdout.readline())]
    lead.kill()
    lead.wait()
    lead.stdout.close()
    deadline = time.monotonic() + 20
    while any(map(is_alive, numbers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [number for number in numbers if is_alive(number)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="it alone keeps such a limit, and tells what was used")
def test_the_memory_of_one_file_stays_under_what_the_contract_says(tmp_path: Path) -> None:
    """Measured in a program as large as ficheparse is, and not in one that holds a whole run of tests."""
    script = tmp_path / "lead.py"
    script.write_text(
        "import resource\n"
        "import ficheparse.cli, ficheparse.normalise, ficheparse.pipeline\n"
        "from ficheparse.guard import Guarded\n"
        "def creeping(_):\n"
        "    blocks = []\n"
        "    try:\n"
        "        while True: blocks.append(bytearray(1_000_000))\n"
        "    except MemoryError:\n"
        "        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024\n"
        "with Guarded() as guarded:\n"
        "    print(guarded.call(creeping, 0))\n"
    )
    told = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, check=True
    )
    assert 400 * 1024 * 1024 < int(told.stdout) < 600 * 1024 * 1024
