"""Builds raw WordprocessingML packages, one construct at a time, for the tests of reading."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ficheparse.document import Block, Document, Paragraph, Table
from ficheparse.read import read

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPREAD = "application/vnd.openxmlformats-officedocument"
RELS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": _OFFICE,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16se": "http://schemas.microsoft.com/office/word/2015/wordml/symex",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "later": "urn:example:not-yet-known",
}
FORMATS = {
    "docx": f"{_SPREAD}.wordprocessingml.document.main+xml",
    "dotx": f"{_SPREAD}.wordprocessingml.template.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
_ROOTS = {"header": "hdr", "footer": "ftr"}
"""Root elements that are not named as the kind of part is."""
_EXTERNAL = ' TargetMode="External"'
_STRICT = [
    ("http://schemas.openxmlformats.org/officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/"),
    ("http://schemas.openxmlformats.org/wordprocessingml/2006/", "http://purl.oclc.org/ooxml/wordprocessingml/"),
    ("http://schemas.openxmlformats.org/drawingml/2006/", "http://purl.oclc.org/ooxml/drawingml/"),
]


class Rel(NamedTuple):
    """A relationship of the main part, or of another."""

    id: str
    kind: str
    target: str
    external: bool = False


class Types(NamedTuple):
    """Content types beside those that every package here has."""

    defaults: Mapping[str, str] = {}
    overrides: Mapping[str, str] = {}


USUAL_TYPES = Types()


# Packages ---------------------------------------------------------------------------------------------------------


def root(tag: str, inner: str) -> str:
    """A part's XML, with every namespace declared on its root."""
    names = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{tag} {names}>{inner}</w:{tag}>'


def story(kind: str, inner: str) -> str:
    """The XML of a part of this kind: `styles`, `footnotes`, `header`."""
    return root(_ROOTS.get(kind, kind), inner)


def document(body: str) -> str:
    """The XML of a main part."""
    return root("document", f"<w:body>{body}</w:body>")


def rels_xml(rels: Sequence[Rel]) -> str:
    """A relationships part."""
    items = "".join(
        f'<Relationship Id="{rel.id}" Type="{_OFFICE}/{rel.kind}" Target="{rel.target}"'
        f"{_EXTERNAL if rel.external else ''}/>"
        for rel in rels
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def types_xml(main: str, kind: str, types: Types = USUAL_TYPES) -> str:
    """A package's list of content types."""
    defaults = {"rels": RELS_TYPE, "xml": "application/xml", "png": "image/png"} | dict(types.defaults)
    overrides = {f"/{main}": FORMATS[kind]} | dict(types.overrides)
    items = "".join(f'<Default Extension="{key}" ContentType="{value}"/>' for key, value in defaults.items())
    items += "".join(f'<Override PartName="{key}" ContentType="{value}"/>' for key, value in overrides.items())
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{items}</Types>'


def parts_of(
    body: str,
    *,
    related: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    rels: Sequence[Rel] = (),
    types: Types = USUAL_TYPES,
    main: str = "word/document.xml",
    kind: str = "docx",
) -> dict[str, str | bytes]:
    """The parts of a package by name; `related` are the inner XML of the main part's one styles, footnotes, ..."""
    folder, _, name = main.rpartition("/")
    related = related or {}
    rels = [*rels, *(Rel(f"rel-{key}", key, f"{key}.xml") for key in related)]
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": types_xml(main, kind, types),
        "_rels/.rels": rels_xml([Rel("rId1", "officeDocument", main)]),
        main: document(body),
        f"{folder}/_rels/{name}.rels".lstrip("/"): rels_xml(rels),
    }
    found |= {f"{folder}/{key}.xml".lstrip("/"): story(key, inner) for key, inner in related.items()}
    return found | dict(parts or {})


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """These parts as a zip, in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def package(
    body: str,
    *,
    related: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    rels: Sequence[Rel] = (),
    types: Types = USUAL_TYPES,
    main: str = "word/document.xml",
    kind: str = "docx",
) -> bytes:
    """A package of this body; see `parts_of`."""
    return zipped(parts_of(body, related=related, parts=parts, rels=rels, types=types, main=main, kind=kind))


def strict(parts: Mapping[str, str | bytes]) -> dict[str, str | bytes]:
    """The same parts in the namespaces of Strict OOXML."""
    found: dict[str, str | bytes] = {}
    for name, content in parts.items():
        if isinstance(content, str):
            for transitional, address in _STRICT:
                content = content.replace(transitional, address)  # noqa: PLW2901 - one replacement after the other
        found[name] = content
    return found


def with_directory_entry(data: bytes, name: str, *, size: int | None = None, rename: str | None = None) -> bytes:
    """The zip with the directory's entry of a part altered, its bytes left as they are."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        position = archive.start_dir
        count = len(archive.infolist())
    changed = bytearray(data)
    for _ in range(count):
        lengths = struct.unpack_from("<3H", data, position + 28)
        if data[position + 46 : position + 46 + lengths[0]] == name.encode():
            if size is not None:
                struct.pack_into("<I", changed, position + 24, size)
            if rename is not None:
                assert len(rename) == len(name), "a directory entry keeps its length"
                changed[position + 46 : position + 46 + lengths[0]] = rename.encode()
            return bytes(changed)
        position += 46 + sum(lengths)
    raise KeyError(name)


# Reading ----------------------------------------------------------------------------------------------------------


def opened(
    body: str,
    *,
    related: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
    rels: Sequence[Rel] = (),
    types: Types = USUAL_TYPES,
) -> Document:
    """The document read from a package of this body."""
    return read(package(body, related=related, parts=parts, rels=rels, types=types), "essai.docx")


def shown(body: str, related: Mapping[str, str] | None = None) -> list[str]:
    """The text of each paragraph that says anything in a document of this body."""
    return said(opened(body, related=related))


def said(document: Document) -> list[str]:
    """The text of each paragraph of a document's body that says anything."""
    return [paragraph.text for paragraph in document.paragraphs() if paragraph.text.strip()]


def only_paragraph(document: Document) -> Paragraph:
    """The one block of a document that is one paragraph."""
    (block,) = document.blocks
    assert isinstance(block, Paragraph)
    return block


def only_table(blocks: Sequence[Block]) -> Table:
    """The one table among these blocks."""
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return table


def grid(table: Table) -> list[list[str]]:
    """The cells' texts, row by row."""
    return [[cell.text for cell in row] for row in table.rows]


# Markup -----------------------------------------------------------------------------------------------------------


def t(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'


def r(text: str, properties: str = "") -> str:
    """A run of this text."""
    return run(t(text), properties)


def run(inner: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inner}</w:r>" if properties else f"<w:r>{inner}</w:r>"


def p(*inner: str, properties: str = "", mark: str = "") -> str:
    """A paragraph; what begins with no tag is text. `mark` is said of its paragraph mark."""
    about = properties + (f"<w:rPr>{mark}</w:rPr>" if mark else "")
    content = "".join(item if item.startswith("<") else r(item) for item in inner)
    return f"<w:p><w:pPr>{about}</w:pPr>{content}</w:p>" if about else f"<w:p>{content}</w:p>"


def tc(*blocks: str, properties: str = "") -> str:
    """A cell; what begins with no tag is a paragraph."""
    content = "".join(block if block.startswith("<") else p(block) for block in blocks) or p()
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; what begins with no tag is a cell's paragraph."""
    content = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def sdt(content: str, properties: str = "") -> str:
    """A content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


PROMPT = "<w:showingPlcHdr/>"


def tick_box(ticked: bool, content: str) -> str:
    """A content control that is a tick box."""
    return sdt(content, f'<w14:checkbox><w14:checked w14:val="{int(ticked)}"/></w14:checkbox>')


def tracked(kind: str, content: str) -> str:
    """Content under a tracked change: `ins`, `del`, `moveFrom`, `moveTo`."""
    if kind in ("del", "moveFrom"):
        content = content.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="7" w:author="A" w:date="2014-03-12T09:00:00Z">{content}</w:{kind}>'


def mark(kind: str) -> str:
    """A tracked change of a paragraph's mark, a row or a cell."""
    return f'<w:{kind} w:id="8" w:author="A" w:date="2014-03-12T09:00:00Z"/>'


BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def code(text: str) -> str:
    """A run of a field's code."""
    return f'<w:r><w:instrText xml:space="preserve">{text}</w:instrText></w:r>'


def field(instruction: str, result: str) -> str:
    """A complex field; its result is runs."""
    return BEGIN + code(instruction) + SEPARATE + result + END


def form_field(instruction: str, data: str, result: str = "") -> str:
    """A legacy form field."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:enabled/>{data}</w:ffData></w:fldChar></w:r>'
    return begin + code(instruction) + SEPARATE + result + END


def simple_field(instruction: str, result: str) -> str:
    return f'<w:fldSimple w:instr="{instruction}">{result}</w:fldSimple>'


def drawing(inner: str, about: str = "") -> str:
    """A drawing; `about` are attributes of its properties."""
    properties = f'<wp:docPr id="1" name="n" {about}/>'
    return f"<w:drawing><wp:inline>{properties}<a:graphic>{inner}</a:graphic></wp:inline></w:drawing>"


def shape(blocks: str) -> str:
    """A shape with a text box, as Word has written it since 2010."""
    return f"<wps:wsp><wps:txbx><w:txbxContent>{blocks}</w:txbxContent></wps:txbx></wps:wsp>"


def vml_shape(blocks: str) -> str:
    """A shape with a text box, as Word wrote it before."""
    return f"<v:shape><v:textbox><w:txbxContent>{blocks}</w:txbxContent></v:textbox></v:shape>"


def alternate(choice: str, fallback: str, requires: str = "wps") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def text_box(blocks: str, other: str | None = None) -> str:
    """A run with a text box written both ways, as Word does; `other` is what the old way holds, the same if None."""
    fallback = f"<w:pict>{vml_shape(blocks if other is None else other)}</w:pict>"
    return run(alternate(drawing(shape(blocks)), fallback))


def blip(reference: str) -> str:
    """A picture; `reference` is its attribute, `r:embed="rId5"`."""
    return f"<pic:pic><pic:blipFill><a:blip {reference}/></pic:blipFill></pic:pic>"


def picture(relationship: str) -> str:
    """A run with an embedded picture."""
    return run(drawing(blip(f'r:embed="{relationship}"')))


def header_reference(kind: str, relationship: str, tag: str = "headerReference") -> str:
    return f'<w:{tag} w:type="{kind}" r:id="{relationship}"/>'


def numbered(list_id: int, level: int | None = None) -> str:
    """A paragraph's numbering properties."""
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    return f'<w:numPr>{depth}<w:numId w:val="{list_id}"/></w:numPr>'


def style(style_id: str, inner: str, kind: str = "paragraph", name: str | None = None) -> str:
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name or style_id}"/>{inner}</w:style>'
