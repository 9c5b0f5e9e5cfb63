"""What a value reader returns: the value, and what there is to doubt of it."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class Doubt(NamedTuple):
    """A reason to look at a value again."""

    code: str
    """An issue's code (contract, section 5)."""
    text: str
    """What the document says there, as written."""


class Reading(NamedTuple, Generic[T]):
    """A value and its doubts. Where nothing can be read the value is None or empty, and a doubt says why."""

    value: T
    doubts: tuple[Doubt, ...] = ()
