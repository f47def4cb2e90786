"""The rollout over time: what was reported when, what lay open between, and every plan.

A report that counts boroughs is taken as complete on its day, so that a rise between two reports
came about at some time between them: the count is a band there, not a line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.analysis.rollout.stages import initiative_status
from cjdata.analysis.rollout.statements import known_events, last_said
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPoint:
    """What had been reported by one report."""

    said_on: dt.date
    count: int
    named: int
    counted: str
    """Initiative that this report counts: what is counted can change."""
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStep:
    """A number that a plan reaches by a day."""

    by: dt.date
    count: int
    units: tuple[str, ...]
    """Units named for this step; empty where the plan gives a total alone."""
    as_said: str = ""
    """The plan's own words for the day, where it named none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What was planned in one paper, as it was recorded."""

    said_on: dt.date
    body: str
    source: str
    from_count: int
    steps: tuple[PlanStep, ...]
    without_number: tuple[RolloutEvent, ...]
    """What it says of more than one borough without a number of them live by a day."""

    @property
    def reaches(self) -> PlanStep | None:
        return max(self.steps, key=lambda s: (s.by, s.count), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One initiative over time, as known at a date."""

    initiative: Initiative
    known_at: dt.date
    of: int
    points: tuple[ReportPoint, ...]
    plans: tuple[Plan, ...]
    changed_on: dt.date | None
    """First report that counts something else, if one has come."""

    @property
    def by_target(self) -> ReportPoint | None:
        """The last report on or before the target date."""
        target = self.initiative.target_date
        points = [p for p in self.points if target is not None and p.said_on <= target]
        return points[-1] if points else None


def report_dates(catalogue: Catalogue, events: Sequence[RolloutEvent]) -> tuple[dt.date, ...]:
    """The stops of the known-at stepper: every report of the record or of the store."""
    reports = {s.published for s in catalogue.sources.values() if s.is_report}
    told = {e.said_on for e in events if e.source not in catalogue.sources}
    return tuple(sorted(reports | told))


def progress(
    reader: Reader, catalogue: Catalogue, initiative: Initiative, known_at: dt.date
) -> Progress:
    """Reports and plans of one initiative, as known at a date."""
    said = _progress(reader, catalogue, initiative.id, last_said(reader, catalogue, known_at))
    return replace(said, known_at=known_at)


@lru_cache(maxsize=256)
def _progress(reader: Reader, catalogue: Catalogue, named: str, known_at: dt.date) -> Progress:
    initiative = catalogue.initiatives[named]
    events = known_events(reader, known_at)
    points = tuple(
        _point(catalogue, events, initiative, day)
        for day in _days(catalogue, events, initiative, known_at)
    )
    changed = [p.said_on for p in points if p.counted != initiative.id]
    return Progress(
        initiative=initiative,
        known_at=known_at,
        of=initiative.scope_count or len(catalogue.boroughs),
        points=points,
        plans=_plans(catalogue, events, initiative),
        changed_on=changed[0] if changed else None,
    )


def counted_on(catalogue: Catalogue, initiative: Initiative, day: dt.date) -> Initiative:
    """What reports of that day count when they speak of the initiative."""
    start = initiative.counted_as_from
    if initiative.counted_as and start is not None and day >= start:
        return catalogue.initiatives[initiative.counted_as]
    return initiative


def _days(
    catalogue: Catalogue, events: Sequence[RolloutEvent], initiative: Initiative, known_at: dt.date
) -> list[dt.date]:
    """Days of reports that speak of the initiative, and the first report of all, at nought."""
    spoken = {
        e.said_on
        for e in events
        if e.kind == "fact" and e.initiative == counted_on(catalogue, initiative, e.said_on).id
    }
    first = min((s.published for s in catalogue.sources.values() if s.is_report), default=None)
    if first is not None and first <= known_at and spoken:
        spoken.add(first)
    return sorted(spoken)


def _point(
    catalogue: Catalogue, events: Sequence[RolloutEvent], initiative: Initiative, day: dt.date
) -> ReportPoint:
    counted = counted_on(catalogue, initiative, day)
    status = initiative_status(catalogue, events, counted, day)
    sources = {e.source for e in events if e.said_on == day and e.initiative == counted.id}
    return ReportPoint(
        said_on=day,
        count=status.reported_live,
        named=status.live,
        counted=counted.id,
        sources=tuple(sorted(sources)),
    )


def _plans(
    catalogue: Catalogue, events: Sequence[RolloutEvent], initiative: Initiative
) -> tuple[Plan, ...]:
    mine = [
        e
        for e in events
        if e.kind == "plan" and e.initiative == counted_on(catalogue, initiative, e.said_on).id
    ]
    papers = dict.fromkeys((e.said_on, e.source) for e in mine)
    return tuple(
        _plan(catalogue, events, initiative, [e for e in mine if (e.said_on, e.source) == paper])
        for paper in papers
    )


def _plan(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    said: Sequence[RolloutEvent],
) -> Plan:
    day, source = said[0].said_on, said[0].source
    status = initiative_status(catalogue, events, counted_on(catalogue, initiative, day), day)
    dated = [e for e in said if e.not_after is not None and e.stage is Stage.LIVE]
    boroughs = {unit.id for unit in catalogue.boroughs}
    named = [e for e in dated if e.unit in boroughs and e.unit not in status.named_live]
    steps = [
        PlanStep(
            by=by,
            count=status.reported_live + sum(e.not_after <= by for e in named if e.not_after),
            units=tuple(e.unit for e in named if e.not_after == by),
            as_said=catalogue.as_said(source, by),
        )
        for by in sorted({e.not_after for e in named if e.not_after})
    ]
    totals = [e for e in dated if e.unit not in boroughs and e.count is not None]
    steps += [
        PlanStep(
            by=e.not_after,
            count=e.count,
            units=(),
            as_said=catalogue.as_said(source, e.not_after),
        )
        for e in totals
        if e.not_after is not None and e.count is not None
    ]
    return Plan(
        said_on=day,
        body=body_of(source, catalogue.sources),
        source=source,
        from_count=status.reported_live,
        steps=tuple(sorted(steps, key=lambda s: (s.by, s.count))),
        without_number=tuple(e for e in said if e.unit not in boroughs and e not in totals),
    )
