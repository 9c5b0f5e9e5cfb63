"""Bullet marks, depth and look of the points (contract, section 3, **Points**)."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import b, i, link, p, prompt, raised, read_points

from ficheparse.document import Paragraph, Run
from ficheparse.text import as_written
from ficheparse.values.points import html

Levels = list[int]


def text(paragraph: str | Paragraph) -> str:
    (point,) = read_points(paragraph)
    return point.text


def levels(*paragraphs: str | Paragraph) -> Levels:
    return [point.level for point in read_points(*paragraphs)]


# Marks ------------------------------------------------------------------------------------------------------------

MARKS = (
    *("--", "-", "–", "—", "•", "·", "*", "▪", "→", "►", "➢", "✓", "1°", "・", "●", "○", "◆", "■"),
    *("1.", "1)", "(1)", "a)", "①", "2.", "12.", "12)", "(12)", "b)", "⑫", "2°"),
)
WIDE_MARKS = ("－", "（１）", "１．", "１）")


@pytest.mark.parametrize("mark", [*MARKS, *WIDE_MARKS])
@pytest.mark.parametrize("gap", [" ", "\t", "\u00a0", "\u3000", "  "], ids=["space", "tab", "hard", "wide", "two"])
def test_a_mark_at_the_head_is_no_part_of_the_text(mark: str, gap: str) -> None:
    point = f"{mark}{gap}Le tram dessert le port."
    assert text(point) == "Le tram dessert le port."
    assert text(p(point, items=1)) == "Le tram dessert le port."


@pytest.mark.parametrize("gap", ["\t", "\u3000", "\u2003", "\u2002"])
def test_an_o_before_a_tab_or_wide_space_is_a_mark(gap: str) -> None:
    assert text(f"o{gap}Le tram dessert le port.") == "Le tram dessert le port."


@pytest.mark.parametrize("mark", ["・", "●", "○", "◆", "■", "①", "（１）", "１．", "－", "•", "-", "–", "—", "→", "▪"])
def test_a_mark_may_touch_the_first_word(mark: str) -> None:
    assert text(f"{mark}路面電車が港まで走る。") == "路面電車が港まで走る。"


@pytest.mark.parametrize("mark", ["- ", "• ", "1) ", "a) ", "① "])
@pytest.mark.parametrize(
    "said", ["« Un port »", "(Un port)", "12 ports", "「港」", "2013 : un port", "1,5 km de quais"]
)
def test_what_follows_the_mark_may_begin_with_a_quote_bracket_or_figure(mark: str, said: str) -> None:
    assert text(mark + said) == said


@pytest.mark.parametrize("lead", [" ", "   ", "\t", "\u00a0", "\u3000"])
def test_white_space_before_a_mark_is_no_part_of_the_text(lead: str) -> None:
    assert text(f"{lead}- Un port.") == "Un port."


@pytest.mark.parametrize(
    "said",
    [
        "1,5 km de quais sont rendus aux piétons.",
        "1.5 km of quays",
        "3.5倍になった。",
        "3.11の震災を伝える。",
        "１．５倍になった。",
        "12 ports",
        "12 %, un record",
        "2014 : ouverture du port.",
        "2014. Ouverture du port.",
        "(2014) ouverture du port.",
        "10 000 habitants",
        "5-6 ans de travaux",
        "1/3 des logements",
        "-5 °C en hiver sans gel",
        "−5 °C en hiver sans gel",
        "-30 % de déchets",
        "+3 % de lecteurs",
        "12 °C de moins en été",
        "J. Dupont dirige l'école.",
        "J.-P. Dupont dirige l'école.",
        "J. É. Dupont dirige l'école.",
        "É. Zola y vécut.",
        "J. Élie dirige l'école.",
        "A. Martin et B. Petit",
        "M. Petit préside le comité.",
        "M. le Maire préside le comité.",
        "M. et Mme Petit ont légué le parc.",
        "o un port",
        "où vivre",
        "œuvre de quartier",
        "a priori, un port",
        "À pied : douze sentiers.",
        "1er prix en 2012",
        "2e port de France",
        "2020年までに半減",
        "1つの窓口",
        "一、二の例",
        "3R運動",
        "N° 1 des ports",
        "(Un port) et deux quais",
        "=1+2",
        "@home, le portail",
        "#port",
        "« Un port »",
        "「港」",
        "<b>port</b>",
    ],
)
def test_what_looks_like_a_mark_and_is_none_stays(said: str) -> None:
    assert text(said) == as_written(said)


@pytest.mark.parametrize("said", ["- Un port - et deux quais", "• Un port • deux quais", "1) Un port 2) deux quais"])
def test_only_the_first_mark_is_dropped(said: str) -> None:
    assert text(said) == said.split(maxsplit=1)[1]


def test_a_mark_of_another_look_than_the_text_is_dropped_too() -> None:
    (point,) = read_points(p(b("- "), "Un ", b("port")))
    assert (point.text, point.html) == ("Un port", "Un <b>port</b>")


def test_a_mark_split_among_runs_is_dropped() -> None:
    (point,) = read_points(p("(", b("1"), ")", "\t", "Un port"))
    assert (point.text, point.html) == ("Un port", "Un port")


@pytest.mark.parametrize(
    "left", ["--", "-", "–", "•", "...", "…", "- ...", "1.", "a)", "(à compléter)", "néant", "", " "]
)
def test_a_placeholder_is_no_point(left: str) -> None:
    assert read_points(left) == ()
    assert [point.text for point in read_points("- Un port.", left)] == ["Un port."]


def test_a_prompt_is_no_point() -> None:
    assert read_points(p(prompt("Cliquez pour décrire."))) == ()


def test_the_text_is_as_written() -> None:
    assert text("  Un\u00a0port\u200b  rendu \n à la\tville. ") == "Un port rendu à la ville."


# Depth ------------------------------------------------------------------------------------------------------------


def item(words: str, level: int, *, items: int = 1) -> Paragraph:
    """An item of a Word list, indented as its level is."""
    return p(words, items=items, level=level, indent=360 * (level + 1))


def test_plain_text_is_at_the_top() -> None:
    assert levels("Un port.", "Deux quais.", p("Trois digues.", indent=720)) == [0, 0, 0]


def test_items_of_one_list_stand_by_their_depth() -> None:
    assert levels(item("Un", 0), item("Deux", 1), item("Trois", 2), item("Quatre", 1), item("Cinq", 0)) == [
        0,
        1,
        2,
        1,
        0,
    ]


def test_a_list_under_a_plain_sentence_or_a_heading_is_at_the_top() -> None:
    assert levels("La ville agit :", item("Un", 0), item("Deux", 0)) == [0, 0, 0]
    assert levels(p("Le port", style="heading 3"), item("Un", 0), item("Deux", 1)) == [0, 0, 1]
    assert levels("La ville agit :", "- un port", "- deux quais") == [0, 0, 0]


def test_a_list_whose_first_item_is_deep_begins_at_the_top() -> None:
    assert levels(item("Un", 1), item("Deux", 1), item("Trois", 2)) == [0, 0, 1]
    assert levels("La ville agit :", item("Un", 2), item("Deux", 2)) == [0, 0, 0]


def test_a_level_left_out_is_one_step() -> None:
    assert levels(item("Un", 0), item("Deux", 2), item("Trois", 2), item("Quatre", 0)) == [0, 1, 1, 0]


def test_each_list_under_a_sentence_begins_anew() -> None:
    assert levels("Mobilité", item("Un", 0), item("Deux", 1), "Culture", item("Trois", 0), item("Quatre", 1)) == [
        *(0, 0, 1),
        *(0, 0, 1),
    ]


def test_another_list_further_in_is_listed_under_the_item_above_it() -> None:
    assert levels(
        p("Un", items=1, indent=360),
        p("puce", items=2, indent=720),
        p("puce", items=2, indent=720),
        p("Deux", items=1, indent=360),
    ) == [0, 1, 1, 0]


def test_another_list_as_far_in_is_beside_it() -> None:
    assert levels(p("Un", items=1, indent=360), p("Deux", items=2, indent=360)) == [0, 0]


def test_a_numbered_list_with_lettered_items_stands_by_its_depth() -> None:
    assert levels(item("Un", 0), item("lettre", 1), item("lettre", 1), item("Deux", 0), item("lettre", 1)) == [
        *(0, 1, 1),
        *(0, 1),
    ]


@pytest.mark.parametrize("indents", [(0, 360, 720), (360, 720, 1080), (720, 1440, 2160)])
def test_list_styles_stand_by_their_number(indents: tuple[int, int, int]) -> None:
    first, second, third = indents
    assert levels(
        p("Un", style="list bullet", indent=first),
        p("Deux", style="list bullet 2", indent=second),
        p("Trois", style="list bullet 3", indent=third),
        p("Quatre", style="list bullet", indent=first),
    ) == [0, 1, 2, 0]


@pytest.mark.parametrize("kind", ["list bullet", "list number"])
def test_list_styles_stand_by_their_number_where_nothing_is_indented(kind: str) -> None:
    assert levels(p("Un", style=kind), p("Deux", style=f"{kind} 2"), p("Trois", style=f"{kind} 3")) == [0, 1, 2]


@pytest.mark.parametrize("lead", ["    ", "\t", "\u3000", "\u00a0\u00a0\u00a0\u00a0", "\u2003\u2003"])
def test_typed_marks_stand_by_the_space_before_them(lead: str) -> None:
    assert levels("- Un", f"{lead}- Deux", f"{lead}{lead}- Trois", f"{lead}- Quatre", "- Cinq") == [0, 1, 2, 1, 0]


def test_typed_marks_stand_by_their_paragraphs_indentation() -> None:
    assert levels(
        p("- Un", indent=0), p("o\tDeux", indent=360), p("o\tTrois", indent=360), p("- Quatre", indent=0)
    ) == [0, 1, 1, 0]


def test_typed_marks_on_lines_broken_by_hand_stand_by_the_space_before_them() -> None:
    assert levels("- Un\n    - Deux\n    - Trois\n- Quatre") == [0, 1, 1, 0]


def test_typed_marks_lined_up_by_hand_are_at_one_depth() -> None:
    assert levels(p("- Un", indent=360), p("- Deux", indent=345), p("- Trois", indent=375)) == [0, 0, 0]


def test_different_typed_marks_as_far_in_are_at_one_depth() -> None:
    assert levels("- Un", "• Deux", "1) Trois", "a) Quatre") == [0, 0, 0, 0]


def test_a_list_under_typed_numbers_further_in_is_listed_under_them() -> None:
    assert levels("1. Un", item("puce", 0), item("puce", 0), "2. Deux", item("puce", 0)) == [0, 1, 1, 0, 1]


def test_a_placeholder_counts_for_no_depth() -> None:
    assert levels(item("Un", 0), item("--", 1), item("Deux", 2), item("Trois", 0)) == [0, 1, 0]


def test_seven_depths_are_seven() -> None:
    assert levels(*(item(f"Point {depth}", depth) for depth in range(7))) == [0, 1, 2, 3, 4, 5, 6]


# Look -------------------------------------------------------------------------------------------------------------


def look(*runs: str | Run) -> str:
    (point,) = read_points(p(*runs))
    return point.html


def test_bold_italic_raised_and_lowered_are_kept() -> None:
    assert look("Un ", b("port"), " de ", i("quais")) == "Un <b>port</b> de <i>quais</i>"
    assert look("40 m", raised("2"), " et CO", raised("2", "sub")) == "40 m<sup>2</sup> et CO<sub>2</sub>"


def test_white_space_around_a_look_stays_outside_words_together() -> None:
    assert look("Un", b(" port "), "franc").replace("<b> ", " <b>").replace(" </b>", "</b> ") == "Un <b>port</b> franc"


@pytest.mark.parametrize("target", ["https://port.example/a?b=1", "http://port.example/", "mailto:port@ville.example"])
def test_a_safe_link_is_kept(target: str) -> None:
    assert look("Voir ", link("le port", target)) == f'Voir <a href="{target}">le port</a>'


def test_a_links_address_is_escaped() -> None:
    shown = Shown(look("Voir ", link("port", 'https://port.example/"onclick="fermer()')))
    assert shown.text == "Voir port"


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:msgbox(1)",
        "file:///C:/port.doc",
        "\\\\serveur\\port.doc",
        "#_Toc1",
        "",
    ],
)
def test_an_unsafe_link_leaves_its_wording(target: str) -> None:
    assert look("Voir ", link("le port", target)) == "Voir le port"


def test_a_links_user_name_and_password_are_no_part_of_it() -> None:
    assert "secret" not in look(link("port", "https://lise:secret@port.example/"))


def test_all_else_is_escaped() -> None:
    assert look("<script>alert('port')</script> & <b>port</b> &amp;") == (
        "&lt;script&gt;alert('port')&lt;/script&gt; &amp; &lt;b&gt;port&lt;/b&gt; &amp;amp;"
    )


def test_line_breaks_and_tabs_are_spaces_in_the_html_too() -> None:
    assert look("Un\nport\t", b("de\nquais")) == "Un port <b>de quais</b>"


class Shown(HTMLParser):
    """What a browser makes of a point's html: its text and its tags; a tag left open or crossed is an error."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: set[str] = set()
        self._open: list[str] = []
        self.feed(markup)
        self.close()
        assert self._open == [], f"left open in {markup!r}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        assert [name for name, _ in attrs] == (["href"] if tag == "a" else [])

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


RUNS = st.builds(
    Run,
    text=st.text(alphabet=st.sampled_from("ab é\t\n<>&\"'/!-港\u00a0"), max_size=8),
    bold=st.booleans(),
    italic=st.booleans(),
    script=st.sampled_from([None, "sup", "sub"]),
    link=st.sampled_from([None, "https://port.example/?a=1&b=2", "javascript:alert(1)", 'http://a.example/"><i>']),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(RUNS, max_size=6))
def test_the_html_says_what_the_text_says_in_no_other_tags(runs: list[Run]) -> None:
    paragraph = p(*runs)
    shown = Shown(html(paragraph))
    assert as_written(shown.text) == as_written(paragraph.text)
    assert shown.tags <= {"b", "i", "sup", "sub", "a"}


@given(st.text(max_size=40) | st.text(alphabet=" \t\u00a0\u200b<&|e\u0301\u0338ア゛", max_size=40))
def test_the_html_of_a_point_in_plain_type_is_its_text(text: str) -> None:
    paragraph = p(f"mot {text}")
    assert read_points(paragraph)[0].html == html(paragraph)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            lambda mark, lead, items, level, indent: p(f"{lead}{mark}mot", items=items, level=level, indent=indent),
            st.sampled_from(["", "- ", "1) ", "・"]),
            st.sampled_from(["", "  ", "\t"]),
            st.sampled_from([None, 1, 2]),
            st.integers(0, 8),
            st.sampled_from([0, 360, 720, 1440]),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_first_point_is_at_the_top_and_none_is_more_than_a_step_under_the_one_before(
    paragraphs: list[Paragraph],
) -> None:
    found = levels(*paragraphs)
    assert len(found) == len(paragraphs)
    assert found[0] == 0
    assert all(0 <= after <= before + 1 for before, after in pairwise(found))
