"""Fields: what of them is shown, and where they lead (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ficheparse.document import TICKED, UNTICKED
from ficheparse.read import names as n
from ficheparse.read.styles import is_on, number

_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[a-zA-Z@*#!]|\S+)')
_FURNITURE = frozenset(["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "FORMCHECKBOX", "FORMDROPDOWN"])
"""Fields whose results are no text of the document: page numbers, and boxes, which are shown otherwise."""
_TAKES_AN_ARGUMENT = frozenset(["\\o", "\\t", "\\l"])


@dataclass(slots=True)
class Field:
    """A field being read, from its begin mark to its end mark."""

    form_data: etree._Element | None = None
    code: list[str] = field(default_factory=list)
    separated: bool = False
    """Whether its code is over and its result has begun."""
    told: bool = False
    link: str | None = None
    shown: bool = True


def settle(found: Field) -> str:
    """Read the code of a field that is over: sets its link, and returns the text that stands for it, if any."""
    if found.told:
        return ""
    found.told = True
    code = "".join(found.code)
    words = [a or b or c for a, b, c in _WORDS.findall(code)]
    name = words[0].upper() if words else ""
    found.shown = name not in _FURNITURE
    if name == "HYPERLINK":
        found.link = _target(words[1:])
    if name == "FORMCHECKBOX":
        return TICKED if _is_ticked(found.form_data) else UNTICKED
    if name == "FORMDROPDOWN":
        return _chosen(found.form_data)
    return ""


def _target(words: list[str]) -> str | None:
    r"""The address of a HYPERLINK field, its `\l` fragment included; None where it leads into the document itself."""
    address = fragment = ""
    position = 0
    while position < len(words):
        word = words[position]
        if word in _TAKES_AN_ARGUMENT:
            position += 1
            if word == "\\l" and position < len(words):
                fragment = words[position]
        elif not word.startswith("\\") and not address:
            address = word.replace("\\\\", "\\")
        position += 1
    if not address:
        return None
    return f"{address}#{fragment}" if fragment else address


def _is_ticked(form_data: etree._Element | None) -> bool:
    """Of a legacy check box: what it is, or else what it is at first (17.16.7)."""
    box = None if form_data is None else form_data.find(n.CHECK_BOX)
    if box is None:
        return False
    checked = box.find(n.CHECKED)
    return is_on(checked if checked is not None else box.find(n.DEFAULT))


def _chosen(form_data: etree._Element | None) -> str:
    """Of a legacy drop-down: the entry that its index names, the first where it names none (17.16.9)."""
    box = None if form_data is None else form_data.find(n.DD_LIST)
    if box is None:
        return ""
    entries = [entry.get(n.VAL, "") for entry in box.iterchildren(n.LIST_ENTRY)]
    result = box.find(n.RESULT)
    result = box.find(n.DEFAULT) if result is None else result
    index = 0 if result is None else number(result.get(n.VAL)) or 0
    return entries[index] if 0 <= index < len(entries) else ""
