"""One run: what is there is read, with what the officer did meanwhile, and the outputs take the place of the old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ficheparse import byhand
from ficheparse.form import load
from ficheparse.pipeline import Batch, Fault, Plan, Readers, Source, collect, gathered
from ficheparse.report import MOST_TO_LOOK_AT, Findings, Place, examine, first_to_look_at
from ficheparse.seen import Said, Seen, State, leave, made_by
from ficheparse.write import BASE, BESIDE, CORRECTIONS, hold, outputs, prepare, write

if TYPE_CHECKING:
    from ficheparse.collection import Fated
    from ficheparse.fiche import Severity
    from ficheparse.issues import Language
    from ficheparse.report import FailOn


class Wanted(NamedTuple):
    """What the outputs are to be like."""

    form: Path | None = None
    language: Language = "fr"
    contacts: bool = True
    """Whether the site is to have personal data."""

    def told(self, *, beside: bool = False) -> str:
        """The same in a line; `beside` is a run that had to leave the workbook alone, which is like no other."""
        return f"language {self.language}, contacts {self.contacts}, beside {beside}"


class Ran(NamedTuple):
    """What came of a run."""

    said: Said
    outputs: list[str]
    """Files in the output folder."""
    faults: tuple[Fault, ...]
    unchanged: bool
    """Whether there was nothing to write, for it would have been the same."""


def run(
    plan: Plan,
    readers: Readers,
    output: Path,
    wanted: Wanted,
    *,
    advance: Callable[[], None] = lambda: None,
) -> Ran:
    """Read what is planned and write the outputs; where nothing changed since the last run, they stand as they are.

    `readers` are for the sources of the plan; `advance` is called after each.

    Raises `OutputError`, `FormError`, `ClusterError`, and `WrongUse` where what the officer did cannot be read.
    """
    form = load(wanted.form)
    passed_over = [passed.name for passed in plan.passed_over]
    with hold(output) as held, Seen(output, made_by(wanted.form)) as seen:
        is_whole = seen.is_whole(passed_over, wanted.told(), (CORRECTIONS, BESIDE, BASE))
        # Corrections are looked for before any work, unless the workbook is, to the byte, the one that was written.
        before = None if is_whole else byhand.before(output, form)
        meanwhile = (lambda: None) if is_whole else prepare
        reading = gathered(plan, readers, advance=advance, seen=seen, meanwhile=meanwhile)
        if is_whole and reading.unchanged and seen.state is not None:
            return Ran(seen.state.said, outputs(beside=False), (), unchanged=True)
        before = byhand.before(output, form) if is_whole else before
        revision = before.revision if before is not None and not before.revision.is_empty else None
        batch = collect(plan, reading, revision.applied if revision else None)
        by_hand = byhand.by_hand(before, output)
        said = _said(batch, plan)
        options = wanted.told(beside=by_hand.beside)
        state = State(made_by(wanted.form), options, passed_over, said, "", {})

        def finish(new: Path) -> None:
            seen.close()  # Windows moves nothing over a file that is open
            leave(new, state, reading.shelf, reading.entries)

        written = write(
            batch.collection,
            held,
            form=form,
            language=wanted.language,
            contacts=wanted.contacts,
            by_hand=by_hand,
            finish=finish,
        )
    said = said._replace(pictures=written.pictures, followups=written.followups)
    return Ran(said, outputs(beside=by_hand.beside), batch.faults, unchanged=False)


def findings(batch: Batch, plan: Plan, fail_on: FailOn, only: Sequence[Fated] | None = None) -> Findings:
    """What there is to report of a batch, or of some of its files."""
    looked_at = {one.file for one in (batch.collection.outcomes.fated if only is None else only)}
    return examine(
        batch.collection,
        {one.name: Place(_place(one), bool(one.steps)) for one in plan.sources if one.name in looked_at},
        passed_over=plan.counted(),
        faults=frozenset(fault.file for fault in batch.faults),
        fail_on=fail_on,
        only=only,
    )


def _place(source: Source) -> Path | str:
    return source.path if isinstance(source.path, Path) else str(source.path)


def _said(batch: Batch, plan: Plan) -> Said:
    """The same in a few lines, told by the entries of the records: few of these are taken from the shelf again."""
    statuses: Counter[str] = Counter()
    severities: Counter[Severity] = Counter()
    urgent: list[Fated] = []
    for fated in batch.collection.outcomes.fated:
        if fated.placed is None:
            continue
        entry = fated.placed.entry
        if fated.fate in ("duplicate", "superseded"):
            statuses[fated.fate] += 1
            severities["info"] += 1
        else:
            statuses[entry.status] += 1
            urgent.append(fated)
        if fated.fate != "duplicate":
            severities.update(error=entry.errors, warning=entry.warnings, info=entry.infos)
    total = sum(one.placed.entry.errors + one.placed.entry.warnings for one in urgent if one.placed)
    found = findings(batch, plan, "never", _gravest(urgent))
    return Said(dict(statuses), dict(+severities), first_to_look_at(found, total=total))


def _gravest(fated: Sequence[Fated]) -> list[Fated]:
    """The files among whose issues the first to look at are: one of each file comes before a second of any."""
    errors = [one for one in fated if one.placed and one.placed.entry.errors][:MOST_TO_LOOK_AT]
    warnings = [one for one in fated if one.placed and one.placed.entry.warnings and not one.placed.entry.errors]
    return sorted([*errors, *warnings[:MOST_TO_LOOK_AT]], key=lambda one: one.file)
