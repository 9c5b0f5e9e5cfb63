"""Messages to the authorities whose fiche is blocked or to be reviewed: what is missing or unclear, and how to answer.

Each is a draft (`X-Unsent`), in the language that the authority wrote in, addressed to the fiche's own contacts.
Nothing is sent; no day or hour is in it, so that the same fiche gives the same bytes.
"""

from __future__ import annotations

import quopri
import re
import tomllib
from collections.abc import Iterator
from email.header import Header
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import quote

from ficheparse.fiche import Fiche, Issue
from ficheparse.form import Form
from ficheparse.issues import BLOCKING, Language
from ficheparse.text import as_written
from ficheparse.values.language import language_of
from ficheparse.wording import place
from ficheparse.write.records import file_stem

MOST_QUOTED = 250
"""Characters of a quotation; a longer one is cut, for the authority has the document."""
_MOST_IN_A_LINE = 998
"""Bytes (RFC 5322, 2.1.1)."""
_LONGEST_MAILBOX = 254
"""Characters (RFC 5321, 4.5.3.1.3)."""
_MAILBOX = re.compile(r"[a-z0-9_+%&'-]+(?:\.[a-z0-9_+%&'-]+)*@(?:[a-z0-9-]+\.)+[a-z0-9-]+", re.ASCII)
"""An address that every mailer takes as it is: of any other, one would make something else of it on its way."""
MOST_OF_LINK = 2_000
"""Characters of a link that begins a message."""
MOST_PASSAGES = 10
"""Quotations under one question."""


class _Question(NamedTuple):
    """What one kind of issue asks, with all that the document says there."""

    code: str
    fields: tuple[str, ...]
    quotes: tuple[tuple[str, str | None], ...]
    """What is written, and where."""


def followup(fiche: Fiche, form: Form) -> tuple[str, bytes] | None:
    """The message for a fiche that somebody has to be asked about, with its file name; None for any other."""
    questions = list(_questions(fiche))
    return (f"{file_stem(fiche.id)}.eml", _message(fiche, questions, form)) if questions else None


class MailLinks:
    """Links that begin a message about one issue, its subject and text ready.

    A link has to be short: Excel keeps 2,079 characters of one. What does not fit is left out, the text first.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._last: tuple[Fiche, Language, dict[str, _Question]] | None = None
        """The fiche last asked for, for one after the other is of the same."""

    def of(self, fiche: Fiche, issue: Issue) -> str | None:
        """The link for an issue; None where there is nobody to ask, or nothing."""
        mailboxes = [email for contact in fiche.contacts for email in contact.emails if _MAILBOX.fullmatch(email)]
        if not mailboxes:
            return None
        if self._last is None or self._last[0] is not fiche:
            self._last = fiche, _language(fiche), {question.code: question for question in _questions(fiche)}
        _, language, questions = self._last
        if issue.code not in questions:
            return None
        asked = questions[issue.code]
        subject = quote(_say("message", "subject", language).format(name=_name(fiche)))
        plain = asked._replace(quotes=asked.quotes[:1])
        for question in (asked, plain, plain._replace(quotes=())):
            body = "%0D%0A".join(map(_quoted, _lines(fiche, [question], self._form, language)))
            link = f"mailto:{mailboxes[0]}?subject={subject}&body={body}"
            if len(link) <= MOST_OF_LINK:
                return link
        link = f"mailto:{mailboxes[0]}?subject={subject}"
        return link if len(link) <= MOST_OF_LINK else f"mailto:{mailboxes[0]}"


# most lines are ours, and the same in every message; those of a fiche are asked for up to three times
_quoted = lru_cache(maxsize=1024)(quote)


def _questions(fiche: Fiche) -> Iterator[_Question]:
    """One for each code of a warning or an error, errors first; none for what is the office's own matter."""
    table = _table()
    asked = [
        issue
        for issue in fiche.issues
        if issue.severity != "info"
        and issue.code not in table["office"]["codes"]
        and issue.text not in table["office"]["reasons"]
    ]
    for code in sorted({issue.code for issue in asked}, key=list(table["ask"]).index):
        same = [issue for issue in asked if issue.code == code]
        if code == "text-unplaced" and any(issue.code == "field-repeated" for issue in asked):
            same = same[1:]  # what stands there twice is asked about already
            if len(fiche.unplaced) < 2:
                continue
        named = (issue.field for issue in same)
        fields = tuple(dict.fromkeys(field for field in named if field and field in table["fields"]))
        yield _Question(code, fields, tuple(_quotes(fiche, code, same)))


def _quotes(fiche: Fiche, code: str, same: list[Issue]) -> Iterator[tuple[str, str | None]]:
    if code in BLOCKING:
        return
    if code == "text-unplaced":
        yield from ((text, None) for text in fiche.unplaced[:MOST_PASSAGES])
    else:
        yield from ((issue.text, issue.where) for issue in same[:MOST_PASSAGES] if issue.text)


def _message(fiche: Fiche, questions: list[_Question], form: Form) -> bytes:
    """The message, its headers as RFC 5322 and RFC 2047 have them.

    They are put together here, of the library's parts: `EmailMessage` reads each header again as a mailer would, which
    takes three quarters of the time of all messages.
    """
    language = _language(fiche)
    emails = dict.fromkeys(email for contact in fiche.contacts for email in contact.emails)
    mailboxes = [email for email in emails if len(email) <= _LONGEST_MAILBOX and _MAILBOX.fullmatch(email)]
    # Some mailers read =?utf-8?q?=0D=0ABcc:_...?= in a subject that is written plain, line break included.
    subject = _say("message", "subject", language).format(name=_name(fiche).replace("=?", "= ?"))
    text = "\n".join(_lines(fiche, questions, form, language)) + "\n"
    body = text.encode()
    fits = all(len(line) <= _MOST_IN_A_LINE for line in body.split(b"\n"))
    headers = [
        *(["To: " + ",\n ".join(mailboxes)] if mailboxes else []),
        f"Subject: {Header(subject, 'us-ascii' if subject.isascii() else 'utf-8', header_name='Subject').encode()}",
        "X-Unsent: 1",
        "MIME-Version: 1.0",
        'Content-Type: text/plain; charset="utf-8"',
        f"Content-Transfer-Encoding: {'8bit' if fits else 'quoted-printable'}",
        f"Content-Language: {language}",
    ]
    whole = "\n".join(headers).encode("ascii") + b"\n\n" + (body if fits else quopri.encodestring(body))
    return whole.replace(b"\n", b"\r\n")


def _lines(fiche: Fiche, questions: list[_Question], form: Form, language: Language) -> Iterator[str]:
    is_file = questions[0].code in BLOCKING
    yield _say("message", "greeting", language)
    yield ""
    received = _say("message", "received_file" if is_file or not fiche.name else "received", language)
    yield received.format(name=_name(fiche), file=_shown(PurePosixPath(fiche.source.file).name))
    yield _say("message", "blocked" if fiche.status == "blocked" else "review", language)
    for number, question in enumerate(questions, 1):
        yield ""
        yield from _asked(number, question, form, language)
    yield ""
    yield _say("message", "reply_file" if is_file else "reply", language)
    yield ""
    fields = dict.fromkeys(field for question in questions for field in question.fields)
    for field in fields:
        yield _say("message", "line", language).format(field=_say("fields", field, language))
    if fields:
        yield ""
    yield _say("message", "closing", language)


def _asked(number: int, question: _Question, form: Form, language: Language) -> Iterator[str]:
    what, how = _table()["ask"][question.code][language]
    yield f"{number}. {what}"
    for text, where in question.quotes:
        quoted = _say("message", "quote", language).format(text=_shown(text))
        yield f"   {quoted}" + (
            _say("message", "place", language).format(where=place(where, language)) if where else ""
        )
    vocabulary = _SEPARATORS[language].join(_label(form, index, language) for index in range(len(form.domains)))
    yield f"   {how.format(vocabulary=vocabulary)}"


_SEPARATORS: dict[Language, str] = {"fr": ", ", "en": ", ", "ja": "、"}


def _label(form: Form, index: int, language: Language) -> str:
    domain = form.domains[index]
    return {"fr": domain.fr, "en": domain.en, "ja": domain.ja}[language]


def _language(fiche: Fiche) -> Language:
    """That of what the authority wrote: of its points, else of all its answers, else of the file's name."""
    texts = (
        " ".join(point.text for point in fiche.points),
        " ".join([*(evidence.raw for evidence in fiche.provenance.values()), *fiche.unplaced]),
        PurePosixPath(fiche.source.file).stem,
    )
    told = next((language for text in texts if (language := language_of(text))), None)
    return told or ("ja" if fiche.country == "JP" else "fr")


def _name(fiche: Fiche) -> str:
    return _shown(fiche.name or fiche.title or PurePosixPath(fiche.source.file).name)


def _shown(text: str) -> str:
    """The text on one line, of a length to be read, without characters that steer a screen or turn letters round."""
    plain = as_written("".join(letter if letter.isprintable() else " " for letter in text))
    return plain if len(plain) <= MOST_QUOTED else plain[: MOST_QUOTED - 1] + "…"


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("ficheparse").joinpath("data/followup.toml").read_text("utf-8"))


def _say(section: str, key: str, language: Language) -> str:
    said: str = _table()[section][key][language]
    return said
