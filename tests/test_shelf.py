"""Records and pictures put aside: each comes back as it was, whether it stands in memory or on the disk."""

from __future__ import annotations

import pytest
from builders import fiche
from hypothesis import given, settings
from hypothesis import strategies as st

import ficheparse.shelf
from ficheparse.shelf import Pictures, Shelf, line

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@pytest.fixture(params=[0, 1_000, 10_000_000], ids=["on the disk", "moved to the disk", "in memory"], autouse=True)
def room(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """How much is kept in memory; three records take more than the thousand bytes of the second."""
    monkeypatch.setattr(ficheparse.shelf, "_IN_MEMORY", request.param)


@settings(max_examples=40, deadline=None)
@given(st.lists(NAMES, min_size=1, max_size=12))
def test_a_record_comes_back_as_it_was_put_there(names: list[str]) -> None:
    shelf = Shelf()
    put = [fiche(name=name) for name in names]
    entries = [shelf.put(line(one), f"{number}.docx") for number, one in enumerate(put)]
    assert [entry.file for entry in entries] == [f"{number}.docx" for number in range(len(put))]
    taken = {entry.at: shelf.take(entry.at) for entry in reversed(entries)}
    assert [taken[entry.at] for entry in entries] == put
    lines = [shelf.line(entry.at) for entry in entries]
    assert lines == [line(one).json for one in put]
    whole = b"".join(shelf.pieces())
    assert whole == b"".join(lines)
    assert all(whole[shelf.start(entry.at) :].startswith(found) for entry, found in zip(entries, lines, strict=True))


def test_what_is_read_in_between_does_not_move_what_comes_after() -> None:
    shelf = Shelf()
    entries = []
    for number in range(20):
        entries.append(shelf.put(line(fiche(name=f"Ville {number}")), f"{number}.docx"))
        assert shelf.take(entries[number // 2].at).name == f"Ville {number // 2}"
    assert [shelf.take(entry.at).name for entry in entries] == [f"Ville {number}" for number in range(20)]


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(NAMES, st.binary(max_size=2_000), max_size=8))
def test_pictures_come_back_by_their_names(put: dict[str, bytes]) -> None:
    pictures = Pictures()
    for name, data in put.items():
        pictures.put(name, data)
        pictures.put(name, b"another of the same name is the same")
    assert dict(pictures) == put
    assert list(pictures) == sorted(put)
