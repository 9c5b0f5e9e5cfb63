"""From files to records, one by one or as a batch."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from ficheparse import fiche
from ficheparse.aggregate import aggregate
from ficheparse.collection import Collection, Parsed
from ficheparse.form import load
from ficheparse.ingest import PassedKind, Plan, Source, plan, single, singles
from ficheparse.read import converter as new_converter
from ficheparse.readers import Attempt, Fault, Readers, attempts, convert, stage
from ficheparse.seen import Seen
from ficheparse.shelf import Entry, Shelf

__all__ = [
    "Attempt",
    "Batch",
    "Fault",
    "PassedKind",
    "Plan",
    "Readers",
    "Reading",
    "Source",
    "attempts",
    "collect",
    "gathered",
    "parse",
    "plan",
    "single",
    "singles",
]


class Batch(NamedTuple):
    """What came of all of them."""

    collection: Collection
    faults: tuple[Fault, ...]


def parse(path: str | os.PathLike[str], *, form: str | os.PathLike[str] | None = None) -> fiche.Fiche:
    """The record of one completed fiche, read in this process.

    `form` is a data file of labels and vocabulary that takes the place of the form *fiche « bonne pratique »*. A
    document that cannot be read is no exception: it gives a record whose status is `blocked` and whose issue says why.
    Raises `FileNotFoundError` where there is no such file, `ficheparse.form.FormError` where the form cannot be used.

    >>> record = parse("samples/markup/Perpignan_fiche.docx")  # doctest: +SKIP
    >>> record.status, record.population.value, [issue.code for issue in record.issues]  # doctest: +SKIP
    ('review', 121875, ['domain-unknown', 'website-conflict'])
    """
    file = Path(path)
    if not file.exists():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fspath(path))
    from ficheparse.stages import finish, process  # noqa: PLC0415

    used = load(None if form is None else Path(form))
    begun = process(single(file), used)
    if isinstance(begun, Parsed):
        return begun.fiche
    with new_converter() as converter:
        converted = convert(stage(begun, converter), converter)
    return (converted if isinstance(converted, Parsed) else finish(converted, used)).fiche


class Reading(NamedTuple):
    """A batch that was read, its records put aside."""

    shelf: Shelf
    entries: list[Entry]
    faults: tuple[Fault, ...]
    unchanged: bool
    """Whether each file, and no other, gave what it gave in the run before."""


def gathered(
    plan: Plan,
    readers: Readers,
    *,
    advance: Callable[[], None] = lambda: None,
    seen: Seen | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Reading:
    """Every source of the plan, for which there are these readers; `advance` is called after each.

    What was `seen` and is still the same is not read again. `meanwhile` is called in a thread of its own, as soon as
    others are at work.
    """
    shelf = Shelf()
    entries: list[Entry] = []
    faults: list[Fault] = []
    unchanged = seen is not None and seen.state is not None and len(seen) == len(plan.sources)
    coming = readers.attempts(seen)
    aside = Thread(target=meanwhile)
    aside.start()
    for source, attempt in zip(plan.sources, coming, strict=True):
        entries.append(shelf.put(attempt.line, source.name))
        if attempt.fault:
            faults.append(attempt.fault)
        unchanged = unchanged and seen is not None and (attempt.unchanged or seen.gave(attempt.line))
        advance()
    aside.join()
    return Reading(shelf, entries, tuple(faults), unchanged and not faults)


def collect(
    plan: Plan,
    reading: Reading,
    revised: Callable[[fiche.Fiche], fiche.Fiche] | None = None,
) -> Batch:
    """What was read as a batch; `revised`, where given, makes a record what it is to be."""
    passed_over = [passed.name for passed in plan.passed_over]
    return Batch(aggregate(reading.shelf, reading.entries, passed_over, revised), reading.faults)
