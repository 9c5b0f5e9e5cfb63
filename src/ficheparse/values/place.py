"""Where a collectivity is, as the location cell shows it (contract, section 3, **Location**)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from ficheparse.document import Paragraph
from ficheparse.fiche import Country
from ficheparse.form import load, squeezed
from ficheparse.lazily import lazily
from ficheparse.text import as_written
from ficheparse.values import country as countries
from ficheparse.values import plain
from ficheparse.values.coordinates import Coordinates, Typed, in_address, in_text
from ficheparse.values.reading import Doubt, Reading
from ficheparse.values.website import url_of, urls_in

Span = tuple[int, int]


class Place(NamedTuple):
    """What a location cell says; its picture is read elsewhere."""

    map_url: str | None = None
    latitude: float | None = None
    """Degrees north, WGS 84."""
    longitude: float | None = None
    """Degrees east, WGS 84."""
    coordinates_from: Literal["link", "text", "gazetteer"] | None = None
    text: str | None = None
    """As written, without addresses, links' wording and coordinates."""


_GONE = "\x00"
_JOINERS = r"\s,;:/|、，；：・→>–—~\-"
# What a taken-out piece leaves behind in the middle of a text, and at its ends.
_GAP = rf"(?:(?<![{_JOINERS}])[{_JOINERS}]++)?+{_GONE}[{_GONE}{_JOINERS}]*+"
_HOLE = lazily(rf"\s*[(\[（]{_GAP}[)\]）][{_JOINERS}]*|{_GAP}")
_START, _END = lazily(rf"^[{_JOINERS}.]+"), lazily(rf"(?:[{_JOINERS}]|(?<=[\s:])\.)+$")
_DATUM = lazily(
    r"[(\[]?\s?\b(?:WGS[\s-]?84|EPSG\s?:?\s?4326|RGF[\s-]?93|JGD\s?20\d\d|GPS|DD)\b\s?[)\]]?|[(（]?(?:世界測地系|日本測地系)[)）]?"
)
"""What typed coordinates are measured in."""
_SET_APART = lazily(r"[(\[（［]([^()\[\]（）［］]*)[)\]）］]")
_PADDED = lazily(r"(?<=[(\[（])\s+|\s+(?=[)\]）])")


def read(paragraphs: list[Paragraph], country: Country | None) -> Reading[Place]:
    r"""The map's address, the coordinates and the words of a location cell.

    Of several addresses the first that names a point is the map's, else the first. Coordinates of an address count
    before typed ones. Doubts: `location-invalid` for coordinates that are out of range, which are left out, or
    outside the country given, which stay.

    >>> from ficheparse.document import Run, Where
    >>> cell = "Sud de la Loire (47.20, -1.55) https://www.openstreetmap.org/#map=12/47.2100/-1.5600"
    >>> place = read([Paragraph([Run(cell)], Where())], "FR").value
    >>> place.latitude, place.longitude, place.coordinates_from, place.text
    (47.21, -1.56, 'link', 'Sud de la Loire')
    """
    cell = plain.read(paragraphs)
    addresses, taken = _addresses(cell)
    typed = in_text(plain.blanked(cell.text, taken))
    taken += [(found.start, found.end) for found in typed]
    if not typed:
        typed = [
            found._replace(start=link.start, end=link.end) for link in cell.links for found in _in_geo(link.target)
        ]
    linked = [(address, point) for address in addresses if (point := in_address(address)) is not None]
    map_url = linked[0][0] if linked else addresses[0] if addresses else None
    if typed:
        taken += [found.span() for found in _DATUM.finditer(cell.text)]
    text = _remaining(cell.shown, taken)
    if linked:
        said, point = linked[0]
    elif typed:
        said, point = as_written(cell.shown[typed[0].start : typed[0].end]), typed[0].point
    else:
        return Reading(Place(map_url, text=text))
    doubts = () if _is_there(point, country) else (Doubt("location-invalid", said),)
    if not point.in_range:
        return Reading(Place(map_url, text=text), doubts)
    return Reading(Place(map_url, *point, "link" if linked else "text", text), doubts)


def _in_geo(target: str) -> list[Typed]:
    """The point of a `geo:` link, which is typed, not a map's."""
    return in_text(target) if target[:4].lower() == "geo:" else []


def _is_there(point: Coordinates, country: Country | None) -> bool:
    """Whether there is such a point, and in the country, where that is known."""
    if country is None or not point.in_range:
        return point.in_range
    return any(
        south <= point.latitude <= north and west <= point.longitude <= east
        for south, west, north, east in countries.boxes(country)
    )


def _addresses(cell: plain.Plain) -> tuple[list[str], list[Span]]:
    """The web addresses of a cell, in order, and where they and the links' wordings stand."""
    found: list[tuple[int, str]] = []
    taken = [(link.start, link.end) for link in cell.links]
    for link in cell.links:
        if address := url_of(link.target.strip().replace(" ", "%20")):
            found.append((link.start, address[0]))
    for typed in urls_in(plain.blanked(cell.text, taken)):
        found.append((typed.start, typed.url))
        taken.append((typed.start, typed.end))
    return [address for _, address in sorted(found)], taken


def _remaining(shown: str, taken: list[Span]) -> str | None:
    """The words that are left, without the punctuation that joined them to what was taken out."""
    rest = as_written(shown)
    if taken:
        rest = as_written(_HOLE.sub(_joint, as_written(plain.blanked(shown, taken))))
        rest = _PADDED.sub("", _END.sub("", _START.sub("", rest)))
        if apart := _SET_APART.fullmatch(rest):  # 48.58, 7.75 (mairie)
            rest = apart[1]
    is_label = squeezed(rest) in load().labels
    return rest if any(map(str.isalnum, rest)) and not (is_label and taken) else None


def _joint(match: re.Match[str]) -> str:
    """What joins the words on both sides of a hole: the first mark that stood there."""
    marks = re.search(r"[,;:/|、，；：・–—-]", match[0])
    if match.start() == 0 or match.end() == len(match.string) or marks is None:
        return " "
    return f"{marks[0]} " if marks[0] in ",;" else f" {marks[0]} "
