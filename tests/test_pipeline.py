"""From files to records: what is refused, what goes wrong, and how many processes share the work."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Generator
from pathlib import Path

import pytest
from packages import GOOD, blank, docx, form_docx, p, packed

import ficheparse.guard
import ficheparse.pipeline
import ficheparse.stages
from ficheparse import Fiche, parse
from ficheparse.answers import Waiting
from ficheparse.collection import Parsed
from ficheparse.document import Document
from ficheparse.form import Form, FormError
from ficheparse.guard import MOST_MEMORY
from ficheparse.ingest import Source
from ficheparse.pipeline import Attempt, Batch, Readers, attempts, collect, gathered, plan, single
from ficheparse.rawfiche import RawFiche
from ficheparse.stages import process


def codes(fiche: Fiche) -> list[str]:
    return [issue.code for issue in fiche.issues]


def test_a_fiche_is_parsed_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Vannes.docx"
    path.write_bytes(form_docx())
    for given in (path, str(path)):
        fiche = parse(given)
        assert (fiche.name, fiche.status, fiche.issues) == (GOOD["name"], "ready", [])
        assert fiche.source.model_dump() == {
            "file": "Vannes.docx",
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
            "format": "docx",
        }


def test_a_path_of_no_file_is_an_exception(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        parse(tmp_path / "nothing.docx")
    assert caught.value.filename == str(tmp_path / "nothing.docx")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.docx", b"", "unreadable"),
        ("a.docx", form_docx()[:500], "unreadable"),
        ("a.docx", b"\0" * 5_000, "unreadable"),
        ("a.pdf", b"%PDF-1.7\n", "unsupported-format"),
        ("a.zip", packed({"b.docx": form_docx()}), "unsupported-format"),
        ("a.docx", docx(p("Procès-verbal de la réunion")), "not-a-fiche"),
    ],
)
def test_a_file_that_is_no_fiche_gives_a_blocked_record(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    (tmp_path / name).write_bytes(data)
    fiche = parse(tmp_path / name)
    assert (fiche.status, codes(fiche), fiche.name, fiche.points) == ("blocked", [code], None, [])
    assert fiche.source.sha256 == hashlib.sha256(data).hexdigest()
    assert str(tmp_path) not in fiche.model_dump_json()


def test_a_folder_is_no_document(tmp_path: Path) -> None:
    fiche = parse(tmp_path)
    assert (fiche.status, codes(fiche)) == ("blocked", ["unreadable"])


def test_another_form_takes_the_place_of_the_usual_one(tmp_path: Path) -> None:
    usual = Path(ficheparse.pipeline.__file__).with_name("data") / "form.toml"
    other = tmp_path / "form.toml"
    other.write_text(usual.read_text("utf-8").replace('"Nom de la collectivité"', '"Gemeinde"'), "utf-8")
    body = "<w:tbl><w:tr>" + "".join(f"<w:tc>{p(text)}</w:tc>" for text in ("Gemeinde", "Colmar")) + "</w:tr></w:tbl>"
    (tmp_path / "b.docx").write_bytes(docx(body))
    assert parse(tmp_path / "b.docx", form=other).name == "Colmar"
    assert codes(parse(tmp_path / "b.docx")) == ["not-a-fiche"]


def test_a_form_that_cannot_be_used_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(form_docx())
    (tmp_path / "form.toml").write_text("[labels]")
    with pytest.raises(FormError):
        parse(tmp_path / "a.docx", form=tmp_path / "form.toml")
    with pytest.raises(FormError):
        attempts([single(tmp_path / "a.docx")], form=tmp_path / "form.toml")


def inbox(folder: Path, number: int = 5) -> list[Source]:
    for index in range(number):
        (folder / f"{index}.docx").write_bytes(form_docx(name=f"Ville de Lannion {index}"))
    return list(plan([folder]).sources)


def test_a_fault_of_ours_costs_only_the_file_it_is_met_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = inbox(tmp_path)

    def faulty(source: Source, form: Form) -> Parsed | Waiting:
        if source.name == "2.docx":
            raise ZeroDivisionError("a bug")
        return process(source, form)

    monkeypatch.setattr(ficheparse.stages, "process", faulty)
    found = list(attempts(sources))
    assert [attempt.line.fiche.status for attempt in found] == ["ready", "ready", "blocked", "ready", "ready"]
    bad = found[2]
    assert codes(bad.line.fiche) == ["unreadable"]
    assert "ficheparse itself failed" in bad.line.fiche.issues[0].message
    assert bad.fault is not None
    assert bad.fault.file == "2.docx"
    assert "ZeroDivisionError: a bug" in bad.fault.details


def test_a_fault_of_ours_is_seen_where_one_document_is_parsed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(document: Document, form: Form) -> RawFiche:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(ficheparse.stages, "extract", faulty)
    with pytest.raises(ZeroDivisionError):
        parse(str(inbox(tmp_path, 1)[0].path))


class Faulty(Source):
    """A source that ends the process which reads it, as a fault in a library's C code would."""

    def data(self) -> bytes:
        os._exit(7)


class Killed(Source):
    """A source with which the system ends the process, as it does where memory is short."""

    def data(self) -> bytes:
        os.kill(os.getpid(), signal.SIGKILL)
        return b""


class Stuck(Source):
    """A source that is never done."""

    def data(self) -> bytes:
        time.sleep(600)
        return b""


class Greedy(Source):
    """A source that needs more memory than a file may have."""

    def data(self) -> bytes:
        return b"x" * 2 * MOST_MEMORY


@pytest.mark.parametrize(
    ("kind", "reason", "details"),
    [
        (Faulty, "ficheparse itself failed on the file", ["The process that read the file died (exit code 7).\n"]),
        (Killed, "the process that read the file was ended", []),
        (Stuck, "takes more than 10 seconds", []),
        (Greedy, "takes more than 600 MB of memory", []),
    ],
)
@pytest.mark.parametrize("workers", [1, 2])
def test_a_worker_that_is_lost_costs_only_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: type[Source], reason: str, details: list[str], workers: int
) -> None:
    monkeypatch.setattr(ficheparse.guard, "MOST_SECONDS", 1.0)
    sources = inbox(tmp_path, 6)
    sources[3] = kind("3.docx", sources[3].place)
    found = list(attempts(sources, workers=workers))
    assert [attempt.line.fiche.source.file for attempt in found] == [f"{number}.docx" for number in range(6)]
    assert [number for number, attempt in enumerate(found) if attempt.line.fiche.status == "blocked"] == [3]
    bad = found[3].line.fiche
    assert codes(bad) == ["unreadable"]
    assert reason in bad.issues[0].message
    assert bad.source.sha256 == hashlib.sha256((tmp_path / "3.docx").read_bytes()).hexdigest()
    assert [attempt.fault.details for attempt in found if attempt.fault] == details


def batch_of(files: list[Path], workers: int) -> Batch:
    planned = plan(files)
    with Readers(planned.sources, workers=workers) as readers:
        return collect(planned, gathered(planned, readers))


def test_the_batch_is_the_same_in_whatever_order_and_by_however_many_workers(tmp_path: Path) -> None:
    inbox(tmp_path, 5)
    (tmp_path / "again.docx").write_bytes((tmp_path / "1.docx").read_bytes())
    (tmp_path / "later.docx").write_bytes(form_docx(name="LANNION 2", updated="2016"))
    (tmp_path / "blank.docx").write_bytes(form_docx(**blank()))
    files = sorted(tmp_path.iterdir())
    alone, together = batch_of(files, workers=1), batch_of(files[::-1], workers=3)
    assert together.faults == alone.faults
    for part in ("records", "outcomes"):
        assert [*getattr(together.collection, part)] == [*getattr(alone.collection, part)]
    fates = {outcome.file: outcome.fate for outcome in alone.collection.outcomes}
    assert (fates["again.docx"], fates["2.docx"], fates["blank.docx"]) == ("duplicate", "superseded", "blocked")


def test_progress_is_told_after_each_file(tmp_path: Path) -> None:
    inbox(tmp_path, 3)
    told: list[None] = []
    planned = plan([tmp_path])
    with Readers(planned.sources) as readers:
        gathered(planned, readers, advance=lambda: told.append(None))
    assert len(told) == 3


def test_records_come_as_soon_as_they_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ficheparse.guard, "MOST_SECONDS", 60.0)
    sources = inbox(tmp_path, 2)
    sources[1] = Stuck("1.docx", sources[1].place)
    coming = attempts(sources)
    first: Attempt = next(coming)
    assert (first.line.fiche.source.file, first.line.fiche.status) == ("0.docx", "ready")
    assert isinstance(coming, Generator)
    coming.close()  # which ends the process that reads the other
