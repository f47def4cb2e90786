"""What residents said, on the page of a borough."""

from __future__ import annotations

from tests.analysis.test_residents import loaded


def test_a_borough_shows_what_its_residents_said(visit, store):
    before = visit(store, "performance-borough", unit="camden")
    assert "What residents said" not in before.text
    loaded(store)
    page = visit(store, "performance-borough", unit="camden", known_at="2020-03-01")
    rows = page.rows("What residents said")
    assert [row[1:] for row in rows if "not available" in row] == [["not available", "66%"]]
    assert [row[1:] for row in rows if "71%" in row] == [["71%", "82%"]]
    assert "twelve months to December 2019" in page.text
    assert "attitudes.csv" in page.text
    assert not page.failures()
