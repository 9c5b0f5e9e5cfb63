"""Labels are recognised whatever their case, accents, punctuation, spacing, width, and with a slip of the keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import FORM

from ficheparse.extract.labels import LONGEST_LABEL, Label, _label_of, label_of
from ficheparse.form import FieldName
from ficheparse.text import _folded_of_any_script, fold, is_japanese, unaccented

# The contract's table of section 1.
LABELS: list[tuple[FieldName, str]] = [
    ("name", "Nom de la collectivité"),
    ("name", "Name of the local authority"),
    ("name", "自治体名"),
    ("name", "団体名"),
    ("location", "Localisation (sur carte) ou CARTE (lien)"),
    ("location", "Location (on map) or MAP (link)"),
    ("location", "位置（地図）"),
    ("location", "所在地"),
    ("domains", "Domaine(s) concerné(s)"),
    ("domains", "Field(s) concerned"),
    ("domains", "分野"),
    ("domains", "該当分野"),
    ("population", "Population"),
    ("population", "人口"),
    ("website", "Site Internet (en anglais) :"),
    ("website", "Website (in English):"),
    ("website", "ウェブサイト（英語）"),
    ("website", "ホームページ"),
    ("contact", "Contact :"),
    ("contact", "連絡先"),
    ("contact", "担当"),
    ("points", "Points essentiels de la politique novatrice déployée :"),
    ("points", "Key points of the innovative policy:"),
    ("points", "先進的な取組の要点"),
]


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def half_width_brackets(text: str) -> str:
    return text.translate(str.maketrans("（）：", "():"))


GUISES: dict[str, Callable[[str], str]] = {
    "as the form has it": str,
    "in capitals": str.upper,
    "in small letters": str.lower,
    "without accents": unaccented,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "without its colon": lambda text: text.rstrip(" :"),
    "with a colon": lambda text: text.rstrip(" :") + " :",
    "with a wide colon": lambda text: text.rstrip(" :") + "：",
    "with dots": lambda text: text.rstrip(" :") + "....",
    "without (s)": lambda text: text.replace("(s)", ""),
    "with s for (s)": lambda text: text.replace("(s)", "s"),
    "full width": full_width,
    "half width": half_width_brackets,
    "with hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "with doubled spaces": lambda text: "  " + text.replace(" ", "  ") + " ",
    "with zero-width spaces": lambda text: text[:2] + "\u200b" + text[2:],
    "letters spaced out": lambda text: "　".join(text) if is_japanese(text) else text,
    "in lenticular brackets": lambda text: f"【{text}】",
    "in corner brackets": lambda text: f"「{text}」",
    "in quotes": lambda text: f"« {text} »",
    "starred": lambda text: f"{text} *",
    "after a bullet": lambda text: f"• {text}",
    "after a dash": lambda text: f"- {text}",
    "after a square": lambda text: f"■{text}",
    "numbered with a point": lambda text: f"3. {text}",
    "numbered with a bracket": lambda text: f"3) {text}",
    "numbered in brackets": lambda text: f"(3) {text}",
    "numbered full width": lambda text: f"３．{text}",
    "with a circled number": lambda text: f"③ {text}",
}


def label(text: str, *, slips: bool = False) -> Label:
    answer = label_of(text, FORM, slips=slips)
    assert answer is not None, f"no label in {text!r}"
    return answer


@pytest.mark.parametrize(("field", "wording"), LABELS)
@pytest.mark.parametrize("guise", GUISES)
def test_a_label_of_the_form_is_known_in_any_guise(field: FieldName, wording: str, guise: str) -> None:
    text = GUISES[guise](wording)
    answer = label(text)
    assert (answer.field, text[answer.end :].strip()) == (field, "")


@pytest.mark.parametrize(
    "text", ["c) Population", "C. Population :", "d) Site Internet (en anglais) :", "(e) Contact :"]
)
def test_a_label_is_known_after_a_letter_that_numbers_it(text: str) -> None:
    assert label(text).end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "Population : 31 400 hab.",
        "Population: 31 400 hab.",
        "Population :31 400 hab.",
        "Population\u00a0:\u00a031 400 hab.",
        "Population\u202f: 31 400 hab.",
        "Population：31 400 hab.",
        "Population\t31 400 hab.",
        "Population :\t31 400 hab.",
        "Population - 31 400 hab.",
        "Population – 31 400 hab.",
        "Population — 31 400 hab.",
        "Population = 31 400 hab.",
        "POPULATION : 31 400 hab.",
        "4. Population : 31 400 hab.",
        "• Population : 31 400 hab.",
        "【人口】31 400 hab.",
        "［人口］ 31 400 hab.",
        "■人口：31 400 hab.",
        "人口　31 400 hab.",
        "人 口 ： 31 400 hab.",
        "Population / 人口 : 31 400 hab.",
        "Population (人口) : 31 400 hab.",
        "人口（Population）：31 400 hab.",
        "Population (en habitants) : 31 400 hab.",
    ],
)
def test_the_answer_begins_after_the_label_and_what_parts_them(text: str) -> None:
    answer = label(text)
    assert (answer.field, text[answer.end :].strip()) == ("population", "31 400 hab.")


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [
        ("Contact : Mme Odile Ferrand : 04 65 71 20 31", "contact", "Mme Odile Ferrand : 04 65 71 20 31"),
        ("Site Internet (en anglais) : https://www.bayeux.example/en", "website", "https://www.bayeux.example/en"),
        ("Site web : www.bayeux.example (en anglais)", "website", "www.bayeux.example (en anglais)"),
        ("連絡先：国際課（担当：山本）", "contact", "国際課（担当：山本）"),
        ("Localisation : Calvados (Normandie)", "location", "Calvados (Normandie)"),
        ("Nom de la collectivité : Ville de Bayeux - Calvados", "name", "Ville de Bayeux - Calvados"),
        (
            "Points essentiels de la politique novatrice déployée : un seul guichet",
            "points",
            "un seul guichet",
        ),
        ("Domaine(s) concerné(s) : transports : vélo", "domains", "transports : vélo"),
    ],
)
def test_only_the_first_mark_parts_the_label_from_its_answer(text: str, field: FieldName, rest: str) -> None:
    answer = label(text)
    assert (answer.field, text[answer.end :].strip()) == (field, rest)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Population / 人口", "population"),
        ("Population (人口)", "population"),
        ("人口 (Population)", "population"),
        ("人口 Population", "population"),
        ("Population 人口", "population"),
        ("Population\n人口", "population"),
        ("Population - 人口", "population"),
        ("人口／Population", "population"),
        ("Contact / 連絡先 :", "contact"),
        ("Contact : / 連絡先：", "contact"),
        ("Nom de la collectivité / Name of the local authority / 自治体名", "name"),
        ("Domaine(s) concerné(s) / 分野", "domains"),
        ("分野（Domaine(s) concerné(s)）", "domains"),
        ("Localisation (sur carte) ou CARTE (lien) / 位置（地図）", "location"),
        ("Site Internet (en anglais) : / ウェブサイト（英語）", "website"),
        ("先進的な取組の要点 / Points essentiels de la politique novatrice déployée :", "points"),
    ],
)
def test_a_label_in_two_languages_is_one_label_without_a_hint(text: str, field: FieldName) -> None:
    assert label(text) == Label(field, len(text), hint=False)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Population (en habitants)", "population"),
        ("Population (au dernier recensement) :", "population"),
        ("Contact (nom, tél., courriel)", "contact"),
        ("Contact : (nom, fonction, téléphone)", "contact"),
        ("Nom de la collectivité (ville, département ou région)", "name"),
        ("Domaine(s) concerné(s) [trois au plus]", "domains"),
        ("人口（国勢調査による）", "population"),
        ("連絡先（部署・電話・メール）：", "contact"),
        ("Website (in English) (if any):", "website"),
    ],
)
def test_a_hint_added_to_a_label_is_part_of_it_and_told(text: str, field: FieldName) -> None:
    answer = label(text)
    assert (answer.field, answer.hint, text[answer.end :].strip(" :：")) == (field, True, "")


@pytest.mark.parametrize(
    "text",
    [
        "Localisation (sur carte) ou CARTE (lien)",
        "Site Internet (en anglais) :",
        "Domaine(s) concerné(s)",
        "位置（地図）",
        "ウェブサイト（英語）：",
    ],
)
def test_the_forms_own_brackets_are_no_hint(text: str) -> None:
    assert label(text).hint is False


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Nom de la colectivité", "name"),
        ("Nom de la collectivté :", "name"),
        ("Nom de la collectivite", "name"),
        ("Nm de la collectivité", "name"),
        ("Name of the local autority", "name"),
        ("Name of the loacl authority", "name"),
        ("Localistaion (sur carte) ou CARTE (lien)", "location"),
        ("Location (on map) or MAP (lnik)", "location"),
        ("Domaine(s) conserné(s)", "domains"),
        ("Domaines concenrés :", "domains"),
        ("Field(s) concerened", "domains"),
        ("Populaton", "population"),
        ("Poplation :", "population"),
        ("Population;", "population"),
        ("Site Intrenet (en anglais) :", "website"),
        ("Site Internet (en anglias)", "website"),
        ("Webiste (in English):", "website"),
        ("Points essentiels de la politique novatrice deploiée :", "points"),
        ("Point essentiel de la politique novatrice déployée", "points"),
        ("Key points of the inovative policy:", "points"),
        ("Contatc :", "contact"),
        ("Conctact :", "contact"),
        ("Contcat", "contact"),
    ],
)
def test_a_slip_of_the_keyboard_is_forgiven(text: str, field: FieldName) -> None:
    answer = label(text, slips=True)
    assert (answer.field, text[answer.end :].strip()) == (field, "")


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("ウェブサト（英語）", "website"),
        ("ウエブサイト（英語）", "website"),
        ("ホームぺージ", "website"),
        ("先進的な取組みの要点", "points"),
        ("先進的な取組の用点", "points"),
    ],
)
def test_a_slip_in_a_long_japanese_label_is_forgiven(text: str, field: FieldName) -> None:
    assert label(text, slips=True).field == field


@pytest.mark.parametrize(
    ("text", "rest"),
    [("Nom de la colectivité : Ville de Bayeux", "Ville de Bayeux"), ("Nom de la collectivté\tBayeux", "Bayeux")],
)
def test_a_misspelt_label_has_its_answer_after_it_too(text: str, rest: str) -> None:
    assert text[label(text, slips=True).end :].strip() == rest


@pytest.mark.parametrize("slips", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "",
        " : ",
        "--",
        "Ville de Bayeux",
        "Population de passage",
        "La population a augmenté de 3 % en dix ans.",
        "Contact établi en 2011 avec trois villes",
        "Contrat de ville : 2014-2020",
        "Site Internet refait en 2012 par les élèves",
        "Charte de l'arbre",
        "Carte scolaire : huit classes",
        "Plan climat : 40 actions",
        "Domaine skiable : 42 km",
        "Localisation des sources de bruit : 12 capteurs",
        "Nom de la salle",
        "Nom de la rivière : l'Aure",
        "Nombre de communes",
        "Superficie : 7 km²",
        "Pollution : 12 capteurs",
        "人口減少への対応",
        "分野別の計画",
        "担当者会議を毎月開いている。",
        "連絡船の運航",
        "環境",
        "tourisme",
    ],
)
def test_other_words_are_no_label(text: str, slips: bool) -> None:
    assert label_of(text, FORM, slips=slips) is None


# The shorter ways that nearly every text takes


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_folded_as_all_others(text: str) -> None:
    assert fold(text) == " ".join(re.sub(r"[^\w]+|_+", " ", text.casefold()).split())


@settings(max_examples=500)
@given(st.text(st.characters(max_codepoint=0x2060)))
def test_latin_texts_are_folded_as_all_others(text: str) -> None:
    assert fold(text) == _folded_of_any_script(text)


HEADS = st.sampled_from(
    [*(wording for _, wording in LABELS), "Po", "人口", "a) ", "十一", "ﾎﾟ", "1. ", "é", "\u0301", " : "]
)


@given(st.lists(HEADS | st.text(max_size=6), max_size=4).map("".join))
def test_a_line_that_begins_like_no_label_has_none(text: str) -> None:
    assert label_of(text, FORM) == _label_of.__wrapped__(text[: LONGEST_LABEL + 1], FORM, slips=False)
