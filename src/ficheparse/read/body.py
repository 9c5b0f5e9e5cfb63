"""From the XML of a body, a cell, a note or a header to blocks, as the contract's section 2 says what is text."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from ficheparse.document import MOST_TABLES_AROUND, Block, Cell, Paragraph, Table, Where
from ficheparse.read import names as n
from ficheparse.read.inline import Inline
from ficheparse.read.markup import chosen_branch, show_box_state, shows_prompt
from ficheparse.read.part import Part
from ficheparse.read.styles import is_on, number, paragraph_layout

_PARAGRAPHS = frozenset([n.P, n.O_MATH_PARA])
_NOT_BLOCKS = n.BLOCK_WRAPPERS | n.DELETED | {n.SDT, n.ALTERNATE}
"""What stands around blocks, rows and cells, or in their place."""
_CELL_PROPERTIES = frozenset([n.GRID_SPAN, n.V_MERGE, n.H_MERGE, n.CELL_DEL, n.CELL_INS, n.CELL_MERGE])


class Blocks(Inline):
    """Reads block content, paragraphs and tables, and what is in them: one reader, for text boxes hold blocks again."""

    def __init__(self, part: Part) -> None:
        super().__init__(part)
        self._tables_around = 0

    def of(self, parent: etree._Element, where: Where, prompt: bool = False) -> list[Block]:
        """The blocks inside an element, numbered within `where`; `prompt` says that all of it is one."""
        blocks: list[Block] = []
        open_marks: list[Paragraph] = []  # paragraphs whose mark is deleted: they run on into the next
        hanging: list[Block] = []  # text boxes of those
        tables = paragraphs = 0
        for element, is_prompt in self._unwrapped(parent, prompt):
            tag = element.tag
            if tag in _PARAGRAPHS:
                paragraphs += 1
                place = where.within("paragraph", paragraphs)
                paragraph, boxes, mark_deleted = self._paragraph(element, place, is_prompt)
                hanging += boxes
                if mark_deleted:
                    open_marks.append(paragraph)
                    continue
                blocks.append(_joined([*open_marks, paragraph]) if open_marks else paragraph)
                blocks += hanging
                open_marks, hanging = [], []
            elif tag == n.TBL:
                blocks += [*_left_open(open_marks), *hanging]
                open_marks, hanging = [], []
                tables += 1
                blocks += self._table(element, where.within("table", tables), is_prompt)
            elif tag == n.ALT_CHUNK:
                blocks.extend(self._chunk(element))
        blocks += [*_left_open(open_marks), *hanging]
        return blocks

    def _unwrapped(self, parent: etree._Element, prompt: bool = False) -> Iterator[tuple[etree._Element, bool]]:
        """The elements inside, without what stands around them; and whether they are a content control's prompt."""
        inside = [(iter(parent), prompt, False)]  # what is open, whether it is a prompt, whether it is a tick box
        while inside:
            children, prompt, in_box = inside[-1]
            element = next(children, None)
            if element is None:
                inside.pop()
                continue
            tag = element.tag
            if tag not in _NOT_BLOCKS:
                yield element, prompt
            elif tag == n.SDT:
                content = element.find(n.SDT_CONTENT)
                if content is not None:
                    in_box = in_box or show_box_state(element, content)
                    inside.append((iter(content), prompt or shows_prompt(element), in_box))
            elif tag in n.BLOCK_WRAPPERS:
                self._part.findings.changes |= tag in (n.INS, n.MOVE_TO)
                inside.append((iter(element), prompt, in_box))
            elif tag in n.DELETED:
                self._part.findings.changes = True
            elif (branch := chosen_branch(element)) is not None:
                inside.append((iter(branch), prompt, in_box))

    def _paragraph(self, element: etree._Element, where: Where, prompt: bool) -> tuple[Paragraph, list[Block], bool]:
        """The paragraph, the text boxes that hang on it, and whether its mark is deleted."""
        part = self._part
        style_id: str | None = None
        list_id: str | None = None
        level: int | None = None
        indent: int | None = None
        mark_deleted = False
        properties = next(iter(element), None)
        if properties is not None and properties.tag != n.P_PR:
            properties = element.find(n.P_PR)
        if properties is not None:
            style_id, list_id, level, indent = paragraph_layout(properties)
            if part.tracked and (mark := properties.find(n.R_PR)) is not None:
                mark_deleted = self._mark_deleted(mark)
        runs, pictures, boxes = self.content(element, where, style_id, prompt)
        paragraph = Paragraph(runs, where, pictures=pictures)
        self._lay_out(paragraph, style_id, list_id, level, indent)
        return paragraph, boxes, mark_deleted

    def _mark_deleted(self, mark: etree._Element) -> bool:
        """Whether a paragraph's mark is deleted or moved away: it then runs on into the next (17.13.5.15)."""
        deleted = False
        for child in mark:
            if child.tag in n.DELETED:
                deleted = True
            elif child.tag not in (n.INS, n.MOVE_TO):
                continue
            self._part.findings.changes = True
        return deleted

    def _lay_out(
        self, paragraph: Paragraph, style_id: str | None, list_id: str | None, level: int | None, indent: int | None
    ) -> None:
        """What is seen of lists and indentation: the paragraph's own, its list level's, its style's, in that order."""
        style_indent: int | None = None
        if style_id is not None:
            style = self._part.styles.get(style_id)
            paragraph.style = style.name
            style_indent = style.indent
            if list_id is None and style.list_id is not None:
                list_id = style.list_id
                level = style.list_level if level is None else level
                level = self._part.lists.level_of(list_id, style_id) if level is None else level
                # a style's own indentation goes before that of the list it names; a direct list goes before both
                indent = style_indent if indent is None else indent
        if list_id is not None and list_id != "0":
            paragraph.list_id = number(list_id)
            paragraph.list_level = level or 0
            if indent is None:
                indent = self._part.lists.indent(list_id, level or 0)
        paragraph.indent = indent if indent is not None else style_indent or 0

    def _table(self, element: etree._Element, where: Where, prompt: bool) -> list[Block]:
        """A table; what its cells hold, where it stands so deep in others that nobody sees it as one."""
        self._tables_around += 1
        rows: list[list[Cell]] = []
        above: dict[int, Cell] = {}
        for row_element, is_prompt in self._unwrapped(element, prompt):
            if row_element.tag == n.TR and (grid_column := self._first_column(row_element)) is not None:
                rows.append(self._row(row_element, len(rows), grid_column, above, where, is_prompt))
        self._tables_around -= 1
        if self._tables_around >= MOST_TABLES_AROUND:
            return [block for row in rows for cell in row for block in cell.blocks]
        return [Table(rows, where)] if rows else []

    def _first_column(self, row: etree._Element) -> int | None:
        """The grid column that the row begins in, None where the row is deleted or hidden."""
        properties = row.find(n.TR_PR)
        column = 0
        for child in properties if properties is not None else ():
            if child.tag == n.GRID_BEFORE:
                column = number(child.get(n.VAL)) or 0
            elif child.tag == n.DEL or (child.tag == n.HIDDEN and is_on(child)):
                self._part.findings.changes |= child.tag == n.DEL
                return None
            elif child.tag == n.INS:
                self._part.findings.changes = True
        return column

    def _row(
        self, row: etree._Element, index: int, column: int, above: dict[int, Cell], where: Where, prompt: bool
    ) -> list[Cell]:
        """The cells of a row; `above` holds, by grid column, the merged cells that are still open."""
        cells: list[Cell] = []
        before: Cell | None = None
        row_place = where.within("row", index + 1)
        for position, (element, is_prompt) in enumerate(self._cells(row, prompt), 1):
            width, merge, deleted = self._cell_properties(element)
            if deleted:
                continue
            place = row_place.within("column", position)
            blocks = self.of(element, place, is_prompt)
            if merge == "left" and before is not None:
                before.width += width if before.row == index else 0
                _append_text(before, blocks)
            elif merge == "up" and column in above:
                before = above[column]
                before.height += 1
                _append_text(before, blocks)
            else:
                before = cell = Cell(blocks, index, column, width, 1, place)
                cells.append(cell)
                above.pop(column, None)
                if merge == "restart":
                    above[column] = cell
            column += width
        return cells

    def _cells(self, row: etree._Element, prompt: bool) -> Iterator[tuple[etree._Element, bool]]:
        return ((cell, is_prompt) for cell, is_prompt in self._unwrapped(row, prompt) if cell.tag == n.TC)

    def _cell_properties(self, cell: etree._Element) -> tuple[int, str, bool]:
        """The columns it spans; how it is merged (`restart` begins, `up` or `left` goes on); whether it is deleted."""
        properties = cell.find(n.TC_PR)
        width, merge, deleted = 1, "", False
        for child in properties if properties is not None else ():
            tag = child.tag
            if tag not in _CELL_PROPERTIES:
                continue
            if tag == n.GRID_SPAN:
                width = max(number(child.get(n.VAL)) or 1, 1)
            elif tag == n.V_MERGE and merge != "left":
                merge = "restart" if child.get(n.VAL) == "restart" else "up"
            elif tag == n.H_MERGE and child.get(n.VAL) != "restart":
                merge = "left"
            elif tag not in (n.V_MERGE, n.H_MERGE):
                self._part.findings.changes = True
                deleted = deleted or tag == n.CELL_DEL
        return width, merge, deleted

    def _chunk(self, element: etree._Element) -> list[Block]:
        """An embedded chunk stands where its mark stands (17.17.2.1)."""
        relationship = self._part.relationships.get(element.get(n.R_ID, ""))
        if relationship is None or relationship.external or relationship.target not in self._part.package:
            return []
        data = self._part.package.part(relationship.target)
        chunk = self._part.read_chunk(data, self._part.package.content_type(relationship.target))
        self._part.findings.changes |= chunk.changes
        self._part.findings.comments |= chunk.comments
        self._part.findings.chunk_notes.extend(chunk.notes)
        return chunk.blocks


def _joined(parts: list[Paragraph]) -> Paragraph:
    """Paragraphs whose marks between them are deleted: the look is the last one's, which keeps its mark."""
    last = parts[-1]
    return Paragraph(
        [run for part in parts for run in part.runs],
        parts[0].where,
        last.style,
        last.list_id,
        last.list_level,
        last.indent,
        [picture for part in parts for picture in part.pictures],
    )


def _left_open(parts: list[Paragraph]) -> list[Paragraph]:
    """Paragraphs with deleted marks that no other follows; nothing, where they say nothing."""
    joined = _joined(parts) if parts else None
    return [joined] if joined is not None and (joined.text or joined.pictures) else []


def _append_text(cell: Cell, blocks: list[Block]) -> None:
    """What stands in the hidden part of a merged cell is kept with the cell, where it is anything at all."""
    if any(not isinstance(block, Paragraph) or block.text.strip() or block.pictures for block in blocks):
        cell.blocks.extend(blocks)
