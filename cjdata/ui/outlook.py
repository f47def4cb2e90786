"""The sections on a trend's target and on the measures to read beside it."""

from __future__ import annotations

from cjdata.analysis.variation.outlook import pairs, pairs_against, target_view
from cjdata.charts.completeness import lacking_words
from cjdata.charts.measure_words import direction_words
from cjdata.charts.outlook_texts import outlook_notes, pair_change_words, pair_warning
from cjdata.charts.signal_texts import value_words
from cjdata.ui import trends
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns


@kept
def of_target(house: House, view: View) -> str:
    """The way to the target and the chance of it; nothing where there is none to hold to."""
    trend = trends.trend_of(house, view)
    found = target_view(house.reader, house.catalogue, trend, view.known_at)
    notes = outlook_notes(found, trend.measure) if found else []
    return rendered("notes", title="The way to the target", notes=notes)


@kept_between_turns
def of_pairs(house: House, view: View) -> str:
    """The paired measures side by side; nothing where the unit has none."""
    measure = house.catalogue.measures[view.measure]
    own, found = pairs(house.reader, house.catalogue, measure, view.unit, view.known_at)
    if own is None or not found:
        return ""
    return rendered(
        "pairs",
        period=own.period.label,
        warning=pair_warning(own, found),
        rows=[
            {
                "name": p.figure.measure.short,
                "address": view.link(
                    "performance-trends", "unit", "grain", measure=p.figure.measure.id
                ),
                "better": direction_words(p.figure.measure),
                "now": _value(p.figure.now.value, p.figure.measure),
                "came": lacking_words(p.figure.now),
                "before": _value(p.figure.year_ago.value, p.figure.measure),
                "change": pair_change_words(p),
                "against": p.against,
            }
            for p in found
        ],
    )


@kept
def of_borough(house: House, view: View) -> str:
    """What moved the wrong way while its pair improved, of all measures of a borough."""
    found = pairs_against(house.reader, house.catalogue, view.unit, view.known_at)
    if not found:
        return ""
    items = [
        {"what": f"{own.period.label}, against a year before", "why": pair_warning(own, wrong),
         "tone": "act"}
        for own, wrong in found
    ]  # fmt: skip
    return rendered("decide", title="Improved, and what moved against it", items=items)


def _value(value: float | None, measure: object) -> str:
    return "–" if value is None else value_words(value, measure)  # type: ignore[arg-type]
