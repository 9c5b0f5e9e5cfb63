"""Answers where the table is gone: paragraphs `Label : value`, lines of one paragraph, headings over their value."""

from __future__ import annotations

import pytest
from trees import POINTS, b, fields, found, link, p, picture, record, said, summary, table, unplaced_of

from ficheparse.document import Block
from ficheparse.form import FieldName
from ficheparse.rawfiche import RawFiche

PERSON = ["M. Alain Roche, service culture", "Tél. 03 53 01 44 10", "a.roche@langres.example"]
CONTACTED = " ".join(PERSON)
ALL: dict[FieldName, list[str]] = {
    "name": ["Ville de Langres"],
    "location": ["Haute-Marne, sur un éperon rocheux"],
    "domains": ["Culture, tourisme"],
    "population": ["8 066 habitants (2011)"],
    "website": ["www.langres.example"],
    "contact": [PERSON[0]],
}
LABELS: dict[FieldName, str] = {
    "name": "Nom de la collectivité",
    "location": "Localisation (sur carte) ou CARTE (lien)",
    "domains": "Domaine(s) concerné(s)",
    "population": "Population",
    "website": "Site Internet (en anglais)",
    "contact": "Contact",
}


def everything(mark: str) -> list[str]:
    return [f"{LABELS[name]}{mark}{texts[0]}" for name, texts in ALL.items()]


# Label and value in one paragraph ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "mark", [" : ", ": ", " :", ":", "\u00a0: ", "：", " ：", "\t", " :\t", " - ", " – ", " — ", " = "]
)
def test_paragraphs_hold_label_and_value(mark: str) -> None:
    raw = found(*everything(mark))
    assert summary(raw) == ALL | {"title": None, "points": [], "unplaced": []}


@pytest.mark.parametrize("mark", [" : ", "：", "\t"])
def test_labels_may_head_the_lines_of_one_paragraph(mark: str) -> None:
    raw = found("\n".join(everything(mark)))
    assert summary(raw) == ALL | {"title": None, "points": [], "unplaced": []}


def test_a_line_without_a_label_goes_on_with_the_line_above() -> None:
    lines = "\n".join(["Nom de la collectivité : Langres", "Contact : " + PERSON[0], *PERSON[1:], "Population : 8 066"])
    assert fields(lines) == {"name": ["Langres"], "contact": [CONTACTED], "population": ["8 066"]}


def test_labels_may_be_lines_over_their_values() -> None:
    lines = "\n".join(["Nom de la collectivité", "Langres", "Population", "8 066", "Contact :", *PERSON])
    assert fields(lines) == {"name": ["Langres"], "contact": [CONTACTED], "population": ["8 066"]}


def test_label_and_value_may_be_two_lines_of_a_paragraph_of_their_own() -> None:
    assert fields(
        "Nom de la collectivité\nLangres", "Population :\n8 066", p(b("Contact"), "\n" + "\n".join(PERSON)), POINTS
    ) == {"name": ["Langres"], "population": ["8 066"], "contact": [CONTACTED]}


def test_the_label_may_be_of_another_look_than_its_value() -> None:
    assert fields(
        p(b("Nom de la collectivité"), " : Langres"),
        p(b("Population :"), " 8 066"),
        p(b("Con"), b("tact"), b(" : "), PERSON[0]),
    ) == {"name": ["Langres"], "population": ["8 066"], "contact": [PERSON[0]]}


def test_labels_may_be_items_of_a_list() -> None:
    assert fields(
        p("Nom de la collectivité : Langres", items=1),
        p("Population : 8 066", items=1),
        "• Contact : " + PERSON[0],
        "4. Site Internet : www.langres.example",
    ) == {
        "name": ["Langres"],
        "population": ["8 066"],
        "contact": [PERSON[0]],
        "website": ["www.langres.example"],
    }


def test_misspelt_labels_before_a_value_are_forgiven() -> None:
    assert fields("Nom de la colectivité : Langres", "Populaton : 8 066", "Site Intrenet : www.langres.example") == {
        "name": ["Langres"],
        "population": ["8 066"],
        "website": ["www.langres.example"],
    }


def test_japanese_paragraphs_hold_label_and_value() -> None:
    raw = found(
        "団体名：萩市",
        "所在地：山口県の日本海側",
        "該当分野：文化、観光",
        "人　口：５万３千人",
        "ホームページ：http://www.hagi.example/",
        "【連絡先】観光課　電話０８３８－００－００００",
    )
    assert summary(raw) == {
        "name": ["萩市"],
        "location": ["山口県の日本海側"],
        "domains": ["文化、観光"],
        "population": ["５万３千人"],
        "website": ["http://www.hagi.example/"],
        "contact": ["観光課 電話０８３８－００－００００"],
        "title": None,
        "points": [],
        "unplaced": [],
    }


def test_a_link_after_its_label_is_the_answer() -> None:
    raw = found("Nom de la collectivité : Langres", p("Carte : ", link("voir ici", "https://cartes.example/langres")))
    assert said(raw, "location") == ["voir ici"]
    assert [one.target for one in raw.of("location")[0].paragraphs[0].links()] == ["https://cartes.example/langres"]


@pytest.mark.parametrize("rest", [PERSON[1:], ["", *PERSON[1:]]], ids=["at once", "after an empty paragraph"])
def test_the_contact_goes_on_in_the_paragraphs_that_follow(rest: list[str]) -> None:
    raw = found("Nom de la collectivité : Langres", "Contact : " + PERSON[0], *rest, POINTS, "- Un musée.")
    assert said(raw, "contact") == [CONTACTED]
    assert unplaced_of(raw) == []


def test_the_name_may_be_there_twice() -> None:
    assert fields("Nom de la collectivité : Langres", "Nom de la collectivité : ラングル市")["name"] == [
        "Langres",
        "ラングル市",
    ]


@pytest.mark.parametrize("blank", ["", " ...", " …", " --", " néant", " Population"])
def test_a_label_with_nothing_after_it_takes_nothing_from_the_next_label(blank: str) -> None:
    raw = found("Nom de la collectivité : Langres", f"Population :{blank}", "Contact : " + PERSON[0])
    assert summary(raw) == {
        "name": ["Langres"],
        "contact": [PERSON[0]],
        "title": None,
        "points": [],
        "unplaced": [],
    }


# Headings over their value ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", ["style", "bold", "plain", "bracketed", "colon"])
def test_a_label_may_stand_as_a_heading_over_its_value(look: str) -> None:
    def heading(text: str) -> Block:
        match look:
            case "style":
                return p(text, style="heading 2")
            case "bold":
                return p(b(text))
            case "bracketed":
                return p(f"【{text}】")
            case "colon":
                return p(f"{text} :")
        return p(text)

    raw = found(*(block for name, texts in ALL.items() for block in (heading(LABELS[name]), texts[0])))
    assert summary(raw) == ALL | {"title": None, "points": [], "unplaced": []}


@pytest.mark.parametrize("between", [[], [""], ["", ""]], ids=["no space", "a space", "two spaces"])
def test_the_value_under_a_heading_may_have_several_paragraphs(between: list[str]) -> None:
    raw = found(
        p("Nom de la collectivité", style="heading 2"),
        *between,
        "Ville de Langres",
        p("Contact :", style="heading 2"),
        *between,
        *PERSON,
        p("Domaine(s) concerné(s)", style="heading 2"),
        *between,
        p("culture", items=1),
        p("tourisme", items=1),
        p(POINTS, style="heading 2"),
        "Un musée.",
    )
    assert summary(raw) == {
        "name": ["Ville de Langres"],
        "contact": [CONTACTED],
        "domains": ["culture tourisme"],
        "title": None,
        "points": ["Un musée."],
        "unplaced": [],
    }


def test_a_heading_with_nothing_under_it_is_not_answered_by_the_next_heading() -> None:
    raw = found(p("Population", style="heading 2"), p("Contact :", style="heading 2"), *PERSON)
    assert summary(raw) == {"contact": [CONTACTED], "title": None, "points": [], "unplaced": []}


def test_a_picture_under_the_locations_heading_is_its_map() -> None:
    raw = found(
        p("Localisation", style="heading 2"), p(picture("plan.png")), p("Population", style="heading 2"), "8 066"
    )
    (answer,) = raw.of("location")
    assert [shown.name for paragraph in answer.paragraphs for shown in paragraph.pictures] == ["plan.png"]


def test_a_table_under_a_heading_is_its_value() -> None:
    raw = found(p("Contact :", style="heading 2"), table(["Référent", PERSON[0]], ["Téléphone", PERSON[1]]))
    (text,) = said(raw, "contact")
    assert all(part in text for part in ("Référent", PERSON[0], "Téléphone", PERSON[1]))


def test_part_of_the_form_may_be_in_paragraphs_and_part_in_a_table() -> None:
    raw = found(
        table(["Nom de la collectivité", "Population"], ["Langres", "8 066"]),
        "Site Internet (en anglais) :",
        "www.langres.example",
        "Contact : " + PERSON[0],
    )
    assert summary(raw) == {
        "name": ["Langres"],
        "population": ["8 066"],
        "website": ["www.langres.example"],
        "contact": [PERSON[0]],
        "title": None,
        "points": [],
        "unplaced": [],
    }


# What is no part of the form --------------------------------------------------------------------------------------

LETTER = [
    "Madame, Monsieur,",
    "Vous trouverez ci-après notre fiche, relue par le cabinet.",
    "Bien cordialement,",
    "Lise",
]


def test_a_letter_before_the_form_is_unplaced_paragraph_by_paragraph() -> None:
    raw = found(*LETTER, "", "Fiche « Bonne pratique » - (Langres)", *everything(" : "))
    assert summary(raw) == ALL | {"title": "Langres", "points": [], "unplaced": LETTER}


def test_a_letter_that_speaks_of_the_form_and_its_labels_is_no_part_of_it() -> None:
    letter = [
        "Suite à notre contact, voici la fiche « Bonne pratique » de la ville ; la population est celle de 2011.",
        "Le site Internet sera traduit en anglais l'an prochain.",
    ]
    raw = found(*letter, "Fiche « Bonne pratique » - (Langres)", *everything(" : "))
    assert summary(raw) == ALL | {"title": "Langres", "points": [], "unplaced": letter}


@pytest.mark.parametrize("signature", [["Le Maire,", "Alain Roche"], ["Fait à Langres, le 3 mars 2014"]])
def test_what_follows_the_date_is_unplaced(signature: list[str]) -> None:
    raw = found(*everything(" : "), POINTS, "- Un musée.", "(Mis à jour le 5 mai 2014)", *signature)
    assert points_and_unplaced(raw) == (["- Un musée."], signature)


def points_and_unplaced(raw: RawFiche) -> tuple[object, object]:
    found_there = summary(raw)
    return found_there["points"], found_there["unplaced"]


def test_a_sentence_between_title_and_form_is_unplaced() -> None:
    raw = found("Fiche « Bonne pratique » - (Langres)", "À renvoyer avant le 15 mai.", *everything(" : "))
    assert summary(raw) == ALL | {"title": "Langres", "points": [], "unplaced": ["À renvoyer avant le 15 mai."]}


def test_notes_are_unplaced_and_page_furniture_is_not_of_the_document() -> None:
    raw = found(*everything(" : "), headers=["Ville de Langres – service culture", "page 1"], notes=["Source : Insee."])
    assert unplaced_of(raw) == ["Source : Insee."]


def test_every_unplaced_paragraph_has_its_warning() -> None:
    fiche = record(LETTER[1], *everything(" : "))
    assert fiche.unplaced == [LETTER[1]]
    assert "text-unplaced" in {issue.code for issue in fiche.issues}


def test_a_second_different_answer_is_told_and_kept() -> None:
    fiche = record("Nom de la collectivité : Langres", "Population : 8 066", "Population : 8 412")
    assert fiche.population is not None
    assert (fiche.population.value, fiche.unplaced) == (8066, ["8 412"])
    assert {"field-repeated", "text-unplaced"} <= {issue.code for issue in fiche.issues}
