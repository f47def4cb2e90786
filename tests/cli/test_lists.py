"""Lists and answers as text: plain words, and what every output says of itself."""

from __future__ import annotations

import csv
import io

import pytest

from cjdata.cli import main
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader


@pytest.mark.parametrize("command", ["recommendations", "monitoring", "status"])
def test_no_answer_prints_how_it_is_kept(
    demo_store: Store, capsys: pytest.CaptureFixture[str], command: str
):
    assert main([command, "--store", str(demo_store.root)]) == 0
    said = capsys.readouterr().out
    assert [mark for mark in ("{", "}", "['", "None", "True", "False") if mark in said] == []
    assert f"edition: {Reader.open(demo_store).edition}" in said


def test_a_recommendation_is_told_line_by_line(
    demo_store: Store, capsys: pytest.CaptureFixture[str]
):
    assert main(["recommendations", "--store", str(demo_store.root)]) == 0
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("  custody-detention-officers", lines.index("recommendations: 13"))
    assert "    name: Custody detention officers" in lines[at:]
    assert "    last heard: none" not in lines, "what there is not is left out"


@pytest.mark.parametrize("command", ["explanations", "rebases", "peers"])
def test_a_list_says_its_kind_of_store_its_day_and_its_edition(
    store: Store, capsys: pytest.CaptureFixture[str], command: str
):
    at = ["--store", str(store.root), "--by", "A", "--known-on", "2003-11-20"]
    figure = ["T05", "--unit", "lambeth"]
    enter = {
        "explanations": ["explain", *figure, "--period", "2003-10", "--text", "Why"],
        "rebases": ["rebase", *figure, "--from", "2003-06", "--why", "a new court"],
        "peers": ["load-peers", str(store.root / "groups.csv")],
    }
    (store.root / "groups.csv").write_text("group,unit\nA,lambeth\nA,camden\n")
    assert main([*enter[command], *at]) == 0
    capsys.readouterr()
    assert main([command, "--known-at", "2003-11-30", *at[:2]]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    said = {(row["label"], row["known_at"], row["edition"]) for row in rows}
    assert said == {("real", "2003-11-30", Reader.open(store).edition)}
