"""Cells of wide tables: of hundreds few differ, so that each is rendered once for its content."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from functools import lru_cache

from markupsafe import Markup

from cjdata.ui.show import environment


@lru_cache(maxsize=4096)
def cell(kind: str, **content: Hashable) -> Markup:
    """One cell, filled in: `kind` is a macro of templates/cells.html."""
    made: Markup = getattr(environment().get_template("cells.html").module, kind)(**content)
    return made


def in_a_row(cells: Iterable[Markup]) -> Markup:
    """Cells that follow one another, each of which is markup: `Markup.join` would ask them all."""
    return Markup("".join(cells))
