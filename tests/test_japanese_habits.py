"""How Japanese clerks write: both calendars at once, labels spread to one width, company forms in brackets."""

from __future__ import annotations

import pytest
from trees import fields, merged, table, unplaced_of
from trees import found as raw_of
from trees import p as paragraph

from ficheparse.extract.dates import tells_update
from ficheparse.extract.headings import heading
from ficheparse.form import load
from ficheparse.values import contact, dates, domains, population
from ficheparse.values import points as points_reader

FORM = load()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("（更新日：2014年3月12日 / Updated on March 12, 2014）", "2014-03-12"),
        ("（平成31年4月1日更新 / Last updated: April 1, 2019）", "2019-04-01"),
        ("（更新日：2014年3月12日）(Updated on March 12, 2014)", "2014-03-12"),
        ("更新日 / Updated on：2014年3月12日", "2014-03-12"),
        ("更新日 Updated: 2014/3/12", "2014-03-12"),
        ("最終更新日：2014年3月12日 Last updated: 12 March 2014", "2014-03-12"),
        ("(Mis à jour le 12 mars 2014 - 更新日 2014年3月12日)", "2014-03-12"),
        ("平成26年（2014年）3月12日更新", "2014-03-12"),
        ("平成26（2014）年3月12日更新", "2014-03-12"),
        ("2014年（平成26年）3月更新", "2014-03"),
        ("2014（平成26）年3月12日 更新", "2014-03-12"),
    ],
)
def test_a_date_in_two_languages_or_calendars_is_one_date(text: str, date: str) -> None:
    assert tells_update(paragraph(text), FORM)
    assert dates.read(text).value == date


def test_two_years_that_do_not_agree_are_no_date() -> None:
    reading = dates.read("平成26年（2015年）3月12日更新")
    assert (reading.value, [doubt.code for doubt in reading.doubts]) == (None, ["updated-unclear"])


def test_a_sentence_about_updating_is_no_date() -> None:
    assert not tells_update(paragraph("ロボットの更新日程を2014年3月に公表し、市民に知らせた。"), FORM)


@pytest.mark.parametrize("lead", ["別紙１　", "様式第1号 ", "（別紙様式２）"])
def test_a_numbered_annex_may_stand_before_the_heading(lead: str) -> None:
    place = heading(paragraph(f"{lead}「優良事例」シート（鳥取県）"), FORM)
    assert place is not None
    assert place.text == "鳥取県"


Person = tuple[str | None, str | None, str | None, list[str]]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("国際課 田中一郎 電話 0942-30-9000（内 2345）", [("田中一郎", None, "国際課", ["+81942309000"])]),
        ("国際課 0942-30-9000（直）、0942-30-9001（代）", [(None, None, "国際課", ["+81942309000", "+81942309001"])]),
        ("田中一郎 0942-30-9000（夜間 0942-30-9001）", [("田中一郎", None, None, ["+81942309000", "+81942309001"])]),
        ("TEL:0942-30-9000（平日8:30～17:15）", [(None, None, None, ["+81942309000"])]),
        ("国際課 田中一郎 フリーダイヤル 0120-444-444", [("田中一郎", None, "国際課", ["+81120444444"])]),
        (
            "〒830-8520 福岡県久留米市城南町15番地3 国際課 係長 田中 一郎\nTEL 0942-30-9000",
            [("田中 一郎", "係長", "国際課", ["+81942309000"])],
        ),
        (
            "(公財)久留米国際交流協会 事務局長 田中一郎 0942-30-9000",
            [("田中一郎", "事務局長", "(公財)久留米国際交流協会", ["+81942309000"])],
        ),
        (
            "（株）久留米まちづくり 代表取締役 田中一郎 0942-30-9000",
            [("田中一郎", "代表取締役", "（株）久留米まちづくり", ["+81942309000"])],
        ),
        (
            "①文化振興課　0263-29-0001\n②環境保全課　0263-29-0002",
            [(None, None, "文化振興課", ["+81263290001"]), (None, None, "環境保全課", ["+81263290002"])],
        ),
        ("担当者未定 0942-30-9000", [(None, None, None, ["+81942309000"])]),
        ("（日）国際課\n（英）0942-30-9000", [(None, None, "国際課", ["+81942309000"])]),
        ("氏　名　山田 太郎\n電　話：0942-30-9000", [("山田 太郎", None, None, ["+81942309000"])]),
        ("主　査　越前　くるみ\n0942-30-9000", [("越前 くるみ", "主 査", None, ["+81942309000"])]),
    ],
)
def test_a_contact_is_who_it_says(text: str, people: list[Person]) -> None:
    reading = contact.read([paragraph(line) for line in text.split("\n")], "JP")
    assert [(one.name, one.role, one.organisation, one.phones) for one in reading.value] == people
    assert not reading.doubts


@pytest.mark.parametrize("text", ["x@city.kure.lg,jp", "x@city.kure.lg。jp", "x@mairie,fr"])
def test_an_address_with_a_comma_for_its_last_dot_is_told(text: str) -> None:
    reading = contact.read([paragraph(text)], "JP")
    assert next((doubt.code, doubt.text) for doubt in reading.doubts) == ("email-invalid", text)
    assert not any(one.emails for one in reading.value)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("（１）防災（２）環境", ["disaster-risk-prevention", "environment"]),
        ("(1)観光　(2)文化", ["tourism", "culture"]),
        ("1.観光 2.文化", ["tourism", "culture"]),
        ("都市計画 Urban planning", ["urban-planning"]),
        ("観光Tourism、環境 Environment", ["tourism", "environment"]),
        ("防災・環境分野", ["disaster-risk-prevention", "environment"]),
    ],
)
def test_domains_are_told_apart(text: str, codes: list[str]) -> None:
    assert domains.read([paragraph(text)], FORM).value == (tuple(codes), ())


@pytest.mark.parametrize(
    ("text", "value", "year"),
    [
        ("2010（平成22）年 92,747人", 92747, 2010),
        ("92,747 (Male 44,000 / Female 48,747), 2010", 92747, 2010),
        ("92,747 (M 44,000, F 48,747)", 92747, None),
        ("92,747人（2020年（令和2年）国勢調査）", 92747, 2020),
    ],
)
def test_a_population_keeps_its_year(text: str, value: int, year: int | None) -> None:
    reading = population.read(text)
    assert reading.value is not None
    assert (reading.value.value, reading.value.year, reading.doubts) == (value, year, ())


def test_labels_may_be_numbered_and_spread_to_one_width() -> None:
    lines = [
        "１　自治体名　　：　高知市",
        "２　所 在 地　　：　高知市本町",
        "３　分　　野　　：　防災",
        "４　人　　口　：　33万人",
    ]
    assert fields(*lines) == {
        "name": ["高知市"],
        "location": ["高知市本町"],
        "domains": ["防災"],
        "population": ["33万人"],
    }


def test_a_ruled_line_is_no_text_and_ends_an_answer() -> None:
    raw = raw_of(
        "自治体名：高知市", "━━━━━━━━━━", "連絡先：国際課", "088-823-0000", "＊＊＊＊＊", "以上、よろしくお願いします。"
    )
    assert unplaced_of(raw) == ["以上、よろしくお願いします。"]


def test_a_label_merged_over_two_rows_has_both() -> None:
    people = "478,146人（平成27年）", "男 230,151人 女 247,995人"
    one = table(["自治体名", "大分市"], [merged("人口", down=2), people[0]], [people[1]])
    assert fields(one)["population"] == [" ".join(people)]


@pytest.mark.parametrize(
    "text", ["(ア)葉は茶にする。", "（イ）葉は茶にする。", "一、葉は茶にする。", "十二．葉は茶にする。"]
)
def test_japanese_letters_and_numerals_are_bullet_marks(text: str) -> None:
    assert text[points_reader.mark_end(text) :] == "葉は茶にする。"


@pytest.mark.parametrize("text", ["一、二の例を挙げる。", "一つは茶である。", "二十一世紀の茶"])
def test_a_numeral_in_a_sentence_is_none(text: str) -> None:
    assert points_reader.mark_end(text) == 0


def test_a_domain_may_be_spread_to_one_width() -> None:
    reading = domains.read([paragraph("防　災"), paragraph("観　光"), paragraph("文化　観光")], FORM)
    assert reading.value == (("disaster-risk-prevention", "tourism", "culture"), ())
