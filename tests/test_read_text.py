"""What of a paragraph is text and what is not (contract, section 2)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wordml import (
    PROMPT,
    alternate,
    drawing,
    mark,
    numbered,
    only_paragraph,
    opened,
    p,
    r,
    run,
    said,
    sdt,
    shape,
    shown,
    style,
    t,
    tbl,
    tc,
    text_box,
    tr,
    tracked,
    vml_shape,
)

HIDDEN = "<w:vanish/>"


def paragraph_text(*inner: str, related: dict[str, str] | None = None) -> str:
    """The text of a paragraph with this content."""
    return only_paragraph(opened(p(*inner), related=related)).text


# Tracked changes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("a " + "b", "a b"),
        (r("un ") + tracked("ins", r("deux")), "un deux"),
        (r("un ") + tracked("del", r("deux")), "un "),
        (r("un ") + tracked("moveTo", r("deux")), "un deux"),
        (r("un ") + tracked("moveFrom", r("deux")), "un "),
        (tracked("ins", r("un ") + tracked("del", r("deux ")) + r("trois")), "un trois"),
        (tracked("del", "<w:smartTag>" + r("un") + "</w:smartTag>") + r("deux"), "deux"),
        (tracked("ins", sdt(r("un")) + "<w:smartTag>" + r(" deux") + "</w:smartTag>"), "un deux"),
        (sdt(tracked("del", r("un")) + tracked("ins", r("deux"))), "deux"),
        # a deletion written without w:delText, as some programs do
        ('<w:del w:id="1"><w:r><w:t>un</w:t></w:r></w:del>' + r("deux"), "deux"),
    ],
)
def test_tracked_changes_read_as_if_accepted(content: str, text: str) -> None:
    assert paragraph_text(content) == text


@pytest.mark.parametrize(
    ("body", "changes"),
    [
        (p("texte"), False),
        (p(tracked("ins", r("texte"))), True),
        (p(tracked("del", r("texte"))), True),
        (p(tracked("moveTo", r("texte"))), True),
        (p(tracked("moveFrom", r("texte"))), True),
        (p("texte", mark=mark("ins")), True),
        (p("texte", mark=mark("del")) + p("fin"), True),
        (tbl(tr("texte", properties=mark("ins"))), True),
        (tbl(tr("texte", properties=mark("del"))), True),
        (tbl(tr(tc("texte", properties=mark("cellIns")), "b")), True),
        (tbl(tr(tc("texte", properties=mark("cellDel")), "b")), True),
        (p(r("texte", '<w:b/><w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange>')), False),
        (p("texte", properties='<w:jc w:val="left"/><w:pPrChange w:id="1" w:author="A"><w:pPr/></w:pPrChange>'), False),
        (tbl(tr(tc("texte", properties='<w:tcPrChange w:id="1" w:author="A"><w:tcPr/></w:tcPrChange>'))), False),
        (p("texte") + '<w:sectPr><w:sectPrChange w:id="1" w:author="A"><w:sectPr/></w:sectPrChange></w:sectPr>', False),
        (p("Les mots <ins> et <del> ".replace("<", "&lt;").replace(">", "&gt;")), False),
    ],
)
def test_only_changes_of_the_text_count_as_changes(body: str, changes: bool) -> None:
    assert opened(body).changes is changes


def test_changes_in_a_note_count() -> None:
    reference = '<w:footnoteReference w:id="2"/>'
    notes = f'<w:footnote w:id="2">{p(tracked("ins", r("note")))}</w:footnote>'
    assert opened(p("texte", run(reference)), related={"footnotes": notes}).changes


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p("un ", mark=mark("del")) + p("deux") + p("trois"), ["un deux", "trois"]),
        (p("un ", mark=mark("moveFrom")) + p("deux"), ["un deux"]),
        (p("un ", mark=mark("del")) + p("deux ", mark=mark("del")) + p("trois"), ["un deux trois"]),
        (p(tracked("del", r("un")), mark=mark("del")) + p("deux"), ["deux"]),
        (p("un") + p(tracked("del", r("deux")), mark=mark("del")) + p("trois"), ["un", "trois"]),
        (p("un", mark=mark("del")) + tbl(tr("deux")) + p("trois"), ["un", "deux", "trois"]),
        (p("un ", mark=mark("del")) + sdt(p("deux")), ["un deux"]),
        (p("un", mark=mark("ins")) + p("deux"), ["un", "deux"]),
        (tbl(tr(tc(p("un ", mark=mark("del")) + p("deux")), "trois")), ["un deux", "trois"]),
        (tbl(tr(tc(p("un") + p("deux", mark=mark("del"))), "trois")), ["un", "deux", "trois"]),
        (p("un ", mark='<w:del\n w:id="8"\n w:author="A"/>') + p("deux"), ["un deux"]),
        (p(r("un "), text_box(p("boîte")), mark=mark("del")) + p("deux"), ["un deux", "boîte"]),
    ],
)
def test_a_deleted_paragraph_mark_joins_the_next_paragraph_on(body: str, texts: list[str]) -> None:
    assert sorted(shown(body)) == sorted(texts)


# What is not shown ------------------------------------------------------------------------------------------------


def test_comments_are_out_and_told() -> None:
    body = p(
        '<w:commentRangeStart w:id="1"/>' + r("texte") + '<w:commentRangeEnd w:id="1"/>',
        run('<w:commentReference w:id="1"/>'),
    )
    found = opened(body, related={"comments": f'<w:comment w:id="1" w:author="A">{p("remarque")}</w:comment>'})
    assert said(found) == ["texte"]
    assert found.comments


def test_a_document_without_comments_says_so() -> None:
    assert not opened(p("texte"), related={"comments": ""}).comments


STYLES = (
    style("Secret", f"<w:rPr>{HIDDEN}</w:rPr>", "character")
    + style("SecretToo", '<w:basedOn w:val="Secret"/>', "character")
    + style("Shown", '<w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr>', "character")
    + style("Note", f"<w:rPr>{HIDDEN}</w:rPr>")
    + style("NoteToo", '<w:basedOn w:val="Note"/>')
    + style("OutOfTheList", "<w:semiHidden/><w:hidden/>")
)


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p("un", r("deux", HIDDEN)), "un"),
        (p("un", r("deux", '<w:vanish w:val="true"/>')), "un"),
        (p("un", r("deux", '<w:vanish w:val="0"/>')), "undeux"),
        (p("un", r("deux", '<w:vanish w:val="false"/>')), "undeux"),
        (p("un", r("deux", "<w:webHidden/>")), "undeux"),
        (p("un", r("deux", '<w:rStyle w:val="Secret"/>')), "un"),
        (p("un", r("deux", '<w:rStyle w:val="SecretToo"/>')), "un"),
        (p("un", r("deux", '<w:rStyle w:val="Shown"/>')), "undeux"),
        (p("un", r("deux", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')), "undeux"),
        (p("un", properties='<w:pStyle w:val="Note"/>'), ""),
        (p("un", properties='<w:pStyle w:val="NoteToo"/>'), ""),
        (p(r("un", '<w:vanish w:val="0"/>'), "deux", properties='<w:pStyle w:val="Note"/>'), "un"),
        (p("un", properties='<w:pStyle w:val="OutOfTheList"/>'), "un"),
        (p("un", mark=HIDDEN), "un"),
        (p("un", run("<w:tab/><w:br/>" + t("deux"), HIDDEN)), "un"),
        (p("un", run('<w:sym w:font="Wingdings" w:char="F0FC"/>', HIDDEN)), "un"),
        (p("un", text_box(p("deux")).replace("<w:r>", f"<w:r><w:rPr>{HIDDEN}</w:rPr>", 1)), "un"),
    ],
)
def test_hidden_text_is_out_whatever_hides_it(paragraph: str, text: str) -> None:
    assert "".join(shown(paragraph, related={"styles": STYLES})) == text


@pytest.mark.parametrize(
    "content",
    [
        "<m:oMath><m:r><m:t>caché</m:t></m:r></m:oMath>",
        sdt(r("\u2612"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'),
        run(f"<w:ruby><w:rt>{r('よ')}</w:rt><w:rubyBase>{r('読')}</w:rubyBase></w:ruby>"),
    ],
    ids=["mathematics", "tick box", "ruby"],
)
def test_nothing_of_a_hidden_paragraph_is_shown(content: str) -> None:
    assert shown(p(content, properties='<w:pStyle w:val="Note"/>'), related={"styles": STYLES}) == []


def test_a_hidden_shape_is_not_shown() -> None:
    assert shown(p("un", run(drawing(shape(p("caché")), 'hidden="1"')))) == ["un"]


@pytest.mark.parametrize("wrap", [run, str], ids=["in a run", "bare"])
def test_of_a_phonetic_guide_only_the_base_is_text(wrap: Callable[[str], str]) -> None:
    ruby = f"<w:ruby><w:rubyPr/><w:rt>{r('たかまつ')}</w:rt><w:rubyBase>{r('高松')}</w:rubyBase></w:ruby>"
    assert paragraph_text(wrap(ruby), r("市")) == "高松市"


# Wrappers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrapper",
    [
        '<w:smartTag w:uri="u" w:element="e"><w:smartTagPr/>{}</w:smartTag>',
        '<w:customXml w:uri="u" w:element="e"><w:customXmlPr/>{}</w:customXml>',
        '<w:bdo w:val="rtl">{}</w:bdo>',
        '<w:dir w:val="rtl">{}</w:dir>',
        '<w:hyperlink w:anchor="haut">{}</w:hyperlink>',
        '<w:fldSimple w:instr=" TITLE ">{}</w:fldSimple>',
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:ins w:id="1" w:author="A">{}</w:ins>',
        '<w:moveTo w:id="1" w:author="A">{}</w:moveTo>',
        '<mc:AlternateContent><mc:Choice Requires="w14">{}</mc:Choice></mc:AlternateContent>',
    ],
)
def test_what_stands_around_text_does_not_hide_it(wrapper: str) -> None:
    inside = wrapper.format(r("b") + wrapper.format(r("c")))
    assert paragraph_text(r("a"), inside, r("d")) == "abcd"


@pytest.mark.parametrize("wrapper", [sdt("{}"), '<w:customXml w:uri="u" w:element="e">{}</w:customXml>'])
def test_wrapped_blocks_are_read_in_order(wrapper: str) -> None:
    inner = p("b") + wrapper.format(p("c") + tbl(tr("d")))
    assert shown(p("a") + wrapper.format(inner) + p("e")) == ["a", "b", "c", "d", "e"]


def test_mathematics_is_text() -> None:
    fraction = "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>"
    assert paragraph_text(r("x="), f"<m:oMathPara><m:oMath>{fraction}</m:oMath></m:oMathPara>") == "x=ab"


def test_mathematics_between_paragraphs_is_text() -> None:
    formula = "<m:oMathPara><m:oMath><m:r><m:t>formule</m:t></m:r></m:oMath></m:oMathPara>"
    assert shown(p("a") + formula + p("b")) == ["a", "formule", "b"]


def test_deleted_mathematics_is_out() -> None:
    formula = "<m:oMath><m:r><m:t>a</m:t></m:r>" + '<w:del w:id="1"><m:r><m:t>b</m:t></m:r></w:del></m:oMath>'
    assert paragraph_text(formula) == "a"


# Text boxes -------------------------------------------------------------------------------------------------------

GROUP = drawing(f"<wpg:wgp>{shape(p('un'))}<wpg:grpSp>{shape(p('deux'))}</wpg:grpSp></wpg:wgp>")


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (text_box(p("un")), ["ancre", "un"]),
        (text_box(p("un"), p("autrement dit")), ["ancre", "un"]),
        (run(f"<w:pict>{vml_shape(p('un'))}</w:pict>"), ["ancre", "un"]),
        (
            run(f"<w:pict><v:group>{vml_shape(p('un'))}{vml_shape(p('deux'))}</v:group></w:pict>"),
            ["ancre", "un", "deux"],
        ),
        (run(f"<w:object>{vml_shape(p('un'))}</w:object>"), ["ancre", "un"]),
        (run(drawing(shape(p("un")))), ["ancre", "un"]),
        (run(alternate(GROUP, f"<w:pict>{vml_shape(p('un'))}</w:pict>", "wpg")), ["ancre", "un", "deux"]),
        (alternate(run(drawing(shape(p("un")))), run(f"<w:pict>{vml_shape(p('un'))}</w:pict>")), ["ancre", "un"]),
        (text_box(p("un") + tbl(tr("deux"))), ["ancre", "un", "deux"]),
        (text_box(p("un", text_box(p("deux")))), ["ancre", "un", "deux"]),
        (text_box(sdt(p("un"))), ["ancre", "un"]),
        (tracked("ins", text_box(p("un"))), ["ancre", "un"]),
        (tracked("del", text_box(p("un"))), ["ancre"]),
        (text_box(p(tracked("del", r("zéro")), tracked("ins", r("un")))), ["ancre", "un"]),
        (sdt(text_box(p("un"))), ["ancre", "un"]),
        # the first choice is of a kind that is not known yet, so the fallback is what is shown
        (
            run(alternate(drawing(shape(p("futur"))), f"<w:pict>{vml_shape(p('un'))}</w:pict>", "later")),
            ["ancre", "un"],
        ),
        (
            run(alternate(drawing(shape(p("futur"))), f"<w:pict>{vml_shape(p('un'))}</w:pict>", "wps later")),
            ["ancre", "un"],
        ),
    ],
)
def test_a_text_box_is_read_once(content: str, texts: list[str]) -> None:
    assert shown(p("ancre", content)) == texts


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert shown(tbl(tr(tc(p("a", text_box(p("boîte")))), "b")) + p("c")) == ["a", "boîte", "b", "c"]


def test_a_choice_is_understood_by_its_namespace_whatever_its_prefix() -> None:
    choice = drawing(shape(p("un"))).replace("<w:drawing", f'<w:drawing xmlns:ns0="{_SHAPES}"')
    choices = f'<mc:Choice Requires="ns0">{choice}</mc:Choice>'
    inner = f'<mc:AlternateContent xmlns:ns0="{_SHAPES}">{choices}</mc:AlternateContent>'
    assert shown(p("ancre", run(inner))) == ["ancre", "un"]


_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def test_the_fallback_text_of_a_pictograph_is_text() -> None:
    pictograph = '<w16se:symEx w16se:font="Segoe UI Emoji" w16se:char="1F33F"/>'
    assert paragraph_text(r("vert "), run(alternate(pictograph, t("🌿"), "w16se"))) == "vert 🌿"


def test_word_art_is_text() -> None:
    art = '<w:pict><v:shape type="#_x0000_t136"><v:textpath string="Ville verte"/></v:shape></w:pict>'
    assert "Ville verte" in " ".join(shown(p("ancre", run(art))))


# Characters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (run(t("a") + "<w:tab/>" + t("b")), "a\tb"),
        (run(t("a") + '<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>' + t("b")), "a\tb"),
        (run(t("a") + "<w:br/>" + t("b")), "a\nb"),
        (run(t("a") + "<w:cr/>" + t("b")), "a\nb"),
        (run(t("Saint") + "<w:noBreakHyphen/>" + t("Omer")), "Saint-Omer"),
        (run(t("co") + "<w:softHyphen/>" + t("mmune")), "co\u00admmune"),
        (run(t("a") + "<w:lastRenderedPageBreak/>" + t("b")), "ab"),
        (run("<w:t>a<!-- ni vu ni connu -->b<?programme x?>c</w:t>"), "abc"),
        (run("<w:t><![CDATA[a < b & c]]></w:t>"), "a < b & c"),
        (run("<w:t>&#233;t&#xE9; &amp; &lt;hiver&gt;</w:t>"), "été & <hiver>"),
        (run(t("a") + t("b")) + run(t("c")), "abc"),
        (run(t("  a  ")), "  a  "),
        (run("<w:t/>") + r("a"), "a"),
    ],
)
def test_characters_are_what_is_shown(content: str, text: str) -> None:
    assert paragraph_text(content) == text


def test_a_line_end_in_the_markup_is_no_line_break() -> None:
    assert "\n" not in paragraph_text(run("<w:t>Ville\nde Colmar</w:t>"))


def test_a_cdata_section_that_speaks_of_a_doctype_is_text() -> None:
    assert paragraph_text(run("<w:t><![CDATA[<!DOCTYPE html>]]></w:t>")) == "<!DOCTYPE html>"


def sym(font: str, char: str) -> str:
    return run(f'<w:sym w:font="{font}" w:char="{char}"/>')


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (sym("Wingdings", "F0FC"), "✓✔"),
        (sym("Wingdings", "00FC"), "✓✔"),
        (sym("Wingdings", "F0E0"), "→➔🡢"),
        (sym("Wingdings", "F0D8"), "➢"),
        (sym("Wingdings", "F0A7"), "▪"),
        (sym("Wingdings", "F028"), "☎✆🕿"),
        (sym("Wingdings", "F02A"), "✉🖂"),
        (sym("Symbol", "F0B7"), "•∙"),
        (sym("Symbol", "F061"), "α"),
        (sym("Segoe UI Symbol", "260E"), "☎"),
        (sym("Arial", "20AC"), "€"),
        (r("\uf0b7", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "•∙"),
        (r("&#xF0B7;", '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'), "•∙"),
        (r("\u00fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'), "✓✔"),
        (r("\u00fc", '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>'), "ü"),
    ],
)
def test_a_symbol_is_the_character_it_shows(content: str, text: str) -> None:
    """Any of the characters given will do: Unicode has several for some of them."""
    found = paragraph_text(content)
    assert len(found) == 1
    assert found in text


@pytest.mark.parametrize("written", ["\uf0a7 point", "&#xF0A7; point", "&#61607; point"])
def test_no_private_character_of_a_symbol_font_is_left(written: str) -> None:
    text = paragraph_text(r(written))
    assert text.endswith(" point")
    assert not any("\ue000" <= character <= "\uf8ff" for character in text)


@pytest.mark.parametrize("char", ["", "zz", "-1", "110000", "D800"])
def test_a_malformed_symbol_does_not_lose_the_rest(char: str) -> None:
    text = paragraph_text(r("a"), sym("Wingdings", char), r("b"))
    assert (text[0], text[-1]) == ("a", "b")
    text.encode()


# Look -------------------------------------------------------------------------------------------------------------


def test_the_look_of_runs_is_kept() -> None:
    styles = style("Fort", "<w:rPr><w:b/></w:rPr>", "character")
    content = (
        r("a", "<w:b/>")
        + r("b", "<w:i/>")
        + r("2", '<w:vertAlign w:val="superscript"/>')
        + r("3", '<w:vertAlign w:val="subscript"/>')
        + r("c", '<w:b w:val="0"/>')
        + r("d", '<w:rStyle w:val="Fort"/>')
        + r("e", '<w:rStyle w:val="Fort"/><w:b w:val="0"/>')
    )
    runs = only_paragraph(opened(p(content), related={"styles": styles})).runs
    assert [(run.text, run.bold, run.italic, run.script) for run in runs] == [
        ("a", True, False, None),
        ("b", False, True, None),
        ("2", False, False, "sup"),
        ("3", False, False, "sub"),
        ("c", False, False, None),
        ("d", True, False, None),
        ("e", False, False, None),
    ]


@pytest.mark.parametrize("level", ["run", "block", "cell", "row"])
def test_the_prompt_of_a_content_control_is_marked(level: str) -> None:
    bodies = {
        "run": p("a ", sdt(r("invite"), PROMPT)),
        "block": p("a ") + sdt(p("invite"), PROMPT),
        "cell": tbl("<w:tr>" + tc("a ") + sdt(tc("invite"), PROMPT) + "</w:tr>"),
        "row": p("a ") + tbl(sdt(tr("invite"), PROMPT)),
    }
    runs = [run for paragraph in opened(bodies[level]).paragraphs() for run in paragraph.runs]
    assert [(run.text, run.prompt) for run in runs] == [("a ", False), ("invite", True)]


def test_a_control_that_was_filled_in_is_no_prompt() -> None:
    body = p(
        sdt(r("a"), '<w:showingPlcHdr w:val="0"/>'),
        sdt(r("b"), '<w:placeholder><w:docPart w:val="x"/></w:placeholder>'),
    )
    assert not any(run.prompt for run in only_paragraph(opened(body)).runs)


def test_a_prompt_ends_with_its_control() -> None:
    runs = only_paragraph(opened(p(sdt(r("invite"), PROMPT), "après"))).runs
    assert [(run.text, run.prompt) for run in runs] == [("invite", True), ("après", False)]


def test_repeating_sections_are_read_item_by_item() -> None:
    items = "".join(sdt(p(text), "<w15:repeatingSectionItem/>") for text in ("un", "deux"))
    assert shown(sdt(items, "<w15:repeatingSection/>")) == ["un", "deux"]


# Styles and lists -------------------------------------------------------------------------------------------------


def level(depth: int, left: int, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}">{more}<w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl>'


LAYOUT = {
    "numbering": '<w:abstractNum w:abstractNumId="4">'
    + level(0, 720)
    + level(1, 1440)
    + '</w:abstractNum><w:abstractNum w:abstractNumId="5">'
    + level(0, 500)
    + level(1, 1000, '<w:pStyle w:val="Sous-puce"/>')
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="4"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="4"/>'
    + f'<w:lvlOverride w:ilvl="0">{level(0, 99)}</w:lvlOverride></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>',
    "styles": style("Listepuces2", f'<w:pPr>{numbered(1, 1)}<w:ind w:left="643"/></w:pPr>', name="List Bullet 2")
    + style("Paragraphedeliste", '<w:pPr><w:ind w:left="720"/></w:pPr>', name="List Paragraph")
    + style("Fils", '<w:basedOn w:val="Listepuces2"/>', name="Fils")
    + style("Sous-puce", f"<w:pPr>{numbered(3)}</w:pPr>", name="Sous-puce")
    + style("Titre1", "", name="heading 1"),
}


@pytest.mark.parametrize(
    ("properties", "style_name", "list_id", "list_level", "indent"),
    [
        ("", None, None, 0, 0),
        ('<w:ind w:left="300"/>', None, None, 0, 300),
        ('<w:ind w:start="300"/>', None, None, 0, 300),
        ('<w:pStyle w:val="Titre1"/>', "heading 1", None, 0, 0),
        (numbered(1, 0), None, 1, 0, 720),
        (numbered(1, 1), None, 1, 1, 1440),
        (numbered(1), None, 1, 0, 720),
        (numbered(2, 0), None, 2, 0, 99),
        (numbered(2, 1), None, 2, 1, 1440),
        (numbered(1, 1) + '<w:ind w:left="10"/>', None, 1, 1, 10),
        ('<w:pStyle w:val="Listepuces2"/>', "list bullet 2", 1, 1, 643),
        ('<w:pStyle w:val="Fils"/>', "fils", 1, 1, 643),
        ('<w:pStyle w:val="Paragraphedeliste"/>', "list paragraph", None, 0, 720),
        # the list's own indentation is seen where the paragraph itself is in the list, whatever its style says
        ('<w:pStyle w:val="Paragraphedeliste"/>' + numbered(1, 1), "list paragraph", 1, 1, 1440),
        # a style's level is the one that the list links to it (17.9.23)
        ('<w:pStyle w:val="Sous-puce"/>', "sous-puce", 3, 1, 1000),
        # list 0 takes the paragraph out of its style's list (17.9.18)
        ('<w:pStyle w:val="Listepuces2"/>' + numbered(0), "list bullet 2", None, 0, 643),
    ],
)
def test_style_list_and_indentation_are_those_seen(
    properties: str, style_name: str | None, list_id: int | None, list_level: int, indent: int
) -> None:
    found = only_paragraph(opened(p("texte", properties=properties), related=LAYOUT))
    assert (found.style, found.list_id, found.list_level, found.indent) == (style_name, list_id, list_level, indent)
