"""Other formats: what LibreOffice makes of them, and what happens where it is missing, slow, or dies.

Most of this is tried on a stand-in, a script named `soffice` that answers as LibreOffice does; the last part needs
LibreOffice itself, and is skipped without it.
"""

from __future__ import annotations

import hashlib
import http.server
import io
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from packages import GOOD, form_docx
from processes import is_alive
from test_read_refused import compound_file, open_document

import ficheparse.read.libreoffice
from ficheparse import Fiche, parse
from ficheparse.pipeline import attempts, single
from ficheparse.read import UnreadableDocument, may_need_converter
from ficheparse.read.frozen import frozen
from ficheparse.read.libreoffice import Converter

STAND_IN = r"""#!{python}
import os, pathlib, shutil, signal, sys, time
with open({log!r}, "a") as log:
    print(os.getpid(), file=log)
out = pathlib.Path(sys.argv[sys.argv.index("--outdir") + 1])
out.mkdir(exist_ok=True)
for name in sys.argv[sys.argv.index("--outdir") + 2:]:
    said = pathlib.Path(name).read_bytes()
    target = out / (name.split(".")[0] + ".docx")
    if b"REFUSED" in said:
        print("Error: source file could not be loaded", flush=True)
        continue
    if b"DIES BEFORE" in said:
        os.kill(os.getpid(), signal.SIGKILL)
    print(f"convert {{pathlib.Path(name).absolute()}} -> {{target}} using filter : MS Word 2007 XML", flush=True)
    if b"DIES HALFWAY" in said:
        target.write_bytes(b"PK\x03\x04 half of it")
        os.kill(os.getpid(), signal.SIGKILL)
    if b"ENDS" in said:
        sys.exit()
    if b"HANGS" in said:
        time.sleep(600)
    if b"UNSTORED" not in said:
        shutil.copy({result!r}, target)
"""

Put = Callable[..., Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    def put(name: str, data: bytes = b"{\\rtf1 }") -> Path:
        (tmp_path / name).write_bytes(data)
        return tmp_path / name

    return put


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], int]]:
    """The only `soffice` there is; gives how often it was started. None of its processes is left afterwards."""
    place = tmp_path / "programs"
    place.mkdir()
    log, result = place / "log", place / "result.docx"
    log.touch()
    result.write_bytes(form_docx())
    program = place / "soffice"
    program.write_text(STAND_IN.format(python=sys.executable, log=str(log), result=str(result)))
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(place))
    monkeypatch.setattr(ficheparse.read.libreoffice, "_USUAL_PLACES", ())
    yield lambda: len(log.read_text().split())
    for number in log.read_text().split():
        assert not is_alive(int(number))


def told(fiche: Fiche) -> tuple[str | None, str, list[str | None]]:
    return fiche.name, fiche.status, [issue.text for issue in fiche.issues]


def records(*paths: Path, workers: int | None = None) -> list[Fiche]:
    return [attempt.line.fiche for attempt in attempts([single(path) for path in paths], workers=workers)]


READ: tuple[str | None, str, list[str | None]] = (GOOD["name"], "ready", [])


@pytest.mark.usefixtures("stand_in")
@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.rtf", b"{\\rtf1 }", "rtf"),
        ("RTF named.docx", b"\xef\xbb\xbf{\\rtf1 }", "rtf"),
        ("a.doc", compound_file("WordDocument"), "doc"),
        ("named.docx", compound_file("WordDocument"), "doc"),
        ("Word 2.doc", b"\xdb\xa5\x2d\x00", "doc"),
        (
            "Word 2003.doc",
            b'<?xml version="1.0"?><x xmlns="http://schemas.microsoft.com/office/word/2003/wordml"/>',
            "doc",
        ),
        ("a.odt", open_document("text"), "odt"),
        ("ODT named.doc", open_document("text"), "odt"),
    ],
)
def test_a_file_of_another_format_is_read_and_told_as_what_it_was(put: Put, name: str, data: bytes, kind: str) -> None:
    assert may_need_converter(data)
    fiche = parse(put(name, data))
    assert told(fiche) == READ
    assert fiche.source.model_dump() == {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "format": kind}


def test_a_word_package_with_another_name_needs_no_converter(put: Put, stand_in: Callable[[], int]) -> None:
    fiche = parse(put("a.doc", form_docx()))
    assert (told(fiche), fiche.source.format, stand_in()) == (READ, "docx", 0)


def test_without_libreoffice_the_record_says_how_to_get_it(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(ficheparse.read.libreoffice, "_USUAL_PLACES", ())
    fiche = parse(put("a.odt", open_document("text")))
    (problem,) = fiche.issues
    assert (problem.code, fiche.source.format) == ("unsupported-format", "odt")
    for way in ("apt install", "brew install", "winget install"):
        assert way in problem.message


def test_a_libreoffice_that_does_not_start_is_told(put: Put, stand_in: Callable[[], int], tmp_path: Path) -> None:
    program = tmp_path / "programs" / "soffice"
    program.write_text("#!/bin/sh\necho 'error while loading shared libraries' >&2\nexit 127\n")
    first, second = records(put("a.rtf"), put("b.rtf", b"{\\rtf1 b}"))
    for fiche in (first, second):
        assert [issue.code for issue in fiche.issues] == ["unsupported-format"]
        assert "does not start" in fiche.issues[0].message
    assert stand_in() == 0


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_costs_one_start_and_keeps_its_order(put: Put, stand_in: Callable[[], int], workers: int) -> None:
    paths = [
        put(f"{number:02}.docx", form_docx(name=f"Ville de {number}"))
        if number % 3
        else put(f"{number:02}.rtf", b"{\\rtf1 %d}" % number)
        for number in range(30)
    ]
    found = records(*paths, workers=workers)
    assert [fiche.source.file for fiche in found] == [path.name for path in paths]
    assert [fiche.source.format for fiche in found] == ["docx" if number % 3 else "rtf" for number in range(30)]
    assert {fiche.status for fiche in found} == {"ready"}
    assert stand_in() == 1


def test_the_same_bytes_twice_are_converted_once(put: Put, stand_in: Callable[[], int]) -> None:
    assert [told(fiche) for fiche in records(put("a.rtf"), put("b.rtf"))] == [READ, READ]
    assert stand_in() == 1


def test_more_files_than_a_command_line_holds_are_handed_over_in_turn(
    put: Put, stand_in: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ficheparse.readers, "_STAGED", 2)
    found = records(*(put(f"{number}.rtf", b"{\\rtf1 %d}" % number) for number in range(5)))
    assert [told(fiche) for fiche in found] == [READ] * 5
    assert stand_in() == 3


@pytest.mark.parametrize(
    ("trouble", "reason", "starts"),
    [
        (b"REFUSED", "cannot read", 1),
        (b"UNSTORED", "cannot read", 1),
        (b"DIES BEFORE", "failed on the file", 2),
        (b"DIES HALFWAY", "failed on the file", 2),
        (b"HANGS", "within 10 seconds", 2),
    ],
)
@pytest.mark.parametrize("position", [0, 2, 4])
def test_one_file_that_goes_wrong_costs_only_itself(
    put: Put,
    stand_in: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    trouble: bytes,
    reason: str,
    starts: int,
    position: int,
) -> None:
    monkeypatch.setattr(ficheparse.read.libreoffice, "MOST_SECONDS", 1.0)
    texts = [b"{\\rtf1 %d}" % number for number in range(5)]
    texts[position] = b"{\\rtf1 " + trouble + b"}"
    found = records(*(put(f"{number}.rtf", text) for number, text in enumerate(texts)))
    lost = found.pop(position)
    assert [told(fiche) for fiche in found] == [READ] * 4
    (problem,) = lost.issues
    assert (problem.code, lost.source.format) == ("unreadable", "rtf")
    assert reason in problem.message
    assert stand_in() == (starts if position < 4 or trouble in (b"REFUSED", b"UNSTORED") else 1)


def test_several_that_go_wrong_cost_only_themselves(put: Put, stand_in: Callable[[], int]) -> None:
    words = ["DIES BEFORE", "good", "REFUSED", "DIES HALFWAY", "DIES BEFORE 2", "UNSTORED", "good 2", "REFUSED 2"]
    found = records(*(put(f"{n}.rtf", b"{\\rtf1 %s}" % word.encode()) for n, word in enumerate(words)))
    assert [fiche.status for fiche in found] == ["ready" if word.startswith("good") else "blocked" for word in words]
    assert stand_in() == 4


@pytest.mark.parametrize(("place", "starts"), [(0, 2), (2, 2), (4, 1)])
def test_a_process_that_ends_too_soon_loses_nothing(
    put: Put, stand_in: Callable[[], int], place: int, starts: int
) -> None:
    texts = [b"{\\rtf1 %d}" % number for number in range(5)]
    texts[place] = b"{\\rtf1 ENDS}"
    found = records(*(put(f"{number}.rtf", text) for number, text in enumerate(texts)))
    lost = found.pop(place)
    assert [told(fiche) for fiche in found] == [READ] * 4
    assert "cannot read" in lost.issues[0].message
    assert stand_in() == starts


def test_a_process_that_ends_at_once_is_not_started_for_ever(
    put: Put, stand_in: Callable[[], int], tmp_path: Path
) -> None:
    program = tmp_path / "programs" / "soffice"
    ending = "    said = b'' if name != '0.rtf' and sys.exit() else "
    program.write_text(program.read_text().replace("    said = ", ending, 1))
    found = records(*(put(f"{number}.rtf", b"{\\rtf1 %d}" % number) for number in range(3)))
    assert [fiche.status for fiche in found] == ["blocked"] * 3
    assert stand_in() == 3


def test_a_process_is_handed_no_more_files_than_it_masters(
    put: Put, stand_in: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ficheparse.read.libreoffice, "MOST_FILES", 2)
    found = records(*(put(f"{number}.rtf", b"{\\rtf1 %d}" % number) for number in range(5)))
    assert [told(fiche) for fiche in found] == [READ] * 5
    assert stand_in() == 3


def test_what_a_converter_used_is_cleared_away(
    stand_in: Callable[[], int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    with Converter() as converter:
        converter.stage(b"{\\rtf1 HANGS}", "rtf")
        converter.start()
        assert list(scratch.iterdir())
    assert not list(scratch.iterdir())
    assert stand_in() <= 1


@pytest.mark.usefixtures("stand_in")
def test_a_batch_that_is_given_up_leaves_no_process(put: Put) -> None:
    coming = attempts([single(put("a.rtf")), single(put("b.rtf", b"{\\rtf1 HANGS}"))])
    assert told(next(coming).line.fiche) == READ
    del coming  # the fixture looks for what is left


# Fields that would be worked out anew


def test_rich_text_shows_the_results_that_it_holds() -> None:
    before = rb"{\field{\*\fldinst {\rtlch \fs22 DATE \\@ dd/MM}}{\fldrslt 12/03}}{\field{\*\fldinst PAGE}{\fldrslt 1}}"
    after = frozen(before, "rtf")
    assert b"DATE" not in after
    assert b"{\\fldrslt 12/03}" in after
    assert b"\\fldinst PAGE" in after


def test_an_open_document_that_is_too_large_is_refused_before_it_is_converted(stand_in: Callable[[], int]) -> None:
    data = open_document("text")
    deep = "<c>" * 2_500 + "</c>" * 2_500
    with pytest.raises(UnreadableDocument) as caught:
        frozen(_with_content(data, deep), "odt")
    assert caught.value.code == "too-large"
    assert stand_in() == 0


def _with_content(data: bytes, content: str) -> bytes:
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            kept = entry.filename != "content.xml"
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry) if kept else content)
    return copy.getvalue()


# LibreOffice itself

with_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not there")

CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2">
<office:body><office:text>{}</office:text></office:body></office:document-content>"""
COLUMNS = '<table:table-column table:number-columns-repeated="2"/>'
ROW = "<table:table-row>" + "<table:table-cell><text:p>{}</text:p></table:table-cell>" * 2 + "</table:table-row>"


def odt(body: str) -> bytes:
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w") as package:
        package.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", CONTENT.format(body))
        package.writestr("META-INF/manifest.xml", manifest)
    return copy.getvalue()


def form_odt(updated: str, more: str = "") -> bytes:
    rows = ROW.format("Nom de la collectivité", "Ville de Vannes") + ROW.format("Population", "53 352 hab. (2015)")
    return odt(
        f"<table:table>{COLUMNS}{rows}</table:table>"
        "<text:p>Points essentiels de la politique novatrice déployée :</text:p>"
        f"<text:p>Un port de plaisance sans rejets.</text:p>{more}<text:p>(Mis à jour le {updated})</text:p>"
    )


DATE_FIELD = '<text:date text:date-value="2016-05-12" text:fixed="false">12/05/2016</text:date>'


@with_libreoffice
@pytest.mark.parametrize("suffix", ["odt", "doc", "rtf"])
def test_libreoffice_reads_each_format_and_dates_stay_as_written(put: Put, suffix: str) -> None:
    made = put("made.odt", form_odt("12 mai 2016"))
    if suffix == "odt":
        made = put("a.odt", form_odt(DATE_FIELD))
    else:
        home = made.parent / "home"
        command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", suffix]
        subprocess.run([*command, "--outdir", str(made.parent), str(made)], check=True, capture_output=True)  # noqa: S603
        made = made.with_suffix(f".{suffix}")
    fiche = parse(made)
    assert fiche.source.format == suffix
    assert (fiche.name, fiche.updated) == ("Ville de Vannes", "2016-05-12")
    assert fiche.population is not None
    assert (fiche.population.value, fiche.population.year) == (53352, 2015)
    assert [point.text for point in fiche.points] == ["Un port de plaisance sans rejets."]


@with_libreoffice
def test_a_date_field_of_word_97_stays_as_written(put: Put) -> None:
    """LibreOffice writes the day's date into the file, and would again; another one stands in its place here."""
    made = put("made.rtf", rb"{\rtf1 Nom de la collectivit\'e9 : Vannes\par Mis \'e0 jour le " + DATE_RTF + rb"\par}")
    home = made.parent / "home"
    command = ["soffice", f"-env:UserInstallation={home.as_uri()}", "--headless", "--convert-to", "doc", "--outdir"]
    subprocess.run([*command, str(made.parent), str(made)], check=True, capture_output=True)  # noqa: S603
    data = made.with_suffix(".doc").read_bytes()
    written = data.index("\x14".encode("utf-16-le"), data.index("DATE".encode("utf-16-le"))) + 2
    old = "12/05/2016".encode("utf-16-le")
    fiche = parse(put("old.doc", data[:written] + old + data[written + len(old) :]))
    assert fiche.updated == "2016-05-12"


DATE_RTF = rb'{\field{\*\fldinst DATE \\@ "dd/MM/yyyy"}{\fldrslt 12/05/2016}}'


@with_libreoffice
def test_nothing_that_a_document_names_is_fetched_or_opened(put: Put, tmp_path: Path) -> None:
    asked: list[str] = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    secret = tmp_path / "secret.txt"
    secret.write_text("secret de la machine")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listening)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    named = "".join(
        '<text:p><draw:frame svg:width="2cm" svg:height="2cm">'
        f'<draw:{kind} xlink:href="{address}/{kind}"/></draw:frame></text:p>'
        for kind in ("image", "floating-frame", "object")
    )
    named += (
        f'<text:section text:name="S"><text:section-source xlink:href="{secret.as_uri()}"/>'
        "<text:p>Ce que la section montrait.</text:p></text:section>"
    )
    rich = (
        rb"{\rtf1 Nom de la collectivit\'e9 : Vannes\par {\field{\*\fldinst INCLUDEPICTURE "
        + f'"{address}/b.png"'.encode()
        + rb" \\d}{\fldrslt }}{\field{\*\fldinst INCLUDETEXT "
        + f'"{secret}"'.encode()
        + rb"}{\fldrslt avant}}\par}"
    )
    try:
        found = records(put("a.odt", form_odt("12 mai 2016", named)), put("b.rtf", rich))
    finally:
        server.shutdown()
        server.server_close()
    assert asked == []
    assert "picture-refused" in [issue.code for issue in found[0].issues]
    assert "Ce que la section montrait." in [point.text for point in found[0].points]
    assert "secret de la machine" not in "".join(fiche.model_dump_json() for fiche in found)


@with_libreoffice
def test_libreoffice_is_started_once_for_fifty_files(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    original = subprocess.Popen

    def counted(*args: object, **options: object) -> object:
        started.append(args)
        return original(*args, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "Popen", counted)
    paths = [
        put(f"{number}.rtf", b"{\\rtf1 Nom de la collectivit\\'e9 : Ville %d\\par}" % number) for number in range(50)
    ]
    assert [fiche.name for fiche in records(*paths)] == [f"Ville {number}" for number in range(50)]
    assert len(started) == 1


# What a killed run leaves


@pytest.mark.skipif(sys.platform != "linux", reason="how processes are told is another there")
def test_the_next_run_ends_and_clears_away_what_a_killed_one_left(
    put: Put, stand_in: Callable[[], int], tmp_path: Path
) -> None:
    scratch = tmp_path / "scratch"
    (scratch / "ficheparse-of-somebody-else").mkdir(parents=True)
    hanging = put("a.rtf", b"{\\rtf1 HANGS}")
    environment = os.environ | {"TMPDIR": str(scratch)}
    command = [sys.executable, "-m", "ficheparse", "extract"]
    killed = subprocess.Popen([*command, str(hanging)], env=environment, stdout=subprocess.DEVNULL)  # noqa: S603
    while stand_in() == 0:
        time.sleep(0.02)
    at_work = subprocess.run([*command, str(put("b.docx", form_docx()))], env=environment, capture_output=True)  # noqa: PLW1510, S603
    assert at_work.returncode == 0
    assert len(list(scratch.iterdir())) == 2  # that of a run at work is left alone
    killed.kill()
    killed.wait()
    assert len(list(scratch.iterdir())) == 2
    after = subprocess.run([*command, str(tmp_path / "b.docx")], env=environment, capture_output=True)  # noqa: PLW1510, S603
    assert after.returncode == 0
    assert [path.name for path in scratch.iterdir()] == ["ficheparse-of-somebody-else"]
