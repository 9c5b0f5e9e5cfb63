"""What must come of a file, whatever it is: a record that is one, or a blocking code. Anything else is a fault."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Self, TypeVar, get_args
from unittest import mock

from ficheparse import fiche
from ficheparse.answers import Waiting
from ficheparse.extract import extract
from ficheparse.form import Form, load
from ficheparse.ingest import plan, planning
from ficheparse.normalise import normalise
from ficheparse.read import Prepared, UnreadableDocument, prepare, read
from ficheparse.read.errors import BlockingCode
from ficheparse.stages import process

_CODES = frozenset(get_args(BlockingCode))
_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


@cache
def form() -> Form:
    """The form, loaded once."""
    return load()


def outcome(name: str, data: bytes, folder: Path, *, thorough: bool) -> str:
    """What came of it: the record's status, a blocking code, a format that waits for a converter, or a container.

    `folder` takes a container, for those are read from the disk; `thorough` has the record written and read again.
    """
    if name.endswith((".zip", ".eml")):
        return _container(name, data, folder)
    try:
        if prepared := prepare(data, name):
            return _waiting(prepared)
        told = fiche.Source(file=name, sha256=hashlib.sha256(data).hexdigest(), format="docx")
        record = normalise(extract(read(data, name), form()), form(), told).fiche
    except UnreadableDocument as problem:
        return _known(problem.code)
    if thorough:
        check(record)
    return record.status


def check(record: fiche.Fiche) -> None:
    """A record says the same after it was written and read again."""
    if fiche.Fiche.model_validate_json(record.model_dump_json()) != record:
        raise AssertionError("the record is another after it was written and read")


def _waiting(prepared: Prepared) -> str:
    if prepared.kind == "word":
        raise AssertionError("a Word package waits for a converter")
    return f"{prepared.kind} for a converter"


def _known(code: str) -> str:
    if code not in _CODES:
        raise AssertionError(f"{code} is no blocking code")
    return code


def _container(name: str, data: bytes, folder: Path) -> str:
    """What an archive or a message holds, found and read as a run does it."""
    path = folder / name
    path.write_bytes(data)
    with mock.patch.object(planning, "Guarded", _InThisProcess):
        found = plan([path])
    for source in found.sources:
        if not isinstance(parsed := process(source, form()), Waiting):
            check(parsed.fiche)
    return "container" if found.sources else "container with nothing to read"


class _InThisProcess:
    """In the place of the process that containers are looked into: here a fault must come out, not be told as one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def call(self, function: Callable[[_Argument], _Result], argument: _Argument) -> _Result:
        """What the function makes of the argument."""
        return function(argument)
