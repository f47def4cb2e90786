"""Boroughs that stand out from London in the latest three months, by more than their size explains.

Each measure is one funnel about London's rate, widened where all boroughs scatter by more than
chance; only whole figures that are large enough take part. It says who differs, not why.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cjdata.analysis.figures.comparison import verdict_of
from cjdata.analysis.figures.everywhere import borough_measures
from cjdata.analysis.figures.figures import factor_of, figures
from cjdata.analysis.figures.latest import MONTHS_NOW, by_last_month
from cjdata.analysis.variation.counted_once import Counted, counted_once
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import Direction, State, Verdict
from cjdata.snapshot.reader import Reader
from cjdata.stats.funnel import funnel

OUTSIDE = 0.002
"""The share of boroughs outside the 99.8% limits where nothing but chance is at work."""
FEWEST_BOROUGHS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Standout:
    """One borough outside the limits of one measure."""

    measure: Measure
    unit: str
    period: Period
    numerator: int
    denominator: int
    value: float
    together: float
    """All boroughs with a whole figure, summed."""
    lower: float
    upper: float
    """The 99.8% limits for a borough of this size, in the measure's unit."""
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Standouts:
    """Everything outside its limits, and how much was looked at."""

    known_at: dt.date
    found: tuple[Standout, ...]
    counted: Counted
    """Outcomes of the same cases count once."""
    left_out: int
    """Figures of boroughs that are incomplete, missing or too small to be judged."""

    @property
    def looked_at(self) -> int:
        return self.counted.of

    @property
    def expected_by_chance(self) -> float:
        return self.counted.by_chance


def standouts(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> Standouts:
    """The boroughs outside the 99.8% limits of any judged proportion, worst measures first."""
    boroughs = [borough.id for borough in catalogue.boroughs]
    asked = [m for m in borough_measures(catalogue) if _is_judged(catalogue.measures[m])]
    found: list[Standout] = []
    judged: list[tuple[Measure, str]] = []
    left_out = 0
    for month, measures in by_last_month(reader, catalogue, asked, known_at).items():
        now = Period(month - MONTHS_NOW + 1, month)
        frame = figures(
            reader, catalogue, measures=measures, units=boroughs, periods=[now], known_at=known_at
        )
        for name, rows in frame.groupby("measure", sort=False):
            measure = catalogue.measures[str(name)]
            whole = _whole(measure, rows)
            applicable = int((rows["state"] != State.NOT_APPLICABLE.value).sum())
            if len(whole) < FEWEST_BOROUGHS:
                left_out += applicable
                continue
            judged += [(measure, str(unit)) for unit in whole["unit"]]
            left_out += applicable - len(whole)
            found += _outside(measure, now, whole)
    order = {measure: place for place, measure in enumerate(catalogue.measures)}
    found.sort(key=lambda s: (s.verdict is not Verdict.WORSE, order[s.measure.id], s.unit))
    outside = {(one.measure.id, one.unit) for one in found}
    rows = ((m, unit, (m.id, unit) in outside) for m, unit in judged)
    counted = counted_once(catalogue, rows, OUTSIDE)
    return Standouts(known_at=known_at, found=tuple(found), counted=counted, left_out=left_out)


def _is_judged(measure: Measure) -> bool:
    return measure.interval == "wilson" and measure.direction is not Direction.NEUTRAL


def _whole(measure: Measure, rows: pd.DataFrame) -> pd.DataFrame:
    large = rows["denominator"] >= max(measure.minimum_denominator, 1)
    return rows[rows["state"].isin([State.VALUE.value, State.ZERO.value]) & large]


def _outside(measure: Measure, period: Period, rows: pd.DataFrame) -> list[Standout]:
    numerators = rows.set_index("unit")["numerator"]
    denominators = rows.set_index("unit")["denominator"]
    target = float(numerators.sum() / denominators.sum())
    if not 0 < target < 1:
        return []
    units = funnel(numerators, denominators, target=target, adjust_overdispersion=True).units
    outer = units[
        (units["proportion"] > units["upper_998"]) | (units["proportion"] < units["lower_998"])
    ]
    factor = factor_of(measure)
    return [
        Standout(
            measure=measure,
            unit=str(unit),
            period=period,
            numerator=int(row["numerator"]),
            denominator=int(row["denominator"]),
            value=factor * float(row["proportion"]),
            together=factor * target,
            lower=factor * float(row["lower_998"]),
            upper=factor * float(row["upper_998"]),
            verdict=verdict_of(
                measure.direction, float(row["proportion"]), float(row["proportion"]), target
            ),
        )
        for unit, row in outer.iterrows()
    ]
