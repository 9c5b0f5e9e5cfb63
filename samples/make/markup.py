"""WordprocessingML in a few words: each function gives the markup of one construct, `Package` makes the file of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from samples.make.common import SAMPLES, picture, write_zip

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TRANSITIONAL = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
STRICT = TRANSITIONAL | {
    "w": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "r": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "wp": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
    "a": "http://purl.oclc.org/ooxml/drawingml/main",
    "pic": "http://purl.oclc.org/ooxml/drawingml/picture",
}
WHO = 'w:id="7" w:author="Relecture" w:date="2015-02-11T10:00:00Z"'


# -- runs ----------------------------------------------------------------------------------------------------------


def run(text: str, props: str = "", element: str = "t") -> str:
    """A run; a tab and a new line in the text are Word's."""
    parts = []
    for piece in text.replace("\t", "\0\t\0").replace("\n", "\0\n\0").split("\0"):
        if piece == "\t":
            parts.append("<w:tab/>")
        elif piece == "\n":
            parts.append("<w:br/>")
        elif piece:
            parts.append(f'<w:{element} xml:space="preserve">{escape(piece)}</w:{element}>')
    return f"<w:r>{f'<w:rPr>{props}</w:rPr>' if props else ''}{''.join(parts)}</w:r>"


def inline(*content: str) -> str:
    """Markup as it is, words as runs."""
    return "".join(piece if piece.startswith(("<w:", "<mc:")) else run(piece) for piece in content)


def bold(text: str) -> str:
    return run(text, "<w:b/>")


def italic(text: str) -> str:
    return run(text, "<w:i/>")


def raised(text: str) -> str:
    return run(text, '<w:vertAlign w:val="superscript"/>')


def hidden(text: str) -> str:
    return run(text, "<w:vanish/>")


def inserted(*content: str) -> str:
    return f"<w:ins {WHO}>{inline(*content)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {WHO}>{run(text, element='delText')}</w:del>"


def ruby(base: str, reading: str) -> str:
    return (
        '<w:r><w:ruby><w:rubyPr><w:rubyAlign w:val="distributeSpace"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/>'
        '<w:hpsBaseText w:val="21"/><w:lid w:val="ja-JP"/></w:rubyPr>'
        f"<w:rt>{run(reading)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"
    )


def symbol(code: str, font: str = "Wingdings") -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def field_of(code: str, result: str, data: str = "") -> str:
    """A complex field; several pieces of code, parted by `|`, are as many runs."""
    codes = "".join(run(piece, element="instrText") for piece in code.split("|"))
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>{codes}'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inline(result) if result else ""}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def form_text(text: str) -> str:
    """A legacy text field; empty, it shows five wide spaces."""
    data = '<w:ffData><w:name w:val="Texte"/><w:enabled/><w:textInput/></w:ffData>'
    return field_of(" FORMTEXT ", text or "\u2002" * 5, data)


def form_box(*, default: bool, checked: bool | None) -> str:
    """A legacy check box; `checked` is None where nobody clicked on it."""
    clicked = "" if checked is None else f'<w:checked w:val="{int(checked)}"/>'
    box = f'<w:checkBox><w:sizeAuto/><w:default w:val="{int(default)}"/>{clicked}</w:checkBox>'
    data = f'<w:ffData><w:name w:val="Case"/><w:enabled/>{box}</w:ffData>'
    return field_of(" FORMCHECKBOX ", "", data)


def form_list(choices: list[str], index: int) -> str:
    """A legacy drop-down, which shows the entry its index names."""
    entries = "".join(f"<w:listEntry w:val={quoteattr(choice)}/>" for choice in choices)
    data = (
        '<w:ffData><w:name w:val="Liste"/><w:enabled/>'
        f'<w:ddList><w:result w:val="{index}"/>{entries}</w:ddList></w:ffData>'
    )
    return field_of(" FORMDROPDOWN ", "", data)


# -- content controls ------------------------------------------------------------------------------------------------


def control(content: str, kind: str = "<w:text/>", *, prompt: bool = False) -> str:
    """A content control around any content; `prompt` where it still shows its placeholder."""
    showing = "<w:showingPlcHdr/>" if prompt else ""
    return f"<w:sdt><w:sdtPr>{showing}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(ticked: bool) -> str:
    kind = (
        f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
    )
    return control(run("☒" if ticked else "☐"), kind)


# -- paragraphs and tables -------------------------------------------------------------------------------------------


def par(*content: str, style: str = "", level: int | None = None, listed: int = 1, mark: str = "") -> str:
    """A paragraph; `level` puts it in list number `listed`, `mark` goes into its mark's properties."""
    props = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        props += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>'
    if mark:
        props += f"<w:rPr>{mark}</w:rPr>"
    return f"<w:p>{f'<w:pPr>{props}</w:pPr>' if props else ''}{inline(*content)}</w:p>"


def cell(*content: str, span: int = 1, merge: str = "") -> str:
    """A cell; words are paragraphs. `merge` is `restart` or `continue`."""
    props = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        props += f'<w:vMerge w:val="{merge}"/>' if merge == "restart" else "<w:vMerge/>"
    inside = "".join(piece if piece.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else par(piece) for piece in content)
    if not inside or inside.endswith("</w:tbl>"):
        inside += "<w:p/>"
    return f'<w:tc><w:tcPr><w:tcW w:w="{2800 * span}" w:type="dxa"/>{props}</w:tcPr>{inside}</w:tc>'


def row(*cells: str, props: str = "") -> str:
    inside = "".join(piece if piece.startswith(("<w:tc>", "<w:sdt>")) else cell(piece) for piece in cells)
    return f"<w:tr>{f'<w:trPr>{props}</w:trPr>' if props else ''}{inside}</w:tr>"


def table(*rows: str, columns: int = 3) -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = '<w:gridCol w:w="2800"/>' * columns
    props = f"<w:tblPr><w:tblBorders>{sides}</w:tblBorders></w:tblPr>"
    return f"<w:tbl>{props}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def form(labels: dict[str, str], values: dict[str, str], place: str, second: str = "") -> str:
    """The form's own table of three columns; values and `place` are cells' content."""
    keys = ("domains", "population", "website", "contact")
    return table(
        row(labels["name"], cell(values["name"]), labels["location"]),
        row(labels["name"], cell(second), cell(place, merge="restart")),
        *(row(labels[key], cell(values[key]), cell(merge="continue")) for key in keys),
    )


def drawing(relation: str, *, anchored: bool = False) -> str:
    """A picture, in the line or anchored."""
    blip = (
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="carte.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr/></pic:pic>'
        "</a:graphicData></a:graphic>"
    )
    size = '<wp:extent cx="914400" cy="609600"/>'
    if not anchored:
        return f'<w:r><w:drawing><wp:inline>{size}<wp:docPr id="1" name="Carte"/>{blip}</wp:inline></w:drawing></w:r>'
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="1" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'{size}<wp:wrapTopAndBottom/><wp:docPr id="1" name="Carte"/>{blip}</wp:anchor></w:drawing></w:r>'
    )


def text_box(*paragraphs: str) -> str:
    """A text box as Word writes it: once for itself, once more for programs that know VML only."""
    inside = "".join(par(text) for text in paragraphs)
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline>'
        '<wp:extent cx="1800000" cy="540000"/><wp:docPr id="3" name="Zone de texte"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx><w:txbxContent>{inside}</w:txbxContent>'
        "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:142pt;height:42pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox>'
        "</v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


# -- the package -----------------------------------------------------------------------------------------------------

STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
)


def numbering() -> str:
    """List 1 has bullets, list 2 numbers, with three levels each."""
    lists = []
    for number, (kind, texts) in enumerate((("bullet", "•–▪"), ("decimal", "123")), 1):
        levels = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{texts[depth] if kind == "bullet" else f"%{depth + 1}."}"/>'
            f'<w:pPr><w:ind w:left="{720 * (depth + 1)}" w:hanging="360"/></w:pPr></w:lvl>'
            for depth in range(3)
        )
        lists.append(f'<w:abstractNum w:abstractNumId="{number}">{levels}</w:abstractNum>')
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    return "".join(lists) + nums


@dataclass
class Package:
    """One document in the making: its parts, its relations, and how it is packed."""

    main: str = "word/document.xml"
    kind: str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    names: dict[str, str] = field(default_factory=lambda: dict(TRANSITIONAL))
    relations: list[str] = field(default_factory=list)
    parts: list[tuple[str, bytes]] = field(default_factory=list)
    overrides: list[str] = field(default_factory=list)
    section: str = ""
    """What the section's properties hold: references to headers and footers."""

    def relate(self, kind: str, target: str, *, external: bool = False) -> str:
        name = f"rId{len(self.relations) + 1}"
        mode = ' TargetMode="External"' if external else ""
        self.relations.append(
            f'<Relationship Id="{name}" Type="{self.names["r"]}/{kind}" Target={quoteattr(target)}{mode}/>'
        )
        return name

    def link(self, target: str, text: str) -> str:
        """A hyperlink by relationship."""
        return f'<w:hyperlink r:id="{self.relate("hyperlink", target, external=True)}">{run(text)}</w:hyperlink>'

    def image(self) -> str:
        self.parts.append(("word/media/image1.png", picture()))
        return self.relate("image", "media/image1.png")

    def part(self, kind: str, root: str, content: str) -> str:
        """A part of Word's own beside the main one, such as comments, footnotes, a header."""
        count = sum(name.startswith(f"word/{kind}") for name, _ in self.parts)
        name = f"{kind}{count or ''}.xml"
        self.parts.append((f"word/{name}", self._xml(root, content)))
        self.overrides.append(
            _override(f"word/{name}", f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml")
        )
        return self.relate(kind, name)

    def chunk(self, name: str, data: str) -> str:
        """An embedded HTML or text file (altChunk)."""
        self.parts.append((f"word/{name}", data.encode("utf-8")))
        return f'<w:altChunk r:id="{self.relate("aFChunk", name)}"/>'

    def header(self, *paragraphs: str, kind: str = "header", pages: str = "default") -> None:
        """A header or footer of the one section, for the pages of that kind."""
        relation = self.part(kind, "hdr" if kind == "header" else "ftr", "".join(paragraphs))
        self.section += f'<w:{kind}Reference w:type="{pages}" r:id="{relation}"/>'

    def write(self, path: str, *body: str) -> None:
        self.part("styles", "styles", STYLES)
        self.part("numbering", "numbering", numbering())
        size = '<w:pgSz w:w="11906" w:h="16838"/>'
        main = self._xml("document", f"<w:body>{''.join(body)}<w:sectPr>{self.section}{size}</w:sectPr></w:body>")
        folder, _, name = self.main.rpartition("/")
        types = (
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
            '<Default Extension="html" ContentType="text/html"/>'
            + _override(self.main, self.kind)
            + "".join(self.overrides)
        )
        package = "http://schemas.openxmlformats.org/package/2006"
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        root = f'<Relationship Id="rId1" Type="{self.names["r"]}/officeDocument" Target="{self.main}"/>'
        rels = f'<Relationships xmlns="{package}/relationships">'
        write_zip(
            SAMPLES / path,
            [
                ("[Content_Types].xml", f'{head}<Types xmlns="{package}/content-types">{types}</Types>'.encode()),
                ("_rels/.rels", f"{head}{rels}{root}</Relationships>".encode()),
                (self.main, main),
                (f"{folder}/_rels/{name}.rels", f"{head}{rels}{''.join(self.relations)}</Relationships>".encode()),
                *self.parts,
            ],
        )

    def _xml(self, root: str, content: str) -> bytes:
        spaces = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in self.names.items())
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<w:{root} {spaces} mc:Ignorable="w14">{content}</w:{root}>'.encode()


def _override(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{kind}"/>'
