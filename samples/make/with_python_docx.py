"""Samples made with python-docx: the form as sent, and the ways clerks rebuild it.

python -m samples.make.with_python_docx
"""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.document import Document as DocumentObject
from docx.shared import Inches
from docx.table import Table, _Cell

from samples.make.common import ANNEX, LABELS, SAMPLES, Language, picture, repacked

KEYS = ("domains", "population", "website", "contact")


def write(cell: _Cell, *lines: str) -> None:
    """The lines as paragraphs of the cell; `<picture>` stands for a map."""
    for number, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        if line == "<picture>":
            paragraph.add_run().add_picture(BytesIO(picture()), width=Inches(1.5))
        else:
            paragraph.add_run(line)


def grid(document: DocumentObject, *rows: tuple[str | tuple[str, ...], ...]) -> Table:
    """A table with borders; a cell is a line or several."""
    made: Table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for made_row, wanted in zip(made.rows, rows, strict=True):
        for cell, lines in zip(made_row.cells, wanted, strict=True):
            write(cell, *((lines,) if isinstance(lines, str) else lines))
    return made


def form(
    document: DocumentObject,
    language: Language,
    names: tuple[str, str],
    place: tuple[str, ...],
    *values: str | tuple[str, ...],
) -> None:
    """The form's own table, its third column merged below the map's label."""
    labels = LABELS[language]
    rows = [(labels[key], value, "") for key, value in zip(KEYS, values, strict=True)]
    made = grid(document, (labels["name"], names[0], labels["location"]), (labels["name"], names[1], ""), *rows)
    merged = made.cell(1, 2).merge(made.cell(len(KEYS) + 1, 2))
    for extra in merged.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)  # python-docx keeps an empty paragraph of each merged cell
    write(merged, *place)


def paragraphs(document: DocumentObject, *lines: str, style: str | None = None) -> None:
    for line in lines:
        document.add_paragraph(line, style=style)


def save(document: DocumentObject, name: str) -> None:
    path = SAMPLES / "python-docx" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(path))
    repacked(path)


def besancon() -> None:
    """A column of numbers beside the labels, several contacts, bullets in a cell, list styles, a day of the week."""
    document = Document()
    document.add_heading("Fiche « Bonne pratique » - (Grand Besançon)", 0)
    grid(
        document,
        ("1", "Nom de la collectivité", "Communauté d’agglomération du Grand Besançon"),
        ("2", "Localisation", "<picture>"),
        ("3", "Domaine(s) concerné(s)", ("• eau", "• mobilité", "• énergie")),
        ("4", "Population", "192 816 hab. (2014)"),
        ("5", "Site Internet (en anglais)", "https://www.grandbesancon.example"),
        (
            "6",
            "Contact",
            (
                "Mme Hélène Vuillemin, directrice de l’eau : 03 53 01 40 40, helene.vuillemin@grandbesancon.example",
                "M. Paul Chatelain, mission tramway : 03 53 01 40 41, paul.chatelain@grandbesancon.example",
            ),
        ),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(document, "Le tramway a coûté un tiers de moins que les autres :", style="List Bullet")
    paragraphs(document, "rames courtes, que l’on peut accoupler ;", "stations sans quai haut.", style="List Bullet 2")
    paragraphs(document, "Les compteurs d’eau préviennent l’abonné d’une fuite par message.", style="List Bullet")
    document.add_paragraph("(Mis à jour le jeudi 4 décembre 2014)")
    paragraphs(document, *ANNEX["fr"])
    save(document, "Besançon - fiche bonne pratique.docx")


def caen() -> None:
    """Labels on top of the columns; words in the place of the site; a telephone and no name; the date left open."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - Caen la mer")
    grid(
        document,
        ("Nom de la collectivité", "Localisation", "Domaines concernés", "Population", "Site internet", "Contact"),
        (
            "Caen la mer",
            "Calvados, à 15 km de la Manche",
            "aménagement ; recherche",
            "près de 263 000 habitants",
            "site en construction",
            "Accueil : 02 61 91 14 14",
        ),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(
        document,
        "→ La presqu’île, entre canal et fleuve, se construit en laissant passer les crues.",
        "→ Le grand accélérateur ouvre ses mesures aux lycéens une semaine par an.",
    )
    document.add_paragraph("(Mis à jour le ...)")
    paragraphs(document, *ANNEX["fr"][:3])
    save(document, "Caen la mer.docx")


def bayonne() -> None:
    """Label and value in one cell, on two lines; two figures, two sites, two numbers; an address cut short."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - (Bayonne – Baiona)")
    grid(
        document,
        (
            ("Nom de la collectivité", "Ville de Bayonne"),
            ("Localisation (sur carte)", "Lat. 43.4933 / Long. -1.4748", "Pyrénées-Atlantiques"),
        ),
        (
            ("Domaine(s) concerné(s)", "Culture & tourisme"),
            ("Population", "48 178 hab. (2014) ; 49 207 hab. (2015)"),
        ),
        (
            ("Site Internet (en anglais)", "http://www.bayonne.example/eu", "http://www.bayonne.example/en (English)"),
            ("Contact", "Amaia Etxegarai", "05 36 49 59 64 / 05 36 49 59 65", "amaia.etxegarai@bayonne"),
        ),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(
        document,
        "a) Les caves gothiques, une centaine, s’ouvrent tour à tour le premier dimanche du mois.",
        "b) Les commerçants du bord de la Nive livrent ensemble, à vélo.",
    )
    document.add_paragraph("(Mis à jour le 2016-05-20)")
    save(document, "Bayonne - Baiona.docx")


def sendai() -> None:
    """The English form; a table in the points, with a merged cell; a fax; a slip in the address; a Bing map."""
    document = Document()
    document.add_paragraph("“Good practice” sheet - Sendai")
    form(
        document,
        "en",
        ("City of Sendai", "仙台市"),
        ("https://www.bing.com/maps?cp=38.2682~140.8694&lvl=12",),
        "disaster risk reduction, urban planning",
        "1,082,159 inhabitants (2015)",
        "http:/www.city.sendai.example/en/",
        (
            "Resilience Office, Mr. Aoba MORI",
            "Phone: +81 22 299 0033",
            "Fax: +81 22 299 0034",
            "Resilience@city.sendai.example",
        ),
    )
    document.add_paragraph("Key points of the innovative policy:")
    document.add_paragraph("Every school is a shelter that works without the grid:")
    made = grid(
        document,
        ("Year", "Measure", "Schools"),
        ("2012", "Solar roofs and batteries", "24"),
        ("2014", "Wells and hand pumps", "196"),
        ("Trained volunteers in every district", "", ""),
    )
    merged = made.cell(3, 0).merge(made.cell(3, 2))
    for extra in merged.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    document.add_paragraph("Neighbours draw the map of their own evacuation routes.")
    document.add_paragraph("(Updated on 11 March 2015)")
    paragraphs(document, *ANNEX["en"])
    save(document, "Sendai City - good practice sheet.docx")


def kumamoto() -> None:
    """No table: a paragraph for each label and its value; a rounded population; no site; a telephone alone."""
    document = Document()
    document.add_paragraph("「優良事例」シート（熊本県）")
    paragraphs(
        document,
        "団体名：熊本県",
        "所在地：九州の中央、阿蘇山のふもと",
        "該当分野：防災、農業",
        "人口：１７８万６千人（平成27年）",
        "ホームページ：なし",
        "連絡先：危機管理防災課　電話 096-299-0000",
        "先進的な取組の要点：",
        "◆ 地下水を守るため、農家は休耕田に水を張り、企業がその費用を分担する。",
        "◆ 避難所の鍵は、近くの店が24時間預かっている。",
        "（更新日：2016年10月14日）",
        *ANNEX["ja"],
    )
    save(document, "熊本県_優良事例.docx")


def ille_et_vilaine() -> None:
    """Paragraphs with misspelt labels; a figure in millions; a day that the calendar does not have."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - Département d’Ille-et-Vilaine")
    paragraphs(
        document,
        "Nom de la collectivitée : Département d’Ille-et-Vilaine",
        "Localistion : Bretagne, autour de Rennes",
        "Domaines concernes : aménagement du territoire ; environement",
        "Popultation : 1,06 million d’habitants (2016)",
        "Site Intrenet : https://www.ille-et-vilaine.example/",
        "Contacte : Service des espaces naturels, 02 61 91 35 35, nature (at) ille-et-vilaine.example",
        "Points esentiels de la politique novatrice déployée :",
        "- Les haies plantées par le Département restent à l’agriculteur, qui les entretient dix ans.",
        "- Chaque collège a sa ruche, et vend son miel à la fête de fin d’année.",
        "Mis à jour le 31 juin 2018",
    )
    save(document, "Département Ille-et-Vilaine.docx")


def okayama() -> None:
    """A row twice with two values; figures of men, women and households; two names joined by a middle dot."""
    document = Document()
    document.add_paragraph("「優良事例」シート（岡山市）")
    grid(
        document,
        ("自治体名", "岡山市"),
        ("位置（地図）", "https://www.google.co.jp/maps/?q=34.6555,133.9198"),
        ("分野", "交通"),
        ("人口", "719,474人（2015年）、男345,000人、女374,474人、309,409世帯"),
        ("分野", "観光"),
        ("ウェブサイト（英語）", "https://www.city.okayama.example/"),
        ("連絡先", ("都市整備局　山田　太郎・鈴木　花子", "086-299-0000", "ekiden@city.okayama.example")),
    )
    document.add_paragraph("先進的な取組の要点")
    paragraphs(
        document,
        "● 駅前まで路面電車を延ばし、雨に濡れずに乗り換えられるようにした。",
        "● 貸し自転車は市役所の公用車の代わりにも使われている。",
    )
    document.add_paragraph("（更新日：平成28年3月）")
    save(document, "岡山市（分野2回）.docx")


def bretagne() -> None:
    """Each label a heading over its value; millions with a year; a function in brackets; a typed map address."""
    document = Document()
    document.add_heading("Fiche « Bonne pratique » - Région Bretagne", 1)
    for label, lines in (
        ("Nom de la collectivité", ("Région Bretagne",)),
        ("Localisation", ("https://www.openstreetmap.org/?mlat=48.2020&mlon=-2.9326#map=8/48.2020/-2.9326",)),
        ("Domaine(s) concerné(s)", ("Transition énergétique", "Promotion du tourisme")),
        ("Population", ("Plus de 3,2 millions d’habitants (2013)",)),
        ("Site Internet (en anglais)", ("www.bretagne.example",)),
        ("Contact", ("Yannig Le Fur (chef du service Europe)", "tél. 02 61 91 22 33", "yannig.lefur@bretagne.example")),
    ):
        document.add_heading(label, 2)
        paragraphs(document, *lines)
    document.add_heading("Points essentiels de la politique novatrice déployée", 2)
    paragraphs(
        document,
        "1) Les îles produisent la moitié de leur électricité avec le courant de la mer.",
        "2) Un même billet vaut pour le train, le car et le bateau.",
        "3) Les anciens chemins de halage mènent de gîte en gîte.",
        "Mise à jour : juin 2014",
        *ANNEX["fr"],
    )
    save(document, "Région Bretagne.docx")


def saint_malo() -> None:
    """A joint fiche: two names, two figures, two rows of sites and two of contacts, in two countries."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - Saint-Malo / Hakodate")
    grid(
        document,
        ("Nom de la collectivité", "Ville de Saint-Malo"),
        ("Nom de la collectivité", "Ville de Hakodate 函館市"),
        ("Localisation (sur carte)", "<picture>"),
        ("Domaine(s) concerné(s)", "échanges scientifiques et économiques, patrimoine"),
        ("Population", "Saint-Malo : 45 980 habitants (2014) ; Hakodate : 265 979 habitants (2015)"),
        ("Site Internet (en anglais) :", "https://www.saint-malo.example"),
        ("Site Internet (en anglais) :", "https://www.city.hakodate.example"),
        ("Contact :", ("Mme Enora Le Goff", "+33 2 61 91 35 40", "enora.legoff@saint-malo.example")),
        ("Contact :", ("M. Minato SHIOMI", "+81 138 59 0000", "minato@city.hakodate.example")),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(
        document,
        "– Les deux ports échangent chaque été leurs élèves patrons de pêche.",
        "– Les remparts et les entrepôts de brique sont restaurés par des chantiers communs.",
    )
    document.add_paragraph("(Mis à jour le 7.11.2016)")
    save(document, "Saint-Malo et Hakodate.docx")


def le_havre() -> None:
    """A covering letter before the fiche, in the same file; an address in lines; a public function for a name."""
    document = Document()
    paragraphs(
        document,
        "Bonjour Madame,",
        "Vous trouverez plus bas la fiche que vous attendiez ; la carte suivra par la poste.",
        "Cordialement,",
    )
    document.add_paragraph("Fiche « Bonne pratique » - (Le Havre)")
    form(
        document,
        "fr",
        ("Ville du Havre", ""),
        ("12 quai des Bricoles", "76600 Le Havre"),
        "transports, urbanisme",
        "172 074 habitants (recensement de 2013)",
        "http://www.lehavre.example/en/",
        (
            "Direction du port et de la ville",
            "Mme Solveig Auber, cheffe de projet",
            "02 61 91 76 60",
            "s.auber@lehavre.example",
        ),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(
        document,
        "Le tramway passe sous la colline, et le funiculaire continue la nuit.",
        "Les docks accueillent une piscine et une bibliothèque de la mer.",
    )
    document.add_paragraph("(Mis à jour le 2 mai 2017)")
    save(document, "Le Havre (avec courrier).docx")


def beppu() -> None:
    """A French fiche of a Japanese city: a range for the population, a fax that reaches nobody, placeholders left."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - (nom de ville)")
    form(
        document,
        "fr",
        ("Ville de Beppu", "別府市"),
        ("Côte est de l’île de Kyushu",),
        "énergie / tourisme",
        "entre 115 000 et 122 000 habitants",
        "N/A",
        ("Mme Onsen YUKIKO", "Fax : +81 977 29 0000"),
    )
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    paragraphs(
        document,
        "* La vapeur des sources cuit les repas de deux écoles.",
        "* Le plan des sources sera mis à jour le 1er avril 2020.",
    )
    document.add_paragraph("(Mis à jour le ...)")
    paragraphs(document, ANNEX["fr"][0], ANNEX["fr"][1])
    save(document, "Beppu (en français).docx")


def naha() -> None:
    """Hardly begun: dots, dashes and words for nothing in the place of values."""
    document = Document()
    document.add_paragraph("「優良事例」シート（都市名）")
    form(document, "ja", ("那覇市", ""), ("……",), "……", "--", "なし", "該当なし")
    document.add_paragraph("先進的な取組の要点")
    document.add_paragraph("--")
    document.add_paragraph("（更新日：...）")
    save(document, "那覇市（記入中）.docx")


def aomori() -> None:
    """Labels in two languages; an exact figure after a rounded one; a longitude that lost a digit."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - Aomori 青森")
    grid(
        document,
        ("Nom de la collectivité / 自治体名", "Ville d’Aomori 青森市"),
        ("Localisation / 位置（地図）", "40.8222, 14.0747"),
        ("Domaine(s) concerné(s) / 分野", "culture / 文化, tourisme / 観光"),
        ("Population / 人口", "約29万人（287,648人）"),
        ("Site Internet / ウェブサイト", "https://www.city.aomori.example"),
        ("Contact / 連絡先", ("Bureau des fêtes / まつり課", "+81 17 799 0000")),
    )
    document.add_paragraph("Points essentiels de la politique novatrice / 先進的な取組の要点")
    paragraphs(
        document,
        "Les chars de la fête sont rangés dans une halle où l’on voit les artisans à l’ouvrage.",
        "ねぶたの骨組みは、祭りの後に学校の温室に生まれ変わる。",
    )
    document.add_paragraph("(Mis à jour le 8 août 2016 / 2016年8月8日更新)")
    save(document, "Aomori 青森市.docx")


def gap() -> None:
    """All labels in one paragraph, each at the head of a line broken by hand; typed bullets on broken lines too."""
    document = Document()
    document.add_paragraph("Fiche « Bonne pratique » - Gap")
    lines = (
        "Nom de la collectivité : Ville de Gap",
        "Localisation : Hautes-Alpes, sur la route Napoléon",
        "Domaine(s) concerné(s) : gestion de l’eau, forêt",
        "Population : 40 654 habitants (2013)",
        "Site Internet (en anglais) : https://www.gap.example",
        "Contact : Gaspard Rambaud, adjoint au maire, 04 65 71 05 05, gaspard.rambaud@gap.example",
    )
    document.add_paragraph("\n".join(lines))
    document.add_paragraph("Points essentiels de la politique novatrice déployée :")
    document.add_paragraph(
        "• Les canaux d’arrosage centenaires alimentent aussi les bornes à incendie.\n"
        "• Le bois des coupes communales chauffe l’hôpital.\n"
        "• La neige de l’an passé, gardée sous copeaux, ouvre la saison."
    )
    document.add_paragraph("(Mis à jour le 5 janv. 2015)")
    paragraphs(document, *ANNEX["fr"][3:])
    save(document, "Gap_en_lignes.docx")


SAMPLES_MADE = (
    besancon,
    caen,
    bayonne,
    sendai,
    kumamoto,
    ille_et_vilaine,
    okayama,
    bretagne,
    saint_malo,
    le_havre,
    beppu,
    naha,
    aomori,
    gap,
)

if __name__ == "__main__":
    for make in SAMPLES_MADE:
        make()
