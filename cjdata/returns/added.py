"""Figures of returns as numbers, so that thousands of them are added up at once.

Assumes figures of which no cell stands twice. A return is a unit and a period.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.domain.states import Mark
from cjdata.returns.table import Mask

Whole = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Figures in a row each; names are numbers, 0 stands for no court and for no reason."""

    component: Whole
    components: Sequence[str]
    court: Whole
    reason: Whole
    whole: Whole
    """Which unit, period and component: alike where these are."""
    at_court: Whole
    """As `whole`, for each court."""
    for_reason: Whole
    """As `whole`, for each reason."""
    in_return: Whole
    """Which unit, period and court."""
    value: Numbers
    marked: Mask
    open: Mask
    """[x]: not available."""

    @classmethod
    def of(cls, figures: pd.DataFrame) -> Counted:
        unit, _ = pd.factorize(figures["unit"].to_numpy())
        period, periods = pd.factorize(figures["period"].to_numpy())
        component, components = pd.factorize(figures["component"].to_numpy())
        court, courts = _numbered(figures["court"])
        reason, reasons = _numbered(figures["reason"])
        returned = unit * len(periods) + period
        whole = returned * len(components) + component
        mark = figures["mark"].to_numpy()
        return cls(
            component=component,
            components=list(components),
            court=court,
            reason=reason,
            whole=whole,
            at_court=whole * courts + court,
            for_reason=whole * reasons + reason,
            in_return=returned * courts + court,
            value=figures["value"].to_numpy(dtype=float),
            marked=np.asarray(mark != "", dtype=bool),
            open=np.asarray(mark == Mark.NOT_AVAILABLE.value, dtype=bool),
        )


def _numbered(names: pd.Series[str]) -> tuple[Whole, int]:
    """Numbers that begin with 0 for a blank name, and how many there are."""
    numbers, known = pd.factorize(np.append(np.array([""], object), names.to_numpy()))
    return numbers[1:], len(known)


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """What parts add up to, a row a group, sorted by its key; [z] adds nothing."""

    key: Whole
    value: Numbers
    """Of the known parts."""
    open: Mask
    """Whether a part is not available."""
    parts: Whole
    first: Whole
    """Place of the first part among all of them."""
    group: Whole
    """The row of each part."""

    @classmethod
    def of(cls, key: Whole, value: Numbers, unavailable: Mask) -> Sums:
        found, first, group = np.unique(key, return_index=True, return_inverse=True)
        size = len(found)
        return cls(
            key=found,
            value=np.bincount(group, np.nan_to_num(value), size).astype(float),
            open=np.bincount(group, unavailable, size) > 0,
            parts=np.bincount(group, minlength=size),
            first=first,
            group=group,
        )


def found_in(key: Whole, known: Whole) -> tuple[Whole, Whole]:
    """The places of what is among sorted keys, and where it stands among those."""
    if not len(known):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    where = np.minimum(np.searchsorted(known, key), len(known) - 1)
    there = np.flatnonzero(known[where] == key)
    return there, where[there]


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Figures of one component, single reasons left out, sorted by `key`."""

    key: Whole
    """Which unit, period and court."""
    value: Numbers
    marked: Mask
    open: Mask
    derived: Mask
    """Added up from a breakdown, not given."""
    row: Whole
    """Where the figure, or the first that it is added up from, stands among all figures."""
    named_court: Mask
    """Whether it is of one court; one that is added up from all has none."""


def settled(figures: Counted) -> dict[str, Settled]:
    """The figures of each component as given, else added up from courts, reasons, or both."""
    court, reason = figures.court > 0, figures.reason > 0
    choices = [
        _as_given(figures, np.flatnonzero(~reason)),
        _added_up(figures, court & reason, figures.at_court, keeps_court=True),
        _added_up(figures, court & ~reason, figures.whole, keeps_court=False),
        _added_up(figures, ~court & reason, figures.whole, keeps_court=False),
        _added_up(figures, court & reason, figures.whole, keeps_court=False),
    ]
    key, value, marked, unavailable, derived, row, named_court = (
        np.concatenate(parts) for parts in zip(*choices, strict=True)
    )
    component = figures.component[row]
    size = key.max(initial=0) + 1
    _, kept = np.unique(component * size + key, return_index=True)
    ends = np.searchsorted(component[kept], np.arange(len(figures.components) + 1))
    return {
        name: Settled(
            *(column[kept[begin:end]] for column in (
                key, value, marked, unavailable, derived, row, named_court,
            ))
        )
        for name, begin, end in zip(figures.components, ends, ends[1:], strict=False)
        if end > begin
    }  # fmt: skip


_Columns = tuple[Whole, Numbers, Mask, Mask, Mask, Whole, Mask]


def _as_given(figures: Counted, rows: Whole) -> _Columns:
    return (
        figures.in_return[rows], figures.value[rows], figures.marked[rows], figures.open[rows],
        np.zeros(len(rows), bool), rows, figures.court[rows] > 0,
    )  # fmt: skip


def _added_up(figures: Counted, chosen: Mask, key: Whole, *, keeps_court: bool) -> _Columns:
    """Parts as one figure, [x] where one of them is."""
    rows = np.flatnonzero(chosen)
    sums = Sums.of(key[rows], figures.value[rows], figures.open[rows])
    row = rows[sums.first]
    in_return = figures.in_return[row]
    return (
        in_return if keeps_court else in_return - figures.court[row],
        np.where(sums.open, np.nan, sums.value), sums.open, sums.open,
        np.ones(len(row), bool), row, np.full(len(row), keeps_court),
    )  # fmt: skip
