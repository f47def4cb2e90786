"""The sections of the pages on charging, witness care and processing, each from one result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import pandas as pd

from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import LONDON, points_apart, too_few
from cjdata.analysis.process.flow import (
    CHARGING,
    DURATIONS,
    PROCESSING,
    WITNESS,
    Flow,
    Step,
    Strand,
    flow,
)
from cjdata.charts import words
from cjdata.charts.completeness import come_words, returns_words
from cjdata.charts.trend_texts import chance_words, changed_words, too_few_words
from cjdata.charts.trials_texts import signed_points
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period, grain_of
from cjdata.domain.states import State
from cjdata.snapshot.turning import turning_day
from cjdata.ui import explained, reads
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns

SOURCE = "Returns in this store"
PROCESSES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "charging": CHARGING,
    "witness": WITNESS,
    "processing": PROCESSING,
}
LEAD = {
    "charging": "files_accepted_first_time",
    "witness": "witnesses_attended",
    "processing": "case_files_right_first_time",
}
"""The step that the heading speaks of."""
SAID = {
    "charging": "of files accepted at first submission",
    "witness": "of witnesses attended when required",
    "processing": "of case files were on time and sufficient",
}


def flow_of(house: House, view: View, process: str) -> Flow | None:
    """A process of a unit, which stays the same from one turning day to the next."""
    return _flow_on(house, process, view.unit, turning_day(house.reader, view.known_at))


@kept
def _flow_on(house: House, process: str, unit: str, day: dt.date) -> Flow | None:
    return flow(house.reader, house.catalogue, PROCESSES[process], unit, day)


def name_of(house: House, view: View) -> str:
    return "London" if view.unit == LONDON else house.catalogue.units[view.unit].name


def choose_unit(house: House, view: View) -> None:
    names = {LONDON: "London", **{u.id: u.name for u in house.catalogue.boroughs}}
    choose(view, "unit", "Borough", names)


def said_of(house: House, view: View, process: str, more: Iterable[str] = ()) -> str:
    """What is said of the figures of a process, and of `more` components on its page."""
    found = flow_of(house, view, process)
    if found is None:
        return ""
    steps = [step for strand in found.strands for step in (strand.base, *strand.steps)]
    components = frozenset([*(step.component.id for step in steps), *more])
    return explained.of_components(house, view, view.unit, found.now, components)


@kept
def heading(house: House, view: View, process: str) -> str:
    """The leading share, its counts, and how far it is from a year before."""
    found, name = flow_of(house, view, process), name_of(house, view)
    if found is None:
        below = f"{words.opening(reads.where_else(house, view.known_at))}."
        return rendered("heading", title=f"{name}: no return is known by this date.", below=below)
    step = found.step(LEAD[process])
    share = step.share
    if share is None or share.value is None:
        why = share.state.label if share else "no figure"
        title = f"{name}: {SAID[process].removeprefix('of ')}, {why} in {found.now.label}."
        return rendered("heading", title=title, below=_below(step))
    said = f"{name}: {words.figure(share.value, 'pct', 1)} {SAID[process]} in {found.now.label}"
    if step.change is not None and step.measure is not None:
        said += f", {changed_words(step.change, step.measure)} a year before"
    return rendered("heading", title=f"{said}.", below=_below(step))


def _below(step: Step) -> str:
    share = step.share
    if share is None or share.numerator is None or share.denominator is None:
        return "A figure that is not applicable, not received or not available is never nought."
    text = f"{share.numerator:,.0f} of {share.denominator:,.0f}"
    if share.state is State.INCOMPLETE:
        return f"{text}; {come_words(share, step.not_available)}: not judged."
    if step.change is None:
        return f"{text}. There is no whole figure of a year before to hold it against."
    if step.measure is None or step.share_before is None:
        return f"{text}."
    interval = points_apart(step.measure, share, step.share_before)
    if interval is not None:
        return f"{text}. {chance_words(interval, step.measure)}."
    few = too_few(step.measure, share, step.share_before)
    return f"{text}. {too_few_words(step.measure)}." if few else f"{text}."


@kept_between_turns
def strands(house: House, view: View, process: str) -> str:
    """One table for each thing that goes in: they are counted in different units."""
    found = flow_of(house, view, process)
    if found is None:
        return ""
    shown = [s for s in found.strands if s.base.component.id not in DURATIONS]
    return " ".join(_strand(house, view, found, strand) for strand in shown)


def _strand(house: House, view: View, found: Flow, strand: Strand) -> str:
    base = strand.base
    last = base.component.over_time == "last"
    rows = [_row(view, base, found.now), *(_row(view, step, found.now) for step in strand.steps)]
    rows[0] |= {"came": _came(strand.lacking_now), "came_before": _came(strand.lacking_before)}
    if counted := count_measure(house.catalogue, base.component.id):
        rows[0]["address"] = trend_of(view, counted, found.now)
    return rendered(
        "flow",
        title=base.component.label,
        aside=f"counted in {base.component.counts}",
        now=f"at the end of {words.month(found.now.end, seen_from=found.now.end)}"
        if last
        else found.now.label,
        rows=rows,
    )


def _came(lacking: tuple[int, int] | None) -> str:
    """`62 of 96 returns`: a count of fewer returns than another is no smaller for that."""
    return "" if lacking is None else returns_words(*lacking)


def _row(view: View, step: Step, period: Period) -> dict[str, Any]:
    measure, share = step.measure, step.share
    address = ""
    if measure is not None:
        address = trend_of(view, measure, period)
    incomplete = share is not None and share.state is State.INCOMPLETE
    return {
        "name": step.component.label,
        "below": step.component.note,
        "address": address,
        "count": _count(step.now.value),
        "came": "",
        "came_before": "",
        "share": _share(step),
        "note": _note(share, step.not_available) if share and incomplete else "",
        "before": _before(step),
        "change": "" if share is None else signed_points(step.change),
    }


def _note(share: Reading, not_available: Sequence[Period]) -> str:
    """What the share is of, where that is not all that went in."""
    return f"of {share.denominator:,.0f}: {come_words(share, not_available)}"


def trend_of(view: View, measure: Measure, period: Period) -> str:
    """The address at which a measure of this unit is followed over time, up to this period."""
    return view.link("performance-trends", "unit", measure=measure.id, grain=grain_of(period))


@lru_cache(maxsize=64)
def count_measure(catalogue: Catalogue, component: str) -> Measure | None:
    """The measure that is this component and nothing else."""
    return next(
        (
            m
            for m in catalogue.measures.values()
            if not m.denominator
            and [(p.component, p.reasons) for p in m.numerator] == [(component, ())]
        ),
        None,
    )


def _count(value: float | None) -> str:
    return "–" if value is None else f"{value:,.0f}"


def _share(step: Step) -> str:
    if step.share is None:
        return "" if step.plain_share is None else words.figure(step.plain_share, "pct", 1)
    if step.share.value is None:
        return step.share.state.label
    return words.figure(step.share.value, "pct", 1)


def _before(step: Step) -> str:
    text = _count(step.before.value)
    share = step.share_before.value if step.share_before else step.plain_share_before
    return text if share is None else f"{text} · {words.figure(share, 'pct', 1)}"


def table(house: House, view: View, process: str) -> pd.DataFrame:
    """The twin: one row a component."""
    found = flow_of(house, view, process)
    if found is None:
        return pd.DataFrame()
    return pd.DataFrame(
        [
            {
                "unit": found.unit,
                "component": step.component.id,
                "counted_in": step.component.counts,
                "period": str(found.now),
                "count": step.now.value,
                "returns_giving_it": step.now.given,
                "measure": step.measure.id if step.measure else "",
                "share_pct": None if _is_mean(step) else _value(step.share, step.plain_share),
                "mean": _value(step.share, None) if _is_mean(step) else None,
                "mean_in": step.measure.unit if step.measure and _is_mean(step) else "",
                "state": step.share.state.value if step.share else "",
                "year_before": str(found.before),
                "count_year_before": step.before.value,
                "share_pct_year_before": None
                if _is_mean(step)
                else _value(step.share_before, step.plain_share_before),
                "mean_year_before": _value(step.share_before, None) if _is_mean(step) else None,
                "change": step.change,
            }
            for strand in found.strands
            for step in (strand.base, *strand.steps)
        ]
    )


def _is_mean(step: Step) -> bool:
    """Whether what the step gives is hours or days a head, and no share."""
    return step.measure is not None and step.measure.unit != "pct"


def _value(share: Reading | None, plain: float | None) -> float | None:
    return plain if share is None else share.value
