"""Does it work where it is in place: the effect of one initiative on one measure.

Boroughs went live at different dates; those not yet live show what would have happened without.
The answer is a verdict with its reason, and the reason is often that nobody can tell yet.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import pandas as pd

from cjdata.analysis.figures import factor_of, figures, known_periods
from cjdata.analysis.go_lives import GoLive, go_lives, went_live_together
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, month_label
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Direction, State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.stats.staggered import (
    AggregateEffect,
    EffectsStatus,
    ImputationEffect,
    TwoWayFixedEffects,
    aggregate,
    group_time_effects,
    imputation_effect,
    lead_test,
    placebo_effect,
    smallest_detectable_effect,
    two_way_fixed_effects,
)

DEMONSTRATION = "Method demonstration: the outcomes are invented"
"""Heads every page and export of a demo store that speaks of an effect."""
SEED = 2003
MONTHS_JUDGED = 12
"""Months after the lag over which an effect is averaged."""
LEADS = 3
MOVED_BEFORE = 0.05
"""Level of the joint test of the months before going live."""
PLACEBO_MONTHS = 6
PERIOD_NUMBER = re.compile(r"\b2[34]\d{3}\b")
"""A month as the estimator knows it: 23000 to 24999 are the years 1916 to 2083."""


class ImpactVerdict(StrEnum):
    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_IMPORTANT_EFFECT = "no_important_effect"
    CANNOT_TELL = "cannot_tell"
    CANNOT_SEPARATE = "cannot_separate"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEffect:
    """The effect so many months after going live; before it, the steps of the months before."""

    event_time: int
    estimate: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Impact:
    """What an initiative did to a measure, as known at a date; effects in the measure's unit."""

    measure: Measure
    initiative: Initiative
    known_at: dt.date
    verdict: ImpactVerdict
    reason: str
    estimate: float | None = None
    interval95: tuple[float, float] | None = None
    cases_a_month: float | None = None
    """The same in cases a month over all boroughs live; negative for fewer."""
    boroughs_live: int = 0
    boroughs_used: int = 0
    by_event_time: tuple[EventEffect, ...] = ()
    smallest_seen: float | None = None
    """The effect that this many boroughs and months would show four times out of five."""
    imputation: ImputationEffect | None = None
    two_way: TwoWayFixedEffects | None = None
    placebo: AggregateEffect | None = None
    moved_before: float | None = None
    """p-value of the months before going live taken together."""
    together: tuple[str, ...] = ()
    """Initiatives that went live in the same boroughs at about the same time."""
    notes: tuple[str, ...] = ()


def impact(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    initiative: Initiative,
    known_at: dt.date,
    *,
    demo: bool,
) -> Impact:
    """The effect, or why none can be told.

    In a demo store the invented go-live days count, with the outcomes that were invented for
    them; in a live store the reported ones, as known at the date.
    """
    dates = go_lives(reader, catalogue, initiative, known_at, demo=demo)
    asked = Impact(
        measure=measure,
        initiative=initiative,
        known_at=known_at,
        verdict=ImpactVerdict.CANNOT_TELL,
        reason="",
        boroughs_live=len(dates),
    )
    unanswerable = _unanswerable(measure, initiative, dates)
    if unanswerable:
        return _told(asked, reason=unanswerable)
    panel, denominators = _panel(reader, catalogue, measure, known_at)
    if panel.empty:
        return _told(asked, reason="No month of this measure has been reported by a borough.")
    together = went_live_together(reader, catalogue, initiative, dates, known_at, demo=demo)
    return _estimated(_told(asked, together=together), panel, denominators, dates)


def _unanswerable(measure: Measure, initiative: Initiative, dates: Mapping[str, GoLive]) -> str:
    """What speaks against any answer before a figure is looked at; empty where nothing does."""
    if UnitKind.BOROUGH not in measure.levels:
        return "This measure does not exist by borough, and the rollout went by borough."
    if measure.exists_from in (initiative.id, *initiative.elements):
        return "This measure did not exist before the initiative: there is no before to compare."
    if len(dates) < 2:
        live = "No borough is" if not dates else "Only one borough is"
        return f"{live} known to be live: there is nothing to tell its effect from chance."
    if all(found.undated for found in dates.values()):
        return "No paper says since when any borough has been live."
    return ""


def _panel(
    reader: Reader, catalogue: Catalogue, measure: Measure, known_at: dt.date
) -> tuple[pd.DataFrame, pd.Series]:
    """Whole monthly figures, a row a borough and month; and the cases a month of each borough."""
    months = known_periods(reader, catalogue, [measure.id], Grain.MONTH, known_at)
    boroughs = [unit.id for unit in catalogue.boroughs]
    frame = figures(
        reader, catalogue, measures=[measure.id], units=boroughs, periods=months, known_at=known_at
    )
    if frame.empty:
        return frame, pd.Series(dtype="float64")
    whole = frame[frame["state"].isin([State.VALUE, State.ZERO])]
    panel = whole[["unit", "last_month", "value"]].astype({"unit": object, "value": "float64"})
    recent = whole[whole["last_month"] > whole["last_month"].max() - MONTHS_JUDGED]
    return panel, recent.groupby("unit")["denominator"].mean()


def _estimated(
    asked: Impact, panel: pd.DataFrame, denominators: pd.Series, dates: Mapping[str, GoLive]
) -> Impact:
    panel = panel.assign(first=panel["unit"].map({u: d.month for u, d in dates.items()}))
    names: dict[str, Any] = {
        "outcome": "value", "unit": "unit", "period": "last_month", "first_treated": "first",
    }  # fmt: skip
    effects = group_time_effects(panel, control="not_yet", seed=SEED, **names)
    if effects.status is not EffectsStatus.ESTIMATED:
        return _told(asked, reason=effects.reason, notes=_in_words(effects.notes))
    lag = asked.measure.lag_months or 0
    course = aggregate(effects, "dynamic")
    judged = aggregate(effects, "dynamic", earliest_event=lag, latest_event=lag + MONTHS_JUDGED - 1)
    if not math.isfinite(judged.estimate):
        reason = (
            f"No borough has been live for the {lag} months that this measure needs to show it."
        )
        return _told(asked, reason=reason, notes=_in_words(effects.notes))
    found = _told(
        asked,
        estimate=judged.estimate,
        interval95=judged.interval95,
        cases_a_month=_cases(asked.measure, judged.estimate, denominators, dates),
        boroughs_used=len(set(panel["unit"])) - _dropped(panel),
        by_event_time=_course(course),
        smallest_seen=_finite(smallest_detectable_effect(judged)),
        imputation=imputation_effect(panel, **names),
        two_way=two_way_fixed_effects(panel, **names),
        placebo=placebo_effect(panel, PLACEBO_MONTHS, control="not_yet", seed=SEED, **names),
        moved_before=_finite(lead_test(course, LEADS).p_value),
        notes=_in_words(effects.notes),
    )
    verdict, reason = _verdict(found)
    return _told(found, verdict=verdict, reason=reason)


def _dropped(panel: pd.DataFrame) -> int:
    """Boroughs with a gap, which the estimator leaves out."""
    months = panel["last_month"].nunique()
    return int((panel.groupby("unit")["last_month"].nunique() < months).sum())


def _course(dynamic: AggregateEffect) -> tuple[EventEffect, ...]:
    rows = dynamic.by.dropna(subset=["estimate"])
    return tuple(
        EventEffect(
            event_time=int(r.event_time),
            estimate=float(r.estimate),
            lower=float(r.lower),
            upper=float(r.upper),
        )
        for r in rows.itertuples(index=False)
    )


def _cases(
    measure: Measure, estimate: float, denominators: pd.Series, dates: Mapping[str, GoLive]
) -> float | None:
    if not measure.denominator:
        return None
    live = [unit for unit in dates if unit in denominators.index]
    return float(estimate / factor_of(measure) * denominators.loc[live].sum())


def _verdict(found: Impact) -> tuple[ImpactVerdict, str]:
    """The verdict on an estimate, and the reason in one sentence."""
    assert found.estimate is not None
    assert found.interval95 is not None
    lower, upper = found.interval95
    important = found.measure.smallest_important
    if found.together:
        return ImpactVerdict.CANNOT_SEPARATE, (
            "Other initiatives went live in most of the same boroughs at about the same time: "
            "the figure is that of the bundle."
        )
    if not (math.isfinite(lower) and math.isfinite(upper)):
        return ImpactVerdict.CANNOT_TELL, "Too few boroughs to say how sure the figure is."
    if found.moved_before is not None and found.moved_before < MOVED_BEFORE:
        return ImpactVerdict.CANNOT_TELL, (
            "Boroughs that were about to go live moved differently from the others already before."
        )
    if lower > 0 or upper < 0:
        return _moved(found.measure.direction, up=lower > 0)
    if important is not None and -important < lower and upper < important:
        return ImpactVerdict.NO_IMPORTANT_EFFECT, (
            f"Whatever the effect, it is smaller than {important:g}, the smallest that matters."
        )
    return ImpactVerdict.CANNOT_TELL, (
        "The interval holds no effect as well as effects that would matter."
    )


def _moved(direction: Direction, *, up: bool) -> tuple[ImpactVerdict, str]:
    moved = "rose" if up else "fell"
    if direction is Direction.NEUTRAL:
        return ImpactVerdict.CANNOT_TELL, (
            f"It {moved} where the initiative is live, but neither way is better in itself."
        )
    better = up == (direction is Direction.INCREASE)
    verdict = ImpactVerdict.IMPROVED if better else ImpactVerdict.WORSENED
    return verdict, f"It {moved} where the initiative is live, against boroughs not yet live."


def _in_words(notes: Sequence[str]) -> tuple[str, ...]:
    """The estimator's notes with its period numbers as months."""
    return tuple(
        PERIOD_NUMBER.sub(lambda found: month_label(int(found[0])), note[:1].upper() + note[1:])
        for note in notes
    )


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _told(found: Impact, **changed: object) -> Impact:
    return replace(found, **changed)  # type: ignore[arg-type]
