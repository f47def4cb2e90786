"""The effects of going live that are planted in the illustrative returns, all in one place.

Invented, every one of them: they are here so that a statistic that looks for an effect can be
held against the answer. A borough's rate moves by `points` percentage points, beside and apart
from the trend that all London shares. What an ineffective trial rate loses, the effective rate
gains; cracked trials do not move. Crown Court returns carry no effect: they stand by court.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CASE_PROGRESSION = "case-progression-unit"
LAWYERS = "lawyers-at-point-of-charge"
WITNESS_DESK = "witness-liaison-desk"
MODEL = "justice-for-london-model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """How far one rate moves in a borough after an initiative has gone live there."""

    component: str
    """Numerator of the rate."""
    of: str
    """Its denominator."""
    initiative: str
    points: float
    lag_months: int
    """Months from the month of going live to the first month that shows anything."""
    ramp_months: int
    """Months over which it grows, evenly, to its full size."""

    def in_force(
        self, months: NDArray[np.int64], live_month: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """Share of the full size in each month (columns) of each unit (rows); NaN is never."""
        since = months[None, :] - live_month[:, None] - self.lag_months + 1
        return np.nan_to_num(np.clip(since / self.ramp_months, 0.0, 1.0), nan=0.0)


PLANTED = (
    Effect(
        component="trials_ineffective", of="trials_listed", initiative=CASE_PROGRESSION,
        points=-4.0, lag_months=2, ramp_months=3,
    ),
    Effect(
        component="files_accepted_first_time", of="files_submitted_for_decision",
        initiative=CASE_PROGRESSION, points=15.0, lag_months=1, ramp_months=3,
    ),
    Effect(
        component="cases_dropped", of="cases_completed", initiative=LAWYERS,
        points=-3.0, lag_months=3, ramp_months=4,
    ),
    Effect(
        component="guilty_pleas_first_hearing", of="first_hearings_with_plea",
        initiative=LAWYERS, points=8.0, lag_months=2, ramp_months=3,
    ),
    Effect(
        component="witnesses_attended", of="witnesses_required", initiative=WITNESS_DESK,
        points=6.0, lag_months=1, ramp_months=3,
    ),
    Effect(
        component="witnesses_needs_assessed", of="witnesses_warned", initiative=WITNESS_DESK,
        points=20.0, lag_months=0, ramp_months=4,
    ),
    Effect(
        component="updates_on_time", of="updates_due", initiative=WITNESS_DESK,
        points=8.0, lag_months=1, ramp_months=3,
    ),
    Effect(
        component="victim_personal_statements", of="victims_in_charged_cases",
        initiative=WITNESS_DESK, points=10.0, lag_months=1, ramp_months=4,
    ),
    Effect(
        component="case_files_right_first_time", of="case_files_assessed_for_both",
        initiative=CASE_PROGRESSION, points=9.0, lag_months=1, ramp_months=4,
    ),
)  # fmt: skip
