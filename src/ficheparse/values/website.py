"""Web addresses: found, mended, judged (contract, section 3, **Website**)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit, urlunsplit

from ficheparse.document import Paragraph
from ficheparse.text import as_written, readable, unaccented
from ficheparse.values.reading import Doubt, Reading

_SLIPS = re.compile(
    r"^(?:h+t+p+|http|htpp|hhtp|htttp|hpttp|thtp|ttp|http)(s?)\s*(?:[:;.,]\s*/*|/+)\s*(?=[^\s/])", re.IGNORECASE
)
_SCHEME = re.compile(r"^https?://", re.IGNORECASE)
_OTHER_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:(?!\d{2,5}(?:/|$))", re.IGNORECASE)
_WWW_SLIP = re.compile(r"^(https?://)?(?:www\s*[,;:/]\s*|www\s*\.\s+|www\.\.+|ww\.|wwww\.)(?=\w)", re.IGNORECASE)
_NO_URL = r"\s<>\"“”«»「」『』【】（）、。，；|"
_FOUND = re.compile(
    rf"""(?<![\w@.])(?:
        h[tp]{{2,4}}s?\s?[:;]?\s?/{{1,3}}\s?[^{_NO_URL}]+
      | [a-z]{{2,10}}://[^{_NO_URL}]+
      | w{{2,4}}\s?[.,;]\s?[^{_NO_URL}]*[a-z0-9][^{_NO_URL}]*
      | (?:[\w-]{{1,63}}\.){{1,10}}[a-z]{{2,24}}(?![\w@.-]*@)(?:[:/?#][^{_NO_URL}]*)?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_TRAILING = ".,;:!?…'’*_-–—·・"
_HOST_LABEL = re.compile(r"^(?!-)[a-z0-9-]{1,63}(?<!-)$")
_ENGLISH_IN_URL = re.compile(
    r"(?:[/.?&=_-](?:en|eng|english|en-gb|en-us|en_gb|en_us|gb|uk)(?=[/.?&#_-]|$)|^https?://en\.)", re.IGNORECASE
)
_ENGLISH_BESIDE = re.compile(
    r"\ben\b(?=\s*(?:$|[)\]:/,;-]))|\b(?:eng|english|anglais|anglaise|in english|gb|uk)\b|英語|英文"
)
_OTHER_LANGUAGE = re.compile(
    r"\b(?:fr|french|francais|francaise|jp|ja|japanese|japonais|japonaise|de|allemand|es|it)\b|日本語|仏語|フランス語|和文"
)
_FILE_ENDING = re.compile(r"\.(?:docx?|pdf|xlsx?|jpe?g|png|txt)$", re.IGNORECASE)
_KNOWN_ENDINGS = frozenset(
    (
        "fr jp com org net eu bzh alsace corsica paris re gp mq gf pf nc info city tokyo kyoto osaka gouv asso biz tv "
        "io be ch lu de uk it es travel museum cat eus example test invalid"
    ).split()
)


class Websites(NamedTuple):
    """The sites of an answer: the English one first where one is marked."""

    first: str | None
    others: tuple[str, ...]


class Found(NamedTuple):
    """A web address in a text: its place, the address, and whether it had to be mended."""

    start: int
    end: int
    url: str
    mended: bool


@dataclass(slots=True)
class _Site:
    url: str
    english: bool


def read(paragraphs: list[Paragraph]) -> Reading[Websites]:
    """The web sites of an answer that says something.

    Doubts: `website-invalid` where no address can be read, `website-conflict` where a link's wording names another host
    than its target, `website-repaired` where a slip was mended.

    >>> from ficheparse.document import Run, Where
    >>> read([Paragraph([Run("www.ville-exemple.fr (anglais : http//www.ville-exemple.fr/en)")], Where())]).value
    Websites(first='http://www.ville-exemple.fr/en', others=('https://www.ville-exemple.fr',))
    """
    sites: list[_Site] = []
    doubts: list[Doubt] = []
    for paragraph in paragraphs:
        for line in paragraph.lines():
            _read_line(line, sites, doubts)
    if not sites:
        text = as_written(" ".join(paragraph.answer for paragraph in paragraphs))
        return Reading(Websites(None, ()), (Doubt("website-invalid", text),))
    first = next((site for site in sites if site.english), sites[0])
    others = tuple(site.url for site in sites if site is not first)
    return Reading(Websites(first.url, others), tuple(doubts))


def _read_line(line: Paragraph, sites: list[_Site], doubts: list[Doubt]) -> None:
    """The sites of one line: links by their targets, typed addresses where no link covers them."""
    found = _links_and_addresses(line, doubts)
    for place, (start, end, url) in enumerate(found):
        before = line.text[found[place - 1][1] if place else 0 : start]
        after = line.text[end : found[place + 1][0] if place + 1 < len(found) else None]
        english = bool(_ENGLISH_IN_URL.search(url)) or _marked(before, after, last=place + 1 == len(found))
        known = next((site for site in sites if _same(site.url, url)), None)
        if known is not None:
            known.english = known.english or english
        else:
            sites.append(_Site(url, english))


def _marked(before: str, after: str, *, last: bool) -> bool:
    """Whether a site is marked as English: in brackets right after it, or in a lead-in before it."""
    lead = unaccented(readable(before)).lower()
    tail = unaccented(readable(after)).lower()
    bracket = re.match(r"\s*[(（\[]\s*([^)）\]]*)[)）\]]", tail)
    told = bracket[1] if bracket else tail if last else re.split(r"[;,/、\n]|\s{2,}", tail)[0]
    if _OTHER_LANGUAGE.search(told) and not _ENGLISH_BESIDE.search(told):
        return False
    if _ENGLISH_BESIDE.search(told) and (bracket or last or not re.search(r"[:：]\s*$", tail)):
        return True
    lead = re.split(r"[;]|\)\s", lead)[-1]
    mention = list(_ENGLISH_BESIDE.finditer(lead))
    other = list(_OTHER_LANGUAGE.finditer(lead))
    return bool(mention) and (not other or mention[-1].start() > other[-1].start())


def _links_and_addresses(line: Paragraph, doubts: list[Doubt]) -> list[tuple[int, int, str]]:
    """Where each address stands in the line, and the address."""
    spans: list[tuple[int, int, str]] = []
    covered: list[tuple[int, int]] = []
    for start, end, wording, target in _link_spans(line):
        mended = url_of(target)
        if mended is None:
            continue
        covered.append((start, end))
        spans.append((start, end, mended[0]))
        if mended[1]:
            doubts.append(Doubt("website-repaired", as_written(wording or target)))
        said = urls_in(wording)
        if said and _bare_host(said[0].url) != _bare_host(mended[0]):
            doubts.append(Doubt("website-conflict", as_written(wording)))
    for found in urls_in(line.answer if len(line.answer) == len(line.text) else line.text):
        if any(found.start < end and start < found.end for start, end in covered):
            continue
        spans.append((found.start, found.end, found.url))
        if found.mended:
            doubts.append(Doubt("website-repaired", as_written(line.text[found.start : found.end])))
    return sorted(spans)


def _link_spans(line: Paragraph) -> list[tuple[int, int, str, str]]:
    """Place, wording and target of each link of a line."""
    spans: list[tuple[int, int, str, str]] = []
    offset = 0
    for run in line.runs:
        if run.link is not None:
            if spans and spans[-1][3] == run.link and spans[-1][1] == offset:
                start, _, wording, target = spans[-1]
                spans[-1] = start, offset + len(run.text), wording + run.text, target
            else:
                spans.append((offset, offset + len(run.text), run.text, run.link))
        offset += len(run.text)
    return spans


def urls_in(text: str) -> list[Found]:
    """The web addresses in a text, by their place in it; e-mail addresses are none.

    >>> [(found.url, found.mended) for found in urls_in("voir www,exemple.fr ou M.Dupont@exemple.fr")]
    [('https://www.exemple.fr', True)]
    """
    found: list[Found] = []
    for match in _FOUND.finditer(_same_length(text)):
        piece = _before_bracket(match[0])
        while piece and (piece[-1] in _TRAILING or (piece[-1] in ")]}" and not _opens(piece))):
            piece = piece[:-1]
        if text[match.start() + len(piece) : match.start() + len(piece) + 1] == "@" or _is_mail(piece):
            continue
        if not re.match(r"(?i)h|w|[a-z]+:", piece) and not _is_plain_host(piece):
            continue
        if not re.match(r"(?i)h?t{1,3}p|w{2,}|[a-z]+://", piece) and not _is_plain_host(piece):
            continue
        known = url_of(piece)
        if known is not None:
            trailing_stop = text[match.start() + len(piece) : match.end()].startswith(".") and not found
            found.append(Found(match.start(), match.start() + len(piece), known[0], known[1] or trailing_stop))
    return found


def _before_bracket(piece: str) -> str:
    """The piece up to a bracket that stands in its host, where no address has one: `www.exemple.fr(EN)`."""
    name = piece.split("//", 1)[-1].split("/", 1)[0]
    return piece[: piece.index("(")] if "(" in name else piece


def _opens(piece: str) -> bool:
    """Whether the closing bracket at the end belongs to the address."""
    closing = piece[-1]
    return piece.count({")": "(", "]": "[", "}": "{"}[closing]) >= piece.count(closing)


def _is_mail(piece: str) -> bool:
    return "@" in piece.split("//", 1)[-1].split("/", 1)[0] and not _SCHEME.match(piece)


def _is_plain_host(piece: str) -> bool:
    """Whether a word with dots and no scheme is an address, and no abbreviation or file name."""
    if _FILE_ENDING.search(piece):
        return False
    name = re.split(r"[:/?#]", piece, maxsplit=1)[0]
    return name.rsplit(".", 1)[-1].lower() in _KNOWN_ENDINGS and len(name.split(".")[-2]) > 1


def _same_length(text: str) -> str:
    """Full-width letters and marks as half-width ones, character by character, so that places stay."""
    if text.isascii():
        return text
    return "".join(
        chr(ord(c) - 0xFEE0) if "\uff01" <= c <= "\uff5e" else " " if c in "\u3000\u00a0\u202f" else c for c in text
    )


@lru_cache(maxsize=1024)
def url_of(text: str) -> tuple[str, bool] | None:
    """The absolute http(s) address that a text is, and whether a slip in it was mended; None where it is none.

    >>> url_of("http//www.exemple.fr"), url_of("www.exemple.fr/en/"), url_of("ftp://exemple.fr")
    (('http://www.exemple.fr', True), ('https://www.exemple.fr/en/', False), None)
    >>> url_of("https://moi:secret@www.exemple.fr")
    ('https://www.exemple.fr', True)
    """
    plain = _same_length(readable(text)).strip(" \n\t<>\"'«»“”")
    url = plain.rstrip(".,; ")
    mended = url != plain
    if not _SCHEME.match(url):
        slip = _SLIPS.match(url)
        if slip:
            url, mended = f"http{slip[1].lower()}://{url[slip.end() :]}", True
        elif _OTHER_SCHEME.match(url):
            return None
        else:
            url = f"https://{url.lstrip('/')}"
    scheme, rest = url.split("://", 1)
    bare = rest.lstrip("/ ")
    mended = mended or bare != rest
    www = _WWW_SLIP.match(bare)
    if www:
        bare, mended = f"www.{bare[www.end() :]}", True
    return _judged(f"{scheme.lower()}://{bare}", mended)


def _judged(url: str, mended: bool) -> tuple[str, bool] | None:
    if re.search(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]", url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    name = _ascii_host(parts.hostname or "")
    if name is None:
        return None
    netloc = f"{name}:{port}" if port else name
    clean = urlunsplit(
        SplitResult(parts.scheme, netloc, _ascii(parts.path), _ascii(parts.query), _ascii(parts.fragment))
    )
    return clean, mended or "@" in parts.netloc


def _ascii(part: str) -> str:
    """Letters outside ASCII percent-encoded, as a browser sends them (RFC 3987, section 3.1)."""
    if part.isascii():
        return part
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in part)


def _ascii_host(name: str) -> str | None:
    """The host in ASCII (RFC 3490); None where it is no public name."""
    name = name.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    labels = name.split(".")
    if len(labels) < 2 or not all(_HOST_LABEL.match(label) for label in labels) or len(name) > 253:
        return None
    ending = labels[-1]
    return name if len(ending) > 1 and (ending.isalpha() or ending.startswith("xn--")) else None


def host(url: str) -> str:
    """The host of an address that `url_of` gave.

    >>> host("https://www.exemple.fr/en")
    'www.exemple.fr'
    """
    return urlsplit(url).hostname or ""


def _bare_host(url: str) -> str:
    return host(url).removeprefix("www.")


def _same(one: str, other: str) -> bool:
    """Whether two addresses differ by no more than their scheme, `www.` and the slash at the end."""
    return _key(one) == _key(other)


def _key(url: str) -> str:
    return url.split("://", 1)[1].removeprefix("www.").rstrip("/")


_SAFE_MAIL = re.compile(r"^mailto:[^\s<>\"'`\\]+@[^\s<>\"'`\\]+$", re.IGNORECASE)
_SAFE_TELEPHONE = re.compile(r"^tel:[+\d().\s-]+$", re.IGNORECASE)


def safe_link(target: str) -> str | None:
    """The address of a link that may be published: http(s), mailto or tel; None for any other.

    >>> safe_link("javascript:alert(1)"), safe_link("mailto:accueil@exemple.fr")
    (None, 'mailto:accueil@exemple.fr')
    """
    plain = target.strip()
    if _SCHEME.match(plain):
        known = url_of(plain)
        return known[0] if known else None
    if _SAFE_MAIL.match(plain) or _SAFE_TELEPHONE.match(plain):
        return plain
    return None
