"""Rollout and signals on the command line, as JSON and as text."""

from __future__ import annotations

import json

import pytest

from cjdata.ledger import Store
from tests.cli.conftest import Run


def test_rollout_as_json_and_text(run: Run, store: Store):
    arguments = ("rollout", "--known-at", "2004-07-12", "--store", store.root)
    code, out, err = run(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert set(answer) >= {"known_at", "edition", "initiatives"}
    units = {found["id"]: found for found in answer["initiatives"]}["case-progression-unit"]
    assert (units["of"], units["live"], units["reported_live"]) == (32, 13, 26)
    camden = {u["unit"]: u for u in units["units"]}["camden"]
    assert (camden["stage"], camden["not_before"], camden["not_after"]) == (
        "live", "2004-02-12", "2004-04-22",
    )  # fmt: skip
    assert (camden["said_on"], camden["source"]) == (
        "2004-04-22", "MPA PPRC 22 April 2004, report 10",
    )  # fmt: skip
    code, out, _ = run(*arguments)
    assert code == 0
    assert "13 of 32 live and named, 26 reported without naming them all" in out


def test_signals_as_json_and_text(run: Run, demo_store: Store):
    arguments = ("signals", "--store", demo_store.root, "--known-at", "2004-03-28")
    code, out, err = run(*arguments, "--format", "json")
    assert (code, err) == (0, "")
    answer = json.loads(out)
    assert answer["known_at"] == "2004-03-28"
    assert answer["expected_by_chance"] == pytest.approx(0.05 * answer["looked_at"])
    named = [*answer["signals"], *answer["beyond_level"]]
    for found in named:
        for name in ("measure", "unit", "period", "rules", "direction", "size", "sentence"):
            assert name in found
        assert isinstance(found["rules"], list)
        assert found["direction"] == ("up" if found["size"] > 0 else "down")
    code, text, _ = run(*arguments)
    assert code == 0
    assert all(found["sentence"] in text for found in named)


def test_signals_of_an_empty_store(run: Run, store: Store):
    code, out, _ = run("signals", "--store", store.root, "--format", "json")
    assert code == 0
    assert (json.loads(out)["signals"], json.loads(out)["looked_at"]) == ([], 0)
