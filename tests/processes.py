"""Processes that a test started, and whether they are gone."""

from __future__ import annotations

import os
from pathlib import Path


def is_alive(number: int) -> bool:
    """Whether the process is still at work; one that has ended but that nobody has asked for yet is not."""
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # gone meanwhile, or a system that does not tell
        return not Path("/proc/self").exists()
