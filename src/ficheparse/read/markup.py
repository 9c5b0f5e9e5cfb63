"""Two questions that block and inline content both ask of their markup."""

from __future__ import annotations

from lxml import etree

from ficheparse.read import names as n
from ficheparse.read.styles import is_on


def shows_prompt(control: etree._Element) -> bool:
    """Whether a content control still shows its prompt (17.5.2.39)."""
    properties = control.find(n.SDT_PR)
    return properties is not None and is_on(properties.find(n.SHOWING_PLACEHOLDER))


_UNDERSTOOD = frozenset(
    ["wps", "wpg", "wpc", "wpi", "wp14", "w14", "w15", "w16", "a14", "v", "w", "wp", "pic", "m", "am3d"]
)


def chosen_branch(alternate: etree._Element) -> etree._Element | None:
    """The one branch that is shown: the first choice whose needs are understood, or the fallback (part 3, 9.3)."""
    fallback = None
    for branch in alternate:
        if branch.tag == n.CHOICE and set(branch.get("Requires", "").split()) <= _UNDERSTOOD:
            return branch
        if branch.tag == n.FALLBACK:
            fallback = branch
    return fallback
