"""The milestones of one initiative: the record's word and the store's lines, put together.

A go-live that the record tells is taken from it; a line of the plan adds owner, evidence, verifier
and how fully, and tells of what the record does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cjdata.analysis.rollout.plan.lines import KeptLine
from cjdata.analysis.rollout.plan.parts import Actual, Fullness, Milestone, PlannedDate
from cjdata.analysis.rollout.plan.record import actual, claims_on, planned_dates, units_in_scope
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.analysis.rollout.statements import Claim
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.plan import LIVE, MilestoneKey, MilestoneTemplate, PlanLine
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What was known by the date that the plan is made for."""

    catalogue: Catalogue
    events: Sequence[RolloutEvent]
    statuses: Mapping[str, InitiativeStatus]
    histories: Mapping[MilestoneKey, Sequence[KeptLine]]
    """Every line of the plan about a milestone, in the order in which they count."""


def milestones_of(ground: Ground, initiative: Initiative) -> Iterator[Milestone]:
    """The go-live of each unit in scope, and every other milestone that a line of the plan has."""
    entered: dict[str, list[str]] = {}
    for key in ground.histories:
        if key.initiative == initiative.id:
            entered.setdefault(key.unit, []).append(key.milestone)
    in_scope = units_in_scope(ground.catalogue, ground.events, initiative)
    order = [template.id for template in initiative.milestones] or [LIVE]
    for unit in dict.fromkeys([*in_scope, *entered]):
        names = {*entered.get(unit, ()), *([LIVE] if unit in in_scope else [])}
        for name in sorted(names, key=order.index):
            yield _milestone(ground, initiative, MilestoneKey(unit, initiative.id, name))


def _milestone(ground: Ground, initiative: Initiative, key: MilestoneKey) -> Milestone:
    template = initiative.milestone(key.milestone) or _plain(key.milestone)
    history = ground.histories.get(key, ())
    line = history[-1].line if history else None
    stage, claims = claims_on(ground.catalogue, ground.events, _status(ground, key), key.unit)
    told = _told(ground, initiative, key) or _entered(history)
    return Milestone(
        key=key,
        name=template.name,
        action=(line.action if line else "") or template.action,
        expected_evidence=template.evidence,
        stage=stage,
        owner=line.owner if line else "",
        dates=tuple(_dates(ground, initiative, key, history)),
        actual=told,
        evidence=_evidence(told, line),
        verifier=(line.verifier if line else "") or _verifier(claims, told, key),
        after=_after(initiative, template, key, line),
        fullness=_fullness(ground, initiative, key, claims, line),
    )


def _plain(name: str) -> MilestoneTemplate:
    return MilestoneTemplate(id=name, name=name, action="", evidence="")


def _status(ground: Ground, key: MilestoneKey) -> InitiativeStatus:
    return ground.statuses[key.initiative]


def _told(ground: Ground, initiative: Initiative, key: MilestoneKey) -> Actual | None:
    if key.milestone != LIVE:
        return None
    return actual(ground.catalogue, ground.events, ground.statuses, initiative, key.unit)


def _entered(history: Sequence[KeptLine]) -> Actual | None:
    """That it was reached, from the lines of the plan: as the first of them told it."""
    told = [k for k in history if k.line.done_not_after is not None]
    if not told:
        return None
    last = told[-1].line
    assert last.done_not_after is not None  # for mypy: chosen so above
    return Actual(
        not_before=last.done_not_before,
        not_after=last.done_not_after,
        told_on=told[0].line.reported_on or told[0].known_on,
        by=told[0].by,
        source=last.source or last.evidence,
    )


def _dates(
    ground: Ground, initiative: Initiative, key: MilestoneKey, history: Sequence[KeptLine]
) -> list[PlannedDate]:
    """Days planned on record and in the store, in the order in which they were said."""
    found: list[PlannedDate] = []
    if key.milestone == LIVE:
        found += planned_dates(ground.catalogue, ground.events, initiative, key.unit)
    last: tuple[object, object] | None = None
    for kept in history:
        line = kept.line
        if line.due is None or (line.not_before, line.due) == last:
            continue
        last = (line.not_before, line.due)
        found.append(
            PlannedDate(
                due=line.due, not_before=line.not_before, said_on=kept.known_on,
                by=kept.by, source=line.source or f"plan, entered by {kept.by}", why=line.why,
            )
        )  # fmt: skip
    return sorted(found, key=lambda date: date.said_on)


def _evidence(told: Actual | None, line: PlanLine | None) -> tuple[str, ...]:
    every = [told.source if told else "", line.evidence if line else ""]
    return tuple(dict.fromkeys(text for text in every if text))


def _verifier(claims: Sequence[Claim], told: Actual | None, key: MilestoneKey) -> str:
    """Another body that has seen for itself that it is so."""
    if told is None or key.milestone != LIVE or told.counted_as:
        return ""
    others = [
        c.body for c in claims if c.stage is Stage.LIVE and c.body != told.by and not c.implied_by
    ]
    return others[0] if others else ""


def _after(
    initiative: Initiative, template: MilestoneTemplate, key: MilestoneKey, line: PlanLine | None
) -> tuple[MilestoneKey, ...]:
    """What comes first: in the template, the elements of a whole, and what the plan adds."""
    steps = [MilestoneKey(key.unit, initiative.id, name) for name in template.after]
    parts = initiative.elements if key.milestone == LIVE else ()
    elements = [MilestoneKey(key.unit, name) for name in parts]
    return (*steps, *elements, *(line.predecessors if line else ()))


def _fullness(
    ground: Ground,
    initiative: Initiative,
    key: MilestoneKey,
    claims: Sequence[Claim],
    line: PlanLine | None,
) -> Fullness:
    if key.milestone != LIVE:
        return Fullness()
    live = tuple(
        name for name in initiative.elements if key.unit in ground.statuses[name].named_live
    )
    extents = dict.fromkeys(claim.extent for claim in claims if claim.extent)
    return Fullness(
        extent="; ".join(extents),
        elements=live,
        elements_of=initiative.elements,
        sites=line.sites if line else None,
        sites_of=line.sites_of if line else None,
        hours=line.hours if line else "",
    )
