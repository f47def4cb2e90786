"""A plan entered as a file or a form: every fault named, nothing changed, every day kept."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cjdata.analysis.answers.common import status_answer
from cjdata.analysis.rollout.contradictions import ContradictionKind, contradictions
from cjdata.analysis.rollout.plan import (
    ImplementationPlan,
    Milestone,
    Slippage,
    is_planned,
    plan_at,
)
from cjdata.cli import main
from cjdata.definitions import load as load_definitions
from cjdata.domain.plan import LIVE, Brag, Item, MilestoneKey
from cjdata.intake.checking import check_files
from cjdata.intake.plans import change_plan, check_plan, is_plan_file
from cjdata.intake.returns import FileOutcome, load_files
from cjdata.intake.statements import is_event_file
from cjdata.intake.verification import verify
from cjdata.ledger import Journal, Store
from cjdata.returns.readers import read_bytes
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, bytes_below, day, load_bytes

CATALOGUE = load_definitions()
BAIL = "flexible-bail"
HEADING = (
    "unit,initiative,milestone,owner,not_before,due,after,evidence,verifier,"
    "done_not_before,done_not_after,reported_on,sites,sites_of,source,why"
)


def plan_file(*rows: str, heading: str = HEADING) -> bytes:
    width = heading.count(",")
    return "\n".join([heading, *(r + "," * (width - r.count(",")) for r in rows), ""]).encode()


def load_plan(store: Store, *rows: str, known_on: str, heading: str = HEADING) -> FileOutcome:
    return load_bytes(store, plan_file(*rows, heading=heading), known_on=known_on, name="plan.csv")


def known(store: Store, known_at: str) -> ImplementationPlan:
    return plan_at(Reader.open(store), CATALOGUE, day(known_at))


def step(plan: ImplementationPlan, unit: str, milestone: str = LIVE) -> Milestone:
    (found,) = [m for m in plan.milestones if m.key == MilestoneKey(unit, BAIL, milestone)]
    return found


GOOD = (
    "bromley,flexible-bail,agreed,Ch Insp A,,2004-02-27,,draft practice,,,,,,,,",
    "bromley,flexible-bail,live,Ch Insp A,,2004-03-31,,,,,,,,,,",
    "bexley,flexible-bail,live,Ch Insp B,,2004-04-30,bromley/flexible-bail/live,,,,,,,,,",
)


@pytest.fixture
def planned(store: Store) -> Store:
    assert load_plan(store, *GOOD, known_on="2004-01-05").added == 3
    return store


def test_a_plan_is_known_from_the_day_it_was_entered_for(planned: Store) -> None:
    assert not known(planned, "2004-01-04").of(BAIL, milestone=None)[0].dates
    found = step(known(planned, "2004-01-05"), "bromley")
    assert (found.owner, found.brag) == ("Ch Insp A", Brag.ON_TRACK)
    assert found.baseline is not None
    assert (found.baseline.due, found.baseline.by) == (dt.date(2004, 3, 31), "Data Officer")
    assert verify(planned).problems == ()


def test_each_line_is_an_entry_with_who_when_and_why(planned: Store) -> None:
    moved = "bexley,flexible-bail,live,Ch Insp B,,2004-05-28,,,,,,,,,,court not ready"
    assert load_plan(planned, moved, known_on="2004-02-02").changed == 1
    entries = [entry for entry, _ in Journal(planned).entries()]
    assert [(e.kind.value, e.topic, e.by) for e in entries] == [
        ("event", "plan", "Data Officer")
    ] * 4
    (change, *_) = known(planned, "2004-02-02").changes
    assert (change.known_on, change.by, change.why) == (
        dt.date(2004, 2, 2), "Data Officer", "court not ready",
    )  # fmt: skip
    assert "due 2004-04-30 → 2004-05-28" in change.what


def test_a_later_day_stands_beside_the_first(planned: Store) -> None:
    moved = "bromley,flexible-bail,live,Ch Insp A,,2004-04-14,,,,,,,,,,leave"
    load_plan(planned, moved, known_on="2004-02-02")
    found = step(known(planned, "2004-02-02"), "bromley")
    assert [d.due for d in found.dates] == [dt.date(2004, 3, 31), dt.date(2004, 4, 14)]
    assert found.slippage == Slippage(kind="planned", low=14, high=14)
    assert (found.brag, found.reasons) == (Brag.AT_RISK, ("its day was put off",))
    assert step(known(planned, "2004-02-01"), "bromley").slippage is None
    late = step(known(planned, "2004-04-15"), "bromley")
    assert late.brag is Brag.OFF_TRACK
    assert late.slippage == Slippage(kind="overdue", low=15, high=None)


def test_the_same_plan_again_changes_nothing(planned: Store) -> None:
    before = bytes_below(planned.root)
    again = load_plan(planned, *GOOD, known_on="2004-01-06")
    assert (again.accepted, again.entry) == (True, None)
    assert bytes_below(planned.root) == before


REACHED = (
    "bromley,flexible-bail,live,Ch Insp A,,2004-03-31,,sample of 40 cases,{verifier},"
    "2004-03-01,2004-03-29,2004-03-30,{sites},3,letter of 30 March 2004,"
)


@pytest.mark.parametrize(
    ("verifier", "sites", "brag", "reason"),
    [
        ("Insp C", "3", Brag.COMPLETE, None),
        ("Insp C", "2", Brag.AT_RISK, "at 2 of 3 sites"),
        ("", "3", Brag.AT_RISK, "live, not verified"),
    ],
)
def test_blue_needs_evidence_a_verifier_and_how_fully(
    planned: Store, verifier: str, sites: str, brag: Brag, reason: str | None
) -> None:
    row = REACHED.format(verifier=verifier, sites=sites)
    assert load_plan(planned, row, known_on="2004-03-30").accepted
    found = step(known(planned, "2004-03-30"), "bromley")
    assert (found.brag, found.reasons) == (brag, (reason,) if reason else ())
    assert found.slippage == Slippage(kind="reached", low=-30, high=-2)


def test_a_go_live_that_no_statement_tells_is_a_contradiction(planned: Store) -> None:
    load_plan(planned, REACHED.format(verifier="Insp C", sites="3"), known_on="2004-03-30")
    found = contradictions(Reader.open(planned), CATALOGUE, day("2004-03-30"))
    (one,) = [c for c in found if c.kind is ContradictionKind.NOT_IN_RECORD]
    assert one.units == ("bromley",)


def test_costs_and_risks_are_lines_of_the_plan(store: Store) -> None:
    heading = "item,unit,initiative,milestone,owner,due,amount,text"
    load_plan(
        store, "cost,mps,flexible-bail,,,,12000,training", "risk,mps,flexible-bail,,Cdr G,,,courts",
        known_on="2004-01-05", heading=heading,
    )  # fmt: skip
    plan = known(store, "2004-01-05")
    assert [(n.text, n.amount) for n in plan.notes_on(Item.COST, BAIL)] == [("training", 12000)]
    assert [(n.text, n.owner) for n in plan.notes_on(Item.RISK, BAIL)] == [("courts", "Cdr G")]


def test_a_recommendation_is_planned_with_owner_day_and_evidence_everywhere(store: Store) -> None:
    rows = [
        f"{unit.id},flexible-bail,live,Cdr G,,2004-06-30,,dip sample,,,,,,,,"
        for unit in CATALOGUE.boroughs
    ]
    load_plan(store, *rows[1:], known_on="2004-01-05")
    assert not is_planned(known(store, "2004-01-05"), BAIL)
    load_plan(store, rows[0], known_on="2004-01-06")
    assert is_planned(known(store, "2004-01-06"), BAIL)


WRONG = (
    ("bromlay,flexible-bail,live,A,,2004-03-31,,,,,,,,,,", "unit", "unknown-unit"),
    ("sutton,flexible,live,A,,2004-03-31,,,,,,,,,,", "initiative", "unknown-initiative"),
    ("sutton,flexible-bail,alive,A,,2004-03-31,,,,,,,,,,", "milestone", "unknown-milestone"),
    ("sutton,flexible-bail,live,A,,Easter,,,,,,,,,,", "due", "plan-line"),
    ("bromley,flexible-bail,live,,,2004-03-31,,,,,,,,,,", "owner", "owner-removed"),
    ("bexley,flexible-bail,live,Ch Insp B,,,,,,,,,,,,", "due", "date-removed"),
    ("bromley,flexible-bail,agreed,Ch Insp A,,2004-02-20,,draft practice,,,,,,,,", "why",
     "change-without-reason"),
    ("barnet,flexible-bail,live,A,2004-04-01,2004-03-31,,,,,,,,,,", "due", "dates-in-order"),
    ("camden,flexible-bail,live,A,,2004-03-31,,,,2004-01-02,2004-01-08,2004-01-05,,,S,",
     "done_not_after", "reached-after-report"),
    ("ealing,flexible-bail,live,A,,2004-03-31,,,,2004-01-02,2004-01-08,2004-01-20,,,S,",
     "reported_on", "known-before-report"),
    ("enfield,flexible-bail,live,A,,2004-03-31,,,,,2003-10-01,2003-10-02,,,"
     '"MPA PPRC 9 October 2003, report 20",', "reported_on", "report-before-source"),
    ("hackney,flexible-bail,live,A,,2004-03-31,,,,,2004-01-02,,,,,", "reported_on",
     "reached-without-report"),
    ("haringey,flexible-bail,live,A,,2004-03-31,,,a,,2004-01-02,2004-01-03,,,S,", "verifier",
     "verifier-is-owner"),
    ("harrow,flexible-bail,live,A,,2004-03-31,,,,,,,4,3,,", "sites", "sites-above-whole"),
    ("merton,flexible-bail,live,A,,2004-03-31,nowhere,,,,,,,,,", "after", "unknown-predecessor"),
    ("newham,flexible-bail,live,A,,2004-03-31,,,,,,,,,,", None, None),
    ("newham,flexible-bail,live,A,,2004-03-31,,,,,,,,,,", None, "stands-twice"),
    ("lambeth,flexible-bail,live,A,,2004-03-31,lewisham/flexible-bail/live,,,,,,,,,", "after",
     "circular-dependency"),
    ("lewisham,flexible-bail,live,A,,2004-03-31,lambeth/flexible-bail/live,,,,,,,,,", None, None),
    ("redbridge,flexible-bail,live,A,,2004-03-31,,,,,,,,,,", "due", "dates-out-of-order"),
    ("redbridge,flexible-bail,agreed,A,,2004-04-30,,,,,,,,,,", None, None),
)  # fmt: skip


def test_every_fault_of_a_plan_is_named_and_nothing_changes(planned: Store) -> None:
    before = bytes_below(planned.root)
    outcome = load_plan(planned, *(row for row, _, _ in WRONG), known_on="2004-01-10")
    assert not outcome.accepted
    found = [(f.row, f.column, f.rule) for f in outcome.faults]
    assert found == [
        (n, column, rule) for n, (_, column, rule) in enumerate(WRONG, start=2) if rule is not None
    ]
    assert bytes_below(planned.root) == before


def test_every_circle_is_found(store: Store) -> None:
    pairs = [("sutton", "merton"), ("merton", "sutton"), ("barnet", "brent"), ("brent", "barnet")]
    rows = [f"{a},flexible-bail,live,A,,,{b}/flexible-bail/live,,,,,,,,," for a, b in pairs]
    rows.append("camden,flexible-bail,live,A,,,camden/flexible-bail/live,,,,,,,,,")
    outcome = load_plan(store, *rows, known_on="2004-01-05")
    assert [f.rule for f in outcome.faults] == ["circular-dependency"] * 3
    told = " ".join(f.message for f in outcome.faults)
    assert all(unit in told for unit in ("sutton", "merton", "barnet", "brent", "camden"))


def test_a_circle_through_what_stands_is_found(planned: Store) -> None:
    row = "bromley,flexible-bail,live,Ch Insp A,,2004-03-31,bexley/flexible-bail/live,,,,,,,,,"
    outcome = load_plan(planned, row, known_on="2004-01-10")
    assert [f.rule for f in outcome.faults] == ["circular-dependency", "dates-out-of-order"]


def test_an_unknown_column_is_named_with_the_nearest(store: Store) -> None:
    outcome = load_plan(
        store, "sutton,flexible-bail,live,A,2004-03-31,x", known_on="2004-01-05",
        heading="unit,initiative,milestone,owner,due,ownr",
    )  # fmt: skip
    assert [(f.rule, f.row) for f in outcome.faults] == [("unknown-column", 1)]
    assert "did you mean owner" in outcome.faults[0].message


def test_a_column_left_out_leaves_what_stands(planned: Store) -> None:
    heading = "unit,initiative,milestone,owner,due,why"
    row = "bromley,flexible-bail,agreed,Ch Insp A,2004-03-05,snow"
    assert load_plan(planned, row, known_on="2004-02-02", heading=heading).accepted
    found = step(known(planned, "2004-02-02"), "bromley", "agreed")
    assert found.evidence == ("draft practice",)


def test_check_says_the_same_and_enters_nothing(planned: Store, tmp_path: Path) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(plan_file(GOOD[0], WRONG[0][0]))
    for asked in (planned, None):
        (outcome,) = check_files(asked, [file], today=TODAY)
        assert [f.rule for f in outcome.faults] == ["unknown-unit"]
    assert Journal(planned).head().seq == 3


def test_a_form_changes_one_line_by_the_same_rules(planned: Store) -> None:
    cells = {"unit": "bromley", "initiative": BAIL, "milestone": LIVE, "owner": "Supt D"}
    refused = change_plan(planned, {**cells, "why": ""}, by="A", known_on=day("2004-02-02"))
    assert [f.rule for f in refused.faults] == ["change-without-reason"]
    done = change_plan(planned, {**cells, "why": "moved post"}, by="A", known_on=day("2004-02-02"))
    assert (done.accepted, done.changed) == (True, 1)
    found = step(known(planned, "2004-02-02"), "bromley")
    assert found.owner == "Supt D"
    assert [d.due for d in found.dates] == [dt.date(2004, 3, 31)]


def test_the_commands_load_and_show(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.csv"
    file.write_bytes(plan_file(*GOOD))
    where = ["--store", str(store.root)]
    assert main(["plan", "check", str(file), *where]) == 0
    assert main(["plan", "load", str(file), "--known-on", "2004-01-05", *where]) == 0
    capsys.readouterr()
    assert main(["plan", "--known-at", "2004-04-01", *where]) == 0
    told = capsys.readouterr().out
    assert "bromley live: first by 2004-03-31; off track" in told
    assert "2003-10-09 short of target" in told
    assert main(["plan", "show", str(file), *where]) == 2
    assert main(["plan", "load", *where]) == 2


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\xff\xfe\x00\x01", b"PK\x03\x04zip", b"a,b\n1,2\n"]
)
def test_what_is_no_plan_is_refused_with_the_columns_it_lacks(store: Store, data: bytes) -> None:
    outcome = check_plan(("plan.csv", data), CATALOGUE, Reader.open(store), TODAY)
    assert not outcome.accepted
    lacking = [f.column for f in outcome.faults if f.rule == "missing-column"]
    assert lacking == ["unit", "initiative", "milestone", "owner", "due"]


def test_two_files_of_one_call_meet_each_other(store: Store, tmp_path: Path) -> None:
    first, second = tmp_path / "1.csv", tmp_path / "2.csv"
    first.write_bytes(plan_file(GOOD[1]))
    second.write_bytes(plan_file("bromley,flexible-bail,live,,,2004-03-31"))
    found = load_files(store, [first, second], by="A", known_on=day("2004-01-05"))
    assert [o.accepted for o in found] == [True, False]
    assert [f.rule for f in found[1].faults] == ["owner-removed"]


def test_a_plan_entered_for_an_earlier_day_is_listed_as_late(planned: Store) -> None:
    late = status_answer(planned, None, TODAY)["late_additions"]
    assert [(e["kind"], e["known_on"]) for e in late] == [("event", "2004-01-05")] * 3


def test_a_whole_planned_before_its_element_is_a_contradiction_on_its_day(store: Store) -> None:
    load_plan(
        store, "sutton,justice-for-london-model,live,A,,2004-03-31",
        "sutton,lawyers-at-point-of-charge,live,B,,2004-06-30", known_on="2004-01-05",
    )  # fmt: skip
    found = contradictions(Reader.open(store), CATALOGUE, day("2004-01-06"))
    order = [c for c in found if c.kind is ContradictionKind.IMPOSSIBLE_ORDER]
    (one,) = [c for c in order if c.units == ("sutton",)]
    assert one.first_visible == dt.date(2004, 1, 5)
    assert "31 March 2004, before Lawyers at the point of charge in Sutton" in one.sentence
    assert any("priority against street crime" in c.sentence for c in order if c is not one)
    assert one.sources == ("plan, entered by Data Officer",)


@pytest.mark.parametrize("is_one", [is_plan_file, is_event_file])
def test_a_file_without_end_is_refused_before_a_line_is_read(is_one):
    """Each of its lines would be a fault of its own."""
    heading = b"unit,initiative,milestone,owner,due,stage,said_on,kind,source\n"
    assert is_one(("few.csv", heading + b"a\n"))
    endless = heading + b"a\n" * 2_000_001
    assert not is_one(("endless.csv", endless))
    assert [f.rule for f in read_bytes(endless, "endless.csv").faults] == ["file-too-large"]
