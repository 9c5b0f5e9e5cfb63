"""The table of issues: complete in three languages, told in the README, and every reason of a refusal translated."""

from __future__ import annotations

import ast
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

import ficheparse
from ficheparse import issues

PACKAGE = Path(ficheparse.__file__).parent
README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
REASONS = tomllib.loads(files("ficheparse").joinpath("data/reasons.toml").read_text("utf-8"))


def reasons_given() -> set[str]:
    """Every sentence that a refusal is raised with, wherever in the package."""
    found: set[str] = set()
    for module in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("Unreadable"):
                texts = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                found.update(text for text in texts if isinstance(text, str) and " " in text)
    return found


@pytest.mark.parametrize("code", issues.kinds())
def test_an_issue_is_worded_in_three_languages_and_stands_in_the_readme(code: str) -> None:
    kind = issues.kinds()[code]
    for language in ("en", "fr", "ja"):
        assert kind.wording[language]["message"].strip()
        assert kind.wording[language]["action"].strip()
        assert not kind.wording[language]["message"].endswith((".", "。"))
    assert f"| `{code}` | {kind.severity} |" in README


def test_every_reason_of_a_refusal_is_translated() -> None:
    given = reasons_given()
    assert len(given) > 25
    assert given - set(REASONS) == set()
    assert all(set(row) == {"fr", "ja"} for row in REASONS.values())


def test_a_message_quotes_what_the_document_says_as_its_language_quotes() -> None:
    assert issues.message("domain-unknown", "en", "pêche").endswith(": “pêche”")
    assert issues.message("domain-unknown", "fr", "pêche").endswith("\u00a0: «\u00a0pêche\u00a0»")
    assert issues.message("domain-unknown", "ja", "漁業").endswith("：「漁業」")


def test_a_long_text_is_shortened_in_the_message_and_whole_in_the_issue() -> None:
    found = issues.issue("text-unplaced", text="mot " * 100)
    assert found.text == "mot " * 100
    assert found.message.endswith("…”")
    assert len(found.message) < 260


def test_a_reason_of_ours_is_said_in_the_officers_language() -> None:
    reason = "the file is empty"
    assert issues.message("unreadable", "fr", reason).endswith(REASONS[reason]["fr"])
    assert reason in issues.message("unreadable", "en", reason)
