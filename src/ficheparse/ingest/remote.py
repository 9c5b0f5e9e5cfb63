"""Inputs at an address, `s3://…` or any other that fsspec knows: what is there, and its bytes.

Only addresses given on the command line are fetched from, never what a document names. fsspec is an extra.

Exception
└── AddressError      an address cannot be used; the message says why and what to do, and holds no password
"""

from __future__ import annotations

import os
import posixpath
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple
from urllib.parse import unquote

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PROTOCOL = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
"""Of two letters at least: `C:` is a disk."""
_MAGIC = re.compile(r"[*?\[]")
_WEB_MAGIC = re.compile(r"[*\[]")
"""There `?` begins what is asked of the server."""
_ACCOUNT = re.compile(r"://(?:[^/]*@|[^/:]*:(?!\d*(?:/|$)).*@)")
"""All up to the last `@` of the host; further, where a password that was not encoded has a `/` in it."""
_QUERY = re.compile(r"\?.*=.*")
_HIDDEN = re.compile(r"(?:[^/.][^/]*/)*\.[^/]*(?=/)")
_DENIED = re.compile("auth|credential|denied|forbid|perm", re.IGNORECASE)
_SILENT = re.compile("connect|timeout", re.IGNORECASE)
"""Both in the names of what libraries raise that know no `PermissionError` and no `ConnectionError`."""
_CACHES = frozenset(["simplecache", "filecache", "blockcache", "cached"])
"""Links of a chain that have the paths of the next one."""
_PIECE = 1024 * 1024


class AddressError(Exception):
    """An address cannot be used."""


class Address(NamedTuple):
    """An input as it was given: a file, a folder with all below it, or a pattern."""

    given: str

    def __str__(self) -> str:
        """Without what is nobody's business: name and password, and what is asked of a server.

        >>> str(Address("sftp://clerk:secret@host/in")), str(Address("https://host/a.docx?token=secret"))
        ('sftp://host/in', 'https://host/a.docx')
        >>> str(Address("zip://a?.docx::sftp://clerk:se/cr@et@host/in.zip?key=secret")), str(Address("s3://b/x@y"))
        ('zip://a?.docx::sftp://host/in.zip', 's3://b/x@y')
        """
        links = [_ACCOUNT.sub("://", link) for link in self.given.split("::")]
        return "::".join([_without_query(link) if _is_web(link) else _QUERY.sub("", link) for link in links])


def located(text: str) -> Path | Address:
    r"""What an input names: a path, or an address.

    >>> located("s3://bucket/in"), located("zip://*.docx::in/a.zip")
    (Address(given='s3://bucket/in'), Address(given='zip://*.docx::in/a.zip'))
    >>> [isinstance(located(text), Path) for text in (r"C:\in", "in/a.docx", "c://a", "file:///in")]
    [True, True, True, True]
    """
    if text.startswith("file://") and "::" not in text:
        return _on_disk(text)
    return Address(text) if _PROTOCOL.match(text) else Path(text)


def _on_disk(text: str) -> Path | Address:
    """What `file://` names: encoded, as browsers and desktops write it, or as it stands; fsspec expands a pattern."""
    from urllib.request import url2pathname  # noqa: PLC0415 - slow to load, and seldom needed

    plain = re.sub("^localhost(?=/)", "", text.removeprefix("file://"))
    decoded = url2pathname(plain)
    for path in (plain, decoded):
        if os.path.lexists(path):
            return Path(path)
    return Address(text) if _MAGIC.search(plain) else Path(decoded)


@dataclass(slots=True, frozen=True)
class Remote:
    """A file at an address."""

    address: Address
    """By which it was found."""
    path: str
    """As its file system calls it."""
    place: Address
    """Its own address, which tells it from all others."""
    size: int | None
    listed: int
    """When it was found: nothing that was fetched for a run before, on a worker that is kept, is taken for it."""

    def __str__(self) -> str:
        """Its address, as it may be shown."""
        return str(self.place)

    def data(self, most: int) -> bytes | None:
        """Its bytes, fetched now; None where there are more than so many, past which one more is read at most.

        Raises `OSError`.
        """
        if (self.size or 0) > most:
            return None
        try:
            file_system, _ = _file_system(self.address)
            with file_system.open(self.path, "rb") as file:
                told = getattr(file, "size", None)
                if isinstance(told, int) and told > most:
                    return None
                pieces, left = [], most + 1
                while left and (piece := file.read(min(_PIECE, left))):
                    pieces.append(piece)
                    left -= len(piece)
        except (OSError, MemoryError):
            raise
        except Exception as problem:  # of whatever kind: each file system has its own
            raise OSError(type(problem).__name__) from problem
        return b"".join(pieces) if left else None


class Told(NamedTuple):
    """A file that was found at an address."""

    inner: str
    """Its name relative to the address."""
    file: Remote
    is_closed: bool = False
    """Whether it is a folder that cannot be listed."""


Kind = Literal["file", "folder", "pattern"]


class Found(NamedTuple):
    """What an address is."""

    kind: Kind
    folders: tuple[str, ...]
    """Those that stand before its files' names, from the outside in."""
    files: list[Told]
    """In the order of their names."""


_Entry = tuple[str, dict[str, Any] | None]
"""A path, and what its file system tells of it; nothing of a folder that cannot be listed."""


def found_at(address: Address) -> Found:
    """All files at an address. Raises `AddressError`."""
    with _told(address):
        file_system, root = _file_system(address)
        kind, base, listed = _listed(file_system, root)
    if kind == "pattern" and not listed:
        raise AddressError(f"there is no file at {address}")
    now = time.time_ns()
    files: dict[str, Told] = {}
    for path, entry in sorted(listed.items(), key=lambda item: item[0]):
        inner, size = _inner(path, base), entry.get("size") if entry else None
        place = address if kind == "file" else _place(address, path, inner)
        remote = Remote(address, path, place, size if isinstance(size, int) else None, now)
        inner = _QUERY.sub("", inner) if kind == "file" else inner  # what was given may hold a key
        hidden = _HIDDEN.match(inner)
        told = Told(hidden[0] if hidden else inner, remote, is_closed=entry is None)
        files.setdefault(hidden[0] if hidden else path, told)  # a hidden folder is one, whatever is below it
    return Found(kind, _folders(address, kind), list(files.values()))


def _listed(file_system: AbstractFileSystem, root: str) -> tuple[Kind, str, dict[str, dict[str, Any] | None]]:
    """What there is, with the folder that names are relative to; a name that looks like a pattern may be a file's."""
    plain, magic = (_without_query(root), _WEB_MAGIC.search(root)) if _is_web(root) else (root, _MAGIC.search(root))
    if magic and not file_system.exists(root):
        base = posixpath.dirname(root[: magic.start()])
        return "pattern", base, dict(_matching(file_system, root, base))
    entry = _asked(file_system, root)
    if entry["type"] == "directory":
        return "folder", plain.rstrip("/"), dict(_below(file_system, root, set()))
    return "file", posixpath.dirname(plain), {root: entry}


def _asked(file_system: AbstractFileSystem, root: str) -> dict[str, Any]:
    """What a file system tells of a path. A web server has no folders: a page of links is taken for one."""
    if not _is_web(root):
        return dict(file_system.info(root))
    entry = {} if _without_query(root).endswith("/") else file_system.info(root)
    is_page = not entry or entry.get("mimetype") == "text/html"
    return {**entry, "type": "directory" if is_page else "file"}


def _below(file_system: AbstractFileSystem, root: str, walked: set[str]) -> Iterator[_Entry]:
    """All files below a folder; hidden folders are not opened.

    An object store tells them all at once, those too whose name has `//` in it, which no walk comes to. Elsewhere
    fsspec's `find` leaves out, without a word, the folders that cannot be listed.
    """
    if _finds(file_system):
        for path, entry in file_system.find(root, detail=True).items():
            if not path.endswith("/") and entry.get("type") != "directory":
                yield path, entry
        return
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        if folder.rstrip("/") in walked:
            continue
        walked.add(folder.rstrip("/"))
        try:
            entries = file_system.ls(folder, detail=True)
        except Exception:  # of whatever kind: each file system has its own
            if folder == root:
                raise
            yield folder.rstrip("/"), None
            continue
        for entry in entries:
            path = entry["name"]
            if not _is_in(path, folder):
                continue
            if entry["type"] == "directory" and not posixpath.basename(path.rstrip("/")).startswith("."):
                waiting.append(path)
            else:
                yield path.rstrip("/"), entry


def _finds(file_system: AbstractFileSystem) -> bool:
    """Whether `find` is of its own making, or of the one's that it stands before, as a cache does."""
    from fsspec import AbstractFileSystem  # noqa: PLC0415 - an extra
    from fsspec.asyn import AsyncFileSystem  # noqa: PLC0415

    while isinstance(behind := getattr(file_system, "fs", None), AbstractFileSystem):
        file_system = behind
    kind, plain = type(file_system), AsyncFileSystem._find
    return kind.find is not AbstractFileSystem.find or getattr(kind, "_find", plain) is not plain


def _is_in(path: str, folder: str) -> bool:
    """Whether it is in the folder: an object store lists the folder's own mark, and pages link to anywhere."""
    if not _is_web(path):
        return path.rstrip("/") != folder.rstrip("/")
    inner = _inner(path, _without_query(folder))
    is_page = path.endswith("/") and path != _without_query(path)
    return inner != "" and not {".", ".."} & set(inner.split("/")) and not is_page


def _matching(file_system: AbstractFileSystem, pattern: str, base: str) -> Iterator[_Entry]:
    """The files that match, and all below the folders that do."""
    # first, for `glob` takes a place that does not answer for an empty one
    file_system.ls(f"{base}/" if _is_web(base) else base)
    walked: set[str] = set()
    for path, entry in sorted(file_system.glob(pattern, detail=True).items()):
        if entry["type"] == "directory":
            yield from _below(file_system, path, walked)
        else:
            yield path, entry


def _inner(path: str, base: str) -> str:
    if _is_web(path):  # https is http there
        path, base = unquote(_without_query(path)).partition(":")[2], unquote(base).partition(":")[2]
    return path.removeprefix(base).strip("/")


def _place(address: Address, path: str, inner: str) -> Address:
    """The address of a file that was found at this one."""
    links = address.given.split("::")
    at = next((number for number, link in enumerate(links) if link not in _CACHES), 0)
    link = links[at] if "://" in links[at] else f"{links[at]}://"
    if _is_web(path):
        links[at] = path
    else:
        magic = _MAGIC.search(link)
        folder = link[: link.rindex("/", 0, magic.start()) + 1] if magic else link
        links[at] = f"{folder if folder.endswith('/') else f'{folder}/'}{inner}"
    return Address("::".join(links))


def _folders(address: Address, kind: Kind) -> tuple[str, ...]:
    """As the address names them; those of the outermost link of a chain first."""
    inside, *outside = [link.partition("://")[2] for link in str(address).split("::")]
    magic = _MAGIC.search(inside) if kind == "pattern" else None
    if magic:
        inside = inside[: magic.start()].rpartition("/")[0]
    parts = [part for link in [*reversed(outside), inside] for part in link.split("/") if part]
    return tuple(parts[:-1] if kind == "file" else parts)


def _is_web(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _without_query(link: str) -> str:
    return link.partition("#")[0].partition("?")[0]


def _file_system(address: Address) -> tuple[AbstractFileSystem, str]:
    """What opens the files at an address, and the path that it has there."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError as problem:
        raise AddressError(f"{address} needs the package fsspec: pip install 'ficheparse[remote]'") from problem
    try:
        file_system, root = url_to_fs(address.given)
    except ValueError as problem:
        raise AddressError(f"{address} is no address that fsspec knows") from problem
    return file_system, root


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """What a file system answers, in our words: its own may hold a password."""
    try:
        yield
    except AddressError:
        raise
    except ImportError as problem:  # `Install s3fs to access S3`
        raise AddressError(f"{address} needs a package more: {problem}") from problem
    except Exception as problem:  # of whatever kind: each file system has its own
        raise AddressError(_reason(address, problem)) from problem


def _reason(address: Address, problem: BaseException) -> str:
    kind = type(problem).__name__
    if _DENIED.search(kind) or getattr(problem, "status", None) in (401, 403):
        return f"{address} may not be opened ({kind}): see that you are known there"
    if isinstance(problem, (FileNotFoundError, NotADirectoryError)):
        cause = problem.__cause__  # whatever a web server answers, it is told as this
        if cause is None or getattr(cause, "status", 0) == 404 or not _is_web(address.given):
            return f"there is no file at {address}"
        return _reason(address, cause)
    if isinstance(problem, OSError) or _SILENT.search(kind):
        return f"{address} does not answer ({kind})"
    return f"{address} cannot be read ({kind})"
