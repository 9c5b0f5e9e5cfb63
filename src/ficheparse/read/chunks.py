"""Embedded chunks that are not Word's: HTML, a web archive, plain text (ECMA-376 part 1, 17.17.2.1)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.policy import Compat32

from lxml import etree

from ficheparse.document import MOST_TABLES_AROUND, Block, Cell, Document, Paragraph, Run, Script, Table, Where
from ficheparse.read.errors import UnreadableDocument

_BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 "
        "h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
    ).split()
)
_UNSEEN = frozenset(
    "head iframe link meta noscript object rp rt script select style svg template textarea title".split()
)
_META_CHARSET = re.compile(rb"<meta[^>]*charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SCRIPTS: dict[str, Script] = {"sup": "sup", "sub": "sub"}


_MOST_BOUNDARIES = 50
"""In a web archive, which has one or two: every line is held against each that is open."""
_LONGEST_HEADER = 1_000
"""Characters of one: the type, the character set and the boundary stand at its beginning."""


class _ShortHeaders(Compat32):
    """Reads no more of a header than can be meant: what reads them takes long over long ones."""

    def header_fetch_parse(self, name: str, value: str) -> str:
        """The beginning of a header as it is written."""
        return value[:_LONGEST_HEADER]


def plain_text(data: bytes) -> Document:
    """A chunk of plain text: a paragraph a line."""
    lines = decoded(data).splitlines()
    return Document([Paragraph([Run(line)], _place(number)) for number, line in enumerate(lines, 1)])


def web_archive(data: bytes) -> Document:
    """A chunk in MHTML: its first HTML part."""
    if data.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise UnreadableDocument("too-large", "too many documents are embedded in each other")
    message = email.message_from_bytes(data, policy=_ShortHeaders())
    for part in message.walk():
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return html(payload if isinstance(payload, bytes) else b"", part.get_content_charset())
    return Document([])


def html(data: bytes, charset: str | None = None) -> Document:
    """A chunk of HTML: its paragraphs, list items and tables. Nothing it names is opened."""
    text = decoded(data, charset)
    if not text.strip():
        return Document([])
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if any("depth" in str(entry.message).lower() for entry in parser.error_log):
        raise UnreadableDocument("too-large", "elements are nested deeper than 2,000")
    reader = _Html()
    if root is not None:
        reader.walk(root, Run(""))
    reader.end_paragraph()
    return Document(reader.blocks)


def decoded(data: bytes, charset: str | None = None) -> str:
    """Text in the encoding that it tells or shows: a mark, a name, UTF-8, or else what Windows writes in the west."""
    for mark, marked in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(marked, "replace")
    told = _META_CHARSET.search(data[:2048])
    for encoding in (charset, told[1].decode("ascii", "replace") if told else None, "utf-8"):
        try:
            return data.decode(encoding or "utf-8")
        except (ValueError, LookupError):  # not of decoding alone: what a file tells may be any codec of Python's
            continue
    return data.decode("cp1252", "replace")


def _place(number: int) -> Where:
    return Where((("chunk paragraph", number),))


class _Html:
    """Gathers the text of an HTML tree into paragraphs and tables."""

    def __init__(self, tables_around: int = 0) -> None:
        self._tables_around = tables_around
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._depth = 0
        self._number = 0

    def walk(self, element: etree._Element, look: Run) -> None:
        """Read an element, its text in the look of those around it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
            return
        if tag == "table":
            self.end_paragraph()
            self._table(element)
            return
        if tag in _BLOCKS:
            self.end_paragraph()
        if tag == "br":
            self._runs.append(Run("\n"))
        inner = Run(
            "",
            look.bold or tag in ("b", "strong"),
            look.italic or tag in ("i", "em"),
            _SCRIPTS.get(tag, look.script),
            element.get("href") if tag == "a" else look.link,
        )
        self._depth += tag in ("ul", "ol")
        self._text(element.text, inner)
        for child in element:
            self.walk(child, inner)
            self._text(child.tail, inner)
        if tag in _BLOCKS:
            self.end_paragraph(is_item=tag == "li")
        self._depth -= tag in ("ul", "ol")

    def _text(self, text: str | None, look: Run) -> None:
        if text:
            folded = " ".join(f"|{text}|".split())[1:-1]
            self._runs.append(Run(folded, look.bold, look.italic, look.script, look.link))

    def end_paragraph(self, is_item: bool = False) -> None:
        """What was gathered is a paragraph, if it says anything."""
        runs, self._runs = self._runs, []
        if not any(run.text.strip() for run in runs):
            return
        self._number += 1
        paragraph = Paragraph(runs, _place(self._number))
        if is_item or self._depth:
            paragraph.list_id, paragraph.list_level = 0, max(self._depth - 1, 0)
        self.blocks.append(paragraph)

    def _table(self, element: etree._Element) -> None:
        for caption in element.iterchildren("caption"):
            self.walk(caption, Run(""))
        rows: list[list[Cell]] = []
        for row in _own_rows(element):
            cells: list[Cell] = []
            for cell in row.iterchildren("td", "th"):
                inner = _Html(self._tables_around + 1)
                inner._number = self._number
                inner.walk(cell, Run(""))
                inner.end_paragraph()
                self._number = inner._number
                cells.append(Cell(inner.blocks, len(rows), len(cells)))
            rows.append(cells)
        if self._tables_around >= MOST_TABLES_AROUND:
            self.blocks += [block for row in rows for cell in row for block in cell.blocks]
        elif rows:
            self.blocks.append(Table(rows, _place(self._number)))


def _own_rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table, but not those of tables in its cells."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")
