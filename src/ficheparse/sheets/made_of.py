"""What a workbook was made of, in a sheet of its own that nobody sees: corrections, and a vocabulary that is not usual.

A workbook so knows its corrections where `corrections.jsonl` was lost, and what it called a domain under another form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeGuard

from ficheparse.form import Form, load
from ficheparse.issues import Language

NAME = "_ficheparse"
"""Of the sheet."""
Labels = Mapping[str, Mapping[Language, str]]
"""Of domains, by code and language."""
_CORRECTION, _DOMAINS = "correction", "domains"
_IN_A_CELL = 15_000
"""Characters: a cell holds twice as many."""


class MadeOf(NamedTuple):
    """What the sheet holds."""

    corrections: str
    """The text of `corrections.jsonl`."""
    labels: Labels


def labels_of(form: Form) -> dict[str, dict[Language, str]]:
    """What a form calls its domains."""
    return {domain.code: {"fr": domain.fr, "en": domain.en, "ja": domain.ja} for domain in form.domains}


def rows_of(corrections: str, form: Form) -> Iterator[list[str]]:
    """The sheet's rows, ASCII throughout; none where there are no corrections and the form is the usual one."""
    labels = labels_of(form)
    if labels != labels_of(load()):
        yield _row(_DOMAINS, json.dumps(labels))
    for line in corrections.split("\n"):
        if line:
            yield _row(_CORRECTION, json.dumps(json.loads(line)))


def _row(kind: str, text: str) -> list[str]:
    return [kind, *(text[at : at + _IN_A_CELL] for at in range(0, len(text), _IN_A_CELL))]


def understood(rows: Iterable[Sequence[str]]) -> MadeOf:
    """What the rows tell; of the usual form they tell nothing. A row that is none of ours tells nothing either."""
    lines: list[str] = []
    labels: Labels = labels_of(load())
    for row in rows:
        try:
            told = json.loads("".join(row[1:]))
        except ValueError:
            continue
        if row[0] == _CORRECTION:
            lines.append(json.dumps(told))
        elif row[0] == _DOMAINS and _are_labels(told):
            labels = told
    return MadeOf("\n".join(lines), labels)


def _are_labels(told: object) -> TypeGuard[Labels]:
    return isinstance(told, dict) and all(
        isinstance(each, dict) and {"fr", "en", "ja"} <= each.keys() for each in told.values()
    )
