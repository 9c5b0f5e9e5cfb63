"""The mutator, a short campaign, and what the long ones found."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import judge
import mutate_bytes
import mutate_package
import mutate_xml
import pytest
from campaign import run
from mutate import Mutator, load
from packages import docx, form_docx
from readers import READERS
from zips import Entry, Zip, packed

from ficheparse.ingest import UnreadableSource, plan
from ficheparse.ingest.names import in_charset
from ficheparse.read import read
from ficheparse.read.chunks import decoded
from ficheparse.read.frozen import frozen

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
CORPUS = ROOT / "fuzz" / "corpus"


@pytest.fixture(scope="module")
def mutator() -> Mutator:
    return Mutator(3, load([SAMPLES]))


# The mutator ------------------------------------------------------------------------------------------------------


def test_the_same_seed_and_number_give_the_same_bytes(mutator: Mutator) -> None:
    again = Mutator(mutator.seed, load([SAMPLES]))
    numbers = [*range(0, 300, 7)]
    assert [again.case(number) for number in reversed(numbers)] == [
        mutator.case(number) for number in reversed(numbers)
    ]


def test_another_seed_gives_other_bytes(mutator: Mutator) -> None:
    other = Mutator(mutator.seed + 1, load([SAMPLES]))
    assert sum(other.case(number).data == mutator.case(number).data for number in range(50)) <= 2


def test_the_bytes_do_not_depend_on_the_process(mutator: Mutator) -> None:
    script = (
        "import sys, zlib; sys.path.insert(0, 'fuzz'); from pathlib import Path; from mutate import Mutator, load; "
        f"m = Mutator({mutator.seed}, load([Path('samples')])); print([zlib.crc32(m.case(n).data) for n in range(20)])"
    )
    told = [
        subprocess.run(  # noqa: S603 - this interpreter
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, cwd=ROOT, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1]


def test_every_kind_of_mutation_is_reached(mutator: Mutator) -> None:
    done: Counter[str] = Counter()
    for number in range(1500):
        done.update(mutation.removeprefix("other: ") for mutation in mutator.case(number).mutations)
    containers = {"container: message", "container: archive", "container: nested", "container: deep message"}
    kinds = {*mutate_xml.MUTATIONS, *mutate_package.MUTATIONS, *mutate_bytes.MUTATIONS} | containers
    assert kinds - done.keys() == set()


def test_a_zip_that_does_not_lie_is_read_by_all() -> None:
    for entry in (Entry(b"a", b"b" * 99), Entry(b"a", b"b", stored=True), Entry(b"a", b"b", follows=True)):
        for zip64 in (False, True):
            entry.zip64 = zip64 and not entry.follows
            with zipfile.ZipFile(io.BytesIO(packed(Zip([entry])))) as archive:
                assert archive.read("a") == entry.data


def test_a_short_campaign_gives_records_or_blocking_codes(mutator: Mutator, tmp_path: Path) -> None:
    outcomes: Counter[str] = Counter()
    for number in range(150):
        case = mutator.case(number)
        outcomes[judge.outcome(case.name, case.data, tmp_path, thorough=True)] += 1
    assert {"ready", "review", "blocked", "unreadable", "container"} <= outcomes.keys()


# Python 3.12 warns where a process with threads forks: pytest's own threads hold nothing that a worker needs.
forks = pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")


@forks
def test_a_fault_is_told_with_its_number(mutator: Mutator, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> str:
        raise KeyError("a fault")

    monkeypatch.setattr(judge, "outcome", fails)
    told = sorted(run(mutator, range(5, 9), jobs=2))
    assert [one.number for one in told] == [5, 6, 7, 8]
    assert all(one.failure.endswith("KeyError: 'a fault'") for one in told)


@forks
def test_a_case_that_is_stuck_is_told_and_the_campaign_goes_on(
    mutator: Mutator, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sticks(name: str, *_: object, **__: object) -> str:
        if name == mutator.case(3).name:
            time.sleep(60)
        return "ready"

    monkeypatch.setattr(judge, "outcome", sticks)
    monkeypatch.setattr("campaign.MOST_SECONDS", 0.3)
    monkeypatch.setattr("campaign._SECONDS_TO_TELL", 0.1)
    told = {one.number: one.failure for one in run(mutator, range(3, 4), jobs=1)}
    assert "sticks" in told[3] and "still at work" in told[3]


def test_the_corpus_is_small_and_is_read() -> None:
    seeds = sorted(CORPUS.iterdir())
    assert len(seeds) > 50
    assert sum(seed.stat().st_size for seed in seeds) < 300_000
    readers = list(READERS.values())
    for seed in seeds:
        kind, *_ = data = seed.read_bytes()
        if kind >= 2:
            readers[kind - 2](data[1:].decode())


# What was found ---------------------------------------------------------------------------------------------------


def test_an_entry_without_a_name_is_a_file_of_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "envoi.zip"
    path.write_bytes(packed(Zip([Entry(b"", b"x"), Entry(b"Vannes.docx", form_docx())])))
    assert [source.name for source in plan([path]).sources] == ["envoi.zip/Vannes.docx"]


def test_an_entry_before_the_beginning_of_the_archive_is_damaged(tmp_path: Path) -> None:
    """A directory that is said to begin later than it does moves all entries, the first to before the file."""
    path = tmp_path / "envoi.zip"
    entries = [Entry(b"a.docx", b"x", stored=True)]
    true = len(packed(Zip(entries))) - 22 - 46 - len(b"a.docx")
    path.write_bytes(packed(Zip(entries, directory=true + 1)))
    (source,) = plan([path]).sources
    with pytest.raises(UnreadableSource) as raised:
        source.data()
    assert raised.value.code == "unreadable"


@pytest.mark.parametrize("charset", ["punycode", "idna", "hex", "undefined", "a\x00b", "utf-16", ""])
def test_a_charset_that_is_none_of_text_is_guessed(charset: str) -> None:
    assert in_charset("é.docx".encode("cp1252"), charset).endswith(".docx") or charset == "utf-16"
    assert "é" in decoded("é-.x.".encode("cp1252"), charset)


def test_markup_that_is_repeated_takes_no_longer_than_it_is_long() -> None:
    started = time.perf_counter()
    for piece in (b"\\fldinst", b"\\fldinst{", b"<w:instrText "):
        frozen(b"{\\rtf1" + piece * 40_000, "rtf")
        frozen(b"<?xml?>" + piece * 40_000, "word-xml")
    styles = " " * 40_000 + "<w:style w:styleId='A' " * 5_000
    body = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>'
    with pytest.raises(Exception, match="well-formed"):
        read(docx(body, links={}, kind="docx", **{"styles.xml": styles}), "a.docx")
    assert time.perf_counter() - started < 5
