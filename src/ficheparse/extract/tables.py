"""Where a table's answers stand: beside their label, under it, after it in its own cell, or to its left."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter

from ficheparse.document import Block, Cell, Paragraph, Run, Table
from ficheparse.extract.heads import Head, heads_of, says_something
from ficheparse.extract.labels import is_link_wording, strip_label
from ficheparse.extract.points import one_line
from ficheparse.form import FieldName, Form
from ficheparse.rawfiche import Answer
from ficheparse.values import words

_NUMBER = re.compile(r"^\W*+(?:(?:n°|no\.?|#|item|項目)?\s*+\d{0,2}|[ivx]{1,4}|[a-z]|[①-⑳])\W*+$", re.IGNORECASE)
LONGEST_NUMBER = 30
"""Characters, the punctuation around it included."""
_JOINTS = frozenset(":：=→►")
"""What a cell between label and value says that only joins them."""
_ONE_VALUE: frozenset[FieldName] = frozenset(["name", "population", "title", "updated"])
"""Fields of which a second cell beside the label is no part."""


@dataclass(slots=True)
class TableReading:
    """What was made of a table."""

    answers: list[tuple[Answer, list[Block]]] = field(default_factory=list)
    """Each answer, and its blocks before they were made paragraphs: the points' section keeps its tables."""
    loose: list[Cell] = field(default_factory=list)
    """Cells that belong to no label."""
    labels: int = 0


def flattened(blocks: list[Block]) -> list[Paragraph]:
    """The paragraphs that say something; a row of a nested table is one, its cells parted by tabs."""
    found: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip() or block.pictures or any(run.link for run in block.runs):
                found.append(block)
            continue
        for row in block.rows:
            if len(row) == 1:
                found.extend(flattened(row[0].blocks))
            elif row:
                found.extend(_row_as_paragraph(row))
    return found


def _row_as_paragraph(row: list[Cell]) -> Iterator[Paragraph]:
    runs: list[Run] = []
    for cell in row:
        runs += [Run("\t"), *one_line(cell)] if runs else one_line(cell)
    pictures = [picture for cell in row for paragraph in cell.paragraphs() for picture in paragraph.pictures]
    if any(run.text.strip() for run in runs) or pictures:
        yield Paragraph(runs, row[0].where, pictures=pictures)


class Layout:
    """One table's labels, and which cells answer them."""

    def __init__(self, table: Table, form: Form, heads: dict[int, Head], is_own: Callable[[Cell], bool]) -> None:
        self._form = form
        self._is_own = is_own
        self._heads = heads
        self._grid: list[list[Cell]] = [[] for _ in table.rows]
        for cell in table.cells():
            for row in range(cell.row, min(cell.row + cell.height, len(table.rows))):
                self._grid[row].append(cell)
        for cells in self._grid:
            cells.sort(key=attrgetter("column"))
        self._reading = TableReading(labels=len(heads))
        self._answers: dict[tuple[int, int], tuple[Answer, list[Block]]] = {}
        self._answered: set[tuple[int, int]] = set()
        """Labels, and the rows in which a cell answers them."""
        self._taken: set[int] = set()
        self._texts: dict[int, str] = {}
        self._map_head: Head | None = None
        self._map_column = self._find_map_column()
        self._leftward = self._labels_stand_right()

    def read(self) -> TableReading:
        """Assign every cell, row by row."""
        for head in self._heads.values():
            if head.linked is not None:
                self._take(head, head.cell.row, [head.linked])
        previous: Head | None = None
        row = 0
        while row < len(self._grid):
            if self._heads_columns(row):
                row = self._read_columns(row)
                previous = None
            else:
                previous = self._read_row(row, previous)
                row += 1
        self._reading.answers = list(self._answers.values())
        return self._reading

    def _head(self, cell: Cell) -> Head | None:
        return self._heads.get(id(cell))

    def _text(self, cell: Cell) -> str:
        """What a cell says, trimmed; of one that is merged over many rows it is put together once."""
        if (text := self._texts.get(id(cell))) is None:
            text = self._texts[id(cell)] = cell.text.strip()
        return text

    def _is_number(self, cell: Cell) -> bool:
        """Whether a cell is of the form's own numbering."""
        text = self._text(cell)
        return len(text) <= LONGEST_NUMBER and _NUMBER.match(text) is not None

    def _find_map_column(self) -> tuple[int, int] | None:
        """Row and grid column of the location's label where it heads a column beside another label (contract, 1)."""
        for *others, last in filter(None, self._grid):
            head = self._head(last)
            if head is None or head.label.field != "location":
                continue
            beside = [self._head(other) for other in others]
            if any(other is not None and other.label.field != "location" for other in beside):
                self._map_head = head
                return last.row, last.column
        return None

    def _labels_stand_right(self) -> bool:
        """Whether the values stand to the left of their labels."""
        left = right = 0
        for cells in self._grid:
            heads = [place for place, cell in enumerate(cells) if id(cell) in self._heads]
            if len(heads) != 1:
                continue
            if any(map(self._is_value, cells[heads[0] + 1 :])):
                right += 1
            elif any(map(self._is_value, cells[: heads[0]])):
                left += 1
        return left > right

    def _is_value(self, cell: Cell) -> bool:
        """Whether a cell without a label says something beside the form's own numbering."""
        return says_something(cell) and not self._is_number(cell)

    def _heads_columns(self, row: int) -> bool:
        """Whether the row's labels head columns: all that it says is labels, and no label stands under one."""
        cells = self._grid[row]
        heads = [cell for cell in cells if self._head(cell) is not None and cell.row == row]
        if len(heads) < 2 or row + 1 >= len(self._grid):
            return False
        for cell in cells:
            head = self._head(cell)
            if says_something(cell) and (head is None or not head.is_whole):
                return False
        if any(cell.height > 1 for cell in heads):
            return False
        below = [other for other in self._grid[row + 1] if self._head(other) is not None]
        return not any(_above(other, heads) is not None for other in below)

    def _read_columns(self, row: int) -> int:
        """Answers under their labels, down to the next row that has a label; returns that row."""
        heads = [cell for cell in self._grid[row] if self._head(cell) is not None]
        end = row + 1
        while end < len(self._grid) and not any(self._head(cell) is not None for cell in self._grid[end]):
            end += 1
        for place in range(row + 1, end):
            for cell in self._grid[place]:
                if id(cell) in self._taken or not says_something(cell):
                    continue
                top = _above(cell, heads)
                above = None if top is None else self._head(top)
                if above is None:
                    self._leave(cell)
                else:
                    self._give(above, cell, place if above.label.field == "name" else row)
        return end

    def _read_row(self, row: int, previous: Head | None) -> Head | None:
        """Answers beside their labels; returns the label that the row below may go on answering."""
        cells = self._grid[row]
        heads = [head for cell in cells if (head := self._head(cell)) is not None]
        if not heads and previous is not None and previous.label.field == "contact" and _is_of_contact(cells):
            self._give_row(previous, [cell for cell in cells if not self._is_under_map(cell)])
            return previous
        current: Head | None = None
        waiting: list[Cell] = []
        alone = len(cells) == 1
        for cell in cells:
            head = self._head(cell)
            if head is not None:
                if head.cell.row == row and not head.is_whole:
                    if self._is_answered_beside(head, cells):
                        head.take_hint()
                    self._give_rest(head, row)
                if self._leftward:
                    for value in waiting:
                        self._give(head, value, row)
                    waiting = []
                current = head
                continue
            if id(cell) in self._taken or cell.row < row or not says_something(cell) or self._text(cell) in _JOINTS:
                continue
            if self._is_under_map(cell):
                self._give_map(cell)
            elif current is not None and not self._leftward:
                self._give(current, cell, row)
            elif heads and self._is_number(cell):
                self._taken.add(id(cell))  # the form's own numbering of its labels
            else:
                waiting.append(cell)
        for cell in waiting:
            if (
                previous is not None
                and not heads
                and not self._is_own(cell)
                and (alone or self._is_continuation(cell, previous, cells))
            ):
                self._give(previous, cell, row)
            else:
                self._leave(cell)
        return self._open_label(heads, previous, cells)

    def _give_row(self, head: Head, cells: list[Cell]) -> None:
        """A row that goes on with the contact keeps its own label: `Fax | 02 61 91 00 13`."""
        self._taken.update(id(cell) for cell in cells)
        self._take(head, head.cell.row, list(_row_as_paragraph(cells)))

    def _is_answered_beside(self, head: Head, cells: list[Cell]) -> bool:
        """Whether the cell to a label's right says something that is no label."""
        place = bisect_left(cells, head.cell.column, key=attrgetter("column"))
        while cells[place] is not head.cell:
            place += 1
        return place + 1 < len(cells) and self._head(cells[place + 1]) is None and says_something(cells[place + 1])

    def _open_label(self, heads: list[Head], previous: Head | None, cells: list[Cell]) -> Head | None:
        """The label that a row without a label of its own goes on answering."""
        beside_map = [head for head in heads if not self._is_map_head(head)]
        if beside_map:
            return beside_map[-1]
        return previous if not any(says_something(cell) for cell in cells[:1]) or len(cells) == 1 else None

    def _is_continuation(self, cell: Cell, previous: Head, cells: list[Cell]) -> bool:
        """Whether a cell stands under the answer to the label above, with nothing where a label would be."""
        return cell.column > previous.cell.column and not says_something(cells[0])

    def _is_map_head(self, head: Head) -> bool:
        return self._map_column == (head.cell.row, head.cell.column)

    def _is_under_map(self, cell: Cell) -> bool:
        if self._map_column is None:
            return False
        row, column = self._map_column
        return cell.row > row and cell.column >= column

    def _give_map(self, cell: Cell) -> None:
        if (head := self._map_head) is not None:
            self._give(head, cell, head.cell.row)

    def _give_rest(self, head: Head, row: int) -> None:
        """What stands in the label's own cell, a hint in its label kept with it."""
        self._take(head, row, [strip_in(block, head.label.field, self._form) for block in head.rest])

    def _give(self, head: Head, cell: Cell, row: int) -> None:
        """A cell answers a label; for a name each row is an answer of its own."""
        name = head.label.field
        if name == "name" and head.cell.height > 1:
            key = row
        elif name == "name":
            key = row if row > head.cell.row and self._heads_columns(head.cell.row) else head.cell.row
        else:
            key = head.cell.row
        goes_on = name == "updated" or (name == "population" and (id(head), row) not in self._answered)
        if name in _ONE_VALUE and (id(head), key) in self._answers and cell.row == row and not goes_on:
            self._leave(cell)
            return
        self._taken.add(id(cell))
        self._answered.add((id(head), cell.row))
        self._take(head, key, [strip_in(block, name, self._form) for block in cell.blocks])

    def _take(self, head: Head, row: int, blocks: list[Block]) -> None:
        key = (id(head), row)
        if key not in self._answers:
            hint = head.text if head.label.hint else ""
            self._answers[key] = Answer(head.label.field, [], head.cell.where, hint), []
        self._answers[key][1].extend(blocks)

    def _leave(self, cell: Cell) -> None:
        if id(cell) not in self._taken:
            self._taken.add(id(cell))
            self._reading.loose.append(cell)


def strip_in(block: Block, name: FieldName, form: Form) -> Block:
    """A block of an answer without the field's own label, where the clerk left it in."""
    if not isinstance(block, Paragraph):
        return block
    stripped = strip_label(block, name, form)
    return block if stripped is not block and is_link_wording(block) else stripped


def _is_of_contact(cells: list[Cell]) -> bool:
    """Whether a row's first cell names a part of a contact, and another cell tells it."""
    said = [cell for cell in cells if says_something(cell)]
    if len(said) < 2 or said[0] is not cells[0]:
        return False
    text = said[0].text.strip().rstrip(" :：")
    return bool(words.channel(text)) or words.label(text) is not None


def _above(cell: Cell, row: list[Cell]) -> Cell | None:
    """The first cell of a row that stands above a cell: its cells are in order, and none lies over another."""
    place = bisect_right(row, cell.column, key=_right_edge)
    found = row[place] if place < len(row) else None
    return found if found is not None and found.column < cell.column + cell.width else None


def _right_edge(cell: Cell) -> int:
    return cell.column + cell.width


def read_table(table: Table, form: Form, is_own: Callable[[Cell], bool]) -> TableReading | None:
    """The table's answers, None where it has no label of the form.

    `is_own` says of a cell without a label whether it holds something else of the form: its heading, its date.
    """
    heads = heads_of(table, form, is_own)
    if not heads:
        return None
    return Layout(table, form, heads, is_own).read()
