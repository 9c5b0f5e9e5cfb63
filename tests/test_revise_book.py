"""A saved workbook is read as it was saved: by us, by Excel, by LibreOffice; what is none is refused with a reason."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table

from ficheparse.carried import RECORDS_PROPERTY
from ficheparse.revise.book import Book, BookError, Cell, Sheet, Value, read_book

Put = Callable[[bytes], Path]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
LINK = f'<Relationship Id="{{}}" Type="{RELATION}/{{}}" Target="{{}}"/>'
LINKS = f'<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="0.0&quot; jours&quot;"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="165"/><xf numFmtId="31"/>'
    '<xf numFmtId="166"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def parts(rows: str = "", strings: str = "", before: str = "", after: str = "", about: str = "") -> dict[str, str]:
    """The parts of a workbook of one sheet, as Excel names them."""
    sheet = f'<worksheet xmlns="{MAIN}" xmlns:r="{RELATION}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": LINKS.format(LINK.format("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}">{about}<sheets>'
        '<sheet name="Fiches" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": LINKS.format(
            LINK.format("rId1", "worksheet", "worksheets/sheet1.xml")
            + LINK.format("rId2", "styles", "styles.xml")
            + LINK.format("rId3", "sharedStrings", "sharedStrings.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{strings}</sst>',
    }


def packed(contents: Mapping[str, str | bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return whole.getvalue()


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write the bytes of a workbook, and give its path."""

    def write(data: bytes) -> Path:
        path = tmp_path / "fiches.xlsx"
        path.write_bytes(data)
        return path

    return write


@pytest.fixture
def first(put: Put) -> Callable[..., Sheet]:
    """The sheet of a workbook with this markup."""
    return lambda *args, **more: read_book(put(packed(parts(*args, **more)))).sheets[0]


def values(sheet: Sheet) -> list[Value]:
    return [cell.value for row in sheet.rows for cell in row.cells.values()]


# Values


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("<c><v>12</v></c>", 12),
        ("<c><v>12.0</v></c>", 12),
        ("<c><v>1.2E3</v></c>", 1200),
        ("<c><v>47.6582</v></c>", 47.6582),
        ('<c t="n"/>', None),
        ("<c><v></v></c>", None),
        ("<c><v>NaN</v></c>", "NaN"),
        ('<c t="b"><v>1</v></c>', True),
        ('<c t="b"><v>0</v></c>', False),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="str"><v>a_x000D_\nb</v></c>', "a\nb"),
        ('<c t="inlineStr"><is><t> Vannes </t></is></c>', " Vannes "),
        ('<c t="inlineStr"><is><t/></is></c>', None),
        ('<c t="inlineStr"><is><r><t>Van</t></r><r><rPr><b/></rPr><t>nes</t></r></is></c>', "Vannes"),
        ('<c t="inlineStr"><is><t>松江</t><rPh sb="0" eb="2"><t>マツエ</t></rPh></is></c>', "松江"),
        ('<c t="inlineStr"><is><t>_x005F_x0041_ _x0041_ _xD800_</t></is></c>', "_x0041_ A _xD800_"),
        ('<c t="inlineStr"><is><t>a&#13;&#10;b&#13;c</t></is></c>', "a\nb\nc"),
        ('<c t="d"><v>2016-05-12</v></c>', date(2016, 5, 12)),
        ('<c t="d"><v>2016-05-12T08:30:00</v></c>', datetime(2016, 5, 12, 8, 30)),
        ('<c t="d"><v>mai 2016</v></c>', "mai 2016"),
        ('<c t="s"><v>0</v></c>', "deux\nlignes"),
        ('<c t="s"><v>9</v></c>', "refused"),
        ('<c s="1"><v>42502</v></c>', date(2016, 5, 12)),
        ('<c s="2"><v>42502.0</v></c>', date(2016, 5, 12)),
        ('<c s="4"><v>42502</v></c>', date(2016, 5, 12)),
        ('<c s="6"><v>42502.5</v></c>', datetime(2016, 5, 12, 12)),
        ('<c s="3"><v>1.5</v></c>', 1.5),
        ('<c s="5"><v>3</v></c>', 3),
        ('<c s="1"><v>59</v></c>', date(1900, 2, 28)),
        ('<c s="1"><v>60</v></c>', 60),
        ('<c s="1"><v>61</v></c>', date(1900, 3, 1)),
        ('<c s="1"><v>0.5</v></c>', 0.5),
        ('<c s="1"><v>-3</v></c>', -3),
        ('<c s="1"><v>1E300</v></c>', int(1e300)),
        ('<c s="99"><v>3</v></c>', 3),
    ],
)
def test_a_cell_gives_the_value_that_it_shows(first: Callable[..., Sheet], cell: str, value: Value) -> None:
    strings = '<si><t xml:space="preserve">deux\nlignes</t></si>'
    if value == "refused":
        with pytest.raises(BookError, match="damaged"):
            first(f'<row r="1">{cell}</row>', strings)
        return
    [found] = values(first(f'<row r="1">{cell}</row>', strings))
    assert found == value
    assert type(found) is type(value)


def test_days_of_a_workbook_that_counts_from_1904(first: Callable[..., Sheet]) -> None:
    sheet = first('<row r="1"><c s="1"><v>41040</v></c></row>', about='<workbookPr date1904="1"/>')
    assert values(sheet) == [date(2016, 5, 12)]


def test_formulas_give_what_they_last_gave_and_their_text(first: Callable[..., Sheet]) -> None:
    sheet = first(
        '<row r="2"><c r="C2"><f>A2*2</f><v>4</v></c><c r="D2"><f t="shared" ref="D2:D4" si="0">$A2+B$1</f><v>1</v></c>'
        '</row><row r="3"><c r="D3"><f t="shared" si="0"/><v>2</v></c><c r="E3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
        '<c r="F3"><f t="shared" si="9"/><v>5</v></c></row>'
    )
    assert sheet.rows[0].cells == {3: Cell(4, 0, "A2*2"), 4: Cell(1, 0, "$A2+B$1")}
    assert sheet.rows[1].cells == {4: Cell(2, 0, "$A3+B$1"), 5: Cell("ab", 0, '"a"&"b"'), 6: Cell(5, 0, None)}


# Sheets


def test_rows_and_cells_that_do_not_tell_their_place_follow_the_one_before(first: Callable[..., Sheet]) -> None:
    sheet = first('<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c r="AA4"/></row>')
    assert [(row.number, list(row.cells)) for row in sheet.rows] == [(3, [2, 3]), (4, [1, 27])]


def test_rows_and_columns_tell_how_they_look(first: Callable[..., Sheet]) -> None:
    sheet = first(
        '<row r="1" ht="30" customHeight="1"><c r="D1" s="1"/></row><row r="2" ht="17.5" hidden="true"><c/></row>'
        '<row r="7" ht="15" customHeight="0"/><row r="8" hidden="1"/>',
        before='<cols><col min="1" max="2" width="20.5" style="4"/><col min="3" max="3" width="9" hidden="1"/>'
        '<col min="4" max="16384" width="12"/></cols>',
    )
    assert [(row.number, row.hidden, row.height) for row in sheet.rows] == [
        (1, False, 30.0),
        (2, True, None),
        (8, True, None),
    ]
    looks = {number: (column.width, column.hidden, column.style) for number, column in sheet.columns.items()}
    assert looks == {1: (20.5, False, 4), 2: (20.5, False, 4), 3: (9.0, True, 0), 4: (12.0, False, 0)}


def test_columns_hidden_to_the_end_stay_so(first: Callable[..., Sheet]) -> None:
    sheet = first("", before='<cols><col min="5" max="16384" hidden="1"/></cols>')
    assert len(sheet.columns) == 16_380


FILTER = '<autoFilter ref="A1:B3"><filterColumn colId="0"><filters><filter val="x"/></filters></filterColumn>'
ORDER = '<sortState ref="A2:B3"><sortCondition ref="B2:B3"/></sortState>'


@pytest.mark.parametrize("after", [f"{FILTER}</autoFilter>{ORDER}", f"{FILTER}{ORDER}</autoFilter>"])
def test_the_filter_of_a_sheet_has_the_order_of_its_rows(first: Callable[..., Sheet], after: str) -> None:
    found = first("", after=after).auto_filter
    assert found is not None
    read: Any = AutoFilter.from_tree(pytest.importorskip("lxml.etree").fromstring(found))
    assert read.filterColumn[0].filters.filter == ["x"]
    assert read.sortState.sortCondition[0].ref == "B2:B3"


def test_the_filter_of_a_table_is_that_of_the_first_one(put: Put) -> None:
    contents = parts(after='<tableParts><tablePart r:id="rId1"/><tablePart r:id="rId2"/></tableParts>')
    contents["xl/worksheets/_rels/sheet1.xml.rels"] = LINKS.format(
        LINK.format("rId1", "table", "../tables/table1.xml") + LINK.format("rId2", "table", "/xl/tables/table2.xml")
    )
    contents["xl/tables/table1.xml"] = f'<table xmlns="{MAIN}" ref="H1:I9"><autoFilter ref="H1:I9"/></table>'
    contents["xl/tables/table2.xml"] = (
        f'<table xmlns="{MAIN}" ref="A1:B3">{FILTER}<extLst/></autoFilter>{ORDER}<tableColumns/></table>'
    )
    found = read_book(put(packed(contents))).sheets[0].auto_filter
    assert found is not None
    assert found.index(b"A1:B3") < found.index(b"sortState") < found.index(b"extLst")


def test_only_wanted_sheets_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made(path)
    book = read_book(path, lambda name: name != "Fiches")
    assert [(sheet.name, sheet.hidden, len(sheet.rows)) for sheet in book.sheets] == [
        ("Fiches", False, 0),
        ("À moi", True, 1),
        ("Graphique", False, 0),
    ]


def made(path: Path) -> None:
    """A workbook by openpyxl."""
    workbook = Workbook()
    workbook.properties.language = "fr"
    workbook.custom_doc_props.append(StringProperty(name=RECORDS_PROPERTY, value="ab12"))  # type: ignore[attr-defined]
    sheet: Any = workbook.active
    sheet.title = "Fiches"
    sheet.append(["Nom", "Population", "Date", "Texte"])
    for number in range(1, 21):
        sheet.append([f"N{number:02}", number * 3, date(2020, 1, number), "a\nb _x005F_x0041_"])
    sheet.add_table(Table(displayName="Fiches", ref="A1:D21"))
    own = workbook.create_sheet("À moi")
    own.append(["x", 1.5, True, None, "=1+1"])
    own.sheet_state = "hidden"
    workbook.create_chartsheet("Graphique")
    workbook.save(path)


def test_a_workbook_by_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made(path)
    book = read_book(path)
    assert (book.language, book.records, book.data) == ("fr", "ab12", path.read_bytes())
    assert values(book.sheets[0])[4:8] == ["N01", 3, date(2020, 1, 1), "a\nb _x0041_"]
    assert book.sheets[0].auto_filter is not None
    assert book.sheets[1].rows[0].cells[5] == Cell(None, 0, "1+1")


def test_a_strict_workbook_is_read_as_any(put: Put) -> None:
    contents = parts('<row r="1"><c s="1"><v>42502</v></c></row>')
    for name, content in contents.items():
        strict = re.sub(
            "http://schemas.openxmlformats.org/(spreadsheetml|officeDocument)/2006/",
            r"http://purl.oclc.org/ooxml/\1/",
            content,
        )
        contents[name] = strict
    assert values(read_book(put(packed(contents))).sheets[0]) == [date(2016, 5, 12)]


# Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'


def spoiled(part: str, content: str | bytes | None) -> bytes:
    contents: dict[str, str | bytes] = {**parts('<row r="1"><c t="s"><v>0</v></c></row>', "<si><t>a</t></si>")}
    if content is None:
        del contents[part]
    else:
        contents[part] = content
    return packed(contents)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no workbook"),
        (b"PK\x03\x04", "no workbook"),
        (OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + b"\0" * 600, "Excel 97"),
        (packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "no workbook"),
        (spoiled("xl/workbook.xml", None), "missing"),
        (spoiled("xl/workbook.xml", "<html/>"), "no workbook"),
        (spoiled("xl/workbook.xml", f'<workbook xmlns="{MAIN}"/>'), "no sheet"),
        (spoiled("xl/_rels/workbook.xml.rels", None), "damaged"),
        (spoiled(SHEET, None), "missing"),
        (spoiled(SHEET, "<worksheet"), SHEET),
        (spoiled(SHEET, BOMB + "<worksheet>&b;</worksheet>"), "document type"),
        (spoiled(SHEET, (BOMB + "<worksheet>&b;</worksheet>").encode("utf-16")), "document type"),
        (spoiled("xl/sharedStrings.xml", BOMB + "<sst/>"), "document type"),
        (spoiled(SHEET, b"\xff\xfe\x00"), SHEET),
        (spoiled(SHEET, "<a>" * 300 + "</a>" * 300), SHEET),
        (spoiled(SHEET, parts('<row r="x"/>')[SHEET]), "damaged"),
        (spoiled(SHEET, parts('<row r="0"><c/></row>')[SHEET]), "damaged"),
        (spoiled(SHEET, parts('<row r="1"><c r="XFE1"/></row>')[SHEET]), "damaged"),
        (spoiled(SHEET, parts('<row r="1"><c r="é1"/></row>')[SHEET]), "damaged"),
        (spoiled(SHEET, parts('<row r="1"><c s="x"/></row>')[SHEET]), "damaged"),
        (spoiled(SHEET, parts(before='<cols><col min="1" max="99999999"/></cols>')[SHEET]), "damaged"),
        (spoiled("xl/styles.xml", STYLES.replace('numFmtId="164"', 'numFmtId="z"')), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_with_its_reason(put: Put, data: bytes, reason: str) -> None:
    with pytest.raises(BookError, match=reason) as refused:
        read_book(put(data))
    assert reason in refused.value.reason


def test_a_workbook_cut_or_changed_anywhere_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made(path)
    whole = path.read_bytes()
    read = 0
    for place in range(0, len(whole), 97):
        for data in (whole[:place], whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]):
            path.write_bytes(data)
            try:
                read += isinstance(read_book(path), Book)
            except BookError:
                continue
    assert read


# LibreOffice itself


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")
def test_a_workbook_that_libreoffice_changed(tmp_path: Path) -> None:
    uno_edit = pytest.importorskip("uno_edit")
    path, out = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    made(path)
    uno_edit.edit(
        path,
        out,
        [
            uno_edit.put("Fiches", "A2", 'Saint-"Brieuc"\n東'),
            uno_edit.put("Fiches", "B2", 3.5),
            uno_edit.put("Fiches", "B3", True),
            uno_edit.put("Fiches", "C2", date(2024, 2, 29)),
            uno_edit.put("Fiches", "C3", None),
            uno_edit.put("Fiches", "A3", "0123"),
            uno_edit.sort("Fiches", "A1:D21", 2, ascending=False),
            uno_edit.insert_column("Fiches", "B", "À moi", "x"),
            uno_edit.move_column("Fiches", "E", "B"),
            uno_edit.add_sheet("Ajoutée", [["a", 1]]),
            uno_edit.formula("Ajoutée", "C1", "=SUM($Fiches.D2:D3)"),
            uno_edit.hide_column("Fiches", "C"),
            uno_edit.set_width("Fiches", "A", 70),
            uno_edit.keep_only("Fiches", 0, "N10"),
        ],
    )
    book = read_book(out)
    assert (book.language, book.records) == ("fr", "ab12")
    assert [sheet.name for sheet in book.sheets if sheet.name != "Graphique"] == ["Fiches", "À moi", "Ajoutée"]
    sheet = book.sheets[0]
    assert len(sheet.rows) == 21
    rows = {row.cells[1].value: row for row in sheet.rows}
    shown = {1: "Nom", 2: "Texte", 3: "À moi", 4: "Population", 5: "Date"}
    assert {column: cell.value for column, cell in rows["Nom"].cells.items()} == shown
    edited = rows['Saint-"Brieuc"\n東']
    assert edited.number == 2
    assert (edited.cells[3].value, edited.cells[4].value, edited.cells[5].value) == ("x", 3.5, date(2024, 2, 29))
    assert edited.cells[2].value == "a\nb _x0041_"
    assert rows["0123"].cells[4].value is True
    assert 5 not in rows["0123"].cells or rows["0123"].cells[5].value is None
    assert [row.cells[1].value for row in sheet.rows if not row.hidden] == ["Nom", "N10"]
    assert sheet.auto_filter is not None
    assert b"N10" in sheet.auto_filter
    assert sheet.columns[3].hidden
    assert sheet.columns[1].width == pytest.approx(28, abs=2)
    last = book.sheets[-1].rows[0].cells[3]
    assert (last.value, last.formula) == (3.5 + 60, "SUM(Fiches!D2:D3)")
