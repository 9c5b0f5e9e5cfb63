"""The processes that read a batch: what strangers sent is read where no more than its file can be lost.

This is all that they need, so that they are begun before what only the batch needs is imported.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from ficheparse import fiche
from ficheparse.answers import Converted, Unchanged, Waiting, refused
from ficheparse.blocked import blocked
from ficheparse.collection import Parsed
from ficheparse.form import load, of_text, text_of
from ficheparse.guard import LOST_REASONS, Crew, Guarded, Lost, spare_collector
from ficheparse.ingest import Source
from ficheparse.read import HEAD, OTHER_NAMES, Kind, UnreadableDocument, may_need_converter
from ficheparse.read import converter as new_converter
from ficheparse.read.scratch import clear as clear_scratch
from ficheparse.shelf import Line, line

if TYPE_CHECKING:
    from ficheparse.cluster import Cluster
    from ficheparse.read.libreoffice import Converter
    from ficheparse.seen import Seen

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


class Readers:
    """The processes that read these sources, begun and waiting. To be closed, or used in a `with` statement.

    A file that is stuck, needs too much memory, or ends the process that reads it costs only itself. `workers` are the
    processes, as many as pay by default; `scheduler` is the address of a cluster whose workers read in their place.
    Raises `ficheparse.form.FormError` before any is begun, and `ficheparse.cluster.ClusterError`.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        form: Path | None = None,
        workers: int | None = None,
        scheduler: str | None = None,
    ) -> None:
        load(form)
        self._form = text_of(form)
        self._sources = sources
        self._other = [_may_be_other(source) for source in sources]
        spare_collector()
        clear_scratch()
        if workers is None:
            workers = min(_cores(), _MOST_WORKERS) if len(sources) >= _POOL_PAYS_FROM else 1
        # What reads is long to import: one process does it while this one has other things to do; several share it.
        if workers > 1 or any(self._other):
            _import_stages()
        # Begun before there are threads, processes are copies of this one, which costs little.
        self._crew: Crew | Cluster
        if scheduler is None:
            self._crew = Crew(min(workers, len(sources)), _import_stages)
        else:
            from ficheparse.cluster import Cluster  # noqa: PLC0415 - few have one

            self._crew = Cluster(scheduler)
            # its workers stand in other folders
            self._sources = [
                replace(source, place=str(source.path.absolute())) if isinstance(source.path, Path) else source
                for source in sources
            ]
        self._aside = Guarded(_import_stages) if any(self._other) else None
        if self._aside is not None:
            self._aside.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    def attempts(self, seen: Seen | None = None) -> Iterator[Attempt]:
        """What comes of each source, in their order, as soon as it is there; the readers then have nothing more to do.

        What was `seen` and is still the same is not read again.
        """
        job = _Job(self._form, seen)
        with ExitStack() as used:
            used.callback(self._stop)
            converters: list[Converter] = []

            def office() -> Converter:
                """The batch's converter, which few batches need."""
                if not converters:
                    converters.append(used.enter_context(new_converter()))
                return converters[0]

            of_others: dict[bool, list[Source]] = {True: [], False: []}
            for source, is_other in zip(self._sources, self._other, strict=True):
                of_others[is_other].append(source)
            by_readers = _by_readers(of_others[False], job, self._crew, office)
            by_converter: Iterator[Attempt] = iter(())
            if self._aside is not None:
                # at work while the Word packages are read
                by_converter = _by_converter(of_others[True], job, self._aside, office())
            for is_other in self._other:
                yield next(by_converter if is_other else by_readers)

    def _stop(self) -> None:
        self._crew.stop()
        if self._aside is not None:
            self._aside.stop()

    def close(self) -> None:
        """End the processes."""
        self._stop()
        self._crew.close()
        if self._aside is not None:
            self._aside.close()


def attempts(
    sources: Sequence[Source],
    *,
    form: Path | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Iterator[Attempt]:
    """What comes of each source, in their order, as soon as it is there; for the rest see `Readers`."""
    readers = Readers(sources, form=form, workers=workers, scheduler=scheduler)

    def all_of_them() -> Iterator[Attempt]:
        with readers:
            yield from readers.attempts()

    return all_of_them()


def _import_stages() -> None:
    import_module("ficheparse.stages")


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


def _may_be_other(source: Source) -> bool:
    """Whether the file is perhaps of another format than Word's; it only decides what is begun first."""
    head = source.head(HEAD)
    return source.name.lower().endswith(OTHER_NAMES) if head is None else may_need_converter(head)


def _by_readers(
    sources: Sequence[Source], job: _Job, crew: Crew | Cluster, office: Callable[[], Converter]
) -> Iterator[Attempt]:
    begun = crew.each(_begin, job.tasks(sources))
    for source, answer in zip(sources, begun, strict=True):
        result = _told(answer, source, job)
        if isinstance(result, Waiting):
            with Guarded() as reader:
                yield _finished(stage(result, office()), source, job, reader, office())
        else:
            yield result


def _by_converter(sources: Sequence[Source], job: _Job, reader: Guarded, converter: Converter) -> Iterator[Attempt]:
    """Sets the converter to work before anything is asked of it."""

    def staged(group: Sequence[Source]) -> list[Attempt | Staged]:
        answers = zip(group, reader.each(_begin, job.tasks(group)), strict=True)
        results = [
            stage(result, converter) if isinstance(result, Waiting) else result
            for result in (_told(answer, source, job) for source, answer in answers)
        ]
        if any(isinstance(result, Staged) for result in results):
            converter.start()
        return results

    def attempts_of(group: Sequence[Source], results: list[Attempt | Staged]) -> Iterator[Attempt]:
        for source, result in zip(group, results, strict=True):
            yield _finished(result, source, job, reader, converter) if isinstance(result, Staged) else result

    first, *others = [sources[start : start + _STAGED] for start in range(0, len(sources), _STAGED)]
    later = (attempts_of(group, staged(group)) for group in others)
    return chain(attempts_of(first, staged(first)), chain.from_iterable(later))


class Staged(NamedTuple):
    """A file that the converter has; its bytes are no longer kept."""

    told: fiche.Source
    kind: Kind
    key: str


def stage(waiting: Waiting, converter: Converter) -> Staged:
    """Hand the file to the converter."""
    prepared = waiting.prepared
    return Staged(waiting.told, prepared.kind, converter.stage(prepared.data, prepared.kind))


def convert(staged: Staged, converter: Converter) -> Converted | Parsed:
    """The Word package that the converter makes of the file, or the blocked record where it makes none."""
    try:
        return Converted(staged.told, staged.kind, converter.converted(staged.key))
    except UnreadableDocument as problem:
        return refused(staged.told, problem)


def _finished(staged: Staged, source: Source, job: _Job, reader: Guarded, converter: Converter) -> Attempt:
    converted = convert(staged, converter)
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
