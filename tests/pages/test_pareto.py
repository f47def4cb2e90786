"""What each reason added to a change, on the trends page, against a sum by hand."""

from __future__ import annotations

import pytest

from cjdata.ledger import Store
from tests.planted import reasons
from tests.stores import load, trials


@pytest.fixture
def two_years(store: Store) -> Store:
    """Lambeth, June 2003: 20 of 100 ineffective, 12 for want of a police witness; June 2004: 40 of
    200, 10 of them so, 30 for the court."""
    rows = [
        *trials("lambeth", "2003-06", 60, 20, 20),
        *reasons("lambeth", "2003-06", {"N1": 12, "W1": 8}),
        *trials("lambeth", "2004-06", 120, 40, 40),
        *reasons("lambeth", "2004-06", {"N1": 10, "W1": 30}),
    ]
    assert load(store, *rows, known_on="2004-07-10").accepted
    return store


def test_parts_sum_to_the_change_and_the_commonest_stands_first(visit, two_years):
    page = visit(
        two_years, "performance-trends", unit="lambeth", measure="T05", grain="month",
        known_at="2004-07-31",
    )  # fmt: skip
    assert not page.failures()
    first, second = page.rows("What the reasons added to the change")
    # the court: 30 of 200 less 8 of 100; the police: 10 of 200 less 12 of 100
    assert (first[1], first[2], first[3]) == ("30", "75%", "+7.0")
    assert (second[1], second[2], second[3]) == ("10", "100%", "−7.0")
    assert second[5] == "police"
    assert "police −7.0" in page.text
    assert "40 of 200, a year before 20 of 100: 0.0 points" in page.text


def test_the_table_says_of_every_reason_what_it_added(visit, two_years):
    page = visit(
        two_years, "performance-trends", unit="lambeth", measure="T05", grain="month",
        known_at="2004-07-31",
    )  # fmt: skip
    page.app.session_state["twin-parts"] = True
    page.app.run()
    assert not page.failures()
    table = page.app.dataframe[-1].value
    columns = ["reason", "count", "of", "count_year_before", "of_year_before", "controllable_by"]
    assert table[columns].to_numpy().tolist() == [
        ["W1", 30, 200, 8, 100, "court"],
        ["N1", 10, 200, 12, 100, "police"],
    ]
    assert table["contribution_points"].tolist() == pytest.approx([7.0, -7.0])
    assert table["cumulative_pct"].tolist() == pytest.approx([75.0, 100.0])
