"""Dates of updating: every way of writing one gives its day, what no calendar has gives none."""

from __future__ import annotations

import datetime
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.values import dates

FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT_FRENCH = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
ENGLISH = "January February March April May June July August September October November December".split()

WRITTEN = {
    # French
    "(Mis à jour le 12 mars 2014)": "2014-03-12",
    "Fiche mise à jour le lundi 25 janvier 2016 par le service des jumelages.": "2016-01-25",
    "MIS À JOUR LE 1ER AOUT 2014": "2014-08-01",
    "màj 1er avril 2014": "2014-04-01",
    "1ᵉʳ avril 2014": "2014-04-01",
    "1° avril 2014": "2014-04-01",
    "18 déc. 2019": "2019-12-18",
    "18 dec 2019": "2019-12-18",
    "5 fev. 2015": "2015-02-05",
    "3 févr. 2015": "2015-02-03",
    "le 9 Septembre 2013": "2013-09-09",
    "12mars 2014": "2014-03-12",
    "12 mars2014": "2014-03-12",
    "12 mars 14": "2014-03-12",
    "12 mars '14": "2014-03-12",
    "12-mars-2014": "2014-03-12",
    "12/mars/2014": "2014-03-12",
    "12 mars, 2014": "2014-03-12",
    "12 février\u00a02014": "2014-02-12",
    "12\u202ffe\u0301vrier 2014": "2014-02-12",
    "Mise à jour : octobre 2018": "2018-10",
    "fin mars 2014": "2014-03",
    "mars - avril 2014": "2014-04",
    "mis à jour en 2014": "2014",
    "1er semestre 2014": "2014",
    # figures
    "12/03/2014": "2014-03-12",
    "12/3/14": "2014-03-12",
    "9.12.13": "2013-12-09",
    "12-03-2014.": "2014-03-12",
    "12 / 03 / 2014": "2014-03-12",
    "12 03 2014": "2014-03-12",
    "12. 3. 2014": "2014-03-12",
    "12/03/2014 14:30": "2014-03-12",
    "12/03/2014 à 14h30": "2014-03-12",
    "03/2014": "2014-03",
    "2014-03": "2014-03",
    "2014-03-12": "2014-03-12",
    "2014-03-12T10:00": "2014-03-12",
    "2014/3/12": "2014-03-12",
    "2014.3.12": "2014-03-12",
    "20140312": "2014-03-12",
    "12.03.98": "1998-03-12",
    "Mis à jour le 12/03/2014 (version 2.1)": "2014-03-12",
    "Mis à jour le 12/03/2014 – tél. 02 61 91 12 14": "2014-03-12",
    "Mis à jour le 12/03/2014, tél. 02.61.91.12.14": "2014-03-12",
    # English
    "(Updated on March 12, 2014)": "2014-03-12",
    "Last updated: 12 March 2014": "2014-03-12",
    "March 12th, 2014": "2014-03-12",
    "the 3rd of June, 2015": "2015-06-03",
    "Mar. 12 2014": "2014-03-12",
    "MAR 2014": "2014-03",
    "Sept. 2014": "2014-09",
    "12-Jun-14": "2014-06-12",
    "2014, March 12": "2014-03-12",
    "May 2014": "2014-05",
    # Japanese
    "（2014年3月12日更新）": "2014-03-12",
    "更新日：２０１４年３月１２日": "2014-03-12",
    "２０１４／３／１２": "2014-03-12",
    "2014年 3月 12日": "2014-03-12",
    "2014年3月": "2014-03",
    "2014年": "2014",
    "平成26年3月12日": "2014-03-12",
    "平成 26 年 3 月 12 日": "2014-03-12",
    "平成２６年３月": "2014-03",
    "平成26年": "2014",
    "平成26年度": "2014",
    "㍻26年3月12日": "2014-03-12",
    "平成二十六年三月十二日": "2014-03-12",
    "二〇一四年三月十二日": "2014-03-12",
    "更新日：H26.3.12": "2014-03-12",
    "Ｈ２６．３．１２": "2014-03-12",
    "H.26.3.12": "2014-03-12",
    "h26/3/12": "2014-03-12",
    "H26-3-12": "2014-03-12",
    "H26年3月12日": "2014-03-12",
    "平26.3.12": "2014-03-12",
    "H26.3": "2014-03",
    "令和元年5月1日": "2019-05-01",
    "R元.5.1": "2019-05-01",
    "R1.5.1": "2019-05-01",
    "令和6年12月": "2024-12",
    "昭和63年4月1日": "1988-04-01",
    "S63.4.1": "1988-04-01",
    "大正15年12月24日": "1926-12-24",
    "明治45年7月29日": "1912-07-29",
    "2014年3月12日（水）": "2014-03-12",
    # several
    "Mis à jour le 12 mars 2014, puis le 3 juin 2015": "2015-06-03",
    "le 12/03/2014\net le 5 janvier 2014": "2014-03-12",
    "2014年3月12日（平成26年3月12日）": "2014-03-12",
    "2014 (12 mars 2014)": "2014-03-12",
    "mars 2014, soit le 12/03/2014": "2014-03-12",
    "du 12 au 14 mars 2014": "2014-03-14",
    "31/04/2014, corrigé le 12/05/2014": "2014-05-12",
    "Mis à jour le 12 mars 2014 / Updated on March 12, 2014": "2014-03-12",
    # slips of the keyboard
    "12 févrirer 2014": "2014-02-12",
    "3 janiver 2015": "2015-01-03",
    "8 Decembr 2014": "2014-12-08",
    "12 juilet 2014": "2014-07-12",
    "Setpember 12, 2014": "2014-09-12",
    "ocotbre 2018": "2018-10",
}


@pytest.mark.parametrize(("text", "date"), WRITTEN.items())
def test_a_date_is_read_in_the_precision_given(text: str, date: str) -> None:
    reading = dates.read(text)
    assert (reading.value, reading.doubts) == (date, ())
    assert dates.has_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2017",
        "30 fév. 2016",
        "31/04/2014",
        "00/00/0000",
        "0/03/2014",
        "12/13/2014",
        "03/25/2014",  # day first: there is no month 25
        "29/02/2015",
        "2014-13-01",
        "12/03/1014",
        "12 mars 20014",
        "13/2014",
        "mars",
        "12 mars",
        "3月12日",
        "平成40年3月12日",
        "平成0年3月12日",
        "平成26年13月1日",
        "26年3月12日",  # of an era that is not told
        "更新日：26.3.12",
        "récemment",
        "…",
        "en cours",
    ],
)
def test_what_no_calendar_has_is_unclear_and_no_date(text: str) -> None:
    reading = dates.read(text)
    assert reading.value is None
    assert [doubt.code for doubt in reading.doubts] == ["updated-unclear"]


def test_the_doubt_quotes_the_text_as_written() -> None:
    assert dates.read(" (Mis à jour  le 31\u00a0avril 2014) ").doubts[0].text == "(Mis à jour le 31 avril 2014)"


@pytest.mark.parametrize("text", ["31/02/2014", "12 mars", "3月12日", "26年3月", "99/99/9999", "en 2014"])
def test_an_impossible_or_a_partial_date_is_there_all_the_same(text: str) -> None:
    assert dates.has_date(text)


@pytest.mark.parametrize(
    "text", ["par la direction", "mai", "(Mis à jour le ...)", "", "更新日：", "12 rue de Mars-la-Tour"]
)
def test_words_alone_are_no_date(text: str) -> None:
    assert not dates.has_date(text)


@pytest.mark.parametrize(
    ("text", "year"),
    [("平成27年国勢調査", 2015), ("Ｈ２２．１０．１", 2010), ("R2年", 2020), ("昭和64年", 1989), ("平成99年", None)],
)
def test_an_era_year_is_told_in_the_common_era(text: str, year: int | None) -> None:
    assert dates.era_year(text) == year


def ordinal(day: int) -> str:
    return f"{day}{'th' if 10 < day < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in text)


WRITERS = (
    lambda d: f"{d.day} {FRENCH[d.month - 1]} {d.year}",
    lambda d: f"{d.day}{'er' if d.day == 1 else ''} {SHORT_FRENCH[d.month - 1]} {d.year}",
    lambda d: f"{d.day} {FRENCH[d.month - 1].upper()} {d.year}",
    lambda d: f"{ENGLISH[d.month - 1]} {ordinal(d.day)}, {d.year}",
    lambda d: f"{d.day} {ENGLISH[d.month - 1][:3]} {d.year}",
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}.{d.month}.{d:%y}",
    lambda d: f"{d:%d-%m-%y}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: wide(f"平成{d.year - 1988}年{d.month}月{d.day}日"),
    lambda d: f"H{d.year - 1988}.{d.month}.{d.day}",
)


@given(st.dates(datetime.date(1989, 1, 8), datetime.date(2019, 4, 30)), st.sampled_from(WRITERS))
def test_any_day_reads_back_however_it_is_written(day: datetime.date, writer: object) -> None:
    assert callable(writer)
    assert dates.read(f"(Mis à jour le {writer(day)})").value == day.isoformat()


@given(st.text())
def test_any_text_gives_a_date_of_the_calendar_or_none(text: str) -> None:
    value = dates.read(text).value
    if value is not None:
        datetime.date.fromisoformat((value + "-01-01")[:10])


@given(st.text(alphabet="0123456789 ./-年月日hHrR平成令和元marsjuin,(", max_size=24))
def test_any_likeness_of_a_date_gives_a_date_of_the_calendar_or_none(text: str) -> None:
    value = dates.read(text).value
    if value is not None:
        datetime.date.fromisoformat((value + "-01-01")[:10])


PIECES = [
    "12",
    "3",
    "2014",
    "20140312",
    "26",
    "元",
    "年",
    "年度",
    "月",
    "日",
    "平成",
    "平",
    "h",
    "r",
    "s",
    "v",
    "mars",
    "mai",
]
PIECES += ["may", "1er", "of", "de", "'", "é", "２０", "٢٠١٤", *" -/.,;:)\n"]


@given(st.text() | st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_pattern_that_a_text_has_no_sign_of_would_find_nothing_in_it(text: str) -> None:
    plain = dates.prepared(text)
    found = list(dates.find(plain)), dates.has_date(text)
    with patch.object(dates, "_able_to_match", lambda _: [pattern for _, pattern in dates._PATTERNS]):
        assert found == (list(dates.find(plain)), dates.has_date(text))
