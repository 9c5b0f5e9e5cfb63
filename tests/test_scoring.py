"""Records scored against gold: what counts as the same, what is added up, and how it is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from builders import blocked, contact, fiche

from ficheparse.fiche import Contact, Evidence, Fiche, Location, Point, Population
from ficheparse.issues import issue, kinds
from ficheparse.scoring import (
    NAMES,
    Case,
    Codes,
    Compared,
    Corpus,
    Count,
    Gold,
    Scored,
    add_up,
    as_json,
    as_text,
    compare,
    differences,
)
from ficheparse.scoring.compare import TOLD_BY
from ficheparse.scoring.gold import GoldRecord


def scored(gold: dict[str, Any], record: Fiche, *only: str) -> Scored:
    return compare(Case("a/Angers.docx", Path("a/Angers.docx"), Gold.model_validate(gold)), record, only)


def asked(field: str, want: Any, **fields: Any) -> dict[str, bool]:
    """Each comparison that a field of the gold is worth against a record of these fields, and whether it is right."""
    return {one.name: one.right for one in scored({"record": {field: want}}, fiche(**fields)).fields}


# Comparison rules ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("want", "got", "right"),
    [
        ("Ville d’Épinal", "Ville d’Épinal", True),
        ("Ville d’E\u0301pinal", "Ville d’Épinal", True),  # NFC
        (" Ville\u00a0 d’Épinal\n", "Ville d’Épinal", True),  # white space
        ("Ville d’Epinal", "Ville d’Épinal", False),
        ("ville d’Épinal", "Ville d’Épinal", False),
        ("Ville d’Épinal.", "Ville d’Épinal", False),
        ("Ville d’\u200bÉpinal", "Ville d’Épinal", False),  # the contract drops these: gold that has one is wrong
        (None, None, True),
        (None, "Ville d’Épinal", False),
        ("Ville d’Épinal", None, False),
    ],
)
def test_a_text_is_compared_but_for_normal_form_and_white_space(want: str | None, got: str | None, right: bool) -> None:
    assert asked("name", want, name=got) == {"name": right}


@pytest.mark.parametrize(
    ("want", "got", "right"),
    [
        (["culture", "tourism"], ["culture", "tourism"], True),
        (["tourism", "culture"], ["culture", "tourism"], False),
        (["culture"], ["culture", "tourism"], False),
        ([], [], True),
        ([], ["culture"], False),
    ],
)
def test_a_list_is_compared_item_by_item_in_order(want: list[str], got: list[str], right: bool) -> None:
    assert asked("domains", want, domains=got) == {"domains": right}


def test_texts_in_a_list_are_folded_too() -> None:
    assert asked("unplaced", ["e\u0301te\u0301\u00a0"], unplaced=["été"]) == {"unplaced": True}
    assert asked("other_names", ["ete"], other_names=["été"]) == {"other_names": False}


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ({"value": 148_803, "year": 2011, "approximate": False}, True),
        ({"value": 148_803}, True),  # what it does not name is not asked
        ({"year": 2011}, True),
        ({"value": 148_804}, False),
        ({"value": 148_803, "year": None}, False),
        ({"value": 148_803, "approximate": True}, False),
        (None, False),
    ],
)
def test_of_a_population_only_what_is_named_is_asked(want: dict[str, Any] | None, right: bool) -> None:
    got = Population(value=148_803, year=2011)
    assert asked("population", want, population=got) == {"population": right}


def test_no_population_is_only_right_where_there_is_to_be_none() -> None:
    assert asked("population", None, population=None) == {"population": True}
    assert asked("population", {"value": 5}, population=None) == {"population": False}


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ("https://www.angers.example/en/", True),
        ("https://www.angers.example/en", True),
        ("HTTPS://WWW.Angers.example/en/ ", True),
        ("https://www.angers.example/EN/", False),
        ("http://www.angers.example/en/", False),
        ("https://www.angers.example/", False),
        ("https://www.angers.example/en/?a=1", False),
        ("https://www.angers.example/en/#top", False),
        ("https://[", False),  # no address at all
        (None, False),
        ("", False),
    ],
)
def test_an_address_is_the_same_but_for_a_slash_at_its_end_and_the_case_of_its_host(
    want: str | None, right: bool
) -> None:
    assert asked("website", want, website="https://www.angers.example/en/") == {"website": right}
    got = ["https://www.angers.example/en/"]
    assert asked("other_websites", [want or ""], other_websites=got) == {"other_websites": right}


def test_other_websites_are_asked_in_order() -> None:
    one, two = "http://www.a.example", "http://www.b.example"
    assert asked("other_websites", [one, two + "/"], other_websites=[one, two]) == {"other_websites": True}
    assert asked("other_websites", [two, one], other_websites=[one, two]) == {"other_websites": False}
    assert asked("website", None, website=None) == {"website": True}


AT: dict[str, Any] = {"latitude": 47.4784, "longitude": -0.5632}


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ({**AT}, True),
        ({"latitude": 47.4793, "longitude": -0.5623}, True),  # within 0.001
        ({"latitude": 47.4796}, False),
        ({"longitude": -0.5644}, False),
        ({"latitude": None}, False),
        ({**AT, "coordinates_from": "link"}, True),
        ({**AT, "coordinates_from": "text"}, False),
        ({"map_url": "https://Maps.example/@47.4784,-0.5632,12z/"}, True),
        ({"map_url": "https://maps.example/@47.4784,-0.5632,13z"}, False),
        ({"map_url": None}, False),
        ({"text": "Au\u00a0bord de la Maine"}, True),
        ({"text": "Au bord de la Loire"}, False),
        ({"image": "carte.png"}, True),  # its name is the program's
        ({"image": True}, True),
        ({"image": None}, False),
        ({}, True),
    ],
)
def test_of_a_location_all_that_is_named_must_be_right(want: dict[str, Any], right: bool) -> None:
    map_url = "https://maps.example/@47.4784,-0.5632,12z"
    text = "Au bord de la Maine"
    got = Location(map_url=map_url, **AT, coordinates_from="link", text=text, image="0123456789ab.png")
    assert asked("location", want, location=got) == {"location": right}


@pytest.mark.parametrize(("off", "right"), [(0.19, True), (-0.19, True), (0.21, False), (-0.21, False)])
def test_a_point_of_the_gazetteer_may_be_anywhere_in_the_place(off: float, right: bool) -> None:
    want = {"latitude": AT["latitude"] + off, "longitude": AT["longitude"], "coordinates_from": "gazetteer"}
    assert asked("location", want, location=Location(**AT, coordinates_from="gazetteer")) == {"location": right}
    assert asked("location", want, location=Location(**AT, coordinates_from="link")) == {"location": False}


def test_coordinates_are_not_there_where_none_are_asked() -> None:
    assert asked("location", {"latitude": None}, location=Location()) == {"location": True}
    assert asked("location", {"latitude": 47.4784}, location=Location()) == {"location": False}


TWO = [
    contact(name="Jeanne DUVIVIER", emails=["j@angers.example"], phones=["+33261910042"], faxes=[]),
    contact(name="Luc Amiel", emails=["l@angers.example"], phones=["+33261910043"], faxes=["+33261910044"]),
]


def test_the_addresses_and_numbers_of_all_contacts_are_merged() -> None:
    want = [
        {"name": "Luc\u00a0Amiel", "emails": ["j@angers.example", "l@angers.example"], "phones": ["+33261910043"]},
        {"name": "Jeanne DUVIVIER", "phones": ["+33261910042", "+33261910043 "], "faxes": ["+33261910044"]},
    ]
    assert asked("contacts", want, contacts=TWO) == dict.fromkeys(("emails", "phones", "faxes", "contact-names"), True)


def test_each_part_of_the_contacts_is_right_or_wrong_by_itself() -> None:
    want = [{"name": "Luc Amiel", "emails": ["l@angers.example"], "phones": ["+33261910042"], "faxes": []}]
    assert asked("contacts", want, contacts=TWO[1:]) == {
        "emails": True,
        "phones": False,
        "faxes": False,
        "contact-names": True,
    }


def test_of_contacts_only_the_parts_that_one_of_them_names_are_asked() -> None:
    assert asked("contacts", [{"emails": []}, {"phones": []}], contacts=[]) == {"emails": True, "phones": True}
    assert asked("contacts", [], contacts=TWO) == {}


def test_names_of_contacts_are_counted_and_none_is_no_name() -> None:
    twice = [contact(name="Luc Amiel"), contact(name="Luc Amiel"), contact(name=None)]
    assert asked("contacts", [{"name": "Luc Amiel"}], contacts=twice) == {"contact-names": False}
    assert asked("contacts", [{"name": "Luc Amiel"}, {"name": "Luc Amiel"}], contacts=twice) == {"contact-names": True}
    assert asked("contacts", [{"name": None}], contacts=[Contact()]) == {"contact-names": True}


POINTS = [Point(text="Une navette", html="Une <b>navette</b>"), Point(text="au gaz", html="au gaz", level=1)]


@pytest.mark.parametrize(
    ("want", "right"),
    [
        ([{"text": "Une navette", "level": 0}, {"text": "au\u00a0gaz", "level": 1}], (True, True)),
        ([{"text": "Une navette", "level": 0}, {"text": "au gaz", "level": 0}], (True, False)),
        ([{"text": "Un bus", "level": 0}, {"text": "au gaz", "level": 1}], (False, True)),
        ([{"text": "Une navette", "level": 0}], (False, False)),
        (["Une navette", "au gaz"], (True, None)),
        ([{"text": "Une navette"}, {"text": "au gaz", "level": 5}], (True, None)),  # levels are asked of all or none
        (["au gaz", "Une navette"], (False, None)),
        ([], (False, None)),
    ],
)
def test_points_are_asked_by_text_and_apart_from_it_by_level(want: list[Any], right: tuple[bool, bool | None]) -> None:
    levels = {} if right[1] is None else {"point-levels": right[1]}
    assert asked("points", want, points=POINTS) == {"points": right[0], **levels}


def test_fields_that_are_not_named_are_not_asked() -> None:
    assert scored({"record": {}}, fiche()).fields == ()
    assert scored({"issues": []}, fiche()).perfect


def test_only_fields_of_the_record_can_be_asked() -> None:
    """Every field of the gold's record is one of the record's, of the same name."""
    assert set(GoldRecord.model_fields) <= set(Fiche.model_fields)
    assert set(Fiche.model_fields) - set(GoldRecord.model_fields) == {"issues", "provenance", "source"}


def test_every_comparison_can_be_chosen_by_its_name() -> None:
    contacts = [{"name": "a", "emails": [], "phones": [], "faxes": []}]
    points = [{"text": "a", "level": 0}]
    plain = fiche().model_dump(mode="json", include=set(GoldRecord.model_fields) - {"contacts", "points", "population"})
    gold = {"record": {**plain, "population": None, "contacts": contacts, "points": points}}
    assert {field.name for field in scored(gold, fiche()).fields} == set(NAMES)


# Issues, silence, words kept ----------------------------------------------------------------------------------------


def of(field: str, want: Any, **fields: Any) -> Compared:
    (one,) = scored({"record": {field: want}}, fiche(**fields)).fields
    return one


@pytest.mark.parametrize(
    ("field", "want", "code"),
    [
        ("population", {"value": 1}, "population-doubtful"),
        ("website", "https://www.other.example", "website-repaired"),  # an info tells as well as a warning
        ("other_websites", ["https://www.other.example"], "website-conflict"),
        ("other_domains", ["ruralité"], "domain-unknown"),
        ("contacts", [{"emails": ["x@angers.example"]}], "email-invalid"),
        ("contacts", [{"phones": ["+33261910049"]}], "phone-invalid"),
        ("contacts", [{"name": "Luc Amiel"}], "contact-unreachable"),
        ("other_names", ["Angers Loire Métropole"], "name-missing"),
        ("points", ["Autre chose"], "points-missing"),
    ],
)
def test_a_difference_is_told_by_an_issue_of_its_field_and_silent_otherwise(field: str, want: Any, code: str) -> None:
    told, silent = of(field, want, issues=[issue(code)]), of(field, want, issues=[issue("title-missing")])
    assert (told.right, told.told, told.silent) == (False, True, False)
    assert (silent.right, silent.told, silent.silent) == (False, False, True)


def test_what_is_right_is_never_silent() -> None:
    assert not of("country", "FR").silent


@pytest.mark.parametrize("code", ["not-a-fiche", "unreadable", "encrypted", "unsupported-format", "too-large"])
def test_an_issue_that_blocks_the_file_tells_of_every_field(code: str) -> None:
    one = scored({"record": {"name": "Angers", "population": {"value": 5}}, "issues": [code]}, blocked(code=code))
    assert [(field.right, field.silent) for field in one.fields] == [(False, False), (False, False)]
    assert one.found == (code,)


def test_a_difference_says_where_in_the_document_the_value_stood() -> None:
    provenance = {
        "contact": Evidence(raw="x", where="table 1, row 6"),
        "points": Evidence(raw="x", where="paragraph 9"),
    }
    gold = {"record": {"contacts": [{"emails": []}], "points": [{"text": "x", "level": 0}], "name": "x"}}
    one = scored(gold, fiche(provenance=provenance))
    assert {field.name: field.where for field in one.fields} == {
        "emails": "table 1, row 6",
        "points": "paragraph 9",
        "point-levels": "paragraph 9",
        "name": None,
    }


def test_issues_are_asked_by_code_each_once_and_infos_are_not() -> None:
    issues = [
        issue("website-missing", where="paragraph 4"),
        issue("website-missing", where="paragraph 5"),
        issue("phone-invalid"),
        issue("comments-present"),
    ]
    one = scored({"issues": ["phone-invalid", "updated-missing"]}, fiche(issues=issues))
    assert (one.found, one.missed) == (("phone-invalid",), ("updated-missing",))
    assert [(false.code, false.where) for false in one.false] == [("website-missing", "paragraph 4")]
    assert not one.perfect


def test_issues_are_not_asked_where_the_gold_does_not_speak_of_them() -> None:
    one = scored({"record": {"country": "FR"}}, fiche(issues=[issue("phone-invalid")]))
    assert (one.false, one.perfect) == ((), True)
    assert not scored({"issues": []}, fiche(issues=[issue("phone-invalid")])).perfect


def test_words_are_kept_wherever_they_stand_in_the_record() -> None:
    keep = ["Bruxelles,\u00a0le 3", "36 000 voyageurs", "chargée de mission", "brouillon", "perdu"]
    provenance = {"population": Evidence(raw="(brouillon)", where="paragraph 2")}
    one = scored({"keep": keep}, fiche(unplaced=["Fait à Bruxelles, le  3"], provenance=provenance))
    assert one.kept == tuple(keep[:4])
    assert (one.lost, one.perfect) == (("perdu",), False)


def test_where_fields_are_chosen_nothing_else_is_asked() -> None:
    gold = {"record": {"name": "x", "country": "FR"}, "issues": ["phone-invalid"], "keep": ["perdu"], "tags": ["t"]}
    one = scored(gold, fiche(), "country")
    assert ([field.name for field in one.fields], one.perfect, one.tags) == (["country"], True, ("t",))


def test_the_field_of_every_issue_is_one_that_comparisons_are_told_by() -> None:
    """An issue that named its field by a word of its own would leave what it tells of silent."""
    told_by = {TOLD_BY.get(name, name) for name in NAMES}
    assert {kind.field for kind in kinds().values() if kind.field} <= told_by


# Adding up ----------------------------------------------------------------------------------------------------------


def test_scores_are_what_the_comparisons_add_up_to() -> None:
    gold = {"record": {"name": "Ville d’Angers", "country": "JP"}, "issues": ["phone-invalid"], "tags": ["hard", "fr"]}
    wrong = scored({**gold, "keep": ["perdu", "Angers"]}, fiche(issues=[issue("website-missing")]))
    right = scored({"record": {"name": "Ville d’Angers"}, "issues": ["phone-invalid"], "tags": ["fr"]}, fiche(
        issues=[issue("phone-invalid")]
    ))  # fmt: skip
    scores = add_up([wrong, right])
    assert scores.perfect == (1, 2)
    assert scores.fields == (2, 3)
    assert scores.by_field == {"country": (0, 1), "name": (2, 2)}
    assert scores.silent == ("a/Angers.docx: country",)
    assert scores.issues == Codes(right=1, missed=1, false=1)
    assert scores.by_issue == {"phone-invalid": (1, 1, 0), "website-missing": (0, 0, 1)}
    assert (scores.issues.precision, scores.issues.recall) == ((1, 2), (1, 2))
    assert scores.kept == (1, 2)
    assert scores.by_tag == {"fr": (1, 2), "hard": (0, 1)}


def test_a_share_is_rounded_down_and_there_is_none_of_nothing() -> None:
    shares = [Count(1999, 2000), Count(2000, 2000), Count(0, 7), Count(0, 0)]
    assert [share.percent() for share in shares] == ["99.9 %", "100.0 %", "0.0 %", "–"]


@pytest.mark.parametrize(("percent", "falls"), [(50.0, False), (50.1, True), (0, False), (100, True)])
def test_scores_fall_under_a_share_of_right_fields(percent: float, falls: bool) -> None:
    one = scored({"record": {"name": "Ville d’Angers", "title": "x"}}, fiche(issues=[issue("title-missing")]))
    assert add_up([one]).fall_under(percent) is falls


def test_a_silent_error_is_under_any_share() -> None:
    assert add_up([scored({"record": {"title": "x"}}, fiche())]).fall_under(0)
    assert not add_up([scored({"record": {}}, fiche())]).fall_under(100)


# What is shown ------------------------------------------------------------------------------------------------------


def corpus(*names: str, **alone: Any) -> Corpus:
    return Corpus(tuple(Case(name, Path(name), Gold()) for name in names), **alone)


def test_the_table_is_aligned_with_the_weakest_first() -> None:
    issues = [issue("phone-invalid"), issue("domain-unknown")]
    gold = {"record": {"name": "Ville d’Angers", "title": "x"}, "issues": ["domain-unknown"], "tags": ["lang:fr", "x"]}
    one = scored(gold, fiche(issues=issues))
    other = scored({"record": {"name": "Ville d’Angers"}, "tags": ["lang:fr", "y"]}, fiche())
    assert as_text(add_up([one, other]), corpus(without_gold=("b.docx",), without_document=("c.docx.gold.json",))) == (
        "field       right  of           silent\n"
        "title           0   1    0.0 %       1\n"
        "name            2   2  100.0 %       0\n"
        "all fields      2   3   66.6 %       1\n"
        "\n"
        "issue                right  missed  false  precision   recall\n"
        "phone-invalid            0       0      1      0.0 %        –\n"
        "1 others, all right      1       0      0\n"
        "all issues               1       0      1     50.0 %  100.0 %\n"
        "\n"
        "kind of trouble  perfect  of\n"
        "x                      0   1   0.0 %\n"
        "lang:fr                1   2  50.0 %\n"
        "1 others: all records perfect\n"
        "\n"
        "Silent errors:\n"
        "  a/Angers.docx: title\n"
        "\n"
        "Documents without gold, not scored:\n"
        "  b.docx\n"
        "\n"
        "Gold without its document, not scored:\n"
        "  c.docx.gold.json\n"
        "\n"
        "perfect records    1  2   50.0 %\n"
        "fields right       2  3   66.6 %\n"
        "text kept          0  0        –\n"
        "issues: precision  1  2   50.0 %\n"
        "issues: recall     1  1  100.0 %\n"
        "silent errors      1\n"
    )


def test_only_the_weakest_kinds_of_trouble_are_listed() -> None:
    tags = [f"trait:{number:02}" for number in range(25)]
    said = as_text(add_up([scored({"record": {"title": "x"}, "tags": tags}, fiche())]), corpus())
    assert "trait:19" in said
    assert "trait:20" not in said
    assert "\n5 more: not all records perfect\n" in said


def test_differences_say_what_was_wanted_what_came_and_where() -> None:
    given = fiche(
        name="Ville d’Angers\u202e\x1b[2J",
        issues=[issue("phone-invalid", where="table 1, row 6")],
        provenance={"name": Evidence(raw="x", where="table 1, row 2")},
    )
    gold = {
        "record": {"name": "Angers", "contacts": [{"phones": []}], "domains": []},
        "issues": ["updated-missing"],
        "keep": ["perdu"],
    }
    assert differences([scored(gold, given)]) == [
        "a/Angers.docx: name (silent, table 1, row 2)",
        '  want "Angers"',
        '  got  "Ville d’Angers\\u202e\\u001b[2J"',
        "a/Angers.docx: domains (silent)",
        "  want []",
        '  got  ["urban-planning", "environment"]',
        "a/Angers.docx: phones (told)",
        "  want []",
        '  got  ["+33261910042"]',
        "a/Angers.docx: issue missed: updated-missing",
        "a/Angers.docx: issue false: phone-invalid (contact, table 1, row 6)",
        'a/Angers.docx: text lost: "perdu"',
    ]


def test_the_json_has_sorted_keys_pairs_on_a_line_and_nothing_of_the_day() -> None:
    one = scored({"record": {"name": "Angers", "country": "FR"}, "issues": ["phone-invalid"], "tags": ["t"]}, fiche())
    said = as_json(add_up([one]), corpus(without_gold=("b.docx",)), [one])
    read = json.loads(said)
    assert read == {
        "by_field": {"country": [1, 1], "name": [0, 1]},
        "by_issue": {"phone-invalid": {"false": 0, "missed": 1, "precision": None, "recall": 0.0, "right": 0}},
        "by_tag": {"t": [0, 1]},
        "differences": [
            {
                "document": "a/Angers.docx",
                "field": "name",
                "got": "Ville d’Angers",
                "kind": "field",
                "silent": True,
                "want": "Angers",
                "where": None,
            },
            {"code": "phone-invalid", "document": "a/Angers.docx", "kind": "issue-missed"},
        ],
        "documents": 1,
        "fields": 2,
        "fields_right": 1,
        "issue_precision": None,
        "issue_recall": 0.0,
        "keep": 0,
        "kept": 0,
        "perfect": 0,
        "silent": ["a/Angers.docx: name"],
        "silent_errors": 1,
        "without_document": [],
        "without_gold": ["b.docx"],
    }
    assert list(read) == sorted(read)
    assert '    "country": [1, 1],\n' in said
    assert "differences" not in json.loads(as_json(add_up([one]), corpus()))


def test_differences_of_every_kind_are_in_the_json() -> None:
    one = scored({"issues": [], "keep": ["perdu"]}, fiche(issues=[issue("phone-invalid", text="02 61")]))
    assert json.loads(as_json(add_up([one]), corpus(), [one]))["differences"] == [
        {
            "code": "phone-invalid",
            "document": "a/Angers.docx",
            "field": "contact",
            "kind": "issue-false",
            "text": "02 61",
            "where": None,
        },
        {"document": "a/Angers.docx", "kind": "lost", "text": "perdu"},
    ]
