"""What a completion forecast answers: chances, intervals, a verdict and its reason.

Assumption: the reader decides by the verdict and the reason, and checks them by the numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Verdict(StrEnum):
    """What the forecast says about the target date."""

    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    DONE = "done"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    UNLIKELY = "unlikely"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class UnitChance:
    """One unit: named as live or not, and the chance that it is live by the target date."""

    unit: str
    named_live: bool
    p_by_target: float


@dataclass(frozen=True, slots=True)
class CompletionForecast:
    """When all units in scope will be live, as known on `known_at`.

    `p_by_target` is the chance that the last go-live falls on or before `target_date`; `median`,
    `interval80` and `interval95` describe its date. They are None when nothing is known at all.
    Once all units are live the intervals are the one between the two reports that tell it.
    `live` counts the units live at the last report, named or not, `named_live` those named. `done`
    says that all are live. `units` follows the order given and leaves out units no longer in scope.
    """

    known_at: date
    target_date: date
    of: int
    live: int
    named_live: int
    last_report: date | None
    p_by_target: float | None
    median: date | None
    interval80: tuple[date, date] | None
    interval95: tuple[date, date] | None
    verdict: Verdict
    reason: str
    units: tuple[UnitChance, ...]

    @property
    def done(self) -> bool:
        """All units in scope are live."""
        return self.verdict in (Verdict.DONE_IN_TIME, Verdict.DONE_LATE, Verdict.DONE)
