"""The officer's own sheets, put into the workbook that is written anew, with all that they are made of."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy

from lxml import etree

from ficheparse.write.parts import (
    MAIN,
    RELATION,
    OwnSheetsError,
    Parts,
    integer,
    kind,
    markup,
    new_relationship,
    parse,
)
from ficheparse.write.references import NO_REFERENCES, References
from ficheparse.write.restyle import StyleMap

__all__ = ["OwnSheetsError", "StyleMap", "with_own_sheets"]

_SHEETS = ("worksheet", "chartsheet")
"""Kinds that are taken over; a sheet of macros is none that an `.xlsx` can have."""
_CHARTS = ("chart", "chartEx")
_NEVER_FOLLOWED = frozenset({"officeDocument", "worksheet", "chartsheet", "dialogsheet", "xlMacrosheet"})
_DROPPED = frozenset({"slicer", "timeline"})
"""They lead to parts that the workbook itself has to tell of, and that point to sheets by numbers."""
_OF_ALL_SHEETS = re.compile("person|connections|sheetMetadata|rd[A-Z].*|richStyles")
"""Kinds of parts that cells, comments and tables of any sheet point to by a number or an id."""
_WORKBOOK = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches"
).split()
"""What stands in a workbook, in the order that the format wants."""
_SLICERS = (
    "http://schemas.microsoft.com/office/drawing/2010/slicer",
    "http://schemas.microsoft.com/office/drawing/2012/timeslicer",
)
_LONGEST_NAME = 31
_NO_VALUE = "#N/A"
"""What the name of a slicer stands for."""


def with_own_sheets(
    new: bytes,
    old: bytes,
    ours: Collection[str],
    order: Sequence[str] | None = None,
    references: References = NO_REFERENCES,
) -> bytes:
    """The new workbook with every sheet of the old one but ours, and with the names that she gave.

    The tabs are in this order, by itself that of the old workbook; those that are not in it come last. Slicers and
    timelines are left behind. `references` tells what ours are called now. Raises `OwnSheetsError` where the old
    workbook is damaged.
    """
    source = Parts(old)
    book = source.xml(source.main())
    target = Parts(new)
    transfer = _Transfer(target, source, references)
    transfer.sheets(book, ours)
    transfer.workbook(book)
    transfer.order([tab.get("name", "") for tab in _tabs(book)] if order is None else order)
    return transfer.done()


class _Transfer:
    """One workbook's sheets on their way into another."""

    def __init__(self, target: Parts, source: Parts, references: References) -> None:
        self._target, self._source = target, source
        self._references = references
        self._main, self._old_main = target.main(), source.main()
        self._book = target.xml(self._main)
        links = target.relationships(self._main)
        if links is None:
            raise OwnSheetsError("the new workbook has no relationships")
        self._links = links
        self._styles_part = next(part for _, what, part in target.related(self._main) if what == "styles")
        self._old_links = {key: (what, part) for key, what, part in source.related(self._old_main)}
        old_styles = next((part for what, part in self._old_links.values() if what == "styles"), None)
        self._styles = StyleMap(target[self._styles_part], source[old_styles] if old_styles else b"")
        self._strings: list[etree._Element] | None = None
        self._names: dict[str, str] = {}
        """New names of the parts that are taken over."""
        self._waiting: deque[tuple[str, str]] = deque()
        self._types = self._link_types()
        self._tables = self._known_tables()
        self._own: dict[str, str] = {}
        """Her sheets: old name, new name."""
        self._has_formulas = False

    def done(self) -> bytes:
        """The workbook's package."""
        self._target[self._main] = markup(self._book)
        self._target.relate(self._main, self._links)
        self._target[self._styles_part] = self._styles.styles()
        return self._target.save()

    # Sheets

    def sheets(self, book: etree._Element, ours: Collection[str]) -> None:
        """Take over the sheets that are not ours."""
        tabs = _section(self._book, "sheets")
        taken = {tab.get("name", "").lower() for tab in tabs}
        for tab in _tabs(book):
            name = tab.get("name", "")
            if name in ours:
                continue
            what, part = self._old_links.get(tab.get(RELATION + "id", ""), ("", ""))
            if not what:
                raise OwnSheetsError(f"it is damaged: its sheet {name} is missing")
            if what not in _SHEETS:
                continue
            self._own[name] = _free_sheet_name(name, taken)
            taken.add(self._own[name].lower())
            entry = etree.SubElement(tabs, MAIN + "sheet", name=self._own[name])
            entry.set("sheetId", str(max((integer(known.get("sheetId", "0")) for known in tabs), default=0) + 1))
            entry.set("state", tab.get("state", "visible"))
            entry.set(RELATION + "id", new_relationship(self._links, self._types[what], self._bring(part, what)))
        if self._own:
            for what, part in self._old_links.values():
                if _OF_ALL_SHEETS.fullmatch(what) and not any(kind(entry) == what for entry in self._links):
                    new_relationship(self._links, self._types[what], self._bring(part, what))
        self._carry()

    def _link_types(self) -> dict[str, str]:
        """The full types of the old workbook's relationships, by kind."""
        links = self._source.relationships(self._old_main)
        return {kind(entry): entry.get("Type", "") for entry in links} if links is not None else {}

    def _bring(self, part: str, what: str) -> str:
        """The new name of a part, which is taken over when its turn comes."""
        key = part.lower()
        if key not in self._names:
            name = self._target.free_name(part)
            self._target[name] = b""
            self._names[key] = name
            self._waiting.append((part, what))
        return self._names[key]

    def _carry(self) -> None:
        """Take over the parts that wait, and those that they lead to."""
        while self._waiting:
            part, what = self._waiting.popleft()
            name = self._names[part.lower()]
            links = self._source.relationships(part)
            if links is not None:
                for entry in list(links):
                    target = self._source.target(part, entry)
                    if kind(entry) in _DROPPED or (target is not None and kind(entry) in _NEVER_FOLLOWED):
                        links.remove(entry)
                    elif target is not None:
                        entry.set("Target", "/" + self._bring(target, kind(entry)))
                    elif entry.get("TargetMode") != "External" and not entry.get("Target", "").startswith("#"):
                        entry.set("Target", "NULL")  # as Excel writes of a part that it missed; ours may have its name
                self._target.relate(name, links)
            self._target.set_content_type(name, self._source.content_type(part))
            self._target[name] = self._adapted(self._source[part], part, what)

    def _adapted(self, data: bytes, part: str, what: str) -> bytes:
        """A part as it is to be in the new workbook; most are as they were."""
        if what in _SHEETS:
            root = parse(data, part)
            self._adapt_sheet(root)
            self._references.mend(root)
        elif what == "table":
            root = parse(data, part)
            self._adapt_table(root)
            self._references.mend(root)
        elif what == "pivotTable":
            root = parse(data, part)
            self._adapt_styles(root)
        elif what == "pivotCacheDefinition":
            root = parse(data, part)
            root.set("refreshOnLoad", "1")  # what it counts may be on our sheets
            self._references.mend(root)
        elif what in _CHARTS and self._references:
            root = parse(data, part)
            self._references.mend(root)
        elif what == "drawing" and any(namespace.encode() in data for namespace in _SLICERS):
            root = parse(data, part)
            for anchor in list(root):
                if any(element.tag.startswith(tuple(f"{{{one}}}" for one in _SLICERS)) for element in anchor.iter()):
                    root.remove(anchor)
        else:
            return data
        return markup(root)

    def _adapt_sheet(self, root: etree._Element) -> None:
        for view in root.iterfind(f"{MAIN}sheetViews/{MAIN}sheetView"):
            view.attrib.pop("tabSelected", "")  # two selected tabs are edited as one
        for views in root.findall(MAIN + "customSheetViews"):  # they belong to views that the workbook tells of
            root.remove(views)
        for extension in root.findall(f"{MAIN}extLst/{MAIN}ext"):
            if any(etree.QName(element).localname in ("slicerList", "timelineRefs") for element in extension):
                _remove(extension)
        for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
            self._restyle(column, "style")
        for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            self._restyle(row, "s")
            for cell in row:
                self._restyle(cell, "s")
                if cell.get("t") == "s":
                    self._write_out(cell)
        self._has_formulas = self._has_formulas or next(root.iter(MAIN + "f"), None) is not None
        self._adapt_styles(root)

    def _restyle(self, element: etree._Element, attribute: str) -> None:
        if attribute in element.attrib:
            element.set(attribute, str(self._styles.xf(integer(element.get(attribute)))))

    def _write_out(self, cell: etree._Element) -> None:
        """Write a text of the table of all texts into its cell, with the looks of its words."""
        if self._strings is None:
            part = next((part for what, part in self._old_links.values() if what == "sharedStrings"), None)
            self._strings = list(self._source.xml(part).iterfind(MAIN + "si")) if part is not None else []
        value = cell.find(MAIN + "v")
        if value is None:
            del cell.attrib["t"]
            return
        number = integer(value.text)
        if not 0 <= number < len(self._strings):
            raise OwnSheetsError("it is damaged: a cell has a text that is not there")
        written = etree.Element(MAIN + "is")
        written.extend(deepcopy(child) for child in self._strings[number])
        cell.replace(value, written)
        cell.set("t", "inlineStr")

    def _adapt_styles(self, root: etree._Element) -> None:
        """Point to the formats of conditions, filters and tables where they are now."""
        for element in root.iter(MAIN + "*"):
            for attribute, value in element.attrib.items():
                if str(attribute) == "dxfId" or str(attribute).endswith("DxfId"):
                    element.set(attribute, str(self._styles.dxf(integer(str(value)))))
            if element.tag in (MAIN + "tableStyleInfo", MAIN + "pivotTableStyleInfo"):
                self._styles.table_style(element.get("name", ""))

    def _adapt_table(self, root: etree._Element) -> None:
        """Give a table a number of its own, and a name where ours has it."""
        self._adapt_styles(root)
        numbers, names = self._tables
        number = max(numbers, default=0) + 1
        numbers.add(number)
        root.set("id", str(number))
        name = known = root.get("displayName", "")
        again = 1
        while name.lower() in names:
            again += 1
            name = f"{known}_{again}"
        names.add(name.lower())
        if name != known:
            root.set("displayName", name)
            root.set("name", name)

    def _known_tables(self) -> tuple[set[int], set[str]]:
        """Numbers and names of the tables that the new workbook has."""
        numbers: set[int] = set()
        names: set[str] = set()
        for _, what, sheet in self._target.related(self._main):
            if what != "worksheet":
                continue
            for _, of_sheet, part in self._target.related(sheet):
                if of_sheet == "table":
                    table = self._target.xml(part)
                    numbers.add(integer(table.get("id")))
                    names.add(table.get("displayName", "").lower())
        return numbers, names

    # The workbook

    def workbook(self, book: etree._Element) -> None:
        """Take over what the workbook tells of her sheets."""
        self._add_parts(book, "externalReferences", "externalReference", "externalLink")
        self._carry()
        caches = {part.lower() for what, part in self._old_links.values() if what == "pivotCacheDefinition"}
        if caches & set(self._names):
            self._add_parts(book, "pivotCaches", "pivotCache", "pivotCacheDefinition")
        self._add_names(book)
        if self._has_formulas:
            _section(self._book, "calcPr").set("fullCalcOnLoad", "1")

    def _add_parts(self, book: etree._Element, section: str, tag: str, what: str) -> None:
        """Take over parts that the workbook lists, which formulas and tables point to by their place or number."""
        for entry in book.iterfind(f"{MAIN}{section}/{MAIN}{tag}"):
            found, part = self._old_links.get(entry.get(RELATION + "id", ""), ("", ""))
            if found != what or (what == "pivotCacheDefinition" and part.lower() not in self._names):
                continue
            copy = etree.SubElement(_section(self._book, section), entry.tag, _attributes(entry))
            copy.set(RELATION + "id", new_relationship(self._links, self._types[what], self._bring(part, what)))

    def _add_names(self, book: etree._Element) -> None:
        """Take over the names of her sheets, and those of the whole workbook that it does not have."""
        old_tabs = [tab.get("name", "") for tab in _tabs(book)]
        tabs = [tab.get("name", "") for tab in _tabs(self._book)]
        known = {
            entry.get("name", "").lower()
            for entry in self._book.iterfind(f"{MAIN}definedNames/{MAIN}definedName")
            if entry.get("localSheetId") is None
        }
        for entry in book.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            attributes = _attributes(entry)
            local = attributes.get("localSheetId")
            if local is None:
                name = attributes.get("name", "")
                if name.lower() in known or name.startswith("_xlnm.") or entry.text == _NO_VALUE:
                    continue
            else:
                place = integer(local)
                owner = self._own.get(old_tabs[place]) if 0 <= place < len(old_tabs) else None
                if owner is None:
                    continue
                attributes["localSheetId"] = str(tabs.index(owner))
            etree.SubElement(
                _section(self._book, "definedNames"), entry.tag, attributes
            ).text = self._references.formula(entry.text or "")

    def order(self, wanted: Sequence[str]) -> None:
        """Put the tabs in this order, and what points to them by their place."""
        tabs = _section(self._book, "sheets")
        now_called = self._references.sheets | self._own
        places = {now_called.get(name, name): place for place, name in enumerate(wanted)}
        before = list(tabs)
        after = sorted(before, key=lambda tab: places.get(tab.get("name", ""), len(places)))
        tabs.extend(after)
        now = {before.index(tab): place for place, tab in enumerate(after)}
        for entry in self._book.iterfind(f"{MAIN}definedNames/{MAIN}definedName[@localSheetId]"):
            entry.set("localSheetId", str(now[integer(entry.get("localSheetId"))]))
        for view in self._book.iterfind(f"{MAIN}bookViews/{MAIN}workbookView"):
            view.set("activeTab", str(now[integer(view.get("activeTab", "0"))]))
            view.attrib.pop("firstSheet", "")


def _tabs(book: etree._Element) -> Iterable[etree._Element]:
    return book.iterfind(f"{MAIN}sheets/{MAIN}sheet")


def _section(book: etree._Element, name: str) -> etree._Element:
    """A section of a workbook, made in its place where there is none."""
    found = book.find(MAIN + name)
    if found is None:
        found = etree.Element(MAIN + name)
        before = {MAIN + other for other in _WORKBOOK[: _WORKBOOK.index(name)]}
        book.insert(sum(section.tag in before for section in book), found)
    return found


def _free_sheet_name(name: str, taken: Collection[str]) -> str:
    """The name of a sheet of hers; another one where the new workbook has a sheet of that name."""
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        mark = f" ({number})"
        free = name[: _LONGEST_NAME - len(mark)] + mark
    return free


def _attributes(element: etree._Element) -> dict[str, str]:
    return {str(name): str(value) for name, value in element.attrib.items()}


def _remove(element: etree._Element) -> None:
    """Take an element out of its parent, and the parent where nothing is left in it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
        if len(parent) == 0:
            _remove(parent)
