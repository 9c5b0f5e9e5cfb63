"""Files that give no document, and why (contract, sections 5 and 7)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordml import (
    Rel,
    document,
    form_field,
    header_reference,
    only_paragraph,
    p,
    package,
    parts_of,
    rels_xml,
    root,
    run,
    said,
    story,
    strict,
    style,
    tbl,
    tc,
    tr,
    types_xml,
    with_directory_entry,
    zipped,
)

from ficheparse.document import Document
from ficheparse.read import UnreadableDocument, read

TYPES, ROOT_RELS, MAIN = "[Content_Types].xml", "_rels/.rels", "word/document.xml"
MEGABYTE = 1024 * 1024
WHOLE = package(p("a") + tbl(tr("b")), related={"styles": style("T", "")})


def refusal(data: bytes, name: str = "essai.docx") -> str:
    """The code with which a file is refused."""
    with pytest.raises(UnreadableDocument) as caught:
        read(data, name)
    assert caught.value.reason
    return caught.value.code


# Other formats, and names that lie --------------------------------------------------------------------------------


def compound_file(*streams: str, content: bytes = b"") -> bytes:
    """A small OLE compound file (MS-CFB 2): a sector of FAT, one of directory, 4096 bytes that all streams share."""
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    body = content.ljust(4096, b"\0")
    table = [0xFFFFFFFD, end, 3, 4, 5, 6, 7, 8, 9, end]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<I", 0) + b"\xff" * 432
    entries = [_entry("Root Entry", 5, child=1, start=end, size=0)]
    for number, name in enumerate(streams, 1):
        right = number + 1 if number < len(streams) else free
        entries.append(_entry(name, 2, right=right, start=2, size=4096))
    directory = b"".join(entries).ljust(512, b"\0")
    fat = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff")
    return header + fat + directory + body


def _entry(name: str, kind: int, *, child: int = 0xFFFFFFFF, right: int = 0xFFFFFFFF, start: int, size: int) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    links = struct.pack("<HBBIII", len(encoded), kind, 1, 0xFFFFFFFF, right, child)
    return encoded.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)


def other_office(folder: str) -> bytes:
    main = f"{folder}/main.xml"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(
        {
            TYPES: types_xml(main, "docx").replace(
                "</Types>", f'<Override PartName="/x" ContentType="{kind}"/></Types>'
            ),
            ROOT_RELS: rels_xml([Rel("rId1", "officeDocument", main)]),
            main: '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
        }
    )


def open_document(kind: str, manifest: str = "<m/>") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", "<c/>")
    return buffer.getvalue()


ENCRYPTED = compound_file("EncryptedPackage", "EncryptionInfo")
FORMATS = {
    "nothing": (b"", "a.docx", "unreadable"),
    "text": (b"Ville de Colmar", "a.docx", "unreadable"),
    "text, rightly named": (b"Ville de Colmar", "a.txt", "unsupported-format"),
    "HTML as .doc": (b"<html><p>Ville de Colmar</p></html>", "a.doc", "unreadable"),
    "PDF": (b"%PDF-1.7 ...", "a.docx", "unreadable"),
    "PDF, rightly named": (b"%PDF-1.7 ...", "a.pdf", "unsupported-format"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a.docx", "unreadable"),
    "picture, rightly named": (b"\x89PNG\r\n\x1a\n" + bytes(40), "a.png", "unsupported-format"),
    "workbook": (other_office("xl"), "a.docx", "unreadable"),
    "workbook, rightly named": (other_office("xl"), "a.xlsx", "unsupported-format"),
    "workbook with macros, rightly named": (other_office("xl"), "a.xlsm", "unsupported-format"),
    "slides, rightly named": (other_office("ppt"), "a.pptx", "unsupported-format"),
    "show, rightly named": (other_office("ppt"), "a.ppsx", "unsupported-format"),
    "zip": (zipped({"a.txt": "a"}), "a.docx", "unreadable"),
    "zip, rightly named": (zipped({"a.txt": "a"}), "a.zip", "unsupported-format"),
    "empty zip": (zipped({}), "a.docx", "unreadable"),
    "encrypted": (ENCRYPTED, "a.docx", "encrypted"),
    "encrypted, other name": (ENCRYPTED, "a.bin", "encrypted"),
    "encrypted .doc": (
        compound_file("WordDocument", content=struct.pack("<HHHHHH", 0xA5EC, 0, 0, 0, 0, 0x100)),
        "a.doc",
        "encrypted",
    ),
    "compound file": (compound_file("Workbook"), "a.docx", "unreadable"),
    "compound file, rightly named": (compound_file("Workbook"), "a.xls", "unsupported-format"),
    "half a compound file": (ENCRYPTED[:600], "a.docx", "unreadable"),
    "ODT with a password": (open_document("text", "<m><encryption-data/></m>"), "a.odt", "encrypted"),
    "ODS": (open_document("spreadsheet"), "a.docx", "unreadable"),
    "ODS, rightly named": (open_document("spreadsheet"), "a.ods", "unsupported-format"),
    "ODP, rightly named": (open_document("presentation"), "a.odp", "unsupported-format"),
    "ODG, rightly named": (open_document("graphics"), "a.odg", "unsupported-format"),
}


@pytest.mark.parametrize(("data", "name", "code"), FORMATS.values(), ids=FORMATS)
def test_a_file_is_what_its_bytes_are(data: bytes, name: str, code: str) -> None:
    assert refusal(data, name) == code


# Damage -----------------------------------------------------------------------------------------------------------


def without(*names: str) -> bytes:
    return zipped({name: content for name, content in parts_of(p("a")).items() if name not in names})


def changed(**parts: str | bytes) -> bytes:
    names = {"types": TYPES, "root": ROOT_RELS, "main": MAIN, "rels": "word/_rels/document.xml.rels"}
    return zipped(parts_of(p("a")) | {names[key]: content for key, content in parts.items()})


def twice(first: str, second: str) -> bytes:
    """A zip with a part of each name."""
    placeholder = "x" * len(second)
    data = zipped(parts_of(p("a"), parts={placeholder: document(p("b"))}))
    assert first in parts_of("")
    return data.replace(placeholder.encode(), second.encode())


def flipped(data: bytes, name: str) -> bytes:
    """The zip with one byte in the middle of a part's content changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    position = entry.header_offset + 30 + len(name) + entry.compress_size // 2
    return data[:position] + bytes([data[position] ^ 0x55]) + data[position + 1 :]


DAMAGED = {
    "cut in half": WHOLE[: len(WHOLE) // 2],
    "cut at the end": WHOLE[:-30],
    "only the beginning": WHOLE[:4],
    "no content types": without(TYPES),
    "no root relationships": without(ROOT_RELS),
    "no main part": without(MAIN),
    "root relationships without a document": changed(root=rels_xml([Rel("rId1", "styles", MAIN)])),
    "root relationship to the outside": changed(
        root=rels_xml([Rel("rId1", "officeDocument", "https://a.example/", True)])
    ),
    "main part empty": changed(main=""),
    "main part no XML": changed(main="Ville de Colmar"),
    "main part cut": changed(main=document(p("a"))[:-20]),
    "main part of another kind": changed(main=root("hdr", p("a"))),
    "main part without a body": changed(main=root("document", "")),
    "main part not in its encoding": changed(main=b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>'),
    "odd UTF-16": changed(main=b"\xff\xfe" + document(p("a")).encode("utf-16-le")[:-1]),
    "undeclared prefix": changed(main=document("<zz:p/>")),
    "undeclared entity": changed(main=document(p("&rien;"))),
    "control character": changed(main=document(p("&#1;"))),
    "content types no XML": changed(types="x"),
    "relationships no XML": changed(rels="x"),
    "one name twice": twice(MAIN, MAIN),
    "one name twice but for case": twice(MAIN, "Word/Document.xml"),
    "a byte of the text changed": flipped(WHOLE, MAIN),
    # the directory says that it is the text, the part itself that it is another: readers differ on which
    "another name before the part": with_directory_entry(
        zipped({name.replace(MAIN, "word/dokument.xml"): content for name, content in parts_of(p("a")).items()}),
        "word/dokument.xml",
        rename=MAIN,
    ),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_or_ambiguous_package_is_unreadable(data: bytes) -> None:
    assert refusal(data) == "unreadable"


ALL_PARTS = parts_of(
    p("a") + f"<w:sectPr>{header_reference('even', 'h')}</w:sectPr>",
    related=dict.fromkeys(("styles", "numbering", "settings", "footnotes", "endnotes", "comments"), ""),
    parts={
        "word/h.xml": story("header", p("h")),
        "docProps/app.xml": "<Properties/>",
        "customXml/item1.xml": "<x/>",
        "word/theme/theme1.xml": "<x/>",
    },
    rels=[Rel("h", "header", "h.xml")],
)
ENTITY = '<!DOCTYPE x [<!ENTITY y "z">]>'


@pytest.mark.parametrize("doctype", ["<!DOCTYPE x>", ENTITY, '<!DOCTYPE x SYSTEM "file:///etc/hostname">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_doctype_in_the_main_part_is_refused_in_every_encoding(doctype: str, encoding: str) -> None:
    head, rest = document(p("a")).split("\n", 1)
    head = head.replace("UTF-8", "UTF-8" if encoding == "utf-8" else "UTF-16")
    assert refusal(zipped(ALL_PARTS | {MAIN: (head + doctype + rest).encode(encoding)})) == "unreadable"


@pytest.mark.parametrize("name", ALL_PARTS)
def test_a_doctype_in_any_part_is_refused(name: str) -> None:
    content = ALL_PARTS[name]
    assert isinstance(content, str)
    head, _, rest = content.rpartition("?>\n")
    data = zipped(ALL_PARTS | {name: (head + "?>" if head else "") + ENTITY + rest})
    assert refusal(data) == "unreadable"


def test_the_same_parts_without_a_doctype_are_read() -> None:
    assert said(read(zipped(ALL_PARTS), "essai.docx")) == ["a"]


# Passwords, sizes and depth ---------------------------------------------------------------------------------------


def locked(data: bytes) -> bytes:
    """The zip with every part marked as encrypted, in the directory and before the part."""
    found = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            found[entry.header_offset + 6] |= 1
        position, count = archive.start_dir, len(archive.infolist())
    for _ in range(count):
        found[position + 8] |= 1
        position += 46 + sum(struct.unpack_from("<3H", data, position + 28))
    return bytes(found)


def test_a_zip_with_a_password_is_encrypted() -> None:
    assert refusal(locked(WHOLE)) == "encrypted"


@pytest.mark.parametrize("name", [MAIN, "word/styles.xml", "docProps/app.xml"])
@pytest.mark.parametrize("difference", [-40, -1, 1, 1000, 10 * MEGABYTE])
def test_a_size_that_lies_is_unreadable(name: str, difference: int) -> None:
    parts = parts_of(p("a"), related={"styles": style("T", "")}, parts={"docProps/app.xml": f"<a>{'x' * 100}</a>"})
    content = parts[name]
    assert isinstance(content, str)
    data = with_directory_entry(zipped(parts), name, size=len(content.encode()) + difference)
    assert refusal(data) == "unreadable"


@pytest.mark.parametrize("name", [MAIN, "word/media/film.png"])
def test_a_part_over_256_megabytes_is_too_large(name: str) -> None:
    data = zipped(parts_of(p("a"), parts={"word/media/film.png": b"x"}))
    assert refusal(with_directory_entry(data, name, size=256 * MEGABYTE + 1)) == "too-large"


def test_parts_over_512_megabytes_in_all_are_too_large() -> None:
    data = zipped(parts_of(p("a"), parts={f"word/media/{number}.png": b"x" for number in range(3)}))
    for number in range(3):
        data = with_directory_entry(data, f"word/media/{number}.png", size=171 * MEGABYTE)
    assert refusal(data) == "too-large"


def test_a_part_that_inflates_past_its_size_is_cut_short() -> None:
    """A hundred megabytes behind a promise of a thousand bytes are not unpacked."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    bomb = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(100)) + packer.flush()
    data = zipped(parts_of(p("a")) | {MAIN: bytes(MEGABYTE)})
    assert len(bomb) < MEGABYTE
    assert refusal(with_directory_entry(data, MAIN, size=1000)) == "unreadable"


@pytest.mark.parametrize(("entries", "refused"), [(10_000, False), (10_001, True)])
def test_more_than_ten_thousand_entries_are_too_large(entries: int, refused: bool) -> None:
    parts = parts_of(p("a"))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        moment = zipfile.ZipInfo("x").date_time
        for number in range(entries - len(parts)):
            archive.writestr(zipfile.ZipInfo(f"x/{number}", moment), b"")
    if refused:
        assert refusal(buffer.getvalue()) == "too-large"
    else:
        assert said(read(buffer.getvalue(), "essai.docx")) == ["a"]


DEEP = {
    "content controls": ("<w:sdt><w:sdtContent>", p("a"), "</w:sdtContent></w:sdt>", 2, 4),
    "smart tags": ("<w:smartTag>", "<w:r><w:t>a</w:t></w:r>", "</w:smartTag>", 1, 2),
    "tables": ("<w:tbl><w:tr><w:tc>", p("a"), "<w:p/></w:tc></w:tr></w:tbl>", 3, 3),
    "what is not known": ("<later:x>", "<w:t>b</w:t>", "</later:x>", 1, 1),
    "properties": ("<w:rPrChange><w:rPr>", "<w:b/>", "</w:rPr></w:rPrChange>", 2, 1),
}
_AROUND = {
    "smart tags": ("<w:p>", "</w:p>", 1),
    "properties": ("<w:p><w:r><w:rPr>", "</w:rPr><w:t>a</w:t></w:r></w:p>", 3),
    "what is not known": ("", p("a"), 0),
}


def deep(kind: str, depth: int) -> bytes:
    """A document in which elements are nested exactly so deep."""
    start, inner, stop, step, inside = DEEP[kind]
    before, after, around = _AROUND.get(kind, ("", "", 0))
    room = depth - 2 - around - inside
    filler = room % step
    body = before + start * (room // step) + inner + stop * (room // step) + after
    if filler:
        body += "<later:y>" * (depth - 2) + "</later:y>" * (depth - 2)
    return zipped(parts_of("") | {MAIN: document(body)})


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("depth", [300, 1000, 2000])
def test_depth_within_the_limit_is_read(kind: str, depth: int) -> None:
    assert said(read(deep(kind, depth), "essai.docx")) == ["a"]


@pytest.mark.parametrize("kind", DEEP)
@pytest.mark.parametrize("depth", [2001, 2040, 2100, 50_000])
def test_depth_past_the_limit_is_too_large(kind: str, depth: int) -> None:
    assert refusal(deep(kind, depth)) == "too-large"


def test_depth_in_another_part_is_too_large() -> None:
    notes = "<w:sdt><w:sdtContent>" * 1010 + p("n") + "</w:sdtContent></w:sdt>" * 1010
    data = package(
        p("a", run('<w:footnoteReference w:id="2"/>')),
        parts={"word/footnotes.xml": story("footnotes", f'<w:footnote w:id="2">{notes}</w:footnote>')},
        rels=[Rel("n", "footnotes", "footnotes.xml")],
    )
    assert refusal(data) == "too-large"


# Anything else is a bug -------------------------------------------------------------------------------------------


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_whatever_the_damage_the_answer_is_a_document_or_a_reason(data: st.DataObject) -> None:
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        position = data.draw(st.integers(0, len(damaged) - 1))
        damaged[position] = data.draw(st.integers(0, 255))
    kept = bytes(
        damaged[: data.draw(st.sampled_from([len(damaged), len(damaged), len(damaged) // 3, len(damaged) - 5]))]
    )
    try:
        assert isinstance(read(kept, "essai.docx"), Document)
    except UnreadableDocument as problem:
        assert problem.code in ("unreadable", "encrypted", "unsupported-format", "too-large")


VALUES = st.sampled_from(
    ["", "x", "-1", "0", "99999999999999999999", "1.5", "1e5", "٣", "on", "1cm", "cm", " 2 ", "nan", "infcm"]
)
NUMBERED = [
    p("a", properties='<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr><w:ind w:left="{}"/>'),
    tbl(
        tr(
            tc("a", properties='<w:gridSpan w:val="{}"/><w:vMerge w:val="{}"/>'),
            properties='<w:gridBefore w:val="{}"/>',
        )
    ),
    p('<w:r><w:sym w:font="{}" w:char="{}"/><w:t>a</w:t></w:r>' + run('<w:footnoteReference w:id="{}"/>')),
    p(form_field(" FORMDROPDOWN ", '<w:ddList><w:result w:val="{}"/><w:listEntry w:val="{}"/></w:ddList>'), "a{}"),
]


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(NUMBERED), VALUES, VALUES, VALUES)
def test_values_that_make_no_sense_lose_no_text(body: str, one: str, two: str, three: str) -> None:
    found = read(package(body.format(one, two, three)), "essai.docx")
    assert "a" in "".join(paragraph.text for paragraph in found.paragraphs())


def test_a_strict_file_has_the_same_limits() -> None:
    parts = strict(parts_of(p("a")))
    assert only_paragraph(read(zipped(parts), "a.docx")).text == "a"
    content = parts[MAIN]
    assert isinstance(content, str)
    assert refusal(zipped(parts | {MAIN: content.replace("\n", "\n<!DOCTYPE x>", 1)})) == "unreadable"


def test_a_long_prolog_is_looked_through_once() -> None:
    """A pattern that tries every way to part it would take years."""
    prolog = "<?x y?>" * 100 + "<!-- <!DOCTYPE x> -->"
    assert refusal(zipped(parts_of(p("a")) | {"docProps/app.xml": prolog + "<!DOCTYPE x><x/>"})) == "unreadable"
    assert said(read(zipped(parts_of(p("a")) | {"docProps/app.xml": prolog + "<x/>"}), "essai.docx")) == ["a"]
