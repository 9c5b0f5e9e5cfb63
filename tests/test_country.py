import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.fiche import Country
from ficheparse.values import country as countries


def read(
    name: str | None = None,
    others: tuple[str, ...] = (),
    title: str | None = None,
    location: str = "",
    contact: str = "",
    addresses: tuple[str, ...] = (),
    known: Country | None = None,
) -> Country | None:
    return countries.read(name, others, title, location, contact, addresses, known=known)


@pytest.mark.parametrize(
    "name", ["津市", "香川県", "内子町", "Ville de Tsu 津市", "Tsu City (津市)", "東京都台東区", "つくば市"]
)
def test_a_name_in_japanese_letters_is_japanese(name: str) -> None:
    assert read(name) == "JP"


@pytest.mark.parametrize("name", ["ロデーズ市", "ナント都市圏", "トゥールーズ"])
def test_a_name_in_katakana_is_of_a_foreign_place(name: str) -> None:
    assert read(name) == "FR"
    assert read("Ville de Rodez", (name,)) == "FR"
    assert read(name, contact="+81 87 839 2197") == "JP"


@pytest.mark.parametrize(
    "name", ["Préfecture de Gifu", "Kagawa Prefecture", "Ville de Kyoto", "Préfecture de Mie", "City of X, Japan"]
)
def test_a_prefecture_or_country_in_the_name_tells(name: str) -> None:
    assert read(name) == "JP"


@pytest.mark.parametrize(
    ("evidence", "country"),
    [
        ({"contact": "Tél. +33 5 36 49 10 10"}, "FR"),
        ({"contact": "0033 5 36 49 10 10"}, "FR"),
        ({"contact": "Tel +81-87-839-2197"}, "JP"),
        ({"contact": "+262 262 20 30 40"}, "FR"),
        ({"contact": "05 36 49 10 10"}, "FR"),
        ({"contact": "087-839-2197"}, "JP"),
        ({"contact": "TEL ０８７－８３９－２１９７"}, "JP"),
        ({"contact": "a.roy@ville.fr"}, "FR"),
        ({"addresses": ("https://www.ville.fr/en",)}, "FR"),
        ({"addresses": ("http://ville.fr",)}, "FR"),
        ({"addresses": ("www.ville.bzh",)}, "FR"),
        ({"addresses": ("https://www.city.lg.jp/",)}, "JP"),
        ({"addresses": ("mailto:a@city.jp",)}, "JP"),
        ({"addresses": ("https://www.ville.com/fr/accueil.fr",)}, None),
        ({"addresses": ("https://www.ville.example",)}, None),
        ({"location": "au sud de la France"}, "FR"),
        ({"location": "Île de Honshu"}, "JP"),
        ({"location": "12000 Rodez"}, "FR"),
        ({"location": "〒760-8571 番町"}, "JP"),
        ({"location": "Aveyron"}, "FR"),
        ({"location": "Haute-Loire"}, "FR"),
        ({"location": "entre la France et le Japon"}, None),
        ({"others": ("津市",)}, "JP"),
        ({"title": "津市"}, "JP"),
        ({"known": "FR"}, "FR"),
        ({}, None),
    ],
)
def test_each_kind_of_evidence_tells_by_itself(evidence: dict[str, object], country: Country | None) -> None:
    assert read("Springfield", **evidence) == country  # type: ignore[arg-type]


def test_of_a_joint_fiche_the_first_name_counts() -> None:
    assert read("Ville de Rodez", ("Takamatsu 高松市",), contact="05 36 49 10 10") == "FR"
    assert read("Ville de Rodez et 高松市", addresses=("www.rodez.fr",)) == "FR"
    assert read("高松市", ("Ville de Rodez",), addresses=("www.rodez.fr", "www.city.jp")) == "JP"


def test_domains_and_prefixes_that_disagree_leave_it_to_the_rest() -> None:
    assert read("Springfield", location="en Aveyron", addresses=("www.a.jp", "www.b.fr")) == "FR"
    assert read("Springfield", addresses=("www.a.jp", "www.b.fr")) == "JP"


def test_a_known_place_counts_before_all() -> None:
    assert read("Springfield", location="Japon", known="FR") == "FR"


def test_french_forms_of_authority_tell_where_nothing_else_does() -> None:
    assert read("Communauté de communes du Lac") == "FR"
    assert read("Communauté de communes du Lac", contact="+81 87 839 2197") == "JP"


def test_nothing_tells_nothing() -> None:
    assert read() is None
    assert read("Ville de Springfield", contact="Mme Roy, chargée des relations avec le Japon") is None


@pytest.mark.parametrize("country", countries.COUNTRIES)
def test_boxes_are_south_west_north_east(country: Country) -> None:
    assert all(
        -90 <= south < north <= 90 and -180 <= west < east <= 180
        for south, west, north, east in countries.boxes(country)
    )


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_read(name: str, title: str, location: str, contact: str) -> None:
    assert read(name, (title,), title, location, contact, (contact,)) in {"FR", "JP", None}
