"""The pages on charging and witness care, opened as a CJU manager opens them."""

from __future__ import annotations

import pytest


def test_witnesses_attended_is_the_finding(visit, demo_store):
    page = visit(demo_store, "performance-witness", unit="croydon")
    assert page.heading == (
        "Croydon: 67.9% of witnesses attended when required in August to October 2003, "
        "2.7 points lower than a year before."
    )
    assert "451 of 664. The change" in page.below
    rows = {row[0]: row for row in page.rows("Trials lost for want of a witness")}
    assert rows["N3 Prosecution witness absent: other ineffective"][1] == "30"
    assert not page.failures()


def test_an_incomplete_share_is_not_compared(visit, demo_store):
    page = visit(demo_store, "performance-witness", unit="croydon")
    (late,) = (r for r in page.rows("Updates to victims") if r[0].startswith("Updates given"))
    assert "2 of 3 returns" in late[2]
    assert late[-1] == "–"


def test_charging_before_lawyers_is_not_applicable(visit, demo_store):
    page = visit(demo_store, "performance-charging", unit="croydon")
    assert page.heading == (
        "Croydon: files accepted at first submission, not applicable in August to October 2003."
    )
    assert not page.failures()


def test_charging_with_lawyers(visit, demo_store):
    page = visit(demo_store, "performance-charging", unit="lambeth", known_at="2004-11-04")
    assert "of files accepted at first submission in July to September 2004" in page.heading
    names = [row[0] for row in page.rows("Pre-charge decisions finalised")]
    assert "No further action: evidential" in names
    assert "No further action: public interest" in names


@pytest.mark.parametrize("page", ["performance-charging", "performance-witness"])
def test_london_and_an_empty_store(visit, demo_store, empty_store, page):
    assert visit(demo_store, page, unit="mps").heading.startswith("London:")
    empty = visit(empty_store, page, unit="croydon")
    assert empty.heading == "Croydon: no return is known by this date."
    assert not empty.failures()
