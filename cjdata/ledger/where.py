"""Which store a call means, where it does not say."""

from __future__ import annotations

import os
from pathlib import Path

DEMO_ROOT = Path(__file__).resolve().parents[2] / ".cjdata" / "demo"
"""The demo store that `make run` opens, made when absent."""
VARIABLE = "CJDATA_STORE"


def store_root(given: Path | None = None) -> Path:
    """The store named, else the one in CJDATA_STORE, else the demo store."""
    named = os.environ.get(VARIABLE)
    return given or (Path(named) if named else DEMO_ROOT)
