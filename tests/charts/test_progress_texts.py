"""Expected sentences are written by hand from the committee papers, not copied from a run."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from cjdata.charts.progress_texts import (
    overview_heading,
    overview_subheading,
    own_plans,
    progress_heading,
    progress_sentence,
    progress_subheading,
)
from tests.charts.record import (
    APRIL,
    BAIL,
    DECEMBER,
    DESKS,
    FEBRUARY,
    INSPECTION,
    JULY,
    LAST,
    MAY,
    MODEL,
    NOVEMBER,
    OFFICERS,
    TARGET,
    UNITS,
    catalogue,
    over_time,
    status,
    statuses,
)  # fmt: skip

FIRST = dt.date(2003, 1, 9)
TO_APRIL = "The plan of October reaches 10 by March; the target is 32 by April."


@pytest.mark.parametrize(
    ("initiative", "day", "heading"),
    [
        (MODEL, FIRST, "No plan and no report of the full model on record."),
        (
            MODEL,
            MAY,
            "None of 32 reported by 8 May 2003. No plan on record names a number of boroughs and "
            "a date; the target is 32 by April 2004.",
        ),
        (MODEL, INSPECTION, f"One of 32 reported by 30 November 2003. {TO_APRIL}"),
        (
            MODEL,
            FEBRUARY,
            "Eight of 32 reported by 12 February 2004. The plan of October reaches 10 by March, "
            "that of February says “remaining Safer Streets boroughs by March 2004”; the target "
            "is 32 by April.",
        ),
        (
            DESKS,
            FEBRUARY,
            "Eight of 32 reported by 12 February 2004. No plan on record gives a number: that of "
            "February says “accelerated rollout from January 2004, complete by summer 2004”; the "
            "target is 32 by April.",
        ),
        (
            MODEL,
            APRIL,
            "13 of 32 reported by 22 April 2004. The plan of April reaches 19 by April; the "
            "target is 32 by April.",
        ),
        (MODEL, TARGET, "13 of 32 reported by the target date."),
        (MODEL, dt.date(2004, 6, 1), "13 of 32 reported by the target date; no report since."),
        (MODEL, JULY, "13 of 32 reported by the target date; 26 by 12 July 2004."),
        (
            MODEL,
            NOVEMBER,
            "13 of 32 reported by the target date; all 32 at some time between mid-July and early "
            "November 2004.",
        ),
        (
            DESKS,
            LAST,
            "Ten of 32 reported by the target date; all 32 at some time between late April 2004 "
            "and mid-May 2005.",
        ),
        (BAIL, LAST, "No plan and no report of flexible bail to court on record."),
        (
            OFFICERS,
            JULY,
            "None of 12 reported by 12 July 2004. No plan on record names a number of boroughs and "
            "a date; no target date is on record.",
        ),
        (
            "gatekeeper-supervisor",
            FEBRUARY,
            "No plan and no report on record counts gatekeeper supervisors.",
        ),
    ],
)
def test_progress_heading(initiative: str, day: dt.date, heading: str):
    assert progress_heading(over_time(initiative, day), status(initiative, day)) == heading


def test_all_by_the_target_date_is_said_so():
    early = dataclasses.replace(
        over_time(MODEL, NOVEMBER).initiative, target_date=dt.date(2004, 12, 31)
    )
    now = dataclasses.replace(over_time(MODEL, NOVEMBER), initiative=early)
    later = dataclasses.replace(now, known_at=dt.date(2005, 1, 1))
    span = "at some time between mid-July and early November 2004."
    assert progress_heading(now) == f"All 32 reported before the target date, {span}"
    assert progress_heading(later) == f"All 32 reported by the target date, {span}"


def test_subheading_tells_what_is_counted_and_how_plans_stood():
    assert progress_subheading(over_time(MODEL, NOVEMBER), catalogue()) == (
        "Boroughs reported live, by the date of the report. Reports count case progression units "
        "from 22 April 2004, before that the full model. No plan of the MPS made before the target "
        "date reached 32: that of 22 April 2004 went furthest, to 19 in April 2004. The plan of "
        "12 July 2004 asked for six boroughs in three weeks."
    )


def test_the_target_said_once_more_is_no_plan():
    said = [plan.said_on for plan in own_plans(over_time(MODEL, INSPECTION))]
    assert said == [dt.date(2003, 10, 9)]


def test_sentence_holds_every_count_of_the_chart():
    text = progress_sentence(over_time(UNITS, NOVEMBER), catalogue())
    assert text.endswith(
        "Reported of 32: 0 on 9 January 2003, 1 on 30 November 2003, 13 on 22 April 2004, "
        "26 on 12 July 2004, 32 on 4 November 2004."
    )


@pytest.mark.parametrize(
    ("day", "heading"),
    [
        (FIRST, "No plan and no report of the full model on record."),
        (
            MAY,
            "No borough of 32 has the full model. No plan on record names a number of boroughs and "
            "a date; the target is 32 by April 2004.",
        ),
        (INSPECTION, f"One borough of 32 has the full model. {TO_APRIL}"),
        (DECEMBER, f"Two boroughs of 32 have the full model. {TO_APRIL}"),
        (TARGET, "13 of 32 reported with case progression units by the target date."),
        (
            NOVEMBER,
            "13 of 32 reported with case progression units by the target date; all 32 at some time "
            "between mid-July and early November 2004.",
        ),
    ],
)
def test_overview_heading(day: dt.date, heading: str):
    found = overview_heading(status(MODEL, day), over_time(MODEL, day), catalogue())
    assert found == heading


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (FIRST, "No initiative has a plan or a report on record."),
        (
            INSPECTION,
            "Southwark is live, Lambeth is under way, four more are planned by name "
            "and four are in the plan without a name. Three "
            "initiatives have no plan (HMIC: not developed): custody detention officers, flexible "
            "bail to court and corporate case files.",
        ),
        (
            NOVEMBER,
            "Eight boroughs were reported with the full model on 12 February 2004; reports now "
            "count case progression units. Two initiatives have no plan (HMIC: not developed): "
            "flexible bail to court and corporate case files.",
        ),
    ],
)
def test_overview_subheading(day: dt.date, text: str):
    found = overview_subheading(
        status(MODEL, day), over_time(MODEL, day), statuses(day), catalogue()
    )
    assert found == text
