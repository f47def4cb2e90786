"""The commands as they are called: from a process of their own, with help, with wrong words."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cjdata.ledger import Store
from tests.cli.conftest import Run
from tests.conftest import REPOSITORY
from tests.stores import bytes_below


def python(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cjdata", *map(str, arguments)],
        cwd=REPOSITORY, capture_output=True, text=True, check=False, timeout=120, **options,
    )  # fmt: skip


def test_a_store_from_its_making_to_its_first_figure(tmp_path: Path, october: Path):
    root = tmp_path / "store"
    assert python("init", root).returncode == 0
    loaded = python("load", october, "--store", root, "--by", "me", "--known-on", "2003-11-10")
    assert (loaded.returncode, loaded.stdout) == (0, "R1-1\n")
    assert "accepted as entry 1, 1 return" in loaded.stderr
    asked = python("figures", "T05", "--unit", "lambeth", "--store", root, "--format", "json")
    assert asked.returncode == 0
    assert asked.stderr == ""
    assert json.loads(asked.stdout)[0]["value"] == 25


def test_help_and_no_command(run: Run):
    code, out, _ = run("--help")
    assert code == 0
    for command in ("init", "build", "check", "load", "withdraw", "figures", "rollout", "status"):
        assert command in out
        assert run(command, "--help")[0] == 0
    assert run()[0] == 2
    assert run("make-coffee")[0] == 2


def test_the_store_of_the_environment_is_used(
    run: Run, filled: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("CJDATA_STORE", str(filled.root))
    assert json.loads(run("status", "--format", "json")[1])["store"] == str(filled.root)
    code, _, err = run("status", "--store", tmp_path / "none")
    assert code == 2
    assert "none" in err


@pytest.mark.parametrize("command", ["explanations", "rebases", "peers"])
def test_what_was_said_cannot_be_known_before_it_is(run: Run, filled: Store, command: str):
    code, nothing, err = run(command, "--known-at", "2999-01-01", "--store", filled.root)
    assert (code, nothing) == (2, "")
    assert err.startswith("nothing can be known at 2999-01-01: ask for a day up to ")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["figures", "T5"], "T05"),
        (["figures", "T05", "--unit", "lambth"], "did you mean lambeth"),
        (["figures", "T05", "--unit", ""], "there is no unit"),
        (["figures", "T05", "--known-at", "30 November 2003"], "write it as YYYY-MM-DD"),
        (["figures", "T05", "--known-at", "2003-02-30"], "is not a date"),
        (["figures", "T05", "--known-at", "2999-01-01"], "ask for a day up to"),
        (["figures", "T05", "--known-at", "1066-10-14"], "nothing can be known at"),
        (["figures", "T05", "--grain", "week"], "invalid choice"),
        (["figures", "T05", "--format", "pdf"], "invalid choice"),
        (["figures"], "required"),
        (["rollout", "--known-at", "2999-01-01"], "ask for a day up to"),
        (["withdraw", "R1-1"], "--why"),
        (["load"], "required"),
    ],
)
def test_a_call_that_cannot_be_used_is_told_why(
    run: Run, filled: Store, arguments: list[str], words: str
):
    before = bytes_below(filled.root)
    code, out, err = run(*arguments, "--store", filled.root)
    assert (code, out) == (2, "")
    assert words in err
    assert bytes_below(filled.root) == before


def test_who_reads_may_stop_reading(filled: Store):
    """`figures ... | head -1`: no trace, no message."""
    command = f'"{sys.executable}" -m cjdata figures T05 --grain month --store "{filled.root}"'
    if sys.platform == "win32":
        pytest.skip("a pipe of a POSIX shell")
    done = subprocess.run(
        ["sh", "-c", f"{command} | true"], cwd=REPOSITORY, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
