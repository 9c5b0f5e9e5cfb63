"""A batch of completed fiches as an office receives them, made of the samples: as many as asked, no two alike.

    python benchmarks/batch.py FOLDER [--count 10000] [--seed 1]

Each is a `.docx` sample in which name, population, people, addresses, numbers, points and pictures are others; its
markup, and the parts beside it, stay as the sample's program wrote them, and so do its troubles. Only Word's samples,
which are written by hand, are given the parts and the attributes that Word would have added. The same seed gives the
same bytes. Most names are the gazetteer's, with their true size; people, addresses and numbers are made up.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import struct
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))

from answers import Change, Sample, changed, changes, pools, sample

SAMPLES = Path(__file__).parents[1] / "samples"
WEIGHTS = {"markup": 3.0, "blocked": 0.0}
"""How often each sample of a folder is drawn; 1 where nothing is said.

`markup` is what Word writes, which most offices have: with 3 it is half of the batch. The samples of python-docx,
docxtpl and htmldocx, with the parts of a template that Word saved, are a quarter; some ten other programs share the
rest. `blocked` holds no completed fiches.
"""
POINTS = range(3, 16)
"""How many points a fiche has: few more often than many, never fewer than its sample."""
PICTURE_SIDES = range(60, 160)
"""Pixels of a picture's sides, a byte each: 4 to 25 KB, as a map that was cut out and made smaller."""

DRESS = SAMPLES / "python-docx" / "Gap_en_lignes.docx"
_OFFICE = "officedocument.wordprocessingml"
_WORN = {
    "word/theme/theme1.xml": ("officeDocument/2006/relationships/theme", "officedocument.theme"),
    "word/settings.xml": ("officeDocument/2006/relationships/settings", f"{_OFFICE}.settings"),
    "word/fontTable.xml": ("officeDocument/2006/relationships/fontTable", f"{_OFFICE}.fontTable"),
    "word/webSettings.xml": ("officeDocument/2006/relationships/webSettings", f"{_OFFICE}.webSettings"),
    "docProps/core.xml": ("package/2006/relationships/metadata/core-properties", "package.core-properties"),
    "docProps/app.xml": ("officeDocument/2006/relationships/extended-properties", "officedocument.extended-properties"),
}
"""Parts that Word always writes and the samples in `markup` do without, with their relationship and kind: they are
taken from the sample above, whose program has them from a document that Word saved."""

Element = etree._Element

_PNG = b"\x89PNG\r\n\x1a\n"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_FOLDED_IN = re.compile(r"word/(document|header\d*|footnotes)\.xml")
_PLAIN = re.compile(r"word/(_rels/.+\.rels|.+\.html|.+\.mht)")
_NOT_SHOWN = ("{*}moveFrom", "{*}rt")


class Entry(NamedTuple):
    """A file of a package, as it stands in the zip."""

    name: bytes
    crc: int
    size: int
    packed: bytes
    method: int


class Template(NamedTuple):
    """A sample, ready to be written with other answers."""

    folder: str
    sample: Sample
    trees: dict[str, Element]
    texts: dict[str, str]
    """Parts whose text is changed as a whole: relationships, and pages inside the document."""
    parts: dict[str, Entry | None]
    """In their order; none of what is written anew."""


def fiches(count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """File name, name of the collectivity and bytes of each fiche."""
    templates = [_template(path) for path in documents()]
    weights = [WEIGHTS.get(template.folder, 1.0) for template in templates]
    towns = pools(random.Random(f"towns {seed}"))  # noqa: S311 - it must be had again
    for number in range(count):
        chance = random.Random(f"{seed} {number}")  # noqa: S311
        [template] = chance.choices(templates, weights)
        anew = changes(template.sample, next(towns[template.sample.pool]), chance)
        name = changed(template.sample.record["name"], anew)
        yield f"{number:06} {name}.docx".replace("/", "-"), name, _written(template, anew, chance)


def write(folder: Path, count: int, seed: int = 1) -> None:
    """As many fiches in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, _, data in fiches(count, seed):
        (folder / file).write_bytes(data)


def documents() -> list[Path]:
    """The samples that are drawn, in an order that no file system decides; some are packages by their name only."""
    found = (path for path in SAMPLES.glob("*/*.docx") if WEIGHTS.get(path.parent.name, 1.0))
    packages = (path for path in found if zipfile.is_zipfile(path))
    return sorted(packages, key=lambda path: unicodedata.normalize("NFC", path.as_posix()))


@cache
def _template(path: Path) -> Template:
    gold = json.loads(path.with_name(f"{path.name}.gold.json").read_text("utf-8"))
    with zipfile.ZipFile(path) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    if path.parent.name == "markup" and _STRICT not in parts["word/document.xml"]:
        parts = _dressed(parts)
    trees = {name: etree.fromstring(data) for name, data in parts.items() if _FOLDED_IN.fullmatch(name)}
    texts = {name: data.decode() for name, data in parts.items() if _PLAIN.fullmatch(name)}
    shown = [_text(group) for tree in trees.values() for group in _paragraphs(tree)]
    anew = {name for name, data in parts.items() if name in trees or name in texts or data.startswith(_PNG)}
    return Template(
        folder=path.parent.name,
        sample=sample(gold, shown),
        trees=trees,
        texts=texts,
        parts={name: None if name in anew else _entry(name, data) for name, data in parts.items()},
    )


def _dressed(parts: dict[str, bytes]) -> dict[str, bytes]:
    """With theme, settings, fonts, properties, and the styles of a new document beside the sample's own."""
    with zipfile.ZipFile(DRESS) as package:
        worn = {name: package.read(name) for name in _WORN}
        styles = etree.fromstring(package.read("word/styles.xml"))
    own = etree.fromstring(parts["word/styles.xml"])
    taken = {_attribute(style, "styleId") for style in own}
    for style in list(styles.iterfind("{*}style")):
        if _attribute(style, "type") == "table" or _attribute(style, "styleId") in taken:
            styles.remove(style)
    styles.extend(own)
    body = etree.fromstring(parts["word/document.xml"])
    _edited(body)
    dressed = {**parts, **worn, "word/styles.xml": _xml(styles), "word/document.xml": _xml(body)}
    for place, (name, (relation, kind)) in enumerate(_WORN.items()):
        override = f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        relationship = (
            f'<Relationship Id="worn{place}" Type="http://schemas.openxmlformats.org/{relation}" Target="/{name}"/>'
        )
        rels = "word/_rels/document.xml.rels" if name.startswith("word/") else "_rels/.rels"
        for part, end, addition in (
            ("[Content_Types].xml", "</Types>", override),
            (rels, "</Relationships>", relationship),
        ):
            dressed[part] = dressed[part].replace(end.encode(), f"{addition}{end}".encode())
    return dressed


def _edited(body: Element) -> None:
    """Bring in what Word leaves in a text: font and language on each run, editing sessions, longer runs in pieces."""
    for paragraph in body.iter(f"{_W}p"):
        paragraph.set(f"{_W}rsidR", "00A6315C")
        paragraph.set(f"{_W}rsidRDefault", "001D44B7")
    for run in list(body.iter(f"{_W}r")):
        if run.find(f"{_W}t") is None:
            continue
        _set_font(run)
        words = (run[1].text or "").split(" ")
        if len(run) == 2 and len(words) > 5:
            rest = deepcopy(run)
            rest.set(f"{_W}rsidR", "00E20B93")
            run[1].text, rest[1].text = " ".join(words[:4]) + " ", " ".join(words[4:])
            run.addnext(rest)
            run.addnext(etree.Element(f"{_W}proofErr", {f"{_W}type": "gramEnd"}))
            run.addprevious(etree.Element(f"{_W}proofErr", {f"{_W}type": "gramStart"}))


def _set_font(run: Element) -> None:
    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    fonts = {f"{_W}{name}": "Arial" for name in ("ascii", "hAnsi", "cs")}
    properties.insert(len(properties.findall(f"{_W}rStyle")), etree.Element(f"{_W}rFonts", fonts))
    for name, value in (("sz", "20"), ("szCs", "20"), ("lang", "fr-FR")):
        etree.SubElement(properties, f"{_W}{name}", {f"{_W}val": value})


def _attribute(element: Element, name: str) -> str | None:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith(f"}}{name}")), None)


def _xml(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _written(template: Template, anew: list[Change], chance: random.Random) -> bytes:
    """The package with other answers, pictures and points."""
    wanted = chance.choices(POINTS, [1 / most for most in POINTS])[0]
    points = anew[: len(template.sample.record["points"])]

    def entry(name: str) -> Entry:
        if name in template.texts:
            return _entry(name, changed(template.texts[name], anew).encode())
        if name not in template.trees:
            return _entry(name, _picture(chance))
        root = deepcopy(template.trees[name])
        _multiply(root, points, wanted, chance)
        for texts in _paragraphs(root):
            _rewrite(texts, anew)
        return _entry(name, _xml(root))

    return _package([kept or entry(name) for name, kept in template.parts.items()])


def _paragraphs(root: Element) -> list[list[Element]]:
    """The shown texts of each paragraph, those of a text box apart from those around it."""
    groups: dict[Element, list[Element]] = {}
    for text in root.iter("{*}t"):
        paragraph = next(text.iterancestors("{*}p"), None)
        if paragraph is not None and next(text.iterancestors(*_NOT_SHOWN), None) is None:
            groups.setdefault(paragraph, []).append(text)
    return list(groups.values())


def _text(texts: list[Element]) -> str:
    return "".join(text.text or "" for text in texts)


def _multiply(root: Element, points: list[Change], wanted: int, chance: random.Random) -> None:
    """As many points as wanted: paragraphs that hold one and no more than a mark before it are there again."""
    whole = []
    for texts in _paragraphs(root):
        text = _text(texts)
        if any(len(text) - len(match[0]) < 4 for pattern, _ in points for match in pattern.finditer(text)):
            whole.append(next(texts[0].iterancestors("{*}p")))
    for _ in range(wanted - len(points) if whole else 0):
        chosen = chance.choice(whole)
        chosen.addnext(deepcopy(chosen))


def _rewrite(texts: list[Element], anew: list[Change]) -> None:
    """The changes in a paragraph, whose runs keep their shares of what is replaced."""
    for pattern, replacement in anew:
        for match in reversed(list(pattern.finditer(_text(texts)))):
            _replace(texts, match.start(), match.end(), replacement(match))


def _replace(texts: list[Element], start: int, end: int, new: str) -> None:
    place = used = 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - place, 0), min(end - place, len(own))
        if first < last:
            upto = len(new) * (place + last - start) // (end - start)
            text.text = own[:first] + new[used:upto] + own[last:]
            used = upto
        place += len(own)


def _picture(chance: random.Random) -> bytes:
    """A PNG of grey dots, which no compression makes smaller."""
    width, height = chance.choice(PICTURE_SIDES), chance.choice(PICTURE_SIDES)
    rows = b"".join(b"\0" + chance.randbytes(width) for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    return _PNG + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def _entry(name: str, data: bytes) -> Entry:
    squeezer = zlib.compressobj(6, zlib.DEFLATED, -15)
    if data.startswith(_PNG) or not data:
        return Entry(name.encode(), zlib.crc32(data), len(data), data, zipfile.ZIP_STORED)
    packed = squeezer.compress(data) + squeezer.flush()
    return Entry(name.encode(), zlib.crc32(data), len(data), packed, zipfile.ZIP_DEFLATED)


def _package(entries: Iterable[Entry]) -> bytes:
    """A zip; `zipfile` would compress again in each fiche what all of a sample have in common."""
    body, directory, count = b"", b"", 0
    for name, crc, size, packed, method in entries:
        common = struct.pack("<5H3L2H", 20, 0, method, 0, 0x21, crc, len(packed), size, len(name), 0)
        directory += struct.pack("<LH", 0x02014B50, 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, len(body)) + name
        body += struct.pack("<L", 0x04034B50) + common + name + packed
        count += 1
    return body + directory + struct.pack("<L4H2LH", 0x06054B50, 0, 0, count, count, len(directory), len(body), 0)


def main() -> None:
    """Write the batch."""
    parser = argparse.ArgumentParser(description="Write completed fiches, no two alike.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    write(options.folder, options.count, options.seed)


if __name__ == "__main__":
    main()
