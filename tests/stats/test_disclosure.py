"""No withheld count can be worked out: what is printed is solved as equations, independently."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from cjdata.stats.disclosure import NARROWEST, Sum, is_small, withhold

ROWS, COLUMNS = ("a", "b"), ("x", "y", "z")


def margins(table: dict[str, int]) -> tuple[dict[str, int], list[Sum]]:
    """A table of two rows and three columns with all its totals."""
    counts = dict(table)
    sums = []
    for row in ROWS:
        parts = tuple(row + column for column in COLUMNS)
        counts[f"{row}*"] = sum(table[p] for p in parts)
        sums.append(Sum(f"{row}*", parts))
    for column in COLUMNS:
        parts = tuple(row + column for row in ROWS)
        counts[f"*{column}"] = sum(table[p] for p in parts)
        sums.append(Sum(f"*{column}", parts))
    counts["**"] = sum(table.values())
    sums.append(Sum("**", tuple(f"{row}*" for row in ROWS)))
    return counts, sums


def solved(counts: dict[str, int], printed: set[str], name: str) -> tuple[float, float]:
    """The lowest and highest value of a count over all whole tables that agree with the print.

    The six cells are the unknowns and every printed count an equation: nothing of the module
    under test is used.
    """
    cells = [row + column for row in ROWS for column in COLUMNS]

    def of(count: str) -> list[float]:
        row, column = count
        return [float(row in ("*", c[0]) and column in ("*", c[1])) for c in cells]

    known = LinearConstraint(
        np.array([of(n) for n in printed] or [[0.0] * 6]),
        *[[counts[n] for n in printed] or [0.0]] * 2,
    )
    ends = []
    for sign in (1.0, -1.0):
        found = milp(
            sign * np.array(of(name)), constraints=known, integrality=np.ones(6),
            bounds=Bounds(0, np.inf),
        )  # fmt: skip
        ends.append(sign * found.fun if found.status == 0 else np.inf)
    return ends[0], ends[1]


def test_a_small_count_in_a_row_takes_others_with_it():
    counts, sums = margins({"ax": 2, "ay": 30, "az": 40, "bx": 25, "by": 35, "bz": 45})
    found = withhold(counts, sums)
    assert "ax" in found.names
    # alone in its row and its column it could be subtracted: each holds one more
    assert found.names & {"ay", "az", "a*"}
    assert found.names & {"bx", "*x"}


def test_the_smallest_that_protects_is_withheld_and_nought_last():
    counts = {"total": 57, "small": 2, "none": 0, "next": 15, "large": 40}
    found = withhold(counts, [Sum("total", ("small", "none", "next", "large"))])
    assert found.names == {"small", "next"}
    assert found.ranges["small"] == (0, 17)


def test_what_a_total_leaves_over_is_protected_though_it_is_never_printed():
    counts = {"required": 40, "attended": 38, "absent": 2}
    found = withhold(counts, [Sum("required", ("attended", "absent"))], never_printed={"absent"})
    assert found.names == {"attended"}
    assert found.ranges["absent"] == (0, 40)


def test_two_windows_do_not_give_the_month_between_away():
    counts = {"quarter": 43, "month": 40, "others": 3}
    found = withhold(counts, [Sum("quarter", ("month", "others"))], never_printed={"others"})
    assert found.names == {"month"}


def test_two_small_counts_that_share_a_small_sum_are_not_enough():
    # 1 + 1 = 2: with the total printed each could only be 0, 1 or 2
    found = withhold({"sum": 6, "a": 1, "b": 1, "c": 4}, [Sum("sum", ("a", "b", "c"))])
    assert found.names == {"a", "b", "c"}
    assert found.ranges["a"] == (0, 6)
    found = withhold({"sum": 7, "a": 1, "b": 1, "c": 5}, [Sum("sum", ("a", "b", "c"))])
    assert found.names == {"a", "b", "c"}
    assert found.ranges["a"] == (0, 7)


def test_counts_of_the_force_are_printed_and_a_hopeless_case_is_said():
    assert withhold({"force": 3}, exempt={"force"}).names == frozenset()
    counts = {"force": 10, "one": 3, "elsewhere": 7}
    with pytest.raises(ValueError, match="cannot be protected"):
        withhold(counts, [Sum("force", ("one", "elsewhere"))], exempt={"force", "elsewhere"})


def test_a_sum_that_does_not_hold_is_refused():
    with pytest.raises(ValueError, match="not the sum"):
        withhold({"total": 5, "a": 1}, [Sum("total", ("a",))])


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=6, max_size=6))
def test_no_reader_can_narrow_a_small_count_below_five_values(values):
    names = [row + column for row in ROWS for column in COLUMNS]
    counts, sums = margins(dict(zip(names, values, strict=True)))
    found = withhold(counts, sums)
    small = {name for name, count in counts.items() if is_small(count)}
    assert small <= found.names
    for name in small:
        low, high = solved(counts, set(counts) - found.names, name)
        assert high - low >= NARROWEST, name
