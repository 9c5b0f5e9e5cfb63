"""What the tests share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from ficheparse.cli import main

Run = Callable[..., Result]

# On a person's machine every run looks at other examples. CI looks at the same ones each time, so that it fails because
# of a change and not by luck; none is held to a time, which a busy machine does not keep.
settings.register_profile("ci", derandomize=True, deadline=None)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture
def ficheparse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command as a user types it, in an empty folder: `ficheparse("run", "inbox")`."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str | Path) -> Result:
        return CliRunner().invoke(main, [str(argument) for argument in arguments])

    return run
