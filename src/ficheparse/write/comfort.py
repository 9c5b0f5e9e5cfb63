"""What helps the officer while she works in a sheet: lists to choose from, checks of what is typed, marked gaps."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeVar

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from ficheparse.issues import Language
from ficheparse.sheets.columns import ContactRow, FicheRow, IssueRow, PointRow
from ficheparse.wording import say, table
from ficheparse.write.arrange import Arrangement
from ficheparse.write.sheet import StreamedSheet

R = TypeVar("R")
_SPARE = 500
"""Rows below the last one in which lists and checks hold too, for what she adds."""


class _Check(NamedTuple):
    """What may stand in a column; anything else is asked about once, and may stay."""

    kind: Literal["whole", "decimal", "custom"]
    first: str
    last: str | None = None
    operator: Literal["between"] | None = None


_CHECKS: Mapping[str, _Check] = {
    "population.value": _Check("whole", "1", "50000000", "between"),
    "population.year": _Check("whole", "1900", "2100", "between"),
    "location.latitude": _Check("decimal", "-90", "90", "between"),
    "location.longitude": _Check("decimal", "-180", "180", "between"),
    "points.level": _Check("whole", "0", "9", "between"),
    "website": _Check("custom", 'OR(LEFT({cell},7)="http://",LEFT({cell},8)="https://")'),
    "location.map_url": _Check("custom", 'OR(LEFT({cell},4)="http",LEFT({cell},4)="geo:")'),
    "contacts.emails": _Check("custom", 'ISNUMBER(FIND("@",{cell}))'),
}
_GAPS = ("name", "domains", "population.value", "website", "updated", "contacts.emails", "points.text")
"""Columns in which an empty cell is a gap to be seen."""
_DECISIONS = {"publish": ("006100", "C6EFCE"), "wait": ("7F6000", "FFEB9C"), "discard": ("9C0006", "FFC7CE")}


def dress(sheet: StreamedSheet, letters: Mapping[str, str], last: int, language: Language, domains: str | None) -> None:
    """Put lists, checks and marks on a sheet's columns.

    `letters` are the columns' letters by key, `last` the last row's number, `domains` the cells that hold the
    vocabulary's labels.
    """
    lists = {
        "country": _among(say("country", code, language) for code in ("FR", "JP")),
        "decision": _among(wording[language] for wording in table()["decision"].values()),
        "domains": domains,
    }
    for key, choice in lists.items():
        if choice and key in letters:
            _add(sheet, DataValidation(type="list", formula1=choice), key, letters[key], last, language)
    for key, check in _CHECKS.items():
        if key in letters:
            cell = f"{letters[key]}2"
            made = DataValidation(
                type=check.kind,
                formula1=check.first.format(cell=cell),
                formula2=check.last,
                operator=check.operator,
            )
            _add(sheet, made, key, letters[key], last, language)
    for key in _GAPS:
        if key in letters:
            _mark_gaps(sheet, letters[key], last)
    if "decision" in letters:
        _mark_decisions(sheet, letters["decision"], last, language)


def _among(words: Iterable[str]) -> str:
    return '"' + ",".join(words) + '"'


def _add(sheet: StreamedSheet, made: DataValidation, key: str, letter: str, last: int, language: Language) -> None:
    """A check that warns, for a hurried hand, and does not forbid: what is typed is read with care anyway."""
    made.allow_blank = True
    made.errorStyle = "warning"
    made.showErrorMessage = True
    made.errorTitle = say("columns", key, language)[:32]
    made.error = say("validation", key, language)
    made.add(f"{letter}2:{letter}{last + _SPARE}")
    sheet.data_validations.append(made)


def _mark_gaps(sheet: StreamedSheet, letter: str, last: int) -> None:
    """Empty cells are hatched, which is seen in black and white too."""
    hatched = PatternFill(patternType="lightUp", fgColor="BFBFBF", bgColor="FFFFFF")
    rule = Rule(type="expression", formula=[f"LEN(TRIM({letter}2))=0"], dxf=DifferentialStyle(fill=hatched))
    sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)


def _mark_decisions(sheet: StreamedSheet, letter: str, last: int, language: Language) -> None:
    """A decision is a word; its ground says the same again as soon as it is chosen."""
    for decision, (colour, ground) in _DECISIONS.items():
        word = say("decision", decision, language)
        look = DifferentialStyle(
            font=Font(bold=True, color=colour, strike=decision == "discard" or None),
            fill=PatternFill(patternType="solid", bgColor=ground),
        )
        rule = Rule(type="expression", formula=[f'{letter}2="{word}"'], dxf=look)
        sheet.conditional_formatting.add(f"{letter}2:{letter}{last}", rule)


_COLUMN_OF = {
    "population": "population.value",
    "location": "location.map_url",
    "contact": "contacts",
    "images": "images",
}
"""Where in the sheet of fiches the field of an issue is, where that is not the field's own name."""


def cells_to_mend(
    fiches: Arrangement[FicheRow],
    points: Arrangement[PointRow],
    contacts: Arrangement[ContactRow],
    rows: Mapping[str, int],
    language: Language,
) -> Callable[[IssueRow], str | None]:
    """What tells for an issue the cell to mend: of points and contacts, the first row that the fiche has there.

    `rows` are those of the fiches, by their ids.
    """
    by_place = array("i", [0]) * len(fiches.rows.keys)
    for row, place in enumerate(fiches.order, 2):
        by_place[place] = row
    first_point, first_contact = _first_rows(points, by_place), _first_rows(contacts, by_place)
    letters, of_points, of_contacts = _letters(fiches), _letters(points), _letters(contacts)

    def cell(issue: IssueRow) -> str | None:
        row, field = rows.get(issue.fiche.id), issue.issue.field or ""
        if row is None:
            return None
        if field == "points" and first_point[row]:
            return _place("points", of_points["points.text"], first_point[row], language)
        if field == "contact" and first_contact[row]:
            return _place("contacts", of_contacts["contacts.name"], first_contact[row], language)
        letter = letters.get(_COLUMN_OF.get(field, field))
        return _place("fiches", letter, row, language) if letter else None

    return cell


def _place(sheet: str, letter: str, row: int, language: Language) -> str:
    return f"'{say('sheets', sheet, language)}'!{letter}{row}"


def _letters(arrangement: Arrangement[R]) -> dict[str, str]:
    columns = enumerate(arrangement.columns, 1)
    return {column.ours.key: get_column_letter(place) for place, column in columns if column.ours}


def _first_rows(arrangement: Arrangement[R], by_place: Sequence[int]) -> Sequence[int]:
    """The first row that each fiche has in a sheet, by its row in the sheet of fiches; 0 where it has none."""
    found = array("i", [0]) * (len(by_place) + 2)
    for number, at in enumerate(arrangement.order, 2):
        row = by_place[arrangement.rows.place(at)]
        found[row] = found[row] or number
    return found
