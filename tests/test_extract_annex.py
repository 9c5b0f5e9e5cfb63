"""The annex belongs to the form, whole, cut, altered or translated, and is never an answer (contract, section 1)."""

from __future__ import annotations

import pytest
from trees import found, merged, p, points_of, said, summary, table, unplaced_of

from ficheparse.document import Block

NAMED = table(["Nom de la collectivité", "Ville de Mende"], ["Population", "11 641"])
LABEL = "Points essentiels de la politique novatrice déployée :"
DATE = "(Mis à jour le 3 mars 2014)"
POINTS = ["- Un pont du Moyen Âge est rouvert aux piétons.", "- La cantine cuisine les lentilles du causse."]

# The form's own wording.
HEADING = (
    "Communiqué conjoint entre la France et le Japon : un partenariat pour la sécurité, la croissance et la culture"
)
# The annex in words of our own: what tells it is its matter, not its sentences.
FRENCH = [
    HEADING,
    "En juin 2013, M. Shinzo Abe, premier ministre du Japon, a reçu le Président de la République française, "
    "M. François Hollande, en visite d'État à Tokyo ; les deux pays y ont dit leurs intérêts convergents.",
    "La France et le Japon se sont donné une feuille de route pour cinq ans, que leurs gouvernements suivent.",
    "Le Communiqué conjoint fait une large place à la coopération décentralisée :",
    "« La France et le Japon saluent les jumelages et la coopération décentralisée de leurs villes. » (7 juin 2013).",
    "De même, l'Objectif n°17 de la feuille de route franco-japonaise veut l'approfondir :",
    "« - La France et le Japon aideront les partenariats et les jumelages de leurs autorités locales.",
    "- Les deux pays aideront les échanges entre collectivités françaises et japonaises, avec CLAIR et CUF ;",
    "- La France et le Japon soutiendront les collectivités territoriales qui prennent part à la reconstruction de la "
    "région du Tohoku. »",
]
# Translations of our own.
ENGLISH = [
    "Joint communiqué between France and Japan: an exceptional partnership to promote security, growth, innovation "
    "and culture",
    "At the invitation of Mr Shinzo Abe, Prime Minister of Japan, the President of the French Republic, Mr François "
    "Hollande, paid a State visit to Japan from 6 to 8 June 2013. It was an opportunity to renew and step up the "
    "lines of cooperation between our two countries, built on common values and converging interests.",
    "This is why France and Japan have drawn up a roadmap which sets out in concrete terms the sectors in which the "
    "two countries will pursue their cooperation over the next five years. The governments will see to the regular "
    "dialogue and to the follow-up.",
    "The weight of decentralised cooperation is underlined in the joint communiqué issued on that occasion:",
    "“France and Japan welcome the vitality of ties, twinning and decentralised cooperation between local "
    "authorities.”",
    "Likewise, goal 17 of the roadmap for Franco-Japanese cooperation reads:",
    "- France and Japan will strengthen their decentralised cooperation by easing partnerships, twinning and networks "
    "of information between local and regional authorities;",
    "- Both countries will foster exchanges between local authorities through bodies such as CLAIR and CUF;",
    "- France and Japan will keep up their support to the actions of local authorities in the reconstruction of the "
    "Tohoku region, above all in renewable energies, urban planning and disaster prevention.",
]
JAPANESE = [
    "日仏共同コミュニケ：安全、成長、イノベーション、文化のための特別なパートナーシップ",
    "日本の安倍晋三首相の招きにより、フランソワ・オランド・フランス大統領は2013年6月6日から8日まで国賓として訪日した。"
    "両国に共通する価値観と利益に基づく協力の軸を新たにし、強める機会となった。",
    "このためフランスと日本は、今後5年間に両国が協力を進める分野と方法を具体的に定めるロードマップを作成した。",
    "共同コミュニケでは、地方自治体間協力の大切さが述べられている。",
    "「フランスと日本は、地方自治体間の関係、姉妹都市提携、協力活動が活発であることを喜ばしく思う。」",
    "・フランスと日本は、地方自治体の間の提携、姉妹都市、情報網を支え、自治体間協力を強める。",
    "・両国は、クレアやCUFなどの団体を通じて、日仏の自治体の交流を促す。",
    "・フランスと日本は、東北地方の復興のために自治体が行う活動への支援を続ける。",
]
ALTERED = [
    "COMMUNIQUÉ CONJOINT FRANCE-JAPON",
    "Du 6 au 8 juin 2013, le Président François Hollande s'est rendu au Japon en visite d'État, où M. Shinzo Abe l'a "
    "reçu ; nos deux pays y ont resserré leur coopération.",
    "Une feuille de route a été arrêtée par la France et le Japon pour cinq ans ; leurs gouvernements la suivent.",
    "- La France et le Japon aideront encore les collectivités qui reconstruisent le Tohoku ;",
    "- les deux pays comptent sur CLAIR et CUF pour rapprocher collectivités françaises et japonaises.",
]
ANNEXES = {"French": FRENCH, "English": ENGLISH, "Japanese": JAPANESE, "altered": ALTERED}
AFTER = ["Le Maire de Mende,", "Pour toute question, s'adresser à l'accueil de l'hôtel de ville."]


def summed(*annex: str | Block) -> dict[str, object]:
    return summary(found(NAMED, LABEL, *POINTS, DATE, *annex))


PLAIN = summed()


# Whole, cut, altered, translated ----------------------------------------------------------------------------------


@pytest.mark.parametrize("annex", ANNEXES)
def test_the_whole_annex_is_the_forms_own(annex: str) -> None:
    assert summed(*ANNEXES[annex]) == PLAIN
    assert PLAIN["points"] == POINTS


@pytest.mark.parametrize("annex", ANNEXES)
def test_the_annex_cut_anywhere_is_the_forms_own(annex: str) -> None:
    for end in range(1, len(ANNEXES[annex])):
        assert summed(*ANNEXES[annex][:end]) == PLAIN, f"cut after paragraph {end}"


@pytest.mark.parametrize("annex", ANNEXES)
def test_what_is_left_of_the_annex_without_its_beginning_is_the_forms_own(annex: str) -> None:
    for start in range(1, len(ANNEXES[annex])):
        assert summed(*ANNEXES[annex][start:]) == PLAIN, f"begun at paragraph {start + 1}"


@pytest.mark.parametrize("annex", ANNEXES)
def test_any_one_paragraph_of_the_annex_after_the_date_is_the_forms_own(annex: str) -> None:
    lost = [paragraph for paragraph in ANNEXES[annex] if summed(paragraph) != PLAIN]
    assert lost == []


@pytest.mark.parametrize("annex", ANNEXES)
def test_the_annex_ends_the_points_where_there_is_no_date(annex: str) -> None:
    raw = found(NAMED, LABEL, *POINTS, *ANNEXES[annex])
    assert (points_of(raw), unplaced_of(raw), said(raw, "updated")) == (POINTS, [], [])


def test_the_annex_without_its_heading_ends_the_points_too() -> None:
    raw = found(NAMED, LABEL, *POINTS, *FRENCH[1:])
    assert (points_of(raw), unplaced_of(raw)) == (POINTS, [])


@pytest.mark.parametrize(
    "heading",
    [
        HEADING.upper(),
        HEADING.replace("'", "’"),
        HEADING.replace(" : ", "\n"),
        "Communiqué conjoint",
        "Annexe : communiqué conjoint entre la France et le Japon",
        "Extrait du communiqué conjoint entre la France et le Japon",
        "« Communiqué conjoint entre la France et le Japon »",
        "1. Communiqué conjoint entre la France et le Japon",
        "Communiqué conjoint entre le Japon et la France",
        "Comuniqué conjoint entre la France et le Japon",
        "Joint Communiqué between France and Japan",
        "JOINT STATEMENT BY JAPAN AND FRANCE",
        "Franco-Japanese Joint Statement",
        "日仏共同声明",
        "フランスと日本の共同コミュニケ",
    ],
)
def test_the_annexs_heading_in_any_guise_begins_it(heading: str) -> None:
    assert summed(heading, *FRENCH[1:]) == PLAIN
    assert summed(heading) == PLAIN


def test_the_annexs_paragraphs_may_be_items_of_a_list_or_headings() -> None:
    blocks = [p(FRENCH[0], style="heading 1"), *(p(text, items=3) for text in FRENCH[1:])]
    assert summed(*blocks) == PLAIN


def test_the_annex_may_be_one_paragraph_of_many_lines() -> None:
    assert summed("\n".join(FRENCH)) == PLAIN


def test_the_annex_may_begin_in_the_dates_paragraph() -> None:
    raw = found(NAMED, LABEL, *POINTS, DATE + "\n" + FRENCH[0], *FRENCH[1:])
    assert (points_of(raw), unplaced_of(raw), said(raw, "updated")) == (POINTS, [], [DATE])


@pytest.mark.parametrize("annex", ANNEXES)
def test_the_annex_may_stand_in_a_frame(annex: str) -> None:
    assert summed(table([list(ANNEXES[annex])])) == PLAIN
    assert summed(table(*([text] for text in ANNEXES[annex]))) == PLAIN


def test_the_annex_may_stand_in_two_languages_side_by_side() -> None:
    assert summed(table(*([french, english] for french, english in zip(FRENCH, ENGLISH, strict=True)))) == PLAIN


def test_the_annex_in_two_languages_one_after_the_other_is_the_forms_own() -> None:
    assert summed(*FRENCH, "", *JAPANESE) == PLAIN


def test_the_annex_in_the_last_row_of_the_forms_table_is_the_forms_own() -> None:
    raw = found(
        table(["Nom de la collectivité", "Mende"], [LABEL, POINTS], [DATE, ""], [merged(list(FRENCH), across=2)])
    )
    assert (said(raw, "name"), points_of(raw), unplaced_of(raw)) == (["Mende"], POINTS, [])


# What is not of the annex -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("annex", ANNEXES)
def test_text_after_the_annex_is_unplaced(annex: str) -> None:
    found_there = summed(*ANNEXES[annex], *AFTER)
    assert found_there == PLAIN | {"unplaced": AFTER}


@pytest.mark.parametrize("annex", ANNEXES)
def test_a_date_after_the_annex_is_the_date_of_updating(annex: str) -> None:
    raw = found(NAMED, LABEL, *POINTS, *ANNEXES[annex], DATE)
    assert (points_of(raw), said(raw, "updated"), unplaced_of(raw)) == (POINTS, [DATE], [])


def test_the_domains_that_the_annex_lists_are_no_answer() -> None:
    raw = found(NAMED, *FRENCH)
    assert (raw.of("domains"), raw.of("points")) == ([], [])


@pytest.mark.parametrize(
    "point",
    [
        "- Le jumelage avec Kofu, renouvelé en juin 2013, fait voyager douze lycéens par an.",
        "- Depuis 2012, nos pompiers forment chaque été ceux d'un bourg de la région du Tohoku.",
        "- La coopération décentralisée avec Tsuruoka a donné trois restaurants et une école de cuisine.",
        "- Un comité de jumelage entre la France et le Japon se réunit tous les mois à la mairie.",
        "- Le président de la République française a inauguré le viaduc.",
        "- Une feuille de route fixe trente actions d'ici à 2020.",
        "- Avec CLAIR, la ville accueille un agent japonais chaque année.",
        "Partenariat, culture et croissance : trois mots pour une politique.",
        "- Our twinning with a Tohoku town has sent forty pupils to Japan since June 2013.",
        "・姉妹都市提携により、東北の高校生を毎年20人受け入れている。",
        "・両国の料理人が市場で腕を競う。",
    ],
)
def test_a_point_that_speaks_of_the_annexs_matters_stays_a_point(point: str) -> None:
    raw = found(NAMED, LABEL, POINTS[0], point, POINTS[1], DATE, *FRENCH)
    assert (points_of(raw), said(raw, "updated")) == ([POINTS[0], point, POINTS[1]], [DATE])


@pytest.mark.parametrize(
    "point",
    [
        "- La coopération décentralisée entre la France et le Japon a mené quarante lycéens de Mende dans le Tohoku.",
        "- Jumelages : celui avec Kofu, signé en juin 2013 dans l'élan des rencontres franco-japonaises, fait vivre "
        "un marché d'artisans.",
        "・東北の町との姉妹都市提携から、日仏の高校生40人の交流が生まれた。",
    ],
)
def test_a_point_full_of_the_annexs_words_among_points_stays_a_point(point: str) -> None:
    raw = found(NAMED, LABEL, POINTS[0], point, POINTS[1], DATE, *FRENCH)
    assert (points_of(raw), said(raw, "updated")) == ([POINTS[0], point, POINTS[1]], [DATE])


@pytest.mark.parametrize(
    "letter",
    [
        "Nous avons lu avec intérêt le communiqué conjoint que vous nous avez fait parvenir.",
        "Suite au communiqué conjoint et à la feuille de route sur la coopération décentralisée, voici notre fiche.",
        "Dear CLAIR team, as you asked after the State visit and the joint communiqué, here is our sheet.",
    ],
)
@pytest.mark.parametrize("table_gone", [False, True], ids=["table", "paragraphs"])
def test_a_letter_that_names_the_communique_is_unplaced_and_hides_nothing(letter: str, table_gone: bool) -> None:
    form: list[str | Block] = (
        ["Nom de la collectivité : Ville de Mende", "Population : 11 641"] if table_gone else [NAMED]
    )
    raw = found(letter, "Fiche « Bonne pratique » - (Mende)", *form, LABEL, *POINTS, DATE, *FRENCH)
    assert summary(raw) == PLAIN | {"title": "Mende", "unplaced": [letter]}
