"""The normal form reads back as it was, and what a return says does not depend on its order."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdata.domain.periods import Period, month_text
from cjdata.domain.returns import ReturnKey
from cjdata.returns.rows import (
    CELL_COLUMNS,
    KEY_COLUMNS,
    by_key,
    content_hash,
    from_normal_form,
    keys,
    no_rows,
    rows_frame,
    to_normal_form,
)

PRINTABLE = st.characters(exclude_categories=("C",), include_characters="\n\t")
MONTHS = st.integers(2002 * 12, 2005 * 12).map(month_text)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(float),
    st.floats(0, 1e9, allow_nan=False).map(abs),
)
CELLS = st.fixed_dictionaries(
    {
        "collection": st.sampled_from(["charging", "trials-crown"]),
        "unit": st.sampled_from(["lambeth", "croydon"]),
        "period": st.one_of(MONTHS, st.just("2003-07/2003-09")),
        "component": st.sampled_from(["sites", "trials_cracked"]),
        "court_tier": st.sampled_from(["", "crown"]),
        "court": st.sampled_from(["", "court-croydon"]),
        "reason": st.text(PRINTABLE, max_size=6),
        "said": st.one_of(NUMBERS, st.sampled_from(["[x]", "[z]"])),
        "note": st.text(PRINTABLE, max_size=20),
        "line": st.integers(2, 10**6),
    }
)

ORDER = ["collection", "unit", "period", "component", "court_tier", "court", "reason", "line"]


def frame_of(cells: list[dict[str, object]]) -> pd.DataFrame:
    marked = [isinstance(c["said"], str) for c in cells]
    columns = {name: [c[name] for c in cells] for name in (cells[0] if cells else {})}
    said = columns.pop("said", [])
    columns["value"] = [np.nan if m else s for s, m in zip(said, marked, strict=True)]
    columns["mark"] = [s if m else "" for s, m in zip(said, marked, strict=True)]
    return rows_frame(columns)


ROWS = st.lists(
    CELLS, max_size=12, unique_by=lambda c: tuple(c[n] for n in (*KEY_COLUMNS, *CELL_COLUMNS))
).map(frame_of)


@given(rows=ROWS)
@settings(max_examples=150, deadline=None)
def test_the_normal_form_reads_back_exactly(rows):
    written = to_normal_form(rows)
    read = from_normal_form(written)
    pd.testing.assert_frame_equal(
        read, rows.sort_values(ORDER, ignore_index=True), check_exact=True
    )
    assert to_normal_form(read) == written


@given(rows=ROWS, seed=st.integers(0, 1000))
@settings(max_examples=100, deadline=None)
def test_order_and_lines_do_not_change_what_a_return_says(rows, seed):
    mixed = rows.sample(frac=1, random_state=seed).assign(line=7)
    assert content_hash(mixed) == content_hash(rows)
    assert to_normal_form(mixed.assign(line=1)) == to_normal_form(rows.assign(line=1))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", 4.0),
        ("mark", "[z]"),
        ("note", "late"),
        ("court", "court-croydon"),
        ("reason", "A"),
    ],
)
def test_anything_else_does(column, value):
    one = frame_of([BASE])
    assert content_hash(one.assign(**{column: value})) != content_hash(one)


BASE = {
    "collection": "charging",
    "unit": "lambeth",
    "period": "2003-10",
    "component": "sites",
    "court_tier": "",
    "court": "",
    "reason": "",
    "said": 3.0,
    "note": "",
    "line": 2,
}


def test_each_return_has_its_own_hash_whatever_else_is_in_the_file():
    lambeth, croydon = BASE, BASE | {"unit": "croydon", "said": 0.1 + 0.2}
    both = content_hash(frame_of([lambeth, croydon]))
    assert both == content_hash(frame_of([lambeth])) | content_hash(frame_of([croydon]))
    assert len(set(both.values())) == 2


def test_keys_name_collection_unit_and_period():
    rows = frame_of([BASE | {"period": "2003-07/2003-09"}, BASE, BASE | {"component": "hours"}])
    july, october = 2003 * 12 + 6, 2003 * 12 + 9
    first = ReturnKey("charging", "lambeth", Period(july, july + 2))
    second = ReturnKey("charging", "lambeth", Period(october, october))
    assert keys(rows) == [first, second]
    assert {key: len(part) for key, part in by_key(rows).items()} == {first: 1, second: 2}


def test_nothing_has_a_normal_form_too():
    pd.testing.assert_frame_equal(from_normal_form(to_normal_form(no_rows())), no_rows())
    assert keys(no_rows()) == []
    assert content_hash(no_rows()) == {}


def test_what_is_not_in_normal_form_is_refused():
    with pytest.raises(ValueError, match="not rows in normal form"):
        from_normal_form(b"unit,period,component,value\n")
