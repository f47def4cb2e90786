"""What is kept from one turning day to the next, asked for around each of them in any order."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from cjdata.analysis.figures.readings import readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from tests.snapshot.figures_again import Files
from tests.stores import day, file_of, load, trials

MARCH = Period.parse("2003-03")
FIRST, SECOND, CORRECTED = (day(d) for d in ("2003-04-10", "2003-04-12", "2003-05-20"))
SENT = (
    (FIRST, trials("lambeth", "2003-03", 20, 10, 10)),
    (SECOND, trials("brent", "2003-03", 7, 2, 1)),
    (CORRECTED, trials("lambeth", "2003-03", 15, 10, 25)),
)
DAYS = [known + dt.timedelta(days=step) for known, _ in SENT for step in (-1, 0, 1)]
ORDERS = {
    "forwards": DAYS,
    "backwards": DAYS[::-1],
    "in and out": [*DAYS[1::2], *DAYS[::-2], *DAYS],
}


def fill(store: Store) -> Store:
    for known_on, rows in SENT:
        assert load(store, *rows, known_on=known_on).accepted
    return store


@pytest.fixture
def filled(filled_with, catalogue: Catalogue) -> tuple[Store, Files]:
    again = Files(catalogue)
    for known_on, rows in SENT:
        again.add(known_on, "trials-magistrates", file_of(*rows))
    return filled_with(fill), again


@pytest.mark.parametrize("order", list(ORDERS))
def test_a_figure_is_that_of_its_day_whatever_was_asked_before(
    filled: tuple[Store, Files], order: str
):
    store, again = filled
    reader = Reader.open(store)
    for known_at, unit in itertools.product(ORDERS[order], ("lambeth", "brent", "mps")):
        found = reader.figures(["T05"], [unit], [MARCH], known_at).to_dict("records")[0]
        wanted = again.figure("T05", unit, MARCH, known_at)
        assert found["usable"] == wanted.received, (unit, known_at)
        if wanted.received:
            assert found["numerator"] == wanted.numerator, (unit, known_at)
            assert found["denominator"] == wanted.denominator, (unit, known_at)


@pytest.mark.parametrize("order", list(ORDERS))
def test_a_figure_worked_out_among_all_boroughs_is_that_of_its_day(
    filled: tuple[Store, Files], catalogue: Catalogue, order: str
):
    store, again = filled
    reader = Reader.open(store)
    for known_at, unit in itertools.product(ORDERS[order], ("lambeth", "brent", "mps")):
        found = readings(
            reader, catalogue, measures=["T05"], units=[unit], periods=[MARCH],
            known_at=known_at, together=True,
        )["T05", unit, MARCH]  # fmt: skip
        wanted = again.figure("T05", unit, MARCH, known_at)
        assert found.received == wanted.received, (unit, known_at)
        if wanted.received:
            assert found.numerator == wanted.numerator, (unit, known_at)


@pytest.mark.parametrize("order", list(ORDERS))
def test_the_detail_is_that_of_its_day_whatever_was_asked_before(
    filled: tuple[Store, Files], order: str
):
    store, again = filled
    reader = Reader.open(store)
    for known_at in ORDERS[order]:
        cells = reader.breakdown(
            "mps", ["trials_ineffective"], court_tier="magistrates", level="total",
            span=MARCH, known_at=known_at,
        )  # fmt: skip
        wanted = again.figure("T05", "mps", MARCH, known_at)
        assert cells.value.sum() == (wanted.numerator or 0.0), known_at
        assert cells.returns.sum() == wanted.received, known_at
        reported = reader.reported_months(known_at)
        assert ("trials-magistrates" in reported) == (known_at >= FIRST), known_at


def test_a_turning_day_begins_what_it_changes(filled: tuple[Store, Files]):
    reader = Reader.open(filled[0])
    found = [turning_day(reader, known_at) for known_at in DAYS]
    before = dt.date.min
    assert found == [
        before, FIRST, FIRST, FIRST, SECOND, SECOND, SECOND, CORRECTED, CORRECTED,
    ]  # fmt: skip
