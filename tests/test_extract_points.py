"""Where the points' section begins and ends, and what of it is a point (contract, section 3, **Points**)."""

from __future__ import annotations

import pytest
from trees import FORM, b, found, merged, p, picture, points_of, record, said, summary, table, title_of, unplaced_of

from ficheparse.document import Block, Paragraph
from ficheparse.values import points as point_values

LABEL = "Points essentiels de la politique novatrice déployée :"
NAMED = table(["Nom de la collectivité", "Ville de Guéret"], ["Population", "13 500"], ["Contact :", "Mairie"])
DATE = "(Mis à jour le 3 mars 2014)"
ONE, TWO, THREE = "Un four solaire cuit le pain.", "Le marché est de plein vent.", "La gare loue des vélos."


def points(*blocks: str | Block) -> list[str]:
    """The points of a form whose section is these blocks."""
    return points_of(found(NAMED, LABEL, *blocks, DATE))


def texts_and_levels(*blocks: str | Block) -> list[tuple[str, int]]:
    """The points as the record has them."""
    raw = found(NAMED, LABEL, *blocks, DATE)
    return [(point.text, point.level) for point in point_values.read(raw.points, FORM)]


# Where the section begins -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        LABEL,
        "Points essentiels de la politique novatrice déployée",
        "POINTS ESSENTIELS DE LA POLITIQUE NOVATRICE DÉPLOYÉE",
        "Points essentiels de la politique novatrice deployee :",
        "Points essentiel de la politique novatrice déployée :",
        "Points essentiels :",
        "Points essentiels de notre politique novatrice :",
        "2. Points essentiels de la politique novatrice déployée :",
        "Points essentiels de la politique novatrice déployée (dix lignes au plus) :",
        "Key points of the innovative policy:",
        "Key points of the inovative policy",
        "先進的な取組の要点",
        "【先進的な取組の要点】",
        "■ 先進的な取組の要点：",
        "Points essentiels de la politique novatrice déployée : / 先進的な取組の要点",
        "先進的な取組の要点\nPoints essentiels de la politique novatrice déployée :",
        p(LABEL, style="heading 2"),
        p(b("Points essentiels"), " de la politique novatrice déployée :"),
        p(LABEL, items=4),
    ],
)
def test_the_sections_label_begins_it(label: str | Paragraph) -> None:
    raw = found(NAMED, label, ONE, TWO, DATE)
    assert (points_of(raw), unplaced_of(raw)) == ([ONE, TWO], [])


@pytest.mark.parametrize("joint", [" : ", "\n", "\t", " :\n"])
def test_what_follows_the_label_in_its_paragraph_is_the_first_point(joint: str) -> None:
    assert points_of(found(NAMED, LABEL.removesuffix(" :") + joint + ONE, TWO, DATE)) == [ONE, TWO]


def test_empty_paragraphs_are_no_points() -> None:
    assert points("", ONE, " \u00a0\t", "\u200b", TWO, "") == [ONE, TWO]


def test_a_picture_among_the_points_is_a_picture_of_the_fiche_and_no_point() -> None:
    raw = found(NAMED, LABEL, ONE, p(picture("four.png")), p(TWO, picture("halle.png")), DATE)
    assert points_of(raw) == [ONE, TWO]
    assert [shown.name for shown in raw.pictures] == ["four.png", "halle.png"]


@pytest.mark.parametrize(
    "left", [["--"], ["..."], ["…", "…"], ["- "], ["•", "•"], ["--", "--", ""], ["(à compléter)"], ["néant"], []]
)
def test_a_section_where_only_placeholders_are_left_has_no_points(left: list[str]) -> None:
    fiche = record(NAMED, LABEL, *left, DATE)
    assert (fiche.points, fiche.unplaced) == ([], [])
    assert "points-missing" in {issue.code for issue in fiche.issues}


def test_a_placeholder_beside_points_is_none() -> None:
    assert texts_and_levels("--", "-- " + ONE, "--") == [(ONE, 0)]


# Where it ends ----------------------------------------------------------------------------------------------------


def test_the_section_ends_at_the_documents_end() -> None:
    raw = found(NAMED, LABEL, ONE, TWO)
    assert (points_of(raw), unplaced_of(raw)) == ([ONE, TWO], [])


def test_the_section_ends_at_the_date_and_what_follows_is_unplaced() -> None:
    raw = found(NAMED, LABEL, ONE, DATE, TWO)
    assert (points_of(raw), unplaced_of(raw)) == ([ONE], [TWO])


def test_the_section_may_stand_before_the_table() -> None:
    raw = found(LABEL, ONE, TWO, NAMED, DATE)
    assert points_of(raw) == [ONE, TWO]
    assert said(raw, "name") == ["Ville de Guéret"]


def test_the_section_may_stand_before_paragraphs_with_labels() -> None:
    raw = found(LABEL, ONE, TWO, "Nom de la collectivité : Guéret", "Population : 13 500", "Contact : Mairie")
    assert points_of(raw) == [ONE, TWO]
    assert (said(raw, "name"), said(raw, "population")) == (["Guéret"], ["13 500"])


@pytest.mark.parametrize(
    "text",
    [
        "- Population : 400 habitants de plus en dix ans.",
        "• Contact : un guichet unique reçoit les habitants.",
        "Population : 400 habitants de plus en dix ans.",
        "Contact permanent avec les écoles : douze visites par an.",
        "Carte : un plan des fontaines est offert aux visiteurs.",
        "- Site Internet : refait par les lycéens.",
        "Localisation des bornes : une par quartier.",
        "Domaine skiable : aucun canon à neige.",
    ],
)
def test_a_point_that_begins_with_a_labels_word_stays_a_point(text: str) -> None:
    raw = found(NAMED, LABEL, ONE, text, TWO, DATE)
    assert points_of(raw) == [ONE, text, TWO]
    assert said(raw, "contact") == ["Mairie"]


@pytest.mark.parametrize("text", ["La fiche « Bonne pratique » sera traduite.", "Une bonne pratique : le vélo."])
def test_a_point_that_speaks_of_the_form_stays_a_point(text: str) -> None:
    raw = found("Fiche « Bonne pratique » - (Guéret)", NAMED, LABEL, ONE, text, DATE)
    assert (points_of(raw), title_of(raw)) == ([ONE, text], "Guéret")


# Lines broken by hand ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        f"- {ONE}\n- {TWO}\n- {THREE}",
        f"• {ONE}\n• {TWO}\n• {THREE}",
        f"・{ONE}\n・{TWO}\n・{THREE}",
        f"1) {ONE}\n2) {TWO}\n3) {THREE}",
        f"a) {ONE}\n\nb) {TWO}\nc) {THREE}\n",
        f"① {ONE}\n② {TWO}\n③ {THREE}",
    ],
)
def test_lines_that_each_begin_with_a_mark_are_points_each(lines: str) -> None:
    assert texts_and_levels(lines) == [(ONE, 0), (TWO, 0), (THREE, 0)]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (f"{ONE}\n{TWO}", f"{ONE} {TWO}"),
        (f"- {ONE}\n{TWO}", f"{ONE} {TWO}"),
        (f"{ONE}\n- {TWO}", f"{ONE} - {TWO}"),
        (f"• {ONE}\n{TWO}\n• {THREE}", f"{ONE} {TWO} • {THREE}"),
    ],
)
def test_lines_that_do_not_all_begin_with_a_mark_are_one_point(lines: str, text: str) -> None:
    assert [said for said, _ in texts_and_levels(lines)] == [text]


def test_an_item_of_a_list_broken_by_hand_is_one_point() -> None:
    assert texts_and_levels(p(f"{ONE}\n{TWO}", items=1), p(THREE, items=1)) == [(f"{ONE} {TWO}", 0), (THREE, 0)]


# Tables in the section --------------------------------------------------------------------------------------------


def test_each_row_of_a_table_is_a_point_at_the_top_its_header_too() -> None:
    rows = table(["Action", "Année", "Coût"], ["Four solaire", "2011", "40 000 €"], ["Halle", "2013", ""])
    assert texts_and_levels(p(ONE, items=1), rows, TWO) == [
        (ONE, 0),
        ("Action | Année | Coût", 0),
        ("Four solaire | 2011 | 40 000 €", 0),
        ("Halle | 2013", 0),
        (TWO, 0),
    ]


def test_empty_cells_and_rows_are_left_out() -> None:
    rows = table(["", "Four solaire", "", "2011"], ["", "", "", ""], ["Halle", "", "", ""])
    assert [text for text, _ in texts_and_levels(rows)] == ["Four solaire | 2011", "Halle"]


def test_a_merged_cell_is_said_once() -> None:
    rows = table(
        [merged("Énergie", down=2), "Four solaire", "2011"], ["Chaufferie", "2012"], [merged("Commerce", across=3)]
    )
    assert [text for text, _ in texts_and_levels(rows)] == [
        "Énergie | Four solaire | 2011",
        "Chaufferie | 2012",
        "Commerce",
    ]


def test_the_paragraphs_of_a_cell_are_joined_by_spaces() -> None:
    assert [text for text, _ in texts_and_levels(table([["Four", "solaire"], "2011\nmars"]))] == [
        "Four solaire | 2011 mars"
    ]


def test_a_table_within_a_tables_cell_loses_no_word() -> None:
    rows = table(["Énergie", [table(["Four", "2011"], ["Chaufferie", "2012"]), "en tout : 2"]])
    said_there = " ".join(text for text, _ in texts_and_levels(rows))
    assert all(word in said_there for word in ("Énergie", "Four", "2011", "Chaufferie", "2012", "en tout : 2"))


def test_rows_are_points_even_where_a_cell_is_worded_like_one_label() -> None:
    rows = table(["Action", "Contact"], ["Four solaire", "service énergie"])
    raw = found(NAMED, LABEL, rows, DATE)
    assert points_of(raw) == ["Action | Contact", "Four solaire | service énergie"]
    assert said(raw, "contact") == ["Mairie"]


def test_the_look_of_a_cells_words_is_kept() -> None:
    raw = found(NAMED, LABEL, table([p(b("Four"), " solaire"), "2011"]), DATE)
    assert [point.html for point in point_values.read(raw.points, FORM)] == ["<b>Four</b> solaire | 2011"]


# The section in a table's cell ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "rows",
    [
        table(["Nom de la collectivité", "Guéret"], [LABEL, [f"- {ONE}", f"- {TWO}"]]),
        table(["Nom de la collectivité", "Guéret"], [LABEL, f"- {ONE}\n- {TWO}"]),
        table(["Nom de la collectivité", "Guéret"], [merged([LABEL, f"- {ONE}", f"- {TWO}"], across=2)]),
        table(
            ["Nom de la collectivité", "Guéret"],
            [merged(LABEL, across=2)],
            [merged([f"- {ONE}", f"- {TWO}"], across=2)],
        ),
        table(["Nom de la collectivité", "Guéret"], [LABEL, f"- {ONE}"], ["", f"- {TWO}"]),
        table(["Nom de la collectivité", "Guéret"], [[LABEL, f"- {ONE}", "", f"- {TWO}"], ""]),
    ],
    ids=["beside", "beside, lines", "own cell", "below", "two rows", "own cell, one empty beside"],
)
@pytest.mark.parametrize("after", [[DATE], [table([DATE])], []], ids=["date after", "date in a table", "no date"])
def test_the_points_may_stand_in_the_forms_table(rows: Block, after: list[str | Block]) -> None:
    raw = found(rows, *after)
    assert [point.text for point in point_values.read(raw.points, FORM)] == [ONE, TWO]
    assert (said(raw, "name"), unplaced_of(raw)) == (["Guéret"], [])
    assert said(raw, "updated") == ([DATE] if after else [])


@pytest.mark.parametrize("where", ["same cell", "next row"])
def test_a_date_ends_the_points_in_the_forms_table_too(where: str) -> None:
    last: list[Block] = [] if where == "same cell" else [table([merged(DATE, across=2)])]
    inside = [f"- {ONE}", DATE] if where == "same cell" else [f"- {ONE}"]
    raw = found(table(["Nom de la collectivité", "Guéret"], [LABEL, inside]), *last)
    assert (points_of(raw), said(raw, "updated"), unplaced_of(raw)) == ([f"- {ONE}"], [DATE], [])


def test_rows_below_the_points_row_are_the_forms_again() -> None:
    raw = found(
        table(
            ["Nom de la collectivité", "Guéret"],
            [LABEL, [f"- {ONE}", f"- {TWO}"]],
            ["Contact :", "Mairie"],
            [merged(DATE, across=2)],
        )
    )
    assert summary(raw) == {
        "name": ["Guéret"],
        "contact": ["Mairie"],
        "points": [f"- {ONE}", f"- {TWO}"],
        "updated": [DATE],
        "title": None,
        "unplaced": [],
    }


def test_a_table_in_the_points_cell_gives_a_point_a_row() -> None:
    inner = table(["Four solaire", "2011"], ["Halle", "2013"])
    raw = found(table(["Nom de la collectivité", "Guéret"], [LABEL, [ONE, inner, TWO]]), DATE)
    assert points_of(raw) == [ONE, "Four solaire | 2011", "Halle | 2013", TWO]


def test_the_points_may_stand_in_a_frame_of_their_own() -> None:
    assert points(table([[f"- {ONE}", f"- {TWO}"]])) == [f"- {ONE}", f"- {TWO}"]
    raw = found(NAMED, table([[LABEL, f"- {ONE}", f"- {TWO}"]]), DATE)
    assert (points_of(raw), unplaced_of(raw)) == ([f"- {ONE}", f"- {TWO}"], [])


# Headings among the points ----------------------------------------------------------------------------------------


def test_a_heading_among_the_points_is_a_point_and_what_is_listed_under_it_at_the_top() -> None:
    assert texts_and_levels(
        p("Énergie", style="heading 3"),
        p(ONE, items=1, indent=360),
        p(b("Commerce")),
        p(TWO, items=1, indent=360),
        p(THREE, items=1, level=1, indent=720),
    ) == [("Énergie", 0), (ONE, 0), ("Commerce", 0), (TWO, 0), (THREE, 1)]
