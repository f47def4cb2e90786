"""Expected sentences are written by hand from the committee papers, not copied from a run."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from cjdata.charts.rollout_texts import live_words, map_heading, map_subheading, unit_sentence
from tests.charts.record import (
    APRIL,
    BAIL,
    DECEMBER,
    DESKS,
    FEBRUARY,
    INSPECTION,
    JULY,
    LAST,
    LAWYERS,
    MAY,
    MODEL,
    NOVEMBER,
    OCTOBER,
    OFFICERS,
    TARGET,
    UNITS,
    catalogue,
    disputed,
    status,
)  # fmt: skip


@pytest.mark.parametrize(
    ("initiative", "day", "heading"),
    [
        (MODEL, MAY, "No borough has the full model on 8 May 2003; 32 to go in 51 weeks."),
        (MODEL, OCTOBER, "One borough has the full model on 9 October 2003; 31 to go in 29 weeks."),
        (
            MODEL,
            DECEMBER,
            "Two boroughs have the full model on 11 December 2003; 30 to go in 20 weeks.",
        ),
        (
            MODEL,
            FEBRUARY,
            "Eight boroughs have the full model on 12 February 2004; 24 to go in eleven weeks.",
        ),
        (
            MODEL,
            APRIL,
            "Eight boroughs were reported with the full model on 12 February 2004; reports now "
            "count case progression units.",
        ),
        (
            UNITS,
            APRIL,
            "13 boroughs have case progression units on 22 April 2004; 19 to go in eight days.",
        ),
        (
            UNITS,
            TARGET,
            "13 boroughs have case progression units on 30 April 2004; 19 to go on the target "
            "date.",
        ),
        (
            DESKS,
            dt.date(2004, 5, 1),
            "Ten boroughs are named with witness liaison desks on 1 May 2004; more are reported "
            "without names, one day after the target.",
        ),
        (UNITS, JULY, "26 of 32 reported on 12 July 2004; which boroughs is not said."),
        (UNITS, NOVEMBER, "All 32 boroughs have case progression units on 4 November 2004."),
        (DESKS, LAST, "All 32 boroughs have witness liaison desks on 12 May 2005."),
        (
            LAWYERS,
            INSPECTION,
            "One borough is named with lawyers at the point of charge on 30 November 2003; more "
            "are reported without names, the target is 22 weeks away.",
        ),
        (BAIL, INSPECTION, "No plan of flexible bail to court on record; HMIC: not developed."),
        (
            OFFICERS,
            JULY,
            "No borough has custody detention officers on 12 July 2004; 12 to go, and no target "
            "date on record.",
        ),
    ],
)
def test_map_heading(initiative: str, day: dt.date, heading: str):
    assert map_heading(status(initiative, day), catalogue()) == heading


def test_subheading_tells_what_is_new_and_overdue():
    text = map_subheading(status(MODEL, FEBRUARY), catalogue(), status(MODEL, DECEMBER))
    assert text == ("Six more since 11 December 2003. Tower Hamlets was due before Christmas 2003.")


def test_subheading_tells_who_is_under_way_and_due():
    assert map_subheading(status(MODEL, DECEMBER), catalogue(), status(MODEL, OCTOBER)) == (
        "One more since 9 October 2003. Brent, Lewisham and Newham are under way. "
        "Hackney and Tower Hamlets are due before Christmas 2003. "
        "Brent, Lewisham and Newham are due by 31 December 2003."
    )


def test_subheading_tells_what_is_not_named_and_disputed():
    text = map_subheading(status(UNITS, JULY), catalogue(), status(UNITS, APRIL))
    assert text.startswith("13 more since 22 April 2004. Papers name 13 boroughs; 13 more are not")
    assert "differs" not in text
    assert map_subheading(disputed(UNITS, JULY), catalogue()).endswith(
        "What is said of Lambeth differs: HMIC in progress, “some way behind Southwark” "
        "(1 March 2004) and MPS live (12 February 2004)."
    )


def test_subheading_quotes_what_was_said_of_all():
    assert map_subheading(status(BAIL, INSPECTION), catalogue()) == (
        "Said on 30 November 2003: “not developed” "
        "(HMIC inspection of Bringing Offenders to Justice, October 2003)."
    )
    assert map_subheading(status(BAIL, MAY), catalogue()) == ""


def test_an_element_known_only_through_the_model_says_so():
    text = map_subheading(status("gatekeeper-supervisor", OCTOBER), catalogue())
    assert text == "Known only as part of the Justice for London model."


@pytest.mark.parametrize(
    ("initiative", "day", "text"),
    [
        (MODEL, INSPECTION, "1 of 32"),
        (LAWYERS, INSPECTION, "1 of 32, “many BOCUs” not named"),
        (LAWYERS, FEBRUARY, "8 of 32, more not named"),
        (UNITS, JULY, "26 of 32, 13 named"),
        (UNITS, NOVEMBER, "32 of 32"),
        (OFFICERS, JULY, "0 of 12, 6 planned"),
        (BAIL, INSPECTION, "no plan on record"),
    ],
)
def test_live_words(initiative: str, day: dt.date, text: str):
    assert live_words(status(initiative, day)) == text


@pytest.mark.parametrize(
    ("unit", "initiative", "day", "text"),
    [
        (
            "lambeth",
            MODEL,
            INSPECTION,
            "Lambeth: in progress (MPS, 9 October 2003); was due by early October 2003 "
            "(plan of 9 October 2003)",
        ),
        (
            "tower-hamlets",
            UNITS,
            APRIL,
            "Tower Hamlets: live since some time between 12 February 2004 and 22 April 2004 "
            "(MPS, 22 April 2004)",
        ),
        (
            "barnet",
            UNITS,
            APRIL,
            "Barnet: planned; due in April 2004 (plan of 22 April 2004)",
        ),
        (
            "ealing",
            DESKS,
            FEBRUARY,
            "Ealing: in progress since 1 January 2004 at the earliest (MPS, 12 February 2004)",
        ),
        (
            "southwark",
            LAWYERS,
            MAY,
            "Southwark: partly live since 28 January 2003, “one site: Walworth” (MPS, 8 May 2003)",
        ),
        ("enfield", MODEL, MAY, "Enfield: not heard of"),
    ],
)
def test_unit_sentence(unit: str, initiative: str, day: dt.date, text: str):
    found = status(initiative, day)
    assert unit_sentence(found.unit(unit), found, catalogue()) == text


def test_a_store_with_other_counts_is_told_by_them():
    found = status(MODEL, FEBRUARY)
    few = dataclasses.replace(found, units=found.units[:5], of=5)
    assert map_heading(few, catalogue()) == (
        "One borough has the full model on 12 February 2004; 4 to go in eleven weeks."
    )
