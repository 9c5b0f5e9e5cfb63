"""What block and inline content both ask of their markup."""

from __future__ import annotations

from lxml import etree

from ficheparse.document import TICKED, UNTICKED
from ficheparse.read import names as n
from ficheparse.read.styles import is_on


def shows_prompt(control: etree._Element) -> bool:
    """Whether a content control still shows its prompt (17.5.2.39)."""
    properties = control.find(n.SDT_PR)
    return properties is not None and is_on(properties.find(n.SHOWING_PLACEHOLDER))


def box_state(control: etree._Element) -> str | None:
    """How the tick box that a content control is stands (Word 2010 and later), None where it is none."""
    properties = control.find(n.SDT_PR)
    box = None if properties is None else properties.find(n.W14_CHECKBOX)
    if box is None:
        return None
    state = box.find(n.W14_CHECKED)
    return TICKED if state is not None and state.get(n.W14_VAL) in ("1", "true", "on") else UNTICKED


def show_box_state(control: etree._Element, content: etree._Element) -> bool:
    """Write the state of a tick box that stands around whole paragraphs or cells in the place of its glyph.

    Returns whether the control is such a box.
    """
    if (state := box_state(control)) is None:
        return False
    for element in content.iter(n.T, n.SYM):
        if element.tag == n.T:
            element.text, state = state, ""
        elif state and (run := element.getparent()) is not None:
            glyph = etree.SubElement(run, n.T)
            glyph.text, state = state, ""
            run.remove(element)
            break
    return True


_UNDERSTOOD = frozenset(
    [
        "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
        "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
        "http://schemas.microsoft.com/office/drawing/2010/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "urn:schemas-microsoft-com:vml",
    ]
)
"""Namespaces whose content we read ourselves, so that the branch written for them is the one that is shown."""


def chosen_branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch that is shown: the first choice whose needs are understood, or the fallback (part 3, 9.3)."""
    fallback = None
    for branch in alternate:
        if branch.tag == n.CHOICE:
            needs = branch.get("Requires", "").split()
            spaces = branch.nsmap if needs else {}
            if all(spaces.get(prefix) in _UNDERSTOOD for prefix in needs):
                return branch
        elif branch.tag == n.FALLBACK:
            fallback = branch
    return fallback
