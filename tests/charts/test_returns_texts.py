"""Returns in words: the heading and the reminder."""

from __future__ import annotations

import datetime as dt

import numpy as np

from cjdata.analysis.returns.quality import Quality, held_against_calendar
from cjdata.charts.returns_texts import quality_below, quality_heading, reminder
from cjdata.definitions import load
from cjdata.domain.periods import Period
from cjdata.snapshot.return_log import NEVER, LoggedReturns

CATALOGUE = load()
DAY = dt.date(2003, 11, 30)


def held(**came: tuple[int | None, int]) -> Quality:
    """By unit, days after the tenth of November on which October's return came (None for never),
    and how many contents it had."""
    due, month = dt.date(2003, 11, 10).toordinal(), Period.parse("2003-10").first
    days = np.array([NEVER if late is None else due + late for late, _ in came.values()], int)
    logged = LoggedReturns(
        collection=np.full(len(came), "witness-care", object),
        unit=np.array(list(came), object),
        first_month=np.full(len(came), month),
        last_month=np.full(len(came), month),
        due=np.full(len(came), due),
        first_known=days,
        last_known=days,
        contents=np.array([contents for _, contents in came.values()], int),
        sender=np.full(len(came), "", object),
        file=np.full(len(came), "", object),
        stands=days != NEVER,
    )
    return held_against_calendar(logged, DAY)


FOUND = held(lambeth=(None, 0), croydon=(3, 1), southwark=(-1, 2))


def test_the_heading_counts():
    assert quality_heading(FOUND) == ("One of 3 returns is outstanding; late 1, corrected 1.")
    assert quality_heading(held()) == "No return was due by this date."
    assert "Lambeth, Victim and witness care of October 2003" in quality_below(FOUND, CATALOGUE)
    assert "20 days ago" in quality_below(FOUND, CATALOGUE)


def test_a_reminder_names_what_is_owed_and_nothing_else():
    text = reminder(FOUND, CATALOGUE, "lambeth")
    assert text.startswith("Lambeth: returns outstanding on 30 November 2003")
    assert "- Victim and witness care, October 2003: due 10 November 2003, 20 days ago" in text
    assert "Croydon" not in text
