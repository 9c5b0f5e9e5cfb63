"""What a file costs ficheparse, from document to validated record, and others who only pull out its text.

    python benchmarks/peers.py [--files FOLDER] [--count 200] [--rounds 5] [--json FILE]

Each tool has a process of its own, in which every file is read once to warm up and to see that its text is there, and
once in each round; the tools take turns, so that what else the machine does falls on all of them. A file costs the
median of its rounds; a tool the median, and the mean, of the files that it reads and that those which seldom fail read.
Then each tool is a whole process, started for one file and for all. Tools that are not installed are left out; the
extra `bench` has them all.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import fmean, median
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from measuring import Cost, middle, run

Reader = Callable[[Path], str]


def _floor() -> Reader:
    etree = import_module("lxml.etree")

    def read(path: Path) -> str:
        with zipfile.ZipFile(path) as package:
            etree.fromstring(package.read("word/document.xml"))
        return ""

    return read


def _ficheparse() -> Reader:
    process, form = import_module("ficheparse.stages").process, import_module("ficheparse.form").load()
    single = import_module("ficheparse.ingest").single
    return lambda path: process(single(path), form).fiche.name or ""


def _office_oxide() -> Reader:
    extract = import_module("office_oxide").extract_text
    return lambda path: str(extract(str(path)))


def _undoc() -> Reader:
    parse = import_module("undoc").parse_file

    def read(path: Path) -> str:
        with parse(path) as document:
            return str(document.to_text())

    return read


def _kreuzberg() -> Reader:
    """Without its cache, which would answer from the second round on."""
    module = import_module("kreuzberg")
    config = module.ExtractionConfig(use_cache=False)
    return lambda path: str(module.extract_file_sync(path, config=config).content)


def _python_docx() -> Reader:
    """The script that is usually written: paragraphs, then the cells of tables."""
    document = import_module("docx").Document

    def read(path: Path) -> str:
        opened = document(str(path))
        lines = [paragraph.text for paragraph in opened.paragraphs]
        lines += [cell.text for table in opened.tables for row in table.rows for cell in row.cells]
        return "\n".join(lines)

    return read


def _docx2python() -> Reader:
    extract = import_module("docx2python").docx2python

    def read(path: Path) -> str:
        with extract(path) as document:
            return str(document.text)

    return read


def _mammoth() -> Reader:
    extract = import_module("mammoth").extract_raw_text

    def read(path: Path) -> str:
        with path.open("rb") as file:
            return str(extract(file).value)

    return read


def _markitdown() -> Reader:
    converter = import_module("markitdown").MarkItDown()
    return lambda path: str(converter.convert(path).text_content)


FLOOR, OURS, TEXT = "the floor", "ficheparse", "office-oxide"
TOOLS: dict[str, tuple[Callable[[], Reader], str]] = {
    FLOOR: (_floor, "inflate and parse `word/document.xml`"),
    OURS: (_ficheparse, "validated record"),
    TEXT: (_office_oxide, "text"),
    "undoc": (_undoc, "text"),
    "kreuzberg": (_kreuzberg, "text"),
    "python-docx": (_python_docx, "text of paragraphs and cells"),
    "docx2python": (_docx2python, "text"),
    "mammoth": (_mammoth, "text"),
    "markitdown": (_markitdown, "Markdown"),
}
"""How each is got, and what it gives."""


_SELDOM = 0.05
"""A tool that fails at a larger share of the files would leave too few of one kind for the others."""


class Figures(NamedTuple):
    """What is known of a tool after the run."""

    failures: dict[str, str]
    """Files that gave no text, or one without the collectivity's name, and why."""
    files: list[float]
    """Seconds of CPU for each file in process, the median of its rounds."""
    one: Cost
    all: Cost


# In the tools' processes


def serve(name: str, paths: list[Path]) -> None:
    """Answer a line of JSON: the failures first, then the costs of every file for each line that comes in."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the tool itself prints is no answer
    reader = TOOLS[name][0]()
    print(json.dumps(failures(name, reader, paths)), file=answers, flush=True)
    for _ in sys.stdin:
        costs = []
        for path in paths:
            start = time.process_time()
            _quietly(reader, path)
            costs.append(time.process_time() - start)
        print(json.dumps(costs), file=answers, flush=True)


def failures(name: str, reader: Reader, paths: Iterable[Path]) -> dict[str, str]:
    """The files of which a tool does not give what it should."""
    found = {}
    for path in paths:
        try:
            text = reader(path)
        except Exception as problem:
            found[path.name] = f"{type(problem).__name__}: {problem}"
            continue
        if name != FLOOR and not text.strip():
            found[path.name] = "no text"
        elif name != FLOOR and _letters(_named(path)) not in _letters(text):
            found[path.name] = "the name is not in its text"
    return found


def _quietly(reader: Reader, path: Path) -> None:
    """Read a file; that it fails is told already, and its time is not counted."""
    with suppress(Exception):
        reader(path)


def _named(path: Path) -> str:
    """The collectivity, as `batch.py` tells it in a file's name; empty in others, and then in any text."""
    found = re.fullmatch(r"\d{6} (.+)", path.stem)
    return found[1] if found else ""


def _letters(text: str) -> str:
    """Letters and digits alone: peers escape, fold and break what stands between."""
    return "".join(one for one in unicodedata.normalize("NFKC", text).casefold() if one.isalnum())


# In the process that compares them


class Served:
    """A tool at work in its process."""

    def __init__(self, name: str, listing: Path) -> None:
        command = [sys.executable, __file__, "--serve", name, "--listing", str(listing)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.failures: dict[str, str] = self._answer()
        self.rounds: list[list[float]] = []

    def go(self) -> None:
        """Read all files once more."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self.rounds.append(self._answer())

    def end(self) -> None:
        self._process.communicate()

    def _answer(self) -> Any:
        assert self._process.stdout
        return json.loads(self._process.stdout.readline())


def installed() -> list[str]:
    """The tools that are there; the others are told."""
    found = []
    for name in TOOLS:
        command = [sys.executable, __file__, "--serve", name]
        if subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode:
            print(f"{name} is not installed", file=sys.stderr)
        else:
            found.append(name)
    return found


def compared(paths: list[Path], rounds: int, scratch: Path) -> dict[str, Figures]:
    """All tools over the same files, in turns."""
    names = installed()
    one, all_of_them = scratch / "one.json", scratch / "all.json"
    one.write_text(json.dumps([str(paths[0])]), "utf-8")
    all_of_them.write_text(json.dumps([str(path) for path in paths]), "utf-8")
    served = {name: Served(name, all_of_them) for name in names}
    for _ in range(rounds):
        for tool in served.values():
            tool.go()
    for tool in served.values():
        tool.end()
    whole: dict[tuple[str, Path], list[Cost]] = {}
    for _ in range(min(rounds, 3)):
        for name in names:
            for listing in (one, all_of_them):
                command = [sys.executable, __file__, "--once", name, "--listing", str(listing)]
                whole.setdefault((name, listing), []).append(run(command))
    return {
        name: Figures(
            tool.failures,
            [median(costs) for costs in zip(*tool.rounds, strict=True)],
            middle(whole[name, one]),
            middle(whole[name, all_of_them]),
        )
        for name, tool in served.items()
    }


def tables(figures: dict[str, Figures], paths: list[Path]) -> str:
    """The comparison as Markdown: in process, and as whole processes."""
    common = _common(figures, paths)
    read = {name: [place for place in common if paths[place].name not in figures[name].failures] for name in figures}

    def costs(name: str, of: str) -> list[float]:
        """Milliseconds of a tool for the files that another read."""
        return [figures[name].files[place] * 1000 for place in read[of]]

    names = sorted(figures, key=lambda name: fmean(costs(name, name)))
    lines = [
        "| | gives | median | × the floor | × office-oxide | mean | × the floor | × office-oxide | not read |",
        "| --- | --- " + "| ---: " * 7 + "|",
    ]
    for name in names:
        cells = [name, TOOLS[name][1]]
        for average in (median, fmean):
            own = average(costs(name, name))
            cells.append(f"{own:.2f} ms")
            cells += [f"{own / average(costs(base, name)):.2f}" if base in figures else "" for base in (FLOOR, TEXT)]
        lines.append(f"| {' | '.join([*cells, str(len(figures[name].failures) or '')])} |")
    lines += [
        "",
        f"CPU a file, in process; of {len(common)} files of {len(paths)}, and of each tool those that it reads.",
        "",
        f"| | 1 file: CPU | clock | memory | {len(paths)} files: CPU | clock | memory |",
        "| --- " + "| ---: " * 6 + "|",
    ]
    for name in names:
        cells = [name]
        for cost in (figures[name].one, figures[name].all):
            cells += [f"{cost.cpu:.2f} s", f"{cost.clock:.2f} s", f"{cost.memory:.0f} MB"]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join([*lines, "", "Whole processes; memory is the most that each held."])


def _common(figures: dict[str, Figures], paths: list[Path]) -> list[int]:
    """The places of the files that all tools read, but for those that fail often: they have less than the mix."""
    able = [found.failures for found in figures.values() if len(found.failures) <= len(paths) * _SELDOM]
    return [place for place, path in enumerate(paths) if not any(path.name in failed for failed in able)]


def _told(figures: dict[str, Figures]) -> None:
    """What was not read, a reason each."""
    for name, found in figures.items():
        for reason in dict.fromkeys(found.failures.values()):
            files = [file for file, why in found.failures.items() if why == reason]
            print(f"{name}: {len(files)} files, as {files[0]}: {reason}", file=sys.stderr)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare ficheparse with tools that pull out text.")
    parser.add_argument("--files", type=Path, help="documents of your own in place of a generated batch")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="where the figures are kept, file by file")
    for inner in ("--serve", "--once"):
        parser.add_argument(inner, choices=TOOLS, help=argparse.SUPPRESS)
    parser.add_argument("--listing", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    """Compare, or be one of the tools' processes."""
    options = _options()
    inner = options.serve or options.once
    listed = [Path(path) for path in json.loads(options.listing.read_text("utf-8"))] if options.listing else []
    if options.serve:
        serve(options.serve, listed)
    elif inner:
        reader = TOOLS[inner][0]()
        for path in listed:
            _quietly(reader, path)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            _compare(options, Path(scratch))


def _compare(options: argparse.Namespace, scratch: Path) -> None:
    folder = options.files
    if folder is None:
        folder = scratch / "batch"
        command = [sys.executable, str(Path(__file__).with_name("batch.py")), str(folder)]
        subprocess.run([*command, "--count", str(options.count), "--seed", str(options.seed)], check=True)
    paths = sorted(path for path in folder.rglob("*.docx") if path.is_file())[: options.count]
    figures = compared(paths, options.rounds, scratch)
    _told(figures)
    print(tables(figures, paths))
    if options.json:
        kept = {name: {"version": _version(name), **found._asdict()} for name, found in figures.items()}
        whole = {"files": [path.name for path in paths], "tools": kept}
        options.json.write_text(json.dumps(whole, ensure_ascii=False, indent=1), "utf-8")


def _version(name: str) -> str:
    return version("lxml" if name == FLOOR else name)


if __name__ == "__main__":
    main()
