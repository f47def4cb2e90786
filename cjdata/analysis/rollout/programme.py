"""Whether the whole programme makes its dates: never likelier than its least likely part.

How the initiatives hang together is not known, so that their chances are not multiplied: the
least of them is what the programme's can be at most.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.analysis.rollout.forecasting import DatedForecast


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeForecast:
    """All initiatives with a target for every borough, taken together."""

    known_at: dt.date
    parts: tuple[DatedForecast, ...]
    at_most: float | None
    """The chance that every one makes its target date is no more than this; None for no word."""
    weakest: DatedForecast | None
    """The least likely of them."""
    untold: tuple[DatedForecast, ...]
    """Those of which nothing is known from which to forecast."""
    not_before: dt.date | None
    """The latest of the days that are as likely too early as too late."""

    @property
    def done(self) -> bool:
        return bool(self.parts) and all(part.forecast.done for part in self.parts)


def together(parts: Sequence[DatedForecast], known_at: dt.date) -> ProgrammeForecast:
    """Forecasts of one day as one."""
    told = [part for part in parts if part.forecast.p_by_target is not None]
    weakest = min(told, key=lambda part: part.forecast.p_by_target or 0.0, default=None)
    medians = [part.forecast.median for part in told if part.forecast.median is not None]
    return ProgrammeForecast(
        known_at=known_at,
        parts=tuple(parts),
        at_most=weakest.forecast.p_by_target if weakest else None,
        weakest=weakest,
        untold=tuple(part for part in parts if part.forecast.p_by_target is None),
        not_before=max(medians, default=None),
    )
