"""The national target beside a unit's figure: context, never a verdict."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
from functools import lru_cache

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target

CONTEXT_AREAS = ("england-and-wales", "london", "mps")
"""Areas whose targets are context for every unit of London."""


def national_target(measure: Measure, known_at: dt.date) -> Target | None:
    """The next wider target to fall due that had been stated by the date, else the last one due.

    None for a count: what a country is to count is no measure of one unit.
    """
    if not measure.denominator:
        return None
    stated = [
        t for t in measure.targets_at(known_at) if t.kind != "baseline" and t.area in CONTEXT_AREAS
    ]
    ahead = sorted((t for t in stated if t.by >= known_at), key=lambda t: t.by)
    behind = sorted((t for t in stated if t.by < known_at), key=lambda t: t.by)
    return ahead[0] if ahead else behind[-1] if behind else None


def national_targets(catalogue: Catalogue, known_at: dt.date) -> Mapping[str, Target | None]:
    """That of each measure, worked out once for all days up to the next on which one changes."""
    return _national_targets(catalogue, last_aimed(catalogue, known_at))


@lru_cache(maxsize=64)
def _national_targets(catalogue: Catalogue, day: dt.date) -> Mapping[str, Target | None]:
    return {m.id: national_target(m, day) for m in catalogue.measures.values()}


def last_aimed(catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which another national target may have come to count."""
    days = _days_of_targets(catalogue)
    return max([dt.date.min, *days[: bisect_right(days, known_at)][-1:]])


@lru_cache(maxsize=4)
def _days_of_targets(catalogue: Catalogue) -> tuple[dt.date, ...]:
    """Those on which one was stated, and those after one fell due."""
    targets = [target for m in catalogue.measures.values() for target in m.targets]
    stated = {target.said_on for target in targets if target.said_on}
    return tuple(sorted(stated | {target.by + dt.timedelta(days=1) for target in targets}))
