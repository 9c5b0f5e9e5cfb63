"""Samples written by hand as Google Docs, WPS Office and Ichitaro write theirs: the markup that Word does not use.

python -m samples.make.with_japanese_markup
"""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from samples.make.common import ANNEX, LABELS, SAMPLES, picture, write_zip
from samples.make.markup import TRANSITIONAL, drawing, ruby, run, text_box

JA = LABELS["ja"]
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
REVISION = 'w:id="3" w:author="広報課　確認者" w:date="2016-03-30T10:00:00Z"'


@dataclass
class Parts:
    """The parts of one document, each by its kind; pictures by their colour."""

    prefixes: dict[str, str] = field(default_factory=lambda: dict(TRANSITIONAL))
    parts: list[tuple[str, str, str]] = field(default_factory=list)
    pictures: list[tuple[int, int, int]] = field(default_factory=list)

    def root(self, name: str, content: str) -> str:
        spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in self.prefixes.items())
        return f'<w:{name} {spaces} mc:Ignorable="w14">{content}</w:{name}>'

    def add(self, kind: str, root: str, content: str) -> None:
        """A part beside the main one; its relationship is `kind`."""
        self.parts.append((kind, root, content))

    def image(self, colour: tuple[int, int, int]) -> str:
        self.pictures.append(colour)
        return drawing(f"map{len(self.pictures)}")

    def write(self, path: str, *body: str) -> None:
        types = (
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        )
        types += '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        made = [("document", "document", f"<w:body>{''.join(body)}</w:body>"), *self.parts]
        files, relations = [], ""
        for kind, root, content in made:
            main = ".main" if kind == "document" else ""
            types += f'<Override PartName="/word/{kind}.xml" ContentType="{WORD}.{kind}{main}+xml"/>'
            files.append((f"word/{kind}.xml", (HEAD + self.root(root, content)).encode()))
            if not main:
                relations += f'<Relationship Id="{kind}" Type="{TRANSITIONAL["r"]}/{kind}" Target="{kind}.xml"/>'
        for number, colour in enumerate(self.pictures, 1):
            files.append((f"word/media/image{number}.png", picture(colour=colour)))
            target = f"media/image{number}.png"
            relations += f'<Relationship Id="map{number}" Type="{TRANSITIONAL["r"]}/image" Target="{target}"/>'
        first = f'<Relationship Id="rId1" Type="{TRANSITIONAL["r"]}/officeDocument" Target="word/document.xml"/>'
        whole = f'{HEAD}<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        types = f'{HEAD}<Types xmlns="{OFFICE}/package/2006/content-types">{types}</Types>'
        write_zip(
            SAMPLES / path,
            [
                ("[Content_Types].xml", types.encode()),
                ("_rels/.rels", f"{whole}{first}</Relationships>".encode()),
                ("word/_rels/document.xml.rels", f"{whole}{relations}</Relationships>".encode()),
                *files,
            ],
        )


def par(*content: str, props: str = "") -> str:
    """A paragraph of runs and words."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inside}</w:p>"


def cells(*content: str | tuple[str, str], widths: tuple[str, ...] = ()) -> str:
    """A row; a cell is words or paragraphs, or its properties and those."""
    made = ""
    for place, one in enumerate(content):
        props, inside = one if isinstance(one, tuple) else ("", one)
        width = f'<w:tcW w:w="{widths[place]}" w:type="dxa"/>' if widths else ""
        inside = inside if inside.startswith("<w:p") else par(inside)
        made += f"<w:tc><w:tcPr>{width}{props}</w:tcPr>{inside}</w:tc>"
    return f"<w:tr>{made}</w:tr>"


# -- Google Docs -----------------------------------------------------------------------------------------------------


def google_run(text: str) -> str:
    """A run with the attributes of an export, and the empty one that follows it."""
    marks = 'w:rsidR="00000000" w:rsidDel="00000000" w:rsidRPr="00000000"'
    words = f'<w:r {marks}><w:rPr><w:rtl w:val="0"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f'{words}<w:r {marks}><w:rPr><w:rtl w:val="0"/></w:rPr></w:r>'


def google(*content: str, listed: int = 0, level: int = 0) -> str:
    """A paragraph, in list number `listed` where that is given."""
    numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>' if listed else ""
    indent = (
        f'<w:ind w:left="{720 * (level + 1)}" w:hanging="360"/>' if listed else '<w:ind w:left="0" w:firstLine="0"/>'
    )
    props = (
        f'{numbered}<w:pageBreakBefore w:val="0"/><w:widowControl w:val="0"/>{indent}<w:rPr><w:u w:val="none"/></w:rPr>'
    )
    return par(*(piece if piece.startswith("<") else google_run(piece) for piece in content), props=props)


def google_lists() -> str:
    """List 1 is numbered, list 2 has the bullets of Google Docs."""
    made = ""
    for number, texts in ((1, ("%1.", "%2.", "%3.")), (2, ("●", "○", "■"))):
        kind = "bullet" if number == 2 else "decimal"
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for depth, text in enumerate(texts)
        )
        made += f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>'
    return made + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))


def chip(text: str) -> str:
    """What carries a comment, or a date of the calendar, is wrapped in a tagged control."""
    tagged = '<w:sdtPr><w:id w:val="-1203"/><w:tag w:val="goog_rdk_0"/></w:sdtPr>'
    return f"<w:sdt>{tagged}<w:sdtContent>{google_run(text)}</w:sdtContent></w:sdt>"


def matsumoto() -> None:
    """No styles, widths with decimals, list numbers, a word to search for in the place of the site, two desks."""
    package = Parts()
    package.add("numbering", "numbering", google_lists())
    note = par("最新の数字ですか。")
    package.add(
        "comments", "comments", f'<w:comment w:id="0" w:author="担当" w:date="2021-03-01T00:00:00Z">{note}</w:comment>'
    )
    grid = '<w:gridCol w:w="3009.1338582677163"/><w:gridCol w:w="6016.377952755905"/>'
    change = f'<w:tblGridChange w:id="0"><w:tblGrid>{grid}</w:tblGrid></w:tblGridChange>'
    figure = '<w:commentRangeStart w:id="0"/>' + chip("241千人（2020年国勢調査）")
    figure += '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
    contact = (
        "①文化振興課　0263-29-0001　bunka@city.matsumoto.example",
        "②環境保全課　0263-29-0002　kankyo@city.matsumoto.example",
    )
    place = google(package.image((120, 170, 200))) + google("市役所は松本駅の北東にある。")
    search = google("「松本市　シティガイド」で検索") + google(package.image((20, 20, 20)))
    rows = (
        (JA["name"], google("松本市")),
        (JA["name"], google("Matsumoto City")),
        (JA["location"], place),
        (JA["domains"], google("文化", listed=1) + google("環境", listed=1)),
        (JA["population"], google(figure)),
        (JA["website"], search),
        (JA["contact"], "".join(google(line) for line in contact)),
    )
    widths = ("3009.1338582677163", "6016.377952755905")
    table = (
        '<w:tbl><w:tblPr><w:tblW w:w="9025.511811023622" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0600"/></w:tblPr><w:tblGrid>{grid}{change}</w:tblGrid>'
        + "".join(cells(google(label), value, widths=widths) for label, value in rows)
        + "</w:tbl>"
    )
    package.write(
        "google-docs/松本市 - 優良事例シート.docx",
        google("「優良事例」シート - 松本市"),
        table,
        google(JA["points"]),
        google("城の堀の水は、町の湧き水をつないで入れ替えている。", listed=2),
        google("子どもが月に一度、水温を測る。", listed=2, level=1),
        google("結果は駅前の掲示板に出す。", listed=2, level=1),
        google("音楽祭の間、楽器の店が夜の教室になる。", listed=2),
        google("最終更新日：", chip("2021/03/12")),
        *(google(line) for line in ANNEX["ja"][:2]),
    )


# -- WPS Office ------------------------------------------------------------------------------------------------------


def wps(*content: str, props: str = "") -> str:
    """A paragraph whose runs hint at the East Asian font and name their language."""
    hint = '<w:rFonts w:hint="eastAsia"/><w:lang w:val="en-US" w:eastAsia="ja-JP"/>'
    marked = (piece if piece.startswith("<") else run(piece, hint) for piece in content)
    return par(*marked, props=f'<w:bidi w:val="0"/>{props}<w:rPr>{hint}</w:rPr>')


def wps_ruby(base: str, reading: str) -> str:
    """A phonetic guide, which WPS keeps as a field EQ."""
    code = f' EQ \\* jc0 \\* "Font:MS Mincho" \\* hps10 \\o \\ad(\\s \\up 9({reading}),{base}) '
    pieces = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>')
    return "".join(f"<w:r>{piece}</w:r>" for piece in (*pieces, '<w:fldChar w:fldCharType="end"/>'))


def miyazaki() -> None:
    """Styles by number, a text box, phonetic guides as fields, the date in kanji, marks of two depths."""
    package = Parts()
    package.prefixes["wpsCustomData"] = "http://www.wps.cn/officeDocument/2013/wpsCustomData"
    package.add(
        "styles",
        "styles",
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="SimSun"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="1"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="2"><w:name w:val="Normal Table"/></w:style>',
    )
    package.add("footer", "ftr", wps(text_box("- 1 -")))
    contact = (
        wps("観光商工部　観光戦略課　係長　", wps_ruby("日向", "ひゅうが"), "　なぎさ")
        + wps("電話（代表）0985-29-0000　（直通）0985-29-0001")
        + wps("ＦＡＸ　（０９８５）２９－０００２")
        + wps("E-mail : Kanko@city.miyazaki.example")
    )
    rows = (
        ("団体名", wps("宮崎市")),
        ("所在地", wps(text_box("〒880-0000　宮崎県宮崎市仮町１－２－３"))),
        ("該当分野", wps("観光、経済、環境")),
        ("人　口", wps("４０１，１３８人（１７４，３３０世帯）平成２７年国勢調査")),
        ("ホームページ", wps("http://www.city.miyazaki.example/ｅｎ/")),
        ("連絡先", contact),
    )
    deep = '<w:ind w:left="840" w:leftChars="400" w:firstLine="0" w:firstLineChars="0"/>'
    grid = '<w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="6500"/></w:tblGrid>'
    table = '<w:tbl><w:tblPr><w:tblStyle w:val="2"/></w:tblPr>' + grid
    footer = '<w:sectPr><w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>'
    package.write(
        "wps/宮崎市_優良事例.docx",
        wps(
            "「優良事例」シート　（",
            wps_ruby("宮崎", "みやざき"),
            "市）",
            '<w:bookmarkStart w:id="0" w:name="_GoBack"/>',
        ),
        table + "".join(cells(wps(label), value) for label, value in rows) + "</w:tbl>",
        wps("先進的な取組の要点"),
        wps("①フェニックスの並木を、市民が一本ずつ受け持つ。"),
        wps("(ア)葉は編んで、海辺の日よけにする。", props=deep),
        wps("(イ)台風の前には学生が縄を掛ける。", props=deep),
        wps("②空港から海まで、歩く人だけの道を通した。"),
        wps("（二〇一八年三月更新）"),
        wps(ANNEX["ja"][0]),
        wps(ANNEX["ja"][4]),
        footer + '<w:docGrid w:type="lines" w:linePitch="312" w:charSpace="0"/></w:sectPr>',
    )


# -- Ichitaro --------------------------------------------------------------------------------------------------------


def kochi() -> None:
    """No table: wide spaces and ruled lines of characters; numbers before the labels; dates and marks in kanji."""
    rule = "━" * 30
    lines = (
        "　　　　　　優　良　事　例　シ　ー　ト　（高知市）",
        rule,
        "１　自治体名　　：　高知市",
        "２　所 在 地　　：　北緯３３度３３分３２秒　東経１３３度３１分５２秒",
        "３　分　　野　　：　防災、産業振興",
        "４　人　　口　　：　３３７，１９０人（平成２７年国勢調査）",
        "５　ホームページ：　ｗｗｗ．ｃｉｔｙ．ｋｏｃｈｉ．ｅｘａｍｐｌｅ",
        "６　連 絡 先　　：　〒780-0000　高知県高知市仮町五丁目１番４５号",
        "　　　　　　　　　　高知市役所　商工観光部　産業政策課",
        "　　　　　　　　　　担　当　　坂本　りょう",
        "　　　　　　　　　　電　話　　０８８－８９９－００００（直通）",
        "　　　　　　　　　　Ｅ-mail　sangyo＠city.kochi.example",
        rule,
        "７　先進的な取組の要点",
        "　一、津波から逃げる階段に、地区の子が色を塗った。",
        "　二、日曜市の店は、雨の日だけ電車の車庫を借りる。",
        "　※　店の数は市の調べによる。",
        "　　　　　　　　　　　　　　　　（平成二十八年三月十二日　更新）",
    )
    grid = '<w:docGrid w:type="linesAndChars" w:linePitch="350" w:charSpace="-820"/>'
    page = f'<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{grid}</w:sectPr>'
    fixed = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:spacing w:line="350" w:lineRule="exact"/>'
    Parts().write("ichitaro/高知市（罫線）.docx", *(par(line, props=fixed) for line in (*lines, *ANNEX["ja"])), page)


def upright(text: str) -> str:
    """Digits set side by side in a vertical line."""
    return run(text, '<w:eastAsianLayout w:id="1" w:vert="1"/>')


def fitted(text: str) -> str:
    """A label stretched to a width, its last character apart, as Word does it."""
    return run(text[:-1], '<w:spacing w:val="105"/><w:fitText w:val="1260" w:id="2"/>') + run(
        text[-1], '<w:fitText w:val="1260" w:id="2"/>'
    )


def oita() -> None:
    """Vertical writing, stretched labels, labels over several rows, tracked changes, a comment."""
    package = Parts()
    remark = par("ふりがなを確認してください。")
    package.add(
        "comments",
        "comments",
        f'<w:comment w:id="0" w:author="秘書課" w:date="2016-03-30T00:00:00Z">{remark}</w:comment>',
    )
    tall = '<w:textDirection w:val="tbRlV"/>'
    first, more, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'

    def rows(label: str, *values: str) -> str:
        """A label, merged down over the rows of its values."""
        if len(values) == 1:
            return cells(par(fitted(label)), (wide, values[0]))
        marks = [first, *[more] * (len(values) - 1)]
        return "".join(
            cells((mark + tall, par(fitted(label)) if mark == first else "<w:p/>"), (wide, value))
            for mark, value in zip(marks, values, strict=True)
        )

    person = par(
        "防災監　", ruby("豊後", "ぶんご"), "　太郎（ぶんご　たろう）", '<w:r><w:commentReference w:id="0"/></w:r>'
    )
    parts = (
        ("所　属", "危機管理室"),
        ("氏　名", person),
        ("電　話", "097-599-0000"),
        ("Ｅメール", "bosai@city.oita.example"),
    )
    contact = "".join(
        cells((first + tall if number == 0 else more, par(fitted("連絡先")) if number == 0 else "<w:p/>"), label, value)
        for number, (label, value) in enumerate(parts)
    )
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid>"
        + '<w:gridCol w:w="2800"/>' * 3
        + "</w:tblGrid>"
        + rows("自治体名", "大分市")
        + rows("位置", "geo:33.2396,131.6093")
        + rows("分野", par("防　災") + par("観　光"))
        + rows("人口", "478,146人（平成27年国勢調査）", "男　230,151人　　女　247,995人")
        + rows("ホームページ", "https://www.city.oita.example/english/")
        + contact
        + "</w:tbl>"
    )
    old = f"<w:del {REVISION}><w:r><w:delText>温泉</w:delText></w:r></w:del>"
    new = f"<w:ins {REVISION}>{run('湯けむり')}</w:ins>"
    date = ("（平成", upright("28"), "年", upright("3"), "月", upright("31"), "日　更新）")
    package.write(
        "ichitaro/大分市（縦書き）.docx",
        par("「優良事例」シート　【", ruby("大分市", "おおいたし"), "】"),
        table,
        par("先進的な取組の要点"),
        par("・　", old, new, "の熱で育てた花を、駅の広場に植えている。"),
        par("・　高台の学校へ続く坂に、", upright("24"), "時間ともる明かりを置いた。"),
        par(*date),
        *(par(line) for line in ANNEX["ja"]),
        f'<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>{tall.replace("tbRlV", "tbRl")}</w:sectPr>',
    )


if __name__ == "__main__":
    for make in (matsumoto, miyazaki, kochi, oita):
        make()
