"""The page on returns, opened as a data officer opens it."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.charts import words
from cjdata.domain.periods import Period, month_of
from cjdata.domain.units import UnitKind
from cjdata.ledger import Journal, Kind
from cjdata.snapshot.ground import ground_of

OPENING = dt.date(2003, 11, 30)


def still_due(store) -> set[tuple[str, str, str]]:
    """What was due by the opening date and had not come by then, however long ago.

    Counted from the ledger and the calendars of the definitions alone.
    """
    catalogue = ground_of(store).catalogue
    came: set[tuple[str, str, str]] = set()
    begun: dict[str, int] = {}
    for entry, _ in Journal(store).entries():
        if entry.kind is Kind.RETURN and entry.known_on <= OPENING:
            for item in entry.detail["returns"]:
                came.add((item["collection"], item["unit"], item["period"]))
                first = Period.parse(item["period"]).first
                begun[item["collection"]] = min(first, begun.get(item["collection"], first))
    return {
        (c.id, unit.id, str(period))
        for c in catalogue.collections.values()
        if c.id in begun
        for period in c.periods(begun[c.id], month_of(OPENING))
        if c.due(period) <= OPENING
        for unit in catalogue.of_kind(c.reported_by)
        if c.reported_by is not UnitKind.AREA or unit.id == "london"
    } - came


def test_the_heading_counts_what_is_outstanding(visit, demo_store):
    page = visit(demo_store, "returns-quality")
    due = still_due(demo_store)
    assert words.opening(words.number(len(due))) in page.heading
    catalogue = ground_of(demo_store).catalogue
    days = [(catalogue.collections[c].due(Period.parse(p)), c, unit) for c, unit, p in due]
    _, collection, unit = min(days)  # of two that are as old, the first in the alphabet
    label = catalogue.collections[collection].label
    assert f"Longest: {catalogue.units[unit].name}, {label} of " in page.below
    assert len(page.rows("Outstanding")) == min(len(due), 12)
    assert not page.failures()


def test_the_matrix_says_in_words_what_its_signs_say(visit, demo_store):
    page = visit(demo_store, "returns-quality", collection="trials-magistrates")
    rows = {row[0]: row[1:] for row in page.rows("Who sent what when")}
    assert len(rows) == 32
    assert rows["Ealing"].count("✕ 112 missing for 112 days") == 1
    assert len(rows["Ealing"]) == 12


def test_a_reminder_can_be_copied(visit, demo_store):
    page = visit(demo_store, "returns-quality")
    (code,) = page.app.code
    assert code.value.startswith("Ealing: returns outstanding on 30 November 2003")


def test_an_unknown_collection_is_said_plainly(visit, demo_store):
    page = visit(demo_store, "returns-quality", collection="witnesscare")
    assert "There is no collection" in page.text


def test_an_empty_store_owes_nothing(visit, empty_store):
    page = visit(empty_store, "returns-quality")
    assert page.heading == "No return was due by this date."
    assert page.text.casefold().count("no return was due") == 1
    assert page.below.endswith("has come for: load one under Returns, Submit.")
    assert "All that was due has come" not in page.text
    assert not page.failures()


@pytest.mark.parametrize("address", ["", "performance-borough"])
def test_a_demo_store_says_where_its_invented_returns_end(visit, demo_store, address):
    said = "the illustrative returns end with March 2005"
    assert said in visit(demo_store, address, known_at="2005-06-30").text
    assert said not in visit(demo_store, address, known_at="2003-11-30").text
