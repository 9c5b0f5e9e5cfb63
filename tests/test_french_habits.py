"""How French and English clerks write, beyond the form's own example."""

from __future__ import annotations

import pytest
from trees import fields, link, points_of, raised, record, table
from trees import found as raw_of
from trees import p as paragraph

from ficheparse.extract.dates import tells_update
from ficheparse.form import load
from ficheparse.values import contact, dates, domains, points, population, website

FORM = load()
Person = tuple[str | None, list[str], list[str]]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("(Mis à jour le 12 mars 2014", "2014-03-12"),
        ("Mis à jour le mercredi 12 mars 2014, par le service culture de la Ville", "2014-03-12"),
        ("Fiche rédigée le 3 mai 2012, mise à jour le 12 mars 2014", "2014-03-12"),
        ("Created on 3 May 2012, updated on 12 March 2014", "2014-03-12"),
    ],
)
def test_a_line_of_updating_ends_the_points(text: str, date: str) -> None:
    raw = raw_of("Points essentiels de la politique novatrice déployée :", "Un.", text)
    assert points_of(raw) == ["Un."]
    assert dates.read(text).value == date


@pytest.mark.parametrize("text", ["Mise à jour du plan climat en 2014", "Updated plan for the port in 2014"])
def test_a_point_may_speak_of_updating(text: str) -> None:
    assert not tells_update(paragraph(text), FORM, in_points=True)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Anne Roy (a.roy@colmar.example, 02 61 91 00 12) ou Paul Blanc (p.blanc@colmar.example)",
            [("Anne Roy", ["a.roy@colmar.example"], ["+33261910012"]), ("Paul Blanc", ["p.blanc@colmar.example"], [])],
        ),
        ("Mme Roy (poste 12) 02 61 91 00 12", [("Roy", [], ["+33261910012"])]),
        ("(0)2 61 91 00 12", [(None, [], ["+33261910012"])]),
        ("Tél. (standard) 02 61 91 00 12) et (02) 61 91 00 13", [(None, [], ["+33261910012", "+33261910013"])]),
    ],
)
def test_a_contact_is_who_it_says(text: str, people: list[Person]) -> None:
    reading = contact.read([paragraph(text)], "FR")
    assert [(one.name, one.emails, one.phones) for one in reading.value] == people
    assert not reading.doubts


@pytest.mark.parametrize(
    ("text", "codes", "others"),
    [
        ("1/ culture 2/ tourisme", ("culture", "tourism"), ()),
        ("Dev. durable", (), ("Dev. durable",)),
        ("Culture. Tourisme", ("culture", "tourism"), ()),
    ],
)
def test_domains_are_told_apart(text: str, codes: tuple[str, ...], others: tuple[str, ...]) -> None:
    assert domains.read([paragraph(text)], FORM).value == (codes, others)


@pytest.mark.parametrize("text", ["\uf0a7 Un", "\uf0fc\tUn", "‐ Un", "\u2011 Un"])
def test_a_sign_of_a_symbol_font_or_an_odd_hyphen_is_a_bullet_mark(text: str) -> None:
    assert text[points.mark_end(text) :] == "Un"


def test_a_table_cut_in_two_by_a_page_is_read_as_one() -> None:
    found = fields(
        table(["Nom de la collectivité", "Ville de Colmar"]), table(["Population", "67 214"], ["Contact :", "Anne Roy"])
    )
    assert found == {"name": ["Ville de Colmar"], "population": ["67 214"], "contact": ["Anne Roy"]}


def test_nothing_of_a_form_without_a_table_is_lost() -> None:
    raw = raw_of("Nom de la collectivité\tVille de Colmar", "Contact :\tAnne Roy", "\t02 61 91 00 12")
    assert [answer.text.split("\n") for answer in raw.answers] == [
        ["Ville de Colmar"],
        ["Anne Roy", "\t02 61 91 00 12"],
    ]


POINTS = "Points essentiels de la politique novatrice déployée :"
TABLE = [
    ["Nom de la collectivité", "Ville de Colmar"],
    ["Population", "67 214 habitants"],
    ["Domaine(s) concerné(s)", "culture"],
]
ENGLISH = [
    ["Name of the local authority", "City of Colmar"],
    ["Population", "67,214 inhabitants"],
    ["Field(s) concerned", "culture"],
]


def test_of_a_form_that_is_there_twice_the_first_is_taken_and_the_other_kept() -> None:
    date, again = "(Mis à jour le 12 mars 2014)", "Key points of the innovative policy:"
    fiche = record(table(*TABLE), POINTS, "Un.", date, table(*ENGLISH), again, "One.", "(Updated on 12 March 2014)")
    assert [point.text for point in fiche.points] == ["Un."]
    assert (fiche.name, fiche.other_names, fiche.unplaced) == ("Ville de Colmar", ["City of Colmar"], ["One."])
    assert [(issue.field, issue.text) for issue in fiche.issues if issue.code == "field-repeated"] == [
        ("points", "One.")
    ]


def test_points_that_go_on_under_their_label_are_one_section() -> None:
    fiche = record(table(*TABLE), POINTS, "Un.", "(Mis à jour le 12 mars 2014)", f"{POINTS} (suite)", "Deux.")
    assert [point.text for point in fiche.points] == ["Un.", "Deux."]


@pytest.mark.parametrize("mark", ["1", "(2)", "*"])
def test_a_raised_mark_of_a_note_is_no_figure(mark: str) -> None:
    fiche = record(
        table(["Nom de la collectivité", "Ville de Colmar"], ["Population", paragraph("67 214", raised(mark))])
    )
    assert fiche.population is not None
    assert fiche.population.value == 67_214
    assert fiche.provenance["population"].raw == f"67 214{mark}"


def test_one_contact_in_two_rows_is_one() -> None:
    people = "Anne Roy, 02 61 91 00 12", "Anne Roy — tél. 02 61 91 00 12"
    fiche = record(table(["Nom de la collectivité", "Ville de Colmar"], *(["Contact :", one] for one in people)))
    assert [one.name for one in fiche.contacts] == ["Anne Roy"]


@pytest.mark.parametrize(
    ("text", "organisation"),
    [
        ("Environment Division, 3-1 Example-machi, Nagasaki 850-0000, JAPAN", "Environment Division"),
        ("c/o Kyoto City International House, 075 752 3010", "Kyoto City International House"),
    ],
)
def test_a_country_is_nobody_and_care_of_says_where(text: str, organisation: str) -> None:
    (one,) = contact.read([paragraph(text)], "JP").value
    assert (one.name, one.organisation) == (None, organisation)


NAME = ["Nom de la collectivité", "Ville de Montauban"]
LOCATION = "Localisation (sur carte) ou CARTE (lien)"
HEADING = "Fiche « Bonne pratique »"


def test_a_column_of_colons_is_no_answer() -> None:
    found = fields(table(["Nom de la collectivité", ":", "Ville de Montauban"], ["Population", "：", "60 952"]))
    assert found == {"name": ["Ville de Montauban"], "population": ["60 952"]}


@pytest.mark.parametrize("mark", ["6 - ", "6/ ", "6 – "])
def test_a_label_may_be_numbered_with_a_dash(mark: str) -> None:
    assert fields(f"{mark}Contact : Anne Roy") == {"contact": ["Anne Roy"]}


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ([HEADING, "Montauban"], "Montauban"),
        (["Fiche bonne pratique de Montauban"], "Montauban"),
        (["Fiche bonne pratique de la Ville de Montauban"], "Ville de Montauban"),
        (["“Good practice” sheet for Kyoto City"], "Kyoto City"),
        ([HEADING, "Rencontres franco-japonaises"], None),
    ],
)
def test_a_place_that_is_known_needs_nothing_between_it_and_the_heading(heading: list[str], place: str | None) -> None:
    assert record(*heading, table(NAME)).title == place


def test_a_date_may_stand_under_the_words_of_updating() -> None:
    fiche = record(table(NAME), POINTS, "Un.", "Mis à jour le", "12 mars 2014")
    assert ([point.text for point in fiche.points], fiche.updated, fiche.unplaced) == (["Un."], "2014-03-12", [])


def test_somebody_may_have_updated_it() -> None:
    fiche = record(table(NAME), POINTS, "Un.", "Fiche mise à jour par nos soins le 12 mars 2014.")
    assert ([point.text for point in fiche.points], fiche.updated) == (["Un."], "2014-03-12")


@pytest.mark.parametrize(
    ("text", "value", "year", "codes"),
    [
        ("60 952 habitants (26 300 ménages), 2016", 60952, 2016, []),
        ("60,952 (census of 2016); urban area: 77,147", 60952, 2016, ["population-several"]),
        ("60 952 (land area: 13 500)", 60952, None, []),
    ],
)
def test_a_population_among_other_figures(text: str, value: int, year: int | None, codes: list[str]) -> None:
    reading = population.read(text)
    assert reading.value is not None
    assert (reading.value.value, reading.value.year) == (value, year)
    assert [doubt.code for doubt in reading.doubts] == codes


def test_a_link_on_the_forms_own_label_is_the_map() -> None:
    target = "https://www.openstreetmap.org/#map=13/44.0176/1.3550"
    label = paragraph("Localisation (sur carte) ou ", link("CARTE (lien)", target))
    for blocks in (
        [table([*NAME, label])],
        [table(NAME, [paragraph(link(LOCATION, target)), ""])],
        [table(NAME), label],
    ):
        fiche = record(*blocks)
        assert (fiche.location.map_url, fiche.location.coordinates_from, fiche.location.text) == (target, "link", None)
        assert "location-missing" not in [issue.code for issue in fiche.issues]


@pytest.mark.parametrize("datum", ["(WGS84)", "WGS 84", "(EPSG:4326)"])
def test_what_coordinates_are_measured_in_is_no_place(datum: str) -> None:
    fiche = record(table(NAME, [LOCATION, f"44.0176°N, 1.3550°E {datum}"]))
    assert (fiche.location.coordinates_from, fiche.location.text) == ("text", None)


def test_crosses_typed_before_choices_are_ticks() -> None:
    lines = ["X culture", "_ tourisme", "x transports"]
    assert domains.read([paragraph(line) for line in lines], FORM).value == (("culture", "transport"), ())
    assert domains.read([paragraph("X culture"), paragraph("tourisme")], FORM).value.codes == ("tourism",)


def test_an_address_may_be_said_in_words() -> None:
    (one,) = contact.read([paragraph("c.vasseur at montauban-fiche dot fr")], "FR").value
    assert one.emails == ["c.vasseur@montauban-fiche.fr"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("claire vasseur\n0563221200\nc.vasseur@montauban.example", [("claire vasseur", None)]),
        ("service culture\n0563221200\nculture@montauban.example", [(None, "service culture")]),
        ("merci de rappeler\nc.vasseur@montauban.example", [(None, None)]),
        ("Association « Les Amis du Tarn », Mme Claire VASSEUR, c.vasseur@tarn.example", [("Claire VASSEUR", None)]),
    ],
)
def test_a_name_in_small_letters_is_one_where_an_address_says_so(
    text: str, people: list[tuple[str | None, str | None]]
) -> None:
    reading = contact.read([paragraph(line) for line in text.split("\n")], "FR")
    assert [one.name for one in reading.value] == [name for name, _ in people]


@pytest.mark.parametrize("tail", [" – Source : service culture", " | version 2", "\tservice communication"])
def test_something_may_follow_the_date_behind_a_dash(tail: str) -> None:
    fiche = record(table(NAME), POINTS, "Un.", f"Mis à jour le 12 mars 2014{tail}")
    assert ([point.text for point in fiche.points], fiche.updated) == (["Un."], "2014-03-12")


def test_the_date_may_stand_behind_the_place_in_the_heading() -> None:
    fiche = record(f"{HEADING} - (Montauban) (Mis à jour le 12 mars 2014)", table(NAME))
    assert (fiche.title, fiche.updated) == ("Montauban", "2014-03-12")


@pytest.mark.parametrize(
    "annex",
    [
        ["ANNEXE", "Communiqué conjoint entre la France et le Japon"],
        ["Annexe 1 : Communiqué conjoint franco-japonais (extrait)"],
        ["参考資料", "フランスと日本の共同コミュニケ"],
    ],
)
def test_the_annex_may_be_announced(annex: list[str]) -> None:
    fiche = record(table(NAME), POINTS, "Un.", "(Mis à jour le 12 mars 2014)", *annex)
    assert ([point.text for point in fiche.points], fiche.unplaced) == (["Un."], [])
    assert [point.text for point in record(table(NAME), POINTS, "Un.", *annex).points] == ["Un."]


def test_a_letter_may_stand_on_one_coordinate_only() -> None:
    fiche = record(table(NAME, [LOCATION, "48.3904, 4.4861 W"]))
    assert (fiche.location.latitude, fiche.location.longitude) == (48.3904, -4.4861)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [("61 000 hab. (chiffre approximatif, 2016)", True), ("60 000 habitants au moins", True), ("60 952 hab.", False)],
)
def test_words_of_rounding_may_follow(text: str, approximate: bool) -> None:
    reading = population.read(text)
    assert reading.value is not None
    assert reading.value.approximate is approximate


@pytest.mark.parametrize(
    ("text", "site"), [("http://213.41.22.7/montauban", "http://213.41.22.7/montauban"), ("http://192.168.0.1/", None)]
)
def test_a_site_may_be_a_number_that_all_can_reach(text: str, site: str | None) -> None:
    assert website.read([paragraph(text)]).value.first == site
