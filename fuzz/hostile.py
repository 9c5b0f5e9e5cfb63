"""What the mutations put into documents: texts, values and markup that a reader may stumble on."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:later="urn:example:later"'
)

VALUES = (
    *("", " ", "-1", "0", "1", "2", "9", "31", "32", "99999999999", "-99999999999", "1.5", "1e999", "nan", "١", "２"),
    *("x", "true", "false", "on", "off", "begin", "separate", "end", "restart", "continue", "default", "first", "even"),
    *("Normal", "rId1", "rId2", "rId99", "F0FE", "f0a8", "GGGG", "110000", "D800", "Wingdings", "Symbol"),
    *("1" * 5000, "a" * 3000, "../../x", "http://[", "javascript:alert(1)", "file:///etc/hostname", "\u202e", "\x85"),
)
"""Of attributes."""

TEXTS = (
    *("", " ", "\n", "-", "--", "...", "…", "néant", "なし", "N/A", "(nom de ville)", "（都市名）"),
    *("Fiche « Bonne pratique » - ", "Fiche « Bonne pratique » - (", "「優良事例」シート（", "“Good practice” sheet"),
    *("Nom de la collectivité", "Nom de la collectivité : ", "Name of the local authority", "自治体名", "団体名："),
    *("Localisation (sur carte) ou CARTE (lien)", "Location (on map) or MAP (link)", "位置（地図）", "Carte"),
    *("Domaine(s) concerné(s)", "Field(s) concerned", "分野", "Population", "人口", "Population (en habitants)"),
    *("Site Internet (en anglais) :", "Website:", "ウェブサイト（英語）", "Contact :", "連絡先", "Contact : Mme"),
    *(
        "Points essentiels de la politique novatrice déployée :",
        "先進的な取組の要点",
        "(Mis à jour le ",
        "（更新日：）",
    ),
    *("Communiqué conjoint entre la France et le Japon", "Joint communiqué", "共同声明", "Annexe", "Annexe 1 :"),
    *("☒", "☐ culture ☒ tourisme", "■交通□文化", "①②③", "1° 2° 3°", "o\t", "（１）", "a) b)", "・", "➢"),
    *("12 000", "0", "-5", "1 000 000 000 000", "6 500 à 7 000", "1,2 million", "万", "約", "42万3千人", "十万", "百"),
    *(
        "千万億兆",
        "1.2.3.4.5",
        "１２３４５人",
        "平成元年",
        "令和99年",
        "昭和0年",
        "H0.0.0",
        "12 000 (2011)",
        "12 000 (20111)",
    ),
    *("31/02/2014", "29 février 2015", "00/00/0000", "2014-13-45", "99999/99/99", "2014年13月40日", "R99.99.99"),
    *("mis à jour le 1er 1er 1er", "Updated on March 0, 2014", "二千十四年三月十二日", "(Mis à jour le 12/03/20140)"),
    *(
        "http://",
        "https://@",
        "http://[::1",
        "http://[x]/",
        "http://a:b@c:99999/",
        "//",
        "www.",
        "www..fr",
        "http://%zz",
    ),
    *(
        "http://é.例え/",
        "http://xn--/",
        "http://xn--a-/",
        "mailto:",
        "javascript:alert(1)",
        "http://x/?q=%ff%fe",
        "x.fr:0",
    ),
    *("https://www.google.com/maps/@91,181,z", "https://www.google.com/maps/@,,", "https://maps.google.com/?q=1e999,1"),
    *("https://www.openstreetmap.org/#map=99/nan/inf", "geo:", "geo:1,2;u=", "!3d!4d", "!3d99999!4d-9", "c=lon,lat"),
    *(
        "47°99'99\"N 1°",
        "47.20, -1.55",
        "N 90 E 180",
        "北緯東経",
        "北緯９９９度 東経-1度",
        "°'\"",
        "47,2 N",
        "1 2 3 4 5 6",
    ),
    *("@", "x@y", "a@b@c.fr", "a (at) b", "<a@b.fr>", "a@xn--", "a.@b..fr", "＠", "[at]", "a" * 70 + "@b.fr"),
    *(
        "06",
        "+33 5",
        "02 61 91 00 12 / 13",
        "(0)",
        "+81-(0)3",
        "０７７６－２９",
        "Tél./Fax",
        "+999999999999999999",
        "ext. 5",
    ),
    *(
        "M. le Maire",
        "Mme",
        "Mme Mme Mme",
        "様",
        "M. X, Y, Z et W",
        "Jean (Jean) Jean",
        "Dr. Dr. ROY",
        "・・・",
        "Service",
    ),
    *(
        "\u202efdp.exe",
        "\u200b\u200b",
        "\ufeff",
        "\xad",
        "e\u0301" * 40,
        "\U0001f600",
        "\U000e0041",
        "\u0600",
        "\ufdfa",
    ),
    *(
        "=1+1",
        '=HYPERLINK("http://x.example")',
        "+cmd",
        "@SUM(A1)",
        "<b>",
        "</script>",
        "&amp;",
        "\\u0000",
        "%s%n",
        "{0}",
    ),
    *("İstanbul", "ſ", "ﬁn", "ß", "㍻㍼", "㈱", "㌔", "Ⅷ", "½", "²", "１／２", "𝟏𝟐𝟎𝟎𝟎", "٣٤٥", "၁၂", "〇〇〇", "廿"),
)

_REPEATED = (
    *("(", ")", "[", "（", "「", "<", "-", "- ", "/", "//", ".", ",", ", ", " ", "\t", "\n", "\u3000", "@", "a@", "a."),
    *("0", "1 ", "12 ", "1,", "1.", "１", "万", "十", "一", "年", "(1) ", "① ", "☐ ", "□", "・", "et ", "and ", "、"),
    *(
        "a",
        "A",
        "aA",
        "é",
        "http://",
        "www.",
        "http://a/",
        "a.b/",
        "x@y.fr ",
        "+33 ",
        "02 61 91 00 12 ",
        "M. ",
        "Mme A ",
        "様",
    ),
    *(
        "Contact : ",
        "Population : ",
        "ville de ",
        "12 mars 2014 ",
        "1/1/14 ",
        "H26.3.12 ",
        "47.2, -1.5 ",
        "北緯",
        "°",
        "'",
    ),
    *(
        "culture, ",
        "Tél. ",
        "Fax ",
        "\u0301",
        "\u202e",
        "\ufdfa",
        "%",
        "%41",
        "&",
        "#",
        "!3d",
        "@1,2,",
        "q=1,",
        "(at) ",
    ),
)
_TIMES = (30, 100, 300)
_RARE_TIMES = (3000, 20_000)
_RARE = 0.03


def text(rng: Random) -> str:
    """A hostile text: one of the list, two of them joined, or one piece over and over."""
    chance = rng.random()
    if chance < 0.6:
        return rng.choice(TEXTS)
    if chance < 0.85:
        return rng.choice(TEXTS) + rng.choice(("", " ", " : ", ", ", "\n")) + rng.choice(TEXTS)
    return rng.choice(_REPEATED) * rng.choice(_RARE_TIMES if rng.random() < _RARE else _TIMES) + rng.choice(TEXTS)


class Wrapper(NamedTuple):
    """Markup around what a document has; `<slot/>` stands for that."""

    markup: str
    around: tuple[str, ...]
    """What it is put around most of the time."""


_BLOCKS, _RUNS = ("p", "tbl"), ("r",)
_CHOICE = (
    '<mc:AlternateContent><mc:Choice Requires="{}">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
_BOX = (
    '<w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent>'
    "{}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
)

WRAPPERS: dict[str, Wrapper] = {
    "table": Wrapper("<w:tbl><w:tr><w:tc><slot/><w:p/></w:tc></w:tr></w:tbl>", _BLOCKS),
    "row": Wrapper("<w:tr><w:tc><slot/></w:tc></w:tr>", ("tc", "p")),
    "cell": Wrapper("<w:tc><slot/></w:tc>", _BLOCKS),
    "paragraph": Wrapper("<w:p><slot/></w:p>", ("r", "p")),
    "content control": Wrapper("<w:sdt><w:sdtPr/><w:sdtContent><slot/></w:sdtContent></w:sdt>", ("p", "r", "tr", "tc")),
    "prompt": Wrapper(
        "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><slot/></w:sdtContent></w:sdt>", ("p", "r", "tc")
    ),
    "tick box": Wrapper(
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><slot/></w:sdtContent></w:sdt>",
        ("p", "r", "tc", "tr"),
    ),
    "custom XML": Wrapper('<w:customXml w:element="x"><slot/></w:customXml>', ("p", "r", "tr", "tc")),
    "smart tag": Wrapper('<w:smartTag w:element="x"><slot/></w:smartTag>', _RUNS),
    "insertion": Wrapper('<w:ins w:id="1" w:author="x"><slot/></w:ins>', ("r", "p", "tr")),
    "deletion": Wrapper('<w:del w:id="1" w:author="x"><slot/></w:del>', ("r", "p", "tr")),
    "move from": Wrapper('<w:moveFrom w:id="1"><slot/></w:moveFrom>', ("r", "p")),
    "move to": Wrapper('<w:moveTo w:id="1"><slot/></w:moveTo>', ("r", "p")),
    "hyperlink": Wrapper('<w:hyperlink r:id="rId1" w:anchor="x"><slot/></w:hyperlink>', _RUNS),
    "simple field": Wrapper(
        '<w:fldSimple w:instr=" HYPERLINK &quot;http://&quot; \\l x "><slot/></w:fldSimple>', _RUNS
    ),
    "field": Wrapper(
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> INCLUDETEXT x </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/></w:r><slot/><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>',
        ("r", "p"),
    ),
    "ruby": Wrapper("<w:r><w:ruby><w:rt><w:r/></w:rt><w:rubyBase><slot/></w:rubyBase></w:ruby></w:r>", _RUNS),
    "direction": Wrapper('<w:dir w:val="rtl"><w:bdo w:val="ltr"><slot/></w:bdo></w:dir>', _RUNS),
    "text box": Wrapper(f"<w:p><w:r>{_BOX.format('<slot/>')}</w:r></w:p>", _BLOCKS),
    "alternate text box": Wrapper(
        "<w:p><w:r>"
        + _CHOICE.format("wps", _BOX.format("<slot/>"), "<w:pict><v:textbox><w:txbxContent/></v:textbox></w:pict>")
        + "</w:r></w:p>",
        _BLOCKS,
    ),
    "choice": Wrapper(_CHOICE.format("wps", "<slot/>", ""), ("p", "r", "tbl")),
    "choice not known": Wrapper(_CHOICE.format("later none", "<slot/>", "<w:p/>"), ("p", "r", "tbl")),
    "fallback": Wrapper(_CHOICE.format("later", "", "<slot/>"), ("p", "r", "tbl")),
    "element not known": Wrapper("<later:x><slot/></later:x>", ("p", "r", "tc")),
    "mathematics": Wrapper("<m:oMathPara><m:oMath><m:r><slot/></m:r></m:oMath></m:oMathPara>", ("r", "t")),
}


class Snippet(NamedTuple):
    """Markup that is put into a document: hostile things stand where it says `TEXT`, `VALUE` or `ID`."""

    markup: str
    goal: str
    """The element that it is put into, or beside."""
    inside: bool = True


SNIPPETS: dict[str, Snippet] = {
    "paragraph": Snippet("<w:p><w:r><w:t>TEXT</w:t></w:r></w:p>", "p", inside=False),
    "run": Snippet('<w:r><w:rPr><w:b/><w:vertAlign w:val="VALUE"/></w:rPr><w:t>TEXT</w:t></w:r>', "p"),
    "hidden run": Snippet('<w:r><w:rPr><w:vanish w:val="VALUE"/></w:rPr><w:t>TEXT</w:t></w:r>', "p"),
    "numbering": Snippet(
        '<w:pPr><w:numPr><w:ilvl w:val="VALUE"/><w:numId w:val="VALUE"/></w:numPr>'
        '<w:ind w:left="VALUE" w:firstLine="VALUE"/></w:pPr>',
        "p",
    ),
    "style": Snippet('<w:pPr><w:pStyle w:val="VALUE"/></w:pPr>', "p"),
    "paragraph mark deleted": Snippet('<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>', "p"),
    "row deleted": Snippet('<w:trPr><w:del w:id="1"/><w:gridBefore w:val="VALUE"/></w:trPr>', "tr"),
    "cell merged": Snippet('<w:tcPr><w:gridSpan w:val="VALUE"/><w:vMerge w:val="VALUE"/></w:tcPr>', "tc"),
    "cell changed": Snippet('<w:tcPr><w:cellDel w:id="1"/><w:cellMerge w:vMerge="VALUE"/><w:hMerge/></w:tcPr>', "tc"),
    "empty cell": Snippet("<w:tc/>", "tr"),
    "empty row": Snippet("<w:tr/>", "tbl"),
    "empty table": Snippet("<w:tbl/>", "p", inside=False),
    "field begun": Snippet('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TEXT</w:instrText></w:r>', "p"),
    "field separated": Snippet('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "p"),
    "field ended": Snippet('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "p"),
    "link field": Snippet(
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> HYPERLINK </w:instrText><w:instrText>TEXT</w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>TEXT</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        "p",
    ),
    "form field": Snippet(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="TEXT"/><w:checkBox><w:checked w:val="VALUE"/>'
        "</w:checkBox></w:ffData></w:fldChar><w:instrText> FORMCHECKBOX </w:instrText>"
        '<w:fldChar w:fldCharType="end"/></w:r>',
        "p",
    ),
    "drop-down": Snippet(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="VALUE"/><w:listEntry w:val="TEXT"/>'
        "</w:ddList></w:ffData></w:fldChar><w:instrText> FORMDROPDOWN </w:instrText>"
        '<w:fldChar w:fldCharType="end"/></w:r>',
        "p",
    ),
    "link": Snippet('<w:hyperlink r:id="ID" w:anchor="VALUE"><w:r><w:t>TEXT</w:t></w:r></w:hyperlink>', "p"),
    "symbol": Snippet('<w:r><w:sym w:font="VALUE" w:char="VALUE"/></w:r>', "p"),
    "breaks": Snippet('<w:r><w:br w:type="VALUE"/><w:tab/><w:cr/><w:noBreakHyphen/><w:softHyphen/></w:r>', "p"),
    "note reference": Snippet('<w:r><w:footnoteReference w:id="VALUE"/><w:endnoteReference w:id="VALUE"/></w:r>', "p"),
    "comment reference": Snippet('<w:commentRangeStart w:id="0"/><w:r><w:commentReference w:id="VALUE"/></w:r>', "p"),
    "picture": Snippet(
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="TEXT" descr="TEXT"/><a:graphic><a:graphicData uri="x">'
        '<a:blip r:embed="ID" r:link="ID"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
        "p",
    ),
    "old picture": Snippet('<w:r><w:pict><v:shape href="TEXT"><v:imagedata r:id="ID"/></v:shape></w:pict></w:r>', "p"),
    "text art": Snippet('<w:r><w:pict><v:shape><v:textpath string="TEXT"/></v:shape></w:pict></w:r>', "p"),
    "chunk": Snippet('<w:altChunk r:id="ID"/>', "p", inside=False),
    "sub-document": Snippet('<w:subDoc r:id="ID"/>', "p", inside=False),
    "section": Snippet(
        '<w:sectPr><w:headerReference w:type="VALUE" r:id="ID"/><w:footerReference w:type="default" r:id="ID"/>'
        "<w:titlePg/></w:sectPr>",
        "body",
    ),
    "second body": Snippet("<w:body><w:p><w:r><w:t>TEXT</w:t></w:r></w:p></w:body>", "body", inside=False),
    "mathematics": Snippet("<m:oMath><m:r><m:t>TEXT</m:t></m:r></m:oMath>", "p"),
    "formatting changed": Snippet("<w:pPr><w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange></w:pPr>", "p"),
}
