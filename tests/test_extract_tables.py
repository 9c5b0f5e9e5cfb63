"""Answers in tables: in the cell to the right, in the label's own cell, in the cell below (contract, section 1)."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from trees import (
    CONTACT,
    DOMAINS,
    MAP,
    NAME,
    PEOPLE,
    POINTS,
    SITE,
    Spec,
    fields,
    found,
    link,
    merged,
    p,
    picture,
    prompt,
    record,
    said,
    summary,
    table,
    unplaced_of,
)

from ficheparse.document import Block
from ficheparse.form import FieldName

PERSON = ["Mme Odile Ferrand, chargée de mission", "Tél. 04 65 71 20 31", "odile.ferrand@thonon.example"]
CONTACTED = " ".join(PERSON)


def as_sent(map_rows: Sequence[Spec], *, second: str = "") -> list[list[Spec]]:
    """The rows of the form as it is sent, completed; the third column's cells below its head are given."""
    rows: list[list[Spec]] = [
        [NAME, "Ville de Thonon-les-Bains", MAP],
        [NAME, second],
        [DOMAINS, "Mobilité, tourisme"],
        [PEOPLE, "34 610 habitants (2012)"],
        [SITE, "www.thonon.example/en"],
        [CONTACT, PERSON],
    ]
    for row, content in zip(rows[1:], map_rows, strict=False):
        row.append(content)
    return rows


COMPLETED: dict[FieldName, list[str]] = {
    "name": ["Ville de Thonon-les-Bains"],
    "location": ["Au bord du lac, face à Lausanne"],
    "domains": ["Mobilité, tourisme"],
    "population": ["34 610 habitants (2012)"],
    "website": ["www.thonon.example/en"],
    "contact": [CONTACTED],
}
WHERE_IT_IS = "Au bord du lac, face à Lausanne"


# The form as it is sent -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "below",
    [
        [WHERE_IT_IS, "", "", "", ""],
        ["", WHERE_IT_IS, "", "", ""],
        ["", "", "", "", WHERE_IT_IS],
        [merged(WHERE_IT_IS, down=5)],
        ["", merged(WHERE_IT_IS, down=4)],
        ["", "", merged(["", WHERE_IT_IS], down=3)],
        [merged("", down=2), WHERE_IT_IS, "", ""],
    ],
    ids=["second row", "third row", "last row", "merged down", "merged from the third", "merged late", "after a merge"],
)
def test_the_third_column_below_its_head_is_the_location_on_whatever_row(below: list[Spec]) -> None:
    raw = found(table(*as_sent(below)))
    assert {name: said(raw, name) for name in COMPLETED} == COMPLETED
    assert unplaced_of(raw) == []


def test_the_third_column_in_several_cells_is_one_location() -> None:
    raw = found(table(*as_sent(["Au bord du lac,", "face à Lausanne", "", p(link("voir")), ""])))
    assert said(raw, "location") == ["Au bord du lac, face à Lausanne voir"]


def test_the_maps_picture_and_link_stand_in_the_locations_answer() -> None:
    rows = as_sent([merged([p(picture("plan.png")), p(link("Carte", "https://cartes.example/thonon"))], down=5)])
    raw = found(table(*rows))
    (answer,) = raw.of("location")
    assert [shown.name for paragraph in answer.paragraphs for shown in paragraph.pictures] == ["plan.png"]
    assert [one.target for paragraph in answer.paragraphs for one in paragraph.links()] == [
        "https://cartes.example/thonon"
    ]
    assert [shown.name for shown in raw.pictures] == ["plan.png"]


def test_the_maps_cell_may_hold_its_own_head() -> None:
    """The map put into the label's cell, under the label, as where the first two rows were merged."""
    rows: list[list[Spec]] = [[NAME, "Ville de Thonon-les-Bains", merged([MAP, WHERE_IT_IS], down=6)], *as_sent([])[1:]]
    raw = found(table(*rows))
    assert {name: said(raw, name) for name in COMPLETED} == COMPLETED


def test_both_rows_of_names_are_answers_in_order() -> None:
    raw = found(table(*as_sent([WHERE_IT_IS, "", "", "", ""], second="トノン・レ・バン市")))
    assert said(raw, "name") == ["Ville de Thonon-les-Bains", "トノン・レ・バン市"]


@pytest.mark.parametrize(
    ("first", "second", "name", "others"),
    [
        ("Ville d'Annemasse", "", "Ville d'Annemasse", []),
        ("", "Ville d'Annemasse", "Ville d'Annemasse", []),
        ("--", "Ville d'Annemasse", "Ville d'Annemasse", []),
        ("néant", "Ville d'Annemasse", "Ville d'Annemasse", []),
        (NAME, "Ville d'Annemasse", "Ville d'Annemasse", []),
        ("Ville d'Annemasse", "Ville d'Annemasse", "Ville d'Annemasse", []),
        ("Ville d'Annemasse", "アンヌマス市", "Ville d'Annemasse", ["アンヌマス市"]),
        ("Ville d'Annemasse", "sans objet", "Ville d'Annemasse", []),
        ("", "", None, []),
    ],
)
def test_the_name_is_the_first_row_that_has_a_value_and_the_others_what_differs(
    first: str, second: str, name: str | None, others: list[str]
) -> None:
    fiche = record(table([NAME, first, MAP], [NAME, second, ""], [PEOPLE, "35 712", ""]))
    assert (fiche.name, fiche.other_names) == (name, others)


def test_a_name_label_merged_over_two_rows_heads_two_names() -> None:
    raw = found(
        table(
            [merged(NAME, down=2), "Ville d'Annemasse", MAP],
            ["Annemasse Agglo", merged(WHERE_IT_IS, down=3)],
            [DOMAINS, "Mobilité"],
            [PEOPLE, "35 712"],
        )
    )
    assert said(raw, "name") == ["Ville d'Annemasse", "Annemasse Agglo"]
    assert said(raw, "location") == [WHERE_IT_IS]
    assert unplaced_of(raw) == []


def test_one_row_of_names_is_enough() -> None:
    answers = fields(
        table(
            [NAME, "Ville d'Annemasse", MAP],
            [DOMAINS, "Mobilité", merged(WHERE_IT_IS, down=2)],
            [PEOPLE, "35 712"],
        )
    )
    assert answers == {
        "name": ["Ville d'Annemasse"],
        "location": [WHERE_IT_IS],
        "domains": ["Mobilité"],
        "population": ["35 712"],
    }


def test_a_name_in_several_paragraphs_is_one_name() -> None:
    assert fields(table([NAME, ["Communauté de communes", "du Bas-Chablais"]], [PEOPLE, "35 712"]))["name"] == [
        "Communauté de communes du Bas-Chablais"
    ]


# Label and value in one cell --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["Population : 35 712", "Population\n35 712", ["Population", "35 712"], ["Population :", "", "35 712"]],
    ids=["same line", "next line", "next paragraph", "after an empty paragraph"],
)
def test_the_value_may_stand_in_the_labels_own_cell(cell: str | list[str]) -> None:
    raw = found(table([f"{NAME} : Annemasse"], [cell], [[CONTACT, *PERSON]]))
    assert (said(raw, "name"), said(raw, "population")) == (["Annemasse"], ["35 712"])
    assert said(raw, "contact") == [CONTACTED]
    assert unplaced_of(raw) == []


def test_two_cells_a_row_may_hold_label_and_value_each() -> None:
    assert fields(
        table(
            [f"{NAME} : Annemasse", "Population : 35 712"],
            [f"{SITE} www.annemasse.example", [CONTACT, *PERSON]],
        )
    ) == {
        "name": ["Annemasse"],
        "population": ["35 712"],
        "website": ["www.annemasse.example"],
        "contact": [CONTACTED],
    }


@pytest.mark.parametrize(
    "blocks",
    [
        [f"{NAME} : Annemasse\nPopulation : 35 712\nContact : {PERSON[0]}\n{PERSON[1]}"],
        [f"{NAME} : Annemasse", "Population : 35 712", f"Contact : {PERSON[0]}", PERSON[1]],
        [NAME, "Annemasse", PEOPLE, "35 712", CONTACT, *PERSON[:2]],
    ],
    ids=["lines", "paragraphs", "headings"],
)
def test_one_cell_may_hold_the_whole_form(blocks: list[str]) -> None:
    assert fields(table([blocks])) == {
        "name": ["Annemasse"],
        "population": ["35 712"],
        "contact": [" ".join(PERSON[:2])],
    }


@pytest.mark.parametrize(
    "value", ["Population : 35 712", ["Population", "35 712"], "Population\n35 712"], ids=["line", "paragraph", "break"]
)
def test_a_label_repeated_before_its_value_is_dropped(value: str | list[str]) -> None:
    assert fields(table([NAME, "Annemasse"], [PEOPLE, value], [CONTACT, f"Contact : {PERSON[0]}"])) == {
        "name": ["Annemasse"],
        "population": ["35 712"],
        "contact": [PERSON[0]],
    }


# No answer --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "nothing",
    [
        "",
        "...",
        "…",
        "……",
        "--",
        "-",
        "_____",
        "néant",
        "Néant.",
        "aucune",
        "sans objet",
        "N/A",
        "none",
        "なし",
        PEOPLE,
    ],
)
def test_a_placeholder_a_word_for_nothing_or_the_label_again_is_no_answer(nothing: str) -> None:
    fiche = record(table([NAME, "Annemasse"], [PEOPLE, nothing], [SITE, nothing], [CONTACT, nothing]))
    assert (fiche.name, fiche.population, fiche.website, fiche.contacts) == ("Annemasse", None, None, [])
    told = {issue.code for issue in fiche.issues}
    assert {"population-missing", "website-missing", "contact-missing"} <= told
    assert not {"population-unclear", "website-invalid", "text-unplaced"} & told


@pytest.mark.parametrize(
    ("label", "again"),
    [(NAME, NAME), (MAP, MAP), (MAP, "CARTE (lien)"), (DOMAINS, DOMAINS), (SITE, SITE), (CONTACT, CONTACT)],
)
def test_the_forms_own_label_in_the_place_of_a_value_is_no_answer(label: str, again: str) -> None:
    raw = found(table([label, again], [PEOPLE, "35 712"]))
    assert summary(raw) == {"population": ["35 712"], "title": None, "points": [], "unplaced": []}


def test_a_prompt_that_still_shows_is_no_answer() -> None:
    raw = found(table([NAME, p(prompt("Écrivez ici le nom."))], [PEOPLE, p("35 712 ", prompt("Entrez l'année."))]))
    assert summary(raw) == {"population": ["35 712"], "title": None, "points": [], "unplaced": []}


@pytest.mark.parametrize(("label", "wording"), [(MAP, "Carte"), (MAP, "CARTE (lien)"), (SITE, "Site Internet")])
def test_a_links_wording_that_is_a_label_is_an_answer(label: str, wording: str) -> None:
    raw = found(table([NAME, "Annemasse"], [label, p(link(wording, "https://ici.example/"))], [PEOPLE, "35 712"]))
    name: FieldName = "location" if label == MAP else "website"
    (answer,) = raw.of(name)
    assert [one.target for paragraph in answer.paragraphs for one in paragraph.links()] == ["https://ici.example/"]
    assert said(raw, "population") == ["35 712"]


def test_a_link_in_the_map_column_worded_as_its_label_is_its_answer() -> None:
    raw = found(table(*as_sent([p(link("Carte", "https://ici.example/")), "", "", "", ""])))
    (answer,) = raw.of("location")
    assert [one.target for paragraph in answer.paragraphs for one in paragraph.links()] == ["https://ici.example/"]


# Rows of the clerk's own ------------------------------------------------------------------------------------------


def test_a_row_that_the_form_does_not_have_is_unplaced() -> None:
    raw = found(table([NAME, "Annemasse"], [PEOPLE, "35 712"], ["Altitude du centre", "433 m"], [CONTACT, PERSON]))
    assert (said(raw, "population"), said(raw, "contact")) == (["35 712"], [CONTACTED])
    assert sorted(" ".join(unplaced_of(raw)).split()) == sorted(["Altitude", "du", "centre", "433", "m"])


def test_a_row_of_the_clerks_own_beside_a_map_is_unplaced() -> None:
    rows: list[list[Spec]] = [*as_sent([merged(WHERE_IT_IS, down=6)]), ["Altitude du centre", "433 m"]]
    raw = found(table(*rows))
    assert {name: said(raw, name) for name in COMPLETED} == COMPLETED
    assert "Altitude du centre" in " ".join(unplaced_of(raw))
    assert "433 m" in " ".join(unplaced_of(raw))


@pytest.mark.parametrize("heads", [["Rubrique", "Réponse"], [merged("Fiche d'identité du territoire", across=2)]])
def test_a_header_row_moves_no_answer(heads: list[Spec]) -> None:
    raw = found(table(heads, [NAME, "Annemasse"], [PEOPLE, "35 712"]))
    assert (said(raw, "name"), said(raw, "population")) == (["Annemasse"], ["35 712"])
    assert len(unplaced_of(raw)) == len(heads)


@pytest.mark.parametrize("label", ["", "\u00a0"])
def test_rows_without_a_label_go_on_answering_the_label_above(label: str) -> None:
    raw = found(
        table(
            [NAME, "Annemasse"],
            [DOMAINS, "Mobilité"],
            [label, "tourisme"],
            [CONTACT, PERSON[0]],
            [label, PERSON[1]],
            [label, PERSON[2]],
        )
    )
    assert (said(raw, "domains"), said(raw, "contact")) == (["Mobilité tourisme"], [CONTACTED])
    assert unplaced_of(raw) == []


def test_a_label_merged_down_has_all_the_cells_beside_it() -> None:
    raw = found(table([NAME, "Annemasse"], [merged(CONTACT, down=3), PERSON[0]], [PERSON[1]], [PERSON[2]]))
    assert said(raw, "contact") == [CONTACTED]


def test_two_cells_beside_a_label_are_one_answer() -> None:
    raw = found(table([NAME, merged("Annemasse", across=2)], [CONTACT, PERSON[0], PERSON[1]]))
    assert said(raw, "contact") == [" ".join(PERSON[:2])]


def test_a_label_that_is_there_twice_gives_two_answers() -> None:
    raw = found(table([NAME, "Annemasse"], [PEOPLE, "35 712"], [PEOPLE, "88 300"]))
    assert said(raw, "population") == ["35 712", "88 300"]


# Where tables stand -----------------------------------------------------------------------------------------------


def test_the_form_in_two_tables_is_one_form() -> None:
    rows = as_sent([WHERE_IT_IS, "", "", "", ""])
    raw = found(table(*rows[:3]), "", table(*rows[3:]))
    assert {name: said(raw, name) for name in COMPLETED} == COMPLETED
    assert unplaced_of(raw) == []


def test_each_row_may_be_a_table_of_its_own() -> None:
    assert fields(table([NAME, "Annemasse"]), table([PEOPLE, "35 712"]), "", table([CONTACT, PERSON])) == {
        "name": ["Annemasse"],
        "population": ["35 712"],
        "contact": [CONTACTED],
    }


def test_a_layout_table_around_the_whole_form_is_not_there() -> None:
    rows = as_sent([merged(WHERE_IT_IS, down=5)])
    inner: list[str | Block] = [
        "Fiche « Bonne pratique » - (Thonon-les-Bains)",
        table(*rows),
        POINTS,
        "- Une navette traverse le lac.",
        "(Mis à jour le 3 mars 2014)",
    ]
    plain, wrapped = summary(found(*inner)), summary(found(table([inner])))
    assert wrapped == plain
    assert plain["points"] == ["- Une navette traverse le lac."]
    assert plain["title"] == "Thonon-les-Bains"


def test_a_layout_table_may_hold_the_form_in_rows_of_its_own() -> None:
    raw = found(
        table(
            ["Fiche « Bonne pratique » - (Annemasse)"],
            [table([NAME, "Annemasse"], [PEOPLE, "35 712"])],
            [[POINTS, "- Un tramway.", "- Un parc."]],
            ["(Mis à jour le 3 mars 2014)"],
        )
    )
    assert summary(raw) == {
        "title": "Annemasse",
        "name": ["Annemasse"],
        "population": ["35 712"],
        "points": ["- Un tramway.", "- Un parc."],
        "updated": ["(Mis à jour le 3 mars 2014)"],
        "unplaced": [],
    }


def test_a_table_inside_an_answer_is_of_the_answer() -> None:
    inner = table(["Référente", PERSON[0]], ["Téléphone", PERSON[1]])
    raw = found(table([NAME, "Annemasse"], [CONTACT, [inner, PERSON[2]]]))
    (text,) = said(raw, "contact")
    assert all(part in text for part in ("Référente", *PERSON))
    assert unplaced_of(raw) == []


def test_a_table_after_the_points_ends_them() -> None:
    raw = found(POINTS, "- Un tramway.", table([NAME, "Annemasse"], [PEOPLE, "35 712"], [CONTACT, PERSON]))
    assert summary(raw) == {
        "name": ["Annemasse"],
        "population": ["35 712"],
        "contact": [CONTACTED],
        "title": None,
        "points": ["- Un tramway."],
        "unplaced": [],
    }


def test_no_label_at_all_is_counted_as_none() -> None:
    raw = found("Compte rendu de la réunion", table(["Présents", "Mme Ferrand"], ["Excusés", "M. Roche"]))
    assert raw.labels == 0
    assert " ".join(unplaced_of(raw)) == "Compte rendu de la réunion Présents Mme Ferrand Excusés M. Roche"
    assert record("Compte rendu de la réunion").issues[0].code == "not-a-fiche"
