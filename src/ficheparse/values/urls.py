"""Web addresses: found in a text, mended where a slip is plain, judged (contract, section 3, **Website**)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

from ficheparse.lazily import lazily
from ficheparse.text import readable

_SCHEME = lazily(r"https?://(?![\s/])", re.IGNORECASE)
_SCHEME_WORD = r"(?:h{1,2}t{1,3}p{1,2}|hptt?p|thtp|ttp|htt)"
# http// htpp:// http:/ http;// http.// http//: http:\\ http:www http://http://
_SLIP = lazily(rf"{_SCHEME_WORD}(s?)\s*(?=[.,]?\s*[:;/\\])[:;.,/\\\s]+(?=[^\s:;.,/\\])", re.IGNORECASE)
_OTHER_SCHEME = lazily(r"[a-z][a-z0-9+-]*:(?!\d{2,5}(?:/|$))", re.IGNORECASE)
# www, www; www.. wwww. ww. w.w.w. `www. ` `www ` and www with no stop at all
# www, www; www.. wwww. ww. w.w.w. `www. ` `www ` and www with no stop at all
_WWW_SLIP = lazily(
    r"(?:w{2,4}\s*[.,;:/]\s*[.,]?\s*|w\.w\.w\.\s*|www\s+(?=[\w-]+\.)|www(?=[a-z0-9-]+\.[a-z]{2,}(?:[/:?#]|$)))(?=\w)",
    re.IGNORECASE,
)
_NO_URL = r"\s<>\"“”«»„「」『』【】（）［］｛｝、。，；｜|"
_REST = rf"(?:(?![,;](?:{_SCHEME_WORD}s?:|www\.))[^{_NO_URL}])"
_FOUND = lazily(
    rf"""(?<![a-zà-ÿ0-9_@.-])(?:
        {_SCHEME_WORD}s?[ ]?(?=[.,]?[ ]?[:;/\\])[:;.,/\\ ]{{1,5}}(?:w{{2,4}}[.,][ ])?{_REST}+
      | (?:[a-z]{{2,10}}+://|(?:mailto|javascript|file|data|tel):){_REST}+
      | (?:w{{2,4}}[ ]?[.,;:][ ]?|w\.w\.w\.|www[ ](?=[\w-]+\.[a-z]{{2,}}))[.]?[ ]?{_REST}+
      | (?P<bare>(?>(?:[a-zà-ÿ0-9_\u2010\u2011-]++\.)+[a-z]{{2,24}})(?![\w.-]*+@)(?:[:/?#]{_REST}*)?)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_NEAR = 60
"""Characters before an address in which a sign for @ is looked for."""
_MAIL_SIGN = lazily(r"(?:@|[(\[{]\s*(?:at|à|arobase)\s*[)\]}])\s*$", re.IGNORECASE)
_JAPANESE = "(?-i:[\u3040-\u30ff\u3400-\u9fff])"
# What is glued to an address: a remark in brackets, but /page_(en); Japanese words, but /wiki/高松市.
_GLUED = lazily(rf"(?:(?<![_=%-])[(\[]|(?<=[a-z0-9]){_JAPANESE}).*$", re.IGNORECASE | re.DOTALL)
_GLUED_TO_HOST = lazily(rf"^((?:[a-z]+:/+)?[a-z0-9.:-]+/){_JAPANESE}.*$", re.IGNORECASE | re.DOTALL)
_PARTED_ENDING = lazily(rf"\s?\.\s?([a-z]{{2,6}})(?![\w.@-])((?:/{_REST}*)?)", re.IGNORECASE)
_PARTED_STEP = lazily(r"\s(/(?:en|eng|english|fr|ja|jp)(?:/\S*)?)\s*(?:\n|$)", re.IGNORECASE)
_TRAILING = ".,;:!?…'’`*_–—·・)]}"
_HYPHENS = {0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-"}
_HALF_WIDTH: dict[int, int | str | None] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in "（）［］｛｝，；｜"},
    **dict.fromkeys(map(ord, "\u3000\u00a0\u202f\u2009"), " "),
}
_WIDE = lazily(f"[{''.join(map(chr, _HALF_WIDTH))}]")
_HOST_LABEL = lazily(r"(?!-)[a-z0-9-]{1,63}(?<!-)")
_OTHER_HALF = lazily(r" [\w-]+\.\S+")
_UNSAFE = lazily(r"[\s<>\"\\^`{}|\x00-\x1f\x7f]")


class Found(NamedTuple):
    """A web address in a text: its place, the address, and whether it had to be mended."""

    start: int
    end: int
    url: str
    mended: bool


@cache
def words() -> dict[str, Any]:
    """The word lists of `data/website.toml`."""
    return tomllib.loads(files("ficheparse").joinpath("data/website.toml").read_text("utf-8"))


@cache
def _endings() -> frozenset[str]:
    return frozenset(words()["endings"])


def urls_in(text: str) -> list[Found]:
    """The web addresses in a text, by their place in it; e-mail addresses are none.

    >>> [(found.url, found.mended) for found in urls_in("voir www,exemple.fr ou m-dupont@mairie-exemple.fr")]
    [('https://www.exemple.fr', True)]
    """
    return list(_urls_in(_same_length(text)))


def _urls_in(text: str) -> Iterator[Found]:
    place = 0
    while match := _FOUND.search(text, place):
        start, piece = match.start(), _trimmed(match[0])
        end = start + len(piece)
        place = match.end()
        if not piece or _is_mail(piece) or (match["bare"] and not _is_host(piece, text[max(start - _NEAR, 0) : start])):
            continue
        known, end = _with_parted(text, start, end)
        if known is None:
            place = _past_broken(text, end)
        else:
            place = end
            yield Found(start, end, known[0], known[1] or _only_stop_after(text, start, end))


def _trimmed(piece: str) -> str:
    """The piece without what ends a sentence, closes a bracket, or is glued to it."""
    if "(" in piece or "[" in piece or not piece.isascii():
        piece = _GLUED.sub("", piece)
    if not piece.isascii():
        piece = _GLUED_TO_HOST.sub(r"\1", piece)
    while piece and piece[-1] in _TRAILING and not (piece[-1] in ")]}" and _opens(piece)):
        piece = piece[:-1]
    return piece


def _opens(piece: str) -> bool:
    """Whether the closing bracket at the end belongs to the address."""
    closing = piece[-1]
    return piece.count({")": "(", "]": "[", "}": "{"}[closing]) >= piece.count(closing)


def _is_mail(piece: str) -> bool:
    return "@" in piece.split("//", 1)[-1].split("/", 1)[0] and not _SCHEME.match(piece)


def _is_host(piece: str, before: str) -> bool:
    """Whether a word with dots is an address, and no abbreviation, file name or end of an e-mail address."""
    labels = re.split(r"[:/?#]", piece, maxsplit=1)[0].lower().split(".")
    known = labels[-1] in _endings() and len(labels) > 1 and len(labels[-2]) > 1
    return known and not _MAIL_SIGN.search(before)


def _with_parted(text: str, start: int, end: int) -> tuple[tuple[str, bool] | None, int]:
    """The address from `start` and its end, with what a space parts from it: `www.exemple .fr`, `exemple.fr /en`."""
    known = url_of(text[start:end])
    parted = _PARTED_STEP.match(text, end) if known else _PARTED_ENDING.match(text, end)
    if parted is None or (known is None and parted[1].lower() not in _endings()):
        return known, end
    whole = url_of(text[start:end] + (parted[1] if known else f".{parted[1]}{parted[2]}"))
    return ((whole[0], True), parted.end(parted.lastindex or 0)) if whole else (known, end)


def _past_broken(text: str, end: int) -> int:
    """Where to go on after an address that cannot be read: past the word after it, which may be its other half."""
    half = _OTHER_HALF.match(text, end)
    return half.end() if half else end


def _only_stop_after(text: str, start: int, end: int) -> bool:
    """Whether a text is an address and a full stop at its end."""
    return text[end:].strip() == "." and not text[:start].strip()


def _same_length(text: str) -> str:
    """Full-width letters and marks as half-width ones, one by one, so that places stay."""
    return text.translate(_HALF_WIDTH) if not text.isascii() and _WIDE.search(text) else text


@lru_cache(maxsize=1024)
def url_of(text: str) -> tuple[str, bool] | None:
    """The absolute http(s) address that a text is, and whether a slip in it was mended; None where it is none.

    >>> url_of("http//www.exemple.fr"), url_of("www.exemple.fr/en/"), url_of("ftp://exemple.fr")
    (('http://www.exemple.fr', True), ('https://www.exemple.fr/en/', False), None)
    >>> url_of("https://moi:secret@www.exemple.fr")
    ('https://www.exemple.fr', True)
    """
    plain = _same_length(readable(text)).strip(" \n\t<>\"'«»“”")
    rest = plain.rstrip(".,; ")
    mended = rest != plain
    scheme = "https"
    if known := _SCHEME.match(rest):
        scheme, rest = known[0][:-3].lower(), rest[known.end() :]
    while slip := _SLIP.match(rest):
        scheme, rest, mended = f"http{slip[1].lower()}", rest[slip.end() :], True
    if not known and not mended and _OTHER_SCHEME.match(rest):
        return None
    rest = rest.lstrip("/")
    www = _WWW_SLIP.match(rest)
    if www and www[0].lower() != "www.":
        rest, mended = f"www.{rest[www.end() :]}", True
    return _judged(scheme, rest, mended)


def _judged(scheme: str, rest: str, mended: bool) -> tuple[str, bool] | None:
    """The address, percent-encoded and without a user's name; None where its host is no public name."""
    if _UNSAFE.search(rest):
        return None
    try:
        parts = urlsplit(f"{scheme}://{rest}")
        port, name = parts.port, parts.hostname or ""
    except ValueError:
        return None
    straight = name if name.isascii() else name.translate(_HYPHENS)
    host_name = _ascii_host(straight)
    if host_name is None and re.fullmatch(r"www\.[\w-]+,[a-z]{2,}", straight):  # www.exemple,fr
        host_name, mended = _ascii_host(straight.replace(",", ".")), True
    if host_name is None:
        return None
    netloc = f"{host_name}:{port}" if port else host_name
    clean = f"{scheme}://{netloc}{_ascii(parts.path)}"
    if parts.query:
        clean += f"?{_ascii(parts.query)}"
    if parts.fragment:
        clean += f"#{_ascii(parts.fragment)}"
    return clean, mended or "@" in parts.netloc or straight != name


def _ascii(part: str) -> str:
    """Letters outside ASCII percent-encoded, as a browser sends them (RFC 3987, section 3.1)."""
    return part if part.isascii() else quote(part, safe="%/:?#[]@!$&'()*+,;=~-._")


def _is_public(number: str) -> bool:
    """Whether an address in numbers is one that everybody can reach."""
    from ipaddress import ip_address  # noqa: PLC0415 - few sites have no name

    try:
        return ip_address(number).is_global
    except ValueError:
        return False


def _ascii_host(name: str) -> str | None:
    """The host in ASCII (RFC 3490); None where it is no public name."""
    name = name.rstrip(".").lower()
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return None
    labels = name.split(".")
    least = 3 if labels[0] == "www" else 2
    if len(labels) < least or len(name) > 253 or not all(_HOST_LABEL.fullmatch(label) for label in labels):
        return None
    ending = labels[-1]
    if len(labels) == 4 and all(label.isdigit() for label in labels):
        return name if _is_public(name) else None
    return name if len(ending) > 1 and (ending.isalpha() or ending.startswith("xn--")) else None


def host(url: str) -> str:
    """The host of an address that `url_of` gave.

    >>> host("https://www.exemple.fr/en")
    'www.exemple.fr'
    """
    return urlsplit(url).hostname or ""


_SAFE_MAIL = lazily(r"mailto:[a-z0-9!#$&*+/=?^_{|}~.-]++@[a-z0-9.-]+", re.IGNORECASE | re.ASCII)
_SAFE_TELEPHONE = lazily(r"tel:[+\d().\s-]+", re.IGNORECASE)


def safe_link(target: str) -> str | None:
    """The address of a link that may be published: http(s), mailto or tel; None for any other.

    >>> safe_link("javascript:alert(1)"), safe_link("mailto:accueil@exemple.fr")
    (None, 'mailto:accueil@exemple.fr')
    """
    plain = target.strip()
    if _SCHEME.match(plain):
        known = url_of(plain)
        return known[0] if known else None
    plain = plain.partition("?")[0] if plain.lower().startswith("mailto:") else plain  # no subject, no other addressee
    if _SAFE_MAIL.fullmatch(plain) or _SAFE_TELEPHONE.fullmatch(plain):
        return plain
    return None
