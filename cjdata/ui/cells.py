"""Cells of wide tables: of hundreds few differ, so that each is rendered once for its content."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache

from markupsafe import Markup

from cjdata.ui.show import rendered


@lru_cache(maxsize=4096)
def cell(template: str, **content: Hashable) -> Markup:
    """A template of one cell, filled in."""
    return Markup(rendered(template, **content))


def in_a_row(cells: Iterable[Markup]) -> Markup:
    """Cells that follow one another."""
    return Markup("").join(cells)
