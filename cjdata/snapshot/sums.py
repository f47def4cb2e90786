"""Figures as sums of what standing returns hold: over a unit's places and a window's periods.

The statement behind it fetches pieces that are ready made; adding them up here takes less time than
DuckDB would take to plan it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjdata.domain.periods import Period
from cjdata.snapshot.days import ordinals
from cjdata.snapshot.held import Columns, joined
from cjdata.snapshot.places import Group, Places, Truth, Whole, within

MONTHS = 30_000
"""More than the number of any month."""


def held_pieces(rows: Columns) -> dict[str, NDArray[Any]]:
    """What the statement `held_pieces` tells, in the form in which it is held."""
    days = {name: ordinals(rows[name]) for name in ("known_from", "known_to")}
    counts = {
        name: np.ma.filled(rows[name].astype(float), np.nan)
        for name in ("numerator", "denominator")
    }
    return {**rows, **days, **counts}


def pieces_within(
    held: Sequence[Columns], groups: Sequence[Group], windows: Sequence[Period], places: Places
) -> Columns:
    """Of what is held of some measures: what the groups need in months that a window asks for, of
    every version of each return."""
    asked = np.zeros(MONTHS, bool)
    for window in windows:
        asked[window.first : window.last + 1] = True
    wanted = np.zeros(len(places.sender), bool)
    wanted[np.concatenate([np.empty(0, np.int64), *(group.places for group in groups)])] = True

    def needed(rows: Columns) -> Columns:
        chosen = np.flatnonzero(
            wanted[rows["place_no"]] & asked[rows["first_month"]] & asked[rows["last_month"]]
        )
        return {name: column[chosen] for name, column in rows.items()}

    return joined([needed(rows) for rows in held])


def standing(rows: Columns, day: dt.date) -> dict[str, NDArray[Any]]:
    """The rows of returns that stand on a day."""
    ordinal = day.toordinal()
    chosen = np.flatnonzero((rows["known_from"] <= ordinal) & (rows["known_to"] > ordinal))
    return {name: column[chosen] for name, column in rows.items()}


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """Pieces laid beside the figures that they belong to: a row a piece and figure.

    A figure is group number times number of windows plus window number.
    """

    figure: Whole
    row: Whole
    """Which of the fetched pieces it is."""
    returned: Whole
    """Which reporting unit and period it stands for: a number that pieces of one share."""


def laid_out(
    groups: Sequence[Group], windows: Sequence[Period], places: Places, held: Columns
) -> Pieces:
    """Lay each fetched piece beside every figure that it is part of."""
    place = np.concatenate([np.empty(0, np.int64), *(group.places for group in groups)])
    owner = np.repeat(np.arange(len(groups)), [len(group.places) for group in groups])
    order = np.argsort(place, kind="stable")
    begin = np.searchsorted(place[order], held["place_no"], side="left")
    count = np.searchsorted(place[order], held["place_no"], side="right") - begin
    row = np.repeat(np.arange(len(count)), count)
    step = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)
    group = owner[order][np.repeat(begin, count) + step]
    first, last = (held[name].astype(np.int64) for name in ("first_month", "last_month"))
    inside = within(first[row], last[row], windows, last_only=False)
    only = np.array([g.last_only for g in groups], bool)[group]
    inside &= ~only[:, None] | within(first[row], last[row], windows, last_only=True)
    which, window = np.nonzero(inside)
    row, figure = row[which], group[which] * len(windows) + window
    sender = places.sender[held["place_no"][row]]
    key = (figure * len(places.sender) + sender) * MONTHS * MONTHS + first[row] * MONTHS + last[row]
    _, returned = np.unique(key, return_inverse=True)
    return Pieces(figure, row, returned)


SUMMED = (
    "known_from", "known_to", "numerator", "denominator", "parts_held", "not_applicable", "revised"
)  # fmt: skip
"""What of a piece its figures need."""


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """Figures with every version of what they are made of: the same whatever the day, so that for
    another day nothing but what then stands need be added up."""

    expected: Whole
    """Of each figure, groups in turn and each group's windows within it: how many returns."""
    figure: Whole
    """Of each return of a figure, by its number: the figure."""
    parts: Whole
    """How many parts make such a return whole."""
    pieces: Columns
    """A row a piece and figure: SUMMED, `figure` and the number `returned`."""

    def on(self, day: dt.date) -> dict[str, NDArray[Any]]:
        """What is known of each figure on a day.

        numerator, denominator (NaN where there is none), expected, usable, returned,
        not_applicable (counts of returns), revised.
        """
        held, size = standing(self.pieces, day), len(self.expected)
        returned = held["returned"]

        def of_return(name: str) -> NDArray[np.float64]:
            return np.bincount(returned, held[name], len(self.figure)).astype(float)

        there = np.bincount(returned, minlength=len(self.figure)) > 0
        usable = there & (of_return("parts_held") >= self.parts)
        without = of_return("not_applicable") > 0
        counted = usable[returned]

        def of_figure(returns: Truth) -> Whole:
            return np.bincount(self.figure[returns], minlength=size)

        def added(name: str) -> NDArray[np.float64]:
            known = counted & ~np.isnan(held[name])
            figure = held["figure"][known]
            sums = np.bincount(figure, held[name][known], size)
            return np.where(np.bincount(figure, minlength=size) > 0, sums, np.nan)

        revised = held["figure"][counted & held["revised"]]
        return {
            "numerator": added("numerator"),
            "denominator": added("denominator"),
            "expected": self.expected - of_figure(without),
            "usable": of_figure(usable),
            "returned": of_figure(there & ~without),
            "not_applicable": of_figure(without),
            "revised": np.bincount(revised, minlength=size) > 0,
        }


def figures_of(
    groups: Sequence[Group], windows: Sequence[Period], places: Places, held: Columns
) -> Figures:
    """The figures of some groups and windows, with all that is held of them."""
    pieces = laid_out(groups, windows, places, held)
    parts = np.array([group.parts for group in groups], np.int64)
    figure = np.zeros(pieces.returned.max(initial=-1) + 1, np.int64)
    figure[pieces.returned] = pieces.figure
    own = {"figure": pieces.figure, "returned": pieces.returned}
    return Figures(
        expected=places.expected(groups, windows).reshape(-1),
        figure=figure,
        parts=parts[figure // len(windows)],
        pieces=own | {name: held[name][pieces.row] for name in SUMMED},
    )


def returns_behind(
    groups: Sequence[Group], windows: Sequence[Period], places: Places, held: Columns
) -> list[Whole]:
    """The numbers of the returns that each figure is made of, in the order of `figure_sums`."""
    pieces = laid_out(groups, windows, places, held)
    size = pieces.returned.max(initial=-1) + 1
    parts = np.array([group.parts for group in groups], np.int64)
    needed = parts[pieces.figure // len(windows)]
    whole = np.bincount(pieces.returned, held["parts_held"][pieces.row], size)[pieces.returned]
    usable = whole >= needed
    figure, number = pieces.figure[usable], held["return_no"][pieces.row[usable]]
    order = np.argsort(figure, kind="stable")
    ends = np.cumsum(np.bincount(figure, minlength=len(groups) * len(windows)))
    return np.split(number[order], ends[:-1])


def asked_for(
    measures: Sequence[str], units: Sequence[str], windows: Sequence[Period]
) -> dict[str, NDArray[Any]]:
    """A row a measure, unit and window: measure, unit, first_month, last_month."""
    each = len(units) * len(windows)
    return {
        "measure": np.repeat(np.array(measures, object), each),
        "unit": np.tile(np.repeat(np.array(units, object), len(windows)), len(measures)),
        "first_month": np.tile([w.first for w in windows], len(measures) * len(units)),
        "last_month": np.tile([w.last for w in windows], len(measures) * len(units)),
    }
