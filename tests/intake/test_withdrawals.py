"""Taking a return back: what stood before stands again, from the day of the withdrawal on."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cjdata.domain.errors import RefusedError
from cjdata.intake.withdrawals import withdraw
from cjdata.ledger import Store
from tests.stores import TODAY, bytes_below, day, figure, figures_json, load, trials

ARGUMENTS = {"why": "sent by mistake", "by": "Data Officer"}


def revise(store: Store) -> Store:
    """Lambeth's October: R1-1 known on 10 November, R2-1 on 20 November."""
    load(store, *trials("lambeth", "2003-10", 10, 5, 5), known_on="2003-11-10")
    load(store, *trials("lambeth", "2003-10", 10, 5, 10), known_on="2003-11-20")
    return store


@pytest.fixture
def revised(filled_with) -> Store:
    return filled_with(revise)


def lambeth(store: Store, folder: Path, known_at: str) -> tuple[str, float | None, list[str]]:
    found = figure(store, folder, "T05", "lambeth", "2003-10", known_at=known_at)
    return found["state"], found["value"], found["returns"]


def test_the_earlier_return_stands_again(revised: Store, tmp_path: Path):
    days = ["2003-11-15", "2003-11-20", "2003-11-29"]
    before = [figures_json(revised, tmp_path, "T05", known_at=d) for d in days]
    done = withdraw(revised, "R2-1", known_on=day("2003-11-30"), **ARGUMENTS)
    assert (done.return_id, done.stands_again) == ("R2-1", "R1-1")
    assert "R1-1 stands again" in done.sentence
    assert lambeth(revised, tmp_path, "2003-11-30") == ("value", 25, ["R1-1"])
    assert [figures_json(revised, tmp_path, "T05", known_at=d) for d in days] == before


def test_without_an_earlier_one_nothing_stands(store: Store, tmp_path: Path):
    load(store, *trials("lambeth", "2003-10", 10, 5, 5), known_on="2003-11-10")
    load(store, *trials("brent", "2003-10", 10, 5, 5), known_on="2003-11-10")
    done = withdraw(store, "R1-1", known_on=day("2003-11-30"), **ARGUMENTS)
    assert done.stands_again is None
    assert "not received" in done.sentence
    assert lambeth(store, tmp_path, "2003-11-29") == ("value", 25, ["R1-1"])
    assert lambeth(store, tmp_path, "2003-11-30") == ("not_received", None, [])


def test_the_superseded_one_can_be_taken_back_and_nothing_changes(revised: Store, tmp_path: Path):
    done = withdraw(revised, "R1-1", known_on=day("2003-11-30"), **ARGUMENTS)
    assert done.stands_again == "R2-1"
    found = figure(revised, tmp_path, "T05", "lambeth", "2003-10", known_at="2003-11-30")
    assert (found["value"], found["returns"], found["revised"]) == (40, ["R2-1"], False)


def test_sent_again_it_stands_again(revised: Store, tmp_path: Path):
    withdraw(revised, "R2-1", known_on=day("2003-11-30"), **ARGUMENTS)
    load(revised, *trials("lambeth", "2003-10", 10, 5, 10), known_on="2003-12-02")
    assert lambeth(revised, tmp_path, "2003-12-02") == ("value", 40, ["R4-1"])


@pytest.mark.parametrize("name", ["R9-1", "R2-2", "R2", "", "lambeth", "R2-1'; drop table x; --"])
def test_an_unknown_return_is_refused(revised: Store, name: str):
    refused(revised, name, TODAY, "there is no return .*nothing was changed")


def test_twice_is_refused(revised: Store):
    withdraw(revised, "R2-1", known_on=day("2003-11-30"), **ARGUMENTS)
    refused(revised, "R2-1", day("2003-11-30"), "withdrawn already; nothing was changed")
    refused(revised, "R2-1", day("2003-11-25"), "withdrawn already; nothing was changed")


def test_in_the_future_is_refused(revised: Store):
    refused(revised, "R2-1", TODAY + dt.timedelta(days=1), "in the future.*nothing was changed")


def test_without_a_reason_is_refused(revised: Store):
    before = bytes_below(revised.root)
    with pytest.raises(RefusedError, match="say why"):
        withdraw(revised, "R2-1", why=" ", by="Data Officer")
    assert bytes_below(revised.root) == before


def refused(store: Store, name: str, known_on: dt.date, message: str) -> None:
    before = bytes_below(store.root)
    with pytest.raises(RefusedError, match=message):
        withdraw(store, name, known_on=known_on, **ARGUMENTS)
    assert bytes_below(store.root) == before
