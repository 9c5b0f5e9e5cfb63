"""The attachments of a mail message, with the names that their senders gave them."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from typing import NamedTuple

from ficheparse.ingest.names import decoded, in_charset, shown

_ENDINGS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template": ".dotx",
    "application/vnd.ms-word.document.macroenabled.12": ".docm",
    "application/vnd.ms-word.template.macroenabled.12": ".dotm",
    "application/msword": ".doc",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/zip": ".zip",
    "application/x-zip-compressed": ".zip",
}
"""What a mailer that gives no name, or a name without ending, tells of the kind."""


class Attachment(NamedTuple):
    """A file of a message."""

    name: str
    """As shown; of one in a message that is attached itself, with that message's name and `/` before it."""
    data: bytes


def attachments(data: bytes) -> list[Attachment] | None:
    """The files that a message brings, in order, those of the messages attached to it too; None if it is no message.

    Raises `RecursionError` where its parts are nested too deep.
    """
    message = email.message_from_bytes(data)
    if not message.keys():
        return None
    return list(_files(message, ""))


def _files(part: Message, folder: str) -> Iterator[Attachment]:
    if not part.is_multipart():  # asked for as a text, its contents are decoded as it tells, be that no encoding at all
        if name := _name(part):
            content = part.get_payload(decode=True)
            yield Attachment(folder + name, content if isinstance(content, bytes) else b"")
        return
    if part.get_content_type() == "message/rfc822":
        folder += f"{_name(part) or 'message.eml'}/"
    for inner in part.get_payload():
        if isinstance(inner, Message):
            yield from _files(inner, folder)


def _name(part: Message) -> str | None:
    """The last segment of a part's file name; None for a part that is no file, as the message's own text."""
    ending = _ENDINGS.get(part.get_content_type())
    name = _parameter(part, "Content-Disposition", "filename") or _parameter(part, "Content-Type", "name")
    name = shown(name or "").rpartition("/")[2]
    if not name:
        return f"attachment{ending}" if ending else None
    return name + ending if ending and "." not in name[-6:] else name


def _parameter(part: Message, header: str, name: str) -> str | None:
    """A parameter of a header, however the mailer wrote it: RFC 2231, RFC 2047 in quotes, or raw bytes."""
    for key, raw in part.raw_items():
        if key.lower() != header.lower():
            continue
        readable = Message()
        readable[header] = _without_raw_bytes(str(raw).replace("\r", "").replace("\n", ""))
        value = readable.get_param(name, header=header)
        if isinstance(value, tuple):  # RFC 2231: charset, language, and bytes one a character
            charset, _, text = value
            return in_charset(text.encode("latin-1", "replace"), charset)
        if isinstance(value, str):
            return _without_encoded_words(value)
    return None


def _without_raw_bytes(raw: str) -> str:
    """A header in which a mailer wrote bytes past ASCII, or ISO-2022-JP, as they are.

    The text is decoded before it is taken apart: a byte of Shift JIS may be a backslash, one of ISO-2022-JP a quote.
    """
    if raw.isascii() and "\x1b" not in raw:
        return raw
    data = raw.encode("utf-8", "surrogateescape")
    return in_charset(data, "iso-2022-jp") if b"\x1b" in data else decoded(data, western=("cp1252",))


def _without_encoded_words(value: str) -> str:
    """RFC 2047 forbids `=?…?=` within quotes, and nearly every mailer writes it there."""
    if "=?" not in value:
        return value
    try:
        words = decode_header(value)
    except ValueError:  # no base64
        return value
    return "".join(word if isinstance(word, str) else in_charset(word, charset) for word, charset in words)
