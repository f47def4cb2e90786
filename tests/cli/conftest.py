"""Commands called in this process, and a live store that holds one month of one borough."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cjdata.cli import main
from cjdata.ledger import Store
from tests.stores import file_of, trials

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
