"""What a downloaded table says of itself, and what a spreadsheet must not run."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

from cjdata.ledger import Store
from cjdata.reports.tables import Form, table_bytes
from cjdata.ui import borough, forecast_parts, overview, plan, returns_quality, trials_table
from cjdata.ui.address import View
from cjdata.ui.frame import Here
from cjdata.ui.house import House, open_house
from cjdata.ui.twin import provenance_of
from tests.pages.conftest import Open

DAY = dt.date(2003, 11, 30)


@pytest.fixture
def house(visit: Open, demo_store: Store) -> House:
    visit(demo_store)
    return open_house()


def downloaded(found: House, frame: pd.DataFrame, source: str) -> list[dict[str, str]]:
    """The lines of the file that a reader gets."""
    place = Here(found, View(known_at=DAY), "performance-borough")
    of = provenance_of(place, title="test", source=source, view="http://test/performance-borough")
    data = table_bytes(frame, of, Form.CSV)
    assert data.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to read it as UTF-8"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_file_says_where_it_is_from(house: House):
    view = View(known_at=DAY, unit="lambeth")
    lines = downloaded(house, borough.standings_frame(house, view), borough.SOURCE)
    assert len(lines) > 10
    for line in lines:
        assert line["source_of_table"] == borough.SOURCE
        assert line["known_at"] == "2003-11-30"
        assert line["edition"] == house.reader.edition
        assert line["store"] == "demo: performance figures invented"
        assert line["view"] == "http://test/performance-borough"


def test_a_file_of_a_live_store_says_so(visit: Open, live_store: Path):
    visit(live_store)
    house = open_house()
    lines = downloaded(house, pd.DataFrame({"n": [1]}), "test")
    assert lines[0]["store"] == "live"


def test_a_file_says_what_the_page_says(house: House):
    lines = downloaded(house, overview.headline_table(house, View(known_at=DAY)), "test")
    trials = next(line for line in lines if line["measure"] == "T05")
    rate = 100 * float(trials["numerator"]) / float(trials["denominator"])
    assert float(trials["value"]) == pytest.approx(rate)
    assert trials["state"] == "incomplete"


@pytest.mark.parametrize(
    ("make", "day"),
    [
        (overview.headline_table, dt.date(2003, 1, 20)),
        (plan.milestones_as_table, dt.date(2003, 1, 20)),
        (forecast_parts.programme_table, dt.date(2003, 1, 20)),
        (trials_table.table, dt.date(2003, 1, 20)),
        (returns_quality.table, dt.date(2007, 1, 20)),
    ],
)
def test_a_column_of_which_a_day_has_nothing_keeps_its_type(house: House, make, day):
    """In January 2003 nothing had been reached, forecast or returned for a second year; in 2007
    nothing had come for more than a year."""
    early, late = (
        pq.read_table(io.BytesIO(table_bytes(make(house, view), of, Form.PARQUET)))
        for view in (View(known_at=day), View(known_at=DAY))
        for of in [provenance_of(Here(house, view, ""), title="", source="", view="")]
    )
    assert any(
        early[name].null_count == len(early) > late[name].null_count for name in early.column_names
    )
    assert {f.name: f.type for f in early.schema} == {f.name: f.type for f in late.schema}


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://example.org","x")',
        "=1+1",
        "+1+1",
        "-1+1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=1+1",
    ],
)
def test_what_would_be_a_formula_becomes_text(house: House, text: str):
    (line,) = downloaded(house, pd.DataFrame({"note": [text]}), text)
    assert line["note"] == "'" + text
    assert line["source_of_table"] == "'" + text


@pytest.mark.parametrize("text", ["-5", "-5.25", "+3", "7", "plain", "a=b", "x-y"])
def test_numbers_and_plain_text_stay_as_they_are(house: House, text: str):
    (line,) = downloaded(house, pd.DataFrame({"value": [text]}), "test")
    assert line["value"] == text


def test_negative_figures_stay_numbers(house: House):
    frame = pd.DataFrame({"change": [-3.2, 1.5]})
    assert [line["change"] for line in downloaded(house, frame, "test")] == ["-3.2", "1.5"]
