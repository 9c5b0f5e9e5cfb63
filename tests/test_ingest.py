"""What is read and what is passed over, whatever the files come in."""

from __future__ import annotations

import base64
import hashlib
import itertools
import os
import pickle
import struct
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest
from packages import docx, p, packed

from ficheparse.ingest import PassedOver, Plan, Source, UnreadableSource, plan, single
from ficheparse.ingest.names import decoded, in_charset, shown

FICHE = docx(p("Ville de Quimper"))


def fill(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def names(planned: Plan) -> list[str]:
    return [source.name for source in planned.sources]


def problem(source: Source) -> tuple[str, str]:
    with pytest.raises(UnreadableSource) as caught:
        source.data()
    return caught.value.code, caught.value.reason


def mail(**files: bytes) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Fiche"
    message.set_content("Bonjour, voici la fiche.")
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


# Folders ------------------------------------------------------------------------------------------------------------


def test_a_folder_is_read_with_all_below_it_and_the_rest_is_counted(tmp_path: Path) -> None:
    fill(
        tmp_path,
        dict.fromkeys(
            [
                "b.docx", "A.DOCM", "sub/c.dotx", "sub/deep/d.odt", "e.rtf", "f.doc", "g.ott", "h.dot", "i.dotm",
                "~$b.docx", "sub/.~lock.c.odt#", ".hidden.docx", ".git/x.docx", "photo.jpg", "sub/table.xlsx",
            ],
            b"x",
        ),
    )  # fmt: skip
    planned = plan([tmp_path])
    assert names(planned) == [
        "A.DOCM", "b.docx", "e.rtf", "f.doc", "g.ott", "h.dot", "i.dotm", "sub/c.dotx", "sub/deep/d.odt"
    ]  # fmt: skip
    assert planned.passed_over == (
        PassedOver(".git", "hidden"),
        PassedOver(".hidden.docx", "hidden"),
        PassedOver("photo.jpg", "other"),
        PassedOver("sub/.~lock.c.odt#", "lock"),
        PassedOver("sub/table.xlsx", "other"),
        PassedOver("~$b.docx", "lock"),
    )
    assert planned.counted() == {"hidden": 2, "lock": 2, "other": 2}


def test_the_plan_is_the_same_in_whatever_order_the_inputs_are_given(tmp_path: Path) -> None:
    fill(tmp_path, {"a/x.docx": b"1", "b/x.docx": b"2", "b/y.docx": b"3", "z.docx": b"4"})
    inputs = [tmp_path / "a", tmp_path / "b", tmp_path / "z.docx", tmp_path / "b/y.docx"]
    plans = [plan(order) for order in itertools.permutations(inputs)]
    assert all(one == plans[0] for one in plans)
    assert names(plans[0]) == ["a/x.docx", "b/x.docx", "b/y.docx", "z.docx"]
    assert [source.data() for source in plans[0].sources] == [b"1", b"2", b"3", b"4"]


def test_names_are_relative_to_the_input_and_tell_nothing_of_the_machine(tmp_path: Path) -> None:
    fill(tmp_path, {"inbox/2014/x.docx": FICHE})
    assert names(plan([tmp_path / "inbox"])) == ["2014/x.docx"]
    assert names(plan([tmp_path / "inbox/2014/x.docx"])) == ["x.docx"]


def test_as_few_folders_as_tell_two_inputs_apart_are_put_before_their_names(tmp_path: Path) -> None:
    fill(tmp_path, {"north/2014/x.docx": b"1", "south/2014/x.docx": b"2", "south/2014/y.docx": b"3"})
    planned = plan([tmp_path / "north/2014/x.docx", tmp_path / "south/2014"])
    assert names(planned) == ["north/2014/x.docx", "south/2014/x.docx", "south/2014/y.docx"]


def test_a_file_that_two_inputs_hold_is_read_once(tmp_path: Path) -> None:
    fill(tmp_path, {"inbox/x.docx": FICHE, "inbox/notes.txt": b"x"})
    (tmp_path / "link.docx").symlink_to(tmp_path / "inbox/x.docx")
    planned = plan([tmp_path / "inbox", tmp_path / "inbox/x.docx", tmp_path / "link.docx"])
    assert names(planned) == ["link.docx"]
    assert planned.counted() == {"other": 1}


def test_links_that_lead_back_are_not_followed_again(tmp_path: Path) -> None:
    fill(tmp_path, {"inbox/x.docx": FICHE, "elsewhere/y.docx": b"y"})
    (tmp_path / "inbox/again").symlink_to(tmp_path / "inbox", target_is_directory=True)
    (tmp_path / "inbox/more").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (tmp_path / "inbox/self").symlink_to("self")
    planned = plan([tmp_path / "inbox"])
    assert names(planned) == ["more/y.docx", "x.docx"]
    assert planned.passed_over == (PassedOver("self", "other"),)


def test_a_file_given_by_its_name_is_taken_whatever_its_name(tmp_path: Path) -> None:
    fill(tmp_path, dict.fromkeys(["scan.pdf", "~$x.docx", ".hidden", "README"], b"x"))
    planned = plan([tmp_path / name for name in ("scan.pdf", "~$x.docx", ".hidden", "README")])
    assert names(planned) == [".hidden", "README", "scan.pdf", "~$x.docx"]
    assert names(plan([tmp_path, tmp_path / "scan.pdf"])) == ["scan.pdf"]


def test_a_missing_input_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        plan([tmp_path / "nothing.docx"])


def test_what_an_earlier_run_wrote_is_not_counted_and_its_folder_s_fiches_are_read(tmp_path: Path) -> None:
    fill(
        tmp_path,
        dict.fromkeys(["x.docx", "a.png", "out/fiches.xlsx", "out/media/b.png", "out/y.docx", "out2.txt"], b"x"),
    )
    (tmp_path / "out/y.docx").write_bytes(b"y")
    planned = plan([tmp_path], outputs=tmp_path / "out")
    assert names(planned) == ["out/y.docx", "x.docx"]
    assert [passed.name for passed in planned.passed_over] == ["a.png", "out2.txt"]


def test_what_is_no_plain_file_is_passed_over_in_a_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.docx")
    assert plan([tmp_path]) == Plan((), (PassedOver("pipe.docx", "other"),))


def test_a_source_is_small_and_reads_when_asked(tmp_path: Path) -> None:
    fill(tmp_path, {"x.docx": FICHE})
    source = pickle.loads(pickle.dumps(plan([tmp_path]).sources[0]))  # noqa: S301 - our own
    assert len(pickle.dumps(source)) < 1_000
    assert source.data() == FICHE


def test_a_file_that_is_gone_is_told_in_our_words_without_its_path(tmp_path: Path) -> None:
    (tmp_path / "x.docx").symlink_to(tmp_path / "gone.docx")
    (source,) = plan([tmp_path]).sources
    assert problem(source) == ("unreadable", "the file is no longer there")
    assert source.digest() == hashlib.sha256(b"x.docx").hexdigest()


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may open every file")
def test_a_file_or_folder_that_may_not_be_opened_is_told(tmp_path: Path) -> None:
    fill(tmp_path, {"x.docx": FICHE, "closed/y.docx": FICHE})
    (tmp_path / "x.docx").chmod(0)
    (tmp_path / "closed").chmod(0)
    closed, file = plan([tmp_path]).sources
    (tmp_path / "closed").chmod(0o700)
    assert problem(file) == ("unreadable", "the file may not be opened")
    assert (closed.name, *problem(closed)) == ("closed", "unreadable", "the folder may not be opened")


def test_a_file_past_the_limits_is_not_read_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "x.docx").open("wb") as file:
        file.truncate(512 * 1024 * 1024 + 1)
    (source,) = plan([tmp_path]).sources
    assert problem(source) == ("too-large", "the file is of more than 512 MB")


def test_a_folder_given_to_read_as_a_file_is_told(tmp_path: Path) -> None:
    assert problem(single(tmp_path)) == ("unreadable", "the file may not be opened")


# Archives -----------------------------------------------------------------------------------------------------------


def test_an_archive_is_looked_into_with_its_folders_and_the_archives_and_messages_in_it(tmp_path: Path) -> None:
    inner = packed({"late/c.docx": b"c", "late/d.pdf": b"d"})
    entries = {
        "a.docx": b"a",
        "2014/b.odt": b"b",
        "__MACOSX/._a.docx": b"x",
        "2014/~$b.docx": b"x",
        "inner.zip": inner,
        "reply.eml": mail(**{"e.docx": b"e"}),
    }
    fill(tmp_path, {"fiches.zip": packed(entries)})
    planned = plan([tmp_path])
    assert {source.name: source.data() for source in planned.sources} == {
        "fiches.zip/a.docx": b"a",
        "fiches.zip/2014/b.odt": b"b",
        "fiches.zip/inner.zip/late/c.docx": b"c",
        "fiches.zip/reply.eml/e.docx": b"e",
    }
    assert planned.counted() == {"hidden": 1, "lock": 1, "other": 1}


def test_a_document_named_zip_is_a_document_and_an_archive_named_docx_is_read_as_one(tmp_path: Path) -> None:
    archive = packed({"a.docx": FICHE})
    fill(tmp_path, {"document.zip": FICHE, "archive.docx": archive})
    planned = plan([tmp_path])
    assert {source.name: source.data() for source in planned.sources} == {
        "document.zip": FICHE,
        "archive.docx": archive,
    }


@pytest.mark.parametrize("data", [b"", b"no archive", packed({"a.docx": FICHE})[:-30]])
def test_a_damaged_archive_is_one_unreadable_source(tmp_path: Path, data: bytes) -> None:
    fill(tmp_path, {"fiches.zip": data, "x.docx": FICHE})
    archive, other = plan([tmp_path]).sources
    assert (archive.name, *problem(archive)) == (
        "fiches.zip",
        "unreadable",
        "the archive is damaged, or is no zip archive",
    )
    assert archive.digest() == hashlib.sha256(data).hexdigest()
    assert other.data() == FICHE


def test_an_archive_without_fiches_is_passed_over_itself_where_it_holds_nothing(tmp_path: Path) -> None:
    fill(tmp_path, {"empty.zip": packed({}), "pictures.zip": packed({"a.png": b"x"})})
    assert plan([tmp_path]) == Plan((), (PassedOver("empty.zip", "other"), PassedOver("pictures.zip/a.png", "other")))


def test_names_in_an_archive_are_shown_and_never_used_as_paths(tmp_path: Path) -> None:
    fill(tmp_path, {"x.zip": packed({"../../etc/a.docx": b"1", "/abs/b.docx": b"2", "C:\\c\\d\n\x1b[2J.docx": b"3"})})
    assert names(plan([tmp_path])) == ["x.zip/C:/c/d[2J.docx", "x.zip/abs/b.docx", "x.zip/etc/a.docx"]
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    fill(tmp_path, {"x.zip": packed({"a.docx": b"1", "./a.docx": b"2", "a (2).docx": b"3"})})
    planned = plan([tmp_path])
    assert {source.name: source.data() for source in planned.sources} == {
        "x.zip/a.docx": b"1",
        "x.zip/a (2).docx": b"3",
        "x.zip/a (3).docx": b"2",
    }


def named_raw(raw: bytes) -> bytes:
    """An archive whose one member's name is these bytes, with nothing that tells their encoding."""
    placeholder = "n" * len(raw)
    return packed({placeholder: FICHE}).replace(placeholder.encode(), raw)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("高松市・優良事例.docx", "cp932"),
        ("表紙ソ能.docx", "cp932"),
        ("高松市.docx", "utf-8"),
        ("Fiche été à Orléans.docx", "cp850"),
        ("Fiche créée – Évreux.docx", "cp1252"),
        ("Conseil général de l'Hérault.docx", "cp850"),
        ("Nîmes, août.docx", "cp850"),
        ("Mâcon - où ça.docx", "cp850"),
        ("Fiche d’Évian.docx", "cp1252"),
    ],
)
def test_a_member_s_name_is_read_in_the_encoding_it_was_written_in(tmp_path: Path, name: str, encoding: str) -> None:
    fill(tmp_path, {"x.zip": named_raw(name.encode(encoding))})
    (source,) = plan([tmp_path]).sources
    assert source.name == f"x.zip/{name}"
    assert source.data() == FICHE


def patched(data: bytes, **fields: int) -> bytes:
    """An archive of one member whose directory says otherwise of it."""
    offsets = {"flags": ("<H", 8), "method": ("<H", 10), "crc": ("<I", 16), "size": ("<I", 24)}
    changed = bytearray(data)
    start = data.index(b"PK\x01\x02")
    for field, value in fields.items():
        layout, offset = offsets[field]
        struct.pack_into(layout, changed, start + offset, value)
    return bytes(changed)


@pytest.mark.parametrize(
    ("fields", "code", "reason"),
    [
        ({"flags": 1}, "encrypted", "the archive needs a password"),
        ({"method": 12}, "unreadable", "the archive is packed in a way that is not read"),
        ({"size": 300 * 1024 * 1024}, "too-large", "the file is of more than 256 MB"),
        ({"size": 10}, "unreadable", "the archive is damaged where this file stands"),
        ({"size": 100_000}, "unreadable", "the archive is damaged where this file stands"),
        ({"crc": 1}, "unreadable", "the archive is damaged where this file stands"),
    ],
)
def test_a_member_that_cannot_be_had_is_one_unreadable_source(
    tmp_path: Path, fields: dict[str, int], code: str, reason: str
) -> None:
    fill(tmp_path, {"x.zip": patched(packed({"a.docx": FICHE}), **fields)})
    (source,) = plan([tmp_path]).sources
    assert (source.name, *problem(source)) == ("x.zip/a.docx", code, reason)


def test_the_limits_hold_for_an_archive_as_a_whole(tmp_path: Path) -> None:
    many = packed({f"{number}.docx": b"" for number in range(10_001)})
    fill(tmp_path, {"many.zip": many, "nested.zip": packed({"in.zip": many, "a.docx": FICHE})})
    outer, file, inner = plan([tmp_path]).sources
    assert (outer.name, *problem(outer)) == ("many.zip", "too-large", "the archive has more than 10,000 files")
    assert (inner.name, *problem(inner)) == ("nested.zip/in.zip", "too-large", "the archive has more than 10,000 files")
    assert (file.name, file.data()) == ("nested.zip/a.docx", FICHE)


def test_an_archive_that_swells_past_the_limits_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    part = b"\0" * (200 * 1024 * 1024)
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            archive.writestr(f"{number}.docx", part)
    (source,) = plan([tmp_path]).sources
    assert problem(source) == ("too-large", "the archive is of more than 512 MB when unpacked")


def test_archives_in_archives_have_an_end(tmp_path: Path) -> None:
    data = packed({"a.docx": FICHE})
    for _ in range(12):
        data = packed({"x.zip": data})
    fill(tmp_path, {"x.zip": data})
    (source,) = plan([tmp_path]).sources
    assert problem(source) == ("too-large", "archives are nested too deep")


# Messages -----------------------------------------------------------------------------------------------------------


def test_the_attachments_of_a_message_are_read_and_its_pictures_are_no_fiches(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = "優良事例"
    message.set_content("Bonjour")
    message.add_alternative("<p>Bonjour <img src='cid:logo'></p>", subtype="html")
    message.add_attachment(b"png", maintype="image", subtype="png", filename="image001.png", disposition="inline")
    message.add_attachment(FICHE, maintype="application", subtype="octet-stream", filename="Évreux.docx")
    message.add_attachment(packed({"b.docx": b"b"}), maintype="application", subtype="zip", filename="deux.zip")
    fill(tmp_path, {"réponse.eml": bytes(message)})
    planned = plan([tmp_path])
    assert {source.name: source.data() for source in planned.sources} == {
        "réponse.eml/Évreux.docx": FICHE,
        "réponse.eml/deux.zip/b.docx": b"b",
    }
    assert planned.passed_over == (PassedOver("réponse.eml/image001.png", "other"),)


def test_a_forwarded_message_is_looked_into(tmp_path: Path) -> None:
    inner = EmailMessage()
    inner["Subject"] = "la fiche"
    inner.set_content("voici")
    inner.add_attachment(FICHE, maintype="application", subtype="octet-stream", filename="a.docx")
    outer = EmailMessage()
    outer["Subject"] = "TR: la fiche"
    outer.set_content("pour information")
    outer.add_attachment(inner)
    fill(tmp_path, {"tr.eml": bytes(outer)})
    (source,) = plan([tmp_path]).sources
    assert (source.name, source.data()) == ("tr.eml/message.eml/a.docx", FICHE)


JAPANESE = "高松市".encode("iso2022_jp") + b"\x1b$B-!\x1b(B.docx"
"""With a character of NEC's, which the standard does not have and every mailer sends."""


def raw_mail(disposition: bytes, content_type: bytes = b"application/octet-stream") -> bytes:
    """A message whose attachment is described in these bytes, as mailers write them that follow no standard."""
    return (
        b"Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n"
        b"--B\r\nContent-Type: text/plain\r\n\r\nbonjour\r\n"
        b"--B\r\nContent-Type: " + content_type + b"\r\nContent-Transfer-Encoding: base64\r\n"
        b"Content-Disposition: " + disposition + b"\r\n\r\n" + base64.encodebytes(FICHE) + b"--B--\r\n"
    )


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        (b'attachment; filename="fiche.docx"', "fiche.docx"),
        (b"attachment; filename=fiche.docx", "fiche.docx"),
        (b"inline; filename=fiche.docx", "fiche.docx"),
        (b"attachment; filename*=UTF-8''%E9%AB%98%E6%9D%BE%E5%B8%82.docx", "高松市.docx"),
        (b"attachment; filename*=ISO-8859-1''%C9vreux.docx", "Évreux.docx"),
        (b"attachment; filename*=Shift_JIS''%8D%82%8F%BC%8E%73.docx", "高松市.docx"),
        (b"attachment; filename*=x-unknown''%8D%82%8F%BC%8E%73.docx", "高松市.docx"),
        (b"attachment;\r\n filename*0*=UTF-8''%C3%89v;\r\n filename*1=reux.docx", "Évreux.docx"),
        (b'attachment; filename="=?UTF-8?Q?=C3=89vreux=2Edocx?="', "Évreux.docx"),
        (b'attachment; filename="=?ISO-2022-JP?B?' + base64.b64encode(JAPANESE) + b'?="', "高松市①.docx"),
        (b'attachment; filename="=?utf-8?B?6auY5p2+?=\r\n =?utf-8?B?5biCLmRvY3g=?="', "高松市.docx"),
        (b'attachment; filename="=?x-odd?B?w4l2cmV1eC5kb2N4?="', "Évreux.docx"),
        (b'attachment; filename="' + "高松市ソ表.docx".encode("cp932") + b'"', "高松市ソ表.docx"),
        (b'attachment; filename="' + "Évreux été.docx".encode("cp1252") + b'"', "Évreux été.docx"),
        (b'attachment; filename="' + "Évreux été.docx".encode() + b'"', "Évreux été.docx"),
        (b'attachment; filename="' + "高松市「優良」.docx".encode("iso2022_jp") + b'"', "高松市「優良」.docx"),
        (b'attachment; filename="C:\\\\fiches\\\\a.docx"', "a.docx"),
        (b'attachment; filename="../../a.docx"', "a.docx"),
    ],
)
def test_the_name_of_an_attachment_is_read_however_the_mailer_wrote_it(
    tmp_path: Path, disposition: bytes, name: str
) -> None:
    fill(tmp_path, {"x.eml": raw_mail(disposition)})
    (source,) = plan([tmp_path]).sources
    assert (source.name, source.data()) == (f"x.eml/{name}", FICHE)


@pytest.mark.parametrize(
    ("disposition", "content_type", "name"),
    [
        (b"attachment", b"application/msword", "attachment.doc"),
        (b"attachment", b"application/octet-stream; name=fiche.docx", "fiche.docx"),
        (b"attachment; filename=fiche", b"application/vnd.oasis.opendocument.text", "fiche.odt"),
        (b"attachment; filename=fiche.docx", b"application/msword", "fiche.docx"),
    ],
)
def test_the_kind_tells_what_the_name_does_not(
    tmp_path: Path, disposition: bytes, content_type: bytes, name: str
) -> None:
    fill(tmp_path, {"x.eml": raw_mail(disposition, content_type)})
    assert names(plan([tmp_path])) == [f"x.eml/{name}"]


@pytest.mark.parametrize("charset", [b"a\0b", b"x-unknown", b"zlib", b"\xff"])
def test_a_text_in_no_encoding_at_all_costs_no_attachment(tmp_path: Path, charset: bytes) -> None:
    data = raw_mail(b"attachment; filename=fiche.docx")
    odd = data.replace(b"text/plain\r\n\r\nbonjour", b'text/plain; charset="' + charset + b'"\r\n\r\n\xe9t\xe9')
    assert odd != data
    fill(tmp_path, {"x.eml": odd})
    (source,) = plan([tmp_path]).sources
    assert (source.name, source.data()) == ("x.eml/fiche.docx", FICHE)


def test_a_message_without_files_is_passed_over_and_one_that_is_none_is_told(tmp_path: Path) -> None:
    fill(tmp_path, {"chat.eml": mail(), "junk.eml": b"\0\1\2", "empty.eml": b""})
    planned = plan([tmp_path])
    assert planned.passed_over == (PassedOver("chat.eml", "other"),)
    assert {source.name: problem(source) for source in planned.sources} == dict.fromkeys(
        ["junk.eml", "empty.eml"], ("unreadable", "the file is no mail message in spite of its name")
    )


def test_a_message_nested_without_end_is_told(tmp_path: Path) -> None:
    data = b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * 3_000
    fill(tmp_path, {"deep.eml": data + mail(**{"a.docx": FICHE})})
    (source,) = plan([tmp_path]).sources
    assert problem(source) == ("too-large", "the message is nested too deep")


# Names --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Orléans".encode("cp1252"), "Orléans"),
        ("Orléans".encode("cp850"), "Orléans"),
        ("Île-de-France".encode("cp1252"), "Île-de-France"),
        ("Évêché œuvré".encode("cp1252"), "Évêché œuvré"),
        ("d’Évreux".encode("cp1252"), "d’Évreux"),
        ("Conseil général créé".encode("cp1252"), "Conseil général créé"),
        ("Région Île-de-France n° 2".encode("cp1252"), "Région Île-de-France n° 2"),
        ("España".encode("cp1252"), "España"),
        ("高知県".encode("cp932"), "高知県"),
        ("市町村".encode("cp932"), "市町村"),
        ("さいたま市".encode("cp932"), "さいたま市"),
        ("平成26年 大津".encode("cp932"), "平成26年 大津"),
    ],
)
def test_bytes_of_no_told_encoding_are_read_as_what_they_are(raw: bytes, text: str) -> None:
    assert decoded(raw) == text


def test_a_charset_that_is_told_wrong_is_guessed() -> None:
    assert in_charset("大津市".encode("cp932"), "utf-8") == "大津市"
    assert in_charset("大津市".encode("cp932"), None) == "大津市"


def test_a_name_that_is_no_utf8_on_disk_is_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode("Évreux.docx".encode("cp1252"))).write_bytes(FICHE)
    (source,) = plan([tmp_path]).sources
    assert (source.name, source.data()) == ("Évreux.docx", FICHE)


def test_names_are_composed_so_that_they_are_the_same_on_every_system() -> None:
    assert shown("E\u0301vreux.docx") == "Évreux.docx"
