"""Stores made, built, told of and verified on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from cjdata.ledger import Store
from cjdata.snapshot.files import current
from tests.cli.conftest import Run
from tests.stores import bytes_below


def test_init_refuses_a_folder_in_use(run: Run, tmp_path: Path, october: Path):
    before = bytes_below(tmp_path)
    code, out, err = run("init", tmp_path)
    assert (code, out) == (1, "")
    assert "is not empty" in err
    assert bytes_below(tmp_path) == before


@pytest.mark.parametrize("command", ["build", "status", "verify", "rollout", "figures T05"])
def test_no_store_is_an_unusable_call_and_says_what_to_run(run: Run, tmp_path: Path, command: str):
    code, out, err = run(*command.split(), "--store", tmp_path / "none")
    assert (code, out) == (2, "")
    assert "python -m cjdata init" in err


def test_a_snapshot_of_another_version_is_named_and_the_next_writer_makes_it_anew(
    run: Run, filled: Store, tmp_path: Path
):
    root = tmp_path / "copied"
    shutil.copytree(filled.root, root)
    at, file = ("--store", root), current(Store.open(root))
    assert file is not None
    with duckdb.connect(file) as connection:
        connection.execute("update meta set value = '5' where key = 'format'")
        connection.execute("drop table figure_piece")
    for command in (("figures", "T05"), ("rollout",), ("status",)):
        code, nothing, err = run(*command, *at)
        assert (code, nothing) == (2, "")
        assert "made by another version of the program: run 'python -m cjdata build" in err
    assert run("withdraw", "R1-1", "--why", "sent twice", *at)[0] == 0
    assert run("status", *at)[0] == 0


def test_status_and_verify(run: Run, filled: Store):
    status = json.loads(run("status", "--store", filled.root, "--format", "json")[1])
    assert (status["kind"], status["entries"], status["behind"]) == ("live", 1, False)
    assert [c["collection"] for c in status["collections"]] == ["trials-magistrates"]
    assert [late["entry"] for late in status["late_additions"]] == [1]
    code, out, _ = run("verify", "--store", filled.root, "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "sound": True, "entries": 1, "payloads": 2, "edition": status["edition"], "problems": [],
    }  # fmt: skip
    next(filled.payloads.iterdir()).write_bytes(b"changed")
    code, out, _ = run("verify", "--store", filled.root, "--format", "json")
    assert code == 1
    assert json.loads(out)["sound"] is False
    assert run("build", "--full", "--store", filled.root)[0] in (0, 1)
