"""A sample that htmldocx makes of a page; it must be installed (it is none of the project's own needs).

python -m samples.make.with_htmldocx
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from docx import Document

from samples.make.common import SAMPLES, repacked

SOURCES = Path(__file__).resolve().parent / "sources"
htmldocx = import_module("htmldocx")

if __name__ == "__main__":
    document = Document()
    reader = htmldocx.HtmlToDocx()
    reader.table_style = "Table Grid"
    reader.add_html_to_document((SOURCES / "nara.html").read_text(encoding="utf-8"), document)
    target = SAMPLES / "htmldocx" / "Nara City（奈良市）.docx"
    target.parent.mkdir(exist_ok=True)
    document.save(str(target))
    repacked(target)
