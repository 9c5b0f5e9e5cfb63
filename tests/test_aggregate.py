from __future__ import annotations

import pytest
from builders import aggregated, blocked, collection, contact, fiche, parsed, sha256
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.authority import authority
from ficheparse.collection import Collection, Parsed
from ficheparse.fiche import Fiche
from ficheparse.issues import issue


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Angers", "ANGERS"),
        ("Évreux", "EVREUX"),
        ("Aix-les-Bains", "Aix les Bains"),
        ("Ville d’Angers", "Angers"),
        ("Ville d'Angers", "Mairie d’Angers"),
        ("Commune de Cahors", "CAHORS"),
        ("Ville du Mans", "Le Mans"),
        ("Mairie des Lilas", "Les Lilas"),
        ("Ville de La Rochette", "La Rochette"),
        ("City of Limoges", "Ville de Limoges"),
        ("The City of Limoges", "Limoges City"),
        ("Département de la Creuse", "Conseil général de la Creuse"),
        ("Département du Doubs", "Conseil départemental du Doubs"),
        ("Département de l’Aisne", "Conseil départemental de l'Aisne"),
        ("Région Normandie", "Conseil régional de Normandie"),
        ("Préfecture d’Akita", "Akita Prefecture"),
        ("Tottori City Hall", "Tottori City"),
        ("鳥取市役所", "鳥取市"),
        ("高知県庁", "高知県"),
        ("ﾏﾂﾓﾄ市", "マツモト市"),
    ],
)
def test_a_collectivity_is_known_by_its_name_whatever_its_wording(one: str, other: str) -> None:
    assert authority(one) == authority(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ville de Loire", "Département de la Loire"),
        ("Akita City", "Akita Prefecture"),
        ("秋田市", "秋田県"),
        ("Brest", "Brest Métropole"),
        ("Région Centre", "Centre"),
        ("Préfecture de Kochi", "Kochi"),
        ("Saint-Lô", "Saint-Malo"),
        ("Villeneuve", "Neuve"),
    ],
)
def test_authorities_of_one_word_are_not_taken_for_each_other(one: str, other: str) -> None:
    assert authority(one) != authority(other)


def test_the_same_bytes_twice_give_one_record() -> None:
    batch = collection(fiche("b.docx", "same"), fiche("a.docx", "same"))
    assert [one.source.file for one in batch.fiches] == ["a.docx"]
    assert not batch.superseded
    twin = batch.outcomes[1]
    assert (twin.file, twin.fate, twin.other, twin.id) == ("b.docx", "duplicate", "a.docx", batch.fiches[0].id)
    assert [(told.code, told.severity) for told in twin.issues] == [("duplicate", "info")]


def test_two_files_that_cannot_be_read_are_duplicates_too_when_their_bytes_are_the_same() -> None:
    batch = collection(blocked("b.docx", content="same"), blocked("a.docx", content="same"))
    assert [outcome.fate for outcome in batch.outcomes] == ["blocked", "duplicate"]


@pytest.mark.parametrize(
    ("dates", "published"),
    [
        ({"a": "2013-05-01", "b": "2014-03-12"}, "b"),
        ({"a": "2014-03-12", "b": "2014-03-11"}, "a"),
        ({"a": None, "b": "2009"}, "b"),
        ({"a": "2013", "b": "2014-01"}, "b"),
        ({"a": "2014-02", "b": "2014-03-01"}, "b"),
        ({"a": None, "b": None}, "a"),
        ({"a": "2014-03-12", "b": "2014-03-12"}, "a"),
        ({"a": "2014", "b": "2014-03"}, "a"),
        ({"a": "2014-03", "b": "2014-03-31"}, "a"),
        ({"a": "2014", "b": "2014-01-01", "c": "2014-06-01"}, "a"),
        ({"a": "2014-01-01", "b": "2014-06-01", "c": "2014"}, "b"),
    ],
)
def test_the_latest_update_is_published_and_the_first_file_where_dates_do_not_decide(
    dates: dict[str, str | None], published: str
) -> None:
    batch = collection(*(fiche(f"{file}.docx", updated=updated) for file, updated in dates.items()))
    assert [one.source.file for one in batch.fiches] == [f"{published}.docx"]
    assert {one.source.file for one in batch.superseded} == {f"{file}.docx" for file in dates} - {f"{published}.docx"}


def test_a_superseded_fiche_is_kept_apart_whole_and_says_by_which_file() -> None:
    old = fiche("old.docx", updated="2012", issues=[issue("website-repaired")])
    batch = collection(old, fiche("new.docx", updated="2013"))
    (apart,) = batch.superseded
    assert [found.code for found in apart.issues] == ["website-repaired", "superseded"]
    assert apart.issues[-1].severity == "info"
    assert apart.issues[-1].text == "new.docx"
    assert apart.status == "ready"
    assert apart.model_copy(update={"id": old.id, "issues": old.issues}) == old
    outcome = next(outcome for outcome in batch.outcomes if outcome.file == "old.docx")
    assert (outcome.fate, outcome.other, outcome.id) == ("superseded", "new.docx", apart.id)


def test_a_newer_fiche_that_is_blocked_waits_while_the_older_one_is_published() -> None:
    newer = fiche("newer.docx", updated="2015", points=[], issues=[issue("points-missing")])
    batch = collection(newer, fiche("older.docx", updated="2014"), fiche("oldest.docx", updated="2013"))
    assert {one.source.file: one.status for one in batch.fiches} == {"newer.docx": "blocked", "older.docx": "ready"}
    assert [one.source.file for one in batch.publishable] == ["older.docx"]
    assert [one.source.file for one in batch.superseded] == ["oldest.docx"]
    assert next(one for one in batch.outcomes if one.file == "oldest.docx").other == "older.docx"


def test_a_blocked_fiche_gives_way_to_one_that_can_be_published_when_it_is_not_later() -> None:
    incomplete = fiche("a.docx", updated=None, points=[], issues=[issue("points-missing")])
    batch = collection(incomplete, fiche("b.docx", updated=None))
    assert [one.source.file for one in batch.fiches] == ["b.docx"]


def test_records_without_a_name_are_never_merged() -> None:
    batch = collection(blocked("a.docx"), blocked("b.docx"), fiche("c.docx", name=None, title=None))
    assert len(batch.fiches) == 3
    assert not batch.superseded


def test_the_published_fiche_has_the_plain_id_and_the_others_the_mark_of_their_bytes() -> None:
    batch = collection(
        fiche("a.docx", id="angers", updated="2012"),
        fiche("b.docx", id="angers", updated="2013"),
        fiche("c.docx", id="angers", name="Département d’Angers", updated="2013"),
    )
    ids = {one.source.file: one.id for one in batch.records}
    assert ids == {
        "b.docx": "angers",
        "a.docx": f"angers-{sha256('a.docx')[:6]}",
        "c.docx": f"angers-{sha256('c.docx')[:6]}",
    }


def test_a_marked_id_does_not_take_an_id_that_a_fiche_has_of_its_own() -> None:
    mark = f"angers-{sha256('b.docx')[:6]}"
    batch = collection(
        fiche("a.docx", id="angers", name="Angers"),
        fiche("b.docx", id="angers", name="Angers sur mer"),
        fiche("c.docx", id=mark, name="Autre"),
    )
    ids = {one.source.file: one.id for one in batch.records}
    assert ids["c.docx"] == mark
    assert ids["b.docx"] == f"angers-{sha256('b.docx')[:7]}"


def test_what_is_blocked_or_passed_over_is_told_with_its_reason() -> None:
    batch = aggregated(parsed(blocked("a.docx", "encrypted"), fiche("b.docx")), passed_over=["~$b.docx", "notes.txt"])
    assert [(one.file, one.fate) for one in batch.outcomes] == [
        ("a.docx", "blocked"),
        ("b.docx", "record"),
        ("notes.txt", "passed-over"),
        ("~$b.docx", "passed-over"),
    ]
    assert [found.code for found in batch.outcomes[0].issues] == ["encrypted"]


def test_the_pictures_of_superseded_fiches_stay_for_their_records_name_them() -> None:
    old = Parsed(fiche("old.docx", updated="2012"), (("aa11.png", b"old"),))
    new = Parsed(fiche("new.docx", updated="2013"), (("bb22.png", b"new"),))
    assert aggregated([new, old]).pictures == {"aa11.png": b"old", "bb22.png": b"new"}


def test_records_without_a_name_come_last_and_the_others_by_id() -> None:
    batch = collection(
        blocked("a.docx"), fiche("b.docx", name="鳥取市", id="tottori"), fiche("c.docx", name="Cahors", id="cahors")
    )
    assert [one.source.file for one in batch.fiches] == ["c.docx", "b.docx", "a.docx"]


NAMES = st.sampled_from([None, "Angers", "Ville d’Angers", "Cahors", "Département de la Creuse", "鳥取市"])
DATES = st.sampled_from([None, "2013", "2014", "2014-03", "2014-03-12", "2014-06-01"])


@st.composite
def batches(draw: st.DrawFn) -> list[Fiche]:
    """Files of a few names, dates and contents, so that twins and versions are frequent."""
    made: dict[str, Fiche] = {}
    rows = draw(st.lists(st.tuples(NAMES, DATES, st.booleans(), st.integers(0, 5)), max_size=9))
    fiches = []
    for number, (name, updated, is_blocked, content) in enumerate(rows):
        issues = [issue("points-missing")] if is_blocked else []
        # The same bytes give the same record, but for the file's name.
        first = made.setdefault(
            str(content),
            fiche("first", str(content), name=name, id="same", updated=updated, issues=issues, contacts=[contact()]),
        )
        source = first.source.model_copy(update={"file": f"{number}.docx"})
        fiches.append(first.model_copy(update={"source": source}))
    return fiches


@given(batches(), st.randoms(use_true_random=False))
def test_the_order_of_the_files_does_not_matter(fiches: list[Fiche], random: object) -> None:
    shuffled = list(fiches)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = collection(*shuffled), collection(*fiches)
    assert (*one.fiches, *one.superseded, *one.outcomes) == (*other.fiches, *other.superseded, *other.outcomes)


@given(batches())
def test_no_file_is_lost_and_no_id_is_there_twice(fiches: list[Fiche]) -> None:
    batch: Collection = collection(*fiches)
    assert sorted(outcome.file for outcome in batch.outcomes) == sorted(one.source.file for one in fiches)
    ids = [one.id for one in batch.records]
    assert len(ids) == len(set(ids))
    assert {one.source.sha256 for one in batch.records} == {one.source.sha256 for one in fiches}
    assert {outcome.id for outcome in batch.outcomes} == set(ids)


@given(batches())
def test_a_collectivity_is_published_once(fiches: list[Fiche]) -> None:
    published = [authority(one.name) for one in collection(*fiches).publishable if one.name]
    assert len(published) == len(set(published))
