"""Files mutated from real ones, with a plan: each is what a stranger, or a careless program, might have made of them.

A case depends on the seed, its number and the files that the mutator was given, and on nothing else.
"""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

import mutate_bytes
import mutate_container
import mutate_package
import mutate_xml
from lxml import etree
from mutate_container import File
from zips import Entry, Zip, packed

MOST_BYTES = 60_000
"""Of a file that is mutated: small ones are as varied, and quickly read."""
_MAIN = b"word/document.xml"
_WORD, _OTHERS = (".docx", ".docm", ".dotx", ".dotm"), (".odt", ".rtf", ".doc")


@dataclass(slots=True)
class Package:
    """A file to mutate, its parts where it is a zip."""

    name: str
    data: bytes
    parts: dict[bytes, bytes] = field(default_factory=dict)
    trees: dict[bytes, etree._Element | None] = field(default_factory=dict, repr=False)
    """Parts that were parsed, None for those that cannot be."""

    def tree(self, name: bytes) -> etree._Element | None:
        """A part as a tree of one's own."""
        if name not in self.trees:
            try:
                self.trees[name] = etree.fromstring(self.parts[name])
            except etree.XMLSyntaxError:
                self.trees[name] = None
        return copy.deepcopy(self.trees[name])


class Case(NamedTuple):
    """A mutated file."""

    number: int
    name: str
    """A name of the ending that the file had, or that fits the container."""
    data: bytes
    origin: str
    """The file that it was made of."""
    mutations: tuple[str, ...]
    """What was done, in order."""


def load(folders: Iterable[Path]) -> list[Package]:
    """The files of these folders that are of a kind that is read, and not too large to be read often."""
    found: list[Package] = []
    for folder in folders:
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
            if path.suffix.lower() in (*_WORD, *_OTHERS) and path.is_file() and 0 < path.stat().st_size <= MOST_BYTES:
                data = path.read_bytes()
                found.append(Package(path.name, data, _parts(data)))
    return found


def _parts(data: bytes) -> dict[bytes, bytes]:
    """The parts of a zip, none where it is none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename.encode(): archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
        return {}


class Mutator:
    """Makes case after case of these files."""

    def __init__(self, seed: int, packages: Sequence[Package]) -> None:
        self.seed = seed
        self._zips = [package for package in packages if _MAIN in package.parts]
        self._others = [package for package in packages if package.name.lower().endswith(_OTHERS)]
        if not self._zips:
            raise ValueError("there is no Word package to mutate")

    def case(self, number: int) -> Case:
        """The case of this number."""
        rng = Random(f"{self.seed} {number}")
        chance = rng.random()
        if chance < 0.08 and self._others:
            return self._other(rng, number)
        if chance < 0.16:
            return self._container(rng, number)
        package = rng.choice(self._zips)
        data, done = _mutated(rng, package)
        return Case(number, "fiche" + Path(package.name).suffix.lower(), data, package.name, tuple(done))

    def _other(self, rng: Random, number: int) -> Case:
        """A file of another format, or one of Word under such a name."""
        package = rng.choice(self._others)
        if package.parts and rng.random() < 0.6:
            data, done = _mutated(rng, package)
        else:
            data, done = _spoiled(rng, package.data)
            if rng.random() < 0.5:  # what decides stands at the beginning
                data, more = _spoiled(rng, data[:512])
                data, done = data + package.data[512:], [*done, *more]
        suffix = Path(rng.choice((package, package, package, *self._zips[:1])).name).suffix.lower()
        return Case(number, "fiche" + suffix, data, package.name, tuple(f"other: {name}" for name in done))

    def _container(self, rng: Random, number: int) -> Case:
        """A container around files, mutated or whole."""
        origin = ""
        files: list[File] = []
        done: list[str] = []
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            package = rng.choice([*self._zips, *self._others])
            origin = origin or package.name
            data = package.data
            if package.parts and rng.random() < 0.3:
                data, more = _mutated(rng, package)
                done += more
            files.append(File(package.name, data))
        if files and rng.random() < 0.25:
            files[0] = mutate_container.nested(rng, files[0])
            done.append("container: nested")
        if files and rng.random() < 0.1:
            kind, data = "message", mutate_container.deep_message(rng, files[0])
            done.append("container: deep message")
        elif rng.random() < 0.5:
            kind, data = "message", mutate_container.message(rng, files)
        else:
            kind, data = "archive", mutate_container.archive(rng, files)
        done.append(f"container: {kind}")
        if rng.random() < 0.4:
            data, more = _spoiled(rng, data)
            done += [f"container: {name}" for name in more]
        return Case(number, "envoi.eml" if kind == "message" else "envoi.zip", data, origin, tuple(done))


def _mutated(rng: Random, package: Package) -> tuple[bytes, list[str]]:
    """A package with mutations of its trees, of itself, and of its bytes: of one level, or of several."""
    levels = rng.choice((*["xml"] * 7, "package", "package", "xml package", "bytes", "xml package bytes"))
    done: list[str] = []
    parts = dict(package.parts)
    if "xml" in levels:
        name = _xml_part(rng, package)
        root = package.tree(name)
        if root is not None:
            done += _several(rng, lambda: mutate_xml.mutate(rng, root))
            parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    archive = Zip([Entry(name, data) for name, data in parts.items()])
    if "package" in levels:
        done += _several(rng, lambda: mutate_package.mutate(rng, archive), most=3)
    data = packed(archive)
    if "bytes" in levels:
        data, more = _spoiled(rng, data)
        done += more
    return data, done


def _xml_part(rng: Random, package: Package) -> bytes:
    """The part whose tree is changed: the text in most cases."""
    main = _MAIN if _MAIN in package.parts else b"content.xml"
    if rng.random() < 0.85 and main in package.parts:
        return main
    return rng.choice([name for name in package.parts if name.endswith((b".xml", b".rels"))] or list(package.parts))


def _spoiled(rng: Random, data: bytes) -> tuple[bytes, list[str]]:
    """The bytes with mutations that know nothing of what they mean."""
    changed = bytearray(data)
    done = _several(rng, lambda: mutate_bytes.mutate(rng, changed), most=4)
    return bytes(changed), done


def _several(rng: Random, once: Callable[[], str | None], most: int = 8) -> list[str]:
    """What was done in a few times."""
    return [name for _ in range(rng.randint(1, most)) if (name := once()) is not None]
