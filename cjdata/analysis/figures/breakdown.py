"""What a unit's figure is made of: its counts by court and by reason, now and a year before.

Rests on returns that give the detail: each sum says how many returns it is of, and shares are
taken within those alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import worked_out
from cjdata.analysis.figures.latest import readings
from cjdata.analysis.figures.plain import plain_rows
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period
from cjdata.domain.states import JUDGED
from cjdata.domain.units import UnitKind
from cjdata.snapshot.counts import Counts, Kind, Wanted, unit_counts
from cjdata.snapshot.reader import Reader

Numbers = NDArray[np.float64]
"""Numbers of windows, NaN where there is none."""


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
        return _breakdown(top, windows, np.broadcast_to(_whole(top.value), top.value.shape))
    found = readings(
        reader, catalogue, measures=[measure.id], units=[unit], periods=windows,
        known_at=known_at, together=True,
    )  # fmt: skip
    cases = [window.denominator for window in found.over_time(measure.id, unit)]
    return _breakdown(top, windows, np.broadcast_to(np.array(cases, float), top.value.shape))


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
    top = Counts(courts, np.where(whole, cases, np.nan), returns_now)
    return _breakdown(top, windows, np.where(whole, bases, np.nan))


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
    return found[0] if len(found) == 1 else _together(found, len(windows))


def _together(parts: Sequence[Counts], windows: int) -> Counts:
    """What several parts of a measure count, added up."""
    rows: dict[str, list[Numbers]] = {}
    for part in parts:
        for key, row in zip(part.keys, part.value, strict=True):
            rows.setdefault(key, []).append(row)
    keys = sorted(rows)
    added = np.array([_whole(np.array(rows[key])) for key in keys], float)
    returns_now = max((part.returns_now for part in parts), default=0)
    return Counts(keys, added.reshape(len(keys), windows), returns_now)


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


def _bases(top: Counts, bottom: Counts) -> Numbers:
    """What each row of `top` is divided by: the row of the same key, where there is one."""
    below = dict(zip(bottom.keys, bottom.value, strict=True))
    none = np.full(top.value.shape[1], np.nan)
    return np.array([below.get(key, none) for key in top.keys], float).reshape(top.value.shape)


def _whole(counts: Numbers) -> Numbers:
    """All rows together; NaN in a window that none of them has."""
    return np.where(np.isnan(counts).all(axis=0), np.nan, np.nansum(counts, axis=0))


def _breakdown(top: Counts, windows: Sequence[Period], bases: Numbers) -> Breakdown:
    """Slices of the keys that have a count now or a year ago; `bases` has the shape of counts."""
    now = windows[-1]
    year_ago = next((w for w in windows if w.last == now.last - 12), None)
    year_at = windows.index(year_ago) if year_ago else None
    there = ~np.isnan(top.value)
    told = there[:, -1] if year_at is None else there[:, -1] | there[:, year_at]
    counts, bases = np.where(there, top.value, 0.0)[told], bases[told]
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(bases == 0, np.nan, 100 * counts / bases)
    slices = [
        Slice(
            key=key,
            now=mine[-1],
            base_now=base[-1],
            before=None if year_at is None else mine[year_at],
            base_before=None if year_at is None else base[0],
            trend=tuple(share),
        )
        for key, mine, base, share in zip(
            compress(top.keys, told.tolist()),
            counts.tolist(),
            plain_rows(bases[:, [year_at or 0, -1]]),
            plain_rows(shares),
            strict=True,
        )
    ]
    return Breakdown(
        windows=tuple(windows),
        year_ago=year_ago,
        slices=tuple(sorted(slices, key=lambda s: (-s.now, s.key))),
        returns_now=top.returns_now,
    )
