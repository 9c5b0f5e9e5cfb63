"""The layout of the workbook's sheets: which columns, in what order, how wide, of what kind, and where from.

The columns of a fiche, a point and a contact come from the record's model: a new field of the record is a column once
`wording.toml` has a title for it. What is here is what the model cannot tell: which come first, and how they look.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from typing import Any, Generic, Literal, NamedTuple, TypeVar, Union, get_args, get_origin

from ficheparse.collection import Named, Outcome
from ficheparse.corrections import DECISION, NO_MARKS, NOTE, Marks
from ficheparse.fiche import Contact, Fiche, Issue, Point, Record

# fmt: off
Kind = Literal[
    "text", "strong", "muted", "lines", "number", "year", "degrees", "count", "flag", "date", "country", "coordinates",
    "domains", "link", "links", "mails", "jump", "fiche", "point", "status", "severity", "fate", "field", "message",
    "messages", "quoted", "action", "place", "decision", "mail",
]
# fmt: on
"""What a column holds, which says how a value of it is written and looks."""

Row = TypeVar("Row")


class Column(NamedTuple, Generic[Row]):
    """A column of a sheet."""

    key: str
    """Its title's key in `wording.toml`: the place in the record, or a name of its own."""
    kind: Kind
    width: float
    """In characters."""
    get: Callable[[Row], object]


class Layout(NamedTuple, Generic[Row]):
    """A sheet of one table."""

    key: str
    """Its name's key in `wording.toml`."""
    columns: tuple[Column[Row], ...]
    frozen: int
    """Columns at the left that stay in sight."""
    printed: int
    """Columns that fit on a sheet of paper and can still be read."""
    most_lines: int
    """A row is no higher, so that a long text does not push the others out of sight."""
    colour: str
    """Of its tab."""
    needs: frozenset[str] = frozenset({"id"})
    """Columns without which nobody can tell whose a row is, or whether there is anything in it."""


class FicheRow(NamedTuple):
    """A row of the sheet of fiches."""

    fiche: Fiche
    marks: Marks = NO_MARKS


class PointRow(NamedTuple):
    """A row of the sheet of points."""

    fiche: Fiche
    number: int
    point: Point
    marks: Marks = NO_MARKS


class ContactRow(NamedTuple):
    """A row of the sheet of contacts."""

    fiche: Fiche
    number: int
    contact: Contact
    marks: Marks = NO_MARKS


class IssueRow(NamedTuple):
    """A row of the sheet of what is to be checked."""

    fiche: Fiche
    file: str
    issue: Issue


class SourceRow(NamedTuple):
    """A row of the sheet of input files."""

    outcome: Outcome
    fiche: Named | None


def leaves(model: type[Record], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """The places of a record's model where values are, and their types.

    >>> [key for key, _ in leaves(Fiche) if key.startswith("population")]
    ['population.value', 'population.year', 'population.approximate']
    """
    for name, field in model.model_fields.items():
        kind = _bare(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from leaves(kind, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", kind


def parts(model: type[Record], prefix: str = "") -> Iterator[tuple[str, type[Record]]]:
    """The models that a record is made of, each with the place it is at; itself first.

    >>> [(prefix, part.__name__) for prefix, part in parts(Fiche)][:3]
    [('', 'Fiche'), ('population.', 'Population'), ('contacts.', 'Contact')]
    """
    yield prefix, model
    for name, field in model.model_fields.items():
        kind = _bare(field.annotation)
        for part in (kind, *get_args(kind)):
            if isinstance(part, type) and issubclass(part, Record):
                yield from parts(part, f"{prefix}{name}.")


def _bare(annotation: Any) -> Any:
    """The type without its None."""
    if get_origin(annotation) in (Union, types.UnionType):
        return next(part for part in get_args(annotation) if part is not type(None))
    return annotation


_ELSEWHERE = frozenset({"provenance", "source.sha256", "source.format", "points.html"})
"""What an officer does not read in a row: proof of origin is in `records.jsonl`, of files in the sheet of sources."""

_LOOKS: dict[str, tuple[Kind, float]] = {
    "id": ("muted", 32),
    "name": ("strong", 36),
    "status": ("status", 12),
    "issues": ("jump", 10),
    "updated": ("date", 12),
    "country": ("country", 10),
    "domains": ("domains", 30),
    "population.value": ("number", 13),
    "population.year": ("year", 14),
    "website": ("link", 34),
    "other_websites": ("links", 34),
    "location.map_url": ("link", 34),
    "location.coordinates_from": ("coordinates", 18),
    "location.image": ("muted", 20),
    "images": ("lines", 20),
    "unplaced": ("lines", 60),
    "source.file": ("text", 34),
    "points.text": ("point", 110),
    "points.level": ("count", 9),
    "contacts.name": ("strong", 26),
    "contacts.emails": ("mails", 42),
    "contacts.phones": ("lines", 18),
    "contacts.faxes": ("lines", 18),
    "contacts.text": ("text", 60),
}
"""Kind and width where the type alone does not tell, by key."""


def _of_model(model: type[Record], get: Callable[[Row], object], prefix: str = "") -> dict[str, Column[Row]]:
    """The columns of a model that is found in a row."""
    columns: dict[str, Column[Row]] = {}
    for key, kind in leaves(model, prefix):
        if key not in _ELSEWHERE:
            look, width = _LOOKS.get(key) or _by_type(kind)
            columns[key] = Column(key, look, width, _at(key.removeprefix(prefix), get))
    return columns


def _by_type(kind: Any) -> tuple[Kind, float]:
    if get_origin(kind) is list:
        of_records = isinstance(get_args(kind)[0], type) and issubclass(get_args(kind)[0], Record)
        return ("count", 10) if of_records else ("lines", 28)
    looks: dict[Any, tuple[Kind, float]] = {int: ("number", 12), float: ("degrees", 12), bool: ("flag", 12)}
    return looks.get(kind, ("text", 28))


def _at(path: str, get: Callable[[Row], object]) -> Callable[[Row], object]:
    """What reads the value at this place of a row's record; None where there is none on the way."""
    names = path.split(".")

    def value(row: Row) -> object:
        found = get(row)
        for name in names:
            if found is None:
                return None
            found = getattr(found, name)
        return found

    return value


def _fiches() -> Layout[FicheRow]:
    columns: dict[str, Column[FicheRow]] = _of_model(Fiche, lambda row: row.fiche)
    columns["issues"] = columns["issues"]._replace(get=lambda row: row.fiche)  # it leads to the fiche's first issue
    columns[DECISION] = Column(DECISION, "decision", 12, lambda row: row.marks.decision or row.marks.decision_typed)
    columns[NOTE] = Column(NOTE, "text", 30, lambda row: row.marks.note)
    first = (
        "name status issues decision note updated country domains population.value population.year "
        "population.approximate website points contacts source.file"
    ).split()
    order = [*first, *(key for key in columns if key not in (*first, "id")), "id"]
    return Layout(
        "fiches", tuple(columns[key] for key in order), frozen=1, printed=len(first), most_lines=6, colour="1F3864"
    )


def _at_first(fiche: Fiche, number: int) -> Fiche | str:
    """The fiche, and from its second row on its name, which leads nowhere: links are dear, and mark where it begins."""
    return fiche if number == 1 else fiche.name or fiche.source.file


def _points() -> Layout[PointRow]:
    of_point: dict[str, Column[PointRow]] = _of_model(Point, lambda row: row.point, "points.")
    of_point["points.text"] = of_point["points.text"]._replace(get=lambda row: row.point)  # indented by its level
    return Layout(
        "points",
        (
            Column("fiche", "fiche", 36, lambda row: _at_first(row.fiche, row.number)),
            Column("number", "count", 8, lambda row: row.number),
            *of_point.values(),
            Column("id", "muted", 32, lambda row: row.fiche.id),
        ),
        frozen=1,
        printed=2 + len(of_point),
        most_lines=24,
        colour="2E75B6",
        needs=frozenset({"id", "number", "points.text"}),
    )


def _contacts() -> Layout[ContactRow]:
    of_contact: dict[str, Column[ContactRow]] = _of_model(Contact, lambda row: row.contact, "contacts.")
    return Layout(
        "contacts",
        (
            Column("fiche", "fiche", 36, lambda row: _at_first(row.fiche, row.number)),
            Column("country", "country", 10, lambda row: row.fiche.country),
            Column("number", "count", 8, lambda row: row.number),
            *of_contact.values(),
            Column("id", "muted", 32, lambda row: row.fiche.id),
        ),
        frozen=1,
        printed=3 + len(of_contact),
        most_lines=12,
        colour="2E75B6",
        needs=frozenset({"id", "number", "contacts.name", "contacts.emails", "contacts.phones"}),
    )


FICHES = _fiches()
POINTS = _points()
CONTACTS = _contacts()
ISSUES: Layout[IssueRow] = Layout(
    "issues",
    (
        Column("severity", "severity", 15, lambda row: row.issue.severity),
        Column("fiche", "fiche", 36, lambda row: row.fiche),
        Column("field", "field", 18, lambda row: row if row.issue.field else None),
        Column("message", "message", 38, lambda row: row.issue.code),
        Column("text", "quoted", 40, lambda row: row.issue.text),
        Column("action", "action", 44, lambda row: row.issue.code),
        Column("mail", "mail", 12, lambda row: row),
        Column("where", "place", 26, lambda row: row.issue.where),
        Column("source.file", "text", 34, lambda row: row.file),
        Column("code", "muted", 32, lambda row: row.issue.code),
        Column("id", "muted", 32, lambda row: row.fiche.id),
    ),
    frozen=2,
    printed=9,
    most_lines=12,
    colour="C00000",
    needs=frozenset({"id", "code"}),
)
SOURCES: Layout[SourceRow] = Layout(
    "sources",
    (
        Column("source.file", "strong", 44, lambda row: row.outcome.file),
        Column("fate", "fate", 16, lambda row: row.outcome.fate),
        Column("fiche", "fiche", 36, lambda row: row.fiche),
        Column("other", "text", 40, lambda row: row.outcome.other),
        Column("reason", "messages", 44, lambda row: row.outcome.issues),
        Column("source.format", "text", 10, lambda row: row.outcome.source and row.outcome.source.format),
        Column("source.sha256", "muted", 68, lambda row: row.outcome.source and row.outcome.source.sha256),
    ),
    frozen=1,
    printed=6,
    most_lines=6,
    colour="7F7F7F",
)
