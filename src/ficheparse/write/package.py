"""The workbook's package: the same bytes for the same workbook."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from pathlib import Path
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


def save(workbook: Workbook, path: Path) -> None:
    """Write the workbook; raises `OSError` where the disk does not take it."""
    workbook.properties.created = workbook.properties.modified = NO_TIME
    whole = BytesIO()  # a disk that is full in the middle of a sheet would leave openpyxl's writers half done
    with _TimelessZip(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        ExcelWriter(workbook, archive).save()
    path.write_bytes(whole.getbuffer())
