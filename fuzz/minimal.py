"""The smallest package around the body of a document."""

from __future__ import annotations

from hostile import NAMESPACES
from zips import Entry, Zip, packed

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PARTS = {
    b"[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="x"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    b"_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
    b"word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/hyperlink" Target="http://www.ville.example/" TargetMode="External"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
}


def package(body: bytes) -> bytes:
    """A Word package whose body is this markup, the usual prefixes bound."""
    document = f"<w:document {NAMESPACES}><w:body>".encode() + body + b"</w:body></w:document>"
    entries = [Entry(name, part.encode(), stored=True) for name, part in _PARTS.items()]
    return packed(Zip([*entries, Entry(b"word/document.xml", document, stored=True)]))
