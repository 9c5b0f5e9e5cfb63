"""Which authority a name means; the facts are geography's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse import gazetteer

MEANT = [
    ("Ville de Limoges", "Limoges", "commune", "FR"),
    ("commune de LIMOGES", "Limoges", "commune", "FR"),
    ("Mairie du Havre", "Le Havre", "commune", "FR"),
    ("Ville de La Roche-sur-Yon", "La Roche-sur-Yon", "commune", "FR"),
    ("Département de la Corrèze", "Corrèze", "departement", "FR"),
    ("Conseil départemental du Gers", "Gers", "departement", "FR"),
    ("Conseil général de l’Aveyron", "Aveyron", "departement", "FR"),
    ("Région Bretagne", "Bretagne", "region", "FR"),
    ("Conseil régional de Normandie", "Normandie", "region", "FR"),
    ("Brest Métropole", "Brest Métropole", "epci", "FR"),
    ("京都市", "京都市", "city", "JP"),
    ("石川県金沢市", "金沢市", "city", "JP"),
    ("City of Kanazawa", "金沢市", "city", "JP"),
    ("Ville de Sapporo", "札幌市", "city", "JP"),
    ("島根県", "島根県", "prefecture", "JP"),
    ("Préfecture de Kumamoto", "熊本県", "prefecture", "JP"),
    ("Kumamoto Prefectural Government", "熊本県", "prefecture", "JP"),
    ("北海道", "北海道", "prefecture", "JP"),
    ("Ville de Beppu 別府市", "別府市", "city", "JP"),
]


@pytest.mark.parametrize(("written", "name", "kind", "country"), MEANT)
def test_a_name_as_clerks_write_it_means_one_authority(written: str, name: str, kind: str, country: str) -> None:
    place = gazetteer.the_one(written)
    assert place is not None
    assert (place.name, place.kind, place.country) == (name, kind, country)


@pytest.mark.parametrize("name", ["Kyoto", "Saint-Denis", "Valence", "Hiroshima"])
def test_a_name_of_several_authorities_means_none_of_them(name: str) -> None:
    assert gazetteer.the_one(name) is None
    assert len(gazetteer.find(name)) > 1


@pytest.mark.parametrize("name", ["Région Limousin", "Région Auvergne", "Montpellier Agglomération"])
def test_a_former_name_tells_its_country_and_nothing_else(name: str) -> None:
    assert gazetteer.the_one(name) is None
    assert gazetteer.country_of(name) == "FR"


@pytest.mark.parametrize("name", ["Utopia", "", "…", "Nom de la collectivité"])
def test_an_unknown_name_means_nothing(name: str) -> None:
    assert gazetteer.find(name) == ()
    assert gazetteer.country_of(name) is None


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "people"),
    [
        ("Ville de Limoges", 45.83, 1.26, 130_000),
        ("札幌市", 43.06, 141.35, 1_950_000),
        ("Brest Métropole", 48.39, -4.49, 210_000),
    ],
)
def test_points_and_populations_are_the_places_own(name: str, latitude: float, longitude: float, people: int) -> None:
    place = gazetteer.the_one(name)
    assert place is not None and place.population is not None
    assert place.latitude == pytest.approx(latitude, abs=0.1)
    assert place.longitude == pytest.approx(longitude, abs=0.1)
    assert place.population == pytest.approx(people, rel=0.15)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("高松市", "takamatsu"),
        ("香川県", "kagawa-ken"),
        ("東京都", "tokyo-to"),
        ("東京都文京区", "bunkyo-ku"),
        ("つくば市", "tsukuba"),
        ("さいたま", "saitama"),
        ("エピナル市", "epinaru"),
        ("Ville de Saint-Étienne", "ville-de-saint-etienne"),
        ("L’Haÿ-les-Roses", "l-hay-les-roses"),
        ("Kanazawa 金沢市", "kanazawa"),
        ("→", None),
    ],
)
def test_a_slug_reads_as_the_name_does(name: str, slug: str | None) -> None:
    assert gazetteer.slug(name) == slug


@given(st.text(max_size=40))
def test_any_text_may_be_looked_up(text: str) -> None:
    assert isinstance(gazetteer.find(text), tuple)
    slug = gazetteer.slug(text)
    assert slug is None or set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
