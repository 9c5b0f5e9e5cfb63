r"""A sample in Rich Text Format as the Japanese Word writes it: Shift JIS bytes as `\'hh`, fields in braces.

python -m samples.make.with_rtf
"""

from __future__ import annotations

from samples.make.common import ANNEX, LABELS, SAMPLES

HEAD = (
    r"{\rtf1\ansi\ansicpg932\uc2\deff0{\fonttbl{\f0\fnil\fcharset128 \'82\'6c\'82\'72 \'96\'be\'92\'a9;}}"
    r"{\*\revtbl{Unknown;}{\'8a\'cf\'8c\'f5\'89\'db;}}\paperw11906\paperh16838\deflang1033\deflangfe1041\f0\fs21"
)
WIDTHS = (2400, 8800)


def words(text: str) -> str:
    r"""The text: a byte of Shift JIS as `\'hh`, what that has not as `\u` with two bytes for older readers."""
    parts = []
    for char in text:
        known = char.encode("cp932", errors="ignore")
        if char in "\\{}":
            parts.append("\\" + char)
        elif char == "\n":
            parts.append("\\line ")
        elif char.isascii():
            parts.append(char)
        elif known:
            parts.append("".join(f"\\'{byte:02x}" for byte in known))
        else:
            parts.append(f"\\u{ord(char)}\\'81\\'48")
    return "".join(parts)


def field(code: str, result: str = "") -> str:
    return r"{\field{\*\fldinst {" + code + r"}}{\fldrslt {" + result + "}}}"


def ruby(base: str, reading: str) -> str:
    """A phonetic guide, which Word keeps as a field EQ in this format."""
    code = r" EQ \\* jc2 \\* \'22Font:\'82\'6c\'82\'72 \'96\'be\'92\'a9\'22 \\* hps10 \\o\\ad(\\s\\up 9("
    return field(f"{code}{words(reading)}),{words(base)})")


def link(address: str, place: str, text: str) -> str:
    return field(f' HYPERLINK "{address}" \\\\l "{place}" ', words(text))


def changed(old: str, new: str) -> str:
    when = r"\revauth1\revdttm-2021100000 "
    deleted = r"{\deleted\revauthdel1\revdttmdel-2021100000 " + words(old) + "}"
    return f"{deleted}{{\\revised{when}{words(new)}}}"


def row(*cells: str) -> str:
    edges = "".join(rf"\clbrdrt\brdrs\clbrdrl\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx{width}" for width in WIDTHS)
    inside = "".join(rf"\pard\intbl {content}\cell " for content in cells)
    return f"\\trowd\\trgaph108 {edges}\n{inside}\\row\n"


def lines(*content: str) -> str:
    return r"\par ".join(content)


def par(content: str, indent: int = 0) -> str:
    hanging = rf"\li{indent}\fi-210" if indent else ""
    return f"\\pard{hanging} {content}\\par\n"


def saga() -> None:
    """Phonetic guides as fields, a tracked change, a link in two pieces, bytes that look like a backslash."""
    labels = {key: words(label) for key, label in LABELS["ja"].items()}
    contact = lines(
        words("〒840-0000　佐賀県佐賀市仮町一丁目１番１号"),
        words("佐賀市役所　地域振興部　観光振興課　観光係"),
        words("担当者：") + ruby("有明", "ありあけ") + words("　みち"),
        words("電話：0952-29-0000　／　ＦＡＸ：0952-29-0001"),
        words("メール：kanko@city.saga.example"),
    )
    body = [
        par(words("【優良事例シート】") + ruby("佐賀", "さが") + words("市")),
        row(labels["name"], words("佐賀市")),
        row(labels["name"], words("Saga City")),
        row(
            words("所在地"),
            lines(link("https://maps.gsi.go.jp/", "13/33.249400/130.299700", "地図を表示"), words("佐賀県の中央部")),
        ),
        row(labels["domains"], words("(1)観光　(2)文化\n(3)持続可能な発展")),
        row(labels["population"], changed("２３６，３７２人", "２３万３，３０１人") + words("（令和２年１０月１日）")),
        row(
            words("ホームページ"),
            lines(words("http://www.city.saga.example/（日本語）"), words("http://www.city.saga.example/en/（英語）")),
        ),
        row(labels["contact"], contact),
        par(labels["points"]),
        par(words("●　気球（montgolfière）の大会の朝は、列車が堤防の上の駅に止まる。")),
        par(words("・　風の予報を、表示板で町じゅうに知らせる。"), 630),
        par(words("・　駐車場には十年前から料金を取らない。"), 630),
        par(words("●　干潟の泥を焼いた器で、給食を出している。")),
        par(words("更新日：Ｒ３．９．３０")),
        *(par(words(line)) for line in ANNEX["ja"][:3]),
    ]
    target = SAMPLES / "rtf" / "佐賀市シート.rtf"
    target.parent.mkdir(exist_ok=True)
    target.write_text(f"{HEAD}\n{''.join(body)}}}\n", encoding="ascii", newline="\r\n")


if __name__ == "__main__":
    saga()
