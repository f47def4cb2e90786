"""Figures of criminal justice areas from what others publish, against pandas over the file."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cjdata.analysis.figures import figures
from cjdata.cli import main
from cjdata.domain.periods import Period
from cjdata.intake.returns import load_files
from cjdata.snapshot.reader import Reader
from tests.stores import BY, TODAY, load

MONTHS = ("january", "february")
AREAS = {
    "Kent": "kent",
    "Metropolitan and City": "london",
    "GreaterManchester": "greater-manchester",
}


@pytest.fixture
def files(shared_dir):
    folder = shared_dir / "data" / "foreign" / "cps_outcomes" / "2014"
    return [folder / f"principal_offence_category_{month}_2014.csv" for month in MONTHS]


def counted(file):
    """Convictions and unsuccessful outcomes of each area, as pandas reads them."""
    frame = pd.read_csv(file, thousands=",", index_col=0)
    frame = frame[[c for c in frame if c.startswith("Number of")]]
    frame = frame.replace("-", 0).astype(float)
    won = frame[[c for c in frame if c.strip().endswith("Convictions")]].sum(axis=1)
    return won, frame.sum(axis=1)


def test_conviction_and_attrition_of_the_areas(store, catalogue, files):
    for outcome in load_files(store, files, by=BY, profile="cps-outcomes"):
        assert outcome.accepted
    frame = figures(
        Reader.open(store), catalogue, measures=["C12", "C09"], units=list(AREAS.values()),
        periods=[Period.parse("2014-01"), Period.parse("2014-01/2014-02")], known_at=TODAY,
    )  # fmt: skip
    found = frame.set_index(["measure", "unit", "period"])
    (won, all_1), (won_2, all_2) = map(counted, files)
    for name, unit in AREAS.items():
        month = found.loc["C12", unit, "2014-01"]
        assert (month["numerator"], month["denominator"]) == (won[name], all_1[name])
        both = found.loc["C12", unit, "2014-01/2014-02"]
        part, whole = won[name] + won_2[name], all_1[name] + all_2[name]
        assert both["value"] == pytest.approx(100 * part / whole)
        assert found.loc[("C09", unit, "2014-01/2014-02"), "value"] == pytest.approx(
            100 - 100 * part / whole
        )


def test_the_command_gives_the_42_areas_with_their_returns(store, files, capsys):
    (outcome,) = load_files(store, files[:1], by=BY, profile="cps-outcomes")
    assert main(["figures", "C12", "--format", "json", "--store", str(store.root)]) == 0
    rows = [r for r in json.loads(capsys.readouterr().out) if r["period"] == "2014-01"]
    valued = [r for r in rows if r["state"] == "value"]
    assert len(valued) == 42
    assert {len(r["returns"]) for r in valued} == {1}
    assert {r["returns"][0] for r in valued} == set(outcome.return_ids)


def test_londons_boroughs_are_as_before_and_never_added_to_what_is_published(
    store, catalogue, files
):
    rows = ["lambeth,2014-01,cases_convicted,60", "lambeth,2014-01,cases_unsuccessful,40"]
    assert load(store, *rows).accepted
    asked = {
        "measures": ["C12"], "units": ["lambeth", "mps", "london"],
        "periods": [Period.parse("2014-01")], "known_at": TODAY,
    }  # fmt: skip
    before = figures(Reader.open(store), catalogue, **asked).set_index("unit")
    assert before["numerator"].tolist() == [60, 60, 60]
    load_files(store, files[:1], by=BY, profile="cps-outcomes")
    after = figures(Reader.open(store), catalogue, **asked).set_index("unit")
    assert after.loc[["lambeth", "mps"], "numerator"].tolist() == [60, 60]
    won, _ = counted(files[0])
    assert after.loc["london", "numerator"] == won["Metropolitan and City"]
    assert after.loc["london", "expected"] == 1


def test_a_measure_that_nothing_is_known_of_is_an_empty_table(store, capsys):
    assert main(["figures", "C12", "--unit", "kent", "--store", str(store.root)]) == 0
    assert capsys.readouterr().out.startswith("measure,unit,period")
