"""From the XML inside a paragraph to runs, pictures and the text boxes that hang on it."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urldefrag

from lxml import etree

from ficheparse.document import TICKED, UNTICKED, Block, Picture, Run, Script, Where
from ficheparse.read import names as n
from ficheparse.read.fields import Field, settle
from ficheparse.read.markup import chosen_branch, shows_prompt
from ficheparse.read.part import Part
from ficheparse.read.pictures import picture
from ficheparse.read.styles import is_on
from ficheparse.read.symbols import symbol, unprivate

_TEXT_FOR = {
    n.TAB: "\t",
    n.PTAB: "\t",
    n.BR: "\n",
    n.CR: "\n",
    n.NO_BREAK_HYPHEN: "-",
    n.SOFT_HYPHEN: "\u00ad",
}
_SCRIPTS: dict[str, Script] = {"superscript": "sup", "subscript": "sub"}

Look = tuple[bool, bool, Script | None]
_PLAIN: Look = (False, False, None)


class Inline:
    """Reads inline content. Fields may run on over paragraphs, so one reader serves a whole part."""

    def __init__(self, part: Part, read_blocks: Callable[[etree._Element, Where], list[Block]]) -> None:
        self._part = part
        self._read_blocks = read_blocks
        self._fields: list[Field] = []
        self._runs: list[Run] = []
        self._pictures: list[Picture] = []
        self._boxes: list[Block] = []
        self._where = Where()
        self._link: str | None = None
        self._prompt = False

    def of(
        self, paragraph: etree._Element, where: Where, style_id: str | None, prompt: bool
    ) -> tuple[list[Run], list[Picture], list[Block]]:
        """The runs of a paragraph, its pictures, and the blocks of the text boxes that hang on it."""
        outer = self._runs, self._pictures, self._boxes, self._where, self._link, self._prompt
        self._runs, self._pictures, self._boxes = [], [], []
        self._where, self._link, self._prompt = where, None, prompt
        styles = self._part.styles
        hidden = style_id is not None and styles.hide and styles.get(style_id).hidden
        self._walk(paragraph, hidden)
        found = self._runs, self._pictures, self._boxes
        self._runs, self._pictures, self._boxes, self._where, self._link, self._prompt = outer
        return found

    def _walk(self, parent: etree._Element, hidden: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == n.R:
                self._run(element, hidden)
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
                self._skip_deleted(element)
            elif tag == n.FLD_SIMPLE:
                self._simple_field(element, hidden)
            elif tag == n.M_T:
                self._add(element.text or "", _PLAIN)
            elif tag == n.ALTERNATE:
                if (branch := chosen_branch(element)) is not None:
                    self._walk(branch, hidden)
            elif tag == n.RUBY or (len(element) and tag.startswith(n.MATH)):
                self._walk(element, hidden)

    def _skip_deleted(self, element: etree._Element) -> None:
        """Deleted text is no text, but a field's marks in it still open and close the field."""
        for mark in element.iter(n.FLD_CHAR):
            self._field_mark(mark)

    def _hyperlink(self, element: etree._Element, hidden: bool) -> None:
        outer = self._link
        relationship = self._part.relationships.get(element.get(n.R_ID, ""))
        if relationship is not None:
            anchor = element.get(n.ANCHOR)
            target = relationship.target
            self._link = f"{target}#{anchor}" if anchor and not urldefrag(target).fragment else target
        self._walk(element, hidden)
        self._link = outer

    def _control(self, element: etree._Element, hidden: bool) -> None:
        """A content control: a tick box is its state, any other its content, marked where it is only the prompt."""
        properties = element.find(n.SDT_PR)
        content = element.find(n.SDT_CONTENT)
        if content is None:
            return
        box = None if properties is None else properties.find(n.W14_CHECKBOX)
        if box is not None:
            state = box.find(n.W14_CHECKED)
            ticked = state is not None and state.get(n.W14_VAL) in ("1", "true", "on")
            self._add(TICKED if ticked else UNTICKED, _PLAIN)
            return
        outer = self._prompt
        self._prompt = outer or shows_prompt(element)
        self._walk(content, hidden)
        self._prompt = outer

    def _simple_field(self, element: etree._Element, hidden: bool) -> None:
        found = Field(element.find(n.FF_DATA), [element.get(n.INSTR, "")], separated=True)
        self._settle(found)
        self._fields.append(found)
        self._walk(element, hidden)
        self._fields.pop()

    def _settle(self, found: Field) -> None:
        """A field's code is over. `found` is not among the open fields: what stands for it, a box, say, is shown."""
        text = settle(found)
        if text and _are_shown(self._fields):
            self._append(text, _PLAIN)

    def _field_mark(self, mark: etree._Element) -> None:
        kind = mark.get(n.FLD_CHAR_TYPE)
        if kind == "begin":
            self._fields.append(Field(mark.find(n.FF_DATA)))
        elif self._fields:
            found = self._fields.pop()
            self._settle(found)
            if kind == "separate":
                found.separated = True
                self._fields.append(found)

    def _run(self, run: etree._Element, hidden: bool) -> None:
        look = _PLAIN
        font = ""
        for element in run:
            tag = element.tag
            if tag == n.T:
                if text := element.text:
                    self._add(unprivate(text, font) if self._part.symbols else text, look, hidden)
            elif tag == n.R_PR:
                look, font, hidden = self._look(element, hidden)
            elif tag in _TEXT_FOR:
                self._add(_TEXT_FOR[tag], look, hidden)
            elif tag == n.FLD_CHAR:
                self._field_mark(element)
            elif tag == n.INSTR_TEXT:
                if self._fields and not self._fields[-1].separated:
                    self._fields[-1].code.append(element.text or "")
            elif tag == n.SYM:
                code = int(element.get(n.CHAR, "0") or "0", 16)
                self._add(symbol(element.get(n.FONT, ""), code), look, hidden)
            elif not hidden:
                self._rest_of_run(element, tag)

    def _rest_of_run(self, element: etree._Element, tag: str) -> None:
        """What is rarely in a run: shapes, references, ruby."""
        if tag in (n.DRAWING, n.PICT, n.OBJECT):
            self._shape(element)
        elif tag == n.ALTERNATE:
            branch = chosen_branch(element)
            for shape in branch if branch is not None else ():
                if shape.tag == n.R:
                    self._run(shape, hidden=False)
                else:
                    self._rest_of_run(shape, shape.tag)
        elif tag == n.RUBY:
            base = element.find(n.RUBY_BASE)
            if base is not None:
                self._walk(base, hidden=False)
        elif tag in (n.FOOTNOTE_REF, n.ENDNOTE_REF):
            if _are_shown(self._fields):
                self._part.findings.notes.append(
                    ("footnotes" if tag == n.FOOTNOTE_REF else "endnotes", element.get(n.ID, ""))
                )
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

    def _add(self, text: str, look: Look, hidden: bool = False) -> None:
        """Text that is shown unless it is hidden, or the code or the unwanted result of an open field."""
        if not hidden and (not self._fields or _are_shown(self._fields)):
            self._append(text, look)

    def _append(self, text: str, look: Look) -> None:
        link = self._link
        if self._fields:
            link = next((found.link for found in reversed(self._fields) if found.link), link)
        bold, italic, script = look
        runs = self._runs
        if runs:
            last = runs[-1]
            if (last.bold, last.italic, last.script, last.link, last.prompt) == (
                bold,
                italic,
                script,
                link,
                self._prompt,
            ):
                last.text += text
                return
        runs.append(Run(text, bold, italic, script, link, self._prompt))

    def _shape(self, parent: etree._Element) -> None:
        """Pictures, their links, and text boxes, in whatever shapes and groups hold them."""
        for element in parent:
            tag = element.tag
            if tag == n.TXBX_CONTENT:
                fields, self._fields = self._fields, []
                self._boxes.extend(self._read_blocks(element, self._where.within("text box", len(self._boxes) + 1)))
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
                self._picture_link(element.get(n.R_ID))
            elif len(element):
                if tag.startswith("{urn:schemas-microsoft-com:vml}") and (address := element.get(n.V_HREF)):
                    self._runs.append(Run("", link=address))
                self._shape(element)

    def _picture(self, relationship_id: str | None) -> None:
        """A picture that is shown; the prompt of a picture control is the form's own."""
        if relationship_id and not self._prompt:
            relationship = self._part.relationships.get(relationship_id)
            self._pictures.append(picture(self._part.package, relationship, self._where))

    def _picture_link(self, relationship_id: str | None) -> None:
        relationship = self._part.relationships.get(relationship_id or "")
        if relationship is not None and relationship.external:
            self._runs.append(Run("", link=relationship.target))


def _are_shown(fields: list[Field]) -> bool:
    """Whether none of these open fields is still in its code, or has a result that is no text."""
    return all(found.separated and found.shown for found in fields)
