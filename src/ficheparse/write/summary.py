"""The sheet *Synthèse*: how many fiches there are of each status, country and domain, and what there is to check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from openpyxl.chart import BarChart, DoughnutChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import DataPoint

from ficheparse.collection import Collection, Fate
from ficheparse.fiche import Status
from ficheparse.form import Form
from ficheparse.issues import Language, kinds, message
from ficheparse.wording import say
from ficheparse.write.sheet import StreamedSheet
from ficheparse.write.styles import STATUS_COLOURS

WIDTHS = (58.0, 12.0, 10.0)
_STATUSES: tuple[Status, ...] = ("ready", "review", "blocked")
_FATES: tuple[Fate, ...] = ("record", "blocked", "superseded", "duplicate", "passed-over")


class Line(NamedTuple):
    """A row of the sheet: a text, a number, a share of the whole, and how they look."""

    style: str
    text: str = ""
    number: int | str | None = None
    share: float | str | None = None


class Summary(NamedTuple):
    """The sheet's rows, and where in them the charts find their figures (first and last row, from 1)."""

    lines: list[Line]
    statuses: tuple[int, int]
    domains: tuple[int, int]


def summary(collection: Collection, form: Form, language: Language) -> Summary:
    """Count the batch; a fiche of several domains counts in each."""
    tally = _tally(collection)
    number = len(collection.fiches)
    lines = [Line("heading", say("summary", "heading", language)), Line("blank")]

    def block(key: str, counted: Iterable[tuple[str, str, int]], whole: int, *, total: bool = True) -> tuple[int, int]:
        lines.append(
            Line(
                "header",
                say("summary", key, language),
                say("summary", "count", language),
                say("summary", "share", language),
            )
        )
        first = len(lines) + 1
        lines.extend(Line(style, text, number, number / whole if whole else 0) for style, text, number in counted)
        last = len(lines)
        if total:
            lines.append(Line("total", say("summary", "total", language), whole))
        lines.append(Line("blank"))
        return first, last

    statuses = block(
        "by_status",
        [(f"status-{status}-text", say("status", status, language), tally.statuses[status]) for status in _STATUSES],
        number,
    )
    block(
        "by_country",
        [("text", say("country", country, language), tally.countries[country]) for country in ("FR", "JP", "unknown")],
        number,
    )
    domains = block("by_domain", _domains(tally, form, language), number, total=False)
    places = {code: place for place, code in enumerate(kinds())}
    block(
        "by_issue",
        [
            (f"severity-{kinds()[code].severity}-text", message(code, language), times)
            for code, times in sorted(tally.issues.items(), key=lambda item: (-item[1], places[item[0]]))
        ],
        tally.issues.total(),
    )
    by_fate = Counter(fated.fate for fated in collection.outcomes.fated)
    block(
        "by_fate",
        [(f"fate-{fate}-text", say("fate", fate, language), by_fate[fate]) for fate in _FATES],
        by_fate.total(),
    )
    return Summary(lines, statuses, domains)


@dataclass(slots=True)
class _Tally:
    """How many fiches there are of each kind, and how many issues."""

    statuses: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    domains: Counter[str] = field(default_factory=Counter)
    issues: Counter[str] = field(default_factory=Counter)
    outside: int = 0
    """Fiches that have a domain outside the vocabulary."""


def _tally(collection: Collection) -> _Tally:
    tally = _Tally()
    for placed in collection.fiches.placed:
        entry = placed.entry
        tally.statuses[entry.status] += 1
        tally.countries[entry.country or "unknown"] += 1
        tally.domains.update(entry.domains)
        tally.issues.update(entry.codes)
        tally.outside += entry.other_domains
    return tally


def _domains(tally: _Tally, form: Form, language: Language) -> Sequence[tuple[str, str, int]]:
    """Every domain of the vocabulary, the most frequent first, and how many fiches have one outside it."""
    labels: dict[str, str] = {domain.code: getattr(domain, language) for domain in form.domains}
    # A code that the form given does not have is counted all the same.
    labels.update((code, code) for code in sorted(tally.domains) if code not in labels)
    rows = [("text", label, tally.domains[code]) for code, label in labels.items()]
    return [
        *sorted(rows, key=lambda row: -row[2]),
        ("text", say("summary", "other_domains", language), tally.outside),
    ]


def add_charts(sheet: StreamedSheet, counted: Summary, language: Language) -> None:
    """The statuses as a ring, the domains as bars, to the right of the figures."""
    ring = DoughnutChart(holeSize=55)
    ring.title = say("summary", "by_status", language)
    _figures(ring, sheet, counted.statuses)
    ring.series[0].data_points = [_coloured(index, STATUS_COLOURS[status]) for index, status in enumerate(_STATUSES)]
    ring.width, ring.height = 13, 8
    sheet.add_chart(ring, "E3")

    bars = BarChart()
    bars.type = "bar"
    bars.title = say("summary", "by_domain", language)
    _figures(bars, sheet, counted.domains)
    bars.series[0].graphicalProperties.solidFill = "2E75B6"
    bars.series[0].dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
    bars.legend = None
    bars.gapWidth = 40
    bars.x_axis.scaling.orientation = "maxMin"  # the first row on top
    bars.x_axis.delete = False
    bars.y_axis.delete = True
    bars.y_axis.majorGridlines = None
    bars.width, bars.height = 20, 11
    sheet.add_chart(bars, "E20")


def _figures(chart: BarChart | DoughnutChart, sheet: StreamedSheet, rows: tuple[int, int]) -> None:
    first, last = rows
    chart.add_data(Reference(sheet, min_col=2, min_row=first, max_row=last), titles_from_data=False)
    chart.set_categories(Reference(sheet, min_col=1, min_row=first, max_row=last))


def _coloured(index: int, colour: str) -> DataPoint:
    point = DataPoint(idx=index)
    point.graphicalProperties.solidFill = colour
    return point
