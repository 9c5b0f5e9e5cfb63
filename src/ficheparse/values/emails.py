"""E-mail addresses in free text, and what was meant for one and is none (contract, section 3, **Contact**)."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

from ficheparse.lazily import lazily
from ficheparse.values.plain import blanked


class Email(NamedTuple):
    """An address, or what stands in the place of one."""

    start: int
    end: int
    address: str | None
    """In lower case; None where what stands there is no valid address."""


# The signs that stand for @ and for the dot where an address is kept from robots.
_AT = r"(?:\s?(?:@|[(\[{<]\s?(?:at|@|a|arobase|arrobase|アット|アットマーク)\s?[)\]}>])\s?|\s(?:arobase|arrobase)\s)"
_DOT = r"(?:\.|\s?[(\[{]\s?(?:dot|point|\.|ドット)\s?[)\]}]\s?)"
_PART = r"[a-z0-9_+%&'’](?:[a-z0-9_+%&'’\-]*[a-z0-9_+%&\-])?"
_LABEL = r"[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?"
# A Japanese word may touch an address; an accented letter that does shows that the address is none.
# A first part is taken whole, once: no sign for @ begins with what may go on in it.
_ADDRESS = lazily(
    rf"(?<![a-zà-öø-ÿ0-9_.+@%-])(?P<local>(?>{_PART}(?:{_DOT}{_PART})*))(?P<at>{_AT})"
    rf"(?P<domain>(?:{_LABEL}{_DOT})+(?:[a-z]{{2,24}}|xn--[a-z0-9-]{{2,59}}))(?![a-zà-öø-ÿ0-9_@-])"
    r"(?!(?:\.[a-z0-9-]+)*[,、。](?:jp|fr|com|org|net|eu|info)\b(?!@))",  # a comma in the place of the last dot
    re.IGNORECASE,
)
# ` at ` alone is a word of English, so it needs a first part that is no word: with a dot, a digit…
_SPOKEN = lazily(
    rf"(?<![\w.@-])(?P<local>[a-z0-9_-]*[a-z0-9][._0-9-][a-z0-9._-]*[a-z0-9])(?P<at> at )"
    rf"(?P<domain>(?!www\.)(?:{_LABEL}\.)+[a-z]{{2,24}})(?![\w@-])",
    re.IGNORECASE,
)
# With its dots said too, a first part may be a word: `roy at mairie dot fr`.
_ALL_SPOKEN = lazily(
    rf"(?<![\w.@-])(?P<local>[a-z0-9_-]+(?:(?:\.|\s(?:dot|point)\s)[a-z0-9_-]+)*)(?P<at>\s(?:at|arobase|arrobase)\s)"
    rf"(?P<domain>{_LABEL}(?:\s(?:dot|point)\s{_LABEL})*\s(?:dot|point)\s[a-z]{{2,24}})(?![\w@-])",
    re.IGNORECASE,
)
_CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"
_CLOSE = rf"(?-i:[^\s,;:<>()\[\]{{}}\"«»“”„|/{_CJK}])"
"""No edge of an address. Its signs have no case, and a class of so many would be folded one by one."""
# Whatever touches an @ and is not an address was meant for one: `x@mairie`, `x@@y.fr`, `x@y,fr`.
_SUSPECT = lazily(
    rf"{_CLOSE}*(?:\s?@\s?{_CLOSE}*|\s?[(\[](?:at|arobase)[)\]]\s?{_CLOSE}*)+(?:[,、。][a-z]{{2,4}}\b(?!@))?",
    re.IGNORECASE,
)
# On a French keyboard à is the key of @ without AltGr.
_SLIP = lazily(rf"(?<![\w.-])[a-z0-9][a-z0-9._-]*à(?:{_LABEL}\.)+(?:fr|jp|com|org|net|eu)\b", re.IGNORECASE)
_ANY_DOT = lazily(rf"{_DOT}|\s(?:dot|point)\s", re.IGNORECASE)
_SPELT_DOT = lazily(r"[\s(\[{]")
"""What every dot has that is not typed as one."""
_SIGN = lazily(r"@|[(\[](?:at|arobase)[)\]]", re.IGNORECASE)
_AROUND = " \n\t.-–—*'’"
# A name on a social network is no address, nor is a sign that stands for "at" between two words.
_HANDLE = lazily(r"(?:[\w-]*\s)?@\s?[\w-]*")
_HINTS = ("@", "(a", "[a", "{a", "<a", " ar", " at ", "à", "アット", "[ ", "( ")
_MOST = 254  # characters of an address, RFC 5321


def addresses_in(text: str) -> list[Email]:
    """The addresses of a text in plain characters (`plain.plain`), in order, valid or not.

    >>> [found.address for found in addresses_in("A.Roux@Mairie.example.org, b (at) c.example.")]
    ['a.roux@mairie.example.org', 'b@c.example']
    >>> addresses_in("Courriel : a.roux@mairie")
    [Email(start=11, end=24, address=None)]
    """
    lower = text.lower()
    if not any(hint in lower for hint in _HINTS):
        return []
    found = [_valid(match) for match in _ADDRESS.finditer(text)]
    rest = _rest(text, found)
    if " dot " in lower or " point " in lower:
        found += [_valid(match) for match in _ALL_SPOKEN.finditer(rest)]
        rest = _rest(text, found)
    if " at " in lower:
        found += [_valid(match) for match in _SPOKEN.finditer(rest)]
        rest = _rest(text, found)
    if _SIGN.search(rest):
        found += _doubtful(_SUSPECT, rest)
        rest = _rest(text, found)
    if "à" in lower:
        found += _doubtful(_SLIP, rest)
    return sorted(found)


def _rest(text: str, found: list[Email]) -> str:
    """The text without what was found, as long as it was."""
    return blanked(text, [(email.start, email.end) for email in found], "|") if found else text


def _doubtful(pattern: re.Pattern[str], text: str) -> list[Email]:
    """What the pattern finds, trimmed of the punctuation around it."""
    doubtful: list[Email] = []
    for match in pattern.finditer(text):
        said = match[0]
        start = match.start() + len(said) - len(said.lstrip(_AROUND))
        end = match.end() - (len(said) - len(said.rstrip(_AROUND)))
        if start < end and not _HANDLE.fullmatch(text, start, end):
            doubtful.append(Email(start, end, None))
    return doubtful


def address_of(target: str) -> str | None:
    """The address that a link leads to, None where it leads to no valid one.

    >>> address_of("mailto:A.Roux%40mairie.example?subject=Fiche"), address_of("http://mairie.example")
    ('a.roux@mairie.example', None)
    """
    if target[:7].lower() != "mailto:":
        return None
    match = _ADDRESS.fullmatch(unquote(target[7:].partition("?")[0]).strip(" <>"))
    return _valid(match).address if match else None


def _valid(match: re.Match[str]) -> Email:
    address = f"{match['local']}@{match['domain']}"
    if _SPELT_DOT.search(address):
        address = f"{_ANY_DOT.sub('.', match['local'])}@{_ANY_DOT.sub('.', match['domain'])}"
    address = address.lower()
    # A letter that only looks like one of ASCII's would lead a message elsewhere.
    return Email(match.start(), match.end(), address if len(address) <= _MOST and address.isascii() else None)
