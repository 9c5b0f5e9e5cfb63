"""Pictures: those that the document shows, by what their bytes are (contract, sections 2, 5 and 7)."""

from __future__ import annotations

import pytest
from wordml import (
    PROMPT,
    Rel,
    alternate,
    blip,
    drawing,
    only_paragraph,
    opened,
    p,
    picture,
    run,
    sdt,
    shape,
    tbl,
    tc,
    text_box,
    tr,
    tracked,
)

from ficheparse.document import Document

PNG = bytes.fromhex("89504e470d0a1a0a 0000000d49484452 00000030 00000020 0802000000") + bytes(20)
JPEG = bytes.fromhex("ffd8 ffe0 0010 4a46494600010100000100010000 ffff c0 0011 08 0020 0030") + bytes(20)
GIF = b"GIF89a" + bytes.fromhex("30002000") + bytes(20)
WEBP = b"RIFF\x18\x00\x00\x00WEBPVP8 \x0c\x00\x00\x00" + bytes.fromhex("30010a 9d012a 3000 2000") + bytes(20)
TIFF = b"II*\x00" + bytes.fromhex("08000000 0100 0001 0300 01000000 30000000 00000000")
BMP = b"BM" + (60).to_bytes(4, "little") + bytes.fromhex("00000000 36000000 28000000 30000000 e0ffffff") + bytes(34)
EMF = b"\x01\x00\x00\x00" + bytes(36) + b" EMF" + bytes(60)
KINDS = {
    "png": PNG,
    "jpeg": JPEG,
    "gif": GIF,
    "webp": WEBP,
    "tiff": TIFF,
    "bmp": BMP,
    "emf": EMF,
    "wmf": b"\xd7\xcd\xc6\x9a" + bytes(40),
}
RELS = [
    Rel("rId5", "image", "media/carte.png"),
    Rel("rId6", "image", "https://images.example/carte.png", external=True),
    Rel("rId7", "image", "media/absente.png"),
    Rel("rId8", "image", "/word/media/carte.png"),
    Rel("rId9", "hyperlink", "https://maps.example/@48.08,7.36,12z", external=True),
    Rel("rId10", "image", "media/dessin.svg"),
]
VML = '<w:pict><v:shape><v:imagedata r:id="{}"/></v:shape></w:pict>'
SVG = '<a:extLst><a:ext uri="u"><asvg:svgBlip r:embed="rId10"/></a:ext></a:extLst>'


def with_pictures(body: str, data: bytes = PNG) -> Document:
    parts = {"word/media/carte.png": data, "word/media/dessin.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>"}
    return opened(body, rels=RELS, parts=parts)


def kinds(body: str) -> list[str | None]:
    """The kind of each picture of the body, in order."""
    return [found.kind for paragraph in with_pictures(body).paragraphs() for found in paragraph.pictures]


@pytest.mark.parametrize(("kind", "data"), KINDS.items(), ids=KINDS)
def test_a_picture_is_of_the_kind_its_bytes_are(kind: str, data: bytes) -> None:
    (found,) = only_paragraph(with_pictures(p(picture("rId5")), data)).pictures
    assert (found.kind, found.data, found.name) == (kind, data, "carte.png")


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4", b"BM est un texte", b"MZ" + bytes(90)),
        *(data[:length] for data in KINDS.values() for length in (3, 9, 12)),  # a signature, and no header
        *(data[:8] + bytes(80) for kind, data in KINDS.items() if kind in ("png", "jpeg", "tiff", "bmp")),
        *(b"GIF89a" + bytes(80), b"\xff\xd8" + b"\xff" * 10_000, b"\xff\xd8\xff" + b"\xd0\xff" * 20_000),
        *(
            b"II*\x00<html>",
            b"RIFF\x18\x00\x00\x00WEBP<script>" + bytes(80),
            b"RIFF\x18\x00\x00\x00AVI LIST" + bytes(80),
        ),
        JPEG.replace(b"\xff\xc0", b"\xff\xda"),  # the picture itself, before its size
    ],
)
def test_bytes_of_no_exported_kind_are_refused(data: bytes) -> None:
    (found,) = only_paragraph(with_pictures(p(picture("rId5")), data)).pictures
    assert (found.kind, found.data) == (None, b"")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (picture("rId5"), ["png"]),
        (picture("rId8"), ["png"]),
        (run(drawing(blip('r:embed="rId5" r:link="rId6"'))), ["png"]),
        (run(drawing(blip('r:link="rId6"'))), [None]),
        (picture("rId6"), [None]),
        (picture("rId7"), [None]),
        (picture("rId99"), [None]),
        (picture("rId10"), [None]),
        (run(VML.format("rId5")), ["png"]),
        (run(VML.format("rId6")), [None]),
        (
            run("<w:object>" + VML.format("rId5").removeprefix("<w:pict>").removesuffix("</w:pict>") + "</w:object>"),
            ["png"],
        ),
        # a vector picture comes with the PNG of it, which is what is exported
        (
            run(drawing(f'<pic:pic><pic:blipFill><a:blip r:embed="rId5">{SVG}</a:blip></pic:blipFill></pic:pic>')),
            ["png"],
        ),
        (run(alternate(drawing(blip('r:embed="rId5"')), VML.format("rId5"))), ["png"]),
        (sdt(picture("rId5"), "<w:picture/>"), ["png"]),
        (sdt(picture("rId5"), PROMPT + "<w:picture/>"), []),
        (tracked("ins", picture("rId5")), ["png"]),
        (tracked("moveTo", picture("rId5")), ["png"]),
        (tracked("del", picture("rId5")), []),
        (tracked("moveFrom", picture("rId5")), []),
        (picture("rId5").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"), []),
        (run(drawing(blip('r:embed="rId5"'), 'hidden="1"')), []),
        (text_box(p(picture("rId5"))), ["png"]),
        (picture("rId5") + picture("rId5"), ["png", "png"]),
        (run(drawing("<wpg:wgp>" + blip('r:embed="rId5"') + shape(p(picture("rId5"))) + "</wpg:wgp>")), ["png", "png"]),
    ],
)
def test_pictures_are_those_shown(content: str, found: list[str | None]) -> None:
    assert kinds(p(content)) == found


def test_the_empty_picture_control_around_a_block_is_the_forms_own() -> None:
    assert kinds(sdt(p(picture("rId5")), PROMPT + "<w:picture/>")) == []


def test_a_picture_belongs_to_its_cell() -> None:
    document = with_pictures(tbl(tr("Carte", tc(p(picture("rId5"))))))
    (found,) = [found for paragraph in document.paragraphs() for found in paragraph.pictures]
    assert str(found.where).startswith("table 1, row 1, column 2")


CLICK = '<a:hlinkClick r:id="rId9"/>'


@pytest.mark.parametrize(
    "content",
    [
        run(drawing(blip('r:embed="rId5"')).replace("/><a:graphic>", f">{CLICK}</wp:docPr><a:graphic>")),
        run(
            '<w:pict><v:shape href="https://maps.example/@48.08,7.36,12z"><v:imagedata r:id="rId5"/></v:shape></w:pict>'
        ),
        f'<w:hyperlink r:id="rId9">{picture("rId5")}</w:hyperlink>',
    ],
    ids=["drawing", "VML", "around it"],
)
def test_the_link_of_a_picture_is_a_link_of_its_paragraph(content: str) -> None:
    paragraph = only_paragraph(with_pictures(p(content)))
    assert [found.kind for found in paragraph.pictures] == ["png"]
    assert {link.target for link in paragraph.links()} == {"https://maps.example/@48.08,7.36,12z"}
    assert paragraph.text == ""
