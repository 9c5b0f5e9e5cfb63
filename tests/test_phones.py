import re

import phonenumbers
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ficheparse.fiche import Country
from ficheparse.values import phones
from ficheparse.values.plain import plain

SAID = re.compile(r"(?:tél|tel|電話)[.:\s]*$", re.IGNORECASE)


def read(text: str, country: Country | None) -> list[str | None]:
    return [number.e164 for number in phones.numbers_in(plain(text), country, SAID)]


@pytest.mark.parametrize(
    "written",
    [
        "05 36 49 10 10",
        "05.36.49.10.10",
        "05-36-49-10-10",
        "05/36/49/10/10",
        "0536491010",
        "0536 49 10 10",
        "05 36 491 010",
        "05 36 49 10 10",
        "05‑36‑49‑10‑10",
        "（05）36 49 10 10",
        "(0)5 36 49 10 10",
        "+33 5 36 49 10 10",
        "+33 (0)5 36 49 10 10",
        "+33(0)536491010",
        "+33 05 36 49 10 10",
        "(+33) 5 36 49 10 10",
        "(+33)5.36.49.10.10",
        "+33-5-36-49-10-10",
        "＋３３　５　３６　４９　１０　１０",
        "0033 5 36 49 10 10",
        "00 33 5 36 49 10 10",
        "00 33 (0)5.36.49.10.10",
        "33 5 36 49 10 10",
        "05 36 49 10 10 poste 2417",
        "05 36 49 10 10 – poste 12",
        "05 36 49 10 10 (2 lignes)",
        "05 36 49 10 10 – 31000",
        "tél.05 36 49 10 10.",
    ],
)
def test_a_french_number_is_read_however_it_is_grouped(written: str) -> None:
    assert read(written, "FR") == ["+33536491010"]


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("087-839-2197", "+81878392197"),
        ("(087) 839-2197", "+81878392197"),
        ("（０８７）８３９－２１９７", "+81878392197"),
        ("０８７ー８３９ー２１９７", "+81878392197"),
        ("087‐839‐2197", "+81878392197"),
        ("087−839−2197", "+81878392197"),
        ("087 839 2197", "+81878392197"),
        ("0878392197", "+81878392197"),
        ("087(839)2197", "+81878392197"),
        ("+81-87-839-2197", "+81878392197"),
        ("+81 (0)87 839 2197", "+81878392197"),
        ("+81-(0)87-839-2197", "+81878392197"),
        ("0081 87 839 2197", "+81878392197"),
        ("81-87-839-2197", "+81878392197"),
        ("010-81-87-839-2197", "+81878392197"),
        ("087-839-2197（内線2612）", "+81878392197"),
        ("03-5246-1111", "+81352461111"),
        ("0893-44-2118", "+81893442118"),
        ("0997-52-1111", "+81997521111"),
        ("090-1234-5678", "+819012345678"),
        ("050-1234-5678", "+815012345678"),
        ("0120-12-3456", "+81120123456"),
        ("電話087-839-2197", "+81878392197"),
    ],
)
def test_a_japanese_number_is_read_however_it_is_grouped(written: str, e164: str) -> None:
    assert read(written, "JP") == [e164]


@pytest.mark.parametrize(
    ("country", "written", "e164s"),
    [
        ("FR", "02 61 91 00 12 / 04 65 71 00 13", ["+33261910012", "+33465710013"]),
        ("FR", "02 61 91 00 12 – 04 65 71 00 13", ["+33261910012", "+33465710013"]),
        ("FR", "02 61 91 00 12 04 65 71 00 13", ["+33261910012", "+33465710013"]),
        ("FR", "02.61.91.00.12/04.65.71.00.13", ["+33261910012", "+33465710013"]),
        ("FR", "02 61 91 00 12 ou 04 65 71 00 13", ["+33261910012", "+33465710013"]),
        ("FR", "02 61 91 00 12 / 64 70", ["+33261910012", "+33261916470"]),
        ("FR", "02 61 91 00 12/13", ["+33261910012", "+33261910013"]),
        ("FR", "02 61 91 00 12 ou 13", ["+33261910012", "+33261910013"]),
        ("JP", "095-895-2081 / 095-895-2086", ["+81958952081", "+81958952086"]),
        ("JP", "087-220-2033、2034", ["+81872202033", "+81872202034"]),
        ("JP", "087-220-2033・2034", ["+81872202033", "+81872202034"]),
        ("JP", "087-220-2033～2035", ["+81872202033", "+81872202035"]),
        ("JP", "+81-87-220-2033　+81-87-220-2034", ["+81872202033", "+81872202034"]),
    ],
)
def test_a_second_number_is_read_too_though_only_its_end_be_written(
    country: Country, written: str, e164s: list[str]
) -> None:
    assert read(written, country) == e164s


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("0262 20 30 40", "+262262203040"),
        ("02 62 20 30 40", "+262262203040"),
        ("0692 20 30 40", "+262692203040"),
        ("+262 262 20 30 40", "+262262203040"),
        ("0590 81 00 00", "+590590810000"),
        ("0596 55 00 00", "+596596550000"),
        ("0594 29 00 00", "+594594290000"),
        ("0269 61 00 00", "+262269610000"),
        ("0508 41 10 20", "+508411020"),
        ("0709 10 20 30", "+596709102030"),
        ("+687 27 31 00", "+687273100"),
        ("0810 12 34 56", "+33810123456"),
        ("06 39 98 12 34", "+33639981234"),
        ("+32 2 555 12 12", "+3225551212"),
    ],
)
def test_numbers_overseas_abroad_and_special_have_their_own_codes(written: str, e164: str) -> None:
    assert read(written, "FR") == [e164]


@pytest.mark.parametrize(
    ("country", "written"),
    [
        ("FR", "01 99 00 80"),
        ("FR", "02 61 91 00 1"),
        ("FR", "02 61 91 00 12 1"),
        ("FR", "5 36 49 10 10"),
        ("FR", "O2 61 91 00 12"),
        ("FR", "+33 5 36"),
        ("FR", "+33 5 36 49 10 100"),
        ("FR", "Tél. 3949"),
        ("FR", "00 61 91 00 12"),
        ("JP", "03-5246-11"),
        ("JP", "03-52-11"),
        ("JP", "03-5246-11112"),
        ("JP", "電話：839-2197"),
        ("JP", "TEL 0000-00-0000"),
    ],
)
def test_what_is_meant_for_a_number_and_is_none_is_told(country: Country, written: str) -> None:
    found = phones.numbers_in(plain(written), country, SAID)
    assert [number.e164 for number in found] == [None]
    assert plain(written)[found[0].start : found[0].end].strip(" :.") in plain(written)


@pytest.mark.parametrize(
    "written",
    [
        "〒060-8611 札幌市",
        "060-8611",
        "37000 Tours",
        "01000 Bourg",
        "06000",
        "SIRET 013 702 614 00018",
        "SIREN : 013702614",
        "FR76 3000 4000 0312 3456 7890 143",
        "le 01/02/2014",
        "01.02.2014",
        "2014-03-12",
        "08.30 - 12.00",
        "BP 01234",
        "12, rue du 8-Mai-1945",
        "A02 61 91 00 12",
        "n° 12345",
    ],
)
def test_postal_codes_dates_hours_and_registers_are_no_numbers(written: str) -> None:
    assert read(written, None) == []


@pytest.mark.parametrize(
    ("written", "e164"),
    [
        ("02 61 91 00 12", "+33261910012"),
        ("0261-91-0012", "+81261910012"),
        ("国際課 0261910012", "+81261910012"),
        ("Mairie 0261910012", "+33261910012"),
    ],
)
def test_without_a_country_the_grouping_and_the_script_decide(written: str, e164: str) -> None:
    assert read(written, None) == [e164]


def test_the_country_of_the_fiche_decides_a_number_that_both_have() -> None:
    assert read("02 61 91 00 12", "FR") == ["+33261910012"]
    assert read("02 61 91 00 12", "JP") == ["+81261910012"]


DIGITS = st.text("0123456789", min_size=9, max_size=10)


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(DIGITS)
def test_the_quick_test_of_french_numbers_agrees_with_the_library(digits: str) -> None:
    digits = digits[:9]
    assume(phones._FRENCH.fullmatch(digits) and not digits.startswith("63998"))
    assert phonenumbers.is_valid_number(phonenumbers.parse("+33" + digits))


@settings(suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.sampled_from(
        [
            "3",
            "6",
            "75",
            "87",
            "22",
            "45",
            "52",
            "82",
            "93",
            "90",
            "70",
            "50",
            "120",
            "11",
            "46",
            "56",
            "77",
            "83",
            "96",
        ]
    ),
    DIGITS,
)
def test_the_quick_test_of_japanese_numbers_agrees_with_the_library(head: str, digits: str) -> None:
    digits = (head + digits)[: 10 if head in {"90", "70", "50"} else 9]
    assume(phones._JAPANESE.fullmatch(digits))
    assert phonenumbers.is_valid_number(phonenumbers.parse("+81" + digits))


PAIRS = st.lists(st.from_regex(r"[0-9]{2}", fullmatch=True), min_size=4, max_size=4)


@given(
    st.sampled_from(["1", "3", "4", "7"]),
    PAIRS,
    st.sampled_from([" ", ".", "-", "", "\u00a0", " - ", "‑"]),
    st.sampled_from(["0", "+33 ", "+33 (0)", "0033 ", "(+33) ", "+33"]),
)
def test_a_french_number_reads_back_from_any_format(first: str, pairs: list[str], gap: str, prefix: str) -> None:
    digits = first + "".join(pairs)
    assume(phones._FRENCH.fullmatch(digits))
    assert read(f"Mairie, {prefix}{gap.join([first, *pairs])}, accueil", "FR") == ["+33" + digits]


@given(
    st.sampled_from([("3", 4), ("6", 4), ("75", 3), ("87", 3), ("898", 2), ("823", 2), ("90", 4)]),
    st.from_regex(r"[2-9][0-9]{3}", fullmatch=True),
    st.from_regex(r"[0-9]{4}", fullmatch=True),
    st.sampled_from(["-", "－", "ー", "‐", "−", " "]),
    st.sampled_from(["0", "+81-", "+81 (0)", "0081 "]),
)
def test_a_japanese_number_reads_back_from_any_format(
    area: tuple[str, int], middle: str, last: str, gap: str, prefix: str
) -> None:
    code, length = area
    e164 = f"+81{code}{middle[:length]}{last}"
    assume(phonenumbers.is_valid_number(phonenumbers.parse(e164)))
    assert read(f"国際課 {prefix}{gap.join([code, middle[:length], last])} まで", "JP") == [e164]


@given(st.text(st.sampled_from("0123456789 +-()./０１ー–\n〒aé課、"), max_size=60), st.sampled_from(["FR", "JP", None]))
def test_any_text_is_read_and_every_number_found_stands_in_it(text: str, country: Country | None) -> None:
    for number in phones.numbers_in(plain(text), country, SAID):
        assert any(char.isdigit() for char in text[number.start : number.end])
        assert number.e164 is None or re.fullmatch(r"\+\d{7,15}", number.e164)
