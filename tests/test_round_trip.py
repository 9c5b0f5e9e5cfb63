"""A person's work in the workbook survives every later run: her corrections, her order, her columns and sheets."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from packages import form_docx

from ficheparse.cli import main

Value = str | float | bool | date | None
POINTS = "Un port de plaisance sans rejets.\nDes navettes électriques.\nUn atelier de réparation."


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    people = {"Vannes": "53 352 hab. (2015)", "Redon": "9 000", "Lannion": "19 880", "Auray": "seize mille"}
    for name, population in people.items():
        send(folder, name, population=population)
    return folder


def send(folder: Path, name: str, **answers: str) -> None:
    told = {"name": f"Ville de {name}", "points": POINTS} | answers
    (folder / f"{name}.docx").write_bytes(form_docx(**told))


def run(inbox: Path, *options: str) -> Result:
    result = CliRunner().invoke(main, ["run", str(inbox), "-o", str(inbox.parent / "output"), *options])
    assert result.exit_code == 0, result.output
    return result


def workbook(inbox: Path) -> Path:
    return inbox.parent / "output" / "fiches.xlsx"


def records(inbox: Path) -> dict[str, dict[str, Any]]:
    lines = (inbox.parent / "output" / "records.jsonl").read_text("utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def site(inbox: Path) -> dict[str, dict[str, Any]]:
    told = json.loads((inbox.parent / "output" / "fiches.json").read_text("utf-8"))
    return {fiche["id"]: fiche for fiche in told["fiches"]}


def corrections(inbox: Path) -> list[dict[str, Any]]:
    path = inbox.parent / "output" / "corrections.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def column(sheet: Worksheet, title: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == title)


def row(sheet: Worksheet, identity: str, number: int | None = None) -> int:
    ids, numbers = column(sheet, "Identifiant"), column(sheet, "N°") if number is not None else 0
    return next(
        at
        for at in range(2, sheet.max_row + 1)
        if sheet.cell(at, ids).value == identity and (number is None or sheet.cell(at, numbers).value == number)
    )


def change(inbox: Path, changes: Mapping[tuple[str, str, str], Value], sheet: str = "Fiches") -> None:
    """Type values into cells, by id, number where there is one, and title of the column."""
    book = openpyxl.load_workbook(workbook(inbox))
    there = book[sheet]
    for (identity, number, title), value in changes.items():
        there.cell(row(there, identity, int(number) if number else None), column(there, title)).value = value
    book.save(workbook(inbox))


def shown(inbox: Path, identity: str, title: str, sheet: str = "Fiches", number: int | None = None) -> Any:
    there = openpyxl.load_workbook(workbook(inbox))[sheet]
    return there.cell(row(there, identity, number), column(there, title)).value


def codes(record: Mapping[str, Any]) -> list[str]:
    return [issue["code"] for issue in record["issues"]]


def test_a_correction_wins_is_recorded_shown_and_published(inbox: Path) -> None:
    run(inbox)
    assert "population-unclear" in codes(records(inbox)["ville-de-auray"])
    change(inbox, {("ville-de-auray", "", "Population"): 13_500, ("ville-de-redon", "", "Population"): 9_336})
    run(inbox)
    auray, redon = records(inbox)["ville-de-auray"], records(inbox)["ville-de-redon"]
    assert (auray["population"]["value"], redon["population"]["value"]) == (13_500, 9_336)
    assert "population-unclear" not in codes(auray)
    assert redon["provenance"]["population"] == {"raw": "9336", "where": "correction"}
    assert site(inbox)["ville-de-redon"]["population"]["value"] == 9_336
    told = {(one["fiche"], one["field"]): one for one in corrections(inbox)}
    assert told["ville-de-redon", "population.value"]["extracted"] == 9_000
    assert told["ville-de-redon", "population.value"]["corrected"] == 9_336
    assert told["ville-de-redon", "population.value"]["sha256"] == redon["source"]["sha256"]
    there = openpyxl.load_workbook(workbook(inbox))["Fiches"]
    cell = there.cell(row(there, "ville-de-redon"), column(there, "Population"))
    other = there.cell(row(there, "ville-de-vannes"), column(there, "Population"))
    assert (cell.value, cell.font.italic) == (9_336, True)
    assert cell.fill.fgColor.rgb != other.fill.fgColor.rgb
    assert cell.comment is not None
    assert "9000" in cell.comment.text
    assert other.comment is None


def test_corrections_outlive_runs_new_fiches_and_their_own(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336})
    for _ in range(3):
        run(inbox)
        assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_336
    redon = (inbox / "Redon.docx").read_bytes()
    (inbox / "Redon.docx").unlink()
    send(inbox, "Rennes")
    run(inbox)
    assert "ville-de-redon" not in records(inbox)
    assert [one["corrected"] for one in corrections(inbox)] == [9_336]
    (inbox / "back.docx").write_bytes(redon)
    run(inbox)
    assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_336


def test_a_fiche_that_is_sent_again_makes_its_correction_stale_but_not_void(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336, ("ville-de-vannes", "", "Population"): 53_000})
    run(inbox)
    send(inbox, "Redon", population="9 400 hab.")
    send(inbox, "Vannes", population="53 352 hab. (2015)", updated="2017")
    run(inbox)
    redon = records(inbox)["ville-de-redon"]
    assert (redon["population"]["value"], redon["status"]) == (9_336, "review")
    (stale,) = [issue for issue in redon["issues"] if issue["code"] == "correction-stale"]
    assert "9336" in stale["text"]
    assert "9400" in stale["text"]
    assert "correction-stale" not in codes(records(inbox)["ville-de-vannes"])
    change(inbox, {("ville-de-redon", "", "Population"): 9_337})
    run(inbox)
    assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_337


def test_an_emptied_cell_clears_the_field(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-vannes", "", "Site Internet"): None})
    run(inbox)
    vannes = records(inbox)["ville-de-vannes"]
    assert vannes["website"] is None
    assert "website-missing" in codes(vannes)
    run(inbox)
    assert records(inbox)["ville-de-vannes"]["website"] is None


def test_what_cannot_be_read_is_kept_and_flagged(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-vannes", "", "Population"): "beaucoup", ("ville-de-vannes", "", "Pays"): "Bretagne"})
    for _ in range(2):
        run(inbox)
        vannes = records(inbox)["ville-de-vannes"]
        assert vannes["population"]["value"] == 53_352
        assert codes(vannes).count("correction-invalid") == 2
        assert shown(inbox, "ville-de-vannes", "Population") == "beaucoup"
        assert {one["corrected"] for one in corrections(inbox)} == {"beaucoup", "Bretagne"}
    change(inbox, {("ville-de-vannes", "", "Population"): 53_352})
    run(inbox)
    assert codes(records(inbox)["ville-de-vannes"]).count("correction-invalid") == 1
    assert [one["corrected"] for one in corrections(inbox)] == ["Bretagne"]


def test_points_and_contacts_are_corrected_taken_away_and_added(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-vannes", "1", "Point essentiel"): "Un port sans rejets."}, "Points")
    change(inbox, {("ville-de-vannes", "1", "Courriels"): "accueil@vannes.example"}, "Contacts")
    book = openpyxl.load_workbook(workbook(inbox))
    points = book["Points"]
    points.delete_rows(row(points, "ville-de-vannes", 2))
    last = points.max_row + 1
    points.cell(last, column(points, "Identifiant")).value = "ville-de-vannes"
    points.cell(last, column(points, "Point essentiel")).value = "Un point de plus."
    book.save(workbook(inbox))
    for _ in range(2):
        run(inbox)
        vannes = records(inbox)["ville-de-vannes"]
        assert [point["text"] for point in vannes["points"]] == [
            "Un port sans rejets.",
            "Un atelier de réparation.",
            "Un point de plus.",
        ]
        assert vannes["contacts"][0]["emails"] == ["accueil@vannes.example"]
        assert shown(inbox, "ville-de-vannes", "Point essentiel", "Points", 3) == "Un atelier de réparation."
        assert shown(inbox, "ville-de-vannes", "Point essentiel", "Points", 4) == "Un point de plus."


def test_the_site_follows_the_decision(inbox: Path) -> None:
    run(inbox)
    change(
        inbox,
        {
            ("ville-de-vannes", "", "Décision"): "écarter",
            ("ville-de-redon", "", "Décision"): "Attendre",
            ("ville-de-lannion", "", "Décision"): "publier",
            ("ville-de-auray", "", "Décision"): "demander",
            ("ville-de-auray", "", "Note"): "Rappeler lundi",
        },
    )
    for _ in range(2):
        run(inbox)
        # what is no decision is flagged, and the fiche waits until it is one
        assert set(site(inbox)) == {"ville-de-lannion"}
        assert "correction-invalid" in codes(records(inbox)["ville-de-auray"])
        assert shown(inbox, "ville-de-vannes", "Décision") == "écarter"
        assert shown(inbox, "ville-de-redon", "Décision") == "attendre"
        assert shown(inbox, "ville-de-auray", "Décision") == "demander"
        assert shown(inbox, "ville-de-auray", "Note") == "Rappeler lundi"
    change(inbox, {("ville-de-vannes", "", "Décision"): None})
    run(inbox)
    assert "ville-de-vannes" in site(inbox)


def test_her_order_columns_sheets_and_rows_stay(inbox: Path) -> None:
    run(inbox)
    book = openpyxl.load_workbook(workbook(inbox))
    sheet = book["Fiches"]
    names = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2)]
    for at, line in enumerate(reversed(names), 2):
        for place, value in enumerate(line, 1):
            sheet.cell(at, place).value = value
    own = sheet.max_column + 1
    sheet.cell(1, own).value = "Relu par"
    for at in range(2, sheet.max_row + 1):
        sheet.cell(at, own).value = f"A. {sheet.cell(at, column(sheet, 'Collectivité')).value}"
    sheet.column_dimensions["A"].width = 50
    sheet.row_dimensions[3].hidden = True
    hidden = str(sheet.cell(3, column(sheet, "Identifiant")).value)
    order = [sheet.cell(at, column(sheet, "Identifiant")).value for at in range(2, sheet.max_row + 1)]
    notes = book.create_sheet("Mes notes", 1)
    notes["A1"] = "à faire"
    notes["A2"] = "=COUNTA(Fiches!A:A)"
    book.save(workbook(inbox))
    send(inbox, "Brest")
    for _ in range(3):
        run(inbox)
        book = openpyxl.load_workbook(workbook(inbox))
        sheet = book["Fiches"]
        ids = [sheet.cell(at, column(sheet, "Identifiant")).value for at in range(2, sheet.max_row + 1)]
        assert ids == [*order, "ville-de-brest"]
        at = column(sheet, "Relu par")
        assert sheet.cell(row(sheet, "ville-de-vannes"), at).value == "A. Ville de Vannes"
        assert sheet.column_dimensions["A"].width == 50
        assert [key for key, value in sheet.row_dimensions.items() if value.hidden] == [row(sheet, hidden)]
        assert book.sheetnames[1] == "Mes notes"
        assert [cell.value for cell in book["Mes notes"]["A"]] == ["à faire", "=COUNTA(Fiches!A:A)"]


@pytest.mark.parametrize("lock", [".~lock.fiches.xlsx#", "~$fiches.xlsx"])
def test_an_open_workbook_is_told_and_not_written_over(inbox: Path, lock: str) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336})
    before = workbook(inbox).read_bytes()
    (workbook(inbox).parent / lock).write_bytes(b"")
    send(inbox, "Brest")
    told = run(inbox)
    assert "is open in" in told.stderr
    assert workbook(inbox).read_bytes() == before
    beside = workbook(inbox).with_name("fiches-nouveau.xlsx")
    assert beside.exists()
    assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_336
    # What she saves in either while both are there is found.
    change(inbox, {("ville-de-vannes", "", "Population"): 53_001})
    (workbook(inbox).parent / lock).unlink()
    run(inbox)
    assert not beside.exists()
    assert not workbook(inbox).with_name("records-fiches.jsonl").exists()
    found = records(inbox)
    assert (found["ville-de-redon"]["population"]["value"], found["ville-de-vannes"]["population"]["value"]) == (
        9_336,
        53_001,
    )
    assert shown(inbox, "ville-de-brest", "Collectivité") == "Ville de Brest"


@pytest.mark.parametrize("damage", [b"", b"no workbook", b"PK\x03\x04 half of one"])
def test_a_workbook_that_cannot_be_read_is_left_as_it_is(inbox: Path, damage: bytes) -> None:
    run(inbox)
    workbook(inbox).write_bytes(damage)
    told = run(inbox)
    assert "it is left as it is" in told.stderr
    assert workbook(inbox).read_bytes() == damage
    assert workbook(inbox).with_name("fiches-nouveau.xlsx").exists()


def test_corrections_that_cannot_be_read_stop_the_run(inbox: Path) -> None:
    run(inbox)
    store = workbook(inbox).with_name("corrections.jsonl")
    store.write_text("{}\n", "utf-8")
    before = workbook(inbox).read_bytes()
    result = CliRunner().invoke(main, ["run", str(inbox), "-o", str(workbook(inbox).parent)])
    assert result.exit_code == 2
    assert "corrections.jsonl, line 1" in result.stderr
    assert (store.read_text("utf-8"), workbook(inbox).read_bytes()) == ("{}\n", before)


def test_the_language_may_change_from_run_to_run(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336})
    for language in ("ja", "en", "fr"):
        run(inbox, "--lang", language)
        assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_336
        assert len(corrections(inbox)) == 1


TITLES = {
    "Fiches": [
        *"Titre Collectivité Pays Domaines Population Latitude Décision Note Fichier Statut".split(),
        *("Mise à jour", "Site Internet", "Autres sites", "Année de la population", "Carte (lien)", "Texte sans place"),
    ],
    "Points": ["Point essentiel", "Niveau"],
    "Contacts": ["Nom", "Courriels", "Téléphones", "Texte du contact"],
}
PLACES = [(sheet, title) for sheet, titles in TITLES.items() for title in titles]
TYPED = st.one_of(
    st.none(),
    st.integers(-5, 60_000_000),
    st.floats(-200, 200, allow_nan=False).map(lambda number: round(number, 3)),
    st.dates(date(1990, 1, 1), date(2030, 1, 1)),
    st.sampled_from(
        [
            "tourisme",
            "culture\nsport",
            "Japon",
            "oui",
            "=1+1",
            "a@b.example",
            "http://x.example",
            "publier",
            "mars 2019",
        ]
    ),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf"]), min_size=1, max_size=12),
)
EDITS = st.dictionaries(
    st.tuples(st.sampled_from(PLACES), st.sampled_from(["ville-de-vannes", "ville-de-redon"])), TYPED, max_size=6
)


# Nothing is made smaller where it fails: each try is three runs. A number that is no day of any year may be typed where
# days stand: it is kept, and openpyxl, with which the test looks at it, warns of it.
@pytest.mark.filterwarnings("ignore:Cell .* is marked as a date:UserWarning")
@settings(max_examples=12, deadline=None, phases=[Phase.explicit, Phase.generate])
@example(
    edits={
        (("Fiches", "Mise à jour"), "ville-de-vannes"): 9_999_999,
        (("Fiches", "Population"), "ville-de-redon"): None,
        (("Fiches", "Pays"), "ville-de-redon"): "France",
    }
)
@given(edits=EDITS)
def test_a_run_more_changes_nothing_and_no_edit_is_lost(
    edits: dict[tuple[tuple[str, str], str], Value], tmp_path_factory: pytest.TempPathFactory
) -> None:
    inbox = tmp_path_factory.mktemp("round") / "inbox"
    inbox.mkdir()
    for name in ("Vannes", "Redon"):
        send(inbox, name)
    run(inbox)
    before = openpyxl.load_workbook(workbook(inbox))
    book = openpyxl.load_workbook(workbook(inbox))
    for ((sheet, title), identity), value in edits.items():
        there = book[sheet]
        there.cell(row(there, identity, 1 if sheet != "Fiches" else None), column(there, title)).value = value
    book.save(workbook(inbox))
    run(inbox)
    once = outputs(inbox)
    run(inbox)
    assert outputs(inbox) == once
    kept = {(one["field"], str(one["corrected"])) for one in corrections(inbox)}
    for ((sheet, title), identity), value in edits.items():
        if title in ("Fichier", "Statut"):  # what we say of a fiche; nothing of hers
            continue
        if title == "Mise à jour" and isinstance(value, (int, float)):  # a number is a day there
            continue
        number = None if sheet == "Fiches" else 1
        first = before[sheet].cell(row(before[sheet], identity, number), column(before[sheet], title))
        typed = typed_as_kept(value)
        is_kept = any(said == str(typed) for _, said in kept) or (typed is None and sheet != "Fiches")
        if not is_kept:  # it is the same, written in another way
            now = shown(inbox, records_by_file(inbox)[identity], title, sheet, number)
            assert now == first.value, (title, value, kept)


def records_by_file(inbox: Path) -> dict[str, str]:
    """The ids that fiches have now, by those they had at first."""
    return {f"ville-de-{one['source']['file'][:-5].lower()}": key for key, one in records(inbox).items()}


def outputs(inbox: Path) -> dict[str, bytes]:
    folder = inbox.parent / "output"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def typed_as_kept(value: Value) -> Value:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, date):
        return value.isoformat()
    return int(value) if isinstance(value, float) and value.is_integer() else value
