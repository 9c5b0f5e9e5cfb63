"""The workbook, as openpyxl and the package itself tell it."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import openpyxl
import pytest
from builders import aggregated, blocked, collection, contact, fiche, parsed
from openpyxl import Workbook
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.properties import PageSetupProperties

from ficheparse import form
from ficheparse.collection import Collection
from ficheparse.document import Where
from ficheparse.fiche import Contact, Fiche, Issue, Location, Point, Population
from ficheparse.form import FIELDS
from ficheparse.issues import Language, issue, kinds
from ficheparse.sheets import cells, columns
from ficheparse.sheets.cells import MOST_CHARACTERS, MOST_LINES, clean, web_target
from ficheparse.wording import place, say, table
from ficheparse.write.folder import OutputError
from ficheparse.write.sheet import row_height
from ficheparse.write.workbook import write_workbook

FORM = form.load()
LANGUAGES: tuple[Language, ...] = get_args(Language)
LAYOUTS: tuple[columns.Layout[Any], ...] = (
    columns.FICHES,
    columns.POINTS,
    columns.CONTACTS,
    columns.ISSUES,
    columns.SOURCES,
)


def batch() -> Collection:
    doubtful = fiche(
        "Cahors.docx",
        id="cahors",
        name="Cahors",
        updated="2014-03",
        population=Population(value=20_000, approximate=True),
        other_domains=["gestion de crise"],
        other_websites=["http://www.lot.example/", "http://www.cahors.example/"],
        issues=[
            issue("website-repaired", text="htpp://www.cahors.example"),
            issue("domain-unknown", where="table 1, row 4, column 2", text="=gestion de crise"),
        ],
    )
    return aggregated(
        parsed(
            fiche(id="angers"),
            doubtful,
            fiche("Angers (copie).docx", "Angers.docx", id="angers"),
            fiche("Angers 2012.docx", id="angers", updated="2012"),
            blocked("illisible.docx"),
        ),
        passed_over=["~$Cahors.docx"],
    )


def written(
    tmp_path: Path, of: Collection | None = None, language: Language = "fr", *, whole: form.Form = FORM
) -> Workbook:
    write_workbook(of if of is not None else batch(), whole, language, tmp_path / "fiches.xlsx")
    return openpyxl.load_workbook(tmp_path / "fiches.xlsx")


def rows(book: Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by the titles of its columns."""
    titles, *others = book[sheet].iter_rows(values_only=True)
    return [dict(zip((str(title) for title in titles), row, strict=True)) for row in others]


def test_the_sheets_are_there_in_the_officers_language(tmp_path: Path) -> None:
    assert written(tmp_path).sheetnames == ["Fiches", "Points", "Contacts", "À vérifier", "Synthèse", "Sources"]
    assert written(tmp_path, language="ja").sheetnames[3] == "要確認"
    assert written(tmp_path, language="en").sheetnames[3] == "To check"


def test_a_fiche_is_a_row_of_typed_cells(tmp_path: Path) -> None:
    angers, cahors, unread = rows(written(tmp_path), "Fiches")
    assert angers["Collectivité"] == "Ville d’Angers"
    assert angers["Statut"] == "Prête"
    assert angers["Mise à jour"] == datetime(2014, 3, 12)
    assert angers["Population"] == 148_803
    assert angers["Année de la population"] == 2011
    assert angers["Population arrondie"] == "non"
    assert angers["Pays"] == "France"
    assert angers["Latitude"] == 47.4784
    assert angers["Domaines"] == "urbanisme\nenvironnement"
    assert (angers["Points"], angers["Contacts"], angers["À vérifier"]) == (2, 1, 0)
    assert cahors["Mise à jour"] == "2014-03"
    assert cahors["Population arrondie"] == "oui"
    assert cahors["Autres sites"] == "http://www.lot.example/ ; http://www.cahors.example/"
    assert unread["Collectivité"] is None
    assert (unread["Statut"], unread["Fichier"]) == ("Bloquée", "illisible.docx")


def test_points_and_contacts_have_a_row_each(tmp_path: Path) -> None:
    book = written(tmp_path)
    assert [(row["Fiche"], row["N°"], row["Niveau"]) for row in rows(book, "Points")] == [
        ("Ville d’Angers", 1, 0),
        ("Ville d’Angers", 2, 1),
        ("Cahors", 1, 0),
        ("Cahors", 2, 1),
    ]
    found = rows(book, "Contacts")[0]
    assert (found["Nom"], found["Courriels"], found["Téléphones"]) == (
        "Jeanne DUVIVIER",
        "j.duvivier@angers.example",
        "+33261910042",
    )


def test_an_issue_is_a_row_with_place_and_action_the_gravest_first(tmp_path: Path) -> None:
    found = rows(written(tmp_path), "À vérifier")
    assert [(row["Gravité"], row["Code"], row["Fichier"]) for row in found] == [
        ("Erreur", "unreadable", "illisible.docx"),
        ("Avertissement", "domain-unknown", "Cahors.docx"),
        ("Information", "website-repaired", "Cahors.docx"),
        ("Information", "superseded", "Angers 2012.docx"),
        ("Information", "duplicate", "Angers.docx"),
    ]
    unknown = found[1]
    assert unknown["Emplacement"] == "tableau 1, ligne 4, colonne 2"
    assert unknown["Champ"] == "Domaines"
    assert unknown["Texte du document"] == "=gestion de crise"
    assert unknown["Constat"] == kinds()["domain-unknown"].wording["fr"]["message"]
    assert unknown["À faire"] == kinds()["domain-unknown"].wording["fr"]["action"]


def test_an_issue_leads_to_its_fiches_row_and_the_fiche_to_its_first_issue(tmp_path: Path) -> None:
    book = written(tmp_path)
    fiches, issues = book["Fiches"], book["À vérifier"]
    for row in issues.iter_rows(min_row=2):
        link = row[1].hyperlink
        assert link is not None
        assert link.target is None
        location = str(link.location)
        assert location.startswith("'Fiches'!A")
        target = fiches[location.removeprefix("'Fiches'!")]
        # A blocked record has no name, and its row only the file.
        assert target.value == row[1].value or (target.value is None and row[1].value == "illisible.docx")
    count = fiches["C3"]
    assert (count.value, count.hyperlink.location) == (2, "'À vérifier'!A3")
    assert fiches["C2"].hyperlink is None


def test_addresses_can_be_clicked(tmp_path: Path) -> None:
    book = written(tmp_path)
    targets = {
        cell.hyperlink.target
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink and cell.hyperlink.target
    }
    assert {"https://www.angers.example/en/", "http://www.lot.example/", "mailto:j.duvivier@angers.example"} <= targets
    assert all(target.startswith(("http://", "https://", "mailto:")) for target in targets)


def test_every_input_file_is_told_with_what_became_of_it(tmp_path: Path) -> None:
    found = {row["Fichier"]: row for row in rows(written(tmp_path), "Sources")}
    assert {file: row["Suite donnée"] for file, row in found.items()} == {
        "Angers (copie).docx": "Fiche retenue",
        "Angers.docx": "Doublon",
        "Angers 2012.docx": "Remplacée",
        "Cahors.docx": "Fiche retenue",
        "illisible.docx": "Bloquée",
        "~$Cahors.docx": "Ignoré",
    }
    assert found["Angers.docx"]["Voir le fichier"] == "Angers (copie).docx"
    assert found["illisible.docx"]["Motif"] == kinds()["unreadable"].wording["fr"]["message"]
    assert len(str(found["Cahors.docx"]["Empreinte SHA-256"])) == 64
    assert found["~$Cahors.docx"]["Empreinte SHA-256"] is None


def test_the_summary_counts_what_is_in_the_sheet_of_fiches(tmp_path: Path) -> None:
    book = written(tmp_path)
    counted = {row[0]: row[1] for row in book["Synthèse"].iter_rows(values_only=True) if row[0]}
    assert (counted["Prête"], counted["À relire"], counted["Total"]) == (1, 1, 6)
    assert (counted["France"], counted["Non déterminé"]) == (2, 1)
    assert (counted["urbanisme"], counted["tourisme"], counted["Hors vocabulaire"]) == (2, 0, 1)
    assert (counted["Fiche retenue"], counted["Doublon"], counted["Ignoré"]) == (2, 1, 1)


def test_the_summary_has_charts_of_its_own_figures(tmp_path: Path) -> None:
    written(tmp_path)
    with zipfile.ZipFile(tmp_path / "fiches.xlsx") as archive:
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 2
        assert all("'Synthèse'!$B$" in archive.read(name).decode() for name in charts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("empty", [False, True])
def test_every_sheet_of_rows_is_a_table_with_filters(tmp_path: Path, language: Language, empty: bool) -> None:
    book = written(tmp_path, aggregated([]) if empty else batch(), language)
    for layout in LAYOUTS:
        sheet = book[say("sheets", layout.key, language)]
        (made,) = sheet.tables.values()
        assert made.ref == f"A1:{openpyxl.utils.get_column_letter(sheet.max_column)}{max(sheet.max_row, 2)}"
        assert made.autoFilter.ref == made.ref
        titles = [cell.value for cell in sheet[1]]
        assert [column.name for column in made.tableColumns] == titles
        assert len(set(titles)) == len(titles) == len(layout.columns)


def test_every_sheet_is_set_up_to_be_read_and_printed(tmp_path: Path) -> None:
    book = written(tmp_path)
    for layout in LAYOUTS:
        sheet = book[say("sheets", layout.key, "fr")]
        assert sheet.freeze_panes == f"{openpyxl.utils.get_column_letter(layout.frozen + 1)}2"
        assert sheet.print_title_rows == "$1:$1"
    for each in book.worksheets:
        assert (each.page_setup.orientation, each.page_setup.paperSize) == ("landscape", 9)
        assert each.sheet_properties.pageSetUpPr == PageSetupProperties(fitToPage=True)
        assert (each.page_setup.fitToWidth, each.page_setup.fitToHeight) == (1, 0)
        assert each.print_area
    properties = book.properties
    assert (properties.creator, properties.language) == ("ficheparse", "fr")
    assert properties.title == "Fiches «\u00a0bonne pratique\u00a0»"


def test_a_status_is_told_by_word_and_by_colour(tmp_path: Path) -> None:
    sheet = written(tmp_path)["Fiches"]
    found = {sheet[f"B{row}"].value: sheet[f"B{row}"].fill.fgColor.rgb for row in (2, 3, 4)}
    assert set(found) == {"Prête", "À relire", "Bloquée"}
    assert len(set(found.values())) == 3


@pytest.mark.parametrize("text", ["=1+1", "+33 2", "-40 %", "@SUM(A1)", '=HYPERLINK("http://a.example")', "\t=1+1"])
def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, text: str) -> None:
    book = written(tmp_path, collection(fiche(name=text, points=[Point(text=text, html=text)])))
    for place_of in (book["Fiches"]["A2"], book["Points"]["C2"]):
        assert place_of.data_type == "s"
        assert str(place_of.value).strip() == text.strip()
    quoted = [book["Fiches"]["A2"].quotePrefix, book["Points"]["C2"].quotePrefix]
    assert quoted == ([False, False] if text.startswith("\t") else [True, True])


@pytest.mark.parametrize(
    ("text", "shown", "codes"),
    [
        ("Évian", "Évian", ()),
        ("a\x07b\x9fc", "a\ufffdb\ufffdc", ("characters-replaced",)),
        ("fiche\u202exslx.exe", "fichexslx.exe", ("characters-replaced",)),
        ("a\u2066b\u2069c", "abc", ("characters-replaced",)),
        ("a\ufffeb", "a\ufffdb", ("characters-replaced",)),
        ("a\tb", "a b", ()),
        ("l’un\u00a0: l’autre", "l’un\u00a0: l’autre", ()),
        ("\u200eاب\u200f", "\u200eاب\u200f", ()),
        ("👩‍🌾 東京", "👩‍🌾 東京", ()),
        ("_x0041_", "_x005F_x0041_", ()),
        ("x" * MOST_CHARACTERS, "x" * MOST_CHARACTERS, ()),
        ("x" * (MOST_CHARACTERS + 1), "x" * (MOST_CHARACTERS - 1) + "…", ("text-shortened",)),
        ("\n" * MOST_LINES + "x", "\n" * MOST_LINES + "x", ()),
    ],
)
def test_a_text_is_made_safe_to_show_and_says_what_that_cost(text: str, shown: str, codes: tuple[str, ...]) -> None:
    assert clean(text, "…") == (shown, codes)


@pytest.mark.parametrize("text", ["𠮷" * 20_000, "x" + "𠮷" * 20_000, "é" * 70_000, "a\n" * 300, "a\n" * 254])
def test_a_text_too_long_for_a_cell_is_cut_with_a_mark_and_never_inside_a_character(text: str) -> None:
    shown, codes = clean(text, " […]")
    assert codes == ("text-shortened",)
    assert shown.endswith(" […]")
    assert text.startswith(shown.removesuffix(" […]"))
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert shown.count("\n") <= MOST_LINES


def test_what_a_cell_cannot_hold_is_an_issue_and_no_loss(tmp_path: Path) -> None:
    long = "Le tramway. " * 4_000
    of = collection(
        fiche(
            points=[Point(text=long, html=long)],
            contacts=[contact(text="a\x1bb")],
            location=Location(text="Ici\u202e"),
        )
    )
    book = written(tmp_path, of)
    shown = str(book["Points"]["C2"].value)
    assert len(shown) <= MOST_CHARACTERS
    assert shown.endswith(say("document", "cut", "fr"))
    found = [(row["Code"], row["Champ"], row["Gravité"]) for row in rows(book, "À vérifier")]
    assert found == [
        ("characters-replaced", "Localisation", "Information"),
        ("text-shortened", "Point essentiel", "Information"),
        ("characters-replaced", "Texte du contact", "Information"),
    ]
    assert of.fiches[0].points[0].text == long


def test_a_long_quotation_in_the_sheet_of_issues_ends_with_the_mark(tmp_path: Path) -> None:
    book = written(tmp_path, collection(fiche(issues=[issue("text-unplaced", text="mot " * 9_000)])))
    assert str(book["À vérifier"]["E2"].value).endswith(say("document", "cut", "fr"))


def test_what_is_escaped_for_excel_can_be_read_back(tmp_path: Path) -> None:
    book = written(tmp_path, collection(fiche(name="Angers _x0041_")))
    assert unescape(book["Fiches"]["A2"].value) == "Angers _x0041_"


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://www.limoges.example/en/", "https://www.limoges.example/en/"),
        ("http://www.limoges.example/a b", "http://www.limoges.example/a%20b"),
        ("http://www.limoges.example/100%", "http://www.limoges.example/100%25"),
        ("http://www.limoges.example/a%20b", "http://www.limoges.example/a%20b"),
        ("http://www.limoges.example/#a#b", "http://www.limoges.example/#a%23b"),
        ("http://www.limoges.example/[1]", "http://www.limoges.example/%5B1%5D"),
        ("http://観光.example/松江", "http://観光.example/松江"),
        ("javascript:alert(1)", None),
        ("file:///etc/hosts", None),
        ("data:text/html,x", None),
        ("http://", None),
        ("http://[::1", None),
        ("http://www.limoges.example/" + "a" * 2_100, None),
    ],
)
def test_a_link_leads_to_the_web_only_and_is_one_that_excel_takes(address: str, target: str | None) -> None:
    assert web_target(address) == target


@pytest.mark.parametrize(
    ("updated", "value"),
    [
        ("2014-03-12", date(2014, 3, 12)),
        ("1900-03-01", date(1900, 3, 1)),
        ("1900-02-28", "1900-02-28"),
        ("2014-03", "2014-03"),
        ("2014", "2014"),
    ],
)
def test_a_day_is_a_date_of_excel_where_excel_counts_it_right(updated: str, value: object, tmp_path: Path) -> None:
    found = written(tmp_path, collection(fiche(updated=updated)))["Fiches"]["F2"].value
    assert (found.date() if isinstance(found, datetime) else found) == value


def test_a_sheet_has_no_more_links_than_excel_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ficheparse.write.workbook._MOST_LINKS", 1)
    sheet = written(tmp_path)["Fiches"]
    assert sum(cell.hyperlink is not None for row in sheet.iter_rows() for cell in row) == 1


def test_more_rows_than_a_sheet_holds_are_refused_with_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ficheparse.write.workbook._MOST_ROWS", 3)
    with pytest.raises(OutputError, match="in parts"):
        written(tmp_path)


def test_a_domain_that_the_form_does_not_have_is_shown_by_its_code(tmp_path: Path) -> None:
    book = written(tmp_path, collection(fiche(domains=["fishing"])))
    assert rows(book, "Fiches")[0]["Domaines"] == "fishing"
    assert "fishing" in [row[0] for row in book["Synthèse"].iter_rows(values_only=True)]


def test_a_row_is_as_high_as_its_longest_text_and_no_higher_than_asked() -> None:
    short, long = row_height([("Angers", 20)], 8), row_height([("Angers, " * 20, 20)], 8)
    assert short < long == row_height([("Angers, " * 200, 20)], 8)
    assert row_height([("高知", 20)], 8) > short
    assert row_height([("高" * 15, 20)], 8) > row_height([("a" * 15, 20)], 8) + short / 2


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.key)
def test_every_column_has_a_title_in_every_language(layout: columns.Layout[Any]) -> None:
    for language in LANGUAGES:
        titles = [say("columns", column.key, language) for column in layout.columns]
        assert all(titles)
        assert len(set(titles)) == len(titles)


def test_every_field_of_the_record_has_its_column_or_is_left_out_on_purpose() -> None:
    shown = {column.key for layout in LAYOUTS for column in layout.columns}
    found = {key for key, _ in columns.leaves(Fiche)} | {key for key, _ in columns.leaves(Contact, "contacts.")}
    assert found | {key for key, _ in columns.leaves(Point, "points.")} <= shown | columns._ELSEWHERE


@pytest.mark.parametrize(("section", "key"), [(section, key) for section, rows_ in table().items() for key in rows_])
def test_every_wording_is_there_in_every_language(section: str, key: str) -> None:
    assert set(table()[section][key]) == set(LANGUAGES)
    assert all(table()[section][key].values())


@pytest.mark.parametrize("code", list(kinds()))
def test_every_issue_says_what_it_is_and_what_to_do_in_every_language(code: str) -> None:
    kind = kinds()[code]
    assert set(kind.wording) == set(LANGUAGES)
    for said in kind.wording.values():
        assert said["message"]
        assert not said["message"].endswith((".", "。"))
        assert said["action"].endswith((".", "。"))
    assert kind.severity in get_args(Issue.model_fields["severity"].annotation)
    assert kind.field is None or kind.field in FIELDS


def test_every_field_of_an_issue_has_a_word() -> None:
    assert {*FIELDS, "images", "unplaced"} <= set(table()["field"])


def test_french_spaces_before_double_punctuation_do_not_break() -> None:
    french = [kind.wording["fr"] for kind in kinds().values()]
    said = [text for words in french for text in (words["message"], words["action"])]
    said += [each["fr"] for section in table().values() for each in section.values()]
    assert not [text for text in said if any(f" {mark}" in text for mark in ":;!?»") or "« " in text]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_worded_step_by_step(language: Language) -> None:
    told = place(str(Where((("table", 1), ("row", 3), ("column", 2)))), language)
    assert (
        told
        == {
            "fr": "tableau 1, ligne 3, colonne 2",
            "en": "table 1, row 3, column 2",
            "ja": "表1、3行目、2列目",
        }[language]
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_libreoffice_opens_it_and_reads_the_same_words(tmp_path: Path) -> None:
    written(tmp_path)
    home = (tmp_path / "home").as_uri()
    as_utf8 = "csv:Text - txt - csv (StarCalc):44,34,76"
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", as_utf8, "--outdir"]
    subprocess.run(  # noqa: S603
        [*command, tmp_path, tmp_path / "fiches.xlsx"], check=True, capture_output=True, timeout=120
    )
    text = (tmp_path / "fiches.csv").read_text("utf-8")
    assert "Ville d’Angers,Prête,0,,,12/03/2014,France" in text


def test_no_kind_of_column_is_without_its_maker() -> None:
    painter = cells.Painter(FORM, "fr", {}, {})
    assert set(painter._makers) == set(get_args(columns.Kind))
