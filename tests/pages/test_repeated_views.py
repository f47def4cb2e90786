"""A view that somebody has had is shown again without asking the snapshot."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cjdata.ledger import Store
from cjdata.ui.house import open_house
from tests.pages.conftest import Open
from tests.pages.registry import PAGES, Page


@contextmanager
def queries() -> Iterator[list[str]]:
    """What the open snapshot is asked meanwhile, from whichever thread, told by DuckDB itself."""
    watch = open_house().reader.connection.cursor()
    watch.execute("call enable_logging('QueryLog')")
    watch.execute("call truncate_duckdb_logs()")
    asked: list[str] = []
    yield asked
    rows = watch.execute("select message from duckdb_logs").fetchall()
    watch.execute("call disable_logging()")
    asked += [text for (text,) in rows if "duckdb_logs" not in text]


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_a_repeated_view_asks_nothing(visit: Open, demo_store: Store, page: Page):
    found = visit(demo_store, page.address)
    with queries() as asked:
        found.app.run()
    assert found.failures() == []
    assert asked == []


def test_the_watch_sees_a_first_view(visit: Open, demo_store: Store, tmp_path: Path):
    """Of a store of its own: answers are kept for the process, whoever asked for them before."""
    shutil.copytree(demo_store.root, tmp_path / "store")
    found = visit(Store.open(tmp_path / "store"))
    with queries() as asked:
        found.click("later")
    assert found.parameters["known_at"] == "2003-12-11"
    assert asked
