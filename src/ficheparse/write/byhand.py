"""What the officer did, shown: cells she corrected, with what the fiche gives in a note, and her own cells' looks."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.styles.stylesheet import write_stylesheet
from openpyxl.xml.functions import tostring

from ficheparse.corrections import Correction, Marks
from ficheparse.issues import Language
from ficheparse.sheets.cells import Content, clean
from ficheparse.sheets.kept import SIGNATURE, LookPart, Note, OwnLook
from ficheparse.wording import say
from ficheparse.write.foreign import StyleMap
from ficheparse.write.package import repacked
from ficheparse.write.parts import MAIN, Parts
from ficheparse.write.sheet import AUTHOR

_STYLES = "xl/styles.xml"
_MOST_OF_NOTE = 1_000
"""Characters of a note: more is not read in a small window."""


class Noted(NamedTuple):
    """A cell corrected by hand."""

    content: Content
    note: str


def by_hand(content: Content, correction: Correction, marks: Marks, language: Language) -> Noted:
    """The cell in the look of corrections: never by its colour alone, which not everybody sees or prints."""
    place = correction.field
    invalid = place in marks.invalid
    if invalid:
        typed = correction.corrected
        content = content._replace(value=clean(typed, "…").text if isinstance(typed, str) else typed, link=None)
    kind = "invalid" if invalid else "corrected"
    told = say("correction", kind, language).format(_said(correction.extracted, language))
    if place in marks.stale:
        told += "\n" + say("correction", "stale", language).format(_said(marks.now.get(place), language))
    return Noted(content._replace(style=f"{content.style}-{kind}"), clean(told, "…").text[:_MOST_OF_NOTE])


def _said(value: object, language: Language) -> str:
    """A value of a record in a note."""
    match value:
        case None | "" | []:
            return say("correction", "nothing", language)
        case list():
            return " ; ".join(map(str, value))
        case bool():
            return say("flag", "yes" if value else "no", language)
        case _:
            return str(value)


class OwnStyles:
    """The styles of the workbook that she saved, as the new one numbers them past our own."""

    def __init__(self, workbook: Workbook, before: bytes) -> None:
        parts = Parts(before)
        main = parts.main()
        styles = next((part for _, what, part in parts.related(main) if what == "styles"), None)
        self._before = parts[styles] if styles else b""
        properties = parts.xml(main).find(MAIN + "workbookPr")
        told = properties.get("date1904", "") if properties is not None else ""
        self.since_1904 = told.lower() in ("1", "true", "on")
        """Whether days are counted from 1904 in it, as in all that is hers there."""
        self._map = StyleMap(tostring(write_stylesheet(workbook)), self._before)
        self._asked: dict[tuple[int | None, int, tuple[LookPart, ...]], int] = {}

    def of(self, style: int) -> int:
        """The number that her style has now."""
        return self._number((None, style, ()))

    def over(self, base: int, look: OwnLook) -> int:
        """The number of a style of ours with what of the look is hers."""
        return self._number((base, *look))

    def _number(self, asked: tuple[int | None, int, tuple[LookPart, ...]]) -> int:
        if asked not in self._asked:
            self._asked[asked] = _found(self._map, *asked)
        return self._asked[asked]

    def added_to(self, package: bytes) -> bytes:
        """The package with those of her styles that were asked for, numbered as they were then."""
        with zipfile.ZipFile(BytesIO(package)) as archive:
            styles = StyleMap(archive.read(_STYLES), self._before)
        for asked, now in self._asked.items():
            if _found(styles, *asked) != now:
                raise ValueError("a style was made after the officer's own were numbered")
        return repacked(package, {_STYLES: styles.styles()})


def _found(styles: StyleMap, base: int | None, style: int, parts: tuple[LookPart, ...]) -> int:
    return styles.xf(style) if base is None else styles.over(base, style, parts)


def with_hers(ours: str | None, hers: Note | None) -> Note | None:
    """The one note that a cell can have: what we say of a correction, and below it what she wrote there."""
    said = clean(hers.text, "…").text if hers else ""
    if ours is None:
        return hers._replace(text=said) if hers else None
    return Note(hers.author if hers and hers.author else AUTHOR, f"{ours}{SIGNATURE}\n{said}".rstrip())
