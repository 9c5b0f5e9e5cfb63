"""Slips of the keyboard: one letter left out, put in twice, changed, or two of them exchanged."""

from __future__ import annotations

from functools import lru_cache

from ficheparse.lazily import lazily

SHORTEST = 6
"""Letters of a word that may be misspelt; a slip in a shorter one makes another word: art, eau, sport."""
_DOUBLED = lazily(r"(.)\1+")


def is_slip(typed: str, word: str) -> bool:
    """Whether what was typed is the word with one slip in it; letters doubled or not do not count.

    An ending that was added or changed makes another word, as a letter before it does.

    >>> [is_slip(typed, "culture") for typed in ("cutlure", "culturre", "cultre", "culturel", "sculture")]
    [True, True, True, False, False]
    >>> is_slip("urbaniste", "urbanisme"), is_slip("ecologique", "economique"), is_slip("environement", "environnement")
    (False, False, True)
    """
    if len(word) < SHORTEST or abs(len(typed) - len(word)) > 2 or (typed[:1] != word[0] and typed[-1:] != word[-1]):
        return False
    return _is_one_slip(typed, word) or _is_one_slip(_single(typed), _single(word))


def _is_one_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    shared = min(len(one), len(other))
    head = next((place for place in range(shared) if one[place] != other[place]), shared)
    rest, right = one[head:], other[head:]
    if rest == right[1:]:  # one left out
        return True
    if rest[1:] == right:  # one put in; before the word only an article that lost its apostrophe
        return rest[1:] != "" and (head > 0 or rest[0] in "ld")
    if rest[1:] == right[1:]:  # one changed
        return len(right) > 2
    return rest[:2] == right[1::-1] and rest[2:] == right[2:]


@lru_cache(maxsize=1024)  # the vocabulary's words come again with every word that is not in it
def _single(word: str) -> str:
    return _DOUBLED.sub(r"\1", word)
