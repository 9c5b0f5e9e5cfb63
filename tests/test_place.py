import re
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ficheparse.document import Paragraph, Run, Where
from ficheparse.fiche import Country
from ficheparse.values import place
from ficheparse.values.coordinates import in_address, in_text
from ficheparse.values.place import Place
from ficheparse.values.reading import Reading


def cell(*lines: str) -> list[Paragraph]:
    """Paragraphs; `[wording](target)` is a link."""
    paragraphs = []
    for line in lines:
        runs = []
        for piece in re.split(r"(\[[^\]]*\]\([^)]*\))", line):
            link = re.fullmatch(r"\[([^\]]*)\]\(([^)]*)\)", piece)
            runs.append(Run(link[1], link=link[2]) if link else Run(piece))
        paragraphs.append(Paragraph(runs, Where()))
    return paragraphs


def read(*lines: str, country: Country | None = None) -> Reading[Place]:
    return place.read(cell(*lines), country)


@pytest.mark.parametrize(
    ("address", "point"),
    [
        ("https://www.google.fr/maps/@44.35,2.57,13z", (44.35, 2.57)),
        ("https://www.google.fr/maps/place/Rodez/@44.35,2.57,13z", (44.35, 2.57)),
        ("https://www.google.fr/maps/place/Rodez/@44.1,2.1,13z/data=!3m1!4b1!4m5!3d44.35!4d2.57", (44.35, 2.57)),
        ("https://www.google.com/maps/place/44.35,2.57/@44.1,2.1,13z", (44.35, 2.57)),
        ("https://www.google.com/maps/place/44%C2%B021'00.0%22N+2%C2%B034'12.0%22E/@44.1,2.1,17z", (44.35, 2.57)),
        ("https://maps.google.fr/?q=44.35,2.57", (44.35, 2.57)),
        ("https://maps.google.fr/maps?q=loc:44.35,2.57&z=12", (44.35, 2.57)),
        ("https://maps.google.fr/maps?q=44.35%2C2.57", (44.35, 2.57)),
        ("https://maps.google.fr/maps?q=44.35%252C2.57", (44.35, 2.57)),
        ("https://maps.google.fr/maps?q=44.35,+2.57&ll=44.1,2.1", (44.35, 2.57)),
        ("https://www.google.fr/maps?ll=44.35,2.57&z=14", (44.35, 2.57)),
        ("https://www.google.com/maps/search/?api=1&query=44.35%2C2.57", (44.35, 2.57)),
        ("https://www.google.com/maps/dir/?api=1&destination=44.35,2.57", (44.35, 2.57)),
        ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d2800.5!2d2.57!3d44.35!2m3", (44.35, 2.57)),
        ("https://maps.googleapis.com/maps/api/staticmap?center=44.35,2.57&zoom=12", (44.35, 2.57)),
        ("https://www.openstreetmap.org/#map=13/44.35/2.57", (44.35, 2.57)),
        ("https://www.openstreetmap.org/?mlat=44.35&mlon=2.57#map=13/44.1/2.1", (44.35, 2.57)),
        ("https://www.openstreetmap.org/?mlat=44.35&amp;mlon=2.57", None),
        ("https://www.geoportail.gouv.fr/carte?c=2.57,44.35&z=12", (44.35, 2.57)),
        ("https://www.bing.com/maps?cp=44.35~2.57&lvl=11", (44.35, 2.57)),
        ("https://www.bing.com/maps?cp=44.1~2.1&sp=point.44.35_2.57_Rodez", (44.35, 2.57)),
        ("https://maps.apple.com/?ll=44.35,2.57&q=Rodez", (44.35, 2.57)),
        ("https://maps.gsi.go.jp/#12/34.342800/134.046600/", (34.3428, 134.0466)),
        ("https://map.yahoo.co.jp/maps?lat=34.3428&lon=134.0466&z=15", (34.3428, 134.0466)),
        ("https://map.example.jp/?lon=134.0466&zoom=3&lat=34.3428", (34.3428, 134.0466)),
        ("https://www.mapion.co.jp/m2/34.3428,134.0466,16", (34.3428, 134.0466)),
        ("https://wego.here.com/?map=44.35,2.57,10,normal", (44.35, 2.57)),
        ("https://umap.example.org/fr/map/x_1#13/44.35/2.57", (44.35, 2.57)),
        ("https://www.google.com/maps/@-20.88,55.45,12z", (-20.88, 55.45)),
        ("https://goo.gl/maps/Qb7xT2kLwm52", None),
        ("https://www.ville.example/plan?page=12,14#section", None),
        ("https://www.google.com/maps/place/Rodez", None),
    ],
)
def test_a_map_address_gives_its_point_the_pin_before_the_view(address: str, point: tuple[float, float] | None) -> None:
    found = in_address(address)
    assert found == (pytest.approx(point) if point else None)


LATITUDES = st.floats(-90, 90).map(lambda value: round(value, 5))
LONGITUDES = st.floats(-180, 180).map(lambda value: round(value, 5))
FORMS = [
    "https://www.google.com/maps/@{lat},{lon},13z",
    "https://www.google.com/maps/place/X/@1.0,1.0,3z/data=!3d{lat}!4d{lon}",
    "https://maps.google.com/?q={lat},{lon}",
    "https://www.google.com/maps/search/?api=1&query={lat}%2C{lon}",
    "https://maps.google.com/?ll={lat},{lon}&z=3",
    "https://www.openstreetmap.org/#map=13/{lat}/{lon}",
    "https://www.openstreetmap.org/?mlat={lat}&mlon={lon}",
    "https://www.geoportail.gouv.fr/carte?c={lon},{lat}&z=3",
    "https://www.bing.com/maps?cp={lat}~{lon}",
    "https://maps.gsi.go.jp/#12/{lat}/{lon}/",
    "https://map.yahoo.co.jp/?lat={lat}&lon={lon}",
]


@given(LATITUDES, LONGITUDES, st.sampled_from(FORMS))
def test_a_point_put_into_a_map_address_comes_back(latitude: float, longitude: float, form: str) -> None:
    address = form.format(lat=f"{latitude:.5f}", lon=f"{longitude:.5f}")
    for written in (address, quote(address, safe=":/?#&=!@")):
        value = read(f"[carte]({written})").value
        assert (value.latitude, value.longitude, value.coordinates_from) == (latitude, longitude, "link")
        assert value.text is None


@pytest.mark.parametrize(
    "written",
    [
        "44.3500, 2.5700",
        "44.3500,2.5700",
        "(44.3500 ; 2.5700)",
        "44,3500 ; 2,5700",
        "44,3500, 2,5700",
        "44.35 / 2.57",
        "44.35 N 2.57 E",
        "N 44.35 E 2.57",
        "N 44.35° E 2.57°",
        "44.35° N, 2.57° E",
        "44,35° Nord ; 2,57° Est",
        "E 2.57, N 44.35",
        "Lat. : 44.35 Long. : 2.57",
        "Lat 44.35 – Lon 2.57",
        "Latitude : 44,35 ; longitude : 2,57",
        "Longitude : 2,57 ; latitude : 44,35",
        "Lat/Long : 44.35 / 2.57",
        "Coordonnées : 44.35, 2.57",
        "Coordonnées GPS : 44.3500, 2.5700",
        "Coordonnées géographiques : 44° 21′ 00″ N, 2° 34′ 12″ E",
        "GPS 44.3500 2.5700",
        "44°21'N 2°34'12\"E",
        "44°21’00’’N - 2°34’12’’E",
        "44° 21' 00\" N 2° 34' 12\" E",
        "N44°21.000' E2°34.200'",
        "Latitude: 44° 21' N; Longitude: 2° 34' 12\" E",
        "北緯44度21分 東経2度34分12秒",
        "北緯：44.35　東経：2.57",
        "緯度44.35、経度2.57",
        "geo:44.35,2.57",
        "geo:44.35,2.57?z=12",
        "４４．３５００，２．５７００",
        "+44.3500, +2.5700",
    ],
)
def test_typed_coordinates_are_read_and_leave_no_text(written: str) -> None:
    value = read(written, country="FR").value
    assert value.latitude == pytest.approx(44.35)
    assert value.longitude == pytest.approx(2.57)
    assert (value.coordinates_from, value.text, value.map_url) == ("text", None, None)


@pytest.mark.parametrize(
    ("written", "point"),
    [
        ("48.1000, -2.5000", (48.1, -2.5)),
        ("48.1000, −2.5000", (48.1, -2.5)),
        ("48,1000 ; -2,5000", (48.1, -2.5)),
        ("48°06'N 2°30'O", (48.1, -2.5)),
        ("48°06'N 2°30'W", (48.1, -2.5)),
        ("48,1° Nord, 2,5° Ouest", (48.1, -2.5)),
        ("21.1° S 55.5° E", (-21.1, 55.5)),
    ],
)
def test_west_and_south_are_negative(written: str, point: tuple[float, float]) -> None:
    value = read(written).value
    assert (value.latitude, value.longitude) == point


@pytest.mark.parametrize(
    "written",
    [
        "12,5 km au nord et 3,2 km à l’est",
        "136 252 habitants, 42,888 km2",
        "à 4 h 30 de Paris, 2 h de Lyon",
        "44 place du Bourg, 12000 Rodez",
        "〒930-8510 富山市新桜町7番38号",
        "松山市から約40km",
        "altitude 512.5 m, 48.2 km²",
        "D 12.5 - D 13.6",
    ],
)
def test_other_figures_are_no_coordinates(written: str) -> None:
    assert in_text(written) == []
    assert read(written).value == Place(text=written)


@given(LATITUDES, LONGITUDES)
def test_decimal_degrees_read_back(latitude: float, longitude: float) -> None:
    value = read(f"Bourg : {latitude:.5f}, {longitude:.5f}").value
    assert (value.latitude, value.longitude) == (latitude, longitude)
    assert value.text == "Bourg"


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Situation : sud du Massif central [CARTE](https://goo.gl/maps/x)"], "Situation : sud du Massif central"),
        (["62 rue du Bourg", "12000 Rodez"], "62 rue du Bourg 12000 Rodez"),
        (["Rodez (44.35, 2.57), Aveyron"], "Rodez, Aveyron"),
        (["Coordonnées GPS : 44.3500, 2.5700 – Rodez"], "Rodez"),
        (["Au nord d’Albi. https://carte.example.fr/x"], "Au nord d’Albi."),
        (["[Plan](https://carte.example.fr/x)"], None),
        (["Carte : https://carte.example.fr/x."], None),
        (["位置：https://maps.gsi.go.jp/#12/34.3/134.0/"], None),
        (["Rodez", "https://carte.example.fr/x"], "Rodez"),
        (["Rodez (https://carte.example.fr/x)"], "Rodez"),
        (["Aveyron [Aveyron](https://carte.example.fr/x)"], "Aveyron"),
        (["高松市　番町一丁目"], "高松市 番町一丁目"),
        (["47.2184, -1.5536 (mairie)"], "mairie"),
        (["(mairie)"], "(mairie)"),
        (["47.2184, -1.5536 (mairie), quai (nord)"], "(mairie), quai (nord)"),
    ],
)
def test_the_text_is_what_is_neither_address_nor_wording_nor_coordinates(lines: list[str], text: str | None) -> None:
    assert read(*lines).value.text == text


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["[a](https://a.example/x) [b](https://b.example/y)"], "https://a.example/x"),
        (["[a](https://a.example/x) [b](https://b.example/#map=9/44.3/2.5)"], "https://b.example/#map=9/44.3/2.5"),
        (["www.carte.example.fr/x,"], "https://www.carte.example.fr/x"),
        (["http//www.carte.example.fr/x"], "http://www.carte.example.fr/x"),
        (["[https://b.example/y](https://a.example/x)"], "https://a.example/x"),
        (["https://user:word@a.example/x"], "https://a.example/x"),
        (["[écrire](mailto:a@b.example)"], None),
        (["[x](javascript:alert)"], None),
        (["[ici](geo:44.35,2.57)"], None),
    ],
)
def test_the_map_is_the_first_address_that_names_a_point_else_the_first(lines: list[str], address: str | None) -> None:
    assert read(*lines).value.map_url == address


def test_a_geo_link_is_typed_coordinates() -> None:
    assert read("[ici](geo:44.35,2.57)").value == Place(None, 44.35, 2.57, "text", None)


@pytest.mark.parametrize(
    "written",
    [
        "Latitude : 95.0, longitude : 200.0",
        "139.7600, 35.6800",
        "https://www.google.com/maps/@95.0,200.0,3z",
        "48°61'00\"N 2°21'00\"E",
    ],
)
def test_coordinates_out_of_range_are_left_out_and_told(written: str) -> None:
    reading = read(written, country="JP")
    assert (reading.value.latitude, reading.value.longitude, reading.value.coordinates_from) == (None, None, None)
    assert [doubt.code for doubt in reading.doubts] == ["location-invalid"]


@pytest.mark.parametrize(
    ("country", "written", "inside"),
    [
        ("FR", "48.8500, 2.3500", True),
        ("FR", "41.9200, 8.7400", True),
        ("FR", "-20.8800, 55.4500", True),
        ("FR", "16.2500, -61.5300", True),
        ("FR", "-12.7800, 45.2200", True),
        ("FR", "35.6800, 139.7600", False),
        ("FR", "2.3500, 48.8500", False),
        ("FR", "0.0000, 0.0000", False),
        ("JP", "35.6800, 139.7600", True),
        ("JP", "26.2100, 127.6800", True),
        ("JP", "24.3400, 124.1500", True),
        ("JP", "27.0900, 142.1900", True),
        ("JP", "43.0600, 141.3500", True),
        ("JP", "48.8500, 2.3500", False),
        (None, "0.0000, 0.0000", True),
    ],
)
def test_coordinates_outside_the_country_stay_and_are_told(country: Country | None, written: str, inside: bool) -> None:
    reading = read(written, country=country)
    assert reading.value.latitude is not None
    assert [doubt.code for doubt in reading.doubts] == ([] if inside else ["location-invalid"])


def test_an_empty_cell_is_no_place() -> None:
    assert place.read([], "FR") == Reading(Place())


@given(st.lists(st.text(max_size=80), max_size=3), st.sampled_from(["FR", "JP", None]))
def test_any_text_is_read(lines: list[str], country: Country | None) -> None:
    value = place.read([Paragraph([Run(line)], Where()) for line in lines], country).value
    assert (value.latitude is None) == (value.longitude is None) == (value.coordinates_from is None)


@given(st.text(st.sampled_from("0123456789°'\".,-NSEO lat北緯度分 /:@?&=#!~"), max_size=60))
def test_any_coordinates_like_text_is_read(text: str) -> None:
    for found in in_text(text):
        assert 0 <= found.start < found.end <= len(text)
    in_address("https://maps.example/" + text)
