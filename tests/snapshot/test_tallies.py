"""Counts added up by sender, against the cells of each unit by itself."""

from __future__ import annotations

import math

import pytest

from cjdata.analysis.figures.cell_sums import CellSums, sums_of
from cjdata.domain.periods import Period
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import Asked
from tests.stores import day, load, trials

PERIODS = (Period.parse("2003-08/2003-10"), Period.parse("2002-08/2002-10"))
LOST = ("trials_listed", "trials_vacated", "trials_cracked", "trials_ineffective")
ASKED = {
    "trials": Asked(
        components=LOST, court_tier="magistrates", level="total", periods=PERIODS
    ),
    "reasons": Asked(
        components=LOST, court_tier="magistrates", level="reason", periods=PERIODS
    ),
    "crown": Asked(components=LOST, court_tier="crown", level="reason", periods=PERIODS),
    "courts": Asked(
        components=LOST[2:], court_tier="magistrates", level="court_reason", periods=PERIODS,
        by="court", only=frozenset({"N1", "N2", "J"}),
    ),
    "sites": Asked(
        components=("charging_sites_in_scope", "files_submitted_for_decision"), court_tier=None,
        level="total", periods=PERIODS, at_end=frozenset({"charging_sites_in_scope"}),
    ),
}  # fmt: skip


def cell_by_cell(reader: Reader, asked: Asked, unit: str, known_at) -> dict[Period, CellSums]:
    """The same from the cells of this unit alone, one by one."""
    found = {}
    for period in asked.periods:
        sums = CellSums({}, {}, {}, {})
        cells = reader.breakdown(
            unit, asked.components, court_tier=asked.court_tier, level=asked.level,
            span=period, known_at=known_at,
        )  # fmt: skip
        for name, last, court, reason, value, returns, marked in zip(
            cells.component, cells.last_month, cells.court, cells.reason, cells.value,
            cells.returns, cells.marked, strict=True,
        ):  # fmt: skip
            if name in asked.at_end and last != period.last:
                continue
            if asked.only and reason not in asked.only:
                continue
            number = 0.0 if math.isnan(value) else value
            sums.values[name] = sums.values.get(name, 0.0) + number
            sums.returns[name] = sums.returns.get(name, 0) + returns
            sums.marked[name] = sums.marked.get(name, 0) + marked
            key = court if asked.by == "court" else reason
            if key is not None:
                of = sums.parts.setdefault(name, {})
                of[key] = of.get(key, 0.0) + number
        found[period] = sums
    return found


@pytest.mark.parametrize("asked", ASKED.values(), ids=list(ASKED))
@pytest.mark.parametrize("known_at", [day("2003-11-30"), day("2003-11-05")])
def test_a_unit_counts_what_its_cells_count(demo_store: Store, catalogue, asked, known_at):
    reader, counted = Reader.open(demo_store), 0
    for unit in ("mps", "croydon", "barnet", "westminster", "court-harrow"):
        assert unit in catalogue.units
        found = sums_of(reader, asked, unit, known_at)
        assert found == cell_by_cell(reader, asked, unit, known_at)
        counted += sum(bool(sums.values) for sums in found.values())
    assert counted > 1


def test_what_came_by_the_day_counts(store: Store):
    """100 trials listed in one borough, 50 in another, whose return comes later; no vacated."""
    (month,) = periods = (Period.parse("2003-09"),)
    asked = Asked(components=LOST, court_tier="magistrates", level="total", periods=periods)
    assert load(store, *trials("camden", "2003-09", 50, 20, 30), known_on="2003-10-10").accepted
    assert load(store, *trials("barnet", "2003-09", 20, 20, 10), known_on="2003-10-20").accepted
    reader = Reader.open(store)
    for known_at, unit, listed in (
        ("2003-10-09", "mps", None), ("2003-10-10", "mps", 100), ("2003-10-20", "mps", 150),
        ("2003-10-20", "barnet", 50), ("2003-10-10", "barnet", None),
    ):  # fmt: skip
        sums = sums_of(reader, asked, unit, day(known_at))[month]
        assert sums.values.get("trials_listed") == listed
        assert sums.given("trials_listed") == {None: 0, 100: 1, 150: 2, 50: 1}[listed]
        assert "trials_vacated" not in sums.returns
