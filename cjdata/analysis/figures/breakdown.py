"""What a unit's figure is made of: its counts by court and by reason, now and a year before.

Rests on returns that give the detail: each sum says how many returns it is of, and shares are
taken within those alone.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import worked_out
from cjdata.analysis.figures.latest import readings
from cjdata.analysis.figures.plain import plain_rows
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period
from cjdata.domain.states import State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader

Numbers = NDArray[np.float64]
"""A number a window, NaN where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class Keyed:
    """Counts by court or by reason: a row a key, period and part of the measure."""

    key: NDArray[np.object_]
    first_month: NDArray[np.int64]
    last_month: NDArray[np.int64]
    value: NDArray[np.float64]
    returns: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
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
    top = _cells(reader, catalogue, measure.numerator, unit, "court", windows, known_at, reason)
    bottom = _cells(reader, catalogue, measure.denominator, unit, "court", windows, known_at)
    return _breakdown(top, bottom, windows)


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
    top = _cells(reader, catalogue, measure.numerator, unit, "reason", windows, known_at)
    if not measure.denominator:
        return _breakdown(top, None, windows)
    found = readings(
        reader, catalogue, measures=[measure.id], units=[unit], periods=windows,
        known_at=known_at, together=True,
    )  # fmt: skip
    cases = [found[measure.id, unit, window].denominator for window in windows]
    return _breakdown(top, None, windows, of=np.array(cases, float))


def _cells(
    reader: Reader,
    catalogue: Catalogue,
    parts: Sequence[Part],
    unit: str,
    kind: str,
    windows: Sequence[Period],
    known_at: dt.date,
    reason: str = "",
) -> Keyed:
    """The cells of all parts together, by court or by reason."""
    span = Period(min(w.first for w in windows), max(w.last for w in windows))
    found = []
    for part in parts:
        wanted = {reason} if reason else set(part.reasons)
        at_court = catalogue.units[unit].kind is UnitKind.MAGISTRATES_COURT
        level = _level(kind, by_reason=bool(wanted) or kind == "reason", at_court=at_court)
        cells = reader.breakdown(
            unit,
            [part.component],
            court_tier=_tier(catalogue, part, unit),
            level=level,
            span=span,
            known_at=known_at,
        )
        if level.endswith("reason"):
            # a court that gives reasons, and none of these, has nought
            without = kind == "court"
            cells = cells.where(
                np.array(
                    [
                        without if code is None else not wanted or code in wanted
                        for code in cells.reason
                    ],
                    bool,
                )
            )
        keys = cells.court if kind == "court" else cells.reason
        found.append((keys, cells.first_month, cells.last_month, cells.value, cells.returns))
    return Keyed(*(np.concatenate(columns) for columns in zip(*found, strict=True)))


def _tier(catalogue: Catalogue, part: Part, unit: str) -> str | None:
    """The part's court tier; where every return of it has one and it names none, the unit's."""
    names = catalogue.components[part.component].collections
    tiers = {catalogue.collections[name].court_tier for name in names}
    if part.court_tier is not None or None in tiers:
        return part.court_tier
    return "crown" if catalogue.units[unit].kind is UnitKind.CROWN_COURT else "magistrates"


def _level(kind: str, *, by_reason: bool, at_court: bool) -> str:
    if by_reason:
        return "court_reason" if kind == "court" or at_court else "reason"
    return "court"


def _breakdown(
    top: Keyed,
    bottom: Keyed | None,
    windows: Sequence[Period],
    *,
    exact: bool = False,
    of: Numbers | None = None,
) -> Breakdown:
    """Slices from cells; `exact` where a cell is the sum of a window and not one return's.

    `of` is what every slice is a share of, where that is neither cells nor all slices together.
    """
    now = windows[-1]
    year_ago = next((w for w in windows if w.last == now.last - 12), None)
    year_at = windows.index(year_ago) if year_ago else None
    sums = _sums(top, windows, exact=exact)
    keys = sorted(sums)
    counts = _grid([sums[key] for key in keys], len(windows))
    if of is not None:
        bases = np.broadcast_to(of, counts.shape)
    elif bottom is None:
        bases = np.broadcast_to(_whole(counts), counts.shape)
    else:
        below, none = _sums(bottom, windows, exact=exact), np.full(len(windows), np.nan)
        bases = _grid([below.get(key, none) for key in keys], len(windows))
    held = _nought_for_none(counts)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares = np.where(bases == 0, np.nan, 100 * held / bases)
    slices = [
        Slice(
            key=key,
            now=mine[-1],
            base_now=base[-1],
            before=None if year_at is None else mine[year_at],
            base_before=None if year_at is None else base[year_at],
            trend=tuple(share),
        )
        for key, there, mine, base, share in zip(
            keys,
            ~np.isnan(counts),
            held.tolist(),
            plain_rows(bases),
            plain_rows(shares),
            strict=True,
        )
        if there[-1] or (year_at is not None and there[year_at])
    ]
    at_now = top.returns[(top.first_month >= now.first) & (top.last_month <= now.last)]
    return Breakdown(
        windows=tuple(windows),
        year_ago=year_ago,
        slices=tuple(sorted(slices, key=lambda s: (-s.now, s.key))),
        returns_now=int(at_now.max(initial=0)),
    )


def _sums(cells: Keyed, windows: Sequence[Period], *, exact: bool) -> dict[str, Numbers]:
    """What each key counts in each window; NaN where no cell of it lies there."""
    sums: dict[str, list[float]] = {}
    around: dict[tuple[int, int], list[int]] = {}
    columns = (cells.key, cells.first_month, cells.last_month, cells.value)
    for key, first, last, value in zip(*(c.tolist() for c in columns), strict=True):
        if key is None:
            continue
        row = sums.setdefault(key, [math.nan] * len(windows))
        if (first, last) not in around:
            around[first, last] = _places_around(first, last, windows, exact=exact)
        count = 0.0 if math.isnan(value) else value
        for place in around[first, last]:
            row[place] = count if math.isnan(row[place]) else row[place] + count
    return {key: np.array(row) for key, row in sums.items()}


def _places_around(first: int, last: int, windows: Sequence[Period], *, exact: bool) -> list[int]:
    """Which windows some months lie in, or are."""
    if exact:
        return [i for i, w in enumerate(windows) if w.first == first and w.last == last]
    return [i for i, w in enumerate(windows) if w.first <= first and w.last >= last]


def _nought_for_none(counts: Numbers) -> Numbers:
    return np.where(np.isnan(counts), 0.0, counts)


def _grid(rows: Sequence[Numbers], windows: int) -> Numbers:
    return np.array(rows, float).reshape(len(rows), windows)


def _whole(counts: Numbers) -> Numbers:
    """All keys of a window together, which is what each is a share of; NaN where there is none."""
    return np.where(np.isnan(counts).all(axis=0), np.nan, np.nansum(counts, axis=0))


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
    whole = np.isin(found["state"].astype(str), [State.VALUE.value, State.ZERO.value])

    def side(name: str) -> Keyed:
        return Keyed(
            key=np.repeat(np.array(courts, object), len(windows))[whole],
            first_month=np.tile([w.first for w in windows], len(courts))[whole],
            last_month=np.tile([w.last for w in windows], len(courts))[whole],
            value=found[name][whole],
            returns=found["received"][whole],
        )

    return _breakdown(side("numerator"), side("denominator"), windows, exact=True)
