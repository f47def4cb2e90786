"""What a Python file imports, read from its text without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def imported(path: Path) -> Iterator[str]:
    """The dotted name of every module or member that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def top_level(path: Path) -> set[str]:
    return {module.split(".")[0] for module in imported(path)}


def within(module: str, *packages: str) -> bool:
    """Whether a module is one of these packages or lies inside one."""
    return any(module == p or module.startswith(f"{p}.") for p in packages)
