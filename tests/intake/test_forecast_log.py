"""Forecasts are logged when a snapshot is published, once for what each rests on."""

from __future__ import annotations

import datetime as dt
import shutil
import time

import pytest

from cjdata.analysis.rollout.forecast_log import due_forecasts, logged_forecasts
from cjdata.analysis.rollout.forecast_record import read_again
from cjdata.analysis.rollout.forecasting import forecast_at
from cjdata.cli import main
from cjdata.intake.desk import build
from cjdata.intake.verification import verify
from cjdata.ledger import Journal, Kind, Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.stores import TODAY, load, load_bytes, trials

HEADING = "unit,initiative,stage,extent,not_before,not_after,said_on,kind,count,of,source,note"
MODEL, LAWYERS = "justice-for-london-model", "lawyers-at-point-of-charge"
FORECAST = [
    "justice-for-london-model", "lawyers-at-point-of-charge", "witness-liaison-desk",
    "case-progression-unit",
]  # fmt: skip
"""The initiatives with a target for all boroughs (data/definitions/initiatives.toml)."""


def statement(unit: str, initiative: str, said_on: str) -> bytes:
    row = f"{unit},{initiative},live,,,{said_on},{said_on},fact,,,A paper of ours,"
    return f"{HEADING}\n{row}\n".encode()


def kinds(store: Store) -> list[str]:
    return [entry.kind.value for entry, _ in Journal(store).entries()]


def test_a_return_logs_nothing_and_a_statement_what_rests_on_it(store: Store) -> None:
    load(store, *trials("lambeth", "2003-10", 10, 20, 70))
    assert kinds(store) == ["return"]
    load_bytes(store, statement("lambeth", LAWYERS, "2005-06-01"))
    assert kinds(store) == ["return", "event", "forecast"]
    assert [f.initiative for f in logged_forecasts(Reader.open(store), TODAY)] == FORECAST

    load_bytes(store, statement("barnet", LAWYERS, "2005-06-02"))
    load(store, *trials("lambeth", "2003-11", 10, 20, 70))
    assert kinds(store) == ["return", "event", "forecast", "event", "forecast", "return"]
    (again,) = logged_forecasts(Reader.open(store), TODAY)[len(FORECAST) :]
    assert again.initiative == LAWYERS, "only what rests on something new"


def test_nothing_is_left_behind_and_a_rebuild_logs_nothing(store: Store) -> None:
    load_bytes(store, statement("lambeth", LAWYERS, "2005-06-01"))
    journal, reader = Journal(store), Reader.open(store)
    assert not journal.is_behind(reader.head)
    before = logged_forecasts(reader, TODAY)
    for full in (False, True):
        build(store, full=full, log=True)
        assert kinds(store) == ["event", "forecast"]
    shutil.rmtree(store.snapshots)
    build(store, log=True)
    assert logged_forecasts(Reader.open(store), TODAY) == before
    assert verify(store).sound


def test_a_forecast_made_again_is_the_one_that_was_logged(store: Store) -> None:
    load_bytes(store, statement("lambeth", LAWYERS, "2005-06-01"))
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    for kept in logged_forecasts(reader, TODAY):
        made = forecast_at(reader, catalogue, catalogue.initiatives[kept.initiative], TODAY)
        read = read_again(kept, catalogue)
        assert made is not None
        assert read is not None
        assert (read.plan, read.line, read.counted) == (made.plan, made.line, made.counted)
        for name in ("interval80", "interval95", "median", "verdict", "reason", "live", "of"):
            assert getattr(read.forecast, name) == getattr(made.forecast, name)
        chances = {u.unit: u.p_by_target for u in made.forecast.units}
        assert {u.unit: u.p_by_target for u in read.forecast.units} == pytest.approx(
            chances, abs=1e-6
        )
    lawyers = logged_forecasts(reader, TODAY, LAWYERS)[0].detail
    assert lawyers["live"] == 8, "eight boroughs were named with the model on 12 February 2004"


def test_the_build_command_logs_the_first_ones(store: Store) -> None:
    assert main(["build", "--store", str(store.root)]) == 0
    assert kinds(store) == ["forecast"]
    assert main(["build", "--store", str(store.root)]) == 0
    assert kinds(store) == ["forecast"]
    (model,) = logged_forecasts(Reader.open(store), TODAY, MODEL)
    assert model.detail["verdict"] == "done_late", "all 32 by 4 November 2004, target 30 April"
    assert model.recorded_at.date() - TODAY <= dt.timedelta(days=1)


def test_another_target_date_is_another_forecast(store: Store) -> None:
    build(store, log=True)
    own = store.definitions
    own.mkdir(exist_ok=True)
    (own / "initiatives.toml").write_text(OVERLAY, "utf-8")
    build(store, log=True)
    found = logged_forecasts(Reader.open(store), TODAY, LAWYERS)
    assert [f.detail["target_date"] for f in found] == ["2004-04-30", "2004-12-31"]
    assert len(logged_forecasts(Reader.open(store), TODAY, MODEL)) == 1


OVERLAY = """\
[lawyers-at-point-of-charge]
name = "Lawyers at the point of charge"
short = "Lawyers"
recommendation = "Have lawyers."
target_date = 2004-12-31
target_source = "HMIC inspection of Bringing Offenders to Justice, October 2003"
"""


def test_a_demo_store_logs_with_its_own_clock(demo_store: Store) -> None:
    entries = [e for e, _ in Journal(demo_store).entries() if e.kind is Kind.FORECAST]
    (entry,) = entries
    assert entry.recorded_at.date() == entry.known_on
    assert entry.known_on < dt.date(2006, 1, 1), "the same store on every day and machine"
    assert [one["initiative"] for one in entry.detail["forecasts"]] == FORECAST


def test_looking_whether_one_is_due_costs_little(demo_store: Store) -> None:
    """Each ordinary return looks: it must stay far below the second that a load may take."""
    reader, catalogue = Reader.open(demo_store), ground_of(demo_store).catalogue
    start = time.perf_counter()
    assert due_forecasts(reader, catalogue, dt.date(2005, 12, 31)) == ()
    assert time.perf_counter() - start < 0.25
