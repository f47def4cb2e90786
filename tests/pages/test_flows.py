"""The pages on charging and witness care, opened as a CJU manager opens them."""

from __future__ import annotations

import pytest

from tests.stores import load


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
    assert late[1] == "294"
    assert late[2].startswith("54.7%")
    assert "of 537: September not available" in late[2]  # 294 of 794 would be 37.0%
    assert late[-1] == "–"


def test_a_month_that_could_not_be_said_is_no_missing_return(visit, demo_store):
    page = visit(
        demo_store, "performance-trends", unit="croydon", measure="W06", grain="rolling3",
        known_at="2003-11-30",
    )  # fmt: skip
    assert "without September" in page.heading
    assert "September not available: not judged" in page.below


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
    assert len(page.rows("Charging sites in scope")[1]) == 5
    assert len(page.rows("Site days of prosecutor cover agreed")[1]) == 4  # nothing has a change
    assert "(a plan; 20 charging sites, not boroughs). MPA PPRC 8 May 2003" in page.text
    assert "London: to be live, 32 of 32, by 30 April 2004 (a plan" in page.text
    assert ") (" not in page.text


def test_a_count_of_fewer_returns_says_so(visit, demo_store):
    """Of April to June 2004 most boroughs' June was not due yet: no fall from a year before."""
    page = visit(demo_store, "performance-witness", unit="mps", known_at="2004-07-12")
    (base, *_) = page.rows("Victims to be referred to Victim Support")
    assert base[1] == "18,814 62 of 96 returns"
    (whole, *_) = page.rows("Witnesses warned for trial")
    assert whole[1] == "12,400 95 of 96 returns"
    southwark = visit(demo_store, "performance-witness", unit="southwark")
    assert southwark.rows("Witnesses warned for trial")[0][1] == "422"


def test_a_change_since_a_handful_of_files_is_not_judged(visit, demo_store):
    """Lawyers came to Walworth on 28 January 2003: that month decided on 18 files."""
    asked = {"unit": "southwark", "known_at": "2004-02-12"}
    page = visit(demo_store, "performance-charging", **asked)
    assert page.heading.endswith(
        "November 2003 to January 2004, 32.0 points higher than a year before."
    )
    assert page.below.endswith(
        "With fewer than 30 in one of the two periods the change is not judged."
    )
    page = visit(demo_store, "performance-trends", measure="C06", grain="month", **asked)
    assert "With fewer than 30 in one of the two" in page.below


@pytest.mark.parametrize("page", ["performance-charging", "performance-witness"])
def test_london_and_an_empty_store(visit, demo_store, empty_store, page):
    assert visit(demo_store, page, unit="mps").heading.startswith("London:")
    empty = visit(empty_store, page, unit="croydon")
    assert empty.heading == "Croydon: no return is known by this date."
    assert not empty.failures()


def test_why_witnesses_did_not_attend_and_referrals(visit, store):
    rows = [
        f"croydon,{month},{name},{count}"
        for month in ("2003-08", "2003-09", "2003-10")
        for name, count in {
            "witnesses_required": 100, "witnesses_attended": 60, "witnesses_absent_police": 10,
            "witnesses_absent_professional": 5, "witnesses_absent_civilian": 25,
            "victims_to_refer": 50, "victims_referred_on_time": 45,
        }.items()
    ]  # fmt: skip
    assert load(store, *rows, known_on="2003-11-25").accepted
    page = visit(store, "performance-witness", unit="croydon", known_at="2003-11-30")
    found = {row[0]: row[1:3] for row in page.rows("Witnesses required to attend")}
    assert found["Witnesses who did not attend when required"] == ["120", "40.0%"]
    assert found["Did not attend: police witnesses"] == ["30", "10.0%"]
    assert found["Did not attend: professional and expert witnesses"] == ["15", "5.0%"]
    (referred,) = (r for r in page.rows("Victims to be referred") if "within two" in r[0])
    assert referred[1:3] == ["135", "90.0%"]


def test_cover_in_sites_days_and_hours(visit, store):
    rows = [
        f"{unit},{month},{name},{count}"
        for unit, times in (("lambeth", 1), ("southwark", 2))
        for month in ("2003-08", "2003-09", "2003-10")
        for name, count in {
            "charging_sites_in_scope": 3, "charging_sites_with_prosecutor": times,
            "charging_site_days_agreed": 20 * times, "charging_site_days_covered": 18 * times,
            "charging_site_hours_agreed": 160 * times, "charging_site_hours_covered": 120 * times,
        }.items()
    ]  # fmt: skip
    assert load(store, *rows, known_on="2003-11-05").accepted
    page = visit(store, "performance-charging", unit="mps", known_at="2003-11-30")
    found = {row[0]: row[1:] for row in page.rows("Cover by borough")}
    assert found["Lambeth"] == ["1 of 3 · 33%", "54 of 60 · 90%", "360 of 480 · 75%"]
    assert found["Southwark"] == ["2 of 3 · 67%", "108 of 120 · 90%", "720 of 960 · 75%"]
    assert found["Croydon"] == ["–", "–", "–"]
    assert "Southwark: partly live, one site: Walworth, on 28 January 2003" in page.text
    assert not page.failures()
    lambeth = visit(store, "performance-charging", unit="lambeth", known_at="2003-11-30")
    (hours,) = (r for r in lambeth.rows("Site hours of prosecutor") if "was there" in r[0])
    assert hours[1:3] == ["360", "75.0%"]
    assert "Walworth" not in lambeth.text
