"""A sample made with rdocx, a Rust library, which must be installed (it is none of the project's own needs).

    python -m samples.make.with_rdocx

A Word package that was named `.doc`. Its bytes differ from one run to the next (time stamps): the document in git is
that of one run.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from samples.make.common import LABELS, SAMPLES

rdocx = import_module("rdocx")

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TICK = f'<w:r xmlns:w="{WORD}"><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'
"""The tick that the clerk took from the symbol font."""


def rows(document: Any, *content: tuple[str, str]) -> None:
    """The form's table; the lines of a value are paragraphs of its cell."""
    document.add_table(len(content), 2)
    for number, (label, value) in enumerate(content):
        document.tables[0].cell(number, 0).text = label
        first, *others = value.split("\n")
        document.tables[0].cell(number, 1).text = first
        for line in others:  # a change makes the cell in hand stale
            document.tables[0].cell(number, 1).add_paragraph(line)


def ticked(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run("x")
    paragraph.runs[0].replace_xml(TICK)
    paragraph.add_run("").add_tab()
    paragraph.add_run(text)


def colmar() -> None:
    """Two cells swapped, an address that looks like numbers, the end of a second number, a signature after the date."""
    labels = LABELS["fr"]
    contact = (
        "Hôtel de ville, BP 90000, 68021 COLMAR CEDEX",
        "Service Environnement",
        "Mme Wiltrud Hansler",
        "Tél. : 03 53 01 20 20 / 21",
        "w.hansler@colmar.example",
    )
    document = rdocx.Document()
    document.add_paragraph("Fiche « Bonne pratique » - (Colmar)")
    rows(
        document,
        (labels["name"], "Ville de Colmar"),
        ("Localisation", "48,0794 N, 7,3585 E"),
        (labels["domains"], "Gestion des déchets, patrimoine et tourisme"),
        (labels["population"], "http://www.colmar.example/english"),
        (labels["website"], "67 214 habitants (2014)"),
        (labels["contact"], "\n".join(contact)),
    )
    document.add_paragraph(labels["points"])
    ticked(document, "Les bacs sont pesés : chacun paie ce qu’il jette.")
    ticked(document, "Les guides touristiques racontent aussi la station d’épuration.")
    document.add_paragraph("(Mis à jour le 3 juin 2015)")
    document.add_paragraph("Fait à Colmar, le 3 juin 2015")
    document.add_paragraph("Le directeur général des services, Odon Rebmann")
    target = SAMPLES / "rdocx" / "Colmar.doc"
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(document.to_bytes())


if __name__ == "__main__":
    colmar()
