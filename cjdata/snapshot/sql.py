"""The statements of this room, read from their files once."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def statement(name: str) -> str:
    """The SQL of `queries/<name>.sql`."""
    return (resources.files(__package__) / "queries" / f"{name}.sql").read_text("utf-8")


@cache
def schema() -> str:
    return (resources.files(__package__) / "schema.sql").read_text("utf-8")
