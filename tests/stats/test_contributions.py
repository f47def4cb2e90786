"""Contributions: they sum, they are what a hand computation gives, and bad counts are refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from cjdata.stats.contributions import by_party, reason_contributions

BEFORE = {"witness_absent": 20, "defendant_absent": 15, "late_disclosure": 5}
AFTER = {"witness_absent": 10, "defendant_absent": 18, "court_time": 2}


def example(**more):
    return reason_contributions(
        BEFORE, AFTER, earlier_denominator=100, later_denominator=120, **more
    )


def test_contributions_by_hand():
    found = example()
    points = found.by_reason.set_index("reason")["contribution"] * 100
    assert points.to_dict() == pytest.approx(
        {
            "witness_absent": 10 / 1.2 - 20,
            "late_disclosure": -5,
            "court_time": 2 / 1.2,
            "defendant_absent": 0,
        }
    )
    assert found.by_reason["reason"].tolist()[:2] == ["witness_absent", "late_disclosure"]
    assert found.change == pytest.approx(30 / 120 - 40 / 100)
    assert (found.earlier, found.later) == ((40, 100), (30, 120))
    cases = found.by_reason.set_index("reason")["cases"]
    assert cases["witness_absent"] == pytest.approx(10 - 24)


def test_pareto_runs_from_the_commonest_to_all():
    pareto = example().pareto
    names = [row.part.reason for row in pareto]
    assert names[:3] == ["defendant_absent", "witness_absent", "court_time"]
    assert [row.cumulative for row in pareto] == pytest.approx([0.6, 28 / 30, 1, 1])
    nothing = reason_contributions({"a": 1}, {}, earlier_denominator=5, later_denominator=5)
    assert [row.cumulative for row in nothing.pareto] == [0]


def test_what_no_reason_was_given_for_is_its_own():
    found = example(earlier_numerator=44, later_numerator=36)
    rest = found.by_reason.set_index("reason").loc["not_given"]
    assert (rest["earlier_count"], rest["later_count"]) == (4, 6)
    assert found.by_reason["contribution"].sum() == pytest.approx(36 / 120 - 44 / 100)


def test_intervals_are_newcombes():
    first = example().by_reason.iloc[0]
    expected = confint_proportions_2indep(10, 120, 20, 100, method="newcomb")
    assert (first["lower"], first["upper"]) == pytest.approx(expected)


def test_parties_add_up_their_reasons():
    parties = {"witness_absent": "prosecution", "late_disclosure": "prosecution"}
    found = by_party(example(), parties)
    table = found.by_reason.set_index("reason")
    assert table.loc["prosecution", "contribution"] == pytest.approx(10 / 120 - 25 / 100)
    assert set(table.index) == {"prosecution", "defendant_absent", "court_time"}
    assert found.change == pytest.approx(example().change)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=8))
def test_contributions_sum_to_the_change(counts):
    earlier = {str(n): a for n, (a, _) in enumerate(counts)}
    later = {str(n): b for n, (_, b) in enumerate(counts)}
    found = reason_contributions(earlier, later, earlier_denominator=400, later_denominator=523)
    direct = sum(later.values()) / 523 - sum(earlier.values()) / 400
    assert found.by_reason["contribution"].sum() == pytest.approx(direct, abs=1e-12)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"earlier_denominator": 0}, "0 or less"),
        ({"later_denominator": 3}, "greater than its denominator"),
        ({"earlier": {"a": -1}}, "negative"),
        ({"earlier": {"a": float("nan")}}, "missing"),
        ({"later_numerator": 3}, "exceed"),
    ],
)
def test_impossible_reasons_are_refused(more, said):
    asked = {"earlier": {"a": 4}, "later": {"a": 4}} | more
    rest = {"earlier_denominator": 10, "later_denominator": 10} | asked
    with pytest.raises(ValueError, match=said):
        reason_contributions(rest.pop("earlier"), rest.pop("later"), **rest)
