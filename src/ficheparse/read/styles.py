"""Styles and list definitions: how a paragraph that does not say so itself looks (ECMA-376 part 1, 17.7, 17.9)."""

from __future__ import annotations

import re
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from ficheparse.read import names as n
from ficheparse.read.package import parse_xml

_ROOT = re.compile(rb"\s*(?:<\?xml[^<>]*>\s*)?(<w:styles\s[^<>]*>)")
_END = b"</w:style>"
_FALSE = frozenset(["0", "false", "off", "none"])
_MOST_CUT_OUT = 30
"""Styles that are looked for in the part's bytes, each from their beginning; where there are more, all are parsed."""
_CHARACTER = 210
"""Twentieths of a point that a character is wide, in Word's own East Asian type of 10.5 points."""


class Style(NamedTuple):
    """What a style says of the things that we look at, its ancestors' sayings included."""

    name: str = ""
    list_id: str | None = None
    list_level: int | None = None
    indent: int | None = None
    bold: bool = False
    italic: bool = False
    hidden: bool = False


def is_on(element: etree._Element | None) -> bool:
    """Whether a toggle such as `w:b` or `w:vanish` is there and not switched off (17.17.4)."""
    return element is not None and element.get(n.VAL) not in _FALSE


def number(text: str | None) -> int | None:
    """A measure in twentieths of a point, None where it is none (Strict files may write `1.5cm`)."""
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        return _universal_measure(text)


_TWENTIETHS = {"mm": 56.69, "cm": 566.9, "in": 1440.0, "pt": 20.0, "pc": 240.0, "pi": 240.0}


def _universal_measure(text: str) -> int | None:
    """A length with its unit (ECMA-376 part 1, 22.9.2.15)."""
    try:
        return round(float(text[:-2]) * _TWENTIETHS[text[-2:]])
    except (ValueError, KeyError, OverflowError):
        return None


class Styles:
    """The styles of a document, resolved when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """`data` are the part's bytes, empty where there is none."""
        self._data = data
        self._resolved: dict[str, Style] = {}
        self._cut_out = 0

    @cached_property
    def hide(self) -> bool:
        """Whether any style hides its text."""
        return b"vanish" in self._data

    @cached_property
    def _elements(self) -> dict[str, etree._Element]:
        """All definitions by id."""
        root = parse_xml(self._data, "styles") if self._data else None
        return {} if root is None else {e.get(n.STYLE_ID, ""): e for e in root.iterchildren(n.STYLE)}

    def _element(self, style_id: str) -> etree._Element | None:
        """One definition, cut out of the part: parsing all of them costs twice what the document itself does."""
        if "_elements" not in self.__dict__ and style_id.isalnum() and self._cut_out < _MOST_CUT_OUT:
            self._cut_out += 1
            root = _ROOT.match(self._data)
            found = re.search(rb"<w:style\s[^<>]*w:styleId=\"%b\"" % style_id.encode(), self._data)
            end = self._data.find(_END, found.end()) if found else -1
            if root and found and end != -1 and b"<!" not in self._data[: root.end()]:
                definition = self._data[found.start() : end + len(_END)]
                return parse_xml(root[1] + definition + b"</w:styles>", "styles")[0]
        return self._elements.get(style_id)

    def get(self, style_id: str) -> Style:
        """The style of this id; one that says nothing where there is none."""
        found = self._resolved.get(style_id)
        if found is None:
            found = self._resolved[style_id] = self._resolve(style_id)
        return found

    def _resolve(self, style_id: str) -> Style:
        """A style on top of those that it is based on, one by one from the last; each is then known."""
        chain: dict[str, etree._Element] = {}
        base: str | None = style_id
        while base is not None and base not in chain and base not in self._resolved:
            if (element := self._element(base)) is None:
                break
            chain[base] = element
            based_on = element.find(n.BASED_ON)
            base = None if based_on is None else based_on.get(n.VAL, "")
        style = Style() if base is None else self._resolved.get(base, Style(name=base.lower()))
        for own_id, element in reversed(chain.items()):
            style = self._resolved[own_id] = self._on_top_of(style, own_id, element)
        return style

    @staticmethod
    def _on_top_of(style: Style, style_id: str, element: etree._Element) -> Style:
        name = element.find(n.NAME)
        style = style._replace(name=(style_id if name is None else name.get(n.VAL, "")).lower())
        if (properties := element.find(n.P_PR)) is not None:
            _, list_id, level, indent = paragraph_layout(properties)
            style = style._replace(
                list_id=style.list_id if list_id is None else list_id,
                list_level=style.list_level if level is None else level,
                indent=style.indent if indent is None else indent,
            )
        if (properties := element.find(n.R_PR)) is not None:
            bold, italic, hidden = (properties.find(tag) for tag in (n.BOLD, n.ITALIC, n.VANISH))
            style = style._replace(
                bold=style.bold if bold is None else is_on(bold),
                italic=style.italic if italic is None else is_on(italic),
                hidden=style.hidden if hidden is None else is_on(hidden),
            )
        return style


def paragraph_layout(properties: etree._Element) -> tuple[str | None, str | None, int | None, int | None]:
    """What a `w:pPr` gives, each None where it says nothing.

    Its style, its list's id, the depth in that list, and its left indentation.
    """
    style = list_id = level = indent = None
    for child in properties:
        tag = child.tag
        if tag == n.P_STYLE:
            style = child.get(n.VAL)
        elif tag == n.NUM_PR:
            for part in child:
                if part.tag == n.NUM_ID:
                    list_id = part.get(n.VAL)
                elif part.tag == n.ILVL:
                    level = number(part.get(n.VAL))
        elif tag == n.IND:
            indent = _indentation(child)
    return style, list_id, level, indent


def _indentation(element: etree._Element) -> int | None:
    """The left indentation that a `w:ind` gives, with that of the first line; None where it gives none.

    Word writes beside characters (17.3.1.12) what they come to in twentieths of a point; others write them alone.
    """
    left = number(element.get(n.LEFT) or element.get(n.START))
    first = number(element.get(n.FIRST_LINE))
    if left is None and (characters := number(element.get(n.LEFT_CHARS) or element.get(n.START_CHARS))):
        left = characters * _CHARACTER // 100
    if not first and (characters := number(element.get(n.FIRST_LINE_CHARS))):
        first = characters * _CHARACTER // 100
    return left if not first else (left or 0) + first


class _List(NamedTuple):
    """A list: what it says of its levels, its abstract definition included."""

    indents: dict[int | None, int]
    """The left indentation of each level that gives one, in twentieths of a point; its own override first (17.9.8)."""
    bound: dict[str, int | None]
    """The level that each style is bound to (17.9.23)."""


class Lists:
    """The list definitions of a document: how far each level of each list is indented."""

    def __init__(self, data: bytes) -> None:
        """`data` are the part's bytes, empty where there is none."""
        self._data = data

    @cached_property
    def _lists(self) -> dict[str, _List]:
        """The lists by id, read when the first is asked for; nothing stays of the tree, which is far larger."""
        if not self._data:
            return {}
        root = parse_xml(self._data, "numbering")
        abstract = {
            element.get(n.ABSTRACT_NUM_ID, ""): _List(_indents(element), _bound(element))
            for element in root.iterchildren(n.ABSTRACT_NUM)
        }
        return {element.get(n.NUM_ID, ""): _list(element, abstract) for element in root.iterchildren(n.NUM)}

    def indent(self, list_id: str, level: int) -> int | None:
        """Left indentation of a level of a list in twentieths of a point, None where the list does not say."""
        found = self._lists.get(list_id)
        return None if found is None else found.indents.get(level)

    def level_of(self, list_id: str, style_id: str) -> int | None:
        """The level of a list that a style is bound to, None where it is bound to none."""
        found = self._lists.get(list_id)
        return None if found is None else found.bound.get(style_id)


def _list(element: etree._Element, abstract: dict[str, _List]) -> _List:
    """A list on top of the abstract definition that it names."""
    named = element.find(n.ABSTRACT_NUM_ID)
    base = abstract.get(named.get(n.VAL, "")) if named is not None else None
    overrides = [_indents(child) for child in element.iterchildren(n.LVL_OVERRIDE)]
    if base is not None and not any(overrides):
        return base
    indents = dict(base.indents) if base else {}
    for own in overrides:
        indents.update(own)
    return _List(indents, base.bound if base else {})


def _indents(definition: etree._Element) -> dict[int | None, int]:
    """The left indentation of each level that gives one, the first of its number."""
    found: dict[int | None, int] = {}
    for level in definition.iterchildren(n.LVL):
        if (properties := level.find(n.P_PR)) is not None:
            indent = paragraph_layout(properties)[3]
            if indent is not None:
                found.setdefault(number(level.get(n.ILVL)), indent)
    return found


def _bound(definition: etree._Element) -> dict[str, int | None]:
    """The level that each style is bound to."""
    found: dict[str, int | None] = {}
    for level in definition.iterchildren(n.LVL):
        if (style := level.find(n.P_STYLE)) is not None:
            found.setdefault(style.get(n.VAL, ""), number(level.get(n.ILVL)))
    return found
