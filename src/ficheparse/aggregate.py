"""Fiches become a batch: duplicates out, one fiche for each collectivity, ids of their own (contract, section 6)."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ficheparse.authority import authority
from ficheparse.collection import Collection, Fate, Fated, Outcomes, Placed, Records
from ficheparse.fiche import Fiche
from ficheparse.shelf import Entry, Shelf
from ficheparse.shelf import entry as entry_of


def aggregate(
    shelf: Shelf,
    entries: Iterable[Entry],
    passed_over: Iterable[str] = (),
    revised: Callable[[Fiche], Fiche] | None = None,
) -> Collection:
    """The batch that these records of a shelf make, the same in whatever order they come.

    `passed_over` names the files that were not read, for they are no fiches by their names; `revised` makes of a
    record what the officer corrected in it, where she corrected anything. No two files of the same bytes give a
    record, and each collectivity has one fiche that is published.
    """
    entries = [_revised(one, shelf, revised) for one in entries] if revised else list(entries)
    entries.sort(key=_by_file)
    twins: dict[str, list[Entry]] = {}
    firsts: dict[str, Entry] = {}
    for entry in entries:
        if firsts.setdefault(entry.sha256, entry) is not entry:
            twins.setdefault(entry.sha256, []).append(entry)
    later_ones = _superseded(firsts.values())
    apart = [one for one in firsts.values() if one.sha256 in later_ones]
    ids = _ids([one for one in firsts.values() if one.sha256 not in later_ones], apart)

    kept: list[Placed] = []
    superseded: list[Placed] = []
    fated = [Fated(file, "passed-over") for file in passed_over]
    for first in firsts.values():
        later = later_ones.get(first.sha256)
        placed = Placed(first, ids[first.sha256], later.file if later else None)
        (superseded if later else kept).append(placed)
        fate: Fate = "superseded" if later else "blocked" if first.status == "blocked" else "record"
        fated.append(Fated(first.file, fate, placed))
        fated.extend(Fated(twin.file, "duplicate", placed, twin) for twin in twins.get(first.sha256, ()))
    kept.sort(key=_by_id)
    superseded.sort(key=_by_id)
    fated.sort(key=lambda one: (one.file, one.placed is None, one.id or ""))
    fiches = Records(shelf, kept, revised)
    return Collection(fiches, Records(shelf, superseded, revised), Outcomes(shelf, fiches, fated), shelf.pictures)


def _revised(entry: Entry, shelf: Shelf, revised: Callable[[Fiche], Fiche]) -> Entry:
    """A record takes its place in the batch by what the officer's corrections made of it."""
    fiche = shelf.take(entry.at)
    shown = revised(fiche)
    return entry if shown is fiche else entry_of(shown, entry.at, revised=True)


def _by_file(entry: Entry) -> tuple[str, str]:
    return entry.file, entry.sha256


def _by_id(placed: Placed) -> tuple[bool, str]:
    """By id, for it is romanised and so sorts all scripts alike; the records without a name come last."""
    return placed.entry.name is None, placed.id


def _superseded(entries: Iterable[Entry]) -> dict[str, Entry]:
    """For each fiche that another takes the place of, by the file's sha256, that other."""
    named = [entry for entry in entries if entry.name]
    # nearly every authority has one fiche: only those whose names look alike are put side by side
    marks = array("q", (hash(authority(entry.name or "")) for entry in named))
    times = Counter(marks)
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry, mark in zip(named, marks, strict=True):
        if times[mark] > 1:
            groups.setdefault(authority(entry.name or ""), []).append(entry)
    places: dict[str, Entry] = {}
    for group in groups.values():
        if len(group) == 1:
            continue
        stays = [_latest(group)]
        # A blocked fiche cannot be published: it waits to be mended, and the latest that can be is published meanwhile.
        if stays[0].status == "blocked" and (publishable := [one for one in group if one.status != "blocked"]):
            stays.append(_latest(publishable))
        places.update({one.sha256: stays[-1] for one in group if one not in stays})
    return places


def _latest(group: Sequence[Entry]) -> Entry:
    """The one updated last; where that does not decide, one that can be published, then the first by file name."""
    candidates = [one for one in group if not any(_is_later(other.updated, one.updated) for other in group)]
    return min(candidates, key=lambda one: (one.status == "blocked", *_by_file(one)))


def _is_later(date: str | None, than: str | None) -> bool:
    """Whether a date is certainly later: `2014` is neither later nor earlier than `2014-03`.

    >>> _is_later("2014-04", "2014-03-12"), _is_later("2014", "2014-03"), _is_later("2014", None)
    (True, False, True)
    """
    if date is None or than is None:
        return date is not None and than is None
    return date > than and not date.startswith(than)


class _Claim(NamedTuple):
    """A fiche's right to the plain id: the better, the smaller."""

    superseded: bool
    unnamed: bool
    blocked: bool
    file: str
    sha256: str
    wanted: str


def _ids(kept: Iterable[Entry], superseded: Iterable[Entry]) -> dict[str, str]:
    """An id for each record, by its file's sha256: the one it has, or where that is taken, with the bytes' own mark."""
    claims = sorted(
        _Claim(apart, one.name is None, one.status == "blocked", *_by_file(one), one.id)
        for apart, entries in ((False, kept), (True, superseded))
        for one in entries
    )
    taken = {claim.wanted for claim in claims}
    ids: dict[str, str] = {}
    plain: set[str] = set()
    for claim in claims:
        identity = claim.wanted
        if identity in plain:
            # Six hexadecimal digits tell files apart; were they not to, a digit more does.
            marked = (f"{claim.wanted}-{claim.sha256[:length]}" for length in range(6, 65))
            identity = next(mark for mark in marked if mark not in taken)
            taken.add(identity)
        plain.add(claim.wanted)
        ids[claim.sha256] = identity
    return ids
