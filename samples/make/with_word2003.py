"""A sample in Word 2003's XML, in one file named `.doc`, written by hand as Word writes it.

python -m samples.make.with_word2003
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from samples.make.common import ANNEX, LABELS, SAMPLES

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<?mso-application progid="Word.Document"?>\r\n'
    '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:st1="urn:schemas-microsoft-com:office:smarttags"'
    ' xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"'
    ' w:macrosPresent="no" w:embeddedObjPresent="no" w:ocxPresent="no" xml:space="preserve">'
    '<o:SmartTagType o:namespaceuri="urn:schemas-microsoft-com:office:smarttags" o:name="City"/>'
    "<o:DocumentProperties><o:Title>Fiche</o:Title></o:DocumentProperties>"
)
MARKS = ("·", "o")
LEVELS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:nfc w:val="23"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
    f'<w:pPr><w:ind w:left="{720 * (level + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
    for level, mark in enumerate(MARKS)
)
LISTS = (
    f'<w:lists><w:listDef w:listDefId="0"><w:plt w:val="HybridMultilevel"/>{LEVELS}</w:listDef>'
    '<w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>'
)
STYLES = (
    '<w:styles><w:style w:type="paragraph" w:default="on" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Lienhypertexte"><w:name w:val="Hyperlink"/></w:style></w:styles>'
)
LINK = '<w:rStyle w:val="Lienhypertexte"/>'


def run(text: str, looks: str = "") -> str:
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    pieces = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in text.split("\n"))
    return f"<w:r>{properties}{pieces}</w:r>"


def place(text: str) -> str:
    """A smart tag, as Word 2003 lays it on the names of towns."""
    return f'<st1:City w:st="on">{run(text)}</st1:City>'


def link(address: str, text: str) -> str:
    return f'<w:hlink w:dest="{escape(address)}">{run(text, LINK)}</w:hlink>'


def par(content: str, level: int | None = None) -> str:
    listed = ""
    if level is not None:
        text = f'<wx:t wx:val="{MARKS[level]}"/>'
        listed = f'<w:pPr><w:listPr><w:ilvl w:val="{level}"/><w:ilfo w:val="1"/>{text}</w:listPr></w:pPr>'
    return f"<w:p>{listed}{content}</w:p>"


def row(*cells: str | list[str]) -> str:
    """A row of runs; a cell of several paragraphs is a list."""
    made = []
    for content in cells:
        inside = "".join(par(piece) for piece in ([content] if isinstance(content, str) else content))
        made.append(f'<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>{inside}</w:tc>')
    return f"<w:tr>{''.join(made)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
    return f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr>{grid}{"".join(rows)}</w:tbl>'


def valence() -> None:
    """Smart tags, links by `hlink`, a pin and a view in one address, the surname first, lists of two levels."""
    labels = {key: run(label) for key, label in LABELS["fr"].items()}
    pin = "https://www.google.com/maps/place/Valence/@44.93,4.89,13z/data=!3d44.9334!4d4.8924"
    body = [
        par(run("Fiche « Bonne pratique » - (") + place("Valence") + run(")")),
        table(
            row(labels["name"], run("Ville de ") + place("Valence")),
            row(labels["location"], [run("Drôme (26), rive gauche du Rhône"), link(pin, "Voir la carte")]),
            row(labels["domains"], run("Agenda 21 • aménagement du territoire")),
            row(labels["population"], run("64 726 habitants\n(population municipale au 1er janvier 2018)")),
            row(labels["website"], link("https://www.valence.example/", "www.valence.example")),
            row(
                labels["contact"],
                [
                    run("Mme RHODANE Isabelle (service Alimentation)"),
                    run("04 65 71 26 00 – poste 226"),
                    link("mailto:isabelle.rhodane@valence.example", "isabelle.rhodane@valence.example"),
                ],
            ),
        ),
        par(run(LABELS["fr"]["points"], "<w:b/>")),
        par(run("La ceinture maraîchère nourrit les cantines :"), 0),
        par(run("douze fermes sous contrat ;"), 1),
        par(run("des menus écrits par les élèves."), 1),
        par(run("Les canaux sont curés ") + run("à la main", "<w:i/>") + run(", deux fois l’an."), 0),
        par(run("(Mis à jour : 01/2019)")),
        *(par(run(text)) for text in ANNEX["fr"]),
    ]
    target = SAMPLES / "word2003" / "Valence.doc"
    target.parent.mkdir(exist_ok=True)
    whole = f"{HEAD}{LISTS}{STYLES}<w:body><wx:sect>{''.join(body)}</wx:sect></w:body></w:wordDocument>"
    target.write_text(whole, "utf-8", newline="")


if __name__ == "__main__":
    valence()
