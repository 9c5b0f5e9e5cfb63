"""Samples that AbiWord writes, of its own format, in three others; it must be installed.

    python -m samples.make.with_abiword

Their bytes differ from one run to the next (dates, identifiers): the documents in git are those of one run.
"""

from __future__ import annotations

import base64
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from samples.make.common import ANNEX, LABELS, SAMPLES, picture

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<abiword xmlns="http://www.abisource.com/awml.dtd" version="3.0.5">'
LISTS = (
    '<lists><l id="1" parentid="0" type="0" start-value="1" list-delim="%L." list-decimal="."/>'
    '<l id="2" parentid="1" type="5" start-value="0" list-delim="%L" list-decimal="NULL"/>'
    '<l id="3" parentid="0" type="5" start-value="0" list-delim="%L" list-decimal="NULL"/></lists>'
)
"""Numbers, dashes below them, and bullets."""


def words(text: str) -> str:
    """The text; `^…^` is above the line, a new line is broken by hand."""
    pieces = escape(text).replace("\n", "<br/>").split("^")
    raised = (f'<c props="text-position:superscript">{piece}</c>' for piece in pieces[1::2])
    return "".join(part for pair in zip(pieces[::2], [*raised, ""], strict=True) for part in pair)


def par(content: str) -> str:
    return f'<p style="Normal">{content}</p>\n'


def link(address: str, text: str) -> str:
    return f'<a xlink:href="{escape(address)}" xmlns:xlink="http://www.w3.org/1999/xlink"><c>{escape(text)}</c></a>'


def item(text: str, number: int, level: int = 1) -> str:
    """A list's item: AbiWord writes the mark and the tab into the paragraph."""
    looks = f"margin-left:{0.5 * level:.2f}in; text-indent:-0.3in"
    listed = f'level="{level}" listid="{number}" parentid="{number - 1 if level > 1 else 0}"'
    style = "Numbered List" if number == 1 else "Bullet List"
    label = f'<field type="list_label"></field><c>\t{escape(text)}</c>'
    return f'<p {listed} style="Normal" props="list-style:{style}; {looks}">{label}</p>\n'


def table(*rows: tuple[str, str]) -> str:
    """A table; a value's paragraphs are markup where they begin with `<`, else a line each."""
    cells = []
    for y, row in enumerate(rows):
        for x, content in enumerate(row):
            inside = content if content.startswith("<p") else "".join(par(words(line)) for line in content.split("\r"))
            place = f"left-attach:{x}; right-attach:{x + 1}; top-attach:{y}; bot-attach:{y + 1}"
            cells.append(f'<cell props="{place}">{inside}</cell>\n')
    return f"<table>\n{''.join(cells)}</table>\n"


def write(name: str, *body: str, data: str = "") -> None:
    """AbiWord tells the format to write by the name's ending."""
    target = SAMPLES / "abiword" / name
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "fiche.abw"
        source.write_text(f"{HEAD}\n{LISTS}\n<section>\n{''.join(body)}</section>\n{data}</abiword>\n", "utf-8")
        ending = target.suffix.removeprefix(".")
        command = ["abiword", f"--to={ending}", str(source)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - a name of ours
        shutil.copyfile(source.with_suffix(target.suffix), target)


def quimper() -> None:
    """The date as the table's last row, one line of contact with `[at]`, letters typed before the points."""
    labels = LABELS["fr"]
    contact = "Nolwenn Jaouen – Service des eaux – 02 61 91 77 70 – nolwenn.jaouen [at] quimper.example"
    write(
        "Quimper Bretagne Occidentale.rtf",
        par(words("Fiche « Bonne pratique » - Quimper")),
        table(
            (labels["name"], "Quimper Bretagne Occidentale"),
            ("Localisation (sur carte)", "Sud du Finistère"),
            (labels["domains"], "Eau, biodiversité, culture bretonne"),
            (labels["population"], "Environ 101 000 hab. au 1^er^ janvier 2013"),
            (labels["website"], "www.quimper-bretagne.example (site en français uniquement)"),
            (labels["contact"], contact),
            ("Date de mise à jour", "15/09/2014"),
        ),
        par(words(labels["points"])),
        par(words("a) Les fontaines publiques sont rouvertes, et leur eau analysée chaque semaine.")),
        par(words("b) La crue se lit sur des repères peints aux couleurs des faïenciers.")),
        par(words("c) Le compteur d’eau communique :\nune fuite se voit le jour même.")),
    )


def chambery() -> None:
    """A note mark above the line, a map and the link below it, two answers below the table."""
    labels = LABELS["fr"]
    view = "https://www.google.com/maps/@45.5646,5.9178,13z"
    shown = '<image dataid="plan.png" props="width:1.5in; height:1.0in"/>'
    image = base64.b64encode(picture()).decode("ascii")
    write(
        "Chambéry (fiche).odt",
        par(words("Fiche « Bonne pratique » - (Chambéry)")),
        table(
            (labels["name"], "Ville de Chambéry"),
            (labels["location"], par(shown) + par(link(view, view))),
            (labels["domains"], "Énergie\nEau\nPrévention des risques"),
            (labels["population"], "59 490^1^ habitants\r^1^ Insee, 2015"),
            (labels["website"], ""),
            (labels["contact"], ""),
        ),
        par(words("Site Internet (en anglais) : www.chambery.example/en")),
        par(words("Contact : Mme Odile Nivolet, 04 65 71 40 40 (poste 12), o.nivolet@chambery.example")),
        par(words(labels["points"])),
        item("Les toits des écoles chauffent la piscine.", 3),
        item("Les digues de la Leysse deviennent des promenades.", 3),
        par(words("Actualisé le 1er décembre 2016")),
        data=f'<data><d name="plan.png" mime-type="image/png" base64="yes">{image}</d></data>\n',
    )


def nagasaki() -> None:
    """A postal code and an extension beside the number, a capital e-mail address, thanks after the points."""
    labels = LABELS["en"]
    contact = (
        "Environment Division, Nagasaki Prefectural Government, 3-1 Example-machi, Nagasaki 850-0000, JAPAN",
        "Mr Kenji URAKAMI (Deputy Director)",
        "Phone: +81 (0)95 899 0000, ext. 2345",
        "E-mail: KANKYO@PREF.NAGASAKI.EXAMPLE",
    )
    write(
        "Nagasaki Prefecture.docx",
        par(words("“Good practice” sheet – Nagasaki Prefecture")),
        table(
            (labels["name"], "Nagasaki Prefecture"),
            (labels["name"], "長崎県"),
            (labels["location"], "Westernmost prefecture of Kyushu"),
            (labels["domains"], "Tourism & heritage; fisheries; disaster risk reduction"),
            (labels["population"], "1.38 million (1 October 2015)"),
            (labels["website"], "https://www.pref.nagasaki.example/ (Japanese only)"),
            (labels["contact"], "\r".join(contact)),
        ),
        par(words(labels["points"])),
        item("Children paint the evacuation maps of their own streets.", 1),
        item("Old schools on the islands become guest houses:", 1),
        item("run by former pupils,", 2, level=2),
        item("open all year.", 2, level=2),
        par(words("Thank you for your interest in our prefecture.")),
        par(words("(Updated: 30 November 2016)")),
        *(par(words(text)) for text in ANNEX["en"][:3]),
    )


if __name__ == "__main__":
    for make in (quimper, chambery, nagasaki):
        make()
