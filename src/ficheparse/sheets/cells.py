"""A value of the record as a cell of the workbook: typed where Excel has the type, safe text everywhere else."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from ficheparse.collection import Named
from ficheparse.fiche import Fiche, Issue, Point
from ficheparse.form import Form
from ficheparse.issues import BLOCKING, Language, action, message, reason
from ficheparse.sheets.columns import IssueRow, Kind
from ficheparse.sheets.kept import OwnLook
from ficheparse.sheets.made_of import Labels, labels_of
from ficheparse.sheets.texts import CONTROL, DIRECTION, shown
from ficheparse.wording import place, say, table

MOST_CHARACTERS = 32_767
"""What a cell can hold, in UTF-16 units (Excel's specification)."""
DEEPEST_POINT = 3
"""Points deeper than this are indented no further."""
MOST_LINES = 253
"""Line feeds that a cell can hold (Excel's specification)."""
_MOST_OF_LINK = 2_079
"""Characters that Excel keeps of a link; it calls a workbook damaged that has a longer one."""
_PLAIN = MOST_CHARACTERS // 2
"""Characters that a cell can hold whatever they are."""
_FIRST_DAY = date(1900, 3, 1)
"""Excel takes 1900 for a leap year, so no day before this one is what it shows."""

_UNSAFE = re.compile(f"[\t{CONTROL}{DIRECTION}]|_x[0-9A-Fa-f]{{4}}_")
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = frozenset("=+-@＝＋－＠")
"""A Japanese Excel takes the full-width ones for the others when a text is typed."""
_NOT_IN_LINK = re.compile(
    r'[\s"<>\\^`{|}\[\]\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|%(?![0-9A-Fa-f]{2})'
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Content(NamedTuple):
    """What goes into a cell."""

    value: str | float | date | None
    style: str
    link: str | None = None
    """An address on the web or of mail."""
    jump: str | None = None
    """A cell of this workbook."""
    own_style: int | None = None
    """The number of the style, where it is none of ours."""
    formula: str | None = None
    """One of the officer's own."""
    look: OwnLook | None = None
    """What is hers of the look of a cell of ours."""


class Cleaned(NamedTuple):
    """A text that a cell can hold, and the issues of having made it so."""

    text: str
    codes: tuple[str, ...] = ()


def clean(text: str, mark: str) -> Cleaned:
    r"""The text without what a workbook cannot hold or what would mislead a reader; `mark` ends one that is cut.

    >>> clean("Évian\u202egpj.exe", "…")
    Cleaned(text='Éviangpj.exe', codes=('characters-replaced',))
    """
    codes: list[str] = []
    if (not text.isprintable() or "_x" in text) and _UNSAFE.search(text):
        text = text.replace("\t", " ")
        calm = shown(text)
        if calm != text:
            codes.append("characters-replaced")
        # Excel reads _x0041_ as A, so a document's own underscore of that kind is escaped in that very way.
        text = _ESCAPE.sub("_x005F_", calm)
    if len(text) * 2 > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        cut = _cut(text, mark)
        if cut != text:
            codes.append("text-shortened")
            text = cut
    return Cleaned(text, tuple(codes))


def _cut(text: str, mark: str) -> str:
    """The text itself where a cell can hold it, else as much of it as leaves room for the mark."""
    lines = text.split("\n")
    if len(lines) <= MOST_LINES and len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
        return text
    text = "\n".join(lines[:MOST_LINES])
    room = MOST_CHARACTERS - len(mark.encode("utf-16-le")) // 2
    # Half a pair of surrogates is no character.
    return text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore").rstrip() + mark


def web_target(address: str) -> str | None:
    """The address as a link may lead to it; None where it is not of the web, or Excel could not keep it.

    Nor does a link lead where a user's name stands before the host, to be taken for it.

    >>> web_target("https://ville.example/a b"), web_target("javascript:alert(1)")
    ('https://ville.example/a%20b', None)
    >>> web_target("https://ville.example@other.example/")
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.netloc or "@" in parts.netloc:
        return None
    target = _NOT_IN_LINK.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)
    before, hash_sign, after = target.partition("#")
    target = before + hash_sign + after.replace("#", "%23")
    return target if len(target) <= _MOST_OF_LINK else None


class Painter:
    """Makes cells' contents of the columns' values, in one language."""

    def __init__(
        self,
        form: Form,
        language: Language,
        fiche_rows: Mapping[str, int],
        issue_rows: Mapping[str, int],
        labels: Labels | None = None,
    ) -> None:
        """`labels` are what domains are called, where the form now calls them otherwise."""
        self._language: Language = language
        called = labels if labels is not None else labels_of(form)
        self._domains = {code: wordings[language] for code, wordings in called.items()}
        self._fiche_rows = fiche_rows
        self._issue_rows = issue_rows
        self._mark = say("document", "cut", language)
        self.cell_of: Callable[[IssueRow], str | None] = lambda _: None
        """The cell to mend for an issue."""
        self.mail_of: Callable[[IssueRow], str | None] = lambda _: None
        """A link that begins a message about an issue."""
        self._key = ""
        self.altered: list[tuple[str, str]] = []
        """Code and column's key of each text that could not be shown as it is, since the caller last looked."""
        self._makers: dict[Kind, Callable[[Any], Content]] = {
            "text": self._text,
            "strong": lambda value: self._text(value, "strong"),
            "muted": lambda value: self._text(value, "muted"),
            "lines": self._lines,
            "number": lambda value: Content(value, "number"),
            "year": lambda value: Content(value, "year"),
            "degrees": lambda value: Content(value, "degrees"),
            "count": lambda value: Content(value if isinstance(value, int) else len(value), "count"),
            "flag": lambda value: Content(say("flag", "yes" if value else "no", language), "flag"),
            "date": _day,
            "link": lambda value: self._link(value, value),
            "links": self._links,
            "mails": self._mails,
            "jump": self._count_of_issues,
            "fiche": self._fiche,
            "point": self._point,
            "quoted": lambda text: self._text(reason(text, language)),
            "message": lambda code: Content(message(code, language), "strong"),
            "messages": self._messages,
            "action": lambda code: Content(action(code, language), "text"),
            "status": lambda value: self._label("status", value),
            "severity": lambda value: self._label("severity", value),
            "fate": lambda value: self._label("fate", value),
            "decision": self._decision,
            "country": lambda value: Content(say("country", value, language), "text"),
            "coordinates": lambda value: Content(say("coordinates", value, language), "text"),
            "domains": lambda codes: self._lines([self._domains.get(code, code) for code in codes]),
            "field": self._field,
            "mail": self._mail,
            "place": lambda where: self._text(place(where, language)),
        }

    def paint(self, kind: Kind, key: str, value: object) -> Content:
        """The content of a cell; one of nothing keeps the look of the others."""
        if value is None or (value == [] and kind != "count"):
            return NOTHING
        self._key = key
        return self._makers[kind](value)

    def _text(self, text: str, style: str = "text") -> Content:
        if len(text) < _PLAIN and text.isprintable() and "_x" not in text:
            return Content(text, style)  # as nearly all are
        cleaned = clean(text, self._mark)
        self.altered.extend((code, self._key) for code in cleaned.codes)
        return Content(cleaned.text, style)

    def _lines(self, texts: Sequence[str]) -> Content:
        """One a line: an item has no line break of its own, so the cell can be read back."""
        return self._text("\n".join(texts))

    def _link(self, text: str, address: str) -> Content:
        target = web_target(address)
        return self._text(text, "link" if target else "text")._replace(link=target)

    def _links(self, addresses: Sequence[str]) -> Content:
        """All the addresses; a cell leads to one place only, the first."""
        return self._link(_BETWEEN_ADDRESSES.join(addresses), addresses[0])

    def _mails(self, addresses: Sequence[str]) -> Content:
        first = addresses[0]
        target = f"mailto:{first}" if first.isascii() and not _NOT_IN_LINK.search(first) else None
        return self._text(_BETWEEN_ADDRESSES.join(addresses), "link" if target else "text")._replace(link=target)

    def _count_of_issues(self, fiche: Fiche) -> Content:
        """How many there are, leading to the first of them."""
        row = self._issue_rows.get(fiche.id) if fiche.issues else None
        jump = f"'{say('sheets', 'issues', self._language)}'!A{row}" if row else None
        return Content(len(fiche.issues), "jump" if jump else "count", jump=jump)

    def _fiche(self, fiche: Fiche | Named | str) -> Content:
        """The fiche's name, leading to its row; where it is said again, only its name."""
        if isinstance(fiche, str):
            return self._text(fiche)
        row = self._fiche_rows.get(fiche.id)
        jump = f"'{say('sheets', 'fiches', self._language)}'!A{row}" if row else None
        file = fiche.file if isinstance(fiche, Named) else fiche.source.file
        return self._text(fiche.name or file, "fiche" if jump else "strong")._replace(jump=jump)

    def _point(self, point: Point) -> Content:
        return self._text(point.text, f"point-{min(point.level, DEEPEST_POINT)}")

    def _messages(self, issues: Sequence[Issue]) -> Content:
        return self._lines(
            [message(found.code, self._language, found.text if found.code in BLOCKING else None) for found in issues]
        )

    def _decision(self, decided: str) -> Content:
        known = table()["decision"].get(decided)
        return Content(known[self._language], "flag") if known else self._text(decided, "flag")

    def _label(self, section: str, value: str) -> Content:
        return Content(say(section, value, self._language), f"{section}-{value}")

    def _field(self, row: IssueRow) -> Content:
        """A field's name, leading to the cell to mend; of a text that a cell could not hold, its column's title."""
        field = row.issue.field or ""
        known = table()["field"].get(field) or table()["columns"].get(field)
        content = self._text(known[self._language] if known else field)
        jump = self.cell_of(row)
        return content._replace(style="link", jump=jump) if jump else content

    def _mail(self, row: IssueRow) -> Content:
        link = self.mail_of(row)
        return Content(say("correction", "mail", self._language), "link", link=link) if link else NOTHING


NOTHING = Content(None, "text")
_BETWEEN_ADDRESSES = " ; "
"""Not a new line, which LibreOffice does not show in a link; an address has no space, so it can be read back."""


def _day(written: str) -> Content:
    """A true date where the precision is a day and Excel counts that day right; else the text as it is."""
    if _DAY.fullmatch(written) and (day := date.fromisoformat(written)) >= _FIRST_DAY:
        return Content(day, "date")
    return Content(written, "date")


def is_formula_like(text: str) -> bool:
    """Whether the text would be a formula, were it typed into a cell."""
    return text[:1] in _FORMULA
