"""Returns checked, loaded, refused and taken back on the command line."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from cjdata.ledger import Journal, Store
from tests.cli.conftest import Run
from tests.returns.layouts import as_csv, cps
from tests.stores import bytes_below, file_of


def test_check_names_every_fault(run: Run, store: Store, tmp_path: Path):
    file = tmp_path / "wrong.csv"
    file.write_bytes(
        file_of("lambth,2003-10,trials_listed,40", "lambeth,2003-10,trials_cracked,-1")
    )
    for place in (["--store", store.root], []):
        code, out, err = run("check", file, *place, "--format", "json")
        assert code == 1
        assert err == ""
        (found,) = json.loads(out)["files"]
        assert (found["file"], found["accepted"]) == ("wrong.csv", False)
        assert [(f["row"], f["column"], f["value"], f["rule"]) for f in found["faults"]] == [
            (2, "unit", "lambth", "unknown-unit"),
            (3, "value", "-1", "negative-value"),
        ]
        for fault in found["faults"]:
            assert set(fault) == {
                "sheet", "row", "column", "value", "rule", "severity", "message",
            }  # fmt: skip
            assert fault["severity"] == "error"
    code, out, err = run("check", file, "--store", store.root)
    assert code == 1
    assert out.startswith("wrong.csv:2:unit: error: ")
    assert "refused (2 errors, 0 warnings)" in err


def test_check_of_a_good_file_changes_nothing(run: Run, store: Store, october: Path):
    before = bytes_below(store.root)
    code, out, _ = run("check", october, "--store", store.root, "--format", "json")
    assert (code, json.loads(out)["files"][0]["accepted"]) == (0, True)
    assert bytes_below(store.root) == before


def test_one_refused_file_makes_the_exit_code(run: Run, store: Store, october: Path):
    code, out, err = run("load", "missing.csv", october, "--store", store.root)
    assert code == 1
    assert "R1-1" in out.splitlines()
    assert "missing.csv: error: the file cannot be opened" in out
    assert "october.csv: accepted as entry 1" in err
    assert run("load", october, "--store", store.root)[0] == 0


def test_load_in_the_future_is_refused(run: Run, store: Store, october: Path):
    code, out, err = run("load", october, "--store", store.root, "--known-on", "2999-01-01")
    assert (code, out) == (1, "")
    assert "in the future" in err


def test_a_period_is_said_of_a_publishers_file_alone(run: Run, store: Store, tmp_path: Path):
    file = tmp_path / "outcomes.csv"
    file.write_bytes(as_csv(cps()))
    call = ("--store", store.root, "--profile", "cps-outcomes")
    code, out, _ = run("check", file, *call)
    assert (code, "--period 2014-04" in out) == (1, True)
    assert run("check", file, *call, "--period", "2014-04")[0] == 0
    assert run("check", file, *call, "--period", "April")[0] == 2
    assert run("load", file, "--store", store.root, "--period", "2014-04")[0] == 2
    code, out, _ = run("load", file, *call, "--period", "2014-04", "--by", "A Clerk")
    assert (code, "R1-1" in out) == (0, True)
    ((entry, _),) = Journal(store).entries()
    assert {found["period"] for found in entry.detail["returns"]} == {"2014-04"}
    assert entry.detail["warnings"][0]["rule"] == "period-said"


def test_withdraw(run: Run, filled: Store):
    arguments = ("withdraw", "R1-1", "--why", "wrong borough", "--store", filled.root)
    assert run("withdraw", "R7-1", *arguments[2:])[0] == 1
    code, _, err = run(*arguments)
    assert code == 0
    assert "R1-1 (trials-magistrates lambeth 2003-10) is withdrawn" in err
    assert run(*arguments)[0] == 1
    *_, (entry, _) = Journal(filled).entries()
    assert (entry.seq, entry.supersedes, entry.detail["why"]) == (2, ("R1-1",), "wrong borough")


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 200_000_000)
    return packed.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "binary.csv": lambda: bytes(range(256)) * 64,
    "nothing.csv": lambda: b"",
    "cell.csv": lambda: file_of("lambeth,2003-10,trials_listed,40,,,," + "x" * 30_000_000),
    "number.csv": lambda: file_of("lambeth,2003-10,trials_listed," + "9" * 5_000),
    "bomb.csv": zip_bomb,
    "bomb.xlsx": zip_bomb,
    "..%2f..%2fetc%2fpasswd.csv": lambda: b"unit\n",
    "formula.csv": lambda: file_of("=cmd|' /C calc'!A0,2003-10,trials_listed,40"),
    "script.csv": lambda: file_of("<script>alert(1)</script>,2003-10,trials_listed,40"),
    "-o.csv": lambda: b"-o\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_plain_words(
    run: Run, store: Store, tmp_path: Path, name: str
):
    folder = tmp_path / "sent"
    folder.mkdir()
    (folder / name).write_bytes(HOSTILE[name]())
    before, around = bytes_below(store.root), set(tmp_path.iterdir())
    for command in ("check", "load"):
        code, out, _ = run(command, folder / name, "--store", store.root)
        assert code == 1
        assert f"{name}:" in out
        assert ": error: " in out
        assert len(out) < 20_000
    assert bytes_below(store.root) == before
    assert set(tmp_path.iterdir()) == around


def test_a_folder_and_a_device_are_no_files(run: Run, store: Store, tmp_path: Path):
    code, out, _ = run("load", tmp_path, "--store", store.root)
    assert code == 1
    assert ": error: " in out
