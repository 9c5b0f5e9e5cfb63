"""Compares a record with its gold, field by field; what the gold does not name is not asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypedDict

from ficheparse.fiche import Fiche
from ficheparse.text import as_written

COORDINATE_TOLERANCE = 0.001
"""Degrees: about 100 m, less than any map's view is off."""


class Gold(TypedDict):
    """A gold file."""

    record: dict[str, Any]
    issues: list[str]
    keep: list[str]
    tags: list[str]


def load(path: Path) -> Gold:
    """The gold of a document, which must be beside it."""
    gold: Gold = json.loads(path.with_name(path.name + ".gold.json").read_text("utf-8"))
    return gold


def differences(gold: Gold, fiche: Fiche) -> list[str]:
    """What is not as the gold has it, a line each."""
    record = json.loads(fiche.model_dump_json())
    found = [line for field, want in gold["record"].items() for line in _field(field, want, record[field])]
    told = {issue.code for issue in fiche.issues if issue.severity != "info"}
    if told != set(gold["issues"]):
        found.append(f"issues: missed {sorted(set(gold['issues']) - told)}, false {sorted(told - set(gold['issues']))}")
    everything = as_written(" ".join(_strings(record)))
    found += [f"lost: {text!r}" for text in gold["keep"] if as_written(text) not in everything]
    return found


def _field(field: str, want: Any, got: Any) -> list[str]:
    if field == "contacts":
        return [
            f"{key}: want {_all(want, key)}, got {_all(got, key)}"
            for key in ("emails", "phones", "faxes", "name")
            if any(key in contact for contact in want) and _all(want, key) != _all(got, key)
        ]
    if field == "points":
        pairs = [(p["text"], p["level"]) if isinstance(p, dict) else p for p in want]
        have = [(p["text"], p["level"]) if isinstance(want[0], dict) else p["text"] for p in got] if want else got
        return [] if pairs == have else [f"points: want {pairs}, got {have}"]
    if field == "location":
        wrong = {key for key, value in want.items() if not _same_place(key, value, got[key])}
        return [f"location.{key}: want {want[key]!r}, got {got[key]!r}" for key in sorted(wrong)]
    if field == "population" and isinstance(want, dict) and isinstance(got, dict):
        got = {key: got[key] for key in want}
    if field in ("website", "other_websites"):
        want, got = _bare(want), _bare(got)
    return [] if want == got else [f"{field}: want {want!r}, got {got!r}"]


def _same_place(key: str, want: Any, got: Any) -> bool:
    if key == "image":
        return bool(want) == bool(got)
    if isinstance(want, float):
        return got is not None and abs(want - got) <= COORDINATE_TOLERANCE
    return bool(want == got)


def _bare(value: Any) -> Any:
    """An address without the slash at its end, which changes nothing."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    return value.rstrip("/") if isinstance(value, str) else value


def _all(contacts: list[dict[str, Any]], key: str) -> list[str]:
    values = [contact.get(key) for contact in contacts]
    return sorted(item for value in values for item in (value if isinstance(value, list) else [value]) if item)


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in _strings(item)] if isinstance(value, list) else []
