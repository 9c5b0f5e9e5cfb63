"""Long inputs of many kinds are read whole, in time that grows with their length. Nothing here is timed: what takes the
square of it would take minutes."""

from __future__ import annotations

from collections import Counter

import pytest
from packages import GOOD, LABELS, docx, form_docx, p, r, root, table, tc

from ficheparse.blocked import LONGEST_ID
from ficheparse.extract import extract
from ficheparse.fiche import Fiche, Source
from ficheparse.form import load
from ficheparse.normalise import normalise
from ficheparse.rawfiche import LONGEST_ANSWER
from ficheparse.read import read
from ficheparse.text import as_written

LENGTH = 100_000
FORM = load()
SOURCE = Source(file="fiche.docx", sha256="0" * 64, format="docx")
LABEL = LABELS["fr"]

KINDS = [
    *(" ", "\t", "\n", "1", "1 ", "1.", "1,", "(", ")", "()", "[ ", "@", "a@", "a.b@", "a_", "a at ", "http://a."),
    *("https://a/", "www.", "ab.", "/", "-", "– ", ",", ":", "a: ", "et ", "Mme ", "M. Ab ", "Tél : 02 ", "+33 "),
    *(
        "02 61 91 00 12 ",
        "02 61 91 00 12 (",
        "089-948-6887、",
        "万",
        "1万 ",
        "一",
        "１",
        "、",
        "（",
        "課",
        "ア ",
        "電　話 ",
    ),
    *("12 mars 2014 ", "12/03/2014 ", "mis à jour ", "更新", "平成26年3月12日 ", "N ", "48°", "48°12'3\"N ", "Lat. "),
    *("48.12345, -2.12345 ", "gps", "position gps ", "a", "e\u0301", "\u0301\u0323", "A A", "AB ", "Maire ", "Jean-"),
    *("gestion de ", "culture, ", "culture : ", "développement durable et ", "échanges (et) ", "☒ ", "☐ a ", "[x] "),
    *("[ ] a\n", "■ □ ", "« ", "é« ", "“", "• a\n", "1. a\n", "1,2 million ", "12 345 hab. ", "a.b@c.fr ", "a dot b "),
    *(
        "aàb.fr ",
        "a@b.",
        "%41",
        "&y=1",
        "geo:48,2 ",
        "東京都",
        "株式会社",
        "…",
        "...",
        "| ",
        "<a>",
        "\u200b ",
        "\u3000",
    ),
    *("communiqué conjoint ", "2.1 a ", "ville de ", "commune city ", "st ", "oo", "xn--", "ab.cd\u2010", "a, b\n"),
]
FURTHER = ["Population : ", "Contact : a ", "Domaine(s) concerné(s) : ", "Nom de la collectivité\n", "ANNEXE 1\n"]
"""The form's own words, which need not be kept."""
ANSWERS = ["name", "location", "domains", "population", "website", "contact"]
PLACES = [*ANSWERS, "title", "points", "updated", "before", "beside", "lines", "header"]


def record(data: bytes) -> Fiche:
    return normalise(extract(read(data, "fiche.docx"), FORM), FORM, SOURCE).fiche


def one(text: str) -> str:
    """A single paragraph, its lines broken by hand."""
    return f"<w:p>{r(text)}</w:p>"


def with_text(place: str, text: str) -> bytes:
    """A form that is completed, with a long text at one place."""
    if place in (*ANSWERS, "points"):
        return form_docx(**{place: one(text)})
    parts: dict[str, str] = {}
    given = {key: one(text) if key == place else p(LABEL[key].format(GOOD[key])) for key in ("title", "updated")}
    if place in given:
        given[place] = one(LABEL[place].format(text))
    rows = [[LABEL[key], GOOD[key]] for key in ANSWERS]
    if place == "beside":
        rows.append([one(text), "12"])
    answers = table(*rows)
    if place == "lines":
        answers = one("\n".join(f"{LABEL[key]} : {GOOD[key]}" for key in ANSWERS) + "\n" + text)
    body = (one(text) if place == "before" else "") + given["title"] + answers
    if place == "header":
        body += '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>'
        parts["header1.xml"] = root("w:hdr", one(text))
    return docx(body + p(LABEL["points"]) + p("Une haie.") + given["updated"], links=None, **parts)


def letters(*texts: str) -> Counter[str]:
    """The letters and digits of texts; what has none is no answer and no text (`...`, `--`)."""
    counted = Counter(as_written(" ".join(texts)))
    return Counter({character: count for character, count in counted.items() if character.isalnum()})


def said(fiche: Fiche) -> list[str]:
    return [*(evidence.raw for evidence in fiche.provenance.values()), *fiche.unplaced]


def long(kind: str, length: int = LENGTH) -> str:
    return (kind * (length // len(kind) + 1))[:length]


def some_places() -> list[tuple[str, str, int]]:
    """Each kind at two places, at one of them shorter, so that each place has all sorts of kinds."""
    return [
        (kind, PLACES[(number + turn) % len(PLACES)], length)
        for number, kind in enumerate(KINDS)
        for turn, length in ((0, LENGTH), (5, LENGTH // 10))
    ]


@pytest.mark.parametrize(("kind", "place", "length"), some_places())
def test_every_letter_is_kept(kind: str, place: str, length: int) -> None:
    text = long(kind, length)
    fiche = record(with_text(place, text))
    if place != "header":  # page furniture is no text of the document
        assert not letters(text) - letters(*said(fiche))
    assert len(fiche.id) <= LONGEST_ID


@pytest.mark.parametrize("place", ["domains", "contact", "points", "before", "header"])
@pytest.mark.parametrize("kind", FURTHER)
def test_the_forms_own_words_again_and_again(kind: str, place: str) -> None:
    assert record(with_text(place, long(kind))).source == SOURCE


@pytest.mark.parametrize("kind", ["a ", "1 ", "- ", "東京 ", "et "])
def test_a_value_before_a_long_text_is_found_and_the_rest_is_told(kind: str) -> None:
    values = {
        "website": "www.vannes.example/en/",
        "contact": "Mme Anne Roy, a.roy@vannes.example, 02 61 91 00 12\n",
        "location": "https://www.openstreetmap.org/#map=12/47.65/-2.76\n",
        "domains": "culture, tourisme\n",
    }
    fiche = record(form_docx(**{key: one(f"{value} {long(kind)}") for key, value in values.items()}))
    assert fiche.website == "https://www.vannes.example/en/"
    assert fiche.contacts[0].emails == ["a.roy@vannes.example"]
    assert fiche.location.map_url == "https://www.openstreetmap.org/#map=12/47.65/-2.76"
    assert fiche.domains[:2] == ["culture", "tourism"]
    assert len(fiche.provenance["contact"].raw) <= LONGEST_ANSWER
    if letters(kind):
        assert "text-unplaced" in [issue.code for issue in fiche.issues]


def test_a_long_text_is_no_population_no_site_and_no_date() -> None:
    fiche = record(form_docx(population=one(long("12 345 hab. ")), website=one(long("a"))))
    assert (fiche.population, fiche.website) == (None, None)
    assert {"population-unclear", "website-invalid", "text-unplaced"} <= {issue.code for issue in fiche.issues}


def test_many_answers_to_one_field() -> None:
    rows = "".join(f"<w:tr>{tc('Contact :')}{tc(f'Mme Anne Roy{i}x')}</w:tr>" for i in range(2_000))
    fiche = record(docx(p(LABEL["title"].format("Vannes")) + f"<w:tbl>{rows}</w:tbl>"))
    assert Counter(word for text in said(fiche) for word in text.split() if word.startswith("Roy")).total() == 2_000


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def runs(text: str) -> str:
    """Three thousand runs, each in another look than the one before."""
    return f"<w:p>{(r(text, '<w:b/>') + r(text)) * 1_500}</w:p>"


def within(tags: str, times: int, inner: str) -> str:
    """Markup inside elements of these names, again and again."""
    names = tags.split()
    opening, closing = "".join(f"<w:{name}>" for name in names), "".join(f"</w:{name}>" for name in reversed(names))
    return opening * times + inner + closing * times


SHAPES = {
    "lines": lambda: runs("- Vuv\n"),
    "runs": lambda: runs("Vuv "),
    "paragraphs": lambda: p("Vuv") * 3_000,
    "rows": lambda: within("tbl", 1, row(tc("Vuv"), tc("x")) * 3_000),
    "cells": lambda: within("tbl", 1, row(tc("Vuv") * 3_000)),
    "tables": lambda: within("tbl tr tc", 600, p("Vuv") * 3_000),
    "controls": lambda: within("sdt sdtContent", 900, p("Vuv") * 3_000),
    "insertions": lambda: within("p", 1, within("ins", 1_900, r("Vuv ") * 3_000)),
}


@pytest.mark.parametrize("place", ["inside", "points"])
@pytest.mark.parametrize("shape", SHAPES)
def test_many_of_a_kind(shape: str, place: str) -> None:
    blocks = SHAPES[shape]()
    inside, points = (blocks, "") if place == "inside" else ("", blocks)
    rows = table(*([LABEL[key], GOOD[key]] for key in ANSWERS))
    fiche = record(docx(p(LABEL["title"].format("Vannes")) + rows + inside + p(LABEL["points"]) + points))
    assert " ".join(said(fiche)).count("Vuv") == 3_000


def test_a_long_chain_of_styles_and_levels() -> None:
    styles = "".join(
        f'<w:style w:styleId="S{i}"><w:name w:val="s{i}"/><w:basedOn w:val="S{i + 1}"/></w:style>' for i in range(5_000)
    )
    levels = "".join(f'<w:lvl w:ilvl="{i}"><w:pPr><w:ind w:left="{i}"/></w:pPr></w:lvl>' for i in range(5_000))
    numbering = (
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    points = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="S{i}"/><w:numPr><w:ilvl w:val="{i}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"{r('Vuv')}</w:p>"
        for i in range(5_000)
    )
    parts = {"styles.xml": root("w:styles", styles), "numbering.xml": root("w:numbering", numbering)}
    document = read(docx(points, links=None, **parts), "fiche.docx")
    last = list(document.paragraphs())[-1]
    assert (last.style, last.indent) == ("s4999", 4_999)


def test_many_notes() -> None:
    references = "".join(f'<w:r><w:footnoteReference w:id="{i}"/></w:r>' for i in range(3_000))
    notes = "".join(f'<w:footnote w:id="{i}">{p("Vuv")}</w:footnote>' for i in range(3_000))
    document = read(
        docx(f"<w:p>{references}</w:p>", links=None, **{"footnotes.xml": root("w:footnotes", notes)}), "fiche.docx"
    )
    assert len(document.notes) == 3_000
