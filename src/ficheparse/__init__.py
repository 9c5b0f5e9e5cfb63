"""ficheparse: completed Word forms become validated records, an Excel workbook and JSON.

>>> from ficheparse import parse                      # doctest: +SKIP
>>> parse("Fiche BP.docx").population.value           # doctest: +SKIP
136252
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ficheparse.fiche import Fiche
    from ficheparse.pipeline import parse

__all__ = ["Fiche", "__version__", "parse"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Import the pipeline when it is first asked for, so that `ficheparse --help` need not wait for it."""
    if name == "parse":
        from ficheparse.pipeline import parse  # noqa: PLC0415

        return parse
    if name == "Fiche":
        from ficheparse.fiche import Fiche  # noqa: PLC0415

        return Fiche
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
