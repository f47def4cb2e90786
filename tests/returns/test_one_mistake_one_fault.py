"""A bad cell makes one fault: it neither hides others nor makes sums wrong."""

from __future__ import annotations

import pytest

from tests.returns.world import HEADING, checked, file_of, rules

TOTALS = (
    "lambeth,2003-10,trials_listed,40",
    "lambeth,2003-10,trials_effective,20",
    "lambeth,2003-10,trials_cracked,12",
    "lambeth,2003-10,trials_ineffective,8",
    "lambeth,2003-10,trials_cracked,7,,,A",
    "lambeth,2003-10,trials_cracked,5,,,B",
    "lambeth,2003-10,trials_ineffective,8,,court-camberwell",
    "lambeth,2003-10,trials_ineffective,3,,court-camberwell,M1",
    "lambeth,2003-10,trials_ineffective,5,,court-camberwell,N1",
)
WRONG_ELSEWHERE = (
    "croydon,2003-10,trials_listed,40",
    "croydon,2003-10,trials_effective,20",
    "croydon,2003-10,trials_cracked,12",
    "croydon,2003-10,trials_ineffective,9",
    "croydon,2003-10,trials_cracked,11,,,A",
)
SPOILT = [
    ("lambeth", "lambth", "unknown-unit"),
    ("2003-10", "2003-1O", "unknown-period"),
    ("2003-10", "2030-10", "period-in-future"),
    ("trials_", "trails_", "unknown-component"),
]


def test_the_file_itself_is_right():
    assert checked(file_of(*TOTALS)).faults == ()


@pytest.mark.parametrize("place", range(len(TOTALS)))
@pytest.mark.parametrize(("typed", "mistyped", "rule"), SPOILT)
def test_a_misspelt_name_is_one_fault(place, typed, mistyped, rule):
    rows = list(TOTALS)
    rows[place] = rows[place].replace(typed, mistyped, 1)
    assert rules(checked(file_of(*rows))) == [rule]


@pytest.mark.parametrize("place", range(len(TOTALS)))
@pytest.mark.parametrize(
    ("value", "rule"),
    [("", "blank-value"), ("x", "not-a-number"), ("-1", "negative-value"), ("1.5", "fraction")],
)
def test_a_bad_value_is_one_fault(place, value, rule):
    rows = list(TOTALS)
    cells = rows[place].split(",")
    rows[place] = ",".join([*cells[:3], value, *cells[4:]])
    (found,) = rules(checked(file_of(*rows)))
    assert found.startswith(rule)


@pytest.mark.parametrize("place", range(len(TOTALS)))
def test_a_row_given_twice_is_one_fault(place):
    assert rules(checked(file_of(*TOTALS, TOTALS[place]))) == ["duplicate-row"]


@pytest.mark.parametrize("place", range(len(TOTALS)))
def test_a_row_that_broke_off_is_one_fault(place):
    lines = file_of(*TOTALS).decode().splitlines()
    lines[place + 1] = ",".join(lines[place + 1].split(",")[:5])
    assert rules(checked("\n".join(lines).encode())) == ["too-few-cells"]


@pytest.mark.parametrize(
    ("typed", "mistyped", "rule"),
    [
        (",M1", ",A", "reason-of-other-outcome"),
        (",M1", ",Z", "reason-of-other-tier"),
        ("court-camberwell,M1", "court-camberwel,M1", "unknown-court"),
        ("court-camberwell,M1", "court-croydon,M1", "court-of-other-tier"),
        (",A", ",", "duplicate-row"),
    ],
)
def test_a_wrong_court_or_reason_is_one_fault(typed, mistyped, rule):
    rows = [r.replace(typed, mistyped, 1) for r in TOTALS]
    assert rules(checked(file_of(*rows))) == [rule]


@pytest.mark.parametrize(
    "spoilt",
    [
        "lambth,2003-10,trials_listed,3",
        "mps,2003-10,trials_listed,3",
        "lambeth,2003-10,trials_cracked,x",
        "lambeth,2003-10,trials_crakced,3",
        "lambeth,2003-10,trials_cracked",
        "lambeth,2003-12,trials_cracked,3",
        "lambeth,2003-10,trials_cracked,3,crown",
    ],
)
def test_a_mistake_in_one_borough_does_not_hide_those_of_another(spoilt):
    data = file_of(*WRONG_ELSEWHERE, spoilt)
    if spoilt.endswith("cracked"):
        data = file_of(*WRONG_ELSEWHERE) + spoilt.encode()
    found = rules(checked(data))
    assert "parts-do-not-add-up" in found
    assert "reasons-do-not-add-up" in found
    assert len(found) == 3


def test_all_faults_of_a_file_come_in_one_go_in_the_order_of_the_file():
    result = checked(
        file_of(
            "lambth,2003-1O,trials_listd,-4,county,,,\x01",
            "mps,2003-12,trials_listed,1.5",
            "croydon,2003-10,trials_cracked,3,,,Q9",
        )
    )
    assert [(f.row, f.column, f.rule) for f in result.faults] == [
        (2, "unit", "unknown-unit"),
        (2, "period", "unknown-period"),
        (2, "component", "unknown-component"),
        (2, "value", "negative-value"),
        (2, "court_tier", "unknown-court-tier"),
        (2, "note", "control-character"),
        (3, "unit", "unit-may-not-report"),
        (3, "period", "period-in-future"),
        (3, "value", "fraction-in-count"),
        (4, "reason", "unknown-reason"),
    ]


WRONG = (
    "lambeth,2003-10,trials_listed,101",
    "lambeth,2003-10,trials_effective,50",
    "lambeth,2003-10,trials_cracked,30",
    "lambeth,2003-10,trials_ineffective,10",
)
"""The parts come to 90."""
SUM = "parts-do-not-add-up"


@pytest.mark.parametrize("name", ["lambeht", "nowhere-at-all"])
@pytest.mark.parametrize(
    "figure", ["2003-10,trials_listed,101", "2003-10,trials_cracked,11", "2003-09,trials_listed,7"]
)
def test_a_further_row_of_a_misspelt_unit_hides_no_wrong_sum(name, figure):
    found = rules(checked(file_of(*WRONG, f"{name},{figure}")))
    assert sorted(found) == [SUM, "unknown-unit"]


@pytest.mark.parametrize("name", ["lambeht", "nowhere-at-all"])
def test_a_return_wholly_of_a_misspelt_unit_is_added_up(name):
    wrong = [row.replace("lambeth", name) for row in WRONG]
    assert sorted(rules(checked(file_of(*wrong)))) == [SUM, *["unknown-unit"] * 4]
    right = [row.replace("lambeth", name).replace("101", "90") for row in WRONG]
    assert rules(checked(file_of(*right))) == ["unknown-unit"] * 4


@pytest.mark.parametrize("place", range(len(TOTALS)))
def test_a_unit_that_could_be_any_is_one_fault(place):
    rows = list(TOTALS)
    rows[place] = rows[place].replace("lambeth", "nowhere-at-all", 1)
    assert rules(checked(file_of(*rows))) == ["unknown-unit"]


EXCHANGED = [("unit", "period"), ("unit", "component"), ("component", "value"), ("period", "value")]


@pytest.mark.parametrize("place", range(len(TOTALS)))
@pytest.mark.parametrize(("first", "second"), EXCHANGED)
def test_two_cells_in_each_others_columns_are_one_fault(place, first, second):
    rows, columns = list(TOTALS), HEADING.split(",")
    cells = rows[place].split(",")
    one, other = columns.index(first), columns.index(second)
    cells[one], cells[other] = cells[other], cells[one]
    rows[place] = ",".join(cells)
    (found,) = checked(file_of(*rows)).faults
    assert (found.row, found.column, found.rule) == (place + 2, first, "exchanged-cells")
    assert cells[one] in found.message
    assert cells[other] in found.message


def test_exchanged_cells_are_added_up_where_they_belong():
    wrong = [*WRONG[:3], "lambeth,2003-10,10,trials_ineffective"]
    assert sorted(rules(checked(file_of(*wrong)))) == ["exchanged-cells", SUM]
    right = [row.replace("101", "90") for row in wrong]
    assert rules(checked(file_of(*right))) == ["exchanged-cells"]


def test_exchanged_headings_are_one_fault():
    heading = HEADING.replace("component,value", "value,component")
    assert checked(file_of(*TOTALS, heading=heading)).faults[0].message == (
        f"in all {len(TOTALS)} rows component and value stand in each other's columns: "
        "exchange the two headings"
    )
    assert len(checked(file_of(*TOTALS, heading=heading)).faults) == 1


SHARES = ("45.2", "40.1", "14.7", "44.2", "41.1", "14.7")


@pytest.mark.parametrize(("sign", "rule"), [("", "fraction-in-count"), ("%", "not-a-number")])
def test_a_column_of_percentages_is_one_fault(sign, rule):
    rows = [f"lambeth,2003-{9 + n // 3:02},{row.split(',')[2]},{SHARES[n]}{sign}"
            for n, row in enumerate([*TOTALS[1:4]] * 2)]  # fmt: skip
    (found,) = checked(file_of(*rows)).faults
    assert (found.row, found.column, found.value, found.rule) == (2, "value", f"45.2{sign}", rule)
    assert found.message.startswith("6 of 6 rows, this one the first, hold ")
    elsewhere = checked(file_of(*rows[:4], "croydon,2003-1O,trials_vacated,4", *rows[4:])).faults
    assert [(f.row, f.rule) for f in elsewhere] == [(2, rule), (6, "unknown-period")]


def test_two_percentages_among_counts_are_a_fault_each():
    rows = [TOTALS[0], *(row.rpartition(",")[0] + f",{n}.5" for n, row in enumerate(TOTALS[1:3]))]
    assert [f.row for f in checked(file_of(*rows)).faults] == [3, 4]


def test_a_figure_in_a_row_that_names_nothing_is_one_fault():
    (found,) = checked(file_of(*TOTALS, ",,,40")).faults
    assert (found.row, found.column, found.rule) == (len(TOTALS) + 2, "unit", "blank-cell")
    assert "neither unit nor period nor component" in found.message
