"""From the XML inside a paragraph to runs, pictures and the text boxes that hang on it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace
from urllib.parse import urldefrag

from lxml import etree

from ficheparse.document import Block, Picture, Run, Script, Where
from ficheparse.read import names as n
from ficheparse.read.fields import Field, Fields
from ficheparse.read.markup import box_state, chosen_branch, shows_prompt
from ficheparse.read.part import Part
from ficheparse.read.pictures import picture
from ficheparse.read.styles import is_on
from ficheparse.read.symbols import symbol, unprivate

LONGEST_ADDRESS = 8_000
"""Characters of a link's address, which is what servers take at most; a longer one leads nowhere."""
_TEXT_FOR = {
    n.TAB: "\t",
    n.PTAB: "\t",
    n.BR: "\n",
    n.CR: "\n",
    n.NO_BREAK_HYPHEN: "-",
    n.SOFT_HYPHEN: "\u00ad",
}
_SCRIPTS: dict[str, Script] = {"superscript": "sup", "subscript": "sub"}

_LOOKS = frozenset([n.BOLD, n.ITALIC, n.VERT_ALIGN, n.VANISH, n.R_STYLE, n.R_FONTS])

Look = tuple[bool, bool, Script | None]
_PLAIN: Look = (False, False, None)


class _Gathered:
    """What one paragraph gave so far: runs, text of one look joined; pictures; text boxes."""

    def __init__(self, where: Where, prompt: bool) -> None:
        self.where = where
        self.prompt = prompt
        self.link: str | None = None
        """Target of the hyperlink element that is being read."""
        self.runs: list[Run] = []
        self.pictures: list[Picture] = []
        self.boxes: list[Block] = []
        self._key: tuple[Look, str | None, bool] | None = None
        self._pieces: list[str] = []

    def add(self, text: str, look: Look, link: str | None) -> None:
        """Text that is shown."""
        if link is not None and len(link) > LONGEST_ADDRESS:
            link = None
        key = look, link, self.prompt
        if key != self._key:
            self.flush()
            self._key = key
        self._pieces.append(text)

    def flush(self) -> None:
        """Text gathered since the look last changed is a run."""
        if self._pieces and self._key is not None:
            (bold, italic, script), link, prompt = self._key
            self.runs.append(Run("".join(self._pieces), bold, italic, script, link, prompt))
        self._pieces = []
        self._key = None

    def add_link(self, address: str) -> None:
        """A link without wording, of a picture or a shape."""
        if len(address) <= LONGEST_ADDRESS:
            self.flush()
            self.runs.append(Run("", link=address))


class Inline(ABC):
    """Reads inline content. Fields may run on over paragraphs, so one reader serves a whole part."""

    def __init__(self, part: Part) -> None:
        self._part = part
        self._fields = Fields()
        self._found = _Gathered(Where(), prompt=False)
        self._pictures: dict[str, Picture] = {}
        """Those that were met, by their relationship: one may be shown many times."""

    @abstractmethod
    def of(self, parent: etree._Element, where: Where, prompt: bool = False) -> list[Block]:
        """The blocks inside an element, numbered within `where`; `prompt` says that all of it is one."""

    def content(
        self, paragraph: etree._Element, where: Where, style_id: str | None, prompt: bool
    ) -> tuple[list[Run], list[Picture], list[Block]]:
        """The runs of a paragraph, its pictures, and the blocks of the text boxes that hang on it."""
        styles = self._part.styles
        hidden = style_id is not None and styles.hide and styles.get(style_id).hidden
        if not hidden and (plain := self._plain(paragraph, prompt)) is not None:
            return plain, [], []
        outer, self._found = self._found, _Gathered(where, prompt)
        self._walk(paragraph, hidden)
        found, self._found = self._found, outer
        found.flush()
        return found.runs, found.pictures, found.boxes

    def _plain(self, paragraph: etree._Element, prompt: bool) -> list[Run] | None:
        """The runs of a paragraph of text alone, as nearly all are, in a third of the time; None where there is more.

        They are what `_walk` makes of it.
        """
        if self._fields.are_open:
            return None
        symbols = self._part.symbols
        runs: list[Run] = []
        pieces: list[str] = []
        before: Look | None = None
        for element in paragraph:
            if element.tag != n.R:
                if element.tag not in n.SILENT:
                    return None
                continue
            look, font = _PLAIN, ""
            for child in element:
                tag = child.tag
                if tag == n.T:
                    text = child.text
                elif tag == n.R_PR:
                    look, font, hidden = self._look(child, hidden=False)
                    if hidden:
                        return None
                    continue
                elif tag in _TEXT_FOR:
                    text = _TEXT_FOR[tag]
                elif tag in n.SILENT:
                    continue
                else:
                    return None
                if not text:
                    continue
                if tag == n.T:
                    text = text.replace("\n", " ") if "\n" in text else text
                    text = unprivate(text, font) if symbols else text
                if look != before:
                    if before is not None:
                        runs.append(Run("".join(pieces), *before, None, prompt))
                        pieces = []
                    before = look
                pieces.append(text)
        if before is not None:
            runs.append(Run("".join(pieces), *before, None, prompt))
        return runs

    def _walk(self, parent: etree._Element, hidden: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == n.R:
                self._run(element, _PLAIN, "", hidden)
            elif tag == n.HYPERLINK:
                self._hyperlink(element, hidden)
            elif tag == n.SDT:
                self._control(element, hidden)
            elif tag in n.INLINE_WRAPPERS:
                if tag in (n.INS, n.MOVE_TO):
                    self._part.findings.changes = True
                self._walk(element, hidden)
            elif tag in n.DELETED:
                self._part.findings.changes = True
                self._skip_deleted(element, hidden)
            elif tag == n.FLD_SIMPLE:
                self._simple_field(element, hidden)
            elif tag == n.M_T:
                self._add(element.text or "", _PLAIN, hidden)
            elif tag == n.ALTERNATE:
                if (branch := chosen_branch(element)) is not None:
                    self._walk(branch, hidden)
            elif tag == n.RUBY or (len(element) and tag.startswith(n.MATH)):
                self._walk(element, hidden)

    def _skip_deleted(self, element: etree._Element, hidden: bool) -> None:
        """Deleted text is no text, but a field's marks in it still open and close the field."""
        for mark in element.iter(n.FLD_CHAR):
            self._field_mark(mark, hidden)

    def _hyperlink(self, element: etree._Element, hidden: bool) -> None:
        outer = self._found.link
        relationship = self._part.relationships.get(element.get(n.R_ID, ""))
        if relationship is not None and len(relationship.target) <= LONGEST_ADDRESS:
            anchor = element.get(n.ANCHOR)
            target = relationship.target
            self._found.link = f"{target}#{anchor}" if anchor and not urldefrag(target).fragment else target
        self._walk(element, hidden)
        self._found.link = outer

    def _control(self, element: etree._Element, hidden: bool) -> None:
        """A content control: a tick box is its state, any other its content, marked where it is only the prompt."""
        content = element.find(n.SDT_CONTENT)
        if content is None:
            return
        if (state := box_state(element)) is not None:
            if (properties := next(content.iter(n.R_PR), None)) is not None:
                hidden = self._look(properties, hidden)[2]
            self._add(state, _PLAIN, hidden)
            return
        outer = self._found.prompt
        self._found.prompt = outer or shows_prompt(element)
        self._walk(content, hidden)
        self._found.prompt = outer

    def _simple_field(self, element: etree._Element, hidden: bool) -> None:
        found = Field(element.find(n.FF_DATA), [element.get(n.INSTR, "")], hidden=hidden)
        self._fields.begin(found)
        self._show(self._fields.separate())
        self._walk(element, hidden)
        self._show(self._fields.end())

    def _field_mark(self, mark: etree._Element, hidden: bool) -> None:
        kind = mark.get(n.FLD_CHAR_TYPE)
        if kind == "begin":
            self._fields.begin(Field(mark.find(n.FF_DATA), hidden=hidden))
        else:
            self._show(self._fields.separate() if kind == "separate" else self._fields.end())

    def _show(self, text: str) -> None:
        """What stands for a whole field: a box, a chosen entry."""
        if text:
            self._found.add(text, _PLAIN, self._fields.link or self._found.link)

    def _run(self, run: etree._Element, look: Look, font: str, hidden: bool) -> None:
        """The content of a run, or of a branch inside one, in the look given until its properties say otherwise."""
        for element in run:
            tag = element.tag
            if tag == n.T:
                if text := element.text:
                    # a line end in the markup is a space on the page (17.3.3.31)
                    text = text.replace("\n", " ") if "\n" in text else text
                    self._add(unprivate(text, font) if self._part.symbols else text, look, hidden)
            elif tag == n.R_PR:
                look, font, hidden = self._look(element, hidden)
            elif tag in _TEXT_FOR:
                self._add(_TEXT_FOR[tag], look, hidden)
            elif tag == n.FLD_CHAR:
                self._field_mark(element, hidden)
            elif tag == n.INSTR_TEXT:
                self._fields.code(element.text or "")
            elif tag == n.SYM:
                self._add(symbol(element.get(n.FONT, ""), element.get(n.CHAR, "")), look, hidden)
            elif tag == n.ALTERNATE:
                if (branch := chosen_branch(element)) is not None:
                    self._run(branch, look, font, hidden)
            elif not hidden:
                self._rest_of_run(element, tag)

    def _rest_of_run(self, element: etree._Element, tag: str) -> None:
        """What is rarely in a run: shapes, references, ruby."""
        if tag in (n.DRAWING, n.PICT, n.OBJECT):
            self._shape(element)
        elif tag == n.R:
            self._run(element, _PLAIN, "", hidden=False)
        elif tag == n.RUBY:
            base = element.find(n.RUBY_BASE)
            if base is not None:
                self._walk(base, hidden=False)
        elif tag in (n.FOOTNOTE_REF, n.ENDNOTE_REF):
            if self._fields.shown:
                kind = "footnotes" if tag == n.FOOTNOTE_REF else "endnotes"
                self._part.findings.notes.append((kind, element.get(n.ID, "")))
        elif tag == n.COMMENT_REF:
            self._part.findings.comments = True

    def _look(self, properties: etree._Element, hidden: bool) -> tuple[Look, str, bool]:
        """Bold, italic and script of a run; its font where fonts matter; whether it is hidden."""
        bold = italic = False
        script: Script | None = None
        font = ""
        part = self._part
        for child in properties:
            tag = child.tag
            if tag not in _LOOKS:
                continue
            if tag == n.BOLD:
                bold = is_on(child)
            elif tag == n.ITALIC:
                italic = is_on(child)
            elif tag == n.VERT_ALIGN:
                script = _SCRIPTS.get(child.get(n.VAL, ""))
            elif tag == n.VANISH:
                hidden = is_on(child)
            elif tag == n.R_STYLE:
                style = part.styles.get(child.get(n.VAL, ""))
                bold, italic, hidden = bold or style.bold, italic or style.italic, hidden or style.hidden
            elif tag == n.R_FONTS and part.symbols:
                font = child.get(n.ASCII) or child.get(n.H_ANSI) or ""
        return (bold, italic, script), font, hidden

    def _add(self, text: str, look: Look, hidden: bool) -> None:
        """Text that is shown unless it is hidden, or the code or the unwanted result of an open field."""
        fields = self._fields
        if not hidden and fields.shown:
            self._found.add(text, look, fields.link or self._found.link)

    def _shape(self, parent: etree._Element) -> None:
        """Pictures, their links, and text boxes, in whatever shapes and groups hold them."""
        found = self._found
        for element in parent:
            tag = element.tag
            if tag == n.TXBX_CONTENT:
                fields, self._fields = self._fields, Fields()
                found.boxes.extend(self.of(element, found.where.within("text box", len(found.boxes) + 1)))
                self._fields = fields
            elif tag == n.ALTERNATE:
                if (branch := chosen_branch(element)) is not None:
                    self._shape(branch)
            elif tag == n.BLIP:
                self._picture(element.get(n.R_EMBED) or element.get(n.R_LINK))
                self._shape(element)
            elif tag == n.IMAGE_DATA:
                self._picture(element.get(n.R_ID) or element.get(n.R_HREF))
            elif tag == n.HLINK_CLICK:
                relationship = self._part.relationships.get(element.get(n.R_ID, ""))
                if relationship is not None and relationship.external:
                    found.add_link(relationship.target)
            elif tag == n.V_TEXTPATH:
                self._add(element.get("string", ""), _PLAIN, hidden=False)
            elif len(element) and not _is_hidden(element):
                if tag.startswith(n.VML) and (address := element.get(n.V_HREF)):
                    found.add_link(address)
                self._shape(element)

    def _picture(self, relationship_id: str | None) -> None:
        """A picture that is shown; the prompt of a picture control is the form's own."""
        if relationship_id and not self._found.prompt:
            found = self._pictures.get(relationship_id)
            if found is None:
                relationship = self._part.relationships.get(relationship_id)
                found = self._pictures[relationship_id] = picture(self._part.package, relationship, self._found.where)
            self._found.pictures.append(replace(found, where=self._found.where))
            if link := self._fields.link or self._found.link:
                self._found.add_link(link)


def _is_hidden(shape: etree._Element) -> bool:
    """Whether a drawing is hidden by its own properties (20.4.2.5)."""
    return any(child.get("hidden") in ("1", "true") for child in shape if child.tag == n.DOC_PR)
