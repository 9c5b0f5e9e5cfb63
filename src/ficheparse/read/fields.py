"""Fields: what of them is shown, and where they lead (ECMA-376 part 1, 17.16)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ficheparse.document import TICKED, UNTICKED
from ficheparse.read import names as n
from ficheparse.read.styles import is_on, number

_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^“”]*+)”|(\\[a-zA-Z@*#!]|\S+)')
_FURNITURE = frozenset(["PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "FORMCHECKBOX", "FORMDROPDOWN"])
"""Fields whose results are no text of the document: page numbers, and boxes, which are shown otherwise."""
_EQUATION_RUBY = re.compile(
    r"\\o\s*(?:\\a[dlrc])?\s*\(\s*\\s\s*\\up\s*\d+\s*\([^)]*\)\s*[,;]\s*(.*)\)\s*$", re.IGNORECASE | re.DOTALL
)
"""How old Japanese Word writes a phonetic guide: an equation that sets kana over the base text, which is the text."""
_LONGEST_EQUATION = 1_000
"""Characters of code; a word and its reading need fewer."""
_TAKES_AN_ARGUMENT = frozenset(["\\o", "\\t", "\\l"])


@dataclass(slots=True)
class Field:
    """A field being read, from its begin mark to its end mark."""

    form_data: etree._Element | None = None
    code: list[str] = field(default_factory=list)
    hidden: bool = False
    """Whether its marks are hidden text."""
    separated: bool = False
    """Whether its code is over and its result has begun."""
    shown: bool = True
    """Whether its result is text of the document."""
    link: str | None = None
    """Where its result leads, or that of a field around it."""


class Fields:
    """The fields that are open, from the outside in."""

    def __init__(self) -> None:
        self._open: list[Field] = []
        self._mute = 0
        """How many of them keep text from being shown: those in their code, or whose result is no text."""
        self.shown = True
        """Whether text is shown here: told with every mark of a field, for it is asked of every text."""
        self.link: str | None = None
        """Where the innermost field that is a link leads."""

    @property
    def are_open(self) -> bool:
        """Whether any is."""
        return bool(self._open)

    def _tell(self) -> None:
        self.shown = not self._mute
        self.link = self._open[-1].link if self._open else None

    def begin(self, found: Field) -> None:
        """A field's begin mark."""
        found.link = self.link
        self._open.append(found)
        self._mute += 1
        self._tell()

    def code(self, text: str) -> None:
        """A piece of the innermost field's code."""
        if self._open and not self._open[-1].separated:
            self._open[-1].code.append(text)

    def separate(self) -> str:
        """The mark between code and result; returns the text that stands for the whole field, if any."""
        if not self._open or self._open[-1].separated:
            return ""
        found = self._open[-1]
        text = self._settle(found)
        found.separated = True
        self._mute -= found.shown
        self._tell()
        return text

    def end(self) -> str:
        """A field's end mark; returns the text that stands for a field without result, if any."""
        if not self._open:
            return ""
        found = self._open[-1]
        text = "" if found.separated else self._settle(found)
        self._open.pop()
        self._mute -= not (found.separated and found.shown)
        self._tell()
        return text

    def _settle(self, found: Field) -> str:
        """Read the code of a field that is over: sets its link, and returns the text that stands for it, if any."""
        code = "".join(found.code)
        words = [a or b or c for a, b, c in _WORDS.findall(code)]
        name = words[0].upper() if words else ""
        found.shown = name not in _FURNITURE
        text = ""
        if name == "HYPERLINK":
            found.link = _target(words[1:]) or found.link
        elif name == "FORMCHECKBOX":
            text = TICKED if _is_ticked(found.form_data) else UNTICKED
        elif name == "FORMDROPDOWN":
            text = _chosen(found.form_data)
        elif name == "EQ" and (ruby := _EQUATION_RUBY.search(code[:_LONGEST_EQUATION])):
            text = ruby[1]
        return text if self._mute == 1 and not found.hidden else ""


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
