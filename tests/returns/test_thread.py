"""One file all the way: read, checked, kept in normal form, compared with what stands."""

from __future__ import annotations

import pandas as pd

from cjdata.returns.history import Change, compare
from cjdata.returns.rows import from_normal_form, keys, no_rows, to_normal_form
from tests.returns.world import checked, file_of

NO_LEVELS = pd.DataFrame({c: [] for c in ("unit", "component", "court_tier", "month", "value")})

ORDER = ["collection", "unit", "period", "component", "court_tier", "court", "reason", "line"]


def test_a_file_becomes_rows_and_rows_read_back_as_they_were():
    result = checked(
        file_of(
            "Lambeth,2003-10,trials_listed,40",
            'RBKC,2003-10,Trials cracked,"1,234",,,,first return',
            "lambeth,2003-10,trials_cracked,[X ]",
            "court-croydon,2003-10,trials_ineffective,4,,court-croydon,m1",
        )
    )
    assert result.faults == ()
    assert to_normal_form(result.rows).decode() == (
        "collection,unit,period,component,court_tier,court,reason,value,mark,note,line\n"
        "trials-crown,court-croydon,2003-10,trials_ineffective,crown,,M1,4,,,5\n"
        "trials-magistrates,kensington-and-chelsea,2003-10,"
        "trials_cracked,magistrates,,,1234,,first return,3\n"
        "trials-magistrates,lambeth,2003-10,trials_cracked,magistrates,,,,[x],,4\n"
        "trials-magistrates,lambeth,2003-10,trials_listed,magistrates,,,40,,,2\n"
    )
    read_back = from_normal_form(to_normal_form(result.rows))
    pd.testing.assert_frame_equal(read_back, result.rows.sort_values(ORDER, ignore_index=True))


def test_a_refused_file_gives_no_rows_and_every_fault():
    result = checked(file_of("Lambth,2003-10,trials_listed,40", "lambeth,2003-10,trials_listed,x"))
    assert not result.accepted
    pd.testing.assert_frame_equal(result.rows, no_rows())
    assert [(f.row, f.column, f.value, f.rule, f.message) for f in result.faults] == [
        (2, "unit", "Lambth", "unknown-unit", "'Lambth' is not a unit: did you mean lambeth?"),
        (
            3,
            "value",
            "x",
            "not-a-number",
            "'x' is not a number: write digits, [x] (not available) or [z] (not applicable)",
        ),
    ]


def test_a_second_return_is_compared_with_the_one_that_stands():
    first = checked(file_of("lambeth,2003-10,trials_listed,40", "lambeth,2003-10,sites,2")).rows
    second = checked(file_of("lambeth,2003-10,trials_listed,42", "lambeth,2003-10,sites,2")).rows
    standing = {key: first[first["collection"] == key.collection] for key in keys(first)}
    found = compare(second, previous=standing, levels=NO_LEVELS)
    assert [(key.collection, change) for key, change in found.returns.items()] == [
        ("charging", Change.UNCHANGED),
        ("trials-magistrates", Change.CHANGED),
    ]
    assert [w.message for w in found.warnings] == [
        "this supersedes the return trials-magistrates lambeth 2003-10: "
        "rows 1 changed, 0 added, 0 omitted (trials_listed 40 to 42)"
    ]
