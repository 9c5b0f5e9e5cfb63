"""Open documents made with odfpy, which must be installed (it is none of the project's own needs).

    python -m samples.make.with_odfpy

Their bytes differ from one run to the next (time stamps): the documents in git are those of one run.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from samples.make.common import ANNEX, LABELS, SAMPLES, picture

dc = import_module("odf.dc")
draw = import_module("odf.draw")
namespaces = import_module("odf.namespaces")
office = import_module("odf.office")
opendocument = import_module("odf.opendocument")
style = import_module("odf.style")
table = import_module("odf.table")
text = import_module("odf.text")

XML = "http://www.w3.org/XML/1998/namespace"
WHEN = "2021-03-02T09:00:00"


def par(*content: Any) -> Any:
    """A paragraph of words and elements; a new line or a tab in the words is the format's own."""
    made = text.P()
    for piece in content:
        if not isinstance(piece, str):
            made.addElement(piece)
            continue
        for number, line in enumerate(piece.split("\n")):
            if number:
                made.addElement(text.LineBreak())
            for place, words in enumerate(line.split("\t")):
                if place:
                    made.addElement(text.Tab())
                made.addText(words)
    return made


def ruby(base: str, reading: str) -> Any:
    made = text.Ruby()
    made.addElement(text.RubyBase(text=base))
    made.addElement(text.RubyText(text=reading))
    return made


def comment(words: str, who: str) -> Any:
    made = office.Annotation()
    made.addElement(dc.Creator(text=who))
    made.addElement(dc.Date(text=WHEN))
    made.addElement(par(words))
    return made


def row(*cells: Any) -> Any:
    """A row; a cell is a paragraph's words, a list of paragraphs, a cell, or None where a merged one covers it."""
    made = table.TableRow()
    for content in cells:
        if content is None:
            made.addElement(table.CoveredTableCell())
        elif isinstance(content, str | list):
            made.addElement(cell(content))
        else:
            made.addElement(content)
    return made


def cell(content: str | list[Any], **spans: int) -> Any:
    made = table.TableCell(valuetype="string", **spans)
    for piece in [content] if isinstance(content, str) else content:
        made.addElement(par(piece) if isinstance(piece, str) else piece)
    return made


def grid(*rows: Any, columns: int) -> Any:
    made = table.Table(name="シート")
    made.addElement(table.TableColumn(numbercolumnsrepeated=columns))
    for one in rows:
        made.addElement(one)
    return made


def listed(name: str, *items: str | tuple[str, ...]) -> Any:
    """A list; an item of several texts has the others in a list below it."""
    made = text.List(stylename=name)
    for item in items:
        first, *below = (item,) if isinstance(item, str) else item
        entry = text.ListItem()
        entry.addElement(par(first))
        if below:
            inner = text.List()
            for words in below:
                inside = text.ListItem()
                inside.addElement(par(words))
                inner.addElement(inside)
            entry.addElement(inner)
        made.addElement(entry)
    return made


def numbers(document: Any) -> None:
    """The list style `numbers`: 1. at the top, a bullet below."""
    made = text.ListStyle(name="numbers")
    made.addElement(text.ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    made.addElement(text.ListLevelStyleBullet(level=2, bulletchar="・"))
    document.automaticstyles.addElement(made)


def image(document: Any) -> Any:
    """The picture of a map, in the line."""
    address = document.addPictureFromString(picture(), "image/png")
    frame = draw.Frame(width="4cm", height="2.7cm", anchortype="as-char")
    frame.addElement(draw.Image(href=address, type="simple", show="embed", actuate="onLoad"))
    return frame


def save(document: Any, *body: Any, name: str) -> None:
    for element in body:
        document.text.addElement(par(element) if isinstance(element, str) else element)
    target = SAMPLES / "odfpy" / name
    target.parent.mkdir(exist_ok=True)
    document.save(str(target))


def fukui() -> None:
    """Labels spread by wide spaces, phonetic guides, a comment, a map with a caption, area beside population."""
    document = opendocument.OpenDocumentText()
    numbers(document)
    contact = [
        par("総合政策局　政策課　政策係"),
        par("主　査　", ruby("越前", "えちぜん"), "　くるみ"),
        par("電話\t（０７７６）２９－００００\nＦＡＸ\t（０７７６）２９－０００１"),
        par("e-mail：seisaku＠city.fukui.example"),
    ]
    population = [
        par("２６２，３２８人（令和２年国勢調査）", comment("推計人口に直しますか。", "広報課")),
        par("面積　５３６．４１平方キロメートル"),
    ]
    save(
        document,
        text.H(outlinelevel=1, text="優良事例シート：福井市"),
        grid(
            row("自　治　体　名", "福井市"),
            row("自　治　体　名", "Fukui City"),
            row("位　置（地　図）", [par(image(document)), "図　福井市の位置（★印が市役所）"]),
            row("分　　　　野", "防災・減災、観光"),
            row("人　　　　口", population),
            row("ウェブサイト（英語）", "ｈｔｔｐ：／／ｗｗｗ．ｃｉｔｙ．ｆｕｋｕｉ．ｅｘａｍｐｌｅ／"),
            row("連　　絡　　先", contact),
            columns=2,
        ),
        "先進的な取組の要点",
        listed(
            "numbers",
            (
                "雪を解かす地下水を、みんなで大切に使う。",
                "井戸の水位を毎朝知らせる。",
                "水を使わない道路も試している。",
            ),
            "恐竜の足跡をたどって、駅から川まで歩ける。",
        ),
        "（最終更新日　令和３年１１月１日）",
        *ANNEX["ja"],
        name="福井市_優良事例.odt",
    )


def kagoshima() -> None:
    """A merged third column, a tracked change, two languages in the heading, a full stop after the site, a footnote."""
    document = opendocument.OpenDocumentText()
    numbers(document)
    changes = text.TrackedChanges()
    for name, change in (("c1", text.Insertion()), ("c2", text.Deletion())):
        info = office.ChangeInfo()
        info.addElement(dc.Creator(text="International Affairs"))
        info.addElement(dc.Date(text=WHEN))
        change.addElement(info)
        if name == "c2":
            change.addElement(par("599,814 (2015)"))
        identifiers = dict.fromkeys(((XML, "id"), (namespaces.TEXTNS, "id")), name)
        region = text.ChangedRegion(qattributes=identifiers)
        region.addElement(change)
        changes.addElement(region)
    document.text.addElement(changes)
    figure = par(
        text.Change(changeid="c2"),
        text.ChangeStart(changeid="c1"),
        "593,128 (2020 census)",
        text.ChangeEnd(changeid="c1"),
    )
    note = text.Note(id="n1", noteclass="footnote")
    note.addElement(text.NoteCitation(text="1"))
    inside = text.NoteBody()
    inside.addElement(par("Counted at the ferry terminal."))
    note.addElement(inside)
    labels = LABELS["en"]
    save(
        document,
        "“Good practice” sheet / 「優良事例」シート (Kagoshima)",
        grid(
            row(labels["name"], "Kagoshima City", labels["location"]),
            row(labels["name"], "鹿児島市", cell(["Southern Kyushu", "31.5966 N, 130.5571 E"], numberrowsspanned=5)),
            row(labels["domains"], "Disaster Risk Reduction; Tourism", None),
            row(labels["population"], [figure], None),
            row(labels["website"], "See https://www.city.kagoshima.example/en/index.html.", None),
            row(
                labels["contact"],
                [
                    "Volcano Measures Section",
                    "Mr. Ichiro SHIMAZU (Director)",
                    "TEL: 099-299-0000 / 099-299-0001\nFAX: 099-299-0002",
                    "volcano@city.kagoshima.example",
                ],
                None,
            ),
            columns=3,
        ),
        labels["points"],
        par("● Ash is collected in yellow bags, and half of it goes into paving blocks", note, "."),
        "● The whole island is evacuated by ferry once a year, with visitors on board.",
        "（更新日／Updated on　2021年4月1日）",
        *ANNEX["en"][:2],
        name="Kagoshima City.odt",
    )


if __name__ == "__main__":
    for make in (fukui, kagoshima):
        make()
