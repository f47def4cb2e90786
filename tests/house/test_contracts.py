"""The arrows between the rooms: the contracts hold, and name everything and nothing else."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.repository import ROOT

LINTER = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
CONTRACTS = LINTER["contracts"]
LAYERS = next(c for c in CONTRACTS if c["type"] == "layers")
MAY_KNOW = {"streamlit": {"ui"}, "duckdb": {"snapshot"}, "plotly": {"charts", "ui"}}


def rooms() -> set[str]:
    """The packages and modules that stand directly in cjdata."""
    inside = (ROOT / "cjdata").iterdir()
    found = {p.stem for p in inside if p.suffix == ".py" or (p / "__init__.py").is_file()}
    return found - {"__init__", "__main__"}


def layered() -> set[str]:
    return {room.strip() for layer in LAYERS["layers"] for room in layer.split("|")}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert command, "lint-imports is installed with requirements-dev.txt"
    return subprocess.run(
        [command, "--no-cache", "--no-logo"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def test_contracts_hold():
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_a_broken_arrow_is_seen(tmp_path):
    """The contracts can fail: a room that imports upward, and one that knows the database."""
    shutil.copytree(ROOT / "cjdata", tmp_path / "cjdata")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "cjdata" / "domain" / "wrong.py").write_text(
        "import cjdata.ledger\nimport duckdb\n"
    )
    result = lint(tmp_path)
    assert result.returncode != 0
    assert "cjdata.domain.wrong -> cjdata.ledger" in result.stdout
    assert "cjdata.domain.wrong -> duckdb" in result.stdout


def test_every_room_has_its_layer_and_every_layer_its_room():
    assert layered() == rooms()


def test_every_room_is_described():
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert not [room for room in rooms() if f"`cjdata.{room}`" not in text]


def test_no_layer_is_optional_and_no_contract_has_an_exception():
    assert not any("(" in layer for layer in LAYERS["layers"])
    assert LAYERS["exhaustive"] is True
    assert LAYERS["exhaustive_ignores"] == ["__main__"]
    assert not [c["name"] for c in CONTRACTS if "ignore_imports" in c]
    assert "ignore_imports" not in LINTER


@pytest.mark.parametrize("library", MAY_KNOW)
def test_a_library_is_forbidden_to_every_room_but_its_own(library):
    (contract,) = (c for c in CONTRACTS if c.get("forbidden_modules") == [library])
    assert importlib.util.find_spec(library) is not None
    barred = {module.removeprefix("cjdata.") for module in contract["source_modules"]}
    assert barred == rooms() - MAY_KNOW[library]
