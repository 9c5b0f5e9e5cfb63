"""Every record whole, a line each (`records.jsonl`), and the schema of a record (JSON Schema 2020-12)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ficheparse.fiche import SCHEMA_VERSION, Fiche
from ficheparse.wording import table
from ficheparse.write.columns import parts


def records_jsonl(fiches: Iterable[Fiche]) -> str:
    """A record a line, in the order given."""
    return "".join(f"{fiche.model_dump_json()}\n" for fiche in fiches)


def schema() -> dict[str, Any]:
    """The JSON Schema of a record: every key is in every record, so all are required."""
    made: dict[str, Any] = Fiche.model_json_schema(mode="serialization")
    titles = table()["columns"]
    for prefix, model in parts(Fiche):
        about = made["$defs"][model.__name__] if prefix else made
        about["required"] = list(about["properties"])
        for name, entry in about["properties"].items():
            entry.pop("default", None)
            if wording := titles.get(f"{prefix}{name}") or titles.get(name):
                entry["title"] = wording["en"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:ficheparse:fiche:{SCHEMA_VERSION}",
        **made,
    }


def schema_json() -> str:
    """The schema as the text of `fiche.schema.json`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def pictures_told(records: Path) -> set[str]:
    """The pictures that an earlier run's records name: what that run wrote, and a new one may take away.

    Empty where there is no such file; a line that is no record of ours names none.
    """
    told: set[str] = set()
    if not records.is_file():
        return told
    for line in records.read_bytes().splitlines():
        try:
            record = json.loads(line)
            told.update(record["images"])
            told.add(record["location"]["image"])
        except (ValueError, KeyError, TypeError):
            continue  # the officer's own file, or one that was cut: it says nothing of what we wrote
    return {name for name in told if isinstance(name, str) and is_plain(name)}


def is_plain(name: str) -> bool:
    """Whether an exported file's name is one, and no path.

    >>> is_plain("3f2a.png"), is_plain("../3f2a.png"), is_plain(".png")
    (True, False, False)
    """
    stem, dot, kind = name.partition(".")
    return bool(dot) and stem.isalnum() and kind.isalnum() and name.isascii()
