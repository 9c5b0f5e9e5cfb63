"""The workbook's package: the same bytes for the same workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from ficheparse.write.sheet import SheetPart

NO_TIME = datetime(2000, 1, 1)
"""What stands where a document tells when it was made: nothing that changes from run to run."""
_NO_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 4
"""Of compression: half the time of zlib's own choice, for a workbook that is an eighth larger."""


class _TimelessZip(zipfile.ZipFile):
    """A zip archive whose entries bear no time, owner or system of their own."""

    def __init__(self, file: Path | BytesIO) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED)
        self._sheets: dict[str, SheetPart] = {}
        """Those with more relationships than openpyxl knows of, by the name of the part with these."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add an entry of these bytes."""
        name = str(zinfo_or_arcname)
        if (sheet := self._sheets.pop(name, None)) is None:
            super().writestr(_entry(name), data)
            return
        whole = data if isinstance(data, bytes) else str(data).encode()
        end = b"</Relationships>"
        self._stream(name, chain([whole.removesuffix(end)], sheet.relationships(), [end]))

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a sheet, all that openpyxl hands over in this way."""
        sheet: SheetPart = filename
        self._stream(str(arcname), sheet.pieces())
        self._sheets[_relationships_of(str(arcname))] = sheet

    def _stream(self, name: str, pieces: Iterable[bytes]) -> None:
        with self.open(_entry(name), "w") as entry:
            for piece in pieces:
                entry.write(piece)


def _relationships_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    # an archive sets it only where it makes the entry itself; the stubs lack it
    entry._compresslevel = _LEVEL  # type: ignore[attr-defined]
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def save(workbook: Workbook, file: Path | BytesIO) -> None:
    """Write the workbook, its sheets streamed."""
    workbook.properties.created = workbook.properties.modified = NO_TIME
    with _TimelessZip(file) as archive:
        ExcelWriter(workbook, archive).write_data()


def repacked(package: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with other bytes in these parts."""
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, _TimelessZip(whole) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changed.get(entry.filename) or old.read(entry))
    return whole.getvalue()
