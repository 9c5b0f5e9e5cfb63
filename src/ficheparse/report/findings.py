"""What there is to report: each file with its issues, those that make a check fail told from the others."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from ficheparse.collection import Collection, Fated
from ficheparse.fiche import Issue, Severity, Status

FailOn = Literal["error", "warning", "never"]
_FAILING: dict[FailOn, frozenset[Severity]] = {
    "error": frozenset(["error"]),
    "warning": frozenset(["error", "warning"]),
    "never": frozenset(),
}


def is_failing(severities: Iterable[str], fail_on: FailOn) -> bool:
    """Whether issues of these severities make a check fail."""
    return not _FAILING[fail_on].isdisjoint(severities)


GRAVITY: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}
"""The gravest first."""


class Place(NamedTuple):
    """Where a file is on disk, or at which address."""

    path: Path | str
    """As given; of the archive or message, where it is in one. An address, which holds no password, is a text."""
    inside: bool = False
    """Whether it is in an archive or a message."""


class Examined(NamedTuple):
    """A file that was read, or could not be."""

    file: str
    """What it is called in the outputs."""
    place: Place
    status: Status | Literal["superseded", "duplicate"]
    """What became of it; the last two are not published, whatever their issues."""
    issues: tuple[Issue, ...]
    """The gravest first."""
    fault: bool = False
    """Whether ficheparse itself failed on it."""


class Findings(NamedTuple):
    """A batch, to be reported."""

    files: Iterable[Examined]
    """By name; each made when it is come to, however often all are gone through."""
    passed_over: Mapping[str, int]
    """How many files of each kind were not read."""
    fail_on: FailOn = "error"

    def fails(self, issue: Issue) -> bool:
        """Whether an issue makes the check fail."""
        return issue.severity in _FAILING[self.fail_on]

    @property
    def failed(self) -> bool:
        """Whether the check fails."""
        return any(self.fails(issue) for examined in self.files for issue in examined.issues)

    def counted(self) -> tuple[Counter[str], Counter[Severity]]:
        """How many files became what, and how many issues there are of each severity."""
        statuses: Counter[str] = Counter()
        severities: Counter[Severity] = Counter()
        for examined in self.files:
            statuses[examined.status] += 1
            severities.update(issue.severity for issue in examined.issues)
        return statuses, severities


def examine(
    collection: Collection,
    places: Mapping[str, Place],
    *,
    passed_over: Mapping[str, int],
    faults: frozenset[str] = frozenset(),
    fail_on: FailOn = "error",
    only: Sequence[Fated] | None = None,
) -> Findings:
    """What there is to report of a batch; `places` has each file by name, `faults` those that ficheparse failed on.

    `only` leaves out all other files.
    """
    return Findings(_Files(collection, places, faults, only), passed_over, fail_on)


class _Files(Iterable[Examined]):
    """The files of a batch that were read."""

    def __init__(
        self, collection: Collection, places: Mapping[str, Place], faults: frozenset[str], only: Sequence[Fated] | None
    ) -> None:
        self._outcomes = collection.outcomes
        self._fated = collection.outcomes.fated if only is None else only
        self._places = places
        self._faults = faults

    def __iter__(self) -> Iterator[Examined]:
        for outcome in map(self._outcomes.of, self._fated):
            record = outcome.record
            if record is None:
                continue
            issues: Sequence[Issue] = record.issues
            status: Status | Literal["superseded", "duplicate"] = record.status
            if outcome.fate == "duplicate":
                issues, status = outcome.issues, "duplicate"
            elif outcome.fate == "superseded":
                status = "superseded"
            by_gravity = tuple(sorted(issues, key=lambda issue: GRAVITY[issue.severity]))
            place, fault = self._places[outcome.file], outcome.file in self._faults
            yield Examined(outcome.file, place, status, by_gravity, fault)


def relative(path: Path | str) -> str:
    """A path with `/`, relative to the folder that the command is run in where it is below it, else as given."""
    if isinstance(path, str):
        return path
    here = Path.cwd()
    shown = (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")  # a name may be no UTF-8


def plain(text: str) -> str:
    r"""The text on one line, without the characters that a terminal or a log takes for commands.

    >>> plain("Tours\n\x1b[2J\u202e::error::")
    'Tours [2J::error::'
    """
    return " ".join("".join(" " if c.isspace() else c for c in text if c.isspace() or not _is_control(c)).split())


def quiet(text: str) -> str:
    r"""The text as `plain` has it, but with its spaces as they are: a path.

    >>> quiet("a  b\x9b2J\u202e.docx\n")
    'a  b2J.docx'
    """
    return text if text.isprintable() else "".join(c for c in text if not _is_control(c))


def _is_control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
