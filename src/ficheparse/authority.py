"""Which collectivity a name means, however it is written (contract, section 6)."""

from __future__ import annotations

import re

from ficheparse.text import fold

# What may stand before the place in a name, folded, and the authority that it makes of it. A town is the plain case:
# "a leading Ville de, Commune de, Mairie de or the like" says nothing. A département, region or prefecture of the same
# word is another authority, whichever of its wordings the clerk chose.
_AUTHORITIES = (
    ("", r"(?:ville|commune|mairie|municipalite|hotel de ville|city|town|village|municipality|city hall)"),
    ("departement", r"(?:departement|conseil departemental|conseil general)"),
    ("region", r"(?:region|conseil regional)"),
    ("prefecture", r"(?:prefecture)"),
)
_LEADING = tuple((kind, re.compile(rf"(?:the )?{words} (?:(de|d|du|des|of) )?(?=\w)")) for kind, words in _AUTHORITIES)
_TRAILING = re.compile(r"(?<=\w) (city|town|village|prefecture|region)(?: government| office| hall)?$")
_OFFICE = re.compile(r"(?<=[市区町村])(?:役所|役場)$|(?<=[都道府県])庁$")
_ARTICLE = re.compile(r"^(?:les?|la|l) (?=\w)")
_CONTRACTED = {"du": "le ", "des": "les "}


def authority(name: str) -> tuple[str, str]:
    """The collectivity that a name means, to be compared: its kind where it is no town, and its place.

    >>> authority("Ville d'Évreux") == authority("EVREUX"), authority("Mairie du Mans") == authority("Le Mans")
    (True, True)
    >>> authority("Conseil général de la Creuse") == authority("Département de la Creuse")
    True
    >>> authority("Kochi Prefecture") == authority("Kochi City"), authority("高知市") == authority("高知県")
    (False, False)
    """
    place = _OFFICE.sub("", fold(name))
    for kind, leading in _LEADING:
        if match := leading.match(place):
            rest = _CONTRACTED.get(match[1] or "", "") + place[match.end() :]
            return kind, _ARTICLE.sub("", rest) if kind else rest
    if match := _TRAILING.search(place):
        return ("" if match[1] in ("city", "town", "village") else match[1]), place[: match.start()]
    return "", place
