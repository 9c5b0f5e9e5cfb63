"""The corpus of `target.py`, made of the samples: `python fuzz/seeds.py` writes it anew, the same bytes each time."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import judge
from lxml import etree
from mutate import Package, load
from readers import READERS
from zips import Entry, Zip, packed

from ficheparse import fiche
from ficheparse.extract import extract
from ficheparse.normalise import normalise
from ficheparse.read import read

FUZZ = Path(__file__).parent
SAMPLES = FUZZ.parent / "samples"
MOST_BYTES = 4_000
"""Of one seed: what is small is mutated to some purpose."""
_MOST_TEXTS = 12
"""For one reader."""
_PACKAGES = "markup"
"""Samples whose parts are few enough to be a seed as a package."""
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KEPT = (b"[Content_Types].xml", b"_rels/.rels", b"word/document.xml", b"word/_rels/document.xml.rels")
_NAMESPACE = b' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def main() -> None:
    """Write the corpus."""
    folder = FUZZ / "corpus"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for kind, seed in seeds():
        (folder / f"{kind.replace(' ', '-')}-{hashlib.sha256(seed).hexdigest()[:12]}").write_bytes(seed)


def seeds() -> Iterator[tuple[str, bytes]]:
    """What each one is, and its bytes, the first of them for the target."""
    texts: dict[str, dict[str, None]] = defaultdict(dict)
    for sample in sorted(path for path in SAMPLES.iterdir() if path.is_dir() and path.name != "blocked"):
        packages = [package for package in load([sample]) if b"word/document.xml" in package.parts]
        for number, package in enumerate(packages):
            if number == 0 or sample.name == _PACKAGES:
                yield "document", b"\x00" + _body(package)
            if sample.name == _PACKAGES and len(seed := _small(package)) <= 2 * MOST_BYTES:
                yield "package", b"\x01" + seed
            for field, text in _answers(package):
                texts[field][text] = None
    for number, name in enumerate(READERS, 2):
        for text in _spread(list(texts[_FIELDS.get(name, name.partition(" ")[0])])):
            yield name, bytes([number]) + text.encode()


_FIELDS = {"country": "name", "plain": "location"}
"""What readers that are no field's own are given."""


def _spread(texts: list[str]) -> list[str]:
    """Some of the texts, from the first to the last."""
    short = [text for text in texts if len(text) <= 400]
    return short[:: max(1, len(short) // _MOST_TEXTS)][:_MOST_TEXTS]


def _answers(package: Package) -> Iterator[tuple[str, str]]:
    """Fields, and what the document says of them."""
    told = fiche.Source(file=package.name, sha256=hashlib.sha256(package.data).hexdigest())
    record = normalise(extract(read(package.data, package.name), judge.form()), judge.form(), told).fiche
    for field, evidence in record.provenance.items():
        yield field, evidence.raw
    yield from (("points", point.text) for point in record.points[:2])


def _body(package: Package) -> bytes:
    """What a document's body begins with, without what says how it looks."""
    root = package.tree(b"word/document.xml")
    body = None if root is None else root.find(_WORD + "body")
    if body is None:
        return b""
    etree.strip_elements(body, *(_WORD + tag for tag in ("rFonts", "tblPr", "tblGrid", "lang", "sz", "szCs", "color")))
    for element in body.iter("*"):
        for name in [name for name in element.attrib if "rsid" in str(name)]:
            del element.attrib[name]
    written = b""
    for child in _leaves(body):
        more = etree.tostring(child, encoding="unicode").encode().replace(_NAMESPACE, b"")
        if len(written) + len(more) <= MOST_BYTES:
            written += more
    return written


def _leaves(body: etree._Element) -> Iterator[etree._Element]:
    """The body's blocks, a table's rows each in a table of its own."""
    for child in body:
        rows = list(child.iterchildren(_WORD + "tr")) if child.tag == _WORD + "tbl" else []
        for row in rows:
            table = etree.Element(_WORD + "tbl", nsmap={"w": _WORD[1:-1]})
            table.append(row)
            etree.cleanup_namespaces(table)
            yield table
        if not rows:
            etree.cleanup_namespaces(child)
            yield child


def _small(package: Package) -> bytes:
    return packed(Zip([Entry(name, package.parts[name]) for name in _KEPT if name in package.parts]))


if __name__ == "__main__":
    main()
