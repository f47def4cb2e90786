"""What the README tells a newcomer to type does what it says."""

from __future__ import annotations

import csv
import io
import re
import shlex

import pytest

from cjdata.cli import main
from tests.house.repository import ROOT

README = (ROOT / "README.md").read_text("utf-8")
OWN = README[README.index("## Your own returns") :]


def block(opening: str) -> str:
    """The code block with this opening in the part on one's own returns."""
    found = re.search(rf"```\w*\n({opening}.*?)```", OWN, re.DOTALL)
    assert found
    return found[1]


def test_the_five_commands_lead_from_a_file_to_its_figure(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CJDATA_STORE", raising=False)
    (tmp_path / "lambeth.csv").write_text(block("unit,period"), "utf-8")
    *commands, serve = block("python -m cjdata").splitlines()
    assert len(commands) == 4
    for command in commands:
        capsys.readouterr()
        words = shlex.split(command)
        assert words[:3] == ["python", "-m", "cjdata"]
        assert main(words[3:]) == 0, capsys.readouterr().err
    figures = list(csv.DictReader(_rows(capsys.readouterr().out)))
    (october,) = (f for f in figures if f["period"] == "2003-10")
    assert float(october["value"]) == pytest.approx(100 * 74 / (96 + 61 + 74))
    assert october["demo"].lower() in {"false", "no"}
    assert serve == "make run STORE=mystore"


def _rows(text: str) -> io.StringIO:
    """The table of a CSV, without the notes on source and edition above it."""
    lines = text.splitlines()
    start = next(n for n, line in enumerate(lines) if "period" in line.split(","))
    return io.StringIO("\n".join(lines[start:]))


def test_what_is_said_for_machines_without_make_is_what_make_does():
    for line in (
        "python3 -m venv .venv",
        "py -m venv .venv",
        "python -m pip install -r requirements.txt",
        "python -m cjdata init .cjdata/demo --demo",
        "streamlit run app.py",
    ):
        assert f"\n{line}\n" in README
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "DEMO  := .cjdata/demo" in makefile
    assert "streamlit run app.py" in makefile
