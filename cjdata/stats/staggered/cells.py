"""Which units and which two periods each ATT(g, t) compares.

Rests on one assumption: the period just before a group goes live (earlier by the anticipation)
shows it untreated. As in R's `did`: covariates, weights and change are those between the two
periods of a cell, whichever comes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from cjdata.stats.staggered.panel import StaggeredPanel
from cjdata.stats.staggered.results import Flags, Floats, Positions

Control = Literal["never", "not_yet"]
Method = Literal["dr", "reg", "ipw"]
BasePeriod = Literal["varying", "universal"]


@dataclass(frozen=True, slots=True)
class Design:
    """How groups are compared: with whom, against which period, by which estimator."""

    control: Control
    anticipation: int = 0
    method: Method = "dr"
    base_period: BasePeriod = "varying"


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """K comparisons. group, at, base, earlier: (K,) with positions of periods.

    treated, controls: (n, K) who is compared; change: (n, K) outcome at minus outcome base
    """

    group: Floats
    at: Positions
    base: Positions
    treated: Flags
    controls: Flags
    change: Floats

    @property
    def earlier(self) -> Positions:
        """The period whose covariates and weights count."""
        return np.minimum(self.at, self.base)

    @property
    def normalised(self) -> Flags:
        """Cells that are 0 by definition: the universal base period itself."""
        return np.asarray(self.at == self.base, dtype=bool)


def list_cells(panel: StaggeredPanel, design: Design) -> Cells:
    """Every cell of the panel, group by group and period by period."""
    positions = np.arange(design.base_period != "universal", panel.periods.size)
    group = np.repeat(panel.treated_groups, positions.size)
    at = np.tile(positions, panel.treated_groups.size)
    base = _bases(panel, design, group, at)
    return Cells(
        group=group,
        at=at,
        base=base,
        treated=panel.groups[:, None] == group,
        controls=_controls(panel, design, group, panel.periods[np.maximum(at, base)]),
        change=panel.outcome[:, at] - panel.outcome[:, base],
    )


def _bases(panel: StaggeredPanel, design: Design, group: Floats, at: Positions) -> Positions:
    """The last period untreated; before it, where the base varies, the period before each."""
    last = np.searchsorted(panel.periods + design.anticipation, group) - 1
    if design.base_period == "varying":
        return np.where(panel.periods[at] < group, at - 1, last)
    return last


def _controls(panel: StaggeredPanel, design: Design, group: Floats, latest: Floats) -> Flags:
    groups = panel.groups[:, None]
    if design.control == "never":
        return np.asarray(np.broadcast_to(np.isinf(groups), (groups.size, group.size)))
    return np.asarray((groups > latest + design.anticipation) & (groups != group), dtype=bool)
