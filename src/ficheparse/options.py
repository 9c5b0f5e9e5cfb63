"""Options of the command line that several commands share, so that they are said, and mean, the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

DEBUG = "ficheparse.debug"
"""Where the context tells whether tracebacks are shown."""
SCHEDULER = "ficheparse.scheduler"
"""Where it tells the address of a cluster."""

F = TypeVar("F", bound=Callable[..., Any])


def debug(command: F) -> F:
    """`--debug`, of the program and of each command alike."""
    return click.option(
        "--debug",
        is_flag=True,
        expose_value=False,
        callback=lambda ctx, _, value: ctx.meta.update({DEBUG: value or ctx.meta.get(DEBUG, False)}),
        help="Show where ficheparse itself failed.",
    )(command)


def form(command: F) -> F:
    """`--form`, as `form`."""
    return click.option(
        "--form",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        metavar="FILE",
        help="Labels and vocabulary of another form (TOML), in place of the form “bonne pratique”.",
    )(command)


def workers(command: F) -> F:
    """`--workers`, as `workers`."""
    return click.option(
        "--workers",
        type=click.IntRange(min=1),
        metavar="N",
        help="Processes to read with; as many as is worth their start by default. The outputs are the same.",
    )(command)


def scheduler(command: F) -> F:
    """`--scheduler`, kept with the context."""
    return click.option(
        "--scheduler",
        metavar="ADDRESS",
        expose_value=False,
        callback=lambda ctx, _, value: ctx.meta.update({SCHEDULER: value}),
        help="Read on the workers of this Dask cluster (tcp://…) instead of here. The outputs are the same.",
    )(command)


def address() -> str | None:
    """What `--scheduler` told."""
    told: str | None = click.get_current_context().meta[SCHEDULER]
    return told


def fail_on(default: str) -> Callable[[F], F]:
    """`--fail-on`, as `fail_on`."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "never"]),
        default=default,
        show_default=True,
        help="End with exit code 1 where there is an issue as grave as this.",
    )


def layout(*choices: str) -> Callable[[F], F]:
    """`--format`, as `layout`; the first choice is the default."""
    readers = (
        "For people, for programs (json), or for build servers." if len(choices) > 2 else "For people or programs."
    )
    return click.option(
        "--format", "layout", type=click.Choice(choices), default=choices[0], show_default=True, help=readers
    )


class _Input(click.Path):
    """A path, or an address that fsspec knows."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from ficheparse.ingest import located  # noqa: PLC0415 - `--help` needs none of it

        place = located(os.fspath(value))
        return super().convert(place, param, ctx) if isinstance(place, Path) else place


inputs = click.argument(
    "inputs", nargs=-1, required=True, metavar="INPUT...", type=_Input(exists=True, readable=False, path_type=Path)
)
files = click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=_Input(exists=True, dir_okay=False, readable=False, path_type=Path),
)


class WrongUse(click.ClickException):
    """Something that the user can put right."""

    exit_code = 2
