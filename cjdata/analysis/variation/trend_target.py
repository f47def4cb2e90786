"""The target that a trend is held to."""

from __future__ import annotations

from cjdata.analysis.figures.national_targets import national_target
from cjdata.analysis.figures.trend import Trend
from cjdata.domain.measures import Target


def target_of(trend: Trend) -> tuple[Target | None, bool]:
    """The unit's own target where it has one, else the national one, which is context."""
    own = [t for t in trend.targets if t.area == trend.unit.id]
    if own:
        ahead = [t for t in own if t.by >= trend.known_at]
        return (min(ahead, key=lambda t: t.by) if ahead else max(own, key=lambda t: t.by)), True
    return national_target(trend.measure, trend.known_at), False
