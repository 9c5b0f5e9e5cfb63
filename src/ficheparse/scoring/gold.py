"""Gold: what a careful reader says that a document must give, in `NAME.EXT.gold.json` beside it.

    {"record": {field: value, …},    what the record must hold; a field that is not named is not asked
     "issues": [code, …],            exactly the codes of severity warning or error; not asked where it is left out
     "keep": [text, …],              words that must be somewhere in the record
     "tags": [word, …]}              what the document tries

A gold file is checked before anything is read: a slip of the keyboard in it would otherwise be a field never asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from ficheparse.fiche import Country, Status
from ficheparse.issues import kinds

SUFFIX = ".gold.json"


class GoldError(Exception):
    """A corpus cannot be scored as it is, or as it is asked; the message says what to mend, in which file."""


class _Part(BaseModel):
    """What all parts share: only what is known is asked; `model_fields_set` tells what is."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class GoldPopulation(_Part):
    """What is asked of the population."""

    value: int = 0
    year: int | None = None
    approximate: bool = False


class GoldContact(_Part):
    """What is asked of a contact; its words are as people write them, and are not."""

    name: str | None = None
    emails: list[str] = []
    phones: list[str] = []
    faxes: list[str] = []


class GoldLocation(_Part):
    """What is asked of the location."""

    map_url: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    coordinates_from: str | None = None
    text: str | None = None
    image: str | bool | None = None


class GoldPoint(_Part):
    """A point; written as a bare text where its level is not asked."""

    text: str
    level: int = 0


def _point(written: Any) -> Any:
    return {"text": written} if isinstance(written, str) else written


class GoldRecord(_Part):
    """What is asked of a record; named as the fields of `Fiche` are."""

    id: str = ""
    title: str | None = None
    name: str | None = None
    other_names: list[str] = []
    country: Country | None = None
    domains: list[str] = []
    other_domains: list[str] = []
    population: GoldPopulation | None = None
    website: str | None = None
    other_websites: list[str] = []
    contacts: list[GoldContact] = []
    location: GoldLocation = GoldLocation()
    points: list[Annotated[GoldPoint, BeforeValidator(_point)]] = []
    updated: str | None = None
    unplaced: list[str] = []
    images: list[str] = []
    status: Status = "ready"

    @property
    def asked(self) -> list[str]:
        """The fields that are asked, in the record's order."""
        return [name for name in type(self).model_fields if name in self.model_fields_set]


def _code(written: str) -> str:
    if written not in kinds():
        raise ValueError(f"{written} is no code of an issue")
    if kinds()[written].severity == "info":
        raise ValueError(f"{written} is of severity info, and only warnings and errors are asked")
    return written


class Gold(_Part):
    """A gold file."""

    record: GoldRecord = GoldRecord()
    issues: list[Annotated[str, AfterValidator(_code)]] | None = None
    keep: list[Annotated[str, Field(min_length=1)]] = []
    tags: list[str] = []


class Case(NamedTuple):
    """A document and its gold."""

    name: str
    """The document's path below the corpus, with `/`."""
    path: Path
    gold: Gold


@dataclass(slots=True, frozen=True)
class Corpus:
    """The documents that are scored, sorted by path, and the files that lack their other half."""

    cases: tuple[Case, ...]
    without_gold: tuple[str, ...] = ()
    without_document: tuple[str, ...] = ()

    @property
    def paired(self) -> bool:
        """Whether every document has its gold, and every gold its document."""
        return not (self.without_gold or self.without_document)


def load(folder: Path, documents: Iterable[Path]) -> Corpus:
    """The corpus in this folder and all below it; `documents` are the files there that could have a gold file.

    Raises `GoldError`, with everything that is wrong in any of the gold files, or where there is nothing to score.
    """
    cases: list[Case] = []
    alone: list[str] = []
    problems: list[str] = []
    for file in folder.rglob(f"?*{SUFFIX}"):
        path = file.with_name(file.name.removesuffix(SUFFIX))
        try:
            gold = read(file, _shown(file, folder))
        except GoldError as problem:
            problems.append(str(problem))
            continue
        if path.is_file():
            cases.append(Case(_shown(path, folder), path, gold))
        else:
            alone.append(_shown(file, folder))
    if problems:
        raise GoldError("\n".join(sorted(problems)))
    if not cases:
        raise GoldError(f"no document with its gold beside it (NAME.EXT{SUFFIX}) was found in {folder}")
    paths = {case.path for case in cases}
    missing = {_shown(path, folder) for path in documents if path not in paths}
    return Corpus(tuple(sorted(cases, key=lambda case: case.name)), tuple(sorted(missing)), tuple(sorted(alone)))


def read(file: Path, name: str) -> Gold:
    """The gold in this file, which is told as `name`. Raises `GoldError`."""
    try:
        written = json.loads(file.read_text("utf-8"), object_pairs_hook=_once)
    except OSError as problem:
        raise GoldError(f"{name}: it cannot be read: {problem.strerror}") from problem
    except UnicodeDecodeError as problem:
        raise GoldError(f"{name}: it is not UTF-8 text") from problem
    except json.JSONDecodeError as problem:
        raise GoldError(f"{name}: it is not JSON: {problem}") from problem
    except RecursionError as problem:
        raise GoldError(f"{name}: it is nested too deep") from problem
    except _NamedTwice as problem:
        raise GoldError(f"{name}: {problem}") from problem
    try:
        gold = Gold.model_validate(written)
    except ValidationError as problem:
        raise GoldError(f"{name}: {'; '.join(map(_told, problem.errors()))}") from problem
    if not gold.model_fields_set & {"record", "issues", "keep"}:
        raise GoldError(f"{name}: it asks for nothing")
    return gold


def _told(error: ErrorDetails) -> str:
    """Where in the file, and what is wrong there."""
    if error["type"] == "extra_forbidden":
        return f"{'.'.join(map(str, error['loc']))}: nothing of this name can be asked"
    message = error["msg"].removeprefix("Value error, ")
    return f"{'.'.join(map(str, error['loc']))}: {message}" if error["loc"] else message


class _NamedTwice(ValueError):
    """JSON would quietly take the last of the two."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise _NamedTwice(f"{', '.join(twice)}: named twice in one object")
    return dict(pairs)


def _shown(path: Path, folder: Path) -> str:
    shown = path.relative_to(folder).as_posix()
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a name may be no UTF-8
