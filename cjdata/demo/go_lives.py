"""Illustrative go-live days of the boroughs, inside what the public record allows.

A paper says that a borough was live by one report and not yet at the one before: the day between
is drawn. Where no paper names the boroughs but a total is known ("26 of 32"), which boroughs
make it up is drawn too. Every row says whether the record names its borough.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from cjdata.demo.panel import stream
from cjdata.demo.planted import CASE_PROGRESSION, LAWYERS, MODEL, WITNESS_DESK
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.states import Stage

COLUMNS = ("unit", "initiative", "day", "invented", "not_before", "not_after", "partial_from")

FIRST_LAWYERS = dt.date(2003, 1, 28)
"""Walworth: the first lawyers at the point of charge in London (MPA PPRC, 8 May 2003)."""
LAWYERS_SPREAD_FROM = dt.date(2003, 7, 10)
"""The extension beyond Southwark and Lambeth was proposed that day (MPA PPRC, 10 July 2003)."""
SAFER_STREETS_LAWYERS_BY = dt.date(2003, 12, 31)
SAFER_STREETS_DESKS = (dt.date(2004, 2, 12), dt.date(2004, 4, 22))
"""All Safer Streets boroughs had them by these days (MPA PPRC, 12 February, 22 April 2004)."""
OTHER_DESKS = (dt.date(2004, 4, 22), dt.date(2005, 5, 12))
"""Between the Safer Streets boroughs and all 32 (MPA PPRC, 12 May 2005)."""
LAST_INVENTED_DESK = dt.date(2004, 12, 31)
"""So that the returns, which end in March 2005, show every desk at work."""
LAWYERS_BEFORE_UNIT_DAYS = (150, 45)
"""Elsewhere lawyers come so many days before the case progression unit."""

SAFER_STREETS = frozenset({
    "brent", "camden", "croydon", "ealing", "hackney", "haringey", "islington", "lambeth",
    "lewisham", "newham", "southwark", "tower-hamlets", "waltham-forest", "wandsworth",
    "westminster",
})  # fmt: skip
"""Membership is inferred: no paper that was read lists the boroughs, and Croydon is disputed."""

MONTH = dt.timedelta(days=30)
ON_ITS_WAY = (Stage.IN_PROGRESS, Stage.PARTIAL)

Limits = tuple[dt.date, dt.date]
"""A day lies after the first and not after the second."""
Row = tuple[str, str, dt.date, bool, dt.date | None, dt.date | None, dt.date | None]


def draw_go_lives(events: Iterable[RolloutEvent], catalogue: Catalogue, seed: int) -> pd.DataFrame:
    """A row a borough and initiative: unit, initiative, day, invented, the limits, partial_from.

    `invented` rows are those whose borough no paper names as live. A limit is None where no
    paper sets one. `partial_from` is the first day at part of the borough's sites.
    """
    said, rng = list(events), stream(seed, "go-lives")
    units = [b.id for b in catalogue.boroughs]
    model = named_limits(said, MODEL, units)
    named = _meet(model, named_limits(said, CASE_PROGRESSION, units))
    unnamed = unnamed_limits(said, units, named, rng)
    limits = named | unnamed
    floors = not_yet_live(said, CASE_PROGRESSION)
    limits = {u: (max(low, floors.get(u, low)), high) for u, (low, high) in limits.items()}
    day = {unit: draw_day(rng, limits[unit]) for unit in units}
    rows: list[Row] = [(u, MODEL, day[u], False, *model[u], None) for u in units if u in model]
    rows += [(u, CASE_PROGRESSION, day[u], u in unnamed, *limits[u], None) for u in units]
    rows += [_lawyers(u, day[u], model, said, rng) for u in units]
    desks = _meet(model, named_limits(said, WITNESS_DESK, units))
    rows += [_desk(u, day[u], model, desks, rng) for u in units]
    dates = dict.fromkeys(("day", "not_before", "not_after", "partial_from"), object)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(dates)


def named_limits(
    events: Sequence[RolloutEvent], initiative: str, units: Sequence[str]
) -> dict[str, Limits]:
    """What all statements of fact together say of the day each named borough went live."""
    floors = not_yet_live(events, initiative)
    found: dict[str, Limits] = {}
    for event in events:
        live = event.kind == "fact" and event.stage is Stage.LIVE and event.initiative == initiative
        if live and event.unit in units and event.not_after is not None:
            after = max(event.not_before or FIRST_LAWYERS, floors.get(event.unit, FIRST_LAWYERS))
            found = _meet(found, {event.unit: (after, event.not_after)})
    return found


def not_yet_live(events: Sequence[RolloutEvent], initiative: str) -> dict[str, dt.date]:
    """The last day on which somebody reported a unit as still on its way."""
    return {
        event.unit: event.said_on
        for event in sorted(events, key=lambda event: event.said_on)
        if event.initiative == initiative and event.kind == "fact" and event.stage in ON_ITS_WAY
    }


def _meet(first: dict[str, Limits], second: dict[str, Limits]) -> dict[str, Limits]:
    """The narrower of two limits on each side; a unit of one alone keeps its own."""
    both = {
        unit: (max(first[unit][0], second[unit][0]), min(first[unit][1], second[unit][1]))
        for unit in first.keys() & second.keys()
    }
    return {**first, **second, **both}


def unnamed_limits(
    events: Sequence[RolloutEvent],
    units: Sequence[str],
    named: dict[str, Limits],
    rng: np.random.Generator,
) -> dict[str, Limits]:
    """Limits of the boroughs behind the bare totals: those once planned first, else by lot."""
    progression = [e for e in events if e.initiative == CASE_PROGRESSION]
    planned = {e.unit for e in progression if e.kind == "plan"}
    lot = [units[i] for i in rng.permutation(len(units)) if units[i] not in named]
    queue = sorted(lot, key=lambda unit: unit not in planned)
    totals = sorted(
        (e.not_after, e.count) for e in progression
        if e.kind == "fact" and e.stage is Stage.LIVE and e.count and e.not_after
    )  # fmt: skip
    limits: dict[str, Limits] = {}
    after = max(until for _, until in named.values())
    for until, total in totals:
        size = total - len(named) - len(limits)
        wave, queue = queue[:size], queue[size:]
        limits |= dict.fromkeys(wave, (after, until))
        after = until
    return limits


def draw_day(rng: np.random.Generator, limits: Limits) -> dt.date:
    """A weekday after the first limit and not after the second, all alike likely."""
    span = (limits[1] - limits[0]).days
    days = [limits[0] + dt.timedelta(days=n + 1) for n in range(max(span, 1))]
    working = [day for day in days if day.weekday() < 5] or days
    return working[int(rng.integers(len(working)))]


def _lawyers(
    unit: str,
    unit_day: dt.date,
    model: dict[str, Limits],
    events: Sequence[RolloutEvent],
    rng: np.random.Generator,
) -> Row:
    """When lawyers sit at all charging sites of a borough, and at the first of them."""
    first = [
        e.not_before for e in events
        if e.unit == unit and e.initiative == LAWYERS and e.stage is Stage.PARTIAL and e.not_before
    ]  # fmt: skip
    if unit in model or unit in SAFER_STREETS:
        known_by = model[unit][1] if unit in model else SAFER_STREETS_LAWYERS_BY
        floor = not_yet_live(events, LAWYERS).get(unit, FIRST_LAWYERS)
        latest = min(unit_day, SAFER_STREETS_LAWYERS_BY)
        day = draw_day(rng, (max(floor, min(LAWYERS_SPREAD_FROM, latest - MONTH)), latest))
        known = (floor, known_by)
        return (unit, LAWYERS, day, unit not in model, *known, min(first, default=None))
    early, late = (unit_day - dt.timedelta(days=n) for n in LAWYERS_BEFORE_UNIT_DAYS)
    return unit, LAWYERS, draw_day(rng, (early, late)), True, FIRST_LAWYERS, None, None


def _desk(
    unit: str,
    unit_day: dt.date,
    model: dict[str, Limits],
    named: dict[str, Limits],
    rng: np.random.Generator,
) -> Row:
    """When a borough's victim and witness desk opens; with the model where it has that."""
    if unit in model:
        return unit, WITNESS_DESK, unit_day, False, *named[unit], None
    if unit in named:
        return unit, WITNESS_DESK, draw_day(rng, named[unit]), False, *named[unit], None
    limits = SAFER_STREETS_DESKS if unit in SAFER_STREETS else OTHER_DESKS
    day = draw_day(rng, (limits[0], min(limits[1], LAST_INVENTED_DESK)))
    return unit, WITNESS_DESK, day, True, *limits, None
