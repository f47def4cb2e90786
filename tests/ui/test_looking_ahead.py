"""What the server gets ready before anybody asks: all that there is, and nothing that is not."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import shutil
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from cjdata.analysis.figures.everywhere import everywhere
from cjdata.definitions import load
from cjdata.ledger import Store
from cjdata.ledger.where import VARIABLE
from cjdata.snapshot.in_memory import LEVELS, cells_of, hold_all, pieces_of
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import tallies
from cjdata.snapshot.turning import DAYS_KEPT, turning_day, turning_days
from cjdata.ui import ahead, borough, flows, server, trials, witness
from cjdata.ui.address import View
from cjdata.ui.house import open_house
from cjdata.ui.server import LOOK_AHEAD, looks_ahead
from cjdata.ui.show import compile_templates, environment
from tests.house.repository import ROOT
from tests.stores import copy_of
from tests.stores import load as load_return
from tests.stores import trials as trials_rows


def test_every_template_is_found_and_can_be_compiled() -> None:
    compile_templates()
    files = resources.files("cjdata.ui") / "templates"
    there = {file.name for file in files.iterdir() if file.name.endswith(".html")}
    assert set(environment().list_templates()) == there
    assert len(there) > 40


def test_all_cells_and_pieces_of_a_snapshot_are_held(demo_store: Store) -> None:
    reader, catalogue = Reader.open(demo_store), load()
    hold_all(reader, catalogue)
    asked = reader.connection.cursor()
    counts = dict(
        asked.execute(
            "select level, count(*) from cell c join standing s on s.return_no = c.return_no"
            " group by level"
        ).fetchall()
    )
    held = {
        level: sum(
            len(rows["name"]) for rows in cells_of(reader, level).of([*catalogue.components])
        )
        for level in LEVELS
    }
    assert {level: count for level, count in held.items() if count} == counts
    pieces = pieces_of(reader).of([*catalogue.measures])
    total = asked.execute("select count(*) from figure_piece").fetchone()
    assert total is not None
    assert sum(len(rows["name"]) for rows in pieces) >= total[0] > 0


@pytest.mark.parametrize(("said", "looks"), [("0", False), ("1", True), (None, True)])
def test_a_machine_with_little_to_spare_is_spared(
    monkeypatch: pytest.MonkeyPatch, said: str | None, looks: bool
) -> None:
    monkeypatch.delenv(LOOK_AHEAD, raising=False)
    if said is not None:
        monkeypatch.setenv(LOOK_AHEAD, said)
    assert looks_ahead() == looks


def test_who_steps_to_the_day_of_a_report_finds_every_borough_added_up(
    demo_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = copy_of(demo_store, tmp_path)  # of which nobody has asked anything
    monkeypatch.setenv("CJDATA_STORE", str(store.root))
    house = open_house()
    opening = house.calendar.opening
    for step in itertools.islice(
        ahead.steps(house), 3 * (len(ahead.SHARED) + len(ahead.OVER_TIME))
    ):
        step()
    before = everywhere.cache_info().misses, tallies.cache_info().misses
    for unit in ("lambeth", "croydon"):
        view = View(known_at=opening, unit=unit)
        assert borough.heading(house, view)
        assert trials.heading(house, view)
        assert witness.lost_for_witnesses(house, view)
        assert all(flows.flow_of(house, view, process) for process in flows.PROCESSES)
    assert (everywhere.cache_info().misses, tallies.cache_info().misses) == before


def test_days_of_reports_come_first_then_the_nearest_and_none_twice(
    demo_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJDATA_STORE", str(demo_store.root))
    house = open_house()
    asked = [step for step in ahead.steps(house) if step.func is borough.heading]
    days = [step.args[1].known_at for step in asked]
    ended = [day for day in turning_days(house.reader) if day <= house.calendar.latest]
    assert sorted(days) == ended
    assert len(days) <= DAYS_KEPT
    reports = {turning_day(house.reader, day) for day in house.calendar.stops}
    assert {*days[: len(reports)]} == reports
    far = [abs(day - house.calendar.opening) for day in days[len(reports) :]]
    assert far == sorted(far)
    assert far[0] < dt.timedelta(days=31)


def test_a_store_without_returns_has_nothing_to_fail_at(
    empty_live_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CJDATA_STORE", str(empty_live_store.root))
    for step in ahead.steps(open_house()):
        step()


def test_nothing_more_is_made_of_a_snapshot_that_was_superseded(
    demo_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = copy_of(demo_store, tmp_path)
    monkeypatch.setenv("CJDATA_STORE", str(store.root))
    superseded = open_house()
    assert load_return(store, *trials_rows("lambeth", "2003-09", 40, 30, 20)).accepted
    before = everywhere.cache_info().misses
    server._look_ahead(superseded, opening=False)
    assert everywhere.cache_info().misses - before < 5


def test_a_demo_store_that_was_removed_is_not_made_by_who_looks_ahead(
    demo_store: Store, tmp_path: Path
) -> None:
    """In a program of its own: its demo store lies beside its code."""
    for part in ("cjdata", "data"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    root = shutil.copytree(demo_store.root, tmp_path / ".cjdata" / "demo")
    looking = (
        "import shutil; from cjdata.ui import server; from cjdata.ledger.where import DEMO_ROOT;"
        "print(server._shown().store.root); shutil.rmtree(DEMO_ROOT); print(server._shown())"
    )
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    done = subprocess.run(
        [sys.executable, "-c", looking], cwd=tmp_path, env=environment, text=True,
        capture_output=True, check=True,
    )  # fmt: skip
    assert done.stdout.split() == [str(root), "None"]
    assert not [*root.parent.iterdir()]
