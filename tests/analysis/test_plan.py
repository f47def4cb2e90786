"""The plan of the public record: its days, its slippage, its ratings, worked out by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from cjdata.analysis.rollout.plan import (
    ImplementationPlan,
    Milestone,
    Slippage,
    is_planned,
    plan_at,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE, Brag, Item, MilestoneKey
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

MODEL = "justice-for-london-model"
At = Callable[[str], ImplementationPlan]


@pytest.fixture(scope="module")
def at(empty_live_store: Store, catalogue: Catalogue) -> At:
    reader = Reader.open(empty_live_store)
    return lambda day: plan_at(reader, catalogue, dt.date.fromisoformat(day))


def go_live(plan: ImplementationPlan, unit: str, initiative: str = MODEL) -> Milestone:
    (found,) = [m for m in plan.milestones if m.key == MilestoneKey(unit, initiative, LIVE)]
    return found


def test_tower_hamlets_was_due_before_christmas_and_reported_in_april(at: At) -> None:
    found = go_live(at("2004-04-22"), "tower-hamlets")
    assert [(d.due, d.said_on) for d in found.dates] == [
        (dt.date(2003, 12, 25), dt.date(2003, 12, 11))
    ]
    assert found.actual is not None
    assert found.actual.told_on == dt.date(2004, 4, 22)
    assert found.actual.counted_as == "case-progression-unit"
    # After 12 February and by 22 April: 6 + 31 + 12 days after Christmas, then 17 + 31 + 22 more.
    assert found.slippage == Slippage(kind="reached", low=49, high=119)
    assert (49 / 7, 119 / 7) == (7, 17)
    assert found.slippage.late is True


def test_in_january_the_christmas_boroughs_are_overdue_by_their_first_day(at: At) -> None:
    plan = at("2004-01-15")
    hackney = go_live(plan, "hackney")
    assert [d.due for d in hackney.dates] == [dt.date(2003, 12, 31), dt.date(2003, 12, 25)]
    assert hackney.slippage == Slippage(kind="overdue", low=15, high=None)
    assert go_live(plan, "tower-hamlets").slippage == Slippage(kind="overdue", low=21, high=None)
    assert {hackney.brag, go_live(plan, "tower-hamlets").brag} == {Brag.OFF_TRACK}


def test_a_later_plan_never_takes_the_place_of_the_first(at: At) -> None:
    for day in ("2003-12-11", "2004-07-12", "2005-05-12"):
        found = go_live(at(day), "hackney")
        assert found.baseline is not None
        assert found.baseline.due == dt.date(2003, 12, 31)


def test_an_interval_that_holds_the_planned_day_is_not_called_late(at: At) -> None:
    found = go_live(at("2004-02-12"), "brent")
    # Due on 31 December; live after 11 December and by 12 February.
    assert found.slippage == Slippage(kind="reached", low=-20, high=43)
    assert found.slippage.late is None


def test_what_was_said_later_is_not_known(at: At) -> None:
    plan = at("2003-10-08")
    assert not [m for m in plan.of(MODEL) if m.dates]
    assert {m.brag for m in plan.of(MODEL)} <= {Brag.NO_PLAN, Brag.AT_RISK}


def test_every_borough_is_there_and_most_are_without_a_plan(at: At) -> None:
    plan = at("2003-11-30")
    assert len(plan.of(MODEL)) == 32
    dated = {m.key.unit for m in plan.of(MODEL) if m.dates}
    assert dated == {"lambeth", "brent", "newham", "lewisham", "hackney"}
    assert sum(m.brag is Brag.NO_PLAN for m in plan.of(MODEL)) == 26
    assert not any(m.owner for m in plan.milestones)


def test_of_twelve_boroughs_only_the_six_that_are_named_have_a_line(at: At) -> None:
    named = {m.key.unit for m in at("2004-03-05").of("custody-detention-officers")}
    assert named == {"camden", "ealing", "hackney", "haringey", "islington", "lambeth"}
    assert not at("2004-03-04").of("custody-detention-officers")


def test_nothing_of_the_record_is_complete_without_verifier_and_extent(at: At) -> None:
    for day in ("2003-11-30", "2004-04-22", "2004-11-04"):
        assert not [m for m in at(day).milestones if m.brag is Brag.COMPLETE]
    southwark = go_live(at("2003-11-30"), "southwark", "lawyers-at-point-of-charge")
    assert (southwark.verifier, southwark.brag) == ("HMIC", Brag.AT_RISK)
    assert southwark.reasons == (
        "at how many of its sites is not told", "at which hours is not told",
    )  # fmt: skip


def test_being_live_says_how_fully(at: At) -> None:
    assert go_live(at("2003-10-09"), "southwark").fullness.elements == (
        "gatekeeper-supervisor", "case-progression-unit", "lawyers-at-point-of-charge",
        "witness-liaison-desk",
    )  # fmt: skip
    assert go_live(at("2004-04-22"), "tower-hamlets").fullness.elements == (
        "case-progression-unit",
    )


def test_after_the_target_what_is_neither_dated_nor_live_is_off_track(at: At) -> None:
    assert go_live(at("2004-04-30"), "sutton").brag is Brag.NO_PLAN
    assert go_live(at("2004-05-01"), "sutton").brag is Brag.OFF_TRACK
    assert go_live(at("2004-05-01"), "sutton", "flexible-bail").brag is Brag.NO_PLAN


def test_the_checklist_finds_what_the_inspectors_found(at: At) -> None:
    (model,) = [c for c in at("2003-11-30").checklists if c.initiative.id == MODEL]
    assert {c.id: c.state for c in model.criteria} == {
        "what": "met", "why": "partly", "how": "missing", "when": "partly", "targets": "partly",
        "milestones": "missing", "costs": "missing", "benefits": "missing",
        "accountability": "missing",
    }  # fmt: skip
    assert {c.id: c.found for c in model.criteria}["when"] == "6 of 32 boroughs have a date"


def test_risks_and_costs_are_known_when_they_were_told(at: At) -> None:
    assert at("2003-11-29").risks == ()
    assert [r.source[-15:] for r in at("2003-11-30").risks] == ["paragraph 4.3.5"] * 2
    assert at("2004-03-04").costs == ()
    assert "120" in at("2004-03-05").costs[0].text
    model = [n for n in at("2004-07-11").notes_on(Item.BENEFIT) if n.initiative == MODEL]
    assert model == []


def test_no_recommendation_of_the_record_is_planned(at: At) -> None:
    plan = at("2004-11-04")
    assert not any(is_planned(plan, name) for name in {m.key.initiative for m in plan.milestones})


def test_all_units_reported_stand_in_for_the_model_everywhere(at: At) -> None:
    told = {m.actual.counted_as for m in at("2004-11-04").of(MODEL) if m.actual}
    assert all(m.actual for m in at("2004-11-04").of(MODEL))
    assert told == {"", "case-progression-unit"}
