"""From the workbook that the officer saved to her corrections, and from those to corrected records.

Exception
├── StoreError      corrections.jsonl cannot be read
└── BookError       the workbook cannot be read
"""

from __future__ import annotations

from ficheparse.revise.previous import Base, Previous, Saved, previous
from ficheparse.revise.revision import Revision
from ficheparse.revise.store import StoreError, dump

__all__ = ["Base", "Previous", "Revision", "Saved", "StoreError", "dump", "previous"]
