"""Samples in Word's old binary format, which LibreOffice writes of an open document or a page; it must be installed.

    python -m samples.make.with_word97

Their bytes differ from one run to the next (dates, identifiers): the documents in git are those of one run.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from samples.make.common import SAMPLES

SOURCES = Path(__file__).resolve().parent / "sources"
MADE = (
    ("nagano.fodt", "OpenDocument Text Flat XML", "長野市（様式第１号）.doc"),
    ("hiroshima.html", "HTML (StarWriter)", "Hiroshima City.doc"),
    ("orleans.fodt", "OpenDocument Text Flat XML", "Orléans - bonne pratique.doc"),
    ("kobe.html", "HTML (StarWriter)", "Kobe City.doc"),
    ("finistere.html", "HTML (StarWriter)", "Finistère (deux langues).docx"),  # misnamed: its bytes are Word 97's
)


def convert(source: Path, reading: str, target: Path) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation=file://{scratch}/profile", "--headless", f"--infilter={reading}"]
        command += ["--convert-to", "doc:MS Word 97", "--outdir", scratch, str(source)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - the arguments are the table above
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(Path(scratch) / f"{source.stem}.doc", target)


if __name__ == "__main__":
    for name, reading, made in MADE:
        convert(SOURCES / name, reading, SAMPLES / "word97" / made)
