"""Whether a spreadsheet program has the workbook open: each leaves a file beside it as long as it has."""

from __future__ import annotations

from pathlib import Path


def opened_by(workbook: Path) -> str | None:
    """The program that has the workbook open, None where none has.

    Excel writes `~$` before the name, LibreOffice `.~lock.` before it and `#` behind it. On Windows Excel keeps the
    file itself from being written too, which is found out when it is to be replaced.
    """
    if (workbook.parent / f".~lock.{workbook.name}#").exists():
        return "LibreOffice"
    if (workbook.parent / f"~${workbook.name}").exists():
        return "Excel"
    return None
