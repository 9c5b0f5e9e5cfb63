"""Parts that many packages have alike: each is read once, and what is remembered of them stays little."""

from __future__ import annotations

import io
import zipfile

import pytest

from ficheparse.read import package
from ficheparse.read.package import Package


def packed(**parts: bytes) -> Package:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return Package(data.getvalue())


class Counted:
    """A function that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, data: bytes) -> list[bytes]:
        self.asked.append(len(data))
        return [data[:1]]


@pytest.fixture
def make(monkeypatch: pytest.MonkeyPatch) -> Counted:
    monkeypatch.setattr(package, "_ALIKE", package._Remembered())
    return Counted()


def test_a_part_of_two_packages_is_read_once(make: Counted) -> None:
    large = b"<styles>" + b"a" * 350_000
    one, other = packed(styles=large), packed(document=b"<d/>", styles=large)
    assert one.alike("word/styles.xml", make) is other.alike("word/styles.xml", make)
    assert make.asked == [len(large)]


def test_a_part_that_differs_in_a_letter_is_another(make: Counted) -> None:
    assert packed(styles=b"<a/>").alike("word/styles.xml", make) == [b"<"]
    assert packed(styles=b"b<a/").alike("word/styles.xml", make) == [b"b"]
    assert len(make.asked) == 2


def test_the_same_part_read_in_another_way_is_another(make: Counted) -> None:
    again = Counted()
    one = packed(styles=b"<a/>")
    one.alike("word/styles.xml", make)
    one.alike("word/styles.xml", again)
    assert (make.asked, again.asked) == ([4], [4])


def test_what_is_too_large_is_not_remembered(make: Counted) -> None:
    one = packed(styles=b"a" * (package._LARGEST_ALIKE + 1))
    for _ in range(2):
        one.alike("word/styles.xml", make)
    assert len(make.asked) == 2


def test_the_oldest_is_forgotten_where_all_come_to_too_much(make: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_BYTES_ALIKE", 1_000)
    parts = [packed(styles=letter * 400) for letter in (b"a", b"b", b"c")]
    for one in parts:
        one.alike("word/styles.xml", make)  # the third has no room beside both the others
    for one in (parts[2], parts[1], parts[0]):
        one.alike("word/styles.xml", make)
    assert len(make.asked) == 4


def test_so_many_are_remembered_and_no_more(make: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_ALIKE", 2)
    parts = [packed(styles=letter) for letter in (b"a", b"b", b"c")]
    for one in (*parts, parts[2], parts[1], parts[0]):
        one.alike("word/styles.xml", make)
    assert len(make.asked) == 4
