"""Embedded chunks that are not Word's: HTML, a web archive, plain text (ECMA-376 part 1, 17.17.2.1)."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

from lxml import etree

from ficheparse.document import Block, Cell, Document, Paragraph, Run, Script, Table, Where

_BLOCKS = frozenset(
    (
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form h1 "
        "h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tbody td tfoot th thead tr ul"
    ).split()
)
_UNSEEN = frozenset("head iframe link meta noscript object script select style svg template textarea title".split())
_SCRIPTS: dict[str, Script] = {"sup": "sup", "sub": "sub"}


def plain_text(data: bytes) -> Document:
    """A chunk of plain text: a paragraph a line."""
    lines = decoded(data).splitlines()
    return Document([Paragraph([Run(line)], _place(number)) for number, line in enumerate(lines, 1)])


def web_archive(data: bytes) -> Document:
    """A chunk in MHTML: its first HTML part."""
    message = email.message_from_bytes(data, policy=email.policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            return html(payload if isinstance(payload, bytes) else b"")
    return Document([])


def html(data: bytes) -> Document:
    """A chunk of HTML: its paragraphs, list items and tables. Nothing it names is opened."""
    text = decoded(data)
    if not text.strip():
        return Document([])
    root = etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    reader = _Html()
    if root is not None:
        reader.walk(root, Run(""))
    reader.end_paragraph()
    return Document(reader.blocks)


def decoded(data: bytes) -> str:
    """Text in the encoding that it tells or shows: a mark, UTF-8, or else what Windows writes in the west."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp932" if b"shift_jis" in data[:1024].lower() else "cp1252", "replace")


def _place(number: int) -> Where:
    return Where((("chunk paragraph", number),))


class _Html:
    """Gathers the text of an HTML tree into paragraphs and tables."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._runs: list[Run] = []
        self._depth = 0
        self._number = 0

    def walk(self, element: etree._Element, look: Run) -> None:
        """Read an element, its text in the look of those around it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _UNSEEN:
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
        rows: list[list[Cell]] = []
        for row in element.iter("tr"):
            cells: list[Cell] = []
            for cell in row.iterchildren("td", "th"):
                inner = _Html()
                inner._number = self._number
                inner.walk(cell, Run(""))
                inner.end_paragraph()
                self._number = inner._number
                cells.append(Cell(inner.blocks, len(rows), len(cells)))
            rows.append(cells)
        if rows:
            self.blocks.append(Table(rows, _place(self._number)))
