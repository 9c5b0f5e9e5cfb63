"""The batches that are measured: fiches of our own making that can be had again, and are read as they are meant."""

from __future__ import annotations

import sys
from itertools import islice
from pathlib import Path
from random import Random

import pytest

from ficheparse import parse

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import answers
import batch
import measuring
import peers


@pytest.fixture(scope="module")
def fiches() -> list[tuple[str, str, bytes]]:
    return list(batch.fiches(40, seed=1))


def test_the_same_seed_gives_the_same_bytes_whatever_the_count(fiches: list[tuple[str, str, bytes]]) -> None:
    assert list(batch.fiches(20, seed=1)) == fiches[:20]


def test_another_seed_gives_other_fiches(fiches: list[tuple[str, str, bytes]]) -> None:
    others = {data for _, _, data in batch.fiches(20, seed=2)}
    assert not others & {data for _, _, data in fiches}


def test_no_two_are_of_one_collectivity(fiches: list[tuple[str, str, bytes]]) -> None:
    assert len({name for _, name, _ in fiches}) == len({file for file, _, _ in fiches}) == len(fiches)


def test_each_gives_a_record_of_its_name(fiches: list[tuple[str, str, bytes]], tmp_path: Path) -> None:
    for file, name, data in fiches:
        (tmp_path / file).write_bytes(data)
        record = parse(tmp_path / file)
        assert record.name == name
        assert record.status != "blocked" or not record.points


def test_there_are_towns_for_a_hundred_thousand_fiches() -> None:
    for pool in answers.pools(Random(1)).values():  # noqa: S311 - it must be had again
        towns = [town.name for town in islice(pool, 12_000)]
        assert len(set(towns)) == 12_000


def test_a_peer_that_fails_is_told(fiches: list[tuple[str, str, bytes]], tmp_path: Path) -> None:
    file, name, data = fiches[0]
    path = tmp_path / file
    path.write_bytes(data)
    assert peers.failures("undoc", lambda _: f"**{name}**", [path]) == {}
    assert peers.failures("undoc", lambda _: "another", [path]) == {file: "the name is not in its text"}
    assert peers.failures("undoc", lambda _: " ", [path]) == {file: "no text"}
    assert peers.failures("undoc", lambda path: path.with_name("none").read_text(), [path])[file].startswith("FileNotF")


def test_what_a_process_costs_is_its_own_memory_and_its_childrens_time_too() -> None:
    busy = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(10**7)); bytearray(10**8)'])"
    cost = measuring.run([sys.executable, "-c", busy])
    assert cost.cpu > 0.1
    assert 1 < cost.memory < 60
