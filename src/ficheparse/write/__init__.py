"""A batch becomes files: the officer's workbook, the records, and what the site takes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from ficheparse.carried import Carried
from ficheparse.collection import Collection
from ficheparse.corrections import NO_MARKS, Marks
from ficheparse.fiche import Fiche
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.write.folder import Held, OutputError, hold
from ficheparse.write.opened import opened_by
from ficheparse.write.records import is_plain, records_jsonl, schema, schema_json, told_by
from ficheparse.write.site import fiches_json, geojson

__all__ = [
    "BASE",
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
    "schema",
    "write",
]


WORKBOOK, RECORDS, CORRECTIONS = "fiches.xlsx", "records.jsonl", "corrections.jsonl"
BESIDE = "fiches-nouveau.xlsx"
"""The workbook where the usual one is open in another program."""
BASE = "records-fiches.jsonl"
"""The records that the usual workbook was made of, as long as a newer one stands beside it."""


class Written(NamedTuple):
    """The files that were written."""

    folder: Path
    workbook: Path
    records: Path
    site: Path
    map: Path
    schema: Path
    pictures: tuple[Path, ...]
    followups: tuple[Path, ...]


class ByHand(NamedTuple):
    """What the officer did with the outputs of the run before."""

    marks: Callable[[Fiche], Marks] = lambda _: NO_MARKS
    corrections: str = ""
    """The text of `corrections.jsonl`."""
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
) -> Written:
    """Write all the outputs of a batch into the folder, or none: the same bytes for the same batch.

    `language` is that of the workbook; `contacts=False` leaves personal data out of what the site takes. Raises
    `OutputError` where they cannot be written; the folder is then as it was.
    """
    public = [fiche for fiche in collection.publishable if by_hand.marks(fiche).decision not in ("wait", "discard")]
    folder = held.folder
    from ficheparse.write.followup import followups  # noqa: PLC0415 - the library of mail takes 40 ms to import

    messages = followups(collection.fiches, form)
    written = Written(
        folder,
        folder / (BESIDE if by_hand.beside else WORKBOOK),
        folder / "records.jsonl",
        folder / "fiches.json",
        folder / "fiches.geojson",
        folder / "fiche.schema.json",
        tuple(folder / "media" / name for name in collection.pictures),
        tuple(folder / "relances" / name for name in messages),
    )

    def make(new: Path) -> None:
        from ficheparse.write.workbook import write_workbook  # noqa: PLC0415 - openpyxl takes 260 ms to import

        texts = {
            written.records: records_jsonl(collection.records),
            written.site: fiches_json(public, form, contacts=contacts),
            written.map: geojson(public),
            written.schema: schema_json(),
        }
        if by_hand.corrections:
            texts[folder / CORRECTIONS] = by_hand.corrections
        if by_hand.beside and not (folder / BASE).exists() and written.records.exists():
            (new / BASE).write_bytes(written.records.read_bytes())  # what the workbook that stays was made of
        for path, text in texts.items():
            (new / path.name).write_bytes(text.encode())
        if collection.pictures:
            (new / "media").mkdir()
        for name, data in collection.pictures.items():
            if not is_plain(name):
                raise ValueError(f"an exported picture cannot be called {name!r}")
            (new / "media" / name).write_bytes(data)
        if messages:
            (new / "relances").mkdir()
        for name, message in messages.items():
            (new / "relances" / name).write_bytes(message)
        write_workbook(
            collection, form, language, new / written.workbook.name, marks=by_hand.marks, carried=by_hand.carried
        )

    told = told_by(written.records)
    stale = {f"media/{name}" for name in told.pictures} | {f"relances/{name}.eml" for name in told.ids}
    if not by_hand.beside:
        stale |= {BESIDE, BASE}
    if not by_hand.corrections:
        stale |= {CORRECTIONS}
    held.fill(make, stale=stale)
    return written
