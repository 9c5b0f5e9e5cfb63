"""The stages put together for one file: from its bytes to its record. The one place where they meet."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from ficheparse import fiche
from ficheparse.answers import Converted, Unchanged, Waiting, refused
from ficheparse.blocked import blocked
from ficheparse.collection import Parsed
from ficheparse.document import Document
from ficheparse.extract import extract
from ficheparse.form import Form
from ficheparse.ingest import Source, UnreadableSource
from ficheparse.normalise import normalise
from ficheparse.read import UnreadableDocument, prepare, read, read_converted, told_format


def process(source: Source, form: Form) -> Parsed | Waiting:
    """The record that a source gives, and the pictures it exports; a blocked record where it cannot be read.

    Of a file of another format it is what a converter is to be handed, and `finish` what follows.
    """
    loaded = _loaded(source)
    return loaded if isinstance(loaded, Parsed) else _processed(loaded, form)


def process_changed(source: Source, form: Form, sha256: str) -> Parsed | Waiting | Unchanged:
    """The same, unless the file still has this digest."""
    loaded = _loaded(source)
    if isinstance(loaded, Parsed):
        return loaded
    return Unchanged() if loaded.told.sha256 == sha256 else _processed(loaded, form)


class _Loaded(NamedTuple):
    told: fiche.Source
    data: bytes


def _loaded(source: Source) -> _Loaded | Parsed:
    try:
        data = source.data()
    except UnreadableSource as problem:
        told = fiche.Source(file=source.name, sha256=source.digest())
        return Parsed(blocked(told, problem.code, problem.reason))
    return _Loaded(fiche.Source(file=source.name, sha256=hashlib.sha256(data).hexdigest()), data)


def _processed(loaded: _Loaded, form: Form) -> Parsed | Waiting:
    told, data = loaded
    try:
        if prepared := prepare(data, told.file):
            return Waiting(told.model_copy(update={"format": told_format(prepared.kind)}), prepared)
        return _parsed(told, read(data, told.file), form)
    except UnreadableDocument as problem:
        return refused(told, problem)


def finish(converted: Converted, form: Form) -> Parsed:
    """The record of a file that a converter made a Word package of."""
    try:
        return _parsed(converted.told, read_converted(converted.package, converted.kind), form)
    except UnreadableDocument as problem:
        return refused(converted.told, problem)


def _parsed(told: fiche.Source, document: Document, form: Form) -> Parsed:
    told = told.model_copy(update={"format": document.format})
    normalised = normalise(extract(document, form), form, told)
    return Parsed(normalised.fiche, normalised.pictures)
