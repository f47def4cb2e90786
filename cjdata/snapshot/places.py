"""Which places and periods each measure adds up for each unit: what is expected of a figure.

Rests on the definitions that a snapshot was built with; read once for each open snapshot.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.domain.periods import Period

Whole = NDArray[np.int64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Group:
    """The places that a measure adds up for a unit."""

    places: Whole
    parts: int
    """How many parts a whole figure of one reporting unit and period holds."""
    last_only: bool
    """Whether only the last period of a window counts: a stock is not added up over time."""


NOBODY = Group(np.empty(0, np.int64), 1, last_only=False)


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The places of a snapshot; place numbers begin with 1."""

    groups: Mapping[tuple[str, str], Group]
    """By measure and unit."""
    collection: Whole
    """By place number, the number of its collection."""
    sender: Whole
    """By place number, the number of its reporting unit."""
    calendars: tuple[tuple[Whole, Whole], ...]
    """By number of the collection, the first and last months of its periods."""

    def of(self, measures: Sequence[str], units: Sequence[str]) -> list[Group]:
        """The group of each measure and unit; one without places where nobody reports it."""
        return [self.groups.get((measure, unit), NOBODY) for measure in measures for unit in units]

    def expected(self, groups: Sequence[Group], windows: Sequence[Period]) -> Whole:
        """How many returns of one reporting unit and period make each figure whole.

        Shape: groups by windows.
        """
        sizes = [len(group.places) for group in groups]
        owner = np.repeat(np.arange(len(groups)), sizes)
        place = np.concatenate([np.empty(0, np.int64), *(group.places for group in groups)])
        collection = self.collection[place]
        collections, senders = (
            _different(owner, what, len(groups)) for what in (collection, self.sender[place])
        )
        of, last_only = np.full(len(groups), -1), np.array([g.last_only for g in groups], bool)
        of[owner] = np.where(collections[owner] == 1, collection, -1)
        found = np.zeros((len(groups), len(windows)), np.int64)
        for number, only in itertools.product(np.unique(of[of >= 0]).tolist(), (False, True)):
            mine = (of == number) & (last_only == only)
            first, last = self.calendars[number]
            each = within(first, last, windows, last_only=only).sum(axis=0)
            if not only:
                each += _before_the_first(first, windows) * (each > 0)
            found[mine] = senders[mine][:, None] * each
        for row in np.flatnonzero(collections > 1).tolist():
            found[row] = [len(self._returns(groups[row], window)) for window in windows]
        return found

    def _returns(self, group: Group, window: Period) -> set[tuple[int, int, int]]:
        """Reporting unit and period of each return, where those of several collections add up;
        those before a calendar begins are counted back from it."""
        found = set()
        for place in group.places.tolist():
            first, last = self.calendars[self.collection[place]]
            inside = within(first, last, [window], last_only=group.last_only)[:, 0]
            periods = zip(first[inside].tolist(), last[inside].tolist(), strict=True)
            found |= {(int(self.sender[place]), *period) for period in periods}
            if inside.any() and not group.last_only:
                missing = range(-int(_before_the_first(first, [window])[0]), 0)
                found |= {(int(self.sender[place]), before, before) for before in missing}
        return found


def _before_the_first(first: Whole, windows: Sequence[Period]) -> Whole:
    """How many periods of a window come before a calendar begins: without them it is not whole."""
    begins = np.array([window.first for window in windows], np.int64)
    step = first[1] - first[0] if len(first) > 1 else 1
    found: Whole = np.maximum(first[0] - begins, 0) // step
    return found


def _different(owner: Whole, what: Whole, owners: int) -> Whole:
    """How many different ones each owner has."""
    size = what.max(initial=0) + 1
    found: Whole = np.bincount(np.unique(owner * size + what) // size, minlength=owners)
    return found


def within(first: Whole, last: Whole, windows: Sequence[Period], *, last_only: bool) -> Truth:
    """Which periods each window adds up. Shape: periods by windows.

    A window that cuts a quarter in two adds up none: twelve months from May hold three quarters.
    """
    begins = np.array([window.first for window in windows])
    ends = np.array([window.last for window in windows])
    inside: Truth = (first[:, None] >= begins) & (last[:, None] <= ends)
    length = (last - first + 1)[:, None]
    if (length > 1).any():
        inside &= ((first[:, None] - begins) % length == 0) & ((ends - last[:, None]) % length == 0)
    return inside & (last[:, None] == ends) if last_only else inside


def places(
    found: Iterable[tuple[str, str, int, bool, int, str, str]],
    calendar: Iterable[tuple[str, int, int]],
) -> Places:
    """The places that the rows of `asked_places` and `calendar` tell of."""
    months: dict[str, list[tuple[int, int]]] = {}
    for name, first, last in calendar:
        months.setdefault(name, []).append((first, last))
    collections = {name: number for number, name in enumerate(months)}
    senders: dict[str, int] = {}
    told: dict[int, tuple[int, int]] = {}
    groups: dict[tuple[str, str], tuple[list[int], int, bool]] = {}
    for measure, unit, place, last_only, parts, name, reporter in found:
        told[place] = collections[name], senders.setdefault(reporter, len(senders))
        groups.setdefault((measure, unit), ([], parts, last_only))[0].append(place)
    by_place = np.zeros((max(told, default=0) + 1, 2), np.int64)
    by_place[list(told)] = list(told.values())
    return Places(
        groups={
            key: Group(np.array(mine, np.int64), parts, last_only)
            for key, (mine, parts, last_only) in groups.items()
        },
        collection=by_place[:, 0],
        sender=by_place[:, 1],
        calendars=tuple((spans[:, 0], spans[:, 1]) for spans in map(np.array, months.values())),
    )
