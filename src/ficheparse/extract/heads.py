"""Which cells of a table begin with a label, and what follows it there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from ficheparse.document import Block, Cell, Paragraph, Table
from ficheparse.extract.labels import (
    LONGEST_LABEL,
    Label,
    begins_with_label,
    is_link_wording,
    is_long_label,
    label_of,
    linked_in,
)
from ficheparse.form import FieldName, Form, squeezed

_BRACKETED = re.compile(r"^\s*+[(（\[［].*[)）\]］]\s*+:?\s*+$", re.DOTALL)


@dataclass(slots=True)
class Head:
    """A cell that begins with a label."""

    cell: Cell
    label: Label
    text: str
    """The label as written."""
    rest: list[Block]
    """What the cell holds after the label."""
    linked: Paragraph | None = None
    """What of the label's own words is a link: the map's address hung on `CARTE (lien)`."""

    def take_hint(self) -> None:
        """Where the answer stands beside the label, what follows the label in brackets is a hint."""
        texts = [block.text for block in self.rest if isinstance(block, Paragraph)]
        if len(texts) == len(self.rest) and _BRACKETED.match(" ".join(texts)):
            self.text = " ".join([self.text, *texts])
            self.label = self.label._replace(hint=True)
            self.rest = []

    @property
    def is_whole(self) -> bool:
        """Whether the cell holds nothing but its label."""
        return not any(map(_says_something, self.rest))


def _says_something(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip() or block.pictures)
    return any(map(says_something, block.cells()))


def says_something(cell: Cell) -> bool:
    """Whether there is any text or picture in the cell."""
    return any(map(_says_something, cell.blocks))


def head_of(cell: Cell, form: Form, *, slips: bool = False) -> Head | None:
    """The label that the cell begins with, and what follows it there."""
    blocks = cell.blocks
    if (broken := _broken_label(cell, form)) is not None:
        return broken
    for place, block in enumerate(blocks):
        if not isinstance(block, Paragraph):
            return None
        if not block.text.strip():
            if block.pictures:
                return None
            continue
        label = label_of(_first_line(block.text), form, slips=slips)
        if label is None:
            return None
        first, *others = [line for line in block.lines() if line.text.strip()]
        if is_link_wording(first) and not is_long_label(first, label):
            return None
        rest: list[Block] = [*others, *blocks[place + 1 :]]
        if first.text[label.end :].strip() or first.pictures:
            rest.insert(0, first.slice(label.end))
        rest = [own for own in rest if not _repeats(own, label.field, form)]
        return Head(cell, label, first.text[: label.end].strip(), rest, linked_in(first, label))
    return None


def _first_line(text: str) -> str:
    """The first line that says something, of a text that does."""
    return next(line for line in text.split("\n") if line.strip()) if "\n" in text else text


def _broken_label(cell: Cell, form: Form) -> Head | None:
    """A label that the clerk broke into paragraphs or lines: all that the cell says, taken together."""
    texts = [block.text for block in cell.blocks if isinstance(block, Paragraph)]
    text = "\n".join(texts).strip()
    if "\n" not in text or len(text) > LONGEST_LABEL or len(texts) < len(cell.blocks):
        return None
    name = form.labels.get(squeezed(text))
    return None if name is None else Head(cell, Label(name, len(text)), text, [])


def _repeats(block: Block, name: FieldName, form: Form) -> bool:
    """Whether a line of a label's cell is the same label again, in another language."""
    if not isinstance(block, Paragraph) or (label := label_of(block.text, form)) is None:
        return False
    return label.field == name and not block.text[label.end :].strip() and not is_link_wording(block)


def heads_of(table: Table, form: Form, is_own: Callable[[Cell], bool]) -> dict[int, Head]:
    """The table's cells that begin with a label, slips allowed where a label of the form is still missing."""
    heads: dict[int, Head] = {}
    for cell in table.cells():
        if (head := head_of(cell, form)) is not None:
            heads[id(cell)] = head
    named = {head.label.field for head in heads.values()}
    tally = _Tally(Counter(head.label.field for head in heads.values()), sum(not h.is_whole for h in heads.values()))
    columns = Counter(head.cell.column for head in heads.values())
    for row in table.rows:
        labelled = [cell for cell in row if id(cell) in heads]
        heads_columns = len(labelled) > 2 and len(labelled) == len([cell for cell in row if says_something(cell)])
        for place, cell in enumerate(row):
            beside = row[place - 1] if place else None
            if id(cell) in heads:
                if not heads_columns:
                    _drop_value(heads, tally, cell, beside)
                continue
            if beside is not None and id(beside) in heads and cell.column not in columns:
                continue
            if not says_something(cell) or is_own(cell):
                continue
            head = head_of(cell, form, slips=True) or _free_wording(cell, form, columns)
            if head is not None and head.label.field not in named:
                heads[id(cell)] = head
                named.add(head.label.field)
                tally.count(head, 1)
    return heads


@dataclass(slots=True)
class _Tally:
    """What a table's labels are, counted as they come and go."""

    fields: Counter[FieldName]
    shared: int
    """How many share their cells with their answers."""

    def count(self, head: Head, times: int) -> None:
        self.fields[head.label.field] += times
        self.shared += 0 if head.is_whole else times


def _drop_value(heads: dict[int, Head], tally: _Tally, cell: Cell, beside: Cell | None) -> None:
    """A label left in the value's cell is no label: `Contact :` | `Contact : …`, `連絡先` | `担当：…`.

    Nor is another field's at the head of a value, where that field has its own cell elsewhere; but a name's may be
    there twice, and in a table whose labels share their cells with their answers every one is a label.
    """
    if beside is None or (before := heads.get(id(beside))) is None or not before.is_whole:
        return
    own = heads[id(cell)]
    shared = tally.shared * 2 > len(heads)
    elsewhere = tally.fields[own.label.field] > 1 and own.label.field != "name" and not shared
    if before.label.field == own.label.field or (elsewhere and not own.is_whole):
        del heads[id(cell)]
        tally.count(own, -1)


def _free_wording(cell: Cell, form: Form, columns: Counter[int]) -> Head | None:
    """In a column of labels, a label that goes on: `Population de la commune`."""
    text = cell.text.strip()
    if not columns[cell.column] or cell.column != 0:
        return None
    name = begins_with_label(text, form)
    return None if name is None else Head(cell, Label(name, len(text), hint=True), text, [])
