"""Domains: the vocabulary's words in any dress, cut where the contract says, and all else kept as written."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.document import TICKED, UNTICKED, Paragraph, Run, Where
from ficheparse.form import Domain, load
from ficheparse.values import boxes, domains
from ficheparse.values.boxes import ticked_only
from ficheparse.values.domains import Domains
from ficheparse.values.reading import Reading
from ficheparse.values.slips import is_slip

FORM = load()


def read(text: str) -> Reading[Domains]:
    """The reading of a text, a paragraph for each of its lines."""
    return domains.read([Paragraph([Run(line)], Where()) for line in text.split("\n")], FORM)


KNOWN: dict[str, str] = {
    # separators
    "culture, tourisme": "culture tourism",
    "culture ; tourisme ; eau": "culture tourism environment",
    "culture/tourisme": "culture tourism",
    "culture et tourisme": "culture tourism",
    "CULTURE ET TOURISME": "culture tourism",
    "culture & tourisme": "culture tourism",
    "tourism and transport": "tourism transport",
    "Tourism, culture, and transport": "tourism culture transport",
    "culture\ntourisme": "culture tourism",
    "culture\ttourisme": "culture tourism",
    "- culture\n- tourisme": "culture tourism",
    "• culture • tourisme": "culture tourism",
    "■ Culture ■ Tourisme": "culture tourism",
    "1. culture 2. tourisme": "culture tourism",
    "1) culture\n2) tourisme": "culture tourism",
    "(1) culture (2) tourisme": "culture tourism",
    "a) culture b) tourisme": "culture tourism",
    "culture – tourisme": "culture tourism",
    "culture | tourisme": "culture tourism",
    "Culture. Tourisme.": "culture tourism",
    "culture.tourisme": "culture tourism",
    "culture + tourisme": "culture tourism",
    "culture-tourisme": "culture tourism",
    "文化、観光": "culture tourism",
    "文化・観光": "culture tourism",
    "文化，観光": "culture tourism",
    "文化／観光": "culture tourism",
    "文化　観光": "culture tourism",
    "・文化\n・観光": "culture tourism",
    "①文化 ②観光": "culture tourism",
    "文化及び観光": "culture tourism",
    "文化と観光": "culture tourism",
    "culture, tourisme, etc.": "culture tourism",
    "culture, tourisme…": "culture tourism",
    "文化、観光など": "culture tourism",
    "culture,,tourisme,": "culture tourism",
    "culture, néant": "culture",
    "« culture », “tourisme”": "culture tourism",
    "Domaines concernés : culture, tourisme": "culture tourism",
    "la culture et le tourisme": "culture tourism",
    # names that hold a separator
    "Échanges scientifiques et économiques": "scientific-economic-exchange",
    "echanges scientifiques & economiques": "scientific-economic-exchange",
    "échange scientifique et économique": "scientific-economic-exchange",
    "études scientifiques, échanges scientifiques et économiques": "scientific-study scientific-economic-exchange",
    "Culture et échanges scientifiques et économiques et eau": "culture scientific-economic-exchange environment",
    "Scientific and economic exchange and energy": "scientific-economic-exchange renewable-energy",
    "科学・経済交流": "scientific-economic-exchange",
    "科学・経済交流・観光": "scientific-economic-exchange tourism",
    "都市計画・環境・科学・経済交流": "urban-planning environment scientific-economic-exchange",
    "Prévention des risques liés aux catastrophes naturelles": "disaster-risk-prevention",
    "Prévention des risques\nliés aux catastrophes naturelles": "disaster-risk-prevention",
    "Développement\ndurable": "sustainable-development",
    "Énergies\nrenouvelables": "renewable-energy",
    "Agenda 21. Tourisme": "sustainable-development tourism",
    # a word shared by two
    "développement durable et économique": "sustainable-development economic-development",
    "Développement économique et durable": "economic-development sustainable-development",
    "aménagement urbain et du territoire": "urban-planning spatial-planning",
    "spatial and urban planning": "spatial-planning urban-planning",
    # prefixes
    "gestion de l’eau": "environment",
    "gestion des déchets": "environment",
    "Gestion d'énergie": "renewable-energy",
    "la gestion de l'eau et des déchets": "environment",
    "protection de l'environnement et de la biodiversité": "environment",
    "valorisation du patrimoine": "culture",
    "promotion du tourisme": "tourism",
    "développement des énergies renouvelables": "renewable-energy",
    "politique de développement durable": "sustainable-development",
    "politiques de transports": "transport",
    "politique de gestion de l'eau": "environment",
    # one code once, and both languages
    "patrimoine / 文化": "culture",
    "culture, patrimoine, Heritage, 文化": "culture",
    "tourisme (観光)": "tourism",
    "観光（tourisme）": "tourism",
    "environnement (eau, déchets)": "environment",
    "environnement (eau, transports)": "environment transport",
    "culture (musées)": "culture",
    "Environnement : gestion de l'eau": "environment",
    # number, case, accents, slips
    "ENERGIES RENOUVELABLES": "renewable-energy",
    "énergie renouvelable": "renewable-energy",
    "renewable energies": "renewable-energy",
    "eaux": "environment",
    "universités": "university-exchange",
    "villes durables": "urban-planning",
    "University exchanges": "university-exchange",
    "scientific study": "scientific-study",
    "agenda21": "sustainable-development",
    "environement": "environment",
    "environnemnet": "environment",
    "toursime": "tourism",
    "patrimoinne": "culture",
    "developement durable": "sustainable-development",
    "dévellopement économique": "economic-development",
    "urban planing": "urban-planning",
    "Dévéloppement durable": "sustainable-development",
    "ＣＵＬＴＵＲＥ": "culture",
}

UNKNOWN: dict[str, tuple[str, list[str]]] = {
    "culture, petite enfance": ("culture", ["petite enfance"]),
    "sport et culture": ("culture", ["sport"]),
    "réseau d'eau": ("", ["réseau d'eau"]),
    "transports en commun": ("", ["transports en commun"]),
    "mobilité douce": ("", ["mobilité douce"]),
    "urbanisme durable, eau": ("environment", ["urbanisme durable"]),
    "Agenda 21 local": ("", ["Agenda 21 local"]),
    "politique culturelle": ("", ["politique culturelle"]),
    "développement écologique": ("", ["développement écologique"]),
    "risques culturels": ("", ["risques culturels"]),
    "ecological development": ("", ["ecological development"]),
    "écotourisme": ("", ["écotourisme"]),
    "agro-tourisme": ("", ["agro-tourisme"]),
    "culturel": ("", ["culturel"]),
    "touristique": ("", ["touristique"]),
    "urbaniste": ("", ["urbaniste"]),
    "diversité": ("", ["diversité"]),
    "sculpture, agriculture": ("", ["sculpture", "agriculture"]),
    "art, arts, sport, port": ("", ["art", "arts", "sport", "port"]),
    "経営": ("", ["経営"]),
    "観光振興": ("", ["観光振興"]),
    "環境、国際協力": ("environment", ["国際協力"]),
    "文化と芸術": ("", ["文化と芸術"]),
    "文化、その他（　）": ("culture", []),
    "Autre : numérique": ("", ["numérique"]),
    "culture, autres : numérique, jeunesse": ("culture", ["numérique", "jeunesse"]),
    "préservation de la biodiversité et des ressources": ("environment", ["des ressources"]),
    "Culture : musées": ("culture", ["musées"]),
    "Coopération : culture": ("", ["Coopération : culture"]),
    "jeunesse, jeunesse": ("", ["jeunesse"]),
    "Échanges  scolaires\u00a0, culture": ("culture", ["Échanges scolaires"]),
    "ville, mobilité durable": ("", ["ville", "mobilité durable"]),
}

BOXES: dict[str, tuple[str, list[str]]] = {
    f"{TICKED} Culture {UNTICKED} Tourisme": ("culture", []),
    f"{UNTICKED} Culture {TICKED} Tourisme": ("tourism", []),
    f"Culture {TICKED} Tourisme {UNTICKED}": ("culture", []),
    f"Culture {TICKED}\nTourisme {UNTICKED}": ("culture", []),
    f"Domaines : {TICKED} Culture {UNTICKED} Tourisme": ("culture", []),
    f"{TICKED} Culture, {UNTICKED} Tourisme, {TICKED} Transports": ("culture transport", []),
    f"{TICKED} Échanges scientifiques et économiques {UNTICKED} Tourisme": ("scientific-economic-exchange", []),
    f"{UNTICKED} Culture {UNTICKED} Tourisme": ("", []),
    f"{UNTICKED} Culture\n{UNTICKED} Tourisme\nPêche, eau": ("environment", ["Pêche"]),
    f"{TICKED} Culture\n{UNTICKED} Tourisme\nAutre : numérique": ("culture", ["numérique"]),
    f"{TICKED} Culture\n{TICKED} Autre : numérique": ("culture", ["numérique"]),
    f"{TICKED} Culture\n{UNTICKED} Autre : numérique": ("culture", ["numérique"]),
    f"{TICKED} Culture\n{UNTICKED} Autre : ……": ("culture", []),
    f"{TICKED} 文化　{UNTICKED} 観光　{UNTICKED} その他（　　）": ("culture", []),
    "☑ Culture □ Tourisme": ("culture", []),
    "✔ Culture\n☐ Tourisme": ("culture", []),
    "■ Culture □ Tourisme": ("culture", []),
    "● Culture ○ Tourisme": ("culture", []),
    "☑文化 □観光": ("culture", []),
    "文化☑　観光□": ("culture", []),
    "[x] Culture [ ] Tourisme": ("culture", []),
    "[X] Culture\n[] Tourisme": ("culture", []),
    "(x) Culture ( ) Tourisme": ("culture", []),
    "Culture [x]\nTourisme [ ]": ("culture", []),
    "（○）文化　（　）観光": ("culture", []),
}


@pytest.mark.parametrize(("text", "codes"), KNOWN.items())
def test_words_of_the_vocabulary_give_their_codes_in_order(text: str, codes: str) -> None:
    assert read(text) == Reading(Domains(tuple(codes.split()), ()))


@pytest.mark.parametrize(("text", "codes", "others"), [(text, *want) for text, want in (UNKNOWN | BOXES).items()])
def test_what_the_vocabulary_lacks_is_kept_and_what_is_unticked_is_not(
    text: str, codes: str, others: list[str]
) -> None:
    reading = read(text)
    assert reading.value == Domains(tuple(codes.split()), tuple(others))
    assert [doubt.code for doubt in reading.doubts] == ["domain-unknown"] * bool(others)


def test_the_doubt_names_what_is_unknown() -> None:
    assert read("pêche, eau et sport").doubts[0].text == "pêche, sport"


@pytest.mark.parametrize("text", ["", "…", "néant", "?", "Autre :", f"{UNTICKED} Culture"])
def test_where_nothing_is_answered_there_is_neither_domain_nor_doubt(text: str) -> None:
    assert read(text) == Reading(Domains((), ()))


def test_the_prompt_of_a_control_is_no_domain() -> None:
    paragraph = Paragraph([Run("Choisissez un domaine", prompt=True), Run("culture")], Where())
    assert domains.read([paragraph], FORM).value == Domains(("culture",), ())


WORDINGS = [(word, domain.code) for domain in FORM.domains for word in domain.words]


@pytest.mark.parametrize(("word", "code"), WORDINGS)
def test_every_wording_is_found_alone_in_capitals_and_in_the_plural(word: str, code: str) -> None:
    for text in (word, word.upper(), f"– {word} ;", f"{word} (…)", f"Les {word}" if word.isascii() else word):
        assert read(text).value == Domains((code,), ()), text


@given(
    st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=6), st.sampled_from([", ", " ; ", "/", "、", "\n", "\n• "])
)
def test_any_list_of_wordings_gives_their_codes(picked: list[tuple[str, str]], separator: str) -> None:
    codes = tuple(dict.fromkeys(code for _, code in picked))
    assert read(separator.join(word for word, _ in picked)).value == Domains(codes, ())


@given(st.lists(st.tuples(st.sampled_from(FORM.domains), st.booleans()), max_size=8), st.booleans())
def test_of_any_form_of_boxes_only_what_is_ticked_counts(choices: list[tuple[Domain, bool]], in_lines: bool) -> None:
    text = ("\n" if in_lines else "  ").join(
        f"{TICKED if ticked else UNTICKED} {domain.fr}" for domain, ticked in choices
    )
    codes = dict.fromkeys(domain.code for domain, ticked in choices if ticked)
    assert read(text).value == Domains(tuple(codes), ())


@given(st.text(max_size=60) | st.text(alphabet="culture et d'eau,/;☐☒[x] ()・文化\n:", max_size=60))
def test_any_text_gives_known_codes_and_words_of_its_own(text: str) -> None:
    value = read(text).value
    assert set(value.codes) <= {domain.code for domain in FORM.domains}
    assert all(other.strip() == other != "" for other in value.others)


@given(st.text())
def test_a_text_without_boxes_is_left_as_it_is(text: str) -> None:
    if not set(text) & set("☒☑✓✔✗✘⊠🗹🗷☓🗸☐□▢◻❏❑❒⬜🗆[(（［■●◉⦿◆⬛▣"):
        assert ticked_only(text) == text


@given(st.text(alphabet="cu xX×_☐☑✗■□○(（[]）レ\n", max_size=24))
def test_what_every_box_has_is_missing_only_where_there_is_none(text: str) -> None:
    found = ticked_only(text)
    with patch.object(boxes, "_PERHAPS_BOX", re.compile("")):
        assert found == ticked_only(text)


@given(st.text(alphabet="abcurlte", max_size=9), st.text(alphabet="abcurlte", min_size=1, max_size=9))
def test_a_slip_leaves_the_first_letter_or_the_last(typed: str, word: str) -> None:
    if typed == word or is_slip(typed, word):
        assert typed[0] == word[0] or typed[-1] == word[-1]


@pytest.mark.parametrize(
    ("typed", "word", "slip"),
    [
        ("enviroment", "environment", True),
        ("rtansport", "transport", True),
        ("lenergie", "energie", True),
        ("heritge", "heritage", True),
        ("culturel", "culture", False),
        ("touriste", "tourisme", False),
        ("synergie", "energie", False),
        ("emplacement", "deplacement", False),
        ("wafer", "water", False),
        ("eaux", "eau", False),
    ],
)
def test_one_slip_in_a_long_word_is_seen_through(typed: str, word: str, slip: bool) -> None:
    assert is_slip(typed, word) is slip
