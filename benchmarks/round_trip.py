"""What the round trip costs: a run that finds the officer's workbook against one that finds none.

    python benchmarks/round_trip.py [FICHES]

The workbook has 200 corrected cells, a column and a sheet of hers. A run finds it twice: once it takes what did not
change from the run before, once that is gone, and every fiche is read again. Figures are of whole processes, by the
clock and in CPU, the median of three runs each.
"""

from __future__ import annotations

import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from packages import form_docx

from ficheparse.seen import SEEN

RUNS = 3
EDITS = 200


def measured(inbox: Path, output: Path) -> tuple[float, float]:
    """Seconds by the clock, and of CPU."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = [sys.executable, "-m", "ficheparse", "run", str(inbox), "-o", str(output)]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    elapsed, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return elapsed, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fill(inbox: Path, number: int) -> None:
    for index in range(number):
        points = "\n".join(f"Point {place} de la fiche {index} : ce que la ville a fait." for place in range(5))
        fiche = form_docx(name=f"Ville de Lannion {index}", population=str(1_000 + index), points=points)
        (inbox / f"{index:05}.docx").write_bytes(fiche)


def edit(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book["Fiches"]
    titles = {cell.value: place for place, cell in enumerate(sheet[1], 1)}
    for row in range(2, 2 + EDITS):
        sheet.cell(row, titles["Population"]).value = 5_000 + row
    own = sheet.max_column + 1
    for row in range(1, sheet.max_row + 1):
        sheet.cell(row, own).value = "Relu par" if row == 1 else f"lectrice {row % 7}"
    book.create_sheet("Suivi")["A1"] = "appels"
    book.save(path)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with tempfile.TemporaryDirectory() as folder:
        inbox, output, edited = Path(folder, "inbox"), Path(folder, "output"), Path(folder, "edited")
        inbox.mkdir()
        fill(inbox, number)
        without: list[tuple[float, float]] = []
        found: dict[str, list[tuple[float, float]]] = {"with one": [], "with one, and all read again": []}
        for _ in range(RUNS):
            shutil.rmtree(output, ignore_errors=True)
            without.append(measured(inbox, output))
            if not edited.exists():
                edit(output / "fiches.xlsx")
                shutil.copytree(output, edited)
            for how, runs in found.items():
                shutil.rmtree(output)
                shutil.copytree(edited, output)  # the folder as she left it
                if "again" in how:
                    (output / SEEN).unlink()
                runs.append(measured(inbox, output))
        for how, runs in found.items():
            for place, what in enumerate(("by the clock", "of CPU")):
                plain, other = (statistics.median(run[place] for run in measures) for measures in (without, runs))
                times = other / plain
                print(f"{number} fiches: {plain:.1f} s {what} without a workbook, {other:.1f} s {how}: {times:.2f} ×")


if __name__ == "__main__":
    main()
