"""Word files made of raw WordprocessingML, for tests: `docx` of any body, `form_docx` of the form's own table."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from xml.sax.saxutils import escape, quoteattr

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORDPROCESSING = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MAIN_TYPES = {
    "docx": f"{_WORDPROCESSING}.document.main+xml",
    "dotx": f"{_WORDPROCESSING}.template.main+xml",
    "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
    "dotm": "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
}
_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "html": "text/html",
}
_KINDS = {"media": "image", "header": "header", "footer": "footer", "chunk": "aFChunk"}
"""The relationship to a part, by its name or folder without its number; elsewhere it is the name itself."""


def docx(body_xml: str, *, links: Mapping[str, str] | None = None, kind: str = "docx", **parts: str | bytes) -> bytes:
    """A Word file whose body is this markup, `w:` and its usual companions bound.

    `parts` are further parts by their name below `word/`, `**{"header1.xml": …, "media/map.png": …}`: text is wrapped
    in nothing, so give it its root element (`root`). Each is related to the body by its name without folder and ending
    (`header1`, `map`); `links` are hyperlinks by relationship id.
    """
    relations = [
        f'<Relationship Id="{PurePosixPath(name).stem}" Type="{_OFFICE}/{_kind(name)}" Target={quoteattr(name)}/>'
        for name in parts
    ]
    relations += [
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target={quoteattr(target)} TargetMode="External"/>'
        for key, target in (links or {}).items()
    ]
    overrides = [f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPES[kind]}"/>']
    overrides += [
        f'<Override PartName="/word/{name}" ContentType="{_WORDPROCESSING}.{_kind(name)}+xml"/>'
        for name in parts
        if name.endswith(".xml")
    ]
    defaults = "".join(f'<Default Extension="{ending}" ContentType="{told}"/>' for ending, told in _TYPES.items())
    return packed(
        {
            "[Content_Types].xml": _xml(
                '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
                f"{defaults}{''.join(overrides)}</Types>"
            ),
            "_rels/.rels": _relationships(
                [f'<Relationship Id="main" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>']
            ),
            "word/document.xml": _xml(f"<w:document {NAMESPACES}><w:body>{body_xml}</w:body></w:document>"),
            "word/_rels/document.xml.rels": _relationships(relations),
            **{f"word/{name}": _xml(part) if isinstance(part, str) else part for name, part in parts.items()},
        }
    )


def packed(entries: Mapping[str, str | bytes]) -> bytes:
    """A zip of these entries, the same bytes each time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def root(element: str, inner: str) -> str:
    """A part's markup: this element (`w:hdr`, `w:footnotes`…) with the namespaces around the inner markup."""
    return f"<{element} {NAMESPACES}>{inner}</{element}>"


def p(*texts: str, style: str | None = None) -> str:
    r"""A paragraph of plain runs; `\n` is a line break, `\t` a tab. What begins with `<` is markup already."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{''.join(text if text.startswith('<') else r(text) for text in texts)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run; `properties` is markup, `<w:b/>`."""
    inner = "".join(
        _BREAKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in re.split("([\n\t])", text)
    )
    return f"<w:r>{f'<w:rPr>{properties}</w:rPr>' if properties else ''}{inner}</w:r>"


_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def tc(content: str, properties: str = "") -> str:
    """A cell: text, of which each line is a paragraph, or markup of blocks."""
    blocks = content if content.startswith("<w:") else "".join(p(line) for line in content.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{blocks}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A table of cells as `tc` takes them."""
    columns = max(len(row) for row in rows)
    grid = "<w:gridCol/>" * columns
    lines = "".join(f"<w:tr>{''.join(tc(cell) for cell in row)}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


LABELS = {
    "fr": {
        "title": "Fiche « Bonne pratique » - {}",
        "name": "Nom de la collectivité",
        "location": "Localisation (sur carte) ou CARTE (lien)",
        "domains": "Domaine(s) concerné(s)",
        "population": "Population",
        "website": "Site Internet (en anglais) :",
        "contact": "Contact :",
        "points": "Points essentiels de la politique novatrice déployée :",
        "updated": "(Mis à jour le {})",
    },
    "en": {
        "title": "“Good practice” sheet - {}",
        "name": "Name of the local authority",
        "location": "Location (on map) or MAP (link)",
        "domains": "Field(s) concerned",
        "population": "Population",
        "website": "Website (in English):",
        "contact": "Contact:",
        "points": "Key points of the innovative policy:",
        "updated": "(Updated on {})",
    },
    "ja": {
        "title": "「優良事例」シート（{}）",
        "name": "自治体名",
        "location": "位置（地図）",
        "domains": "分野",
        "population": "人口",
        "website": "ウェブサイト（英語）",
        "contact": "連絡先",
        "points": "先進的な取組の要点",
        "updated": "（更新日：{}）",
    },
}
"""The form's own wording, by language."""
BLANK = {"title": "(nom de ville)", "points": "--", "updated": "..."}
"""What the form shows where nobody answered."""
GOOD = {
    "title": "Vannes",
    "name": "Ville de Vannes",
    "location": "https://www.google.com/maps/@47.6582,-2.7608,12z",
    "domains": "Transports, culture",
    "population": "52 648 hab. (2011)",
    "website": "https://www.vannes.example/en/",
    "contact": "Mme Armelle Kervadec, chargée de mission, 02 61 91 12 34, a.kervadec@vannes.example",
    "points": "-- Une navette gratuite relie la gare au port.\n-- Elle roule au gaz de ville.",
    "updated": "12 mars 2014",
}
"""Answers that give a record with nothing to look at."""


def form_docx(*, language: str = "fr", **answers: str) -> bytes:
    """The form as it was sent, in its table of three columns, with these answers; those of `GOOD` where none is given.

    An answer is text, of which each line is a paragraph, or markup of blocks; empty for a cell left empty. `name2` is
    the answer of the second name row. `form_docx(**blank())` is the form as nobody completed it.
    """
    labels = LABELS[language]
    given = {"name2": "", **GOOD, **answers}
    said = {key: value or BLANK.get(key, "") for key, value in given.items()}
    unknown = set(answers) - set(GOOD) - {"name2"}
    if unknown:
        raise TypeError(f"the form has no {', '.join(sorted(unknown))}")
    rows = [
        [labels["name"], said["name"], labels["location"]],
        [labels["name"], said["name2"], said["location"]],
        [labels["domains"], said["domains"], ""],
        [labels["population"], said["population"], ""],
        [labels["website"], said["website"], ""],
        [labels["contact"], said["contact"], ""],
    ]
    points = said["points"] if said["points"].startswith("<w:") else "".join(map(p, said["points"].split("\n")))
    return docx(
        p(labels["title"].format(said["title"]))
        + table(*rows)
        + p(labels["points"])
        + points
        + p(labels["updated"].format(said["updated"]))
    )


def blank() -> dict[str, str]:
    """The answers of a form that nobody completed."""
    return dict.fromkeys(GOOD, "")


def _kind(name: str) -> str:
    path = PurePosixPath(name)
    stem = path.parent.name or path.stem.rstrip("0123456789")
    return _KINDS.get(stem, stem)


def _relationships(entries: Sequence[str]) -> str:
    return _xml(
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{''.join(entries)}</Relationships>"
    )


def _xml(text: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'
