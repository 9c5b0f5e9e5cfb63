"""What else happens to a workbook: sheets and columns lost, two workbooks side by side, cells that hold anything."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from builders import fiche
from packages import form_docx
from test_round_trip import change, codes, column, corrections, inbox, records, row, run, send, site, workbook

from ficheparse.corrections import Correction
from ficheparse.form import load as load_form
from ficheparse.revise.apply import corrected
from ficheparse.revise.store import dump, load

__all__ = ["inbox"]
How = Callable[[Any], object]
V, R = "ville-de-vannes", "ville-de-redon"


def edit(inbox: Path, how: How, name: str = "fiches.xlsx") -> None:
    path = inbox.parent / "output" / name
    book = openpyxl.load_workbook(path)
    how(book)
    book.save(path)


def lock(inbox: Path) -> Path:
    path = workbook(inbox).parent / "~$fiches.xlsx"
    path.write_bytes(b"")
    return path


def unharmed(inbox: Path, how: How) -> None:
    run(inbox)
    before = records(inbox)
    edit(inbox, how)
    run(inbox)
    assert corrections(inbox) == []
    assert records(inbox) == before


def test_points_sheet_deleted(inbox: Path) -> None:
    unharmed(inbox, lambda b: b.remove(b["Points"]))


def test_contacts_sheet_deleted(inbox: Path) -> None:
    unharmed(inbox, lambda b: b.remove(b["Contacts"]))


def test_point_column_deleted(inbox: Path) -> None:
    unharmed(inbox, lambda b: b["Points"].delete_cols(column(b["Points"], "Point essentiel")))


def test_point_header_renamed(inbox: Path) -> None:
    def how(b: Any) -> None:
        b["Points"].cell(1, column(b["Points"], "Point essentiel")).value = "Texte"

    unharmed(inbox, how)


def test_number_column_deleted(inbox: Path) -> None:
    unharmed(inbox, lambda b: b["Points"].delete_cols(column(b["Points"], "N°")))


def test_numbers_as_text(inbox: Path) -> None:
    def how(b: Any) -> None:
        s = b["Points"]
        for at in range(2, s.max_row + 1):
            s.cell(at, 2).value = str(s.cell(at, 2).value)

    unharmed(inbox, how)


def test_id_header_renamed_in_points(inbox: Path) -> None:
    def how(b: Any) -> None:
        b["Points"].cell(1, column(b["Points"], "Identifiant")).value = "Clé"

    unharmed(inbox, how)


def test_id_of_a_point_slipped(inbox: Path) -> None:
    def how(b: Any) -> None:
        b["Points"].cell(row(b["Points"], R, 2), column(b["Points"], "Identifiant")).value = "ville-de-redn"

    unharmed(inbox, how)


def test_ids_replaced_everywhere(inbox: Path) -> None:
    def how(b: Any) -> None:
        for s in b:
            for line in s.iter_rows():
                for c in line:
                    if c.value == R:
                        c.value = R + "-35"

    unharmed(inbox, how)


def test_her_sheet_made_while_open_is_kept(inbox: Path) -> None:
    run(inbox)
    there = lock(inbox)
    send(inbox, "Brest")
    run(inbox)
    edit(inbox, lambda b: b.create_sheet("Suivi"))
    there.unlink()
    run(inbox)
    assert "Suivi" in openpyxl.load_workbook(workbook(inbox)).sheetnames


def test_a_later_correction_is_not_undone_by_the_open_workbook(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    lock(inbox)
    run(inbox)

    def how(b: Any) -> None:
        b["Fiches"].cell(row(b["Fiches"], R), column(b["Fiches"], "Population")).value = 9_400

    edit(inbox, how, "fiches-nouveau.xlsx")
    for _ in range(3):
        run(inbox)
        assert records(inbox)[R]["population"]["value"] == 9_400


def test_a_point_deleted_while_open_stays_one_correction(inbox: Path) -> None:
    run(inbox)
    edit(inbox, lambda b: b["Points"].delete_rows(row(b["Points"], R, 2)))
    lock(inbox)
    for number in range(3):
        send(inbox, f"Brest{number}")
        run(inbox)
        assert [one["field"] for one in corrections(inbox)] == ["points.2"]


def test_the_new_workbook_put_in_the_place_of_the_old(inbox: Path) -> None:
    run(inbox)
    there = lock(inbox)
    send(inbox, "Redon", population="9 400")
    send(inbox, "Brest")
    run(inbox)
    there.unlink()
    shutil.move(workbook(inbox).with_name("fiches-nouveau.xlsx"), workbook(inbox))
    run(inbox)
    assert corrections(inbox) == []
    assert [c.value for c in openpyxl.load_workbook(workbook(inbox))["Fiches"]["A"]].count("Ville de Brest") == 1


def test_base_deleted(inbox: Path) -> None:
    run(inbox)
    there = lock(inbox)
    send(inbox, "Redon", population="9 400")
    run(inbox)
    there.unlink()
    workbook(inbox).with_name("records-fiches.jsonl").unlink()
    run(inbox)
    assert corrections(inbox) == []


def test_records_deleted(inbox: Path) -> None:
    run(inbox)
    workbook(inbox).with_name("records.jsonl").unlink()
    send(inbox, "Redon", population="9 400")
    run(inbox)
    run(inbox)
    assert corrections(inbox) == []


def test_an_older_copy_comes_back(inbox: Path, tmp_path: Path) -> None:
    run(inbox)
    shutil.copy(workbook(inbox), tmp_path / "old.xlsx")
    send(inbox, "Redon", population="9 400")
    send(inbox, "Brest")
    run(inbox)
    shutil.copy(tmp_path / "old.xlsx", workbook(inbox))
    run(inbox)
    assert corrections(inbox) == []


def test_true_in_her_column(inbox: Path) -> None:
    run(inbox)

    def how(b: Any) -> None:
        n = b["Fiches"].max_column + 1
        b["Fiches"].cell(1, n).value = "Vu"
        b["Fiches"].cell(2, n).value = True

    edit(inbox, how)
    run(inbox)
    book = openpyxl.load_workbook(workbook(inbox))
    assert book["Fiches"].cell(2, column(book["Fiches"], "Vu")).value is True


def test_true_in_a_column_of_ours(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Pays"): True})
    run(inbox)
    openpyxl.load_workbook(workbook(inbox))


def test_a_line_separator_in_a_note(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    made = Correction(fiche="a", file="a", field="note", extracted=None, corrected="un\u2028deux", sha256="0" * 64)
    path.write_text(dump([made]), "utf-8")
    assert load(path) == [made]


def test_two_unnamed_fiches_of_one_file_name(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    for folder in "ab":
        (inbox / folder).mkdir(parents=True)
        (inbox / folder / "fiche.docx").write_bytes(
            form_docx(name="", title="", population="77 000" if folder == "b" else "52 000")
        )
    run(inbox)
    change(inbox, {("fiche", "", "Collectivité"): "Ville de Vannes"})
    run(inbox)
    assert sorted(str(one["name"]) for one in records(inbox).values()) == ["None", "Ville de Vannes"]


def test_sent_again_as_commune_de(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336, (R, "", "Décision"): "écarter"})
    run(inbox)
    (inbox / "v2.docx").write_bytes(form_docx(name="Commune de Redon", population="9 000", updated="2018"))
    run(inbox)
    assert records(inbox)["commune-de-redon"]["population"]["value"] == 9_336
    assert "commune-de-redon" not in site(inbox)


def test_rounded_and_value_together() -> None:
    found = corrected(
        fiche(), {"population.value": 150_000, "population.approximate": "oui"}, load_form()
    ).fiche.population
    assert found is not None and found.approximate


def test_a_total_below_the_table(inbox: Path) -> None:
    run(inbox)

    def how(b: Any) -> None:
        s = b["Fiches"]
        s.cell(6, 1).value = "Total"
        s.cell(6, column(s, "Population")).value = "=SUM(I2:I5)"

    edit(inbox, how)
    run(inbox)
    assert "=SUM(I2:I5)" in [c.value for c in openpyxl.load_workbook(workbook(inbox))["Fiches"]["I"]]


def test_a_decision_that_is_none_is_told(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Décision"): "ne pas publier"})
    run(inbox)
    assert codes(records(inbox)[R]) != [] or R not in site(inbox)


def test_an_error_value_is_no_name(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Collectivité"): "#REF!"})
    run(inbox)
    assert R in records(inbox)


def test_true_is_no_population() -> None:
    assert corrected(fiche(), {"population.value": True}, load_form()).invalid


def test_minus_five_is_no_population() -> None:
    assert corrected(fiche(), {"population.value": -5}, load_form()).invalid
