"""What she puts on the workbook stays: looks, notes, links, what waits for a fiche, what a workbook was made of."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from test_round_trip import change, codes, column, corrections, inbox, records, row, run, send, shown, workbook

from ficheparse.form import load as load_form
from ficheparse.sheets.made_of import labels_of, understood

__all__ = ["inbox"]
How = Callable[[Any], object]
V, R, A = "ville-de-vannes", "ville-de-redon", "ville-de-auray"
YELLOW = PatternFill("solid", fgColor="FFFF00")


def edit(inbox: Path, how: How) -> None:
    book = openpyxl.load_workbook(workbook(inbox))
    how(book)
    book.save(workbook(inbox))


def cell(inbox: Path, identity: str, title: str, sheet: str = "Fiches", number: int | None = None) -> Any:
    there = openpyxl.load_workbook(workbook(inbox))[sheet]
    return there.cell(row(there, identity, number), column(there, title))


def put(identity: str, title: str, sheet: str = "Fiches", number: int | None = None, **what: Any) -> How:
    """What sets attributes of a cell."""

    def how(book: Any) -> None:
        there = book[sheet]
        for name, value in what.items():
            setattr(there.cell(row(there, identity, number), column(there, title)), name, value)

    return how


def own_column(title: str, values: dict[str, Any], sheet: str = "Fiches") -> How:
    """What adds a column of hers."""

    def how(book: Any) -> None:
        there = book[sheet]
        at = there.max_column + 1
        there.cell(1, at).value = title
        for identity, value in values.items():
            there.cell(row(there, identity), at).value = value

    return how


def reverse(book: Any) -> None:
    """Put the rows of the fiches the other way round, each with all that is on it."""
    sheet = book["Fiches"]
    lines = [[(one.value, one._style, one.comment) for one in line] for line in sheet.iter_rows(min_row=2)]
    for at, line in enumerate(reversed(lines), 2):
        for place, (value, style, comment) in enumerate(line, 1):
            one = sheet.cell(at, place)
            one.value, one._style = value, style
            one.comment = Comment(comment.text, comment.author) if comment else None


def again(inbox: Path, times: int = 3) -> None:
    """Run once, then see that more runs over a saved workbook change no byte of it."""
    run(inbox)
    for number in range(times):
        before = workbook(inbox).read_bytes()
        edit(inbox, lambda _: None)
        send(inbox, "Brest", population=f"{140 + number} 000")
        run(inbox)
        (inbox / "Brest.docx").unlink()
        run(inbox)
        assert workbook(inbox).read_bytes() == before


# Looks


def test_a_highlighted_cell_stays_so_where_its_row_goes(inbox: Path) -> None:
    run(inbox)
    edit(inbox, put(R, "Collectivité", fill=YELLOW))
    edit(inbox, put(R, "Identifiant", "Points", 2, fill=YELLOW))
    edit(inbox, put(V, "Pays", font=Font(bold=True, color="FF0000")))
    edit(inbox, put(V, "Nom", "Contacts", 1, border=Border(bottom=Side("double", color="FF0000"))))
    edit(inbox, reverse)
    again(inbox)
    assert cell(inbox, R, "Collectivité").fill.fgColor.rgb.endswith("FFFF00")
    assert cell(inbox, R, "Collectivité").font.bold  # what is ours of it stays ours
    assert cell(inbox, R, "Identifiant", "Points", 2).fill.fgColor.rgb.endswith("FFFF00")
    assert cell(inbox, R, "Identifiant", "Points", 1).fill.fill_type is None
    assert (cell(inbox, V, "Pays").font.bold, cell(inbox, V, "Pays").font.color.rgb[-6:]) == (True, "FF0000")
    assert cell(inbox, V, "Nom", "Contacts", 1).border.bottom.style == "double"
    assert not cell(inbox, R, "Pays").font.bold
    assert cell(inbox, V, "Collectivité").fill.fill_type is None


def test_a_title_may_be_highlighted_too(inbox: Path) -> None:
    run(inbox)

    def how(book: Any) -> None:
        book["Fiches"]["A1"].fill = YELLOW
        book["Fiches"]["A1"].comment = Comment("comme au siège", "moi")

    edit(inbox, how)
    again(inbox, 1)
    there = openpyxl.load_workbook(workbook(inbox))["Fiches"]["A1"]
    assert there.fill.fgColor.rgb.endswith("FFFF00")
    assert there.comment.text == "comme au siège"


def test_a_highlighted_cell_that_is_corrected_has_both_looks(inbox: Path) -> None:
    run(inbox)
    edit(inbox, put(R, "Population", fill=YELLOW, value=9_336))
    run(inbox)
    run(inbox)
    there = cell(inbox, R, "Population")
    assert (there.value, there.fill.fgColor.rgb[-6:], there.font.italic) == (9_336, "FFFF00", True)
    edit(inbox, put(R, "Population", value=9_000))
    run(inbox)
    there = cell(inbox, R, "Population")
    assert (there.fill.fgColor.rgb[-6:], there.font.italic) == ("FFFF00", False)


def test_a_look_taken_away_is_gone(inbox: Path) -> None:
    run(inbox)
    edit(inbox, put(R, "Population", fill=YELLOW))
    run(inbox)
    edit(inbox, put(R, "Population", fill=PatternFill()))
    run(inbox)
    assert cell(inbox, R, "Population").fill.fill_type is None


def test_our_own_looks_are_never_taken_for_hers(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336, (V, "", "Site Internet"): "non plus", (A, "", "Décision"): "attendre"})
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_000})
    run(inbox)
    there = cell(inbox, R, "Population")
    assert (there.font.italic, there.fill.fill_type) == (False, None)
    with zipfile.ZipFile(workbook(inbox)) as archive:
        before = archive.read("xl/styles.xml")
    edit(inbox, own_column("À moi", {R: 1}))
    run(inbox)
    edit(inbox, lambda book: book["Fiches"].delete_cols(column(book["Fiches"], "À moi")))
    run(inbox)
    with zipfile.ZipFile(workbook(inbox)) as archive:
        assert archive.read("xl/styles.xml") == before


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_what_libreoffice_saves_has_her_looks_and_notes_and_no_others(inbox: Path, tmp_path: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    run(inbox)

    def saved() -> None:
        subprocess.run(  # noqa: S603
            ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",  # noqa: S607
             "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path), str(workbook(inbox))],
            check=True, timeout=180, capture_output=True,
        )  # fmt: skip
        shutil.copy(tmp_path / "fiches.xlsx", workbook(inbox))

    before = workbook(inbox).read_bytes()
    saved()
    run(inbox)
    assert workbook(inbox).read_bytes() == before
    edit(inbox, put(R, "Population", fill=YELLOW, comment=Comment("vu au téléphone", "moi")))
    edit(inbox, put(V, "Titre", font=Font(bold=True, color="FF0000"), comment=Comment("rappeler", "moi")))
    run(inbox)
    saved()
    run(inbox)
    there = cell(inbox, R, "Population")
    assert there.fill.fgColor.rgb.endswith("FFFF00")
    assert there.comment.text.endswith("— ficheparse\nvu au téléphone")
    assert there.comment.text.count("9000") == 1
    assert cell(inbox, V, "Titre").font.color.rgb[-6:] == "FF0000"
    assert cell(inbox, V, "Titre").comment.text == "rappeler"
    assert cell(inbox, A, "Titre").comment is None


# Notes


def test_her_notes_stay_beside_ours(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    edit(inbox, put(R, "Collectivité", comment=Comment("rappeler lundi", "A. Petit")))
    edit(inbox, put(V, "Nom", "Contacts", 1, comment=Comment("ancienne adresse", "A. Petit")))
    run(inbox)
    said = cell(inbox, R, "Population").comment.text
    assert "9000" in said
    edit(inbox, put(R, "Population", comment=Comment(f"{said}\nd'après la préfecture", "A. Petit")))
    edit(inbox, reverse)
    again(inbox)
    assert cell(inbox, R, "Collectivité").comment.text == "rappeler lundi"
    assert cell(inbox, R, "Collectivité").comment.author == "A. Petit"
    assert cell(inbox, V, "Nom", "Contacts", 1).comment.text == "ancienne adresse"
    assert cell(inbox, R, "Population").comment.text == f"{said}\nd'après la préfecture"
    change(inbox, {(R, "", "Population"): 9_000})
    run(inbox)
    assert cell(inbox, R, "Population").comment.text == "d'après la préfecture"
    edit(inbox, put(R, "Population", comment=None))
    run(inbox)
    assert cell(inbox, R, "Population").comment is None


def test_a_thread_stays_as_a_note(inbox: Path) -> None:
    run(inbox)
    edit(inbox, put(R, "Collectivité", comment=Comment("[Threaded comment] not shown here", "tc={1}")))
    at = cell(inbox, R, "Collectivité").coordinate
    path = workbook(inbox)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships"
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="{at}" personId="{{A}}" id="{{1}}"><text>Qui appelle ?'
        f'</text></threadedComment><threadedComment ref="{at}" personId="{{B}}" id="{{2}}" parentId="{{1}}"><text>Moi.'
        "</text></threadedComment></ThreadedComments>"
    ).encode()
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{space}"><person displayName="A. Petit" id="{{A}}"/>'
        '<person displayName="B. Grand" id="{B}"/></personList>'
    ).encode()
    for name, target, what in (
        ("xl/worksheets/_rels/sheet1.xml.rels", "/xl/threadedComments/threadedComment1.xml", "threadedComment"),
        ("xl/_rels/workbook.xml.rels", "/xl/persons/person.xml", "person"),
    ):
        link = f'<Relationship Id="own" Type="{kind}/{what}" Target="{target}"/></Relationships>'
        parts[name] = parts[name].replace(b"</Relationships>", link.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    again(inbox, 1)
    assert cell(inbox, R, "Collectivité").comment.text == "A. Petit: Qui appelle ?\nB. Grand: Moi."


# The sheet of what is to be checked


def follow(book: Any) -> None:
    sheet = book["À vérifier"]
    at = sheet.max_column + 1
    sheet.cell(1, at).value = "Traité par"
    for number in range(2, sheet.max_row + 1):
        told = [sheet.cell(number, column(sheet, title)).value for title in ("Identifiant", "Code")]
        sheet.cell(number, at).value = " ".join(told)


def followed(inbox: Path, sheet: str = "À vérifier", titles: tuple[str, str] = ("Identifiant", "Code")) -> list[bool]:
    there = openpyxl.load_workbook(workbook(inbox))[sheet]
    at = column(there, "Traité par")
    rows = range(2, there.max_row + 1)
    return [
        there.cell(number, at).value == " ".join(str(there[number][column(there, title) - 1].value) for title in titles)
        for number in rows
        if there.cell(number, at).value
    ]


def own_rows_of_issues(inbox: Path) -> list[tuple[Any, ...]]:
    """Identifier, code and her own text of the rows below the table."""
    sheet = openpyxl.load_workbook(workbook(inbox))["À vérifier"]
    last = range_boundaries(next(iter(sheet.tables.values())).ref)[3] or 0
    places = [column(sheet, title) for title in ("Identifiant", "Code", "Traité par")]
    rows = range(last + 1, sheet.max_row + 1)
    found = [tuple(sheet.cell(number, at).value for at in places) for number in rows]
    return [told for told in found if any(told)]


def test_a_column_of_hers_beside_the_issues_stays_also_where_one_is_settled(inbox: Path) -> None:
    for name in ("Dinan", "Vitré"):
        send(inbox, name, population="beaucoup", website="aucun site", updated="un jour")
    run(inbox)
    edit(inbox, follow)
    number = len(openpyxl.load_workbook(workbook(inbox))["À vérifier"]["A"]) - 1
    assert number > 4
    run(inbox)
    assert followed(inbox) == [True] * number
    change(inbox, {("ville-de-dinan", "", "Population"): 11_000})  # its issue is settled, all others move up
    send(inbox, "Aix", population="assez", updated="hier")  # and new ones come before them
    run(inbox)
    assert followed(inbox) == [True] * number
    below = own_rows_of_issues(inbox)
    assert 0 < len(below) <= 3
    assert {(told, code) for told, code, *_ in below} == {("ville-de-dinan", "population-unclear")}
    run(inbox, "--lang", "en")
    assert followed(inbox, "To check", ("Identifier", "Code")) == [True] * number
    run(inbox)
    again(inbox, 1)
    send(inbox, "Vitré", population="17 000", website="aucun site", updated="un jour")
    run(inbox)
    assert {told for told, *_ in own_rows_of_issues(inbox)} == {"ville-de-dinan", "ville-de-vitre"}
    send(inbox, "Vitré", population="beaucoup", website="aucun site", updated="un jour")
    run(inbox)  # the issue is back, and what stood beside it
    assert {told for told, *_ in own_rows_of_issues(inbox)} == {"ville-de-dinan"}
    assert followed(inbox) == [True] * number


def test_rows_of_hers_and_looks_and_notes_beside_the_issues_stay(inbox: Path) -> None:
    run(inbox)

    def how(book: Any) -> None:
        sheet = book["À vérifier"]
        sheet["D2"].fill = YELLOW
        sheet["D2"].comment = Comment("en cours", "moi")
        sheet.cell(sheet.max_row + 3, 1).value = "Demander à la préfecture"

    edit(inbox, how)
    again(inbox, 1)
    sheet = openpyxl.load_workbook(workbook(inbox))["À vérifier"]
    assert sheet["D2"].fill.fgColor.rgb.endswith("FFFF00")
    assert sheet["D2"].comment.text == "en cours"
    assert sheet.cell(sheet.max_row, 1).value == "Demander à la préfecture"


# Links, moments, and what waits


def test_links_in_her_column_stay(inbox: Path) -> None:
    run(inbox)
    edit(inbox, own_column("Dossier", {R: "Redon", V: "Vannes"}))
    edit(inbox, put(R, "Dossier", hyperlink="https://dossiers.example/redon?a=1&b=2"))
    edit(inbox, put(R, "Note", value="voir", hyperlink="https://dossiers.example/note"))
    edit(inbox, reverse)

    def how(book: Any) -> None:
        sheet = book["Fiches"]
        at = column(sheet, "Dossier")
        for line in range(2, 6):
            sheet.cell(line, at).hyperlink = None
        sheet.cell(row(sheet, R), at).hyperlink = "https://dossiers.example/redon?a=1&b=2"
        sheet.cell(row(sheet, R), column(sheet, "Note")).hyperlink = "https://dossiers.example/note"

    edit(inbox, how)
    again(inbox, 1)
    assert cell(inbox, R, "Dossier").hyperlink.target == "https://dossiers.example/redon?a=1&b=2"
    assert cell(inbox, R, "Note").hyperlink.target == "https://dossiers.example/note"
    assert cell(inbox, V, "Dossier").hyperlink is None


def test_a_time_of_day_stays_in_her_column_and_is_nothing_in_ours(inbox: Path) -> None:
    run(inbox)
    moment = datetime(2026, 5, 17, 14, 30)
    edit(inbox, own_column("Appel", {R: moment}))
    edit(inbox, put(R, "Mise à jour", value=moment))
    again(inbox, 1)
    assert shown(inbox, R, "Appel") == moment
    assert records(inbox)[R]["updated"] == "2026-05-17"
    assert "correction-invalid" not in codes(records(inbox)[R])


def test_what_she_has_beside_a_fiche_waits_for_it(inbox: Path) -> None:
    run(inbox)
    edit(inbox, own_column("Relu", {R: "moi", V: "lui"}))
    edit(inbox, own_column("Double", {R: f"=2*I{row(openpyxl.load_workbook(workbook(inbox))['Fiches'], R)}"}))
    edit(inbox, put(R, "Pays", fill=YELLOW, comment=Comment("à vérifier", "moi")))
    run(inbox)
    sent = (inbox / "Redon.docx").read_bytes()
    (inbox / "Redon.docx").unlink()
    again(inbox, 1)
    assert shown(inbox, R, "Relu") == "moi"  # below the table
    assert shown(inbox, R, "Collectivité") == "Ville de Redon"
    assert R not in records(inbox)
    (inbox / "Redon.docx").write_bytes(sent)
    again(inbox, 1)
    there = openpyxl.load_workbook(workbook(inbox))["Fiches"]
    ids = [there.cell(at, column(there, "Identifiant")).value for at in range(2, there.max_row + 1)]
    assert [one for one in ids if one] == [*(one for one in ids if one in records(inbox))]
    assert ids.count(R) == 1
    assert (shown(inbox, R, "Relu"), shown(inbox, V, "Relu")) == ("moi", "lui")
    assert cell(inbox, R, "Pays").fill.fgColor.rgb.endswith("FFFF00")
    assert cell(inbox, R, "Pays").comment.text == "à vérifier"
    assert shown(inbox, R, "Double") == f"=2*I{row(there, R)}"


def test_days_of_a_workbook_that_counts_from_1904_stay_what_they_are(inbox: Path) -> None:
    send(inbox, "Dinan", updated="12 mars 2019")
    run(inbox)
    day = datetime(2026, 5, 17)
    edit(inbox, own_column("Appel", {R: day}))

    def how(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        book.create_sheet("Suivi")["A1"] = day

    edit(inbox, how)
    again(inbox, 1)
    book = openpyxl.load_workbook(workbook(inbox))
    assert (book["Suivi"]["A1"].value, shown(inbox, R, "Appel")) == (day, day)
    assert shown(inbox, "ville-de-dinan", "Mise à jour") == datetime(2019, 3, 12)
    assert records(inbox)["ville-de-dinan"]["updated"] == "2019-03-12"
    assert corrections(inbox) == []


# What a workbook was made of


def test_the_workbook_knows_its_corrections_where_their_file_was_lost(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336, (A, "", "Note"): 'l"un\n_x0041_ 東', (V, "", "Décision"): "écarter"})
    edit(inbox, lambda book: book["Points"].delete_rows(row(book["Points"], V, 2)))
    run(inbox)
    before = corrections(inbox)
    assert len(before) == 4
    store = workbook(inbox).with_name("corrections.jsonl")
    store.unlink()
    edit(inbox, put(A, "Pays", value="Japon"))
    run(inbox)
    assert [one for one in corrections(inbox) if one["field"] != "country"] == before
    assert len(corrections(inbox)) == 5
    store.unlink()
    send(inbox, "Brest")
    run(inbox)
    assert len(corrections(inbox)) == 5
    assert records(inbox)[R]["population"]["value"] == 9_336
    assert openpyxl.load_workbook(workbook(inbox))["_ficheparse"].sheet_state == "veryHidden"


def test_a_workbook_without_corrections_has_no_hidden_sheet(inbox: Path) -> None:
    run(inbox)
    assert "_ficheparse" not in openpyxl.load_workbook(workbook(inbox)).sheetnames
    change(inbox, {(R, "", "Population"): 9_336})
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_000})
    run(inbox)
    assert corrections(inbox) == []
    assert "_ficheparse" not in openpyxl.load_workbook(workbook(inbox)).sheetnames


def test_a_very_long_correction_is_known_whole(inbox: Path) -> None:
    run(inbox)
    text = "Très long. " * 2_500
    change(inbox, {(R, "", "Note"): text})
    run(inbox)
    workbook(inbox).with_name("corrections.jsonl").unlink()
    run(inbox)
    assert [one["corrected"] for one in corrections(inbox)] == [text.strip()]


@pytest.mark.parametrize("typed", [9_337, "9 336 hab.", None])
def test_a_stale_correction_is_settled_by_typing_anything_anew(inbox: Path, typed: object) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    run(inbox)
    send(inbox, "Redon", population="9 400")
    run(inbox)
    assert "correction-stale" in codes(records(inbox)[R])
    change(inbox, {(R, "", "Population"): typed})  # type: ignore[dict-item]
    for _ in range(2):
        run(inbox)
        assert "correction-stale" not in codes(records(inbox)[R])
        assert [one["extracted"] for one in corrections(inbox)] == [9_400]
    send(inbox, "Redon", population="9 500")
    run(inbox)
    assert "correction-stale" in codes(records(inbox)[R])


def test_a_stale_correction_is_taken_back_by_what_the_fiche_gives_now(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    run(inbox)
    send(inbox, "Redon", population="9 400")
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_400})
    run(inbox)
    assert corrections(inbox) == []
    assert codes(records(inbox)[R]) == codes(records(inbox)["ville-de-lannion"])


def test_what_the_fiche_gave_before_is_a_correction_of_what_it_gives_now(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_336})
    run(inbox)
    send(inbox, "Redon", population="9 400")
    run(inbox)
    change(inbox, {(R, "", "Population"): 9_000})
    run(inbox)
    assert records(inbox)[R]["population"]["value"] == 9_000
    assert [(one["extracted"], one["corrected"]) for one in corrections(inbox)] == [(9_400, 9_000)]


def test_another_form_between_two_runs_corrects_nothing(inbox: Path, tmp_path: Path) -> None:
    told = files("ficheparse").joinpath("data/form.toml").read_text("utf-8")
    form = tmp_path / "form.toml"
    form.write_text(told.replace('fr = "transports"', 'fr = "circulation"'), "utf-8")
    for options in ([], ["--form", str(form)], ["--form", str(form)], []):
        run(inbox, *options)
        assert corrections(inbox) == []


# Points


def said(inbox: Path) -> list[str]:
    return [point["text"] for point in records(inbox)[R]["points"]]


def test_a_point_more_may_have_a_number(inbox: Path) -> None:
    run(inbox)
    before = said(inbox)
    edit(inbox, lambda book: book["Points"].append(["Ville de Redon", "9", "Neuvième.", 0, R]))
    edit(inbox, lambda book: book["Points"].append(["Ville de Redon", 4, "Quatrième.", 1, R]))
    edit(inbox, lambda book: book["Points"].append(["Ville de Redon", None, "Dernier.", None, None]))
    again(inbox, 1)
    assert said(inbox) == [*before, "Quatrième.", "Neuvième.", "Dernier."]
    assert [point["level"] for point in records(inbox)[R]["points"]][3:] == [1, 0, 0]


def test_a_point_taken_away_may_be_typed_again(inbox: Path) -> None:
    run(inbox)
    before = said(inbox)
    edit(inbox, lambda book: book["Points"].delete_rows(row(book["Points"], R, 2)))
    run(inbox)
    edit(inbox, lambda book: book["Points"].append(["Ville de Redon", 2, before[1], 0, R]))
    run(inbox)
    assert said(inbox) == before
    assert corrections(inbox) == []
    edit(inbox, lambda book: book["Points"].delete_rows(row(book["Points"], R, 2)))
    run(inbox)
    edit(inbox, lambda book: book["Points"].append(["Ville de Redon", 2, "Autre chose.", 0, R]))
    again(inbox, 1)
    assert said(inbox) == [before[0], "Autre chose.", before[2]]
    assert [(one["field"], one["extracted"]) for one in corrections(inbox)] == [("points.2.text", before[1])]


def test_a_point_that_is_only_renumbered_is_neither_more_nor_less(inbox: Path) -> None:
    run(inbox)
    before = said(inbox)
    edit(inbox, put(R, "N°", "Points", 2, value=8))
    run(inbox)
    assert said(inbox) == before
    assert corrections(inbox) == []


# What her formulas look at


def test_a_renamed_sheet_stays_in_its_place_and_her_formulas_follow(inbox: Path) -> None:
    run(inbox)

    def how(book: Any) -> None:
        book["Fiches"].title = "L'été 2026"
        mine = book.create_sheet("À moi", 0)
        mine["A1"] = "=COUNTA('L''été 2026'!A:A)+SUM(Points!C1)"
        mine["A2"] = "=\"'L''été 2026'!A1\""
        mine["A3"].hyperlink = "#'L''été 2026'!A2"
        mine["A3"].value = "voir"
        choice = DataValidation("list", formula1="'L''été 2026'!$A$2:$A$4")
        choice.add("D1")
        mine.add_data_validation(choice)
        chart = BarChart()
        chart.add_data(Reference(book["L'été 2026"], min_col=9, min_row=1, max_row=4), titles_from_data=True)
        mine.add_chart(chart, "F2")
        book.defined_names["Noms"] = DefinedName("Noms", attr_text="'L''été 2026'!$A$2:$A$4")
        at = book["Points"].max_column + 1
        book["Points"].cell(1, at).value = "Ville"
        book["Points"].cell(2, at).value = "='L''été 2026'!A2"

    edit(inbox, how)
    run(inbox)
    run(inbox)
    book = openpyxl.load_workbook(workbook(inbox))
    assert book.sheetnames[:3] == ["À moi", "Fiches", "Points"]
    assert book["À moi"]["A1"].value == "=COUNTA('Fiches'!A:A)+SUM(Points!C1)"
    assert book["À moi"]["A2"].value == "=\"'L''été 2026'!A1\""
    assert book["À moi"].data_validations.dataValidation[0].formula1 == "'Fiches'!$A$2:$A$4"
    assert book.defined_names["Noms"].attr_text == "'Fiches'!$A$2:$A$4"
    assert book["Points"].cell(2, column(book["Points"], "Ville")).value == "='Fiches'!A2"
    assert records(inbox)[R]["population"]["value"] == 9_000
    with zipfile.ZipFile(workbook(inbox)) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist() if "chart" in name or "sheet" in name)
    assert b"<f>'Fiches'!$I$2:$I$4</f>" in whole or b"'Fiches'!$I$2:$I$4</" in whole


def test_her_formulas_follow_the_language(inbox: Path) -> None:
    run(inbox)

    def how(book: Any) -> None:
        book.create_sheet("Moi", 2).append(["=SUM(Fiches!I2:I5)", "=SUM(Fiches[Population])", "='À vérifier'!A2"])
        at = book["Fiches"].max_column + 1
        book["Fiches"].cell(1, at).value = "Double"
        book["Fiches"].cell(2, at).value = "=2*Fiches[[#This Row],[Population]]"

    edit(inbox, how)
    run(inbox, "--lang", "ja")
    book = openpyxl.load_workbook(workbook(inbox))
    assert book.sheetnames.index("Moi") == 2
    first = ["=SUM('シート一覧'!I2:I5)", "=SUM(Fiches[人口])", "='要確認'!A2"]
    assert [one.value for one in book["Moi"][1]] == first
    sheet = book["シート一覧"]
    assert sheet.cell(2, column(sheet, "Double")).value == "=2*Fiches[[#This Row],[人口]]"
    run(inbox)
    book = openpyxl.load_workbook(workbook(inbox))
    first = ["=SUM('Fiches'!I2:I5)", "=SUM(Fiches[Population])", "='À vérifier'!A2"]
    assert [one.value for one in book["Moi"][1]] == first


def test_a_sheet_of_hers_may_be_called_as_ours_in_another_language(inbox: Path) -> None:
    run(inbox)
    edit(inbox, lambda book: book.create_sheet("Summary").append(["à moi"]))
    run(inbox)
    assert openpyxl.load_workbook(workbook(inbox))["Summary"]["A1"].value == "à moi"


def test_a_stale_correction_that_is_right_is_typed_again(inbox: Path) -> None:
    run(inbox)
    change(inbox, {(R, "", "Titre"): "À moi"})
    run(inbox)
    send(inbox, "Redon", title="Autre titre")
    run(inbox)
    assert "correction-stale" in codes(records(inbox)[R])
    for typed in (None, "À moi"):
        change(inbox, {(R, "", "Titre"): typed})
        run(inbox)
        assert records(inbox)[R]["title"] == typed
    assert "correction-stale" not in codes(records(inbox)[R])


def test_what_she_has_beside_points_waits_above_her_own_rows_or_below_them(inbox: Path) -> None:
    run(inbox)

    def how(book: Any) -> None:
        sheet = book["Points"]
        at = sheet.max_column + 1
        sheet.cell(1, at).value = "Photo"
        for number in (1, 3):
            sheet.cell(row(sheet, R, number), at).value = f"photo {number}"
        sheet.cell(row(sheet, R, 2), column(sheet, "Point essentiel")).comment = Comment("bien", "moi")
        sheet.cell(sheet.max_row + 2, 1).value = "Total"
        sheet.cell(sheet.max_row, at).value = "=COUNTA(F2:F13)"

    edit(inbox, how)
    run(inbox)
    sent = (inbox / "Redon.docx").read_bytes()
    (inbox / "Redon.docx").unlink()
    send(inbox, "Aix")
    again(inbox, 1)
    assert [shown(inbox, R, "Photo", "Points", number) for number in (1, 2, 3)] == ["photo 1", None, "photo 3"]
    (inbox / "Redon.docx").write_bytes(sent)
    again(inbox, 1)
    sheet = openpyxl.load_workbook(workbook(inbox))["Points"]
    ids = [one.value for one in sheet[get_column_letter(column(sheet, "Identifiant"))]]
    assert ids.count(R) == 3
    assert cell(inbox, R, "Point essentiel", "Points", 2).comment.text == "bien"
    total = [line[column(sheet, "Photo") - 1].value for line in sheet.iter_rows() if line[0].value == "Total"]
    assert total == ["=COUNTA(F2:F13)"]


def test_her_formats_come_from_a_workbook_whose_parts_have_other_names(inbox: Path) -> None:
    run(inbox)
    edit(inbox, put(R, "Pays", fill=YELLOW))
    path = workbook(inbox)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("styles.xml", "looks.xml"), data.replace(b"styles.xml", b"looks.xml"))
    run(inbox)
    assert cell(inbox, R, "Pays").fill.fgColor.rgb.endswith("FFFF00")


def test_what_a_workbook_says_of_itself_is_read_with_care() -> None:
    told = understood([[], ["correction"], ["correction", '{"a":', "1}"], ["domains", '{"x": 1}'], ["other", "1"]])
    assert told == ('{"a": 1}', labels_of(load_form()))
