"""The page on processing: means with their people, young offenders against 71 days."""

from __future__ import annotations

import pytest

from tests.stores import load

MONTHS = ("2003-07", "2003-08", "2003-09", "2003-10")
DAYS = {"2003-07": (3000, 30), "2003-08": (2100, 30), "2003-09": (2000, 20), "2003-10": (3600, 50)}
"""Days from arrest to sentence and cases: three months to October 7,700 over 100, so 77.0."""


def four_months(store):
    rows = []
    for month in MONTHS:
        days, cases = DAYS[month]
        rows += [
            f"lambeth,{month},hours_arrest_to_charge,500",
            f"lambeth,{month},detainees_charged,40",
            f"lambeth,{month},days_charge_to_first_hearing,63",
            f"lambeth,{month},defendants_bailed_to_court,9",
            f"mps,{month},days_arrest_to_sentence,{days}",
            f"mps,{month},young_offender_cases_sentenced,{cases}",
            f"lambeth,{month},case_files_submitted,50",
            f"lambeth,{month},case_files_on_time,30",
            f"lambeth,{month},case_files_assessed,50",
            f"lambeth,{month},case_files_sufficient,40",
            f"lambeth,{month},case_files_assessed_for_both,50",
            f"lambeth,{month},case_files_right_first_time,21",
        ]
    assert load(store, *rows, known_on="2003-11-25").accepted
    return store


@pytest.fixture
def filled(filled_with):
    return filled_with(four_months)


def test_means_stand_with_the_number_of_people(visit, filled):
    page = visit(filled, "performance-processing", unit="lambeth", known_at="2003-11-30")
    rows = {row[0].split(",")[0]: row for row in page.rows("From arrest to disposal")}
    assert rows["Arrest to charge"][1:3] == ["12.5 hours", "120 detainees charged"]
    assert rows["Charge to first hearing"][1:3] == [
        "7.0 days fewer than 30: not compared",
        "27 defendants charged and bailed to court",
    ]
    assert rows["First hearing to disposal no return counts these days"][1] == "not available"
    assert rows["Arrest to sentence"][1] == "suppressed"
    assert not page.failures()


def test_right_first_time_is_never_the_product(visit, filled):
    page = visit(filled, "performance-processing", unit="lambeth", known_at="2003-11-30")
    # 60% on time and 80% sufficient would make 48%; file by file it is 42%
    assert page.heading == (
        "Lambeth: 42.0% of case files were on time and sufficient in August to October 2003."
    )


def test_young_offenders_are_a_three_month_mean_against_71_days(visit, filled):
    page = visit(filled, "performance-processing", unit="mps", known_at="2003-11-30")
    (row,) = (r for r in page.rows("From arrest to disposal") if r[0].startswith("Arrest to sen"))
    assert row[1:3] == ["77.0 days", "100 cases sentenced"]
    assert "77.0 days from arrest to sentence over 100 cases sentenced" in page.text
    assert "6.0 days higher than the 71 days of the national target" in page.text
    assert "set for every area, London among them, and for no borough by itself" in page.text
    assert "o local target" not in page.text


def test_the_trend_of_young_offenders_says_for_whom_the_71_days_are(visit, filled):
    page = visit(
        filled, "performance-trends", unit="mps", measure="P06", grain="rolling3",
        known_at="2003-11-30",
    )  # fmt: skip
    assert "set for every area, London among them" in page.text
    assert "o local target" not in page.text


def test_what_is_missing_is_said(visit, empty_store, demo_store):
    empty = visit(empty_store, "performance-processing", unit="mps")
    assert empty.heading == "London: no return is known by this date."
    assert not empty.failures()
    late = visit(demo_store, "performance-processing", unit="lambeth", known_at="2003-11-30")
    assert late.rows("Warrants for failure to appear outstanding")
    assert not late.failures()
