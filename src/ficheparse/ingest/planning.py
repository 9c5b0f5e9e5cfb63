"""What there is to read, found before anything is: folders walked, archives and messages looked into."""

from __future__ import annotations

import io
import os
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Literal, NamedTuple

from ficheparse.guard import LOST_REASONS, Guarded, Lost
from ficheparse.ingest.names import decoded, shown
from ficheparse.ingest.remote import Address, AddressError, Remote, found_at
from ficheparse.ingest.source import (
    MOST_BYTES,
    MOST_BYTES_IN_A_MEMBER,
    Attached,
    Refusal,
    Source,
    Step,
    UnreadableSource,
    Zipped,
    attached,
    content,
)

MOST_MEMBERS = 10_000
"""Contract, section 7, of an archive as of a package."""
MOST_NESTED = 8
"""Containers within containers: people send a zip in a forwarded message in a zip; a bomb has no end."""

PassedKind = Literal["lock", "hidden", "other"]
_Kind = Literal["document", "archive", "message"] | PassedKind

_DOCUMENTS = frozenset([".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf"])
_CONTENT_TYPES = "[content_types].xml"
_OPEN_DOCUMENT = "mimetype"
_ENCRYPTED_FLAG = 0x1
_UTF8_FLAG = 0x800


class PassedOver(NamedTuple):
    """A file that is not read, for it is no fiche by its name."""

    name: str
    kind: PassedKind
    """A lock file of a word processor (`~$…`), a hidden file, or a file of another kind."""


class Plan(NamedTuple):
    """What is to be read, and what is not."""

    sources: tuple[Source, ...]
    """In the order of their names, each name once."""
    passed_over: tuple[PassedOver, ...]

    def counted(self) -> Counter[str]:
        """How many files of each kind were passed over."""
        return Counter(passed.kind for passed in self.passed_over)


def plan(inputs: Iterable[Path | Address], *, outputs: Path | None = None) -> Plan:
    """What these files and folders hold, the same in whatever order they are given; each file on disk once.

    A file is taken whatever its name, but an archive or a message is looked into. Of the folder `outputs`, only fiches
    are told, so that a second run does not count what the first one wrote. Raises `FileNotFoundError`, `AddressError`.
    """
    found: list[_Found] = []
    with Guarded() as reader:
        for given in inputs:
            search = _Search(given)
            for one in search.all():
                found += search.looked_into(one, reader) if isinstance(one, _Container) else [one]
    # A file that two of the inputs hold is taken once, by the name nearest to an input; read, where one asks for it.
    found.sort(key=lambda one: (one.passed is not None, one.inner.count("/"), one.inner, str(one.place), one.real))
    once: dict[tuple[str, tuple[Step, ...]], _Found] = {}
    for one in found:
        once.setdefault((one.real, one.steps), one)
    sources: list[Source] = []
    passed: list[PassedOver] = []
    ours = os.path.join(os.path.realpath(outputs), "") if outputs else None  # noqa: PTH118 - with a separator at its end
    told = [one for one in once.values() if not (ours and one.passed and one.real.startswith(ours))]
    for name, one in _named(told):
        if one.passed:
            passed.append(PassedOver(name, one.passed))
        else:
            sources.append(Source(name, one.place, one.steps, one.refusal))
    return Plan(tuple(sorted(sources, key=lambda source: source.name)), tuple(sorted(passed)))


def single(path: Path) -> Source:
    """The source that this file is, whatever it is called; nothing is looked into."""
    return Source(shown(path.name) or "file", str(path))


def singles(given: Path | Address) -> list[Source]:
    """The same, also of an address; several sources where it is a pattern. Raises `AddressError`."""
    if isinstance(given, Path):
        return [single(given)]
    there = found_at(given)
    if there.kind == "folder":
        raise AddressError(f"{given} is a folder: name a file of it, or a pattern")
    files = [told for told in there.files if there.kind == "file" or _kind(told.inner) not in ("hidden", "lock")]
    if not files:
        raise AddressError(f"there is no file at {given}")
    return [Source(shown(told.inner).rpartition("/")[2] or "file", told.file) for told in files]


@dataclass(slots=True, frozen=True)
class _Found:
    """A file that is to be read, or was passed over."""

    leads: tuple[str, ...]
    """The folders before `inner` in the input as given, which tell two of one name apart."""
    inner: str
    """Its name, relative to the input."""
    place: str | Remote
    real: str
    """The file on disk, whichever way it was reached, or its address."""
    steps: tuple[Step, ...]
    refusal: Refusal | None
    passed: PassedKind | None


class _Container(NamedTuple):
    """An archive or a message, not yet looked into."""

    kind: _Kind
    inner: str
    place: str | Remote


@dataclass(slots=True)
class _Budget:
    """What is left of the limits for one file on disk, however its contents are nested."""

    members: int = MOST_MEMBERS
    size: int = MOST_BYTES

    def take(self, sizes: Sequence[int]) -> None:
        if len(sizes) > self.members:
            raise UnreadableSource("too-large", "the archive has more than 10,000 files")
        if sum(sizes) > self.size:
            raise UnreadableSource("too-large", "the archive is of more than 512 MB when unpacked")
        self.members -= len(sizes)
        self.size -= sum(sizes)


class _Member(NamedTuple):
    """A file in an archive or a message."""

    name: str
    step: Step
    size: int
    refusal: Refusal | None = None


class _Search:
    """Looks through one input."""

    def __init__(self, given: Path | Address) -> None:
        self._given = given
        self._leads: tuple[str, ...] = ()
        self._folders: dict[str, str] = {}
        if isinstance(given, Path):
            parts = given.parts if given.is_dir() else given.parent.parts
            self._leads = tuple(shown(part) for part in parts if part not in (given.anchor, ".", ".."))

    def all(self) -> Iterator[_Found | _Container]:
        """All that the input is, archives and messages not looked into."""
        given = self._given
        if not isinstance(given, Path):
            return self._at(given)
        return self._folder(given) if given.is_dir() else self._single(given)

    def _at(self, address: Address) -> Iterator[_Found | _Container]:
        """The files at an address; one that was itself given is taken, whatever it is called."""
        there = found_at(address)
        self._leads = tuple(filter(None, map(shown, there.folders)))
        for inner, file, is_closed in there.files:
            name, kind = shown(inner) or "file", _kind(inner)
            if is_closed:
                yield self._found(file, name, refusal=Refusal("unreadable", "the folder may not be opened"))
            else:
                is_given = there.kind == "file" and kind not in _CONTAINERS
                yield self._file(file, name, "document" if is_given else kind)

    def _single(self, given: Path) -> Iterator[_Found | _Container]:
        """The input, a file: taken, whatever it is called."""
        if not os.path.lexists(given):
            raise FileNotFoundError(given)
        kind = _kind(given.name)
        yield self._file(str(given), shown(given.name), kind if kind in _CONTAINERS else "document")

    def _folder(self, given: Path) -> Iterator[_Found | _Container]:
        """The input, a folder, with all below it; a folder that links lead back to is walked once."""
        walked: set[str] = set()
        waiting = [(str(given), "")]
        while waiting:
            folder, inner = waiting.pop()
            real = os.path.realpath(folder)
            if real in walked:
                continue
            walked.add(real)
            try:
                with os.scandir(folder) as listed:
                    entries = sorted(listed, key=lambda entry: entry.name)
            except OSError:
                refusal = Refusal("unreadable", "the folder may not be opened")
                name = inner.rstrip("/") or shown(os.path.basename(folder)) or "folder"  # noqa: PTH119 - text is smaller
                yield self._found(folder, name, refusal=refusal)
                continue
            for entry in entries:
                place, name, kind = entry.path, inner + shown(entry.name), _kind(entry.name)
                if _is_folder(entry) and kind != "hidden":
                    waiting.append((place, f"{name}/"))
                elif _is_file(entry):
                    yield self._file(place, name, kind)
                else:  # a hidden folder, a socket, a device
                    yield self._found(place, name, passed="hidden" if kind == "hidden" else "other")

    def _file(self, place: str | Remote, inner: str, kind: _Kind) -> _Found | _Container:
        if kind in _CONTAINERS:
            return _Container(kind, inner, place)
        return self._found(place, inner, passed=_PASSED.get(kind))

    def looked_into(self, container: _Container, reader: Guarded) -> list[_Found]:
        """What it holds, found out in a process that may be lost: it is from strangers too."""
        found = reader.call(self._all_in, container)
        if isinstance(found, Lost):
            refusal = Refusal("unreadable", LOST_REASONS[found.cause])
            return [self._found(container.place, container.inner, refusal=refusal)]
        return found

    def _all_in(self, container: _Container) -> list[_Found]:
        return list(self._container(container.kind, container.inner, container.place, (), _Budget()))

    def _container(
        self, kind: _Kind, inner: str, place: str | Remote, steps: tuple[Step, ...], budget: _Budget
    ) -> Iterator[_Found]:
        """What an archive or a message holds; an archive that is a document by its parts is itself one."""
        try:
            if len(steps) >= MOST_NESTED:
                raise UnreadableSource("too-large", "archives are nested too deep")
            members = _attached(place, steps) if kind == "message" else _zipped(place, steps)
            if members is not None:
                budget.take([member.size for member in members if _kind(member.name) not in _PASSED])
        except UnreadableSource as problem:
            yield self._found(place, inner, steps, refusal=Refusal(problem.code, problem.reason))
            return
        if not members:  # a document, or nothing at all
            yield self._found(place, inner, steps, passed="other" if members == [] else None)
            return
        for member in members:
            name, way, what = f"{inner}/{member.name}", (*steps, member.step), _kind(member.name)
            if what in _CONTAINERS and not member.refusal:
                yield from self._container(what, name, place, way, budget)
            else:
                passed = _PASSED.get(what)
                yield self._found(place, name, way, refusal=None if passed else member.refusal, passed=passed)

    def _found(
        self,
        place: str | Remote,
        inner: str,
        steps: tuple[Step, ...] = (),
        *,
        refusal: Refusal | None = None,
        passed: PassedKind | None = None,
    ) -> _Found:
        real = place.place.given if isinstance(place, Remote) else self._real(place)
        return _Found(self._leads, inner, place, real, steps, refusal, passed)

    def _real(self, place: str) -> str:
        """The file on disk; what its folder is, is asked once for all of them."""
        folder, name = os.path.split(place)
        if name in ("", ".", "..") or os.path.islink(place):  # noqa: PTH114 - text takes less than a `Path`
            return os.path.realpath(place)
        if folder not in self._folders:
            self._folders[folder] = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - with a separator
        real = self._folders[folder] + name
        return place if real == place else real


def _is_folder(entry: os.DirEntry[str]) -> bool:
    # a link is asked what it leads to, in a way that lets one that leads to itself be told as one
    return os.path.isdir(entry.path) if entry.is_symlink() else entry.is_dir()  # noqa: PTH112


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Whether it is a file, or a link to one or to nothing, which is told as a file that is not there."""
    if entry.is_symlink():
        return os.path.isfile(entry.path) or not os.path.exists(entry.path)  # noqa: PTH110, PTH113
    return entry.is_file()


_CONTAINERS = ("archive", "message")
_PASSED: dict[_Kind, PassedKind] = {"lock": "lock", "hidden": "hidden", "other": "other"}


def _kind(name: str) -> _Kind:
    """What a file is by its name, which in an archive has folders before it."""
    *folders, last = name.split("/")
    if last.startswith(("~$", ".~lock.")):
        return "lock"
    if last.startswith(".") or any(folder.startswith(".") or folder == "__MACOSX" for folder in folders):
        return "hidden"
    suffix = PurePosixPath(last).suffix.lower()
    if suffix in _DOCUMENTS:
        return "document"
    return "archive" if suffix == ".zip" else "message" if suffix == ".eml" else "other"


def _zipped(place: str | Remote, steps: tuple[Step, ...]) -> list[_Member] | None:
    """The files in an archive; None where it is a document. Raises `UnreadableSource`."""
    try:
        whole = io.BytesIO(content(place, steps)) if steps or isinstance(place, Remote) else place
        with zipfile.ZipFile(whole) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError) as problem:
        raise UnreadableSource("unreadable", "the archive is damaged, or is no zip archive") from problem
    if any(entry.filename.lower() in (_CONTENT_TYPES, _OPEN_DOCUMENT) for entry in entries):
        return None
    return [_member(entry) for entry in entries if not entry.filename.endswith("/")]


def _member(entry: zipfile.ZipInfo) -> _Member:
    raw = entry.orig_filename  # as it stands there
    name = shown(raw if entry.flag_bits & _UTF8_FLAG else decoded(raw.encode("cp437"), western=("cp850", "cp1252")))
    refusal: Refusal | None = None
    if entry.flag_bits & _ENCRYPTED_FLAG:
        refusal = Refusal("encrypted", "the archive needs a password")
    elif entry.file_size > MOST_BYTES_IN_A_MEMBER:
        refusal = Refusal("too-large", "the file is of more than 256 MB")
    elif entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        refusal = Refusal("unreadable", "the archive is packed in a way that is not read")
    step = Zipped(
        entry.header_offset,
        entry.compress_size,
        entry.file_size,
        entry.CRC,
        entry.compress_type == zipfile.ZIP_DEFLATED,
    )
    return _Member(name or "file", step, 0 if refusal else entry.file_size, refusal)


def _attached(place: str | Remote, steps: tuple[Step, ...]) -> list[_Member]:
    """The files that a message brings. Raises `UnreadableSource`."""
    return [
        _Member(attachment.name, Attached(number), len(attachment.data))
        for number, attachment in enumerate(attached(place, steps))
    ]


@dataclass(slots=True)
class _Naming:
    """How many folders of an input as given stand before its files' names."""

    depth: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def name(self, one: _Found) -> str:
        depth = self.depth[one.leads]
        return "/".join([*one.leads[len(one.leads) - depth :], one.inner]) if depth else one.inner


def _named(found: list[_Found]) -> Iterator[tuple[str, _Found]]:
    """Each with a name of its own.

    Names are relative to the input given. Where two inputs hold the same name, folders of those inputs as given are
    put before the names of all their files, as few as tell them apart; two of one name in an archive get a number.
    """
    naming = _Naming()
    while True:
        by_name: dict[str, tuple[str, ...]] = {}
        alike: set[tuple[str, ...]] = set()
        for one in found:
            first = by_name.setdefault(naming.name(one), one.leads)
            if first != one.leads:
                alike |= {first, one.leads}
        longer = [leads for leads in alike if naming.depth[leads] < len(leads)]
        if not longer:
            break
        for leads in longer:
            naming.depth[leads] += 1
    taken = {naming.name(one) for one in found}
    given: set[str] = set()
    used: dict[str, count[int]] = {}
    for one in sorted(found, key=lambda one: (naming.name(one), str(one.place), one.real, one.steps)):
        name = naming.name(one)
        if name in given:
            path, numbers = PurePosixPath(name), used.setdefault(name, count(2))
            numbered = (str(path.with_stem(f"{path.stem} ({number})")) for number in numbers)
            name = next(other for other in numbered if other not in taken)
            taken.add(name)
        given.add(name)
        yield name, one
