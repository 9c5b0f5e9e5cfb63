"""What the site takes: the publishable fiches as JSON, and as points on a map (GeoJSON, RFC 7946).

Visitors see these texts, so nothing in them turns the direction of writing or steers a screen; `records.jsonl` has them
as they were. The files may also be put into a page's script element as they are.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ficheparse.collection import Placed, Records
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


def fiches_json(fiches: Iterable[Fiche | None], form: Form, *, contacts: bool = True) -> Iterator[str]:
    """The fiches' public fields, the labels of their domains in three languages, and the version of their shape.

    As pieces of text that follow each other: what comes before the fiches, each of them, nothing for each None, and
    what comes after.
    """
    left_out = _PRIVATE if contacts else _PRIVATE | _PERSONAL
    domains = {domain.code: {"fr": domain.fr, "en": domain.en, "ja": domain.ja} for domain in form.domains}
    return _with_lines(
        {"schema": SCHEMA_VERSION, "vocabulary": {"domains": domains}},
        "fiches",
        (_public(fiche, set(left_out)) if fiche is not None else "" for fiche in fiches),
    )


def geojson(fiches: Records, wanted: Callable[[Placed], bool] = lambda _: True) -> Iterator[str]:
    """Those of the fiches wanted that have coordinates, as points; positions are longitude, then latitude.

    In pieces, as `fiches_json`, one for each of all the fiches.
    """
    whole: dict[str, object] = {"type": "FeatureCollection"}
    if box := _box(_rounded(one.entry.position) for one in fiches.placed if one.entry.position and wanted(one)):
        whole["bbox"] = box
    return _with_lines(
        whole,
        "features",
        (
            _feature(fiches.of(one), _rounded(one.entry.position)) if one.entry.position and wanted(one) else ""
            for one in fiches.placed
        ),
    )


def _box(positions: Iterable[tuple[float, float]]) -> list[float]:
    """The least longitude and latitude, and the greatest (RFC 7946, section 5); empty where there are none."""
    box: list[float] = []
    for longitude, latitude in positions:
        if not box:
            box = [longitude, latitude, longitude, latitude]
        box = [min(box[0], longitude), min(box[1], latitude), max(box[2], longitude), max(box[3], latitude)]
    return box


def _rounded(position: tuple[float, float]) -> tuple[float, float]:
    """Six decimals are a tenth of a metre; RFC 7946, section 11.2, asks for no more."""
    longitude, latitude = position
    return round(longitude, 6), round(latitude, 6)


def _feature(fiche: Fiche, position: tuple[float, float]) -> str:
    told = fiche.model_dump(mode="json", include=set(_ON_MAP))
    return _json(
        {
            "type": "Feature",
            "id": fiche.id,
            "geometry": {"type": "Point", "coordinates": position},
            "properties": {**told, "coordinates_from": fiche.location.coordinates_from},
        }
    )


def _with_lines(whole: dict[str, object], key: str, items: Iterable[str]) -> Iterator[str]:
    """An object of JSON and, under this last key of it, a list with an item a line, for people and for `diff`.

    An item that is empty is none, but gives a piece as the others do.
    """
    yield f'{_json(whole)[:-1]}, "{key}": ['
    empty = True
    for item in items:
        yield "" if not item else f"\n{item}" if empty else f",\n{item}"
        empty = empty and not item
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
