"""What whole jobs cost: `ficheparse run` over generated batches, as processes that are started and end.

    python benchmarks/job.py [job] [growth] [again] [start] [same] [--peers-python PYTHON] [--json FILE]

- `job`: CPU a fiche of a whole job with workbook and JSON by two workers, all processes, against what docx2python
  takes to pull the text out of a sample of the same files, beyond its start;
- `growth`: time by the clock, and the most memory of the main process, for ten times as many fiches;
- `again`: a second run over a folder in which nothing changed against the first;
- `start`: a run of one fiche against the start of Python with the libraries that a record needs;
- `same`: whether the outputs are the same bytes for one, two and four workers.

Without names all are measured. The counts are options, for a first try with few.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count as count_up
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

sys.path.insert(0, str(Path(__file__).parent))

import batch
from measuring import Cost, middle, run

PEERS = Path(__file__).with_name("peers.py")
BARE = "import click, pydantic, lxml.etree"
"""What a program of this kind imports at the least."""
WORKERS = 2


@dataclass
class Bench:
    """The batches, made once, and what was measured."""

    options: argparse.Namespace
    scratch: Path
    found: dict[str, float] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count_up)

    def inbox(self, count: int) -> Path:
        """A folder of the first fiches of the batch, which are links to those of the largest."""
        folder = self.scratch / f"inbox-{count}"
        if not folder.exists():
            folder.mkdir()
            for path in self._fiches()[:count]:
                os.link(path, folder / path.name)
        return folder

    def _fiches(self) -> list[Path]:
        everything = self.scratch / "batch"
        if not everything.exists():
            most = max(self.options.count, self.options.small, self.options.large, self.options.same)
            batch.write(everything, most, self.options.seed)
        return sorted(everything.iterdir())

    def tell(self, name: str, value: float, words: str) -> None:
        self.found[name] = value
        print(words, flush=True)


def run_over(inbox: Path, output: Path, workers: int = WORKERS) -> Cost:
    """One run of the program."""
    command = [sys.executable, "-m", "ficheparse", "run", str(inbox), "-o", str(output)]
    return run([*command, "--workers", str(workers), "--fail-on", "never"])


def fresh(bench: Bench, count: int, workers: int = WORKERS) -> Cost:
    """A run into a folder where there was none; the outputs are left there for the next to look at.

    Those of an earlier run are put aside, not deleted: a file system may look through all that was deleted of late
    for each file that it makes, which then takes ten times as long.
    """
    output = bench.scratch / f"output-{count}"
    if output.exists():
        output.rename(bench.scratch / f"before-{next(bench.numbers)}")
    return run_over(bench.inbox(count), output, workers)


def job(bench: Bench) -> None:
    count, sample = bench.options.count, min(bench.options.sample, bench.options.count)
    paths = [str(path) for path in sorted(bench.inbox(count).iterdir())[:: count // sample][:sample]]
    # a machine is not as fast at one moment as at another: each whole job is held against what went before and after it
    theirs, jobs = [_docx2python(bench, paths)], []
    for _ in range(bench.options.repeat):
        jobs.append(fresh(bench, count))
        theirs.append(_docx2python(bench, paths))
    rounds = [cost.cpu / count / mean(around) for cost, around in zip(jobs, pairwise(theirs), strict=True)]
    whole, ratio = middle(jobs), median(rounds)
    ours = whole.cpu / count
    bench.tell("job CPU a fiche", ours, f"{count} fiches, {WORKERS} workers: {ours * 1000:.2f} ms of CPU a fiche")
    bench.tell("job clock", whole.clock, f"  {whole.clock:.1f} s by the clock, {whole.memory:.0f} MB the main process")
    words = (
        f"  docx2python, text of {sample} of them: {median(theirs) * 1000:.2f} ms a file; we take {ratio:.3f} × that"
    )
    bench.tell("job over docx2python", ratio, f"{words} ({', '.join(f'{one:.3f}' for one in rounds)})")


def _docx2python(bench: Bench, paths: list[str]) -> float:
    """Seconds of CPU that it takes for the text of one of these files, beyond its start."""
    few, many = (_texts(bench, paths[:number]) for number in (1, len(paths)))
    return (many.cpu - few.cpu) / (len(paths) - 1)


def _texts(bench: Bench, paths: list[str]) -> Cost:
    listing = bench.scratch / "listing.json"
    listing.write_text(json.dumps(paths), "utf-8")
    command = [bench.options.peers_python, str(PEERS), "--once", "docx2python", "--listing", str(listing)]
    return middle(run(command) for _ in range(3))


def growth(bench: Bench) -> None:
    small, large = bench.options.small, bench.options.large
    rounds = [(fresh(bench, small), fresh(bench, large)) for _ in range(bench.options.repeat)]
    few, many = (middle(costs) for costs in zip(*rounds, strict=True))
    for count, cost in ((small, few), (large, many)):
        print(f"{count} fiches: {cost.clock:.1f} s by the clock, {cost.cpu:.1f} s of CPU, {cost.memory:.0f} MB")
    bench.tell("growth in time", many.clock / few.clock, f"  time: {many.clock / few.clock:.2f} ×")
    bench.tell("growth in memory", many.memory / few.memory, f"  memory: {many.memory / few.memory:.2f} ×")


def again(bench: Bench) -> None:
    count, firsts, seconds = bench.options.count, [], []
    for _ in range(bench.options.repeat):
        firsts.append(fresh(bench, count))
        before = contents(bench.scratch / f"output-{count}")
        seconds.append(run_over(bench.inbox(count), bench.scratch / f"output-{count}"))
        _compare("a second run", before, contents(bench.scratch / f"output-{count}"))
    first, second = middle(firsts), middle(seconds)
    print(f"{count} fiches: {first.clock:.1f} s by the clock, {first.cpu:.1f} s of CPU; again, none changed:")
    bench.tell("again clock", second.clock / first.clock, f"  {second.clock:.1f} s, {second.clock / first.clock:.1%}")
    bench.tell("again CPU", second.cpu / first.cpu, f"  {second.cpu:.1f} s of CPU, {second.cpu / first.cpu:.1%}")


def start(bench: Bench) -> None:
    ours, bare = [], []
    fresh(bench, 1, workers=1)  # which leaves bytecode where there was none
    for _ in range(bench.options.starts):
        ours.append(fresh(bench, 1, workers=1))
        bare.append(run([sys.executable, "-c", BARE]))
    one, least = middle(ours), middle(bare)
    words = f"run of one fiche: {one.clock:.3f} s, {one.cpu:.3f} s of CPU; imports alone: {least.clock:.3f} s, "
    print(f"{words}{least.cpu:.3f} s of CPU")
    bench.tell("start clock", one.clock / least.clock, f"  by the clock {one.clock / least.clock:.2f} ×")
    bench.tell("start CPU", one.cpu / least.cpu, f"  of CPU {one.cpu / least.cpu:.2f} ×")


def same(bench: Bench) -> None:
    """Each into a folder of its own that was not there."""
    count, outputs = bench.options.same, {}
    for workers in (1, 2, 4):
        fresh(bench, count, workers)
        outputs[workers] = contents(bench.scratch / f"output-{count}")
    found = {workers: _compare(f"{workers} workers", outputs[1], outputs[workers]) for workers in (2, 4)}
    equal = all(found.values())
    bench.tell("same", equal, f"{count} fiches by 1, 2 and 4 workers: {'the same' if equal else 'different'} bytes")


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder, with what tells its bytes."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def _compare(what: str, expected: dict[str, str], found: dict[str, str]) -> bool:
    """Whether the files are the same; those that are not are told."""
    differing = sorted(name for name in expected | found if expected.get(name) != found.get(name))
    if differing:
        print(f"  {what}: {len(differing)} files are not the same, as {differing[0]}")
    return not differing


MEASURES: dict[str, Callable[[Bench], None]] = {
    measure.__name__: measure for measure in (job, growth, again, start, same)
}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure whole jobs.")
    parser.add_argument("measures", nargs="*", metavar="MEASURE", help=f"of {', '.join(MEASURES)}; all by default")
    parser.add_argument("--count", type=int, default=10_000, help="fiches of `job` and `again`")
    parser.add_argument("--small", type=int, default=2_000, help="of `growth`")
    parser.add_argument("--large", type=int, default=20_000, help="of `growth`")
    parser.add_argument("--same", type=int, default=1_000, help="of `same`")
    parser.add_argument("--sample", type=int, default=200, help="files that docx2python reads")
    parser.add_argument("--starts", type=int, default=11)
    parser.add_argument("--repeat", type=int, default=1, help="whole jobs; the median counts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--scratch", type=Path, help="where batches and outputs are put, for a moment")
    parser.add_argument("--peers-python", default=sys.executable, help="the interpreter that has docx2python")
    parser.add_argument("--json", type=Path, help="where the figures are kept")
    options = parser.parse_args()
    if unknown := set(options.measures) - set(MEASURES):
        parser.error(f"no such measure: {', '.join(sorted(unknown))}")
    return options


def main() -> None:
    """Measure, and print."""
    options = _options()
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        bench = Bench(options, Path(scratch))
        for name in options.measures or MEASURES:
            MEASURES[name](bench)
        if options.json:
            options.json.write_text(json.dumps(bench.found, indent=1), "utf-8")


if __name__ == "__main__":
    main()
