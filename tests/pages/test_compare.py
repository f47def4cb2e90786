"""The comparison of all boroughs, and control charts, opened as a reader opens them."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest

from cjdata.analysis.variation.rebases import every_rebase, rebases
from cjdata.domain.periods import month_text, parse_month
from cjdata.intake.rebases import rebase
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.stores import load, trials

FIRST = parse_month("2002-09")
NOVEMBER = dt.date(2003, 11, 30)


def fourteen_months(store: Store) -> Store:
    """A live store with fourteen months of Croydon."""
    rows = [
        row
        for month in range(FIRST, FIRST + 14)
        for row in trials("croydon", month_text(month), 90, 50, 60 + month % 3)
    ]
    assert load(store, *rows, known_on="2003-11-10").accepted
    return store


@pytest.fixture
def filled_copy(filled_with) -> Store:
    return filled_with(fourteen_months)


def test_a_survey_of_each_quarter_is_compared_by_quarter_after_months_of_others(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="W09", grain="month")
    assert "in July to September 2003" in page.heading
    assert page.parameters["grain"] == "quarter"


def test_a_count_says_once_that_it_is_not_compared(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="T07")
    assert page.text.count("is no share of independent cases") == 1
    assert page.below.startswith("Choose another measure")
    assert "(value)" not in page.text
    assert "later date" not in page.text


def test_many_that_one_reason_keeps_out_are_counted(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="C06", known_at="2003-06-15")
    assert "boroughs (not applicable)" in page.text
    assert "Barnet (not applicable)" not in page.text


def test_where_nothing_is_known_nobody_is_said_to_take_part(visit, empty_store):
    page = visit(empty_store, "performance-compare", measure="T05", grain="quarter")
    assert "has no figure of any borough by this date" in page.text
    assert "take part" not in page.text
    assert "in every borough at 95%" in page.text


def test_the_heading_names_who_lies_outside_or_says_nobody(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="T05", grain="quarter")
    assert page.heading.startswith("Ineffective trial rate, magistrates' courts: ")
    assert "Ealing (incomplete, 2 of 3 returns)" in page.text
    assert page.parameters == {"known_at": "2003-11-30", "measure": "T05", "grain": "quarter"}
    assert not page.failures()


def test_every_place_has_its_interval(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="T05", grain="quarter")
    rows = page.rows("Places, with how sure they are")
    assert len(rows) == 31
    assert all(re.fullmatch(r"\d+ of 31 \d+ to \d+", row[3]) for row in rows)


def test_the_map_can_be_read_without_colour(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="T05", grain="quarter")
    cells = re.findall(r'<td class="(better|worse)"[^>]*>(.*?)</td>', page.markup)
    assert cells
    for tone, inside in cells:
        assert {"better": "▲", "worse": "▼"}[tone] in inside
        assert tone in inside.replace("<b", "")


def test_a_measure_that_boroughs_do_not_have_is_said_plainly(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="T02")
    assert "is not counted for boroughs" in page.text
    assert not page.failures()


def test_a_measure_without_an_interval_has_no_rank(visit, demo_store):
    page = visit(demo_store, "performance-compare", measure="P05", grain="quarter")
    assert "no share of independent cases" in page.heading
    assert "Places" not in page.text


def test_the_trend_says_variation_and_assurance(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", grain="month")
    assert "Variation: common cause" in page.text
    assert "Assurance: not judged, no target is on record" in page.text
    later = visit(
        demo_store, "performance-trends", unit="croydon", measure="T05", grain="month",
        known_at="2004-07-30",
    )  # fmt: skip
    assert "(context: no local target, so nothing is missed)" in later.text


def test_rolling_periods_say_why_they_have_no_limits(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", grain="rolling3")
    why = "Rolling periods share their months"
    assert page.text.count(why) == 2  # as the icon's title, and in the words beside it
    assert "Begin the limits anew" not in [e.label for e in page.app.expander]


def test_all_boroughs_are_drawn_when_they_are_asked_for(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", grain="quarter")
    assert "multiples" not in page.markup
    page.app.session_state["multiples"] = True
    page.app.run()
    assert page.markup.count("<li><a href=") >= 32
    assert not page.failures()


def test_a_measure_of_crown_courts_has_a_small_chart_a_court(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="court-snaresbrook", measure="T02")
    assert "performance-trials?known_at=2003-11-30&court=court-snaresbrook" in html.unescape(
        page.markup
    )
    page.app.session_state["multiples"] = True
    page.app.run()
    assert page.markup.count("<li><a href=") == 12
    assert not page.failures()


def test_what_only_london_has_offers_no_small_charts(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="P06")
    assert not [e.label for e in page.app.expander if "small chart each" in e.label]
    croydon = visit(demo_store, "performance-trends", unit="croydon")
    assert [e.label for e in croydon.app.expander if "small chart each" in e.label]


def _other_reason(page):
    (event,) = [s for s in page.app.selectbox if s.key.startswith("rebase-event")]
    event.set_value("another reason")


def test_limits_begun_anew_are_kept_and_printed(visit, filled_copy):
    asked = {"unit": "croydon", "measure": "T05", "grain": "month"}
    page = visit(filled_copy, "performance-trends", **asked)
    page.app.session_state["rebase"] = True
    page.app.run()
    (why,) = [t for t in page.app.text_input if t.key.startswith("rebase-why")]
    (by,) = [t for t in page.app.text_input if t.key.startswith("rebase-by")]
    (month,) = [s for s in page.app.selectbox if s.key.startswith("rebase-month")]
    (sure,) = [c for c in page.app.checkbox if c.key.startswith("rebase-sure")]
    why.set_value("the courts listed anew")
    by.set_value("A. Clerk")
    month.set_value(2003 * 12 + 3)
    _other_reason(page)
    sure.set_value(True)
    (send,) = [b for b in page.app.button if b.label == "Begin anew"]
    send.click().run()
    assert not page.failures()
    said = "Limits begin anew in April 2003: the courts listed anew (said by A. Clerk"
    assert said in page.text


def test_a_rebase_that_a_past_date_does_not_show_is_not_sent_again_by_a_second_click(
    visit, filled_copy
):
    asked = {"unit": "croydon", "measure": "T05", "grain": "month", "known_at": "2003-11-30"}
    page = visit(filled_copy, "performance-trends", **asked)
    page.app.session_state["rebase"] = True
    page.app.run()
    _other_reason(page)
    (why,) = [t for t in page.app.text_input if t.key.startswith("rebase-why")]
    (by,) = [t for t in page.app.text_input if t.key.startswith("rebase-by")]
    (day,) = [d for d in page.app.date_input if d.key.startswith("rebase-on")]
    (sure,) = [c for c in page.app.checkbox if c.key.startswith("rebase-sure")]
    why.set_value("the courts listed anew")
    by.set_value("A. Clerk")
    day.set_value(dt.date.today())
    sure.set_value(True)
    next(b for b in page.app.button if b.label == "Begin anew").click().run()
    assert "Step to a later date to see it" in page.app.success[0].value
    next(b for b in page.app.button if b.label == "Begin anew").click().run()
    assert "nothing was changed" in page.app.error[0].value
    assert len(rebases(Reader.open(filled_copy), dt.date.today())) == 1


def test_a_rebase_without_a_reason_is_refused(visit, filled_copy):
    page = visit(filled_copy, "performance-trends", unit="croydon", measure="T05", grain="month")
    page.app.session_state["rebase"] = True
    page.app.run()
    (sure,) = [c for c in page.app.checkbox if c.key.startswith("rebase-sure")]
    sure.set_value(True)
    (by,) = [t for t in page.app.text_input if t.key.startswith("rebase-by")]
    by.set_value("A. Clerk")
    _other_reason(page)
    (send,) = [b for b in page.app.button if b.label == "Begin anew"]
    send.click().run()
    assert "only for a reason" in page.app.error[0].value


def test_who_takes_back_what_another_took_back_meanwhile_is_told(visit, filled_copy):
    said = {"measure": "T05", "unit": "croydon", "start": "2003-04"}
    rebase(filled_copy, **said, why="the courts listed anew", by="A. Clerk", known_on=NOVEMBER)
    asked = {"unit": "croydon", "measure": "T05", "grain": "month"}
    page = visit(filled_copy, "performance-trends", **asked)
    page.app.session_state["rebase"] = True
    page.app.run()
    (why,) = [t for t in page.app.text_input if t.key.startswith("unrebase-why")]
    (by,) = [t for t in page.app.text_input if t.key.startswith("unrebase-by")]
    why.set_value("they did not")
    by.set_value("B. Clerk")
    gone = {"why": "a mistake", "by": "C. Clerk", "known_on": NOVEMBER, "withdrawn": True}
    rebase(filled_copy, **said, **gone)
    (send,) = [b for b in page.app.button if b.label == "Take it back"]
    send.click().run()
    assert not page.failures()
    (told,) = page.app.error
    assert "was taken back by C. Clerk on 2003-11-30; nothing was changed" in told.value.replace(
        "\\", ""
    )
    assert len(every_rebase(Reader.open(filled_copy), dt.date.today())) == 2


def test_a_rebase_is_taken_back(visit, filled_copy):
    said = {"measure": "T05", "unit": "croydon", "start": "2003-04"}
    rebase(filled_copy, **said, why="the courts listed anew", by="A. Clerk", known_on=NOVEMBER)
    asked = {"unit": "croydon", "measure": "T05", "grain": "month"}
    page = visit(filled_copy, "performance-trends", **asked)
    page.app.session_state["rebase"] = True
    page.app.run()
    (by,) = [t for t in page.app.text_input if t.key.startswith("unrebase-by")]
    by.set_value("B. Clerk")
    next(b for b in page.app.button if b.label == "Take it back").click().run()
    assert "only for a reason" in page.app.error[0].value
    (why,) = [t for t in page.app.text_input if t.key.startswith("unrebase-why")]
    (by,) = [t for t in page.app.text_input if t.key.startswith("unrebase-by")]
    assert by.value == "B. Clerk"  # what was entered is not asked for again
    why.set_value("they did not")
    next(b for b in page.app.button if b.label == "Take it back").click().run()
    assert "Kept as entry" in page.app.success[0].value
    assert not page.app.error
    assert rebases(Reader.open(filled_copy), dt.date.today()) == ()


def test_a_go_live_of_the_record_is_reason_enough(visit, filled_copy):
    page = visit(filled_copy, "performance-trends", unit="croydon", measure="T05", grain="month")
    page.app.session_state["rebase"] = True
    page.app.run()
    (event,) = [s for s in page.app.selectbox if s.key.startswith("rebase-event")]
    assert event.options[-1] == "another reason"
    assert len(event.options) > 1
    (by,) = [t for t in page.app.text_input if t.key.startswith("rebase-by")]
    by.set_value("A. Clerk")
    (sure,) = [c for c in page.app.checkbox if c.key.startswith("rebase-sure")]
    sure.set_value(True)
    (send,) = [b for b in page.app.button if b.label == "Begin anew"]
    send.click().run()
    assert "Kept as entry" in page.app.success[0].value
    (kept,) = rebases(Reader.open(filled_copy), dt.date.today())
    assert kept.why == event.options[0]
