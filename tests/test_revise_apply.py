"""What was typed in a cell of the workbook, read as a value of its column, put into the record, and kept for ever."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from builders import contact, fiche, sha256
from packages import form_docx
from test_round_trip import change, codes, corrections, inbox, records, run, shown, site

from ficheparse.corrections import Correction, numbers, taken_away
from ficheparse.fiche import Contact, Evidence, Fiche, Location, Point, Population
from ficheparse.form import load as load_form
from ficheparse.issues import issue
from ficheparse.revise import Revision, StoreError, cells
from ficheparse.revise.apply import Corrected, corrected, is_correctable, value_at
from ficheparse.revise.cells import Typed, Unreadable
from ficheparse.revise.checks import checked
from ficheparse.revise.match import Groups, own_id
from ficheparse.revise.store import dump, load

__all__ = ["inbox"]  # a fixture

FORM = load_form()
NB_SPACE, NARROW_SPACE = "\u00a0", "\u202f"


def typed(values: Mapping[str, Typed], **fields: Any) -> Corrected:
    """A good fiche, or one of these fields, with these values typed."""
    return corrected(fiche(**fields), values, FORM)


def read(place: str, value: Typed, **fields: Any) -> Any:
    """What the record has at a place when this was typed there."""
    found = typed({place: value}, **fields)
    assert not found.invalid, found.invalid
    return value_at(found.fiche, place)


def told(found: Corrected) -> list[str]:
    return [one.code for one in found.fiche.issues]


# Which places there are


@pytest.mark.parametrize(
    "place",
    "name other_names country population.year location.latitude unplaced points.1.text points.12.level "
    "contacts.1.faxes".split(),
)
def test_a_value_of_the_fiche_can_be_corrected(place: str) -> None:
    assert is_correctable(place)


@pytest.mark.parametrize(
    "place",
    "id status issues provenance source.file images location.image location.coordinates_from points points.0.text "
    "points.1 points.1.html points.x.text contacts.1 contacts.1.age decision note".split(),
)
def test_what_the_fiche_does_not_say_cannot(place: str) -> None:
    assert not is_correctable(place)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("population.value", 148_803),
        ("domains", ["urban-planning", "environment"]),
        ("points.2.level", 1),
        ("points.3.text", None),
        ("contacts.1.role", "chargée de mission"),
        ("contacts.2.emails", None),
    ],
)
def test_a_value_is_found_by_its_place(place: str, value: object) -> None:
    assert value_at(fiche(), place) == value


def test_there_is_no_value_below_a_field_that_is_not_given() -> None:
    assert value_at(fiche(population=None), "population.year") is None


# Cells, each kind of value


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (12_000, "12000"),
        (12_000.0, "12000"),
        (0.5, "0.5"),
        (True, "1"),
        (False, "0"),
        (date(2014, 3, 12), "2014-03-12"),
        (datetime(2014, 3, 12, 9, 30), "2014-03-12"),
        ("  Vannes\r\nAuray ", "Vannes\nAuray"),
    ],
)
def test_a_cell_has_one_text(value: Typed, text: str) -> None:
    assert cells.as_text(value) == text


def test_a_text_is_on_one_line() -> None:
    assert cells.text(f" Ville{NB_SPACE}de\n Vannes ") == "Ville de Vannes"


@pytest.mark.parametrize("value", [None, "", "  ", "\n"])
def test_blanks_are_no_text(value: Typed) -> None:
    assert cells.text(value) is None


def test_a_list_has_an_item_a_line() -> None:
    assert cells.lines("Bains\n\n  Sainte-Marie \n") == ["Bains", "Sainte-Marie"]


@pytest.mark.parametrize(
    ("value", "number"),
    [(47.65, 47.65), ("47,65", 47.65), ("-2.08°", -2.08), ("\u22122,08", -2.08), (None, None), ("", None)],
)
def test_a_number_has_a_comma_or_a_point(value: Typed, number: float | None) -> None:
    assert cells.number(value) == number


@pytest.mark.parametrize("value", ["ouest", "47,65 N 2,08 O", date(2014, 3, 12)])
def test_other_texts_are_no_number(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.number(value)


@pytest.mark.parametrize("value", [-1, 10, 1.5, "deux"])
def test_a_whole_number_has_bounds(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.whole(value, 0, 9)


@pytest.mark.parametrize(
    ("value", "year"), [(2016, 2016), ("2016", 2016), (2016.0, 2016), ("平成23年", 2011), ("", None), (None, None)]
)
def test_a_year_is_of_the_common_era_or_a_japanese_one(value: Typed, year: int | None) -> None:
    assert cells.year(value) == year


@pytest.mark.parametrize("value", [16, "l’an dernier", 20_160, 2016.5])
def test_what_is_no_year(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.year(value)


@pytest.mark.parametrize("value", [True, 1, "1", "oui", "OUI", "yes", "はい"])
def test_yes_in_any_language(value: Typed) -> None:
    assert cells.flag(value) is True


@pytest.mark.parametrize("value", [False, 0, "0", "non", "No", "いいえ", "", None])
def test_no_in_any_language_or_an_empty_cell(value: Typed) -> None:
    assert cells.flag(value) is False


@pytest.mark.parametrize("value", ["peut-être", 2, "x"])
def test_neither_yes_nor_no(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.flag(value)


@pytest.mark.parametrize(
    ("value", "country"),
    [("FR", "FR"), ("jp", "JP"), ("France", "FR"), ("JAPON", "JP"), ("Japan", "JP"), ("日本", "JP"), (" ", None)],
)
def test_a_country_by_its_code_or_name(value: Typed, country: str | None) -> None:
    assert cells.country(value) == country


@pytest.mark.parametrize("value", ["Bretagne", "F", 33, True])
def test_what_is_no_country(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.country(value)


@pytest.mark.parametrize(
    ("value", "addresses"),
    [
        ("A.Riou@Vannes.example", ["a.riou@vannes.example"]),
        ("a@vannes.example ; b@vannes.example", ["a@vannes.example", "b@vannes.example"]),
        ("a@vannes.example, b@vannes.example", ["a@vannes.example", "b@vannes.example"]),
        ("a@vannes.example\na@vannes.example", ["a@vannes.example"]),
        ("a (at) vannes.example", ["a@vannes.example"]),
        ("a＠vannes.example", ["a@vannes.example"]),
        (None, []),
    ],
)
def test_addresses(value: Typed, addresses: list[str]) -> None:
    assert cells.addresses(value) == addresses


@pytest.mark.parametrize("value", ["a.vannes.example", "a@", "a@vannes", "a@vannes.example ; voir le site", 12])
def test_one_address_that_cannot_be_right_makes_the_cell_unreadable(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.addresses(value)


@pytest.mark.parametrize(
    ("value", "country", "numbers"),
    [
        ("02 61 91 00 55", "FR", ["+33261910055"]),
        ("0261910055", "FR", ["+33261910055"]),
        ("+33 2 61 91 00 55", None, ["+33261910055"]),
        ("０２－６１９１－００５５", "JP", ["+81261910055"]),
        ("02 61 91 00 55 ; 02.61.91.00.56", "FR", ["+33261910055", "+33261910056"]),
        ("", "FR", []),
    ],
)
def test_telephones(value: Typed, country: Any, numbers: list[str]) -> None:
    assert cells.telephones(value, country) == numbers


@pytest.mark.parametrize("value", ["aux heures de bureau", "02 61 91", "99 99 99 99 99"])
def test_what_is_no_telephone(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.telephones(value, "FR")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        (date(2018, 5, 17), "2018-05-17"),
        ("17/05/2018", "2018-05-17"),
        ("1er avril 2014", "2014-04-01"),
        ("mars 2019", "2019-03"),
        ("平成26年3月12日", "2014-03-12"),
        (2018, "2018"),
        (2018.0, "2018"),
        (None, None),
    ],
)
def test_a_day_a_month_or_a_year(value: Typed, day: str | None) -> None:
    assert cells.day(value) == day


@pytest.mark.parametrize("value", ["31 février 2014", "bientôt", 43_000])
def test_what_is_no_day(value: Typed) -> None:
    with pytest.raises(Unreadable):
        cells.day(value)


# Each field


@pytest.mark.parametrize(
    ("value", "population"),
    [
        (9_336, {"value": 9_336, "year": 2011}),
        (9_336.0, {"value": 9_336, "year": 2011}),
        ("9 336 hab. (2018)", {"value": 9_336, "year": 2018}),
        (f"9{NARROW_SPACE}336", {"value": 9_336, "year": 2011}),
        ("environ 9 000", {"value": 9_000, "year": 2011, "approximate": True}),
        ("42万3千人", {"value": 423_000, "year": 2011, "approximate": True}),
    ],
)
def test_a_population_is_read_as_the_form_s_text_is(value: Typed, population: dict[str, Any]) -> None:
    found = typed({"population.value": value})
    assert not found.invalid
    assert found.fiche.population == Population(**population)


@pytest.mark.parametrize("value", ["beaucoup", "environ quinze", 0, 0.5, 60_000_000, "#N/A"])
def test_a_population_that_is_none_leaves_the_fiche_s(value: Typed) -> None:
    found = typed({"population.value": value})
    assert found.invalid == ("population.value",)
    assert found.fiche.population == fiche().population


def test_the_same_population_keeps_its_year_and_rounding() -> None:
    known = Population(value=148_000, year=2011, approximate=True)
    assert typed({"population.value": 148_000}, population=known).fiche.population == known


def test_the_year_typed_counts_over_the_one_beside_the_figure() -> None:
    found = typed({"population.value": "9 336 (2018)", "population.year": 2019}).fiche.population
    assert found is not None
    assert (found.value, found.year) == (9_336, 2019)


def test_a_year_without_a_population_cannot_stand() -> None:
    assert typed({"population.year": 2019}, population=None).invalid == ("population.year",)


def test_an_emptied_year_without_a_population_is_nothing() -> None:
    found = typed({"population.year": None}, population=None)
    assert (found.invalid, found.fiche.population) == ((), None)


def test_a_population_far_from_the_known_one_is_doubtful() -> None:
    assert told(typed({"population.value": 1_488_030})) == ["population-doubtful"]


@pytest.mark.parametrize(
    ("value", "website"),
    [
        ("www.redon.example", "https://www.redon.example"),
        ("http://www.redon.example/en", "http://www.redon.example/en"),
        ("https://www.redon.example.", "https://www.redon.example"),
    ],
)
def test_a_website_without_its_scheme_gets_one(value: str, website: str) -> None:
    assert read("website", value) == website


def test_a_slip_in_a_website_is_mended_and_told() -> None:
    found = typed({"website": "http//www.redon.example"})
    assert found.fiche.website == "http://www.redon.example"
    assert told(found) == ["website-repaired"]


@pytest.mark.parametrize("value", ["en construction", 12, True, "a@redon.example"])
def test_what_is_no_website(value: Typed) -> None:
    found = typed({"website": value})
    assert (found.invalid, found.fiche.website) == (("website",), fiche().website)


def test_a_second_address_in_the_cell_of_the_website_is_another_site() -> None:
    found = typed({"website": "https://a.example https://b.example"}).fiche
    assert (found.website, found.other_websites) == ("https://a.example", ["https://b.example"])


@pytest.mark.parametrize("between", [" ; ", "\n", " ", ";\n"])
def test_other_websites(between: str) -> None:
    wanted = ["https://a.example", "https://www.b.example"]
    assert read("other_websites", between.join(["https://a.example", "www.b.example"])) == wanted


def test_one_other_website_that_is_none_makes_the_cell_unreadable() -> None:
    assert typed({"other_websites": "https://a.example ; voir"}).invalid == ("other_websites",)


@pytest.mark.parametrize("between", ["\n", ", ", " ; ", " / ", "、", " et "])
def test_domains_are_parted_as_in_the_form(between: str) -> None:
    assert read("domains", f"Tourisme{between}culture") == ["tourism", "culture"]


@pytest.mark.parametrize("value", ["Tourism", "観光", "TOURISME", "tourismes"])
def test_a_domain_in_any_language_and_with_a_slip(value: str) -> None:
    assert read("domains", value) == ["tourism"]


def test_an_unknown_domain_is_kept_and_told() -> None:
    found = typed({"domains": "tourisme\npêche à pied"})
    assert (found.fiche.domains, found.fiche.other_domains) == (["tourism"], ["pêche à pied"])
    assert [(one.code, one.text) for one in found.fiche.issues] == [("domain-unknown", "pêche à pied")]


def test_an_unknown_domain_that_is_there_already_is_there_once() -> None:
    found = typed({"domains": "tourisme, pêche"}, other_domains=["pêche"]).fiche
    assert found.other_domains == ["pêche"]


def test_coordinates_of_a_cell_each() -> None:
    found = typed({"location.latitude": "47,65", "location.longitude": -2.08}).fiche.location
    assert (found.latitude, found.longitude, found.coordinates_from) == (47.65, -2.08, "text")


@pytest.mark.parametrize(("place", "value"), [("latitude", 90.5), ("longitude", "-181"), ("latitude", "nord")])
def test_coordinates_out_of_range_are_no_value(place: str, value: Typed) -> None:
    found = typed({f"location.{place}": value})
    assert found.invalid == (f"location.{place}",)
    assert found.fiche.location == fiche().location


def test_coordinates_outside_the_country_are_told() -> None:
    found = typed({"location.latitude": -2.08, "location.longitude": 47.65})
    assert (found.fiche.location.latitude, told(found)) == (-2.08, ["location-invalid"])


def test_both_coordinates_emptied_give_way_to_the_known_point() -> None:
    found = typed({"location.latitude": None, "location.longitude": None}).fiche.location
    assert found.coordinates_from == "gazetteer"
    assert found.latitude == pytest.approx(47.47, abs=0.1)


def test_a_map_brings_its_coordinates() -> None:
    found = typed({"location.map_url": "https://www.openstreetmap.org/#map=13/47.4500/-0.5500"}).fiche.location
    assert (found.latitude, found.longitude, found.coordinates_from) == (47.45, -0.55, "link")


def test_a_map_does_not_count_over_coordinates_that_were_typed() -> None:
    location = Location(latitude=47.4, longitude=-0.5, coordinates_from="text")
    found = typed({"location.map_url": "https://www.openstreetmap.org/#map=13/47.45/-0.55"}, location=location)
    assert (found.fiche.location.latitude, found.fiche.location.coordinates_from) == (47.4, "text")


def test_a_map_taken_away_takes_its_coordinates_with_it() -> None:
    found = typed({"location.map_url": None}).fiche.location
    assert (found.map_url, found.coordinates_from) == (None, "gazetteer")


def test_what_is_no_map() -> None:
    assert typed({"location.map_url": "au centre"}).invalid == ("location.map_url",)


def test_a_name_brings_the_country_and_the_point_that_were_unknown() -> None:
    found = typed({"name": "Ville de Rennes"}, name=None, country=None, location=Location()).fiche
    assert (found.name, found.country, found.location.coordinates_from) == ("Ville de Rennes", "FR", "gazetteer")


def test_a_name_does_not_move_what_the_fiche_shows_on_a_map() -> None:
    assert typed({"name": "Ville de Rennes"}).fiche.location == fiche().location


def test_the_order_in_which_cells_were_typed_decides_nothing() -> None:
    values: dict[str, Typed] = {
        "country": "Japon",
        "contacts.1.phones": "089-948-6887",
        "points.2.text": "Deux.",
        "points.10.text": "Dix.",
        "name": "松山市",
    }
    assert corrected(fiche(), values, FORM) == corrected(fiche(), dict(reversed(values.items())), FORM)
    assert read("contacts.1.phones", "089-948-6887", country="JP") == ["+81899486887"]


CLEARED: dict[str, tuple[object, list[str]]] = {
    "title": (None, ["title-missing"]),
    "name": (None, ["name-missing"]),
    "other_names": ([], []),
    "country": (None, []),
    "domains": ([], ["domains-missing"]),
    "other_domains": ([], []),
    "population.value": (None, ["population-missing"]),
    "population.year": (None, []),
    "population.approximate": (False, []),
    "website": (None, ["website-missing"]),
    "other_websites": ([], []),
    "location.text": (None, []),
    "updated": (None, ["updated-missing"]),
    "unplaced": ([], []),
    "points.1.level": (0, []),
    "contacts.1.name": (None, []),
    "contacts.1.emails": ([], []),
    "contacts.1.faxes": ([], []),
    "contacts.1.text": ("", []),
}
"""What is left of each kind of field whose cell was emptied, and what is told of it."""


@pytest.mark.parametrize("empty", [None, "", "  "])
@pytest.mark.parametrize("place", CLEARED)
def test_an_emptied_cell_clears_its_field(place: str, empty: Typed) -> None:
    found = typed({place: empty})
    assert (value_at(found.fiche, place), told(found)) == CLEARED[place]
    assert not found.invalid


# Points and contacts


def test_an_edited_point_loses_its_looks_and_keeps_its_level() -> None:
    found = typed({"points.2.text": "Elle roule < 30 km/h & sans bruit."}).fiche.points[1]
    wanted = Point(text="Elle roule < 30 km/h & sans bruit.", html="Elle roule &lt; 30 km/h &amp; sans bruit.", level=1)
    assert found == wanted


def test_a_point_typed_as_it_is_keeps_its_looks() -> None:
    assert typed({"points.2.text": fiche().points[1].text}).fiche.points == fiche().points


def test_an_emptied_point_is_gone() -> None:
    assert typed({"points.1.text": None}).fiche.points == fiche().points[1:]


def test_all_points_emptied_are_missing() -> None:
    found = typed({"points.1.text": None, "points.2.text": ""})
    assert (found.fiche.points, told(found), found.fiche.status) == ([], ["points-missing"], "blocked")


def test_a_line_more_is_a_point_more() -> None:
    found = typed({"points.3.text": "Un point de plus.", "points.3.level": 1}).fiche.points
    assert [point.text for point in found[2:]] == ["Un point de plus."]


def test_a_level_alone_makes_no_point() -> None:
    assert typed({"points.3.level": 1}).fiche.points == fiche().points


@pytest.mark.parametrize("value", [10, -1, 1.5, "haut"])
def test_a_level_out_of_bounds_is_no_value(value: Typed) -> None:
    assert typed({"points.2.level": value}).invalid == ("points.2.level",)


def test_a_contact_is_edited_part_by_part() -> None:
    found = typed({"contacts.1.name": "Anne LE GALL", "contacts.1.phones": "02 61 91 00 55"}).fiche.contacts
    assert found == [contact(name="Anne LE GALL", phones=["+33261910055"])]


def test_a_contact_of_which_nothing_is_left_is_gone() -> None:
    parts = "name role organisation emails phones faxes text".split()
    found = typed(dict.fromkeys((f"contacts.1.{part}" for part in parts), None))
    assert (found.fiche.contacts, told(found)) == ([], ["contact-missing"])


def test_a_contact_more() -> None:
    found = typed({"contacts.2.name": "Yann RIOU", "contacts.2.emails": "y.riou@angers.example"}).fiche.contacts
    assert found == [contact(), Contact(name="Yann RIOU", emails=["y.riou@angers.example"])]


def test_a_contact_with_no_address_left_is_out_of_reach() -> None:
    assert told(typed({"contacts.1.emails": None, "contacts.1.phones": None})) == ["contact-unreachable"]


@pytest.mark.parametrize(
    ("gone", "left", "numbered"),
    [([], 3, [1, 2, 3]), (["points.2"], 2, [1, 3]), (["points.1", "points.3", "points.4.text"], 2, [2, 4])],
)
def test_points_keep_their_numbers_when_others_are_taken_away(gone: list[str], left: int, numbered: list[int]) -> None:
    assert numbers("points", left, gone) == numbered


def test_only_whole_ones_are_taken_away() -> None:
    places = ["points.2", "points.3.text", "contacts.1", "population.value"]
    assert (taken_away("points", places), taken_away("contacts", places)) == ({2}, {1})


# Issues


SETTLED = [
    ("title-missing", "title", "title", "Angers"),
    ("domains-missing", "domains", "domains", "tourisme"),
    ("domain-unknown", "domains", "other_domains", None),
    ("population-missing", "population", "population.value", 150_000),
    ("population-unclear", "population", "population.value", "150 000 hab."),
    ("population-several", "population", "population.value", 150_000),
    ("population-doubtful", "population", "population.value", 150_000),
    ("website-missing", "website", "website", "https://www.angers.example"),
    ("website-invalid", "website", "website", "https://www.angers.example"),
    ("website-conflict", "website", "website", "https://www.angers.example"),
    ("contact-unreachable", "contact", "contacts.1.phones", "02 61 91 00 42"),
    ("email-invalid", "contact", "contacts.1.emails", "j.duvivier@angers.example"),
    ("phone-invalid", "contact", "contacts.1.phones", "02 61 91 00 42"),
    ("location-invalid", "location", "location.latitude", 47.5),
    ("updated-missing", "updated", "updated", "mars 2019"),
    ("updated-unclear", "updated", "updated", date(2019, 3, 1)),
    ("text-unplaced", None, "unplaced", None),
    ("field-repeated", "population", "population.value", 150_000),
]


@pytest.mark.parametrize(("code", "field", "place", "value"), SETTLED)
def test_a_correction_settles_the_issue_that_it_answers(code: str, field: str, place: str, value: Typed) -> None:
    found = typed({place: value}, issues=[issue(code, field=field)])
    assert (told(found), found.fiche.status) == ([], "ready")


@pytest.mark.parametrize("code", ["changes-pending", "comments-present", "updated-missing", "picture-refused"])
def test_other_issues_stay(code: str) -> None:
    assert told(typed({"population.value": 150_000}, issues=[issue(code)])) == [code]


def test_a_repeated_field_is_settled_for_itself_alone() -> None:
    issues = [issue("field-repeated", field="website"), issue("field-repeated", field="contact")]
    found = typed({"contacts.1.name": "Anne LE GALL"}, issues=issues)
    assert [one.field for one in found.fiche.issues] == ["website"]


def test_an_address_that_is_wrong_in_another_contact_stays() -> None:
    other = contact(name="Yann RIOU", text="Yann RIOU, y.riou@angers")
    issues = [issue("email-invalid", field="contact", text="y.riou@angers")]
    found = typed({"contacts.1.emails": "j@angers.example"}, contacts=[contact(), other], issues=issues)
    assert told(found) == ["email-invalid"]
    found = typed({"contacts.2.emails": "y@angers.example"}, contacts=[contact(), other], issues=issues)
    assert told(found) == []


def test_what_cannot_be_read_settles_nothing_and_is_told_with_its_place() -> None:
    found = typed({"population.value": "beaucoup"}, population=None, issues=[issue("population-missing")])
    assert told(found) == ["population-missing", "correction-invalid"]
    last = found.fiche.issues[-1]
    assert (last.field, last.where, last.text) == ("population", "population.value", "beaucoup")


def test_two_that_cannot_be_read_are_told_each() -> None:
    found = typed({"population.value": "beaucoup", "country": "Bretagne", "website": "www.angers.example"})
    assert set(found.invalid) == {"population.value", "country"}
    assert [one.text for one in found.fiche.issues] == ["Bretagne", "beaucoup"]
    assert (found.fiche.website, found.fiche.status) == ("https://www.angers.example", "review")


def test_a_file_that_could_not_be_read_stays_blocked() -> None:
    before = fiche(name=None, points=[], issues=[issue("encrypted")])
    assert [one.code for one in checked(before, before, ["name"], [])] == ["encrypted"]


def test_the_same_issue_is_told_once() -> None:
    before = fiche(issues=[issue("location-invalid", field="location", text="x")])
    doubts = [issue("location-invalid", field="location", text="x")]
    assert [one.code for one in checked(before, before, ["population.value"], doubts)] == ["location-invalid"]


def test_provenance_says_correction_with_what_was_typed() -> None:
    known = {"population": Evidence(raw="seize mille", where="table 1"), "website": Evidence(raw="-", where="table 1")}
    found = typed({"population.value": "9 336 hab.", "population.year": 2019}, provenance=known).fiche.provenance
    assert found["population"] == Evidence(raw="9 336 hab. ; 2019", where="correction")
    assert found["website"] == known["website"]


def test_what_was_not_typed_is_as_it_was() -> None:
    found, before = typed({"population.value": 9_336}).fiche, fiche()
    moved = {name for name in Fiche.model_fields if getattr(found, name) != getattr(before, name)}
    assert moved == {"population", "provenance", "issues", "status"}  # far from the known figure


# Which corrections are a fiche's


def correction(place: str = "population.value", value: Any = 9_336, **fields: Any) -> Correction:
    whole: dict[str, Any] = {
        "fiche": "ville-de-redon",
        "file": "Redon.docx",
        "field": place,
        "extracted": 9_000,
        "corrected": value,
        "sha256": sha256("Redon.docx"),
    }
    return Correction(**whole | fields)


def redon(file: str = "Redon.docx", name: str | None = "Ville de Redon", **fields: Any) -> Fiche:
    return fiche(file, name=name, **fields)


@pytest.mark.parametrize(
    "sent",
    [
        redon(),
        redon("une autre.docx"),
        redon("une autre.docx", "VILLE DE REDON"),
        redon("une autre.docx", "Redon (35)", content="Redon.docx"),
        redon(name="Commune de Redon", content="another content"),
        redon(name=None, content="another content"),
    ],
    ids=["itself", "by its name", "by its name in capitals", "by its bytes", "by its file, much alike", "unnamed"],
)
def test_a_fiche_finds_its_corrections(sent: Fiche) -> None:
    assert set(Groups([correction()]).of(sent)) == {"population.value"}


@pytest.mark.parametrize(
    "sent",
    [redon(name="Ville de Quimper", content="another content"), redon("Auray.docx", "Ville d’Auray")],
    ids=["another town under the file's name", "another town"],
)
def test_another_fiche_does_not(sent: Fiche) -> None:
    assert not Groups([correction()]).of(sent)


def test_a_fiche_is_found_by_the_name_that_she_gave_it() -> None:
    groups = Groups([correction("name", "Ville de Redon-sur-Oust", fiche="fiche", extracted=None)])
    sent = redon("une autre.docx", "Ville de Redon-sur-Oust")
    assert groups.identity(sent) == "fiche"


def test_a_later_correction_takes_the_place_of_an_earlier_one() -> None:
    groups = Groups([correction()])
    groups.put(correction(value=9_400))
    assert [one.corrected for one in groups.all()] == [9_400]


def test_a_correction_withdrawn_is_forgotten_and_so_is_one_that_was_never_there() -> None:
    groups = Groups([correction()])
    groups.withdraw("ville-de-redon", "population.value")
    groups.withdraw("ville-de-redon", "name")
    assert groups.all() == []


@pytest.mark.parametrize(
    ("sent", "identity"),
    [
        (redon(), "ville-de-redon"),
        (redon(name="松山市"), "matsuyama"),
        (redon("dossier/Fiche Évian.docx", None), f"fiche-evian-{sha256('dossier/Fiche Évian.docx')[:8]}"),
        (redon("???.docx", None), f"fiche-{sha256('???.docx')[:8]}"),
    ],
)
def test_a_fiche_has_an_id_of_its_own(sent: Fiche, identity: str) -> None:
    assert own_id(sent) == identity


# A revision: what a batch's records become


def revised(sent: Fiche, *made: Correction) -> tuple[Fiche, Revision]:
    revision = Revision(Groups(made), FORM)
    return revision.applied(sent), revision


def test_a_fiche_without_corrections_is_itself() -> None:
    sent = fiche()
    found, revision = revised(sent, correction())
    assert found is sent
    assert not revision.marks(sent.source.sha256).corrections


def test_a_stale_correction_stands_and_tells_both_values() -> None:
    found, revision = revised(redon(population=Population(value=9_400)), correction())
    assert found.population is not None
    assert (found.population.value, found.status) == (9_336, "review")
    (stale,) = [one for one in found.issues if one.code == "correction-stale"]
    assert (stale.field, stale.text) == ("population", "9336 / 9400")
    marks = revision.marks(sha256("Redon.docx"))
    assert marks.stale == {"population.value"}
    assert marks.now == {"population.value": 9_400}


@pytest.mark.parametrize("now", [9_000, 9_336], ids=["as it was", "as she had it"])
def test_a_correction_is_not_stale_where_the_fiche_says_what_is_known(now: int) -> None:
    found, _ = revised(redon(population=Population(value=now)), correction())
    assert "correction-stale" not in [one.code for one in found.issues]


def test_a_stale_one_that_cannot_be_read_is_told_as_both() -> None:
    sent = redon(population=Population(value=9_400))
    found, revision = revised(sent, correction(value="beaucoup"))
    assert found.population == sent.population
    assert revision.marks(sent.source.sha256).invalid == {"population.value"}


def test_a_point_taken_away_whole() -> None:
    found, _ = revised(redon(), correction("points.1", None, extracted=None))
    assert [point.level for point in found.points] == [1]


def test_a_corrected_name_gives_another_id() -> None:
    found, _ = revised(redon(), correction("name", "Ville de Redon-sur-Oust", extracted="Ville de Redon"))
    assert found.id == "ville-de-redon-sur-oust"


DECISIONS = {
    "publish": ["publier", "Publier", "PUBLIER ", "publish", "公開"],
    "wait": ["attendre", "wait", "保留", f"attendre{NB_SPACE}"],
    "discard": ["écarter", "ecarter", "ÉCARTER", "discard", "除外", "écarter."],
}


@pytest.mark.parametrize(("word", "decision"), [(word, key) for key, words in DECISIONS.items() for word in words])
def test_a_decision_in_any_language_and_case(word: str, decision: str) -> None:
    _, revision = revised(redon(), correction("decision", word, extracted=None))
    marks = revision.marks(sha256("Redon.docx"))
    assert (marks.decision, marks.decision_typed) == (decision, None)


@pytest.mark.parametrize("word", ["ne pas publier", "écarté", "?", "publier attendre"])
def test_other_words_are_kept_and_are_no_decision(word: str) -> None:
    _, revision = revised(redon(), correction("decision", word, extracted=None))
    marks = revision.marks(sha256("Redon.docx"))
    assert (marks.decision, marks.decision_typed) == (None, word)


def test_a_note_and_a_decision_change_nothing_of_the_record() -> None:
    note = correction("note", "Rappeler lundi\n— après 14 h", extracted=None)
    found, revision = revised(redon(), note, correction("decision", "attendre", extracted=None))
    assert found == redon()
    marks = revision.marks(sha256("Redon.docx"))
    assert (marks.note, dict(marks.corrections)) == ("Rappeler lundi\n— après 14 h", {})


# The store


def test_every_kind_of_value_comes_back_from_the_store(tmp_path: Path) -> None:
    values: list[Any] = [
        None,
        "",
        "Évian\n\u202b« x »",
        9_336,
        47.65,
        True,
        "平成26年",
        "👩‍🌾",
    ]
    made = [correction(f"points.{number}.text", value) for number, value in enumerate(values, 1)]
    made.append(correction("domains", "tourisme", extracted=["culture", "transport"]))
    path = tmp_path / "corrections.jsonl"
    path.write_text(dump(made), "utf-8")
    assert sorted(load(path), key=lambda one: one.field) == sorted(made, key=lambda one: one.field)


def test_the_text_of_the_store_depends_on_no_order() -> None:
    made = [correction("name"), correction(), correction(fiche="ville-d-auray"), correction(file="a.docx")]
    assert dump(made) == dump(reversed(made))


def test_no_store_is_no_correction(tmp_path: Path) -> None:
    assert load(tmp_path / "corrections.jsonl") == []


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text("\n" + dump([correction()]) + "  \n\n", "utf-8")
    assert load(path) == [correction()]


def line(**fields: object) -> str:
    return json.dumps({**correction().model_dump(), **fields})


@pytest.mark.parametrize(
    "bad",
    [
        "{}",
        "not json",
        line()[:-10],
        line(sha256="x"),
        line(unknown=1),
        line(corrected=["a"]),
        line(fiche=3),
        "[]",
        "null",
    ],
)
def test_a_line_that_is_no_correction_is_told_by_its_number(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_text(dump([correction()]) + bad + "\n", "utf-8")
    with pytest.raises(StoreError, match=r"^corrections\.jsonl, line 2: it is no correction"):
        load(path)


def test_a_store_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StoreError, match=r"^corrections\.jsonl cannot be read"):
        load(path)


def test_a_store_that_is_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "corrections.jsonl").mkdir()
    with pytest.raises(StoreError, match=r"^corrections\.jsonl cannot be read"):
        load(tmp_path / "corrections.jsonl")


# Through the command


def test_a_correction_equal_to_the_fiche_s_value_is_none(inbox: Path) -> None:
    run(inbox)
    same = {
        "Population": "53 352 habitants (2015)",
        "Pays": "FR",
        "Mise à jour": "12/03/2014",
        "Domaines": "Transport et culture",
    }
    change(inbox, {("ville-de-vannes", "", title): value for title, value in same.items()})
    before = records(inbox)
    run(inbox)
    assert (corrections(inbox), records(inbox)) == ([], before)


UNDONE = {
    "Titre": "Vannes, port",
    "Collectivité": "Ville de Vannes-en-Bretagne",
    "Pays": "Japon",
    "Domaines": "tourisme",
    "Population": None,
    "Site Internet": None,
    "Latitude": 47.7,
    "Mise à jour": "2019",
    "Localisation": "près du port",
}


@pytest.mark.parametrize("title", UNDONE)
def test_a_value_typed_back_withdraws_the_correction(inbox: Path, title: str) -> None:
    run(inbox)
    before, was = records(inbox), shown(inbox, "ville-de-vannes", title)
    change(inbox, {("ville-de-vannes", "", title): UNDONE[title]})
    run(inbox)
    assert len(corrections(inbox)) == 1
    (identity,) = [key for key in records(inbox) if "vannes" in key]
    change(inbox, {(identity, "", title): was})
    run(inbox)
    assert (corrections(inbox), records(inbox)) == ([], before)


def test_a_point_typed_back_has_its_looks_again(inbox: Path) -> None:
    run(inbox)
    before = records(inbox)
    was = shown(inbox, "ville-de-vannes", "Point essentiel", "Points", 2)
    change(inbox, {("ville-de-vannes", "2", "Point essentiel"): "Autre chose."}, "Points")
    run(inbox)
    change(inbox, {("ville-de-vannes", "2", "Point essentiel"): was}, "Points")
    run(inbox)
    assert (corrections(inbox), records(inbox)) == ([], before)


def test_a_contact_is_added_by_the_name_of_its_fiche(inbox: Path) -> None:
    run(inbox)
    added = {"Fiche": "Ville de Redon", "Nom": "Yann RIOU", "Courriels": "y.riou (at) redon.example"}
    append(inbox, "Contacts", added)
    for _ in range(2):
        run(inbox)
        assert [one["emails"] for one in records(inbox)["ville-de-redon"]["contacts"][1:]] == [["y.riou@redon.example"]]
    assert {one["field"] for one in corrections(inbox)} == {"contacts.2.name", "contacts.2.emails"}


def append(inbox: Path, name: str, values: Mapping[str, Typed]) -> None:
    """Type a line more below a sheet's table."""
    edit(inbox, lambda book: book[name].append([values.get(str(cell.value)) for cell in book[name][1]]))


def edit(inbox: Path, how: Callable[[Any], object]) -> None:
    import openpyxl  # noqa: PLC0415

    path = inbox.parent / "output" / "fiches.xlsx"
    book = openpyxl.load_workbook(path)
    how(book)
    book.save(path)


def test_a_note_of_several_lines_is_kept_as_typed(inbox: Path) -> None:
    run(inbox)
    note = "Rappeler lundi\n\n  — après 14 h 👩‍🌾\nשלום"
    change(inbox, {("ville-de-redon", "", "Note"): note, ("ville-de-auray", "", "Note"): 2026})
    for _ in range(2):
        run(inbox)
        assert shown(inbox, "ville-de-redon", "Note") == note
        assert {one["fiche"]: one["corrected"] for one in corrections(inbox)} == {
            "ville-de-redon": note,
            "ville-de-auray": "2026",
        }
    change(inbox, {("ville-de-redon", "", "Note"): None})
    run(inbox)
    assert [one["fiche"] for one in corrections(inbox)] == ["ville-de-auray"]


@pytest.mark.parametrize(("language", "title", "word"), [("en", "Decision", "discard"), ("ja", "判断", "除外")])
def test_a_decision_is_shown_in_the_language_of_the_workbook(inbox: Path, language: str, title: str, word: str) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Décision"): "ECARTER"})
    run(inbox, "--lang", language)
    assert "ville-de-redon" not in site(inbox)
    book: list[Any] = []
    edit(inbox, lambda there: book.append([list(line) for line in there.worksheets[0].iter_rows(values_only=True)]))
    first, *rows = book[0]
    assert word in [line[first.index(title)] for line in rows]


def test_a_row_deleted_from_the_sheet_of_fiches_comes_back(inbox: Path) -> None:
    run(inbox)
    before = records(inbox)
    edit(inbox, lambda book: book["Fiches"].delete_rows(2))
    run(inbox)
    assert (records(inbox), corrections(inbox)) == (before, [])
    assert shown(inbox, "ville-de-auray", "Collectivité") == "Ville de Auray"


def test_the_corrections_of_a_fiche_that_is_gone_are_kept_and_those_of_others_added(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336, ("ville-de-redon", "", "Note"): "à relancer"})
    run(inbox)
    sent = (inbox / "Redon.docx").read_bytes()
    (inbox / "Redon.docx").unlink()
    run(inbox)
    change(inbox, {("ville-de-vannes", "", "Population"): 53_719})
    run(inbox)
    assert {one["fiche"] for one in corrections(inbox)} == {"ville-de-redon", "ville-de-vannes"}
    (inbox / "Redon de retour.docx").write_bytes(sent)
    run(inbox)
    assert records(inbox)["ville-de-redon"]["population"]["value"] == 9_336
    assert shown(inbox, "ville-de-redon", "Note") == "à relancer"


def test_of_two_fiches_of_one_authority_the_later_has_the_corrections_too(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336, ("ville-de-redon", "", "Note"): "à relancer"})
    run(inbox)
    send_as(inbox, "Redon 2.docx", name="Ville de Redon", population="9 000", updated="5 mai 2019")
    run(inbox)
    found = records(inbox)["ville-de-redon"]
    assert (found["source"]["file"], found["population"]["value"]) == ("Redon 2.docx", 9_336)
    assert shown(inbox, "ville-de-redon", "Note") == "à relancer"
    assert len(corrections(inbox)) == 2


def send_as(inbox: Path, file: str, **answers: str) -> None:
    (inbox / file).write_bytes(form_docx(**answers))


def test_a_fiche_that_is_there_twice_is_corrected_once(inbox: Path) -> None:
    (inbox / "copie.docx").write_bytes((inbox / "Redon.docx").read_bytes())
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336})
    run(inbox)
    assert [(one["fiche"], one["corrected"]) for one in corrections(inbox)] == [("ville-de-redon", 9_336)]
    assert codes(records(inbox)["ville-de-redon"]) == []


def test_a_batch_without_the_workbook_has_the_corrections_still(inbox: Path) -> None:
    run(inbox)
    change(inbox, {("ville-de-redon", "", "Population"): 9_336})
    run(inbox)
    (inbox.parent / "output" / "fiches.xlsx").unlink()
    run(inbox)
    assert shown(inbox, "ville-de-redon", "Population") == 9_336
