"""The forecast on the public record, from every report date; facts from the committee papers.

Expectations: 1, 2, 8, 13, 26 and 32 of 32 reported; complete after 12 July and by 4 November 2004.
"""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.known_at import calendar
from cjdata.analysis.rollout.forecast_scores import score
from cjdata.analysis.rollout.forecasting import forecast_at, forecasts_since
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader

MODEL = "justice-for-london-model"
LATER = dt.date(2005, 5, 12)


@pytest.fixture(scope="module")
def house(demo_store):
    store = demo_store
    return Reader.open(store), ground_of(store).catalogue


@pytest.mark.parametrize(
    ("day", "live"),
    [
        ("2003-10-09", 1), ("2003-11-30", 1), ("2003-12-11", 2), ("2004-02-12", 8),
        ("2004-04-22", 13), ("2004-07-12", 26), ("2004-11-04", 32),
    ],
)  # fmt: skip
def test_it_starts_from_what_was_reported(house, day, live):
    reader, catalogue = house
    found = forecast_at(reader, catalogue, catalogue.initiatives[MODEL], dt.date.fromisoformat(day))
    assert found is not None
    assert found.forecast.live == live
    assert found.forecast.of == 32


def test_it_calls_april_unlikely_as_the_inspectors_did_and_is_late_in_the_end(house):
    reader, catalogue = house
    initiative = catalogue.initiatives[MODEL]
    then = forecast_at(reader, catalogue, initiative, dt.date(2003, 11, 30))
    after = forecast_at(reader, catalogue, initiative, dt.date(2004, 11, 4))
    assert then is not None
    assert then.forecast.p_by_target is not None
    assert after is not None
    assert then.forecast.p_by_target < 0.2
    assert after.forecast.done
    assert after.forecast.interval95 == (dt.date(2004, 7, 12), dt.date(2004, 11, 4))


def test_what_is_counted_changes_with_the_reports(house):
    reader, catalogue = house
    initiative = catalogue.initiatives[MODEL]
    before = forecast_at(reader, catalogue, initiative, dt.date(2004, 4, 21))
    after = forecast_at(reader, catalogue, initiative, dt.date(2004, 4, 22))
    assert before is not None
    assert after is not None
    assert (before.counted.id, after.counted.id) == (MODEL, "case-progression-unit")


def test_later_reports_do_not_change_an_earlier_forecast(house):
    reader, catalogue = house
    initiative = catalogue.initiatives[MODEL]
    day = dt.date(2003, 12, 11)
    alone = forecast_at(reader, catalogue, initiative, day)
    among = forecasts_since(reader, catalogue, initiative, LATER, [day])
    assert among[0] == alone


def test_past_forecasts_are_scored_only_once_all_are_live(house):
    reader, catalogue = house
    initiative = catalogue.initiatives[MODEL]
    days = calendar(reader, catalogue, demo=True, today=dt.date(2026, 1, 1)).stops
    assert score(forecasts_since(reader, catalogue, initiative, dt.date(2004, 7, 12), days)) is None
    found = score(forecasts_since(reader, catalogue, initiative, LATER, days))
    assert found is not None
    assert found.brier < found.brier_line < found.brier_plan
    assert 0 < found.held_80 <= found.forecasts


def test_an_initiative_for_twelve_unnamed_boroughs_is_not_forecast(house):
    reader, catalogue = house
    initiative = catalogue.initiatives["custody-detention-officers"]
    assert forecast_at(reader, catalogue, initiative, LATER) is None


def test_a_boroughs_chance_does_not_hang_on_its_place_in_the_alphabet(house):
    """On 12 February 2004 nothing sets most boroughs apart: their chances must be one."""
    reader, catalogue = house
    found = forecast_at(reader, catalogue, catalogue.initiatives[MODEL], dt.date(2004, 2, 12))
    assert found is not None
    chances = {u.unit: u.p_by_target for u in found.forecast.units if not u.named_live}
    alike = ["barking-and-dagenham", "bexley", "hillingdon", "merton", "sutton", "westminster"]
    assert len({chances[unit] for unit in alike}) == 1
    assert chances["tower-hamlets"] > chances["sutton"], "planned for Christmas, and not live"
