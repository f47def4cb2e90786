"""Does it work where it is in place: the effect of one initiative on one measure.

Boroughs went live at different dates; those to which nothing new has come yet show what would have
happened without. The answer is a verdict with its reason, which often is that nobody can tell yet.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.impact.before_after import BeforeAfter, before_after
from cjdata.analysis.impact.composition import Share, companions, shares
from cjdata.analysis.impact.effect_day import effect_day
from cjdata.analysis.impact.effect_notes import refusal, told_notes
from cjdata.analysis.impact.effect_panel import Figures, compare
from cjdata.analysis.impact.effects import (
    MONTHS_JUDGED,
    Checks,
    EventEffect,
    Question,
    Size,
    by_event_time,
    checks,
    course,
    held,
    judged,
    size_of,
)
from cjdata.analysis.impact.ground import Ground
from cjdata.analysis.rollout.go_lives import GoLive
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Direction
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT
from cjdata.stats.staggered import lead_test, smallest_detectable_effect
from cjdata.stats.staggered.results import DrawnEffect, Unanswerable

DEMONSTRATION = "Method demonstration: the outcomes are invented"
"""Heads every page and export of a demo store that speaks of an effect."""
LEADS = 3
MOVED_BEFORE = 0.05
"""Level of the joint test of the months before going live."""


NO_CHECKS = Checks()


class ImpactVerdict(StrEnum):
    IMPROVED = "improved"
    WORSENED = "worsened"
    NO_IMPORTANT_EFFECT = "no_important_effect"
    CANNOT_TELL = "cannot_tell"
    CANNOT_SEPARATE = "cannot_separate"


UNTOLD = (ImpactVerdict.CANNOT_TELL, ImpactVerdict.CANNOT_SEPARATE)
"""No number of cases stands beside these: it would be read as what was saved."""


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
    rests_on: str = ""
    """`alone`: boroughs and months to which nothing else came; `bundle`: what came with it too."""
    alone: Size | None = None
    bundle: Size | None = None
    cases_a_month: float | None = None
    """The same in cases a month over all boroughs live; negative for fewer. None where
    the verdict is that the effect cannot be told."""
    cases_a_point: float | None = None
    """Cases a month over all boroughs live for an effect of one unit of the measure."""
    boroughs_live: int = 0
    boroughs_used: int = 0
    by_event_time: tuple[EventEffect, ...] = ()
    smallest_seen: float | None = None
    """The effect that this many boroughs and months would show four times out of five."""
    moved_before: float | None = None
    """p-value of the months before going live taken together."""
    checks: Checks = NO_CHECKS
    together: tuple[str, ...] = ()
    """Initiatives that went live in half of the boroughs within a month of this one."""
    overlapping: tuple[str, ...] = ()
    """Initiatives that came to half of the boroughs within the months judged, those included."""
    composition: tuple[Share, ...] = ()
    boroughs: tuple[BeforeAfter, ...] = ()
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
    """The effect with all its checks, or why none can be told.

    In a demo store the invented go-live days count, with the outcomes that were invented for
    them; in a live store the reported ones, as known at the date. Kept from one day on which it
    may have changed to the next.
    """
    day = effect_day(reader, catalogue, known_at, demo=demo)
    found = impact_on(reader, catalogue, measure.id, initiative.id, day, demo=demo)
    return replace(found, known_at=known_at)


@lru_cache(maxsize=8 * DAYS_KEPT)
def impact_on(
    reader: Reader,
    catalogue: Catalogue,
    measure_id: str,
    initiative_id: str,
    known_at: dt.date,
    *,
    demo: bool,
) -> Impact:
    """The same, worked out for the day itself."""
    measure, initiative = catalogue.measures[measure_id], catalogue.initiatives[initiative_id]
    ground = Ground.at(reader, catalogue, known_at, demo=demo)
    parts = companions(catalogue, measure)
    every = ground.monthly(*(parts or (measure,))) if _by_borough(measure) else {}
    found = told(ground, measure, initiative, every.get(measure.id), whole=True)
    if found.rests_on == "":
        return found
    return replace(found, composition=_composition(ground, found, every, parts))


def told(
    ground: Ground,
    measure: Measure,
    initiative: Initiative,
    figures: Figures | None,
    *,
    whole: bool,
) -> Impact:
    """The verdict on one question, from the measure's monthly figures; `whole` with every check."""
    dates = ground.arrived.dates[initiative.id]
    asked = Impact(
        measure=measure,
        initiative=initiative,
        known_at=ground.known_at,
        verdict=ImpactVerdict.CANNOT_TELL,
        reason=_unanswerable(measure, initiative, dates),
        boroughs_live=len(dates),
    )
    if asked.reason:
        return asked
    if figures is None or figures.months.size == 0:
        reason = "No month of this measure has been reported by a borough."
        return replace(asked, reason=reason)
    if whole:
        asked = replace(asked, boroughs=before_after(figures, dates, measure, MONTHS_JUDGED))
    question = Question(figures, dates, ground.arrived, initiative, measure.lag_months or 0)
    return _answered(asked, question, ground, whole=whole)


def _by_borough(measure: Measure) -> bool:
    return UnitKind.BOROUGH in measure.levels


def _unanswerable(measure: Measure, initiative: Initiative, dates: Mapping[str, GoLive]) -> str:
    """What speaks against any answer before a figure is looked at; empty where nothing does."""
    if not _by_borough(measure):
        return "This measure does not exist by borough, and the rollout went by borough."
    if measure.exists_from in (initiative.id, *initiative.elements):
        return "This measure did not exist before the initiative: there is no before to compare."
    if len(dates) < 2:
        live = "No borough is" if not dates else "Only one borough is"
        return f"{live} known to be live: there is nothing to tell its effect from chance."
    if all(found.undated for found in dates.values()):
        return "No paper says since when any borough has been live."
    return ""


def _answered(asked: Impact, question: Question, ground: Ground, *, whole: bool) -> Impact:
    comparison = compare(question.figures, question.months(), question.arrived, question.initiative)
    if isinstance(comparison, Unanswerable):
        notes = told_notes(ground.catalogue, comparison.notes)
        return replace(asked, reason=refusal(comparison.status), notes=notes)
    arrived, initiative = ground.arrived, asked.initiative
    asked = replace(
        asked,
        boroughs_used=comparison.panel.units.size,
        together=arrived.together(initiative),
        overlapping=arrived.within(initiative, 0, question.lag + MONTHS_JUDGED - 1),
        notes=told_notes(ground.catalogue, comparison.panel.notes),
    )
    bundle = judged(comparison, comparison.cells, question.lag)
    alone = judged(comparison, comparison.alone, question.lag) if asked.overlapping else bundle
    if not math.isfinite(bundle.estimate):
        return replace(asked, reason=_too_early(question.lag))
    asked = replace(asked, bundle=size_of(bundle), alone=size_of(alone))
    rests_on = "alone" if asked.overlapping and _decisive(asked) else "bundle"
    chosen = comparison.alone if rests_on == "alone" else comparison.cells
    found = course(comparison, chosen)
    asked = replace(
        _sized(asked, alone if rests_on == "alone" else bundle, question),
        rests_on=rests_on,
        by_event_time=by_event_time(held(found, comparison, chosen)),
        moved_before=_finite(lead_test(found, LEADS).p_value),
    )
    verdict, reason = _verdict(asked)
    asked = replace(asked, verdict=verdict, reason=reason)
    if verdict in UNTOLD:
        asked = replace(asked, cases_a_month=None, cases_a_point=None)
    if not whole:
        return asked
    size = asked.alone if rests_on == "alone" else asked.bundle
    assert size is not None
    return replace(asked, checks=checks(question, comparison, found, size, ground.near))


def _too_early(lag: int) -> str:
    if lag == 0:
        return "No month after a go-live has a borough left to compare with."
    months = "month" if lag == 1 else f"{lag} months"
    return (
        f"No borough has been live for the {months} that this measure needs to show it, with "
        "another left to compare with."
    )


def _sized(asked: Impact, effect: DrawnEffect, question: Question) -> Impact:
    per_point = _cases_a_point(asked.measure, question)
    return replace(
        asked,
        estimate=effect.estimate,
        interval95=effect.interval95,
        cases_a_month=None if per_point is None else per_point * effect.estimate,
        cases_a_point=per_point,
        smallest_seen=_finite(smallest_detectable_effect(effect)),
    )


def _cases_a_point(measure: Measure, question: Question) -> float | None:
    """Cases a month, over all boroughs live, that an effect of one unit makes."""
    if not measure.denominator:
        return None
    live = question.figures.live_cases(question.dates, MONTHS_JUDGED)
    return live / factor_of(measure)


def _composition(
    ground: Ground, found: Impact, every: Mapping[str, Figures], parts: Sequence[Measure]
) -> tuple[Share, ...]:
    """The effects on all parts of the same whole, by the comparison that the verdict rests on."""
    alone = found.rests_on == "alone"
    size = found.alone if alone else found.bundle
    assert size is not None
    dates = ground.arrived.dates[found.initiative.id]
    lag = found.measure.lag_months or 0
    questions = {
        part: Question(every[part.id], dates, ground.arrived, found.initiative, lag)
        for part in parts
    }
    return shares(questions, Share(measure=found.measure, size=size), alone=alone)


def _decisive(asked: Impact) -> bool:
    """Whether the boroughs to which nothing else came are enough for an answer of their own."""
    if asked.together or asked.alone is None or not asked.alone.sure:
        return False
    return asked.alone.leaves_out_nought or _unimportant(asked.alone, asked.measure)


def _unimportant(size: Size, measure: Measure) -> bool:
    important = measure.smallest_important
    return important is not None and -important < size.lower and size.upper < important


def _verdict(asked: Impact) -> tuple[ImpactVerdict, str]:
    """The verdict on an estimate, and the reason in one sentence."""
    size = asked.alone if asked.rests_on == "alone" else asked.bundle
    assert size is not None
    if asked.together:
        return ImpactVerdict.CANNOT_SEPARATE, (
            "Other initiatives went live in most of the same boroughs at about the same time: "
            "the figure is that of the bundle."
        )
    if asked.overlapping and asked.rests_on != "alone":
        return ImpactVerdict.CANNOT_SEPARATE, (
            "Other initiatives came to most of the boroughs within the months judged, and the "
            "boroughs and months without them are too few: the figure is that of the bundle."
        )
    if not size.sure:
        return ImpactVerdict.CANNOT_TELL, "Too few boroughs to say how sure the figure is."
    if asked.moved_before is not None and asked.moved_before < MOVED_BEFORE:
        return ImpactVerdict.CANNOT_TELL, (
            "Boroughs that were about to go live moved differently from the others already before."
        )
    if _unimportant(size, asked.measure):
        return ImpactVerdict.NO_IMPORTANT_EFFECT, (
            f"Whatever the effect, it is smaller than {asked.measure.smallest_important:g}, "
            "the smallest that matters."
        )
    if size.leaves_out_nought:
        return _moved(asked, up=size.lower > 0)
    return ImpactVerdict.CANNOT_TELL, (
        "The interval holds no effect as well as effects that would matter."
    )


def _moved(asked: Impact, *, up: bool) -> tuple[ImpactVerdict, str]:
    moved, direction = "rose" if up else "fell", asked.measure.direction
    if direction is Direction.NEUTRAL:
        return ImpactVerdict.CANNOT_TELL, (
            f"It {moved} where the initiative is live, but neither way is better in itself."
        )
    better = up == (direction is Direction.INCREASE)
    verdict = ImpactVerdict.IMPROVED if better else ImpactVerdict.WORSENED
    against = "against boroughs to which nothing new had come"
    if asked.rests_on == "alone":
        against = "counting only boroughs and months to which nothing else came"
    return verdict, f"It {moved} where the initiative is live, {against}."


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)
