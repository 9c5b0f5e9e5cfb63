"""What a few words of a contact are: a person's name, a function, a desk, or what announces an address."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ficheparse.lazily import lazily
from ficheparse.text import is_japanese
from ficheparse.values.words import channel, key, label, may_be_channel, words

Kind = Literal["name", "surname", "role", "organisation", "channel", "label", "note"]
"""`surname`: one word that may be a name, if it stands where one is looked for; `note`: words in small letters that may
be a function, if they stand beside a name."""


class Part(NamedTuple):
    """Some words of one kind, and where they stand."""

    kind: Kind
    start: int
    end: int
    sense: frozenset[str] = frozenset()
    """Of a channel: `phone`, `fax`, `email`, `aside`; of a label: what it announces."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int
    key: str
    """Folded."""


# A title may touch the name: M.Dupont
_TOKEN = lazily(r"(?:MM?|Mmes?|Melles?|Mlles?|Mrs?|Ms|Dr|Pr)\.(?=[A-ZÀ-Þ]\w)|\S+")
_CHINESE = "一-鿿㐀-䶿\uf900-\ufaff\U00020000-\U0003ffff"


@cache
def _japanese_name() -> re.Pattern[str]:
    """A pattern of so many signs takes as long to compile as a fiche to read, and most fiches have no such name."""
    return lazily(
        rf"[{_CHINESE}々〆ヶケノ之]{{1,6}}|[ぁ-ゖー]{{2,6}}|[ァ-ヺー・]{{2,20}}|[{_CHINESE}々ヶノ]{{1,4}}[ぁ-ゖ]{{1,4}}"
        rf"|[{_CHINESE}々]{{1,3}}[ァ-ヺー]{{1,6}}|[ぁ-ゖァ-ヺー]{{1,5}}[{_CHINESE}々]{{1,2}}"
        rf"|[{_CHINESE}][ぁ-ゖ][{_CHINESE}]"
    )


_GLUED = lazily(r"(.+(?:課|室|係|班|局))([一-鿿々]{2,4})")
_MOST = 40  # words without a comma between them: more are prose, and name nobody
_NO_LETTER = lazily(r"[\d@_=|<>{}#%\\]")
_EDGES = " .,-–—*·•'\"’&+_"


def parts(text: str, start: int, end: int) -> list[Part]:
    """What the words between two places of a plain text are, in order; words that say nothing of a contact left out.

    >>> text = "Mme Claire MARTIN directrice"
    >>> [(part.kind, text[part.start : part.end]) for part in parts(text, 0, len(text))]
    [('name', 'Claire MARTIN'), ('role', 'directrice')]
    >>> text = "国際交流課 主査 山口 花子様"
    >>> [(part.kind, text[part.start : part.end]) for part in parts(text, 0, len(text))]
    [('organisation', '国際交流課'), ('role', '主査'), ('name', '山口 花子')]
    """
    known = words()
    found = [_Word(m[0], m.start(), m.end(), key(m[0])) for m in _TOKEN.finditer(text, start, end)]
    first = found[0].key if found else ""
    while found and not found[0].key and found[0].text not in known.joiners and found[0].text not in known.soft:
        del found[0]
    while len(found) > 1 and found[0].key in known.joiners and found[1].text[0].isupper():
        del found[0]  # … ou Paul Blanc
    if not found or len(found) > _MOST:
        return []
    if may_be_channel(first) and (sense := channel(text[start:end])):
        return [Part("channel", found[0].start, found[-1].end, sense)]
    if (lead := _lead(found)) and len(found) > lead:
        found = found[lead:]
    if len(found) == 1 and (found[0].text in known.marks or re.fullmatch("[A-Za-z]", found[0].text)):
        return []
    trailing: list[Part] = []
    last = len(found)
    while last > 1 and found[last - 1].key.split(" ")[-1] in known.hard:
        last -= 1
    if last < len(found):
        said = channel(text[found[last].start : end])
        trailing = [Part("channel", found[last].start, found[-1].end, said)]
        found = found[:last]
    is_japanese_part = is_japanese(text[start : found[-1].end])
    return (_japanese(found) if is_japanese_part else _latin(found)) + trailing


def _lead(found: list[_Word]) -> int:
    """How many words at the beginning announce a person, with no colon behind them: `Affaire suivie par`."""
    said = " ".join([word.key for word in found[:5]])
    if not said.startswith(words().leads):
        return 0
    return next(len(lead.split()) for lead in words().leads if said.startswith(lead))


def _latin(found: list[_Word]) -> list[Part]:
    """The parts of words in Latin letters: what stands before a courtesy title, and after it."""
    known = words()
    for index, word in enumerate(found):
        if _is_title(word, found, index):
            before = _untitled(found[:index]) if index else []
            after = index
            while after < len(found) and (after == index or _goes_on(found, after)):
                after += 1
            return before + _titled(found[after:])
    if any(word.key in known.joiners or word.text == "&" for word in found) and not _has(found, known.not_name):
        groups = _groups(found)
        if len(groups) > 1:
            return [part for group in groups for part in _untitled(group)]
    return _untitled(found)


def _goes_on(found: list[_Word], index: int) -> bool:
    """Whether a title goes on here: `Mme le Dr`, `M. et Mme`."""
    joined = found[index].key in words().joiners and index + 1 < len(found)
    return _is_title(found[index + joined], found, index + joined)


def _is_title(word: _Word, found: list[_Word], index: int) -> bool:
    """Whether a word is a title of courtesy: `M.` and `Mme`, but not the initial of a name or a small word."""
    known = words()
    if word.key not in known.titles or not word.text[0].isupper() or word.text == "PR":
        return False
    if word.key in {"maitre", "professeur", "professor", "docteur", "doctor"}:  # but not Maître de conférences
        return index + 1 < len(found) and _is_main(found[index + 1].text)
    if len(word.key) == 1:  # M Dupont, M. Dupont; but not Jean M. Dupont
        return (index == 0 or not _is_main(found[index - 1].text)) and index + 1 < len(found)
    return True


def _titled(found: list[_Word]) -> list[Part]:
    """What follows a title: a name, or a function (`M. le Maire`), or both; several names where they are joined."""
    known = words()
    if not found:
        return []
    article = 1 if found[0].key in {"le", "la", "l", "les"} and found[0].text[0].islower() else 0
    if len(found) > article and (found[article].key.split(" ")[-1] in known.role):
        return _function(found[article:])
    parts: list[Part] = []
    for group in _groups(found):
        if _is_title(group[0], group, 0):
            parts += _titled(group[1:])
            continue
        count = max(_name_length(group), 0 if parts else 1)
        if count == 0:
            continue
        parts.append(_part("name", group[:count]))
        if group[count:]:
            parts += _untitled(_after_preposition(group[count:]))
    return parts


def _groups(found: list[_Word]) -> list[list[_Word]]:
    """The words parted at `et`, `and`, `&`, where a capital follows; whole where that is not so."""
    joiners = words().joiners
    groups: list[list[_Word]] = [[]]
    for index, word in enumerate(found):
        if word.key in joiners or word.text == "&":
            if groups[-1] and index + 1 < len(found) and found[index + 1].text[0].isupper():
                groups.append([])
                continue
            if index + 1 == len(found):
                continue
        groups[-1].append(word)
    return [group for group in groups if group]


def _untitled(found: list[_Word]) -> list[Part]:
    """The parts of words without a title."""
    known = words()
    while found and (found[-1].key in known.joiners or not found[-1].key):
        found = found[:-1]
    if not found:
        return []
    if sense := channel(" ".join([word.text for word in found])):
        return [Part("channel", found[0].start, found[-1].end, sense)]
    if _ORDINAL.fullmatch(found[0].text) and _has(found[1:2], known.role):  # 1er adjoint
        return [_part("role", found)]
    if _is_postal(found):
        return []
    if len(found) > 1 and found[0].key in _ARTICLES and _has(found[1:2], known.role_or_desk):
        found = found[1:]
    first = found[0].key.split(" ")[-1]
    if first in known.prose:
        return []
    if first == "les" and len(found) > 2:  # Les Amis du Musée
        return [_part("organisation", found)]
    if first in known.role and not _is_english_desk(found):
        return _function(found)
    count = _name_length(found)
    capitals = sum(_is_main(word.text) for word in found[:count])
    if count == len(found):
        if capitals >= 2:
            return [_part("name", found)]
        return [_part("organisation" if _is_acronym(found) else "surname", found)] if capitals else []
    rest = found[count].key.split(" ")[-1]
    if capitals >= 2 and (rest in known.role or (found[count].text[0].islower() and _has(found[count:], known.desk))):
        return [_part("name", found[:count]), *_untitled(_after_preposition(found[count:]))]
    if found[-1].key in known.role and not _has(found[:-1], _PREPOSITIONS):
        return [_part("role", found)]
    if _has(found, known.desk):
        return [_part("organisation", found)] if not any(map(str.isdigit, found[0].text)) else []
    small = found[0].text[0].islower() and not any(char.isdigit() for word in found for char in word.text)
    return [_part("note", found)] if small else []


_ORDINAL = lazily(r"\d(?:er|re|ère|e|ème|st|nd|rd|th)")
_ARTICLES = frozenset({"le", "la", "l", "les", "the"})
_PREPOSITIONS = frozenset(
    {"de", "du", "des", "d", "of", "for", "in", "to", "a", "au", "aux", "en", "pour", "sur", "la", "le", "les"}
)


def _function(found: list[_Word]) -> list[Part]:
    """A function, and the name that may follow it without a comma: `Maire Jean Dupont`, `chef de projet Anne ROY`."""
    known = words()
    count = 1
    while count < len(found) and found[count].key in known.function:
        count += 1
    tail = found[count:]
    if len(tail) < 2 or _name_length(tail) < len(tail) or sum(_is_main(word.text) for word in tail) < 2:
        count = len(found)
        tail = found[-2:]
        if len(found) > 2 and _is_surname(tail[1], tail[0]) and _name_length(tail) == 2:
            count -= 2
    return [_part("role", found[:count])] + ([_part("name", found[count:])] if count < len(found) else [])


def _name_length(found: list[_Word]) -> int:
    """How many of the words from the first on may be a person's name."""
    known = words()
    count = 0
    for index, word in enumerate(found):
        if _is_main(word.text) or (index and _is_surname(word, found[index - 1])):
            count = index + 1
        elif word.key not in known.particles or index > 6:
            break
    return count


@lru_cache(4096)
def _is_main(text: str) -> bool:
    """Whether a word can be a main word of a name: `Claire`, `MARTIN`, `J.-P.`, `d'Arc`, `O'Brien`."""
    known = words()
    text = text.lstrip("(\"'«")
    folded = key(text)
    # `d'Arc`, `l'Hermite`: the capital stands after the apostrophe
    letter = text[2] if len(text) > 3 and text[1] in "'’" and text[0] in "dl" else text[:1]
    return (
        letter.isupper()
        and folded.split(" ")[-1] not in known.not_name
        and (folded not in known.particles or (len(folded) == 1 and text[0].isupper()))
        and not _NO_LETTER.search(text)
        and folded not in known.joiners
    )


def _is_surname(word: _Word, before: _Word) -> bool:
    """Whether a word in capitals after one that is not is a surname, be it a common word too: `Jean MAIRE`."""
    return (
        len(word.text) > 2
        and word.text.isupper()
        and word.text.replace("-", "").isalpha()
        and before.text[:1].isupper()
        and not before.text.isupper()
        and before.key not in words().not_name
    )


def _is_acronym(found: list[_Word]) -> bool:
    """Whether one word is the initials of a desk: `DRI`, `SGAR`."""
    text = found[-1].text.strip(_EDGES)
    return len(found) == 1 and len(text) > 1 and text.isupper() and not set(text) & set("AEIOUYÉÈÊÔÏ")


def _is_postal(found: list[_Word]) -> bool:
    known = words()
    first = 1 if len(found) > 1 and found[0].text[0].isdigit() else 0
    return (
        found[first].key.split(" ")[0] in known.street
        or (found[0].key == "hotel" and len(found) > 1 and found[1].key in _PREPOSITIONS)
        or _has(found, known.address)
        or found[0].text[0].isdigit()
    )


def _is_english_desk(found: list[_Word]) -> bool:
    """Whether the words end in what a desk is, with nothing that makes it another's: `Secretary Section`."""
    return len(found) > 1 and found[-1].key in words().desk and not _has(found, _PREPOSITIONS)


def _after_preposition(found: list[_Word]) -> list[_Word]:
    """The words without the `du`, `à la` that ties them to a name."""
    while found and (found[0].key in _PREPOSITIONS or not found[0].key):
        found = found[1:]
    return found


def _has(found: list[_Word], keys: frozenset[str]) -> bool:
    for word in found:
        for piece in word.key.split(" "):
            if piece in keys or (piece.endswith("s") and piece[:-1] in keys):
                return True
    return False


def _part(kind: Kind, found: list[_Word]) -> Part:
    """The words as a part, without the punctuation around them; the full stop of an initial stays (`Anne R.`)."""
    first, last = found[0], found[-1]
    start = first.start + len(first.text) - len(first.text.lstrip(_EDGES))
    end = last.end - (len(last.text) - len(last.text.rstrip(_EDGES)))
    if last.text.endswith(".") and len(last.text) == 2 and kind in {"name", "surname"}:
        end = last.end
    return Part(kind, start, max(start, end))


def _japanese(found: list[_Word]) -> list[Part]:
    """The parts of words with Japanese among them, each word by how it ends; Latin words go together."""
    known = words()
    result: list[Part] = []
    latin: list[_Word] = []
    for word in [*found, None]:
        if word is not None and not is_japanese(word.text):
            latin.append(word)
            continue
        if latin:
            result += _latin(latin)
            latin = []
        if word is None:
            continue
        if known.postal.search(word.text):
            result += _after_postal(found[found.index(word) + 1 :])
            break
        for part in _japanese_word(word):
            _append(result, part, word)
    return result


def _after_postal(found: list[_Word]) -> list[Part]:
    """What follows a postal address on its line, from the first desk or function on: it goes on to there."""
    known = words()
    for index, word in enumerate(found):
        text = word.text.strip(_EDGES)
        is_place = any(map(str.isdigit, text)) or text.endswith(("市", "町", "村", "県", "区", "都", "府"))
        if not is_place and (text.endswith(known.japanese_role) or _is_japanese_desk(text)):
            return _japanese(found[index:])
    return []


def _append(result: list[Part], part: Part, word: _Word) -> None:
    """Join a given name to its surname, and a desk to the greater one that it belongs to."""
    before = result[-1] if result else None
    near = before is not None and part.start == word.start and part.start - before.end <= 2
    # A surname and a given name, or a name and the same in Japanese letters.
    if before is not None and near and before.kind == part.kind in {"name", "organisation"}:
        full = part.kind == "name" and any(char.isspace() for char in before.sense)
        if not full:
            sense = frozenset({" "}) if part.kind == "name" else frozenset[str]()
            result[-1] = Part(part.kind, before.start, part.end, sense)
            return
    result.append(part)


def _japanese_word(word: _Word) -> list[Part]:
    """What one Japanese word is."""
    known = words()
    text = word.text.strip(_EDGES + "・")
    start = word.start + word.text.find(text) if text else word.start
    if sense := channel(text):
        return [Part("channel", start, start + len(text), sense)]
    if kind := label(text):
        return [Part("label", start, start + len(text), frozenset({kind}))]
    bare = known.courtesy.sub("", text)
    polite = bare != text
    end = start + len(bare)
    if not bare or bare in known.prose or any(map(str.isdigit, bare)):
        return []
    if bare in known.japanese_role or (not polite and bare.endswith(known.japanese_role) and len(bare) > 2):
        return _desk_and_role(bare, start, end)
    if (match := _GLUED.fullmatch(bare)) and not _is_japanese_desk(match[2]):  # 国際課山口
        middle = start + match.end(1)
        return [Part("organisation", start, middle), Part("name", middle, end)]
    if not polite and _is_japanese_desk(bare):
        return [Part("organisation", start, end)]
    if "・" in bare and not re.fullmatch(r"[ァ-ヺー・]+", bare):
        names: list[Part] = []
        for piece in re.finditer(r"[^・]+", bare):
            if _japanese_name().fullmatch(known.courtesy.sub("", piece[0])) and not known.no_name.search(piece[0]):
                length = len(known.courtesy.sub("", piece[0]))
                names.append(Part("name", start + piece.start(), start + piece.start() + length))
        return names
    if known.no_name.search(bare):
        return []
    return [Part("name", start, end)] if polite or _japanese_name().fullmatch(bare) else []


def _desk_and_role(text: str, start: int, end: int) -> list[Part]:
    """A function, parted from the desk that stands glued before it: `国際課課長補佐`."""
    for role in sorted(words().japanese_role, key=len, reverse=True):
        head = text.removesuffix(role)
        if head != text and head.endswith(("課", "室", "局", "部", "係", "センター", "グループ")) and len(head) > 2:
            return [Part("organisation", start, start + len(head)), Part("role", start + len(head), end)]
    return [Part("role", start, end)]


def _is_japanese_desk(text: str) -> bool:
    """Whether a word ends as a desk does: one letter (課) does not make 服部 and 小室 desks, nor 長谷部."""
    known = words()
    if text in known.surnames:
        return False
    if known.japanese_within.search(text):
        return True
    return text.endswith(known.japanese_desk) or (len(text) > 2 and text.endswith(known.japanese_desk_letters))
