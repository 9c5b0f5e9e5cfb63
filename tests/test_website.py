"""Web sites: addresses found and mended, links before their wording, the English site first, nothing unsafe."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import HttpUrl, TypeAdapter

from ficheparse.document import Paragraph, Run, Where
from ficheparse.values import website
from ficheparse.values.reading import Reading
from ficheparse.values.website import Websites, host, safe_link, url_of, urls_in


def read(*lines: str) -> Reading[Websites]:
    """The reading of these paragraphs; `[wording](target)` is a link."""
    return website.read([paragraph(line) for line in lines])


def paragraph(line: str) -> Paragraph:
    runs = []
    for piece in re.split(r"(\[[^\]]*\]\([^)]*\))", line):
        link = re.fullmatch(r"\[([^\]]*)\]\(([^)]*)\)", piece)
        runs.append(Run(link[1], link=link[2]) if link else Run(piece))
    return Paragraph(runs, Where())


def codes(reading: Reading[Websites]) -> list[str]:
    return [doubt.code for doubt in reading.doubts]


GOOD = {
    "http://www.ville-marenne.fr": "http://www.ville-marenne.fr",
    "https://www.ville-marenne.fr/": "https://www.ville-marenne.fr/",
    "www.ville-marenne.fr": "https://www.ville-marenne.fr",
    "ville-marenne.fr": "https://ville-marenne.fr",
    "marenne.fr/en": "https://marenne.fr/en",
    "WWW.VILLE-MARENNE.FR": "https://www.ville-marenne.fr",
    "Http://www.Ville-Marenne.fr/Accueil": "http://www.ville-marenne.fr/Accueil",
    "Site officiel : www.ville-marenne.fr": "https://www.ville-marenne.fr",
    "Site:www.ville-marenne.fr": "https://www.ville-marenne.fr",
    "Site:http://www.ville-marenne.fr": "http://www.ville-marenne.fr",
    "(www.ville-marenne.fr)": "https://www.ville-marenne.fr",
    "<http://www.ville-marenne.fr>": "http://www.ville-marenne.fr",
    "« www.ville-marenne.fr »": "https://www.ville-marenne.fr",
    "“http://www.ville-marenne.fr”": "http://www.ville-marenne.fr",
    "www.ville-marenne.fr,": "https://www.ville-marenne.fr",
    "http://www.ville-marenne.fr…": "http://www.ville-marenne.fr",
    "www.ville-marenne.fr (en anglais)": "https://www.ville-marenne.fr",
    "www.ville-marenne.fr(en anglais)": "https://www.ville-marenne.fr",
    "http://www.ville-marenne.fr/(EN)": "http://www.ville-marenne.fr/",
    "www.ville-marenne.fr – en construction": "https://www.ville-marenne.fr",
    "http://www.ville-marenne.fr/i.php?lang=en&id=3#top": "http://www.ville-marenne.fr/i.php?lang=en&id=3#top",
    "http://www.ville-marenne.fr/page_(en)": "http://www.ville-marenne.fr/page_(en)",
    "http://www.ville-marenne.fr/spip.php?article12,3": "http://www.ville-marenne.fr/spip.php?article12,3",
    "http://www.ville-marenne.fr:8080/en": "http://www.ville-marenne.fr:8080/en",
    "www.ville-marenne.museum": "https://www.ville-marenne.museum",
    "www.ville-marenne.fr\u200b": "https://www.ville-marenne.fr",
    "www.ville\u2011marenne.fr": "https://www.ville-marenne.fr",
    "https://www.éxemple.fr/où": "https://www.xn--xemple-9ua.fr/o%C3%B9",
    "https://www.xn--xemple-9ua.fr": "https://www.xn--xemple-9ua.fr",
    "https://例え.jp/英語": "https://xn--r8jz45g.jp/%E8%8B%B1%E8%AA%9E",
    "https://ja.example.org/wiki/高松市": "https://ja.example.org/wiki/%E9%AB%98%E6%9D%BE%E5%B8%82",
    "ｈｔｔｐ：／／ｗｗｗ．ｃｉｔｙ．ｕｍｉｎｏ．ｊｐ／": "http://www.city.umino.jp/",
    "http://www.city.umino.lg.jp/（英語）": "http://www.city.umino.lg.jp/",
    "http://www.city.umino.lg.jp/をご覧ください。": "http://www.city.umino.lg.jp/",
    "http://www.city.umino.lg.jp/index.html英語版": "http://www.city.umino.lg.jp/index.html",
    "市のホームページはhttp://www.city.umino.jp/です": "http://www.city.umino.jp/",
    "「www.city.umino.jp」": "https://www.city.umino.jp",
    "accueil@ville-marenne.fr ; www.ville-marenne.fr": "https://www.ville-marenne.fr",
    "accueil (at) ville-marenne.fr, www.ville-marenne.fr": "https://www.ville-marenne.fr",
    "www.ville-marenne.fr, http://www.ville-marenne.fr/": "https://www.ville-marenne.fr",
    "plan.pdf sur marenne.fr": "https://marenne.fr",
}

MENDED = {
    "http//www.marenne.fr": "http://www.marenne.fr",
    "htpp://www.marenne.fr": "http://www.marenne.fr",
    "hhtp://www.marenne.fr": "http://www.marenne.fr",
    "htttp://www.marenne.fr": "http://www.marenne.fr",
    "htp://www.marenne.fr": "http://www.marenne.fr",
    "ttp://www.marenne.fr": "http://www.marenne.fr",
    "httpp://www.marenne.fr": "http://www.marenne.fr",
    "htpps://www.marenne.fr": "https://www.marenne.fr",
    "http:/www.marenne.fr": "http://www.marenne.fr",
    "http:www.marenne.fr": "http://www.marenne.fr",
    "http;//www.marenne.fr": "http://www.marenne.fr",
    "http.//www.marenne.fr": "http://www.marenne.fr",
    "http//:www.marenne.fr": "http://www.marenne.fr",
    "http:://www.marenne.fr": "http://www.marenne.fr",
    "http:///www.marenne.fr": "http://www.marenne.fr",
    "http:\\\\www.marenne.fr": "http://www.marenne.fr",
    "http:// www.marenne.fr": "http://www.marenne.fr",
    "http : //www.marenne.fr": "http://www.marenne.fr",
    "https//www.marenne.fr": "https://www.marenne.fr",
    "http://http://www.marenne.fr": "http://www.marenne.fr",
    "http://https://www.marenne.fr": "https://www.marenne.fr",
    "www,marenne.fr": "https://www.marenne.fr",
    "www;marenne.fr": "https://www.marenne.fr",
    "www,marenne,fr": "https://www.marenne.fr",
    "www.marenne,fr": "https://www.marenne.fr",
    "http://www,marenne.fr": "http://www.marenne.fr",
    "www marenne.fr": "https://www.marenne.fr",
    "www. marenne.fr": "https://www.marenne.fr",
    "www..marenne.fr": "https://www.marenne.fr",
    "wwww.marenne.fr": "https://www.marenne.fr",
    "http://ww.marenne.fr": "http://www.marenne.fr",
    "w.w.w.marenne.fr": "https://www.marenne.fr",
    "wwwmarenne.fr": "https://www.marenne.fr",
    "www.marenne.fr.": "https://www.marenne.fr",
    "www.marenne .fr": "https://www.marenne.fr",
    "www.marenne. fr": "https://www.marenne.fr",
    "http:// www. marenne .fr": "http://www.marenne.fr",
    "www.marenne.fr /en": "https://www.marenne.fr/en",
    "www.ville–marenne.fr": "https://www.ville-marenne.fr",
    "https://moi:secret@www.marenne.fr/": "https://www.marenne.fr/",
}

NO_SITE = [
    "en construction",
    "à venir",
    "aucun site en anglais",
    "accueil@ville-marenne.fr",
    "jean.dupont@ville-marenne.fr",
    "jean.dupont (at) ville-marenne.fr",
    "accueil @ ville-marenne.fr",
    "mailto:accueil@ville-marenne.fr",
    "[Nous écrire](mailto:accueil@ville-marenne.fr)",
    "ftp://ftp.ville-marenne.fr/pub",
    "javascript:alert(1)",
    "[notre site](javascript:alert(1))",
    "[notre site](file:///C:/site.html)",
    "file:///C:/site.html",
    "data:text/html,x",
    "M.Dupont",
    "n.a",
    "cf. plaquette.pdf",
    "voir accueil.html",
    "http://localhost/",
    "http://192.168.0.1/",
    "http://[::1]/",
    "http://ville",
    "http://.fr",
    "http://ville_marenne.fr",
    "http://-marenne.fr",
    "www.marenne",
    "www.marenne.f",
    "www.ville marenne.fr",  # a hyphen, or nothing, may be missing
    "@marenne",
    "http://",
    "www.",
]


@pytest.mark.parametrize(("text", "url"), GOOD.items())
def test_an_address_is_found_and_kept_as_written(text: str, url: str) -> None:
    reading = read(text)
    assert reading.value == Websites(url, ())
    assert [code for code in codes(reading) if code != "website-repaired"] == []


@pytest.mark.parametrize("text", ["http://www.marenne.fr", "www.marenne.fr", "marenne.fr", "WWW.marenne.fr/en"])
def test_what_only_lacks_a_scheme_is_not_repaired(text: str) -> None:
    assert codes(read(text)) == []


@pytest.mark.parametrize(("text", "url"), MENDED.items())
def test_a_plain_slip_is_mended_and_said(text: str, url: str) -> None:
    reading = read(text)
    assert reading.value == Websites(url, ())
    assert codes(reading) == ["website-repaired"]


@pytest.mark.parametrize("text", NO_SITE)
def test_what_no_address_can_be_read_from_is_invalid(text: str) -> None:
    reading = read(text)
    assert reading.value == Websites(None, ())
    assert "website-invalid" in codes(reading)


ENGLISH = {
    ("www.a-ville.fr/fr - www.a-ville.fr/en",): ("https://www.a-ville.fr/en", "https://www.a-ville.fr/fr"),
    ("www.a-ville.fr (FR) ; www.b-visit.com (EN)",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("www.a-ville.fr et www.b-visit.com (anglais)",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("www.a-ville.fr", "www.b-visit.com (en anglais)"): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("www.a-ville.fr (anglais : www.b-visit.com)",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("FR : www.a-ville.fr EN : www.b-visit.com",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("EN : www.b-visit.com FR : www.a-ville.fr",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("English: www.b-visit.com French: www.a-ville.fr",): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("Français : www.a-ville.fr", "Anglais : www.b-visit.com"): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("Français", "www.a-ville.fr", "English", "www.b-visit.com"): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("www.a-ville.fr français", "www.b-visit.com anglais"): ("https://www.b-visit.com", "https://www.a-ville.fr"),
    ("日本語 http://a.umino.jp/ 英語 http://b.umino.jp/",): ("http://b.umino.jp/", "http://a.umino.jp/"),
    ("日本語：http://a.umino.jp/　英語：http://b.umino.jp/",): ("http://b.umino.jp/", "http://a.umino.jp/"),
    ("http://a.umino.jp/（日本語）、http://b.umino.jp/（英語）",): ("http://b.umino.jp/", "http://a.umino.jp/"),
    ("http://a.umino.jp/ 日本語 http://b.umino.jp/ 英語版",): ("http://b.umino.jp/", "http://a.umino.jp/"),
    ("[Français](http://www.a-ville.fr) | [English](http://www.b-visit.com)",): (
        "http://www.b-visit.com",
        "http://www.a-ville.fr",
    ),
    ("www.a-ville.fr ; en.b-visit.com",): ("https://en.b-visit.com", "https://www.a-ville.fr"),
    ("www.a-ville.fr ; www.a-ville.fr/?lang=en",): ("https://www.a-ville.fr/?lang=en", "https://www.a-ville.fr"),
    ("www.a-ville.fr ; www.a-ville.fr/?lang=en_GB",): ("https://www.a-ville.fr/?lang=en_GB", "https://www.a-ville.fr"),
    ("www.a-ville.fr ; www.a-ville.fr/home-en.html",): (
        "https://www.a-ville.fr/home-en.html",
        "https://www.a-ville.fr",
    ),
    ("a.umino.jp ; a.umino.jp/english/",): ("https://a.umino.jp/english/", "https://a.umino.jp"),
    ("a.umino.jp ; a.umino.jp/foreign/English.html",): (
        "https://a.umino.jp/foreign/English.html",
        "https://a.umino.jp",
    ),
    ("a.umino.jp/index.html, a.umino.jp/eng/",): ("https://a.umino.jp/eng/", "https://a.umino.jp/index.html"),
    ("Sites (français et anglais) : www.a-ville.fr www.a-ville.fr/en",): (
        "https://www.a-ville.fr/en",
        "https://www.a-ville.fr",
    ),
}
NOT_ENGLISH = {
    ("www.a-ville.fr / www.b-visit.com",): ("https://www.a-ville.fr", "https://www.b-visit.com"),
    ("www.a-ville.fr www.b-visit.com",): ("https://www.a-ville.fr", "https://www.b-visit.com"),
    ("www.a-ville.fr,www.b-visit.com",): ("https://www.a-ville.fr", "https://www.b-visit.com"),
    ("www.a-ville.fr", "www.val-en-bray.fr"): ("https://www.a-ville.fr", "https://www.val-en-bray.fr"),
    ("www.a-ville.fr", "www.b-visit.com/ville-en-fete"): (
        "https://www.a-ville.fr",
        "https://www.b-visit.com/ville-en-fete",
    ),
    ("www.a-ville.fr", "www.b-visit.com (en construction)"): ("https://www.a-ville.fr", "https://www.b-visit.com"),
    ("www.a-ville.fr", "www.b-visit.com (pas de version anglaise)"): (
        "https://www.a-ville.fr",
        "https://www.b-visit.com",
    ),
    ("www.a-ville.fr (mairie), tourisme en ville : www.b-visit.com",): (
        "https://www.a-ville.fr",
        "https://www.b-visit.com",
    ),
}


@pytest.mark.parametrize(("lines", "urls"), [*ENGLISH.items(), *NOT_ENGLISH.items()])
def test_the_site_marked_as_english_comes_first_or_else_the_first(
    lines: tuple[str, ...], urls: tuple[str, str]
) -> None:
    reading = read(*lines)
    assert reading.value == Websites(urls[0], urls[1:])
    assert reading.doubts == ()


def test_several_sites_keep_their_order_and_each_is_there_once() -> None:
    reading = read("www.c-ville.fr, www.a-ville.fr", "http://c-ville.fr/", "www.b-ville.fr (EN)")
    assert reading.value == Websites("https://www.b-ville.fr", ("https://www.c-ville.fr", "https://www.a-ville.fr"))


def test_a_links_target_counts_over_its_wording() -> None:
    reading = read("[www.marenne.fr](http://www.marenne.fr/accueil)")
    assert (reading.value.first, codes(reading)) == ("http://www.marenne.fr/accueil", [])


@pytest.mark.parametrize(
    ("line", "url"),
    [
        ("[www.marenne.fr](http://www.autre.example)", "http://www.autre.example"),
        ("[http://www.marenne.fr/en](http://www.marenne.com/en)", "http://www.marenne.com/en"),
        ("[www.marenne.fr](https://www.mаrenne.fr)", "https://www.xn--mrenne-3nf.fr"),  # a Cyrillic а
        ("[www.marenne.fr](ftp://ftp.autre.example)", "https://www.marenne.fr"),
    ],
)
def test_a_link_that_says_another_host_than_it_leads_to_is_a_conflict(line: str, url: str) -> None:
    reading = read(line)
    assert (reading.value.first, codes(reading)) == (url, ["website-conflict"])
    assert reading.doubts[0].text == line[1 : line.index("]")]


@pytest.mark.parametrize(
    "line",
    [
        "[marenne.fr](http://www.marenne.fr/)",
        "[HTTP://WWW.Marenne.FR](https://marenne.fr/en)",
        "[www.éxemple.fr](https://www.xn--xemple-9ua.fr)",
        "[Site de la ville](http://www.marenne.fr)",
        "[Marenne, fr.](http://www.marenne.fr)",
        "[www.marenne](http://www.marenne.fr).fr",
        "[www.marenne.fr](mailto:accueil@marenne.fr)",
        "[www.marenne.fr](#signet)",
    ],
)
def test_a_link_that_says_its_own_host_or_none_is_no_conflict(line: str) -> None:
    reading = read(line)
    assert reading.value.first is not None
    assert codes(reading) == []


def test_a_link_of_several_runs_is_one_and_a_prompt_is_no_answer() -> None:
    runs = [Run("www.", link="http://www.marenne.fr"), Run("marenne.fr", bold=True, link="http://www.marenne.fr")]
    assert website.read([Paragraph(runs, Where())]) == Reading(Websites("http://www.marenne.fr", ()))
    prompt = Paragraph([Run("Adresse, p. ex. www.exemple.fr", prompt=True), Run("www.marenne.fr")], Where())
    assert website.read([prompt]).value == Websites("https://www.marenne.fr", ())


@pytest.mark.parametrize(
    ("target", "kept"),
    [
        ("http://www.marenne.fr/", "http://www.marenne.fr/"),
        ("HTTPS://Marenne.fr/A", "https://marenne.fr/A"),
        ("mailto:accueil@marenne.fr", "mailto:accueil@marenne.fr"),
        ("tel:+33 2 61 91 12 34", "tel:+33 2 61 91 12 34"),
        ("javascript:alert(1)", None),
        (" JavaScript:alert(1)", None),
        ("java\nscript:alert(1)", None),
        ("data:text/html,<script>", None),
        ("vbscript:x", None),
        ("file:///etc/passwd", None),
        ('http://a.fr/"onclick="x', None),
        ("//marenne.fr", None),
        ("#signet", None),
        ("", None),
        ('mailto:a@b.fr"onclick="x', None),
    ],
)
def test_only_a_safe_link_is_published(target: str, kept: str | None) -> None:
    assert safe_link(target) == kept


def test_addresses_are_told_with_their_place() -> None:
    text = "Site : www.marenne.fr ; écrire à a@marenne.fr"
    [found] = urls_in(text)
    assert (text[found.start : found.end], found.url, found.mended) == (
        "www.marenne.fr",
        "https://www.marenne.fr",
        False,
    )


URL = TypeAdapter(HttpUrl)
PIECES = [
    "http",
    "https",
    ":",
    "/",
    "//",
    "www",
    ".",
    ",",
    "fr",
    "ville",
    "é",
    "市",
    "@",
    "(",
    ")",
    " ",
    "\n",
    "-",
    "#",
    "?",
    "=",
    "[",
    "]",
    "%",
    "8",
]


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_any_text_gives_valid_addresses_or_none(text: str) -> None:
    urls = [found.url for found in urls_in(text)]
    if known := url_of(text):
        urls.append(known[0])
    value = website.read([Paragraph([Run(text)], Where()), Paragraph([Run("x", link=text)], Where())]).value
    urls += [url for url in (value.first, *value.others) if url]
    for url in urls:
        assert URL.validate_python(url).host == host(url)
        assert re.fullmatch(r"https?://[!-~]+", url)
        assert not set(url) & set("<>\"'\\^`{}|@") - set(
            "'@" if "/" in urlsplit(url).path + urlsplit(url).query else ""
        )
        assert "@" not in urlsplit(url).netloc


@given(st.from_regex(r"[a-gi-v][a-z]{1,7}(-[a-z]{2,8})?\.(fr|com|jp)(/[a-z0-9]{1,5}){0,2}", fullmatch=True))
def test_any_plain_address_reads_back(address: str) -> None:
    assert read(f"http://{address}").value.first == f"http://{address}"
    assert read(f"Voir {address}.").value.first == f"https://{address}"
