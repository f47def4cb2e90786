"""Which control chart suits a measure and its counts, and by which periods it is read at first.

It rests on chance being the larger part of what moves small counts: there limits follow the cases
of each period, and are widened only where a test says that periods scatter by more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import scipy

from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.latest import YEAR
from cjdata.analysis.figures.whole import whole_grid
from cjdata.analysis.variation.signals import kind_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import ComponentKind, Measure
from cjdata.domain.periods import Grain
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day
from cjdata.stats.signals import Kind

SMALL_CASES = 100
"""With fewer cases a period, middle of all, limits follow the cases of each."""
SMALL_COUNT = 30
SINGLE_FIGURE = 10
DISPERSION_LEVEL = 0.05
"""Chance that months without excess scatter are taken to have some."""


class ChartKind(StrEnum):
    """Which chart a trend is judged by."""

    XMR = "xmr"
    P = "p"
    P_PRIME = "p_prime"
    U = "u"
    U_PRIME = "u_prime"
    NONE = "none"


def why_no_limits(catalogue: Catalogue, measure: Measure, grain: Grain) -> str:
    """Why a measure by such periods has no limits; empty where it has."""
    if grain.step < grain.months:
        return (
            "Rolling periods share their months, which makes neighbours alike: no limits are "
            "drawn. Choose months or quarters to see them."
        )
    overlapping = any(
        c.window_months > Grain(c.frequency).months for c in catalogue.collections_behind(measure)
    )
    if overlapping:
        return "Each figure shares its months with the one before: no limits are drawn."
    return ""


class Counted(NamedTuple):
    """Counts and value of a complete figure."""

    numerator: float
    denominator: float
    value: float


def kind_for(catalogue: Catalogue, measure: Measure, known: Sequence[Counted]) -> ChartKind:
    """Limits by the cases of each period where they are few, primed where months scatter more."""
    cases, sizes = [c.numerator for c in known], [c.denominator for c in known]
    kind = kind_of(catalogue, measure) if measure.numerator else None
    counted = all(
        catalogue.components[name].kind is ComponentKind.COUNT for name in measure.components
    )
    if not counted or kind is None or not cases:
        return ChartKind.XMR
    if kind is Kind.PROPORTION and median(sizes) < SMALL_CASES:
        return ChartKind.P_PRIME if _scattered(cases, sizes, share=True) else ChartKind.P
    if kind is Kind.RATE and median(cases) < SMALL_COUNT:
        return ChartKind.U_PRIME if _scattered(cases, sizes, share=False) else ChartKind.U
    return ChartKind.XMR


def usual_grain(
    reader: Reader, catalogue: Catalogue, measure: str, unit: str, known_at: dt.date
) -> Grain:
    """By month; by quarter for a borough whose months count fewer than ten, in the middle."""
    if catalogue.units[unit].kind is not UnitKind.BOROUGH:
        return Grain.MONTH
    few = _with_few(reader, catalogue, measure, turning_day(reader, known_at))
    return Grain.QUARTER if unit in few else Grain.MONTH


@lru_cache(maxsize=2 * DAYS_KEPT)
def _with_few(reader: Reader, catalogue: Catalogue, measure: str, day: dt.date) -> frozenset[str]:
    """The boroughs whose months count fewer than ten, in the middle: all are looked at at once."""
    boroughs = [borough.id for borough in catalogue.boroughs]
    counts, _ = whole_grid(
        reader,
        catalogue,
        measures=[measure],
        units=boroughs,
        periods=known_periods(reader, catalogue, [measure], Grain.MONTH, day, YEAR),
        known_at=day,
    )
    known = ([count for count in row if count == count] for row in counts[0].tolist())
    middle = zip(boroughs, (median(row) if row else SINGLE_FIGURE for row in known), strict=True)
    return frozenset(unit for unit, count in middle if count < SINGLE_FIGURE)


def _scattered(cases: Sequence[float], sizes: Sequence[float], *, share: bool) -> bool:
    """Whether periods differ by more than chance: the chi-squared test of one common rate."""
    rate = sum(cases) / sum(sizes)
    chance = rate * (1 - rate) if share else rate
    if len(cases) < 2 or chance <= 0:
        return False
    distance = sum(
        (case - rate * size) ** 2 / (chance * size) for case, size in zip(cases, sizes, strict=True)
    )
    return bool(distance > scipy.special.chdtri(len(cases) - 1, DISPERSION_LEVEL))
