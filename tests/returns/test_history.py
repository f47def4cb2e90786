"""What a return changes, and what looks odd beside the unit's other months."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cjdata.domain.periods import month_text, parse_month
from cjdata.domain.returns import Severity
from cjdata.returns.history import Change, Comparison, compare
from cjdata.returns.levels import whole_figures
from cjdata.returns.rows import by_key
from tests.returns.world import checked, file_of

LEVEL_COLUMNS = ["unit", "component", "court_tier", "month", "value"]
OCTOBER = parse_month("2003-10")


def rows_of(*rows: str) -> pd.DataFrame:
    result = checked(file_of(*rows))
    assert result.accepted, result.faults
    return result.rows


def levels_of(*months: tuple[int, float], component="sites", unit="lambeth", tier=""):
    """Levels of one series, by how many months before October 2003."""
    rows = [(unit, component, tier, OCTOBER - before, value) for before, value in months]
    return pd.DataFrame(rows, columns=LEVEL_COLUMNS)


def found(rows: pd.DataFrame, *, previous: pd.DataFrame | None = None, levels=None) -> Comparison:
    return compare(
        rows,
        previous={} if previous is None else by_key(previous),
        levels=levels_of() if levels is None else levels,
    )


def warned(comparison: Comparison) -> list[tuple[str, int | None]]:
    assert all(w.severity is Severity.WARNING for w in comparison.warnings)
    return [(w.rule, w.row) for w in comparison.warnings]


def test_a_first_return_is_new_with_all_its_rows():
    rows = rows_of("lambeth,2003-10,sites,3", "lambeth,2003-10,files_submitted,9")
    result = found(rows)
    assert list(result.returns.values()) == [Change.NEW]
    pd.testing.assert_frame_equal(result.added, rows)
    assert (len(result.changed), len(result.withdrawn), result.warnings) == (0, 0, ())


def test_the_same_content_in_another_order_is_unchanged():
    first = rows_of("lambeth,2003-10,sites,3", "lambeth,2003-10,files_submitted,[x]")
    again = rows_of(
        "croydon,2003-10,sites,1",
        "lambeth,2003-10,files_submitted,[ X ]",
        "LAMBETH,2003-10,sites,3.0",
    )
    result = found(again, previous=first)
    assert {k.unit: c for k, c in result.returns.items()} == {
        "croydon": Change.NEW,
        "lambeth": Change.UNCHANGED,
    }
    assert result.added["unit"].tolist() == ["croydon"]
    assert result.warnings == ()


def test_a_revision_says_what_it_changes_and_what_it_leaves_out():
    first = rows_of(
        "lambeth,2003-10,sites,3",
        "lambeth,2003-10,files_submitted,9",
        "lambeth,2003-10,files_accepted,8",
        "lambeth,2003-10,lawyer_hours,[x]",
    )
    second = rows_of(
        "lambeth,2003-10,sites,4",
        "lambeth,2003-10,lawyer_hours,2.5",
        "lambeth,2003-10,files_submitted,9",
        "lambeth,2003-09,sites,3",
    )
    result = found(second, previous=first)
    old_and_new = result.changed[["component", "old_value", "old_mark", "value", "mark"]]
    assert old_and_new.fillna(-1).to_numpy().tolist() == [
        ["sites", 3.0, "", 4.0, ""],
        ["lawyer_hours", -1.0, "[x]", 2.5, ""],
    ]
    assert result.withdrawn["component"].tolist() == ["files_accepted"]
    assert result.added["period"].tolist() == ["2003-09"]
    assert warned(result) == [("revision", 2), ("rows-omitted", None)]
    assert [w.message for w in result.warnings] == [
        "this supersedes the return charging lambeth 2003-10: rows 2 changed, 0 added, "
        "1 omitted (sites 3 to 4, lawyer_hours [x] to 2.5)",
        "the return charging lambeth 2003-10 that stands has files_accepted with 8, "
        "this one leaves it out: it will be withdrawn",
    ]


def test_rows_that_a_return_leaves_out_are_one_warning():
    total = "lambeth,2003-10,trials_cracked,{}"
    reasons = [f"lambeth,2003-10,trials_cracked,1,,,Q{n}" for n in range(7)]
    result = found(rows_of(total.format(8)), previous=rows_of(total.format(7), *reasons))
    assert warned(result) == [("revision", 2), ("rows-omitted", None)]
    assert result.warnings[1].message == (
        "7 reason rows of the return trials-magistrates lambeth 2003-10 that stands would be "
        "withdrawn, since this one leaves them out: trials_cracked for reason Q0 and 6 more"
    )
    assert len(result.withdrawn) == 7


def test_a_note_that_changes_is_a_change():
    first, second = (rows_of(f"lambeth,2003-10,sites,[x],,,,{note}") for note in ("late", "lost"))
    result = found(second, previous=first)
    assert list(result.returns.values()) == [Change.CHANGED]
    assert result.changed[["old_note", "note"]].to_numpy().tolist() == [["late", "lost"]]
    assert warned(result) == [("revision", 2)]


# Eleven a month have a Poisson spread of 3.3: four of them on either side are 0 to 24.
STEADY = [(n, 10.0 + n % 3) for n in range(1, 9)]


@pytest.mark.parametrize(
    ("value", "expected"), [("11", []), ("24", []), ("25", [("jump", 2)]), ("110", [("jump", 2)])]
)
def test_a_figure_far_outside_its_past_is_named(value, expected):
    result = found(rows_of(f"lambeth,2003-10,sites,{value}"), levels=levels_of(*STEADY))
    assert warned(result) == expected


def test_a_jump_states_value_and_usual_range():
    result = found(rows_of("lambeth,2003-10,sites,110"), levels=levels_of(*STEADY))
    assert [w.message for w in result.warnings] == [
        "sites of lambeth in 2003-10 is 110, far outside its usual range of 0 to 24 "
        "(middle 11 of the 8 months before): confirm it or mend it"
    ]


def test_a_fall_to_nothing_is_a_jump_where_figures_are_large():
    large = levels_of(*((n, 400.0) for n in range(1, 9)), component="files_submitted")
    assert warned(found(rows_of("lambeth,2003-10,files_submitted,0"), levels=large)) == [
        ("jump", 2)
    ]


def test_five_earlier_months_are_too_few_and_later_ones_do_not_count():
    few = levels_of(*STEADY[:5], *((-n, 10.0) for n in range(1, 9)))
    assert warned(found(rows_of("lambeth,2003-10,sites,110"), levels=few)) == []
    six = levels_of(*STEADY[:6])
    assert warned(found(rows_of("lambeth,2003-10,sites,110"), levels=six)) == [("jump", 2)]


def test_another_unit_s_past_does_not_count():
    other = levels_of(*STEADY, unit="croydon")
    assert warned(found(rows_of("lambeth,2003-10,sites,110"), levels=other)) == []


def test_a_file_of_many_months_is_held_against_itself():
    months = [month_text(OCTOBER - n) for n in range(8, -1, -1)]
    rows = rows_of(*(f"lambeth,{m},sites,{90 if m == '2003-10' else 9}" for m in months))
    assert warned(found(rows)) == [("jump", 10)]


def test_wide_usual_swings_are_no_jumps():
    wide = levels_of(*((n, 40.0 if n % 2 else 120.0) for n in range(1, 13)))
    assert warned(found(rows_of("lambeth,2003-10,sites,200"), levels=wide)) == []
    assert warned(found(rows_of("lambeth,2003-10,sites,2000"), levels=wide)) == [("jump", 2)]


@pytest.mark.parametrize("rate", [1, 4, 15, 60, 400])
@pytest.mark.parametrize("months", [6, 12, 24])
def test_chance_alone_seldom_makes_a_jump(rate, months):
    series = 2_000
    counts = np.random.default_rng(rate + months).poisson(rate, size=(series, months + 1))
    names = np.repeat([f"u{n}" for n in range(series)], months)
    levels = pd.DataFrame(
        {
            "unit": names,
            "component": "sites",
            "court_tier": "",
            "month": np.tile(np.arange(OCTOBER - months, OCTOBER), series),
            "value": counts[:, :-1].ravel().astype(float),
        }
    )
    one = rows_of("lambeth,2003-10,sites,1")
    rows = pd.concat([one] * series, ignore_index=True)
    rows["unit"] = [f"u{n}" for n in range(series)]
    rows["value"] = counts[:, -1].astype(float)
    assert len(found(rows, levels=levels).warnings) <= series * 0.005


MONTH = ["listed,40", "effective,20", "cracked,12", "ineffective,8", "vacated,3"]


def trials(month: str, figures: list[str] = MONTH) -> list[str]:
    return [f"lambeth,{month},trials_{f}" for f in figures]


def standing_trials(before: int, figures: list[str] = MONTH) -> pd.DataFrame:
    parts = [
        levels_of((before, float(value)), component=f"trials_{name}", tier="magistrates")
        for name, value in (f.split(",") for f in figures)
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize(("before", "month"), [(1, "2003-09"), (-1, "2003-11")])
def test_last_month_s_figures_again_are_named(before, month):
    result = found(rows_of(*trials("2003-10")), levels=standing_trials(before))
    assert warned(result) == [("same-content-as-another-period", 2)]
    assert f"are those of {month}" in result.warnings[0].message


@pytest.mark.parametrize(
    "levels",
    [
        standing_trials(2),
        standing_trials(1, [*MONTH[:4], "vacated,4"]),
        standing_trials(1).assign(unit="croydon"),
    ],
    ids=["two months before", "one figure differs", "another unit"],
)
def test_figures_that_are_not_the_neighbouring_month_s_are_not_named(levels):
    assert warned(found(rows_of(*trials("2003-10")), levels=levels)) == []


def test_four_figures_or_zeros_are_too_few_to_be_the_same_month():
    few = [*MONTH[:4], "vacated,0"]
    levels = standing_trials(1, few)
    assert warned(found(rows_of(*trials("2003-10", few)), levels=levels)) == []


def test_two_like_months_in_one_file_are_both_named():
    result = found(rows_of(*trials("2003-09"), *trials("2003-10")))
    assert warned(result) == [
        ("same-content-as-another-period", 2),
        ("same-content-as-another-period", 7),
    ]


def test_a_figure_without_total_is_added_up_from_its_parts():
    rows = rows_of(
        "lambeth,2003-10,trials_vacated,9",
        "lambeth,2003-10,trials_vacated,4,,court-camberwell",
        "lambeth,2003-10,trials_vacated,5,,court-tower-bridge",
        "lambeth,2003-10,trials_cracked,2,,court-camberwell,A",
        "lambeth,2003-10,trials_cracked,3,,court-tower-bridge,A",
        "lambeth,2003-10,trials_ineffective,2,,,M1",
        "lambeth,2003-10,trials_ineffective,[x],,,N1",
    )
    figures = whole_figures(rows).set_index("component")["value"]
    assert figures.to_dict() == pytest.approx(
        {"trials_vacated": 9.0, "trials_cracked": 5.0, "trials_ineffective": np.nan}, nan_ok=True
    )
