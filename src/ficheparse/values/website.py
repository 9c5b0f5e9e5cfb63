"""The sites of an answer, and which of them is in English (contract, section 3, **Website**)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from ficheparse.document import Paragraph
from ficheparse.lazily import lazily
from ficheparse.text import as_written, readable, unaccented
from ficheparse.values.reading import Doubt, Reading
from ficheparse.values.urls import host, safe_link, url_of, urls_in, words

__all__ = ["Websites", "host", "read", "safe_link", "url_of", "urls_in"]


class Websites(NamedTuple):
    """The sites of an answer: the English one first where one is marked."""

    first: str | None
    others: tuple[str, ...]


@dataclass(slots=True)
class _Site:
    """An address at its place in the answer."""

    start: int
    end: int
    url: str
    wording: str = ""
    """What is shown of a link."""
    english: int = field(default=0)
    """How surely it is marked as English: 2 alone, 1 beside another language."""


def read(paragraphs: list[Paragraph]) -> Reading[Websites]:
    """The web sites of an answer that says something.

    Doubts: `website-invalid` where no address can be read, `website-conflict` where a link's wording names another host
    than its target, `website-repaired` where a slip was mended.

    >>> from ficheparse.document import Run, Where
    >>> read([Paragraph([Run("www.ville-exemple.fr (anglais : http//www.ville-exemple.fr/en)")], Where())]).value
    Websites(first='http://www.ville-exemple.fr/en', others=('https://www.ville-exemple.fr',))
    """
    text, links = _shown(paragraphs)
    doubts: list[Doubt] = []
    linked = [site for link in links if (site := _linked(link, doubts)) is not None]
    sites = sorted([*linked, *_typed(text, linked, doubts)], key=lambda site: site.start)
    if not sites:
        return Reading(Websites(None, ()), (Doubt("website-invalid", as_written(text)),))
    if len(sites) > 1:
        _mark_english(text, sites)
    distinct: dict[str, _Site] = {}
    for site in sites:
        known = distinct.setdefault(_key(site.url), site)
        known.english = max(known.english, site.english)
    first = max(distinct.values(), key=lambda site: site.english)  # of equals the first
    return Reading(
        Websites(first.url, tuple(site.url for site in distinct.values() if site is not first)), tuple(doubts)
    )


# Addresses, linked and typed


@dataclass(slots=True)
class _Link:
    start: int
    wording: str
    target: str


def _shown(paragraphs: list[Paragraph]) -> tuple[str, list[_Link]]:
    """What the answer shows, a line a paragraph, without prompts; and its links by their place in it."""
    pieces: list[str] = []
    links: list[_Link] = []
    length = 0
    for paragraph in paragraphs:
        previous: str | None = None
        for run in paragraph.runs:
            if run.prompt:
                continue
            if run.link is not None and run.link == previous:
                links[-1].wording += run.text
            elif run.link is not None:
                links.append(_Link(length, run.text, run.link))
            previous = run.link
            pieces.append(run.text)
            length += len(run.text)
        pieces.append("\n")
        length += 1
    return "".join(pieces), links


def _linked(link: _Link, doubts: list[Doubt]) -> _Site | None:
    """The site that a link leads to; None where it leads to none, and its wording is read as if typed."""
    target = url_of(link.target.strip().replace(" ", "%20"))
    said = urls_in(link.wording)
    leads_to = host(target[0]) if target else _any_host(link.target)
    if said and leads_to and _bare(host(said[0].url)) != _bare(leads_to):
        doubts.append(Doubt("website-conflict", as_written(link.wording)))
    if target is None:
        return None
    if target[1]:
        doubts.append(Doubt("website-repaired", as_written(link.target)))
    return _Site(link.start, link.start + len(link.wording), target[0], link.wording)


def _any_host(target: str) -> str:
    """The host of an address that is no web site's: of a server of files, of a mailbox."""
    try:
        parts = urlsplit(target.strip())
        return parts.hostname or (parts.path.rpartition("@")[2].lower() if parts.scheme == "mailto" else "")
    except ValueError:
        return ""


def _typed(text: str, linked: list[_Site], doubts: list[Doubt]) -> Iterable[_Site]:
    """The addresses that no link covers."""
    for found in urls_in(text):
        if any(found.start < link.end and link.start < found.end for link in linked):
            continue
        if found.mended:
            doubts.append(Doubt("website-repaired", as_written(text[found.start : found.end])))
        yield _Site(found.start, found.end, found.url)


def _bare(name: str) -> str:
    return name.removeprefix("www.").rstrip(".")


def _key(url: str) -> str:
    """What two addresses share that differ by no more than their scheme, `www.` and the slash at the end."""
    return _bare(url.split("://", 1)[1]).rstrip("/")


# Which is in English


class _Languages:
    """Patterns of the words of `data/website.toml`."""

    def __init__(self) -> None:
        english, other = words()["english"], words()["other"]
        code = "|".join(map(re.escape, english["codes"]))
        self.step = lazily(rf"/(?:{code})(?=[/.?&#_]|$)|[/._-](?:{code})\.\w{{3,5}}$|english|anglais")
        self.label = lazily(rf"(?:{code})\.")
        self.value = lazily(rf"(?:{code}|en[-_]\w+)")
        self.parameters = frozenset(english["parameters"])
        # `en` is a French word too: it is a mark where nothing follows that it would go with
        self.english = lazily(rf"{_any(english['beside'])}|(?<![a-z])en(?=\s*(?:$|[^\w\s]))")
        self.other = lazily(_any(other["beside"]))
        self.none = lazily(_any(other["none"]))


def _any(wordings: Iterable[str]) -> str:
    plain = [re.escape(unaccented(word)) for word in wordings]
    return "|".join(rf"(?<![a-z]){word}(?![a-z])" if word[0].isascii() else word for word in plain)


@cache
def _languages() -> _Languages:
    return _Languages()


def _mark_english(text: str, sites: list[_Site]) -> None:
    """Tell of each site how surely its address, or the words beside it, say that it is in English."""
    starts, ends = [site.start for site in sites], [site.end for site in sites]
    gaps = [_beside(text[end:start]) for end, start in zip([0, *ends], [*starts, len(text)], strict=True)]
    leads = _names_language(gaps[0])
    parted = [("", gaps[0]), *(_parted(gap, leads=leads) for gap in gaps[1:-1]), (gaps[-1], "")]
    for site, ((_, before), (after, _)) in zip(sites, pairwise(parted), strict=True):
        beside = f"{before} \n {_beside(site.wording)} \n {after}"
        site.english = max(_address_is_english(site.url) * 2, _said_english(beside))


def _beside(text: str) -> str:
    """The words beside an address, in lower case and without accents."""
    return unaccented(readable(text)).lower() if text.strip() else text


def _parted(gap: str, *, leads: bool) -> tuple[str, str]:
    """The words between two addresses: those of the first, and those of the second.

    Brackets after an address are its own, what ends with a colon leads the next one in; a new line or a separator
    parts; where nothing tells, the words stand on the side where they stand for the first address (`leads`).
    """
    bracket = None if leads else re.match(r"[ \t]*[(\[][^()\[\]\n]*[)\]]", gap)
    first = bracket[0] if bracket else ""
    rest = gap[len(first) :]
    if re.search(r"[:=]\s*$", rest) and "\n" not in rest.strip():
        return first, rest
    parts = re.split(r"\n", rest, maxsplit=1) if "\n" in rest else re.split(r"[;,/、|•]|\s[-–—]\s", rest, maxsplit=1)
    if len(parts) == 2:
        return f"{first} {parts[0]}", parts[1]
    return (first, rest) if leads or bracket else (rest, "")


def _names_language(words_beside: str) -> bool:
    known = _languages()
    return known.english.search(words_beside) is not None or known.other.search(words_beside) is not None


def _said_english(beside: str) -> int:
    known = _languages()
    if not known.english.search(beside) or known.none.search(beside):
        return 0
    return 1 if known.other.search(beside) else 2


def _address_is_english(url: str) -> bool:
    known = _languages()
    parts = urlsplit(url.lower())
    if known.step.search(parts.path) or known.label.match(parts.netloc):
        return True
    return any(name in known.parameters and known.value.fullmatch(value) for name, value in parse_qsl(parts.query))
