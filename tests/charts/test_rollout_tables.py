from __future__ import annotations

import datetime as dt

from cjdata.charts.rollout_tables import (
    claims_table,
    progress_table,
    rollout_table,
    stage_matrix,
    unit_table,
)
from tests.charts.record import (
    APRIL,
    DESKS,
    FEBRUARY,
    INSPECTION,
    JULY,
    MODEL,
    NOVEMBER,
    OCTOBER,
    UNITS,
    catalogue,
    disputed,
    over_time,
    status,
    statuses,
)  # fmt: skip


def test_a_target_is_marked_before_it_is_on_record() -> None:
    """HMIC's report of 30 November 2003 is the first paper that has it."""
    for day, note in ((OCTOBER, "target first on record 30 November 2003"), (INSPECTION, "")):
        found = progress_table(over_time(MODEL, day), catalogue()).set_index("What")
        assert found.loc["target", "Note"] == note
        table = rollout_table(statuses(day), catalogue()).set_index("Initiative")
        assert table.loc["Justice for London model", "Target note"] == note


def test_rollout_table_keeps_named_and_reported_apart():
    table = rollout_table(statuses(JULY), catalogue()).set_index("Initiative")
    row = table.loc["Case progression units"]
    assert (row["Named live"], row["Reported live"], row["Of"]) == (13, 26, 32)
    assert table.loc["Custody detention officers", "Of"] == 12
    assert table.loc["Flexible bail to court", "In words"] == "HMIC: not developed"


def test_matrix_has_a_row_a_borough_and_a_column_an_initiative():
    matrix = stage_matrix(statuses(FEBRUARY), catalogue()).set_index("Borough")
    assert matrix.shape == (32, 8)
    assert matrix.loc["Croydon", "Justice for London model"] == "● live"
    assert matrix.loc["Ealing", "Witness liaison desks"] == "◐ in progress"
    assert matrix.loc["Enfield", "Justice for London model"] == "not heard of"
    assert stage_matrix([], catalogue()).empty


def test_claims_of_two_bodies_stand_side_by_side():
    table = claims_table(statuses(FEBRUARY), catalogue(), "lambeth")
    desks = table[table["Initiative"] == "Witness liaison desks"]
    assert list(zip(desks["Body"], desks["Stage"], strict=True)) == [
        ("MPS", "live"),
        ("HMIC", "in progress"),
    ]
    assert set(desks["Bodies differ"]) == {""}, "live in December settles in progress in November"
    open_dispute = claims_table([disputed(DESKS, APRIL)], catalogue(), "lambeth")
    assert list(open_dispute["Bodies differ"]) == ["yes", "yes"]
    assert desks.iloc[0]["As part of"] == "Justice for London model"
    assert len(claims_table(statuses(FEBRUARY), catalogue())) > len(table)
    assert claims_table([], catalogue()).empty


def test_unit_table_says_the_same_as_the_maps():
    table = unit_table(status(MODEL, INSPECTION), catalogue()).set_index("Borough")
    assert len(table) == 32
    assert table.loc["Southwark", "Stage"] == "live"
    assert table.loc["Southwark", "Not after"] == dt.date(2003, 10, 9)
    assert table.loc["Brent", "Due by"] == dt.date(2003, 12, 31)


def test_progress_table_holds_reports_plans_and_target():
    table = progress_table(over_time(MODEL, NOVEMBER), catalogue())
    reports = table[table["What"] == "report"]
    assert list(reports["Boroughs"]) == [0, 0, 1, 2, 8, 13, 26, 32]
    assert list(reports["Named"]) == [0, 0, 1, 2, 8, 13, 13, 32]
    assert list(reports["Counted"].unique()) == [
        "Justice for London model",
        "Case progression units",
    ]
    plans = table[table["What"] == "plan"]
    assert [None if n is None else int(n) for n in plans["Boroughs"].dropna()] == [
        2, 6, 10, 4, 19, 32,
    ]  # fmt: skip
    assert "remaining Safer Streets boroughs by March 2004" in set(plans["Note"])
    assert list(table[table["What"] == "target restated"]["Boroughs"]) == [32]
    assert list(table[table["What"] == "target"]["By"]) == [dt.date(2004, 4, 30)]


def test_progress_table_marks_the_change_of_what_is_counted_once():
    changed = "what is counted changes here"
    assert (progress_table(over_time(MODEL, NOVEMBER), catalogue())["Note"] == changed).sum() == 1
    assert not (progress_table(over_time(UNITS, NOVEMBER), catalogue())["Note"] == changed).any()


def test_progress_table_of_an_initiative_without_reports():
    table = progress_table(over_time("gatekeeper-supervisor", NOVEMBER), catalogue())
    assert table.empty
