"""What a run leaves for the next one into the same folder, so that only what changed is read again.

Beside the outputs stand, hidden, the records as the fiches give them (`.ficheparse-read.jsonl`), and what they were
made of and with (`.ficheparse-seen.json`). Neither is needed: where one is missing, or is none of ours, all is read.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple, Self

from pydantic import ConfigDict, TypeAdapter

from ficheparse import __version__
from ficheparse.fiche import Fiche, Severity
from ficheparse.shelf import Entry, Line, Shelf, entry

SEEN, READ = ".ficheparse-seen.json", ".ficheparse-read.jsonl"
_BY_SIZE = ("media/", "relances/")
"""Folders of many small files, which are known by their names and sizes; others, by all that they hold."""


class Kept(NamedTuple):
    """A record that was read."""

    file: str
    sha256: str
    at: int
    """The byte that it begins with in the file of records."""
    again: bool
    """Whether it is to be read again all the same: a file that could not be read may be readable now."""


class Said(NamedTuple):
    """What a run said at its end."""

    statuses: dict[str, int]
    severities: dict[Severity, int]
    first: list[str]
    """What is first to be looked at."""
    pictures: int = 0
    followups: int = 0
    """How many files there are of each."""


class State(NamedTuple):
    """What a run was made of and with."""

    made_by: str
    """The versions of ficheparse and of the form."""
    options: str
    """What else the outputs depend on."""
    passed_over: list[str]
    said: Said
    records: str
    outputs: dict[str, str]
    """What the file of records held, and each of the outputs, as `_told_by` has it."""


_LATER = ConfigDict(defer_build=True)
"""Most runs need but some of them."""
_STATE, _KEPT = TypeAdapter(State, config=_LATER), TypeAdapter(Kept, config=_LATER)
_ALL_KEPT = TypeAdapter(list[Kept], config=_LATER)


class Seen:
    """What the run before left. To be used in a `with` statement."""

    def __init__(self, folder: Path, made_by: str) -> None:
        self._folder = folder
        self._records: IO[bytes] | None = None
        self.state: State | None = None
        self._kept: dict[str, Kept] = {}
        try:
            first, *lines = (folder / SEEN).read_bytes().splitlines()
            state = _STATE.validate_json(first)
            if state.made_by == made_by and state.records == _told_by(folder, READ):
                self._records = (folder / READ).open("rb")
                self._kept = {one.file: one for one in _ALL_KEPT.validate_json(b"[%b]" % b",".join(lines))}
                self.state = state
        except (OSError, ValueError):
            pass  # there is none, or it was cut, or is none of ours

    def __len__(self) -> int:
        """How many records there are of it."""
        return len(self._kept)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file of records, which the new one takes the place of."""
        if self._records is not None:
            self._records.close()

    def sha256(self, file: str) -> str | None:
        """The digest of a file whose record can be used again if it is still the same; None where it is to be read."""
        kept = self._kept.get(file)
        return kept.sha256 if kept is not None and not kept.again else None

    def line(self, file: str) -> Line | None:
        """The record that the file gave, with its pictures; None where not all of that is left."""
        if self._records is None or file not in self._kept:
            return None
        try:
            self._records.seek(self._kept[file].at)
            json = self._records.readline()
            fiche = Fiche.model_validate_json(json)
            names = [*fiche.images, *([fiche.location.image] if fiche.location.image else [])]
            pictures = tuple((name, (self._folder / "media" / name).read_bytes()) for name in names)
        except (OSError, ValueError):
            return None
        # a picture is called by the beginning of its digest
        whole = all(hashlib.sha256(data).hexdigest().startswith(name.partition(".")[0]) for name, data in pictures)
        return Line(json, entry(fiche, 0), pictures) if whole and fiche.source.file == file else None

    def gave(self, line: Line) -> bool:
        """Whether the run before made the very same record of this file."""
        before = self.line(line.entry.file)
        return before is not None and before.json == line.json

    def is_whole(self, passed_over: Iterable[str], options: str, others: Iterable[str]) -> bool:
        """Whether a run over the same files, with these options, would write what stands there already.

        `others` are files that the run would look at, and that were not there.
        """
        state = self.state
        return (
            state is not None
            and state.options == options
            and state.passed_over == list(passed_over)
            and all(_told_by(self._folder, name) == told for name, told in state.outputs.items())
            and not any((self._folder / name).exists() for name in others if name not in state.outputs)
        )


def leave(folder: Path, state: State, shelf: Shelf, entries: Iterable[Entry]) -> None:
    """Write down, in the folder of new outputs, what the next run is to know of this one and of what was read."""
    outputs = {name: _told_by(folder, name) for name in sorted(_names(folder))}
    folders = Counter(name.partition("/")[0] for name in outputs)
    said = state.said._replace(pictures=folders["media"], followups=folders["relances"])
    with (folder / READ).open("wb") as file:
        file.writelines(shelf.pieces())
    state = state._replace(said=said, records=_told_by(folder, READ), outputs=outputs)
    with (folder / SEEN).open("wb") as file:  # what is known of a batch is known of each fiche: a line for each
        file.write(_STATE.dump_json(state) + b"\n")
        for one in entries:
            file.write(_KEPT.dump_json(Kept(one.file, one.sha256, shelf.start(one.at), one.refused)) + b"\n")


def _told_by(folder: Path, name: str) -> str:
    """What tells whether a file is still the same; nothing where there is none."""
    try:
        if name.startswith(_BY_SIZE):
            return str((folder / name).stat().st_size)
        with (folder / name).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def made_by(form: Path | None) -> str:
    """The version of ficheparse, by its own files, and of the form. Raises `OSError`."""
    used = hashlib.sha256(form.read_bytes()).hexdigest() if form else ""
    return f"{__version__} {_code()} {used}".rstrip()


@cache
def _code() -> str:
    package = Path(__file__).parent
    digest = hashlib.sha256()
    for name in sorted(_names(package)):
        if not name.endswith(".pyc"):
            with open(f"{package}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - a `Path` takes as long as all else
                digest.update(f"{name}\0".encode() + file.read())
    return digest.hexdigest()


def _names(folder: str | Path, before: str = "") -> Iterator[str]:
    """The names of all files below a folder."""
    with os.scandir(folder) as entries:
        for one in entries:
            if one.is_dir():
                yield from _names(one.path, f"{before}{one.name}/")
            else:
                yield before + one.name
