"""Returns in words: the heading and the reminder."""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.quality import Arrival, Quality, ReturnLine
from cjdata.charts.returns_texts import quality_below, quality_heading, reminder
from cjdata.definitions import load
from cjdata.domain.periods import Period

CATALOGUE = load()
DAY = dt.date(2003, 11, 30)


def line(unit, arrival, days=0, corrections=0):
    return ReturnLine(
        collection="witness-care", unit=unit, period=Period.parse("2003-10"),
        due=dt.date(2003, 11, 10), first_known=None, last_known=None, arrival=arrival,
        days_late=days, corrections=corrections, sender="", file="",
    )  # fmt: skip


FOUND = Quality(
    known_at=DAY,
    lines=(
        line("lambeth", Arrival.MISSING, 20),
        line("croydon", Arrival.LATE, 3),
        line("southwark", Arrival.IN_TIME, corrections=1),
    ),
)


def test_the_heading_counts():
    assert quality_heading(FOUND) == ("One of 3 returns is outstanding; late 1, corrected 1.")
    assert quality_heading(Quality(known_at=DAY, lines=())) == "No return was due by this date."
    assert "Lambeth, Victim and witness care of October 2003" in quality_below(FOUND, CATALOGUE)
    assert "20 days ago" in quality_below(FOUND, CATALOGUE)


def test_a_reminder_names_what_is_owed_and_nothing_else():
    text = reminder(FOUND, CATALOGUE, "lambeth")
    assert text.startswith("Lambeth: returns outstanding on 30 November 2003")
    assert "- Victim and witness care, October 2003: due 10 November 2003, 20 days ago" in text
    assert "Croydon" not in text
