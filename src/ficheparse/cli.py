"""The command line: arguments become a call, and a result becomes words and an exit code.

Only click is imported here from the start, so that `--help` answers at once; what does the work is imported in the
commands (each `noqa: PLC0415`).
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ficheparse import __version__, options
from ficheparse.options import WrongUse

if TYPE_CHECKING:
    from ficheparse.fiche import Fiche
    from ficheparse.ingest import Address, Plan
    from ficheparse.issues import Language
    from ficheparse.readers import Fault
    from ficheparse.report import FailOn, Format

FINDINGS, FAULT, INTERRUPTED, PIPE_CLOSED = 1, 3, 130, 141
"""Exit codes; the last two are those of a program that the signals SIGINT and SIGPIPE end."""

_LANGUAGES = ("fr", "en", "ja")


class _Program(click.Group):
    """The commands, guarded: whatever happens, the user reads a line of ours and no traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        # A command makes much and throws little away: garbage is looked for seldom, and not at the end.
        gc.set_threshold(50_000, 20, 20)
        atexit.register(gc.freeze)
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a letter is no reason to stop
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:  # the reader, `head` for one, has had enough
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(PIPE_CLOSED)
        except Exception as problem:  # the last guard: a fault of ours that was not met with a file
            if ctx.meta.get(options.DEBUG):
                import traceback  # noqa: PLC0415

                click.echo(traceback.format_exc(), err=True)
            click.echo(_fault_told(type(problem).__name__, ctx), err=True)
            ctx.exit(FAULT)


@click.group(
    cls=_Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""\b
    Exit codes: 0 fine, 1 findings (see --fail-on), 2 wrong use, 3 a fault of ficheparse itself.

    \b
    Examples:
      ficheparse run inbox/                  a folder becomes output/fiches.xlsx and its JSON
      ficheparse run replies.zip mail.eml    so do archives and mail messages
      ficheparse validate inbox/             what is there to check?
    """,
)
@click.version_option(__version__, prog_name="ficheparse", message="%(prog)s %(version)s")
@options.debug
def main() -> None:
    """Completed Word forms become validated records, an Excel workbook and JSON.

    Nothing is lost: what has no place in the record is kept apart. No error is silent: what is wrong or doubtful
    carries an issue that says where it stands and what to do.
    """


@main.command(
    short_help="Make the workbook and the site's data.",
    epilog="""\b
    Examples:
      ficheparse run inbox/
      ficheparse run inbox/ late.docx -o 2014 --lang ja
      ficheparse run inbox/ --without-contacts --fail-on error
    """,
)
@options.inputs
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    metavar="DIR",
    help="The folder to write to; it is made where it is not there.",
)
@click.option(
    "--lang", type=click.Choice(_LANGUAGES), default="fr", show_default=True, help="The language of the workbook."
)
@options.workers
@options.scheduler
@options.fail_on("never")
@click.option("--without-contacts", is_flag=True, help="Leave personal data out of what the site takes.")
@options.form
@options.debug
@click.pass_context
def run(
    ctx: click.Context,
    inputs: tuple[Path | Address, ...],
    output: Path,
    lang: Language,
    workers: int | None,
    fail_on: FailOn,
    without_contacts: bool,
    form: Path | None,
) -> None:
    """Make the workbook, the records and the site's data of completed fiches.

    INPUT is a file, a folder with all below it, a zip archive, or a mail message (.eml) with its attachments, here or
    at an address (s3://…, with the package fsspec). Lock files, hidden files and files of other kinds are passed over
    and counted.

    The outputs are written whole or not at all, and are the same, to the byte, for the same fiches.
    """
    from ficheparse.readers import Readers  # noqa: PLC0415

    plan = _planned(inputs, output)
    with _told(), Readers(plan.sources, form=form, workers=workers, scheduler=options.address()) as readers:
        # imported here, as long as what reads is by the other processes
        from ficheparse import running  # noqa: PLC0415
        from ficheparse.report import counts, is_failing  # noqa: PLC0415
        from ficheparse.write import OutputError  # noqa: PLC0415

        wanted = running.Wanted(form, lang, not without_contacts)
        try:
            with _progress(len(plan.sources)) as advance:
                ran = running.run(plan, readers, output, wanted, advance=advance)
        except OutputError as problem:
            raise WrongUse(f"{problem}.") from problem
    colour, said = _colour(), ran.said
    lines = counts(said.statuses, said.severities, plan.counted(), colour=colour)
    if said.first:
        lines += ["", "First to look at:", *(f"  {line}" for line in said.first)]
    lines += ["", f"In {output}: {', '.join(ran.outputs)}"]
    if said.pictures:
        lines[-1] += f", media/ ({said.pictures})"
    if said.followups:
        lines[-1] += f", relances/ ({said.followups} messages)"
    if ran.unchanged:
        lines.append("Nothing has changed since the last run: they stand as they were.")
    click.echo("\n".join(lines), color=colour)
    _end(ctx, ran.faults, failed=is_failing(said.severities, fail_on))


@main.command(
    short_help="Print records as JSON Lines.",
    epilog="""\b
    Example:
      ficheparse extract *.docx > records.jsonl
    """,
)
@options.files
@options.workers
@options.scheduler
@options.form
@options.debug
@click.pass_context
def extract(ctx: click.Context, files: tuple[Path | Address, ...], workers: int | None, form: Path | None) -> None:
    """Print a record for each file: JSON Lines in UTF-8, in the order given.

    A file that gives no record gives a line that says why. No file is compared with another: one that is given twice,
    or of a collectivity that has a later one, is printed all the same.
    """
    from ficheparse.ingest import singles  # noqa: PLC0415
    from ficheparse.readers import attempts  # noqa: PLC0415
    from ficheparse.write.records import record_line  # noqa: PLC0415

    out = sys.stdout.buffer
    faults: list[Fault] = []
    taken: set[str] = set()
    with _told():
        sources = [source for given in files for source in singles(given)]
        coming = attempts(sources, form=form, workers=workers, scheduler=options.address())
    for attempt in coming:
        record = _with_own_id(attempt.line.fiche, taken)
        out.write(record_line(record).encode())
        out.flush()
        if attempt.fault:
            faults.append(attempt.fault)
    _end(ctx, faults)


@main.command(
    short_help="Say what there is to check.",
    epilog="""\b
    Examples:
      ficheparse validate inbox/
      ficheparse validate inbox/ --format github --fail-on warning
      ficheparse validate inbox/ --format sarif > fiches.sarif
    """,
)
@options.inputs
@options.layout("text", "json", "junit", "sarif", "github")
@options.fail_on("error")
@options.workers
@options.scheduler
@options.form
@options.debug
@click.pass_context
def validate(
    ctx: click.Context,
    inputs: tuple[Path | Address, ...],
    layout: Format,
    fail_on: FailOn,
    workers: int | None,
    form: Path | None,
) -> None:
    """Say what is wrong or doubtful: each issue with its file, its place, what is written there and what to do.

    INPUT is as for `run`. Nothing is written to disk.
    """
    from ficheparse.pipeline import collect, gathered  # noqa: PLC0415
    from ficheparse.readers import Readers  # noqa: PLC0415
    from ficheparse.report import render  # noqa: PLC0415
    from ficheparse.running import findings as findings_of  # noqa: PLC0415

    plan = _planned(inputs)
    with (
        _told(),
        Readers(plan.sources, form=form, workers=workers, scheduler=options.address()) as readers,
        _progress(len(plan.sources)) as advance,
    ):
        batch = collect(plan, gathered(plan, readers, advance=advance))
    findings = findings_of(batch, plan, fail_on)
    if layout == "text":
        colour = _colour()
        click.echo(render(findings, layout, colour=colour), nl=False, color=colour)
    else:
        click.echo(render(findings, layout).encode(), nl=False)  # UTF-8, whatever the locale
    _end(ctx, batch.faults, failed=findings.failed)


@main.command(
    short_help="Score records against gold.",
    epilog="""\b
    Examples:
      ficheparse evaluate samples
      ficheparse evaluate samples --differences --only lang:ja --only points
      ficheparse evaluate samples --format json --fail-under 100
    """,
)
@click.argument("folder", metavar="CORPUS", type=click.Path(exists=True, file_okay=False, path_type=Path))
@options.layout("text", "json")
@click.option("--differences", is_flag=True, help="Show what is wanted, what came instead, and where it stood.")
@click.option("--only", multiple=True, metavar="WORD", help="Score this field, or documents of this tag; repeatable.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with exit code 1 where fewer fields are right, an error is silent, or a gold has no pair.",
)
@options.workers
@options.scheduler
@options.form
@options.debug
@click.pass_context
def evaluate(
    ctx: click.Context,
    folder: Path,
    layout: str,
    differences: bool,
    only: tuple[str, ...],
    fail_under: float | None,
    workers: int | None,
    form: Path | None,
) -> None:
    """Score the records of a corpus against gold: what a careful reader says that they must be.

    CORPUS is a folder with documents and, beside each, its NAME.EXT.gold.json. A difference that no issue tells of is
    a silent error.
    """
    from ficheparse import scoring  # noqa: PLC0415
    from ficheparse.ingest import plan, single  # noqa: PLC0415
    from ficheparse.readers import attempts  # noqa: PLC0415

    try:
        corpus = scoring.load(folder, [one.path for one in plan([folder]).sources if isinstance(one.path, Path)])
        corpus, names = scoring.choose(corpus, only)
    except scoring.GoldError as problem:
        raise WrongUse(f"{problem}.") from problem
    documents: list[scoring.Scored] = []
    faults: list[Fault] = []
    with _told(), _progress(len(corpus.cases)) as advance:
        coming = attempts(
            [single(case.path) for case in corpus.cases],
            form=form,
            workers=workers,
            scheduler=options.address(),
        )
        for case, attempt in zip(corpus.cases, coming, strict=True):
            documents.append(scoring.compare(case, attempt.line.fiche, names))
            faults += [attempt.fault] if attempt.fault else []
            advance()
    scores = scoring.add_up(documents)
    if layout == "text":
        click.echo(scoring.as_text(scores, corpus, documents if differences else ()), nl=False)
    else:
        click.echo(scoring.as_json(scores, corpus, documents if differences else None).encode(), nl=False)
    failed = fail_under is not None and (scores.fall_under(fail_under) or not corpus.paired)
    _end(ctx, faults, failed=failed)


@main.command(short_help="Print the JSON Schema of a record.")
@options.debug
def schema() -> None:
    """Print the JSON Schema (2020-12) of a record."""
    from ficheparse.write.records import schema_json  # noqa: PLC0415

    click.echo(schema_json().encode(), nl=False)


def _planned(inputs: tuple[Path | Address, ...], output: Path | None = None) -> Plan:
    """What is to be read; it is wrong use where that is nothing, lest good outputs be replaced by empty ones."""
    from ficheparse.ingest import plan  # noqa: PLC0415

    with _told():
        planned = plan(inputs, outputs=output)
    if not planned.sources:
        passed = f"; files passed over: {len(planned.passed_over)}" if planned.passed_over else ""
        raise WrongUse(f"No fiche was found in {', '.join(map(str, inputs))}{passed}.")
    return planned


@contextmanager
def _progress(length: int) -> Iterator[Callable[[], None]]:
    """A bar on standard error where that is a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    steps = max(1, length // 200)
    with click.progressbar(length=length, label="Reading", file=sys.stderr, update_min_steps=steps) as bar:
        yield lambda: bar.update(1)


@contextmanager
def _told() -> Iterator[None]:
    """A form, a cluster or an address that cannot be used is for the user to mend."""
    from ficheparse.cluster import ClusterError  # noqa: PLC0415
    from ficheparse.form import FormError  # noqa: PLC0415
    from ficheparse.ingest import AddressError  # noqa: PLC0415

    try:
        yield
    except (AddressError, ClusterError, FormError) as problem:
        raise WrongUse(f"{problem}.") from problem


def _with_own_id(record: Fiche, taken: set[str]) -> Fiche:
    """The record; with a mark of its file's bytes where the id is another's, and a number where that is too."""
    mark = f"{record.id}-{record.source.sha256[:6]}"
    wanted = chain([record.id, mark], (f"{mark}-{number}" for number in count(2)))
    identity = next(one for one in wanted if one not in taken)
    taken.add(identity)
    return record if identity == record.id else record.model_copy(update={"id": identity})


def _end(ctx: click.Context, faults: Iterable[Fault], *, failed: bool = False) -> None:
    """Name the files that ficheparse itself failed on, and end with the code that tells."""
    code = FINDINGS if failed else 0
    for fault in faults:
        if ctx.meta.get(options.DEBUG):
            click.echo(fault.details, err=True, nl=False)
        click.echo(_fault_told(fault.file, ctx), err=True)
        code = FAULT
    ctx.exit(code)


def _fault_told(what: str, ctx: click.Context) -> str:
    hint = "" if ctx.meta.get(options.DEBUG) else " Run again with --debug to see where."
    from ficheparse.report.findings import plain  # noqa: PLC0415

    return f"Error: ficheparse itself failed ({plain(what)}). It is a fault to report.{hint}"


def _colour() -> bool:
    """Whether standard output is a terminal that colour is wanted on (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")
