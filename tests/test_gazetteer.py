"""Which authority a name means; the facts are geography's."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ficheparse
from ficheparse import gazetteer

TABLE = Path(ficheparse.__file__).parent / "data" / "gazetteer.sqlite"

MEANT = [
    ("Ville de Limoges", "Limoges", "commune", "FR"),
    ("commune de LIMOGES", "Limoges", "commune", "FR"),
    ("Mairie du Havre", "Le Havre", "commune", "FR"),
    ("ville des Sables-d'Olonne", "Les Sables-d'Olonne", "commune", "FR"),
    ("Ville de La Roche-sur-Yon", "La Roche-sur-Yon", "commune", "FR"),
    ("Ville de St-Malo", "Saint-Malo", "commune", "FR"),
    ("Ville-d’Avray", "Ville-d'Avray", "commune", "FR"),
    ("Ville de Vienne", "Vienne", "commune", "FR"),
    ("Ville de Paris", "Paris", "commune", "FR"),
    ("Mairie de Rodez, France", "Rodez", "commune", "FR"),
    ("Ville de Fort-de-France", "Fort-de-France", "commune", "FR"),
    ("Ville de Nouméa", "Nouméa", "commune", "FR"),
    ("Département de la Corrèze", "Corrèze", "departement", "FR"),
    ("Conseil départemental du Gers", "Gers", "departement", "FR"),
    ("Conseil général de l’Aveyron", "Aveyron", "departement", "FR"),
    ("Département de la Vienne", "Vienne", "departement", "FR"),
    ("CG29", "Finistère", "departement", "FR"),
    ("Conseil général 2A", "Corse-du-Sud", "departement", "FR"),
    ("Vitry s/Seine", "Vitry-sur-Seine", "commune", "FR"),
    ("Chalon s/ Saône", "Chalon-sur-Saône", "commune", "FR"),
    ("Collectivité européenne d’Alsace", "Collectivité européenne d'Alsace", "departement", "FR"),
    ("Région Bretagne", "Bretagne", "region", "FR"),
    ("Conseil régional de Normandie", "Normandie", "region", "FR"),
    ("Région Réunion", "La Réunion", "region", "FR"),
    ("Région PACA", "Provence-Alpes-Côte d'Azur", "region", "FR"),
    ("Collectivité de Corse", "Corse", "region", "FR"),
    ("Brest Métropole", "Brest Métropole", "epci", "FR"),
    ("Métropole de Rennes", "Rennes Métropole", "epci", "FR"),
    ("Le Grand Chalon", "Communauté d'agglomération Le Grand Chalon", "epci", "FR"),
    ("CU de Dunkerque", "Communauté urbaine de Dunkerque", "epci", "FR"),
    ("Communauté d’agglomération du Pays Basque", "Communauté d'agglomération du Pays Basque", "epci", "FR"),
    ("Grand Avignon", "Communauté d'agglomération du Grand Avignon", "epci", "FR"),
    ("GrandAngoulême", "Communauté d'agglomération du Grand Angoulême", "epci", "FR"),
    ("Com. d'agglo. de La Rochelle", "Communauté d'agglomération de La Rochelle", "epci", "FR"),
    ("CINOR", "Communauté d'agglomération Intercommunale du Nord de la Réunion", "epci", "FR"),
    ("Plaine Commune", "Plaine Commune", "epci", "FR"),
    ("京都市", "京都市", "city", "JP"),
    ("石川県金沢市", "金沢市", "city", "JP"),
    ("松本", "松本市", "city", "JP"),
    ("松本市役所", "松本市", "city", "JP"),
    ("City of Kanazawa", "金沢市", "city", "JP"),
    ("Kanazawa City Hall", "金沢市", "city", "JP"),
    ("Ville de Sapporo", "札幌市", "city", "JP"),
    ("Ville de Kita-Kyūshū", "北九州市", "city", "JP"),
    ("Ville de Beppu 別府市", "別府市", "city", "JP"),
    ("Ville de Yokohama", "横浜市", "city", "JP"),
    ("東京都府中市", "府中市", "city", "JP"),
    ("Fuchu, Tokyo", "府中市", "city", "JP"),
    ("Ama Town", "海士町", "town", "JP"),
    ("島根県隠岐郡海士町", "海士町", "town", "JP"),
    ("白川村", "白川村", "village", "JP"),
    ("東京都文京区", "文京区", "ward", "JP"),
    ("Bunkyo City", "文京区", "ward", "JP"),
    ("横浜市中区", "横浜市中区", "ward", "JP"),
    ("Naka-ku, Yokohama", "横浜市中区", "ward", "JP"),
    ("島根県", "島根県", "prefecture", "JP"),
    ("島根県庁", "島根県", "prefecture", "JP"),
    ("Shimane", "島根県", "prefecture", "JP"),
    ("Préfecture de Kumamoto", "熊本県", "prefecture", "JP"),
    ("Kumamoto Prefectural Government", "熊本県", "prefecture", "JP"),
    ("Kumamoto-ken", "熊本県", "prefecture", "JP"),
    ("Gunma Prefecture", "群馬県", "prefecture", "JP"),
    ("Préfecture d’Ōita", "大分県", "prefecture", "JP"),
    ("北海道", "北海道", "prefecture", "JP"),
    ("Tokyo Metropolitan Government", "東京都", "prefecture", "JP"),
]


@pytest.mark.parametrize(("written", "name", "kind", "country"), MEANT)
def test_a_name_as_clerks_write_it_means_one_authority(written: str, name: str, kind: str, country: str) -> None:
    place = gazetteer.the_one(written)
    assert place is not None
    assert (place.name, place.kind, place.country) == (name, kind, country)
    assert gazetteer.country_of(written) == country


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("Kyoto", {"city", "prefecture"}),
        ("Hiroshima", {"city", "prefecture"}),
        ("Vienne", {"commune", "departement"}),
        ("Saint-Denis", {"commune"}),
        ("Valence", {"commune"}),
        ("府中市", {"city"}),
        ("Chuo City", {"city", "ward"}),
        ("Ville et Eurométropole de Strasbourg", {"commune", "epci"}),
        ("Ville de Dijon – Dijon Métropole", {"commune", "epci"}),
        ("新潟市・新潟県", {"city", "prefecture"}),
    ],
)
def test_a_name_of_several_authorities_means_none_of_them(name: str, kinds: set[str]) -> None:
    found = gazetteer.find(name)
    assert len(found) > 1
    assert {place.kind for place in found} == kinds
    assert gazetteer.the_one(name) is None


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Saint-Denis (93)", "93"),
        ("Ville de Saint-Denis, La Réunion", "974"),
        ("Valence (Drôme)", "26"),
        ("Ajaccio (2A)", "2A"),
        ("広島県府中市", "広島県"),
        ("Ama (Shimane)", "島根県"),
    ],
)
def test_a_departement_or_prefecture_beside_a_name_tells_homonyms_apart(name: str, area: str) -> None:
    place = gazetteer.the_one(name)
    assert place is not None
    assert place.area == area


@pytest.mark.parametrize("name", ["Paris", "Martinique"])
def test_two_authorities_of_one_territory_are_one_answer(name: str) -> None:
    assert len(gazetteer.find(name)) == 2
    assert gazetteer.the_one(name) is not None


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Région Limousin", "FR"),
        ("Auvergne", "FR"),
        ("Conseil régional de Picardie", "FR"),
        ("Montpellier Agglomération", "FR"),
        ("Communauté urbaine de Nantes", "FR"),
        ("Communauté d’agglomération du Pays de Fayence", "FR"),
        ("Ville d’Annecy-le-Vieux", "FR"),
        ("Ville d’Évry", "FR"),
        ("浦和市", "JP"),
        ("Ville de Sasayama", "JP"),
    ],
)
def test_a_former_name_tells_its_country_and_nothing_else(name: str, country: str) -> None:
    assert any(place.former for place in gazetteer.find(name))
    assert gazetteer.the_one(name) is None
    assert gazetteer.country_of(name) == country


@pytest.mark.parametrize(
    "name", ["Utopia", "", "…", "Nom de la collectivité", "Ville", "Ville de", "市", "エピナル市", "Ota"]
)
def test_a_name_that_tells_no_country_gives_none(name: str) -> None:
    assert gazetteer.country_of(name) is None


@pytest.mark.parametrize("name", ["Agglomération de Montpellier", "Chambéry métropole", "Préfecture de Limoges"])
def test_a_place_tells_its_country_where_its_authority_is_unknown(name: str) -> None:
    assert gazetteer.find(name) == ()
    assert gazetteer.country_of(name) == "FR"


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "people"),
    [
        ("Ville de Limoges", 45.83, 1.26, 130_000),
        ("Ville de Marseille", 43.30, 5.37, 870_000),
        ("Brest Métropole", 48.39, -4.49, 210_000),
        ("Département du Gers", 43.65, 0.58, 191_000),
        ("Région Normandie", 49.44, 1.10, 3_330_000),
        ("Martinique", 14.61, -61.07, 360_000),
        ("札幌市", 43.06, 141.35, 1_950_000),
        ("岡崎市", 34.95, 137.17, 385_000),
        ("沖縄県", 26.21, 127.68, 1_467_000),
        ("東京都世田谷区", 35.65, 139.65, 943_000),
        ("海士町", 36.10, 133.10, 2_300),
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
        ("香川", "kagawa-ken"),
        ("東京都", "tokyo-to"),
        ("北海道", "hokkaido"),
        ("東京都文京区", "bunkyo-ku"),
        ("名古屋市中区", "nagoya-naka-ku"),
        ("群馬県", "gunma-ken"),
        ("高市郡明日香村", "asuka"),
        ("金沢市国際交流課", "kanazawa"),
        ("つくば市", "tsukuba"),
        ("さいたま", "saitama"),
        ("エピナル市", "epinaru"),
        ("トゥール市", "turu"),
        ("新潟市・佐渡市", "niigata-sado"),
        ("Ville de Saint-Étienne", "ville-de-saint-etienne"),
        ("L’Haÿ-les-Roses", "l-hay-les-roses"),
        ("Kanazawa 金沢市", "kanazawa"),
        ("架空郷", None),
        ("→", None),
    ],
)
def test_a_slug_reads_as_the_name_does(name: str, slug: str | None) -> None:
    assert gazetteer.slug(name) == slug


def test_every_tenth_name_of_the_table_finds_its_own_place() -> None:
    base = sqlite3.connect(f"{TABLE.as_uri()}?mode=ro", uri=True)
    asked = "select distinct country, kind, name, area from place where not former order by name"
    rows = base.execute(asked).fetchall()[::10]
    base.close()
    assert len(rows) > 3500
    say = {"commune": "Ville de {}", "departement": "Conseil départemental de {}", "region": "Région {}"}
    lost = [
        name
        for country, kind, name, area in rows
        if (country, kind, name, area)
        not in {(p.country, p.kind, p.name, p.area) for p in gazetteer.find(say.get(kind, "{}").format(name))}
    ]
    assert lost == []


def test_every_point_lies_in_its_country() -> None:
    base = sqlite3.connect(f"{TABLE.as_uri()}?mode=ro", uri=True)
    japan = base.execute("select latitude, longitude from place where country = 'JP' and latitude not null").fetchall()
    france = base.execute(
        "select latitude, longitude from place where country = 'FR' and latitude not null and length(area) = 2"
    ).fetchall()
    base.close()
    assert len(japan) > 1000 and len(france) > 14000
    assert all(24 < latitude < 45.7 and 122.9 < longitude < 146 for latitude, longitude in japan)
    assert all(41.3 < latitude < 51.2 and -5.3 < longitude < 9.7 for latitude, longitude in france)


PIECES = st.sampled_from(
    ["Ville de ", "et ", "Nara", "(37)", "京都", "市", "・", "Métropole ", "d’", ", ", "Saint ", "県"]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=8).map("".join)))
def test_any_text_may_be_looked_up(text: str) -> None:
    assert isinstance(gazetteer.find(text), tuple)
    assert gazetteer.country_of(text) in ("FR", "JP", None)
    slug = gazetteer.slug(text)
    assert slug is None or re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", slug)


def test_a_spelling_that_is_not_looked_up_is_none_of_a_japanese_place() -> None:
    with closing(sqlite3.connect(f"{TABLE.as_uri()}?mode=ro", uri=True)) as table:
        keys = [key for (key,) in table.execute("select key from place where country = 'JP'") if key.isascii()]
    assert len(keys) > 1_000
    assert not [key for key in keys if gazetteer._NOT_JAPANESE.search(key.replace(" ", ""))]
