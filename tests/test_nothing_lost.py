"""Nothing lost, nothing twice: random documents whose every word, shown or not, is a token of its own.

Shown words are `v1v`, `v2v`, ... in reading order; words that are not shown are `x1x`, `x2x`, ...
"""

from __future__ import annotations

import re
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wordml import (
    BEGIN,
    END,
    SEPARATE,
    Rel,
    Types,
    alternate,
    code,
    drawing,
    field,
    form_field,
    mark,
    p,
    package,
    r,
    run,
    sdt,
    shape,
    simple_field,
    style,
    tbl,
    tick_box,
    tracked,
    vml_shape,
)

from ficheparse.document import Document
from ficheparse.read import read

TOKEN = re.compile(r"[vx]\d+[vx]")
STYLES = style("Secret", "<w:rPr><w:vanish/></w:rPr>", "character") + style("Note", "<w:rPr><w:vanish/></w:rPr>")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SMART = '<w:smartTag w:uri="u" w:element="e">{}</w:smartTag>'
CUSTOM = '<w:customXml w:uri="u" w:element="e"><w:customXmlPr/>{}</w:customXml>'
CUTS = ("", run("<w:softHyphen/>"), run("<w:lastRenderedPageBreak/>"), '<w:bookmarkStart w:id="9" w:name="b"/>')
"""What may stand inside a word that is shown in one piece."""
DEPTH = 3


class Composer:
    """Draws a document piece by piece, in reading order, and keeps account of its words."""

    def __init__(
        self, draw: Callable[[st.SearchStrategy[str]], str], chunks: bool = True, start: int = 0, prompts: bool = True
    ) -> None:
        self._draw = draw
        self._chunks = chunks
        self._prompts = prompts
        self._count = start
        self.words: list[str] = []
        self.linked: list[str] = []
        """Words that are the wording of a link, which are shown too."""
        self.notes: list[str] = []
        self.stories = {"footnote": "", "endnote": ""}
        self.parts: dict[str, str | bytes] = {}
        self.rels: list[Rel] = []

    # Words

    def seen(self) -> str:
        """A run with a word that is shown."""
        self._count += 1
        self.words.append(f"v{self._count}v")
        return r(self.words[-1])

    def unseen(self) -> str:
        """A run with a word that is not."""
        self._count += 1
        return r(f"x{self._count}x")

    def _one_of(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    # Inline content

    def inline(self, depth: int) -> str:
        """Some inline content."""
        return "".join(self._piece(depth) for _ in self._one_of("1", "12", "123"))

    def _piece(self, depth: int) -> str:  # noqa: PLR0912 - one case for each construct
        kinds = ["word", "word", "unseen", "split", "mathematics", "ruby", "page", "comment", "note", "box"]
        kinds += ["cut word", "drop-down", "old drop-down", "form text", "linked", "symbol", "ticked"]
        if depth:
            kinds += ["changed", "wrapped", "control", "link", "field", "simple", "nested code", "field marks changed"]
        kind = self._one_of(*kinds)
        match kind:
            case "word":
                return self.seen()
            case "unseen":
                return self._unseen_run()
            case "split":
                return self.seen() + run(self._one_of("<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>")) + self.seen()
            case "mathematics":
                return f"<m:oMath><m:r>{_as_mathematics(self.seen())}</m:r></m:oMath>"
            case "ruby":
                guide = self.unseen()
                return run(f"<w:ruby><w:rt>{guide}</w:rt><w:rubyBase>{self.seen()}</w:rubyBase></w:ruby>")
            case "page":
                make = field if self._one_of("complex", "simple") == "complex" else simple_field
                return make(self._one_of(" PAGE ", " NUMPAGES "), self.unseen())
            case "comment":
                return run('<w:commentReference w:id="1"/>')
            case "note":
                return self._note()
            case "box":
                return tick_box(False, self.unseen())
            case "cut word":
                word = self.seen()
                return word.replace("v</w:t></w:r>", f"</w:t></w:r>{self._one_of(*CUTS)}{r('v')}")
            case "drop-down":
                listed = '<w:dropDownList><w:listItem w:displayText="x0x" w:value="x0x"/></w:dropDownList>'
                return sdt(self.seen(), listed)
            case "old drop-down":
                self.seen()
                entries = f'<w:listEntry w:val="x0x"/><w:listEntry w:val="{self.words[-1]}"/>'
                return form_field(" FORMDROPDOWN ", f'<w:ddList><w:result w:val="1"/>{entries}</w:ddList>')
            case "form text":
                return form_field(" FORMTEXT ", '<w:textInput><w:default w:val="x0x"/></w:textInput>', self.seen())
            case "linked":
                self.rels.append(Rel(f"link{len(self.rels)}", "hyperlink", "https://x.example/", external=True))
                wording = self.seen()
                self.linked.append(self.words[-1])
                return f'<w:hyperlink r:id="{self.rels[-1].id}">{wording}</w:hyperlink>'
            case "symbol":
                return run('<w:sym w:font="Wingdings" w:char="F0FC"/>') + self.seen()
            case "ticked":
                return tick_box(True, self.unseen()) + self.seen()
            case "changed":
                return self._changed(depth - 1)
            case "wrapped":
                return self._one_of(SMART, CUSTOM, '<w:bdo w:val="ltr">{}</w:bdo>').format(self.inline(depth - 1))
            case "control":
                shows = self._one_of("", "<w:text/>", "<w:showingPlcHdr/>" if self._prompts else "<w:date/>")
                return sdt(self.inline(depth - 1), shows)
            case "link":
                return f'<w:hyperlink w:anchor="a">{self.inline(depth - 1)}</w:hyperlink>'
            case "field":
                guise = self.unseen()
                return BEGIN + code(" IF x ") + guise + SEPARATE + self.inline(depth - 1) + END
            case "simple":
                return simple_field(" TITLE ", self.inline(depth - 1))
            case "nested code":
                inner = BEGIN + code(" REF y ") + SEPARATE + self.unseen() + END
                return BEGIN + code(" IF ") + inner + SEPARATE + self.inline(depth - 1) + END
        return tracked("del", BEGIN + code(" REF y ") + SEPARATE) + self.inline(depth - 1) + tracked("del", END)

    def _unseen_run(self) -> str:
        word = self.unseen()
        look = self._one_of("", "<w:vanish/>", '<w:rStyle w:val="Secret"/>')
        if not look:
            return tracked(self._one_of("del", "moveFrom"), word)
        return word.replace("<w:r>", f"<w:r><w:rPr>{look}</w:rPr>")

    def _changed(self, depth: int) -> str:
        if self._one_of("in", "out") == "in":
            return tracked(self._one_of("ins", "moveTo"), self.inline(depth))
        gone = self.unseen() + sdt(self.unseen()) + text_box_of(self.unseen(), self.unseen())
        return tracked(self._one_of("del", "moveFrom"), gone)

    def _note(self) -> str:
        self._count += 1
        word = f"v{self._count}v"
        kind = self._one_of("footnote", "endnote")
        self.notes.append(word)
        self.stories[kind] += f'<w:{kind} w:id="{self._count}">{p(r(word))}</w:{kind}>'
        return run(f'<w:{kind}Reference w:id="{self._count}"/>')

    # Blocks

    def blocks(self, depth: int) -> str:
        """Some blocks, the last of them a paragraph."""
        return "".join(self._block(depth) for _ in self._one_of("", "1", "12", "123")) + p(self.inline(depth))

    def _block(self, depth: int) -> str:
        kinds = ["paragraph", "paragraph", "hidden paragraph", "mark deleted", "field over paragraphs", "whole deleted"]
        if depth:
            kinds += ["table", "table", "control", "custom", "text box", "group"]
            kinds += ["Word chunk", "HTML chunk", "text chunk"] if self._chunks else []
        kind = self._one_of(*kinds)
        match kind:
            case "paragraph":
                return p(self.inline(depth))
            case "hidden paragraph":
                return p(self.unseen(), properties='<w:pStyle w:val="Note"/>')
            case "mark deleted":
                return p(self.inline(depth), mark=mark(self._one_of("del", "moveFrom"))) + p(self.inline(depth))
            case "whole deleted":
                return p(tracked("del", self.unseen()), mark=mark("del"))
            case "field over paragraphs":
                start = p(self.seen(), BEGIN + code(" TOC ")) + p(self.unseen(), SEPARATE + self.inline(depth))
                return start + p(self.inline(depth)) + p(self.seen() + END, self.seen())
            case "table":
                return self._table(depth - 1)
            case "control":
                return sdt(self.blocks(depth - 1), self._one_of("", "<w15:repeatingSection/>"))
            case "custom":
                return CUSTOM.format(self.blocks(depth - 1))
            case "text box":
                anchor = self.inline(depth - 1)
                inner = self.blocks(depth - 1)
                return p(anchor + text_box_of(inner, p(self.unseen())))
            case "group":
                anchor = self.seen()
                boxes = [self.blocks(depth - 1), self.blocks(depth - 1)]
                if self._one_of("old", "new") == "old":
                    shapes = "".join(vml_shape(box) for box in boxes)
                    return p(anchor, run(f"<w:pict><v:group>{shapes}</v:group></w:pict>"))
                shapes = "".join(shape(box) for box in boxes)
                return p(anchor, run(drawing(f"<wpg:wgp>{shapes}</wpg:wgp>")))
        return self._chunk(kind, depth - 1)

    def _table(self, depth: int) -> str:
        return tbl(*(self._row(depth) for _ in self._one_of("1", "12", "123")))

    def _row(self, depth: int) -> str:
        cells = "".join(self._cell(depth) for _ in self._one_of("1", "12", "123"))
        match self._one_of("shown", "shown", "wrapped", "deleted", "hidden", "inserted", "further in"):
            case "further in":
                return _row(cells).replace("<w:trPr/>", '<w:trPr><w:gridBefore w:val="1"/></w:trPr>', 1)
            case "wrapped":
                return sdt(_row(cells))
            case "deleted":
                return _row(_cell(p(self.unseen()))).replace("<w:trPr/>", f"<w:trPr>{mark('del')}</w:trPr>") + _row(
                    cells
                )
            case "hidden":
                return _row(cells) + _row(_cell(p(self.unseen()))).replace("<w:trPr/>", "<w:trPr><w:hidden/></w:trPr>")
            case "inserted":
                return _row(cells).replace("<w:trPr/>", f"<w:trPr>{mark('ins')}</w:trPr>", 1)
        return _row(cells)

    def _cell(self, depth: int) -> str:
        match self._one_of("shown", "shown", "wrapped", "deleted", "down", "across"):
            case "wrapped":
                return self._one_of("{}", CUSTOM).format(sdt(_cell(self.blocks(depth))))
            case "deleted":
                return _cell(p(self.unseen()), mark("cellDel")) + _cell(self.blocks(depth))
            case "down":
                return _cell(self.blocks(depth), '<w:vMerge w:val="restart"/>')
            case "across":
                first = _cell(self.blocks(depth), '<w:hMerge w:val="restart"/>')
                return first + _cell(p(), '<w:hMerge w:val="continue"/>')
        return _cell(self.blocks(depth), self._one_of("", '<w:gridSpan w:val="2"/>'))

    def _chunk(self, kind: str, depth: int) -> str:
        name = f"chunk{len(self.parts) + 1}"
        if kind == "Word chunk":
            inner = Composer(self._draw, chunks=False, start=self._count, prompts=self._prompts)
            data, extension = package(inner.blocks(depth), related={"styles": STYLES}), "docx"
            self._count, self.words = inner._count, self.words + inner.words
            if inner.notes:  # notes of chunks have tests of their own
                data = package(p(), related={"styles": STYLES})
                self.words = self.words[: len(self.words) - len(inner.words)]
        else:
            self.seen()
            word, extension = self.words[-1], "html" if kind == "HTML chunk" else "txt"
            data = (f"<html><script>x0x</script><p>{word}</p></html>" if extension == "html" else word).encode()
        self.parts[f"word/{name}.{extension}"] = data
        self.rels.append(Rel(name, "aFChunk", f"{name}.{extension}"))
        return f'<w:altChunk r:id="{name}"/>'


def text_box_of(blocks: str, other: str) -> str:
    """A text box whose fallback says something else, so that reading both would show."""
    return run(alternate(drawing(shape(blocks)), f"<w:pict>{vml_shape(other)}</w:pict>"))


def _as_mathematics(word: str) -> str:
    return word.replace('<w:r><w:t xml:space="preserve">', "<m:t>").replace("</w:t></w:r>", "</m:t>")


def _row(cells: str) -> str:
    return f"<w:tr><w:trPr/>{cells}</w:tr>"


def _cell(blocks: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


@st.composite
def compositions(draw: st.DrawFn) -> tuple[bytes, list[str], list[str]]:
    """A package, the words that it shows in reading order, and those of its notes."""
    composer = Composer(draw)
    body = composer.blocks(DEPTH)
    related = {
        "styles": STYLES,
        "footnotes": composer.stories["footnote"] + f'<w:footnote w:id="x">{p("x0x")}</w:footnote>',
        "endnotes": composer.stories["endnote"] + f'<w:endnote w:id="x">{p("x0x")}</w:endnote>',
        "comments": f'<w:comment w:id="1">{p("x0x")}</w:comment>',
        "header": p("x0x"),
    }
    types = Types(defaults={"docx": DOCX, "html": "text/html", "txt": "text/plain"})
    data = package(body, related=related, parts=composer.parts, rels=composer.rels, types=types)
    return data, composer.words, composer.notes


def words(document: Document) -> list[str]:
    text = "\n".join(paragraph.text for paragraph in document.paragraphs())
    return TOKEN.findall(text.replace("\u00ad", ""))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(compositions())
def test_every_word_shown_is_read_once_in_order_and_no_other(composition: tuple[bytes, list[str], list[str]]) -> None:
    data, shown, notes = composition
    document = read(data, "essai.docx")
    assert words(document) == shown
    assert [word for note in document.notes for word in TOKEN.findall(note.text)] == notes
    assert not any(TOKEN.search(paragraph.text) for paragraph in document.headers)
