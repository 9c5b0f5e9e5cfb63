"""A batch becomes files: the officer's workbook, the records, and what the site takes."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ficheparse.carried import Carried
from ficheparse.collection import Collection
from ficheparse.corrections import NO_MARKS, Marks
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.text import plain_json
from ficheparse.write.folder import Held, OutputError, hold
from ficheparse.write.opened import opened_by
from ficheparse.write.records import is_plain, schema, schema_json, told_by
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
    "schema",
    "write",
]


WORKBOOK, RECORDS, CORRECTIONS = "fiches.xlsx", "records.jsonl", "corrections.jsonl"
SITE, MAP, SCHEMA = "fiches.json", "fiches.geojson", "fiche.schema.json"
BESIDE = "fiches-nouveau.xlsx"
"""The workbook where the usual one is open in another program."""
BASE, BASE_CORRECTIONS = "records-fiches.jsonl", "corrections-fiches.jsonl"
"""The records and corrections that the usual workbook was made of, as long as a newer one stands beside it."""


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
    published = collection.publishable
    public = published.with_these(
        [one for one in published.placed if not _is_held_back(by_hand.marks(one.entry.sha256))]
    )

    def make(new: Path) -> None:
        from ficheparse.write.workbook import write_workbook  # noqa: PLC0415 - openpyxl takes 260 ms to import

        texts: dict[Path, Iterable[str]] = {
            written.records: map(plain_json, collection.records.lines()),
            written.site: fiches_json(public, form, contacts=contacts),
            written.map: geojson(public),
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
        _write_each(new / "relances", _messages(collection, form))
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


def _is_held_back(marks: Marks) -> bool:
    """Whether the officer decided that the fiche is not to be published, or not yet; or what, nobody knows."""
    return marks.decision in ("wait", "discard") or marks.decision_typed is not None


def _messages(collection: Collection, form: Form) -> Iterator[tuple[str, bytes]]:
    from ficheparse.write.followup import followups  # noqa: PLC0415 - the library of mail takes 40 ms to import

    return followups(collection.fiches, form)


def _write_each(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder that is made where there are any."""
    for number, (name, data) in enumerate(files):
        if not is_plain(name) and folder.name == "media":
            raise ValueError(f"an exported picture cannot be called {name!r}")
        if not number:
            folder.mkdir()
        (folder / name).write_bytes(data)
