"""What pages ask for once for all boroughs, made before anybody asks.

On each day on which it changed what stands, the first view of a page adds up the figures of every
borough; the views after it look theirs up. Whoever steps to such a day finds that done, and the
look for signals with it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from cjdata.analysis.variation.looks import look_days
from cjdata.snapshot.turning import DAYS_KEPT, turning_day, turning_days
from cjdata.ui import (
    borough,
    charging,
    compare,
    flows,
    impact,
    outlook,
    overview,
    processing,
    reads,
    returns_quality,
    signals,
    since_met,
    trend_parts,
    trends,
    trials,
    witness,
)
from cjdata.ui.address import View
from cjdata.ui.house import House

LOOKS = 64
"""Looks for signals that are made ahead: four years have as many."""
SHARED: tuple[Callable[[House, View], object], ...] = (
    overview.headlines,
    borough.heading,
    borough.cards,
    outlook.of_borough,
    compare.heading,
    compare.funnel,
    compare.heat,
    trials.heading,
    *(partial(flows.flow_of, process=process) for process in flows.PROCESSES),
    charging.by_borough,
    processing.young_chart,
    witness.lost_for_witnesses,
    returns_quality.collections,
    returns_quality.arrivals,
    since_met.since_you_met,
)
"""For each answer that the views of a day share, the section that asks for it first."""
OVER_TIME: tuple[Callable[[House, View], object], ...] = (
    trends.heading,
    trend_parts.parts,
    outlook.of_pairs,
    outlook.of_target,
)
"""Those of a trend, which shows months or quarters as the borough has cases."""


def steps(house: House) -> Iterator[Callable[[], object]]:
    """All that is made ahead, in short steps: of the days of reports first, which are a click away,
    then of those nearest to the day on which the store opens."""
    opening, reports = house.calendar.opening, house.calendar.stops
    near = {*reports, *(turning_day(house.reader, day) for day in reports)}

    def rank(day: dt.date) -> tuple[bool, dt.timedelta]:
        return day not in near, abs(day - opening)

    looks = sorted(look_days(house.calendar), key=rank)[:LOOKS]
    turning = [day for day in turning_days(house.reader) if day <= house.calendar.latest]
    shared = sorted(turning, key=rank)[:DAYS_KEPT]
    for day in sorted({*looks, *shared}, key=rank):
        if day in looks:
            yield partial(signals.look_ahead, house, day)
        if day in shared:
            view = View(known_at=day)
            yield from (partial(section, house, view) for section in SHARED)
            for initiative in house.catalogue.initiatives:
                yield partial(impact.found, house, replace(view, initiative=initiative))
            usual = reads.usual_grain_of(house, day, view.measure, view.unit)
            trend = replace(view, grain=usual)
            yield from (partial(section, house, trend) for section in OVER_TIME)
