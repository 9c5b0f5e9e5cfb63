"""Fields, links, boxes and lists of choices: their results, never their codes (contract, section 2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wordml import (
    BEGIN,
    END,
    SEPARATE,
    Rel,
    code,
    field,
    form_field,
    mark,
    only_paragraph,
    opened,
    p,
    r,
    run,
    sdt,
    shown,
    simple_field,
    t,
    tbl,
    tc,
    tick_box,
    tr,
    tracked,
)

from ficheparse.document import TICKED, UNTICKED


def text_of(*inner: str) -> str:
    return only_paragraph(opened(p(*inner))).text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (field(" TITLE ", r("un")), "un"),
        (simple_field(" TITLE ", r("un")), "un"),
        (field(" FORMTEXT ", r("un") + r(" deux")), "un deux"),
        (form_field(" FORMTEXT ", "<w:textInput><w:default w:val='zéro'/></w:textInput>", r("un")), "un"),
        (BEGIN + code(" TI") + code("TLE ") + SEPARATE + r("un") + END, "un"),
        # a field that has no result, and one whose result was never made
        (BEGIN + code(" TITLE ") + END + r("un"), "un"),
        (BEGIN + code(" TITLE ") + SEPARATE + END + r("un"), "un"),
        # nested: in the result, and in the code
        (field(" IF ", r("a") + field(" TITLE ", r("b")) + r("c")), "abc"),
        (BEGIN + code(" IF ") + field(" TITLE ", r("non")) + code(" = 1 ") + SEPARATE + r("oui") + END, "oui"),
        (field(" IF ", simple_field(" TITLE ", r("a")) + r("b")), "ab"),
        (simple_field(" IF ", field(" TITLE ", r("a")) + r("b")), "ab"),
        # text that stands among the code is code
        (BEGIN + code(" IF ") + r("non") + SEPARATE + r("oui") + END, "oui"),
        # all of it in one run
        (
            '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TITLE </w:instrText>'
            '<w:fldChar w:fldCharType="separate"/><w:t>un</w:t><w:fldChar w:fldCharType="end"/><w:t> deux</w:t></w:r>',
            "un deux",
        ),
        (r("un") + END + r("deux"), "undeux"),
        # the field is deleted, or only its result
        (tracked("del", field(" TITLE ", r("non"))).replace("instrText", "delInstrText") + r("oui"), "oui"),
        (BEGIN + code(" TITLE ") + SEPARATE + tracked("del", r("non")) + tracked("ins", r("oui")) + END, "oui"),
        (tracked("ins", BEGIN + code(" TITLE ") + SEPARATE) + tracked("ins", r("oui") + END), "oui"),
        (tracked("del", BEGIN + code(" TITLE ") + SEPARATE) + r("oui") + tracked("del", END) + r("!"), "oui!"),
        # its marks are hidden, its result is not
        (BEGIN.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>") + code(" TITLE ") + SEPARATE + r("un") + END, "un"),
        (sdt(field(" TITLE ", r("un"))), "un"),
    ],
)
def test_of_a_field_the_result_is_text(content: str, text: str) -> None:
    assert text_of(content) == text


@pytest.mark.parametrize("name", ["PAGE", "NUMPAGES", "SECTIONPAGES", "page", "PAGE \\* MERGEFORMAT", "NUMPAGES \\# 0"])
@pytest.mark.parametrize("make", [field, simple_field])
def test_page_numbers_are_no_text(name: str, make: Callable[[str, str], str]) -> None:
    assert text_of(r("a"), make(f" {name} ", r("7")), r("b")) == "ab"


def test_the_old_page_number_mark_is_no_text() -> None:
    assert text_of(run(t("a") + "<w:pgNum/>" + t("b"))) == "ab"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p("a", BEGIN + code(" TOC ") + SEPARATE + r("b")) + p("c") + p(r("d") + END, "e"), ["ab", "c", "de"]),
        (p("a", BEGIN + code(" IF ")) + p(code(" x "), r("non")) + p(SEPARATE + r("b") + END, "c"), ["a", "bc"]),
        (p("a", BEGIN + code(" TOC ") + SEPARATE) + tbl(tr("b")) + p(END, "c"), ["a", "b", "c"]),
        (tbl(tr(tc(p(BEGIN + code(" TITLE ") + SEPARATE + r("a"))), tc(p(r("b") + END, "c")))), ["a", "bc"]),
        (sdt(p(BEGIN + code(" TOC ") + SEPARATE + r("a"))) + p(END, "b"), ["a", "b"]),
        (p(BEGIN + code(" TITLE ") + SEPARATE + r("a "), mark=mark("del")) + p(r("b") + END), ["a b"]),
    ],
)
def test_fields_run_on_over_paragraphs(body: str, texts: list[str]) -> None:
    assert shown(body) == texts


def test_an_old_phonetic_guide_is_its_base() -> None:
    r"""Japanese Word wrote them as EQ fields, whose code holds guide and base, and which have no result."""
    guide = BEGIN + code(r" EQ \* jc2 \* hps10 \o\ad(\s\up 9(") + code("たかまつ") + code("),高松)") + END
    assert text_of(guide, "市") == "高松市"


# Links ------------------------------------------------------------------------------------------------------------

RELS = [
    Rel("rId5", "hyperlink", "https://www.colmar.example/en/", external=True),
    Rel("rId6", "hyperlink", "https://maps.example/#fragment", external=True),
    Rel("rId7", "hyperlink", "https://maps.example/?a=1&amp;b=%20", external=True),
]


def links_of(content: str) -> list[tuple[str, str]]:
    document = opened(p(content), rels=RELS)
    return [(link.text, link.target) for link in only_paragraph(document).links()]


@pytest.mark.parametrize(
    ("instruction", "target"),
    [
        (' HYPERLINK "https://colmar.example" ', "https://colmar.example"),
        (' hyperlink "https://colmar.example" ', "https://colmar.example"),
        (" HYPERLINK https://colmar.example ", "https://colmar.example"),
        (' HYPERLINK "https://maps.example/" \\l "map=12/48.08/7.36" ', "https://maps.example/#map=12/48.08/7.36"),
        (' HYPERLINK \\l "map=12/48.08/7.36" "https://maps.example/" ', "https://maps.example/#map=12/48.08/7.36"),
        (' HYPERLINK "https://colmar.example" \\o "bulle \\"x\\" https://autre.example" ', "https://colmar.example"),
        (' HYPERLINK \\o "bulle" "https://colmar.example" ', "https://colmar.example"),
        (' HYPERLINK "https://colmar.example" \\t "_blank" \\h ', "https://colmar.example"),
        (' HYPERLINK "https://colmar.example" \\n ', "https://colmar.example"),
        (' HYPERLINK "mailto:mairie@colmar.example" ', "mailto:mairie@colmar.example"),
        (' HYPERLINK "C:\\\\plan\\\\carte.html" ', "C:\\plan\\carte.html"),
    ],
)
@pytest.mark.parametrize("make", ["complex", "simple", "split"])
def test_a_link_of_a_field_has_its_target(instruction: str, target: str, make: str) -> None:
    escaped = instruction.replace('"', "&quot;")
    if make == "complex":
        content = field(escaped, r("carte"))
    elif make == "simple":
        content = simple_field(escaped, r("carte"))
    else:
        pieces = "".join(code(piece.replace('"', "&quot;")) for piece in instruction)
        content = BEGIN + pieces + SEPARATE + r("car") + r("te", "<w:b/>") + END
    assert links_of(r("a ") + content + r(" b")) == [("carte", target)]


def test_a_link_into_the_document_leads_nowhere() -> None:
    assert links_of(field(' HYPERLINK \\l "haut" ', r("a")) + '<w:hyperlink w:anchor="haut"><w:r/></w:hyperlink>') == []


@pytest.mark.parametrize(
    ("attributes", "target"),
    [
        ('r:id="rId5"', "https://www.colmar.example/en/"),
        ('r:id="rId5" w:tooltip="bulle"', "https://www.colmar.example/en/"),
        ('r:id="rId5" w:anchor="map=12/48.08/7.36"', "https://www.colmar.example/en/#map=12/48.08/7.36"),
        ('r:id="rId6"', "https://maps.example/#fragment"),
        ('r:id="rId7"', "https://maps.example/?a=1&b=%20"),
    ],
)
def test_a_link_by_relationship_has_its_target(attributes: str, target: str) -> None:
    content = f"<w:hyperlink {attributes}>{r('si')}{r('te', '<w:b/>')}</w:hyperlink>"
    assert links_of(r("a ") + content + r(" b")) == [("site", target)]


def test_a_link_whose_relationship_is_missing_keeps_its_wording() -> None:
    assert links_of(f'<w:hyperlink r:id="rId99">{r("site")}</w:hyperlink>') == []
    assert text_of(f'<w:hyperlink r:id="rId99">{r("site")}</w:hyperlink>') == "site"


def test_neighbouring_links_stay_apart() -> None:
    one = f'<w:hyperlink r:id="rId5">{r("un")}</w:hyperlink>'
    other = field(" HYPERLINK https://colmar.example ", r("deux"))
    assert links_of(one + other) == [("un", "https://www.colmar.example/en/"), ("deux", "https://colmar.example")]


def test_a_link_in_the_result_of_another_field_counts() -> None:
    inner = field(" HYPERLINK https://colmar.example ", r("site"))
    assert links_of(field(" TITLE ", r("a ") + inner)) == [("site", "https://colmar.example")]


def test_a_link_over_two_paragraphs_leads_from_both() -> None:
    body = p(BEGIN + code(" HYPERLINK https://colmar.example ") + SEPARATE + r("un")) + p(r("deux") + END, " trois")
    paragraphs = list(opened(body).paragraphs())
    assert [[link.text for link in paragraph.links()] for paragraph in paragraphs] == [["un"], ["deux"]]


# Boxes and choices ------------------------------------------------------------------------------------------------


def legacy_box(inner: str) -> str:
    return form_field(" FORMCHECKBOX ", f"<w:checkBox><w:sizeAuto/>{inner}</w:checkBox>")


@pytest.mark.parametrize(
    ("box", "ticked"),
    [
        (tick_box(True, r("\u2612")), True),
        (tick_box(False, r("\u2610")), False),
        # whatever sign the control was given for its states
        (tick_box(True, run('<w:sym w:font="Wingdings" w:char="F0FE"/>')), True),
        (tick_box(True, r("oui")), True),
        (tick_box(False, r("non")), False),
        (sdt(r("\u2612"), '<w14:checkbox><w14:checked w14:val="true"/></w14:checkbox>'), True),
        (sdt(r("\u2610"), '<w14:checkbox><w14:checked w14:val="false"/></w14:checkbox>'), False),
        (sdt(r("\u2610"), "<w14:checkbox/>"), False),
        (legacy_box('<w:default w:val="0"/><w:checked/>'), True),
        (legacy_box('<w:default w:val="0"/><w:checked w:val="1"/>'), True),
        (legacy_box('<w:default w:val="1"/><w:checked w:val="0"/>'), False),
        (legacy_box('<w:default w:val="1"/>'), True),
        (legacy_box('<w:default w:val="0"/>'), False),
        (legacy_box(""), False),
        (legacy_box("<w:checked/>").replace(SEPARATE, ""), True),
        (tracked("ins", legacy_box("<w:checked/>")), True),
    ],
)
def test_a_box_is_ticked_or_not(box: str, ticked: bool) -> None:
    assert text_of(box, " Culture") == (TICKED if ticked else UNTICKED) + " Culture"


@pytest.mark.parametrize("ticked", [True, False])
@pytest.mark.parametrize("level", ["block", "cell"])
def test_a_tick_box_around_a_paragraph_or_a_cell_is_one_too(ticked: bool, level: str) -> None:
    """Its sign here is that of a symbol font, as a form's author may choose."""
    sign = p(
        run('<w:sym w:font="Wingdings" w:char="F0FC"/>' if ticked else '<w:sym w:font="Wingdings" w:char="F0A1"/>')
    )
    box = tick_box(ticked, sign if level == "block" else tc(sign))
    body = tbl("<w:tr>" + (tc(box) if level == "block" else box) + tc("Culture") + "</w:tr>")
    assert shown(body) == [TICKED if ticked else UNTICKED, "Culture"]


@pytest.mark.parametrize(
    ("font", "char", "ticked"),
    [
        ("Wingdings", "F0FE", True),
        ("Wingdings", "F0FD", True),
        ("Wingdings", "F078", True),
        ("Wingdings", "F0A8", False),
        ("Wingdings", "F06F", False),
        ("Wingdings 2", "F052", True),
        ("Wingdings 2", "F053", True),
        ("Wingdings 2", "F0A3", False),
        ("MS Gothic", "2612", True),
        ("MS Gothic", "2611", True),
        ("MS Gothic", "2610", False),
    ],
)
def test_a_box_that_is_a_symbol_is_the_box_it_shows(font: str, char: str, ticked: bool) -> None:
    sign = text_of(run(f'<w:sym w:font="{font}" w:char="{char}"/>'))
    assert sign in ("\u2611\u2612" if ticked else "\u2610\u25a1\u25fb")
    assert len(sign) == 1


@pytest.mark.parametrize(
    "box",
    [
        tracked("del", legacy_box("<w:checked/>")).replace("instrText", "delInstrText"),
        tracked("del", legacy_box("<w:checked/>")),
        tracked("del", tick_box(True, r("\u2612"))),
        legacy_box("<w:checked/>").replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr>"),
        tick_box(True, r("\u2612", "<w:vanish/>")),
    ],
    ids=["deleted", "deleted, code as it was", "deleted control", "hidden", "hidden control"],
)
def test_a_box_that_is_not_shown_is_no_text(box: str) -> None:
    assert text_of("a", box, "b") == "ab"


def legacy_list(inner: str) -> str:
    entries = "".join(f'<w:listEntry w:val="{name}"/>' for name in ("Culture", "Tourisme", "Transports"))
    return form_field(" FORMDROPDOWN ", f"<w:ddList>{inner}{entries}</w:ddList>")


@pytest.mark.parametrize(
    ("choice", "text"),
    [
        (legacy_list('<w:result w:val="2"/>'), "Transports"),
        (legacy_list('<w:result w:val="0"/><w:default w:val="1"/>'), "Culture"),
        (legacy_list('<w:default w:val="1"/>'), "Tourisme"),
        (legacy_list(""), "Culture"),
        (legacy_list('<w:result w:val="1"/>').replace(SEPARATE, ""), "Tourisme"),
        (
            sdt(
                r("Tourisme"),
                '<w:dropDownList w:lastValue="2"><w:listItem w:displayText="Tourisme" w:value="2"/></w:dropDownList>',
            ),
            "Tourisme",
        ),
        (
            sdt(r("Autre chose"), '<w:comboBox><w:listItem w:displayText="Tourisme" w:value="2"/></w:comboBox>'),
            "Autre chose",
        ),
    ],
)
def test_of_a_list_of_choices_the_chosen_one_is_text(choice: str, text: str) -> None:
    assert text_of("a ", choice, " b") == f"a {text} b"


def test_an_index_past_the_choices_chooses_nothing() -> None:
    assert text_of("a", legacy_list('<w:result w:val="9"/>'), "b") == "ab"
