"""The output folder: whole or not at all, and the same bytes for the same batch."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from builders import PIXEL, aggregated, blocked, fiche, parsed, write_to
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ficheparse.write.folder
from ficheparse.collection import Collection, Parsed
from ficheparse.fiche import Location
from ficheparse.write import OutputError, Written, hold

FILES = {
    "fiches.xlsx",
    "records.jsonl",
    "fiches.json",
    "fiches.geojson",
    "fiche.schema.json",
    "relances/abime-docx.eml",
}


def batch(*pictures: str) -> Collection:
    location = Location(text="place", image=pictures[0] if pictures else None)
    shown = fiche(location=location, images=list(pictures[1:]))
    return aggregated([Parsed(shown, tuple((name, PIXEL) for name in pictures)), *parsed(blocked())])


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, hidden ones too, by its path there."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_the_outputs_are_there_and_nothing_else(tmp_path: Path) -> None:
    written = write_to(tmp_path / "made" / "output", batch("aa11.png", "bb22.jpeg"))
    assert set(contents(tmp_path / "made" / "output")) == FILES | {"media/aa11.png", "media/bb22.jpeg"}
    assert isinstance(written, Written)
    assert all(path.is_file() for path in (written.workbook, written.records, written.site, written.map))
    assert written.pictures == 2
    assert [path.read_bytes() for path in (tmp_path / "made" / "output" / "media").iterdir()] == [PIXEL, PIXEL]


def test_there_is_no_media_folder_where_there_is_no_picture(tmp_path: Path) -> None:
    write_to(tmp_path, batch())
    assert set(contents(tmp_path)) == FILES
    assert not (tmp_path / "media").exists()


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(5)))
def test_the_same_files_in_any_order_give_the_same_bytes(order: list[int], tmp_path: Path) -> None:
    made = [
        *parsed(fiche("a.docx"), fiche("b.docx", name="Cahors", id="cahors"), pictures=(("aa11.png", PIXEL),)),
        *parsed(fiche("c.docx", updated="2013"), blocked("d.docx"), fiche("e.docx", "a.docx")),
    ]
    write_to(tmp_path / "one", aggregated(made))
    write_to(tmp_path / "other", aggregated(made[number] for number in order))
    assert contents(tmp_path / "one") == contents(tmp_path / "other")


PROGRAM = """
import sys
from pathlib import Path
from test_write import batch
from builders import write_to
write_to(Path(sys.argv[1]), batch("aa11.png"))
"""


def test_the_bytes_depend_on_neither_the_clock_nor_the_process(tmp_path: Path) -> None:
    for folder, seed, zone in (("one", "1", "UTC"), ("other", "2", "Asia/Tokyo")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(Path(__file__).parent)}
        subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path / folder)], env=environment, check=True)  # noqa: S603
    assert contents(tmp_path / "one") == contents(tmp_path / "other")
    with zipfile.ZipFile(tmp_path / "one" / "fiches.xlsx") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.read("docProps/core.xml").count(b"2000-01-01T00:00:00Z") == 2


def test_pictures_of_an_earlier_run_go_and_the_officers_own_files_stay(tmp_path: Path) -> None:
    write_to(tmp_path, batch("aa11.png", "bb22.png"))
    (tmp_path / "media" / "logo.png").write_bytes(b"own")
    (tmp_path / "notes.txt").write_bytes(b"own")
    write_to(tmp_path, batch("bb22.png"))
    assert set(contents(tmp_path)) == FILES | {"media/bb22.png", "media/logo.png", "notes.txt"}


def test_the_media_folder_goes_with_its_last_picture(tmp_path: Path) -> None:
    write_to(tmp_path, batch("aa11.png"))
    write_to(tmp_path, batch())
    assert not (tmp_path / "media").exists()


def test_records_that_somebody_else_wrote_lead_to_no_deletion_outside_media(tmp_path: Path) -> None:
    (tmp_path / "precious.png").write_bytes(b"own")
    told = (
        '{"images": ["../precious.png", "/etc/hosts", 7, ".."], "location": {"image": null}}\nno json\n{"images": 1}\n'
    )
    (tmp_path / "records.jsonl").write_text(told)
    write_to(tmp_path, batch())
    assert (tmp_path / "precious.png").read_bytes() == b"own"


def failing(error: Exception) -> Callable[[Path], None]:
    def make(new: Path) -> None:
        (new / "fiches.xlsx").write_bytes(b"half of i")
        raise error

    return make


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "full"), "no space left"),
        (PermissionError(errno.EACCES, "no"), "close its files"),
        (OSError("odd"), "the system refuses"),
    ],
)
def test_a_disk_that_refuses_leaves_the_old_outputs_as_they_were(tmp_path: Path, error: OSError, said: str) -> None:
    folder = tmp_path / "output"
    write_to(folder, batch("aa11.png"))
    before = contents(folder)
    with pytest.raises(OutputError, match=said) as raised, hold(folder) as held:
        held.fill(failing(error))
    assert str(tmp_path) not in str(raised.value)
    assert contents(folder) == before


def test_a_fault_of_ours_is_not_taken_for_the_disks_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), hold(tmp_path / "made" / "output") as held:
        held.fill(failing(ZeroDivisionError()))
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"own")
    with pytest.raises(OutputError, match="is a file"):
        write_to(tmp_path / "output", batch())
    assert contents(tmp_path) == {"output": b"own"}


def test_a_folder_in_the_place_of_a_file_is_refused_and_kept(tmp_path: Path) -> None:
    (tmp_path / "fiches.xlsx").mkdir()
    (tmp_path / "fiches.xlsx" / "own.txt").write_bytes(b"own")
    with pytest.raises(OutputError, match="in its way"):
        write_to(tmp_path, batch())
    assert contents(tmp_path) == {"fiches.xlsx/own.txt": b"own"}


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_may_not_be_written_is_said_so(tmp_path: Path) -> None:
    folder = tmp_path / "output"
    folder.mkdir(mode=0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        write_to(folder, batch())


def test_a_picture_whose_name_is_a_path_is_never_written(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be called"):
        write_to(tmp_path / "output", batch("../aa11.png"))
    assert list(tmp_path.iterdir()) == []


def test_many_files_are_brought_to_the_disk_by_one_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one, together = tmp_path / "few", tmp_path / "many"
    write_to(one_by_one, batch("aa11.png"))
    calls: list[str] = []
    sync_one = ficheparse.write.folder._sync

    def synced(path: Path) -> None:
        calls.append(path.name)
        sync_one(path)

    monkeypatch.setattr(ficheparse.write.folder, "_MOST_SYNCED", 2)
    monkeypatch.setattr(ficheparse.write.folder, "_sync", synced)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "sync", lambda: calls.append("all"), raising=False)
    write_to(together, batch("aa11.png"))
    assert calls.count("all") == 1
    assert "fiches.xlsx" not in calls
    assert contents(together) == contents(one_by_one)
