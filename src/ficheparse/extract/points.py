"""The points' section: its paragraphs, and the rows of its tables (contract, section 3, `points`)."""

from __future__ import annotations

from ficheparse.document import Block, Cell, Paragraph, Run, Table
from ficheparse.rawfiche import RawPoint

CELL_JOINT = " | "


def points_of(blocks: list[Block]) -> list[RawPoint]:
    """The points in these blocks, empty paragraphs left out."""
    found: list[RawPoint] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                found.append(RawPoint(block))
        else:
            found.extend(_rows(block))
    return found


def _rows(table: Table) -> list[RawPoint]:
    """A point a row. A table that only lays out, one cell wide, gives its paragraphs as if it were not there."""
    if all(len(row) <= 1 for row in table.rows):
        return points_of([block for cell in table.cells() for block in cell.blocks])
    found: list[RawPoint] = []
    for row in table.rows:
        texts = [one_line(cell) for cell in row]
        runs: list[Run] = []
        for text in texts:
            if any(run.text.strip() for run in text):
                runs += [Run(CELL_JOINT), *text] if runs else text
        if runs:
            found.append(RawPoint(Paragraph(runs, row[0].where), is_row=True))
    return found


def one_line(cell: Cell) -> list[Run]:
    """A cell's runs, its paragraphs parted by spaces."""
    runs: list[Run] = []
    for paragraph in cell.paragraphs():
        if paragraph.text.strip():
            runs += [Run(" "), *paragraph.runs] if runs else paragraph.runs
    return runs
