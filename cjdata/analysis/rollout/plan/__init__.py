"""The plan as known at a date: milestones by unit and initiative, from aim to evidence.

Put together from two sources that are never mixed up: what the public record says of plans, and
the lines that were entered in the store. What nobody has planned stays empty and is shown so.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.analysis.rollout.plan import lines as kept
from cjdata.analysis.rollout.plan.checklist import checklist
from cjdata.analysis.rollout.plan.lines import KeptLine, kept_lines
from cjdata.analysis.rollout.plan.milestones import Ground, milestones_of
from cjdata.analysis.rollout.plan.parts import (
    Actual,
    Change,
    Checklist,
    Criterion,
    Fullness,
    Milestone,
    Note,
    PlannedDate,
    Slippage,
)
from cjdata.analysis.rollout.plan.rating import Yardstick, rated, rating_days, seen_later
from cjdata.analysis.rollout.stages import rollout
from cjdata.analysis.rollout.statements import known_events, last_said
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE, Item
from cjdata.domain.programme import Initiative
from cjdata.snapshot.reader import Reader

__all__ = [
    "Actual",
    "Change",
    "Checklist",
    "Criterion",
    "Fullness",
    "ImplementationPlan",
    "Milestone",
    "Note",
    "PlannedDate",
    "Slippage",
    "is_planned",
    "last_rated",
    "last_told",
    "milestones_as_told",
    "plan_at",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImplementationPlan:
    """The whole plan as known at a date."""

    known_at: dt.date
    milestones: tuple[Milestone, ...]
    """By initiative, unit and step; the go-live of every unit in scope is among them."""
    checklists: tuple[Checklist, ...]
    notes: tuple[Note, ...]
    """Costs, benefits and risks."""
    changes: tuple[Change, ...]
    """Every line entered in the store, the latest first."""

    def of(self, initiative: str, *, milestone: str | None = LIVE) -> tuple[Milestone, ...]:
        """The milestones of one initiative: the go-lives, another step, or all of them."""
        return tuple(
            m
            for m in self.milestones
            if m.key.initiative == initiative and milestone in (None, m.key.milestone)
        )

    @property
    def slippages(self) -> tuple[Milestone, ...]:
        """Milestones whose day was missed, put off or may have been missed, the worst first."""
        slipped = [m for m in self.milestones if m.slippage and m.slippage.late is not False]
        return tuple(sorted(slipped, key=_lateness, reverse=True))

    @property
    def open_with_baseline(self) -> tuple[Milestone, ...]:
        """Milestones that were planned for a day and are not reported as reached.

        A day that was planned for what is counted in another's place counts there alone.
        """
        return tuple(m for m in self.milestones if m.own_baseline and m.actual is None)

    @property
    def overdue(self) -> tuple[Milestone, ...]:
        """Those of them whose first planned day has passed."""
        return tuple(
            m
            for m in self.open_with_baseline
            if m.own_baseline and m.own_baseline.due < self.known_at
        )

    def notes_on(self, item: Item, initiative: str | None = None) -> tuple[Note, ...]:
        """Costs, benefits or risks: of one initiative, or of all."""
        return tuple(n for n in self.notes if n.item is item and initiative in (None, n.initiative))

    @property
    def risks(self) -> tuple[Note, ...]:
        return self.notes_on(Item.RISK)

    @property
    def costs(self) -> tuple[Note, ...]:
        return self.notes_on(Item.COST)


def _lateness(milestone: Milestone) -> tuple[int, int]:
    slipped = milestone.slippage
    assert slipped is not None  # none else is sorted
    return (
        slipped.low if slipped.low is not None else -(10**6),
        slipped.high if slipped.high is not None else 10**6,
    )


@lru_cache(maxsize=64)
def plan_at(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> ImplementationPlan:
    """The plan as known at a date; never raises for want of one.

    Since the last day on which a rating may have changed, what was overdue then is only more so.
    """
    then = plan_on(reader, catalogue, last_rated(reader, catalogue, known_at))
    milestones = tuple(seen_later(m, known_at) for m in then.milestones)
    return replace(then, known_at=known_at, milestones=milestones)


@lru_cache(maxsize=64)
def plan_on(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> ImplementationPlan:
    """The same, worked out for the day itself."""
    lines = kept_lines(reader, known_at)
    found = milestones_as_told(reader, catalogue, last_told(reader, catalogue, known_at))
    yardsticks = {i.id: _yardstick(i, known_at) for i in catalogue.initiatives.values()}
    milestones = tuple(rated(found, yardsticks))
    mine: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        mine.setdefault(milestone.key.initiative, []).append(milestone)
    notes = (*_defined_notes(catalogue, known_at), *_entered_notes(lines))
    return ImplementationPlan(
        known_at=known_at,
        milestones=milestones,
        checklists=tuple(
            checklist(
                catalogue,
                i,
                mine.get(i.id, []),
                [n for n in notes if n.initiative == i.id],
                known_at,
            )
            for i in catalogue.initiatives.values()
        ),
        notes=notes,
        changes=kept.changes(lines),
    )


def last_told(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which anything was said, or a line of the plan was entered."""
    entered = [line.known_on for line in kept_lines(reader, known_at)]
    return max([last_said(reader, catalogue, known_at), *entered])


def last_rated(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which a rating, its reasons or a note may have changed."""
    told = last_told(reader, catalogue, known_at)
    days = _rating_days(reader, catalogue, told)
    return max([told, *days[: bisect_right(days, known_at)][-1:]])


@lru_cache(maxsize=64)
def _rating_days(reader: Reader, catalogue: Catalogue, told: dt.date) -> tuple[dt.date, ...]:
    initiatives = catalogue.initiatives.values()
    targets = [i.target_date for i in initiatives if i.target_date]
    noted = [day for i in initiatives for day in (i.costs_from, i.benefits_from) if day]
    rated_on = rating_days(milestones_as_told(reader, catalogue, told), targets)
    return tuple(sorted([*rated_on, *noted]))


@lru_cache(maxsize=64)
def milestones_as_told(reader: Reader, catalogue: Catalogue, day: dt.date) -> tuple[Milestone, ...]:
    """Every milestone as it stands on a day on which something was told, not yet rated."""
    statuses = rollout(reader, catalogue, day)
    ground = Ground(
        catalogue=catalogue,
        events=known_events(reader, day),
        statuses={status.initiative.id: status for status in statuses},
        histories=kept.milestone_histories(kept_lines(reader, day)),
    )
    return tuple(m for i in catalogue.initiatives.values() for m in milestones_of(ground, i))


def is_planned(plan: ImplementationPlan, initiative: str) -> bool:
    """Whether what an initiative carries out has owner, dates and evidence in every unit (G02).

    Evidence of a milestone that is not reached yet is what was agreed to show it.
    """
    mine = plan.of(initiative, milestone=None)
    return bool(mine) and all(m.owner and m.dates and m.evidence for m in mine)


def _yardstick(initiative: Initiative, known_at: dt.date) -> Yardstick:
    return Yardstick(
        known_at=known_at,
        target_date=initiative.target_date,
        covers={m.id: m.covers for m in initiative.milestones},
    )


def _defined_notes(catalogue: Catalogue, known_at: dt.date) -> list[Note]:
    """Costs, benefits and risks that the definitions took from sources of the time."""
    found = [
        Note(item=item, initiative=i.id, text=text, source=i.evidence, said_on=day)
        for i in catalogue.initiatives.values()
        for item, text, day in (
            (Item.COST, i.costs, i.costs_from),
            (Item.BENEFIT, i.benefits, i.benefits_from),
        )
        if text and (day is None or day <= known_at)
    ]
    for risk in catalogue.risks.values():
        source = catalogue.sources[risk.source]
        if source.published <= known_at:
            told = f"{risk.source}, paragraph {risk.paragraph}" if risk.paragraph else risk.source
            found.append(
                Note(
                    item=Item.RISK, initiative="", text=risk.text, source=told,
                    said_on=source.published,
                )
            )  # fmt: skip
    return found


def _entered_notes(lines: Sequence[KeptLine]) -> list[Note]:
    return [
        Note(
            item=found.line.item,
            initiative=found.line.initiative,
            unit=found.line.unit,
            text=found.line.text,
            owner=found.line.owner,
            amount=found.line.amount,
            source=found.line.source or f"entered by {found.by}",
            said_on=found.known_on,
        )
        for found in kept.standing(lines).values()
        if found.line.item is not Item.MILESTONE
    ]
