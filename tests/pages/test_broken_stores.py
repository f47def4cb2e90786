"""A store that is missing, damaged or too new: a plain message that says what to run."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from cjdata.ledger import Draft, Journal, Kind, Store
from cjdata.ui.frame import LOOKS
from tests.pages.conftest import Open
from tests.pages.registry import PAGES, Page
from tests.stores import TODAY


def _no_snapshot(root: Path) -> None:
    shutil.rmtree(root / "snapshots")


def _broken_snapshot(root: Path) -> None:
    for file in (root / "snapshots").glob("*.duckdb"):
        file.write_bytes(b"not a database")


def _older_snapshot(root: Path) -> None:
    for file in (root / "snapshots").glob("*.duckdb"):
        with duckdb.connect(file) as connection:
            connection.execute("update meta set value = '5' where key = 'format'")
            connection.execute("drop table figure_piece")


def _broken_paper(root: Path) -> None:
    (root / "store.json").write_text("{", "utf-8")


def _too_new(root: Path) -> None:
    paper = json.loads((root / "store.json").read_text("utf-8"))
    (root / "store.json").write_text(json.dumps({**paper, "format": 99}), "utf-8")


def _no_ledger(root: Path) -> None:
    (root / "ledger.jsonl").unlink()


def _wrong_overlay(root: Path) -> None:
    (root / "definitions" / "measures").mkdir()
    (root / "definitions" / "measures" / "own.toml").write_text("[T05]\nname = 3\n", "utf-8")


BROKEN: list[tuple[Callable[[Path], None], str]] = [
    (_no_snapshot, "run 'python -m cjdata build"),
    (_broken_snapshot, "run 'python -m cjdata build"),
    (_older_snapshot, "made by another version of the program: run 'python -m cjdata build"),
    (_broken_paper, "restore it from a backup"),
    (_too_new, "use a newer version of the program"),
    (_no_ledger, "restore it from a backup"),
    (_wrong_overlay, "definitions/measures/own.toml: T05.name"),
]


@pytest.mark.parametrize(("broken", "said"), BROKEN)
def test_a_broken_store_is_named_with_what_to_do(
    visit: Open, empty_store: Path, tmp_path: Path, broken: Callable[[Path], None], said: str
):
    root = tmp_path / "store"
    shutil.copytree(empty_store, root)
    broken(root)
    found = visit(root)
    assert found.failures() == []
    assert found.heading == "The store cannot be shown"
    assert said in found.text
    assert "Traceback" not in found.text


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_missing_store_is_said_on_every_page(visit: Open, tmp_path: Path, page: Page):
    found = visit(tmp_path / "nowhere", page.address)
    assert found.failures() == []
    assert found.heading == "The store cannot be shown"
    assert f"python -m cjdata init {tmp_path / 'nowhere'}" in found.text


def test_a_mended_store_shows_again(visit: Open, empty_store: Path, tmp_path: Path):
    root = tmp_path / "store"
    found = visit(root)
    assert found.heading == "The store cannot be shown"
    shutil.copytree(empty_store, root)
    found.app.run()
    assert found.heading.startswith("13 of 32")


def test_what_the_snapshot_does_not_have_yet_is_said_beside_the_store(
    visit: Open, empty_store: Path, tmp_path: Path
):
    root = tmp_path / "store"
    shutil.copytree(empty_store, root)
    found = visit(root)
    assert "Live store" in found.text
    assert "being renewed" not in found.text
    journal = Journal(Store.open(root))
    with journal.writing():
        journal.append([Draft(kind=Kind.NOTE, known_on=TODAY, by="A Clerk")], journal.head())
    time.sleep(1 / LOOKS)
    found.app.run()
    assert "Live store · being renewed" in found.text
