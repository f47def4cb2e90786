"""One borough beside London, its peers and the range of the 32.

A borough is called better or worse only where its 95% interval leaves London's figure out; an
incomplete figure of a borough is shown and not judged. London's own figure may lack a return: it
is shown with how much of it has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cjdata.analysis.figures.everywhere import LONDON, everywhere
from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.plain import plain_rows
from cjdata.analysis.figures.readings import Reading, Readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import Direction, Verdict
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day
from cjdata.stats.proportions import wilson

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a borough stands on one measure."""

    measure: Measure
    unit: str
    period: Period
    own: Reading
    london: Reading
    peers: float | None
    """Rate of the peers together; None unless all have sent."""
    peer_units: tuple[str, ...]
    others: tuple[float, ...]
    """Values of all boroughs whose figure is whole."""
    lower: float | None
    upper: float | None
    verdict: Verdict

    @property
    def more_than_at_londons_rate(self) -> float | None:
        """How many more cases in the period than London's rate would give; negative for fewer."""
        if not self.own.judged or self.own.value is None or self.london.value is None:
            return None
        if not self.own.denominator:
            return None
        share = (self.own.value - self.london.value) / factor_of(self.measure)
        return share * self.own.denominator


def standings(
    reader: Reader,
    catalogue: Catalogue,
    unit: str,
    known_at: dt.date,
    peers: Sequence[str] | None = None,
) -> tuple[Standing, ...]:
    """Every measure of a borough that anybody has reported by the date.

    `peers` are the boroughs to compare with, by default those of the same sub-region.
    """
    others = tuple(catalogue.peers(unit) if peers is None else peers)
    day = turning_day(reader, known_at)
    every = everywhere(reader, catalogue, day)
    column, rates = every.columns[unit], every.together(others)
    return tuple(
        Standing(
            measure=row.measure,
            unit=unit,
            period=row.period,
            own=row.readings[row.measure.id, unit, row.period],
            london=row.london,
            peers=of_peers,
            peer_units=others,
            others=row.values,
            lower=row.lower[column],
            upper=row.upper[column],
            verdict=verdict_of(
                row.measure.direction, row.lower[column], row.upper[column], row.together
            ),
        )
        for row, of_peers in zip(_rows(reader, catalogue, day), rates, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A measure in every borough and in London; the limits of boroughs in their order."""

    measure: Measure
    period: Period
    readings: Readings
    london: Reading
    values: tuple[float, ...]
    """Of the boroughs whose figure is whole."""
    together: float | None
    """Of all their cases: what verdicts are held against, since London's may be incomplete."""
    lower: Sequence[float | None]
    upper: Sequence[float | None]


@lru_cache(maxsize=DAYS_KEPT)
def _rows(reader: Reader, catalogue: Catalogue, day: dt.date) -> tuple[_Row, ...]:
    """What every borough is held against on a turning day, and its 95% interval."""
    every = everywhere(reader, catalogue, day)
    factors = np.array([factor_of(m) for m in every.measures]).reshape(-1, 1)
    shares = wilson(*every.now.shares(every.measures), CONFIDENCE)
    lower, upper, values = (
        plain_rows(table)
        for table in (factors * shares.lower, factors * shares.upper, every.now.value)
    )
    return tuple(
        _Row(
            measure=measure,
            period=every.periods[n],
            readings=every.readings[n],
            london=every.readings[n][measure.id, LONDON, every.periods[n]],
            values=tuple([v for v in values[n] if v is not None]),
            together=together,
            lower=lower[n],
            upper=upper[n],
        )
        for n, (measure, together) in enumerate(zip(every.measures, every.together(), strict=True))
    )


def verdict_of(
    direction: Direction, lower: float | None, upper: float | None, reference: float | None
) -> Verdict:
    """The verdict of an interval on a reference: alike unless the interval leaves it out."""
    if lower is None or upper is None or reference is None:
        return Verdict.NOT_JUDGED
    if lower <= reference <= upper:
        return Verdict.ALIKE
    above = lower > reference
    if direction is Direction.NEUTRAL:
        return Verdict.HIGHER if above else Verdict.LOWER
    return Verdict.BETTER if above == (direction is Direction.INCREASE) else Verdict.WORSE
