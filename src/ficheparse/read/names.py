"""Names of WordprocessingML and its companions (ECMA-376 parts 1 and 4), as lxml spells them."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = "{" + WORD + "}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"

R_ID, R_EMBED, R_LINK, R_HREF = _R + "id", _R + "embed", _R + "link", _R + "href"
VAL = _W + "val"

DOCUMENT, BODY, SECTION = _W + "document", _W + "body", _W + "sectPr"
P, TBL, TR, TC = _W + "p", _W + "tbl", _W + "tr", _W + "tc"
SDT, SDT_PR, SDT_CONTENT, CUSTOM_XML, ALT_CHUNK = (
    _W + "sdt",
    _W + "sdtPr",
    _W + "sdtContent",
    _W + "customXml",
    _W + "altChunk",
)
P_PR, P_STYLE, NUM_PR, NUM_ID, ILVL, IND = (
    _W + "pPr",
    _W + "pStyle",
    _W + "numPr",
    _W + "numId",
    _W + "ilvl",
    _W + "ind",
)
LEFT, START = _W + "left", _W + "start"
FIRST_LINE, FIRST_LINE_CHARS = _W + "firstLine", _W + "firstLineChars"
LEFT_CHARS, START_CHARS = _W + "leftChars", _W + "startChars"
R, R_PR, R_STYLE, R_FONTS = _W + "r", _W + "rPr", _W + "rStyle", _W + "rFonts"
ASCII, H_ANSI = _W + "ascii", _W + "hAnsi"
BOLD, ITALIC, VERT_ALIGN, VANISH = _W + "b", _W + "i", _W + "vertAlign", _W + "vanish"
T, TAB, BR, CR, PTAB = _W + "t", _W + "tab", _W + "br", _W + "cr", _W + "ptab"
NO_BREAK_HYPHEN, SOFT_HYPHEN, SYM, FONT, CHAR = (
    _W + "noBreakHyphen",
    _W + "softHyphen",
    _W + "sym",
    _W + "font",
    _W + "char",
)
FLD_CHAR, FLD_CHAR_TYPE, INSTR_TEXT, FLD_SIMPLE, INSTR = (
    _W + "fldChar",
    _W + "fldCharType",
    _W + "instrText",
    _W + "fldSimple",
    _W + "instr",
)
FF_DATA, CHECK_BOX, CHECKED, DEFAULT, DD_LIST, RESULT, LIST_ENTRY = (
    _W + "ffData",
    _W + "checkBox",
    _W + "checked",
    _W + "default",
    _W + "ddList",
    _W + "result",
    _W + "listEntry",
)
HYPERLINK, ANCHOR = _W + "hyperlink", _W + "anchor"
INS, DEL, MOVE_FROM, MOVE_TO = _W + "ins", _W + "del", _W + "moveFrom", _W + "moveTo"
CELL_INS, CELL_DEL, CELL_MERGE = _W + "cellIns", _W + "cellDel", _W + "cellMerge"
RUBY, RUBY_BASE = _W + "ruby", _W + "rubyBase"
DRAWING, PICT, OBJECT, TXBX_CONTENT = _W + "drawing", _W + "pict", _W + "object", _W + "txbxContent"
FOOTNOTE_REF, ENDNOTE_REF, COMMENT_REF, PG_NUM = (
    _W + "footnoteReference",
    _W + "endnoteReference",
    _W + "commentReference",
    _W + "pgNum",
)
TR_PR, TC_PR, GRID_BEFORE, GRID_SPAN, V_MERGE, H_MERGE, HIDDEN = (
    _W + "trPr",
    _W + "tcPr",
    _W + "gridBefore",
    _W + "gridSpan",
    _W + "vMerge",
    _W + "hMerge",
    _W + "hidden",
)
SHOWING_PLACEHOLDER, W14_CHECKBOX, W14_CHECKED, W14_VAL = (
    _W + "showingPlcHdr",
    _W14 + "checkbox",
    _W14 + "checked",
    _W14 + "val",
)
ID, TYPE, NAME, STYLE, STYLE_ID, BASED_ON = (
    _W + "id",
    _W + "type",
    _W + "name",
    _W + "style",
    _W + "styleId",
    _W + "basedOn",
)
NUM, ABSTRACT_NUM, ABSTRACT_NUM_ID, LVL, LVL_OVERRIDE = (
    _W + "num",
    _W + "abstractNum",
    _W + "abstractNumId",
    _W + "lvl",
    _W + "lvlOverride",
)
HEADER_REF, FOOTER_REF, TITLE_PG, EVEN_AND_ODD = (
    _W + "headerReference",
    _W + "footerReference",
    _W + "titlePg",
    _W + "evenAndOddHeaders",
)
ALTERNATE, CHOICE, FALLBACK = _MC + "AlternateContent", _MC + "Choice", _MC + "Fallback"
MATH, M_T = _M, _M + "t"
BLIP, HLINK_CLICK, IMAGE_DATA, V_TEXTPATH = _A + "blip", _A + "hlinkClick", _V + "imagedata", _V + "textpath"
VML, DOC_PR = _V, "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
O_MATH, O_MATH_PARA = _M + "oMath", _M + "oMathPara"
V_HREF = "href"

# What stands in a paragraph beside its runs, or in a run beside its text, and is nothing that is read.
SILENT = frozenset([P_PR, _W + "proofErr", _W + "bookmarkStart", _W + "bookmarkEnd", _W + "lastRenderedPageBreak"])
# What stands around inline content without changing it: walked through.
INLINE_WRAPPERS = frozenset([INS, MOVE_TO, SDT_CONTENT, CUSTOM_XML, _W + "smartTag", _W + "bdo", _W + "dir", RUBY_BASE])
# What stands around blocks, rows or cells in the same way.
BLOCK_WRAPPERS = frozenset([INS, MOVE_TO, SDT_CONTENT, CUSTOM_XML, _W + "smartTag"])
DELETED = frozenset([DEL, MOVE_FROM])
TRACKED = (INS, DEL, MOVE_FROM, MOVE_TO, CELL_INS, CELL_DEL, CELL_MERGE)

STRICT_NAMESPACES = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", WORD.encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", _R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", _M[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
        b"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", _A[1:-1].encode()),
)
"""Strict OOXML says the same in other namespaces (ECMA-376 part 1, annex A): read as Transitional."""
