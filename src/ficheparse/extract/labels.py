"""The form's labels, whatever a clerk made of them (contract, section 1)."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from ficheparse.document import Paragraph
from ficheparse.form import FieldName, Form, squeezed
from ficheparse.lazily import lazily
from ficheparse.text import fold, is_japanese

LONGEST_LABEL = 110
"""Characters: twice the form's longest label, as a bilingual label is."""
SHORTEST_MISSPELT = 8
"""Letters below which many a slip makes another word: `carte` and `charte`, `contact` and `contrat`."""
SHORTEST_SLIPPED = 6
"""Letters below which any slip does."""
LEAST_LIKENESS = 83.0
"""Of rapidfuzz's ratio, in per cent, for a closer look: one slip in the shortest labels, a few in the longest."""

LONGEST_WORDING = 15
"""Letters of a label that may as well be the wording of a link: CARTE, Site Internet."""
MOST_SLIPS = 2
"""Letters, in a label whose words are not parted as they should be."""

_MARKS = re.compile(
    r"""[\s\W]*(?:
        (?:\d{1,2}|[a-zA-Z]|[ア-ンｱ-ﾝⅠ-Ⅻ]|[一二三四五六七八九十]{1,2})\s*[.)）．、]\s*
      | [ア-ンⅠ-Ⅻ][\s\u3000]+(?=[^\W\d_]{2}) | \d{1,2}\s*[:/–—-]\s* | \d{1,2}\s+(?=[^\W\d]) | [①-⑳]\s*
    )?[\s\W]*""",
    re.VERBOSE,
)
_FIRST_LETTERS = re.compile(r"[ \t]*[A-Za-z]{2}(?=[A-Za-z0-9 '’-])")
_FIRST_JAPANESE = lazily(r"[ \t]*[ぁ-ん一-龥]{2}(?=[ぁ-ん一-龥])")
"""The first two of a line that begins with plain letters: they are no numbering, and no mark makes others of them."""
_SEPARATOR = re.compile(r"\s*[:：\t\n】］\]]\s*|\s*(?:…+|\.{3,}|・{3,})\s*|\s+[-–—=|]\s+|\s{3,}|\u3000+")
_BRACKETED = re.compile(r"[(（\[［【〔].*[)）\]］】〕][\s:：]*$", re.DOTALL)
_NOTE = re.compile(r"(?<=\S)\s*[※＊*]")
"""Before a hint that stands in no brackets."""
_FIRST_BRACKET = re.compile(r"[(（\[［【〔]")
_TRAILING_NUMBER = re.compile(r"(?:n|no)?\d{1,2}$")
_LATIN, _EASTERN = "[A-Za-zÀ-ÿ)]", "[\u3040-\u30ff\u4e00-\u9fff]"
_JOINT = r"\s*[/／|｜(（\[［【・–—-]\s*|\s*\n\s*"
_JOINED = re.compile(_JOINT)
_JOINED_JAPANESE = lazily(rf"{_JOINT}|(?<={_LATIN})\s+(?={_EASTERN})|(?<={_EASTERN})\s+(?={_LATIN})")
"""What may stand between two labels of one field, a change of script included."""
_LIKE_VALUE = re.compile(r"(?<=\s)(?:\d|約|env|www\.|https?:)", re.IGNORECASE)


class Label(NamedTuple):
    """A label at the head of a text."""

    field: FieldName
    end: int
    """Where the answer begins in the text; the text's length where the label is all there is."""
    hint: bool = False
    """Whether the clerk added something to it."""


def label_of(text: str, form: Form, *, slips: bool = False) -> Label | None:
    """The label that a line begins with, None where it begins with none.

    With `slips`, a label misspelt by a letter or two counts too.

    >>> from ficheparse.form import load
    >>> label_of("Population : 12 000", load())
    Label(field='population', end=13, hint=False)
    >>> label_of("Population de passage", load()) is None
    True
    """
    if not slips:
        letters = _FIRST_LETTERS.match(text) or (None if text.isascii() else _FIRST_JAPANESE.match(text))
        if letters and letters[0].strip().lower() not in form.label_starts:
            return None  # as nearly every line of the points
    # all that is looked at stands in the head; the same labels head the cells of every fiche of a batch
    return _label_of(text[: LONGEST_LABEL + 1], form, slips)


@lru_cache(maxsize=4096)
def _label_of(text: str, form: Form, slips: bool) -> Label | None:
    marks = _MARKS.match(text)
    start = marks.end() if marks else 0
    if start == len(text):
        return None
    # A label is at the head of the text in letters too, whatever stands between these.
    if not slips and not squeezed(text[start:]).startswith(form.label_keys):
        return None
    if len(text) <= LONGEST_LABEL and (found := _whole(text[start:], form, slips)) is not None:
        return Label(found[0], len(text), found[1])
    for count, separator in enumerate(_SEPARATOR.finditer(text, start)):
        if count > 3:
            break
        if (found := _whole(text[start : separator.start()], form, slips)) is not None:
            return Label(found[0], separator.end(), found[1])
    return _run_on(text, start, form)


def _whole(head: str, form: Form, slips: bool) -> tuple[FieldName, bool] | None:
    """The field whose label this text is, and whether something was added to the label."""
    if not head.strip():
        return None
    key = squeezed(head)
    if (name := form.labels.get(key)) is not None:
        return name, False
    if (name := form.labels.get(_TRAILING_NUMBER.sub("", key))) is not None:
        return name, False
    if (name := _bilingual(head, form)) is not None:
        return name, False
    if _BRACKETED.search(head) and (bracket := _FIRST_BRACKET.search(head)) and bracket.start():
        known = _whole(head[: bracket.start()], form, slips)
        if known is not None:
            return known[0], True
    if (note := _NOTE.search(head)) and (known := _whole(head[: note.start()], form, slips)) is not None:
        return known[0], True
    if slips and (name := _misspelt(head, form)) is not None:
        return name, False
    return None


def _bilingual(head: str, form: Form) -> FieldName | None:
    """Labels of one field in two languages or more, beside each other: `Localisation (sur carte) / 位置（地図）`."""
    for joint in (_JOINED_JAPANESE if is_japanese(head) else _JOINED).finditer(head):
        name = form.labels.get(squeezed(head[: joint.start()]))
        if name is not None:
            rest = head[joint.end() :]
            if form.labels.get(squeezed(rest)) == name or _bilingual(rest, form) == name:
                return name
    return None


def _misspelt(head: str, form: Form) -> FieldName | None:
    """A label with slips of the keyboard, a few in all and few in one word: a slip more and it is another word."""
    key = squeezed(head)
    if not SHORTEST_SLIPPED <= len(key) <= LONGEST_LABEL:
        return None
    for label in _labels_between(form, SHORTEST_SLIPPED, SHORTEST_MISSPELT - 1):
        if _slipped(key, label):
            return form.labels[label]
    least = SHORTEST_SLIPPED if is_japanese(key) else SHORTEST_MISSPELT
    if len(key) < least:
        return None
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 38 ms to load, and most fiches spell their labels right

    near = _labels_between(form, max(least, len(key) - 4), len(key) + 4)
    for label, _, _ in process.extract(key, near, scorer=fuzz.ratio, score_cutoff=LEAST_LIKENESS, limit=5):
        if _few_slips(fold(head).split(), form.phrases[label].split()):
            return form.labels[label]
    return None


@cache
def _labels_between(form: Form, least: int, most: int) -> list[str]:
    """The labels of so many letters."""
    return [label for label in form.labels if least <= len(label) <= most]


def _few_slips(words: list[str], wanted: list[str]) -> bool:
    """Whether no word is off by more than slips make it: one letter in seven, or two letters changing places."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - as above

    if len(words) != len(wanted):
        words, wanted = ["".join(words)], ["".join(wanted)]
        return OSA.distance(words[0], wanted[0]) <= MOST_SLIPS
    return all(OSA.distance(one, other) <= 1 + len(other) // 7 for one, other in zip(words, wanted, strict=True))


def _slipped(key: str, label: str) -> bool:
    """Whether a short word is a label with two letters in the wrong order, one left out or one doubled.

    >>> [_slipped(word, "contact") for word in ("conatct", "contat", "conntact", "conract", "contrat")]
    [True, True, True, True, False]
    >>> _slipped("contzct", "contact"), _slipped("romaine", "domaine")
    (True, False)
    """
    if len(key) == len(label):
        wrong = [place for place, (one, other) in enumerate(zip(key, label, strict=True)) if one != other]
        if len(wrong) == 1:  # one struck for another, inside the word
            return len(label) > SHORTEST_SLIPPED and 0 < wrong[0] < len(label) - 1
        return (
            len(wrong) == 2
            and wrong[1] - wrong[0] == 1
            and key[wrong[0]] == label[wrong[1]]
            and key[wrong[1]] == label[wrong[0]]
        )
    if len(key) == len(label) - 1:
        return any(label[:place] + label[place + 1 :] == key for place in range(1, len(label)))
    if len(key) == len(label) + 1:
        return any(
            key[place] == key[place - 1] and key[:place] + key[place + 1 :] == label for place in range(1, len(key))
        )
    return False


def _run_on(text: str, start: int, form: Form) -> Label | None:
    """A label with its answer after it and nothing between: `Population 12 000`, `Site Internet www.…`."""
    value = _LIKE_VALUE.search(text, start)
    if value is None:
        return None
    name = form.labels.get(squeezed(text[start : value.start()]))
    return Label(name, value.start()) if name in ("population", "website") else None


def begins_with_label(text: str, form: Form) -> FieldName | None:
    """The field whose label these first words are, in a short text that goes on: `Points essentiels de notre action :`.

    For places where nothing but a label is expected.
    """
    if len(text) > LONGEST_LABEL:
        return None
    ends = [gap.start() for gap in re.finditer(r"\s+", text.strip())]
    for end in reversed(ends[:10]):
        head = text.strip()[:end]
        if len(squeezed(head)) >= SHORTEST_MISSPELT and (name := form.labels.get(squeezed(head))) is not None:
            return name
    return None


def strip_label(paragraph: Paragraph, name: FieldName, form: Form) -> Paragraph:
    """The paragraph without the field's own label at its head."""
    label = label_of(paragraph.text, form)
    return paragraph if label is None or label.field != name else paragraph.slice(label.end)


def is_link_wording(paragraph: Paragraph) -> bool:
    """Whether all that the paragraph says is the wording of a link: `Carte` that leads to a map is no label."""
    linked = [run.link is not None for run in paragraph.runs if run.text.strip()]
    return bool(linked) and all(linked)


def is_long_label(paragraph: Paragraph, label: Label) -> bool:
    """Whether a label is too long to be the wording of a link, as `Carte` is, and was made one as it stands."""
    return label.end == len(paragraph.text) and len(squeezed(paragraph.text)) > LONGEST_WORDING


def linked_in(paragraph: Paragraph, label: Label) -> Paragraph | None:
    """What of the label's words is a link, where the field is one that a link answers."""
    if label.field not in ("location", "website") or not any(run.link for run in paragraph.runs):
        return None
    head = paragraph.slice(0, label.end)
    runs = [run for run in head.runs if run.link is not None and run.link.lower().startswith(("http", "www"))]
    return replace(head, runs=runs, pictures=[]) if runs else None
