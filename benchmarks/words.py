"""How many of a document's visible words are in its record, against a plain walk of the XML that knows nothing of ours.

    python benchmarks/words.py FOLDER...

For each document below the folders that gives a record, the walk collects the words of the body and of its notes with
the standard library alone, those of other formats from LibreOffice's flat OpenDocument; each must be in the record, as
often as the document shows it. A document that falls short of 99.9 % is printed with the words it lacks, and the exit
status is 1. It is meant for documents that are no fiches: the form's own wording is in no record.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from ficheparse import parse
from ficheparse.fiche import Fiche

LEAST = 0.999
SUFFIXES = {".docx", ".docm", ".dotx", ".dotm", ".doc", ".odt", ".rtf"}
PREFIXES = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
TEXT = {"w:t", "m:t"}
BREAKS = {"w:p", "w:tab", "w:br", "w:cr", "w:tc", "w:ptab", "m:oMath"}
NOT_SHOWN = {"w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:rPrChange", "w:pPrChange", "w:instrText", "w:delText"}
NOT_TEXT = {"tracked-changes", "annotation", "page-number", "page-count", "binary-data", "object", "title", "desc"}
"""Of OpenDocument."""
PAGE_FIELD = re.compile(r"\s*(PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b")
DROPPED = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))


class Count(NamedTuple):
    """What became of the words of one document."""

    document: str
    shown: int
    lacking: Counter[str]

    @property
    def kept(self) -> float:
        return 1 - self.lacking.total() / self.shown if self.shown else 1.0


def tag(element: ElementTree.Element) -> str:
    """Its name with the usual prefix, whichever edition of the standard it is of."""
    namespace, _, name = element.tag.removeprefix("{").rpartition("}")
    return f"{PREFIXES.get(namespace, '')}:{name}"


def attribute(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.endswith(f"}}{name}") or key == name), "")


def child(element: ElementTree.Element, *names: str) -> ElementTree.Element | None:
    found: ElementTree.Element | None = element
    for name in names:
        found = next((one for one in found if tag(one) == name), None) if found is not None else None
    return found


def is_on(element: ElementTree.Element | None) -> bool:
    return element is not None and attribute(element, "val") not in ("0", "false", "off")


class Walk:
    """The text of one part, in order; what its own markup says is not shown is left out."""

    def __init__(self, hidden_styles: set[str]) -> None:
        self._hidden_styles = hidden_styles
        self._fields: list[str] = []
        self._codes: list[bool] = []

    def text(self, element: ElementTree.Element) -> Iterator[str]:
        name = tag(element)
        if name in NOT_SHOWN or self._is_hidden(element, name):
            return
        if name == "w:fldChar":
            self._field(attribute(element, "fldCharType"))
        if name in TEXT and not self._is_in_code():
            yield element.text or ""
        elif name == "w:noBreakHyphen":
            yield "-"
        elif name == "w:sym":
            yield chr(int(attribute(element, "char") or "20", 16))
        if name in BREAKS:
            yield "\n"
        for one in element:
            if tag(one) == "w:instrText" and self._fields:
                self._fields[-1] += one.text or ""
            yield from self.text(one)
        if name in BREAKS:
            yield "\n"

    def _is_hidden(self, element: ElementTree.Element, name: str) -> bool:
        match name:
            case "w:r":
                properties = child(element, "w:rPr")
                style = child(element, "w:rPr", "w:rStyle")
                if properties is None:
                    return False
                named = style is not None and attribute(style, "val") in self._hidden_styles
                vanish = child(properties, "w:vanish")
                return is_on(vanish) if vanish is not None else named
            case "w:p":
                style = child(element, "w:pPr", "w:pStyle")
                return style is not None and attribute(style, "val") in self._hidden_styles
            case "w:tr":
                return child(element, "w:trPr", "w:del") is not None or is_on(child(element, "w:trPr", "w:hidden"))
            case "w:tc":
                return child(element, "w:tcPr", "w:cellDel") is not None
            case "w:sdt":
                return is_on(child(element, "w:sdtPr", "w:showingPlcHdr"))
            case "w:fldSimple":
                return PAGE_FIELD.match(attribute(element, "instr")) is not None
        return False

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append("")
            self._codes.append(True)
        elif kind == "separate" and self._fields:
            self._codes[-1] = PAGE_FIELD.match(self._fields[-1]) is not None
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._codes.pop()

    def _is_in_code(self) -> bool:
        return any(self._codes)


def related(package: zipfile.ZipFile, source: str) -> dict[str, str]:
    """The parts that a part refers to, by the last word of the relationship's type."""
    folder, _, name = source.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels".lstrip("/")
    if rels not in package.namelist():
        return {}
    found: dict[str, str] = {}
    for one in ElementTree.fromstring(package.read(rels)):  # noqa: S314 - a measure over files of known origin
        target = one.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        if one.get("TargetMode") != "External":
            found.setdefault(one.get("Type", "").rpartition("/")[2], path)
    return found


def visible(path: Path) -> str:
    """The words that the body and its notes show."""
    with zipfile.ZipFile(path) as package:
        main = related(package, "")["officeDocument"]
        others = related(package, main)
        hidden: set[str] = set()
        if (styles := others.get("styles")) in package.namelist() and styles:
            for one in ElementTree.fromstring(package.read(styles)):  # noqa: S314
                if tag(one) == "w:style" and is_on(child(one, "w:rPr", "w:vanish")):
                    hidden.add(attribute(one, "styleId"))
        parts = [main, *(others[kind] for kind in ("footnotes", "endnotes") if kind in others)]
        texts: list[str] = []
        for part in parts:
            if part in package.namelist():
                texts += Walk(hidden).text(ElementTree.fromstring(package.read(part)))  # noqa: S314
        return "".join(texts)


def visible_elsewhere(path: Path) -> str:
    """The same of a file of another format, as LibreOffice tells it in flat OpenDocument."""
    with tempfile.TemporaryDirectory() as scratch:
        command = ["soffice", f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "fodt", "--outdir", scratch, str(path)],
            check=True,
            capture_output=True,
            timeout=60,
        )
        (flat,) = Path(scratch).glob("*.fodt")
        root = ElementTree.fromstring(flat.read_bytes())  # noqa: S314
    body = next(one for one in root.iter() if one.tag.endswith("}text") and "office:1.0" in one.tag)
    return "".join(flat_text(body))


def flat_text(element: ElementTree.Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name in NOT_TEXT:
        return
    if name in ("p", "h", "s", "tab", "line-break"):
        yield "\n"
    yield element.text or ""
    for one in element:
        yield from flat_text(one)
        yield one.tail or ""
    if name in ("p", "h"):
        yield "\n"


def words(text: str) -> Counter[str]:
    """Runs of letters and digits: how signs between them are spaced, or which font draws a sign, is no word."""
    return Counter(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).translate(DROPPED)))


def said(record: Fiche) -> str:
    """All that the record says: each source text once, and the words of the form that provenance keeps."""
    kept = [provenance.raw for provenance in record.provenance.values()]
    kept += [point.text for point in record.points] + record.unplaced
    return "\n".join(kept)


def measured(path: Path) -> Count | None:
    """The count of one document; None where it gives no record of its text."""
    record = parse(path)
    if record.status == "blocked" and not record.unplaced and not record.provenance:
        return None
    walk = visible_elsewhere if record.source.format in ("doc", "odt", "rtf") else visible
    shown, have = words(walk(path)), words(said(record))
    return Count(path.name, shown.total(), shown - have)


def main(folders: list[str]) -> int:
    paths = sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file())
    counts = [count for path in paths if path.suffix in SUFFIXES and (count := measured(path))]
    short = [count for count in counts if count.kept < LEAST]
    for count in short:
        lacking = ", ".join(f"{word} ({often})" for word, often in count.lacking.most_common(20))
        print(f"{count.document}: {count.kept:.2%} of {count.shown} words; lacks {lacking}")
    total, lost = sum(count.shown for count in counts), sum(count.lacking.total() for count in counts)
    print(
        f"{len(counts)} documents read, {total} visible words, {1 - lost / max(1, total):.3%} in the records; "
        f"{len(short)} below {LEAST:.1%}"
    )
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
