"""What stands in the output folder: the records last written, the corrections, and the workbook with new ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import JsonValue, ValidationError

from ficheparse.carried import Carried, RowKey
from ficheparse.corrections import DECISION, NOTE, Correction, Numbered, numbers
from ficheparse.fiche import Fiche
from ficheparse.form import Form
from ficheparse.issues import Language
from ficheparse.revise.apply import corrected, value_at
from ficheparse.revise.book import Book, BookError, read_book
from ficheparse.revise.edits import Edit, Written, of_fiches, of_numbered
from ficheparse.revise.grid import Grid, issues, made_of, understood
from ficheparse.revise.marks import Marks
from ficheparse.revise.match import Groups, own_id
from ficheparse.revise.revision import Fresh, Revision
from ficheparse.revise.store import load, of_text
from ficheparse.sheets.cells import Painter
from ficheparse.sheets.columns import CONTACTS, FICHES, POINTS, ContactRow, Layout, PointRow
from ficheparse.sheets.kept import KeptSheet
from ficheparse.sheets.made_of import NAME
from ficheparse.wording import table

R = TypeVar("R")


class Previous(NamedTuple):
    """What a run begins with."""

    revision: Revision
    carried: Carried | None
    """None where there is no workbook, or none that was understood."""
    edits: int
    """Cells found changed in it."""
    unread: str | None
    """Why the workbook that is there was not read; it is then to be left as it is."""
    shown: list[Correction]
    """What the first workbook shows of corrections, her edits in it included: seen once, they are edits no more."""


class Base(NamedTuple):
    """What a workbook was made of."""

    records: Path
    corrections: Path


class Saved(NamedTuple):
    """A workbook in the output folder."""

    workbook: Path
    bases: Sequence[Base]
    """One of these it was made of, most likely the first."""


def previous(saved: Sequence[Saved], corrections: Path, form: Form) -> Previous:
    """What was written, and what was changed in it since.

    Of several workbooks, the usual one and one beside it, the last is how the next one is to look, unless only the
    first has anything of hers. Raises `StoreError`.
    """
    opened = [(one, _opened(one.workbook)) for one in saved if one.workbook.exists()]
    books = [book for _, book in opened if isinstance(book, Book)]
    groups = Groups(_stored(corrections, books))
    carried: Carried | None = None
    unread: str | None = None
    first: list[Correction] | None = None
    edits = 0
    fresh: set[Fresh] = set()
    for one, book in opened:
        try:
            if isinstance(book, BookError):
                raise book
            base = _made_of(book, one.bases)
            shown = Groups(_stored(base.corrections, [book]))
            found = _Found(book, _records(base.records), shown, form)
        except BookError as problem:
            unread = unread or f"{one.workbook.name}: {problem.reason}"
            continue
        if found.fiches is None:
            unread = unread or f"{one.workbook.name}: it has no sheet of fiches with their identifiers"
            continue
        if lost := found.lost():
            unread = unread or f"{one.workbook.name}: its sheet {lost} has lost a column of ours"
            continue
        changed = list(found.edits())
        for edit in changed:
            fresh |= _take(edit, groups, form)
            if not _whole(edit.place):
                _take(edit, shown, form)
        first = first if first is not None else shown.all()
        edits += len(changed)
        kept = found.carried()
        if carried is None or kept.has_own or not carried.has_own:
            carried = kept
    return Previous(Revision(groups, form, fresh), carried, edits, unread, first or [])


def _opened(workbook: Path) -> Book | BookError:
    try:
        return read_book(workbook)
    except BookError as problem:
        return problem


def _stored(path: Path, books: Sequence[Book]) -> list[Correction]:
    """The corrections of this file; where it was lost, those that the first of the workbooks was made of."""
    if path.exists():
        return load(path)
    there = (made_of(book).corrections for book in books)
    return of_text(next((text for text in there if text), ""), path.name)


def _made_of(book: Book, bases: Sequence[Base]) -> Base:
    """What the workbook was made of, by the digest in it; the most likely where a program dropped that."""
    there = [base for base in bases if base.records.exists()]
    if book.records is None and there:
        return there[0]
    for base in there:
        with base.records.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == book.records:
                return base
    raise BookError("the records that it was made of, by which its changes would be known, are no longer there")


def _records(path: Path) -> list[Fiche]:
    """The records as they were written, in their order."""
    try:
        lines = path.read_text("utf-8").splitlines()
        return [Fiche.model_validate_json(line) for line in lines if line.strip()]
    except (OSError, UnicodeDecodeError, ValidationError) as problem:
        raise BookError(f"{path.name}, by which its changes would be known, cannot be read") from problem


class _Found:
    """The sheets of ours in the workbook, and what they were written of."""

    def __init__(self, book: Book, records: Sequence[Fiche], groups: Groups, form: Form) -> None:
        self._book = book
        self._records = {record.id: record for record in records}
        self._groups = groups
        language: Language = next((known for known in _LANGUAGES if known == book.language), "fr")
        self._painter = Painter(form, language, {}, {}, made_of(book).labels)
        shown = [(record.id, 0) for record in records]
        self.fiches = self._grid(FICHES, shown)
        self._points = self._grid(POINTS, self._numbered("points"))
        self._contacts = self._grid(CONTACTS, self._numbered("contacts"))
        self._usual = {"fiches": shown, "points": self._numbered("points"), "contacts": self._numbered("contacts")}

    def lost(self) -> str | None:
        """The name of a sheet of ours in which a column is missing without which its rows say nothing."""
        for layout, grid in ((POINTS, self._points), (CONTACTS, self._contacts)):
            names = table()["sheets"][layout.key].values()
            for sheet in self._book.sheets:
                if grid is None and sheet.name in names:
                    return sheet.name
        return None

    def edits(self) -> Iterator[Edit]:
        """Every cell that somebody changed, row by row."""
        written = Written(self._records, self._groups.of)
        if self.fiches is not None:
            yield from of_fiches(self.fiches, written, self._painter)
        if self._points is not None:
            yield from of_numbered(self._points, "points", self._point_rows, written, self._painter)
        if self._contacts is not None:
            yield from of_numbered(self._contacts, "contacts", self._contact_rows, written, self._painter)

    def carried(self) -> Carried:
        """What of the workbook the next one keeps."""
        grids = {"fiches": self.fiches, "points": self._points, "contacts": self._contacts}
        marks = Marks(self._book)
        sheets = {key: grid.carried(self._usual[key], marks) for key, grid in grids.items() if grid is not None}
        ours = {grid.sheet.name for grid in grids.values() if grid is not None}
        wordings = table()["sheets"]
        shown = self.fiches.sheet.name if self.fiches else ""
        # a French workbook may have a sheet of hers called Summary
        said = [language for language, name in wordings["fiches"].items() if name == shown] or list(_LANGUAGES)
        said = [language for language in said if language == self._book.language] or said
        titles = {names[language] for names in wordings.values() for language in said}
        ours |= {sheet.name for sheet in self._book.sheets if sheet.name in titles}
        ours.add(NAME)
        own_sheets = any(sheet.name not in ours for sheet in self._book.sheets)
        if (to_check := self._issues(marks)) is not None:
            sheets["issues"] = to_check
        own_cells = any(sheet.has_own for sheet in sheets.values())
        ids = {record.source.sha256: record.id for record in self._records.values()}
        return Carried(sheets, self._book.data, frozenset(ours), own_sheets or own_cells, ids)

    def _issues(self, marks: Marks) -> KeptSheet | None:
        """What is hers in the sheet of what is to be checked, if anything; its order of rows is always ours."""
        names = table()["sheets"]["issues"].values()
        for sheet in self._book.sheets:
            grid = issues(sheet, by_place=True) if sheet.name in names else None
            if grid is not None:
                if not grid.carried((), marks).has_own:
                    return None
                grid = issues(sheet) or grid
                return replace(grid.carried((), marks), hidden=frozenset(), auto_filter=None, waiting={})
        return None

    def _grid(self, layout: Layout[R], keys: Sequence[RowKey]) -> Grid[R] | None:
        """The sheet of this layout: the one of its name, or another that has its columns."""
        names = table()["sheets"][layout.key].values()
        known = frozenset(keys)
        by_name = sorted(self._book.sheets, key=lambda sheet: sheet.name not in names)
        found = (understood(sheet, layout, known) for sheet in by_name)
        return next((grid for grid in found if grid is not None), None)

    def _numbers(self, record: Fiche, name: Numbered) -> list[int]:
        left = len(record.points if name == "points" else record.contacts)
        return numbers(name, left, self._groups.of(record))

    def _numbered(self, name: Numbered) -> list[RowKey]:
        return [(record.id, number) for record in self._records.values() for number in self._numbers(record, name)]

    def _point_rows(self, record: Fiche) -> list[PointRow]:
        found = zip(self._numbers(record, "points"), record.points, strict=True)
        return [PointRow(record, number, point) for number, point in found]

    def _contact_rows(self, record: Fiche) -> list[ContactRow]:
        found = zip(self._numbers(record, "contacts"), record.contacts, strict=True)
        return [ContactRow(record, number, contact) for number, contact in found]


_LANGUAGES: tuple[Language, ...] = ("fr", "en", "ja")


def _take(edit: Edit, groups: Groups, form: Form) -> set[Fresh]:
    """Make a correction of a cell that was changed; one that was set back to what the fiche gives is none.

    What the fiche gives where it was corrected before, and sent again since, the records do not tell: such a
    correction is given back as a fresh one.
    """
    record, place, at = edit.fiche, edit.place, edit.at
    identity = groups.identity(record) or own_id(record)
    if edit.added == "back":
        groups.withdraw(identity, place.rpartition(".")[0])
    earlier = groups.of(record).get(place)
    unknown = edit.added == "back" or (earlier is not None and _may_be_stale(record, place))
    if place in (DECISION, NOTE):
        if edit.typed is None:
            groups.withdraw(identity, place)
            return set()
        extracted: JsonValue = None
    elif earlier is not None:
        extracted = earlier.extracted
        if (
            not unknown
            and not _whole(place)
            and value_at(corrected(record, {at: edit.typed}, form).fiche, at) == extracted
        ):
            groups.withdraw(identity, place)
            return set()
    else:
        extracted = None if _whole(place) or unknown else value_at(record, at)
        if not _whole(place) and not unknown and edit.added is None:
            result = corrected(record, {at: edit.typed}, form)
            if at not in result.invalid and value_at(result.fiche, at) == extracted:
                return set()  # the same, written in another way
    groups.put(
        Correction(
            fiche=identity,
            file=record.source.file,
            field=place,
            extracted=extracted,
            corrected=edit.typed,
            sha256=earlier.sha256 if earlier is not None else record.source.sha256,
        )
    )
    return {Fresh(identity, place, record.source.sha256)} if unknown else set()


def _may_be_stale(record: Fiche, place: str) -> bool:
    """Whether a correction of this field is told to be stale."""
    field = place.partition(".")[0]
    return any(issue.code == "correction-stale" and issue.field == field for issue in record.issues)


def _whole(place: str) -> bool:
    """Whether a point or a contact was taken away."""
    return place.partition(".")[2].isdigit()
