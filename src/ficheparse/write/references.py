"""Her formulas where our sheets are called otherwise than they were: she renamed one, or the language changed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from ficheparse.carried import Carried
from ficheparse.issues import Language
from ficheparse.sheets.kept import KeptSheet
from ficheparse.wording import say, table

_TOKEN = re.compile(
    r"""(?P<said>"(?:[^"]|"")*")"""
    r"""|'(?P<quoted>(?:[^']|'')+)'!"""
    r"""|(?<![\w.:\]'])(?P<bare>[^\W\d][\w.]*)!"""
    r"""|(?<![\w.!])(?P<table>[^\W\d][\w.]*)(?P<columns>\[(?:[^\[\]]|\[[^\[\]]*\])*\])"""
)
_COLUMN = re.compile(r"(?<=[\[@:,])(?!#)[^\[\]@,:]+(?=[\]:,])")
_FORMULAS = frozenset("f formula formula1 formula2 calculatedColumnFormula totalsRowFormula definedName".split())
"""Elements that hold a formula, in any of the namespaces."""
_PLACES = {"hyperlink": "location"}
_NAMES = {"worksheetSource": "sheet"}
"""Attributes that hold a place, or the name of a sheet."""


class References:
    """Names as they were and as they are; those that stayed the same are none."""

    def __init__(self, sheets: Mapping[str, str], titles: Mapping[str, Mapping[str, str]]) -> None:
        self.sheets = {before: now for before, now in sheets.items() if before != now}
        self._sheets = {before.lower(): now for before, now in self.sheets.items()}
        self._titles = {
            name.lower(): changed
            for name, each in titles.items()
            if (changed := {before: now for before, now in each.items() if before != now})
        }

    def __bool__(self) -> bool:
        return bool(self._sheets or self._titles)

    def formula(self, text: str) -> str:
        """A formula that looks where it looked.

        >>> known = References({"Fiches": "シート一覧"}, {"Fiches": {"Population": "人口"}})
        >>> known.formula("SUM(Fiches!C5,Fiches[Population])")
        "SUM('シート一覧'!C5,Fiches[人口])"
        """
        return _TOKEN.sub(self._token, text) if self else text

    def _token(self, found: re.Match[str]) -> str:
        name = found["bare"] or (found["quoted"] or "").replace("''", "'")
        if name:
            now = self._sheets.get(name.lower())
            return "'" + now.replace("'", "''") + "'!" if now is not None else found[0]
        titles = self._titles.get((found["table"] or "").lower())
        if titles is None:
            return found[0]
        return found["table"] + _COLUMN.sub(lambda one: titles.get(one[0], one[0]), found["columns"])

    def mend(self, root: etree._Element) -> None:
        """Mend the formulas and places of a part."""
        if not self:
            return
        for element in root.iter(etree.Element):
            name = etree.QName(element).localname
            if name in _FORMULAS and element.text:
                element.text = self.formula(element.text)
            elif name in _PLACES and (place := element.get(_PLACES[name])):
                element.set(_PLACES[name], self.formula(place))
            elif name in _NAMES and (sheet := element.get(_NAMES[name])):
                element.set(_NAMES[name], self._sheets.get(sheet.lower(), sheet))


NO_REFERENCES = References({}, {})


def references(carried: Carried, language: Language) -> References:
    """What our sheets and their columns were called in the workbook that is carried on, and are called now."""
    keys = {name: key for key, names in table()["sheets"].items() for name in names.values() if name in carried.names}
    titles: dict[str, dict[str, str]] = {}
    for key, sheet in carried.sheets.items():
        if isinstance(sheet, KeptSheet):
            keys[sheet.name] = key
            titles[key.capitalize()] = {
                before: say("columns", column, language) for column, before in sheet.titles.items()
            }
    return References({name: say("sheets", key, language) for name, key in keys.items()}, titles)
