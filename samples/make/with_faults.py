"""Files that must be blocked: cut off, misnamed, locked, empty, or a Word document that is no fiche.

    python -m samples.make.with_faults

The locked one needs the command `msoffcrypto-tool` (PyPI), and is left as it is where that is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from docx import Document

from samples.make.common import SAMPLES, repacked, write_zip

BLOCKED = SAMPLES / "blocked"
WHOLE = SAMPLES / "python-docx" / "Le Havre (avec courrier).docx"


def cut_off() -> None:
    (BLOCKED / "Amiens (envoi interrompu).docx").write_bytes(WHOLE.read_bytes()[:9000])


def plain_text() -> None:
    text = "Fiche « Bonne pratique » - Roanne\nNom de la collectivité : Ville de Roanne\nPopulation : 35 200\n"
    (BLOCKED / "Roanne (texte).docx").write_text(text, encoding="utf-8")


def empty() -> None:
    (BLOCKED / "Chartres (vide).docx").write_bytes(b"")


def minutes() -> None:
    """A document of another kind, with a table of its own."""
    document = Document()
    document.add_heading("Compte rendu de la réunion du 4 mai", 1)
    document.add_paragraph("Présents : la directrice, le chef de projet, deux stagiaires.")
    table = document.add_table(rows=2, cols=2, style="Table Grid")
    for cell, words in zip(table._cells, ("Action", "Pour quand", "Relancer les imprimeurs", "lundi"), strict=True):
        cell.text = words
    document.add_paragraph("Prochaine réunion dans quinze jours.")
    path = BLOCKED / "Compte rendu de réunion.docx"
    document.save(str(path))
    repacked(path)


def slides() -> None:
    """A presentation whose name says document."""
    office = "http://schemas.openxmlformats.org"
    kind = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    write_zip(
        BLOCKED / "Beauvais (diaporama).docx",
        [
            (
                "[Content_Types].xml",
                f'<Types xmlns="{office}/package/2006/content-types"><Default Extension="rels" '
                'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/ppt/presentation.xml" ContentType="{kind}"/></Types>'.encode(),
            ),
            (
                "_rels/.rels",
                f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="rId1" '
                f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="ppt/presentation.xml"/>'
                "</Relationships>".encode(),
            ),
            (
                "ppt/presentation.xml",
                f'<p:presentation xmlns:p="{office}/presentationml/2006/main"><p:sldSz cx="9144000" cy="6858000"/>'
                '<p:notesSz cx="6858000" cy="9144000"/></p:presentation>'.encode(),
            ),
        ],
    )


def locked() -> None:
    command = shutil.which("msoffcrypto-tool")
    if command is None:
        return
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "locked.docx"
        subprocess.run([command, "-e", "-p", "essai", str(WHOLE), str(made)], check=True)  # noqa: S603 - our own file
        shutil.copyfile(made, BLOCKED / "Mont-de-Marsan (mot de passe).docx")


if __name__ == "__main__":
    BLOCKED.mkdir(exist_ok=True)
    for make in (cut_off, plain_text, empty, minutes, slides, locked):
        make()
