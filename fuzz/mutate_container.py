"""Archives and mail messages around files, as people send them and as nobody would."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Sequence
from random import Random
from typing import NamedTuple
from urllib.parse import quote

from zips import Entry, Zip, packed


class File(NamedTuple):
    """A file and its name."""

    name: str
    data: bytes


_NAMES = (
    *(
        "Fiche.docx",
        "Préfecture d’Ōita.docx",
        "高松市.docx",
        "Le Mans.DOCX",
        "a.doc",
        "b.odt",
        "c.rtf",
        "d.zip",
        "e.eml",
    ),
    *(
        "../../x.docx",
        "/etc/x.docx",
        "C:\\x\\y.docx",
        "..\\x.docx",
        "x\x00.docx",
        "\u202exocd.docx",
        "~$x.docx",
        ".x.docx",
    ),
    *(
        "__MACOSX/._x.docx",
        "a/" * 60 + "x.docx",
        "x" * 300 + ".docx",
        "",
        ".",
        "..",
        "/",
        "x.docx/",
        "sans fin",
        "x.txt",
    ),
)


def _name(rng: Random, file: File) -> str:
    return file.name if rng.random() < 0.5 else rng.choice(_NAMES)


def _raw(rng: Random, name: str) -> bytes:
    return name.encode(rng.choice(("utf-8", "utf-8", "cp850", "cp932", "cp1252")), "replace")


def archive(rng: Random, files: Sequence[File]) -> bytes:
    """A zip archive of these files."""
    entries = [Entry(_raw(rng, _name(rng, file)), file.data, stored=rng.random() < 0.3) for file in files]
    if rng.random() < 0.2:
        entries.append(Entry(b"folder/", b"", stored=True))
    for entry in entries:
        if rng.random() < 0.2:  # a name in UTF-8 that does not say so, or another that says it is
            flags = rng.choice((0, 0x800))
            entry.lies |= {("local", "flags"): flags, ("directory", "flags"): flags}
        entry.follows, entry.zip64 = rng.random() < 0.1, rng.random() < 0.05
    return packed(Zip(entries))


_TYPES = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    *(
        "application/msword",
        "application/octet-stream",
        "application/zip",
        "application/rtf",
        "text/plain",
        "image/png",
    ),
    *(
        "message/rfc822",
        "message/partial",
        "message/delivery-status",
        "multipart/mixed",
        "x",
        "",
        "a/b/c",
        "text/",
        "/",
    ),
)
_ENCODINGS = ("base64", "base64", "quoted-printable", "8bit", "binary", "7bit", "x-uuencode", "BASE64 ", "none", "")
_CHARSETS = ("utf-8", "iso-2022-jp", "shift_jis", "windows-1252", "x-unknown", "utf-16", "idna", "hex", "punycode", "")
_HEADERS = (
    *(b"From: <a@ville.example>", b"Subject: =?utf-8?B?w6k=?=", b"Subject: =?x?Z??=", b"Date: x", b"MIME-Version: 1.0"),
    *(
        b"X: " + b"a" * 5000,
        b"no colon",
        b": empty",
        b" folded",
        b"\xff\xfe: \x80",
        b"Content-Type: text/plain; =",
        b"\x00: x",
    ),
)


def message(rng: Random, files: Sequence[File]) -> bytes:
    """A mail message with these files attached, some of them in messages of their own."""
    boundary = rng.choice((b"part", b"=_x y", b"--", b"a" * 80, b"'", b"\xc3\xa9"))
    lines = [rng.choice(_HEADERS) for _ in range(rng.randint(0, 4))]
    kind = rng.choice((b"multipart/mixed", b"multipart/mixed", b"multipart/digest", b"multipart/x", b"text/plain"))
    said = rng.choice((b'boundary="%s"', b'boundary="%s"', b"boundary=%s", b"BOUNDARY*=utf-8''%s", b"boundry=%s"))
    lines += [b"Content-Type: " + kind + b"; " + said % boundary, b""]
    lines += [b"--" + boundary, b"Content-Type: text/plain; charset=x-none", b"", "Voilà la fiche.".encode("cp1252")]
    for file in files:
        lines += [b"--" + boundary, *_part(rng, file)]
    lines += [b"--" + boundary + rng.choice((b"--", b"--", b"", b"-"))]
    return rng.choice((b"\r\n", b"\r\n", b"\n", b"\r")).join(lines)


def _part(rng: Random, file: File) -> list[bytes]:
    """The lines of one attachment."""
    encoding = rng.choice(_ENCODINGS)
    name = _name(rng, file)
    headers = [
        b"Content-Type: " + rng.choice(_TYPES).encode() + rng.choice((b"", b"; " + _parameter(rng, "name", name))),
        b"Content-Disposition: attachment; " + _parameter(rng, "filename", name),
        b"Content-Transfer-Encoding: " + encoding.encode(),
    ]
    rng.shuffle(headers)
    return [*headers[: rng.choice((3, 3, 3, 2))], b"", _encoded(rng, file.data, encoding)]


def _parameter(rng: Random, key: str, name: str) -> bytes:
    """A file name as mailers write it: plain, raw, RFC 2047, RFC 2231, whole and in pieces."""
    charset = rng.choice(_CHARSETS)
    raw, percent = _raw(rng, name).replace(b"\n", b""), quote(name, safe="")
    word = f"=?{charset}?{rng.choice('BQbqX')}?{base64.b64encode(raw).decode()}?="
    half = len(percent) // 2
    forms = (
        f'{key}="{word}"',
        f"{key}={word}",
        f"{key}*={charset}'{rng.choice(('', 'fr'))}'{percent}",
        f"{key}*0*={charset}''{percent[:half]}; {key}*1*={percent[half:]}",
        f"{key}*1={percent[half:]}; {key}*0={percent[:half]}; {key}*7=x",
        f"{key}*99999999999999999999*=x''y",
        f"{key}*=%; {key}*x=y",
        f'{key}="{percent}',
    )
    plain = key.encode() + b'="' + raw + b'"'
    return plain if rng.random() < 0.5 else rng.choice(forms).encode("utf-8", "replace")


def _encoded(rng: Random, data: bytes, encoding: str) -> bytes:
    match encoding.strip().lower():
        case "base64":
            content = base64.encodebytes(data)
            return content if rng.random() < 0.8 else content[: rng.randint(0, len(content))] + b"=?*"
        case "quoted-printable":
            return quopri.encodestring(data)
        case _:
            return data


def nested(rng: Random, file: File) -> File:
    """The file in a container in a container, more of them than are looked into at times."""
    for _ in range(rng.choice((1, 1, 2, 3, 12))):
        if rng.random() < 0.5:
            file = File("envoi.zip", archive(rng, [file]))
        else:
            file = File("message.eml", message(rng, [file]))
    return file


def deep_message(rng: Random, file: File) -> bytes:
    """Messages attached to each other, many deep, as the lines of one file."""
    depth = rng.choice((3, 20, 200, 2000))
    head = rng.choice(
        (b"Content-Type: message/rfc822\r\n\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n")
    )
    return b"MIME-Version: 1.0\r\n" + head * depth + b"\r\n".join(_part(rng, file))
