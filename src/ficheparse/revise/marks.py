"""What stands on the cells of a saved workbook beside their values: looks, notes and links."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TypeAlias

from lxml import etree
from openpyxl.utils import range_boundaries

from ficheparse.revise.book import Book, Sheet, text_of
from ficheparse.revise.package import MAIN, RELATION, Package
from ficheparse.sheets.kept import SIGNATURE, Link, LookPart, Note
from ficheparse.sheets.looks import LINE, Look
from ficheparse.wording import table

Place = tuple[int, int]
"""Row and column, from 1."""
_Signature: TypeAlias = tuple[str, ...]
_NO_BORDER: _Signature = ()
_VISITED = ("theme:10", "theme:11")
"""Colours of the font that Excel gives by itself to an address that is typed."""
_DIGITS = "0123456789"
_MOST_CELLS = 10_000
"""Of a range that is one link."""


class Marks:
    """Looks, notes and links of one workbook, each read when it is asked for."""

    def __init__(self, book: Book) -> None:
        self._package = Package(book.data)
        self._main = self._package.of_kind("", "officeDocument") or ""

    @cached_property
    def _styles(self) -> _Styles:
        part = self._package.of_kind(self._main, "styles")
        return _Styles(self._package.root(part) if part else None)

    def own_styles(self, ours: Iterable[Look]) -> Mapping[int, tuple[LookPart, ...]]:
        """The styles that are none of these looks, with what of them is hers."""
        return self._styles.other_than(ours)

    def notes(self, sheet: Sheet) -> dict[Place, Note]:
        """What she wrote in notes and threads; what we wrote ourselves is left out."""
        found: dict[Place, Note] = {}
        for kind, read in (("comments", _notes), ("threadedComment", self._threads)):
            part = sheet.annotations.get(kind)
            if part is not None and part in self._package:
                found.update(read(self._package.root(part)))
        hers = {place: note._replace(text=without_ours(note.text)) for place, note in found.items()}
        return {place: note for place, note in hers.items() if note.text}

    def links(self, sheet: Sheet, wanted: Callable[[Place], bool], ours: Collection[str] = ()) -> dict[Place, Link]:
        """The links of the cells that are wanted, none of which is in a column of these letters."""
        if sheet.hyperlinks is None:
            return {}
        found: dict[Place, tuple[str | None, str | None]] = {}
        for entry in etree.fromstring(sheet.hyperlinks):
            reference = entry.get("ref", "")
            if reference.rstrip(_DIGITS) in ours:  # as nearly all are
                continue
            told = (entry.get(RELATION + "id"), entry.get("location"))
            found.update((place, told) for place in _cells(reference) if wanted(place))
        targets = self._package.relationships(sheet.part) if any(key for key, _ in found.values()) else {}
        links = {
            place: Link(targets[key].target if key in targets else None, location)
            for place, (key, location) in found.items()
        }
        return {place: link for place, link in links.items() if link.target or link.location}

    def _threads(self, root: etree._Element) -> Iterator[tuple[Place, Note]]:
        """Each thread as one note, who says what line by line."""
        people = self._people()
        said: dict[Place, list[tuple[str, str]]] = {}
        for entry in root:
            name = people.get(entry.get("personId", ""), "")
            text = next((child.text or "" for child in entry if etree.QName(child).localname == "text"), "")
            text = without_ours(text.strip())  # a note that was made a thread
            for place in _cells(entry.get("ref", "")) if text else ():
                said.setdefault(place, []).append((name, text))
        for place, lines in said.items():
            yield place, Note(lines[0][0], "\n".join(f"{name}: {text}" if name else text for name, text in lines))

    def _people(self) -> dict[str, str]:
        part = self._package.of_kind(self._main, "person")
        if part is None or part not in self._package:
            return {}
        return {entry.get("id", ""): entry.get("displayName", "") for entry in self._package.root(part)}


def _notes(root: etree._Element) -> Iterator[tuple[Place, Note]]:
    authors = [author.text or "" for author in root.iterfind(f"{MAIN}authors/{MAIN}author")]
    for entry in root.iterfind(f"{MAIN}commentList/{MAIN}comment"):
        number = entry.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = entry.find(MAIN + "text")
        for place in _cells(entry.get("ref", "")):
            yield place, Note(author, text_of(text).strip() if text is not None else "")


def without_ours(text: str) -> str:
    r"""A note without what we say in it of a correction.

    >>> without_ours("Corrected by hand. The fiche gives: 9000\n— ficheparse\nto be called")
    'to be called'
    """
    end = text.find(SIGNATURE)
    for kind in ("corrected", "invalid"):
        for wording in table()["correction"][kind].values():
            start = text.find(wording.partition("{}")[0].rstrip())
            if 0 <= start < end:
                return (text[:start] + text[end + len(SIGNATURE) :]).strip()
            if start == 0 and end < 0:
                return ""  # a workbook of before notes were signed
    return text


def _cells(reference: str) -> Iterator[Place]:
    """The cells of a range; none of one that is no range, or a very large one."""
    try:
        first, top, last, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return
    if not first or not top or not last or not bottom or (last - first + 1) * (bottom - top + 1) > _MOST_CELLS:
        return
    for row in range(top, bottom + 1):
        for column in range(first, last + 1):
            yield row, column


# Styles


class _Styles:
    """The looks of a workbook's styles, in a form in which they can be held against ours."""

    def __init__(self, root: etree._Element | None) -> None:
        def section(name: str) -> list[etree._Element]:
            return list(root.iterfind(f"{MAIN}{name}/*")) if root is not None else []

        fonts = [_font(one) for one in section("fonts")]
        fills = [_fill(one) for one in section("fills")]
        borders = [_border(one) for one in section("borders")]
        self._formats = [
            (
                _at(fonts, entry.get("fontId")),
                _at(fills, entry.get("fillId")),
                _at(borders, entry.get("borderId")),
            )
            for entry in section("cellXfs")
        ]

    def other_than(self, ours: Iterable[Look]) -> dict[int, tuple[LookPart, ...]]:
        fonts: set[_Signature] = {()}
        fills: set[_Signature] = {()}
        borders: set[_Signature] = {()}
        for look in ours:
            fonts.add(_font_of(look))
            fills.add(("solid", look.fill) if look.fill else ())
            borders.add(("thin", LINE) * 4 if look.ruled else ())
        if self._formats:  # cells that were given no look at all
            fonts.add(self._formats[0][0])
        found: dict[int, tuple[LookPart, ...]] = {}
        for index, (font, fill, border) in enumerate(self._formats):
            parts: list[LookPart] = []
            if font not in fonts and not font[-1].startswith(_VISITED):
                parts.append("font")
            if fill not in fills:
                parts.append("fill")
            if border not in borders:
                parts.append("border")
            if parts:
                found[index] = tuple(parts)
        return found


def _at(signatures: list[_Signature], number: str | None) -> _Signature:
    place = int(number or 0)
    return signatures[place] if 0 <= place < len(signatures) else ()


def _font_of(look: Look) -> _Signature:
    told = (look.bold, look.italic, look.underline, look.struck)
    return (f"{look.size:g}", *("yes" if one else "" for one in told), look.colour)


def _font(element: etree._Element) -> _Signature:
    size = element.find(MAIN + "sz")
    told = ("yes" if _is_on(element.find(MAIN + name)) else "" for name in ("b", "i", "u", "strike"))
    return (
        f"{float(size.get('val') or 0):g}" if size is not None else "",
        *told,
        _colour(element.find(MAIN + "color")),
    )


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false", "none")


def _fill(element: etree._Element) -> _Signature:
    pattern = element.find(MAIN + "patternFill")
    if pattern is None:  # from one colour to another
        return tuple(_colour(one) for one in element.iter(MAIN + "color"))
    kind = pattern.get("patternType", "none")
    colour = _colour(pattern.find(MAIN + "fgColor"))
    if kind in ("none", "gray125"):  # the second is what every workbook has, and no cell
        return ()
    return (kind, colour) if kind == "solid" else (kind, colour, _colour(pattern.find(MAIN + "bgColor")))


def _border(element: etree._Element) -> _Signature:
    found: list[str] = []
    for names in (("left", "start"), ("right", "end"), ("top",), ("bottom",)):
        side = next((one for name in names if (one := element.find(MAIN + name)) is not None), None)
        if side is not None and side.get("style", "none") != "none":
            found += [side.get("style", ""), _colour(side.find(MAIN + "color"))]
    return tuple(found)


def _colour(element: etree._Element | None) -> str:
    """A colour as ours are told, six digits; those that are told in another way as they are."""
    if element is None or element.get("auto"):
        return ""
    if told := element.get("rgb"):
        return told[-6:].upper()
    kind = "theme" if element.get("theme") else "indexed"
    tint = element.get("tint", "")
    return f"{kind}:{element.get(kind, '')}" + (f" {tint}" if tint else "")
