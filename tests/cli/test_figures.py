"""Figures and what is said of them, as JSON, CSV, workbook and Parquet."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from cjdata.ledger import Store
from tests.cli.conftest import Run
from tests.conftest import REPOSITORY
from tests.reports.books import sheets

FIGURE = {
    "measure", "unit", "period", "numerator", "denominator", "value", "state", "received",
    "expected", "demo", "known_at", "edition", "returns", "revised",
}  # fmt: skip


def test_figures_as_json(run: Run, filled: Store):
    code, out, err = run(
        "figures", "T05", "--unit", "lambeth", "--unit", "mps", "--store", filled.root,
        "--format", "json", "--known-at", "2003-11-30",
    )  # fmt: skip
    assert (code, err) == (0, "")
    lambeth, london = json.loads(out)
    assert '"numerator": 5,' in out
    assert '"denominator": 20,' in out
    edition = json.loads(run("status", "--store", filled.root, "--format", "json")[1])["edition"]
    assert lambeth == {
        "measure": "T05", "unit": "lambeth", "period": "2003-10", "numerator": 5,
        "denominator": 20, "value": 25, "state": "value", "received": 1, "expected": 1,
        "demo": False, "known_at": "2003-11-30", "edition": edition, "returns": ["R1-1"],
        "revised": False,
    } | {name: lambeth[name] for name in lambeth if name not in FIGURE}  # fmt: skip
    assert (london["state"], london["received"], london["expected"]) == ("incomplete", 1, 32)


def test_figures_as_csv_count_in_whole_numbers(run: Run, filled: Store, tmp_path: Path):
    arguments = ("figures", "T05", "--unit", "lambeth", "--unit", "brent", "--store", filled.root)
    code, out, _ = run(*arguments)
    assert code == 0
    lambeth, brent = csv.DictReader(io.StringIO(out))
    assert set(lambeth) >= FIGURE
    assert (lambeth["numerator"], lambeth["denominator"]) == ("5", "20")
    assert float(lambeth["value"]) == 25
    assert lambeth["returns"] == "R1-1"
    assert (brent["state"], brent["numerator"], brent["value"]) == ("not_received", "", "")
    code, nothing, err = run(*arguments, "-o", tmp_path / "out.csv")
    assert (code, nothing) == (0, "")
    assert "2 rows written" in err
    assert (tmp_path / "out.csv").read_text("utf-8") == out
    code, nothing, err = run(*arguments, "-o", tmp_path / "no" / "such" / "folder.csv")
    assert (code, nothing) == (1, "")
    assert err.endswith("folder.csv\n")  # what was asked for, and not a file on the way to it


def test_figures_as_workbook_and_parquet_are_those_of_json(run: Run, filled: Store, tmp_path: Path):
    arguments = ("figures", "T05", "--unit", "lambeth", "--unit", "brent", "--store", filled.root)
    _, out, _ = run(*arguments, "--format", "json")
    said = json.loads(out)
    assert said[0]["view"].endswith(
        "/performance-trends?known_at="
        + said[0]["known_at"]
        + "&measure=T05&unit=lambeth&grain=month"
    )
    for form in ("xlsx", "parquet"):  # the name of the file says the form
        code, nothing, err = run(*arguments, "-o", tmp_path / f"out.{form}")
        assert (code, nothing, "2 rows written" in err) == (0, "", True)
    _, sheet = sheets((tmp_path / "out.xlsx").read_bytes()).values()
    book = [dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]]
    parquet = pq.read_table(tmp_path / "out.parquet")
    for name in (
        "unit",
        "period",
        "numerator",
        "denominator",
        "value",
        "state",
        "received",
        "view",
    ):
        wanted = [row[name] for row in said]
        assert [row[name] if row[name] != "" else None for row in book] == wanted
        assert parquet.column(name).to_pylist() == wanted
    metadata = parquet.schema.metadata
    assert metadata[b"store"] == b"live"
    assert metadata[b"edition"].decode() == said[0]["edition"]
    assert metadata[b"view"].decode() == said[0]["view"]


def test_a_binary_form_goes_where_it_is_sent_and_never_to_a_terminal(filled: Store):
    line = f'"{sys.executable}" -m cjdata figures T05 --format parquet --store "{filled.root}"'
    sent = subprocess.run(line, shell=True, cwd=REPOSITORY, capture_output=True, check=False)
    assert (sent.returncode, sent.stdout[:4], sent.stdout[-4:]) == (0, b"PAR1", b"PAR1")
    outer, inner = os.openpty()
    shown = subprocess.run(
        line, shell=True, cwd=REPOSITORY, stdout=inner, stderr=subprocess.PIPE, check=False
    )
    os.close(inner)
    os.close(outer)
    assert shown.returncode == 2
    assert shown.stderr.decode().startswith("parquet is not for a terminal: name a file with -o")


def test_before_anything_was_known_there_is_no_figure(run: Run, filled: Store):
    arguments = ("figures", "T05", "--store", filled.root, "--format", "json")
    code, out, _ = run(*arguments, "--known-at", "2003-11-09")
    assert (code, json.loads(out)) == (0, [])


def test_every_number_in_json_is_a_number(run: Run, filled: Store):
    _, out, _ = run("figures", "T05", "--store", filled.root, "--format", "json")
    rows = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert len(rows) > 32
    for row in rows:
        for name in ("numerator", "denominator", "received", "expected"):
            assert row[name] is None or isinstance(row[name], int)
        assert row["value"] is None or math.isfinite(row["value"])


def test_what_was_said_leaves_as_text_and_not_as_a_formula(run: Run, filled: Store):
    at = ("--store", filled.root)
    figure = ("T05", "--unit", "lambeth", "--period", "2003-10", "--known-on", "2003-11-20")
    said = ("--text", '=HYPERLINK("http://a.b")', "--owner", "@sum", "--by", "-A Clerk")
    assert run("explain", *figure, *said, *at)[0] == 0
    (row,) = csv.DictReader(io.StringIO(run("explanations", *at)[1]))
    assert row["explanation"] == '\'=HYPERLINK("http://a.b")'
    assert (row["owner"], row["said_by"], row["unit"]) == ("'@sum", "'-A Clerk", "lambeth")
    (entry,) = json.loads(run("explanations", "--format", "json", *at)[1])
    assert (entry["owner"], entry["said_by"]) == ("@sum", "-A Clerk")
