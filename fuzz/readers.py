"""The readers of `values/`, each as a function of one text."""

from __future__ import annotations

from collections.abc import Callable

import judge

from ficheparse.document import Paragraph, Run, Where
from ficheparse.fiche import Country
from ficheparse.rawfiche import RawPoint
from ficheparse.values import contact, country, dates, domains, place, plain, points, population, website


def _paragraphs(text: str) -> list[Paragraph]:
    """A paragraph a line; what stands after a tab is the target of a link on what stands before it."""
    lines = (line.partition("\t") for line in text.split("\n"))
    return [Paragraph([Run(said, link=link or None)], Where()) for said, _, link in lines]


def _contact(of: Country | None) -> Callable[[str], object]:
    return lambda text: contact.read(_paragraphs(text), of)


def _country(text: str) -> object:
    name, title, *rest = (*text.split("\n"), "", "")
    return country.read(name, (), title, "\n".join(rest), text, tuple(rest))


def _points(text: str) -> object:
    return points.read([RawPoint(paragraph) for paragraph in _paragraphs(text)], judge.form())


READERS: dict[str, Callable[[str], object]] = {
    "contact": _contact(None),
    "contact FR": _contact("FR"),
    "contact JP": _contact("JP"),
    "country": _country,
    "updated": dates.read,
    "domains": lambda text: domains.read(_paragraphs(text), judge.form()),
    "location": lambda text: place.read(_paragraphs(text), "FR"),
    "plain": lambda text: plain.read(_paragraphs(text)),
    "points": _points,
    "population": population.read,
    "website": lambda text: website.read(_paragraphs(text)),
}
"""By the field, and how it is asked. The corpus knows them by their place: a new one goes at the end."""
