"""What the start is made of: the time that each library and each part of ficheparse takes to import.

    python benchmarks/imports.py [FICHE.docx]

Three starts are shown: `ficheparse --help`; the process that plans and writes, in a run of one fiche; the process that
reads, which that one starts and which imports while it does. Times are those that `-X importtime` tells, which costs
itself about a quarter of them; of a library counted with all its modules, without those of others.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from measuring import ENVIRONMENT

FICHE = Path(__file__).parents[1] / "samples" / "markup" / "Perpignan_fiche.docx"
LEAST = 1.0
"""Milliseconds; what takes less is told together."""
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*([\w.]+)")


def profile(command: Sequence[str]) -> Counter[str]:
    """Milliseconds of import by library, and by part of ficheparse, of a run of Python with these arguments."""
    with tempfile.TemporaryDirectory() as folder:
        arguments = [word.replace("OUTPUT", folder) for word in command]
        ran = subprocess.run(
            [sys.executable, "-X", "importtime", *arguments],
            capture_output=True,
            text=True,
            check=True,
            env=ENVIRONMENT,
        )
    found: Counter[str] = Counter()
    for microseconds, module in _LINE.findall(ran.stderr):
        library, _, rest = module.partition(".")
        part = rest.partition(".")[0]
        if library == "ficheparse" and part:
            name = f"ficheparse.{part}"
        else:
            name = "the standard library" if library in sys.stdlib_module_names else library
        found[name] += int(microseconds) / 1000  # type: ignore[assignment] # a counter of times
    return found


def show(title: str, found: Counter[str]) -> None:
    """Print a profile as a table, the slowest first."""
    print(f"\n{title}: {found.total():.0f} ms\n\n| | ms |\n| --- | ---: |")
    small = 0.0
    for name, milliseconds in found.most_common():
        if milliseconds < LEAST:
            small += milliseconds
        else:
            print(f"| {name} | {milliseconds:.0f} |")
    print(f"| all others | {small:.0f} |")


def main() -> None:
    """Print the three profiles."""
    fiche = sys.argv[1] if len(sys.argv) > 1 else str(FICHE)
    show("`ficheparse --help`", profile(["-m", "ficheparse", "--help"]))
    run = ["-m", "ficheparse", "run", fiche, "-o", "OUTPUT/output"]
    profile(run)  # which leaves bytecode where there was none
    show("A run of one fiche, the process that writes", profile(run))
    show("The process that reads", profile(["-c", "import ficheparse.stages"]))


if __name__ == "__main__":
    main()
