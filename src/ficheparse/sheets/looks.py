"""The looks that we give to cells, by name, and which of them a column can have: any other is the officer's."""

from __future__ import annotations

from typing import NamedTuple

from ficheparse.sheets.columns import Kind

LINE = "D9D9D9"
"""The colour of the lines around cells."""


class Look(NamedTuple):
    """One way a cell looks."""

    colour: str = "1F1F1F"
    fill: str | None = None
    bold: bool = False
    italic: bool = False
    underline: bool = False
    struck: bool = False
    size: int = 10
    across: str = "left"
    down: str = "center"
    indent: int = 1
    wrapped: bool = True
    number_format: str = "General"
    ruled: bool = True


_GOOD = ("006100", "E2EFDA")
_DOUBTFUL = ("7F6000", "FFF2CC")
_BAD = ("9C0006", "FFD9D9")
_PLAIN = ("1F4E78", "DDEBF7")
_GREY = ("595959", "EDEDED")
_GROUNDS = tuple(ground for _, ground in (_GOOD, _DOUBTFUL, _BAD, _PLAIN, _GREY))


def _label(colours: tuple[str, str]) -> Look:
    """A word on a coloured ground: never the colour alone, which not everybody sees or prints."""
    return Look(colour=colours[0], fill=colours[1], bold=True, across="center")


LOOKS = {
    "text": Look(),
    "strong": Look(bold=True),
    "muted": Look(colour="7F7F7F", size=9),
    "header": Look(colour="FFFFFF", fill="1F3864", bold=True),
    "heading": Look(colour="1F3864", bold=True, size=16, wrapped=False, ruled=False, indent=0),
    "number": Look(across="right", number_format="#,##0"),
    "share": Look(across="right", number_format="0%"),
    "total": Look(bold=True, fill="F2F2F2"),
    "total-number": Look(bold=True, fill="F2F2F2", across="right", number_format="#,##0"),
    "year": Look(across="center", number_format="0"),
    "count": Look(across="center", number_format="0"),
    "degrees": Look(across="right", number_format="0.00000"),
    "flag": Look(across="center"),
    "date": Look(across="center"),
    "link": Look(colour="0563C1", underline=True),
    "fiche": Look(colour="0563C1", underline=True, bold=True),
    "jump": Look(colour="0563C1", underline=True, across="center", number_format="0"),
    "point-0": Look(),
    "point-1": Look(indent=3),
    "point-2": Look(indent=5),
    "point-3": Look(indent=7),
    "status-ready": _label(_GOOD),
    "status-review": _label(_DOUBTFUL),
    "status-blocked": _label(_BAD),
    "severity-error": _label(_BAD),
    "severity-warning": _label(_DOUBTFUL),
    "severity-info": _label(_PLAIN),
    "fate-record": _label(_GOOD),
    "fate-blocked": _label(_BAD),
    "fate-superseded": _label(_PLAIN),
    "fate-duplicate": _label(_PLAIN),
    "fate-passed-over": _label(_GREY),
}
# In the summary the same labels stand in a column of texts.
LOOKS |= {f"{name}-text": look._replace(across="left") for name, look in LOOKS.items() if look.fill in _GROUNDS}
_BY_HAND = (
    *("text", "strong", "number", "year", "degrees", "flag", "date", "link", "count"),
    *("point-0", "point-1", "point-2", "point-3"),
)
"""Looks of cells that the officer may correct: hers have a ground of their own and slanted letters, and a note; those
that cannot be read are struck out too."""
_CORRECTED, _INVALID = "E4DFEC", "F8CBAD"
LOOKS |= {f"{name}-corrected": LOOKS[name]._replace(fill=_CORRECTED, italic=True) for name in _BY_HAND}
LOOKS |= {f"{name}-invalid": LOOKS[name]._replace(fill=_INVALID, italic=True, struck=True) for name in _BY_HAND}
_BY_KIND: dict[Kind, tuple[str, ...]] = {
    "link": ("link",),
    "links": ("link",),
    "mails": ("link",),
    "field": ("link",),
    "mail": ("link",),
    "jump": ("jump", "count"),
    "fiche": ("fiche", "strong"),
    "message": ("strong",),
    "decision": ("flag",),
}
"""Looks of a kind of column where they are not called by it."""


HEADER = (LOOKS["header"],)
"""Of the row of titles."""


def looks_of(kind: Kind) -> list[Look]:
    """The looks that a cell of such a column can have of us; an empty one has that of texts.

    One that is changed is kept in `LOOKS` as `text-of-old` or the like, or cells of older workbooks pass for hers.

    >>> len(looks_of("text")), len(looks_of("link")), len(looks_of("status"))
    (3, 6, 6)
    """
    names = ("text", *_BY_KIND.get(kind, (kind,)))
    return [
        look
        for name, look in LOOKS.items()
        if not name.endswith("-text") and any(name == one or name.startswith(f"{one}-") for one in names)
    ]
