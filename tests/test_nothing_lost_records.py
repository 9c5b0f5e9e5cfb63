"""Nothing lost, proven on whole records: random fiches out of every construct of the contract's section 2.

Every word that a fiche shows beside the form's own is a token of its own, `v1v`, `v2v`, …; words that are not shown are
`x1x`, `x2x`, …. What the record says of the document is, once, the text of each field before it was normalised
(`provenance`, which for the points holds them all) and what has no place (`unplaced`). So:

- each token that is shown stands there exactly once: it is in one field, or in `unplaced`, and nothing is there twice;
- no token that is not shown stands anywhere in the record;
- what a field keeps, its values say: of names, contacts, locations, unknown domains and points each token is in one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_nothing_lost import DEPTH, DOCX, STYLES, TOKEN, Composer
from wordml import Types, p, package, r, tbl, tc, tr

from ficheparse.extract import extract
from ficheparse.fiche import Evidence, Fiche, Source
from ficheparse.form import load
from ficheparse.normalise import normalise
from ficheparse.read import read

FORM = load()
LABELS = {
    "name": ("Nom de la collectivité", "Name of the local authority", "自治体名"),
    "location": ("Localisation (sur carte) ou CARTE (lien)", "Location (on map) or MAP (link)", "位置（地図）"),
    "domains": ("Domaine(s) concerné(s)", "Field(s) concerned", "分野"),
    "population": ("Population", "Population", "人口"),
    "website": ("Site Internet (en anglais) :", "Website (in English):", "ウェブサイト（英語）"),
    "contact": ("Contact :", "Contact:", "連絡先"),
}
POINTS = (
    "Points essentiels de la politique novatrice déployée :",
    "Key points of the innovative policy:",
    "先進的な取組の要点",
)
HEADINGS = ("Fiche « Bonne pratique » - ", "“Good practice” sheet - ", "「優良事例」シート ")
UPDATED = ("(Mis à jour le 12 mars 2014)", "(Updated on March 12, 2014)", "（更新日：2014年3月12日）")
ANNEX = (
    "Communiqué conjoint entre la France et le Japon (extraits)",
    "Joint Communiqué between France and Japan",
    "フランスと日本の共同コミュニケ",
)
VALUES = {
    "name": ("Ville de Vannes", "高松市", ""),
    "location": ("1 place de la Mairie", "47.6582, -2.7608", "https://www.openstreetmap.org/#map=13/47.65/-2.76", ""),
    "domains": ("Culture, tourisme", "☒ Culture ☐ Tourisme", "防災", ""),
    "population": ("53 352 hab. (2015)", "約42万人", ""),
    "website": ("www.vannes.example", "néant", ""),
    "contact": ("Mme Anne Roy, 02 61 91 00 12", "a.roy@vannes.example", ""),
}
"""What clerks write beside the tokens; the last choice is nothing."""

NOTHING = Evidence(raw="", where="")

Draw = Callable[[st.SearchStrategy[str]], str]
Layout = Callable[["Fiches"], str]


class Fiches:
    """Draws a fiche: a layout, which fields it has, in which language, and what stands in them and between them."""

    def __init__(self, draw: Draw) -> None:
        self.composer = Composer(draw, prompts=False)
        self._draw = draw
        self.language = int(self.one_of("0", "1", "2"))

    def one_of(self, *choices: str) -> str:
        return self._draw(st.sampled_from(choices))

    def fields(self) -> list[str]:
        """Some of the fields, in any order."""
        order = self._draw(st.permutations(list(LABELS)).map(" ".join)).split()
        return order[: int(self.one_of("1", "3", "6", "6", "6"))]

    def label(self, field: str) -> str:
        return LABELS[field][self.language]

    def value(self, field: str) -> str:
        """Blocks of an answer: plausible words and drawn ones, in any order."""
        said = self.one_of(*VALUES[field])
        plausible = p(r(said)) if said else ""
        if self.one_of("first", "last") == "first":
            return plausible + self.composer.blocks(DEPTH - 1)
        return self.composer.blocks(DEPTH - 1) + plausible + p()

    def loose(self) -> str:
        """Text that belongs to no field."""
        return self.composer.blocks(DEPTH - 1) if self.one_of("none", "none", "some") == "some" else ""

    def body(self) -> str:
        layout = LAYOUTS[self.one_of(*LAYOUTS)]
        heading = p(r(HEADINGS[self.language]), self.composer.seen()) if self.one_of("yes", "no") == "yes" else ""
        parts = [self.loose(), heading, self.loose(), layout(self), self.loose()]
        if self.one_of("yes", "yes", "no") == "yes":
            parts += [p(r(POINTS[self.language])), self.composer.blocks(DEPTH)]
        if self.one_of("yes", "no") == "yes":
            parts += [p(r(UPDATED[self.language])), self.loose()]
            if self.one_of("once", "once", "twice") == "twice":
                parts += [p(r(POINTS[self.language])), self.composer.blocks(DEPTH - 1)]
        if self.one_of("yes", "no") == "yes":
            parts.append(p(r(ANNEX[self.language])))
        return "".join(parts)


def beside(fiche: Fiches) -> str:
    """Label and value side by side."""
    return tbl(*(tr(tc(p(r(fiche.label(field)))), tc(fiche.value(field))) for field in fiche.fields()))


def on_the_right(fiche: Fiches) -> str:
    """The labels in the right-hand column."""
    return tbl(*(tr(tc(fiche.value(field)), tc(p(r(fiche.label(field))))) for field in fiche.fields()))


def as_sent(fiche: Fiches) -> str:
    """The form as sent: the name on two rows, the location in a third column that is merged downwards."""
    name, place = fiche.label("name"), fiche.label("location")
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        tr(tc(p(r(name))), tc(fiche.value("name")), tc(p(r(place)))),
        tr(tc(p(r(name))), tc(fiche.value("name")), tc(fiche.value("location"), properties=start)),
    ]
    rows += [
        tr(tc(p(r(fiche.label(field)))), tc(fiche.value(field)), tc(p(), properties=on))
        for field in ("domains", "population", "website", "contact")
    ]
    return tbl(*rows)


def on_top(fiche: Fiches) -> str:
    """The labels heading columns."""
    fields = fiche.fields()
    heads = [tc(p(r(fiche.label(field)))) for field in fields]
    return tbl(tr(*heads), tr(*(tc(fiche.value(field)) for field in fields)))


def in_one_cell(fiche: Fiches) -> str:
    """Label and value in one cell."""
    return tbl(*(tr(tc(p(r(fiche.label(field))) + fiche.value(field))) for field in fiche.fields()))


def in_lines(fiche: Fiches) -> str:
    """No table: `Label : value`."""
    return "".join(
        p(r(f"{fiche.label(field).rstrip(' :')} : {fiche.one_of(*VALUES[field])} "), fiche.composer.inline(DEPTH - 1))
        for field in fiche.fields()
    )


def under_headings(fiche: Fiches) -> str:
    """No table: each label over its value."""
    return "".join(p(r(fiche.label(field))) + fiche.value(field) for field in fiche.fields())


LAYOUTS: dict[str, Layout] = {
    layout.__name__: layout for layout in (beside, on_the_right, as_sent, on_top, in_one_cell, in_lines, under_headings)
}


class Composition(NamedTuple):
    """A document, and the tokens that it shows; those of its notes are among them."""

    data: bytes
    shown: tuple[str, ...]
    linked: tuple[str, ...]
    """Those that are the wording of a link."""


@st.composite
def compositions(draw: st.DrawFn) -> Composition:
    fiche = Fiches(draw)
    data = _packed(fiche, fiche.body())
    return Composition(data, (*fiche.composer.words, *fiche.composer.notes), tuple(fiche.composer.linked))


def _packed(fiche: Fiches, body: str) -> bytes:
    composer = fiche.composer
    related = {
        "styles": STYLES,
        "footnotes": composer.stories["footnote"] + f'<w:footnote w:id="x">{p(r("x0x"))}</w:footnote>',
        "endnotes": composer.stories["endnote"] + f'<w:endnote w:id="x">{p(r("x0x"))}</w:endnote>',
        "comments": f'<w:comment w:id="1">{p(r("x0x"))}</w:comment>',
        "header": p(r("x0x")),
    }
    types = Types(defaults={"docx": DOCX, "html": "text/html", "txt": "text/plain"})
    return package(body, related=related, parts=composer.parts, rels=composer.rels, types=types)


def record_of(data: bytes) -> Fiche:
    raw = extract(read(data, "essai.docx"), FORM)
    return normalise(raw, FORM, Source(file="essai.docx", sha256="0" * 64, format="docx")).fiche


def tokens(*texts: str | None) -> Counter[str]:
    return Counter(token for text in texts if text for token in TOKEN.findall(text))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(compositions())
def test_each_word_shown_is_in_one_field_or_unplaced_once_and_no_other(composition: Composition) -> None:
    record = record_of(composition.data)
    raws = {field: evidence.raw for field, evidence in record.provenance.items()}
    assert tokens(*raws.values(), *record.unplaced) == Counter(composition.shown)
    assert not [token for token in TOKEN.findall(record.model_dump_json()) if token.startswith("x")]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(compositions())
def test_what_a_field_keeps_its_values_say(composition: Composition) -> None:
    record = record_of(composition.data)
    kept = {field: tokens(evidence.raw) for field, evidence in record.provenance.items()}
    none: Counter[str] = Counter()
    assert tokens(record.title) == kept.get("title", none)
    assert tokens(record.name, *record.other_names) == kept.get("name", none)
    assert tokens(*(contact.text for contact in record.contacts)) == kept.get("contact", none)
    left_out = kept.get("location", none) - tokens(record.location.text)
    assert left_out <= Counter(composition.linked)  # contract, section 3: the text is without links' wording
    if "☐" not in record.provenance.get("domains", NOTHING).raw:  # what an empty box leaves out is the form's own
        assert tokens(*record.other_domains) == kept.get("domains", none)
    assert tokens(*(point.text for point in record.points)) == kept.get("points", none)
    assert tokens(*(point.html for point in record.points)) == kept.get("points", none)


@pytest.mark.parametrize("layout", LAYOUTS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_every_layout_is_found(layout: str, data: st.DataObject) -> None:
    """The properties above would hold of a reader that found nothing and kept all in `unplaced`."""
    fiche = Fiches(data.draw)
    body = LAYOUTS[layout](fiche)
    notes = fiche.composer.notes
    record = record_of(_packed(fiche, body))
    assert set(record.provenance) - {"title"} <= set(LABELS)
    assert tokens(*record.unplaced) == Counter(notes)
