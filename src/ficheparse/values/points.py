"""The points: their marks, their depth, and what of their look is kept (contract, section 3, `points`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from ficheparse.document import Paragraph, Run
from ficheparse.fiche import Point
from ficheparse.form import Form
from ficheparse.lazily import lazily
from ficheparse.rawfiche import RawPoint
from ficheparse.text import as_written, single_spaced
from ficheparse.values.plain import least_letters
from ficheparse.values.website import safe_link

_MARK = lazily(
    r"""\s*(?:
        (?:--+|[-‐‑–—•·*▪→►➢✓・●○◆■◎▲△▼▽★☆☞⚫―･＊‣◦▸▶➔➤✔□▫◇◾◼∙⁃−➜⇒☑☐❖⮚⬥﹣－][\uFE0E\uFE0F]?)(?=\s|[^\W\d_]|[«“"「『(（\d])
      | (?:[ア-ン]|\d{1,2})(?=[\t\u3000][^\W\d_])
      | o(?=\t|[\u2002\u2003\u3000]|\ {2,}|\u00a0{2,})
      | \d{1,2}\s?°(?![CFK]\b)(?=\s|[^\W\d_])
      | [〇◯](?![〇◯一二三四五六七八九十\d])
      | (?:\d{1,2}[.)．）]|\d{1,2}、(?!\d)|(?:[a-zA-Zａ-ｚＡ-Ｚ]|[ivx]{2,4}|[Ⅰ-ⅿ]|[ア-ン])[)）]|[Ⅰ-ⅿア-ン][．、])
        (?=\s|[^\W\d_]|[«“"「『])
      | [(（](?:\d{1,2}|[a-zA-Z]|[ivx]{2,4})[)）]
      | [(（][ア-ンｱ-ﾝあ-ん一二三四五六七八九十][)）]
      | [一二三四五六七八九十]{1,2}[、．.](?=\s|[^\W\d_])(?![一二三四五六七八九十])
      | [\uf000-\uf0ff](?=\s|[^\W\d_])
      | [①-⑳⑴-⒇㋐-㋾⓪❶-❿㊀-㊉]
    )\s*""",
    re.VERBOSE,
)
_ONLY_MARK = lazily(r"\s*[(（]?(?:\d{1,2}|[a-zA-Z])[.)．）°]\s*$")
_NEGATIVE = lazily(r"\s*[-–−－]\d")
_DECIMAL = lazily(r"\s*\d{1,2}[.．]\d")
_WIDE = {"\t": 720, "\u3000": 240, " ": 60, "\u00a0": 60, "\u2003": 240, "\u2002": 120}
"""What white space before a typed mark indents by, in twentieths of a point at the form's 12-point type."""
_DEPTH = 360
"""Twentieths of a point by which a level is taken to stand in where nothing says so: Word's own default."""
SAME_INDENT = 60
"""Twentieths of a point: 1 mm, by which items of one list are off when they are lined up by hand."""


def mark_end(text: str) -> int:
    r"""How many characters the bullet mark at the head of a text takes, 0 where there is none.

    >>> [mark_end(text) for text in ("- Une haie", "1) Un", "・水", "o\tsous")]
    [2, 3, 1, 2]
    >>> [mark_end(text) for text in ("1,5 km", "-5 °C", "J. Dupont", "œuvre", "3.5倍")]
    [0, 0, 0, 0, 0]
    """
    found = _MARK.match(text)
    if found is None or _DECIMAL.match(text) or _NEGATIVE.match(text):
        return 0
    return found.end()


@dataclass(slots=True)
class _Item:
    """A point before its depth among the others is known."""

    paragraph: Paragraph
    is_item: bool
    """Whether it is an item of a list, Word's or typed."""
    indent: int
    list_id: int | None
    list_level: int


def read(points: list[RawPoint], form: Form) -> tuple[Point, ...]:
    """The points, placeholders left out."""
    said = [item for point in points for item in _items(point) if _says_something(item.paragraph, form)]
    return tuple([_point(item.paragraph, level) for item, level in zip(said, _levels(said), strict=True)])


def _says_something(paragraph: Paragraph, form: Form) -> bool:
    answer = paragraph.answer
    if least_letters(answer) > form.longest:
        return True
    text = paragraph.text
    return any(map(str.isalnum, text)) and not form.is_blank(answer) and not _ONLY_MARK.match(text)


def _point(paragraph: Paragraph, level: int) -> Point:
    text = as_written(paragraph.text)
    # most points are of one look, and it is the plain one
    is_plain = len(paragraph.runs) == 1 and not _has_look(paragraph.runs[0])
    return Point(text=text, html=escape(text, quote=False) if is_plain else html(paragraph), level=level)


def _has_look(run: Run) -> bool:
    return run.bold or run.italic or run.script is not None or run.link is not None


def _items(point: RawPoint) -> list[_Item]:
    """One point, or a point a line where every line begins with a mark."""
    paragraph = point.paragraph
    if point.is_row:
        return [_Item(paragraph, False, 0, None, 0)]
    if "\n" not in paragraph.text:
        return [_item(paragraph)]
    lines = [line for line in paragraph.lines() if line.text.strip()]
    parts = lines if len(lines) > 1 and all(mark_end(line.text) for line in lines) else [paragraph]
    return [_item(part) for part in parts]


def _item(paragraph: Paragraph) -> _Item:
    text = paragraph.text
    end = mark_end(text)
    lead = len(text) - len(text.lstrip())
    indent = paragraph.indent
    if lead:
        indent += sum([_WIDE.get(character, 0) for character in text[:lead]])
    level = paragraph.list_level + _style_depth(paragraph.style)
    in_list = paragraph.list_id is not None or _is_list_style(paragraph.style)
    return _Item(
        paragraph.slice(end or lead) if end or lead else paragraph,
        bool(end) or in_list,
        indent or (_DEPTH * level if in_list else 0),
        paragraph.list_id if not end else None,
        level,
    )


def _is_list_style(style: str | None) -> bool:
    return style is not None and style.startswith(("list bullet", "list number", "liste à puces", "liste à numéros"))


def _style_depth(style: str | None) -> int:
    """How deep a list style is by its number: `list bullet 2` stands one deeper than `list bullet`."""
    number = style.rsplit(" ", 1)[-1] if style else ""
    return int(number) - 1 if len(number) == 1 and number in "23456789" else 0


def _levels(items: list[_Item]) -> list[int]:
    """How deep each item stands under the items before it; plain text is at the top, and begins anew."""
    above: list[_Item] = []
    levels: list[int] = []
    for item in items:
        if not item.is_item:
            above = []
            levels.append(0)
            continue
        while above and not _is_under(item, above[-1]):
            above.pop()
        levels.append(len(above))
        above.append(item)
    return levels


def _is_under(item: _Item, other: _Item) -> bool:
    """Whether an item is seen to stand further in than another."""
    if item.list_id is not None and item.list_id == other.list_id:
        return item.list_level > other.list_level
    if abs(item.indent - other.indent) > SAME_INDENT:
        return item.indent > other.indent
    return item.list_id is not None and other.list_id is not None and item.list_level > other.list_level


def html(paragraph: Paragraph) -> str:
    """The text with bold, italic, super- and subscript and safe links kept, and nothing else.

    >>> from ficheparse.document import Run, Where
    >>> html(Paragraph([Run("27 000 m"), Run("2", script="sup"), Run(" <b>")], Where()))
    '27 000 m<sup>2</sup> &lt;b&gt;'
    """
    parts: list[str] = []
    for run in paragraph.runs:
        text = escape(as_written(f"|{run.text}|")[1:-1], quote=False)
        if not text:
            continue
        lead, said, tail = text[: len(text) - len(text.lstrip())], text.strip(), text[len(text.rstrip()) :]
        if said:
            for tag in (run.script, "i" if run.italic else None, "b" if run.bold else None):
                said = f"<{tag}>{said}</{tag}>" if tag else said
            target = safe_link(run.link) if run.link else None
            said = f'<a href="{escape(target)}">{said}</a>' if target else said
        else:
            tail = ""
        parts.append(lead + said + tail)
    return single_spaced("".join(parts))
