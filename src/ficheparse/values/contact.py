"""The contacts of a fiche: who or which desk to write to, and how (contract, section 3, **Contact**)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from ficheparse.document import Paragraph
from ficheparse.fiche import Contact, Country
from ficheparse.lazily import lazily
from ficheparse.text import as_written, fold
from ficheparse.values import emails, people, phones, plain, words
from ficheparse.values.reading import Doubt, Reading
from ficheparse.values.roster import Draft, Mark, roster

_URL = lazily(r"(?:https?:/{0,2}|www[.,])[^\s<>\"«»、。（）]+", re.IGNORECASE)
# Chargé(e): the ending of the other gender parts nothing.
_TITLED = lazily(r"\s*(?:MM?\.?|Mmes?|Mlles?|Melle|Madame|Monsieur|Mr\.?|Mrs\.?|Ms\.?|Dr\.?) ")
_PARTS = lazily(r"[._-]")
SHORTEST_SURNAME = 4
"""Letters of a name in small letters: a shorter word may be part of any address."""
_ENDING = lazily(r"(?<=[a-zé])\((?:e|s|es|ne|rice|trice|ve|se|ère)\)")
_CARE_OF = lazily(r"(?=[cfj])\b(?:c/o\b|(?:FR?|JP?) ?- ?(?=\d{5}\b|\d{3}-\d{4}))", re.IGNORECASE)
"""Nothing that a contact is found by, and the country before a postal code."""
_POST_BOX = lazily(r"\b([BC])\. ?([PS])\.(?= ?\d)")
_QUOTED = lazily(r"(?<!\w)(\w++)( ?)«([^»\n]{1,60})»")
_ALONE = lazily(r" [^\W_](?![^\W_])")
_SPREAD = lazily(r"(?<![^\W_])[^\W_](?: {1,6}[^\W_]){1,6}(?![^\W_])")
_SIGNS = r"\n\t,;:|/()\[\]{}<>«»\"“”„【】「」『』〈〉《》、。•▪■◆●○►→*=!?①-⑳"
# begins with one class of characters, which is sooner looked for than alternatives
_SEPARATOR = lazily(rf"[{_SIGNS}\-–—−~‐](?:(?<=[{_SIGNS}])|(?<=\s.)[-–—−~‐]*(?=\s|$)|(?<=[–—])(?=\s)|(?<=\s[–—]))")
_AND = lazily(r" (?:et|and|&|と)$")
_UNANSWERED = lazily(r"(?:\W*+\w[^:：]*+[:：])++\W*+")
_JOINING = " \t\n,;:/|–—-・、。，；•→"


def read(paragraphs: list[Paragraph], country: Country | None) -> Reading[tuple[Contact, ...]]:
    r"""The contacts of a cell, one for each person or desk, in order.

    National telephone numbers are of the country given; where there is none, of the one that writes them so.
    Doubts: `email-invalid` and `phone-invalid` with what stands there, `contact-unreachable` where none of the
    contacts has a valid e-mail address or telephone number.

    >>> from ficheparse.document import Run, Where
    >>> cell = "Service culturel\nMme Anne ROY, directrice\nTél. 02 61 91 00 12\na.roy (at) ville.example"
    >>> contact = read([Paragraph([Run(cell)], Where())], "FR").value[0]
    >>> contact.name, contact.role, contact.organisation, contact.phones, contact.emails
    ('Anne ROY', 'directrice', 'Service culturel', ['+33261910012'], ['a.roy@ville.example'])
    """
    cell = plain.read(paragraphs)
    cell = plain.Plain(cell.shown, _plainer(cell.text), cell.links)
    addresses, doubts = _addresses(cell, country)
    marks = list(_marks(cell, addresses))
    drafts = roster(cell.text, marks)
    if not drafts and cell.shown.strip():
        if _UNANSWERED.fullmatch(cell.text) and not any(letter.isalnum() for letter in _without(cell.text, marks)):
            return Reading((), ())  # labels without a word behind them: `Nom : …  Tél. : …`
        drafts = [Draft(0)]
    contacts: list[Contact] = []
    ends = [*(draft.start for draft in drafts[1:]), len(cell.shown)]
    for draft, start, end in zip(drafts, [0, *ends], ends, strict=False):
        text = (
            _AND.sub("", as_written(cell.shown[start:end]).strip(_JOINING))
            if len(drafts) > 1
            else as_written(cell.shown)
        )
        contacts.append(
            Contact(
                name=_joined(cell, draft.name, draft.given),
                role=_joined(cell, draft.role),
                organisation=_joined(cell, draft.desk),
                emails=draft.emails,
                phones=draft.phones,
                faxes=draft.faxes,
                text=text,
            )
        )
    contacts = _each_once(contacts)
    # of names joined to one address the last has it, and reaches the others: contract, section 3, **Contact**
    if contacts and not any(contact.emails or contact.phones for contact in contacts):
        doubts.append(Doubt("contact-unreachable", as_written(cell.shown)))
    return Reading(tuple(contacts), tuple(doubts))


def _each_once(contacts: list[Contact]) -> list[Contact]:
    """The contacts without those that are there a second time, as where the form is filled in twice in one file."""
    found: dict[tuple[object, ...], Contact] = {}
    for contact in contacts:
        reached = (*contact.emails, *contact.phones, *contact.faxes)
        found.setdefault((contact.name, *reached) if reached else (contact.text,), contact)
    return list(found.values())


def _plainer(text: str) -> str:
    """The text, as long as it was, with signs out of the way that part nothing: `(e)`, `電　話`, `（株）`."""
    # each pattern is asked only of a text with the sign that it cannot do without
    if "(" in text:
        text = _ENDING.sub(lambda match: " " * len(match[0]), text)
    if "/" in text or "-" in text:
        text = _CARE_OF.sub(lambda match: " " * len(match[0]), text)
    if "P." in text or "S." in text:
        text = _POST_BOX.sub(lambda match: (match[1] + match[2]).ljust(len(match[0])), text)
    if "«" in text:
        text = _QUOTED.sub(_quoted_desk, text)
    if _ALONE.search(text):
        text = _SPREAD.sub(_closed_up, text)
    if "(" in text:
        text = words.words().company.sub(lambda match: ("法人" + "会" * len(match[0]))[: len(match[0])], text)
    return text


def _quoted_desk(quoted: re.Match[str]) -> str:
    """A desk with its name in quotes, without them: `Unité « Eau »`."""
    is_desk = words.key(quoted[1]) in words.words().desk
    return f"{quoted[1]}{quoted[2]} {quoted[3]} " if is_desk else quoted[0]


def _closed_up(spread: re.Match[str]) -> str:
    """A label or a function whose letters stand apart, closed up; other letters that stand so are left."""
    known = words.words()
    word = spread[0].replace(" ", "")
    if words.channel(word) or words.label(word) or word in known.japanese_role or known.japanese_within.search(word):
        return word.ljust(len(spread[0]))
    return spread[0]


def _joined(cell: plain.Plain, *spans: tuple[int, int] | None) -> str | None:
    """What stands at these places, as written."""
    return " ".join([as_written(cell.shown[span[0] : _whole(cell, span[1])]) for span in spans if span]) or None


def _whole(cell: plain.Plain, end: int) -> int:
    """Where words end in the shown text, of which `_plainer` made fewer letters."""
    reach = end
    while reach < len(cell.text) and cell.text[reach] == " ":
        reach += 1
    while reach > end and cell.shown[reach - 1].isspace():
        reach -= 1
    return reach


def _addresses(cell: plain.Plain, country: Country | None) -> tuple[list[Mark], list[Doubt]]:
    """The e-mail addresses, telephone numbers and web addresses of a cell, in order, and what is wrong with them."""
    marks = [Mark(match.start(), match.end(), "url") for match in _URL.finditer(cell.text)]
    doubts: list[Doubt] = []
    text = _without(cell.text, marks)
    mailed = [(link, address) for link in cell.links if (address := emails.address_of(link.target))]
    for email in emails.addresses_in(text):
        # A link's own target counts over a wording that is no address.
        if email.address is None and any(link.start < email.end and email.start < link.end for link, _ in mailed):
            continue
        marks.append(Mark(email.start, email.end, "email", email.address))
        if email.address is None:
            doubts.append(Doubt("email-invalid", as_written(cell.shown[email.start : email.end])))
    announced = words.words().announced
    for number in phones.numbers_in(_without(cell.text, marks), country, announced):
        marks.append(Mark(number.start, number.end, "number", number.e164))
        if number.e164 is None:
            doubts.append(Doubt("phone-invalid", as_written(cell.shown[number.start : number.end])))
    said = {mark.value for mark in marks}
    marks += [Mark(link.end, link.end, "email", address) for link, address in mailed if address not in said]
    for link in cell.links:
        if link.target[:4].lower() == "tel:":
            numbers = phones.numbers_in(unquote(link.target[4:]), country, announced)
            marks += [Mark(link.end, link.end, "number", e164) for _, _, e164 in numbers if e164 and e164 not in said]
    return sorted(marks), doubts


def _without(text: str, marks: list[Mark]) -> str:
    """The text without these, as long as it was: the digits of an address are no telephone number."""
    return plain.blanked(text, [mark.span for mark in marks]) if marks else text


def _marks(cell: plain.Plain, addresses: list[Mark]) -> Iterator[Mark]:
    """Everything of a cell, in order: its addresses, and between them words by kind, `break` for a new line."""
    place = 0
    named = [address.value.partition("@")[0] for address in addresses if address.value]
    parts = frozenset(part for name in named for part in _PARTS.split(name))
    for address in [*addresses, Mark(len(cell.text), len(cell.text), "end")]:
        if address.start >= place:
            for mark in _words(cell.text, place, address.start):
                yield mark._replace(kind="name") if mark.kind == "note" and _is_addressed(cell, mark, parts) else mark
        place = max(place, address.end)
        yield address


def _is_addressed(cell: plain.Plain, mark: Mark, named: frozenset[str]) -> bool:
    """Whether two or three words in small letters are whom an e-mail address names: `claire vasseur`, `c.vasseur@…`.

    `named` are the parts of all addresses before their @.
    """
    said = fold(cell.text[mark.start : mark.end]).split()
    if not 2 <= len(said) <= 3 or len(said[-1]) < SHORTEST_SURNAME:
        return False
    return said[-1] in named and any(part == said[0] or part == said[0][0] for part in named)


def _words(text: str, start: int, end: int) -> Iterator[Mark]:
    """What stands between two addresses."""
    place = start
    for separator in [*_SEPARATOR.finditer(text, start, end), None]:
        stop = separator.start() if separator else end
        sign = separator[0] if separator else ""
        if text[place:stop].strip():
            announces = words.label(text[place:stop]) if sign in {":", "\t", "\n"} else None
            if (
                sign == ":"
                and announces is None
                and _TITLED.match(text, stop + 1)
                and " " not in text[place:stop].strip()
            ):
                announces = "lead"  # Politique : Mme …
            if announces is not None and (sign != "\n" or announces not in {"role", "organisation"}):
                yield Mark(place, stop, "label", sense=frozenset({announces}))
            else:
                for part in people.parts(text, place, stop):
                    yield Mark(part.start, part.end, part.kind, sense=part.sense)
        if separator:
            place = separator.end()
            if sign == "\n":
                yield Mark(stop, place, "break")
            elif sign == ":":
                yield Mark(stop, place, "colon")
