"""What reading `.doc` files costs: how many processes of LibreOffice, and how long, for fifty and for one.

    python benchmarks/conversion.py [COUNT]

The files are one fiche that LibreOffice saves as Word 97-2003, each with another name in it; LibreOffice must be there.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ficheparse.pipeline import attempts, single
from ficheparse.read import libreoffice

RUNS = 3


def written(folder: Path, count: int) -> list[Path]:
    """As many `.doc` files, made in one go."""
    sources = []
    for number in range(count):
        source = folder / f"{number:03}.html"
        source.write_text(
            f"<table border=1><tr><td>Nom de la collectivité<td>Ville de Vannes {number}"
            "<tr><td>Population<td>53 352 (2015)</table>"
            f"<p>Points essentiels de la politique novatrice déployée :<p>Un port sans rejets, quai {number}."
            "<p>(Mis à jour le 12 mai 2016)",
            "utf-8",
        )
        sources.append(str(source))
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--infilter=HTML (StarWriter)", "--convert-to", "doc", "--outdir", str(folder), *sources]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(folder.glob("*.doc"))


class Starts:
    """How often LibreOffice was started."""

    def __init__(self) -> None:
        self.count = 0
        self._original = libreoffice.libreoffice

    def __call__(self) -> str | None:
        self.count += 1
        return self._original()


def measured(paths: list[Path]) -> tuple[float, int]:
    """Seconds in the median, and starts of LibreOffice in one run."""
    seconds = []
    starts = Starts()
    for _ in range(RUNS):
        starts = Starts()
        libreoffice.libreoffice = starts
        begin = time.perf_counter()
        records = [attempt.line.fiche for attempt in attempts([single(path) for path in paths])]
        seconds.append(time.perf_counter() - begin)
        assert all(record.name and record.source.format == "doc" for record in records)
    return statistics.median(seconds), starts.count


def main() -> None:
    """Measure, and print three lines."""
    count = int(sys.argv[1]) if sys.argv[1:] else 50
    with tempfile.TemporaryDirectory() as scratch:
        paths = written(Path(scratch), count)
        one, one_start = measured(paths[:1])
        all_of_them, starts = measured(paths)
    print(f"1 file: {one:.2f} s, {one_start} process of LibreOffice")
    print(f"{count} files: {all_of_them:.2f} s, {starts} process of LibreOffice")
    print(f"{count} files took {all_of_them / one:.2f} times as long as one")


if __name__ == "__main__":
    main()
