"""The round trip of `run`: what the officer did in the output folder is read before any work, and kept by it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ficheparse.options import WrongUse

if TYPE_CHECKING:
    from ficheparse.form import Form
    from ficheparse.revise import Previous
    from ficheparse.write import ByHand


def before(output: Path, form: Form) -> Previous | None:
    """What the officer did since the run before; it is told at once where her workbook is to stay as it is.

    None where there is nothing of hers: the first run into a folder need not load what reads a workbook.
    """
    from ficheparse.write import (  # noqa: PLC0415
        BASE,
        BASE_CORRECTIONS,
        BESIDE,
        CORRECTIONS,
        RECORDS,
        WORKBOOK,
        opened_by,
    )

    if not any((output / name).exists() for name in (WORKBOOK, BESIDE, CORRECTIONS)):
        return None
    from ficheparse.revise import Base, Saved, StoreError, previous  # noqa: PLC0415

    older = Base(output / BASE, output / BASE_CORRECTIONS)
    latest = Base(output / RECORDS, output / CORRECTIONS)
    saved = [Saved(output / WORKBOOK, [older, latest]), Saved(output / BESIDE, [latest, older])]
    try:
        before = previous(saved, output / CORRECTIONS, form)
    except StoreError as problem:
        raise WrongUse(f"{problem}.") from problem
    if before.unread:
        click.echo(f"{before.unread}; it is left as it is, and the new workbook is {BESIDE}.", err=True)
    elif program := opened_by(output / WORKBOOK):
        click.echo(f"{WORKBOOK} is open in {program}: it is left as it is, and the new workbook is {BESIDE}.", err=True)
    return before


def by_hand(before: Previous | None, output: Path) -> ByHand:
    """The same, for those who write: with what the run itself has found out since."""
    from ficheparse.write import WORKBOOK, ByHand, opened_by  # noqa: PLC0415

    if before is None:
        return ByHand()
    from ficheparse.revise import dump  # noqa: PLC0415

    revision = before.revision
    beside = before.unread is not None or opened_by(output / WORKBOOK) is not None
    return ByHand(revision.marks, dump(revision.all()), dump(before.shown), before.carried, beside)
