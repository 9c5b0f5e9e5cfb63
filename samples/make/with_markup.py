"""Samples written as WordprocessingML by hand: what Word writes, and python-docx does not.

python -m samples.make.with_markup
"""

from __future__ import annotations

from samples.make.common import ANNEX, LABELS
from samples.make.markup import (
    STRICT,
    WHO,
    Package,
    bold,
    box,
    cell,
    control,
    deleted,
    drawing,
    field_of,
    form,
    form_box,
    form_list,
    form_text,
    hidden,
    inserted,
    italic,
    par,
    raised,
    row,
    ruby,
    run,
    symbol,
    table,
    text_box,
)

FR, EN, JA = LABELS["fr"], LABELS["en"], LABELS["ja"]


def annex(language: str, *lines: int) -> str:
    """The annex, or the lines of it that are named."""
    whole = {"fr": ANNEX["fr"], "en": ANNEX["en"], "ja": ANNEX["ja"]}[language]
    return "".join(par(whole[n]) for n in lines or range(len(whole)))


def dijon() -> None:
    """Content controls in the line, check boxes of 2010, words cut into several runs, smart tags, the annex whole."""
    package = Package()
    plan = package.link("https://www.google.com/maps/place/Dijon/@47.3220,5.0415,13z", "Plan de Dijon")
    choices = ((True, "urbanisme"), (False, "transports"), (True, "développement durable"), (False, "culture"))
    tagged = f'<w:smartTag w:uri="urn:essai" w:element="place">{run("Ville de ")}{run("Dijon")}</w:smartTag>'
    values = {
        "name": par(control(tagged)),
        "domains": "".join(par(box(ticked), f" {name}") for ticked, name in choices),
        "population": par(control(run("153 ") + run("003") + run(" hab. (2013)"))),
        "website": par(control(run("www.dijon.example/en"))),
        "contact": par("Mme Capucine Morvandiau, direction des relations internationales")
        + par("Tél. : +33 (0)3 53 01 12 34")
        + par("capucine.morvandiau@dijon.example"),
    }
    labels = FR | {"population": "Population"}
    package.write(
        "markup/Fiche BP - Ville de Dijon.docx",
        par("Fiche « Bonne pratique » - ", control(run("Dijon")), style="Titre"),
        form(labels, values, par(plan)),
        par(FR["points"]),
        par("-- Les jardiniers de la Ville ne plantent plus que des variétés qui passent l’été sans arrosage."),
        par(
            "-- Un ",
            run("réseau de chaleur"),
            run(" long de 78 km "),
            '<w:customXml w:uri="urn:essai" w:element="note">' + run("dessert 30 000 logements") + "</w:customXml>",
            ".",
        ),
        par("-- Chaque quartier choisit en assemblée la place à refaire dans l’année."),
        par("(Mis à jour le ", control(run("12 mars 2016"), "<w:date/>"), ")"),
        annex("fr"),
    )


def brest() -> None:
    """Legacy form fields: texts, boxes ticked or left at their default, a drop-down, one field left empty."""
    package = Package()
    boxes = (
        (True, False, "transports"),
        (None, True, "prévention des risques"),
        (False, True, "culture"),
        (None, False, "tourisme"),
    )
    choices = [par(form_box(default=default, checked=checked), f" {name}") for checked, default, name in boxes]
    choices.append(par(form_list(["(à compléter)", "énergie", "recherche"], 2)))
    values = {
        "name": par(form_text("Brest métropole")),
        "domains": "".join(choices),
        "population": par(form_text("206 719 habitants en 2014")),
        "website": par(form_text("http://www.brest.example/")),
        "contact": par(form_text("Service coopération et Europe"))
        + par(form_text("COOPERATION@brest.example"))
        + par("tél. ", form_text("02 61 91 30 30"), " – fax ", form_text("02 61 91 30 31")),
    }
    package.write(
        "markup/BREST_formulaire.docx",
        par("Fiche « Bonne pratique » - (", form_text("Brest"), ")", style="Titre"),
        form(FR, values, par(form_text("3 quai des Essais, 29200 Brest")), par(form_text(""))),
        par(FR["points"]),
        par("• ", form_text("Le téléphérique urbain franchit la rivière en trois minutes, vélos compris.")),
        par("• ", form_text("Les familles mesurent l’air de leur rue ; les relevés s’affichent à la mairie.")),
        par("(Mis à jour le ", form_text("03/05/2015"), ")"),
        annex("fr", 0, 1, 4, 6),
    )


def limoges() -> None:
    """Tracked changes: runs, a row deleted by its mark alone, paragraphs joined, a move; a change of format."""
    package = Package()
    format_only = f"<w:b/><w:rPrChange {WHO}><w:rPr/></w:rPrChange>"
    moved = "L’école d’art ouvre ses fours aux potiers du pays deux jours par semaine."
    values = {
        "name": par(deleted("Mairie de"), inserted("Ville de"), " Limoges"),
        "domains": par("culture", inserted(", recherche"), deleted(", tourisme")),
        "population": par("13", deleted("5 099"), inserted("5 098"), " habitants (2013)"),
        "website": par("https://www.limoges.example/english"),
        "contact": par("Jean-Aubin Pressac", mark=f"<w:del {WHO}/>")
        + par(inserted(", chargé de mission – 05 36 49 87 00 – "), "ja.pressac@limoges.example"),
    }
    body = form(FR, values, par("Haute-Vienne, sur la rive droite de la Vienne"), "")
    gone = row("Effectif des services", "1 900 agents", "", props=f"<w:del {WHO}/>")
    before, _, after = body.rpartition("<w:tr>")
    package.write(
        "markup/Limoges (avec révisions).docx",
        par("Fiche « Bonne pratique » – Limoges", style="Titre"),
        f"{before}{gone}<w:tr>{after}",
        par(FR["points"]),
        par(f"<w:moveFrom {WHO}>{run('• ' + moved)}</w:moveFrom>", mark=f"<w:moveFrom {WHO}/>"),
        par(run("• Le musée de la porcelaine prête ses moules anciens aux ateliers de la ville.", format_only)),
        par(deleted("• Une seconde halle est à l’étude."), mark=f"<w:del {WHO}/>"),
        par(inserted("• Les fours éteints la nuit chauffent désormais la piscine."), mark=f"<w:ins {WHO}/>"),
        par(f"<w:moveTo {WHO}>{run('• ' + moved)}</w:moveTo>", mark=f"<w:moveTo {WHO}/>"),
        par("(Mis à jour le ", deleted("4 janvier"), inserted("11 février"), " 2015)"),
    )


def annecy() -> None:
    """A text box with its alternate, a link by field cut in pieces with its fragment, hidden text, comments."""
    package = Package()
    note = f"<w:comment {WHO}>{par('Le maire a-t-il relu ?')}</w:comment>"
    package.part("comments", "comments", note)
    plan = field_of(' HYPER|LINK "https://www.openstreet|map.org/" \\l "map=13/45.8992/|6.1294" ', "voir le plan")
    commented = (
        '<w:commentRangeStart w:id="7"/>' + run("126 924 habitants (2016)") + '<w:commentRangeEnd w:id="7"/>'
        '<w:r><w:commentReference w:id="7"/></w:r>'
    )
    values = {
        "name": par("Commune nouvelle d’Annecy"),
        "domains": par("eau", hidden(", tourisme"), " ; énergies renouvelables"),
        "population": par(hidden("à vérifier : "), commented),
        "website": par("htpp://www.annecy.example/"),
        "contact": par("Mme Aude Charvin et M. Loïc Fillion, mission lac et climat")
        + par("04.65.71.74.74 – lac@annecy.example"),
    }
    more = package.link("https://www.annecy.example/lac", "le carnet du lac")
    package.write(
        "markup/Annecy_fiche.docx",
        par("FICHE « BONNE PRATIQUE » - ANNECY", style="Titre"),
        form(FR, values, par(plan) + par(text_box("Au bord du lac, à 35 km de Genève")), "Annecy"),
        par(FR["points"]),
        par(
            "Le lac chauffe et rafraîchit ",
            bold("4 700 logements"),
            " ; 3 m",
            raised("3"),
            " d’eau y suffisent.",
            level=0,
        ),
        par("L’eau est rendue au lac à ", italic("moins de deux degrés"), " d’écart.", level=1),
        par("Un tableau de bord public, ", more, ", dit chaque jour l’état de l’eau.", level=0),
        par("(Mis à jour le 9 septembre 2018)"),
        annex("fr", 0, 2),
    )


def sapporo() -> None:
    """Phonetic guides, symbol boxes, cells set off by `gridBefore`, full width, an era year, the date in the header."""
    package = Package()
    package.header(par("優良事例シート　更新日：平成28年4月1日"))
    package.header(par("1 / 2 頁"), kind="footer")
    off = '<w:gridBefore w:val="1"/><w:wBefore w:w="400" w:type="dxa"/>'
    ticked, empty = symbol("F0FE"), symbol("F0A8")
    choices = par(ticked, "観光") + par(empty, "文化") + par(ticked, "エネルギー")
    body = table(
        row("自治体名", cell(par(ruby("札幌", "さっぽろ"), "市")), "位置（地図）", props=off),
        row(
            "自治体名", "Sapporo", cell("https://maps.gsi.go.jp/#12/43.062100/141.354400/", merge="restart"), props=off
        ),
        row("分　野", cell(choices), cell(merge="continue"), props=off),
        row("人　口", "１９５万２，３５６人（平成２７年国勢調査）", cell(merge="continue"), props=off),
        row("ウェブサイト（英語）", "https://www.city.sapporo.example/english/", cell(merge="continue"), props=off),
        row(
            "連　絡　先",
            cell(
                "国際部　交流課",
                "担当　雪野　はるか",
                "電話：０１１－２９９－０００１（内線２１５）",
                "koryu＠city.sapporo.example",
            ),
            cell(merge="continue"),
            props=off,
        ),
        columns=4,
    )
    package.write(
        "markup/札幌市_優良事例.docx",
        par("「優良事例」シート（札幌市）", style="Titre"),
        body,
        par("先進的な取組の要点"),
        par("・冬に集めた雪を断熱材で覆い、夏の地域冷房に使っている。"),
        par("・除雪の", ruby("担", "にな"), "い手を町内会が募り、学生が高齢者の家の前を受け持つ。"),
        par("・地下歩行空間の壁は、市民が一日単位で借りられる展示の場である。"),
        annex("ja", 0, 1, 2),
    )


def cahors() -> None:
    """A macro-enabled document whose main part has another name; two columns, hints, coordinates in minutes, lists."""
    package = Package(main="word/document2.xml", kind="application/vnd.ms-word.document.macroEnabled.main+xml")
    body = table(
        row("Nom de la collectivité", "Cahors"),
        row("Localisation (sur carte)", "Coordonnées : 44° 26,9′ N, 1° 26,4′ E"),
        row("Domaine(s) concerné(s)", "valorisation du patrimoine, protection de l’environnement et tourisme"),
        row("Population (en habitants)", "19 630 (INSEE 2013)"),
        row("Site Internet (en anglais) :", "néant"),
        row("Contact :", cell("M. le Maire, hôtel de ville, 46000 Cahors", "05 36 49 46 46", "mairie@cahors.example")),
        columns=2,
    )
    package.write(
        "markup/Cahors.docm",
        par("Fiche « Bonne pratique » - Cahors", style="Titre"),
        body,
        par(FR["points"]),
        par("Les berges du Lot se visitent à pied d’un pont à l’autre :", level=0, listed=2),
        par("un jardin par siècle ;", level=1),
        par("des bancs faits par les apprentis.", level=1),
        par("Les maisons du vieux centre sont refaites avec un architecte-conseil gratuit.", level=0, listed=2),
        par("(Mis à jour le 1er avril 2014)"),
        annex("fr", 0, 1, 2),
    )


def arras() -> None:
    """A template; a digit too many; a footer, and a first-page header that Word does not show."""
    package = Package(kind="application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml")
    package.header(par("Fiche d’un autre temps, mise à jour le 1er janvier 2019"), pages="first")
    page = '<w:fldSimple w:instr=" PAGE ">' + run("1") + "</w:fldSimple>"
    package.header(par("Ville d’Arras – page ", page), kind="footer")
    values = {
        "name": par("Ville d’Arras"),
        "domains": par("Agenda 21 ; renouvellement urbain"),
        "population": par("408 830 habitants (2013)"),
        "website": par("www,arras.example"),
        "contact": par("Cellule Europe – europe [at] arras.example – 03.53.01.62.62"),
    }
    package.write(
        "markup/Arras - modèle rempli.dotx",
        par("Fiche « Bonne pratique » - (Arras)", style="Titre"),
        form(FR, values, "https://www.geoportail.gouv.fr/carte?c=2.7772,50.2910&z=13", "Arras"),
        par(FR["points"]),
        par("1° Les boves, carrières sous la ville, gardent au frais les légumes du marché."),
        par("2° Chaque façade des places a son carnet, tenu depuis 1920 et ouvert à tous."),
        par("Mis à jour : 12.3.14"),
    )


def cherbourg() -> None:
    """Strict Office Open XML; an anchored picture and words beside it; two sites, one of them English."""
    package = Package(names=dict(STRICT))
    place = par(drawing(package.image(), anchored=True)) + par("Presqu’île du Cotentin")
    values = {
        "name": par("Cherbourg-en-Cotentin"),
        "domains": par("développement durable et économique, pêche"),
        "population": par("environ 81 000 habitants"),
        "website": par("https://www.cherbourg.example") + par("https://www.cherbourg.example/uk (EN)"),
        "contact": par("Gwenola Hamel-Duval")
        + par("Tél./Fax : 02 61 91 50 50")
        + par(package.link("mailto:g.hamel@cherbourg.example", "par courriel")),
    }
    package.write(
        "markup/Cherbourg-en-Cotentin (strict).docx",
        par("Fiche « Bonne pratique » - (Cherbourg-en-Cotentin)", style="Titre"),
        form(FR, values, place, "Ville de Cherbourg"),
        par(FR["points"]),
        par("Les paquebots se branchent à quai et coupent leurs moteurs.", level=0),
        par("Les filets usés deviennent des montures de lunettes.", level=0),
        par("un atelier de douze salariés en insertion", level=1),
        par("(Mis à jour en mars 2017)"),
        annex("fr", 0, 1, 4),
    )


def perpignan() -> None:
    """Label and value in one cell; the points in an embedded HTML file; a link that names another host."""
    package = Package()
    page = package.link("https://www.perpignan.example/en/", "www.perpignan-tourisme.example")
    body = table(
        row("Nom de la collectivité : Ville de Perpignan"),
        row("Localisation : 66000 Perpignan, France"),
        row("Domaine(s) concerné(s) : transports / culture / tourisme durable"),
        row("Population : 121 875 habitants, dont 65 120 femmes et 56 755 hommes (2015)"),
        row(cell(par("Site Internet (en anglais) : ", page))),
        row("Contact : Jordi Puigsec, 04 65 71 66 00 poste 1234, j.puigsec@perpignan.example"),
        columns=1,
    )
    points = (
        "<html><head><meta charset='utf-8'><title>Points</title></head><body><ul>"
        "<li>Un bus franchit la frontière toutes les heures, avec un seul billet :<ul>"
        "<li>tarif unique de deux euros&nbsp;;</li><li>horaires en deux langues.</li></ul></li>"
        "<li>Les <b>chemins d’eau</b> du centre arrosent à nouveau les jardins.</li></ul></body></html>"
    )
    package.write(
        "markup/Perpignan_fiche.docx",
        par("Fiche « Bonne pratique » - Perpignan", style="Titre"),
        body,
        par(FR["points"]),
        package.chunk("points.html", points),
        par("(Mis à jour le 30/06/2015)"),
        annex("fr", 0, 3, 4, 5, 6),
    )


def kanazawa() -> None:
    """Content controls round a cell, a row and a block; two left at their prompt; a table in the contact cell."""
    package = Package()
    people = table(
        row("Ms. Kaga MIZUHO, International Affairs Division", "Phone +81-76-299-0012"),
        row("E-mail", "mizuho@city.kanazawa.example"),
        columns=2,
    )
    entries = "".join(f'<w:listItem w:displayText="{name}" w:value="{name}"/>' for name in ("Culture", "Tourism"))
    fields = f"<w:dropDownList>{entries}</w:dropDownList>"
    rows = [
        row(EN["name"], control(cell("City of Kanazawa")), EN["location"]),
        row(
            EN["name"],
            "金沢市",
            cell(control(par(drawing(package.image())), "<w:picture/>", prompt=True), merge="restart"),
        ),
        row(
            EN["domains"],
            cell(par(control(run("Culture"), fields)), par(control(run("Tourism"), fields))),
            cell(merge="continue"),
        ),
        control(row(EN["population"], "465,699 (as of October 1, 2015)", cell(merge="continue")), ""),
        row(
            EN["website"],
            cell(par(control(run("Click or tap here to enter text."), prompt=True))),
            cell(merge="continue"),
        ),
        row(EN["contact"], cell(people), cell(merge="continue")),
    ]
    points = control(
        par(EN["points"])
        + par("Gold leaf makers open their workshops to schools one morning a month.", level=0)
        + par("Old town houses may become guest houses if the owner keeps the garden.", level=0),
        "<w15:color xmlns:w15='http://schemas.microsoft.com/office/word/2012/wordml'/>",
    )
    package.write(
        "markup/Kanazawa good practice.docx",
        par("“Good practice” sheet - (Kanazawa)", style="Titre"),
        table(*rows),
        points,
        par("(Updated on March 12, 2016)"),
        annex("en"),
    )


def matsue() -> None:
    """Labels in the right-hand column, a full-width address, a rounded population, circled numbers, an era date."""
    package = Package()
    body = table(
        row("松江市", "自治体名"),
        row("島根県松江市仮町一丁目1番地", "所在地"),
        row("観光・文化", "該当分野"),
        row("約20万6千人", "人口"),
        row("ｈｔｔｐｓ：／／ｗｗｗ．ｍａｔｓｕｅ．ｅｘａｍｐｌｅ／ｅｎ／", "ホームページ"),
        row(
            cell("観光文化課　係長　湖山　志津", "電話 0852-59-0000、ＦＡＸ 0852-59-0001", "kanko@matsue.example"),
            "担当",
        ),
        columns=2,
    )
    package.write(
        "markup/松江市（右見出し）.docx",
        par("「優良事例」シート　－　松江市", style="Titre"),
        body,
        par("先進的な取り組みの要点："),
        par("①堀川を巡る小舟は電気で動き、船頭の半数は退職後の市民である。"),
        par("②夕日の時刻に合わせて美術館の閉館時間を毎日変えている。"),
        par("（H29.3.1更新）"),
        annex("ja"),
    )


if __name__ == "__main__":
    for make in (dijon, brest, limoges, annecy, sapporo, cahors, arras, cherbourg, perpignan, kanazawa, matsue):
        make()
