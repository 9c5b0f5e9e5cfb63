"""The package: which part is the document, in whatever names and encodings (ECMA-376 part 2)."""

from __future__ import annotations

import pytest
from wordml import (
    NAMESPACES,
    Rel,
    Types,
    document,
    mark,
    numbered,
    only_paragraph,
    opened,
    p,
    package,
    parts_of,
    r,
    rels_xml,
    run,
    said,
    story,
    strict,
    style,
    tbl,
    tc,
    text_box,
    tr,
    tracked,
    types_xml,
    zipped,
)

from ficheparse.document import Document
from ficheparse.read import read

TYPES, ROOT_RELS, MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"


def read_parts(parts: dict[str, str | bytes]) -> Document:
    return read(zipped(parts), "essai.docx")


@pytest.mark.parametrize("kind", ["docx", "dotx", "docm", "dotm"])
def test_the_format_is_what_the_package_says(kind: str) -> None:
    found = read(package(p("a"), kind=kind), "essai.docx")
    assert (found.format, said(found)) == (kind, ["a"])


@pytest.mark.parametrize(
    "name", ["essai.docx", "essai.doc", "essai.pdf", "essai.zip", "essai", "essai.docx.txt", "要.DOCX", ""]
)
def test_a_word_file_is_read_whatever_its_name(name: str) -> None:
    assert said(read(package(p("a")), name)) == ["a"]


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "a/b/c.xml", "texte.xml", "Ünï/文書.xml"])
def test_the_main_part_is_found_by_its_relationship(main: str) -> None:
    related = {
        "styles": style("T", "", name="heading 1"),
        "footnotes": f'<w:footnote w:id="2">{p("note")}</w:footnote>',
    }
    body = p("a", run('<w:footnoteReference w:id="2"/>'), properties='<w:pStyle w:val="T"/>')
    found = read(package(body, related=related, main=main), "essai.docx")
    assert said(found) == ["a"]
    assert [note.text for note in found.notes] == ["note"]
    assert only_paragraph(found).style == "heading 1"


@pytest.mark.parametrize(
    "target",
    ["word/document.xml", "/word/document.xml", "./word/document.xml", "x/../word/document.xml", "WORD/Document.XML"],
)
def test_targets_are_resolved_as_addresses_are(target: str) -> None:
    parts = parts_of(p("a")) | {ROOT_RELS: rels_xml([Rel("rId1", "officeDocument", target)])}
    assert said(read_parts(parts)) == ["a"]


@pytest.mark.parametrize(
    "target", ["fußnoten%20a.xml", "fu%C3%9Fnoten a.xml", "/word/fußnoten a.xml", "../word/FUßNOTEN a.xml"]
)
def test_targets_may_be_escaped(target: str) -> None:
    parts = parts_of(
        p("a", run('<w:footnoteReference w:id="2"/>')),
        parts={"word/fußnoten a.xml": story("footnotes", f'<w:footnote w:id="2">{p("note")}</w:footnote>')},
        rels=[Rel("rId9", "footnotes", target)],
    )
    assert [note.text for note in read_parts(parts).notes] == ["note"]


def test_part_names_are_compared_without_case() -> None:
    parts = {name.upper() if "rels" not in name else name: content for name, content in parts_of(p("a")).items()}
    assert said(read_parts(parts)) == ["a"]
    parts = {name.swapcase(): content for name, content in parts_of(p("a")).items()}
    assert said(read_parts(parts)) == ["a"]


def test_the_order_of_parts_and_folders_in_the_zip_do_not_matter() -> None:
    parts = parts_of(p("a"))
    assert said(read_parts(dict(reversed(parts.items())))) == ["a"]
    assert said(read_parts({"word/": "", **parts})) == ["a"]


def test_a_content_type_by_extension_is_one_too() -> None:
    parts = parts_of(p("a")) | {
        TYPES: types_xml(
            "other.xml", "docx", Types(defaults={"XML": "application/vnd.ms-word.document.macroEnabled.main+xml"})
        )
    }
    assert read_parts(parts).format == "docm"


def test_a_word_file_without_optional_parts_is_read() -> None:
    parts = parts_of(p("a", properties='<w:pStyle w:val="Inconnu"/>' + numbered(4, 1)))
    del parts["word/_rels/document.xml.rels"]
    assert said(read_parts(parts)) == ["a"]


BODY = (
    p("un ", mark=mark("del"))
    + p(tracked("ins", r("deux")), r("caché", "<w:vanish/>"), text_box(p("boîte")))
    + tbl(tr("a", tc("b", properties='<w:gridSpan w:val="2"/>')))
    + p("liste", properties=numbered(1, 1))
    + p("secret", properties='<w:pStyle w:val="Secret"/>')
    + p(r("\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'))
)
RELATED = {
    "styles": style("Secret", "<w:rPr><w:vanish/></w:rPr>"),
    "numbering": '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="1"><w:pPr><w:ind w:left="700"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
}


def told(found: Document) -> tuple[list[str], bool, list[int]]:
    return said(found), found.changes, [paragraph.indent for paragraph in found.paragraphs() if paragraph.text]


def test_the_same_document_is_read_in_every_encoding_and_in_strict() -> None:
    parts = parts_of(BODY, related=RELATED)
    expected = told(read_parts(parts))
    assert expected[:2] == (["un deux", "boîte", "a", "b", "liste", "•"], True)
    assert 700 in expected[2]
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        told_so = encoding.upper().replace("-SIG", "")
        encoded: dict[str, str | bytes] = {}
        for name, content in parts.items():
            assert isinstance(content, str)
            text = content.replace('encoding="UTF-8"', f'encoding="{told_so.removesuffix("-LE").removesuffix("-BE")}"')
            bom = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(encoding, "")
            encoded[name] = (bom + text).encode(encoding)
        assert told(read_parts(encoded)) == expected, encoding
    assert told(read_parts(strict(parts))) == expected


def test_strict_measures_with_units_are_read() -> None:
    body = p("a", properties='<w:ind w:start="1in"/>')
    assert only_paragraph(read_parts(strict(parts_of(body)))).indent == 1440


def test_namespaces_may_have_any_prefix() -> None:
    word = NAMESPACES["w"]
    body = "<body><p><pPr><rPr><del/></rPr></pPr><r><t>a</t></r></p><p><r><t>b</t></r></p></body>"
    default = f'<document xmlns="{word}">{body}</document>'
    other = default.replace("</", "</\0").replace("<", "<x:").replace("<x:/\0", "</x:").replace("xmlns=", "xmlns:x=")
    assert said(read_parts(parts_of("") | {MAIN: default})) == ["ab"]
    assert said(read_parts(parts_of("") | {MAIN: other})) == ["ab"]


def test_a_bracket_in_an_attribute_or_a_comment_does_not_matter() -> None:
    assert said(opened("<!-- <w:p><w:r><w:t>non</w:t></w:r></w:p> -->" + p("a") + "<?mso x?>")) == ["a"]


def test_a_doctype_in_a_comment_is_none() -> None:
    assert said(read_parts(parts_of(p("a")) | {MAIN: document("<!-- <!DOCTYPE a> -->" + p("a"))})) == ["a"]


def test_html_may_have_its_doctype() -> None:
    found = opened(
        p("a") + '<w:altChunk r:id="c"/>',
        parts={"word/c.html": "<!DOCTYPE html><p>b</p>"},
        rels=[Rel("c", "aFChunk", "c.html")],
        types=Types(defaults={"html": "text/html"}),
    )
    assert said(found) == ["a", "b"]
