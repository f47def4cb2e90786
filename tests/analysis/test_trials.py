"""Trials by outcome, reason and responsible party, against sums that pandas makes of the files."""

from __future__ import annotations

import pytest

from cjdata.analysis.process.trials import NOT_GIVEN, OUTCOMES, UNMAPPED, trials
from cjdata.intake.desk import build
from cjdata.ledger import Store, StoreKind
from cjdata.snapshot.reader import Reader
from tests.analysis.conftest import INSPECTION, LAST
from tests.stores import load

NOW = {INSPECTION: ["2003-08", "2003-09", "2003-10"], LAST: ["2005-01", "2005-02", "2005-03"]}
BEFORE = ["2002-08", "2002-09", "2002-10"]


def own_rows(rows, unit, months):
    tier = "crown" if unit.startswith("court-") else "magistrates"
    return rows[(rows["unit"] == unit) & (rows["court_tier"] == tier) & rows["period"].isin(months)]


def counts(rows, component):
    """The total of a component, by reason where only reasons are given."""
    mine = rows[(rows["component"] == component) & (rows["court"] == "")]
    given = mine[mine["reason"] == ""]
    return (given if len(given) else mine)["count"].sum()


@pytest.mark.parametrize("day", [INSPECTION, LAST])
@pytest.mark.parametrize("unit", ["croydon", "southwark", "court-snaresbrook"])
def test_outcomes_are_shares_of_the_trials_listed(reader, catalogue, as_known, unit, day):
    found = trials(reader, catalogue, unit, day)
    rows = own_rows(as_known(day), unit, NOW[day])
    listed = sum(counts(rows, name) for name in OUTCOMES)
    for name, part in found.outcomes.items():
        assert part.now == counts(rows, name)
        assert part.listed_now == listed
        assert part.share == pytest.approx(100 * counts(rows, name) / listed)
    assert found.vacated is None or found.vacated.now == counts(rows, "trials_vacated")


def reason_counts(rows, component):
    """Reason rows of a unit, its own where it gives them, else those of its courts."""
    mine = rows[(rows["component"] == component) & (rows["reason"] != "")]
    own = mine[mine["court"] == ""]
    return (own if len(own) else mine).groupby("reason")["count"].sum()


@pytest.mark.parametrize("unit", ["croydon", "lambeth", "court-snaresbrook"])
def test_reasons_make_up_the_change(reader, catalogue, as_known, unit):
    found = trials(reader, catalogue, unit, INSPECTION)
    assert found.compared
    rows = as_known(INSPECTION)
    for why in found.why:
        now = reason_counts(own_rows(rows, unit, NOW[INSPECTION]), why.outcome)
        before = reason_counts(own_rows(rows, unit, BEFORE), why.outcome)
        assert {r.key: r.now for r in why.reasons if r.now} == now[now > 0].to_dict()
        assert {r.key: r.before for r in why.reasons if r.before} == before[before > 0].to_dict()
        whole = found.outcomes[why.outcome].change
        assert sum(r.change for r in why.reasons) == pytest.approx(whole)
        assert sum(c.change for c in why.controllers) == pytest.approx(whole)
        assert sum(p.now for p in why.parties) == found.outcomes[why.outcome].now


def test_boroughs_and_crown_courts_are_never_added_up(reader, catalogue, as_known):
    found = trials(reader, catalogue, "mps", LAST)
    rows = as_known(LAST)
    rows = rows[
        (rows["collection"] == "trials-magistrates")
        & rows["period"].isin(NOW[LAST])
        & (rows["court"] == "")
        & (rows["component"] == "trials_listed")
    ]
    assert found.tier == "magistrates"
    assert found.outcomes["trials_effective"].listed_now == rows["count"].sum()


@pytest.fixture
def live(tmp_path) -> Store:
    store = Store.create(tmp_path / "live", StoreKind.LIVE)
    build(store)
    return store


def test_an_unknown_reason_and_a_missing_one_stand_beside_the_known(live, catalogue):
    outcome = load(
        live,
        "lambeth,2003-09,trials_effective,50,magistrates",
        "lambeth,2003-09,trials_cracked,10,magistrates",
        "lambeth,2003-09,trials_ineffective,40,magistrates",
        "lambeth,2003-09,trials_ineffective,20,magistrates,,N1",
        "lambeth,2003-09,trials_ineffective,20,magistrates,,ZZ9",
        known_on="2003-10-10",
    )
    assert outcome.accepted, outcome.faults
    found = trials(Reader.open(live), catalogue, "lambeth", INSPECTION)
    assert {r.key: r.now for r in found.why[0].reasons} == {"N1": 20, "ZZ9": 20}
    assert {c.key: c.now for c in found.why[0].controllers} == {"police": 20, UNMAPPED: 20}
    assert {r.key: r.now for r in found.why[1].reasons} == {NOT_GIVEN: 10}
    assert not found.listed.judged  # one month of three
    assert not found.compared
    assert found.outcomes["trials_ineffective"].change is None
    assert found.vacated is None


def test_nobody_reported_nothing_is_said(live, catalogue):
    assert trials(Reader.open(live), catalogue, "lambeth", INSPECTION) is None
