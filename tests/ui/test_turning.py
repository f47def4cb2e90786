"""What is kept from one turning day to the next is what the day itself would say."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from cjdata.analysis.variation.boroughs_compared import compared, heat_map
from cjdata.domain.periods import Grain
from cjdata.ledger import Store
from cjdata.snapshot.turning import turning_day
from cjdata.ui import compare, plan, rollout
from cjdata.ui.address import View
from cjdata.ui.house import House, open_house

FIRST, LAST = dt.date(2001, 3, 1), dt.date(2005, 5, 12)
SECTIONS = (
    compare.heading,
    compare.funnel_note,
    compare.heat,
    compare.ranks,
    rollout.matrix,
    plan.matrix,
)


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
        shown = compare.heat(house, view)
        assert f"known_at={day}" in shown or "<a " not in shown
