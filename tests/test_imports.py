"""The imports are held against the table of the design: who may know of whom, and of which libraries."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ficheparse

PACKAGE = Path(ficheparse.__file__).parent
NOUNS = {"text", "document", "fiche", "form", "rawfiche", "issues", "gazetteer", "collection", "shelf", "wording"} | {
    "guard",
    "lazily",
    "lock",
    "carried",
    "authority",
    "corrections",
    "seen",
    "blocked",
}
VERBS = {"ingest", "read", "extract", "normalise", "aggregate"}
MAY_IMPORT = {
    "noun": NOUNS,
    "values": NOUNS | {"values"},
    **{verb: NOUNS | {"values", verb} for verb in VERBS},
    "sheets": NOUNS | {"sheets"},
    "revise": NOUNS | {"values", "sheets", "revise"},
    "write": NOUNS | {"values", "sheets", "write"},
    "report": NOUNS | {"report"},
    "scoring": NOUNS | {"scoring"},
    "options": {"ingest"},
    "byhand": NOUNS | {"options", "revise", "write"},
    "answers": NOUNS | {"read"},
    "stages": NOUNS | VERBS | {"answers"},
    "cluster": NOUNS,
    "readers": NOUNS | {"ingest", "read"} | {"answers", "stages", "cluster"},
    "pipeline": NOUNS | VERBS | {"readers", "stages"},
    "running": NOUNS | {"pipeline", "write", "report", "byhand"},
    "cli": NOUNS
    | {"cluster", "ingest", "readers", "pipeline", "running", "write", "report", "scoring", "options", "cli"},
    "__main__": {"cli"},
    "__init__": {"pipeline", "fiche"},
}
ONLY_IN = {
    "lxml": {"read", "revise", "write"},
    "docx": {"read"},
    "olefile": {"read"},
    "zipfile": {"read", "ingest", "revise", "write"},
    "openpyxl": {"revise", "write"},
    "click": {"cli", "byhand", "options"},
    "email": {"read", "ingest", "write"},
    "sqlite3": {"gazetteer"},
    "fsspec": {"ingest"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def house(module: Path) -> str:
    """The part of the house that a module belongs to: its folder below the package, or its own name."""
    parts = module.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else module.stem


def imported(module: Path) -> set[str]:
    """Every module named in an import, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_module_imports_only_what_its_part_of_the_house_may(module: Path) -> None:
    part = house(module)
    allowed = MAY_IMPORT["noun" if part in NOUNS else part]
    own = {name.split(".")[1] for name in imported(module) if name.startswith("ficheparse.")}
    assert own - {"__version__"} <= allowed


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(PACKAGE)))
def test_a_library_is_known_only_where_its_matter_is(module: Path) -> None:
    libraries = {name.split(".")[0] for name in imported(module)}
    misplaced = {name for name in libraries & set(ONLY_IN) if house(module) not in ONLY_IN[name]}
    assert not misplaced


def test_every_part_of_the_house_is_in_the_table() -> None:
    assert {house(module) for module in MODULES} <= NOUNS | set(MAY_IMPORT)


def test_modules_stay_small_enough_to_read() -> None:
    long = {str(module.relative_to(PACKAGE)) for module in MODULES if len(module.read_text("utf-8").splitlines()) > 420}
    assert not long


def test_what_reads_is_begun_before_what_writes_is_loaded() -> None:
    late = ("ficheparse.write", "ficheparse.running", "ficheparse.stages", "openpyxl")
    code = f"import sys, ficheparse.cli, ficheparse.readers; print(*sorted({set(late)} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    assert loaded == []


def test_help_loads_no_library_but_click() -> None:
    heavy = {"pydantic", "lxml", "openpyxl", "docx", "phonenumbers", "rapidfuzz"}
    code = f"import sys, ficheparse.cli; print(*sorted({heavy} & set(sys.modules)))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    assert loaded == []
