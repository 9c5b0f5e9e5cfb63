"""The officer's own cells, and what she put on ours, on their way into the new workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from ficheparse.carried import Carried, OwnCell
from ficheparse.issues import Language
from ficheparse.sheets.cells import NOTHING, Content, clean
from ficheparse.sheets.kept import KeptSheet, Mark
from ficheparse.write.arrange import moved_formula
from ficheparse.write.byhand import OwnStyles, with_hers
from ficheparse.write.foreign import with_own_sheets
from ficheparse.write.package import save
from ficheparse.write.references import NO_REFERENCES, references
from ficheparse.write.sheet import StreamedSheet, serial
from ficheparse.write.styles import Styles

_DAYS_TO_1904 = 1462


class Hers:
    """What is hers in the workbook that she saved, if anything."""

    def __init__(self, workbook: Workbook, styles: Styles, carried: Carried | None, language: Language) -> None:
        self._workbook = workbook
        self._carried = carried if carried is not None and carried.has_own else None
        self._styles: OwnStyles | None = None
        self._references = NO_REFERENCES
        if self._carried is not None:
            self._references = references(self._carried, language)
            styles.make_all()
            self._styles = OwnStyles(workbook, self._carried.package)
            if self._styles.since_1904:
                workbook.epoch = CALENDAR_MAC_1904

    def cell(self, cell: OwnCell | None, place: str | None = None) -> Content:
        """A cell of hers, as it was.

        Given its new place, its formula looks from there at what it looked at. One of a row of hers is left as it
        stands: a total of all rows is no other total for standing further down; one of a fiche's row goes along.
        """
        if cell is None or self._styles is None:
            return NOTHING
        value = clean(cell.value, "…").text if isinstance(cell.value, str) else cell.value
        formula = moved_formula(cell, place) if place else cell.formula
        formula = self._references.formula(formula) if formula else None
        return Content(value, "text", own_style=self._styles.of(cell.style), formula=formula)

    def marked(
        self,
        sheet: StreamedSheet,
        place: str,
        mark: Mark,
        content: Content,
        kept: KeptSheet | None,
        told: str | None = None,
    ) -> Content:
        """The cell with what she put on it: her look, her link, and her note, below what we have to tell there."""
        note = with_hers(told, kept.notes.get(mark) if kept else None)
        if note is not None:
            sheet.note(place, note.text, note.author)
        if kept is None:
            return content
        look, link = kept.looks.get(mark), kept.links.get(mark)
        if link is not None and not content.link and not content.jump:
            location = link.location
            if location and not link.target:
                location = self._references.formula(location)
            sheet.link(place, target=link.target, location=location)
        return content._replace(look=look) if look else content

    def style(self, content: Content, ours: int) -> int:
        """The number of a cell's style, ours for its looks given."""
        if content.look is not None and self._styles is not None:
            return self._styles.over(ours, content.look)
        return ours

    def day(self, day: date) -> date | float | str:
        """A day as the workbook counts it; as a text where it begins later."""
        if self._styles is None or not self._styles.since_1904:
            return day
        days = serial(day) - _DAYS_TO_1904
        return days if days >= 0 else day.isoformat()

    def save(self, path: Path) -> None:
        """Write the workbook, with her sheets and styles."""
        if self._carried is None or self._styles is None:
            save(self._workbook, path)
            return
        package = BytesIO()
        save(self._workbook, package)
        dressed = self._styles.added_to(package.getvalue())
        path.write_bytes(
            with_own_sheets(dressed, self._carried.package, self._carried.names, references=self._references)
        )
