"""Whatever bytes come: no exception, known rules, bounded texts, rows only without errors."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz_returns import GOOD, examine, fuzz
from cjdata.returns.rules import Rule
from tests.returns.world import CATALOGUE

CELL = st.one_of(
    st.sampled_from(["lambeth", "croydon", "mps", "2003-10", "trials_cracked", "sites", "A", "3"]),
    st.text(max_size=8),
)
TABLE = st.lists(st.lists(CELL, min_size=4, max_size=9), max_size=6)


def test_the_good_file_is_good():
    assert examine(GOOD, CATALOGUE).faults == ()


@given(data=st.binary(max_size=400))
@example(b"unit,period,component,value\nlambeth,2003-10,sites,1\x00")
@example(b"\xff\xfe\x00\xd8")
@settings(max_examples=80, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    examine(data, CATALOGUE)


@given(table=TABLE)
@settings(max_examples=80, deadline=None)
def test_any_table_under_the_right_heading_is_checked(table):
    heading = "unit,period,component,value,court_tier,court,reason,note"
    text = "\n".join([heading, *(",".join(row) for row in table)])
    examine(text.encode("utf-8", "surrogatepass"), CATALOGUE)


@pytest.mark.parametrize("seed", [1, 2])
def test_spoilt_files_break_no_promise_and_meet_many_rules(seed):
    met = fuzz(GOOD, CATALOGUE, rounds=60, seed=seed)
    assert met["accepted"] > 0
    assert len(set(met) & set(Rule)) > 12
