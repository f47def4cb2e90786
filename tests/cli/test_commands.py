"""The commands as they are called: exit codes, what goes to stdout, shapes of the JSON."""

from __future__ import annotations

import csv
import io
import json
import math
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from cjdata.cli import main
from cjdata.ledger import Journal, Store
from cjdata.snapshot.files import current
from tests.conftest import REPOSITORY
from tests.reports.books import sheets
from tests.stores import bytes_below, file_of, trials

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in this process: exit code, stdout, stderr."""
    monkeypatch.delenv("CJDATA_STORE", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        try:
            code = main([str(a) for a in arguments])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out, said.err

    return call


@pytest.fixture
def october(tmp_path: Path) -> Path:
    """Lambeth's October as a file; a quarter of its trials were ineffective."""
    file = tmp_path / "october.csv"
    file.write_bytes(file_of(*trials("lambeth", "2003-10", 10, 5, 5)))
    return file


@pytest.fixture(scope="module")
def filled_once(empty_live_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store into which October was loaded; copied for each test."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(empty_live_store.root, folder / "store")
    file = folder / "october.csv"
    file.write_bytes(file_of(*trials("lambeth", "2003-10", 10, 5, 5)))
    told = ["--store", str(folder / "store"), "--known-on", "2003-11-10"]
    assert main(["load", str(file), *told]) == 0
    return folder / "store"


@pytest.fixture
def filled(filled_once: Path, tmp_path: Path) -> Store:
    shutil.copytree(filled_once, tmp_path / "store")
    return Store.open(tmp_path / "store")


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


def test_the_store_of_the_environment_is_used(
    run: Run, filled: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("CJDATA_STORE", str(filled.root))
    assert json.loads(run("status", "--format", "json")[1])["store"] == str(filled.root)
    code, _, err = run("status", "--store", tmp_path / "none")
    assert code == 2
    assert "none" in err


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


FIGURE = {
    "measure", "unit", "period", "numerator", "denominator", "value", "state", "received",
    "expected", "demo", "known_at", "edition", "returns", "revised",
}  # fmt: skip


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


@pytest.mark.parametrize("command", ["explanations", "rebases", "peers"])
def test_what_was_said_cannot_be_known_before_it_is(run: Run, filled: Store, command: str):
    code, nothing, err = run(command, "--known-at", "2999-01-01", "--store", filled.root)
    assert (code, nothing) == (2, "")
    assert err.startswith("nothing can be known at 2999-01-01: ask for a day up to ")


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


def test_withdraw(run: Run, filled: Store):
    arguments = ("withdraw", "R1-1", "--why", "wrong borough", "--store", filled.root)
    assert run("withdraw", "R7-1", *arguments[2:])[0] == 1
    code, _, err = run(*arguments)
    assert code == 0
    assert "R1-1 (trials-magistrates lambeth 2003-10) is withdrawn" in err
    assert run(*arguments)[0] == 1
    *_, (entry, _) = Journal(filled).entries()
    assert (entry.seq, entry.supersedes, entry.detail["why"]) == (2, ("R1-1",), "wrong borough")


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


def test_every_number_in_json_is_a_number(run: Run, filled: Store):
    _, out, _ = run("figures", "T05", "--store", filled.root, "--format", "json")
    rows = json.loads(out, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))
    assert len(rows) > 32
    for row in rows:
        for name in ("numerator", "denominator", "received", "expected"):
            assert row[name] is None or isinstance(row[name], int)
        assert row["value"] is None or math.isfinite(row["value"])


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
