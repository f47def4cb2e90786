"""Finds the reference results that nobody here computed, which stand beside the repository.

Tests that read them are skipped where they are absent; their figures may be typed into tests.
"""

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def peer_file(name: str) -> Path:
    """The path of a peer file under CJDATA_SHARED or ../shared, or a skip that says why."""
    shared = Path(os.environ.get("CJDATA_SHARED", REPOSITORY.parent / "shared"))
    path = shared / "data" / "peer" / name
    if not path.is_file():
        pytest.skip(f"no reference file {name}: set CJDATA_SHARED to the folder that has it")
    return path
