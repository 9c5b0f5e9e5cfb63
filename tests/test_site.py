"""What the site takes, the records and their schema."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from builders import blocked, collection, fiche
from hypothesis import given
from hypothesis import strategies as st

from ficheparse import form
from ficheparse.fiche import SCHEMA_VERSION, Evidence, Fiche, Location
from ficheparse.issues import issue
from ficheparse.sheets.texts import shown
from ficheparse.write.records import record_line, schema_json
from ficheparse.write.site import fiches_json, geojson

FORM = form.load()
WHOLE = fiche(
    other_names=["Trélazé"],
    other_domains=["gestion de crise"],
    unplaced=["Une note."],
    images=["aa11.png"],
    issues=[issue("domain-unknown", where="table 1, row 4, column 2", text="gestion de crise")],
    provenance={"name": Evidence(raw="Ville d’Angers", where="table 1, row 2, column 2")},
)


def site(*fiches: Fiche, contacts: bool = True) -> Any:
    return json.loads("".join(fiches_json(collection(*fiches).publishable, FORM, contacts=contacts)))


def test_only_what_is_ready_or_to_be_reviewed_goes_on_the_site() -> None:
    incomplete = fiche("b.docx", name="Cahors", points=[], issues=[issue("points-missing")])
    old = fiche("c.docx", updated="2009")
    found = site(WHOLE, incomplete, old, blocked())
    assert [(one["name"], one["status"]) for one in found["fiches"]] == [("Ville d’Angers", "review")]


def test_the_officers_business_is_not_the_sites() -> None:
    text = "".join(fiches_json([WHOLE], FORM))
    assert set(json.loads(text)["fiches"][0]) == set(Fiche.model_fields) - {
        "issues",
        "provenance",
        "source",
        "unplaced",
    }
    assert "Une note." not in text
    assert "Angers.docx" not in text


def test_persons_can_be_left_out() -> None:
    text = "".join(fiches_json([WHOLE], FORM, contacts=False))
    assert "contacts" not in json.loads(text)["fiches"][0]
    assert "DUVIVIER" not in text
    assert "DUVIVIER" in "".join(fiches_json([WHOLE], FORM))


def test_the_vocabulary_comes_in_three_languages_with_the_version_of_the_shape() -> None:
    found = site(WHOLE)
    assert found["schema"] == SCHEMA_VERSION
    labels = found["vocabulary"]["domains"]
    assert labels["urban-planning"] == {"fr": "urbanisme", "en": "urban planning", "ja": "都市計画"}
    assert set(found["fiches"][0]["domains"]) <= set(labels)


def test_an_empty_batch_gives_empty_lists() -> None:
    assert site() == {**site(WHOLE), "fiches": []}
    assert json.loads("".join(geojson(collection().records))) == {"type": "FeatureCollection", "features": []}


def test_a_fiche_is_a_point_on_the_map_longitude_first() -> None:
    here = Location(text="x", latitude=47.4784, longitude=-0.5632, coordinates_from="text")
    there = Location(text="x", latitude=35.5011, longitude=134.2351, coordinates_from="gazetteer")
    nowhere = Location(text="x")
    places = (here, there, nowhere)
    made = [
        fiche(f"{number}.docx", str(number), name=f"Ville {number}", location=one) for number, one in enumerate(places)
    ]
    found = json.loads("".join(geojson(collection(*made).records)))
    assert [one["geometry"] for one in found["features"]] == [
        {"type": "Point", "coordinates": [-0.5632, 47.4784]},
        {"type": "Point", "coordinates": [134.2351, 35.5011]},
    ]
    assert found["bbox"] == [-0.5632, 35.5011, 134.2351, 47.4784]
    assert [one["properties"]["coordinates_from"] for one in found["features"]] == ["text", "gazetteer"]
    assert "contacts" not in found["features"][0]["properties"]


COORDINATES = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(st.lists(COORDINATES, min_size=1, max_size=4))
def test_every_position_is_in_range_and_in_the_box(places: list[tuple[float, float]]) -> None:
    made = [
        fiche(
            f"{number}.docx",
            str(number),
            name=f"Ville {number}",
            location=Location(latitude=place[0], longitude=place[1]),
        )
        for number, place in enumerate(places)
    ]
    found = json.loads("".join(geojson(collection(*made).records)))
    west, south, east, north = found["bbox"]
    assert len(found["features"]) == len(places)
    for one in found["features"]:
        longitude, latitude = one["geometry"]["coordinates"]
        assert -180 <= west <= longitude <= east <= 180
        assert -90 <= south <= latitude <= north <= 90


def test_every_record_is_a_line_whole_and_can_be_read_back() -> None:
    batch = collection(WHOLE, fiche("old.docx", updated="2009"), blocked())
    lines = "".join(map(record_line, batch.records)).splitlines()
    assert [Fiche.model_validate_json(line) for line in lines] == list(batch.records)
    assert {json.loads(line)["source"]["file"] for line in lines} == {"Angers.docx", "old.docx", "abîmé.docx"}


def test_a_line_of_the_records_has_no_line_break_of_its_own() -> None:
    odd = fiche(unplaced=["a\u2028b\u0085c\nd"])
    assert record_line(odd).count("\n") == 1


def test_the_schema_is_that_of_the_models() -> None:
    build = runpy.run_path(str(Path(__file__).parents[1] / "scripts" / "build_schema.py"))
    assert schema_json() == build["schema_json"](), "run scripts/build_schema.py"


def test_the_schema_is_one_and_takes_every_record() -> None:
    made = json.loads(schema_json())
    jsonschema.Draft202012Validator.check_schema(made)
    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made["$id"].startswith("urn:")
    validator = jsonschema.Draft202012Validator(made)
    for one in collection(WHOLE, blocked(), fiche("b.docx", population=None, updated="2014")).records:
        validator.validate(json.loads(one.model_dump_json()))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "done"},
        {"updated": "12/03/2014"},
        {"population": {"value": 0, "year": None, "approximate": False}},
        {"surprise": 1},
        {"source": {"file": "a.docx", "sha256": "short", "format": None}},
    ],
)
def test_the_schema_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    record = {**json.loads(WHOLE.model_dump_json()), **change}
    assert not jsonschema.Draft202012Validator(json.loads(schema_json())).is_valid(record)


@pytest.mark.parametrize("key", sorted(Fiche.model_fields))
def test_the_schema_asks_for_every_key(key: str) -> None:
    record = json.loads(WHOLE.model_dump_json())
    del record[key]
    assert not jsonschema.Draft202012Validator(json.loads(schema_json())).is_valid(record)


def test_the_schema_names_and_describes_its_parts() -> None:
    made = json.loads(schema_json())
    assert made["properties"]["name"]["title"] == "Local authority"
    assert made["$defs"]["Location"]["properties"]["latitude"]["title"] == "Latitude"
    assert all("description" in part for part in made["$defs"].values())


@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from('\x08\x0c\r\t\n\x1b\x7f\x9b\u2028\u202e\\"bfru</!-'), max_size=40
    )
)
def test_any_text_is_shown_alike_whichever_way_it_is_written(text: str) -> None:
    (said,) = site(fiche(title=text))["fiches"]
    assert said["title"] == shown(text)
