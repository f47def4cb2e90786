"""An effect that is kept from one day to the next is that of its own day."""

from __future__ import annotations

import datetime as dt
import math
import random
from dataclasses import fields, is_dataclass
from typing import Any

import pandas as pd
import pytest

from cjdata.analysis.impact.effect_day import effect_day
from cjdata.analysis.impact.verdict import impact, impact_on
from cjdata.analysis.rollout.go_lives import arrivals
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day

QUESTIONS = (
    ("T05", "case-progression-unit"),
    ("C07", "lawyers-at-point-of-charge"),
    ("W04", "witness-liaison-desk"),
)
FIRST, LAST = dt.date(2003, 6, 1), dt.date(2005, 8, 1)
EVERY = [FIRST + dt.timedelta(days=step) for step in range((LAST - FIRST).days)]


def same(one: Any, other: Any) -> bool:
    """Whether two results are equal, where no number is equal to no number."""
    if isinstance(one, pd.DataFrame):
        rows = (tuple(frame.itertuples(index=False, name=None)) for frame in (one, other))
        return same(*rows)
    if is_dataclass(one):
        names = [field.name for field in fields(one)]
        return all(same(getattr(one, name), getattr(other, name)) for name in names)
    if isinstance(one, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float):
        return math.isclose(one, other, rel_tol=1e-9) or (math.isnan(one) and math.isnan(other))
    return bool(one == other)


def around(turns: set[dt.date]) -> list[dt.date]:
    """Days around some turns, in an order of their own and half of them again backwards."""
    days = {turn + dt.timedelta(days=step) for turn in turns for step in (-1, 0, 1, 3)}
    chosen = random.Random(5).sample(sorted(day for day in days if FIRST <= day <= LAST), 12)
    return [*chosen, *chosen[::-2]]


@pytest.fixture
def turns(demo_store: Store, catalogue: Catalogue) -> dict[bool, set[dt.date]]:
    """Days on which another return stood, a demo store's borough went live, or anybody spoke."""
    reader = Reader.open(demo_store)
    returned = {turning_day(reader, day) for day in EVERY}
    live = [_live(reader, catalogue, day) for day in EVERY]
    came = {day for place, day in enumerate(EVERY) if place and live[place] > live[place - 1]}
    said = {event.said_on for event in known_events(reader, LAST)}
    return {True: returned | came, False: returned | said}


def _live(reader: Reader, catalogue: Catalogue, day: dt.date) -> int:
    return sum(map(len, arrivals(reader, catalogue, day, demo=True).dates.values()))


@pytest.mark.parametrize("demo", [True, False])
def test_an_effect_seen_later_is_that_of_its_day(
    demo_store: Store, catalogue: Catalogue, turns: dict[bool, set[dt.date]], demo: bool
) -> None:
    reader, kept, seen = Reader.open(demo_store), 0, set()
    for day in around(turns[demo]):
        kept += effect_day(reader, catalogue, day, demo=demo) < day
        for measure, initiative in QUESTIONS:
            named = catalogue.measures[measure], catalogue.initiatives[initiative]
            now = impact(reader, catalogue, *named, day, demo=demo)
            own = impact_on(Reader.open(demo_store), catalogue, measure, initiative, day, demo=demo)
            assert now.known_at == day
            assert same(now, own)
            seen.add((now.estimate, now.boroughs_live))
    assert kept
    assert len(seen) > 10


@pytest.mark.parametrize("demo", [True, False])
def test_between_two_days_nobody_goes_live_and_no_return_comes(
    demo_store: Store, catalogue: Catalogue, demo: bool
) -> None:
    reader = Reader.open(demo_store)
    for day in EVERY[::3]:
        then = effect_day(reader, catalogue, day, demo=demo)
        assert turning_day(reader, day) <= then <= day
        now, before = (arrivals(reader, catalogue, d, demo=demo).dates for d in (day, then))
        assert now == before
