"""Stores for the pages, and a visitor to them. No test here writes to the shared demo store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st

from cjdata.cli import main
from cjdata.ledger import Store
from cjdata.ledger.where import VARIABLE
from tests.pages.visit import Visit, open_page

Open = Callable[..., Visit]

LAMBETH = """unit,period,component,value,court_tier,court,reason,note
lambeth,2003-09,trials_effective,10,magistrates,,,
lambeth,2003-09,trials_cracked,20,magistrates,,,
lambeth,2003-09,trials_ineffective,70,magistrates,,,
lambeth,2003-09,trials_vacated,5,magistrates,,,
"""
"""Nobody but Lambeth, one month, 70 of 100: nothing else may be made of it."""


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of a store, with nothing kept from the visits before."""

    def opened(store: Store | Path, address: str = "", **parameters: str) -> Visit:
        root = store.root if isinstance(store, Store) else store
        monkeypatch.setenv(VARIABLE, str(root))
        st.cache_data.clear()
        st.cache_resource.clear()
        return open_page(address, **parameters)

    return opened


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store that holds the public record and nothing else."""
    root = tmp_path_factory.mktemp("stores") / "empty"
    assert main(["init", str(root)]) == 0
    return root


@pytest.fixture(scope="session")
def live_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store with one return of Lambeth, known since the day of its loading."""
    folder = tmp_path_factory.mktemp("stores")
    root, file = folder / "live", folder / "lambeth.csv"
    file.write_text(LAMBETH, "utf-8")
    assert main(["init", str(root)]) == 0
    assert main(["load", str(file), "--store", str(root), "--by", "A Clerk"]) == 0
    return root
