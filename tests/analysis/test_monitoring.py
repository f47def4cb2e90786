"""Reviews due and held, and what changed between two dates; days counted by hand."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.analysis.authority.figure_changes import Why
from cjdata.analysis.authority.monitoring import Held, cycle_state, monitoring_at
from cjdata.analysis.authority.papers import PaperRead
from cjdata.analysis.authority.since import since
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import RefusedError
from cjdata.domain.register import Read
from cjdata.intake import register as desk
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.analysis.conftest import AsKnown
from tests.demo.conftest import totals
from tests.stores import load
from tests.stores import trials as trials_of

PLAN = "improvement-plan"


@pytest.fixture(scope="module")
def reader(demo_store: Store) -> Reader:
    return Reader.open(demo_store)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def paper(on: str, reviews: str = PLAN) -> PaperRead:
    return PaperRead(
        paper=f"paper of {on}", day=day(on), read=Read.WHOLE, reviews=reviews, about=""
    )


@pytest.mark.parametrize(
    ("known_at", "due", "missed", "overdue_days"),
    [
        ("2003-07-31", 0, 0, 0),
        ("2003-08-01", 1, 1, 1),
        ("2003-11-30", 1, 1, 122),
        ("2004-02-12", 2, 2, 196),
        ("2004-11-04", 3, 3, 462),
    ],
)  # fmt: skip
def test_no_paper_of_2003_and_2004_was_a_review_of_the_plan(
    reader: Reader, catalogue: Catalogue, known_at: str, due: int, missed: int, overdue_days: int
) -> None:
    (cycle,) = monitoring_at(reader, catalogue, day(known_at)).cycles
    assert (len(cycle.due), len(cycle.missed)) == (due, missed)
    assert cycle.overdue_days == overdue_days


def test_the_committee_had_papers_meanwhile_on_another_plan(
    reader: Reader, catalogue: Catalogue
) -> None:
    (cycle,) = monitoring_at(reader, catalogue, day("2003-11-30")).cycles
    papers = [p.paper for p in cycle.reviews[0].others]
    assert papers == [
        "MPA PPRC 13 March 2003, report 4", "MPA PPRC 8 May 2003, report 5",
        "MPA PPRC 10 July 2003, report 4",
    ]  # fmt: skip
    assert cycle.cycle.owner.startswith("Department of Criminal Justice")


def test_nothing_is_due_before_the_plan_was_endorsed(reader: Reader, catalogue: Catalogue) -> None:
    assert monitoring_at(reader, catalogue, day("2003-01-08")).cycles == ()


@pytest.mark.parametrize(
    ("papers", "held"),
    [
        (["2003-07-10"], [Held.ON_TIME, Held.NOT_HELD]),
        (["2003-07-31"], [Held.ON_TIME, Held.NOT_HELD]),
        (["2003-08-01"], [Held.LATE, Held.NOT_HELD]),
        (["2003-12-11"], [Held.NOT_HELD, Held.ON_TIME]),
        (["2003-07-10", "2003-08-20"], [Held.ON_TIME, Held.NOT_HELD]),
        (["2003-08-20", "2004-02-12"], [Held.LATE, Held.LATE]),
        (["2003-01-09"], [Held.NOT_HELD, Held.NOT_HELD]),
    ],
)
def test_a_review_settles_the_month_it_lies_nearest_to(
    catalogue: Catalogue, papers: list[str], held: list[Held]
) -> None:
    """Due by 31 July 2003 and 31 January 2004; asked on 1 March 2004."""
    state = cycle_state(
        catalogue.review_cycles[PLAN], [paper(on) for on in papers], day("2004-03-01")
    )
    assert [r.held for r in state.due] == held
    assert [r.due_by for r in state.reviews] == [
        day("2003-07-31"), day("2004-01-31"), day("2004-07-31")
    ]  # fmt: skip


def test_a_paper_on_another_plan_is_no_review(catalogue: Catalogue) -> None:
    cycle = catalogue.review_cycles[PLAN]
    state = cycle_state(cycle, [paper("2003-07-10", "justice-for-london")], day("2003-08-01"))
    assert [r.held for r in state.due] == [Held.NOT_HELD]
    assert [p.day for p in state.reviews[0].others] == [day("2003-07-10")]


def test_the_alarm_stops_with_a_review_and_starts_again(catalogue: Catalogue) -> None:
    cycle, late = catalogue.review_cycles[PLAN], [paper("2003-08-20")]
    assert cycle_state(cycle, [], day("2003-08-20")).overdue_days == 20
    assert cycle_state(cycle, late, day("2004-01-31")).overdue_days == 0
    assert cycle_state(cycle, late, day("2004-02-02")).overdue_days == 2


def test_the_cycle_stops_where_the_record_ends(
    empty_live_store: Store, catalogue: Catalogue
) -> None:
    """The last paper is of 12 May 2005: due were July 2003 to January 2005, and none can be said
    to have been missed after it."""
    reader = Reader.open(empty_live_store)
    (cycle,) = monitoring_at(reader, catalogue, day("2026-11-25")).cycles
    assert cycle.record_ends == day("2005-05-12")
    assert (len(cycle.due), len(cycle.missed)) == (4, 4)
    assert cycle.overdue_days == (day("2005-05-12") - day("2003-07-31")).days == 651
    assert [r.held for r in cycle.reviews[4:]] == [Held.RECORD_ENDS]
    (at_its_end,) = monitoring_at(reader, catalogue, day("2005-05-12")).cycles
    assert (at_its_end.record_ends, at_its_end.overdue_days) == (None, 651)


def test_what_is_loaded_later_moves_the_end_of_the_record(
    store: Store, catalogue: Catalogue
) -> None:
    said = desk.entered(desk.DecisionMade, {"what": "decision", "text": "Go on"})
    desk.enter(store, said, by="A Clerk", known_on=day("2005-09-01"))
    (cycle,) = monitoring_at(Reader.open(store), catalogue, day("2026-11-25")).cycles
    assert (cycle.record_ends, len(cycle.due)) == (day("2005-09-01"), 5)


@pytest.mark.parametrize(
    ("month", "ends"),
    [("2004-10", "2005-05-12"), ("2005-08", "2005-08-31"), ("2026-10", "2026-10-31")],
)
def test_a_return_moves_the_end_of_the_record_to_the_month_that_it_is_for(
    store: Store, catalogue: Catalogue, month: str, ends: str
) -> None:
    """Loaded on one day, twenty years after: an old month does not make 21 years of silence."""
    assert load(store, *trials_of("lambeth", month, 50, 30, 20), known_on="2026-11-20").accepted
    (cycle,) = monitoring_at(Reader.open(store), catalogue, day("2026-11-25")).cycles
    assert cycle.record_ends == day(ends)


def test_the_judgements_come_with_the_inspection(reader: Reader, catalogue: Catalogue) -> None:
    assert monitoring_at(reader, catalogue, day("2003-11-29")).judgements == ()
    found = monitoring_at(reader, catalogue, day("2003-11-30"))
    assert [f.grade for f in found.judgements] == ["fair", "uncertain"]
    assert len(found.about("challenge panel")) == 3
    assert (len(found.aims), found.aim_changes) == (3, ())


def trials(known: pd.DataFrame, first: str, last: str) -> tuple[float, float]:
    """Ineffective and all listed trials at magistrates' courts from one month to another."""
    mine = totals(known[known["collection"] == "trials-magistrates"])
    sums = mine[mine["period"].between(first, last)].groupby("component")["count"].sum()
    return float(sums["trials_ineffective"]), float(sums["trials_listed"])


def test_a_correction_of_a_known_quarter_is_a_revision_and_no_change(
    reader: Reader, catalogue: Catalogue, as_known: AsKnown
) -> None:
    """T05 of April to June 2003 as it stood on 9 October and on 11 December, by pandas alone."""
    found = since(reader, catalogue, day("2003-10-09"), day("2003-12-11"))
    (revised,) = [f for f in found.figures if f.measure.id == "T05"]
    assert revised.why is Why.REVISED
    assert str(revised.before_period) == str(revised.after_period) == "2003-04/2003-06"
    for known_at, value in (
        (day("2003-10-09"), revised.before),
        (day("2003-12-11"), revised.after),
    ):
        ineffective, listed = trials(as_known(known_at), "2003-04", "2003-06")
        assert value == pytest.approx(100 * ineffective / listed)


def test_a_newer_quarter_is_a_change_and_chance_is_held_against_it(
    reader: Reader, catalogue: Catalogue
) -> None:
    found = since(reader, catalogue, day("2003-12-11"), day("2004-11-04"))
    by = {(f.measure.id, f.why): f for f in found.figures}
    ineffective, cracked = by["T05", Why.CHANGED], by["T06", Why.CHANGED]
    assert ineffective.after_period > ineffective.before_period
    assert ineffective.told_apart is True, "the planted effect: some five points"
    assert cracked.told_apart is False
    assert by["C07", Why.LATE].before is None, "a return was missing at the earlier date"


def test_what_is_counted_is_a_definition_and_no_change(
    reader: Reader, catalogue: Catalogue
) -> None:
    found = since(reader, catalogue, day("2004-02-12"), day("2004-04-22"))
    assert [(d.kind.value, d.on) for d in found.definitions] == [
        ("what reports count", day("2004-04-22"))
    ]
    units = next(m for m in found.rollout if m.name == "Case progression units")
    assert (units.live_before, units.live_after) == (8, 13)
    assert units.newly_live == ("camden", "haringey", "islington", "tower-hamlets", "westminster")


def test_the_list_of_reasons_of_2005_makes_reasons_incomparable(
    reader: Reader, catalogue: Catalogue
) -> None:
    found = since(reader, catalogue, day("2005-05-12"), day("2006-01-01"))
    assert [d.kind.value for d in found.definitions] == ["reasons"]


def test_two_dates_in_the_wrong_order_are_refused(reader: Reader, catalogue: Catalogue) -> None:
    for earlier, later in (("2004-01-01", "2003-01-01"), ("2004-01-01", "2004-01-01")):
        with pytest.raises(RefusedError, match="does not lie before"):
            since(reader, catalogue, day(earlier), day(later))
