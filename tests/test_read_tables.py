"""Tables: every cell once, at its place in the grid, without what is deleted or hidden (contract, section 2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wordml import field, grid, mark, only_table, opened, p, r, sdt, shown, tbl, tc, tr, tracked

START = '<w:vMerge w:val="restart"/>'
GOES_ON = "<w:vMerge/>"
SPAN = '<w:gridSpan w:val="2"/>'


def places(*rows: str) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, width and height of every cell of a table of these rows."""
    table = only_table(opened(tbl(*rows)).blocks)
    return [(cell.text, cell.row, cell.column, cell.width, cell.height) for cell in table.cells()]


def test_cells_stand_in_rows_and_columns() -> None:
    table = only_table(opened(tbl(tr("a", "b"), tr("c", "d"))).blocks)
    assert grid(table) == [["a", "b"], ["c", "d"]]
    assert str(table.rows[1][0].where) == "table 1, row 2, column 1"


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        (
            [tr(tc("a", properties=SPAN), "b"), tr("c", "d", "e")],
            [("a", 0, 0, 2, 1), ("b", 0, 2, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1), ("e", 1, 2, 1, 1)],
        ),
        (
            [tr("a", properties='<w:gridBefore w:val="1"/>'), tr("b", "c")],
            [("a", 0, 1, 1, 1), ("b", 1, 0, 1, 1), ("c", 1, 1, 1, 1)],
        ),
        (
            [tr(tc("a", properties=START), "b"), tr(tc(properties=GOES_ON), "c")],
            [("a", 0, 0, 1, 2), ("b", 0, 1, 1, 1), ("c", 1, 1, 1, 1)],
        ),
        (
            [
                tr(tc("a", properties=START)),
                tr(tc(properties='<w:vMerge w:val="continue"/>')),
                tr(tc(properties=GOES_ON)),
            ],
            [("a", 0, 0, 1, 3)],
        ),
        # two merged cells, one under the other
        (
            [tr(tc("a", properties=START)), tr(tc("b", properties=START)), tr(tc(properties=GOES_ON))],
            [
                ("a", 0, 0, 1, 1),
                ("b", 1, 0, 1, 2),
            ],
        ),
        # a cell that goes on from nothing is a cell of its own
        ([tr("a"), tr(tc("b", properties=GOES_ON))], [("a", 0, 0, 1, 1), ("b", 1, 0, 1, 1)]),
        (
            [tr(tc("a", properties=SPAN + START), "b"), tr(tc(properties=SPAN + GOES_ON), "c")],
            [("a", 0, 0, 2, 2), ("b", 0, 2, 1, 1), ("c", 1, 2, 1, 1)],
        ),
        (
            [tr(tc("a", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "b")],
            [("a", 0, 0, 2, 1), ("b", 0, 2, 1, 1)],
        ),
        # merged both ways, in the old manner
        (
            [
                tr(
                    tc("a", properties='<w:hMerge w:val="restart"/>' + START),
                    tc(properties='<w:hMerge w:val="continue"/>' + START),
                    "b",
                ),
                tr(
                    tc(properties='<w:hMerge w:val="restart"/>' + GOES_ON),
                    tc(properties='<w:hMerge w:val="continue"/>' + GOES_ON),
                    "c",
                ),
            ],
            [("a", 0, 0, 2, 2), ("b", 0, 2, 1, 1), ("c", 1, 2, 1, 1)],
        ),
    ],
    ids=["span", "before", "down", "down three", "down twice", "down from nothing", "block", "across", "old block"],
)
def test_merged_cells_are_there_once(rows: list[str], cells: list[tuple[str, int, int, int, int]]) -> None:
    assert places(*rows) == cells


def test_a_merged_cell_under_a_shifted_row_keeps_its_column() -> None:
    rows = [
        tr("a", tc("b", properties=START)),
        tr(tc(properties=GOES_ON), properties='<w:gridBefore w:val="1"/>'),
        tr("c", "d"),
    ]
    assert places(*rows) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 2), ("c", 2, 0, 1, 1), ("d", 2, 1, 1, 1)]


DELETED = mark("del")


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (tbl(tr("a"), tr("b", properties=DELETED), tr("c")), [["a"], ["c"]]),
        (tbl(tr("a"), tr("b", properties="<w:hidden/>")), [["a"]]),
        (tbl(tr("a"), tr("b", properties='<w:hidden w:val="0"/>')), [["a"], ["b"]]),
        (tbl(tr("a"), tr("b", properties=mark("ins"))), [["a"], ["b"]]),
        (tbl(tr("a"), tr("b", properties="<w:tblHeader/><w:cantSplit/>")), [["a"], ["b"]]),
        (tbl(tr("a", tc("b", properties=mark("cellDel")), "c")), [["a", "c"]]),
        (tbl(tr("a", tc("b", properties=mark("cellIns")))), [["a", "b"]]),
        (tbl(tr("a", tc(p(tracked("del", r("b")), r("c"))))), [["a", "c"]]),
        (tbl(tr(tc(p("a"), tbl(tr("b")))), tr(tc(tbl(tr("c", properties=DELETED)), p("d")))), [["a\nb"], ["d"]]),
    ],
)
def test_deleted_and_hidden_rows_and_cells_are_out(table: str, rows: list[list[str]]) -> None:
    assert grid(only_table(opened(table).blocks)) == rows


def test_a_table_whose_rows_are_all_deleted_is_gone() -> None:
    body = p("a") + tbl(tr("b", properties=DELETED), tr("c", properties=DELETED)) + p("d")
    assert shown(body) == ["a", "d"]


def test_a_field_in_a_deleted_row_does_not_swallow_what_follows() -> None:
    body = tbl(tr(tc(p(field(" TITLE ", r("b")))), properties=DELETED), tr("c")) + p("d")
    assert shown(body) == ["c", "d"]


def test_nested_tables_are_read_in_place() -> None:
    inner = tbl(tr("b", tc(p("c"), tbl(tr("d")), p("e"))))
    assert shown(tbl(tr(tc(p("a"), inner, p("f")), "g"))) == ["a", "b", "c", "d", "e", "f", "g"]


CUSTOM = '<w:customXml w:uri="u" w:element="e"><w:customXmlPr/>{}</w:customXml>'


@pytest.mark.parametrize("wrap", [sdt, CUSTOM.format], ids=["content control", "custom XML"])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("level", ["row", "cell", "block", "table", "run"])
def test_wrappers_at_every_level_keep_the_table_whole(wrap: Callable[[str], str], times: int, level: str) -> None:
    def wrapped(content: str) -> str:
        for _ in range(times):
            content = wrap(content)
        return content

    bodies = {
        "run": tbl(tr("a", tc(p(wrapped(r("b"))))), tr("c", "d")),
        "block": tbl(tr("a", tc(wrapped(p("b")))), tr("c", "d")),
        "cell": tbl("<w:tr>" + tc("a") + wrapped(tc("b")) + "</w:tr>", tr("c", "d")),
        "row": tbl(tr("a", "b"), wrapped(tr("c", "d"))),
        "table": wrapped(tbl(tr("a", "b"), tr("c", "d"))),
    }
    assert grid(only_table(opened(bodies[level]).blocks)) == [["a", "b"], ["c", "d"]]


def test_a_wrapped_cell_keeps_its_column() -> None:
    row = "<w:tr>" + tc("a", properties=SPAN) + sdt(tc("b") + tc("c")) + tc("d") + "</w:tr>"
    assert [(text, column) for text, _, column, _, _ in places(row)] == [("a", 0), ("b", 2), ("c", 3), ("d", 4)]
