"""Which line says when the fiche was updated, and which only speaks of it (contract, sections 1 and 3, `updated`)."""

from __future__ import annotations

import pytest
from trees import FORM, POINTS, found, merged, p, points_of, prompt, record, said, summary, table, unplaced_of

from ficheparse.extract.dates import tells_update
from ficheparse.text import as_written

NAMED = table(["Nom de la collectivité", "Ville de Dinan"], ["Population", "10 919"])


# The date ---------------------------------------------------------------------------------------------------------

LINES = [
    ("(Mis à jour le 3 mars 2014)", "2014-03-03"),
    ("Mis à jour le 3 mars 2014", "2014-03-03"),
    ("(Mis à jour le 3 mars 2014).", "2014-03-03"),
    ("[mis à jour le 03/03/2014]", "2014-03-03"),
    ("(MIS À JOUR LE 3 MARS 2014)", "2014-03-03"),
    ("(Mise à jour : 3.3.14)", "2014-03-03"),
    ("Mise à jour : mars 2014", "2014-03"),
    ("Mise à jour du 1er avril 2014", "2014-04-01"),
    ("Dernière mise à jour : 3 mars 2014", "2014-03-03"),
    ("Date de mise à jour : 2014-03-03", "2014-03-03"),
    ("Fiche mise à jour le 3 mars 2014", "2014-03-03"),
    ("Fiche mise à jour le 3 mars 2014 par le service des relations internationales.", "2014-03-03"),
    ("Document actualisé en 2014", "2014"),
    ("(Mis a jour le 3 mars 2014)", "2014-03-03"),
    ("- (Mis à jour le 3 mars 2014)", "2014-03-03"),
    ("Màj : 03/03/2014", "2014-03-03"),
    ("(Mis à jour le lundi 3 mars 2014)", "2014-03-03"),
    ("(Updated on March 3, 2014)", "2014-03-03"),
    ("Updated: 3 March 2014", "2014-03-03"),
    ("Last updated on 3 March 2014", "2014-03-03"),
    ("Last update: March 2014", "2014-03"),
    ("（更新日：2014年3月3日）", "2014-03-03"),
    ("（2014年3月3日更新）", "2014-03-03"),
    ("更新日：平成26年3月3日", "2014-03-03"),
    ("最終更新：H26.3.3", "2014-03-03"),
    ("平成26年3月3日 更新", "2014-03-03"),
    ("（更新日：２０１４年３月３日）", "2014-03-03"),
    ("(Mis à jour le 3 mars 2014) / （更新日：2014年3月3日）", "2014-03-03"),
    ("(Mis à jour le … 3 mars 2014)", "2014-03-03"),
    ("(Mis\u00a0à\u00a0jour le 3\u00a0mars 2014)", "2014-03-03"),
]


@pytest.mark.parametrize(("line", "date"), LINES)
def test_the_line_of_updating_ends_the_points_and_gives_the_date(line: str, date: str) -> None:
    blocks = ("Fiche « Bonne pratique » - (Dinan)", NAMED, POINTS, "- Un port.", "", line)
    raw = found(*blocks)
    assert [answer.text for answer in raw.of("updated")] == [line]
    assert (points_of(raw), unplaced_of(raw)) == (["- Un port."], [])
    fiche = record(*blocks)
    assert fiche.updated == date
    assert fiche.provenance["updated"].raw == as_written(line)


@pytest.mark.parametrize(
    "line",
    [
        "(Mis à jour le ...)",
        "(Mis à jour le …)",
        "(Mis à jour le )",
        "(Mis à jour le)",
        "Mis à jour le ____",
        "Mise à jour :",
        "(Mis à jour le jj/mm/aaaa)",
        "(Updated on ...)",
        "（更新日：...）",
        "（更新日：　　年　　月　　日）",
        "（平成　　年　　月　　日更新）",
    ],
)
def test_the_line_of_updating_as_the_form_has_it_ends_the_points_and_is_no_date(line: str) -> None:
    fiche = record("Fiche « Bonne pratique » - (Dinan)", NAMED, POINTS, "- Un port.", line)
    assert ([point.text for point in fiche.points], fiche.updated, fiche.unplaced) == (["Un port."], None, [])
    told = {issue.code for issue in fiche.issues}
    assert "updated-missing" in told
    assert "updated-unclear" not in told


def test_the_line_of_updating_is_known_as_an_item_of_the_points_list_too() -> None:
    raw = found(NAMED, POINTS, p("Un port.", items=1), p("(Mis à jour le 3 mars 2014)", items=1))
    assert (points_of(raw), said(raw, "updated")) == (["Un port."], ["(Mis à jour le 3 mars 2014)"])


def test_a_prompt_in_the_line_of_updating_is_no_date() -> None:
    fiche = record(NAMED, POINTS, "- Un port.", p("(Mis à jour le ", prompt("3 mars 2014"), ")"))
    assert (fiche.updated, [point.text for point in fiche.points]) == (None, ["Un port."])


@pytest.mark.parametrize("line", ["(Mis à jour le 31 février 2014)", "(Mis à jour le 45/13/2014)", "(Mis à jour hier)"])
def test_a_date_that_no_calendar_has_is_told(line: str) -> None:
    fiche = record(NAMED, POINTS, "- Un port.", line)
    assert (fiche.updated, fiche.unplaced) == (None, [])
    assert "updated-unclear" in {issue.code for issue in fiche.issues}


LINE = "(Mis à jour le 3 mars 2014)"


def test_the_date_may_stand_over_the_table() -> None:
    raw = found("Fiche « Bonne pratique » - (Dinan)", LINE, NAMED, POINTS, "- Un port.", "- Un rempart.")
    assert (said(raw, "updated"), points_of(raw), unplaced_of(raw)) == ([LINE], ["- Un port.", "- Un rempart."], [])


@pytest.mark.parametrize(
    "row",
    [
        ["Mis à jour le", "3 mars 2014"],
        ["Date de mise à jour :", "3 mars 2014"],
        [merged(LINE, across=2)],
        ["", LINE],
        [LINE, ""],
        ["更新日", "平成26年3月3日"],
    ],
    ids=["label and value", "a longer label", "over both columns", "right", "left", "Japanese"],
)
def test_the_date_may_stand_in_the_table(row: list[str]) -> None:
    blocks = table(["Nom de la collectivité", "Ville de Dinan"], row, ["Population", "10 919"])
    raw = found(blocks, POINTS, "- Un port.")
    assert (said(raw, "population"), points_of(raw), unplaced_of(raw)) == (["10 919"], ["- Un port."], [])
    assert record(blocks, POINTS, "- Un port.").updated == "2014-03-03"


def test_the_date_may_stand_in_a_table_of_its_own() -> None:
    raw = found(NAMED, POINTS, "- Un port.", table([LINE]))
    assert (said(raw, "updated"), points_of(raw), unplaced_of(raw)) == ([LINE], ["- Un port."], [])


@pytest.mark.parametrize(
    "header", [LINE, "Ville de Dinan – mis à jour le 3 mars 2014", "Page 2\tMise à jour : 03/03/2014"]
)
def test_the_date_is_read_from_the_page_header_where_the_body_has_none(header: str) -> None:
    fiche = record(NAMED, POINTS, "- Un port.", headers=["Page 1", header])
    assert (fiche.updated, fiche.unplaced) == ("2014-03-03", [])


def test_the_bodys_date_counts_before_the_page_headers() -> None:
    assert record(NAMED, POINTS, "- Un port.", LINE, headers=["(Mis à jour le 5 mai 2016)"]).updated == "2014-03-03"


def test_the_page_headers_date_counts_where_the_bodys_line_was_left_blank() -> None:
    assert record(NAMED, POINTS, "- Un port.", "(Mis à jour le ...)", headers=[LINE]).updated == "2014-03-03"


def test_the_latest_of_several_dates_is_taken() -> None:
    fiche = record(LINE, NAMED, POINTS, "- Un port.", "(Mis à jour le 5 mai 2016)", "(Mis à jour le 9 janvier 2015)")
    assert (fiche.updated, fiche.unplaced) == ("2016-05-05", [])


def test_the_date_may_be_the_last_line_of_the_last_points_paragraph() -> None:
    raw = found(NAMED, POINTS, "- Un port.\n- Un rempart.\n" + LINE)
    assert said(raw, "updated") == [LINE]
    assert " ".join(points_of(raw)) == "- Un port. - Un rempart."


@pytest.mark.parametrize(
    "text", ["Dinan, le 3 mars 2014", "3 mars 2014", "Vu le 3 mars 2014", "Délibération du 3 mars 2014", "2014年3月3日"]
)
def test_a_date_with_no_word_of_updating_is_not_of_updating(text: str) -> None:
    fiche = record(text, NAMED, POINTS, "- Un port.")
    assert (fiche.updated, fiche.unplaced) == (None, [text])


@pytest.mark.parametrize(
    "text",
    [
        "Le schéma des sentiers sera mis à jour le 3 mars 2018 avec les communes.",
        "- Le schéma des sentiers sera mis à jour en 2018.",
        "Mis à jour en 2012, le plan de prévention protège douze quartiers.",
        "- Mis à jour en 2012, le plan de prévention protège douze quartiers.",
        "Une mise à jour du cadastre solaire, en mars 2013, a touché 4 000 toits.",
        "Mise à jour tous les ans depuis 2010, la carte du bruit est en ligne.",
        "La carte du bruit est mise à jour chaque année (dernière version : mars 2013).",
        "L'atlas (mis à jour le 3 mars 2013) est tenu par les habitants.",
        "The flood map was last updated in March 2013 with the schools.",
        "Updated in 2013, the plan covers twelve districts.",
        "Update of the cycling plan in 2013: 40 km more.",
        "・2013年3月に送水管を更新し、漏水が半分になった。",
        "2013年3月に送水管を更新し、漏水が半分になった。",
        "設備の更新は2013年3月に終わった。",
        "更新した送水管は40キロメートルに及ぶ。",
    ],
)
def test_a_date_inside_a_point_is_no_date_of_updating(text: str) -> None:
    raw = found(NAMED, POINTS, text, "- Un rempart.", LINE)
    assert (points_of(raw), said(raw, "updated")) == ([text, "- Un rempart."], [LINE])


def test_a_bulleted_point_that_ends_in_a_bracketed_date_stays_a_point() -> None:
    text = "- Le port de plaisance est géré par les habitants (données mises à jour en mars 2013)."
    raw = found(NAMED, POINTS, text, LINE)
    assert (points_of(raw), said(raw, "updated")) == ([text], [LINE])


def test_what_speaks_of_updating_without_a_date_is_no_line_of_updating() -> None:
    assert not tells_update(p("Le site est mis à jour par les élèves."), FORM)
    assert not tells_update(p("ホームページの更新を担当している。"), FORM)


def test_all_the_forms_own_lines_together_leave_nothing_unplaced() -> None:
    assert summary(found("Fiche « Bonne pratique » - (nom de ville)", NAMED, POINTS, "--", "(Mis à jour le ...)")) == {
        "name": ["Ville de Dinan"],
        "population": ["10 919"],
        "title": None,
        "points": [],
        "unplaced": [],
    }
