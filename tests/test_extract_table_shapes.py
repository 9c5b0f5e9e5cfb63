"""The form in tables of other shapes: columns, bands, labels right, numbers beside them (contract, section 1)."""

from __future__ import annotations

import pytest
from trees import (
    CONTACT,
    DOMAINS,
    MAP,
    NAME,
    PEOPLE,
    SITE,
    fields,
    found,
    merged,
    record,
    said,
    summary,
    table,
    unplaced_of,
)

PERSON = ["Mme Odile Ferrand, chargée de mission", "Tél. 04 65 71 20 31", "odile.ferrand@thonon.example"]
CONTACTED = " ".join(PERSON)
WHERE_IT_IS = "Au bord du lac, face à Lausanne"


def test_four_columns_hold_two_labels_a_row() -> None:
    raw = found(
        table(
            [NAME, "Ville d'Annemasse", PEOPLE, "35 712"],
            [DOMAINS, "Mobilité", SITE, "www.annemasse.example"],
            [MAP, WHERE_IT_IS, CONTACT, PERSON],
        )
    )
    assert summary(raw) == {
        "name": ["Ville d'Annemasse"],
        "location": [WHERE_IT_IS],
        "domains": ["Mobilité"],
        "population": ["35 712"],
        "website": ["www.annemasse.example"],
        "contact": [CONTACTED],
        "title": None,
        "points": [],
        "unplaced": [],
    }


def test_four_columns_with_cells_left_empty_shift_nothing() -> None:
    assert fields(
        table(
            [NAME, "Ville d'Annemasse", PEOPLE, ""],
            [DOMAINS, "", SITE, "www.annemasse.example"],
            [MAP, "", CONTACT, PERSON],
        )
    ) == {"name": ["Ville d'Annemasse"], "website": ["www.annemasse.example"], "contact": [CONTACTED]}


def test_labels_that_head_the_columns_have_their_values_below() -> None:
    raw = found(
        table(
            [NAME, PEOPLE, SITE, CONTACT],
            ["Ville d'Annemasse", "35 712", "www.annemasse.example", PERSON],
        )
    )
    assert (said(raw, "name"), said(raw, "population")) == (["Ville d'Annemasse"], ["35 712"])
    assert (said(raw, "website"), said(raw, "contact")) == (["www.annemasse.example"], [CONTACTED])


def test_labels_may_head_the_columns_in_several_bands() -> None:
    assert fields(
        table(
            [NAME, MAP, DOMAINS],
            ["Ville d'Annemasse", WHERE_IT_IS, "Mobilité"],
            [PEOPLE, SITE, CONTACT],
            ["35 712", "", PERSON],
        )
    ) == {
        "name": ["Ville d'Annemasse"],
        "location": [WHERE_IT_IS],
        "domains": ["Mobilité"],
        "population": ["35 712"],
        "contact": [CONTACTED],
    }


def test_a_band_left_empty_takes_nothing_from_the_next() -> None:
    assert fields(table([NAME, MAP], ["", ""], [PEOPLE, CONTACT], ["35 712", PERSON])) == {
        "population": ["35 712"],
        "contact": [CONTACTED],
    }


def test_merged_heads_of_columns_own_all_that_stands_under_them() -> None:
    assert fields(table([NAME, merged(CONTACT, across=2)], ["Ville d'Annemasse", PERSON[0], PERSON[1]])) == {
        "name": ["Ville d'Annemasse"],
        "contact": [" ".join(PERSON[:2])],
    }


def test_two_rows_under_the_head_of_names_are_two_names() -> None:
    raw = found(table([NAME, PEOPLE], ["Ville d'Annemasse", "35 712"], ["アンヌマス市", ""]))
    assert said(raw, "name") == ["Ville d'Annemasse", "アンヌマス市"]


def test_each_label_may_stand_in_a_row_over_its_value() -> None:
    assert fields(table([NAME], ["Ville d'Annemasse"], [PEOPLE], ["35 712"], [SITE], [""], [CONTACT], [PERSON])) == {
        "name": ["Ville d'Annemasse"],
        "population": ["35 712"],
        "contact": [CONTACTED],
    }


@pytest.mark.parametrize("blank", ["", "."])
def test_labels_may_stand_in_the_right_hand_column(blank: str) -> None:
    raw = found(
        table(
            ["Ville d'Annemasse", NAME],
            [WHERE_IT_IS, MAP],
            ["Mobilité", DOMAINS],
            [blank, PEOPLE],
            ["www.annemasse.example", SITE],
            [PERSON, CONTACT],
        )
    )
    assert summary(raw) == {
        "name": ["Ville d'Annemasse"],
        "location": [WHERE_IT_IS],
        "domains": ["Mobilité"],
        "website": ["www.annemasse.example"],
        "contact": [CONTACTED],
        "title": None,
        "points": [],
        "unplaced": [],
    }


@pytest.mark.parametrize("number", ["{}", "{}.", "{})", "({})", "n° {}", "{} -"])
def test_a_column_of_numbers_beside_the_labels_is_the_forms_own(number: str) -> None:
    rows = [(NAME, "Ville d'Annemasse"), (MAP, WHERE_IT_IS), (PEOPLE, "35 712"), (CONTACT, PERSON)]
    raw = found(table(*([number.format(place), *row] for place, row in enumerate(rows, 1))))
    assert summary(raw) == {
        "name": ["Ville d'Annemasse"],
        "location": [WHERE_IT_IS],
        "population": ["35 712"],
        "contact": [CONTACTED],
        "title": None,
        "points": [],
        "unplaced": [],
    }


def test_numbers_stand_beside_the_labels_of_the_form_as_sent_too() -> None:
    raw = found(
        table(
            ["1", NAME, "Ville d'Annemasse", MAP],
            ["2", NAME, "", merged(WHERE_IT_IS, down=3)],
            ["3", DOMAINS, "Mobilité"],
            ["4", PEOPLE, "35 712"],
        )
    )
    assert (said(raw, "name"), said(raw, "location")) == (["Ville d'Annemasse"], [WHERE_IT_IS])
    assert (said(raw, "domains"), said(raw, "population")) == (["Mobilité"], ["35 712"])
    assert unplaced_of(raw) == []


def test_a_population_of_few_digits_is_no_number_of_a_label() -> None:
    assert fields(table([NAME, "Rochefourchat"], [PEOPLE, "1"], [CONTACT, PERSON]))["population"] == ["1"]


@pytest.mark.parametrize("labels", [["Nom de la collectivité / 自治体名", "Population / 人口", "Contact / 連絡先"]])
@pytest.mark.parametrize("joint", [" / ", "\n", " "])
def test_labels_in_two_languages_have_one_answer_each(labels: list[str], joint: str) -> None:
    name, people, contact = (text.replace(" / ", joint) for text in labels)
    raw = found(table([name, "Ville d'Annemasse"], [people, "35 712"], [contact, PERSON]))
    assert summary(raw) == {
        "name": ["Ville d'Annemasse"],
        "population": ["35 712"],
        "contact": [CONTACTED],
        "title": None,
        "points": [],
        "unplaced": [],
    }


def test_a_label_in_two_languages_may_be_two_paragraphs() -> None:
    raw = found(
        table(
            [["Nom de la collectivité", "自治体名"], "Ville d'Annemasse"],
            [["Population", "人口"], "35 712"],
            [["Contact :", "連絡先："], PERSON],
        )
    )
    assert said(raw, "name") == ["Ville d'Annemasse"]
    assert (said(raw, "population"), said(raw, "contact")) == (["35 712"], [CONTACTED])
    assert unplaced_of(raw) == []


def test_a_label_broken_into_paragraphs_is_one_label() -> None:
    answers = fields(table([["Domaine(s)", "concerné(s)"], "Mobilité"], [["Nom de la", "collectivité"], "Annemasse"]))
    assert answers == {"name": ["Annemasse"], "domains": ["Mobilité"]}


def test_a_hint_in_a_labels_cell_is_part_of_the_label() -> None:
    raw = found(table(["Population (en habitants)", "35 712"], [["Contact :", "(nom, téléphone, courriel)"], PERSON]))
    assert (said(raw, "population"), said(raw, "contact")) == (["35 712"], [CONTACTED])
    assert [answer.hint for answer in raw.of("population")] == ["Population (en habitants)"]


@pytest.mark.parametrize("cell", [["Contact :", "(nom, téléphone)"], "Contact :\n(nom, téléphone)"])
def test_a_hint_under_a_label_is_part_of_the_label(cell: str | list[str]) -> None:
    assert fields(table([NAME, "Annemasse"], [cell, PERSON]))["contact"] == [CONTACTED]


def test_a_hint_is_kept_in_provenance() -> None:
    fiche = record(table([NAME, "Annemasse"], ["Population (en habitants)", "35 712"]))
    assert "(en habitants)" in fiche.provenance["population"].raw
    assert fiche.population is not None
    assert fiche.population.value == 35_712


@pytest.mark.parametrize("label", ["Nom de la colectivité", "NOM DE LA COLLECTIVITE", "Nom de la collectivté :"])
def test_a_misspelt_label_in_a_table_has_its_answer(label: str) -> None:
    raw = found(table([label, "Annemasse"], ["Populaton", "35 712"]))
    assert (said(raw, "name"), said(raw, "population")) == (["Annemasse"], ["35 712"])


@pytest.mark.parametrize("label", ["Contcat :", "Conatct", "Contat :"])
def test_a_short_label_misspelt_in_the_column_of_labels_has_its_answer(label: str) -> None:
    assert fields(table([NAME, "Annemasse"], [PEOPLE, "35 712"], [label, PERSON]))["contact"] == [CONTACTED]
