"""Keeps other changes out of a comparison: whom a cell may use when more than one thing arrives.

Rests on one assumption: a unit to which nothing else came between the two periods compared shows
no effect of anything else. Units are left out of single cells, so a cohort keeps its weight even
where some of its units are.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cjdata.stats.staggered.cells import Cells
from cjdata.stats.staggered.results import Flags, Floats


def undisturbed(periods: Floats, cells: Cells, arrivals: Floats) -> Flags:
    """(n, K) whether nothing arrived at a unit between the two periods of a cell.

    arrivals: (n, J) the period in which each of J other changes came, inf = never. What came in
    the earlier period or before is in both; what comes in the later one is not.
    """
    first = periods[np.minimum(cells.at, cells.base)]
    last = periods[np.maximum(cells.at, cells.base)]
    came = (arrivals[:, :, None] > first) & (arrivals[:, :, None] <= last)
    return np.asarray(~came.any(axis=1), dtype=bool)


def among(cells: Cells, *, treated: Flags | None = None, controls: Flags | None = None) -> Cells:
    """The same cells with fewer units: those flagged (n, K) on each side."""
    return replace(
        cells,
        treated=cells.treated if treated is None else cells.treated & treated,
        controls=cells.controls if controls is None else cells.controls & controls,
    )


def between_events(periods: Floats, cells: Cells, first: float, last: float) -> Cells:
    """Only the cells whose time since go-live lies between two limits."""
    events = periods[cells.at] - cells.group
    chosen = (events >= first) & (events <= last)
    return Cells(
        group=cells.group[chosen],
        at=cells.at[chosen],
        base=cells.base[chosen],
        treated=cells.treated[:, chosen],
        controls=cells.controls[:, chosen],
        change=cells.change[:, chosen],
    )
