"""Fiches made up for the tests of what comes after normalising: made-up places' contacts, true places' names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from ficheparse.aggregate import aggregate
from ficheparse.collection import Collection, Parsed
from ficheparse.fiche import (
    Contact,
    Fiche,
    Issue,
    Location,
    Point,
    Population,
    Source,
    Status,
)
from ficheparse.form import load
from ficheparse.issues import issue
from ficheparse.shelf import Shelf, line
from ficheparse.text import fold
from ficheparse.write import Written, hold, write

PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")
"""The beginning of a picture: enough for what only looks at bytes."""


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def source(file: str, content: str | None = None) -> Source:
    """A file of this name; two of the same content have the same bytes."""
    return Source(file=file, sha256=sha256(content or file), format="docx")


def status_of(issues: Sequence[Issue]) -> Status:
    severities = {found.severity for found in issues}
    return "blocked" if "error" in severities else "review" if "warning" in severities else "ready"


def fiche(file: str = "Angers.docx", content: str | None = None, **fields: Any) -> Fiche:
    """A fiche that is ready, unless its fields say otherwise."""
    issues = fields.pop("issues", [])
    name = fields.get("name", "Ville d’Angers")
    slug = "-".join(word for word in fold(name or file).split() if word.isascii()) or "fiche"
    whole: dict[str, Any] = {
        "id": slug,
        "title": name,
        "name": name,
        "country": "FR",
        "domains": ["urban-planning", "environment"],
        "population": Population(value=148_803, year=2011),
        "website": "https://www.angers.example/en/",
        "contacts": [contact()],
        "location": Location(
            map_url="https://maps.example/@47.4784,-0.5632,12z",
            latitude=47.4784,
            longitude=-0.5632,
            coordinates_from="link",
        ),
        "points": [
            Point(text="Une ligne de tramway relie les deux rives.", html="Une ligne de tramway relie les deux rives."),
            Point(text="Elle transporte 36 000 voyageurs par jour.", html="Elle en transporte <b>36 000</b>.", level=1),
        ],
        "updated": "2014-03-12",
        "status": status_of(issues),
        "issues": issues,
        "source": source(file, content),
    }
    return Fiche(**{**whole, **fields})


def contact(**fields: Any) -> Contact:
    whole: dict[str, Any] = {
        "name": "Jeanne DUVIVIER",
        "role": "chargée de mission",
        "emails": ["j.duvivier@angers.example"],
        "phones": ["+33261910042"],
        "text": "Mme Jeanne DUVIVIER, chargée de mission, 02 61 91 00 42, j.duvivier@angers.example",
    }
    return Contact(**{**whole, **fields})


def blocked(file: str = "abîmé.docx", code: str = "unreadable", content: str | None = None) -> Fiche:
    """The line that stands for a file that gave no record."""
    slug = "-".join(word for word in fold(file).split() if word.isascii()) or "fiche"
    return Fiche(id=slug, status="blocked", issues=[issue(code)], source=source(file, content))


def parsed(*fiches: Fiche, pictures: tuple[tuple[str, bytes], ...] = ()) -> list[Parsed]:
    """As the pipeline hands them on; the pictures are the first one's."""
    return [Parsed(one, () if number else pictures) for number, one in enumerate(fiches)]


def aggregated(parsed: Iterable[Parsed], passed_over: Sequence[str] = ()) -> Collection:
    """The batch of what was read, put aside as a run does it."""
    shelf, entries = Shelf(), []
    for one in parsed:
        entries.append(shelf.put(line(*one), one.fiche.source.file))
    return aggregate(shelf, entries, passed_over)


def collection(*fiches: Fiche) -> Collection:
    return aggregated(parsed(*fiches))


def write_to(folder: Path, batch: Collection, *, contacts: bool = True) -> Written:
    """The outputs of a batch, in a folder that is held for them."""
    with hold(folder) as held:
        return write(batch, held, form=load(), contacts=contacts)
