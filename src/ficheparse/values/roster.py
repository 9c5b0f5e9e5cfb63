"""Which name, function, desk and address of a cell belong together (contract, section 3, **Contact**)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ficheparse.lazily import lazily

Span = tuple[int, int]


class Mark(NamedTuple):
    """Something of the cell: an address, or words of one kind."""

    start: int
    end: int
    kind: str
    """`email`, `number`, `url`; `break` and `colon` between words; or a kind of `people.Part`."""
    value: str | None = None
    """An e-mail or a number as it goes into the record; None where it is not valid."""
    sense: frozenset[str] = frozenset()
    """See `people.Part`; of a number, `phone`, `fax` or both."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.end


# What stands between two contacts of one line; a title behind it is of the second.
_BOUND = lazily(r"[,;|/()\[\]–—、・&]|\b(?:et|and)\b|と")
_CLOSING = lazily(r"\s?[)\]»”\"」]")


@dataclass(slots=True)
class Draft:
    """A contact in the making: where its parts stand, and its addresses."""

    start: int = 0
    line: int = 0
    """The line of its name, or of its first part."""
    name: Span | None = None
    given: Span | None = None
    """A given name on a line of its own."""
    role: Span | None = None
    desk: Span | None = None
    heads: bool = False
    """Whether its desk stood on a line of its own before the name: it is that of the names that follow, too."""
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    faxes: list[str] = field(default_factory=list)
    addressed: bool = False
    """Whether an address was met, valid or not."""


def roster(text: str, marks: list[Mark]) -> list[Draft]:
    """The contacts that these marks of a text make, in order."""
    reader = _Reader(text)
    for mark in _told_apart(text, marks):
        reader.take(mark)
    return _merged(reader.drafts)


def _told_apart(text: str, marks: list[Mark]) -> list[Mark]:
    """The marks, each number with its sense: of a telephone, a fax or both, by the words before it or behind it."""
    result: list[Mark] = []
    sense: frozenset[str] = frozenset()
    previous = ""
    leads = False  # whether brackets with a channel stand before the numbers: (TEL) … (FAX) …
    for mark in marks:
        if mark.kind == "break":
            leads = False
        if mark.kind == "channel":
            behind = result and result[-1].kind == "number"
            if not behind and text[: mark.start].rstrip().endswith("("):
                leads = True
            if behind and not leads and re.fullmatch(r"\s*\(\s*", text[result[-1].end : mark.start]):
                if own := mark.sense & {"phone", "fax"}:  # 02 61 91 00 12 (fax)
                    result[-1] = result[-1]._replace(sense=own)
                continue
            sense = sense | mark.sense if previous == "channel" else mark.sense
        elif mark.kind == "number":
            told = sense & {"phone", "fax"} or frozenset({"phone"})
            mark = Mark(mark.start, mark.end, mark.kind, mark.value, told)  # noqa: PLW2901 - as told
        elif mark.kind in {"email", "url", "name"} or (mark.kind == "break" and previous != "channel"):
            sense = frozenset()
        if not (mark.kind == "break" and previous == "channel"):
            previous = mark.kind
        result.append(mark)
    return _each_its_own(result)


def _each_its_own(marks: list[Mark]) -> list[Mark]:
    """Of two numbers on a line after `Tél. / Fax :`, the first is the telephone's and the second the fax's."""
    shared = [index for index, mark in enumerate(marks) if len(mark.sense) == 2 and mark.kind == "number"]
    if len(shared) == 2 and shared[1] == shared[0] + 1:
        for index, sense in zip(shared, ("phone", "fax"), strict=True):
            marks[index] = marks[index]._replace(sense=frozenset({sense}))
    return marks


class _Reader:
    """Goes through a cell's marks once, and gives each to the contact that it belongs to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.drafts: list[Draft] = []
        self.line = 0
        self.line_start = 0
        self.fresh = True
        """Whether nothing but labels stood on this line yet."""
        self.last = 0
        """Where the last mark ends."""
        self.expected: str | None = None
        """What the label before the next words says they are."""

    def take(self, mark: Mark) -> None:
        """Give one mark to its contact."""
        if mark.kind == "break":
            self.line, self.line_start, self.fresh = self.line + 1, mark.end, True
            if self.expected == "aside":
                self.expected = None
        elif mark.kind == "label":
            self.expected = next(iter(mark.sense))
        elif mark.kind in {"email", "number"}:
            self._address(mark)
        elif mark.kind in {"name", "surname", "role", "note", "organisation"} and self.expected != "aside":
            self._said(mark)
        self.last = mark.end

    def _current(self, mark: Mark) -> Draft:
        return self.drafts[-1] if self.drafts else self._open(mark)

    def _open(self, mark: Mark) -> Draft:
        """A new contact, from its line on, or from the mark where another's part stands on that line."""
        start = self.line_start
        if self.drafts and not self.fresh:
            bounds = [bound.end() for bound in _BOUND.finditer(self.text, self.last, mark.start)]
            start = bounds[-1] if bounds else self.last
        self.drafts.append(Draft(start, self.line))
        return self.drafts[-1]

    def _address(self, mark: Mark) -> None:
        draft = self._current(mark)
        draft.addressed = True
        self.expected, self.fresh = None, False
        for kind in mark.sense or {"email"}:
            addresses = {"email": draft.emails, "phone": draft.phones, "fax": draft.faxes}[kind]
            if mark.value is not None and mark.value not in addresses:
                addresses.append(mark.value)

    def _said(self, mark: Mark) -> None:
        """Words: a name, a function or a desk."""
        draft = self._current(mark)
        kind = self._kind(mark, draft)
        if kind == "name":
            self._name(mark, draft)
        elif kind == "organisation":
            self._desk(mark, draft)
        elif kind == "role":
            if draft.addressed and self.fresh:
                draft = self._open(mark)
            draft.role = draft.role or mark.span
        self.expected, self.fresh = None, False

    def _kind(self, mark: Mark, draft: Draft) -> str | None:
        """What the words are, after what announced them and what stands before them."""
        if self.expected in {"role", "organisation"} and mark.kind != "name":
            return self.expected
        if self.expected in {"name", "given"} and mark.kind != "role":
            return "name"
        if mark.kind == "note":  # small letters say a function where they follow a name on its line
            beside = draft.name and not draft.role and not draft.addressed and draft.line == self.line
            return "role" if beside else None
        if mark.kind == "surname":
            leads = self.fresh and draft.addressed and re.match(r"\s*[:,]", self.text[mark.end : mark.end + 3])
            follows = draft.name and not draft.addressed and " " not in self.text[slice(*draft.name)].strip()
            return "name" if not draft.name or leads or follows or self.expected == "lead" else None
        return mark.kind

    def _name(self, mark: Mark, draft: Draft) -> None:
        if draft.name is not None and not draft.addressed:
            if self.expected == "given":
                draft.given = mark.span
                return
            if self._continues(draft.name, mark):
                draft.name = draft.name[0], self._closed(self.text[draft.name[1] : mark.start], mark)
                return
        if draft.name is not None or (draft.addressed and (draft.desk or draft.role or self.fresh)):
            heads = draft.heads
            desk = draft.desk
            draft = self._open(mark)
            if heads:
                draft.desk, draft.heads = desk, True
        elif draft.desk is not None and draft.line != self.line:
            draft.heads = True
        draft.name, draft.line = mark.span, self.line

    def _continues(self, name: Span, mark: Mark) -> bool:
        """Whether a name goes on: the same in another script, `Aya Ono (小野彩)`, or what it is called, `ROY, Anne`."""
        between = self.text[name[1] : mark.start]
        before, after = self.text[slice(*name)], self.text[slice(*mark.span)]
        if not between.strip() and " " in before.strip() and " " in after.strip() and _script(before) != _script(after):
            return "latin" in (_script(before), _script(after))  # 水島 玲子 Reiko MIZUSHIMA
        if re.fullmatch(r"\s*[(\[/]\s*", between):
            # 佐藤(健) is the one of several 佐藤
            return _script(before) != _script(after) or (len(after) == 1 and "(" in between)
        return between == ", " and before.isupper() and " " not in before + after and not after.isupper()

    def _closed(self, between: str, mark: Mark) -> int:
        """Where words end that go on after `between`, with the bracket or quote that it opened."""
        closing = _CLOSING.match(self.text, mark.end)
        return closing.end() if closing and re.search(r"[(\[«“\"「]", between) else mark.end

    def _desk(self, mark: Mark, draft: Draft) -> None:
        trails = draft.name is not None and draft.desk is None and draft.line == self.line
        is_next = draft.name is not None and draft.desk is not None and (self.fresh or draft.heads)
        if (draft.addressed and not trails) or is_next:
            draft = self._open(mark)  # the next one's, or the last one's after all: see `_merged`
        if draft.desk is None:
            draft.desk = mark.span
            return
        between = self.text[draft.desk[1] : mark.start]
        if len(between) <= 4 and not any(map(str.isalnum, between)):
            draft.desk = draft.desk[0], self._closed(between, mark)


def _merged(drafts: list[Draft]) -> list[Draft]:
    """The drafts that stand for someone: what has no address of its own goes to the one beside it."""
    result: list[Draft] = []
    for draft in drafts:
        before = result[-1] if result else None
        if before is None or (draft.addressed and (draft.name or draft.desk or draft.role or before.addressed)):
            result.append(draft)
        elif draft.name is None:  # "a desk … beside a person with no number of its own is that person's"
            before.role = before.role or draft.role
            before.desk = before.desk or draft.desk
        elif before.name is None and before.desk is None and before.role is None and before.addressed:
            # The addresses stood before the name.
            before.name, before.given, before.role, before.desk = draft.name, draft.given, draft.role, draft.desk
        else:
            result.append(draft)
    return [draft for draft in result if draft.addressed or draft.name or draft.desk or draft.role]


def _script(text: str) -> str:
    """The script of a name: Latin, kana or Chinese characters."""
    if any("\u3400" <= char <= "\u9fff" for char in text):
        return "chinese"
    return "kana" if any("\u3040" <= char <= "\u30ff" for char in text) else "latin"
