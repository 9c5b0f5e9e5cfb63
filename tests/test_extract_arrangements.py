"""However a clerk arranges the form, each answer is found in its field, and every word of the document somewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import Content, Spec, b, blocks_of, found, merged, p, summary, table

from ficheparse.document import Block
from ficheparse.form import FieldName

Language = Literal["fr", "en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@dataclass(frozen=True)
class Row:
    """What the form asks in one row, and the paragraphs of its answer; none where it was left."""

    field: FieldName
    label: str
    answer: tuple[str, ...]

    @property
    def content(self) -> Content:
        return list(self.answer) if self.answer else ""


LABELS: dict[Language, dict[FieldName, str]] = {
    "fr": {
        "name": "Nom de la collectivité",
        "location": "Localisation (sur carte) ou CARTE (lien)",
        "domains": "Domaine(s) concerné(s)",
        "population": "Population",
        "website": "Site Internet (en anglais) :",
        "contact": "Contact :",
        "points": "Points essentiels de la politique novatrice déployée :",
    },
    "en": {
        "name": "Name of the local authority",
        "location": "Location (on map) or MAP (link)",
        "domains": "Field(s) concerned",
        "population": "Population",
        "website": "Website (in English):",
        "contact": "Contact:",
        "points": "Key points of the innovative policy:",
    },
    "ja": {
        "name": "自治体名",
        "location": "位置（地図）",
        "domains": "分野",
        "population": "人口",
        "website": "ウェブサイト（英語）",
        "contact": "連絡先",
        "points": "先進的な取組の要点",
    },
}
ANSWERS: dict[Language, dict[FieldName, tuple[str, ...]]] = {
    "fr": {
        "location": ("Au pied du Vercors, à une heure de Lyon",),
        "domains": ("Mobilité, patrimoine et eau",),
        "population": ("7 815 habitants (2011)",),
        "website": ("www.crest.example/en",),
        "contact": ("Mme Lise Aubert, chargée de mission", "Tél. 04 65 71 08 15", "lise.aubert@crest.example"),
    },
    "en": {
        "location": ("Between the sea and the Sefuri hills",),
        "domains": ("Tourism, heritage",),
        "population": ("about 131,000 inhabitants",),
        "website": ("https://www.karatsu.example/english/",),
        "contact": ("International Affairs Desk", "Ms. Emi Doi", "emi.doi@karatsu.example"),
    },
    "ja": {
        "location": ("島根県の山あい",),
        "domains": ("観光、文化",),
        "population": ("７，６５３人（平成２２年）",),
        "website": ("http://www.tsuwano.example/",),
        "contact": ("商工観光課　係長　土井", "電話　０８５６－００－００００", "kanko@tsuwano.example"),
    },
}
NAMES: dict[Language, tuple[str, str]] = {
    "fr": ("Ville de Crest", "クレスト市"),
    "en": ("Karatsu City", "唐津市"),
    "ja": ("津和野町", "Ville de Tsuwano"),
}
TITLES: dict[Language, tuple[str, str]] = {
    "fr": ("Fiche « Bonne pratique » - (Crest)", "Crest"),
    "en": ("“Good practice” sheet - (Karatsu)", "Karatsu"),
    "ja": ("「優良事例」シート（津和野）", "津和野"),
}
POINTS: dict[Language, tuple[str, ...]] = {
    "fr": ("La tour reçoit 40 000 visiteurs par an.", "- Une navette gratuite relie les hameaux.", "- Un verger."),
    "en": ("1. The castle square is free of cars.", "2. Pine groves are cleaned by pupils every spring."),
    "ja": ("・水路の鯉を住民が守っている。", "・空き家を若い職人に貸し、店が12軒開いた。"),
}
DATES: dict[Language, str] = {
    "fr": "(Mis à jour le 3 mars 2014)",
    "en": "(Updated on March 3, 2014)",
    "ja": "（更新日：平成26年3月3日）",
}
ANNEX = [
    "Communiqué conjoint entre la France et le Japon",
    "Les deux pays se félicitent des jumelages et de la coopération décentralisée entre collectivités.",
]
LETTER = ["Bonjour,", "Vous trouverez ci-dessous notre réponse, relue hier.", "Merci, et à bientôt."]
SIGNATURE = ["Le directeur des services,", "Paul Garnier"]


def rows_in(language: Language, *, second_name: bool = True, blank: frozenset[FieldName] = frozenset()) -> list[Row]:
    """The form's rows in its own order, completed but for the fields left blank."""
    labels = LABELS[language]
    names = NAMES[language] if second_name else NAMES[language][:1]
    rows = [Row("name", labels["name"], (name,)) for name in names]
    rows += [Row(name, labels[name], answer) for name, answer in ANSWERS[language].items()]
    return [Row(row.field, row.label, () if row.field in blank else row.answer) for row in rows]


def expected(rows: Sequence[Row]) -> dict[str, object]:
    """What must be found: each field's answers, each in one line."""
    answers: dict[str, list[str]] = {}
    for row in rows:
        if row.answer:
            answers.setdefault(row.field, []).append(" ".join(" ".join(row.answer).split()))
    return dict(answers)


# Arrangements -----------------------------------------------------------------------------------------------------

Arrangement = Callable[[Sequence[Row]], list[Block]]


def _apart(rows: Sequence[Row]) -> tuple[Row, list[Row]]:
    """The location, and the other rows, the name's first: the map's column is beside them."""
    (location,) = [row for row in rows if row.field == "location"]
    others = [row for row in rows if row.field != "location"]
    return location, sorted(others, key=lambda row: row.field != "name")


def _by(rows: Sequence[Row], count: int) -> list[Sequence[Row]]:
    return [rows[start : start + count] for start in range(0, len(rows), count)]


def as_sent(rows: Sequence[Row]) -> list[Block]:
    location, others = _apart(rows)
    column = [location.label, location.content, *[""] * len(others)]
    return [table(*([row.label, row.content, third] for row, third in zip(others, column, strict=False)))]


def map_merged_down(rows: Sequence[Row]) -> list[Block]:
    location, others = _apart(rows)
    built: list[list[Spec]] = [[row.label, row.content] for row in others]
    built[0].append(location.label)
    built[1].append(merged(location.content, down=len(others) - 1))
    return [table(*built)]


def map_on_a_later_row(rows: Sequence[Row]) -> list[Block]:
    location, others = _apart(rows)
    column: list[Content] = [location.label, *[""] * (len(others) - 2), location.content]
    return [table(*([row.label, row.content, third] for row, third in zip(others, column, strict=True)))]


def two_columns(rows: Sequence[Row]) -> list[Block]:
    return [table(*([row.label, row.content] for row in rows))]


def a_third_column_left_empty(rows: Sequence[Row]) -> list[Block]:
    return [table(*([row.label, row.content, ""] for row in rows))]


def labels_right(rows: Sequence[Row]) -> list[Block]:
    return [table(*([row.content, row.label] for row in rows))]


def numbered(rows: Sequence[Row]) -> list[Block]:
    return [table(*([f"{number}.", row.label, row.content] for number, row in enumerate(rows, 1)))]


def four_columns(rows: Sequence[Row]) -> list[Block]:
    return [table(*([cell for row in pair for cell in (row.label, row.content)] for pair in _by(rows, 2)))]


def labels_over_columns(rows: Sequence[Row]) -> list[Block]:
    return [table([row.label for row in rows], [row.content for row in rows])]


def labels_over_columns_in_bands(rows: Sequence[Row]) -> list[Block]:
    bands = [line for band in _by(rows, 3) for line in ([r.label for r in band], [r.content for r in band])]
    return [table(*bands)]


def label_over_value_in_one_column(rows: Sequence[Row]) -> list[Block]:
    return [table(*([content] for row in rows for content in (row.label, row.content)))]


def own_cell_same_line(rows: Sequence[Row]) -> list[Block]:
    return [table(*([_lines(row, "\n")] for row in rows))]


def own_cell_next_line(rows: Sequence[Row]) -> list[Block]:
    return [table(*(["\n".join([row.label, *row.answer])] for row in rows))]


def own_cell_next_paragraph(rows: Sequence[Row]) -> list[Block]:
    return [table(*([[row.label, *row.answer]] for row in rows))]


def own_cells_two_a_row(rows: Sequence[Row]) -> list[Block]:
    return [table(*([[row.label, *row.answer] for row in pair] for pair in _by(rows, 2)))]


def one_cell_of_paragraphs(rows: Sequence[Row]) -> list[Block]:
    return [table([[line for row in rows for line in _lines(row, "\n").split("\n")]])]


def one_cell_of_lines(rows: Sequence[Row]) -> list[Block]:
    return [table(["\n".join(_lines(row, "\n") for row in rows)])]


def a_table_a_row(rows: Sequence[Row]) -> list[Block]:
    return [table([row.label, row.content]) for row in rows]


def two_tables(rows: Sequence[Row]) -> list[Block]:
    return [*two_columns(rows[:3]), p(""), *two_columns(rows[3:])]


def a_table_in_a_frame(rows: Sequence[Row]) -> list[Block]:
    return [table([two_columns(rows)])]


def answers_gone_on_in_rows(rows: Sequence[Row]) -> list[Block]:
    lines: list[list[Spec]] = []
    for row in rows:
        lines += [[row.label if not number else "", said] for number, said in enumerate(row.answer or ("",))]
    return [table(*lines)]


def two_languages(rows: Sequence[Row]) -> list[Block]:
    others = {name: label.rstrip(" :") for name, label in LABELS["ja" if rows[0].label.isascii() else "en"].items()}
    others |= LABELS["ja"] if rows[0].label == LABELS["fr"]["name"] else {}
    return [table(*([f"{row.label.rstrip(' :')} / {others[row.field]}", row.content] for row in rows))]


def paragraphs(rows: Sequence[Row]) -> list[Block]:
    return blocks_of([line for row in rows for line in _lines(row, "\n").split("\n")])


def lines_of_one_paragraph(rows: Sequence[Row]) -> list[Block]:
    return [p("\n".join(_lines(row, "\n") for row in rows))]


def a_tab_after_the_label(rows: Sequence[Row]) -> list[Block]:
    return blocks_of([line for row in rows for line in "\n".join([_tabbed(row), *row.answer[1:]]).split("\n")])


def headings(rows: Sequence[Row]) -> list[Block]:
    return [block for row in rows for block in (p(row.label, style="heading 2"), *blocks_of(list(row.answer)))]


def bold_headings(rows: Sequence[Row]) -> list[Block]:
    return [block for row in rows for block in (p(b(row.label)), *blocks_of(list(row.answer)), p(""))]


def _lines(row: Row, joint: str) -> str:
    first = f"{row.label.rstrip(' :')} : {row.answer[0] if row.answer else ''}"
    return joint.join([first, *row.answer[1:]])


def _tabbed(row: Row) -> str:
    return f"{row.label}\t{row.answer[0] if row.answer else ''}"


ARRANGEMENTS: tuple[Arrangement, ...] = (
    as_sent,
    map_merged_down,
    map_on_a_later_row,
    two_columns,
    a_third_column_left_empty,
    labels_right,
    numbered,
    four_columns,
    labels_over_columns,
    labels_over_columns_in_bands,
    label_over_value_in_one_column,
    own_cell_same_line,
    own_cell_next_line,
    own_cell_next_paragraph,
    own_cells_two_a_row,
    one_cell_of_paragraphs,
    one_cell_of_lines,
    a_table_a_row,
    two_tables,
    a_table_in_a_frame,
    answers_gone_on_in_rows,
    two_languages,
    paragraphs,
    lines_of_one_paragraph,
    a_tab_after_the_label,
    headings,
    bold_headings,
)


# What must hold of all --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda arrangement: arrangement.__name__)
def test_a_form_arranged_otherwise_gives_the_same_answers(arrangement: Arrangement, language: Language) -> None:
    rows = rows_in(language)
    heading, title = TITLES[language]
    body = [heading, *arrangement(rows), LABELS[language]["points"], *POINTS[language], DATES[language]]
    assert summary(found(*body, *ANNEX)) == expected(rows) | {
        "title": title,
        "points": list(POINTS[language]),
        "updated": [DATES[language]],
        "unplaced": [],
    }


@pytest.mark.parametrize("left", ["", "...", "--"])
@pytest.mark.parametrize("arrangement", ARRANGEMENTS, ids=lambda arrangement: arrangement.__name__)
def test_a_field_left_blank_takes_no_other_fields_answer(arrangement: Arrangement, left: str) -> None:
    blank: frozenset[FieldName] = frozenset({"domains", "website"})
    rows = rows_in("fr", blank=blank)
    shown = [Row(row.field, row.label, row.answer or ((left,) if left else ())) for row in rows]
    answered = expected(rows) | {"title": None, "points": ["- Un verger."], "unplaced": []}
    assert summary(found(*arrangement(shown), LABELS["fr"]["points"], "- Un verger.")) == answered


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[str | Block], dict[str, object]]:
    """A form in some arrangement, order and language, partly blank, with or without what clerks put around it."""
    language = draw(st.sampled_from(LANGUAGES))
    arrangement = draw(st.sampled_from(ARRANGEMENTS))
    blank = frozenset(draw(st.sets(st.sampled_from(tuple(ANSWERS[language])), max_size=4)))
    rows = draw(st.permutations(rows_in(language, second_name=draw(st.booleans()), blank=blank)))
    letter, annex, signature, dated_first = (draw(st.booleans()) for _ in range(4))
    heading, title = TITLES[language]
    section = [LABELS[language]["points"], *POINTS[language]]
    body: list[str | Block] = [*(LETTER if letter else []), heading, *([DATES[language]] if dated_first else [])]
    body += [*arrangement(rows), "", *section]
    body += [] if dated_first else [DATES[language]]
    ends = annex or not dated_first
    body += [*(ANNEX if annex else []), *(SIGNATURE if signature and ends else [])]
    unplaced = [*(LETTER if letter else []), *(SIGNATURE if signature and ends else [])]
    return body, expected(rows) | {
        "title": title,
        "points": list(POINTS[language]),
        "updated": [DATES[language]],
        "unplaced": unplaced,
    }


@settings(max_examples=300, deadline=None)
@given(documents())
def test_every_answer_is_found_in_its_field_and_no_word_is_lost(
    document: tuple[list[str | Block], dict[str, object]],
) -> None:
    body, answers = document
    assert summary(found(*body)) == answers
