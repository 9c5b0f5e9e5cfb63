"""Whatever is within the limits is answered in time (contract, section 7): no small file makes reading explode."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from wordml import (
    BEGIN,
    SEPARATE,
    Rel,
    Types,
    code,
    mark,
    numbered,
    p,
    package,
    r,
    said,
    style,
    tbl,
    tc,
    tr,
)

from ficheparse.read import UnreadableDocument, read

CHUNK_TYPES = Types(defaults={"docx": "application/x-chunk", "html": "text/html"})


def cost(data: bytes) -> float:
    """Processor seconds that reading takes, the better of two."""
    costs = []
    for _ in range(2):
        start = time.process_time()
        read(data, "essai.docx")
        costs.append(time.process_time() - start)
    return min(costs)


GROWING: dict[str, Callable[[int], str]] = {
    "runs of one look": lambda size: p(r("Ville verte et durable ") * 12 * size),
    "deleted marks": lambda size: p("Ville ", mark=mark("del")) * 2 * size + p("fin"),
    "fields never ended": lambda size: p((BEGIN + code(" X ") + SEPARATE + r("a")) * size),
    "merged rows": lambda size: tbl(*[tr(tc("a", properties="<w:vMerge/>"))] * 4 * size),
    "lists": lambda size: "".join(p("a", properties=numbered(number, 1)) for number in range(4 * size)),
    "code": lambda size: p(BEGIN + code(' "a\\" ') * 8 * size + SEPARATE + r("a")),
}


@pytest.mark.parametrize("body", GROWING.values(), ids=GROWING)
def test_time_grows_as_the_document_does(body: Callable[[int], str]) -> None:
    """Eight times the document costs eight times as much, not sixty-four."""
    small, large = cost(package(body(800))), cost(package(body(6400)))
    assert large < 24 * small + 0.05


def html_chunk(html: str) -> bytes:
    return package(
        p("a") + '<w:altChunk r:id="c"/>',
        parts={"word/c.html": html},
        rels=[Rel("c", "aFChunk", "c.html")],
        types=CHUNK_TYPES,
    )


def test_nested_tables_of_html_are_read_once_at_every_level() -> None:
    assert said(read(html_chunk("<table><tr><td>" * 10 + "fond"), "essai.docx")) == ["a", "fond"]


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """A test that fails, instead of going on for ever."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"no answer within {seconds} s")

    usual = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, usual)


def test_a_chunk_named_again_and_again_does_not_explode() -> None:
    """Each of 40 levels names the next one twice: a few kilobytes that are a million million chunks."""
    data = package(p("a"))
    for _ in range(40):
        data = package(
            '<w:altChunk r:id="c"/>' * 2,
            parts={"word/c.docx": data},
            rels=[Rel("c", "aFChunk", "c.docx")],
            types=CHUNK_TYPES,
        )
    with within(10), pytest.raises(UnreadableDocument) as caught:
        read(data, "essai.docx")
    assert caught.value.code == "too-large"


def test_html_nested_past_the_limit_is_not_lost_in_silence() -> None:
    try:
        found = said(read(html_chunk("<div>" * 3000 + "fond"), "essai.docx"))
    except UnreadableDocument as problem:
        assert problem.code == "too-large"
    else:
        assert found == ["a", "fond"]


def test_a_long_line_of_styles_is_followed_to_its_end() -> None:
    styles = style("s0", "<w:rPr><w:vanish/></w:rPr>") + "".join(
        style(f"s{number}", f'<w:basedOn w:val="s{number - 1}"/>') for number in range(1, 3000)
    )
    body = p("caché", properties='<w:pStyle w:val="s2999"/>') + p("vu")
    assert said(read(package(body, related={"styles": styles}), "essai.docx")) == ["vu"]


def test_styles_that_stand_on_each_other_are_read() -> None:
    styles = style("a", '<w:basedOn w:val="b"/>') + style("b", '<w:basedOn w:val="a"/>')
    body = p("vu", properties='<w:pStyle w:val="a"/>')
    assert said(read(package(body, related={"styles": styles}), "essai.docx")) == ["vu"]
