"""The files of the repository as the tests of the house see them."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PASSED_OVER = {".git", ".venv", ".cjdata", "__pycache__", "node_modules"}
BINARY = {".png", ".xlsx", ".parquet", ".woff2", ".ico"}


def files() -> list[Path]:
    """Every file that is or could be committed; without git, all but what is known to be made."""
    asked = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.decode().split("\0") if name]
    else:
        found = [p for p in ROOT.rglob("*") if not PASSED_OVER & set(p.relative_to(ROOT).parts)]
    return sorted(p for p in found if p.is_file())


def text_files() -> list[Path]:
    return [p for p in files() if p.suffix not in BINARY]


def python_files(*folders: str) -> list[Path]:
    """The Python files of some folders or files of the root."""
    wanted = tuple(ROOT / folder for folder in folders)
    return [p for p in files() if p.suffix == ".py" and any(p.is_relative_to(w) for w in wanted)]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
