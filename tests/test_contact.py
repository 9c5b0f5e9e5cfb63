import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.document import Paragraph, Run, Where
from ficheparse.fiche import Contact, Country
from ficheparse.values import contact, emails
from ficheparse.values.emails import address_of, addresses_in
from ficheparse.values.plain import plain
from ficheparse.values.reading import Reading

PHONE, OTHER = "+33261910012", "+33465710013"


def cell(text: str) -> list[Paragraph]:
    """Paragraphs, parted by `¶`; `[wording](target)` is a link."""
    paragraphs = []
    for line in text.split("¶"):
        runs = []
        for piece in re.split(r"(\[[^\]]*\]\([a-z]+:[^)]*\))", line):
            link = re.fullmatch(r"\[([^\]]*)\]\(([^)]*)\)", piece)
            runs.append(Run(link[1], link=link[2]) if link else Run(piece))
        paragraphs.append(Paragraph(runs, Where()))
    return paragraphs


def read(text: str, country: Country | None = "FR") -> Reading[tuple[Contact, ...]]:
    return contact.read(cell(text), country)


def one(text: str, country: Country | None = "FR") -> Contact:
    (only,) = read(text, country).value
    return only


# Who -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name", "role", "organisation"),
    [
        # courtesy, names and their forms
        ("Mme Anne ROY, directrice", "Anne ROY", "directrice", None),
        ("M. Roy", "Roy", None, None),
        ("M.Roy", "Roy", None, None),
        ("MME ROY", "ROY", None, None),
        ("Monsieur Paul Petit", "Paul Petit", None, None),
        ("Dr Paul Petit", "Paul Petit", None, None),
        ("Mr. Ken SATO", "Ken SATO", None, None),
        ("Ms Aya Ono", "Aya Ono", None, None),
        ("Prof. Aya Ono", "Aya Ono", None, None),
        ("M. et Mme Petit", "Petit", None, None),
        ("Roy", "Roy", None, None),
        ("ROY Anne", "ROY Anne", None, None),
        ("ROY, Anne", "ROY, Anne", None, None),
        ("Anne R.", "Anne R.", None, None),
        ("J.-P. Petit", "J.-P. Petit", None, None),
        ("Jean-Pierre de la Tour", "Jean-Pierre de la Tour", None, None),
        ("Yann Le Goff", "Yann Le Goff", None, None),
        ("Anne-Laure LE GOFF", "Anne-Laure LE GOFF", None, None),
        ("Maria d’Arc", "Maria d’Arc", None, None),
        ("Seán O'Brien", "Seán O'Brien", None, None),
        ("– Anne Roy", "Anne Roy", None, None),
        ("• Anne Roy", "Anne Roy", None, None),
        ("Jean MAIRE, conseiller", "Jean MAIRE", "conseiller", None),
        # lead-ins and labels
        ("Contact : Anne Roy", "Anne Roy", None, None),
        ("Responsable : Anne Roy", "Anne Roy", None, None),
        ("Référent : Roy", "Roy", None, None),
        ("Référente n° 1 : Anne Roy", "Anne Roy", None, None),
        ("Contact presse : Anne Roy", "Anne Roy", None, None),
        ("Nom : ROY¶Prénom : Anne", "ROY Anne", None, None),
        ("Nom et prénom : Anne Roy¶Fonction : Directrice¶Service : Culture", "Anne Roy", "Directrice", "Culture"),
        ("Nom\tAnne Roy¶Fonction\tPaysagiste¶Adresse\t1 place du Bourg, 12000 Rodez", "Anne Roy", "Paysagiste", None),
        ("Contact person: Ms. Aya Ono", "Aya Ono", None, None),
        # functions
        ("M. le Maire", None, "Maire", None),
        ("Madame la Directrice des relations internationales", None, "Directrice des relations internationales", None),
        ("Le Maire : M. Paul Petit", "Paul Petit", "Maire", None),
        ("Directeur : Paul Petit", "Paul Petit", "Directeur", None),
        ("Paul Petit (directeur)", "Paul Petit", "directeur", None),
        ("Paul Petit, DGS", "Paul Petit", "DGS", None),
        ("Paul Petit, adjoint aux jumelages", "Paul Petit", "adjoint aux jumelages", None),
        ("Paul Petit – chargé de l’Europe", "Paul Petit", "chargé de l’Europe", None),
        ("Paul Petit - Responsable du pôle", "Paul Petit", "Responsable du pôle", None),
        ("Paul Petit chef de projet", "Paul Petit", "chef de projet", None),
        ("Chargé(e) de mission : Paul Petit", "Paul Petit", "Chargé(e) de mission", None),
        ("Paul Petit, 1er adjoint au maire", "Paul Petit", "1er adjoint au maire", None),
        ("Maire Paul Petit", "Paul Petit", "Maire", None),
        ("Paul Petit, vigneron", "Paul Petit", "vigneron", None),
        ("Ken Sato, Deputy Mayor, Planning Department", "Ken Sato", "Deputy Mayor", "Planning Department"),
        ("Ken Sato, Head of the International Section", "Ken Sato", "Head of the International Section", None),
        # desks
        ("Service culturel", None, None, "Service culturel"),
        ("Accueil", None, None, "Accueil"),
        ("Direction de l’action internationale", None, None, "Direction de l’action internationale"),
        ("Policy Planning Division", None, None, "Policy Planning Division"),
        ("Mayor's Office", None, None, "Mayor's Office"),
        ("Service culturel¶Anne Roy", "Anne Roy", None, "Service culturel"),
        ("Anne Roy¶Service culturel", "Anne Roy", None, "Service culturel"),
        ("Service culturel – Anne Roy", "Anne Roy", None, "Service culturel"),
        ("Service culturel, Mme Anne Roy", "Anne Roy", None, "Service culturel"),
        ("Service culturel Mme Anne Roy", "Anne Roy", None, "Service culturel"),
        ("Anne Roy, relations internationales", "Anne Roy", None, "relations internationales"),
        ("Pôle « Attractivité » – Mme Roy", "Roy", None, "Pôle « Attractivité »"),
        ("Anne Roy (Pôle Europe)", "Anne Roy", None, "Pôle Europe"),
        ("Ville de Rodez¶Direction de la culture¶Anne Roy", "Anne Roy", None, "Ville de Rodez Direction de la culture"),
        ("Bureau du château / 城管理事務所", None, None, "Bureau du château / 城管理事務所"),
        ("Section Europe (国際課)¶Mme Aya ONO", "Aya ONO", None, "Section Europe (国際課)"),
        # what is neither
        ("Mairie de Rodez¶1 à 3 rue du Bourg¶12000 Rodez Cedex", None, None, "Mairie de Rodez"),
        ("Hôtel de Ville¶Place du Bourg¶BP 1234¶Mme Anne Roy", "Anne Roy", None, None),
        ("SIRET 213 702 614 00018 – Anne Roy", "Anne Roy", None, None),
        ("Anne Roy, www.rodez.example", "Anne Roy", None, None),
    ],
)  # fmt: skip
def test_a_person_a_function_and_a_desk_are_told_apart(
    written: str, name: str | None, role: str | None, organisation: str | None
) -> None:
    found = one(f"{written}¶Tél. : 02 61 91 00 12")
    assert (found.name, found.role, found.organisation) == (name, role, organisation)
    assert found.phones == [PHONE]


@pytest.mark.parametrize(
    ("written", "name", "role", "organisation"),
    [
        ("課長　山口　太郎", "山口 太郎", "課長", None),
        ("担当：山口　太郎", "山口 太郎", None, None),
        ("担当者　山口", "山口", None, None),
        ("氏名：山口太郎", "山口太郎", None, None),
        ("観光・地域振興課　課長　山口 太郎", "山口 太郎", "課長", "観光・地域振興課"),
        ("産業振興課　山口", "山口", None, "産業振興課"),
        ("産業振興課　山口様", "山口", None, "産業振興課"),
        ("国際課山口", "山口", None, "国際課"),
        ("国際課（担当：山口）", "山口", None, "国際課"),
        ("国際課長　山口 太郎", "山口 太郎", "国際課長", None),
        ("国際課課長補佐　山口 太郎", "山口 太郎", "課長補佐", "国際課"),
        ("総務部国際課国際係　主任　服部　恵", "服部 恵", "主任", "総務部国際課国際係"),
        ("担当：佐藤（健）", "佐藤（健）", None, None),
        ("国際課　小室 直樹", "小室 直樹", None, "国際課"),
        ("総務課　長谷部 誠", "長谷部 誠", None, "総務課"),
        ("総合企画局国際化推進室", None, None, "総合企画局国際化推進室"),
        ("国際局 国際連携課¶山口 太郎", "山口 太郎", None, "国際局 国際連携課"),
        ("山口 花子（やまぐち はなこ）", "山口 花子（やまぐち はなこ）", None, None),
        ("Hanako Yamaguchi (山口花子)", "Hanako Yamaguchi (山口花子)", None, None),
        ("Mme Hanako YAMAGUCHI（山口花子）", "Hanako YAMAGUCHI（山口花子）", None, None),
        ("マリー・デュポン（国際交流員）", "マリー・デュポン", "国際交流員", None),
        ("担当課：国際課¶担当者：山口 花子¶役職：主査", "山口 花子", "主査", "国際課"),
        ("〒850-8685 長崎市魚の町4-1¶国際課　山口 花子", "山口 花子", None, "国際課"),
        ("International Affairs Section¶Hanako Yamaguchi", "Hanako Yamaguchi", None, "International Affairs Section"),
    ],
)  # fmt: skip
def test_japanese_contacts_are_read_by_what_their_words_end_in(
    written: str, name: str | None, role: str | None, organisation: str | None
) -> None:
    found = one(f"{written}¶電話　087-839-2197", "JP")
    assert (found.name, found.role, found.organisation) == (name, role, organisation)
    assert found.phones == ["+81878392197"]


# How -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "phones", "faxes"),
    [
        ("Tél./Fax : 02 61 91 00 12", [PHONE], [PHONE]),
        ("Tél. et fax 02 61 91 00 12", [PHONE], [PHONE]),
        ("Téléphone / Télécopie : 02 61 91 00 12", [PHONE], [PHONE]),
        ("Tél/Fax : 02 61 91 00 12 / 04 65 71 00 13", [PHONE], [OTHER]),
        ("Tél. 02 61 91 00 12 / Fax 04 65 71 00 13", [PHONE], [OTHER]),
        ("Tél. 02 61 91 00 12 Fax 04 65 71 00 13", [PHONE], [OTHER]),
        ("Tél : 02 61 91 00 12¶Télécopie : 04 65 71 00 13", [PHONE], [OTHER]),
        ("T. 02 61 91 00 12 – F. 04 65 71 00 13", [PHONE], [OTHER]),
        ("T : 02 61 91 00 12 / F : 04 65 71 00 13", [PHONE], [OTHER]),
        ("02 61 91 00 12 (tél.) 04 65 71 00 13 (fax)", [PHONE], [OTHER]),
        ("Fax : 04 65 71 00 13¶02 61 91 00 12", [PHONE], [OTHER]),
        ("Tél.¶02 61 91 00 12¶Fax¶04 65 71 00 13", [PHONE], [OTHER]),
        ("Téléphone\t02 61 91 00 12¶Télécopieur\t04 65 71 00 13", [PHONE], [OTHER]),
        ("02 61 91 00 12 (standard), 04 65 71 00 13", [PHONE, OTHER], []),
        ("Tél. : 02 61 91 00 12 – Port. : 04 65 71 00 13", [PHONE, OTHER], []),
        ("Tél. 02 61 91 00 12 – poste 2417", [PHONE], []),
        ("Ligne directe : 02 61 91 00 12", [PHONE], []),
        ("N° de téléphone : 02 61 91 00 12", [PHONE], []),
        ("☎ 02 61 91 00 12", [PHONE], []),
        ("TEL・FAX　02 61 91 00 12", [PHONE], [PHONE]),
        ("電話/ＦＡＸ：02 61 91 00 12", [PHONE], [PHONE]),
        ("電話番号：02 61 91 00 12（直通）¶ＦＡＸ番号：04 65 71 00 13", [PHONE], [OTHER]),
        ("[appeler](tel:+33261910012)", [PHONE], []),
        ("02 61 91 00 12, 02.61.91.00.12", [PHONE], []),
    ],
)  # fmt: skip
def test_telephones_and_faxes_are_told_apart_by_the_words_beside_them(
    written: str, phones: list[str], faxes: list[str]
) -> None:
    found = one(f"Mme Anne Roy¶{written}")
    assert (found.name, found.phones, found.faxes) == ("Anne Roy", phones, faxes)


@pytest.mark.parametrize(
    "written",
    [
        "a.roy@ville.example",
        "A.ROY@Ville.Example",
        "a.roy (at) ville.example",
        "a.roy(at)ville.example",
        "a.roy[at]ville.example",
        "a.roy [at] ville [dot] example",
        "a.roy{at}ville.example",
        "a.roy＠ville．example",
        "a.roy @ ville.example",
        "a.roy(arobase)ville(point)example",
        "a.roy arobase ville.example",
        "a.roy at ville.example",
        "a.roy@ville.example.",
        "<a.roy@ville.example>",
        "« a.roy@ville.example »",
        "E-mail:a.roy@ville.example",
        "Courriel : a.roy@ville.example ;",
        "メールa.roy@ville.exampleまで",
        "a.roy\u200b@ville.example",
        "[écrire à Anne](mailto:A.Roy@ville.example?subject=Fiche)",
        "[a.roy@ville](mailto:a.roy@ville.example)",
        "[a.roy@ville.example](mailto:a.roy@ville.example)",
        "[a.roy@ville.example](http://ville.example)",
    ],
)
def test_an_address_is_read_however_it_is_hidden(written: str) -> None:
    reading = read(f"Anne Roy, {written}")
    assert [found.emails for found in reading.value] == [["a.roy@ville.example"]]
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("a.roy@ville", "a.roy@ville"),
        ("a.roy@@ville.example", "a.roy@@ville.example"),
        ("a.roy@ville,fr", "a.roy@ville,fr"),
        ("a.roy@ville. example", "a.roy@ville"),
        ("a.roy@ville..example", "a.roy@ville..example"),
        ("a..roy@ville.example", "a..roy@ville.example"),
        ("@ville.example", "@ville.example"),
        ("a.roy@ville.e", "a.roy@ville.e"),
        ("a.roy@ville.example@x", "a.roy@ville.example@x"),
        ("élise@ville.example", "élise@ville.example"),
        ("a.roy(at)ville", "a.roy(at)ville"),
        ("a.royàville.fr", "a.royàville.fr"),
    ],
)
def test_what_is_meant_for_an_address_and_is_none_is_told(written: str, said: str) -> None:
    reading = read(f"Anne Roy, {written}, 02 61 91 00 12")
    assert [tuple(doubt) for doubt in reading.doubts] == [("email-invalid", said)]
    assert reading.value[0].emails == []


@pytest.mark.parametrize(
    "written", ["Twitter : @rodez", "@rodez", "Rendez-vous @ Rodez", "chargée de mission à la mairie"]
)
def test_a_lone_sign_and_a_social_name_are_no_addresses(written: str) -> None:
    assert addresses_in(plain(written)) == []


def test_a_link_that_is_no_mail_gives_no_address() -> None:
    assert address_of("https://ville.example/?a@b.example") is None


def test_an_invalid_number_is_told_as_written() -> None:
    reading = read("国際課　山口¶電話　０３－５２４６－１１¶a@city.example", "JP")
    assert [tuple(doubt) for doubt in reading.doubts] == [("phone-invalid", "０３－５２４６－１１")]


# Several -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Anne Roy et Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Anne Roy, Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Anne Roy / Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Anne Roy & Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Anne Roy and Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Mme Roy et M. Petit", ["Roy", "Petit"]),
        ("MM. Roy et Petit", ["Roy", "Petit"]),
        ("Mme Anne Roy / M. Paul Petit", ["Anne Roy", "Paul Petit"]),
        ("Mme Anne Roy (directrice), M. Paul Petit (adjoint)", ["Anne Roy", "Paul Petit"]),
        ("担当：山口・小林", ["山口", "小林"]),
        ("山口太郎・小林花子", ["山口太郎", "小林花子"]),
        ("山口 太郎、小林 花子", ["山口 太郎", "小林 花子"]),
        ("山口様、小林様", ["山口", "小林"]),
        ("Anne Roy\nPaul Petit", ["Anne Roy", "Paul Petit"]),
    ],
)
def test_joined_names_are_a_contact_each_and_the_addresses_are_the_last_ones(written: str, names: list[str]) -> None:
    reading = read(f"{written}¶02 61 91 00 12¶contact@ville.example")
    assert [found.name for found in reading.value] == names
    assert [found.phones for found in reading.value] == [[], [PHONE]]
    assert [found.emails for found in reading.value] == [[], ["contact@ville.example"]]


@pytest.mark.parametrize(
    "written",
    [
        "Anne Roy : 02 61 91 00 12¶Paul Petit : 04 65 71 00 13",
        "Anne Roy, 02 61 91 00 12\nPaul Petit, 04 65 71 00 13",
        "Anne Roy, 02 61 91 00 12 ; Paul Petit, 04 65 71 00 13",
        "Mme Anne Roy – 02 61 91 00 12 / M. Paul Petit – 04 65 71 00 13",
        "Anne Roy¶02 61 91 00 12¶Paul Petit¶04 65 71 00 13",
        "Contact 1 : Anne Roy¶Tél. : 02 61 91 00 12¶Contact 2 : Paul Petit¶Tél. : 04 65 71 00 13",
        "1) Anne Roy : 02 61 91 00 12¶2) Paul Petit : 04 65 71 00 13",
    ],
)
def test_each_person_has_the_number_beside_the_name(written: str) -> None:
    reading = read(written)
    assert [(found.name, found.phones) for found in reading.value] == [("Anne Roy", [PHONE]), ("Paul Petit", [OTHER])]
    assert reading.doubts == ()


def test_each_person_of_a_line_has_the_desk_before_it() -> None:
    found = read("Pôle Europe, Mme Roy : 02 61 91 00 12¶Mission climat, M. Petit : 04 65 71 00 13").value
    assert [(each.name, each.organisation) for each in found] == [("Roy", "Pôle Europe"), ("Petit", "Mission climat")]


def test_a_desk_that_heads_several_persons_is_that_of_each() -> None:
    found = read("Pôle Europe¶Mme Roy : 02 61 91 00 12¶M. Petit : 04 65 71 00 13").value
    assert [(each.name, each.organisation) for each in found] == [("Roy", "Pôle Europe"), ("Petit", "Pôle Europe")]


def test_a_desk_with_a_number_of_its_own_is_a_contact() -> None:
    found = read("Pôle Europe : 02 61 91 00 12¶Mme Roy : 04 65 71 00 13").value
    assert [(each.name, each.organisation) for each in found] == [(None, "Pôle Europe"), ("Roy", None)]


def test_desks_with_numbers_are_a_contact_each() -> None:
    found = read("Accueil : 02 61 91 00 12¶Office de tourisme : 04 65 71 00 13").value
    assert [(each.organisation, each.phones) for each in found] == [
        ("Accueil", [PHONE]),
        ("Office de tourisme", [OTHER]),
    ]


def test_a_contact_may_be_an_address_alone_or_stand_after_it() -> None:
    assert one("02 61 91 00 12").name is None
    assert one("a.roy@ville.example¶Anne Roy").name == "Anne Roy"


def test_each_contact_keeps_its_part_of_the_text_as_written() -> None:
    found = read("Mme Anne\u00a0Roy,  02 61 91 00 12 ; M. Paul Petit,\n04 65 71 00 13 (bureau 12)").value
    assert [each.text for each in found] == [
        "Mme Anne Roy, 02 61 91 00 12",
        "M. Paul Petit, 04 65 71 00 13 (bureau 12)",
    ]


# Doubts --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "unreachable"),
    [
        ("Anne Roy, chargée de mission à la mairie", 1),
        ("Service culturel¶Fax : 02 61 91 00 12", 1),
        ("Anne Roy, a.roy@ville", 1),
        ("voir le site de la ville", 1),
        ("Anne Roy : 02 61 91 00 12", 0),
        ("Anne Roy : a.roy@ville.example", 0),
        ("Anne Roy et Paul Petit, 02 61 91 00 12", 0),
        ("Service culturel¶Anne Roy¶02 61 91 00 12", 0),
        ("Anne Roy¶02 61 91 00 12¶Service culturel", 0),
        ("Anne Roy¶02 61 91 00 12¶Directrice", 0),
        ("Anne Roy¶02 61 91 00 12¶1 place du Bourg¶12000 Rodez¶www.rodez.example", 0),
    ],
)
def test_whom_nothing_valid_reaches_is_told(written: str, unreachable: int) -> None:
    codes = [doubt.code for doubt in read(written).doubts]
    assert codes.count("contact-unreachable") == unreachable


def test_an_empty_cell_has_no_contact() -> None:
    assert contact.read([], "FR") == Reading(())
    assert read(" ¶\t") == Reading(())


WORDS = st.lists(
    st.sampled_from(["Anne", "Roy", "service", "de", "課長", "Tél.", "–", "(", "12", ",", "à"]), max_size=6
)
LOCAL = st.from_regex(r"[a-z][a-z0-9_]{0,8}(\.[a-z0-9]{1,8}){0,2}", fullmatch=True)
DOMAIN = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?\.(fr|jp|lg\.jp|example)", fullmatch=True)


@given(WORDS, WORDS, LOCAL, DOMAIN, st.sampled_from(["@", "(at)", " (at) ", "[at]", "＠"]))
def test_an_address_between_any_words_is_found(
    before: list[str], after: list[str], local: str, domain: str, at: str
) -> None:
    found = addresses_in(plain(" ".join([*before, local + at + domain, *after])))
    assert f"{local}@{domain}" in [each.address for each in found]


STEPS = [
    "a",
    "roux",
    "-",
    "'",
    "’",
    ".",
    "@",
    "＠",
    " ",
    "(",
    ")",
    "[",
    "]",
    "at",
    "arobase",
    "dot",
    "point",
    "fr",
    ",",
]


@given(st.lists(st.sampled_from(STEPS), max_size=14).map("".join))
def test_a_first_part_taken_whole_is_the_one_that_any_of_its_parts_would_give(text: str) -> None:
    found = addresses_in(plain(text))
    stepwise = re.compile(emails._ADDRESS.pattern.replace("(?>", "(?:"), re.IGNORECASE)
    assert stepwise.pattern != emails._ADDRESS.pattern
    with patch.object(emails, "_ADDRESS", stepwise):
        assert found == addresses_in(plain(text))


ANYTHING = st.text(max_size=120) | st.text(
    st.sampled_from("aÀé' .,;:/-–()@&\n\t0123456789+課長山田・　：MmeRoyTélFax"), max_size=120
)

# Labels with nothing behind any of them.
UNANSWERED = re.compile(r"\W*(?:\w[^:：]*[:：]\W*)*")


@given(st.lists(ANYTHING, max_size=3), st.sampled_from(["FR", "JP", None]))
def test_any_text_is_read_and_no_word_of_it_is_lost(texts: list[str], country: Country | None) -> None:
    reading = contact.read([Paragraph([Run(text)], Where()) for text in texts], country)
    if not reading.value and not reading.doubts:
        assert UNANSWERED.fullmatch(" ".join(texts))
        return
    kept = "".join(found.text for found in reading.value)
    words = re.findall(r"[a-zA-Z0-9課長山田]+", " ".join(texts))
    assert all(word in kept for word in words if word not in {"et", "and"})
