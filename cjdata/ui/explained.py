"""Which figures of a page something can be said of: the latest of a trend, those of a borough.

A borough's figure is flagged where it is worse than London's by more than chance would make it.
"""

from __future__ import annotations

from collections.abc import Iterable

from cjdata.analysis.figures.comparison import Standing
from cjdata.analysis.variation.explanations import Explanation, about, standing_explanations
from cjdata.charts import words
from cjdata.domain.periods import Period, grain_of
from cjdata.domain.states import Verdict
from cjdata.ui import explanations, peers, reads, trends
from cjdata.ui.address import View
from cjdata.ui.explanations import ShownFigure
from cjdata.ui.house import House, kept
from cjdata.ui.show import show

FLAGGED = "figures worse than London, others of which something is said, and what is not yet done"
SAID, SAID_OF = "What is said of these figures", "of these months, and what is not yet done"


@kept
def trend_figures(house: House, view: View) -> tuple[ShownFigure, ...]:
    """The latest figure, then those of other periods that something is said of, youngest first."""
    found = trends.trend_of(house, view)
    measure = found.measure
    values = {p.period: p.reading.value for p in found.points}
    said = {one.period for one in explanations.said_of(house, view, view.unit, view.measure)}
    latest = [found.latest.period] if found.latest else []
    others = sorted(said - set(latest), key=lambda p: (p.last, p.first), reverse=True)
    return tuple(
        ShownFigure(
            measure=measure,
            unit=view.unit,
            period=period,
            text=words.figure(values[period], measure.unit, measure.decimals)
            if period in values
            else "",
        )
        for period in [*latest, *others]
    )


def of_trend(house: House, view: View, name: str) -> None:
    """What is said of this measure and unit, and the form for the latest figure."""
    shown = trend_figures(house, view)
    if said := explanations.table(house, view, shown, "What is said of it", "latest period first"):
        show(said)
    latest = trends.trend_of(house, view).latest
    if latest:
        explanations.form(house, view, lambda: shown[:1], name)
    explanations.history(explanations.said_of(house, view, view.unit, view.measure), name)


def _ordered(house: House, view: View) -> list[Standing]:
    """Every figure of the borough's page, those worse than London first."""
    found = reads.standings_of(house, view.known_at, view.unit, peers.peers_of(house, view))
    there = [s for s in found if s.own.value is not None]
    return sorted(there, key=lambda s: s.verdict is not Verdict.WORSE)


def said_also(
    house: House, view: View, told: Iterable[Explanation], shown: Iterable[ShownFigure] = ()
) -> list[ShownFigure]:
    """Figures that something is said of, beside those shown, the youngest period first."""
    there = {figure.key for figure in shown}
    found = [
        ShownFigure(
            measure=house.catalogue.measures[one.measure],
            unit=one.unit,
            period=one.period,
            text="",
            address=view.link(
                "performance-trends", measure=one.measure, unit=one.unit,
                grain=grain_of(one.period),
            ),
        )
        for one in told
        if one.figure not in there and one.measure in house.catalogue.measures
    ]  # fmt: skip
    return sorted(found, key=lambda f: (f.period.last, f.period.first), reverse=True)


@kept
def of_components(
    house: House, view: View, unit: str, period: Period, components: frozenset[str]
) -> str:
    """What is said within a period of the measures that these components are counted for; and
    what was promised of them before and is not done."""
    standing = standing_explanations(explanations.said_of(house, view, unit)).values()
    told = [
        one
        for one in standing
        if (measure := house.catalogue.measures.get(one.measure))
        and components & {part.component for part in measure.numerator}
        and (one.is_open or about([one], one.measure, unit, period))
    ]
    return explanations.table(house, view, said_also(house, view, told), SAID, SAID_OF)


def _standing(view: View, standing: Standing) -> ShownFigure:
    measure = standing.measure
    own, london = (
        words.figure(value, measure.unit, measure.decimals)
        for value in (standing.own.value, standing.london.value)
    )
    return ShownFigure(
        measure=measure,
        unit=view.unit,
        period=standing.period,
        text=f"{own}, London {london}",
        flagged=standing.verdict is Verdict.WORSE,
        address=view.link(
            "performance-trends", "unit", measure=measure.id, grain=grain_of(standing.period)
        ),
    )


def of_borough(house: House, view: View) -> None:
    """What each flagged figure has by way of explanation, action, owner and date, and the form."""
    every, name = _ordered(house, view), f"borough-{view.unit}"
    told = explanations.said_of(house, view, view.unit)
    spoken_of = {(one.measure, one.period) for one in told}
    shown = [
        _standing(view, s)
        for s in every
        if s.verdict is Verdict.WORSE or (s.measure.id, s.period) in spoken_of
    ]
    now = {s.measure.id: s.period for s in every}
    also = [
        one
        for one in standing_explanations(told).values()
        if one.is_open
        or (one.measure in now and about([one], one.measure, view.unit, now[one.measure]))
    ]
    shown += said_also(house, view, also, shown)
    if said := explanations.table(house, view, shown, "Explained and acted on", FLAGGED):
        show(said)
    if every:
        explanations.form(house, view, lambda: [_standing(view, s) for s in every], name)
    explanations.history(told, name)
