"""Statements on the rollout, loaded as a file: every fault named, known from the day said."""

from __future__ import annotations

import json
from pathlib import Path

from cjdata.analysis.answers.common import rollout_answer, status_answer
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.intake.checking import check_files
from cjdata.intake.verification import verify
from cjdata.ledger import Journal, Store
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, bytes_below, day, load_bytes

SOURCE = '"MPS letter, 1 March 2004"'
GOOD = (
    f"bromley,flexible-bail,in_progress,,,,2004-03-01,fact,,,{SOURCE},",
    f"bromley,flexible-bail,live,all day,2004-03-01,2004-05-01,2004-05-01,fact,,,{SOURCE},said",
    f"mps,flexible-bail,live,,,2004-12-31,2004-05-01,plan,12,32,{SOURCE},",
)


def statements(*rows: str) -> bytes:
    return "\n".join([",".join(EVENT_COLUMNS), *rows, ""]).encode()


def loaded(store: Store) -> list[RolloutEvent]:
    return [event for origin, event in Reader.open(store).events() if origin == "ledger"]


def stage(store: Store, known_at: str) -> tuple[str, int, int]:
    answer = rollout_answer(store, day(known_at), TODAY)
    (found,) = [i for i in answer["initiatives"] if i["id"] == "flexible-bail"]
    (unit,) = [u for u in found["units"] if u["unit"] == "bromley"]
    return unit["stage"], found["live"], found["reported_live"]


def test_a_statement_is_known_from_the_day_it_was_said(store: Store):
    days = ["2004-02-29", "2004-03-01", "2004-04-30", "2004-05-01"]
    assert {stage(store, d) for d in days} == {("unknown", 0, 0)}
    outcome = load_bytes(store, statements(*GOOD), name="events.csv")
    assert (outcome.accepted, outcome.entry, outcome.added) == (True, 1, 3)
    assert [stage(store, d) for d in days] == [
        ("unknown", 0, 0), ("in_progress", 0, 0), ("in_progress", 0, 0), ("live", 1, 1),
    ]  # fmt: skip
    assert verify(store).problems == ()


def test_statements_that_were_loaded_late_are_listed(store: Store):
    load_bytes(store, statements(*GOOD))
    (late,) = status_answer(store, None, TODAY)["late_additions"]
    assert (late["entry"], late["kind"], late["known_on"]) == (1, "event", "2004-03-01")


def test_statements_on_record_already_are_recognised(store: Store):
    load_bytes(store, statements(*GOOD))
    before = bytes_below(store.root)
    again = load_bytes(store, statements(*GOOD[::-1]), name="other name.csv")
    assert (again.accepted, again.entry) == (True, None)
    assert bytes_below(store.root) == before
    more = load_bytes(store, statements(*GOOD, GOOD[0].replace("bromley", "bexley")))
    assert more.added == 1
    assert len(loaded(store)) == 4


def test_the_public_record_is_recognised(store: Store, repository: Path):
    record = (repository / "data" / "record" / "rollout_events.csv").read_bytes()
    outcome = load_bytes(store, record)
    assert (outcome.accepted, outcome.entry) == (True, None)
    assert Journal(store).head().seq == 0


WRONG = (
    ("unit", "bromlay,flexible-bail,live,,,,2004-03-01,fact,,,S,", "unknown-unit", "bromley"),
    ("initiative", "bromley,flexible,live,,,,2004-03-01,fact,,,S,", "unknown-initiative", "flexib"),
    ("stage", "bromley,flexible-bail,done,,,,2004-03-01,fact,,,S,", "statement", "stage"),
    ("said_on", "bromley,flexible-bail,live,,,,March,fact,,,S,", "statement", "said_on"),
    ("said_on", "bromley,flexible-bail,live,,,,2999-01-01,plan,,,S,", "said-in-future", "future"),
    ("kind", "bromley,flexible-bail,live,,,,2004-03-01,hope,,,S,", "statement", "kind"),
    ("count", "mps,flexible-bail,live,,,,2004-03-01,fact,many,32,S,", "statement", "count"),
    ("count", "mps,flexible-bail,live,,,,2004-03-01,fact,33,32,S,", "count-above-whole", "33 of"),
    ("source", "bromley,flexible-bail,live,,,,2004-03-01,fact,,,,", "statement", "source"),
    ("not_after", "bromley,flexible-bail,live,,2004-02-02,2004-02-01,2004-03-01,fact,,,S,",
     "dates-in-order", "not_before lies after"),
    ("not_before", "bromley,flexible-bail,live,,2004-04-01,,2004-03-01,fact,,,S,",
     "dates-in-order", "mark it as a plan"),
)  # fmt: skip


def test_every_fault_of_a_file_is_named_and_nothing_changes(store: Store):
    before = bytes_below(store.root)
    outcome = load_bytes(store, statements(GOOD[0], *(row for _, row, _, _ in WRONG)))
    assert not outcome.accepted
    found = [(f.row, f.column, f.rule) for f in outcome.faults]
    assert found == [(n, column, rule) for n, (column, _, rule, _) in enumerate(WRONG, start=3)]
    for fault, (*_, words) in zip(outcome.faults, WRONG, strict=True):
        assert words in fault.message
    assert bytes_below(store.root) == before


def test_two_faults_of_one_statement_are_both_named(store: Store):
    outcome = load_bytes(store, statements("bromlay,flexible,live,,,,2999-03-01,plan,3,2,S,"))
    assert [fault.rule for fault in outcome.faults] == [
        "unknown-unit", "unknown-initiative", "said-in-future", "count-above-whole",
    ]  # fmt: skip


def test_check_says_the_same_and_enters_nothing(store: Store, tmp_path: Path):
    file = tmp_path / "events.csv"
    file.write_bytes(statements(*GOOD, WRONG[0][1]))
    for asked in (store, None):
        (outcome,) = check_files(asked, [file], today=TODAY)
        assert [fault.rule for fault in outcome.faults] == ["unknown-unit"]
    assert Journal(store).head().seq == 0


def test_text_of_statements_is_text(store: Store):
    """A formula, a script, quotes and line ends come back as they were sent."""
    note = '"=HYPERLINK(""http://x"") <script>alert(1)</script>\nand a second line; ½"'
    load_bytes(store, statements(GOOD[0] + note))
    (event,) = loaded(store)
    assert event.note == '=HYPERLINK("http://x") <script>alert(1)</script>\nand a second line; ½'
    json.dumps(rollout_answer(store, day("2004-03-01"), TODAY))


def test_a_heading_alone_is_refused(store: Store):
    outcome = load_bytes(store, statements())
    assert [fault.rule for fault in outcome.faults] == ["no-rows"]
