"""What stands outside the body: notes, headers and footers, embedded chunks (contract, section 2)."""

from __future__ import annotations

import pytest
from wordml import (
    PROMPT,
    Rel,
    Types,
    field,
    grid,
    header_reference,
    mark,
    only_table,
    opened,
    p,
    package,
    parts_of,
    r,
    run,
    said,
    sdt,
    story,
    strict,
    tbl,
    tc,
    text_box,
    tr,
    tracked,
    zipped,
)

from ficheparse.document import Document, Paragraph

# Notes ------------------------------------------------------------------------------------------------------------


def note(kind: str, note_id: int, *blocks: str, special: str = "") -> str:
    about = f' w:type="{special}"' if special else ""
    return f'<w:{kind} w:id="{note_id}"{about}>{"".join(blocks)}</w:{kind}>'


def foot(note_id: int) -> str:
    return run(f'<w:footnoteReference w:id="{note_id}"/>')


def end(note_id: int) -> str:
    return run(f'<w:endnoteReference w:id="{note_id}"/>')


NOTES = {
    "footnotes": note("footnote", -1, p(run("<w:separator/>"), "trait"), special="separator")
    + note("footnote", 0, p("suite"), special="continuationSeparator")
    + note("footnote", 1, p("avis"), special="continuationNotice")
    + note("footnote", 2, p(run("<w:footnoteRef/>"), "pied deux"))
    + note("footnote", 3, p("pied trois"), tbl(tr("case")), special="normal")
    + note("footnote", 4, p(tracked("del", r("non")), sdt(r("oui")), field(" PAGE ", r("7")))),
    "endnotes": note("endnote", 2, p("fin deux")),
}


def noted(document: Document) -> list[str]:
    return [paragraph.text for paragraph in document.notes]


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        (p("a"), []),
        (p("a", foot(2)), ["pied deux"]),
        (p("a", foot(3), end(2), foot(2)), ["pied trois", "case", "fin deux", "pied deux"]),
        (p("a", end(2)) + tbl(tr(tc(p("b", foot(2))))), ["fin deux", "pied deux"]),
        (p("a", foot(4)), ["oui"]),
        (p("a", foot(-1), foot(0), foot(1)), []),
        (p("a", foot(99)), []),
        (p("a", tracked("del", foot(2)), tracked("ins", foot(3))), ["pied trois", "case"]),
        (p("a", foot(2).replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>")), []),
        (tbl(tr(tc(p("a", foot(2))), properties=mark("del"))), []),
        (p("a", text_box(p("b", foot(2)))), ["pied deux"]),
        (p(sdt(foot(2)), '<w:hyperlink w:anchor="x">' + end(2) + "</w:hyperlink>"), ["pied deux", "fin deux"]),
        (p("a", field(" TITLE ", foot(2))), ["pied deux"]),
    ],
)
def test_the_notes_referred_to_are_kept_apart_in_order(body: str, notes: list[str]) -> None:
    document = opened(body, related=NOTES)
    assert noted(document) == notes
    assert not set(said(document)) & {"pied deux", "pied trois", "fin deux", "trait", "oui"}


def test_notes_have_their_own_links() -> None:
    link = f'<w:hyperlink r:id="rId1">{r("site")}</w:hyperlink>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    target = f'<Relationship Id="rId1" Type="{kind}" Target="https://colmar.example/" TargetMode="External"/>'
    document = opened(
        p("a", foot(2)),
        related={"footnotes": note("footnote", 2, p(link))},
        parts={"word/_rels/footnotes.xml.rels": rels.format(target)},
    )
    assert [link.target for paragraph in document.notes for link in paragraph.links()] == ["https://colmar.example/"]


# Headers and footers ----------------------------------------------------------------------------------------------

EVEN_AND_ODD = {"settings": "<w:evenAndOddHeaders/>"}
FIRST = "<w:titlePg/>"


def headed(sections: str, related: dict[str, str] | None = None) -> list[str]:
    """What is shown above and below of a document with parts `h1`, `h2`, `h3` and `f1`, named in `sections`."""
    names = {"h1": "header", "h2": "header", "h3": "header", "f1": "footer"}
    document = opened(
        sections,
        related=related,
        parts={f"word/{name}.xml": story(kind, p(name)) for name, kind in names.items()},
        rels=[Rel(name, kind, f"{name}.xml") for name, kind in names.items()],
    )
    assert not set(names) & set(said(document))
    return [paragraph.text for paragraph in document.headers if paragraph.text]


def section(*references: str, more: str = "") -> str:
    return f"<w:sectPr>{''.join(references)}{more}</w:sectPr>"


def header(kind: str, name: str) -> str:
    return header_reference(kind, name)


FOOTER = header_reference("default", "f1", "footerReference")


@pytest.mark.parametrize(
    ("sections", "related", "shown"),
    [
        (section(), None, []),
        (section(header("default", "h1"), FOOTER), None, ["h1", "f1"]),
        (section(header("default", "h1"), header("first", "h2")), None, ["h1"]),
        (section(header("default", "h1"), header("first", "h2"), more=FIRST), None, ["h1", "h2"]),
        (section(header("first", "h2"), more='<w:titlePg w:val="0"/>'), None, []),
        (section(header("default", "h1"), header("even", "h2")), None, ["h1"]),
        (section(header("default", "h1"), header("even", "h2")), EVEN_AND_ODD, ["h1", "h2"]),
        (section(header("even", "h2")), {"settings": '<w:evenAndOddHeaders w:val="false"/>'}, []),
        (section(header("default", "missing")), None, []),
        (p("a", properties=section(header("default", "h1"))) + section(header("default", "h2")), None, ["h1", "h2"]),
        (p("a", properties=section(header("default", "h1"))) + section(header("default", "h1")), None, ["h1"]),
        # a section without one of its own shows that of the section before (17.10.5)
        (p("a", properties=section(header("first", "h2"))) + section(more=FIRST), None, ["h2"]),
        (p("a", properties=section(header("first", "h2"))) + section(header("first", "h3"), more=FIRST), None, ["h3"]),
    ],
)
def test_headers_and_footers_count_where_they_are_shown(
    sections: str, related: dict[str, str] | None, shown: list[str]
) -> None:
    assert sorted(headed(p("texte") + sections, related)) == sorted(shown)


def test_of_a_header_too_only_the_text_is_read() -> None:
    content = p(
        sdt(r("Fiche ")),
        tracked("del", r("non")),
        r("caché", "<w:vanish/>"),
        field(" PAGE ", r("7")),
        text_box(p("boîte")),
    ) + tbl(tr("case"))
    document = opened(
        p("a") + section(header("default", "h1")),
        parts={"word/h1.xml": story("header", content)},
        rels=[Rel("h1", "header", "h1.xml")],
    )
    assert sorted(paragraph.text for paragraph in document.headers) == ["Fiche ", "boîte", "case"]


# Embedded chunks --------------------------------------------------------------------------------------------------

HTML = "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def with_chunk(data: bytes, extension: str, content_type: str, body: str | None = None) -> Document:
    chunk = '<w:altChunk r:id="chunk"><w:altChunkPr><w:matchSrc/></w:altChunkPr></w:altChunk>'
    return opened(
        body.format(chunk) if body else p("avant") + chunk + p("après"),
        parts={f"word/chunk.{extension}": data},
        rels=[Rel("chunk", "aFChunk", f"chunk.{extension}")],
        types=Types(defaults={extension: content_type}),
    )


def html(inner: str, head: str = "") -> bytes:
    return f"<!DOCTYPE html><html><head><title>titre</title>{head}</head><body>{inner}</body></html>".encode()


MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x; type=text/html\r\n\r\n--x\r\n"
    "Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
)


def web_archive(payload: bytes, charset: str, encoding: str = "8bit") -> bytes:
    return MHT.format(charset=charset, encoding=encoding).encode() + payload + b"\r\n--x--\r\n"


@pytest.mark.parametrize(
    ("data", "extension", "content_type", "texts"),
    [
        (package(p("un") + tbl(tr("deux"))), "docx", DOCX, ["un", "deux"]),
        (package(p("un"), kind="dotm"), "dotm", "application/vnd.ms-word.template.macroEnabled.12", ["un"]),
        (zipped(strict(parts_of(p("un")))), "docx", DOCX, ["un"]),
        (package(p(tracked("del", r("non")), r("oui"))), "docx", DOCX, ["oui"]),
        (html("<p>un</p><p>deux</p>"), "html", HTML, ["un", "deux"]),
        (html("<p>un<b>deux</b></p>trois<div>quatre</div>"), "htm", HTML, ["undeux", "trois", "quatre"]),
        (html("<ul><li>un<ul><li>deux</li></ul></li></ul>"), "html", HTML, ["un", "deux"]),
        (html("<p>un</p><script>non</script><style>non</style><!-- non -->"), "html", HTML, ["un"]),
        (
            html("<p>un</p><p style='display: none'>non</p><p>deux <span hidden>non</span></p>"),
            "html",
            HTML,
            ["un", "deux "],
        ),
        (html("<p><ruby>高松<rp>(</rp><rt>たかまつ</rt><rp>)</rp></ruby>市</p>"), "html", HTML, ["高松市"]),
        (html("<table><caption>un</caption><tr><td>deux</td></tr></table>"), "html", HTML, ["un", "deux"]),
        (
            html("<table><tr><td>un<table><tr><td>deux</td></tr></table>trois</td></tr></table>"),
            "html",
            HTML,
            ["un", "deux", "trois"],
        ),
        ("<p>été</p>".encode("utf-8-sig"), "html", HTML, ["été"]),
        ("<p>été</p>".encode("utf-16"), "html", HTML, ["été"]),
        ("<p>été</p>".encode("cp1252"), "html", HTML, ["été"]),
        ("<meta charset=euc-jp><p>高松市</p>".encode("euc-jp"), "html", HTML, ["高松市"]),
        ("<meta charset='Shift_JIS'><p>高松市</p>".encode("cp932"), "html", HTML, ["高松市"]),
        (
            b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><p>un</p></html>",
            "xhtml",
            "application/xhtml+xml",
            ["un"],
        ),
        (b"un\r\ndeux", "txt", "text/plain", ["un", "deux"]),
        ("été".encode("utf-16"), "txt", "text/plain", ["été"]),
        ("高松".encode("utf-8-sig"), "txt", "text/plain", ["高松"]),
        (web_archive("<p>高松</p>".encode(), "utf-8"), "mht", "message/rfc822", ["高松"]),
        (web_archive("<p>高松</p>".encode("cp932"), "shift_jis"), "mht", "message/rfc822", ["高松"]),
        (web_archive("<p>高松</p>".encode("iso-2022-jp"), "iso-2022-jp"), "mht", "message/rfc822", ["高松"]),
        (
            web_archive(b"<p class=3D'x'>=E9t=E9</p>", "iso-8859-1", "quoted-printable"),
            "mht",
            "message/rfc822",
            ["été"],
        ),
    ],
)
def test_an_embedded_chunk_is_read_in_its_place(
    data: bytes, extension: str, content_type: str, texts: list[str]
) -> None:
    assert said(with_chunk(data, extension, content_type)) == ["avant", *texts, "après"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (tbl("<w:tr>" + tc(p("a") + "{0}" + p("b")) + "</w:tr>"), ["a", "un", "b"]),
        (sdt(p("a") + "{0}" + p("b")), ["a", "un", "b"]),
        (p("a", text_box(p("b") + "{0}")), ["a", "b", "un"]),
    ],
)
def test_a_chunk_may_stand_anywhere(body: str, texts: list[str]) -> None:
    assert said(with_chunk(html("<p>un</p>"), "html", HTML, body)) == texts


def test_a_chunk_within_a_chunk_is_read() -> None:
    inner = html("<p>dedans</p>")
    chunk = package(
        p("un") + '<w:altChunk r:id="chunk"/>' + p("deux"),
        parts={"word/c.html": inner},
        rels=[Rel("chunk", "aFChunk", "c.html")],
        types=Types(defaults={"html": HTML}),
    )
    assert said(with_chunk(chunk, "docx", DOCX)) == ["avant", "un", "dedans", "deux", "après"]


def test_the_notes_of_a_chunk_are_notes() -> None:
    chunk = package(p("un", foot(2)), related={"footnotes": note("footnote", 2, p("pied"))})
    document = with_chunk(chunk, "docx", DOCX)
    assert said(document) == ["avant", "un", "après"]
    assert noted(document) == ["pied"]


def test_changes_and_comments_in_a_chunk_are_the_documents() -> None:
    chunk = package(p(tracked("ins", r("un")), run('<w:commentReference w:id="1"/>')))
    document = with_chunk(chunk, "docx", DOCX)
    assert (document.changes, document.comments) == (True, True)


def test_a_chunk_that_is_missing_or_outside_leaves_the_rest() -> None:
    chunks = p("a") + '<w:altChunk r:id="out"/><w:altChunk r:id="gone"/><w:altChunk r:id="none"/>' + p("b")
    rels = [Rel("out", "aFChunk", "https://colmar.example/x.html", external=True), Rel("gone", "aFChunk", "gone.html")]
    assert said(opened(chunks, rels=rels)) == ["a", "b"]


def test_a_table_of_html_is_a_table_with_its_links() -> None:
    document = with_chunk(
        html("<table><tr><th>Site</th><td><a href='https://colmar.example'>ici</a></td></tr></table>"), "html", HTML
    )
    assert grid(only_table(document.blocks)) == [["Site", "ici"]]
    assert [link.target for found in document.paragraphs() for link in found.links()] == ["https://colmar.example"]


def test_the_look_of_html_is_kept() -> None:
    document = with_chunk(html("<p>a<b>b</b><i>c</i><sup>2</sup></p>"), "html", HTML)
    paragraph = document.blocks[1]
    assert isinstance(paragraph, Paragraph)
    assert [(run.text, run.bold, run.italic, run.script) for run in paragraph.runs] == [
        ("a", False, False, None),
        ("b", True, False, None),
        ("c", False, True, None),
        ("2", False, False, "sup"),
    ]


def test_a_prompt_around_a_chunk_does_not_lose_it() -> None:
    assert "un" in said(with_chunk(html("<p>un</p>"), "html", HTML, sdt("{0}", PROMPT)))
