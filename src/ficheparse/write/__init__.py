"""A batch becomes files: the officer's workbook, the records, and what the site takes."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from ficheparse.carried import Carried
from ficheparse.collection import Collection, Placed, Records
from ficheparse.corrections import NO_MARKS, Marks
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.text import plain_json
from ficheparse.wording import table
from ficheparse.write.folder import Held, OutputError, hold
from ficheparse.write.opened import opened_by
from ficheparse.write.records import is_plain, schema_json, told_by
from ficheparse.write.site import fiches_json, geojson

__all__ = [
    "BASE",
    "BASE_CORRECTIONS",
    "BESIDE",
    "CORRECTIONS",
    "RECORDS",
    "WORKBOOK",
    "ByHand",
    "Held",
    "OutputError",
    "Written",
    "hold",
    "opened_by",
    "outputs",
    "prepare",
    "write",
]


WORKBOOK, RECORDS, CORRECTIONS = "fiches.xlsx", "records.jsonl", "corrections.jsonl"
SITE, MAP, SCHEMA = "fiches.json", "fiches.geojson", "fiche.schema.json"
BESIDE = "fiches-nouveau.xlsx"
"""The workbook where the usual one is open in another program."""
BASE, BASE_CORRECTIONS = "records-fiches.jsonl", "corrections-fiches.jsonl"
"""The records and corrections that the usual workbook was made of, as long as a newer one stands beside it."""


def prepare() -> None:
    """Load what writes: it takes about as long as the first fiche to be read, when nothing can be written yet."""
    for name in ("workbook", "followup"):
        import_module(f"ficheparse.write.{name}")
    table()


def outputs(*, beside: bool) -> list[str]:
    """The names of the outputs."""
    return [BESIDE if beside else WORKBOOK, RECORDS, SITE, MAP, SCHEMA]


class Written(NamedTuple):
    """The files that were written."""

    folder: Path
    workbook: Path
    records: Path
    site: Path
    map: Path
    schema: Path
    pictures: int = 0
    """In `media/`."""
    followups: int = 0
    """In `relances/`."""


class ByHand(NamedTuple):
    """What the officer did with the outputs of the run before."""

    marks: Callable[[str], Marks] = lambda _: NO_MARKS
    """By the sha256 of the fiche's file."""
    corrections: str = ""
    """The text of `corrections.jsonl`."""
    shown: str = ""
    """The same of what the usual workbook shows."""
    carried: Carried | None = None
    """How the workbook stood."""
    beside: bool = False
    """Whether the workbook that is there is open, or could not be read: the new one then stands beside it."""


def write(
    collection: Collection,
    held: Held,
    *,
    form: Form,
    language: Language = "fr",
    contacts: bool = True,
    by_hand: ByHand = ByHand(),  # noqa: B008 - it never changes
    finish: Callable[[Path], None] = lambda _: None,
) -> Written:
    """Write all the outputs of a batch into the folder, or none: the same bytes for the same batch.

    `language` is that of the workbook; `contacts=False` leaves personal data out of what the site takes; `finish` may
    add to the folder of new outputs when all are there. Raises `OutputError` where they cannot be written; the folder
    is then as it was.
    """
    folder = held.folder
    written = Written(
        folder,
        folder / (BESIDE if by_hand.beside else WORKBOOK),
        folder / RECORDS,
        folder / SITE,
        folder / MAP,
        folder / SCHEMA,
    )

    def make(new: Path) -> None:
        from ficheparse.write.workbook import write_workbook  # noqa: PLC0415 - slow to load: see `prepare`

        texts: dict[Path, Iterable[str]] = {
            written.records: map(plain_json, collection.records.lines()),
            written.schema: [schema_json()],
        }
        if by_hand.corrections:
            texts[folder / CORRECTIONS] = [by_hand.corrections]
        if by_hand.beside:
            texts[folder / BASE_CORRECTIONS] = [by_hand.shown]
        if by_hand.beside and not (folder / BASE).exists() and written.records.exists():
            # what the workbook that stays was made of
            shutil.copyfile(written.records, new / BASE)
        for path, pieces in texts.items():
            with (new / path.name).open("w", encoding="utf-8", newline="") as file:
                file.writelines(pieces)
        _write_each(new / "media", collection.pictures.items())
        _write_told(new, collection.fiches, form, lambda one: _is_public(one, by_hand), contacts=contacts)
        with (new / RECORDS).open("rb") as file:
            records = hashlib.file_digest(file, "sha256").hexdigest()
        path = new / written.workbook.name
        write_workbook(collection, form, language, path, by_hand.marks, by_hand.carried, records, by_hand.corrections)
        finish(new)

    told = told_by(written.records)
    stale = {f"media/{name}" for name in told.pictures} | {f"relances/{name}.eml" for name in told.ids}
    if not by_hand.beside:
        stale |= {BESIDE, BASE, BASE_CORRECTIONS}
    if not by_hand.corrections:
        stale |= {CORRECTIONS}
    folders = Counter(name.partition("/")[0] for name in held.fill(make, stale=stale))
    return written._replace(pictures=folders["media"], followups=folders["relances"])


def _is_public(placed: Placed, by_hand: ByHand) -> bool:
    """Whether the fiche goes on the site: not where it is blocked, nor where the officer decided anything else."""
    marks = by_hand.marks(placed.entry.sha256)
    held_back = marks.decision in ("wait", "discard") or marks.decision_typed is not None  # or what, nobody knows
    return placed.entry.status != "blocked" and not held_back


def _write_told(
    folder: Path, fiches: Records, form: Form, is_public: Callable[[Placed], bool], *, contacts: bool
) -> None:
    """Write what visitors and the authorities are told, a fiche after the other, so that each is taken once."""
    public = (fiches.of(one) if is_public(one) else None for one in fiches.placed)
    with (
        (folder / SITE).open("w", encoding="utf-8", newline="") as site,
        (folder / MAP).open("w", encoding="utf-8", newline="") as on_map,
    ):
        told = zip(fiches_json(public, form, contacts=contacts), geojson(fiches, is_public), strict=True)
        for number, (line, point) in enumerate(told):
            site.write(line)
            on_map.write(point)
            if 0 < number <= len(fiches):
                _ask(folder / "relances", fiches, fiches.placed[number - 1], form)


def _ask(folder: Path, fiches: Records, placed: Placed, form: Form) -> None:
    """Write the message for a fiche, where there is anything to ask."""
    if not placed.entry.errors and not placed.entry.warnings:
        return
    from ficheparse.write.followup import followup  # noqa: PLC0415 - the same

    if message := followup(fiches.of(placed), form):
        if not folder.exists():
            folder.mkdir()
        _put(folder / message[0], message[1])


def _write_each(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder that is made where there are any."""
    for number, (name, data) in enumerate(files):
        if not is_plain(name) and folder.name == "media":
            raise ValueError(f"an exported picture cannot be called {name!r}")
        if not number:
            folder.mkdir()
        _put(folder / name, data)


def _put(path: Path, data: bytes) -> None:
    """Write a small new file, of which there are thousands."""
    with path.open("wb", buffering=0) as file:
        while data:  # a file without a buffer may take less than it is given
            data = data[file.write(data) :]
