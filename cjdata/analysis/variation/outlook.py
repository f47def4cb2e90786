"""The way to a target and the chance of being there; and what moved in a measure's pairs meanwhile.

It rests on the process going on as it ran. A national target is context for a unit: its outlook is
worked out, but nothing is said to be missed. A pair that worsens while its measure improves is
said, since what one outcome loses another may have taken.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from cjdata.analysis.figures.everywhere import everywhere
from cjdata.analysis.figures.figures import boroughs_and_force, factor_of, known_periods
from cjdata.analysis.figures.latest import LatestFigure, latest_figures
from cjdata.analysis.figures.trend import Trend, points_apart
from cjdata.analysis.figures.whole import whole_grid
from cjdata.analysis.variation.chart_choice import why_no_limits
from cjdata.analysis.variation.signals import MONTHS_HELD_AGAINST, kind_of
from cjdata.analysis.variation.trend_target import target_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, month_of
from cjdata.domain.states import Direction
from cjdata.domain.units import Unit
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day
from cjdata.stats.differences import Difference, differences
from cjdata.stats.targets import TargetOutlook, target_outlooks


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetView:
    """A target seen from a unit's last complete month; levels are in the measure's unit."""

    target: Target
    local: bool
    outlook: TargetOutlook
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A measure that is to be read beside another, three months now against a year before."""

    figure: LatestFigure
    change: Difference | None
    against: bool
    """Whether it moved the wrong way, by more than chance, while its measure improved."""


def target_view(
    reader: Reader, catalogue: Catalogue, trend: Trend, known_at: dt.date
) -> TargetView | None:
    """The outlook on the target of a trend; None without one that the measure can be held to."""
    measure = trend.measure
    target, local = target_of(trend)
    if target is None or measure.direction is Direction.NEUTRAL or not measure.numerator:
        return None
    if why_no_limits(catalogue, measure, Grain.MONTH):
        return None
    asked = (trend.unit.id,) if local else _aimed_together(catalogue, trend.unit)
    aim = target.value / factor_of(measure), month_of(target.by)
    every = _outlooks(reader, catalogue, measure.id, asked, *aim, turning_day(reader, known_at))
    found = every.get(trend.unit.id)
    if found is None:
        return None
    return TargetView(target=target, local=local, outlook=found, factor=factor_of(measure))


def _aimed_together(catalogue: Catalogue, unit: Unit) -> tuple[str, ...]:
    """The units seen with one on the way to a target that is nobody's own."""
    together = boroughs_and_force(catalogue)
    return together if unit.id in together else tuple(u.id for u in catalogue.of_kind(unit.kind))


@lru_cache(maxsize=DAYS_KEPT)
def _outlooks(
    reader: Reader,
    catalogue: Catalogue,
    name: str,
    units: tuple[str, ...],
    target: float,
    by: int,
    day: dt.date,
) -> Mapping[str, TargetOutlook]:
    """What is known on a turning day of the way to one target, for those of the units that have
    any figure: of all boroughs it takes little more than twice as long as of one."""
    measure = catalogue.measures[name]
    months = known_periods(reader, catalogue, [name], Grain.MONTH, day, MONTHS_HELD_AGAINST)
    top, bottom = whole_grid(
        reader, catalogue, measures=[name], units=units, periods=months, known_at=day
    )
    rows = np.flatnonzero(~np.isnan(top[0]).all(axis=1))
    if not rows.size:
        return {}
    numerator, denominator = top[0, rows], bottom[0, rows]
    over = (numerator > denominator) & (measure.interval == "wilson")
    found = target_outlooks(
        np.where(over, np.nan, numerator),
        np.where(over, np.nan, denominator),
        kind=kind_of(catalogue, measure),
        last=months[-1].last,
        target=target,
        by=by,
        improvement=measure.direction.value,
    )
    return {units[row]: outlook for row, outlook in zip(rows.tolist(), found, strict=True)}


def pairs(
    reader: Reader, catalogue: Catalogue, measure: Measure, unit: str, known_at: dt.date
) -> tuple[LatestFigure | None, tuple[Pair, ...]]:
    """A measure's latest three months and its paired measures', as far as the unit has them."""
    names = _followed(catalogue, (measure.id, *measure.paired), unit)
    latest = latest_figures(reader, catalogue, names, unit, known_at, 0, together=True)
    found = {f.measure.id: f for f in latest}
    own = found.get(measure.id)
    return own, _beside(measure, found)


def pairs_against(
    reader: Reader, catalogue: Catalogue, unit: str, known_at: dt.date
) -> tuple[tuple[LatestFigure, tuple[Pair, ...]], ...]:
    """Every measure of a borough that improved while a pair of it moved the wrong way, with
    those."""
    names = _moved_apart(reader, catalogue, turning_day(reader, known_at)).get(unit, ())
    latest = latest_figures(reader, catalogue, names, unit, known_at, months_shown=0)
    found = {f.measure.id: f for f in latest}
    wrong = ((own, against(_beside(own.measure, found))) for own in found.values())
    return tuple((own, pairs) for own, pairs in wrong if pairs)


@lru_cache(maxsize=DAYS_KEPT)
def _moved_apart(
    reader: Reader, catalogue: Catalogue, day: dt.date
) -> Mapping[str, tuple[str, ...]]:
    """By borough, the measures that improved while a pair moved the wrong way, and those pairs.

    Asked for once for all boroughs: of most nothing is to be said.
    """
    every = everywhere(reader, catalogue, day)
    sides = (*every.now.shares(every.measures), *every.before.shares(every.measures))
    estimate, lower, upper = differences(*sides)
    moved = np.where((lower > 0) | (upper < 0), estimate, 0.0)
    way = np.array([WAY[measure.direction] for measure in every.measures]).reshape(-1, 1)
    better, worse = _improves(way, moved), _worsens(way, moved)
    place = {measure.id: n for n, measure in enumerate(every.measures)}
    pairs = [(m.id, name) for m in every.measures for name in m.paired if name in place]
    own, beside = ([place[pair[side]] for pair in pairs] for side in (0, 1))
    units, found = tuple(every.columns), {unit: dict[str, None]() for unit in every.columns}
    for pair, unit in np.argwhere(better[own] & worse[beside]).tolist():
        found[units[unit]] |= dict.fromkeys(pairs[pair])
    return {unit: tuple(names) for unit, names in found.items()}


def _followed(catalogue: Catalogue, measures: Iterable[str], unit: str) -> list[str]:
    """Those made from returns that the kind of unit has."""
    kind = catalogue.units[unit].kind
    known = (catalogue.measures[m] for m in measures)
    return [m.id for m in known if kind in m.levels and m.numerator]


def _beside(measure: Measure, found: Mapping[str, LatestFigure]) -> tuple[Pair, ...]:
    own = found.get(measure.id)
    better = own is not None and _better(own)
    return tuple(
        Pair(
            figure=found[name],
            change=_change(found[name]),
            against=better and _moved(found[name]) is not None and _worse(found[name]),
        )
        for name in measure.paired
        if name in found
    )


def against(found: Sequence[Pair]) -> tuple[Pair, ...]:
    return tuple(p for p in found if p.against)


def _change(found: LatestFigure) -> Difference | None:
    if found.change is None or found.measure.interval != "wilson":
        return None
    return points_apart(found.measure, found.now, found.year_ago)


def _moved(found: LatestFigure) -> float | None:
    """The change where it is more than chance makes."""
    change = _change(found)
    return change.estimate if change is not None and change.told_apart else None


def _better(found: LatestFigure) -> bool:
    return bool(_improves(WAY[found.measure.direction], _moved(found) or 0.0))


def _worse(found: LatestFigure) -> bool:
    return bool(_worsens(WAY[found.measure.direction], _moved(found) or 0.0))


WAY = {Direction.INCREASE: 1.0, Direction.DECREASE: -1.0, Direction.NEUTRAL: 0.0}
"""Which way a measure is to move."""


def _improves(way: npt.ArrayLike, change: npt.ArrayLike) -> NDArray[np.bool_]:
    """Which of the changes go their way."""
    found: NDArray[np.bool_] = np.multiply(way, change) > 0
    return found


def _worsens(way: npt.ArrayLike, change: npt.ArrayLike) -> NDArray[np.bool_]:
    """Which go against it; upwards for what has none, such as cracked trials."""
    return np.where(np.greater(way, 0), np.less(change, 0), np.greater(change, 0))
