"""Why the force's figures differ between two dates: something changed, or data came or was mended.

Figures are of whole quarters. The change itself is read from the later date alone, between the
last quarter that the earlier date knew and the last that the later one knows.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.readings import Reading, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, Period, last_day
from cjdata.domain.states import State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day
from cjdata.stats.differences import difference

FORCE = "mps"
QUARTERS = 8
"""How far back one looks for data that came late or was revised."""
ABSENT = (State.NOT_RECEIVED, State.INCOMPLETE)


class Why(StrEnum):
    """Why a figure differs."""

    CHANGED = "changed"
    REVISED = "revised"
    LATE = "arrived late"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure that differs between the two dates."""

    measure: Measure
    unit: str
    why: Why
    before_period: Period
    after_period: Period
    before: float | None
    after: float | None
    told_apart: bool | None
    """Whether a difference is more than chance would give; None where that cannot be said."""

    @property
    def difference(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def figure_changes(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> tuple[FigureChange, ...]:
    """Every core measure of the force that differs, in the order of the definitions."""
    return _figure_changes(reader, catalogue, earlier, turning_day(reader, later))


@lru_cache(maxsize=DAYS_KEPT)
def _figure_changes(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> tuple[FigureChange, ...]:
    measures = [
        m.id
        for m in catalogue.measures.values()
        if m.core and m.made_from == "returns" and UnitKind.FORCE in m.levels
    ]
    periods = known_periods(reader, catalogue, measures, Grain.QUARTER, later, latest=QUARTERS)
    if not periods:
        return ()
    before, after = (
        readings(reader, catalogue, measures=measures, units=[FORCE], periods=periods, known_at=day)
        for day in (earlier, later)
    )
    found: list[FigureChange] = []
    for name in measures:
        measure = catalogue.measures[name]
        was, now = ({p: at[name, FORCE, p] for p in periods} for at in (before, after))
        found += _data(catalogue, measure, was, now, earlier)
        found += _change(catalogue, measure, was, now)
    return tuple(found)


def _data(
    catalogue: Catalogue,
    measure: Measure,
    was: dict[Period, Reading],
    now: dict[Period, Reading],
    earlier: dt.date,
) -> Iterator[FigureChange]:
    """Periods whose data was due by the earlier date and differs: late, or revised."""
    for period, before in was.items():
        if _due(catalogue, measure, period) > earlier:
            continue
        after = now[period]
        late = before.state in ABSENT
        revised = before.judged and _counts(before) != _counts(after)
        if not after.judged or not (late or revised):
            continue
        yield FigureChange(
            measure=measure, unit=FORCE, why=Why.LATE if late else Why.REVISED,
            before_period=period, after_period=period,
            before=before.value if before.judged else None, after=after.value, told_apart=None,
        )  # fmt: skip


def _counts(found: Reading) -> tuple[float | None, float | None]:
    return found.numerator, found.denominator


def _change(
    catalogue: Catalogue,
    measure: Measure,
    was: dict[Period, Reading],
    now: dict[Period, Reading],
) -> Iterator[FigureChange]:
    """The last whole quarter of each date, both as known at the later one."""
    known_then = [p for p in was if was[p].judged]
    known_now = [p for p in now if now[p].judged]
    if not known_then or not known_now or known_now[-1] <= known_then[-1]:
        return
    first, last = known_then[-1], known_now[-1]
    one, other = now[first], now[last]
    if not one.judged or one.value == other.value:
        return
    recoded = _recoded(catalogue, measure, first, last)
    apart = None
    if measure.interval == "wilson" and one.denominator and other.denominator and not recoded:
        assert one.numerator is not None
        assert other.numerator is not None
        apart = difference(
            other.numerator, other.denominator, one.numerator, one.denominator
        ).told_apart
    yield FigureChange(
        measure=measure, unit=FORCE, why=Why.DEFINITION if recoded else Why.CHANGED,
        before_period=first, after_period=last, before=one.value, after=other.value,
        told_apart=apart,
    )  # fmt: skip


def _recoded(catalogue: Catalogue, measure: Measure, first: Period, last: Period) -> bool:
    """Whether another list of reasons began after one quarter began and by the other's end."""
    if not any(part.reasons for part in (*measure.numerator, *measure.denominator)):
        return False
    starts = [s.starts for s in catalogue.schemes.values() if s.starts is not None]
    return any(last_day(first.first) < start <= last.end for start in starts)


def _due(catalogue: Catalogue, measure: Measure, period: Period) -> dt.date:
    """The day by which all of it was to be there."""
    return max(c.due(period) for c in catalogue.collections_behind(measure))
