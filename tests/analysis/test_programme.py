"""The programme is no likelier than its least likely part; boroughs stand in bands."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.analysis.rollout.programme import together
from cjdata.charts.borough_chances import chance_bands
from cjdata.domain.programme import Initiative
from cjdata.stats.forecast import CompletionForecast, NaiveForecast, UnitChance, Verdict

DAY, TARGET = dt.date(2003, 12, 11), dt.date(2004, 4, 30)


def part(name: str, chance: float | None, month: int, units: tuple[UnitChance, ...] = ()):
    initiative = Initiative(id=name, name=name, short=name, recommendation="")
    median = None if chance is None else dt.date(2004, month, 1)
    return DatedForecast(
        initiative=initiative,
        counted=initiative,
        known_at=DAY,
        forecast=CompletionForecast(
            known_at=DAY, target_date=TARGET, of=4, live=1, named_live=1, last_report=DAY,
            p_by_target=chance, median=median, interval80=None, interval95=None,
            verdict=Verdict.AT_RISK, reason="", units=units,
        ),
        plan=NaiveForecast(None, 0.5),
        line=NaiveForecast(None, 0.5),
    )  # fmt: skip


def test_the_weakest_bounds_the_whole() -> None:
    whole = together([part("a", 0.7, 4), part("b", 0.2, 8), part("c", None, 1)], DAY)
    assert whole.at_most == 0.2
    assert whole.weakest is not None
    assert whole.weakest.initiative.id == "b"
    assert whole.not_before == dt.date(2004, 8, 1)
    assert [p.initiative.id for p in whole.untold] == ["c"]
    assert not whole.done


@pytest.mark.parametrize("parts", [[], [part("a", None, 1)]])
def test_nothing_known_gives_no_chance(parts: list[DatedForecast]) -> None:
    whole = together(parts, DAY)
    assert (whole.at_most, whole.weakest, whole.not_before) == (None, None, None)


def test_boroughs_stand_in_bands_by_their_chance() -> None:
    units = (
        UnitChance("a", False, 0.19), UnitChance("b", True, 1.0), UnitChance("c", False, 0.8),
        UnitChance("d", False, 0.2), UnitChance("e", False, 1.0), UnitChance("f", False, 0.5),
    )  # fmt: skip
    bands = chance_bands(part("x", 0.1, 8, units).forecast)
    assert [band.units for band in bands] == [("b",), ("e", "c"), ("f",), ("d",), ("a",)]
