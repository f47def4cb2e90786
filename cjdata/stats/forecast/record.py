"""The record of a rollout as bounds on the number of units live, day by day, and its plans.

Assumption: a report that names units or gives a total tells all that was live on its day; a total
without names stands beside the named, and the number live never falls below either.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.domain.states import Stage
from cjdata.stats.forecast.named import GoLive, NamedUnits, named_units
from cjdata.stats.forecast.statements import Kind, Statement

MOST_DAYS = 20


@dataclass(frozen=True, slots=True)
class CountPlan:
    """On day `said` it was planned that `count` units would be live by day `due`."""

    said: int
    count: int
    due: int


@dataclass(frozen=True, slots=True, eq=False)
class RolloutRecord:
    """All that a forecast needs to know of a rollout on one day.

    `days` (m,) are the days looked at, in order; `low` and `high` (m,) bound the number of units
    live on each; the last day is the last report. Empty when nothing was reported. What is
    drawn for a record is kept by the record itself, so that each is only its own equal.
    """

    units: tuple[str, ...]
    names: NamedUnits
    days: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    plans: tuple[CountPlan, ...]

    @property
    def of(self) -> int:
        """The number of units in scope."""
        return len(self.units)

    @property
    def live(self) -> int:
        """The number of units live at the last report: named, or counted without names."""
        return int(self.low[-1]) if len(self.low) else 0

    def reached(self, count: int) -> GoLive:
        """When `count` units were live: after the last day on which fewer must have been."""
        until = self.days[self.low >= count]
        short = self.days[self.high < count]
        end = float(until[0]) if len(until) else math.inf
        return GoLive(min(float(short[-1]) if len(short) else -math.inf, end), end)


def rollout_record(statements: Sequence[Statement], *, units: Sequence[str]) -> RolloutRecord:
    """The record that the statements make for the units in scope."""
    scope = set(units)
    inside = [word for word in statements if word.unit in scope]
    names = named_units(
        inside, reports=sorted({word.said for word in inside + _totals(statements)})
    )
    kept = tuple(unit for unit in units if unit not in names.out)
    totals = _total_facts(statements, scope, len(kept))
    bounds = _Bounds(names, totals, len(kept))
    days = _days(statements, scope, names, totals)
    low = np.array([bounds.low(day) for day in days], dtype=np.int64)
    caps = [(day, bounds.cap(day)) for day in days if day in _reports(statements, scope)]
    high = np.array([bounds.high(day, caps) for day in days], dtype=np.int64)
    plans = _plans(statements, scope, bounds, len(kept))
    return RolloutRecord(kept, names, np.array(days, dtype=float), low, high, plans)


@dataclass(frozen=True, slots=True)
class _Total:
    """A total reported as of a day: at least `low` and at most `high` of the units in scope."""

    day: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class _Bounds:
    names: NamedUnits
    totals: tuple[_Total, ...]
    of: int

    def _named(self, after: float, until: float) -> int:
        """Units live by `until` that were not live yet on day `after`."""
        return sum(g.after >= after and g.until <= until for g in self.names.live.values())

    def low(self, day: float) -> int:
        counted = [t.low + self._named(t.day, day) for t in self.totals if t.day <= day]
        return min(self.of, max([self._named(-math.inf, day), *counted]))

    def cap(self, day: float) -> int:
        told = [total.high for total in self.totals if total.day == day]
        straddling = sum(g.after < day < g.until for g in self.names.live.values())
        return max(self.low(day), min(told) if told else self.low(day) + straddling)

    def high(self, day: float, caps: list[tuple[int, int]]) -> int:
        later = sum(go.after >= day and go.until > day for go in self.names.live.values())
        waiting = sum(said >= day for said in self.names.waiting.values())
        most = [cap - self._named(day, at) if at > day else cap for at, cap in caps if at >= day]
        return max(self.low(day), min([self.of - later - waiting, *most]))


def _totals(statements: Sequence[Statement]) -> list[Statement]:
    return [s for s in statements if s.count is not None and s.stage is Stage.LIVE]


def _total_facts(statements: Sequence[Statement], scope: set[str], n: int) -> tuple[_Total, ...]:
    """Reported totals in order; an earlier one is cut to a later, smaller one that corrects it."""
    totals: list[_Total] = []
    for word in _totals(statements):
        if word.kind is Kind.FACT and word.unit not in scope and word.count is not None:
            day = word.said if word.not_after is None else word.not_after
            totals.append(_Total(day, *_inside(word.count, word.of, n)))
    totals.sort(key=lambda total: total.day)
    least = n
    for place in reversed(range(len(totals))):
        total = totals[place]
        least = min(least, total.high)
        totals[place] = _Total(total.day, min(total.low, least), min(total.high, least))
    return tuple(totals)


def _inside(count: int, of: int | None, n: int) -> tuple[int, int]:
    """How many of `n` units in scope a count of a set of another size can mean."""
    size = n if of is None else of
    low = count - max(0, size - n)
    high = count + max(0, n - size)
    return max(0, min(low, n)), max(0, min(high, n))


def _reports(statements: Sequence[Statement], scope: set[str]) -> set[int]:
    """The days that told all that was live: not those with a bare "many units are live"."""
    told = {s.said for s in statements if s.unit in scope or s.count is not None}
    bare = {
        s.said
        for s in statements
        if s.unit not in scope
        and s.count is None
        and s.kind is Kind.FACT
        and s.stage in (Stage.LIVE, Stage.PARTIAL)
    }
    return told - bare


def _days(
    statements: Sequence[Statement],
    scope: set[str],
    names: NamedUnits,
    totals: tuple[_Total, ...],
) -> list[int]:
    """The days to look at: reports, totals and ends of intervals, thinned evenly when many."""
    reports = _reports(statements, scope)
    if not reports:
        return []
    ends = {int(go.until) for go in names.live.values()} | {total.day for total in totals}
    days = sorted(day for day in reports | ends if day <= max(reports))
    if len(days) <= MOST_DAYS:
        return days
    return [days[i] for i in sorted({round(x) for x in np.linspace(0, len(days) - 1, MOST_DAYS)})]


def _plans(
    statements: Sequence[Statement], scope: set[str], bounds: _Bounds, n: int
) -> tuple[CountPlan, ...]:
    """Every dated plan as a count by a day; plans for named units are counted up per report."""
    plans: dict[CountPlan, None] = {}
    named: dict[int, dict[str, int]] = defaultdict(dict)
    for word in statements:
        if word.kind is not Kind.PLAN or word.not_after is None or word.not_after <= word.said:
            continue
        if word.unit in scope:
            named[word.said][word.unit] = word.not_after
        elif word.count is not None and (word.stage is Stage.LIVE or word.of is not None):
            count = n if word.count == word.of else min(word.count, n)
            plans[CountPlan(word.said, count, word.not_after)] = None
    for said, dues in named.items():
        live = bounds.low(said)
        due = sorted(dues.values())[: n - live]
        for place in {(len(due) + 1) // 2, len(due)} - {0}:
            plans[CountPlan(said, live + place, due[place - 1])] = None
    return tuple(sorted(plans, key=lambda plan: (plan.said, plan.count)))
