"""Where boroughs stand and what moved against them, worked out again one figure at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import sqrt

import pandas as pd
import pytest

from cjdata.analysis.figures.comparison import Standing, standings
from cjdata.analysis.figures.figures import figures
from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.figures.national_targets import CONTEXT_AREAS, national_targets
from cjdata.analysis.variation.outlook import Pair, against, pairs, pairs_against
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.domain.states import Direction, Verdict
from cjdata.domain.units import UnitKind
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.analysis.conftest import INSPECTION
from tests.stores import day, load, trials

DATES = (dt.date(2002, 8, 16), INSPECTION, dt.date(2005, 5, 12))
WHOLE = ("value", "zero")
Z = 1.959963984540054


def wilson_95(cases: float, total: float) -> tuple[float, float]:
    """Wilson, JASA 22 (1927), as printed, in per cent."""
    share = cases / total
    middle = share + Z**2 / (2 * total)
    reach = Z * sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return tuple(100 * end / (1 + Z**2 / total) for end in (middle - reach, middle + reach))


def frame_of(
    reader: Reader, catalogue: Catalogue, standing: Standing, known_at: dt.date
) -> pd.DataFrame:
    units = [unit.id for unit in catalogue.boroughs]
    return figures(
        reader, catalogue, measures=[standing.measure.id], units=[*units, "mps"],
        periods=[standing.period], known_at=known_at,
    ).set_index("unit")  # fmt: skip


def rate(rows: pd.DataFrame, measure_unit: str) -> float | None:
    base = rows["denominator"].sum()
    return (100 if measure_unit == "pct" else 1) * rows["numerator"].sum() / base if base else None


@pytest.mark.parametrize("known_at", DATES)
@pytest.mark.parametrize("unit", ["barking-and-dagenham", "croydon", "westminster"])
def test_a_standing_is_what_its_figures_say(reader, catalogue, unit: str, known_at: dt.date):
    found = standings(reader, catalogue, unit, known_at)
    assert len(found) > 20
    for standing in found:
        rows = frame_of(reader, catalogue, standing, known_at)
        own, boroughs = rows.loc[unit], rows.drop("mps")
        whole = boroughs[boroughs["state"].isin(WHOLE)]
        peers = boroughs.loc[list(standing.peer_units)]
        applicable = peers[peers["state"] != "not_applicable"]
        for reading, row in ((standing.own, own), (standing.london, rows.loc["mps"])):
            for side in ("value", "numerator", "denominator"):
                shown = getattr(reading, side)
                assert pd.isna(row[side]) if shown is None else shown == row[side]
            assert (reading.state, reading.received, reading.expected, reading.revised) == (
                row["state"], row["received"], row["expected"], row["revised"],
            )  # fmt: skip
        assert list(standing.others) == whole["value"].dropna().tolist()
        all_sent = applicable["state"].isin(WHOLE).all()
        of_peers = rate(applicable, standing.measure.unit) if all_sent else None
        assert standing.peers == (None if of_peers is None else pytest.approx(of_peers))
        together = rate(whole, standing.measure.unit)
        if standing.measure.interval != "wilson" or own["state"] not in WHOLE:
            assert (standing.lower, standing.verdict) == (None, Verdict.NOT_JUDGED)
            continue
        lower, upper = wilson_95(own["numerator"], own["denominator"])
        assert (standing.lower, standing.upper) == pytest.approx((lower, upper))
        beyond = int(lower > together) - int(upper < together)
        better = {Direction.INCREASE: 1, Direction.DECREASE: -1}.get(standing.measure.direction)
        assert (
            standing.verdict
            is {
                0: Verdict.ALIKE,
                1: Verdict.BETTER if better == 1 else Verdict.WORSE if better else Verdict.HIGHER,
                -1: Verdict.BETTER if better == -1 else Verdict.WORSE if better else Verdict.LOWER,
            }[beyond]
        )


def told_of(own: LatestFigure, wrong: Sequence[Pair]) -> tuple[object, ...]:
    moved = [(p.figure.measure.id, p.figure.now, p.figure.year_ago, p.change) for p in wrong]
    return own.measure.id, own.now, own.year_ago, moved


@pytest.mark.parametrize("known_at", DATES)
def test_what_moved_against_is_found_one_pair_at_a_time_too(reader, catalogue, known_at: dt.date):
    """For every borough at once it is said of the same measures as on their own pages."""
    told = 0
    measures = [m for m in catalogue.measures.values() if UnitKind.BOROUGH in m.levels and m.paired]
    for unit in ("barnet", "greenwich", "hackney", "southwark"):
        each = [pairs(reader, catalogue, m, unit, known_at) for m in measures]
        wanted = [(own, against(found)) for own, found in each if own and against(found)]
        known = pairs_against(reader, catalogue, unit, known_at)
        assert [told_of(*one) for one in known] == [told_of(*one) for one in wanted]
        told += len(wanted)
    assert told == (2 if known_at == INSPECTION else 0)


def test_no_more_ineffective_than_listed_or_no_interval(store: Store, catalogue):
    """Zero listed: no share, no interval, no verdict; and the others stand as they did."""
    rows = [row for u in ("camden", "barnet") for row in trials(u, "2003-09", 50, 20, 30)]
    assert load(
        store, *rows, *trials("lambeth", "2003-09", 0, 0, 0), known_on="2003-10-10"
    ).accepted
    reader, known = Reader.open(store), day("2003-11-30")
    (lambeth,) = (
        s for s in standings(reader, catalogue, "lambeth", known) if s.measure.id == "T05"
    )
    assert lambeth.period == Period.parse("2003-07/2003-09")
    assert (lambeth.lower, lambeth.upper, lambeth.verdict) == (None, None, Verdict.NOT_JUDGED)
    assert lambeth.others == ()


def test_before_any_return_nobody_stands_anywhere(empty_live_store: Store, catalogue):
    reader = Reader.open(empty_live_store)
    assert standings(reader, catalogue, "camden", INSPECTION) == ()
    assert pairs_against(reader, catalogue, "camden", INSPECTION) == ()


def test_the_national_targets_of_a_day_are_those_stated_by_then_next_to_fall_due(catalogue):
    wider = {
        m: [t for t in m.targets if t.kind != "baseline" and t.area in CONTEXT_AREAS]
        for m in catalogue.measures.values()
        if m.denominator  # what a country is to count is held against no unit
    }
    # what a country is to count is no measure of one unit
    of = {m.id: targets if m.denominator else [] for m, targets in wider.items()}
    turns = {d for targets in of.values() for t in targets for d in (t.said_on, t.by) if d}
    assert turns
    around = (turn + dt.timedelta(days=n) for turn in turns for n in (1, 0, -1))
    for known_at in (*around, dt.date(1999, 1, 1)):
        found = national_targets(catalogue, known_at)
        for measure, targets in of.items():
            stated = [t for t in targets if t.said_on is None or t.said_on <= known_at]
            ahead = [t for t in stated if t.by >= known_at]
            due = min((t.by for t in ahead), default=max((t.by for t in stated), default=None))
            assert (found[measure] and found[measure].by) == due, (measure, known_at)
            assert found[measure] is None or found[measure] in stated
        assert {name for name in found if name not in of and found[name]} == set()
