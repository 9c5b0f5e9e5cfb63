"""Mutations of the parts of a package: of their bytes, and of what they say of each other (ECMA-376 part 2)."""

from __future__ import annotations

import copy
import re
from random import Random

from zips import Entry, Zip, packed

_TYPES = b"[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _xml_part(rng: Random, archive: Zip) -> Entry | None:
    """A part of XML, the text itself half of the time."""
    main = archive.find(b"word/document.xml")
    if main is not None and rng.random() < 0.5:
        return main
    parts = [entry for entry in archive.entries if entry.name.endswith((b".xml", b".rels"))]
    return rng.choice(parts) if parts else None


_PROLOG = re.compile(rb"^(?:\xef\xbb\xbf)?<\?xml[^>]*\?>\s*")


def _doctype(rng: Random, archive: Zip) -> bool:
    entry = _xml_part(rng, archive)
    if entry is None:
        return False
    prolog = _PROLOG.match(entry.data)
    at = prolog.end() if prolog else 0
    types = (
        b"<!DOCTYPE x>",
        b'<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "file:///etc/hostname">',
        b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://dtd.example/x.dtd"> %p;]>',
        b"<!-- " + b"x" * 2000 + b" --><!DOCTYPE x>",
        b"<!doctype x>",
        b"<?x y?>" * 60 + b"<!-- <!DOCTYPE x> -->",
        b"<!-- x -->" * 60 + b"<?x <!DOCTYPE x> ?>",
    )
    entry.data = entry.data[:at] + rng.choice(types) + entry.data[at:]
    return True


def _encoding(rng: Random, archive: Zip) -> bool:
    """The part in another encoding, which it tells, or does not."""
    entry = _xml_part(rng, archive)
    if entry is None:
        return False
    name = rng.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig", "latin-1", "shift-jis", "utf-7"))
    content = entry.data.decode("utf-8", "replace")
    if rng.random() < 0.6:
        content = f'<?xml version="1.0" encoding="{name}"?>' + _PROLOG.sub(b"", entry.data).decode("utf-8", "replace")
    entry.data = content.encode(name, "xmlcharrefreplace")
    if rng.random() < 0.2:
        entry.data = entry.data[:-1]
    return True


def _part_cut(rng: Random, archive: Zip) -> bool:
    entry = _xml_part(rng, archive)
    if entry is None or not entry.data:
        return False
    entry.data = entry.data[: rng.randrange(len(entry.data))]
    return True


def _part_bytes(rng: Random, archive: Zip) -> bool:
    """Bytes in the text of a part that are none of XML."""
    entry = _xml_part(rng, archive)
    if entry is None:
        return False
    at = rng.randint(0, len(entry.data))
    pieces = (
        b"\x00",
        b"\xff",
        b"\xed\xa0\x80",
        b"&x;",
        b"&#0;",
        b"&#xD800;",
        b"<",
        b"]]>",
        b"<![CDATA[",
        b"&#55296;",
        b"\x1b",
    )
    entry.data = entry.data[:at] + rng.choice(pieces) + entry.data[at:]
    return True


def _strict(rng: Random, archive: Zip) -> bool:
    """The namespaces of Strict, in all parts or in one."""
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relations = _RELATIONSHIPS.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    part = _xml_part(rng, archive)
    for entry in archive.entries if rng.random() < 0.7 or part is None else [part]:
        entry.data = entry.data.replace(old, new).replace(*relations)
    return True


def _swap_parts(rng: Random, archive: Zip) -> bool:
    """A part's bytes are those of another part, or of something else altogether."""
    entry, other = rng.choice(archive.entries), rng.choice(archive.entries)
    things = (
        *(
            b"",
            b"GIF89a",
            b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>",
            b"BM" + bytes(30),
            b"MZ" + bytes(60),
        ),
        *(b"\x89PNG\r\n\x1a\n", b"<html><body><table><tr><td>Population<td>1<ul><li>x</table>", b"PK\x03\x04"),
        *(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
            b"--x\r\nContent-Type: text/html\r\n\r\n<p>a",
        ),
    )
    entry.data = other.data if rng.random() < 0.5 else rng.choice(things)
    return True


_RELATION = re.compile(rb"<Relationship\b[^>]*?/?>")


def _relationship(rng: Random, archive: Zip) -> bool:
    """A relationship leads elsewhere: outside, to nothing, to its own part, out of the package; or is another's."""
    parts = [entry for entry in archive.entries if entry.name.endswith(b".rels") and _RELATION.search(entry.data)]
    if not parts:
        return False
    entry = rng.choice(parts)
    found = rng.choice(list(_RELATION.finditer(entry.data)))
    old = found[0]
    targets = (
        *(
            b"",
            b"missing.xml",
            b"document.xml",
            b"/word/document.xml",
            b"../../../../etc/hostname",
            b"NULL",
            b"#x",
            b"%2e%2e/x",
        ),
        *(b"http://fetched.example/x", b"file:///etc/hostname", b"\\\\server.example\\share\\x", b"media/%ff%00.png"),
        *(b"styles.xml", b"header1.xml", b"_rels/document.xml.rels", b"." * 3000, b"//server.example/x", b"mailto:x"),
    )
    kinds = (
        b"image",
        b"styles",
        b"header",
        b"footnotes",
        b"aFChunk",
        b"hyperlink",
        b"officeDocument",
        b"subDocument",
        b"x",
    )
    match rng.randrange(5):
        case 0:
            new = b""
        case 1:
            new = re.sub(rb'Type="[^"]*"', b'Type="%s/%s"' % (_RELATIONSHIPS.encode(), rng.choice(kinds)), old)
        case 2:
            new = re.sub(rb'Id="[^"]*"', b'Id="rId%d"' % rng.randint(1, 9), old)
        case 3:
            new = old.replace(b"/>", rng.choice((b' TargetMode="External"/>', b' TargetMode="Internal" x="y"/>')))
        case _:
            goal = rng.choice(targets)
            new = re.sub(rb'Target="[^"]*"', lambda _: b'Target="%s"' % goal, old)
    entry.data = entry.data[: found.start()] + new + entry.data[found.end() :]
    return True


def _relationships_gone(rng: Random, archive: Zip) -> bool:
    parts = [entry for entry in archive.entries if entry.name.endswith(b".rels")]
    if parts:
        archive.entries.remove(rng.choice(parts))
    return bool(parts)


def _content_types(rng: Random, archive: Zip) -> bool:
    """Content types that are others, or gone."""
    entry = archive.find(_TYPES)
    if entry is None:
        return False
    types = re.findall(rb'ContentType="([^"]*)"', entry.data) or [b"x"]
    more = [
        b"text/html; charset=utf-16",
        b"message/rfc822",
        b"application/vnd.ms-word.document.macroEnabled.main+xml",
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"",
    ]
    old, new = rng.choice(types), rng.choice((*types, *more))
    entry.data = rng.choice(
        (
            entry.data.replace(b'"%s"' % old, b'"%s"' % new),
            re.sub(rb"<Override[^>]*>", b"", entry.data),
            re.sub(rb"<Default[^>]*>", b"", entry.data),
            entry.data.replace(b"PartName", b"Partname"),
            b"<Types/>",
        )
    )
    return True


_CHARSETS = (b"x", b"utf-7", b"utf-16", b"punycode", b"idna", b"hex", b"unicode_escape", b"undefined", b"shift_jis")


def _chunk(rng: Random, archive: Zip) -> bool:
    """The text embeds another part, as a chunk, perhaps itself."""
    main, relations = archive.find(b"word/document.xml"), archive.find(b"word/_rels/document.xml.rels")
    if main is None or relations is None or b"<w:body>" not in main.data:
        return False
    chunks = (
        b"<html><head><meta charset='%s'></head><body>" % rng.choice(_CHARSETS)
        + b"<div>" * rng.choice((1, 20, 400))
        + b"<p>Population : 12<br>a",
        "Contact : Mme Anne ROY\r\n02 61 91 00 12".encode("utf-16"),
        b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=%s\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+YQ="
        % rng.choice(_CHARSETS),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/x\r\n\r\n",
        packed(Zip(copy.deepcopy(archive.entries))),
        rng.randbytes(50),
    )
    archive.entries.append(Entry(b"word/chunk.bin", rng.choice(chunks)))
    relation = b'<Relationship Id="chunk" Type="%s/aFChunk" Target="chunk.bin"/></' % _RELATIONSHIPS.encode()
    relations.data = relations.data.replace(b"</", relation, 1)
    mark = b'<w:altChunk xmlns:r="%s" r:id="chunk"/>' % _RELATIONSHIPS.encode()
    main.data = main.data.replace(b"<w:body>", b"<w:body>" + mark * rng.choice((1, 1, 3, 250)), 1)
    if (types := archive.find(_TYPES)) is not None:
        kind = rng.choice((b"text/html", b"text/plain", b"message/rfc822", b"application/xhtml+xml", b"x"))
        types.data = types.data.replace(b"</", b'<Default Extension="bin" ContentType="%s"/></' % kind, 1)
    return True


MUTATIONS = {
    "document type": _doctype,
    "encoding": _encoding,
    "part cut": _part_cut,
    "part's bytes": _part_bytes,
    "strict": _strict,
    "parts swapped": _swap_parts,
    "relationship": _relationship,
    "relationships gone": _relationships_gone,
    "content types": _content_types,
    "chunk": _chunk,
}
