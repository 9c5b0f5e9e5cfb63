"""A target for coverage-guided fuzzing (atheris): the bytes are text of a document, a package, or a value.

    python fuzz/target.py -max_total_time=20 fuzz/corpus
    python fuzz/target.py -max_total_time=3600 FOUND fuzz/corpus

The first byte says what the others are: of a document's body, of a package, or for which reader of `values/`. What
reaches more of the program is kept in the first folder; where only `fuzz/corpus` is given, it is kept nowhere.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["ficheparse"]):
    import judge
    from readers import READERS

from minimal import package

CORPUS = Path(__file__).parent / "corpus"
_NAME = "fiche.docx"
_READERS = list(READERS.values())


def one_input(data: bytes) -> None:
    """Read one input; what is raised here, the fuzzer keeps."""
    kind, rest = data[:1], data[1:]
    if not kind:
        return
    match kind[0]:
        case 0:
            judge.outcome(_NAME, package(rest), Path(), thorough=True)
        case 1:
            judge.outcome(_NAME, rest, Path(), thorough=True)
        case number:
            _READERS[(number - 2) % len(_READERS)](rest.decode("utf-8", "replace"))


def main() -> None:
    """Fuzz, with the arguments of libFuzzer."""
    judge.form()
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    with tempfile.TemporaryDirectory() as found:
        if [Path(folder).resolve() for folder in folders] == [CORPUS.resolve()]:
            sys.argv.insert(sys.argv.index(folders[0]), found)
        atheris.Setup([*sys.argv[:1], "-timeout=10", "-rss_limit_mb=600", "-max_len=20000", *sys.argv[1:]], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
