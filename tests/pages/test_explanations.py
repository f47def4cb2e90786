"""Explanations on the pages: shown with their figure, missing where flagged, kept by the form."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.intake.explanations import explain
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.pages.visit import Visit
from tests.stores import TODAY, load, trials

HARM = "<img src=x onerror=alert(1)> *bold* $x$"
MONTHS = ("2003-08", "2003-09", "2003-10")


@pytest.fixture
def worse(store: Store, catalogue) -> Store:
    """Lambeth lost 80 of 100 trials in each of three months, every other borough 20 of 100."""
    rows = [
        row
        for unit in (u.id for u in catalogue.boroughs)
        for month in MONTHS
        for row in trials(unit, month, *((10, 10, 80) if unit == "lambeth" else (50, 30, 20)))
    ]
    load(store, *rows, known_on="2003-11-10")
    return store


def test_what_a_flagged_figure_lacks_is_shown_as_missing(visit, worse):
    page = visit(worse, "performance-borough", unit="lambeth", known_at="2003-11-30")
    assert not page.failures()
    rows = {row[0].split()[0]: row for row in page.rows("Explained and acted on")}
    for row in rows.values():
        assert "no explanation given no action given" in row[1]
        assert row[2] == "no owner no due date"
    assert '<span class="missing">no owner</span>' in page.markup
    alike = visit(worse, "performance-borough", unit="croydon", known_at="2003-11-30")
    assert "Explained and acted on" not in alike.text


def test_what_was_said_stands_with_the_figure_from_its_day_on(visit, worse):
    for text, day in (("First word", "2003-11-20"), (HARM, "2003-11-25")):
        explain(
            worse, measure="T05", unit="lambeth", period="2003-08/2003-10", text=text,
            action="Second post", owner="A & B", due=dt.date(2003, 11, 28), by="CJU manager",
            known_on=dt.date.fromisoformat(day),
        )  # fmt: skip
    page = visit(worse, "performance-borough", unit="lambeth", known_at="2003-11-30")
    (row,) = [r for r in page.rows("Explained and acted on") if "80.0%" in r[0]]
    assert HARM in row[1]
    assert "Action: Second post said by CJU manager on 25 November 2003" in row[1]
    assert row[2] == "A & B 28 November 2003 date passed"
    assert "<img" not in page.markup
    earlier = visit(worse, "performance-borough", unit="lambeth", known_at="2003-11-22")
    assert "First word" in earlier.text
    assert "date passed" not in earlier.text
    trend = visit(
        worse, "performance-trends", unit="lambeth", measure="T05", grain="rolling3",
        known_at="2003-11-30",
    )  # fmt: skip
    assert HARM in trend.rows("What is said of it")[0][1]
    quarter = visit(
        worse, "performance-trends", unit="lambeth", measure="T05", grain="quarter",
        known_at="2003-11-30",
    )  # fmt: skip
    assert "August to October 2003" in quarter.rows("What is said of it")[0][0]


def test_pages_of_the_figure_and_the_borough_show_what_is_said_and_not_done(visit, worse):
    def say(text: str, period: str, known_on: str, **more: object) -> None:
        explain(
            worse, measure="T05", unit="lambeth", period=period, text=text, by="CJU manager",
            action="Second post", known_on=dt.date.fromisoformat(known_on), **more,
        )  # fmt: skip

    say("One month of it", "2003-09", "2003-11-12")
    say("Long before", "2003-04", "2003-11-13", due=dt.date(2003, 11, 20))
    say("Done with", "2003-05", "2003-11-13", done=True)
    on = {"unit": "lambeth", "known_at": "2003-11-30"}
    titles = {"performance-trials": "What is said of these figures"}
    titles |= {"performance-borough": "Explained and acted on"}
    for name, title in titles.items():
        rows = [row for row in visit(worse, name, **on).rows(title) if "London" not in row[0]]
        assert ["September 2003" in rows[0][0], "April 2003" in rows[1][0]] == [True, True], name
        assert len(rows) == 2, name
        assert "date passed" in rows[1][2]
    day_before = visit(worse, "performance-trials", unit="lambeth", known_at="2003-11-11")
    assert titles["performance-trials"] not in day_before.text
    assert "One month" not in visit(worse, "performance-trials", **{**on, "unit": "mps"}).text


def _opened(visit, store, **parameters):
    """The page with its form open, as a click on the expander leaves it."""
    page = visit(store, "performance-trends", **parameters)
    page.app.session_state["explain"] = True
    page.app.run()
    return page.app


def test_the_form_keeps_an_explanation_and_shows_it_at_once(visit, worse):
    app = _opened(visit, worse, unit="lambeth", measure="T05", grain="month")
    boxes = {box.label: box for box in [*app.text_area, *app.text_input]}
    boxes["Explanation"].input("No desk on Mondays")
    boxes["Owner"].input("Ch Insp B")
    app.button[-1].click().run()
    assert "Tick that you have read it over" in app.error[0].value
    app.checkbox[-1].check()
    app.button[-1].click().run()
    assert "Say who enters this" in app.error[0].value.replace("\\", "")
    {box.label: box for box in app.text_input}["Your name"].input("CJU manager")
    app.button[-1].click().run()
    assert not app.error
    assert "Kept as entry 2" in app.success[0].value.replace("\\", "")
    assert "No desk on Mondays" in Visit(app).text
    assert "Ch Insp B" in Visit(app).text
    (kept,) = Reader.open(worse).kept("explanation", TODAY)
    assert (kept.by, kept.detail["owner"], kept.detail["period"]) == (
        "CJU manager", "Ch Insp B", "2003-10"
    )  # fmt: skip


def test_what_was_kept_for_a_later_date_is_not_entered_again(visit, worse):
    """The page of the past date does not show it; its boxes are empty all the same."""
    app = _opened(visit, worse, unit="lambeth", measure="T05", grain="month", known_at="2003-11-30")
    {box.label: box for box in app.text_area}["Explanation"].input("No desk on Mondays")
    {box.label: box for box in app.text_input}["Your name"].input("CJU manager")
    app.checkbox[-1].check()
    app.button[-1].click().run()
    assert "Step to a later date to see it" in app.success[0].value
    assert not {box.label: box for box in app.text_area}["Explanation"].value
    app.button[-1].click().run()
    assert "Tick that you have read it over" in app.error[0].value
    assert len(Reader.open(worse).kept("explanation", TODAY)) == 1


def test_what_two_write_at_once_is_neither_lost_nor_unread(visit, worse):
    """Another explains the figure while the form is open: that is told, and the text stays."""
    app = _opened(visit, worse, unit="lambeth", measure="T05", grain="month")
    {box.label: box for box in app.text_area}["Explanation"].input("Mine")
    {box.label: box for box in app.text_input}["Your name"].input("CJU manager")
    app.checkbox[-1].check()
    explain(worse, measure="T05", unit="lambeth", period="2003-10", text="Theirs", by="Sam")
    app.button[-1].click().run()
    assert "Sam has said something of this figure since" in app.warning[0].value
    assert {box.label: box for box in app.text_area}["Explanation"].value == "Mine"
    assert [e.detail["explanation"] for e in Reader.open(worse).kept("explanation", TODAY)] == [
        "Theirs"
    ]
    app.button[-1].click().run()
    assert "Kept as entry 3" in app.success[0].value.replace("\\", "")
    assert [e.detail["explanation"] for e in Reader.open(worse).kept("explanation", TODAY)] == [
        "Theirs", "Mine"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("box", "written"), [("Explanation", "Mine"), ("Owner", "Ch Insp B"), ("Your name", "A Clerk")]
)
def test_boxes_that_nobody_wrote_in_show_what_stands_now(visit, worse, box, written):
    """One word in one of them, and all stay what they are."""

    def say(text: str) -> None:
        explain(
            worse, measure="T05", unit="lambeth", period="2003-10", text=text, action="A post",
            owner="Sgt A", by="Sam",
        )  # fmt: skip

    def held() -> dict[str, str]:
        return {one.label: one.value for one in [*app.text_area, *app.text_input]}

    app = _opened(visit, worse, unit="lambeth", measure="T05", grain="month")
    say("Theirs")
    app.run()
    theirs = {"Explanation": "Theirs", "Action": "A post", "Owner": "Sgt A", "Your name": ""}
    assert held() == theirs
    {one.label: one for one in [*app.text_area, *app.text_input]}[box].input(written)
    say("Theirs again")
    app.run()
    assert "Theirs again" in Visit(app).text
    assert held() == {**theirs, box: written}
    app.button[-1].click().run()
    assert "Sam has said something of this figure since" in app.warning[0].value
