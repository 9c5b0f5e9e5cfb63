"""Every record whole, a line each (`records.jsonl`), and the schema of a record (JSON Schema 2020-12)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ficheparse.fiche import Fiche
from ficheparse.text import plain_json


def record_line(fiche: Fiche) -> str:
    """The record as a line of JSON, with every character of the document; none of them steers a terminal."""
    return plain_json(fiche.model_dump_json()) + "\n"


def schema_json() -> str:
    """The JSON Schema of a record, as `scripts/build_schema.py` writes it: the text of `fiche.schema.json`."""
    return files("ficheparse").joinpath("data/fiche.schema.json").read_text("utf-8")


class Told(NamedTuple):
    """What an earlier run's records name."""

    pictures: frozenset[str]
    ids: frozenset[str]
    """As `file_stem` has them."""


def told_by(records: Path) -> Told:
    """What an earlier run wrote, by its records, and a new one may take away.

    Nothing where there is no such file; a line that is no record of ours names nothing.
    """
    pictures: set[object] = set()
    ids: set[object] = set()
    for line in _lines(records):
        try:
            record = json.loads(line)
            named = {*record["images"], record["location"]["image"]}
            ids.add(record["id"])
        except (ValueError, KeyError, TypeError):
            continue  # the officer's own file, or one that was cut: it says nothing of what we wrote
        pictures |= named
    return Told(
        frozenset(name for name in pictures if isinstance(name, str) and is_plain(name)),
        frozenset(file_stem(name) for name in ids if isinstance(name, str) and _ID.fullmatch(name)),
    )


def _lines(file: Path) -> Iterator[bytes]:
    """The file's lines, one by one; none where there is no file."""
    if file.is_file():
        with file.open("rb") as lines:
            yield from lines


_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""What no file on Windows can be called, whatever its ending."""


def file_stem(identity: str) -> str:
    """The name, without ending, of a file that is called by a record's id.

    >>> file_stem("angers"), file_stem("con")
    ('angers', '_con')
    """
    return f"_{identity}" if _DEVICE.fullmatch(identity) else identity


def is_plain(name: str) -> bool:
    """Whether an exported file's name is one, and no path.

    >>> is_plain("3f2a.png"), is_plain("../3f2a.png"), is_plain(".png")
    (True, False, False)
    """
    stem, dot, kind = name.partition(".")
    return bool(dot) and stem.isalnum() and kind.isalnum() and name.isascii()
