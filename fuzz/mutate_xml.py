"""Mutations of an XML part: of its tree whatever it says, and of what WordprocessingML can say in it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from functools import cache
from random import Random

from hostile import NAMESPACES, SNIPPETS, VALUES, WRAPPERS, text
from lxml import etree

Mutation = Callable[[Random, etree._Element], bool]
"""Changes the tree below its root; tells whether it did, for not every tree has what it changes."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEPTHS = (1, 1, 1, 2, 5, 30)
_RARE_DEPTHS = (150, 700)
"""Past the limit of 2,000 levels with the wrappers of three levels, within it with the others."""
_REPEATS = (2, 2, 3, 3, 5, 40)
_RARE = 0.01


def _one(rng: Random, root: etree._Element, *tags: str) -> etree._Element | None:
    """An element below the root, of one of these tags where any are given."""
    elements = [element for element in root.iter(*tags or ("*",)) if element is not root]
    return rng.choice(elements) if elements else None


def _remove(rng: Random, root: etree._Element) -> bool:
    element = _one(rng, root)
    parent = None if element is None else element.getparent()
    if element is None or parent is None:
        return False
    parent.remove(element)
    return True


def _duplicate(rng: Random, root: etree._Element) -> bool:
    element = _one(rng, root)
    parent = None if element is None else element.getparent()
    if element is None or parent is None:
        return False
    for _ in range(rng.choice(_REPEATS)):
        parent.insert(rng.randint(0, len(parent)), copy.deepcopy(element))
    return True


def _move(rng: Random, root: etree._Element) -> bool:
    element, goal = _one(rng, root), _one(rng, root)
    if element is None or goal is None or goal is element or element in goal.iterancestors():
        return False
    goal.insert(rng.randint(0, len(goal)), element)
    return True


def _unwrap(rng: Random, root: etree._Element) -> bool:
    """An element's children in the place of it."""
    element = _one(rng, root)
    parent = None if element is None else element.getparent()
    if element is None or parent is None or not len(element):
        return False
    place = parent.index(element)
    children = list(element)
    parent.remove(element)
    for number, child in enumerate(children):
        parent.insert(place + number, child)
    return True


def _rename(rng: Random, root: etree._Element) -> bool:
    """An element takes the name of another of the tree, or one without a namespace."""
    element, other = _one(rng, root), _one(rng, root)
    if element is None or other is None:
        return False
    element.tag = other.tag if rng.random() < 0.9 else "x"
    return True


def _swap(rng: Random, root: etree._Element) -> bool:
    """Two elements change places."""
    one, other = _one(rng, root), _one(rng, root)
    if one is None or other is None or one is other or one in other.iterancestors() or other in one.iterancestors():
        return False
    first, second = one.getparent(), other.getparent()
    if first is None or second is None:
        return False
    marker = etree.SubElement(first, "marker")
    first.replace(one, marker)
    second.replace(other, one)
    first.replace(marker, other)
    return True


def _swap_attributes(rng: Random, root: etree._Element) -> bool:
    one, other = _one(rng, root), _one(rng, root)
    if one is None or other is None or not (one.attrib or other.attrib):
        return False
    first, second = ({str(name): str(value) for name, value in e.attrib.items()} for e in (one, other))
    for element, attributes in ((one, second), (other, first)):
        element.attrib.clear()
        for name, value in attributes.items():
            element.set(name, value)
    return True


def _attribute(rng: Random, root: etree._Element) -> bool:
    """An attribute's value is a number or a word that makes no sense there, or it is gone."""
    having = [element for element in root.iter("*") if element.attrib]
    if not having:
        return False
    element = rng.choice(having)
    name = rng.choice(list(element.attrib))
    if rng.random() < 0.2:
        del element.attrib[name]
    else:
        element.attrib[name] = rng.choice(VALUES)
    return True


def _text(rng: Random, root: etree._Element) -> bool:
    """A text is another: a label, a value of each kind spoiled, a run of one character."""
    element = _one(rng, root, _WORD + "t") if rng.random() < 0.9 else _one(rng, root)
    if element is None:
        return False
    element.text = text(rng)
    return True


def _text_cut(rng: Random, root: etree._Element) -> bool:
    """A text loses what is before or after a point, or is followed by another's."""
    element, other = _one(rng, root, _WORD + "t"), _one(rng, root, _WORD + "t")
    if element is None or other is None or not element.text:
        return False
    point = rng.randint(0, len(element.text))
    element.text = rng.choice(
        (element.text[:point], element.text[point:], element.text[:point] + (other.text or "") + element.text[point:])
    )
    return True


def _tail(rng: Random, root: etree._Element) -> bool:
    """Text where elements alone should stand."""
    element = _one(rng, root)
    if element is None:
        return False
    element.tail = text(rng)
    return True


def _comment(rng: Random, root: etree._Element) -> bool:
    element = _one(rng, root)
    if element is None:
        return False
    made: etree._Element = etree.Comment("note") if rng.random() < 0.5 else etree.ProcessingInstruction("mso", "x='y'")
    element.insert(rng.randint(0, len(element)), made)
    return True


def _parsed(markup: str) -> etree._Element:
    return etree.fromstring(f"<root {NAMESPACES}>{markup}</root>")[0]


_template = cache(_parsed)


def _wrap(name: str) -> Mutation:
    """Puts an element, or a row of neighbours, into this wrapper, once or many times."""

    def mutation(rng: Random, root: etree._Element) -> bool:
        tags = [_WORD + tag for tag in WRAPPERS[name].around]
        element = _one(rng, root, *(tags if rng.random() < 0.8 else ()))
        parent = None if element is None else element.getparent()
        if element is None or parent is None:
            return False
        depth = rng.choice(_RARE_DEPTHS if rng.random() < _RARE else _DEPTHS)
        place = parent.index(element)
        taken = list(parent)[place : place + rng.choice((1, 1, 1, 3))]
        for _ in range(depth):
            wrapper = copy.deepcopy(_template(WRAPPERS[name].markup))
            slot = next(wrapper.iter("slot"))
            around = slot.getparent()
            if around is None:
                return False
            at = around.index(slot)
            around.remove(slot)
            for number, one in enumerate(taken):
                around.insert(at + number, one)
            taken = [wrapper]
        parent.insert(place, taken[0])
        return True

    return mutation


def _insert(name: str) -> Mutation:
    """Puts this snippet beside or into an element of the kind that it belongs to."""

    def mutation(rng: Random, root: etree._Element) -> bool:
        snippet = SNIPPETS[name]
        element = _one(rng, root, *([_WORD + snippet.goal] if rng.random() < 0.9 else ()))
        if element is None:
            return False
        for made in _filled(rng, snippet.markup):
            parent = element if snippet.inside else element.getparent()
            if parent is None:
                return False
            place = rng.choice((0, len(parent))) if snippet.inside else parent.index(element)
            parent.insert(place, made)
        return True

    return mutation


def _filled(rng: Random, markup: str) -> list[etree._Element]:
    """The snippet's elements, with hostile texts and values in the places it leaves for them."""
    made = copy.deepcopy(_template(f"<all>{markup}</all>"))
    for element in made.iter("*"):
        if element.text == "TEXT":
            element.text = text(rng)
        for key, value in element.attrib.items():
            if value == "VALUE":
                element.attrib[key] = rng.choice(VALUES)
            elif value == "ID":
                element.attrib[key] = f"rId{rng.randint(1, 12)}"
            elif value == "TEXT":
                element.attrib[key] = text(rng)
    return list(made)


MUTATIONS: dict[str, Mutation] = {
    "remove": _remove,
    "duplicate": _duplicate,
    "move": _move,
    "unwrap": _unwrap,
    "rename": _rename,
    "swap": _swap,
    "swap attributes": _swap_attributes,
    "attribute": _attribute,
    "text": _text,
    "text cut": _text_cut,
    "tail": _tail,
    "comment": _comment,
    **{f"wrap in {name}": _wrap(name) for name in WRAPPERS},
    **{f"insert {name}": _insert(name) for name in SNIPPETS},
}
"""By the name that a case tells. Those of the tree as such are drawn as often as all the others together."""
_GENERAL = [name for name in MUTATIONS if not name.startswith(("wrap ", "insert "))]
_SPECIAL = [name for name in MUTATIONS if name.startswith(("wrap ", "insert "))]


def mutate(rng: Random, root: etree._Element) -> str | None:
    """Change the tree once; the name of the mutation, None where the tree had nothing for it."""
    name = rng.choice(_GENERAL if rng.random() < 0.5 else _SPECIAL)
    try:
        return name if MUTATIONS[name](rng, root) else None
    except (ValueError, TypeError):  # what lxml itself will not put in a tree, no document holds
        return None
