"""Figures of criminal justice areas from what others publish, against pandas over the file."""

from __future__ import annotations

import datetime as dt
import json

import pandas as pd
import pytest

from cjdata.analysis.figures.figures import figures
from cjdata.analysis.figures.trend import trend
from cjdata.analysis.figures.trend_units import units_beside, units_followed
from cjdata.analysis.returns.outstanding import outstanding
from cjdata.analysis.returns.quality import quality
from cjdata.charts.trend_tables import trend_table
from cjdata.charts.trend_texts import trend_heading
from cjdata.cli import main
from cjdata.domain.periods import Grain, Period
from cjdata.domain.units import UnitKind
from cjdata.intake.returns import load_files
from cjdata.snapshot.reader import Reader
from tests.stores import BY, TODAY, load, trials

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


def test_nobody_owes_what_others_publish(store, files):
    """Two months of 2014 were loaded: no area owes the years since then."""
    for outcome in load_files(store, files, by=BY, profile="cps-outcomes"):
        assert outcome.accepted
    assert load(store, *trials("croydon", "2014-01", 30, 10, 8), known_on="2014-02-05").accepted
    reader = Reader.open(store)
    assert {one.collection for one in outstanding(reader, TODAY).returns} == {"trials-magistrates"}
    in_april = outstanding(reader, dt.date(2014, 4, 15))
    assert len(in_april) == 31 + 2 * 32  # January of the others, February and March of all
    assert "prosecutions-by-area" not in quality(reader, TODAY).logged.collection


def test_the_command_gives_the_42_areas_with_their_returns(store, files, capsys):
    (outcome,) = load_files(store, files[:1], by=BY, profile="cps-outcomes")
    assert main(["figures", "C12", "--format", "json", "--store", str(store.root)]) == 0
    rows = [r for r in json.loads(capsys.readouterr().out) if r["period"] == "2014-01"]
    valued = [r for r in rows if r["state"] == "value"]
    assert len(valued) == 42
    assert {len(r["returns"]) for r in valued} == {1}
    assert {r["returns"][0] for r in valued} == set(outcome.return_ids)
    assert all(f"/performance-trends?known_at={r['known_at']}" in r["view"] for r in valued)
    assert all(f"unit={r['unit']}&" in r["view"] for r in valued), "its trend, and no definition"


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


def area_trend(store, catalogue, unit, beside=(), known_at=TODAY):
    reader = Reader.open(store)
    return trend(
        reader, catalogue, (), measure="C12", unit=unit, grain=Grain.MONTH, known_at=known_at,
        beside=beside,
    )  # fmt: skip


def test_an_areas_trend_is_what_is_published_and_nothing_of_the_boroughs(store, catalogue, files):
    rows = ["lambeth,2013-11,cases_convicted,60", "lambeth,2013-11,cases_unsuccessful,40"]
    assert load(store, *rows).accepted
    load_files(store, files, by=BY, profile="cps-outcomes")
    found = area_trend(store, catalogue, "london", beside=["kent"])
    assert [str(p.period) for p in found.points] == ["2014-01", "2014-02"]
    (won, everything), (won_2, everything_2) = map(counted, files)
    name = "Metropolitan and City"
    assert [(p.reading.numerator, p.reading.denominator) for p in found.points] == [
        (won[name], everything[name]), (won_2[name], everything_2[name])
    ]  # fmt: skip
    (kent,) = found.beside
    assert kent.points[0].reading.numerator == won["Kent"]
    assert found.london == ()
    assert found.publication.file == files[1].name
    assert "as published" in trend_heading(found)
    assert "magistrates" not in trend_heading(found)
    assert set(trend_table(found)["source"]) == {"published: Prosecution outcomes by area"}


def test_areas_can_be_followed_where_their_figures_have_come(store, catalogue, files):
    asked = {"measure": catalogue.measures["C12"], "known_at": TODAY}
    before = units_followed(Reader.open(store), catalogue, **asked)
    assert {u.kind for u in before} == {UnitKind.FORCE, UnitKind.BOROUGH}
    load_files(store, files[:1], by=BY, profile="cps-outcomes")
    after = units_followed(Reader.open(store), catalogue, **asked)
    assert sum(u.kind is UnitKind.AREA for u in after) == 42
    kent, croydon = catalogue.units["kent"], catalogue.units["croydon"]
    assert {u.kind for u in units_beside(after, kent)} == {UnitKind.AREA}
    assert {u.kind for u in units_beside(after, croydon)} == {UnitKind.BOROUGH}
    other = units_followed(
        Reader.open(store), catalogue, measure=catalogue.measures["T05"], known_at=TODAY
    )
    assert all(u.kind is not UnitKind.AREA for u in other)


def test_an_areas_trend_before_anything_came_is_empty(store, catalogue, files):
    load_files(store, files[:1], by=BY, profile="cps-outcomes")
    found = area_trend(store, catalogue, "kent", known_at=dt.date(2004, 1, 1))
    assert found.points == ()
    assert found.publication.file == ""
    assert trend_heading(found) == "Kent: no figure of conviction rate as published by this date."
