"""The workbook's package: the same bytes for the same workbook."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

NO_TIME = datetime(2000, 1, 1)
"""What stands where a document tells when it was made: nothing that changes from run to run."""
_NO_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class _TimelessZip(zipfile.ZipFile):
    """A zip archive whose entries bear no time, owner or system of their own."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add an entry of these bytes."""
        super().writestr(_entry(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add an entry of a sheet's bytes, the only files that openpyxl hands over, and ours are in memory."""
        part: BytesIO = filename
        self.writestr(arcname, part.getbuffer())


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _NO_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry


def packaged(workbook: Workbook) -> bytes:
    """The workbook's bytes.

    They are made in memory: a disk that is full in the middle of a sheet would leave openpyxl's writers half done.
    """
    workbook.properties.created = workbook.properties.modified = NO_TIME
    whole = BytesIO()
    with _TimelessZip(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    return whole.getvalue()


def repacked(package: bytes, changed: Mapping[str, bytes]) -> bytes:
    """The package with other bytes in these parts."""
    whole = BytesIO()
    with zipfile.ZipFile(BytesIO(package)) as old, _TimelessZip(whole, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, changed.get(entry.filename) or old.read(entry))
    return whole.getvalue()
