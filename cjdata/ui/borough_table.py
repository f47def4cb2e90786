"""The table of a borough's measures beside London and its peers, with a strip for each.

Its rows are written out here and not by a template: three dozen of a dozen texts each took one
longer than all that they show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup, escape

from cjdata.analysis.figures.comparison import Standing
from cjdata.analysis.figures.national_targets import national_targets
from cjdata.charts import words
from cjdata.charts.completeness import out_of
from cjdata.charts.svg import escaped
from cjdata.charts.word_size import interval_strip
from cjdata.domain.measures import Target
from cjdata.domain.periods import grain_of
from cjdata.domain.states import State, Verdict
from cjdata.ui import peers, reads
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.overview import counts_words
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_comparisons

VERDICTS = {
    Verdict.BETTER: "better ▶",
    Verdict.WORSE: "◀ worse",
    Verdict.ALIKE: "like London",
    Verdict.HIGHER: "higher",
    Verdict.LOWER: "lower",
    Verdict.NOT_JUDGED: "not judged",
}
VERDICT_CELLS = {
    verdict: f'<td class="verdict {verdict.value.replace(" ", "-")}">{words}</td>'
    for verdict, words in VERDICTS.items()
}
BARS = (
    "Bars: 95% interval (Wilson), for shares of cases only: counts grow with the borough and "
    "means have none, so neither is judged. Verdicts are held against the boroughs whose "
    "figure is complete, together."
)


def standings_of(house: House, view: View) -> tuple[Standing, ...]:
    """Every measure of the borough that anybody has reported."""
    return reads.standings_of(house, view.known_at, view.unit, peers.peers_of(house, view))


@kept_between_comparisons
def standings_table(house: House, view: View) -> str:
    found = standings_of(house, view)
    return rendered(
        "borough",
        name=house.catalogue.units[view.unit].name,
        period=_usual_period(found),
        rows=_rows(house, view, found),
        where_else=reads.where_else(house, view.known_at),
        note=f"{BARS} {peers.peers_words(house, view)} "
        "Crown Court trials stand by court, not by borough.",
    )


def _usual_period(found: Sequence[Standing]) -> str:
    usual = Counter(s.period for s in found).most_common(1)
    return usual[0][0].label if usual else ""


def _rows(house: House, view: View, found: Sequence[Standing]) -> list[Markup]:
    """A row a measure; its strand is named in the first one of each, its period where unusual."""
    name, usual = house.catalogue.units[view.unit].name, _usual_period(found)
    trends = escaped(view.link("performance-trends", "unit"))
    targets = national_targets(house.catalogue, view.known_at)
    rows, before = [], ""
    for standing in found:
        measure, period = standing.measure, standing.period.label
        target = targets[measure.id] if measure.unit == "pct" else None
        head = (
            f'<tr><td class="wide strand">{escaped(measure.strand) * (measure.strand != before)}'
            f'</td><th scope="row"><a href="{trends}&amp;measure={measure.id}&amp;grain='
            f'{grain_of(standing.period)}" target="_self">{escaped(measure.short)}</a>'
            f"{_aside(period) if period != usual else ''}</th>"
        )
        rows.append(Markup(head + _figures(standing, name, target)))
        before = measure.strand
    return rows


def _figures(standing: Standing, name: str, target: Target | None) -> str:
    """The cells of a row that follow its name."""
    own, london, measure = standing.own, standing.london, standing.measure
    notes = ["all boroughs"] if measure.unit == "count" and london.value else []
    if london.state is State.INCOMPLETE:
        notes.append(out_of(london.received, london.expected))
    counts = escape(counts_words(own, measure.unit))  # of which hardly two are the same
    return (
        f'<td class="end figure">{_figure(own.value, standing)}'
        f'<span class="aside block">{counts}</span></td>'
        f'<td class="end">{_figure(london.value, standing)}'
        f"{_aside(', '.join(notes)) if notes else ''}</td>"
        f'<td class="end wide">{_figure(standing.peers, standing)}</td>'
        f'<td class="wide">{_strip(standing, name, target)}</td>'
        f"{VERDICT_CELLS[standing.verdict]}</tr>"
    )


def _aside(text: str) -> str:
    return f'<span class="aside block">{escaped(text)}</span>'


def _figure(value: float | None, standing: Standing) -> str:
    if value is None:
        return "–"
    return words.figure(value, standing.measure.unit, standing.measure.decimals)


def _strip(standing: Standing, name: str, target: Target | None) -> Markup:
    measure = standing.measure
    return interval_strip(
        standing.own.value,
        standing.lower,
        standing.upper,
        standing.others,
        None if measure.unit == "count" else standing.london.value,
        direction=measure.direction,
        verdict=standing.verdict,
        name=name,
        peers=standing.peers,
        target=target.value if target else None,
        target_name=f"national {target.kind}, context" if target else "target",
        unit=measure.unit,
        decimals=measure.decimals,
    )
