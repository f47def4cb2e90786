"""The rollout as the public record has it, on every day on which the committee was told.

Counts, names and intervals are written here by hand from the papers, not read from the files.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from cjdata.analysis.known_at import DEMO_OPENING, calendar
from cjdata.analysis.rollout.progress import progress
from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus, initiative_status, rollout
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, day

MODEL, UNITS = "justice-for-london-model", "case-progression-unit"
DESKS, LAWYERS = "witness-liaison-desk", "lawyers-at-point-of-charge"
GATEKEEPER, OFFICERS = "gatekeeper-supervisor", "custody-detention-officers"
FIRST_TWO = {"southwark", "lambeth"}
FEBRUARY = FIRST_TWO | {"newham", "brent", "hackney", "lewisham", "waltham-forest", "croydon"}
APRIL = FEBRUARY | {"tower-hamlets", "haringey", "camden", "islington", "westminster"}


@pytest.fixture(scope="module")
def reader(empty_live_store: Store) -> Reader:
    return Reader.open(empty_live_store)


def status(reader: Reader, catalogue: Catalogue, initiative: str, known_at: str):
    found = {s.initiative.id: s for s in rollout(reader, catalogue, day(known_at))}
    return found[initiative]


def unit(status: InitiativeStatus, name: str) -> UnitStatus:
    return status.unit(name)


@pytest.mark.parametrize(
    ("known_at", "initiative", "named", "reported"),
    [
        ("2003-01-09", MODEL, set(), 0),
        ("2003-05-08", MODEL, set(), 0),
        ("2003-10-08", MODEL, set(), 0),
        ("2003-10-09", MODEL, {"southwark"}, 1),
        ("2003-11-30", MODEL, {"southwark"}, 1),
        ("2003-12-11", MODEL, FIRST_TWO, 2),
        ("2004-02-11", MODEL, FIRST_TWO, 2),
        ("2004-02-12", MODEL, FEBRUARY, 8),
        ("2004-02-12", UNITS, FEBRUARY, 8),
        ("2004-04-22", MODEL, FEBRUARY, 8),
        ("2004-04-22", UNITS, APRIL, 13),
        ("2004-07-11", UNITS, APRIL, 13),
        ("2004-07-12", UNITS, APRIL, 26),
        ("2004-11-03", UNITS, APRIL, 26),
    ],
)
def test_counts_and_names_on_each_report_date(
    reader: Reader, catalogue: Catalogue, known_at: str, initiative: str, named: set, reported: int
):
    found = status(reader, catalogue, initiative, known_at)
    assert set(found.named_live) == named
    assert (found.live, found.reported_live, found.of) == (len(named), reported, 32)
    assert found.not_named == reported - len(named)


def test_in_november_2004_all_of_them_are_named_by_being_all(reader: Reader, catalogue: Catalogue):
    found = status(reader, catalogue, UNITS, "2004-11-04")
    assert (found.live, found.reported_live, found.not_named) == (32, 32, 0)
    model = status(reader, catalogue, MODEL, "2004-11-04")
    assert model.live == 8, "case progression units everywhere do not make the model"
    assert status(reader, catalogue, DESKS, "2004-11-04").live == 10


@pytest.mark.parametrize(
    ("known_at", "name", "initiative", "not_before", "not_after"),
    [
        ("2003-10-09", "southwark", MODEL, "2003-05-08", "2003-10-09"),
        ("2003-12-11", "lambeth", MODEL, "2003-10-09", "2003-12-11"),
        ("2004-02-12", "lambeth", MODEL, "2003-10-09", "2003-12-11"),
        ("2004-02-12", "croydon", MODEL, "2003-12-11", "2004-02-12"),
        ("2004-04-22", "tower-hamlets", UNITS, "2004-02-12", "2004-04-22"),
        ("2004-11-04", "tower-hamlets", UNITS, "2004-02-12", "2004-04-22"),
        ("2004-04-22", "ealing", DESKS, "2004-02-12", "2004-04-22"),
        ("2004-02-12", "croydon", UNITS, None, "2004-02-12"),
        ("2004-11-04", "sutton", UNITS, None, "2004-11-04"),
    ],
)
def test_go_lives_lie_between_two_reports(
    reader: Reader, catalogue: Catalogue, known_at: str, name: str, initiative: str,
    not_before: str | None, not_after: str,
):  # fmt: skip
    word = unit(status(reader, catalogue, initiative, known_at), name).word
    assert word is not None
    assert word.stage is Stage.LIVE
    assert word.not_before == (day(not_before) if not_before else None)
    assert word.not_after == day(not_after)


@pytest.mark.parametrize("initiative", [DESKS, LAWYERS, UNITS])
def test_at_the_inspection_both_bodies_stand_side_by_side(
    reader: Reader, catalogue: Catalogue, initiative: str
):
    found = status(reader, catalogue, initiative, "2003-11-30")
    southwark = {claim.body: claim for claim in unit(found, "southwark").claims}
    assert set(southwark) == {"MPS", "HMIC"}
    assert southwark["HMIC"].extent == "considerable progress"
    assert southwark["MPS"].implied_by == MODEL
    assert southwark["MPS"].said_on == day("2003-10-09")
    (lambeth,) = unit(found, "lambeth").claims
    assert (lambeth.body, lambeth.stage) == ("HMIC", Stage.IN_PROGRESS)
    assert lambeth.extent == "some way behind Southwark"
    assert found.named_live == ("southwark",)


def test_a_later_word_settles_an_older_one_and_both_stay(reader: Reader, catalogue: Catalogue):
    for known_at in ("2003-12-11", "2004-02-12", "2005-05-12"):
        lambeth = unit(status(reader, catalogue, DESKS, known_at), "lambeth")
        assert not lambeth.disputed
        assert lambeth.stage is Stage.LIVE
        assert {claim.body for claim in lambeth.claims} == {"MPS", "HMIC"}


@pytest.mark.parametrize(
    ("said_on", "stage", "disputed"),
    [
        ("2004-02-12", Stage.IN_PROGRESS, True),
        ("2004-03-01", Stage.IN_PROGRESS, True),
        ("2004-03-01", Stage.PLANNED, True),
        ("2004-02-12", Stage.LIVE, False),
        ("2004-03-01", Stage.LIVE, False),
        ("2004-03-01", Stage.CEASED, False),
        ("2004-02-11", Stage.IN_PROGRESS, False),
    ],
)
def test_a_word_that_falls_behind_the_other_body_opens_a_dispute(
    reader: Reader, catalogue: Catalogue, said_on: str, stage: Stage, disputed: bool
):
    """The MPS said on 12 February 2004 that Croydon was live; the inspectors' word is invented."""
    events = list(known_events(reader, day("2004-04-01")))
    (inspectors,) = {e.source for e in events if e.source.startswith("HMIC")}
    mine = next(e for e in events if e.unit == "croydon" and e.initiative == MODEL)
    invented = dataclasses.replace(
        mine, said_on=day(said_on), stage=stage, source=inspectors, not_before=None, not_after=None
    )
    found = initiative_status(
        catalogue, [*events, invented], catalogue.initiatives[MODEL], day("2004-04-01")
    )
    croydon = unit(found, "croydon")
    assert croydon.disputed is disputed
    assert len(croydon.claims) == 2
    again = dataclasses.replace(mine, said_on=day("2004-03-20"))
    settled = initiative_status(
        catalogue, [*events, invented, again], catalogue.initiatives[MODEL], day("2004-04-01")
    )
    assert unit(settled, "croydon").disputed is (stage is Stage.CEASED)


def test_the_model_implies_its_elements_and_no_element_the_model(
    reader: Reader, catalogue: Catalogue
):
    for element in (UNITS, DESKS, LAWYERS, GATEKEEPER):
        assert set(status(reader, catalogue, element, "2004-02-12").named_live) >= FEBRUARY
    desks = status(reader, catalogue, DESKS, "2004-04-22")
    assert set(desks.named_live) == FEBRUARY | {"ealing", "wandsworth"}
    model = status(reader, catalogue, MODEL, "2004-04-22")
    assert unit(model, "ealing").stage is Stage.UNKNOWN


def test_detention_officers_are_for_twelve_boroughs(reader: Reader, catalogue: Catalogue):
    found = status(reader, catalogue, OFFICERS, "2004-03-05")
    assert (found.of, found.live, found.reported_live) == (12, 0, 0)
    planned = {u.unit for u in found.units if u.stage is Stage.PLANNED}
    assert planned == {"camden", "ealing", "hackney", "haringey", "islington", "lambeth"}


def test_the_count_over_time_marks_where_it_counts_something_else(
    reader: Reader, catalogue: Catalogue
):
    found = progress(reader, catalogue, catalogue.initiatives[MODEL], day("2005-05-12"))
    assert [(p.said_on, p.count, p.named) for p in found.points] == [
        (day("2003-01-09"), 0, 0),
        (day("2003-05-08"), 0, 0),
        (day("2003-10-09"), 1, 1),
        (day("2003-12-11"), 2, 2),
        (day("2004-02-12"), 8, 8),
        (day("2004-04-22"), 13, 13),
        (day("2004-07-12"), 26, 13),
        (day("2004-11-04"), 32, 32),
    ]
    assert [p.counted for p in found.points] == [MODEL] * 5 + [UNITS] * 3
    assert found.changed_on == day("2004-04-22")
    assert found.by_target is not None
    assert found.by_target.count == 13


def test_every_plan_stays_as_it_was_made(reader: Reader, catalogue: Catalogue):
    found = progress(reader, catalogue, catalogue.initiatives[MODEL], day("2005-05-12"))
    steps = {plan.said_on: [(s.by, s.count) for s in plan.steps] for plan in found.plans}
    assert steps == {
        day("2003-10-09"): [
            (day("2003-10-10"), 2), (day("2003-12-31"), 6), (day("2004-03-31"), 10),
        ],
        day("2003-11-30"): [(day("2004-04-30"), 32)],
        day("2003-12-11"): [(day("2003-12-25"), 4)],
        day("2004-02-12"): [],
        day("2004-04-22"): [(day("2004-04-30"), 19)],
        day("2004-07-12"): [(day("2004-07-31"), 32)],
    }  # fmt: skip
    assert [plan.body for plan in found.plans].count("HMIC") == 1
    early = progress(reader, catalogue, catalogue.initiatives[MODEL], day("2003-10-09"))
    assert [plan.said_on for plan in early.plans] == [day("2003-10-09")]


@pytest.mark.parametrize(
    ("initiative", "said_on", "count", "words"),
    [
        (LAWYERS, "2003-05-08", 20, "20 charging sites"),
        (OFFICERS, "2004-03-05", 12, "120 designated detention officers"),
        (DESKS, "2004-02-12", None, "by summer 2004"),
    ],
)
def test_plans_without_a_number_of_boroughs_by_a_day_are_kept(
    reader: Reader, catalogue: Catalogue, initiative: str, said_on: str, count: int | None,
    words: str,
):  # fmt: skip
    found = progress(reader, catalogue, catalogue.initiatives[initiative], day("2005-05-12"))
    (plan,) = [plan for plan in found.plans if plan.said_on == day(said_on)]
    assert plan.steps == ()
    assert (count, True) in [(e.count, words in e.note) for e in plan.without_number]


def test_the_demo_opens_at_the_close_of_the_inspection(demo_store: Store, catalogue: Catalogue):
    dates = calendar(Reader.open(demo_store), catalogue, demo=True, today=TODAY)
    assert dates.opening == DEMO_OPENING == dt.date(2003, 11, 30)
    assert dates.before(dates.opening) == day("2003-10-09")
    assert dates.after(dates.opening) == day("2003-12-11")
    assert day("2004-07-12") in dates.stops
    assert dates.latest == dates.stops[-1] < TODAY


def test_a_live_store_opens_at_the_latest(empty_live_store: Store, catalogue: Catalogue):
    dates = calendar(Reader.open(empty_live_store), catalogue, demo=False, today=TODAY)
    assert dates.opening == dates.latest == TODAY
    assert dates.after(TODAY) is None
    assert dates.holds(TODAY)
    assert not dates.holds(TODAY + dt.timedelta(days=1))
    assert not dates.holds(day("1999-12-31"))
