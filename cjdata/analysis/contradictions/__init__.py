"""What in the plans and reports cannot hold together, each from the day on which it could be seen.

A contradiction is a fact about what was said, not a judgement: it names its sources, and whoever
reads it can look. What was said after the known-at date is not looked at.
"""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.contradictions.finding import Contradiction, ContradictionKind
from cjdata.analysis.contradictions.milestones import (
    not_in_record,
    overdue,
    without_date,
    without_owner,
)
from cjdata.analysis.contradictions.numbers import count_changed, short_of_target, totals
from cjdata.analysis.contradictions.order import phases_out_of_order, wrong_order
from cjdata.analysis.plan import plan_at
from cjdata.analysis.progress import progress
from cjdata.analysis.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.snapshot.reader import Reader

__all__ = ["Contradiction", "ContradictionKind", "contradictions"]


def contradictions(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> tuple[Contradiction, ...]:
    """Everything that cannot hold together, as known at a date, the latest to be seen first."""
    plan = plan_at(reader, catalogue, known_at)
    events = known_events(reader, known_at)
    found: list[Contradiction] = []
    for initiative in catalogue.initiatives.values():
        told = progress(reader, catalogue, initiative, known_at)
        mine = plan.of(initiative.id, milestone=None)
        found += short_of_target(told)
        found += totals(catalogue, events, initiative, told)
        found += count_changed(catalogue, told)
        found += without_date(catalogue, initiative, mine)
        found += without_owner(initiative, mine)
        found += overdue(catalogue, mine, known_at)
        found += wrong_order(catalogue, mine, plan)
        found += phases_out_of_order(catalogue, initiative, mine)
        found += not_in_record(catalogue, mine)
    order = list(ContradictionKind)
    return tuple(sorted(found, key=lambda c: (-c.first_visible.toordinal(), order.index(c.kind))))
