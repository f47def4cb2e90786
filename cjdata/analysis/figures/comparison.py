"""One borough beside London, its peers and the range of the 32.

A borough is called better or worse only where its 95% interval leaves London's figure out; an
incomplete figure of a borough is shown and not judged. London's own figure may lack a return: it
is shown with how much of it has come.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.latest import MONTHS_NOW, Reading, by_last_month, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import Direction, State, Verdict
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from cjdata.stats.proportions import wilson

CONFIDENCE = 0.95
LONDON = "mps"


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


def borough_measures(catalogue: Catalogue) -> list[str]:
    """The measures that exist at borough level, in the order of the definitions."""
    return [m.id for m in catalogue.measures.values() if UnitKind.BOROUGH in m.levels]


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
    everywhere = _everywhere(reader, catalogue, turning_day(reader, known_at))
    owns = [row.by_unit[unit] for row in everywhere]
    limits = _intervals([row.measure for row in everywhere], owns)
    return tuple(
        Standing(
            measure=row.measure,
            unit=unit,
            period=row.period,
            own=own,
            london=row.by_unit[LONDON],
            peers=_together(row.measure, [row.by_unit[peer] for peer in others]),
            peer_units=others,
            others=row.values,
            lower=lower,
            upper=upper,
            verdict=verdict_of(row.measure.direction, lower, upper, row.together),
        )
        for row, own, (lower, upper) in zip(everywhere, owns, limits, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """A measure in every borough and in London."""

    measure: Measure
    period: Period
    by_unit: Mapping[str, Reading]
    values: tuple[float, ...]
    """Of the boroughs whose figure is whole."""
    together: float | None
    """Of all their cases: what verdicts are held against, since London's may be incomplete."""


@lru_cache(maxsize=32)
def _everywhere(reader: Reader, catalogue: Catalogue, day: dt.date) -> tuple[_Everywhere, ...]:
    """Every measure that boroughs have, asked for once for all of them, in the order of the
    definitions."""
    boroughs = [borough.id for borough in catalogue.boroughs]
    found = []
    groups = by_last_month(reader, catalogue, borough_measures(catalogue), day)
    for month, measures in groups.items():
        now = Period(month - MONTHS_NOW + 1, month)
        by_key = readings(
            reader, catalogue, measures=measures, units=[*boroughs, LONDON], periods=[now],
            known_at=day,
        )  # fmt: skip
        for name in measures:
            by_unit = {unit: by_key[name, unit, now] for unit in (*boroughs, LONDON)}
            measure = catalogue.measures[name]
            whole = [by_unit[unit] for unit in boroughs if by_unit[unit].judged]
            values = tuple(r.value for r in whole if r.value is not None)
            together = complete_together(measure, whole)
            found.append(_Everywhere(measure, now, by_unit, values, together))
    order = {measure: place for place, measure in enumerate(catalogue.measures)}
    return tuple(sorted(found, key=lambda row: order[row.measure.id]))


def _intervals(
    measures: Sequence[Measure], owns: Sequence[Reading]
) -> list[tuple[float | None, float | None]]:
    """The 95% interval of each whole proportion; none where a measure is not one."""
    found: list[tuple[float | None, float | None]] = [(None, None)] * len(measures)
    whole = [
        place
        for place, (measure, own) in enumerate(zip(measures, owns, strict=True))
        if measure.interval == "wilson" and own.judged and own.denominator
    ]
    if whole:
        counts = np.array([(owns[n].numerator, owns[n].denominator) for n in whole], float)
        limits = np.column_stack(list(wilson(counts[:, 0], counts[:, 1], CONFIDENCE)))
        for place, (lower, upper) in zip(whole, limits.tolist(), strict=True):
            factor = factor_of(measures[place])
            found[place] = lower * factor, upper * factor
    return found


def _together(measure: Measure, readings: Sequence[Reading]) -> float | None:
    """The rate of several units summed; None where one of them is not whole."""
    whole = [r for r in readings if r.judged and r.numerator is not None]
    there = [r for r in readings if r.state is not State.NOT_APPLICABLE]
    return complete_together(measure, whole) if len(whole) == len(there) else None


def complete_together(measure: Measure, readings: Iterable[Reading]) -> float | None:
    """The rate of those units whose figure is complete, summed; None without any."""
    whole = [r for r in readings if r.judged and r.numerator is not None and r.denominator]
    cases, base = (sum(getattr(r, side) for r in whole) for side in ("numerator", "denominator"))
    return factor_of(measure) * cases / base if base else None


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
