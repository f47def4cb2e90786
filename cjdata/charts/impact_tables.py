"""The effect of an initiative as tables: by month since going live, by borough, of all measures."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.impact.batch import Impacts
from cjdata.analysis.impact.verdict import DEMONSTRATION, Impact
from cjdata.charts.impact_texts import unit_words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import month_text

SIZES = ["effect", "lower", "upper"]


def impact_table(found: Impact, *, demo: bool) -> pd.DataFrame:
    """The twin: the overall effect first, then one row a month since going live."""
    rows: list[dict[str, object]] = []
    if found.estimate is not None and found.interval95 is not None:
        low, high = found.interval95
        rows.append({"months": "overall", "effect": found.estimate, "lower": low, "upper": high})
    rows += [
        {
            "months": str(e.event_time),
            "effect": e.estimate,
            "lower": e.lower,
            "upper": e.upper,
            "band_lower": e.band_lower,
            "band_upper": e.band_upper,
        }
        for e in found.by_event_time
    ]
    frame = pd.DataFrame(rows, columns=["months", *SIZES, "band_lower", "band_upper"])
    if found.cases_a_point is not None:
        for name in SIZES:
            frame[f"{name}_cases_a_month"] = frame[name] * found.cases_a_point
    return _named(frame, found, demo=demo)


def boroughs_table(found: Impact, catalogue: Catalogue, *, demo: bool) -> pd.DataFrame:
    """Each borough's own before and after."""
    frame = pd.DataFrame(
        [
            {
                "borough": catalogue.units[row.unit].name,
                "live_from": month_text(row.live),
                "before": row.before,
                "months_before": row.months_before,
                "after": row.after,
                "months_after": row.months_after,
                "change": row.change,
            }
            for row in found.boroughs
        ]
    )
    return frame if frame.empty else _named(frame, found, demo=demo)


def overview_table(found: Impacts, *, demo: bool) -> pd.DataFrame:
    """A row a measure and initiative: verdict, effect, reason."""
    rows = []
    for i in found.found:
        low, high = i.interval95 or (None, None)
        rows.append(
            {
                "measure": i.measure.id,
                "name": i.measure.short,
                "initiative": i.initiative.id,
                "verdict": i.verdict.value,
                "effect": i.estimate,
                "lower": low,
                "upper": high,
                "unit": unit_words(i),
                "reason": i.reason,
            }
        )
    return pd.DataFrame(rows).assign(label=DEMONSTRATION if demo else "")


def _named(frame: pd.DataFrame, found: Impact, *, demo: bool) -> pd.DataFrame:
    return frame.assign(
        measure=found.measure.id,
        initiative=found.initiative.id,
        unit=unit_words(found),
        verdict=found.verdict.value,
        reason=found.reason,
        label=DEMONSTRATION if demo else "",
    )
