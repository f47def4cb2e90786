"""A table as CSV, Excel and Parquet: typed cells, blanks that stay blank, provenance in each."""

from __future__ import annotations

import csv
import datetime as dt
import io

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
import pytest

from cjdata.domain.errors import RefusedError
from cjdata.reports import workbook
from cjdata.reports.columns import Holds, Shown, columns_of
from cjdata.reports.provenance import Provenance, view_address
from cjdata.reports.tables import Form, table_bytes
from tests.reports.books import cover, formulas, number_format, sheets

VIEW = "https://dashboard.example.org/performance-borough?known_at=2003-11-30&unit=lambeth"
DAY = dt.date(2003, 11, 30)
FRAME = pd.DataFrame(
    {
        "measure": ["T05", "T05", "K01"],
        "unit": ["lambeth", "brent", "brent"],
        "period": ["2003-10", "2003-10", "2003-10"],
        "numerator": [74.0, np.nan, 0.0],
        "value": [32.034632, np.nan, 0.0],
        "change": [-3.5, np.nan, np.nan],
        "state": ["value", "not_received", "zero"],
        "received": [1, 0, 1],
        "revised": [True, False, False],
        "returns": [["R1-1", "R2-3"], [], ["R4-1"]],
        "due": [dt.date(2003, 11, 10), None, dt.date(2003, 11, 20)],
        "known_at": ["2003-11-30"] * 3,
        "note": ["=1+1", "", "+44 20"],
    }
)


def provenance(*, demo: bool = True, **more: object) -> Provenance:
    told: dict[str, object] = {
        "title": "Trials & more",
        "source": "Returns in this store",
        "known_at": DAY,
        "edition": "59818590a1da",
        "demo": demo,
        "view": VIEW,
        "entry": 412,
        "made_at": dt.datetime(2026, 11, 25, 20, 0, tzinfo=dt.UTC),
        "measure_units": {"T05": "pct", "K01": "count"},
    }
    return Provenance(**{**told, **more})  # type: ignore[arg-type]


def workbook_of(frame: pd.DataFrame, **more: object) -> bytes:
    return table_bytes(frame, provenance(**more), Form.XLSX)  # type: ignore[arg-type]


def test_cells_of_a_workbook_are_typed():
    heading, lambeth, brent, zero = sheets(workbook_of(FRAME))["Table (illustrative)"]
    assert heading == [*FRAME.columns[:5], "value_unit", *FRAME.columns[5:]]
    found = dict(zip(heading, lambeth, strict=True))
    assert (found["numerator"], found["value"], found["change"]) == (74, 32.034632, -3.5)
    assert (found["due"], found["known_at"]) == (dt.date(2003, 11, 10), DAY)
    assert (found["revised"], found["returns"]) == (True, "R1-1 R2-3")
    assert (found["period"], found["state"]) == ("2003-10", "value")
    blank = dict(zip(heading, brent, strict=True))
    assert (blank["numerator"], blank["value"], blank["due"]) == ("", "", "")
    assert blank["state"] == "not_received"
    assert dict(zip(heading, zero, strict=True))["value"] == 0.0


def test_numbers_are_shown_in_the_unit_of_their_measure():
    data = workbook_of(FRAME)
    shown = {c: number_format(data, c) for c in ("D2", "E2", "E4", "G2", "I2", "L2", "M2")}
    assert shown == {
        "D2": "#,##0", "E2": '#,##0.0"%"', "E4": "#,##0.0##", "G2": "+#,##0.0;-#,##0.0;0.0",
        "I2": "#,##0", "L2": "yyyy-mm-dd", "M2": "yyyy-mm-dd",
    }  # fmt: skip


def test_shares_chances_and_points_are_known_by_their_names():
    frame = pd.DataFrame(
        {"share_pct": [12.5], "p_by_target": [0.25], "points_of_change": [1.0], "n": [3]}
    )
    assert [column.shown[0] for column in columns_of(frame)] == [
        Shown.PERCENT, Shown.CHANCE, Shown.POINTS, Shown.PLAIN,
    ]  # fmt: skip


def test_no_text_becomes_a_formula_or_a_number():
    frame = pd.DataFrame(
        {"note": ["=1+1", "@SUM(A1)", "-1", "0123", "http://x.example", "2003-10", "\x07", ""]}
    )
    data = workbook_of(frame)
    assert formulas(data) == 0
    read = [row[0] for row in sheets(data)["Table (illustrative)"][1:]]
    assert read[:6] == frame["note"].tolist()[:6]


def test_the_cover_says_what_the_table_is():
    told = cover(workbook_of(FRAME))
    assert told["Source"] == "Returns in this store"
    assert told["Known at"] == DAY
    assert told["Edition"] == "59818590a1da"
    assert told["Address of the view"] == VIEW
    assert told["Made at (UTC)"] == dt.datetime(2026, 11, 25, 20, 0)
    assert told["Made out of"].startswith("ledger entries 1 to 412 ")
    assert told["Size"] == "3 rows, 14 columns"
    assert told["value"] == "per cent"
    assert "which is not zero" in told["state: not_received"]
    assert "state: suppressed" not in told


def test_a_demo_table_is_labelled_and_a_live_one_is_not():
    demo, live = workbook_of(FRAME), workbook_of(FRAME, demo=False)
    assert next(iter(sheets(demo)["About"][1])).startswith("Illustrative")
    assert list(sheets(live)) == ["About", "Table"]
    assert "llustrative" not in str(sheets(live))
    assert cover(live)["Store"] == "live"


def test_columns_of_nothing_and_of_mixed_content_keep_their_kind():
    frame = pd.DataFrame(
        {
            "none": [None, None],
            "mixed": [1, "a"],
            "whole": pd.array([1, None], dtype="Int64"),
            "far": [dt.date(1066, 10, 14), None],
            "no_day": ["2003-02-30", "2003-10-01"],
            "moment": pd.to_datetime(["2003-10-01 12:00", None]),
            "endless": [float("inf"), 1.0],
        }
    )
    holds = {column.name: column.holds for column in columns_of(frame)}
    assert holds == {
        "none": Holds.TEXT, "mixed": Holds.TEXT, "whole": Holds.WHOLE, "far": Holds.DATE,
        "no_day": Holds.TEXT, "moment": Holds.MOMENT, "endless": Holds.TEXT,
    }  # fmt: skip
    row = sheets(workbook_of(frame))["Table (illustrative)"][1]
    assert row == [
        "", "1", 1.0, "1066-10-14", "2003-02-30", dt.datetime(2003, 10, 1, 12), "inf",
    ]  # fmt: skip
    assert pq.read_table(io.BytesIO(table_bytes(frame, provenance(), Form.PARQUET))).num_rows == 2


def test_a_text_longer_than_a_cell_is_cut_and_said():
    data = workbook_of(pd.DataFrame({"note": ["x" * 40_000]}))
    assert len(sheets(data)["Table (illustrative)"][1][0]) == 32_767
    assert any("1 texts were longer" in str(row) for row in sheets(data)["About"])


def test_a_table_longer_than_a_worksheet_is_refused():
    frame = pd.DataFrame({"n": np.zeros(workbook.ROWS + 1, dtype=np.int8)})
    with pytest.raises(RefusedError, match="take CSV or Parquet"):
        workbook_of(frame)


def test_parquet_is_typed_with_nulls_and_carries_its_provenance():
    table = pq.read_table(io.BytesIO(table_bytes(FRAME, provenance(), Form.PARQUET)))
    kinds = {field.name: str(field.type) for field in table.schema}
    assert kinds["numerator"] == "int64"
    assert kinds["received"] == "int64"
    assert (kinds["due"], kinds["known_at"], kinds["revised"]) == ("date32[day]",) * 2 + ("bool",)
    assert kinds["returns"].startswith("list<")
    assert table.column("value").to_pylist() == [32.034632, None, 0.0]
    assert table.column("returns").to_pylist() == FRAME["returns"].tolist()
    assert table.column("note").to_pylist() == FRAME["note"].tolist()
    metadata = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
    assert metadata["view"] == VIEW
    assert metadata["store"] == "demo: performance figures invented"
    assert (metadata["known_at"], metadata["edition"]) == ("2003-11-30", "59818590a1da")
    assert (metadata["ledger_entry"], metadata["made_at"]) == ("412", "2026-11-25T20:00:00+00:00")


def test_every_form_says_the_unit_of_each_value():
    frame = FRAME.assign(measure=["T05", "Z99", "K01"])
    units = ["per cent", None, "count"]
    parquet = pq.read_table(io.BytesIO(table_bytes(frame, provenance(), Form.PARQUET)))
    assert parquet.column("value_unit").to_pylist() == units
    text = table_bytes(frame, provenance(), Form.CSV).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [line["value_unit"] or None for line in lines] == units
    rows = sheets(workbook_of(frame))["Table (illustrative)"][1:]
    assert [row[5] or None for row in rows] == units


def test_a_table_without_measures_has_no_unit_of_a_value():
    frame = FRAME.drop(columns="measure")
    parquet = pq.read_table(io.BytesIO(table_bytes(frame, provenance(), Form.PARQUET)))
    assert parquet.column_names == list(frame.columns)


def test_csv_never_replaces_a_column_of_the_table():
    frame = pd.DataFrame({"known_at": [dt.date(2003, 1, 9)], "returns": [["R1-1", "R2-1"]]})
    text = table_bytes(frame, provenance(), Form.CSV).decode("utf-8-sig")
    (line,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (line["known_at"], line["table_known_at"]) == ("2003-01-09", "2003-11-30")
    assert (line["returns"], line["view"]) == ("R1-1 R2-1", VIEW)


def test_an_address_is_below_the_one_that_colleagues_use(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CJDATA_ADDRESS", raising=False)
    assert view_address("rollout-map?x=1") == "http://127.0.0.1:8501/rollout-map?x=1"
    assert (
        view_address("rollout-map", "http://10.0.0.7:8501/") == "http://10.0.0.7:8501/rollout-map"
    )
    monkeypatch.setenv("CJDATA_ADDRESS", "https://cj.example.org/pages/")
    assert (
        view_address("rollout-map", "http://10.0.0.7") == "https://cj.example.org/pages/rollout-map"
    )


def test_what_is_counted_is_written_as_whole_numbers_blanks_and_all():
    frame = pd.DataFrame(
        {
            "numerator": [41.0, np.nan],
            "denominator": [112.5, np.nan],
            "value": [36.0, np.nan],
            "phase": [1.0, np.nan],
            "of": [np.inf, 2.0],
        }
    )
    header, first, second = csv.reader(
        io.StringIO(table_bytes(frame, provenance(), Form.CSV).decode("utf-8-sig"))
    )
    assert header[:5] == list(frame.columns)
    assert first[:5] == ["41", "112.5", "36.0", "1", "inf"]
    assert second[:5] == ["", "", "", "", "2.0"]
    table = pq.read_table(
        io.BytesIO(table_bytes(frame.drop(columns="of"), provenance(), Form.PARQUET))
    )
    types = {field.name: str(field.type) for field in table.schema}
    assert types == {
        "numerator": "int64", "denominator": "double", "value": "double", "phase": "int64",
    }  # fmt: skip
    assert table["numerator"].to_pylist() == [41, None]
    _, row = sheets(workbook_of(frame.drop(columns="of")))["Table (illustrative)"]
    assert row == [41, 112.5, 36, 1]
    assert number_format(workbook_of(frame.drop(columns="of")), "A2") == "#,##0"
