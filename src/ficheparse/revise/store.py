"""`corrections.jsonl`: every correction ever made, kept whether or not its fiche is in the inbox."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from ficheparse.corrections import Correction


class StoreError(Exception):
    """The file is none of ours, or was damaged; the message says where."""


def load(path: Path) -> list[Correction]:
    """The corrections in the file, none where it is not there. Raises `StoreError`: nothing of it is ever dropped."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as problem:
        raise StoreError(f"{path.name} cannot be read, and it holds the corrections made by hand") from problem
    return of_text(text, path.name)


def of_text(text: str, name: str) -> list[Correction]:
    """The corrections in the text of a file of this name. Raises `StoreError`."""
    found: list[Correction] = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                found.append(Correction.model_validate_json(line))
            except ValidationError as problem:
                raise StoreError(
                    f"{name}, line {number}: it is no correction; put it right, or take the line out"
                ) from problem
    return found


def dump(corrections: Iterable[Correction]) -> str:
    """The file's text: a line a correction, in an order that depends on nothing else."""
    ordered = sorted(corrections, key=lambda one: (one.fiche, one.field, one.file))
    return "".join(one.model_dump_json() + "\n" for one in ordered)
