"""Governance measures: counted from the record, or not available with the reason in words."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.analysis.answers.common import figures_answer
from cjdata.analysis.authority.governance import governance_figures
from cjdata.analysis.figures.figures import COLUMNS
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

MODEL, UNITS = "justice-for-london-model", "case-progression-unit"
TODAY = dt.date(2006, 1, 1)


@pytest.fixture(scope="module")
def reader(demo_store: Store) -> Reader:
    return Reader.open(demo_store)


def live(reader: Reader, catalogue: Catalogue, day: str) -> pd.DataFrame:
    frame = governance_figures(reader, catalogue, dt.date.fromisoformat(day), ["G01"])
    return frame.set_index("initiative")


@pytest.mark.parametrize(
    ("day", "initiative", "count"),
    [
        ("2003-10-08", MODEL, 0), ("2003-10-09", MODEL, 1), ("2003-12-11", MODEL, 2),
        ("2004-02-12", MODEL, 8), ("2004-04-22", UNITS, 13), ("2004-07-12", UNITS, 26),
        ("2004-11-04", UNITS, 32),
    ],
)  # fmt: skip
def test_boroughs_live_are_those_that_the_committee_was_told(
    reader: Reader, catalogue: Catalogue, day: str, initiative: str, count: int
) -> None:
    row = live(reader, catalogue, day).loc[initiative]
    assert (row["numerator"], row["denominator"]) == (count, 32)
    assert row["value"] == pytest.approx(100 * count / 32)
    assert row["state"] == ("value" if count else "zero")


def test_that_nobody_spoke_is_no_nought(reader: Reader, catalogue: Catalogue) -> None:
    before = live(reader, catalogue, "2002-12-31")
    assert list(before.index) == list(catalogue.initiatives)
    assert set(before["state"]) == {"not_available"}
    assert before["value"].isna().all()
    assert before["note"].str.contains("nothing had been said").all()


def test_an_initiative_of_twelve_boroughs_is_out_of_twelve(
    reader: Reader, catalogue: Catalogue
) -> None:
    row = live(reader, catalogue, "2004-12-31").loc["custody-detention-officers"]
    assert row["denominator"] == 12


@pytest.mark.parametrize(
    ("day", "measure", "numerator", "denominator", "state"),
    [
        # Nine of the review in January 2003, four of the inspectors more: none with a plan (4.2.3).
        ("2003-06-30", "G02", 0, 9, "zero"), ("2003-11-30", "G02", 0, 13, "zero"),
        # Every six months from 9 January 2003: due in July, January and July.
        ("2003-11-30", "G04", 0, 1, "zero"), ("2004-12-31", "G04", 0, 3, "zero"),
        ("2003-01-09", "G05", 0, None, "zero"), ("2004-12-31", "G05", 0, None, "zero"),
    ],
)  # fmt: skip
def test_plans_reviews_and_aims_are_counted_from_the_record(
    reader: Reader, catalogue: Catalogue, day: str, measure: str, numerator: int,
    denominator: int | None, state: str,
) -> None:  # fmt: skip
    frame = governance_figures(reader, catalogue, dt.date.fromisoformat(day), [measure])
    (row,) = frame.to_dict("records")
    assert (row["numerator"], row["state"]) == (numerator, state)
    assert row["denominator"] == denominator or (
        denominator is None and pd.isna(row["denominator"])
    )
    assert set(COLUMNS) <= set(frame.columns)


def test_that_aims_moved_before_is_said_once_the_inspectors_had_said_it(
    reader: Reader, catalogue: Catalogue
) -> None:
    for day, said in ((29, False), (30, True)):
        frame = governance_figures(reader, catalogue, dt.date(2003, 11, day), ["G05"])
        assert ("inspectors tell of several before" in frame["note"].iloc[0]) is said


def test_what_does_not_exist_is_not_available_and_says_why(
    reader: Reader, catalogue: Catalogue
) -> None:
    frame = governance_figures(reader, catalogue, dt.date(2003, 1, 8)).set_index("measure")
    assert set(frame["state"]) == {"not_available"}
    assert frame[["numerator", "denominator", "value"]].isna().all(axis=None)
    for measure, words in (("G02", "nothing"), ("G04", "no review"), ("G05", "no wording")):
        assert frame.loc[measure, "note"].startswith(words)


def test_no_return_stands_behind_them(demo_store: Store) -> None:
    answer = figures_answer(
        demo_store, measure="G01", units=None, grain=Grain.MONTH,
        known_at=dt.date(2004, 7, 12), today=TODAY,
    )  # fmt: skip
    assert set(answer["unit"]) == {"mps"}
    assert set(answer["period"]) == {"2004-07"}
    assert not answer["returns"].map(len).any()
    assert set(answer["received"]) == set(answer["expected"]) == {0}


@pytest.mark.parametrize(
    ("measure", "page"),
    [
        ("G01", "rollout-progress"),
        ("G02", "authority-recommendations"),
        ("G03", "rollout-plan"),
        ("G04", "authority-monitoring"),
        ("G05", "authority-monitoring"),
    ],
)
def test_their_address_is_the_page_that_shows_what_they_count(
    demo_store: Store, measure: str, page: str
) -> None:
    """Their definition card has no figure on it."""
    answer = figures_answer(
        demo_store, measure=measure, units=None, grain=Grain.MONTH,
        known_at=dt.date(2004, 7, 12), today=TODAY,
    )  # fmt: skip
    about = [f"&initiative={name}" if name else "" for name in answer["initiative"]]
    assert list(answer["view"]) == [f"{page}?known_at=2004-07-12{one}" for one in about]
    assert len(set(answer["view"])) == (8 if measure == "G01" else 1)


def test_they_stand_for_the_force_alone(demo_store: Store) -> None:
    answer = figures_answer(
        demo_store, measure="G05", units=["southwark"], grain=Grain.MONTH, known_at=None,
        today=TODAY,
    )  # fmt: skip
    assert answer.empty


@pytest.mark.parametrize(
    ("day", "overdue", "planned"),
    [
        # Marlowe House by 30 June; Lambeth by 10 October and four by 31 December, none live yet.
        ("2003-10-09", 1, 6), ("2003-10-11", 2, 6), ("2003-11-30", 2, 6),
        # Lambeth is live; Tower Hamlets was added for Christmas: four more are late in January.
        ("2003-12-11", 1, 6), ("2004-01-01", 6, 6), ("2004-02-12", 2, 2),
        # Tower Hamlets has a unit, one element of its model; six units were planned for April.
        ("2004-04-22", 1, 7), ("2004-05-01", 7, 7),
    ],
)  # fmt: skip
def test_milestones_are_overdue_against_the_first_day_planned(
    reader: Reader, catalogue: Catalogue, day: str, overdue: int, planned: int
) -> None:
    frame = governance_figures(reader, catalogue, dt.date.fromisoformat(day), ["G03"])
    (row,) = frame.to_dict("records")
    assert (row["numerator"], row["denominator"]) == (overdue, planned)
    assert row["value"] == pytest.approx(100 * overdue / planned)


def test_no_milestone_with_a_day_is_no_nought(reader: Reader, catalogue: Catalogue) -> None:
    (row,) = governance_figures(reader, catalogue, dt.date(2003, 5, 7), ["G03"]).to_dict("records")
    assert row["state"] == "not_available"
    assert "no open milestone" in row["note"]


def test_a_borough_has_its_own_overdue_milestones(demo_store: Store) -> None:
    frame = figures_answer(
        demo_store, measure="G03", units=["lambeth", "brent", "sutton"], grain=Grain.MONTH,
        known_at=dt.date(2003, 11, 30), today=TODAY,
    )  # fmt: skip
    rows = frame.set_index("unit")
    assert list(rows.index) == ["lambeth", "brent", "sutton"]
    # Lambeth was due on 10 October, Brent is on 31 December, Sutton has no day at all.
    assert rows["value"].iloc[:2].tolist() == [100.0, 0.0]
    assert rows["state"].tolist() == ["value", "zero", "not_available"]
