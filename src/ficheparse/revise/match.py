"""Which corrections are a fiche's: by its bytes, by its name, or by its file where the name was mended meanwhile."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import PurePosixPath

from ficheparse import gazetteer
from ficheparse.authority import authority
from ficheparse.corrections import Correction
from ficheparse.fiche import Fiche
from ficheparse.text import fold

_SHORTEST_WORD = 4
"""Letters of a word that two names of one place share; `ville` and the like are in all of them."""
_COMMON = frozenset("ville commune mairie departement region conseil general prefecture city town communaute".split())


def own_id(fiche: Fiche) -> str:
    """The id that a fiche has by its own name or file, before two of one id are told apart."""
    by_name = _slug(fiche.name) if fiche.name else None
    if by_name is not None:
        return by_name
    # files without a name in them may be called alike in many folders
    stem = gazetteer.slug(PurePosixPath(fiche.source.file).stem) or "fiche"
    return f"{stem}-{fiche.source.sha256[:8]}"


# each sheet asks for the corrections of each fiche, and of each of its rows
_slug = lru_cache(maxsize=8192)(gazetteer.slug)


@lru_cache(maxsize=8192)
def _named(name: str) -> tuple[str, str]:
    kind, place = authority(name)
    return "authority", f"{kind} {(gazetteer.slug(place) or place).replace('-', ' ')}"


class Groups:
    """Corrections by the fiche that they are of."""

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._of: dict[str, dict[str, Correction]] = defaultdict(dict)
        for one in corrections:
            self._of[one.fiche][one.field] = one
        self._ids: dict[tuple[str, str], str] = {}
        for identity, group in self._of.items():
            for one in group.values():
                self._ids.setdefault(("sha256", one.sha256), identity)
                self._ids.setdefault(("file", one.file), identity)
            named = group.get("name")
            if named is not None and isinstance(named.corrected, str):
                self._ids.setdefault(("id", gazetteer.slug(named.corrected) or ""), identity)
            self._ids["id", identity] = identity
            self._ids.setdefault(_named(identity.replace("-", " ")), identity)

    def of(self, fiche: Fiche) -> Mapping[str, Correction]:
        """The corrections of this fiche, by place."""
        identity = self.identity(fiche)
        return self._of.get(identity, {}) if identity is not None else {}

    def identity(self, fiche: Fiche) -> str | None:
        """The id under which corrections of this fiche are kept; None where there are none."""
        keys = [("id", own_id(fiche)), ("sha256", fiche.source.sha256)]
        if fiche.name:  # `Commune de Redon`, sent again as `Ville de Redon`
            keys.append(_named(fiche.name))
        for key in keys:
            if key in self._ids:
                return self._ids[key]
        identity = self._ids.get(("file", fiche.source.file))
        return identity if identity is not None and _alike(identity, fiche.name) else None

    def put(self, correction: Correction) -> None:
        """Take a correction in, in the place of an earlier one."""
        self._of[correction.fiche][correction.field] = correction
        self._ids.setdefault(("id", correction.fiche), correction.fiche)
        self._ids.setdefault(("sha256", correction.sha256), correction.fiche)

    def withdraw(self, identity: str, field: str) -> None:
        """Forget one."""
        self._of[identity].pop(field, None)

    def all(self) -> list[Correction]:
        """Every correction."""
        return [one for group in self._of.values() for one in group.values()]


def _alike(identity: str, name: str | None) -> bool:
    """Whether a file that is sent anew is still of the same place, though its name is not written as before."""
    if name is None:
        return True
    words = set(fold(name).split()) | set((gazetteer.slug(name) or "").split("-"))
    return any(len(word) >= _SHORTEST_WORD and word not in _COMMON for word in words & set(identity.split("-")))
