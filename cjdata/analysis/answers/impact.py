"""Effects as they leave the house: one question with all its checks, or every question at once.

The shapes are relied on outside the project; fields may be added, never renamed.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.impact.batch import Progress, impacts
from cjdata.analysis.impact.concurrent import concurrent
from cjdata.analysis.impact.effects import Checks, Size
from cjdata.analysis.impact.verdict import DEMONSTRATION, Impact, impact
from cjdata.domain.catalogue import look_up
from cjdata.domain.periods import month_text
from cjdata.ledger import Store
from cjdata.stats.staggered import ImputationEffect


def impact_answer(
    store: Store, *, measure: str, initiative: str, known_at: dt.date | None, today: dt.date
) -> dict[str, Any]:
    """The effect of an initiative on a measure, or why none can be told.

    Without a date it is the latest that counts, in a demo store too: at its opening date too few
    boroughs are live.
    """
    asked = asked_of(store, known_at, today, latest=True)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    found = impact(
        reader,
        catalogue,
        look_up("measure", measure, catalogue.measures),
        look_up("initiative", initiative, catalogue.initiatives),
        day,
        demo=store.demo,
    )
    return {
        **_short(found),
        **asked.head,
        "label": DEMONSTRATION if store.demo else "",
        "cases_a_month": found.cases_a_month,
        "smallest_seen": found.smallest_seen,
        "smallest_important": found.measure.smallest_important,
        "lag_months": found.measure.lag_months,
        "boroughs_live": found.boroughs_live,
        "boroughs_used": found.boroughs_used,
        "bundle": _size(found.bundle),
        "alone": _size(found.alone),
        "together": list(found.together),
        "overlapping": list(found.overlapping),
        "by_event_time": [
            {
                "event_time": event.event_time,
                "estimate": event.estimate,
                "interval95": _limits((event.lower, event.upper)),
                "band95": _limits((event.band_lower, event.band_upper)),
            }
            for event in found.by_event_time
        ],
        "moved_before_p": found.moved_before,
        "checks": _checks(found.checks),
        "composition": [
            {"measure": share.measure.id, **(_size(share.size) or {})}
            for share in found.composition
        ],
        "boroughs": [
            {
                "unit": row.unit,
                "live_from": month_text(row.live),
                "before": row.before,
                "after": row.after,
                "months_before": row.months_before,
                "months_after": row.months_after,
            }
            for row in found.boroughs
        ],
        "concurrent": [
            {"text": p.text, "source": p.source} for p in concurrent(found.measure.strand, day)
        ],
        "notes": list(found.notes),
    }


def impacts_answer(
    store: Store,
    *,
    known_at: dt.date | None,
    today: dt.date,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Every core measure against every initiative, with what chance alone would call."""
    asked = asked_of(store, known_at, today, latest=True)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    found = impacts(reader, catalogue, day, demo=store.demo, progress=progress)
    return {
        **asked.head,
        "label": DEMONSTRATION if store.demo else "",
        "looked_at": len(found.found),
        "estimated": found.estimated,
        "called": len(found.called),
        "expected_by_chance": found.expected_by_chance,
        "impacts": [_short(one) for one in found.found],
    }


def _short(found: Impact) -> dict[str, Any]:
    return {
        "measure": found.measure.id,
        "initiative": found.initiative.id,
        "verdict": found.verdict.value,
        "reason": found.reason,
        "estimate": found.estimate,
        "interval95": None if found.interval95 is None else _limits(found.interval95),
        "rests_on": found.rests_on or None,
    }


def _limits(interval: tuple[float, float]) -> list[float] | None:
    """The two limits; nothing where too few boroughs stand behind an interval."""
    return list(interval) if all(map(math.isfinite, interval)) else None


def _size(size: Size | None) -> dict[str, Any] | None:
    if size is None:
        return None
    return {"estimate": size.estimate, "interval95": _limits((size.lower, size.upper))}


def _checks(found: Checks) -> dict[str, Any]:
    imputed, two_way, bounds = found.imputation, found.two_way, found.sensitivity
    return {
        "placebo_dates": _size(found.placebo_dates),
        "placebo_outcome_percent": _size(found.placebo_outcome),
        "without_court_neighbours": _size(found.without_court_neighbours),
        "uncertain_dates": found.uncertain_dates,
        "earliest_dates": _size(found.earliest),
        "latest_dates": _size(found.latest),
        "imputation": None if imputed is None else _imputation(imputed),
        "two_way_fixed_effects_as_a_warning": None if two_way is None else _size(_of(two_way)),
        "trends_may_part_by": None
        if bounds is None or math.isnan(bounds.breakdown)
        else {
            "times_the_largest_step_before": _finite(bounds.breakdown),
            "largest_step_before": bounds.largest_step,
            "bounds": [
                {"times": r.multiple, "interval95": _limits((r.lower, r.upper))}
                for r in bounds.by_multiple.itertuples(index=False)
            ],
        },
    }


def _imputation(found: ImputationEffect) -> dict[str, Any]:
    """The size, or nothing where it cannot be told, and how many of the months live it is of."""
    size = _size(_of(found)) or {"estimate": None, "interval95": None}
    return {
        **size,
        "borough_months_live": found.treated,
        "borough_months_identified": found.identified,
    }


def _finite(value: float) -> float | None:
    """Nothing for what no departure of the trends would reach."""
    return value if math.isfinite(value) else None


def _of(found: Any) -> Size | None:
    return Size.of(found.estimate, found.interval95) if math.isfinite(found.estimate) else None
