"""The scores for programs: JSON of our own, the same to the byte for the same records."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from ficheparse.scoring.compare import Scored
from ficheparse.scoring.gold import Corpus
from ficheparse.scoring.scores import Codes, Count, Scores

_PAIR = re.compile(r"\[\n +(\d+),\n +(\d+)\n +\]")


def as_json(scores: Scores, corpus: Corpus, documents: Sequence[Scored] | None = None) -> str:
    """The scores, and the differences of these documents where they are given.

    Counts are pairs: how many are right, of how many. No date, version or duration is in it, so that it can be kept
    beside a corpus and compared.
    """
    whole: dict[str, object] = {
        "documents": scores.perfect.total,
        "perfect": scores.perfect.right,
        "fields": scores.fields.total,
        "fields_right": scores.fields.right,
        "silent_errors": len(scores.silent),
        "silent": scores.silent,
        "issue_precision": _share(scores.issues.precision),
        "issue_recall": _share(scores.issues.recall),
        "keep": scores.kept.total,
        "kept": scores.kept.right,
        "by_field": scores.by_field,
        "by_tag": scores.by_tag,
        "by_issue": {code: _codes(codes) for code, codes in scores.by_issue.items()},
        "without_gold": corpus.without_gold,
        "without_document": corpus.without_document,
    }
    if documents is not None:
        whole["differences"] = [difference for one in documents for difference in _differences(one)]
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True)
    return _PAIR.sub(r"[\1, \2]", text) + "\n"  # a line break is never inside a string of JSON


def _share(count: Count) -> float | None:
    """A share of nothing is none."""
    return round(count.right / count.total, 4) if count.total else None


def _codes(codes: Codes) -> dict[str, object]:
    return {**codes._asdict(), "precision": _share(codes.precision), "recall": _share(codes.recall)}


def _differences(one: Scored) -> list[dict[str, object]]:
    """All that keeps a record from being perfect, each of one kind."""
    told: list[dict[str, object]] = [
        {
            "kind": "field",
            "field": field.name,
            "want": field.want,
            "got": field.got,
            "silent": field.silent,
            "where": field.where,
        }
        for field in one.fields
        if not field.right
    ]
    told += [{"kind": "issue-missed", "code": code} for code in one.missed]
    told += [
        {"kind": "issue-false", **issue.model_dump(include={"code", "field", "text", "where"})} for issue in one.false
    ]
    told += [{"kind": "lost", "text": text} for text in one.lost]
    return [{"document": one.document, **difference} for difference in told]
