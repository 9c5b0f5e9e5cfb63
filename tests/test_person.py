"""A person at work, played by LibreOffice: thirty cells, a sort, a column and a sheet of her own, three more runs."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter
from packages import form_docx
from test_converter import with_libreoffice
from test_round_trip import Value, column, records, row, run, site, workbook
from uno_edit import add_sheet, edit, formula, hide_row, insert_column, move_column, put, set_width, sort

TOWNS = "Vannes Redon Lannion Auray Pontivy Carhaix Morlaix Dinan Fougères Vitré Loudéac Guingamp".split()
POINTS = "Un port de plaisance sans rejets.\nDes navettes électriques.\nUn atelier de réparation."


class Edit(NamedTuple):
    """What she types into a cell, and what the record then has there."""

    sheet: str
    town: str
    number: int | None
    title: str
    typed: Value
    place: str
    wanted: Any


def of(town: str) -> str:
    return {"Fougères": "ville-de-fougeres", "Vitré": "ville-de-vitre", "Loudéac": "ville-de-loudeac"}.get(
        town, f"ville-de-{town.lower()}"
    )


def fiches(*typed: tuple[str, str, Value, str, Any]) -> list[Edit]:
    return [Edit("Fiches", town, None, title, value, place, wanted) for town, title, value, place, wanted in typed]


EDITS = [
    *fiches(
        ("Vannes", "Population", 53_719, "population.value", 53_719),
        ("Vannes", "Année de la population", 2016, "population.year", 2016),
        ("Redon", "Population", "9 336 hab. (2018)", "population.value", 9_336),
        ("Lannion", "Population", None, "population", None),
        ("Auray", "Population arrondie", "oui", "population.approximate", True),
        ("Pontivy", "Population", "environ quinze", "population.value", 52_648),  # cannot be read: the fiche's stays
        ("Vannes", "Titre", "Vannes, ville de l'eau", "title", "Vannes, ville de l'eau"),
        ("Redon", "Titre", "=SOMME(1)", "title", "=SOMME(1)"),
        ("Carhaix", "Collectivité", "Ville de Carhaix-Plouguer", "name", "Ville de Carhaix-Plouguer"),
        ("Morlaix", "Autres collectivités", "Saint-Martin-des-Champs\nPlourin", "other_names", None),
        ("Dinan", "Pays", "Japon", "country", "JP"),
        ("Vannes", "Domaines", "tourisme\nculture", "domains", ["tourism", "culture"]),
        ("Redon", "Autres domaines", "pêche", "other_domains", ["pêche"]),
        ("Vannes", "Site Internet", "http://www.vannes.example/en", "website", "http://www.vannes.example/en"),
        ("Redon", "Site Internet", None, "website", None),
        ("Lannion", "Autres sites", "https://autre.example", "other_websites", ["https://autre.example"]),
        (
            "Fougères",
            "Carte (lien)",
            "https://www.openstreetmap.org/#map=13/48.3500/-1.2000",
            "location.latitude",
            48.35,
        ),
        ("Vitré", "Latitude", 48.1234, "location.latitude", 48.1234),
        ("Vitré", "Longitude", -1.2101, "location.longitude", -1.2101),
        ("Loudéac", "Localisation", "Au centre de la Bretagne", "location.text", "Au centre de la Bretagne"),
        ("Vannes", "Mise à jour", date(2018, 5, 17), "updated", "2018-05-17"),
        ("Redon", "Mise à jour", "mars 2019", "updated", "2019-03"),
        ("Guingamp", "Décision", "écarter", "decision", None),
        ("Guingamp", "Note", "Vérifier avec Cités Unies", "note", None),
    ),
    Edit("Points", "Vannes", 1, "Point essentiel", "Un port propre.", "points.1.text", "Un port propre."),
    Edit("Points", "Redon", 2, "Niveau", 1, "points.2.level", 1),
    Edit("Points", "Lannion", 3, "Point essentiel", None, "points.3", None),
    Edit("Contacts", "Vannes", 1, "Nom", "Anne LE GALL", "contacts.1.name", "Anne LE GALL"),
    Edit("Contacts", "Redon", 1, "Courriels", "a@redon.example ; b@redon.example", "contacts.1.emails", None),
    Edit("Contacts", "Auray", 1, "Téléphones", "02 61 91 00 55", "contacts.1.phones", ["+33261910055"]),
]


RENAMED = {of("Carhaix"): "ville-de-carhaix-plouguer"}
"""What a corrected name is worth: the fiche has another id."""


def test_thirty_edits_of_every_type_are_made() -> None:
    assert len(EDITS) == 30
    assert len({(edit.sheet, edit.title) for edit in EDITS}) > 20


def found(record: dict[str, Any], place: str) -> Any:
    there: Any = record
    for step in place.split("."):
        if isinstance(there, list):
            there = there[int(step) - 1] if int(step) <= len(there) else None
        else:
            there = there[step] if there is not None else None
    return there


def steps(path: Path) -> list[str]:
    """Her work, in LibreOffice's words."""
    book = openpyxl.load_workbook(path)
    made = []
    for one in EDITS:
        sheet = book[one.sheet]
        at = row(sheet, of(one.town), one.number)
        made.append(put(one.sheet, f"{get_column_letter(column(sheet, one.title))}{at}", one.typed))
    sheet = book["Fiches"]
    last = f"{get_column_letter(sheet.max_column)}{sheet.max_row}"
    people = column(sheet, "Population")
    return [
        *made,
        sort("Fiches", f"A1:{last}", people - 1, ascending=False),
        move_column("Fiches", get_column_letter(column(sheet, "Site Internet")), "B"),
        insert_column("Fiches", "C", "Relu par", *(f"lectrice {number}" for number in range(1, len(TOWNS) + 1))),
        set_width("Fiches", "A", 90),
        hide_row("Points", 5),
        add_sheet("Suivi", [["Ville", "Appel"], ["Redon", 2], ["Auray", 3]]),
        formula("Suivi", "B4", "=SUM(B2:B3)"),
    ]


@with_libreoffice
def test_every_edit_is_still_there_after_three_more_runs(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for town in TOWNS:
        (inbox / f"{town}.docx").write_bytes(form_docx(name=f"Ville de {town}", points=POINTS))
    run(inbox)
    saved = tmp_path / "saved.xlsx"
    edit(workbook(inbox), saved, steps(workbook(inbox)))
    shutil.copy(saved, workbook(inbox))
    reviewed = relu(saved)
    checked = unedited = 0
    for number in range(3):
        if number == 1:  # one new, one changed, one gone
            (inbox / "Brest.docx").write_bytes(form_docx(name="Ville de Brest", points=POINTS))
            changed = form_docx(name="Ville de Redon", points=POINTS, population="9 999 hab.", updated="2020")
            (inbox / "Redon.docx").write_bytes(changed)
            (inbox / "Loudéac.docx").unlink()
        run(inbox)
        there, public = records(inbox), site(inbox)
        gone = {"Loudéac"} if number else set()
        book = openpyxl.load_workbook(workbook(inbox))
        for one in EDITS:
            if one.town in gone:
                continue
            checked += 1
            record = next(record for record in there.values() if record["source"]["file"] == f"{one.town}.docx")
            expect(one, record, book, public)
        unedited += as_the_fiches_say(inbox, there, tmp_path / f"fresh{number}")
        # of a fiche that is gone too: it waits below the table
        assert relu(workbook(inbox)) == {RENAMED.get(name, name): value for name, value in reviewed.items()}
        assert [cell.value for cell in book["Fiches"][1]][:3] == ["Collectivité", "Site Internet", "Relu par"]
        assert [[cell.value for cell in line] for line in book["Suivi"]["A1:B4"]][1:3] == [["Redon", 2], ["Auray", 3]]
        assert book["Suivi"]["B4"].value == "=SUM(B2:B3)"
        assert any(look.hidden for look in book["Points"].row_dimensions.values())
    lines = (inbox.parent / "output" / "corrections.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == len(EDITS)
    assert of("Loudéac") in {json.loads(line)["fiche"] for line in lines}
    print(f"{checked} edits found again in 3 runs, {unedited} unedited values as the fiches say")


def relu(path: Path) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(path)["Fiches"]
    ids, own = column(sheet, "Identifiant"), column(sheet, "Relu par")
    return {
        str(sheet.cell(at, ids).value): sheet.cell(at, own).value
        for at in range(2, sheet.max_row + 1)
        if sheet.cell(at, own).value is not None
    }


def expect(one: Edit, record: dict[str, Any], book: openpyxl.Workbook, public: dict[str, dict[str, Any]]) -> None:
    """The edit is in the record, in the site's JSON and in the sheet."""
    if one.place == "decision":
        assert record["id"] not in public
        return
    if one.wanted is not None or one.typed is None:
        if one.place == "points.3":
            assert len(record["points"]) == 2
        else:
            assert found(record, one.place) == one.wanted, one
            assert found(public[record["id"]], one.place) == one.wanted, one
    if one.place == "other_names":
        assert record["other_names"] == ["Saint-Martin-des-Champs", "Plourin"]
    if one.place == "contacts.1.emails":
        assert record["contacts"][0]["emails"] == ["a@redon.example", "b@redon.example"]
    if one.title == "Population" and one.typed == "environ quinze":
        assert "correction-invalid" in [issue["code"] for issue in record["issues"]]
    sheet = book[one.sheet]
    if one.place != "points.3":
        shown = sheet.cell(row(sheet, record["id"], one.number), column(sheet, one.title))
        assert shown.comment is not None or one.place == "note", one
        assert (shown.value is None) == (one.typed is None), one


def as_the_fiches_say(inbox: Path, there: dict[str, dict[str, Any]], fresh: Path) -> int:
    """How many values that she did not touch are those of a run that knows of no correction; all of them are."""
    copy = fresh / "inbox"
    shutil.copytree(inbox, copy)
    run(copy)
    plain = {record["source"]["file"]: record for record in records(copy).values()}
    touched: dict[str, set[str]] = {}
    for one in EDITS:
        touched.setdefault(f"{one.town}.docx", set()).add(one.place.partition(".")[0])
    count = 0
    for record in there.values():
        name = record["source"]["file"]
        for field, value in plain[name].items():
            moved = {"id", "issues", "status", "provenance"} | touched.get(name, set())
            if "name" in moved or "country" in moved:
                moved |= {"location", "contacts"}
            if field not in moved:
                count += 1
                assert record[field] == value, (name, field)
    return count
