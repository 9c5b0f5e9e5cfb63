"""What the tests share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ficheparse.cli import main

Run = Callable[..., Result]


@pytest.fixture
def ficheparse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command as a user types it, in an empty folder: `ficheparse("run", "inbox")`."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run
