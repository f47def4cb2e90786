"""What in the plans and reports cannot hold together, each from the day on which it could be seen.

A contradiction is a fact about what was said, not a judgement: it names its sources, and whoever
reads it can look. What was said after the known-at date is not looked at.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from cjdata.analysis.rollout.contradictions.finding import Contradiction, ContradictionKind
from cjdata.analysis.rollout.contradictions.milestones import (
    not_in_record,
    overdue,
    without_date,
    without_owner,
)
from cjdata.analysis.rollout.contradictions.numbers import count_changed, short_of_target, totals
from cjdata.analysis.rollout.contradictions.order import phases_out_of_order, wrong_order
from cjdata.analysis.rollout.plan import last_told, milestones_as_told
from cjdata.analysis.rollout.progress import progress
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.snapshot.reader import Reader

__all__ = ["Contradiction", "ContradictionKind", "contradictions"]


def contradictions(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> tuple[Contradiction, ...]:
    """Everything that cannot hold together, as known at a date, the latest to be seen first."""
    day = last_told(reader, catalogue, known_at)
    late = overdue(catalogue, milestones_as_told(reader, catalogue, day), known_at)
    found = [*_between_things_told(reader, catalogue, day), *late]
    order = list(ContradictionKind)
    found = [_by_sources_of(catalogue, one, known_at) for one in found]
    return tuple(sorted(found, key=lambda c: (-c.first_visible.toordinal(), order.index(c.kind))))


def _by_sources_of(catalogue: Catalogue, one: Contradiction, known_at: dt.date) -> Contradiction:
    """Without a source that came later: a target holds for all days, its paper is of one."""
    papers = catalogue.sources
    known = [s for s in one.sources if s not in papers or papers[s].published <= known_at]
    return one if len(known) == len(one.sources) else replace(one, sources=tuple(known))


@lru_cache(maxsize=64)
def _between_things_told(
    reader: Reader, catalogue: Catalogue, day: dt.date
) -> tuple[Contradiction, ...]:
    """What cannot hold together whatever the date: nothing else was told until the next day."""
    events, milestones = known_events(reader, day), milestones_as_told(reader, catalogue, day)
    by_key = {m.key: m for m in milestones}
    found: list[Contradiction] = []
    for initiative in catalogue.initiatives.values():
        told = progress(reader, catalogue, initiative, day)
        mine = [m for m in milestones if m.key.initiative == initiative.id]
        found += short_of_target(catalogue, told)
        found += totals(catalogue, events, initiative, told)
        found += count_changed(catalogue, told)
        found += without_date(catalogue, initiative, mine)
        found += without_owner(initiative, mine)
        found += wrong_order(catalogue, mine, by_key)
        found += phases_out_of_order(catalogue, initiative, mine)
        found += not_in_record(catalogue, mine)
    return tuple(found)
