"""A change that leaves out whoever is missing from either side: senders whole in both, summed.

It speaks of those senders alone: what the missing ones would have sent is not guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cjdata.analysis.figures import factor_of, figures
from cjdata.analysis.latest import LatestFigure
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import State
from cjdata.snapshot.reader import Reader

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeForLike:
    """The change of a figure against a year ago over the senders that are whole in both."""

    change: float
    senders: int
    of: int


def like_for_like(
    reader: Reader,
    catalogue: Catalogue,
    latest: Sequence[LatestFigure],
    known_at: dt.date,
) -> dict[str, LikeForLike]:
    """By measure, for figures that lack returns now or a year ago; others are left out."""
    asked: dict[tuple[Period, tuple[str, ...]], list[Measure]] = {}
    for figure in latest:
        if figure.change is None and figure.measure.unit != "count":
            senders = _senders(catalogue, figure.measure, figure.unit)
            asked.setdefault((figure.period, senders), []).append(figure.measure)
    found = {}
    for (now, senders), measures in asked.items():
        before = Period(now.first - YEAR, now.last - YEAR)
        frame = figures(
            reader, catalogue, measures=[m.id for m in measures], units=senders,
            periods=[now, before], known_at=known_at,
        )  # fmt: skip
        for measure in measures:
            change = _change(measure, frame[frame["measure"] == measure.id], now, before)
            if change is not None:
                found[measure.id] = change
    return found


def _senders(catalogue: Catalogue, measure: Measure, unit: str) -> tuple[str, ...]:
    """The members of a unit that report the measure themselves."""
    behind, units = catalogue.collections_behind(measure), catalogue.units
    return tuple(u for u in units[unit].members if any(c.is_reported_by(units[u]) for c in behind))


def _change(
    measure: Measure, frame: pd.DataFrame, now: Period, before: Period
) -> LikeForLike | None:
    whole = frame[frame["state"].isin([State.VALUE.value, State.ZERO.value])]
    sides = [whole[whole["period"] == str(p)].set_index("unit") for p in (now, before)]
    both = sides[0].index.intersection(sides[1].index)
    if both.empty:
        return None
    rates = []
    for side in sides:
        sums = side.loc[both, ["numerator", "denominator"]].sum()
        if not sums["denominator"]:
            return None
        rates.append(factor_of(measure) * sums["numerator"] / sums["denominator"])
    applicable = frame[frame["state"] != State.NOT_APPLICABLE.value]["unit"].nunique()
    return LikeForLike(change=float(rates[0] - rates[1]), senders=len(both), of=int(applicable))
