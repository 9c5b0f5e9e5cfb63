"""Coordinates, out of a map's address or as somebody typed them (contract, section 3, **Location**)."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple
from urllib.parse import unquote

from ficheparse.lazily import lazily
from ficheparse.values.plain import blanked

Axis = Literal["latitude", "longitude"]


class Coordinates(NamedTuple):
    """A point in degrees, north and east; not yet held against the range of degrees."""

    latitude: float
    longitude: float

    @property
    def in_range(self) -> bool:
        """Whether there is such a point on the globe."""
        return abs(self.latitude) <= 90 and abs(self.longitude) <= 180


class Typed(NamedTuple):
    """Typed coordinates, and where they stand with the words that label them."""

    start: int
    end: int
    point: Coordinates


_N = r"([+-]?\d{1,3}(?:\.\d+)?)"
_PAIR = rf"{_N}\s*[,;+ ~]\s*{_N}(?![\d.])"
_KEY = r"(?:^|[?&#/;!])"

# How maps write a point in their addresses, the nearest to a pin first, a view last: "A pin counts before a view".
# Of each, whether the longitude comes first.
_IN_ADDRESS: tuple[tuple[re.Pattern[str], bool], ...] = tuple(
    (lazily(pattern, re.IGNORECASE), swapped)
    for pattern, swapped in (
        (rf"!3d{_N}!4d{_N}", False),  # Google, the place itself
        (rf"{_KEY}mlat={_N}&mlon={_N}", False),  # OpenStreetMap, a marker
        (rf"{_KEY}mlon={_N}&mlat={_N}", True),
        (
            rf"{_KEY}(?:q|query|daddr|destination|near|saddr|markers|coordinate|pin|address)=(?:loc:|geo:)?{_PAIR}",
            False,
        ),
        (rf"sp=point\.{_N}_{_N}", False),  # Bing, a pin
        (rf"/(?:place|search|dir(?:/[^/]*)?)/{_PAIR}", False),
        (rf"{_KEY}(?:ll|sll|center|centre|cbll|latlng|latlon|map|viewpoint|loc)={_PAIR}", False),
        (rf"{_KEY}cp={_N}~{_N}", False),  # Bing, a view
        (rf"{_KEY}c={_N},{_N}", True),  # Géoportail
        (rf"{_KEY}(?:lat|latitude|y)={_N}.*?[?&#](?:lon|lng|long|longitude|x)={_N}", False),  # Yahoo! Japan, and others
        (rf"{_KEY}(?:lon|lng|long|longitude|x)={_N}.*?[?&#](?:lat|latitude|y)={_N}", True),
        (rf"@{_N},{_N}(?![\d.])", False),  # Google, a view
        (rf"!1d[\d.]+!2d{_N}!3d{_N}", True),  # Google, an embedded view
        (rf"!2d{_N}!3d{_N}", True),
        (rf"#(?:map=)?\d+(?:\.\d+)?/{_N}/{_N}", False),  # OpenStreetMap, GSI, MapLibre: zoom first
        (rf"/m2?/{_N},{_N}", False),  # Mapion
    )
)
_SEGMENT = lazily(r"(?:/place/|/search/|[?&](?:q|query)=(?:loc:)?)([^/?&#]+)")
_GEO = lazily(rf"\bgeo:{_N},{_N}(?:,{_N})?(?:[;?][^\s)\]]*)?", re.IGNORECASE)

# Typed coordinates: a number of degrees, perhaps with minutes and seconds, and what says which of the two it is.
_NORTH = r"(?:nord|north|sud|south|北緯|南緯)"
_EAST = r"(?:est|east|ouest|west|東経|西経)"
_LABELS = r"(?:latitude|longitude|lat|long|lon|lng|緯度|経度)"
_BEFORE = (
    rf"(?:(?P<label>(?<![a-z]){_LABELS}(?![a-z])[\s.:=]*)"
    rf"|(?<![^\W_])(?P<head>{_NORTH}|{_EAST}|[NSEWO])[\s.:]*)"
)
_AFTER = rf"\s*(?P<tail>(?:{_NORTH}|{_EAST}|[NSEWO])(?![^\W_]))"
_MARK = "°º˚度"
_ANGLE = lazily(
    rf"(?:{_BEFORE}|(?<![\w.]))(?P<sign>[+\-−–]?)(?P<degrees>\d{{1,3}})"
    rf"(?:(?P<fraction>[.,]\d+)\s?(?P<mark>[{_MARK}]|deg\b)?"
    rf"|\s?(?P<whole>[{_MARK}]|deg\b|d(?=\d))\s?(?:(?P<minutes>\d{{1,2}}(?:[.,]\d+)?)\s?(?:['′’‘´ʹ分]|min\b|m(?=\d))\s?"
    rf"(?:(?P<seconds>\d{{1,2}}(?:[.,]\d+)?)\s?(?:[\"″”“ʺ秒]|''|′′|’’|s\b)?)?)?"
    rf"|(?P<bare>(?![\w.,°])))(?(head)|(?:{_AFTER})?)",
    re.IGNORECASE,
)
_BETWEEN = lazily(r"[\s,;/、，；・|~–—-]*(?:et|and|&)?\s*")
_BOTH = lazily(
    r"(?<![a-z])lat(?:itude)?\.?\s?(?:[/,&–-]|et|and)\s?lon(?:g(?:itude)?)?(?![a-z])|緯度・?経度", re.IGNORECASE
)
_TITLE = lazily(
    r"(?:(?:coordonn[ée]es|coordinates|position|point|座標|緯度・?経度|位置情報|lat(?:itude)?\.?\s*+[/,&–-]\s*+lon(?:g(?:itude)?)?\.?)"
    r"\s*+(?:(?:gps|g[ée]ographiques?|geographic|wgs\s?-?84)\s*+)*+|(?:gps|wgs\s?-?84)\s*+)++[\s:=(]*+$",
    re.IGNORECASE,
)


def in_address(address: str) -> Coordinates | None:
    """The point that a map's address names, its pin before its view, None where it names none.

    >>> in_address("https://www.google.com/maps/place/X/@48.10,-1.60,12z/data=!3m1!4b1!4m5!3d48.1113!4d-1.6800")
    Coordinates(latitude=48.1113, longitude=-1.68)
    >>> in_address("https://www.geoportail.gouv.fr/carte?c=7.7521%2C48.5734&z=12")
    Coordinates(latitude=48.5734, longitude=7.7521)
    >>> in_address("https://www.ville.example/plan?page=12,14") is None
    True
    """
    plain = address
    for _ in range(2):  # an address pasted into another is encoded twice
        if "%" in plain:
            plain = unquote(plain)
    for pattern, swapped in _IN_ADDRESS:
        if found := pattern.search(plain):
            one, other = float(found[1]), float(found[2])
            return Coordinates(other, one) if swapped else Coordinates(one, other)
        if pattern.pattern.startswith("/(?:place"):
            # degrees and minutes stand in the address as they are typed: /place/48°51'24.0"N+2°21'07.0"E/
            for segment in _SEGMENT.finditer(plain):
                if typed := in_text(segment[1].replace("+", " ")):
                    return typed[0].point
    return None


def in_text(text: str) -> list[Typed]:
    r"""The typed coordinates of a text in plain characters (`plain.plain`), in order.

    >>> text = "Lat. : 45,5 ; Long. : -1.25 / 48°30'00''N 2°15'E / 北緯35度30分 東経139度45分"
    >>> [tuple(found.point) for found in in_text(text)]
    [(45.5, -1.25), (48.5, 2.25), (35.5, 139.75)]
    >>> in_text("12,5 km au nord, 3,2 km à l'est; 42,888 - 12,345 hab.")
    []
    """
    found = [
        Typed(match.start(), match.end(), Coordinates(float(match[1]), float(match[2])))
        for match in (_GEO.finditer(text) if "geo:" in text.lower() else ())
    ]
    if not any(map(str.isdigit, text)):
        return found
    text = blanked(text, [(point.start, point.end) for point in found]) if found else text
    spaced = _BOTH.sub(lambda match: " " * len(match[0]), text)
    angles = [angle for match in _ANGLE.finditer(spaced) if (angle := _angle(match)) is not None]
    index = 0
    while index + 1 < len(angles):
        one, other = angles[index], angles[index + 1]
        title = _TITLE.search(text, max(0, one.start - 60), one.start)
        point = (
            _point(one, other, titled=title is not None) if _BETWEEN.fullmatch(spaced, one.end, other.start) else None
        )
        if point is None:
            index += 1
            continue
        found.append(Typed(title.start() if title else one.start, other.end, point))
        index += 2
    return sorted(found)


class _Angle(NamedTuple):
    start: int
    end: int
    value: float
    axis: Axis | None
    sure: bool
    """Whether a label, a letter or a degree mark says that it is one."""
    decimals: int
    comma: bool


def _angle(match: re.Match[str]) -> _Angle | None:
    """A number as an angle; minutes and seconds of 60 and more make it one out of range."""
    said = ((match["label"] or "") + (match["head"] or "") + (match["tail"] or "")).lower()
    sure = bool(said or match["mark"] or match["whole"])
    if match["bare"] is not None and not match["label"] and not (match["head"] or match["tail"]):
        return None
    fraction = match["fraction"] or ""
    minutes, seconds = (float((match[key] or "0").replace(",", ".")) for key in ("minutes", "seconds"))
    value = float(match["degrees"] + fraction.replace(",", ".")) + minutes / 60 + seconds / 3600
    if minutes >= 60 or seconds >= 60:
        value = 999.0
    turn = (match["head"] or match["tail"] or "").lower()
    if match["sign"] in {"-", "−", "–"} or turn in _NEGATIVE:
        value = -value
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return _Angle(start, match.end(), value, _axis(said), sure, max(len(fraction) - 1, 0), "," in fraction)


_NEGATIVE = frozenset({"s", "sud", "south", "南緯", "w", "o", "ouest", "west", "西経"})


def _axis(said: str) -> Axis | None:
    """Which of the two the words say."""
    if not said:
        return None
    if said.startswith(("lat", "緯", "北", "南", "n", "s")):
        return "latitude"
    return "longitude"


def _point(one: _Angle, other: _Angle, *, titled: bool) -> Coordinates | None:
    """Two angles as a point, where there is no doubt that they are meant for one."""
    if one.axis is not None and one.axis == other.axis:
        return None
    if not (one.sure and other.sure):
        # Bare decimals need as many as only coordinates have; with a comma, more than thousands have.
        least = 1 if titled else 4 if one.comma or other.comma else 2
        if one.sure or other.sure:  # 48.3904, 4.4861 W: a letter with one of them
            least = max(least, 3)
        if min(one.decimals, other.decimals) < least:
            return None
    if one.axis == "longitude" or other.axis == "latitude":
        one, other = other, one
    return Coordinates(round(one.value, 6), round(other.value, 6))
