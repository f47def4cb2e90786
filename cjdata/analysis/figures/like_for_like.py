"""A change that leaves out whoever is missing from either side: senders whole in both, summed.

It speaks of those senders alone: what the missing ones would have sent is not guessed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.figures.readings import Reading, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.stats.differences import Difference, difference

YEAR = 12
LEAST_SHARE = 0.5
"""Of the senders: what fewer did says little of the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LikeForLike:
    """The change of a figure against a year ago over the senders that are whole in both."""

    change: float
    interval: Difference | None
    """Of the change, in the measure's unit, where it is a share of cases."""
    senders: int
    of: int
    kind: UnitKind
    """What the senders are."""


def like_for_like(
    reader: Reader,
    catalogue: Catalogue,
    latest: Iterable[LatestFigure],
    known_at: dt.date,
) -> dict[str, LikeForLike]:
    """By measure, for figures that lack returns now or a year ago; others are left out."""
    asked: dict[tuple[Period, tuple[str, ...]], list[Measure]] = {}
    for figure in latest:
        if figure.change is None:
            senders = senders_of(catalogue, figure.measure, figure.unit)
            asked.setdefault((figure.period, senders), []).append(figure.measure)
    found: dict[str, LikeForLike] = {}
    for (now, senders), measures in asked.items():
        found |= alike(reader, catalogue, measures, senders, now, known_at)
    return found


def alike(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[Measure],
    senders: Sequence[str],
    now: Period,
    known_at: dt.date,
) -> dict[str, LikeForLike]:
    """The change of each measure from the same period a year before, where most senders have both.

    Counts are left out: the total of some senders is no figure of the whole.
    """
    before = Period(now.first - YEAR, now.last - YEAR)
    rates = [m for m in measures if m.unit != "count"]
    if not rates or not senders:
        return {}
    found = readings(
        reader, catalogue, measures=[m.id for m in rates], units=senders,
        periods=[now, before], known_at=known_at,
    )  # fmt: skip
    kind = catalogue.units[senders[0]].kind
    changes = {
        m.id: _change(m, kind, [(found[m.id, u, now], found[m.id, u, before]) for u in senders])
        for m in rates
    }
    return {name: change for name, change in changes.items() if change is not None}


def senders_of(catalogue: Catalogue, measure: Measure, unit: str) -> tuple[str, ...]:
    """The members of a unit that report the measure themselves."""
    behind, units = catalogue.collections_behind(measure), catalogue.units
    return tuple(u for u in units[unit].members if any(c.is_reported_by(units[u]) for c in behind))


def _change(
    measure: Measure, kind: UnitKind, sides: Sequence[tuple[Reading, Reading]]
) -> LikeForLike | None:
    """From each sender's reading now and a year before."""
    both = [pair for pair in sides if all(side.judged for side in pair)]
    (cases, base), (cases_before, base_before) = (
        (sum(r.numerator or 0.0 for r in side), sum(r.denominator or 0.0 for r in side))
        for side in ([pair[0] for pair in both], [pair[1] for pair in both])
    )
    applicable = sum(any(r.state is not State.NOT_APPLICABLE for r in pair) for pair in sides)
    if not base or not base_before or len(both) < LEAST_SHARE * applicable:
        return None
    factor = factor_of(measure)
    interval = None
    if measure.interval == "wilson" and cases <= base and cases_before <= base_before:
        found = difference(cases, base, cases_before, base_before)
        interval = Difference(factor * found.estimate, factor * found.lower, factor * found.upper)
    return LikeForLike(
        change=factor * (cases / base - cases_before / base_before),
        interval=interval,
        senders=len(both),
        of=applicable,
        kind=kind,
    )
