"""What cannot hold together in the public record, and the day from which it could be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from cjdata.analysis.rollout.contradictions import Contradiction, ContradictionKind, contradictions
from cjdata.domain.catalogue import Catalogue
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

MODEL, UNITS = "justice-for-london-model", "case-progression-unit"
OCTOBER = "MPA PPRC 9 October 2003, report 20"
At = Callable[[str], tuple[Contradiction, ...]]


@pytest.fixture(scope="module")
def at(empty_live_store: Store, catalogue: Catalogue) -> At:
    reader = Reader.open(empty_live_store)
    return lambda day: contradictions(reader, catalogue, dt.date.fromisoformat(day))


def of(
    found: tuple[Contradiction, ...], kind: ContradictionKind, initiative: str = MODEL
) -> list[Contradiction]:
    return [c for c in found if (c.kind, c.initiative) == (kind, initiative)]


def test_the_plan_of_october_is_short_of_the_target_on_its_day(at: At) -> None:
    assert not of(at("2003-10-08"), ContradictionKind.SHORT_OF_TARGET)
    (found,) = of(at("2003-10-09"), ContradictionKind.SHORT_OF_TARGET)
    assert found.first_visible == dt.date(2003, 10, 9)
    assert OCTOBER in found.sources
    for words in ("10 of 32 by 31 March 2004", "all 32 by 30 April 2004", "22 would", "30 days"):
        assert words in found.sentence


def test_a_plan_that_ends_after_the_target_is_said_on_its_day(at: At) -> None:
    (desks,) = of(at("2004-02-12"), ContradictionKind.SHORT_OF_TARGET, "witness-liaison-desk")
    # The paper names no day: "complete by summer 2004".
    assert "ends “by summer 2004”, after the target of all 32 by 30 April 2004" in desks.sentence
    (july,) = [
        c
        for c in of(at("2004-07-12"), ContradictionKind.SHORT_OF_TARGET, UNITS)
        if c.first_visible == dt.date(2004, 7, 12)
    ]
    assert "92 days" in july.sentence


def test_four_of_the_ten_were_not_named(at: At) -> None:
    (found,) = of(at("2003-10-09"), ContradictionKind.TOTAL_NOT_NAMED)
    assert "1 live then and 5 named come to 6, so that 4 are not named" in found.sentence


def test_26_reported_are_13_named(at: At) -> None:
    (found,) = of(at("2004-07-12"), ContradictionKind.TOTAL_NOT_NAMED, UNITS)
    assert "26 of 32 were reported on 12 July 2004" in found.sentence
    assert found.sentence.endswith("come to 13.")
    assert found.first_visible == dt.date(2004, 7, 12)


def test_a_total_of_all_boroughs_names_them(at: At) -> None:
    days = {c.first_visible for c in of(at("2005-05-12"), ContradictionKind.TOTAL_NOT_NAMED, UNITS)}
    assert days == {dt.date(2004, 7, 12)}


def test_what_is_counted_changed_in_april(at: At) -> None:
    assert not of(at("2004-04-21"), ContradictionKind.COUNT_CHANGED)
    (found,) = of(at("2004-04-22"), ContradictionKind.COUNT_CHANGED)
    assert "the 13 of that day are of one element, the 8 reported before" in found.sentence


def test_six_boroughs_are_overdue_the_day_after_and_named(at: At) -> None:
    assert not of(at("2004-04-30"), ContradictionKind.OVERDUE, UNITS)
    (found,) = of(at("2004-05-01"), ContradictionKind.OVERDUE, UNITS)
    assert set(found.units) == {
        "barking-and-dagenham", "richmond-upon-thames", "barnet", "harrow", "bexley", "bromley",
    }  # fmt: skip
    assert found.first_visible == dt.date(2004, 5, 1)
    assert not of(at("2004-11-04"), ContradictionKind.OVERDUE, UNITS)


def test_every_dated_milestone_of_the_record_is_without_owner(at: At) -> None:
    (found,) = of(at("2003-11-30"), ContradictionKind.NO_OWNER)
    assert "5 of 5 open milestones with a date have no owner" in found.sentence


def test_boroughs_without_a_day_are_counted(at: At) -> None:
    (found,) = of(at("2003-11-30"), ContradictionKind.UNDATED)
    assert "26 of 32 boroughs" in found.sentence
    assert "southwark" not in found.units
    assert "lambeth" not in found.units


def test_other_boroughs_with_a_day_before_priority_boroughs_have_one(at: At) -> None:
    (found,) = of(at("2004-04-22"), ContradictionKind.IMPOSSIBLE_ORDER, UNITS)
    assert {"ealing", "wandsworth"} < set(found.units)
    assert "Ealing and Wandsworth are neither reported live nor dated" in found.sentence


def test_each_names_its_sources_and_a_day_that_had_come(at: At, catalogue: Catalogue) -> None:
    for day in ("2003-05-08", "2003-11-30", "2004-05-15", "2005-05-12"):
        for found in at(day):
            assert found.sources
            assert all(found.sources)
            assert set(found.sources) <= set(catalogue.sources)
            assert found.first_visible <= dt.date.fromisoformat(day)
            assert found.sentence.endswith(".")


def test_nothing_is_found_where_nothing_was_said(at: At) -> None:
    assert at("2000-01-01") == ()
