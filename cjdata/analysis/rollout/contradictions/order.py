"""An order that cannot be: a step before the one it needs, other boroughs before priority ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from cjdata.analysis.rollout.contradictions.finding import Contradiction, ContradictionKind
from cjdata.analysis.rollout.plan import Milestone
from cjdata.analysis.rollout.wording import by_day, called, day, names, verb
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE, MilestoneKey
from cjdata.domain.programme import Initiative


def wrong_order(
    catalogue: Catalogue, mine: Sequence[Milestone], by_key: Mapping[MilestoneKey, Milestone]
) -> Iterator[Contradiction]:
    """A milestone planned, or reached, before one that has to come first."""
    for m in mine:
        for key in m.after:
            before = by_key.get(key)
            if before is not None and (sentence := _order_sentence(catalogue, before, m)):
                yield Contradiction(
                    kind=ContradictionKind.IMPOSSIBLE_ORDER,
                    initiative=m.key.initiative,
                    sentence=sentence,
                    sources=tuple(dict.fromkeys(filter(None, (_source(before), _source(m))))),
                    first_visible=max(_told_on(before), _told_on(m)),
                    units=tuple(dict.fromkeys((m.key.unit, key.unit))),
                )


def _order_sentence(catalogue: Catalogue, before: Milestone, m: Milestone) -> str:
    first, then = called(catalogue, before.key), called(catalogue, m.key)
    if _planned_too_early(before, m) and before.current and m.current:
        early, late = (by_day(d.due, d.as_said) for d in (m.current, before.current))
        return (
            f"{then} is planned {early}, before {first}, which has to come first and is planned "
            f"{late}."
        )
    if _reached_too_early(before, m) and before.actual and before.actual.not_before and m.actual:
        return (
            f"{then} was reached by {day(m.actual.not_after)}, {first}, which has to come first, "
            f"not before {day(before.actual.not_before)}."
        )
    return ""


def _planned_too_early(before: Milestone, m: Milestone) -> bool:
    if before.actual or m.actual or before.current is None or m.current is None:
        return False
    return before.current.due > m.current.due


def _reached_too_early(before: Milestone, m: Milestone) -> bool:
    if before.actual is None or m.actual is None or m.actual.counted_as:
        return False
    earliest = before.actual.not_before
    return earliest is not None and earliest >= m.actual.not_after


def phases_out_of_order(
    catalogue: Catalogue, initiative: Initiative, mine: Sequence[Milestone]
) -> Iterator[Contradiction]:
    """A day planned for other boroughs while priority boroughs have neither day nor report."""
    if not initiative.phased:
        return
    live = [m for m in mine if m.key.milestone == LIVE]
    priority = {u.id for u in catalogue.boroughs if u.priority == "yes"}
    other = {u.id for u in catalogue.boroughs if not u.priority}
    dated = [
        m for m in live
        if m.key.unit in other and m.actual is None and m.current and not m.current.counted_as
    ]  # fmt: skip
    waiting = [m for m in live if m.key.unit in priority and m.actual is None and not m.dates]
    if not dated or not waiting:
        return
    first = min((m.current for m in dated if m.current), key=lambda date: date.due)
    yield Contradiction(
        kind=ContradictionKind.IMPOSSIBLE_ORDER,
        initiative=initiative.id,
        sentence=(
            f"{initiative.name}: {names(catalogue, [m.key.unit for m in dated])} "
            f"{verb(len(dated), 'is', 'are')} planned, the first "
            f"{by_day(first.due, first.as_said)}; of the boroughs with "
            "priority against street crime, which come first, "
            f"{names(catalogue, [m.key.unit for m in waiting])} "
            f"{verb(len(waiting), 'is', 'are')} neither reported live nor dated."
        ),
        sources=tuple(dict.fromkeys(m.current.source for m in dated if m.current)),
        first_visible=min(m.current.said_on for m in dated if m.current),
        units=tuple(m.key.unit for m in (*dated, *waiting)),
    )


def _source(milestone: Milestone) -> str:
    if milestone.actual:
        return milestone.actual.source
    return milestone.current.source if milestone.current else ""


def _told_on(milestone: Milestone) -> dt.date:
    if milestone.actual:
        return milestone.actual.told_on
    return milestone.current.said_on if milestone.current else dt.date.min
