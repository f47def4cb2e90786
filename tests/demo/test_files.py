"""What the demo store is handed: names, days, order, and how much of it is late or wrong."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.demo.anchors import PATHS
from cjdata.demo.arrivals import LATE_SHARE, MISSING_SHARE, REVISED_SHARE, next_post
from cjdata.demo.generate import ALONE, BUNDLE, COLLECTIONS, TRIALS, demo_files
from cjdata.demo.panel import MONTHS
from cjdata.domain.periods import Period, month_text

from .conftest import KEY

MONTHLY_RETURNS = 36 * (9 * 32 + 12 + 1)
ALL_RETURNS = MONTHLY_RETURNS + 12 * (32 + 2 * 12 + 1)
CORRECTED = ("trials-magistrates", "trials-crown", "case-outcomes", "witness-care")
"""Collections whose returns are now and then sent wrong first; charging apart."""


@pytest.fixture(scope="module")
def versions(rows) -> pd.DataFrame:
    """One row a return as sent, with the number of times it was sent."""
    sent = rows[[*KEY, "known_on", "file"]].drop_duplicates([*KEY, "known_on", "file"])
    return sent.assign(times=sent.groupby(KEY)["known_on"].transform("size"))


def test_the_same_seed_gives_the_same_bytes(catalogue, events, files):
    assert demo_files(catalogue, events) == files


def test_another_seed_gives_other_figures(catalogue, events, files):
    other = {f.name: f.data for f in demo_files(catalogue, events, seed=1)}
    assert all(other.get(f.name) != f.data for f in files)


def test_every_file_says_that_it_is_illustrative(files):
    assert all(f.name.startswith("illustrative-") and f.name.endswith(".csv") for f in files)
    assert len({f.name for f in files}) == len(files)


def test_files_come_in_the_order_in_which_they_were_known(files):
    assert [f.known_on for f in files] == sorted(f.known_on for f in files)


def test_there_is_one_file_a_collection_and_month_for_what_came_in_time(files, catalogue):
    names = {f.name: f for f in files}
    for name in (*TRIALS, *ALONE, BUNDLE):
        collection = catalogue.collections["files" if name == BUNDLE else name]
        for month in MONTHS.tolist():
            file = names[f"illustrative-{name}-{month_text(month)}.csv"]
            assert file.known_on == collection.due(Period(month, month))


def test_what_comes_in_one_file_is_due_on_one_day(catalogue):
    bundled = [c for c in COLLECTIONS if c not in (*TRIALS, *ALONE)]
    assert len({catalogue.collections[name].due_days for name in bundled}) == 1


def test_the_returns_run_from_april_2002_to_march_2005(rows, catalogue):
    for name, own in rows.groupby("collection"):
        periods = catalogue.collections[name].periods(int(MONTHS[0]), int(MONTHS[-1]))
        assert sorted(own["period"].unique()) == [str(period) for period in periods]


def test_every_unit_that_reports_sends_returns(rows, catalogue):
    for name, own in rows.groupby("collection"):
        units = catalogue.units.values()
        assert set(own["unit"]) == {
            u.id for u in units if catalogue.collections[name].is_reported_by(u)
        }
    assert set(rows["collection"]) == set(COLLECTIONS)


def test_no_governance_figure_is_made_up(rows, catalogue):
    governance = [m for m in catalogue.measures.values() if m.made_from == "record"]
    assert governance
    assert not any(m.components for m in governance)


def test_all_files_together_stay_within_the_row_budget(rows):
    assert len(rows) <= 115_000


def test_late_missing_and_corrected_returns_are_as_many_as_documented(versions):
    share = versions.drop_duplicates(KEY).shape[0] / ALL_RETURNS
    late = versions["file"].str.contains("-late-").sum() / ALL_RETURNS
    others = versions[versions["collection"].isin(CORRECTED)]
    corrected = others["file"].str.contains("-corrected-").sum() / (36 * (3 * 32 + 12))
    rest = versions[~versions["collection"].isin((*CORRECTED, "charging"))]
    assert not rest["file"].str.contains("-corrected-").any()
    assert 1 - share == pytest.approx(MISSING_SHARE, abs=0.003)
    assert late == pytest.approx(LATE_SHARE, abs=0.012)
    assert corrected == pytest.approx(REVISED_SHARE, abs=0.008)


def test_a_charging_return_without_prosecutors_has_nothing_to_correct(rows):
    corrected = rows[rows["file"].str.contains("illustrative-charging-corrected")]
    assert len(corrected) > 0
    assert not (corrected["value"] == "[z]").any()


def test_a_corrected_return_came_first_in_time_and_then_otherwise(rows, versions):
    twice = versions[versions["times"] == 2]
    assert len(twice) == 2 * versions["file"].str.contains("-corrected-").sum()
    assert versions["times"].max() == 2
    merged = rows.merge(twice[[*KEY, "file"]], on=[*KEY, "file"])
    texts = merged.groupby([*KEY, "known_on"])["value"].agg("|".join)
    assert (texts.groupby(level=KEY).nunique() == 2).all()


def test_late_and_corrected_files_come_after_the_due_day(versions, catalogue):
    for row in versions[versions["file"].str.contains("late|corrected")].itertuples():
        due = catalogue.collections[row.collection].due(Period.parse(row.period))
        assert due < row.known_on <= due + dt.timedelta(days=152)


def test_no_return_is_missing_in_an_anchored_quarter(standing):
    for tier, units in (("magistrates", 32), ("crown", 12)):
        own = standing[standing["collection"] == f"trials-{tier}"]
        counts = own.groupby("period")["unit"].nunique()
        for window, _ in PATHS[tier].windows(MONTHS):
            assert all(counts[month_text(m)] == units for m in MONTHS[window].tolist())


def test_a_few_components_could_not_be_supplied(rows):
    marked = rows[rows["value"] == "[x]"]
    assert set(marked["component"]) == {
        "trials_vacated", "files_accepted_first_time", "guilty_pleas_first_hearing",
        "updates_on_time",
    }  # fmt: skip
    assert 20 <= len(marked[KEY].drop_duplicates()) <= 120


@pytest.mark.parametrize(
    ("day", "post"),
    [("2003-05-03", "2003-05-15"), ("2003-05-15", "2003-05-15"), ("2003-12-16", "2004-01-15")],
)
def test_the_post_day_is_the_next_of_its_number(day, post):
    assert next_post(dt.date.fromisoformat(day), 15) == dt.date.fromisoformat(post)
