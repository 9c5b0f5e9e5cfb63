"""What the site takes: the publishable fiches as JSON, and as points on a map (GeoJSON, RFC 7946).

Visitors see these texts, so nothing in them turns the direction of writing or steers a screen; `records.jsonl` has them
as they were. The files may also be put into a page's script element as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ficheparse.collection import Records
from ficheparse.fiche import SCHEMA_VERSION, Fiche
from ficheparse.form import Form
from ficheparse.sheets.texts import CONTROL, DIRECTION, shown
from ficheparse.text import plain_json

_PRIVATE = frozenset({"unplaced", "issues", "provenance", "source"})
"""What is the officer's business, and not the site's."""
_PERSONAL = frozenset({"contacts"})
"""What tells of persons, and may be left out."""
_MAY_STEER = re.compile(rf"\\[bfru]|[{DIRECTION}{CONTROL}]")
"""Where `shown` may make something else of a character, as it is or as JSON writes it."""
_ON_MAP = ("id", "title", "name", "country", "domains", "population", "website", "updated")
"""What a point on a map tells; the rest is found by `id`."""


def fiches_json(fiches: Iterable[Fiche], form: Form, *, contacts: bool = True) -> Iterator[str]:
    """The fiches' public fields, the labels of their domains in three languages, and the version of their shape.

    As pieces of text that follow each other.
    """
    left_out = _PRIVATE if contacts else _PRIVATE | _PERSONAL
    domains = {domain.code: {"fr": domain.fr, "en": domain.en, "ja": domain.ja} for domain in form.domains}
    return _with_lines(
        {"schema": SCHEMA_VERSION, "vocabulary": {"domains": domains}},
        "fiches",
        (_public(fiche, set(left_out)) for fiche in fiches),
    )


def geojson(fiches: Records) -> Iterator[str]:
    """The fiches that have coordinates, as points; positions are longitude, then latitude.

    As pieces of text that follow each other.
    """
    located = [placed for placed in fiches.placed if placed.entry.position]
    whole: dict[str, object] = {"type": "FeatureCollection"}
    if located:
        positions = [_rounded(placed.entry.position) for placed in located if placed.entry.position]
        longitudes, latitudes = zip(*positions, strict=True)
        whole["bbox"] = [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
    return _with_lines(whole, "features", map(_feature, fiches.with_these(located)))


def _rounded(position: tuple[float, float]) -> tuple[float, float]:
    """Six decimals are a tenth of a metre; RFC 7946, section 11.2, asks for no more."""
    longitude, latitude = position
    return round(longitude, 6), round(latitude, 6)


def _feature(fiche: Fiche) -> str:
    told = fiche.model_dump(mode="json", include=set(_ON_MAP))
    longitude, latitude = fiche.location.longitude or 0.0, fiche.location.latitude or 0.0
    return _json(
        {
            "type": "Feature",
            "id": fiche.id,
            "geometry": {"type": "Point", "coordinates": _rounded((longitude, latitude))},
            "properties": {**told, "coordinates_from": fiche.location.coordinates_from},
        }
    )


def _with_lines(whole: dict[str, object], key: str, items: Iterable[str]) -> Iterator[str]:
    """An object of JSON and, under this last key of it, a list with an item a line, for people and for `diff`."""
    yield f'{_json(whole)[:-1]}, "{key}": ['
    empty = True
    for item in items:
        yield f"\n{item}" if empty else f",\n{item}"
        empty = False
    yield "]}\n" if empty else "\n]}\n"


def _json(value: object, separators: tuple[str, str] | None = None) -> str:
    """The value as JSON in which no text ends a script element or begins a comment there (HTML, section 4.12.1.3)."""
    return _in_script(json.dumps(_shown(value), ensure_ascii=False, allow_nan=False, separators=separators))


def _in_script(text: str) -> str:
    return plain_json(text).replace("</", "<\\/").replace("<!--", "\\u003c!--")


def _public(fiche: Fiche, left_out: set[str]) -> str:
    """The fiche's public fields; where every letter may be shown as it is, as nearly always, in one step."""
    text = fiche.model_dump_json(exclude=left_out)
    if _MAY_STEER.search(text):
        return _json(fiche.model_dump(mode="json", exclude=left_out), (",", ":"))
    return _in_script(text)


def _shown(value: Any) -> Any:
    """The value with its texts as they may be shown."""
    match value:
        case str():
            return value if value.isprintable() else shown(value)
        case list() | tuple():
            return [_shown(item) for item in value]
        case dict():
            return {key: _shown(item) for key, item in value.items()}
        case _:
            return value
