"""What is kept from one turning day to the next is what the day itself would say."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest

from cjdata.analysis.returns.quality import quality
from cjdata.analysis.variation.boroughs_compared import compared, heat_map
from cjdata.domain.periods import Grain
from cjdata.ledger import Store
from cjdata.snapshot.turning import turning_day
from cjdata.ui import (
    borough,
    borough_table,
    compare,
    flows,
    impact,
    outlook,
    overview,
    plan,
    reads,
    returns_quality,
    rollout,
    trend_parts,
    trials,
    witness,
)
from cjdata.ui.address import View
from cjdata.ui.house import House, open_house

FIRST, LAST = dt.date(2001, 3, 1), dt.date(2005, 5, 12)
SECTIONS = (
    borough.heading,
    borough_table.standings_table,
    borough.rollout_rows,
    trend_parts.parts,
    outlook.of_pairs,
    overview.who_has_what,
    compare.heading,
    compare.funnel_note,
    compare.heat,
    compare.ranks,
    impact.boroughs,
    rollout.claims,
    rollout.maps,
    rollout.matrix,
    plan.matrix,
    returns_quality.collections,
    returns_quality.corrections,
    trials.outcomes,
    witness.counts,
)
PARTS = (
    *((trials.why, place) for place in (0, 1)),
    (trials.who, 0),
    *((flows.strands, process) for process in flows.PROCESSES),
)
"""Sections that are told of which part of a page they are."""


@pytest.fixture
def house(demo_store: Store, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("CJDATA_STORE", str(demo_store.root))
    return open_house()


@pytest.fixture
def days() -> list[dt.date]:
    span = (LAST - FIRST).days
    return [FIRST + dt.timedelta(days=step) for step in random.Random(4).sample(range(span), 5)]


def test_a_comparison_is_that_of_its_day(house: House, days: list[dt.date]) -> None:
    asked = house.reader, house.catalogue
    for day in days:
        then = turning_day(house.reader, day)
        assert then < day
        assert heat_map(*asked, Grain.QUARTER, day) == heat_map(*asked, Grain.QUARTER, then)
        now, before = (compared(*asked, "T05", Grain.QUARTER, d) for d in (day, then))
        assert (now.period, now.excluded) == (before.period, before.excluded)
        if now.funnel and before.funnel and now.ranks and before.ranks:
            assert now.funnel.units.equals(before.funnel.units)
            assert now.ranks.units.equals(before.ranks.units)


def test_a_section_leads_to_the_date_in_view(house: House, days: list[dt.date]) -> None:
    for day in days:
        view = View(known_at=day)
        for section in SECTIONS:
            assert section(house, view) == section.__wrapped__(house, view)
        for part, name in PARTS:
            for unit in ("southwark", "mps"):
                of_unit = View(known_at=day, unit=unit)
                assert part(house, of_unit, name) == part.__wrapped__(house, of_unit, name)
        shown = compare.heat(house, view)
        assert f"known_at={day}" in shown or "<a " not in shown


def test_a_map_says_of_a_day_that_has_passed_that_it_was_due(house: House) -> None:
    def shown(day: dt.date) -> str:
        return rollout.maps(house, View(known_at=day))

    dues = {
        unit.due
        for day in house.calendar.stops
        for unit in reads.status_of(house, day, View(known_at=day).initiative).units
        if unit.due and day < unit.due
    }
    assert dues
    for due in dues:
        for day in (due + dt.timedelta(days=step) for step in (1, -1, 0, 2)):
            assert shown(day) == rollout.maps.__wrapped__(house, View(known_at=day))
        passed = shown(due + dt.timedelta(days=1)).count(" was due")
        assert passed > shown(due).count(" was due")


def test_a_borough_is_compared_as_on_its_day_around_every_target(house: House) -> None:
    """A target stated, and one whose day has passed, is another tick on the strips."""
    targets = [t for m in house.catalogue.measures.values() for t in m.targets]
    turns = {t.said_on for t in targets if t.said_on} | {t.by for t in targets}
    seen = set()
    for turn in sorted(turn for turn in turns if FIRST < turn < LAST):
        for step in (-1, 0, 1, 2):
            view = View(known_at=turn + dt.timedelta(days=step))
            shown = borough_table.standings_table(house, view)
            assert shown == borough_table.standings_table.__wrapped__(house, view)
            seen.add(shown.count("context"))
    assert len(seen) > 1


@pytest.mark.parametrize("collection", ["trials-magistrates", "witness-care"])
def test_what_is_owed_is_later_each_day(house: House, days: list[dt.date], collection: str) -> None:
    """The grid of a day holds, unit by month, what the returns of that day alone would say."""
    units, owed = house.catalogue.units, set()
    for day in [*days, *(day + dt.timedelta(days=1) for day in days)]:
        lines = {
            (units[line.unit].name, line.period): line.words
            for line in quality(house.reader, day).recent(collection)
        }
        periods = sorted({period for _, period in lines})
        wanted = [
            lines.get((name, period), "not yet due")
            for name in sorted({name for name, _ in lines})
            for period in periods
        ]
        shown = returns_quality.arrivals(house, View(known_at=day, collection=collection))
        assert re.findall(r'title="([^"]*)"', shown) == wanted
        owed |= {words for words in wanted if words.startswith("missing")}
    assert len(owed) > 1
