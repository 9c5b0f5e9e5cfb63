"""What the site takes: the publishable fiches as JSON, and as points on a map (GeoJSON, RFC 7946).

Visitors see these texts, so nothing in them turns the direction of writing or steers a screen; `records.jsonl` has them
as they were. The files may also be put into a page's script element as they are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ficheparse.fiche import SCHEMA_VERSION, Fiche
from ficheparse.form import Form
from ficheparse.sheets.texts import shown
from ficheparse.text import plain_json

_PRIVATE = frozenset({"unplaced", "issues", "provenance", "source"})
"""What is the officer's business, and not the site's."""
_PERSONAL = frozenset({"contacts"})
"""What tells of persons, and may be left out."""
_ON_MAP = ("id", "title", "name", "country", "domains", "population", "website", "updated")
"""What a point on a map tells; the rest is found by `id`."""


def fiches_json(fiches: Iterable[Fiche], form: Form, *, contacts: bool = True) -> str:
    """The fiches' public fields, the labels of their domains in three languages, and the version of their shape."""
    left_out = _PRIVATE if contacts else _PRIVATE | _PERSONAL
    domains = {domain.code: {"fr": domain.fr, "en": domain.en, "ja": domain.ja} for domain in form.domains}
    return _with_lines(
        {"schema": SCHEMA_VERSION, "vocabulary": {"domains": domains}},
        "fiches",
        (_json(fiche.model_dump(mode="json", exclude=set(left_out)), (",", ":")) for fiche in fiches),
    )


def geojson(fiches: Iterable[Fiche]) -> str:
    """The fiches that have coordinates, as points; positions are longitude, then latitude."""
    features: list[str] = []
    positions: list[tuple[float, float]] = []
    for fiche in fiches:
        longitude, latitude = fiche.location.longitude, fiche.location.latitude
        if longitude is None or latitude is None:
            continue
        # Six decimals are a tenth of a metre; RFC 7946, section 11.2, asks for no more.
        positions.append((round(longitude, 6), round(latitude, 6)))
        told = fiche.model_dump(mode="json", include=set(_ON_MAP))
        feature = {
            "type": "Feature",
            "id": fiche.id,
            "geometry": {"type": "Point", "coordinates": positions[-1]},
            "properties": {**told, "coordinates_from": fiche.location.coordinates_from},
        }
        features.append(_json(feature))
    whole: dict[str, object] = {"type": "FeatureCollection"}
    if positions:
        longitudes, latitudes = zip(*positions, strict=True)
        whole["bbox"] = [min(longitudes), min(latitudes), max(longitudes), max(latitudes)]
    return _with_lines(whole, "features", features)


def _with_lines(whole: dict[str, object], key: str, items: Iterable[str]) -> str:
    """An object of JSON and, under this last key of it, a list with an item a line, for people and for `diff`."""
    head = _json(whole)
    listed = ",\n".join(items)
    return f'{head[:-1]}, "{key}": [\n{listed}\n]}}\n' if listed else f'{head[:-1]}, "{key}": []}}\n'


def _json(value: object, separators: tuple[str, str] | None = None) -> str:
    """The value as JSON in which no text ends a script element or begins a comment there (HTML, section 4.12.1.3)."""
    text = json.dumps(_shown(value), ensure_ascii=False, allow_nan=False, separators=separators)
    return plain_json(text).replace("</", "<\\/").replace("<!--", "\\u003c!--")


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
