"""What `check` prints: the same fault of many rows once, with all its rows in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cjdata.cli import main
from cjdata.ledger import Store


def test_the_same_fault_of_many_rows_is_one_line(
    empty_live_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "return.csv"
    rows = [f"lambth,2003-10,trials_{what},3" for what in ("listed", "effective", "cracked")]
    file.write_text("\n".join(["unit,period,component,value", *rows, rows[0].replace("th", "t")]))
    assert main(["check", str(file), "--store", str(empty_live_store.root)]) == 1
    said = capsys.readouterr()
    assert said.out.splitlines() == [
        "return.csv:2:unit: error: 'lambth' is not a unit: did you mean lambeth? "
        "(so too in row 3, 4) [unknown-unit]",
        "return.csv:5:unit: error: 'lambt' is not a unit: did you mean lambeth? [unknown-unit]",
    ]
    assert "4 errors" in said.err
    assert main(["check", str(file), "--store", str(empty_live_store.root), "--format=json"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert [fault["row"] for fault in found["faults"]] == [2, 3, 4, 5]
