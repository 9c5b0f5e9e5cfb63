"""Formats of one workbook, in the styles of another: only those that are used, and none twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lxml import etree

from ficheparse.write.parts import MAIN, integer, markup, parse

_SECTIONS = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst".split()
"""In the order that the format wants."""
_FIRST_OWN_NUMBER_FORMAT = 164
_PARTS = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}
_EMPTY = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'

_Key: TypeAlias = tuple[str, tuple[tuple[str, str], ...], str, tuple["_Key", ...]]


class StyleMap:
    """Cell formats of an old workbook, each with its index in the styles of a new one, added there on demand."""

    def __init__(self, new_styles: bytes, old_styles: bytes) -> None:
        self._new = parse(new_styles, "styles.xml")
        self._old = parse(old_styles or _EMPTY, "styles.xml")
        self._indexes: dict[str, dict[_Key, int]] = {}
        self._found: dict[tuple[str, int], int] = {("cellXfs", 0): 0}
        """By section and old index. The format of cells that were given none is that of the new workbook."""
        self._sizes: dict[str, int] = {}
        self._codes = _number_formats(self._old)
        self._palette = [
            entry.get("rgb", "") for entry in self._old.iterfind(f"{MAIN}colors/{MAIN}indexedColors/{MAIN}rgbColor")
        ]
        self._olds: dict[str, list[etree._Element]] = {}

    def xf(self, old_index: int) -> int:
        """The index in the new styles of this format of a cell."""
        return self._mapped("cellXfs", old_index)

    def over(self, base: int, old_index: int, parts: Iterable[str]) -> int:
        """The index of a format of the new styles with these parts of an old one: its font, fill or border."""
        copy = _copy(self._section(self._new, "cellXfs")[base])
        known = list(self._section(self._old, "cellXfs"))
        hers = known[old_index] if 0 <= old_index < len(known) else copy
        for part in parts:
            name = f"{part}Id"
            copy.set(name, str(self._mapped(_PARTS[name], integer(hers.get(name, "0")))))
        return self._index("cellXfs", copy)

    def dxf(self, old_index: int) -> int:
        """The index in the new styles of this format of a condition, a table or a filter."""
        return self._mapped("dxfs", old_index)

    def table_style(self, name: str) -> None:
        """Have the style of this name for tables, where it is one of the old workbook's own."""
        if any(known.get("name") == name for known in self._section(self._new, "tableStyles")):
            return
        for style in self._section(self._old, "tableStyles"):
            if style.get("name") == name:
                copy = _copy(style)
                for element in copy:
                    if "dxfId" in element.attrib:
                        element.set("dxfId", str(self.dxf(integer(element.get("dxfId")))))
                self._section(self._new, "tableStyles").append(copy)

    def styles(self) -> bytes:
        """The new styles, with all that was asked for."""
        for section in self._new:
            if "count" in section.attrib:
                section.set("count", str(len(section)))
        return markup(self._new)

    def _mapped(self, section: str, index: int) -> int:
        """The new index; 0 where the old styles have no such format, as Excel takes it."""
        if (section, index) not in self._found:
            if section not in self._olds:
                self._olds[section] = list(self._section(self._old, section))
            known = self._olds[section]
            if 0 <= index < len(known):
                self._found[section, index] = self._index(section, self._translated(section, known[index]))
            else:
                self._found[section, index] = 0
        return self._found[section, index]

    def _translated(self, section: str, element: etree._Element) -> etree._Element:
        """A copy that points to the parts that it is made of in the new styles."""
        copy = _copy(element)
        for part in copy.iter():
            indexed = part.get("indexed", "")
            if self._palette and indexed.isdecimal() and int(indexed) < len(self._palette):
                del part.attrib["indexed"]
                part.set("rgb", self._palette[int(indexed)])
            if "numFmtId" in part.attrib:
                part.set("numFmtId", str(self._number_format(integer(part.get("numFmtId")), part.get("formatCode"))))
        if section in ("cellXfs", "cellStyleXfs"):
            for name, other in _PARTS.items():
                if name in copy.attrib:
                    copy.set(name, str(self._mapped(other, integer(copy.get(name)))))
        if section == "cellXfs" and "xfId" in copy.attrib:
            copy.set("xfId", str(self._cell_style(integer(copy.get("xfId")))))
        return copy

    def _index(self, section: str, element: etree._Element) -> int:
        """The index of an element that is equal to this one, which is added where there is none."""
        where = self._section(self._new, section)
        if section not in self._indexes:
            self._indexes[section] = {}
            for index, known in enumerate(where):
                self._indexes[section].setdefault(_key(known), index)
        indexes = self._indexes[section]
        key = _key(element)
        if key not in indexes:
            indexes[key] = len(where)
            where.append(element)
        return indexes[key]

    def _number_format(self, number: int, told: str | None) -> int:
        """The number of a format; those below 164 are the same everywhere, and told nowhere."""
        code = told if told is not None else self._codes.get(number)
        if code == "General":  # LibreOffice gives it a number of its own
            return 0
        if number < _FIRST_OWN_NUMBER_FORMAT and (told is not None or code is None):
            return number
        if code is None:
            return 0
        formats = _number_formats(self._new)
        for known, other in formats.items():
            if other == code:
                return known
        free = max([_FIRST_OWN_NUMBER_FORMAT - 1, *formats]) + 1
        entry = etree.SubElement(self._section(self._new, "numFmts"), MAIN + "numFmt")
        entry.set("numFmtId", str(free))
        entry.set("formatCode", code)
        return free

    def _cell_style(self, index: int) -> int:
        """The new index of a named style, which is known by its name; of an unknown one, that of the normal one."""
        for style in self._section(self._old, "cellStyles"):
            if style.get("xfId") != str(index):
                continue
            for known in self._section(self._new, "cellStyles"):
                if known.get("name") == style.get("name"):
                    return integer(known.get("xfId"))
            if not 0 <= index < len(self._section(self._old, "cellStyleXfs")):
                return 0
            element = self._translated("cellStyleXfs", self._section(self._old, "cellStyleXfs")[index])
            where = self._section(self._new, "cellStyleXfs")
            where.append(element)
            copy = _copy(style)
            copy.set("xfId", str(len(where) - 1))
            self._section(self._new, "cellStyles").append(copy)
            return len(where) - 1
        return 0

    def _section(self, styles: etree._Element, name: str) -> etree._Element:
        """A section of styles, made in its place where there is none."""
        found = styles.find(MAIN + name)
        if found is None:
            found = etree.Element(MAIN + name, count="0")
            before = {MAIN + other for other in _SECTIONS[: _SECTIONS.index(name)]}
            styles.insert(sum(section.tag in before for section in styles), found)
        return found


def _number_formats(styles: etree._Element) -> Mapping[int, str]:
    return {
        integer(entry.get("numFmtId")): entry.get("formatCode", "")
        for entry in styles.iterfind(f"{MAIN}numFmts/{MAIN}numFmt")
    }


def _copy(element: etree._Element) -> etree._Element:
    """A copy without extensions, whose namespaces the new styles do not tell."""
    copy = etree.Element(
        element.tag, {str(name): str(value) for name, value in element.attrib.items() if name[0] != "{"}
    )
    copy.text = element.text if element.text and element.text.strip() else None
    for child in element:
        if child.tag.startswith(MAIN) and child.tag != MAIN + "extLst":
            copy.append(_copy(child))
    return copy


def _key(element: etree._Element) -> _Key:
    """What two elements that mean the same have in common."""
    return (
        element.tag,
        tuple(sorted((str(name), str(value)) for name, value in element.attrib.items())),
        (element.text or "").strip(),
        tuple(_key(child) for child in element),
    )
