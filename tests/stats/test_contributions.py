"""Contributions: they sum, they are what a hand computation gives, and bad counts are refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from cjdata.stats.contributions import by_party, court_contributions, reason_contributions

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


def courts(*rows):
    return pd.DataFrame(
        [(f"court-{n}", *row) for n, row in enumerate(rows)],
        columns=[
            "court",
            "earlier_numerator",
            "earlier_denominator",
            "later_numerator",
            "later_denominator",
        ],
    )


def test_a_change_of_mix_alone_is_no_change_within():
    found = court_contributions(courts((10, 100, 5, 50), (40, 100, 60, 150)))
    assert found.within == pytest.approx(0)
    assert found.mix == pytest.approx(found.change) == pytest.approx(0.325 - 0.25)


def test_a_change_within_alone_is_no_change_of_mix():
    found = court_contributions(courts((10, 100, 20, 200), (40, 100, 100, 200)))
    assert found.mix == pytest.approx(0)
    table = found.by_court.set_index("court")
    assert table.loc["court-1", "within"] == pytest.approx(0.5 * 0.1)


def test_a_new_court_is_mix_and_an_empty_one_left_out():
    found = court_contributions(courts((10, 100, 10, 100), (0, 0, 50, 100), (0, 0, 0, 0)))
    table = found.by_court.set_index("court")
    assert table.loc["court-1", "within"] == 0
    assert found.left_out == ("court-2",)
    assert found.within + found.mix == pytest.approx(60 / 200 - 10 / 100)


@given(
    st.lists(
        st.tuples(*[st.integers(0, 30)] * 4).map(lambda r: (r[0], r[0] + r[1], r[2], r[2] + r[3])),
        min_size=1,
        max_size=6,
    )
)
def test_within_and_mix_sum_to_the_change(rows):
    total = np.array(rows).sum(axis=0)
    if total[1] == 0 or total[3] == 0:
        with pytest.raises(ValueError, match="no cases"):
            court_contributions(courts(*rows))
        return
    found = court_contributions(courts(*rows))
    direct = total[2] / total[3] - total[0] / total[1]
    assert found.by_court["contribution"].sum() == pytest.approx(direct, abs=1e-12)
    assert found.change == pytest.approx(direct, abs=1e-12)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([(11, 10, 1, 10)], "greater"),
        ([(1, 10, -1, 10)], "negative"),
        ([(0, 0, 1, 10)], "earlier period has no cases"),
    ],
)
def test_impossible_courts_are_refused(rows, said):
    with pytest.raises(ValueError, match=said):
        court_contributions(courts(*rows))


def test_a_court_is_named_once():
    twice = courts((1, 2, 1, 2), (1, 2, 1, 2)).assign(court="a")
    with pytest.raises(ValueError, match="twice"):
        court_contributions(twice)
