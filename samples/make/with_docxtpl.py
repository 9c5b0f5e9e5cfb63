"""Samples filled into a template by docxtpl, which must be installed (it is none of the project's own needs).

    python -m samples.make.with_docxtpl

The template itself is made here too, with python-docx: what stands in double braces is filled in afterwards.
"""

from __future__ import annotations

import tempfile
from importlib import import_module
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from samples.make.common import ANNEX, LABELS, SAMPLES, picture, repacked

docxtpl = import_module("docxtpl")


def page_number(document: DocumentObject) -> None:
    """A footer `- 1 -`, the number a field."""
    footer = document.sections[0].footer.paragraphs[0]
    footer.add_run("- ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" -")


def filled(template: DocumentObject, values: dict[str, object], name: str, image: str = "") -> None:
    """The template with the values in it; the one named by `image` is the picture of a map."""
    target = SAMPLES / "docxtpl" / name
    target.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "template.docx"
        template.save(str(path))
        made = docxtpl.DocxTemplate(path)
        if image:
            values = values | {image: docxtpl.InlineImage(made, BytesIO(picture()), width=Mm(40))}
        made.render(values)
        made.save(target)
    repacked(target)


def takamatsu() -> None:
    """Header and page number; the prefecture before the city; ① ② on one line; further figures on further lines."""
    template = Document()
    template.sections[0].header.paragraphs[0].text = "様式第１号"
    page_number(template)
    template.add_paragraph("「優良事例」シート【{{ title }}】")
    labels = LABELS["ja"]
    made = template.add_table(rows=6, cols=3, style="Table Grid")
    for row, label, value in zip(
        made.rows,
        ("name", "name", "domains", "population", "website", "contact"),
        (
            "{{ city }}",
            "{{ latin }}",
            "{{ domains }}",
            "{{ population }}",
            "{{ site }}",
            "{{ contact }}",
        ),
        strict=True,
    ):
        row.cells[0].text = labels[label]
        row.cells[1].text = value
    made.cell(0, 2).text = labels["location"]
    place = made.cell(1, 2).merge(made.cell(5, 2))
    place.text = "{{ map }}"
    place.add_paragraph("{{ caption }}")
    template.add_paragraph(labels["points"])
    template.add_paragraph("{%p for head, items in points %}")
    template.add_paragraph("○　{{ head }}")
    template.add_paragraph("{%p for item in items %}")
    template.add_paragraph("　　・　{{ item }}")
    template.add_paragraph("{%p endfor %}")
    template.add_paragraph("{%p endfor %}")
    template.add_paragraph("（更新日：{{ updated }}）")
    for line in ANNEX["ja"][:3]:
        template.add_paragraph(line)
    contact = (
        "まちづくり推進課　交通係",
        "課長補佐　讃岐　太郎（さぬき　たろう）",
        "電　話：０８７－２９９－００１１・００１２",
        "ＦＡＸ：０８７－２９９－００１３",
        "Ｅ-ｍａｉｌ：ｋｏｔｓｕ＠ｃｉｔｙ．ｔａｋａｍａｔｓｕ．ｅｘａｍｐｌｅ",
    )
    population = (
        "４２０，７４８人（平成２７年国勢調査）",
        "男　２０３，６５５人／女　２１７，０９３人",
        "世帯数　１８０，８５５世帯",
    )
    values: dict[str, object] = {
        "title": "高松市",
        "city": "香川県高松市",
        "latin": "City of Takamatsu",
        "caption": "図１　高松市の位置",
        "domains": "①まちづくり　②交通　③環境",
        "population": "\n".join(population),
        "site": "https://www.city.takamatsu.example/english/",
        "contact": "\n".join(contact),
        "points": [
            ("電車とバスを一枚のカードで乗り継げるようにした。", ["乗り継ぎは割引になる。", "島へ渡る船でも使える。"]),
            ("商店街のアーケードに雨水をため、打ち水に使っている。", []),
        ],
        "updated": "令和元年５月８日",
    }
    filled(template, values, "香川県高松市.docx", "map")


def takayama() -> None:
    """A loop over rows; both languages in a cell; seconds of arc; two desks; three points in one paragraph."""
    template = Document()
    template.add_heading("“Good Practice” Sheet ({{ city }})", 1)
    made = template.add_table(rows=3, cols=2, style="Table Grid")
    loop = (("{%tr for row in rows %}", ""), ("{{ row[0] }}", "{{ row[1] }}"), ("{%tr endfor %}", ""))
    for row, texts in zip(made.rows, loop, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    template.add_paragraph(LABELS["en"]["points"])
    template.add_paragraph("{{ points }}")
    template.add_paragraph("（{{ date_ja }}更新 / Last updated: {{ date }}）")
    for line in ANNEX["en"]:
        template.add_paragraph(line)
    labels = LABELS["en"]
    contact = (
        "Overseas Strategy Division: Tel. +81-577-59-0001, overseas@city.takayama.example",
        "Forest Policy Division: Tel. +81-577-59-0002, Fax +81-577-59-0003, forest@city.takayama.example",
    )
    sites = ("Japanese: https://www.city.takayama.example/", "English: https://www.city.takayama.example/en/")
    points = (
        "(1) Signs in the old town are written by residents in eleven languages.",
        "(2) Guides in wheelchairs test each walk before it is printed.",
        "(3) Timber from thinned forests heats the school baths.",
    )
    values: dict[str, object] = {
        "city": "Takayama City",
        "rows": [
            (labels["name"], "Takayama City, Gifu Prefecture"),
            (labels["name"], "岐阜県高山市"),
            (labels["location"], "36°08′46″N, 137°15′08″E"),
            (labels["domains"], "観光 / Tourism\n文化 / Culture\n林業 / Forestry"),
            (labels["population"], "89,182 persons in 32,338 households (2015 census)"),
            (labels["website"], "\n".join(sites)),
            (labels["contact"], "\n".join(contact)),
        ],
        "points": "\n".join(points),
        "date_ja": "平成31年4月1日",
        "date": "April 1, 2019",
    }
    filled(template, values, "Takayama City (two desks).docx")


if __name__ == "__main__":
    for make in (takamatsu, takayama):
        make()
