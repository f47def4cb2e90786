"""What a unit's figure is made of: its counts by court and by reason, now and a year before.

Rests on returns that give the detail: each sum says how many returns it is of, and shares are
taken within those alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from cjdata.analysis.figures.figures import worked_out
from cjdata.analysis.figures.readings import readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period
from cjdata.domain.states import JUDGED
from cjdata.domain.units import UnitKind
from cjdata.snapshot.counts import Counts, Kind, Wanted, unit_counts
from cjdata.snapshot.reader import Reader

Row = Sequence[float | None] | Sequence[float]
"""A number a window; None or NaN where there is none."""


class Slice(NamedTuple):
    """One court's or one reason's part of a measure."""

    key: str
    """Identifier of the court or code of the reason."""
    now: float
    base_now: float | None
    """What the part is a share of: the court's own denominator, or what the measure is of."""
    before: float | None
    base_before: float | None
    trend: tuple[float | None, ...]
    """Share in each window asked for, oldest first; None where there is nothing to divide by."""

    @property
    def share(self) -> float | None:
        return 100 * self.now / self.base_now if self.base_now else None

    @property
    def share_before(self) -> float | None:
        if self.before is None or not self.base_before:
            return None
        return 100 * self.before / self.base_before


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """A measure of a unit by court or by reason over windows, the last of them `now`."""

    windows: tuple[Period, ...]
    year_ago: Period | None
    slices: tuple[Slice, ...]
    returns_now: int
    """How many returns of the last window give this detail."""


def parts_of(catalogue: Catalogue, measure: Measure, kind: str) -> bool:
    """Whether every component of a measure can be told apart by `court`, or its numerator by
    `reason`."""
    if kind == "reason":
        return all(kind in catalogue.components[p.component].breakdowns for p in measure.numerator)
    return bool(measure.denominator) and all(
        kind in catalogue.components[name].breakdowns for name in measure.components
    )


def by_court(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    windows: Sequence[Period],
    known_at: dt.date,
    reason: str = "",
) -> Breakdown:
    """A rate at each court of a unit; with a reason, that reason's part of it alone."""
    top = _table(reader, catalogue, measure.numerator, unit, "court", windows, known_at, reason)
    bottom = _table(reader, catalogue, measure.denominator, unit, "court", windows, known_at)
    return _breakdown(top, windows, _bases(top, bottom))


def by_reason(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    windows: Sequence[Period],
    known_at: dt.date,
) -> Breakdown:
    """The reasons that a measure counts, each as a share of what the measure is of.

    A measure without a denominator has its reasons as shares of all that it counts.
    """
    top = _table(reader, catalogue, measure.numerator, unit, "reason", windows, known_at)
    if not measure.denominator:
        return _breakdown(top, windows, [_whole(top.value)] * len(top.keys))
    found = readings(
        reader, catalogue, measures=[measure.id], units=[unit], periods=windows,
        known_at=known_at, together=True,
    )  # fmt: skip
    cases = [one.denominator for one in found.over_time(measure.id, unit)]
    return _breakdown(top, windows, [cases] * len(top.keys))


def by_crown_court(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    windows: Sequence[Period],
    known_at: dt.date,
) -> Breakdown:
    """A rate at each Crown Court: courts report themselves, so that each has a figure."""
    courts = [u.id for u in catalogue.of_kind(UnitKind.CROWN_COURT)]
    found = worked_out(
        reader, catalogue, measures=[measure.id], units=courts, periods=windows, known_at=known_at
    )
    shape = len(courts), len(windows)
    whole = np.isin(found["state"].astype(str), JUDGED).reshape(shape)
    cases, bases, received = (
        found[name].reshape(shape) for name in ("numerator", "denominator", "received")
    )
    returns_now = int(received[:, -1][whole[:, -1]].max(initial=0))
    top = Counts(courts, np.where(whole, cases, np.nan).tolist(), returns_now)
    return _breakdown(top, windows, np.where(whole, bases, np.nan).tolist())


def _table(
    reader: Reader,
    catalogue: Catalogue,
    parts: Sequence[Part],
    unit: str,
    kind: Kind,
    windows: Sequence[Period],
    known_at: dt.date,
    reason: str = "",
) -> Counts:
    """The counts of all parts together, by court or by reason."""
    at_court = catalogue.units[unit].kind is UnitKind.MAGISTRATES_COURT
    found = []
    for part in parts:
        only = frozenset([reason] if reason else part.reasons)
        wanted = Wanted(
            component=part.component,
            court_tier=_tier(catalogue, part, unit),
            level=_level(kind, by_reason=bool(only) or kind == "reason", at_court=at_court),
            by=kind,
            only=only,
        )
        found.append(unit_counts(reader, unit, wanted, tuple(windows), known_at))
    return found[0] if len(found) == 1 else _together(found)


def _together(parts: Sequence[Counts]) -> Counts:
    """What several parts of a measure count, added up."""
    rows: dict[str, list[Sequence[float]]] = {}
    for part in parts:
        for key, row in zip(part.keys, part.value, strict=True):
            rows.setdefault(key, []).append(row)
    keys = sorted(rows)
    returns_now = max((part.returns_now for part in parts), default=0)
    return Counts(keys, [_whole(rows[key]) for key in keys], returns_now)


def _tier(catalogue: Catalogue, part: Part, unit: str) -> str | None:
    """The part's court tier; where every return of it has one and it names none, the unit's."""
    names = catalogue.components[part.component].collections
    tiers = {catalogue.collections[name].court_tier for name in names}
    if part.court_tier is not None or None in tiers:
        return part.court_tier
    return "crown" if catalogue.units[unit].kind is UnitKind.CROWN_COURT else "magistrates"


def _level(kind: Kind, *, by_reason: bool, at_court: bool) -> str:
    if by_reason:
        return "court_reason" if kind == "court" or at_court else "reason"
    return "court"


def _bases(top: Counts, bottom: Counts) -> list[Row]:
    """What each row of `top` is divided by: the row of the same key, where there is one."""
    below = dict(zip(bottom.keys, bottom.value, strict=True))
    none = [math.nan] * max(map(len, top.value), default=0)
    return [below.get(key, none) for key in top.keys]


def _whole(rows: Sequence[Sequence[float]]) -> list[float]:
    """All rows together; NaN in a window that none of them has."""
    windows = ([v for v in window if v == v] for window in zip(*rows, strict=True))
    return [sum(there) if there else math.nan for there in windows]


def _breakdown(top: Counts, windows: Sequence[Period], bases: Sequence[Row]) -> Breakdown:
    """Slices of the keys that have a count now or a year ago, each of the base of its row."""
    now = windows[-1]
    year_ago = next((w for w in windows if w.last == now.last - 12), None)
    year_at = windows.index(year_ago) if year_ago else None
    asked = [-1] if year_at is None else [-1, year_at]
    slices = []
    for key, row, base in zip(top.keys, top.value, bases, strict=True):
        if all(row[place] != row[place] for place in asked):
            continue
        counts = [value if value == value else 0.0 for value in row]
        below = [of if of == of else None for of in base]
        shares = (100 * one / of if of else None for one, of in zip(counts, below, strict=True))
        slices.append(
            Slice(
                key=key,
                now=counts[-1],
                base_now=below[-1],
                before=None if year_at is None else counts[year_at],
                base_before=None if year_at is None else below[year_at],
                trend=tuple(shares),
            )
        )
    return Breakdown(
        windows=tuple(windows),
        year_ago=year_ago,
        slices=tuple(sorted(slices, key=lambda s: (-s.now, s.key))),
        returns_now=top.returns_now,
    )
