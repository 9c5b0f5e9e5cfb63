r"""A sample in Rich Text Format as the French Word writes it: Windows' own bytes as `\'hh`, marks in Wingdings.

python -m samples.make.with_rtf_french
"""

from __future__ import annotations

from samples.make.common import ANNEX, LABELS, SAMPLES

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman\fcharset0 Times New Roman;}"
    r"{\f2\fnil\fcharset2 Wingdings;}}{\colortbl;\red0\green0\blue255;}"
    r"{\stylesheet{\fs24\lang1036 Normal;}{\*\cs15\additive\ul\cf1 Lien hypertexte;}}"
    r"{\*\revtbl{Unknown;}{Service des d\'e9placements;}}{\info{\title Fiche}}\paperw11906\paperh16838"
    "\n"
    r"{\header\pard\qr La Rochelle \endash page {\field{\*\fldinst { PAGE }}{\fldrslt {1}}}\par}"
    "\n"
)
WIDTHS = (2600, 6400, 9000)
WHEN = r"\revauth1\revdttm-1790000000"
KEYWORDS = {"’": r"\rquote ", "–": r"\endash ", "\u00a0": r"\~", "\n": r"\line ", "\t": r"\tab "}


def words(text: str) -> str:
    r"""The text: Word's own words for marks of punctuation, a byte as `\'hh`, `\u` where the code page has none."""
    parts = []
    for char in text:
        byte = char.encode("cp1252", errors="ignore")
        if char in KEYWORDS:
            parts.append(KEYWORDS[char])
        elif char in "\\{}":
            parts.append("\\" + char)
        elif char.isascii():
            parts.append(char)
        else:
            parts.append(f"\\'{byte[0]:02x}" if byte else f"\\u{ord(char)}?")
    return "".join(parts)


def link(address: str, text: str) -> str:
    code = rf'{{\field{{\*\fldinst {{ HYPERLINK "{address}" }}}}'
    return rf"{code}{{\fldrslt {{\cs15\ul\cf1 {words(text)}}}}}}}"


def row(*cells: str) -> str:
    edges = "".join(rf"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx{width}" for width in WIDTHS)
    inside = "".join(rf"\pard\intbl {content}\cell " for content in cells)
    return f"\\trowd\\trgaph70 {edges}\n{inside}\\row\n"


def par(content: str, indent: int = 0) -> str:
    hanging = rf"\fi-360\li{indent}\tx{indent}" if indent else ""
    return f"\\pard\\plain {hanging}\\lang1036 {content}\\par\n"


def marked(mark: str, text: str, indent: int) -> str:
    """A mark of Wingdings that the clerk typed, and a tab."""
    return par(rf"{{\f2\'{mark}}}\tab {words(text)}", indent)


def la_rochelle() -> None:
    """A tracked change, hidden words, links as fields, a telecopier, two kinds of typed marks, `1er` above the line."""
    labels = {key: words(label) for key, label in LABELS["fr"].items()}
    deleted = r"{\deleted\revauthdel1\revdttmdel-1790000000 147 171}"
    contact = (
        words("M. Yvon Aunis, directeur de la mobilité\nTél. : 05 36 49 40 40\nTélécopie : 05 36 49 40 41\n"),
        link("mailto:yvon.aunis@larochelle.example", "Écrire"),
    )
    body = [
        par(words("Fiche « Bonne pratique » - La Rochelle")),
        row(labels["name"], words("Communauté d’agglomération de La Rochelle"), labels["location"]),
        row(labels["name"], "", link("https://maps.google.com/maps?q=46.1591,-1.1517", "Plan d’accès")),
        row(labels["domains"], words("Déplacements, développement durable et économique"), ""),
        row(labels["population"], deleted + rf"{{\revised{WHEN} 165\~275}} hab. {{\v (\'e0 v\'e9rifier) }}(2013)", ""),
        row(labels["website"], link("http://www.larochelle.example/", "www.larochelle.example"), ""),
        row(labels["contact"], "".join(contact), ""),
        par(labels["points"]),
        marked("d8", "Les navettes sans conducteur partagent le quai avec les cyclistes :", 360),
        marked("fc", "à dix kilomètres à l’heure ;", 1080),
        marked("fc", "sur une voie peinte en vert.", 1080),
        marked("d8", "Un bus de mer électrique traverse le port toutes les dix minutes.", 360),
        par(words("(Mis à jour le 1") + r"{\super er}" + words(" février 2014)")),
        *(par(words(line)) for line in ANNEX["fr"][:3]),
    ]
    target = SAMPLES / "rtf" / "La Rochelle.rtf"
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{HEAD}{''.join(body)}}}\n", encoding="ascii", newline="\r\n")


if __name__ == "__main__":
    la_rochelle()
