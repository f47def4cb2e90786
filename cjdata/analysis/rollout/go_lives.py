"""Since when each borough has had an initiative, as far as anybody knows it.

A reported go-live lies between two reports; the month in the middle stands for it, and the months
at both ends say how much that matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.rollout.stages import initiative_status
from cjdata.analysis.rollout.statements import known_events, last_said
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import month_of
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader

TOGETHER_MONTHS = 1
"""Two initiatives that went live at most so many months apart went live together there."""
TOGETHER_SHARE = 0.5
"""In this share of the boroughs at least, for the two to be called a bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive:
    """When a borough went live: a month, between the first and last that reports allow."""

    month: int
    earliest: int
    latest: int
    undated: bool = False
    """No paper says since when: the month is that of the report."""


@dataclass(frozen=True, slots=True, eq=False)
class Arrivals:
    """Since when each borough has had each initiative, as known at a date."""

    catalogue: Catalogue
    dates: Mapping[str, Mapping[str, GoLive]]
    """Initiative -> borough -> go-live, boroughs that are live alone."""

    def others(self, initiative: Initiative) -> tuple[str, ...]:
        """Initiatives live somewhere that are neither part of this one nor have it as a part."""
        every = self.catalogue.initiatives
        return tuple(
            name
            for name, dates in self.dates.items()
            if dates
            and name != initiative.id
            and name not in initiative.elements
            and initiative.id not in every[name].elements
        )

    def within(self, initiative: Initiative, before: int, after: int) -> tuple[str, ...]:
        """Others that arrived in at least half of the boroughs live within some months of it."""
        mine = self.dates[initiative.id]
        found = []
        for name in self.others(initiative):
            theirs = self.dates[name]
            near = sum(
                -before <= theirs[unit].month - mine[unit].month <= after
                for unit in mine
                if unit in theirs
            )
            if near >= max(TOGETHER_SHARE * len(mine), 1):
                found.append(name)
        return tuple(found)

    def together(self, initiative: Initiative) -> tuple[str, ...]:
        """Others that came with it: within a month, in at least half of the boroughs."""
        return self.within(initiative, TOGETHER_MONTHS, TOGETHER_MONTHS)


def arrivals(reader: Reader, catalogue: Catalogue, known_at: dt.date, *, demo: bool) -> Arrivals:
    """What went live where by a date; in a demo store the invented days."""
    if demo:
        return Arrivals(catalogue, _illustrative(reader, catalogue, known_at))
    dates = {
        i.id: _reported(reader, catalogue, i, known_at) for i in catalogue.initiatives.values()
    }
    return Arrivals(catalogue, dates)


def last_arrived(reader: Reader, catalogue: Catalogue, known_at: dt.date, *, demo: bool) -> dt.date:
    """The last day up to a date on which what had gone live where may have changed."""
    if not demo:
        return last_said(reader, catalogue, known_at)
    passed = (day for *_, day in _invented_days(reader) if day <= known_at)
    return max(passed, default=dt.date.min)


def _reported(
    reader: Reader, catalogue: Catalogue, initiative: Initiative, known_at: dt.date
) -> dict[str, GoLive]:
    events = known_events(reader, known_at)
    status = initiative_status(catalogue, events, initiative, known_at)
    found = {}
    for unit in status.units:
        if unit.stage is not Stage.LIVE or unit.word is None:
            continue
        latest = month_of(unit.word.not_after or unit.word.said_on)
        after = unit.word.not_before
        earliest = latest if after is None else month_of(after)
        found[unit.unit] = GoLive(
            month=(earliest + latest + 1) // 2,
            earliest=earliest,
            latest=latest,
            undated=after is None,
        )
    return found


def _illustrative(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> dict[str, dict[str, GoLive]]:
    found: dict[str, dict[str, GoLive]] = {name: {} for name in catalogue.initiatives}
    for unit, initiative, day in _invented_days(reader):
        if day <= known_at:
            month = month_of(day)
            found[initiative][unit] = GoLive(month=month, earliest=month, latest=month)
    return found


@lru_cache(maxsize=2)
def _invented_days(reader: Reader) -> tuple[tuple[str, str, dt.date], ...]:
    """Borough, initiative and day of every go-live that a demo store invents."""
    return tuple(
        (event.unit, event.initiative, event.not_before)
        for origin, event in reader.events()
        if origin == "illustrative" and event.stage is Stage.LIVE and event.not_before
    )
