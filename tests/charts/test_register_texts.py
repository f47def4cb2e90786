"""What the register says is held against the day on which it could be known."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.authority.register import register_at
from cjdata.charts.register_texts import condition_words, register_subheading
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.charts.record import FEBRUARY, INSPECTION, catalogue


@pytest.fixture(scope="module")
def live(empty_live_store: Store) -> Reader:
    return Reader.open(empty_live_store)


def test_only_the_inspectors_told_what_stood_in_blueprint_too(live: Reader) -> None:
    day_before = register_at(live, catalogue(), INSPECTION - dt.timedelta(days=1))
    assert "Blueprint" not in register_subheading(day_before)
    assert "Blueprint" in register_subheading(register_at(live, catalogue(), INSPECTION))


def test_silence_after_the_end_of_the_record_is_said_to_be_its_own(live: Reader) -> None:
    """The last paper is of 12 May 2005; six months later its silence is no longer news."""
    for day, ended in ((dt.date(2005, 11, 12), False), (dt.date(2005, 11, 13), True)):
        text = register_subheading(register_at(live, catalogue(), day))
        assert text.endswith("nothing later has been loaded.") is ended, day
        assert ("The record ends on 12 May 2005" in text) is ended


def test_prisoner_handling_teams_are_live_as_what_took_their_place(live: Reader) -> None:
    item = register_at(live, catalogue(), FEBRUARY).item("prisoner-handling-teams")
    assert item is not None
    assert "superseded by case progression units" in condition_words(item)
