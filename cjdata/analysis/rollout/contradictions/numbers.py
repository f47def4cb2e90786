"""Numbers that cannot hold together: against the target, against the names, against each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cjdata.analysis.rollout.contradictions.finding import Contradiction, ContradictionKind
from cjdata.analysis.rollout.progress import Plan, PlanStep, Progress
from cjdata.analysis.rollout.stages import initiative_status
from cjdata.analysis.rollout.wording import by_day, day, days, verb
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage

NEAR_TARGET = dt.timedelta(days=31)
"""A plan that goes up to so close before the target, or beyond, is held against it."""


def short_of_target(catalogue: Catalogue, told: Progress) -> Iterator[Contradiction]:
    """A plan that names a number by a day near the target, or a day after it, and falls short."""
    target = told.initiative.target_date
    if target is None or told.initiative.scope_count:
        return
    for paper in _own_plans(told):
        sentence = _shortfall(catalogue, told, paper, target)
        if sentence:
            yield Contradiction(
                kind=ContradictionKind.SHORT_OF_TARGET,
                initiative=told.initiative.id,
                sentence=sentence,
                sources=(paper.source, told.initiative.target_source),
                first_visible=paper.said_on,
            )


def _own_plans(told: Progress) -> list[Plan]:
    """Plans for the initiative itself: those for what is counted in its place stand with that."""
    start = told.initiative.counted_as_from
    return [paper for paper in told.plans if start is None or paper.said_on < start]


def _shortfall(catalogue: Catalogue, told: Progress, paper: Plan, target: dt.date) -> str:
    """What a plan leaves open at the target, in words; empty where it leaves nothing."""
    after = [s for s in paper.steps if s.by > target and s.count >= told.of]
    late = [e for e in paper.without_number if e.stage is Stage.LIVE and _ends_after(e, target)]
    ends = [(s.by, s.as_said) for s in after]
    ends += [(e.not_after, catalogue.as_said(e.source, e.not_after)) for e in late if e.not_after]
    name, all_by = told.initiative.name, f"all {told.of} by {day(target)}"
    if ends:
        end, as_said = max(ends)
        ending = f"“{as_said}”," if as_said else f"on {day(end)}, {days((end - target).days)}"
        return (
            f"{name}: the plan of {day(paper.said_on)} ends {ending} after the target of {all_by}."
        )
    reached = _reached_by(paper, target)
    if reached is None or reached.count >= told.of or target - reached.by > NEAR_TARGET:
        return ""
    left = told.of - reached.count
    between = (target - reached.by).days
    room = f"in the {days(between)} between" if between else "by then"
    return (
        f"{name}: the plan of {day(paper.said_on)} comes to {reached.count} of {told.of} "
        f"{by_day(reached.by, reached.as_said)}, the target is {all_by}: {left} would have to "
        f"follow {room}, and the plan dates none of them."
    )


def _ends_after(event: RolloutEvent, target: dt.date) -> bool:
    return event.not_after is not None and event.not_after > target


def _reached_by(paper: Plan, target: dt.date) -> PlanStep | None:
    steps = [step for step in paper.steps if step.by <= target]
    return max(steps, key=lambda step: (step.count, step.by), default=None)


def totals(
    catalogue: Catalogue, events: Sequence[RolloutEvent], initiative: Initiative, told: Progress
) -> Iterator[Contradiction]:
    """A number reported or planned that the boroughs named by then do not add up to."""
    everyone = len(catalogue.boroughs)
    for total in _reported_totals(initiative, events):
        count = total.count or 0
        status = initiative_status(catalogue, events, initiative, total.said_on)
        if count in (status.live, everyone):
            continue
        yield Contradiction(
            kind=ContradictionKind.TOTAL_NOT_NAMED,
            initiative=initiative.id,
            sentence=(
                f"{initiative.name}: {count} of {total.of or told.of} were reported on "
                f"{day(total.said_on)}; the boroughs named by then come to {status.live}."
            ),
            sources=(total.source,),
            first_visible=total.said_on,
        )
    for paper in _own_plans(told):
        yield from _planned_total(told, paper, everyone)


def _reported_totals(
    initiative: Initiative, events: Sequence[RolloutEvent]
) -> Iterator[RolloutEvent]:
    for event in events:
        live = event.kind == "fact" and event.stage is Stage.LIVE
        if live and event.initiative == initiative.id and event.count is not None:
            yield event


def _planned_total(told: Progress, paper: Plan, everyone: int) -> Iterator[Contradiction]:
    named = sum(len(step.units) for step in paper.steps)
    for step in paper.steps:
        unnamed = step.count - paper.from_count - named
        if step.units or not named or step.count == everyone or unnamed == 0:
            continue
        yield Contradiction(
            kind=ContradictionKind.TOTAL_NOT_NAMED,
            initiative=told.initiative.id,
            sentence=(
                f"{told.initiative.name}: the plan of {day(paper.said_on)} comes to {step.count} "
                f"{by_day(step.by, step.as_said)}; {paper.from_count} live then and {named} named "
                f"come to {paper.from_count + named}, so that {abs(unnamed)} "
                f"{verb(abs(unnamed), 'is', 'are')} {'not named' if unnamed > 0 else 'too many'}."
            ),
            sources=(paper.source,),
            first_visible=paper.said_on,
        )


def count_changed(catalogue: Catalogue, told: Progress) -> Iterator[Contradiction]:
    if told.changed_on is None:
        return
    before = [p for p in told.points if p.said_on < told.changed_on]
    first = next(p for p in told.points if p.said_on == told.changed_on)
    counted = catalogue.initiatives[first.counted]
    earlier = f", the {before[-1].count} reported before are of the whole" if before else ""
    yield Contradiction(
        kind=ContradictionKind.COUNT_CHANGED,
        initiative=told.initiative.id,
        sentence=(
            f"{told.initiative.name}: from {day(told.changed_on)} reports count "
            f"{counted.name[:1].lower()}{counted.name[1:]}, one of its "
            f"{len(told.initiative.elements)} elements: the {first.count} of that day are of one "
            f"element{earlier}, and the two are not one series."
        ),
        sources=tuple(dict.fromkeys((*(before[-1].sources if before else ()), *first.sources))),
        first_visible=told.changed_on,
    )
