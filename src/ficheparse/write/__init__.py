"""A batch becomes files: the officer's workbook, the records, and what the site takes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from ficheparse.collection import Collection
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.write.folder import Held, OutputError, hold
from ficheparse.write.records import is_plain, records_jsonl, schema, schema_json, told_by
from ficheparse.write.site import fiches_json, geojson

__all__ = ["Held", "OutputError", "Written", "hold", "schema", "write"]


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


def write(
    collection: Collection, held: Held, *, form: Form, language: Language = "fr", contacts: bool = True
) -> Written:
    """Write all the outputs of a batch into the folder, or none: the same bytes for the same batch.

    `language` is that of the workbook; `contacts=False` leaves personal data out of what the site takes. Raises
    `OutputError` where they cannot be written; the folder is then as it was.
    """
    folder = held.folder
    from ficheparse.write.followup import followups  # noqa: PLC0415 - the library of mail takes 40 ms to import

    messages = followups(collection.fiches, form)
    written = Written(
        folder,
        folder / "fiches.xlsx",
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
            written.site: fiches_json(collection.publishable, form, contacts=contacts),
            written.map: geojson(collection.publishable),
            written.schema: schema_json(),
        }
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
        write_workbook(collection, form, language, new / written.workbook.name)

    told = told_by(written.records)
    stale = {f"media/{name}" for name in told.pictures} | {f"relances/{name}.eml" for name in told.ids}
    held.fill(make, stale=stale)
    return written
