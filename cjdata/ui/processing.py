"""The sections of the page on processing that are its own: days and hours, and young offenders.

A mean is shown with the number of people it is of, and is not judged where they are few.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import LONDON
from cjdata.analysis.process.flow import DURATIONS, Strand
from cjdata.charts import words
from cjdata.charts.completeness import lacking_words
from cjdata.charts.trend_texts import changed_words
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, Period
from cjdata.domain.states import State
from cjdata.ui import flows, reads, trends
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered

YOUNG = "P06"
STAGES = {
    "hours_arrest_to_charge": "Arrest to charge",
    "days_charge_to_first_hearing": "Charge to first hearing, on bail",
}
NOTE = (
    "A mean hides the longest waits; median and ninetieth percentile cannot be added up over "
    "boroughs and months, and no return gives them. Hours and days are no shares: they have no "
    "binomial interval and get no verdict."
)


@kept
def durations(house: House, view: View) -> str:
    """Arrest to charge to first hearing to disposal: means, each with its number of people."""
    found = flows.flow_of(house, view, "processing")
    if found is None:
        return ""
    timed = [s for s in found.strands if s.base.component.id in DURATIONS]
    rows = [*(_stage(view, s, found.now) for s in timed), _uncounted(), _young_row(house, view)]
    return rendered(
        "stages",
        title="From arrest to disposal",
        aside=f"{found.now.label}, {flows.name_of(house, view)}",
        rows=rows,
        note=NOTE,
    )


def _stage(view: View, strand: Strand, period: Period) -> dict[str, Any]:
    (step,) = strand.steps
    assert step.measure is not None
    assert step.share is not None
    return {
        "name": STAGES[step.component.id],
        "below": "",
        "address": flows.trend_of(view, step.measure, period),
        **_mean(step.measure, step.share, step.share_before),
        "counted": strand.base.component.label.lower(),
    }


def _mean(measure: Measure, now: Reading, before: Reading | None) -> dict[str, str]:
    change, few = "–", bool(now.denominator and now.denominator < measure.minimum_denominator)
    if before is not None and now.judged and before.judged and not few:
        assert now.value is not None
        assert before.value is not None
        change = signed(now.value - before.value, measure)
    notes = [lacking_words(now), f"fewer than {measure.minimum_denominator}: not compared" * few]
    return {
        "mean": _mean_words(measure, now),
        "note": ", ".join(filter(None, notes)),
        "count": "–" if now.denominator is None else f"{now.denominator:,.0f}",
        "before": "–" if before is None or before.value is None else _before(measure, before),
        "change": change,
    }


def _mean_words(measure: Measure, reading: Reading) -> str:
    if reading.value is None:
        return reading.state.label
    return words.figure(reading.value, measure.unit, measure.decimals)


def _before(measure: Measure, reading: Reading) -> str:
    of = "" if reading.denominator is None else f" of {reading.denominator:,.0f}"
    return f"{words.figure(reading.value, measure.unit, measure.decimals)}{of}"


def signed(change: float, measure: Measure) -> str:
    """`−1.1 hours`, `no change`."""
    unit = {"pct": "points", "count": ""}.get(measure.unit, measure.unit)
    return words.signed_change(change, measure.decimals, unit)


def _uncounted() -> dict[str, Any]:
    return {
        "name": "First hearing to disposal",
        "below": "no return counts these days",
        "address": "",
        "mean": State.NOT_AVAILABLE.label,
        "note": "",
        "count": "–",
        "counted": "",
        "before": "–",
        "change": "–",
    }


def _young_row(house: House, view: View) -> dict[str, Any]:
    """The force's figure; for a borough it is withheld."""
    name, found = "Arrest to sentence, persistent young offenders", _young(house, view)
    withheld = view.unit != LONDON
    below = "stands for London: a borough's few cases could point to a child" if withheld else ""
    row = {"name": name, "below": below, "address": "", "counted": "cases sentenced"}
    if withheld or found is None or _too_few(found):
        state = State.NOT_RECEIVED if found is None and not withheld else State.SUPPRESSED
        blank = {"note": "", "count": "–", "before": "–", "change": "–", "counted": ""}
        return {**row, "mean": state.label, **blank}
    address = flows.trend_of(young_view(view), found.measure, found.period)
    return {**row, "address": address, **_mean(found.measure, found.now, found.year_ago)}


def _too_few(found: LatestFigure) -> bool:
    return (found.now.denominator or 0.0) < found.measure.minimum_denominator


def _young(house: House, view: View) -> LatestFigure | None:
    if YOUNG not in house.catalogue.measures:
        return None
    found = reads.latest_of(house, view.known_at, LONDON, (YOUNG,))
    return found[0] if found else None


def young_view(view: View) -> View:
    """The view of London's persistent young offenders over time."""
    return replace(view, unit=LONDON, measure=YOUNG, grain=Grain.ROLLING3, reason="", court="")


def young_chart(house: House, view: View) -> tuple[Chart | None, str]:
    """London's persistent young offenders over time, and the sentence below."""
    return trends.figure(house, young_view(view))


@kept
def young_offenders(house: House, view: View) -> str:
    """Three months' mean for London against the 71 days, as stated by the date; blank without."""
    found = _young(house, view)
    if found is None or found.now.value is None or _too_few(found):
        return ""
    measure, now, mean = found.measure, found.now, found.now.value
    said = (
        f"London: a mean of {words.figure(now.value, measure.unit, 1)} from arrest to sentence "
        f"over {now.denominator or 0:,.0f} cases sentenced in {found.period.label}"
    )
    if found.change is not None:
        said += f", {changed_words(found.change, measure)} a year before"
    target = found.context
    if target is None:
        aim = "No target is on record by this date."
    else:
        gap = mean - target.value
        side = "the same as" if not round(gap, 1) else changed_words(gap, measure)
        aim = (
            f"That is {side} the {target.value:,.0f} days of the national {target.kind} "
            f"(by {words.day(target.by)}; {target.source}): {target.reach}."
        )
    return rendered(
        "notes", title="Persistent young offenders, three-month rolling mean",
        notes=[f"{said}.", aim],
    )  # fmt: skip
