"""Populations: every way of writing a figure gives it; what no one number can be read from is unclear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.values import population

NNBSP, NBSP, THIN = "\u202f", "\u00a0", "\u2009"

EXACT: dict[str, tuple[int, int | None]] = {
    # thousands
    "136 252 hab. (2011)": (136252, 2011),
    f"136{NBSP}252 hab.{NBSP}(2011)": (136252, 2011),
    f"136{NNBSP}252": (136252, None),
    f"1{THIN}136{THIN}252 habitants": (1136252, None),
    "136.252 habitants": (136252, None),
    "136,252 inhabitants": (136252, None),
    "136'252": (136252, None),
    "136’252 hab": (136252, None),
    "136252habitants": (136252, None),
    "136 252 hab . ( 2011 )": (136252, 2011),
    "136. 252 habitants": (136252, None),
    "136 252,00": (136252, None),
    "１３６，２５２人": (136252, None),
    "１３６、２５２人": (136252, None),
    "1.234.567": (1234567, None),
    "Population : 136 252 habitants": (136252, None),
    "8547": (8547, None),
    "640 hab.": (640, None),
    "136 252¹": (136252, None),
    "136 252 (1)": (136252, None),
    "136 252*": (136252, None),
    "• 136 252 habitants": (136252, None),
    "- 136 252 habitants": (136252, None),
    "136 252 h": (136252, None),
    "136 252 âmes": (136252, None),
    "136 252 personnes": (136252, None),
    # years after
    "136 252 hab. en 2012": (136252, 2012),
    "136 252 hab. 2012": (136252, 2012),
    "136 252 habitants, 2012": (136252, 2012),
    "136 252 - 2012": (136252, 2012),
    "136 252 / 2012": (136252, 2012),
    "136 252 [2012]": (136252, 2012),
    "136252 2012": (136252, 2012),
    "136 252 2012": (136252, 2012),
    "8547 hab 2012": (8547, 2012),
    "136 252 hab. INSEE 2013": (136252, 2013),
    "136 252 hab. (INSEE, 2014)": (136252, 2014),
    "136 252 (source : INSEE RP 2014)": (136252, 2014),
    "136 252 habitants au 1er janvier 2015": (136252, 2015),
    "136 252 habitants au 01/01/2015": (136252, 2015),
    "136 252 habitants (1.1.2015)": (136252, 2015),
    "136 252 habitants (au 1er janv. 2015)": (136252, 2015),
    "136 252 (recensement 2011)": (136252, 2011),
    "136 252 hab. (recensement de 2011)": (136252, 2011),
    "136 252 (données INSEE de 2011, population municipale)": (136252, 2011),
    "136 252 habitants\n(2011)": (136252, 2011),
    "136 252\t2011": (136252, 2011),
    "136,252 as of 1 January 2014": (136252, 2014),
    "136,252 (as of October 1, 2015)": (136252, 2015),
    "136,252 (Oct. 1, 2015)": (136252, 2015),
    "136,252 (census 2010)": (136252, 2010),
    "136,252 (2010 census)": (136252, 2010),
    "136,252 people at the 2010 census": (136252, 2010),
    "136 252 hab. (estimation 2014)": (136252, 2014),
    "136,252人（2015年10月1日現在）": (136252, 2015),
    "136,252人（平成27年国勢調査）": (136252, 2015),
    "136,252人（平成２７年）": (136252, 2015),
    "136,252人（平成二十七年国勢調査）": (136252, 2015),
    "136,252人（H22.10.1）": (136252, 2010),
    "136,252人（H22.10.1現在）": (136252, 2010),
    "136,252人（Ｈ２２）": (136252, 2010),
    "136,252人 H27国勢調査": (136252, 2015),
    "136,252人（令和2年）": (136252, 2020),
    "136,252人（R2.10.1）": (136252, 2020),
    "136,252人（令和元年）": (136252, 2019),
    "136,252人（2015年（平成27年）国勢調査）": (136252, 2015),
    "136,252名（10月1日現在）": (136252, None),
    "136 252 (2013-2014)": (136252, 2013),
    "136 252 - 2013/2014": (136252, 2013),
    # years before
    "2013 : 45 000": (45000, 2013),
    "2013 45 128": (45128, 2013),
    "(2013) 45 128": (45128, 2013),
    "En 2013, 45 128 habitants": (45128, 2013),
    "En 2013 : 45 128": (45128, 2013),
    "INSEE 2013 : 45 128": (45128, 2013),
    "INSEE 2013 150 125": (150125, 2013),
    "Au 1er janvier 2015 : 45 128 habitants": (45128, 2015),
    "Recensement 2011 - 45 128 habitants": (45128, 2011),
    "Population légale 2014 : 45 128": (45128, 2014),
    "2011 census: 45,128": (45128, 2011),
    "Population (2011): 45,128": (45128, 2011),
    "平成27年 1,234人": (1234, 2015),
    "平成27年国勢調査人口 1,234人": (1234, 2015),
    "2015年10月1日現在　45,128人": (45128, 2015),
    "H27.10.1現在 45,128人": (45128, 2015),
    "人口：45,128人": (45128, None),
    "三重市 人口 45,128人": (45128, None),
    # the value looks like a year
    "2 014 habitants": (2014, None),
    "1 950 hab.": (1950, None),
    "1950 hab.": (1950, None),
    "2014": (2014, None),
    "2 014 hab. (2011)": (2014, 2011),
    "1987 habitants en 2010": (1987, 2010),
    "2,014人": (2014, None),
    # Japanese units
    "142万6,779人": (1426779, None),
    "142万6779人": (1426779, None),
    "１４２万６，７７９人": (1426779, None),
    "42万 6,779 人": (426779, None),
    "1千234人": (1234, None),
    "四十二万六千七百七十九人": (426779, None),
    "一三六二五二人": (136252, None),
    "1 million 234 567 habitants": (1234567, None),
    # not only inhabitants
    "45 128 hab., 120 km²": (45128, None),
    "45 128 habitants sur 120,5 km2": (45128, None),
    "45 128 habitants (densité : 1 234 hab/km²)": (45128, None),
    "45 128 hab. – 1 234 hab. au km²": (45128, None),
    "45 128 (1,234 inhabitants per square km)": (45128, None),
    "120 km² ; 45 128 habitants": (45128, None),
    "Superficie : 120 km², population : 45 128": (45128, None),
    "面積 123.45㎢　人口 45,128人": (45128, None),
    "45,128人（366人/km²）": (45128, None),
    "45,128人（男 22,000人、女 23,128人）": (45128, None),
    "45,128人　男：22,000人　女：23,128人　世帯数：18,500世帯": (45128, None),
    "45,128人（18,500世帯）": (45128, None),
    "45 128 hab. (22 000 hommes et 23 128 femmes)": (45128, None),
    "hommes : 22 000, femmes : 23 128, population : 45 128": (45128, None),
    "45,128 (men 22,000, women 23,128)": (45128, None),
    "45 128 habitants, 18 500 ménages": (45128, None),
    "18 500 foyers, 45 128 habitants": (45128, None),
    "45 128 hab. dont 3 000 étudiants": (45128, None),
    "45 128 hab., dont 12 000 de moins de 25 ans et 3 000 étudiants": (45128, None),
    "45,128 inhabitants, including 3,000 students": (45128, None),
    "45,128人（うち外国人 1,234人）": (45128, None),
    "45 128 hab. (2013), évolution : +2 %": (45128, 2013),
    "45 128 hab. (2013), + 1 200 habitants depuis 2008": (45128, 2013),
    "45 128 hab. (24 communes)": (45128, None),
    "24 communes, 45 128 habitants": (45128, None),
    "45 128 habitants (3e ville du département)": (45128, None),
    "45 128 hab. (N° 1 du département)": (45128, None),
    "35 000 logements pour 45 128 habitants": (45128, None),
    "45 128 habitants (code INSEE : 99123)": (45128, None),
    "45 128 hab. (https://www.example.org/chiffres/1405599)": (45128, None),
    "45 128 habitants (tél. 02 61 91 12 34)": (45128, None),
    "45,128人（高齢化率28.5%）": (45128, None),
    # twice the same
    "536 270 hab. (2010) / 536,270人（平成22年）": (536270, 2010),
    "536 270 hab. - 536,270 people": (536270, None),
    "536 270 habitants (536.270 en 2010)": (536270, 2010),
    "536,270人（約54万人）": (536270, None),
    # rounded, then exact
    "約42万人（420,748人）": (420748, None),
    "約42万人（平成27年：420,748人）": (420748, 2015),
    "environ 42 000 habitants (41 873 au 1er janvier 2013)": (41873, 2013),
    "plus de 40 000 habitants (43 712 en 2013)": (43712, 2013),
    "about 0.42 million (420,748)": (420748, None),
    "1,2 million d'habitants (1 203 451)": (1203451, None),
    "42 000 habitants (41 873 au 1er janvier 2013)": (41873, 2013),
    "42 000 habitants, soit 41 873 exactement": (41873, None),
}

APPROXIMATE: dict[str, tuple[int, int | None]] = {
    "1,2 million d'habitants": (1_200_000, None),
    "1.2 million": (1_200_000, None),
    "1,2 M d'habitants": (1_200_000, None),
    "1,2 M hab.": (1_200_000, None),
    "1.2M": (1_200_000, None),
    "2 millions d’habitants (2010)": (2_000_000, 2010),
    "2,08 millions": (2_080_000, None),
    "1,234 million": (1_234_000, None),
    "120 milliers": (120_000, None),
    "45 mille habitants": (45_000, None),
    "120 k": (120_000, None),
    "120k inhabitants": (120_000, None),
    "120 thousand people": (120_000, None),
    "42万人": (420_000, None),
    "４２万人": (420_000, None),
    "42万3千人": (423_000, None),
    "４２万３千人": (423_000, None),
    "42.3万人": (423_000, None),
    "1,300万人": (13_000_000, None),
    "1千300万人": (13_000_000, None),
    "423千人": (423_000, None),
    "1,234千人": (1_234_000, None),
    "3千人": (3_000, None),
    "四十二万人": (420_000, None),
    "百二十万人": (1_200_000, None),
    "42万余人": (420_000, None),
    "約42万人": (420_000, None),
    "約 42万 人": (420_000, None),
    "約４２０，０００人": (420_000, None),
    "およそ42万人（2015年）": (420_000, 2015),
    "420,000人余り": (420_000, None),
    "420,000人程度": (420_000, None),
    "env. 29 000": (29_000, None),
    "env 29 000 hab.": (29_000, None),
    "environ 75.000 habitants": (75_000, None),
    "29 000 habitants environ": (29_000, None),
    "29 000 (environ)": (29_000, None),
    "près de 29 000 habitants": (29_000, None),
    "PRÈS DE 29 000 HABITANTS": (29_000, None),
    "plus de 29 000 habitants (2015)": (29_000, 2015),
    "Plus d'1 million d'habitants": (1_000_000, None),
    "un peu plus de 29 000": (29_000, None),
    "+ de 29 000 habitants": (29_000, None),
    "moins de 29 000": (29_000, None),
    "de l'ordre de 29 000": (29_000, None),
    "quelque 29 000 âmes": (29_000, None),
    "29 000 +": (29_000, None),
    "+/- 29 000": (29_000, None),
    "~29 000": (29_000, None),
    "≈ 29 000": (29_000, None),
    "> 29 000": (29_000, None),
    "about 29,000": (29_000, None),
    "approx. 29,000": (29_000, None),
    "approximately 29,000 (2010)": (29_000, 2010),
    "29,000 approx.": (29_000, None),
    "around 29,000": (29_000, None),
    "nearly 29,000": (29_000, None),
    "over 29,000": (29_000, None),
    "more than 29,000 people": (29_000, None),
    "circa 29,000": (29_000, None),
    "c. 29,000": (29_000, None),
}

SEVERAL: dict[str, tuple[int, int | None]] = {
    "737 492 hab. (2012) ; 749 595 hab. (2013)": (737492, 2012),
    "12 345 hab. (2011), 12 001 hab. (1999)": (12345, 2011),
    "Ville : 77 215 ; agglomération : 145 990": (77215, None),
    "77 215 (ville), 145 990 (agglomération)": (77215, None),
    "77 215 habitants et 145 990 dans l'agglomération": (77215, None),
    "Commune 77 215\nMétropole 145 990": (77215, None),
    "77 215 / 145 990": (77215, None),
    "12 345 (population municipale) 12 800 (population totale)": (12345, None),
    "2008 : 43 000 ; 2013 : 45 000": (43000, 2008),
    "43 000 en 2008 et 45 000 en 2013": (43000, 2008),
    "市 420,748人、都市圏 995,782人": (420748, None),
    "420,748人（平成27年）、419,429人（平成22年）": (420748, 2015),
    "environ 42 000 habitants ; agglomération : 120 345": (42000, None),
    "45 128 hab. (44 987 en 2008)": (45128, None),
    "45 000 (2010), 45 600 (2015)": (45000, 2010),
    "Ville : 1950 ; agglomération : 45 000": (1950, None),
    "1. Ville : 45 000 2. Agglomération : 120 000": (45000, None),
    "45 128 hab. dont 3 000 étudiants ; agglomération : 120 000 hab.": (45128, None),
}

UNCLEAR = [
    "6 500 à 7 000 habitants",
    "6 500-7 000",
    "6 500 – 7 000 hab.",
    "6 500 hab. à 7 000 hab.",
    "entre 6 500 et 7 000 habitants",
    "de 6 500 à 7 000 habitants",
    "between 6,500 and 7,000",
    "6,500 to 7,000",
    "1900-2000 habitants",
    "1900 à 2000 habitants",
    "1,2 à 1,3 million",
    "20 à 25 mille habitants",
    "2,3 millions de touristes",
    "5〜6万人",
    "５～６万人",
    "5万人から6万人",
    "5万〜6万人",
    "6500 ou 7000",
    "0",
    "0 habitant",
    "000",
    "51 000 000",
    "1億2千万人",
    "12 345 678 901",
    "1 000 000 000 000 000 000 000 000 000 000 habitants",
    "9" * 40,
    "集計中",
    "十数万人",
    "40数万人",
    "voir le site de l'INSEE",
    "quelques milliers",
    "vingt mille habitants",
    "en cours (2014)",
    "INSEE 2014",
    "(2014)",
    "平成27年国勢調査",
    "120 km²",
    "8 000 ménages",
    "1 234 hab/km²",
    "12,5",
    "?",
]


@pytest.mark.parametrize(("text", "value", "year"), [(text, *want) for text, want in EXACT.items()])
def test_an_exact_figure_is_read_with_its_year(text: str, value: int, year: int | None) -> None:
    assert told(text) == (value, year, False, ())


@pytest.mark.parametrize(("text", "value", "year"), [(text, *want) for text, want in APPROXIMATE.items()])
def test_a_rounded_figure_is_approximate(text: str, value: int, year: int | None) -> None:
    assert told(text) == (value, year, True, ())


@pytest.mark.parametrize(("text", "value", "year"), [(text, *want) for text, want in SEVERAL.items()])
def test_of_several_figures_the_first_is_the_value(text: str, value: int, year: int | None) -> None:
    assert told(text)[:2] == (value, year)
    assert told(text)[3] == ("population-several",)


@pytest.mark.parametrize("text", UNCLEAR)
def test_what_is_no_one_number_is_unclear(text: str) -> None:
    assert told(text) == (None, None, False, ("population-unclear",))


def told(text: str) -> tuple[int | None, int | None, bool, tuple[str, ...]]:
    reading = population.read(text)
    codes = tuple(doubt.code for doubt in reading.doubts)
    if reading.value is None:
        return None, None, False, codes
    return reading.value.value, reading.value.year, reading.value.approximate, codes


def test_the_doubt_quotes_the_answer_as_written() -> None:
    assert population.read("6\u00a0500  à\n7 000").doubts[0].text == "6 500 à 7 000"


@pytest.mark.parametrize("text", ["1 " * 100_000, "12/03/" * 600, "45 000 dont " * 300, "万" * 3_900])
def test_a_page_of_figures_is_answered_at_once(text: str) -> None:
    start = time.process_time()
    reading = population.read(text)
    assert (reading.value is None) == any(doubt.code == "population-unclear" for doubt in reading.doubts)
    assert time.process_time() - start < 1


@given(
    st.integers(1, population.MOST),
    st.sampled_from([" ", NBSP, NNBSP, THIN, ".", ",", "'", "’", ""]),
    st.sampled_from(["{} hab.", "{} habitants", "{}人", "{} inhabitants", "Population : {} habitants", "{}\u00a0hab"]),
    st.none() | st.integers(1962, 2030),
)
def test_any_number_reads_back_however_its_thousands_are_parted(
    value: int, separator: str, wording: str, year: int | None
) -> None:
    text = wording.format(f"{value:,}".replace(",", separator)) + (f" ({year})" if year else "")
    assert told(text) == (value, year, False, ())


@given(st.integers(1, 4999), st.integers(1, 9999))
def test_any_number_in_man_reads_back(man: int, rest: int) -> None:
    assert told(f"{man}万{rest}人") == (man * 10_000 + rest, None, False, ())
    assert told(f"{man}万{rest:,}人（平成27年）") == (man * 10_000 + rest, 2015, False, ())


@given(st.integers(1, 49), st.integers(0, 99))
def test_any_number_in_millions_reads_back(millions: int, hundredths: int) -> None:
    for point in ",.":
        value = millions * 1_000_000 + hundredths * 10_000
        assert told(f"{millions}{point}{hundredths:02} millions d'habitants") == (value, None, True, ())


@given(st.text(max_size=60) | st.text(alphabet="0123456789 .,'万千億人年habde()~-\n\tà約%", max_size=40))
def test_any_text_gives_a_population_within_bounds_or_a_doubt(text: str) -> None:
    reading = population.read(text)
    if reading.value is None:
        assert [doubt.code for doubt in reading.doubts] == ["population-unclear"]
    else:
        assert 0 < reading.value.value <= population.MOST
