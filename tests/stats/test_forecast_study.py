"""The forecast on simulated rollouts, in short, and on the real record."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from cjdata.stats.forecast import Verdict, completion_forecast
from cjdata.stats.rollout_shapes import SHAPES
from cjdata.stats.rollout_simulation import simulate_rollout

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("CJDATA_SHARED", REPOSITORY.parent / "shared"))
EVENTS = SHARED / "data" / "published" / "rollout_events.csv"
FIRST, LAST = date(2004, 7, 12), date(2004, 11, 4)
"""All 32 boroughs had a case progression unit after the one report and by the other."""


@pytest.mark.parametrize("shape", SHAPES)
def test_a_simulated_rollout_tells_no_more_than_was_true(shape):
    """Totals are those of the named, nothing is told early, and the seed fixes all."""
    rollout = simulate_rollout(5, shape=shape)
    facts = rollout.events[rollout.events["kind"] == "fact"]
    assert (facts["not_after"].dropna() <= facts["said_on"]).all()
    named = facts[facts["unit"] != "mps"]
    assert named["unit"].is_unique
    assert set(named["unit"]) <= set(rollout.units)
    assert 8 <= len(rollout.units) <= 60
    last = facts[facts["said_on"] >= rollout.completed]
    assert set(last["said_on"]) <= set(rollout.reports)
    assert all(day < rollout.completed for day in rollout.asked)
    pd.testing.assert_frame_equal(rollout.events, simulate_rollout(5, shape=shape).events)


def test_the_study_in_short(tmp_path):
    """From one rollout of each shape: 16 shapes, and far more right than a forecast that lies."""
    page = tmp_path / "study.md"
    command = [sys.executable, "benchmarks/study_forecast.py", "--rollouts", "1", "-o", str(page)]
    path = {"PYTHONPATH": str(REPOSITORY), "CJDATA_SHARED": str(tmp_path)}
    subprocess.run(command, cwd=REPOSITORY, env=os.environ | path, check=True, timeout=120)
    text = page.read_text("utf-8")
    assert all(f"| {shape} |" in text for shape in SHAPES)
    assert "The real record" not in text
    overall = next(line for line in text.splitlines() if line.startswith("| all |"))
    cells = [cell.strip() for cell in overall.strip("|").split("|")]
    covered80, covered95 = (float(cell.rstrip("%")) for cell in cells[2:4])
    assert 60 <= covered80 <= 95
    assert covered80 <= covered95
    assert float(cells[8]) < min(float(cells[9]), float(cells[10]))


@pytest.fixture(scope="module")
def record():
    """Events of the case progression unit, which a live model implies."""
    if not EVENTS.is_file():
        pytest.skip("the public record is not at hand: set CJDATA_SHARED to its folder")
    return pd.read_csv(EVENTS)


def ask(record, known_at, target="2004-04-30"):
    """The forecast for 32 boroughs; those the record never names get names of ours."""
    model = record[record["initiative"] == "justice-for-london-model"]
    implied = model[model["stage"] == "live"].assign(initiative="case-progression-unit")
    events = pd.concat([record[record["initiative"] == "case-progression-unit"], implied])
    named = [unit for unit in record["unit"].unique() if unit not in ("mps", "marlowe-house")]
    units = [*named, *(f"never-named-{n}" for n in range(32 - len(named)))]
    return completion_forecast(events, units=units, known_at=known_at, target_date=target, seed=1)


@pytest.mark.parametrize(
    ("known_at", "live"),
    [
        ("2003-10-09", 1),
        ("2003-12-11", 2),
        ("2004-02-12", 8),
        ("2004-04-22", 13),
        ("2004-07-12", 26),
        ("2004-11-04", 32),
    ],
)
def test_the_number_live_is_the_one_the_committee_was_told(record, known_at, live):
    """The counts are those of the papers (domain.md, 5.4b)."""
    assert ask(record, known_at).live == live


@pytest.mark.parametrize("known_at", ["2003-10-09", "2003-12-11", "2004-02-12", "2004-04-22"])
def test_april_2004_was_never_on_course(record, known_at):
    forecast = ask(record, known_at)
    assert forecast.verdict in (Verdict.UNLIKELY, Verdict.AT_RISK)
    assert forecast.interval95[0] <= LAST
    assert forecast.interval95[1] >= FIRST


def test_in_january_2003_nobody_could_tell(record):
    assert ask(record, "2003-01-09").verdict is Verdict.CANNOT_TELL


def test_in_november_2004_it_was_done_late(record):
    forecast = ask(record, "2004-11-04")
    assert (forecast.verdict, forecast.p_by_target) == (Verdict.DONE_LATE, 0)
    assert forecast.interval80 == (FIRST, LAST)
