"""Gold files: what they may say, how a slip in one is told, and what of a corpus is chosen."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ficheparse.scoring import Case, Corpus, Gold, GoldError, choose, load


def put(folder: Path, name: str, gold: Any, content: bytes | None = b"x") -> None:
    """A document, and gold beside it: a value for JSON, or the file's own text."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    if content is not None:
        (folder / name).write_bytes(content)
    text = gold if isinstance(gold, str) else json.dumps(gold)
    (folder / f"{name}.gold.json").write_text(text, "utf-8")


def test_documents_come_sorted_by_path_and_lone_halves_are_told(tmp_path: Path) -> None:
    for name in ("b/Z.docx", "é.docx", "B.docx", "a.docx"):
        put(tmp_path, name, {"issues": []})
    put(tmp_path, "gone.docx", {"issues": []}, None)
    (tmp_path / ".gold.json").write_text("{")  # of no document
    found = load(tmp_path, [tmp_path / "new.docx", tmp_path / "a.docx"])
    assert [case.name for case in found.cases] == ["B.docx", "a.docx", "b/Z.docx", "é.docx"]
    assert [case.path for case in found.cases][2] == tmp_path / "b" / "Z.docx"
    assert (found.without_gold, found.without_document) == (("new.docx",), ("gone.docx.gold.json",))
    assert not found.paired
    assert load(tmp_path, [tmp_path / "a.docx"]).without_gold == ()


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ("{", "it is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[" * 100_000, "it is nested too deep"),
        ('{"record": {"name": "a", "name": "b"}}', "name: named twice in one object"),
        ([], "Input should be a valid dictionary or instance of Gold"),
        ({}, "it asks for nothing"),
        ({"tags": ["x"]}, "it asks for nothing"),
        ({"issue": []}, "issue: nothing of this name can be asked"),
        ({"record": {"nom": "x"}}, "record.nom: nothing of this name can be asked"),
        ({"record": {"name": 5}}, "record.name: Input should be a valid string"),
        ({"record": {"country": "UK"}}, "record.country: Input should be 'FR' or 'JP'"),
        ({"record": {"population": 5}}, "record.population: Input should be a valid dictionary"),
        ({"record": {"population": {"value": "5"}}}, "record.population.value: Input should be a valid integer"),
        ({"record": {"contacts": [{"mail": "x"}]}}, "record.contacts.0.mail: nothing of this name can be asked"),
        ({"record": {"points": ["a", {"level": 0}]}}, "record.points.1.text: Field required"),
        ({"record": {"location": None}}, "record.location: Input should be a valid dictionary"),
        ('{"record": {"location": {"latitude": NaN}}}', "record.location.latitude: Input should be a finite number"),
        ({"issues": ["phone-wrong"]}, "issues.0: phone-wrong is no code of an issue"),
        ({"issues": ["title-missing"]}, "issues.0: title-missing is of severity info"),
        ({"keep": [""]}, "keep.0: String should have at least 1 character"),
        ({"record": {"name": 5}, "tags": "x"}, "record.name: Input should be a valid string; tags: Input should be"),
    ],
)
def test_gold_that_cannot_be_used_is_named_with_what_is_wrong(tmp_path: Path, gold: Any, told: str) -> None:
    put(tmp_path, "a/b.docx", gold)
    with pytest.raises(GoldError) as caught:
        load(tmp_path, [])
    assert str(caught.value).startswith(f"a/b.docx.gold.json: {told}")
    assert str(tmp_path) not in str(caught.value)


def test_gold_that_is_no_text_or_no_file_is_told_and_so_are_all_at_once(tmp_path: Path) -> None:
    put(tmp_path, "a.docx", {"issues": []})
    (tmp_path / "b.docx.gold.json").write_bytes(b"\xff")
    (tmp_path / "c.docx.gold.json").mkdir()
    with pytest.raises(GoldError) as caught:
        load(tmp_path, [])
    assert str(caught.value).splitlines() == [
        "b.docx.gold.json: it is not UTF-8 text",
        "c.docx.gold.json: it cannot be read: Is a directory",
    ]


def test_there_must_be_something_to_score(tmp_path: Path) -> None:
    put(tmp_path, "gone.docx", {"issues": []}, None)
    with pytest.raises(GoldError, match="no document with its gold beside it"):
        load(tmp_path, [])


def test_a_choice_is_of_documents_by_tag_and_of_fields_by_name() -> None:
    cases = tuple(Case(name, Path(name), Gold(tags=[name, "all"])) for name in ("a", "b", "c"))
    whole = Corpus(cases, without_gold=("d",))
    assert choose(whole, []) == (whole, frozenset())
    some, names = choose(whole, ["a", "points", "c"])
    assert ([case.name for case in some.cases], names, some.without_gold) == (["a", "c"], frozenset({"points"}), ("d",))
    assert choose(whole, ["emails"]) == (whole, frozenset({"emails"}))
    with pytest.raises(GoldError, match="nothing is asked as nonsense: no gold has such a tag, and the fields are id,"):
        choose(whole, ["a", "nonsense"])
