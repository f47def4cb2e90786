"""What a member of the police authority reads: recommendations, reviews, what changed since."""

from __future__ import annotations

import pytest

from cjdata.ledger import Journal

REGISTER, MONITORING = "authority-recommendations", "authority-monitoring"


@pytest.mark.parametrize(
    ("known_at", "heading"),
    [
        ("2003-01-08", "No recommendation is on record by this date."),
        # Nine recommended, one of which was set up before: eight without an owner.
        ("2003-06-30", "9 of 9 recommendations have no owner on record."),
        ("2003-11-30", "5 of 13 recommendations have had no word for six months."),
    ],
)
def test_the_heading_is_how_many_nobody_speaks_of(visit, demo_store, known_at, heading):
    page = visit(demo_store, REGISTER, known_at=known_at)
    assert page.heading == heading
    assert not page.failures()


def test_the_two_groups_stand_side_by_side(visit, demo_store):
    page = visit(demo_store, REGISTER)
    rows = {r[0]: r[1:] for r in page.rows("How those fared")}
    assert rows["In the review and in Blueprint for Change"] == [
        "3",
        "3",
        "0",
        "0",
        "3 in progress",
    ]
    assert rows["In the review alone"] == ["3", "0", "0", "0", "3 not developed"]
    assert "Of the three that Blueprint for Change shared all were reported on" in page.below


def test_before_the_inspectors_spoke_the_register_is_one_list(visit, demo_store):
    """Where each stood is their finding of 30 November 2003: on the page and in the address."""
    page = visit(demo_store, REGISTER, known_at="2003-11-29", recommendation="flexible-bail")
    assert "How those fared" not in page.text
    assert "in the review alone" not in page.text
    assert "HMIC" not in page.text
    assert "4.2.3" not in page.text
    assert "nobody had told by this date whether in Blueprint too" in page.text


def test_one_history_is_an_address(visit, demo_store):
    page = visit(demo_store, REGISTER, recommendation="flexible-bail")
    assert page.parameters["recommendation"] == "flexible-bail"
    told = {r[0].rsplit(" report", 1)[0]: r[1] for r in page.rows("Flexible bail to court")}
    inspection = next(text for paper, text in told.items() if paper.startswith("HMIC"))
    assert inspection.startswith("not developed, and no record of how it should be managed")
    minutes = next(text for paper, text in told.items() if paper.startswith("Minutes"))
    assert minutes == "the paper has not been read"
    assert "not in the opening; the rest has not been read" in told.values()
    assert "unknown: none on record" in page.text


def test_one_not_made_yet_is_said_to_be_so(visit, demo_store):
    page = visit(demo_store, REGISTER, recommendation="inspection-3", known_at="2003-05-08")
    assert "had not been recommended by this date: it was on 30 November 2003" in page.text
    assert not page.failures()


@pytest.mark.parametrize(
    ("address", "asked", "said"),
    [
        (REGISTER, {"recommendation": "flexible-bale"}, "did you mean flexible-bail"),
        (MONITORING, {"since": "last meeting"}, "is not a date"),
        (MONITORING, {"since": "2999-01-01"}, "Nothing can be known"),
    ],
)
def test_a_wrong_address_gets_a_plain_message(visit, demo_store, address, asked, said):
    page = visit(demo_store, address, **asked)
    assert page.heading == "This address leads nowhere"
    assert said in page.text


def test_the_overdue_review_is_the_alarm(visit, demo_store):
    page = visit(demo_store, MONITORING)
    assert page.heading == (
        "A review of the improvement plan of Bringing Offenders to Justice is 122 days overdue: "
        "0 of 1 held on time."
    )
    (first, coming) = page.rows("Reviews of the plan")
    assert first[:3] == ["31 July 2003", "not held: overdue", "none"]
    assert "MPA PPRC 10 July 2003, report 4" in first[3]
    assert coming[:2] == ["31 January 2004", "not due yet"]
    for words in ("fair ✓", "uncertain ✓", "No entry of the panel's own log is on record"):
        assert words in page.text


def test_a_record_that_ended_long_ago_is_not_overdue_by_ever_more(visit, empty_store):
    page = visit(empty_store, MONITORING)
    assert page.heading == (
        "A review of the improvement plan of Bringing Offenders to Justice was 651 days overdue on "
        "12 May 2005: 0 of 4 held on time."
    )
    assert "The record ends on 12 May 2005: nothing later has been loaded" in page.below
    assert page.rows("Reviews of the plan")[-1][1] == "not known: the record ends before"


def test_since_you_met_tells_the_kinds_of_change_apart(visit, demo_store):
    page = visit(demo_store, MONITORING, known_at="2004-04-22", since="2004-02-12")
    text = page.text
    start = text.index("Between 12 February 2004 and 22 April 2004")
    for part in ("Really changed", "Rolled out", "Data that came late", "Counted or aimed at"):
        assert text.index(part) > start
    assert "Case progression units: 8 of 32 live then, 13 now" in text
    assert "reports count Case progression units in place of Justice for London model" in text


def test_a_date_that_does_not_lie_before_falls_back_to_the_report_before(visit, demo_store):
    page = visit(demo_store, MONITORING, known_at="2003-10-09", since="2004-02-12")
    assert "does not lie before this one: the report before is shown" in page.text
    assert "Between 10 July 2003 and 9 October 2003" in page.text


def fill(page, name, *, of="", **values):
    """Open a form, chosen `of` several where it is said so, fill it in and send it."""
    app = page.app
    app.session_state[f"enter-{of or name}"] = True
    app.run()
    if of:
        app.selectbox(key=f"what-{of}").set_value(name).run()
    for key, value in values.items():
        kinds = (app.text_input, app.text_area, app.selectbox, app.checkbox)
        found = [w for kind in kinds for w in kind if w.key == f"{name}-{key}"]
        (found[0].check() if value is True else found[0].set_value(value))
    next(b for b in app.button if b.label == "Enter").click().run()
    return page


def test_an_owner_is_entered_on_the_page_and_shown_at_once(visit, store):
    page = visit(store, REGISTER, recommendation="flexible-bail")
    name = "recommendation-flexible-bail"
    fill(page, name, what="owner", text="Commander, DoCJ", why="the committee asked")
    assert "Tick that you have read it over" in page.app.error[0].value
    assert Journal(store).head().seq == 0
    fill(page, name, what="owner", text="Commander, DoCJ", why="asked", by="A Clerk", sure=True)
    assert page.failures() == []
    assert "Entered as entry 1" in page.app.success[0].value.replace("\\", "")
    (row,) = (r for r in page.rows("The register") if r[0].startswith("Flexible bail"))
    assert row[3] == "Commander, DoCJ"


def test_a_decision_is_entered_with_a_fault_and_then_without(visit, store):
    page = visit(store, MONITORING)
    fill(page, "decision", of="monitoring", what="action", text="", by="A Clerk", sure=True)
    assert "text: is not given; nothing was changed" in page.app.error[0].value.lower().replace(
        "\\", ""
    )
    fill(
        page,
        "decision",
        of="monitoring",
        what="action",
        text="Name the boroughs",
        owner="DoCJ",
        by="A Clerk",
        sure=True,
    )
    ((what, owner, due, stands),) = page.rows("Decisions and actions")
    assert (what, owner, due, stands) == ("D1: Name the boroughs", "DoCJ", "no date", "open")


def test_a_decision_that_is_closed_can_no_longer_be_closed(visit, store):
    page = visit(store, MONITORING)
    sent = {"of": "monitoring", "by": "A Clerk", "sure": True}
    fill(page, "decision", what="decision", text="Meet twice", why="to hear more", **sent)
    assert page.rows("Decisions and actions")[0][3] == "open"
    fill(page, "close", closes="done", why="met in June and July", **sent)
    assert page.failures() == []
    assert page.rows("Decisions and actions")[0][3].startswith("done, ")
    assert page.app.selectbox(key="what-monitoring").options == [
        "A decision or an action",
        "A paper",
        "A change of an aim",
        "A challenge of the panel",
    ]


@pytest.mark.parametrize(
    ("name", "values", "shown"),
    [
        ("paper", {"paper": "PPRC, report 9", "read": "no"}, "day: is not given"),
        ("aim", {"text": "Fewer adjournments", "why": "asked", "approver": "PPRC"}, ""),
        ("challenge", {"text": "Which boroughs?", "answer": "All", "why": "panel of May"}, ""),
    ],
)
def test_what_else_is_entered_has_its_own_form(visit, store, name, values, shown):
    page = visit(store, MONITORING)
    fill(page, name, of="monitoring", by="A Clerk", sure=True, **values)
    assert page.failures() == []
    if shown:
        assert shown in page.app.error[0].value.lower().replace("\\", "")
    else:
        assert "Entered as entry 1" in page.app.success[0].value.replace("\\", "")
        assert values["text"] in page.text
