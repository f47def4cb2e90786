"""What a figure was measured on: without it no benchmark says anything."""

from __future__ import annotations

import os
import platform
from importlib import metadata

VERSIONS = ("streamlit", "duckdb", "pandas", "numpy", "plotly")


def described() -> str:
    """Cores, load, Python and the versions that matter, in one line."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in VERSIONS)
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores{load}, Python {platform.python_version()}, {versions}"
