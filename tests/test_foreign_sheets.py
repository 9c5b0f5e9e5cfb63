"""The officer's own sheets go from the workbook that she saved into the new one, with all that they are made of."""

from __future__ import annotations

import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting import rule
from openpyxl.styles import Border, Font, NamedStyle, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from ficheparse.write.foreign import OwnSheetsError, StyleMap, with_own_sheets

CELL_IS: Any = rule.CellIsRule
OURS = ("Fiches", "Sources")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINK = f'<Relationship Id="{{}}" Type="{RELATION}/{{}}" Target="{{}}"/>'
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf500f00038101"
    "80b30ee4bd0000000049454e44ae426082"
)


def ours(path: Path, rows: int = 3) -> Workbook:
    """A workbook as the program writes it: two sheets, a table, a chart, a print area."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.title = "Fiches"
    sheet.append(["Nom", "Population"])
    for number in range(1, rows + 1):
        sheet.append([f"Ville {number}", number * 1000])
    sheet["A1"].font = Font(name="Arial", bold=True, color="FFFFFF")
    sheet["B2"].number_format = "0.00000"
    sheet.conditional_formatting.add("B2:B9", CELL_IS("greaterThan", ["9"], fill=PatternFill(bgColor="FFD9D9")))
    sheet.add_table(Table(displayName="Fiches", ref=f"A1:B{rows + 1}"))
    sheet.print_area = f"A1:B{rows + 1}"
    sources = workbook.create_sheet("Sources")
    sources.append(["f1.docx"])
    sources.print_title_rows = "1:1"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sources.add_chart(chart, "C3")
    workbook.save(path)
    return workbook


def hers(path: Path) -> None:
    """The same workbook with sheets of hers, one between ours and one hidden at the end."""
    workbook = ours(path)
    sheet: Any = workbook.create_sheet("Mes calculs", 1)
    sheet.append(["Total", "=SUM(Fiches!B2:B4)", "=SUM(Fiches[Population])"])
    sheet.append([CellRichText("très ", TextBlock(InlineFont(b=True), "gras")), date(2024, 2, 29), 12.5])
    sheet["A1"].font = Font(name="Georgia", size=14, italic=True, color="00B050")
    sheet["A1"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["A1"].border = Border(bottom=Side("double"))
    sheet["C2"].number_format = '0.0" km"'
    seen = NamedStyle("Vue", font=Font(name="Courier New"))
    workbook.add_named_style(seen)
    sheet["B3"].style = "Vue"
    sheet.column_dimensions["A"].width = 44
    sheet.row_dimensions[2].height = 33
    sheet.sheet_properties.tabColor = "FF00AA"
    sheet.freeze_panes = "B2"
    sheet["A3"].hyperlink = "https://www.example.org/"
    sheet["A1"].comment = Comment("à vérifier", "moi")
    sheet.conditional_formatting.add("C1:C9", CELL_IS("lessThan", ["5"], font=Font(color="C00000", bold=True)))
    choice = DataValidation("list", formula1="Fiches!$A$2:$A$4")
    choice.add("D1:D9")
    sheet.add_data_validation(choice)
    for row in (["Ville", "Rang"], ["a", 1], ["b", 2]):
        sheet.append(row)
    sheet.add_table(Table(displayName="Rangs", ref="A4:B6"))
    chart = BarChart()
    chart.add_data(Reference(workbook["Fiches"], min_col=2, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "F2")
    sheet.print_area = "A1:D9"
    sheet.print_title_rows = "1:1"
    hidden = workbook.create_sheet("Cachée")
    hidden.append(["secret"])
    hidden.sheet_state = "hidden"
    workbook.defined_names["Objectif"] = DefinedName("Objectif", attr_text="'Mes calculs'!$C$2")
    hidden.defined_names["Ici"] = DefinedName("Ici", attr_text="'Cachée'!$A$1")
    workbook.save(path)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(contents: Mapping[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return whole.getvalue()


@pytest.fixture
def new(tmp_path: Path) -> bytes:
    ours(tmp_path / "new.xlsx", rows=5)
    return (tmp_path / "new.xlsx").read_bytes()


@pytest.fixture
def old(tmp_path: Path) -> bytes:
    hers(tmp_path / "old.xlsx")
    return (tmp_path / "old.xlsx").read_bytes()


def opened(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data), rich_text=True)


def check(data: bytes) -> None:
    """Every part is told of, every relationship leads somewhere, every number of a style and table is there once."""
    contents = parts(data)
    types = etree.fromstring(contents["[Content_Types].xml"])
    defaults = {entry.get("Extension") for entry in types}
    overrides = [entry.get("PartName", "")[1:] for entry in types if entry.get("PartName")]
    assert len(overrides) == len(set(overrides))
    assert set(overrides) <= set(contents)
    assert all(name in overrides or name.rpartition(".")[2] in defaults for name in contents)
    assert len({name.lower() for name in contents}) == len(contents)
    for name, content in contents.items():
        if name.endswith(".rels"):
            folder = name.partition("_rels/")[0]
            for entry in etree.fromstring(content):
                if entry.get("TargetMode") != "External" and entry.get("Target") != "NULL":
                    target = entry.get("Target", "")
                    assert (target[1:] if target[0] == "/" else folder + target) in contents
    styles = etree.fromstring(contents["xl/styles.xml"])
    known = {section: styles.findall(f"{MAIN}{section}/*") for section in ("cellXfs", "dxfs", "fonts", "cellStyleXfs")}
    for xf in known["cellXfs"]:
        assert int(xf.get("fontId", "0")) < len(known["fonts"])
        assert int(xf.get("xfId", "0")) < len(known["cellStyleXfs"])
    tables = []
    for name, content in contents.items():
        if name.startswith(("xl/worksheets/sheet", "xl/tables/")):
            root = etree.fromstring(content)
            assert all(int(cell.get("s", "0")) < len(known["cellXfs"]) for cell in root.iter(MAIN + "c"))
            assert all(int(entry.get("dxfId", "0")) < len(known["dxfs"]) for entry in root.iter(MAIN + "cfRule"))
            tables += [root.get("id")] if root.tag == MAIN + "table" else []
    assert len(tables) == len(set(tables))


def test_her_sheets_are_there_with_all_that_they_had(new: bytes, old: bytes) -> None:
    data = with_own_sheets(new, old, OURS)
    check(data)
    book, before = opened(data), opened(old)
    assert book.sheetnames == ["Fiches", "Mes calculs", "Sources", "Cachée"]
    assert book["Fiches"].max_row == 6  # ours are the new ones
    assert book["Cachée"].sheet_state == "hidden"
    sheet, known = book["Mes calculs"], before["Mes calculs"]
    for row, rows in zip(sheet.iter_rows(), known.iter_rows(), strict=True):
        for cell, other in zip(row, rows, strict=True):
            assert str(cell.value) == str(other.value)
            for look in ("font", "fill", "border", "alignment", "number_format", "style"):
                assert repr(getattr(cell, look)) == repr(getattr(other, look))
    assert isinstance(sheet["A2"].value, CellRichText)
    assert sheet["B1"].value == "=SUM(Fiches!B2:B4)"
    assert (sheet.column_dimensions["A"].width, sheet.row_dimensions[2].height) == (44, 33)
    assert (sheet.freeze_panes, sheet.sheet_properties.tabColor.rgb) == ("B2", "00FF00AA")
    assert sheet["A1"].comment.text == "à vérifier"
    assert sheet["A3"].hyperlink.target == "https://www.example.org/"
    [rules] = sheet.conditional_formatting
    assert rules.rules[0].dxf.font.color.rgb == "00C00000"
    assert sheet.data_validations.dataValidation[0].formula1 == "Fiches!$A$2:$A$4"
    assert (sheet.tables["Rangs"].ref, len(sheet._charts)) == ("A4:B6", 1)
    assert (sheet.print_area, sheet.print_title_rows) == ("'Mes calculs'!$A$1:$D$9", "$1:$1")
    assert book["Fiches"].print_area == "'Fiches'!$A$1:$B$6"
    assert book["Sources"].print_title_rows == "$1:$1"
    assert len(book["Sources"]._charts) == 1
    assert book.defined_names["Objectif"].attr_text == "'Mes calculs'!$C$2"
    assert book["Cachée"].defined_names["Ici"].attr_text == "'Cachée'!$A$1"
    [look] = book["Fiches"].conditional_formatting
    assert look.rules[0].dxf.fill.bgColor.rgb == "00FFD9D9"
    assert b'fullCalcOnLoad="1"' in parts(data)["xl/workbook.xml"]
    assert not any(book[name].sheet_view.tabSelected for name in ("Mes calculs", "Cachée"))


def test_a_second_round_gives_the_same_bytes(new: bytes, old: bytes) -> None:
    data = with_own_sheets(new, old, OURS)
    assert with_own_sheets(new, old, OURS) == data
    assert with_own_sheets(new, data, OURS) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.create_system for entry in archive.infolist()} == {3}


def test_a_workbook_without_sheets_of_hers_stays_what_it_is(new: bytes, tmp_path: Path) -> None:
    ours(tmp_path / "old.xlsx")
    data = with_own_sheets(new, (tmp_path / "old.xlsx").read_bytes(), OURS)
    before = parts(new)
    after = parts(data)
    assert list(before) == list(after)
    assert opened(data).sheetnames == ["Fiches", "Sources"]


def test_the_order_of_the_tabs_can_be_told(new: bytes, old: bytes) -> None:
    data = with_own_sheets(new, old, OURS, ["Cachée", "none", "Sources", "Fiches"])
    book = opened(data)
    assert book.sheetnames == ["Cachée", "Sources", "Fiches", "Mes calculs"]
    assert book.active.title == "Fiches"
    assert book["Fiches"].print_area == "'Fiches'!$A$1:$B$6"
    assert book["Mes calculs"].print_area == "'Mes calculs'!$A$1:$D$9"


def test_a_sheet_that_we_have_meanwhile_is_kept_under_another_name(new: bytes, old: bytes) -> None:
    data = with_own_sheets(new, old, ("Sources",))
    assert opened(data).sheetnames == ["Fiches (2)", "Mes calculs", "Sources", "Cachée", "Fiches"]
    assert "Fiches_2" in opened(data)["Fiches (2)"].tables
    check(data)


# What openpyxl does not write


def with_more(old: bytes) -> bytes:
    """Her workbook with what Excel alone makes: a picture, a pivot table, a thread, links to another workbook."""
    contents = parts(old)
    number = next(name for name in contents if b"SUM(Fiches!B2" in contents[name])
    rels = f"xl/worksheets/_rels/{number.rpartition('/')[2]}.rels"
    contents[rels] = contents[rels].replace(
        b"</Relationships>",
        (
            LINK.format("rIdP", "pivotTable", "../pivotTables/pivotTable1.xml")
            + LINK.format("rIdT", "threadedComment", "../threadedComments/threadedComment1.xml")
            + LINK.format("rIdS", "slicer", "../slicers/slicer1.xml")
            + "</Relationships>"
        ).encode(),
    )
    contents[number] = contents[number].replace(
        b"</worksheet>",
        b'<extLst><ext uri="{A8765BA9}"><s:slicerList xmlns:s="urn:x"/></ext></extLst></worksheet>',
    )
    drawing = next(name for name in contents if name.startswith("xl/drawings/drawing"))
    contents[drawing] = contents[drawing].replace(
        b"</wsDr>",
        b'<oneCellAnchor><slicer xmlns="http://schemas.microsoft.com/office/drawing/2010/slicer"/></oneCellAnchor>'
        b"<oneCellAnchor><pic/></oneCellAnchor></wsDr>",
    )
    drawing_rels = f"xl/drawings/_rels/{drawing.rpartition('/')[2]}.rels"
    contents[drawing_rels] = contents[drawing_rels].replace(
        b"</Relationships>", (LINK.format("rIdI", "image", "../media/image%201.png") + "</Relationships>").encode()
    )
    contents["xl/media/image 1.png"] = PNG
    contents["xl/pivotTables/pivotTable1.xml"] = (
        f'<pivotTableDefinition xmlns="{MAIN[1:-1]}" name="P" cacheId="7"><formats><format dxfId="1"/></formats>'
        '<pivotTableStyleInfo name="Mien"/></pivotTableDefinition>'
    ).encode()
    contents["xl/pivotTables/_rels/pivotTable1.xml.rels"] = rels_of(
        LINK.format("rId1", "pivotCacheDefinition", "../pivotCache/pivotCacheDefinition1.xml")
    )
    contents["xl/pivotCache/pivotCacheDefinition1.xml"] = f'<pivotCacheDefinition xmlns="{MAIN[1:-1]}"/>'.encode()
    contents["xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels"] = rels_of(
        LINK.format("rId1", "pivotCacheRecords", "pivotCacheRecords1.xml")
    )
    contents["xl/pivotCache/pivotCacheRecords1.xml"] = f'<pivotCacheRecords xmlns="{MAIN[1:-1]}"/>'.encode()
    contents["xl/threadedComments/threadedComment1.xml"] = b"<ThreadedComments/>"
    contents["xl/persons/person.xml"] = b"<personList/>"
    contents["xl/metadata.xml"] = f'<metadata xmlns="{MAIN[1:-1]}"/>'.encode()
    contents["xl/externalLinks/externalLink1.xml"] = f'<externalLink xmlns="{MAIN[1:-1]}"/>'.encode()
    contents["xl/_rels/workbook.xml.rels"] = contents["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        (
            LINK.format("rIdC", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
            + LINK.format("rIdE", "externalLink", "externalLinks/externalLink1.xml")
            + LINK.format("rIdH", "person", "persons/person.xml")
            + LINK.format("rIdM", "sheetMetadata", "metadata.xml")
            + LINK.format("rIdV", "vbaProject", "vbaProject.bin")
            + "</Relationships>"
        ).encode(),
    )
    contents["xl/workbook.xml"] = contents["xl/workbook.xml"].replace(
        b"</sheets>",
        f'</sheets><externalReferences><externalReference xmlns:r="{RELATION}" r:id="rIdE"/>'
        "</externalReferences>".encode(),
    )
    contents["xl/workbook.xml"] = contents["xl/workbook.xml"].replace(
        b"</workbook>",
        f'<pivotCaches><pivotCache xmlns:r="{RELATION}" cacheId="7" r:id="rIdC"/></pivotCaches></workbook>'.encode(),
    )
    styles = contents["xl/styles.xml"]
    contents["xl/styles.xml"] = styles.replace(
        styles[styles.index(b"<tableStyles") : styles.index(b"/>", styles.index(b"<tableStyles")) + 2],
        b'<tableStyles count="1"><tableStyle name="Mien" pivot="1"><tableStyleElement type="headerRow" dxfId="1"/>'
        b"</tableStyle></tableStyles>",
    )
    contents["[Content_Types].xml"] = contents["[Content_Types].xml"].replace(
        b"<Override",
        b'<Default Extension="png" ContentType="image/png"/><Override PartName="/xl/pivotTables/pivotTable1.xml" '
        b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml"/><Override',
        1,
    )
    return packed(contents)


def rels_of(links: str) -> bytes:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    ).encode()


def test_what_excel_alone_makes_comes_too(new: bytes, old: bytes) -> None:
    data = with_own_sheets(new, with_more(old), OURS)
    check(data)
    contents = parts(data)
    assert contents["xl/media/image1.png"] == PNG
    for name in ("pivotCache/pivotCacheRecords1.xml", "threadedComments/threadedComment1.xml", "persons/person1.xml"):
        assert f"xl/{name}" in contents
    assert not any("vba" in name or "slicer" in name for name in contents)
    sheet = next(content for content in contents.values() if b"SUM(Fiches!B2" in content)
    assert b"slicerList" not in sheet
    drawing = next(content for content in contents.values() if b"<pic" in content)
    assert b"<graphicFrame" in drawing
    assert b"slicer" not in drawing
    assert b'refreshOnLoad="1"' in contents["xl/pivotCache/pivotCacheDefinition1.xml"]
    styles = etree.fromstring(contents["xl/styles.xml"])
    pivot = etree.fromstring(contents["xl/pivotTables/pivotTable1.xml"])
    [element] = styles.iter(MAIN + "tableStyleElement")
    assert element.get("dxfId") == next(pivot.iter(MAIN + "format")).get("dxfId")
    workbook = [etree.QName(section).localname for section in etree.fromstring(contents["xl/workbook.xml"])]
    assert workbook[workbook.index("sheets") :] == [
        "sheets",
        "externalReferences",
        "definedNames",
        "calcPr",
        "pivotCaches",
    ]
    assert with_own_sheets(new, data, OURS) == data


def test_texts_of_the_shared_table_are_written_into_their_cells(new: bytes, old: bytes) -> None:
    contents = parts(old)
    sheet = next(name for name in contents if b"SUM(Fiches!B2" in contents[name])
    contents[sheet] = contents[sheet].replace(
        b"<sheetData>", b'<sheetData><row r="1"><c r="Z1" t="s"><v>0</v></c></row>', 1
    )
    runs = b'<r><rPr><b/></rPr><t>a</t></r><r><t xml:space="preserve"> b</t></r>'
    text = b"<si>" + runs + b'<rPh sb="0" eb="1"><t>c</t></rPh></si>'
    contents["xl/sharedStrings.xml"] = b'<sst xmlns="%s">%s</sst>' % (MAIN[1:-1].encode(), text)
    links = contents["xl/_rels/workbook.xml.rels"]
    if b"/sharedStrings" not in links:
        link = LINK.format("rIdX", "sharedStrings", "sharedStrings.xml").encode()
        contents["xl/_rels/workbook.xml.rels"] = links.replace(b"</Relationships>", link + b"</Relationships>")
    written = next(
        content
        for content in parts(with_own_sheets(new, packed(contents), OURS)).values()
        if b"SUM(Fiches!B2" in content
    )
    assert text[4:-5] in written
    assert b't="s"' not in written


# Styles


def test_a_format_has_one_place_in_the_new_styles(new: bytes, old: bytes) -> None:
    before = parts(new)["xl/styles.xml"]
    count = len(etree.fromstring(parts(old)["xl/styles.xml"]).findall(f"{MAIN}cellXfs/{MAIN}xf"))
    assert count > 4
    first = StyleMap(before, parts(old)["xl/styles.xml"])
    places = [first.xf(index) for index in range(count)]
    assert places[0] == 0
    assert [first.xf(index) for index in range(count)] == places
    again = StyleMap(first.styles(), parts(old)["xl/styles.xml"])
    assert [again.xf(index) for index in range(count)] == places
    assert again.styles() == first.styles()
    assert first.xf(9999) == first.xf(-1) == 0


def test_styles_that_nobody_asked_for_are_left_behind(new: bytes, old: bytes) -> None:
    before = parts(new)["xl/styles.xml"]
    styles = StyleMap(before, parts(old)["xl/styles.xml"]).styles()
    assert etree.tostring(etree.fromstring(styles), method="c14n") == etree.tostring(
        etree.fromstring(before), method="c14n"
    )
    assert StyleMap(before, b"").xf(3) == 0


def test_colours_of_a_palette_of_their_own_are_written_out(new: bytes) -> None:
    old = (
        f'<styleSheet xmlns="{MAIN[1:-1]}"><fonts><font/><font><color indexed="1"/></font></fonts><cellXfs><xf/>'
        '<xf fontId="1"/></cellXfs><colors><indexedColors><rgbColor rgb="FF000000"/><rgbColor rgb="FF123456"/>'
        "</indexedColors></colors></styleSheet>"
    ).encode()
    styles = StyleMap(parts(new)["xl/styles.xml"], old)
    assert styles.xf(1)
    assert b'<color rgb="FF123456"/>' in styles.styles()


# Damaged


@pytest.mark.parametrize(
    ("part", "content", "reason"),
    [
        ("xl/workbook.xml", None, "no workbook"),
        ("xl/worksheets/sheet2.xml", None, "missing"),
        ("xl/worksheets/sheet2.xml", b"<worksheet", "sheet2"),
        ("xl/worksheets/sheet2.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ("xl/charts/chart1.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ("xl/tables/table1.xml", b"", "table1"),
        ("xl/styles.xml", b"<a>", "styles"),
        ("[Content_Types].xml", None, "no workbook"),
    ],
)
def test_a_damaged_workbook_is_refused_with_its_reason(
    new: bytes, old: bytes, part: str, content: bytes | None, reason: str
) -> None:
    contents = parts(old)
    if content is None:
        del contents[part]
    else:
        contents[part] = content
    with pytest.raises(OwnSheetsError, match=reason):
        with_own_sheets(new, packed(contents), ("Sources",))


def test_what_was_missing_already_does_not_lead_to_a_part_of_ours(new: bytes, old: bytes) -> None:
    contents = parts(old)
    del contents["xl/charts/chart1.xml"]
    merged = parts(with_own_sheets(new, packed(contents), OURS))
    [links] = [merged[name] for name in merged if name.startswith("xl/drawings/_rels/") and b"NULL" in merged[name]]
    assert b"chart1.xml" not in links


def test_a_workbook_cut_or_changed_anywhere_gives_a_package_or_a_reason(new: bytes, old: bytes) -> None:
    for place in range(0, len(old), 211):
        for data in (old[:place], old[:place] + bytes([old[place] ^ 0x55]) + old[place + 1 :]):
            try:
                check(with_own_sheets(new, data, OURS))
            except OwnSheetsError:
                continue


# LibreOffice itself

with_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")


def converted(data: bytes, folder: Path, suffix: str) -> Path:
    """The workbook as LibreOffice writes it."""
    source = folder / "a.xlsx"
    source.write_bytes(data)
    target = folder / suffix
    home = (folder / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", suffix, "--outdir"]
    subprocess.run([*command, str(target), str(source)], check=True, capture_output=True, timeout=120)  # noqa: S603
    return target / f"a.{suffix}"


@with_libreoffice
def test_libreoffice_prints_and_saves_the_new_workbook(new: bytes, old: bytes, tmp_path: Path) -> None:
    data = with_own_sheets(new, old, OURS)
    assert converted(data, tmp_path, "pdf").read_bytes().startswith(b"%PDF")
    saved = converted(data, tmp_path, "xlsx").read_bytes()
    once = with_own_sheets(new, saved, OURS)
    check(once)
    assert with_own_sheets(new, once, OURS) == once
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what LibreOffice writes has extensions that openpyxl does not know
        book = opened(once)
    sheet = book["Mes calculs"]
    assert book.sheetnames == ["Fiches", "Mes calculs", "Sources", "Cachée"]
    assert sheet["B1"].value == "=SUM(Fiches!B2:B4)"
    assert (sheet["A1"].font.name, sheet["A1"].font.color.rgb, sheet["A1"].fill.fgColor.rgb) == (
        "Georgia",
        "FF00B050",
        "FFFFFF00",
    )
    assert sheet["C2"].number_format == '0.0" km"'
    assert sheet["A1"].comment.text == "à vérifier"
    assert len(sheet._charts) == 1
    assert "Rangs" in sheet.tables
    assert sheet.column_dimensions["A"].width == pytest.approx(44, abs=1)


PIVOT = """
  Dim made, fields
  book.Sheets.insertNewByName("Croisé", 9)
  sheet = book.Sheets.getByName("Croisé")
  made = sheet.DataPilotTables.createDataPilotDescriptor()
  made.setSourceRange(book.Sheets.getByName("Fiches").getCellRangeByName("A1:B4").RangeAddress)
  fields = made.DataPilotFields
  fields.getByIndex(0).Orientation = com.sun.star.sheet.DataPilotFieldOrientation.ROW
  fields.getByIndex(1).Orientation = com.sun.star.sheet.DataPilotFieldOrientation.DATA
  fields.getByIndex(1).Function = com.sun.star.sheet.GeneralFunction.SUM
  sheet.DataPilotTables.insertNewByName("Croisement", sheet.getCellByPosition(0, 0).CellAddress, made)
"""


@with_libreoffice
def test_a_pivot_table_of_libreoffice_stays_one(new: bytes, old: bytes, tmp_path: Path) -> None:
    edit: Callable[..., None] = pytest.importorskip("uno_edit").edit
    edit(tmp_path / "old.xlsx", tmp_path / "saved.xlsx", [PIVOT])
    data = with_own_sheets(new, (tmp_path / "saved.xlsx").read_bytes(), OURS)
    check(data)
    (tmp_path / "merged.xlsx").write_bytes(data)
    edit(tmp_path / "merged.xlsx", tmp_path / "again.xlsx", [])
    again = parts((tmp_path / "again.xlsx").read_bytes())
    [table] = [content for name, content in again.items() if name.startswith("xl/pivotTables/pivotTable")]
    assert b"Croisement" in table
