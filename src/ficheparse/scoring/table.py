"""The scores for people: tables that are read at a glance, the weakest first, and the differences in full."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from ficheparse.scoring.compare import Scored
from ficheparse.scoring.gold import Corpus
from ficheparse.scoring.scores import Count, Scores


def as_text(scores: Scores, corpus: Corpus, documents: Sequence[Scored] = ()) -> str:
    """The differences of these documents where any are given, all scores, and what they leave out."""
    blocks = [
        differences(documents),
        _fields(scores),
        _issues(scores),
        _tags(scores),
        _listed("Silent errors", scores.silent),
        _listed("Documents without gold, not scored", corpus.without_gold),
        _listed("Gold without its document, not scored", corpus.without_document),
        _whole(scores),  # last, where the eye is when the terminal comes to rest
    ]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _fields(scores: Scores) -> list[str]:
    silent = Counter(told.rpartition(": ")[2] for told in scores.silent)
    rows = [[name, *_counts(count), str(silent[name])] for name, count in _weakest_first(scores.by_field)]
    whole = ["all fields", *_counts(scores.fields), str(len(scores.silent))]
    return _aligned([["field", "right", "of", "", "silent"], *rows, whole]) if rows else []


def _issues(scores: Scores) -> list[str]:
    """Codes that were missed or false; those that came out right are only counted."""
    wrong = {code: codes for code, codes in scores.by_issue.items() if codes.missed or codes.false}
    rows = [
        [code, *map(str, codes), codes.precision.percent(), codes.recall.percent()]
        for code, codes in sorted(wrong.items(), key=lambda one: (-one[1].missed - one[1].false, one[0]))
    ]
    if len(wrong) < len(scores.by_issue):
        right = [codes for code, codes in scores.by_issue.items() if code not in wrong]
        beside = "others" if wrong else "codes"
        rows.append([f"{len(right)} {beside}, all right", str(sum(codes.right for codes in right)), "0", "0", "", ""])
    all_of_them = [*map(str, scores.issues), scores.issues.precision.percent(), scores.issues.recall.percent()]
    head = ["issue", "right", "missed", "false", "precision", "recall"]
    return _aligned([head, *rows, ["all issues", *all_of_them]]) if rows else []


def _tags(scores: Scores, most: int = 20) -> list[str]:
    """The kinds of trouble of which fewest records are perfect; the others are only counted."""
    weak = [[_visible(tag), *_counts(count)] for tag, count in _weakest_first(scores.by_tag) if count.wrong]
    lines = _aligned([["kind of trouble", "perfect", "of", ""], *weak[:most]]) if weak else []
    if len(weak) > most:
        lines.append(f"{len(weak) - most} more: not all records perfect")
    if rest := len(scores.by_tag) - len(weak):
        lines.append(f"{rest} {'others' if weak else 'kinds of trouble'}: all records perfect")
    return lines


def _whole(scores: Scores) -> list[str]:
    return _aligned(
        [
            ["perfect records", *_counts(scores.perfect)],
            ["fields right", *_counts(scores.fields)],
            ["text kept", *_counts(scores.kept)],
            ["issues: precision", *_counts(scores.issues.precision)],
            ["issues: recall", *_counts(scores.issues.recall)],
            ["silent errors", str(len(scores.silent)), "", ""],
        ]
    )


def differences(documents: Iterable[Scored]) -> list[str]:
    """All that keeps records from being perfect, in lines: what is wanted, what came, and where it stood."""
    return [line for one in documents for line in _differences(one)]


def _differences(one: Scored) -> list[str]:
    document, lines = _visible(one.document), []
    for field in one.fields:
        if not field.right:
            told = ", ".join(["silent" if field.silent else "told", *_place(field.where)])
            lines += [f"{document}: {field.name} ({told})", f"  want {_said(field.want)}", f"  got  {_said(field.got)}"]
    lines += [f"{document}: issue missed: {code}" for code in one.missed]
    for issue in one.false:
        place = ", ".join(_visible(part) for part in (issue.field, issue.where) if part)
        lines.append(f"{document}: issue false: {issue.code}{f' ({place})' if place else ''}")
    return lines + [f"{document}: text lost: {_said(text)}" for text in one.lost]


def _place(where: str | None) -> list[str]:
    return [_visible(where)] if where else []


def _listed(heading: str, names: Sequence[str]) -> list[str]:
    return [f"{heading}:", *(f"  {_visible(name)}" for name in names)] if names else []


def _weakest_first(counts: dict[str, Count]) -> list[tuple[str, Count]]:
    return sorted(counts.items(), key=lambda one: (one[1].right / one[1].total, one[0]))


def _counts(count: Count) -> list[str]:
    return [str(count.right), str(count.total), count.percent()]


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as what stands in them: words to the left, numbers to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = []
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return lines


def _said(value: object) -> str:
    return _visible(json.dumps(value, ensure_ascii=False))


def _visible(text: str) -> str:
    r"""The text with what a terminal would obey, or nobody would see, written out.

    >>> _visible("Angers\u200b\x1b[2J")
    'Angers\\u200b\\u001b[2J'
    """
    hidden = ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in hidden else c for c in text)
