"""The place that the heading names (contract, sections 1 and 3, `title`)."""

from __future__ import annotations

import pytest
from trees import FORM, POINTS, b, found, i, merged, p, prompt, record, said, table, title_of, unplaced_of

from ficheparse.document import Paragraph
from ficheparse.extract.headings import heading
from ficheparse.text import as_written

NAMED = table(["Nom de la collectivité", "Ville de Dinan"], ["Population", "10 919"])


# The heading ------------------------------------------------------------------------------------------------------


def place(text: str | Paragraph) -> str | None:
    """The place that a heading names; None where the paragraph is no heading of the form."""
    answer = heading(p(text) if isinstance(text, str) else text, FORM)
    return None if answer is None else as_written(answer.answer)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Fiche « Bonne pratique » - (Dinan)", "Dinan"),
        ("Fiche « Bonne pratique » - Dinan", "Dinan"),
        ("Fiche « Bonne pratique » – Dinan", "Dinan"),
        ("Fiche « Bonne pratique » — Dinan", "Dinan"),
        ("Fiche « Bonne pratique » -Dinan", "Dinan"),
        ("Fiche « Bonne pratique » : Dinan", "Dinan"),
        ("Fiche « Bonne pratique » Dinan", "Dinan"),
        ("Fiche « Bonne pratique »\u00a0– (Dinan)\u00a0", "Dinan"),
        ("Fiche « Bonne pratique »\n(Dinan)", "Dinan"),
        ("Fiche « Bonne pratique »\tDinan", "Dinan"),
        ("Fiche « Bonne pratique » - « Dinan »", "Dinan"),
        ("Fiche « Bonne pratique » - “Dinan”", "Dinan"),
        ('Fiche "Bonne pratique" - "Dinan"', "Dinan"),
        ("Fiche «Bonne pratique» - [Dinan]", "Dinan"),
        ("Fiche “bonne pratique” - Dinan", "Dinan"),
        ("Fiche bonne pratique Dinan", "Dinan"),
        ("Fiche de bonne pratique – Dinan", "Dinan"),
        ("Fiche « Bonnes pratiques » - Dinan", "Dinan"),
        ("FICHE « BONNE PRATIQUE » - DINAN", "DINAN"),
        ("FICHE BONNE PRATIQUE – DINAN", "DINAN"),
        ("fiche « bonne pratique » - (Ville de Dinan)", "Ville de Dinan"),
        ("Fiche « Bonne pratique » - Dinan (Côtes-d'Armor)", "Dinan (Côtes-d'Armor)"),
        ("Fiche « Bonne pratique » - (Dinan (Côtes-d'Armor))", "Dinan (Côtes-d'Armor)"),
        ("Fiche « Bonne pratique » - Dinan - Léhon", "Dinan - Léhon"),
        ("Fiche « Bonne pratique » - (Dinan) et (Léhon)", "(Dinan) et (Léhon)"),
        ("Fiche « Bonne pratique » - L'Haÿ-les-Roses", "L'Haÿ-les-Roses"),
        ("Fiche « Bonne pratique » - (Dinan", "Dinan"),
        ("Fiche « Bonne pratique » - Dinan)", "Dinan"),
        ("Dinan - Fiche « Bonne pratique »", "Dinan"),
        ("Dinan – Fiche « Bonne pratique »", "Dinan"),
        ("Dinan : fiche « Bonne pratique »", "Dinan"),
        ("(Dinan) - Fiche « Bonne pratique »", "Dinan"),
        ('"Good practice" sheet - (Dinan)', "Dinan"),
        ("“Good practice” sheet – Dinan City", "Dinan City"),
        ("Good Practice Sheet: Dinan", "Dinan"),
        ("GOOD PRACTICE SHEET - DINAN", "DINAN"),
        ("Dinan - “Good practice” sheet", "Dinan"),
        ("「優良事例」シート（萩市）", "萩市"),
        ("「優良事例」シート(萩市)", "萩市"),
        ("「優良事例」シート　萩市", "萩市"),
        ("優良事例シート：萩市", "萩市"),
        ("優良事例シート－萩市－", "萩市"),
        ("優良事例シート「萩市」", "萩市"),
        ("優良事例シート【萩市】", "萩市"),
        ("【優良事例】シート（萩市）", "萩市"),
        ("「優良事例」シート（山口県萩市）", "山口県萩市"),
        ("萩市　「優良事例」シート", "萩市"),
        ("萩市「優良事例」シート", "萩市"),
        ("（萩市）優良事例シート", "萩市"),
    ],
)
def test_the_heading_names_the_place_without_brackets_quotes_or_dash(text: str, named: str) -> None:
    assert place(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "Fiche « Bone pratique » - (Dinan)",
        "Fiche « Bonne pratiqe » - (Dinan)",
        "Fihce « Bonne pratique » - (Dinan)",
        "Fiche « Bonne partique » - Dinan",
        "Fiche « Bonne-pratique » - Dinan",
        "“Good pratice” sheet - (Dinan)",
        "“Good practice” shet - (Dinan)",
        "Modèle de fiche « Bonne pratique » - (Dinan)",
        "Annexe 2 : Fiche « Bonne pratique » - (Dinan)",
        "Fiche « Bonne pratique » / “Good practice” sheet - (Dinan)",
        "Fiche « Bonne pratique » / 「優良事例」シート (Dinan)",
    ],
)
def test_a_heading_misspelt_led_in_or_in_two_languages_still_names_the_place(text: str) -> None:
    assert title_of(found(text, NAMED)) == "Dinan"


@pytest.mark.parametrize(
    "text",
    [
        "Fiche « Bonne pratique » - (nom de ville)",
        "Fiche « Bonne pratique » - nom de ville",
        "Fiche « Bonne pratique » - ...",
        "Fiche « Bonne pratique » - ( )",
        "Fiche « Bonne pratique » -",
        "Fiche « Bonne pratique »",
        '"Good practice" sheet - (name of city)',
        "「優良事例」シート（都市名）",
        "「優良事例」シート（　　）",
        "「優良事例」シート",
    ],
)
def test_a_heading_whose_placeholder_was_left_names_nothing_and_is_the_forms_own(text: str) -> None:
    fiche = record(text, NAMED)
    assert (fiche.title, fiche.unplaced) == (None, [])
    assert "title-missing" in {issue.code for issue in fiche.issues}


@pytest.mark.parametrize(
    "text",
    [
        "Fiche « Bonne pratique » - (nom de ville) Dinan",
        "Fiche « Bonne pratique » - Dinan (nom de ville)",
        "Fiche « Bonne pratique » - (nom de ville) : Dinan",
        "Fiche « Bonne pratique » - (nom de ville : Dinan)",
    ],
)
def test_a_place_written_beside_the_placeholder_is_the_title(text: str) -> None:
    assert record(text, NAMED).title == "Dinan"


def test_a_prompt_in_the_heading_is_no_title() -> None:
    assert record(p("Fiche « Bonne pratique » - ", prompt("Tapez le nom ici.")), NAMED).title is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (p("Fiche « Bonne pratique » -"), p("Dinan")),
        (p("Fiche « Bonne pratique » –"), p("(Dinan)")),
        (p("Fiche « Bonne pratique »"), p("(Dinan)")),
        (p("Fiche « Bonne pratique »"), p("- Dinan")),
        (p("Fiche « Bonne pratique »", style="title"), p("Dinan", style="title")),
        (p("Fiche « Bonne pratique »", style="title"), p("Dinan", style="subtitle")),
        (p("Fiche « Bonne pratique »", style="heading 1"), p("(Dinan)", style="heading 2")),
        (p(b("Fiche « Bonne pratique »")), p(b("Dinan"))),
        (p(b("「優良事例」シート")), p(b("（Dinan）"))),
    ],
)
def test_the_place_may_be_a_paragraph_under_the_heading(first: Paragraph, second: Paragraph) -> None:
    raw = found(first, second, NAMED)
    assert (title_of(raw), unplaced_of(raw)) == ("Dinan", [])


@pytest.mark.parametrize(
    "after",
    ["Fiche transmise par la direction générale, hôtel de ville, place du Champ.", "Madame, Monsieur, voici la fiche."],
)
def test_a_sentence_under_the_heading_is_no_title(after: str) -> None:
    raw = found("Fiche « Bonne pratique » - (nom de ville)", after, NAMED)
    assert (record("Fiche « Bonne pratique » - (nom de ville)", after, NAMED).title, unplaced_of(raw)) == (
        None,
        [after],
    )


def test_the_heading_may_be_split_among_runs() -> None:
    assert place(p(b("Fiche « Bonne "), i("pratique"), b(" » - ("), i("Di"), b("nan"), ")")) == "Dinan"


def test_the_heading_may_stand_in_the_forms_table() -> None:
    raw = found(table([merged("Fiche « Bonne pratique » - (Dinan)", across=2)], ["Population", "10 919"]))
    assert (title_of(raw), said(raw, "population"), unplaced_of(raw)) == ("Dinan", ["10 919"], [])


def test_the_heading_may_stand_in_a_table_of_its_own() -> None:
    raw = found(table(["Fiche « Bonne pratique » - (Dinan)"]), NAMED)
    assert (title_of(raw), unplaced_of(raw)) == ("Dinan", [])


def test_the_page_header_names_the_place_where_the_body_has_no_heading() -> None:
    assert title_of(found(NAMED, headers=["page 1", "Fiche « Bonne pratique » - (Dinan)"])) == "Dinan"


def test_the_page_header_names_the_place_where_the_bodys_placeholder_was_left() -> None:
    header = "Fiche « Bonne pratique » - (Dinan)"
    assert record("Fiche « Bonne pratique » - (nom de ville)", NAMED, headers=[header]).title == "Dinan"


def test_the_bodys_heading_counts_before_the_page_headers() -> None:
    raw = found("Fiche « Bonne pratique » - (Dinan)", NAMED, headers=["Fiche « Bonne pratique » - (Léhon)"])
    assert (title_of(raw), unplaced_of(raw)) == ("Dinan", [])


def test_the_same_heading_again_on_the_next_page_is_the_forms_own() -> None:
    text = "Fiche « Bonne pratique » - (Dinan)"
    raw = found(text, NAMED, text, POINTS, "- Un port.")
    assert (title_of(raw), unplaced_of(raw)) == ("Dinan", [])


@pytest.mark.parametrize(
    "text",
    [
        "Ville de Dinan",
        "Fiche technique - Dinan",
        "Une bonne politique",
        "Voici la fiche « Bonne pratique » de notre ville, que le conseil a relue et que nous vous prions de publier.",
        "La fiche « Bonne pratique » a été relue par le maire.",
        "Nous vous remercions pour votre fiche « Bonne pratique ».",
        "優良事例の募集について、下記のとおり回答します。",
    ],
)
def test_what_only_speaks_of_the_form_is_no_heading(text: str) -> None:
    raw = found(text, "Fiche « Bonne pratique » - (Dinan)", NAMED)
    assert (title_of(raw), unplaced_of(raw)) == ("Dinan", [text])
