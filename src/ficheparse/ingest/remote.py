"""Inputs at an address, `s3://…` or any other that fsspec knows: what is there, and its bytes.

Only addresses given on the command line are fetched from, never what a document names. fsspec is an extra.

Exception
└── AddressError      an address cannot be used; the message says why and what to do, and holds no password
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PROTOCOL = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
"""Of two letters at least: `C:` is a disk."""
_MAGIC = re.compile(r"[*?\[]")
_ACCOUNT = re.compile(r"://[^/@]*@")
_PIECE = 1024 * 1024


class AddressError(Exception):
    """An address cannot be used."""


@dataclass(slots=True, frozen=True)
class Address:
    """An input as it was given: a file, a folder with all below it, or a pattern."""

    given: str

    def __str__(self) -> str:
        """Without what is nobody's business: name and password, and what is asked of a web server.

        >>> str(Address("sftp://clerk:secret@host/in")), str(Address("https://host/a.docx?token=secret"))
        ('sftp://host/in', 'https://host/a.docx')
        """
        links = [_ACCOUNT.sub("://", link) for link in self.given.split("::")]
        return "::".join([link.partition("?")[0] if _is_web(link) else link for link in links])


def located(text: str) -> Path | Address:
    r"""What an input names: a path, or an address.

    >>> located("s3://bucket/in"), located("zip://*.docx::in/a.zip")
    (Address(given='s3://bucket/in'), Address(given='zip://*.docx::in/a.zip'))
    >>> [isinstance(located(text), Path) for text in (r"C:\in", "in/a.docx", "c://a", "file:///in")]
    [True, True, True, True]
    """
    if text.startswith("file://") and "::" not in text:
        from urllib.request import url2pathname  # noqa: PLC0415 - slow to load, and seldom needed

        return Path(url2pathname(urlsplit(text).path))
    return Address(text) if _PROTOCOL.match(text) else Path(text)


@dataclass(slots=True, frozen=True)
class Remote:
    """A file at an address."""

    address: Address
    path: str
    """As its file system calls it."""
    size: int | None
    version: str
    """What its file system told of its content, so that no other is taken for it."""

    @property
    def name(self) -> str:
        """Its name alone."""
        path = self.path.partition("?")[0] if _is_web(self.path) else self.path
        return posixpath.basename(path.rstrip("/"))

    def __str__(self) -> str:
        """Its address, as it may be shown."""
        chain = str(self.address).partition("::")[2]
        protocol = self.address.given.partition(":")[0]
        path = self.path if _PROTOCOL.match(self.path) else f"{protocol}://{self.path}"
        return "::".join(filter(None, [str(Address(path)), chain]))

    def pieces(self) -> Iterator[bytes]:
        """Its bytes, fetched now. Raises `OSError`."""
        try:
            file_system, _ = _file_system(self.address)
            with file_system.open(self.path, "rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        except OSError:
            raise
        except Exception as problem:  # of whatever kind: each file system has its own
            raise OSError(type(problem).__name__) from problem


class Told(NamedTuple):
    """A file that was found at an address."""

    inner: str
    """Its name relative to the address."""
    file: Remote


def files_at(address: Address) -> list[Told]:
    """All files at an address, in the order of their names. Raises `AddressError`."""
    with _told(address):
        file_system, root = _file_system(address)
        if not _is_web(address.given) and _MAGIC.search(root):
            base = posixpath.dirname(root[: _MAGIC.search(root).start()])  # type: ignore[union-attr]
            details = file_system.glob(root, detail=True)
        elif "." in posixpath.basename(root) and file_system.isfile(root):
            base, details = posixpath.dirname(root), {root: file_system.info(root)}
        else:
            base, details = root.rstrip("/"), file_system.find(root, detail=True)
    found = [
        Told(_inner(path, base), _remote(address, path, told))
        for path, told in sorted(details.items())
        if told.get("type") != "directory"
    ]
    if not found:
        raise AddressError(f"there is no file at {address}")
    return found


def file_at(address: Address) -> Remote:
    """The one file at an address. Raises `AddressError`."""
    match files_at(address):
        case [only]:
            return only.file
        case _:
            raise AddressError(f"{address} is not one file")


def folders_of(address: Address) -> tuple[str, ...]:
    """The folders that an address names, from the outside in."""
    path = str(address).partition("::")[0].partition("://")[2]
    return tuple(part for part in path.split("/") if part and not _MAGIC.search(part))


def _inner(path: str, base: str) -> str:
    inner = path[len(base) :] if path.startswith(base) else path
    return inner.lstrip("/").partition("?")[0] if _is_web(path) else inner.lstrip("/")


def _remote(address: Address, path: str, told: dict[str, Any]) -> Remote:
    version = [str(told[key]) for key in ("ETag", "etag", "LastModified", "mtime", "created", "size") if told.get(key)]
    size = told.get("size")
    return Remote(address, path, size if isinstance(size, int) else None, " ".join(version))


def _is_web(text: str) -> bool:
    return text.startswith(("http://", "https://"))


def _file_system(address: Address) -> tuple[AbstractFileSystem, str]:
    """What opens the files at an address, and the path that it has there."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra
    except ImportError as problem:
        raise AddressError(f"{address} needs the package fsspec: pip install 'ficheparse[remote]'") from problem
    file_system, root = url_to_fs(address.given)
    return file_system, root


@contextmanager
def _told(address: Address) -> Iterator[None]:
    """What a file system answers, in our words: its own may hold a password."""
    try:
        yield
    except AddressError:
        raise
    except FileNotFoundError as problem:
        raise AddressError(f"there is no file at {address}") from problem
    except PermissionError as problem:
        raise AddressError(f"{address} may not be opened: see that you are known there") from problem
    except ImportError as problem:  # `Install s3fs to access S3`
        raise AddressError(f"{address} needs a package more: {problem}") from problem
    except ValueError as problem:
        raise AddressError(f"{address} is no address that fsspec knows ({type(problem).__name__})") from problem
    except Exception as problem:  # of whatever kind: each file system has its own
        raise AddressError(f"{address} does not answer ({type(problem).__name__})") from problem
