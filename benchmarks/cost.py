"""What a fiche costs: CPU of `extract` beyond start-up, and the start of `ficheparse --help` against `import click`.

    python benchmarks/cost.py [FICHE.docx ...]

Without arguments the samples of python-docx are measured, 35 to 40 KB each as clerks' files are. Figures are of whole
processes, the least and the median of several runs: what else the machine does shows as the distance between them.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from measuring import ENVIRONMENT

RUNS = 9
TIMES = 10
"""How often each file is given to one process, so that its start weighs little."""
FICHEPARSE = [sys.executable, "-m", "ficheparse"]


def cpu(command: list[str]) -> float:
    """Seconds of CPU that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def elapsed(command: list[str]) -> float:
    """Seconds that a command takes by the clock."""
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=ENVIRONMENT)
    return time.perf_counter() - start


def several(measure: Callable[[list[str]], float], command: list[str]) -> tuple[float, float]:
    """Least and median of several runs."""
    runs = [measure(command) for _ in range(RUNS)]
    return min(runs), statistics.median(runs)


def main() -> None:
    """Measure, and print two lines."""
    samples = Path(__file__).parents[1] / "samples" / "python-docx"
    files = sys.argv[1:] or sorted(str(path) for path in samples.glob("*.docx"))
    once = several(cpu, [*FICHEPARSE, "extract", *files])
    often = several(cpu, [*FICHEPARSE, "extract", *files * TIMES])
    more = len(files) * (TIMES - 1)
    least, median = ((b - a) / more * 1000 for a, b in zip(once, often, strict=True))
    print(f"extract: {least:.2f} ms of CPU a fiche beyond start-up at the least, {median:.2f} in the median")
    ours = several(elapsed, [*FICHEPARSE, "--help"])
    click = several(elapsed, [sys.executable, "-c", "import click"])
    print(f"--help: {ours[0] / click[0]:.2f} times `import click` at the least, {ours[1] / click[1]:.2f} in the median")


if __name__ == "__main__":
    main()
