"""All that was corrected by hand, up to now, and what it makes of a batch's records."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple, get_args

from ficheparse.corrections import DECISION, NO_MARKS, NOTE, Correction, Decision, Marks
from ficheparse.fiche import Fiche, Issue
from ficheparse.form import Form
from ficheparse.issues import issue
from ficheparse.revise.apply import corrected, is_correctable, value_at
from ficheparse.revise.match import Groups, own_id
from ficheparse.text import fold
from ficheparse.wording import table


class Fresh(NamedTuple):
    """A correction just typed, of which only the fiche itself tells what stands in its place there."""

    fiche: str
    """The id that the correction has."""
    place: str
    sha256: str
    """The file that she had before her."""


class Revision:
    """The corrections made by hand."""

    def __init__(self, groups: Groups, form: Form, fresh: Collection[Fresh] = ()) -> None:
        self._groups = groups
        self._fresh = fresh
        self._form = form
        self._marks: dict[str, Marks] = {}

    def applied(self, fiche: Fiche) -> Fiche:
        """The record with its corrections, which are then told by `marks`."""
        if self._fresh:
            self._settle(fiche)
        group = self._groups.of(fiche)
        if not group:
            return fiche
        places = {place: one for place, one in group.items() if place not in (DECISION, NOTE)}
        typed = {each: one.corrected for place, one in places.items() for each in _each(place)}
        result = corrected(fiche, typed, self._form)
        stale = frozenset(place for place, one in places.items() if _is_stale(fiche, result.fiche, place, one))
        told = [_stale_issue(place, places[place], fiche) for place in sorted(stale)]
        record = result.fiche
        decision = _decision(group.get(DECISION))
        typed_decision = group[DECISION].corrected if DECISION in group else None
        if decision is None and typed_decision is not None:
            told.append(issue("correction-invalid", field=DECISION, where=DECISION, text=str(typed_decision)))
        if told:
            status = "review" if record.status == "ready" else record.status
            record = record.model_copy(update={"issues": [*record.issues, *told], "status": status})
        if "name" in places and record.name:
            record = record.model_copy(update={"id": own_id(record)})
        self._marks[fiche.source.sha256] = Marks(
            places,
            frozenset(result.invalid),
            stale,
            {place: value_at(fiche, place) for place in stale},
            decision,
            str(typed_decision) if typed_decision is not None and decision is None else None,
            _text(group.get(NOTE)),
        )
        return record

    def _settle(self, fiche: Fiche) -> None:
        """Hold what was just typed against what the fiche gives now: it is not stale, and is none if it is the same."""
        identity = self._groups.identity(fiche) or ""
        for place, one in list(self._groups.of(fiche).items()):
            if (identity, place, fiche.source.sha256) not in self._fresh:
                continue
            now = value_at(fiche, place)
            result = corrected(fiche, {place: one.corrected}, self._form)
            if place not in result.invalid and value_at(result.fiche, place) == now:
                self._groups.withdraw(identity, place)
            else:
                self._groups.put(one.model_copy(update={"extracted": now}))

    def marks(self, sha256: str) -> Marks:
        """What was done by hand with the record that `applied` made of the file of these bytes."""
        return self._marks.get(sha256, NO_MARKS)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was corrected."""
        return not self._groups.all()

    def all(self) -> list[Correction]:
        """Every correction, to be kept."""
        return self._groups.all()


_WHOLE = {
    "points": ("text",),
    "contacts": ("name", "role", "organisation", "emails", "phones", "faxes", "text"),
}


def _each(place: str) -> tuple[str, ...]:
    """The places that are emptied where a whole point or contact was taken away."""
    name, _, number = place.partition(".")
    if name in _WHOLE and number.isdigit():
        return tuple(f"{place}.{part}" for part in _WHOLE[name])
    return (place,)


def _is_stale(extracted: Fiche, record: Fiche, place: str, correction: Correction) -> bool:
    """Whether the fiche gives now another value than when it was corrected, and not the corrected one either."""
    if not is_correctable(place):
        return False
    now = value_at(extracted, place)
    return now not in (correction.extracted, value_at(record, place))


def _stale_issue(place: str, correction: Correction, fiche: Fiche) -> Issue:
    now = value_at(fiche, place)
    return issue("correction-stale", field=place.split(".", maxsplit=1)[0], text=f"{correction.corrected} / {now}")


def _decision(correction: Correction | None) -> Decision | None:
    """The decision that her words are, in any of the languages."""
    if correction is None or correction.corrected is None:
        return None
    said = fold(str(correction.corrected))
    for decision in get_args(Decision):
        if said in {decision, *(fold(word) for word in table()["decision"][decision].values())}:
            found: Decision = decision
            return found
    return None


def _text(correction: Correction | None) -> str | None:
    return None if correction is None or correction.corrected is None else str(correction.corrected)
