"""Commands called in this process, and a live store that holds one month of one borough."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cjdata.cli import main
from cjdata.ledger import Store
from tests.stores import file_of, load, trials

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


def load_october(store: Store) -> Store:
    assert load(store, *trials("lambeth", "2003-10", 10, 5, 5), known_on="2003-11-10").accepted
    return store


@pytest.fixture
def filled(filled_with) -> Store:
    """A live store into which October was loaded."""
    return filled_with(load_october)
