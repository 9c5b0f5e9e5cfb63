"""What is asked of a corpus when not all is: some of its documents, by tag, or some of their fields, by name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ficheparse.scoring.compare import NAMES
from ficheparse.scoring.gold import Corpus, GoldError


def choose(corpus: Corpus, words: Collection[str]) -> tuple[Corpus, frozenset[str]]:
    """The documents that have any of the tags among the words, and the fields among them; all where there are none.

    Raises `GoldError` for a word that is neither.
    """
    known = {tag for case in corpus.cases for tag in case.gold.tags}
    names = frozenset(words) & set(NAMES)
    tags = frozenset(words) - names
    if unknown := sorted(tags - known):
        raise GoldError(
            f"nothing is asked as {', '.join(unknown)}: no gold has such a tag, and the fields are {', '.join(NAMES)}"
        )
    if not tags:
        return corpus, names
    return replace(corpus, cases=tuple(case for case in corpus.cases if tags & set(case.gold.tags))), names
