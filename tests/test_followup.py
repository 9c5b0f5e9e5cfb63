"""The messages to the authorities: whom they ask, what, in which language; nothing that a fiche says steers them."""

from __future__ import annotations

import tomllib
from email import message_from_bytes, policy
from email.message import EmailMessage
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from builders import blocked, collection, contact, fiche, write_to
from hypothesis import given
from hypothesis import strategies as st

from ficheparse import form
from ficheparse.fiche import Evidence, Fiche, Issue, Point
from ficheparse.issues import issue, kinds
from ficheparse.write.followup import followup

FORM = form.load()
TABLE = tomllib.loads(files("ficheparse").joinpath("data/followup.toml").read_text("utf-8"))
JAPANESE = [Point(text="市民が協力して森を守り、木材を学校で使う。", html="", level=0)]
ENGLISH = [Point(text="The city lends bicycles to all of its visitors.", html="", level=0)]


def message(record: Fiche) -> bytes:
    """The message for a fiche that somebody has to be asked about."""
    made = followup(record, FORM)
    assert made is not None
    return made[1]


def asked(*issues: Issue, **fields: Any) -> EmailMessage:
    """The one message of a fiche with these issues."""
    data = message(fiche(issues=list(issues), **fields))
    return opened(data)


def opened(data: bytes) -> EmailMessage:
    return message_from_bytes(data, _class=EmailMessage, policy=policy.default)


def body(message: EmailMessage) -> str:
    text: str = message.get_content()
    return text.replace("\r\n", "\n")


def test_every_warning_and_error_has_its_question_in_three_languages() -> None:
    grave = {code for code, kind in kinds().items() if kind.severity != "info"}
    assert set(TABLE["ask"]) == grave - set(TABLE["office"]["codes"])
    for wording in TABLE["ask"].values():
        assert set(wording) == {"fr", "en", "ja"}
        assert all(len(pair) == 2 and all(pair) for pair in wording.values())


def test_every_field_of_an_issue_has_a_line_to_fill_in() -> None:
    assert {kind.field for kind in kinds().values() if kind.severity != "info" and kind.field} <= set(TABLE["fields"])


def test_french_signs_stand_after_a_space_that_does_not_break() -> None:
    for section in ("message", "fields"):
        for wording in TABLE[section].values():
            assert not any(f" {sign}" in wording["fr"] for sign in ":;?!»")
    assert not any(
        f" {sign}" in text for wording in TABLE["ask"].values() for text in wording["fr"] for sign in ":;?!»"
    )


def test_a_fiche_that_is_ready_is_asked_nothing() -> None:
    assert followup(fiche(), FORM) is None
    assert followup(fiche(issues=[issue("title-missing")]), FORM) is None


def test_a_message_asks_what_is_unclear_as_written_and_how_to_answer() -> None:
    unclear = issue("population-unclear", text="12 à 15 000 hab.", where="table 1, row 4, column 2")
    message = asked(unclear, issue("website-missing"))
    assert message["To"] == "j.duvivier@angers.example"
    assert message["Subject"] == "Votre fiche (Ville d’Angers)\u00a0: précisions nécessaires"
    assert (message["X-Unsent"], message["Content-Language"], message["Date"]) == ("1", "fr", None)
    assert message.get_content_type() == "text/plain"
    text = body(message)
    assert text.index("Le site Internet n’est pas indiqué.") > text.index("1. Nous n’avons pas su lire")
    assert "«\u00a012 à 15 000 hab.\u00a0» (tableau 1, ligne 4, colonne 2)" in text
    assert "Population (et année)\u00a0:\nSite Internet\u00a0:\n" in text
    assert "Angers.docx" in text


@pytest.mark.parametrize(("points", "language"), [(JAPANESE, "ja"), (ENGLISH, "en"), (fiche().points, "fr")])
def test_it_is_in_the_language_that_the_authority_wrote_in(points: list[Point], language: str) -> None:
    message = asked(issue("website-missing"), points=points)
    assert message["Content-Language"] == language
    assert TABLE["ask"]["website-missing"][language][0] in body(message)


@pytest.mark.parametrize(
    ("fields", "language"),
    [
        ({"provenance": {"name": Evidence(raw="札幌市", where="table 1")}}, "ja"),
        ({"unplaced": ["This is the report of the meeting of the city council."]}, "en"),
        ({}, "fr"),
    ],
)
def test_without_points_the_answers_tell_the_language(fields: dict[str, Any], language: str) -> None:
    assert asked(issue("points-missing"), points=[], **fields)["Content-Language"] == language


def test_a_file_that_cannot_be_read_is_asked_for_again() -> None:
    (french, japanese) = (opened(message(record)) for record in (blocked("abîmé.docx"), blocked("札幌市.docx")))
    assert (french["To"], french["Content-Language"], japanese["Content-Language"]) == (None, "fr", "ja")
    assert "Le fichier reçu ne s’ouvre pas." in body(french)
    assert "abîmé.docx" in body(french)
    assert "en y joignant le fichier" in body(french)


@pytest.mark.parametrize("reason", TABLE["office"]["reasons"])
def test_what_is_the_offices_own_matter_is_asked_of_nobody(reason: str) -> None:
    code = "unsupported-format" if "LibreOffice" in reason else "unreadable"
    record = blocked().model_copy(update={"issues": [issue(code, text=reason)]})
    assert followup(record, FORM) is None


def test_a_domain_is_asked_from_the_vocabulary_of_the_form() -> None:
    text = body(asked(issue("domain-unknown", text="Pêche")))
    assert "«\u00a0Pêche\u00a0»" in text
    assert all(domain.fr in text for domain in FORM.domains)


def test_each_passage_without_a_place_is_quoted() -> None:
    unplaced = ["Voir aussi le dossier joint.", "Merci de votre aide."]
    text = body(asked(issue("text-unplaced", text=unplaced[0]), unplaced=unplaced))
    assert all(f"«\u00a0{passage}\u00a0»" in text for passage in unplaced)


def test_what_stands_there_twice_is_asked_once() -> None:
    issues = [issue("field-repeated", field="population", text="44 000"), issue("text-unplaced", text="44 000")]
    text = body(asked(*issues, unplaced=["44 000"]))
    assert text.count("44 000") == 1


def test_all_the_addresses_of_a_fiche_are_written_to_once() -> None:
    people = [contact(emails=["a@x.example", "b@x.example"]), contact(emails=["a@x.example"])]
    assert asked(issue("website-missing"), contacts=people)["To"] == "a@x.example, b@x.example"


@given(st.text(max_size=400), st.text(max_size=400))
def test_nothing_that_a_fiche_says_adds_a_header_or_steers_a_screen(name: str, said: str) -> None:
    record = fiche(name=name, issues=[issue("population-unclear", text=said)], id="x")
    data = message(record)
    head, _, rest = data.partition(b"\r\n\r\n")
    names = [line.partition(b":")[0] for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    assert sorted(names) == sorted(
        [
            b"To",
            b"Subject",
            b"X-Unsent",
            b"Content-Type",
            b"Content-Transfer-Encoding",
            b"MIME-Version",
            b"Content-Language",
        ]
    )
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    assert all(letter.isprintable() or letter in "\r\n\u00a0" for letter in rest.decode())


def test_a_run_writes_them_and_takes_away_those_that_are_settled(tmp_path: Path) -> None:
    open_question = fiche(issues=[issue("website-missing")])
    written = write_to(tmp_path, collection(open_question, blocked("abîmé.docx")))
    assert {path.name for path in (tmp_path / "relances").iterdir()} == {"abime-docx.eml", "ville-d-angers.eml"}
    assert written.followups == 2
    own = tmp_path / "relances" / "ma note.txt"
    own.write_text("à garder")
    write_to(tmp_path, collection(fiche()))
    assert list((tmp_path / "relances").iterdir()) == [own]


def test_the_same_fiche_gives_the_same_bytes() -> None:
    def made() -> Fiche:
        return fiche(issues=[issue("website-missing")])

    assert message(made()) == message(made())
