"""The stages put together: from files to records, one by one or as a batch. The one place where they meet."""

from __future__ import annotations

import errno
import gc
import hashlib
import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ficheparse import fiche
from ficheparse.aggregate import aggregate
from ficheparse.collection import Collection, Parsed
from ficheparse.extract import extract
from ficheparse.form import Form, load
from ficheparse.ingest import PassedKind, Plan, Source, UnreadableSource, plan, single
from ficheparse.normalise import blocked, normalise
from ficheparse.read import HEAD, UnreadableDocument, may_need_converter, read, stage
from ficheparse.read import converter as new_converter

if TYPE_CHECKING:
    from ficheparse.read.libreoffice import Converter

__all__ = [
    "Attempt",
    "Batch",
    "Fault",
    "PassedKind",
    "Plan",
    "Source",
    "attempts",
    "collect",
    "parse",
    "plan",
    "process",
    "single",
]

_CHUNK = 16
"""Files that a worker is handed at a time, so that handing over costs little beside reading."""
_POOL_PAYS_FROM = 600
"""Files from which on workers are started unasked. Starting two takes as long as reading 300 fiches does (0.8 s on two
cores), so that they are ahead from twice that number on."""
_STAGED = 500
"""Files that the converter is handed at a time: no system's command line is too short for their names."""
_MOST_WORKERS = 8
"""Past these, one process that gathers the records is what the others wait for."""


class Fault(NamedTuple):
    """A fault of ficheparse itself, met with a file."""

    file: str
    details: str
    """The traceback, or what is known where there is none."""


class Attempt(NamedTuple):
    """What came of one source: a record always, and the fault where there was one."""

    parsed: Parsed
    fault: Fault | None = None


class Batch(NamedTuple):
    """What came of all of them."""

    collection: Collection
    faults: tuple[Fault, ...]


def parse(path: str | os.PathLike[str], *, form: str | os.PathLike[str] | None = None) -> fiche.Fiche:
    """The record of one completed fiche.

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
    return process(single(file), load(None if form is None else Path(form))).fiche


def process(source: Source, form: Form, converter: Converter | None = None) -> Parsed:
    """The record that a source gives, and the pictures it exports; a blocked record where it cannot be read.

    `converter` is the batch's; without one, a file that needs one gets its own.
    """
    try:
        data = source.data()
    except UnreadableSource as problem:
        told = fiche.Source(file=source.name, sha256=source.digest())
        return Parsed(blocked(told, problem.code, problem.reason))
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        document = read(data, source.name, converter)
    except UnreadableDocument as problem:
        told = fiche.Source(file=source.name, sha256=sha256, format=problem.format)
        return Parsed(blocked(told, problem.code, problem.reason, problem.where))
    told = fiche.Source(file=source.name, sha256=sha256, format=document.format)
    normalised = normalise(extract(document, form), form, told)
    return Parsed(normalised.fiche, normalised.pictures)


def collect(
    plan: Plan,
    *,
    form: Path | None = None,
    workers: int | None = None,
    advance: Callable[[], None] = lambda: None,
) -> Batch:
    """Every source of the plan as a batch; `advance` is called after each. For the rest see `attempts`."""
    parsed: list[Parsed] = []
    faults: list[Fault] = []
    for attempt in attempts(plan.sources, form=form, workers=workers):
        parsed.append(attempt.parsed)
        if attempt.fault:
            faults.append(attempt.fault)
        advance()
    return Batch(aggregate(parsed, [passed.name for passed in plan.passed_over]), tuple(faults))


def attempts(sources: Sequence[Source], *, form: Path | None = None, workers: int | None = None) -> Iterator[Attempt]:
    """What comes of each source, in their order, as soon as it is there.

    A fault of ours, be it a worker that dies, costs only the file it is met with. `workers` are processes, as many as
    is worth their start by default. Raises `ficheparse.form.FormError`.
    """
    load(form)  # a form that cannot be used is told before any work is begun
    _spare_collector()
    other = [may_need_converter(source.head(HEAD)) for source in sources]
    if not any(other):
        return _read(sources, form, workers)
    word = [source for source, is_other in zip(sources, other, strict=True) if not is_other]
    rest = [source for source, is_other in zip(sources, other, strict=True) if is_other]
    return _in_turn(other, _read(word, form, workers), rest, form)


def _in_turn(
    other: Sequence[bool], word: Iterator[Attempt], rest: Sequence[Source], form: Path | None
) -> Iterator[Attempt]:
    """What comes of the Word packages and of the files of other formats, in the order of their sources.

    Those go through one converter, which is at work in the background while these are read.
    """
    with new_converter() as converter:
        _stage(rest[:_STAGED], converter)
        converted = _converted(rest, form, converter)
        for is_other in other:
            yield next(converted if is_other else word)


def _read(sources: Sequence[Source], form: Path | None, workers: int | None) -> Iterator[Attempt]:
    if workers is None:
        workers = min(_cores(), _MOST_WORKERS) if len(sources) >= _POOL_PAYS_FROM else 1
    if workers > 1 and len(sources) > 1:
        return _pooled(sources, form, min(workers, len(sources)))
    return (_attempt(source, form) for source in sources)


def _converted(sources: Sequence[Source], form: Path | None, converter: Converter) -> Iterator[Attempt]:
    for start in range(0, len(sources), _STAGED):
        staged = sources[start : start + _STAGED]
        _stage(staged, converter)
        yield from (_attempt(source, form, converter) for source in staged)


def _stage(sources: Sequence[Source], converter: Converter) -> None:
    """Set the converter to work on these; twice is once."""
    for source in sources:
        with suppress(UnreadableSource):  # told when its turn comes
            stage(source.data(), source.name, converter)
    converter.start()


def _spare_collector() -> None:
    """Look for garbage seldom: a fiche leaves no cycles, what is imported is none, and looking costs a sixth of all."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def _attempt(source: Source, form: Path | None, converter: Converter | None = None) -> Attempt:
    try:
        return Attempt(process(source, load(form), converter))
    except Exception:  # the bug is told with its file, and the others of the batch are read
        return _failed(source, traceback.format_exc())


def _failed(source: Source, details: str) -> Attempt:
    told = fiche.Source(file=source.name, sha256=source.digest())
    record = blocked(told, "unreadable", "ficheparse itself failed on the file")
    return Attempt(Parsed(record), Fault(source.name, details))


def _pooled(sources: Sequence[Source], form: Path | None, workers: int) -> Iterator[Attempt]:
    """By several processes; where one dies, the chunk waited for goes one by one, and the rest to new ones."""
    size = max(1, min(_CHUNK, len(sources) // workers))
    chunks = [sources[start : start + size] for start in range(0, len(sources), size)]
    while chunks:
        pool = _pool(workers)
        try:
            futures = [pool.submit(_attempt_all, chunk, form) for chunk in chunks]
            for future in futures:
                yield from future.result()
                del chunks[0]
        except BrokenProcessPool:
            yield from _one_by_one(chunks.pop(0), form)
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _one_by_one(sources: Sequence[Source], form: Path | None) -> Iterator[Attempt]:
    """In a process beside this one, so that a file on which it dies is known, and is the only one lost."""
    pool = _pool(1)
    try:
        for source in sources:
            try:
                yield from pool.submit(_attempt_all, [source], form).result()
            except BrokenProcessPool:
                pool.shutdown(wait=False)
                pool = _pool(1)
                yield _failed(source, "The process that read the file died.\n")
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _pool(workers: int) -> ProcessPoolExecutor:
    # Spawned on every system alike; forking a process that has threads is not safe.
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_prepare_worker)


def _prepare_worker() -> None:
    """Ctrl-C is answered by the process that waits for the workers."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _spare_collector()


def _attempt_all(sources: Sequence[Source], form: Path | None) -> list[Attempt]:
    return [_attempt(source, form) for source in sources]


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
