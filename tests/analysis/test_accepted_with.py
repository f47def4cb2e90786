"""Warnings that returns were accepted with are kept, and listed."""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.returns.accepted_with import NOT_KEPT, _rows, warnings_accepted
from cjdata.ledger import Entry, Journal, Kind
from tests.stores import TODAY, load

ROWS = [
    "lambeth,2003-09,trials_ineffective,4,magistrates,,",
    "lambeth,2003-09,trials_ineffective,4,magistrates,,ZZ9",
    "lambeth,2003-09,trials_effective,10,magistrates,,",
    "lambeth,2003-09,trials_cracked,5,magistrates,,",
]


def test_a_warning_is_kept_with_its_row_and_rule(store):
    outcome = load(store, *ROWS, name="september.csv")
    assert outcome.accepted
    assert outcome.faults
    found = warnings_accepted(Journal(store), TODAY)
    said = [(f.rule, f.row, f.message) for f in outcome.faults]
    assert list(found[["rule", "row", "message"]].itertuples(index=False, name=None)) == said
    assert 3 in set(found["row"])  # ZZ9 stands on the third line of the file
    assert set(found["file"]) == {"september.csv"}
    assert set(found["unit"]) == {"lambeth"}
    assert warnings_accepted(Journal(store), TODAY - dt.timedelta(days=1)).empty


def test_of_an_older_entry_it_is_said_that_they_were_not_kept():
    held = {"file": "old.csv", "returns": [{"collection": "files", "unit": "brent"}]}
    entry = Entry(
        seq=7, kind=Kind.RETURN, known_on=TODAY, recorded_at=dt.datetime.now(dt.UTC), by="A Clerk",
        payload_hash={}, supersedes=(), detail=held, prev="",
    )  # fmt: skip
    (row,) = _rows(entry)
    assert (row["entry"], row["rule"], row["unit"]) == (7, NOT_KEPT, "brent")
