"""From files to records, one by one or as a batch: what strangers sent is read in processes that may be lost."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

from ficheparse import fiche
from ficheparse.aggregate import aggregate
from ficheparse.answers import Converted, Unchanged, Waiting, refused
from ficheparse.blocked import blocked
from ficheparse.collection import Collection, Parsed
from ficheparse.form import load, of_text, text_of
from ficheparse.guard import LOST_REASONS, Crew, Guarded, Lost, spare_collector
from ficheparse.ingest import PassedKind, Plan, Source, plan, single, singles
from ficheparse.read import HEAD, OTHER_NAMES, Kind, UnreadableDocument, may_need_converter
from ficheparse.read import converter as new_converter
from ficheparse.read.scratch import clear as clear_scratch
from ficheparse.seen import Seen
from ficheparse.shelf import Entry, Line, Shelf, line

if TYPE_CHECKING:
    from ficheparse.cluster import Cluster
    from ficheparse.read.libreoffice import Converter

__all__ = [
    "Attempt",
    "Batch",
    "Fault",
    "PassedKind",
    "Plan",
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

_POOL_PAYS_FROM = 64
"""Files from which on several processes are started unasked."""
_MOST_WORKERS = 8
"""Past these, one process that gathers the records is what the others wait for."""
_STAGED = 500
"""Files that the converter is handed at a time: no system's command line is too short for their names."""


class Fault(NamedTuple):
    """A fault of ficheparse itself, met with a file."""

    file: str
    details: str
    """The traceback, or what is known where there is none."""


class Attempt(NamedTuple):
    """What came of one source: a record always, and the fault where there was one."""

    line: Line
    fault: Fault | None = None
    unchanged: bool = False
    """Whether the file is still what it was, and was not read any further."""


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
        converted = _convert(_stage(begun, converter), converter)
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
    *,
    form: Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    advance: Callable[[], None] = lambda: None,
    seen: Seen | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Reading:
    """Every source of the plan read, or taken as it was `seen`; `advance` is called after each.

    `meanwhile` is called in a thread of its own, as soon as others are at work.

    For the rest see `attempts`.
    """
    shelf = Shelf()
    entries: list[Entry] = []
    faults: list[Fault] = []
    unchanged = seen is not None and seen.state is not None and len(seen) == len(plan.sources)
    coming = attempts(plan.sources, form=form, workers=workers, scheduler=scheduler, seen=seen)
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


def attempts(
    sources: Sequence[Source],
    *,
    form: Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    seen: Seen | None = None,
) -> Iterator[Attempt]:
    """What comes of each source, in their order, as soon as it is there.

    A file that is stuck, needs too much memory, or ends the process that reads it costs only itself. `workers` are the
    processes that read, as many as pay by default; `scheduler` is the address of a cluster whose workers read in their
    place. What was `seen` and is still the same is not read again. Raises `ficheparse.form.FormError`, and
    `ficheparse.cluster.ClusterError`.
    """
    load(form)  # a form that cannot be used is told before any work is begun
    spare_collector()
    clear_scratch()
    if workers is None:
        workers = min(_cores(), _MOST_WORKERS) if len(sources) >= _POOL_PAYS_FROM else 1
    other = [_may_be_other(source) for source in sources]
    # What reads is long to import: one process that reads does it while this one has other things to do; several share.
    if workers > 1 or any(other):
        import_module("ficheparse.stages")
    # Begun before there are threads, processes are copies of this one, which costs little.
    aside = Guarded() if any(other) else None
    readers: Crew | Cluster
    if scheduler is None:
        readers = Crew(min(workers, len(sources)))
    else:
        from ficheparse.cluster import Cluster  # noqa: PLC0415 - few have one

        readers = Cluster(scheduler)
        # its workers stand in other folders
        sources = [
            replace(source, place=str(source.path.absolute())) if isinstance(source.path, Path) else source
            for source in sources
        ]
    return _attempts(sources, other, _Job(text_of(form), seen), readers, aside)


class _Job(NamedTuple):
    """What the sources are read with."""

    form: str | None
    """The text of its file."""
    seen: Seen | None

    def tasks(self, sources: Sequence[Source]) -> list[_Task]:
        """What the processes that read are handed."""
        return [_Task(source, self.form, self.seen.sha256(source.name) if self.seen else None) for source in sources]


class _Task(NamedTuple):
    source: Source
    form: str | None
    sha256: str | None = None
    """That of the file whose record is there already."""


def _attempts(
    sources: Sequence[Source], other: Sequence[bool], job: _Job, readers: Crew | Cluster, aside: Guarded | None
) -> Iterator[Attempt]:
    """Word packages by the readers; files of other formats by way of one converter, at work while those are read."""
    with ExitStack() as used:
        used.enter_context(readers)
        converters: list[Converter] = []

        def office() -> Converter:
            """The batch's converter, which few batches need."""
            if not converters:
                converters.append(used.enter_context(new_converter()))
            return converters[0]

        word = [source for source, is_other in zip(sources, other, strict=True) if not is_other]
        by_readers = _by_readers(word, job, readers, office)
        by_converter: Iterator[Attempt] = iter(())
        if aside is not None:
            rest = [source for source, is_other in zip(sources, other, strict=True) if is_other]
            by_converter = _by_converter(rest, job, used.enter_context(aside), office())
        for is_other in other:
            yield next(by_converter if is_other else by_readers)


def _may_be_other(source: Source) -> bool:
    """Whether the file is perhaps of another format than Word's; it only decides what is begun first."""
    head = source.head(HEAD)
    return source.name.lower().endswith(OTHER_NAMES) if head is None else may_need_converter(head)


def _by_readers(
    sources: Sequence[Source], job: _Job, readers: Crew | Cluster, office: Callable[[], Converter]
) -> Iterator[Attempt]:
    begun = readers.each(_begin, job.tasks(sources))
    for source, answer in zip(sources, begun, strict=True):
        result = _told(answer, source, job)
        if isinstance(result, Waiting):
            with Guarded() as reader:
                yield _finished(_stage(result, office()), source, job, reader, office())
        else:
            yield result


def _by_converter(sources: Sequence[Source], job: _Job, reader: Guarded, converter: Converter) -> Iterator[Attempt]:
    """Sets the converter to work before anything is asked of it."""

    def staged(group: Sequence[Source]) -> list[Attempt | _Staged]:
        answers = zip(group, reader.each(_begin, job.tasks(group)), strict=True)
        results = [
            _stage(result, converter) if isinstance(result, Waiting) else result
            for result in (_told(answer, source, job) for source, answer in answers)
        ]
        if any(isinstance(result, _Staged) for result in results):
            converter.start()
        return results

    def attempts_of(group: Sequence[Source], results: list[Attempt | _Staged]) -> Iterator[Attempt]:
        for source, result in zip(group, results, strict=True):
            yield _finished(result, source, job, reader, converter) if isinstance(result, _Staged) else result

    first, *others = [sources[start : start + _STAGED] for start in range(0, len(sources), _STAGED)]
    later = (attempts_of(group, staged(group)) for group in others)
    return chain(attempts_of(first, staged(first)), chain.from_iterable(later))


class _Staged(NamedTuple):
    """A file that the converter has; its bytes are no longer kept."""

    told: fiche.Source
    kind: Kind
    key: str


def _stage(waiting: Waiting, converter: Converter) -> _Staged:
    prepared = waiting.prepared
    return _Staged(waiting.told, prepared.kind, converter.stage(prepared.data, prepared.kind))


def _convert(staged: _Staged, converter: Converter) -> Converted | Parsed:
    """The Word package that the converter makes of the file, or the blocked record where it makes none."""
    try:
        return Converted(staged.told, staged.kind, converter.converted(staged.key))
    except UnreadableDocument as problem:
        return refused(staged.told, problem)


def _finished(staged: _Staged, source: Source, job: _Job, reader: Guarded, converter: Converter) -> Attempt:
    converted = _convert(staged, converter)
    if isinstance(converted, Parsed):
        return Attempt(line(*converted))
    answer = reader.call(_end, (converted, job.form))
    return _lost(answer, source) if isinstance(answer, Lost) else Attempt(answer)


def _begin(task: _Task) -> Line | Waiting | Unchanged:
    from ficheparse.stages import process, process_changed  # noqa: PLC0415

    form = of_text(task.form)
    answer = process_changed(task.source, form, task.sha256) if task.sha256 else process(task.source, form)
    return line(*answer) if isinstance(answer, Parsed) else answer


def _end(task: tuple[Converted, str | None]) -> Line:
    from ficheparse.stages import finish  # noqa: PLC0415

    converted, form = task
    return line(*finish(converted, of_text(form)))


def _told(answer: Line | Waiting | Unchanged | Lost, source: Source, job: _Job) -> Attempt | Waiting:
    match answer:
        case Lost():
            return _lost(answer, source)
        case Unchanged():
            if job.seen is not None and (before := job.seen.line(source.name)) is not None:
                return Attempt(before, unchanged=True)
            with Guarded() as reader:  # a picture of it is gone
                return _told(reader.call(_begin, _Task(source, job.form)), source, job)
        case Waiting():
            return answer
        case _:
            return Attempt(answer)


def _lost(lost: Lost, source: Source) -> Attempt:
    """The blocked record of a file that gave no result; a fault of ours is told as one."""
    told = fiche.Source(file=source.name, sha256=source.digest())
    record = blocked(told, "unreadable", LOST_REASONS[lost.cause])
    return Attempt(line(record), Fault(source.name, lost.details) if lost.cause == "fault" else None)


def _cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
