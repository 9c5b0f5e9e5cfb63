"""What a run touches: nothing is asked of the network, and no file opened that a document names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packages import NAMESPACES, form_docx, p, packed, table
from test_converter import form_odt, with_libreoffice

import ficheparse

REMOTE = "http://127.0.0.1:9/"
"""An address of this machine where nothing listens: whoever asks there is seen to ask."""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
OUTSIDE = (
    ("rImage", "image", "picture.png"),
    ("rLinked", "oleObject", "sheet.xlsx"),
    ("rSub", "subDocument", "chapter.docx"),
    ("rChunk", "aFChunk", "chunk.html"),
    ("rTemplate", "attachedTemplate", "template.dotm"),
    ("rFrame", "frame", "frame.html"),
    ("rHeader", "header", "header.xml"),
    ("rStyles", "styles", "styles.xml"),
    ("rNumbers", "numbering", "numbering.xml"),
    ("rNotes", "footnotes", "notes.xml"),
)
BODY = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:link="rImage"/>'
    "</pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    '<w:p><w:r><w:pict><v:shape><v:imagedata r:href="rImage" src="{there}picture.png"/></v:shape></w:pict></w:r></w:p>'
    '<w:p><w:r><w:object><v:shape/></w:object></w:r></w:p><w:subDoc r:id="rSub"/><w:altChunk r:id="rChunk"/>'
    '<w:p><w:fldSimple w:instr=" INCLUDETEXT &quot;{there}text.docx&quot; "><w:r><w:t>inclus</w:t></w:r></w:fldSimple>'
    '<w:fldSimple w:instr=" INCLUDEPICTURE &quot;{there}p.png&quot; \\d "><w:r><w:t>image</w:t></w:r></w:fldSimple>'
    '<w:fldSimple w:instr=" DDEAUTO cmd &quot;/c calc&quot; "><w:r><w:t>dde</w:t></w:r></w:fldSimple></w:p>'
)


def naming(there: str) -> bytes:
    """A fiche that names all that a Word file can name outside itself."""
    links = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}{kind}" Target="{there}{name}" TargetMode="External"/>'
        for key, kind, name in OUTSIDE
    )
    rows = table(["Nom de la collectivité", "Ville de Redon"], ["Population", "9 000"])
    return packed(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
            "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="m" Type="{OFFICE}officeDocument" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {NAMESPACES}><w:body>{rows}{BODY.format(there=there)}{p('Un.')}"
            "</w:body></w:document>",
            "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships">{links}</Relationships>',
        }
    )


def with_entities(there: str) -> bytes:
    """A fiche whose XML asks for what is elsewhere, by all the ways that XML has."""
    return packed(
        {
            "[Content_Types].xml": f'<!DOCTYPE t SYSTEM "{there}types.dtd"><Types/>',
            "word/document.xml": f'<?xml-stylesheet href="{there}s.xsl"?>'
            f'<!DOCTYPE d [<!ENTITY % e SYSTEM "{there}e">%e;<!ENTITY x SYSTEM "{there}x">]><d xmlns:xi="http://www.w3.org/2001/XInclude">&x;'
            f'<xi:include href="{there}include.xml"/></d>',
        }
    )


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """Fiches of every format that is read, each naming addresses, and files that are there to be named."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "temporary").mkdir()
    secret = tmp_path / "elsewhere"
    secret.mkdir()
    names = [name for _, _, name in OUTSIDE] + ["text.docx", "p.png", "types.dtd", "e", "x", "include.xml", "s.xsl"]
    for name in names:
        (secret / name).write_text("<secret>de la machine</secret>")
    for number, there in enumerate((REMOTE, f"{secret.as_uri()}/", f"{secret}/", "\\\\127.0.0.1\\share\\")):
        (inbox / f"naming{number}.docx").write_bytes(naming(there))
        (inbox / f"entities{number}.docx").write_bytes(with_entities(there))
        (inbox / f"naming{number}.rtf").write_text(
            rf"{{\rtf1{{\*\template {there}t.dot}} Population : 12\par "
            rf'{{\field{{\*\fldinst INCLUDEPICTURE "{there}p.png" \\d}}{{\fldrslt }}}}'
            rf'{{\field{{\*\fldinst INCLUDETEXT "{there}text.docx"}}{{\fldrslt avant}}}}\par}}'
        )
        named = "".join(
            f'<text:p><draw:frame svg:width="2cm" svg:height="2cm"><draw:{kind} xlink:href="{there}picture.png"/>'
            "</draw:frame></text:p>"
            for kind in ("image", "floating-frame", "object", "plugin")
        )
        section = f'<text:section text:name="S"><text:section-source xlink:href="{there}text.docx"/></text:section>'
        (inbox / f"naming{number}.odt").write_bytes(form_odt("12 mai 2016", named + section))
    (inbox / "plain.docx").write_bytes(form_docx())
    return inbox


needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not os.environ.get("CI"), reason="strace (Debian: strace) tells what a run does"
)


@needs_strace
@with_libreoffice
def test_a_run_asks_nothing_of_the_network_and_opens_no_file_that_a_document_names(tmp_path: Path, inbox: Path) -> None:
    trace = tmp_path / "trace.txt"
    run = subprocess.run(  # noqa: S603
        [
            *("strace", "-f", "-qq", "-e", "trace=%file,%network", "-o", trace),
            *(sys.executable, "-m", "ficheparse", "run", inbox, "-o", tmp_path / "output"),
        ],
        cwd=tmp_path,
        env=os.environ | {"TMPDIR": str(tmp_path / "temporary"), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert "plain.docx" in (tmp_path / "output" / "records.jsonl").read_text("utf-8")
    calls = trace.read_text("utf-8", "replace").splitlines()
    assert len(calls) > 1_000
    assert [call for call in calls if re.search(r"\b(connect|sendto|sendmsg|bind)\(.*AF_INET", call)] == []
    assert [call for call in calls if "elsewhere" in call or ("share" in call and "127.0.0.1" in call)] == []
    opened = {match[1] for call in calls if (match := OPENED.search(call))}
    assert opened
    strange = sorted(name for name in opened if not name.startswith(allowed(tmp_path)) and not Path(name).is_dir())
    assert strange == []
    written = {match[1] for call in calls if (match := WRITTEN.search(call))}
    ours = (str(tmp_path / "output"), str(tmp_path / "temporary"), "/dev/null", PIPE, "/usr/lib/libreoffice/")
    assert sorted(name for name in written if name.startswith("/") and not name.startswith(ours)) == []


PIPE = "/tmp/OSL_PIPE_"  # noqa: S108 - by which LibreOffice finds one that runs already
OPENED = re.compile(r'\bopen(?:at)?\([^"]*"(/[^"]*)"[^)]*\)\s+= \d')
WRITTEN = re.compile(r'\bopen(?:at)?\([^"]*"([^"]*)"[^)]*O_(?:WRONLY|RDWR|CREAT)[^)]*\)\s+= \d')


def allowed(tmp_path: Path) -> tuple[str, ...]:
    """Inputs, outputs, temporary files, the package and what it runs on: Python, LibreOffice, the system's own."""
    own = Path(ficheparse.__file__).parent
    return (
        *(str(tmp_path / name) for name in ("inbox", "output", "temporary")),
        *(str(place) for place in (own, own.parents[1], sys.prefix, sys.base_prefix, sys.exec_prefix)),
        *("/usr/", "/lib", "/etc/", "/dev/", "/proc/", "/sys/", "/var/cache/fontconfig", "/var/lib/", "/opt/"),
        PIPE,
    )
