"""Who has what: the stage of every initiative in every borough, as known at a date.

Rests on statements alone. A unit is counted as live when the latest word on it says so; a total
that names no borough is reported beside that count and never spread over boroughs, unless it is
all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.analysis.rollout.statements import (
    Claim,
    claims_of,
    known_events,
    last_said,
    latest_of_each_body,
)
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitStatus:
    """How far one unit has come, with every body's word on it."""

    unit: str
    stage: Stage
    claims: tuple[Claim, ...]
    due: dt.date | None = None
    """Day by which the latest plan has it live."""
    due_as_said: str = ""
    """The plan's own words for that day, where it named none."""
    due_said_on: dt.date | None = None
    due_source: str = ""

    @property
    def word(self) -> Claim | None:
        """The claim that the stage rests on."""
        return self.claims[0] if self.claims else None

    @property
    def disputed(self) -> bool:
        """Whether another body's word stands against the latest one.

        A later word that goes further settles an earlier one, whoever spoke: work in progress in
        November and live in December can both be true. One that falls behind does not.
        """
        word = self.word
        return word is not None and any(
            claim.stage is not word.stage
            and (claim.said_on == word.said_on or _rank(claim.stage) > _rank(word.stage))
            for claim in self.claims
        )


def _rank(stage: Stage) -> int:
    return list(Stage).index(stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """A number of units that somebody reported live, none of them named."""

    said_on: dt.date
    count: int
    of: int
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeStatus:
    """One initiative over all units in scope, as known at a date."""

    initiative: Initiative
    known_at: dt.date
    of: int
    units: tuple[UnitStatus, ...]
    totals: tuple[Total, ...]
    unnamed: tuple[RolloutEvent, ...]
    """Facts about the whole that give no number: many boroughs, not developed."""

    @property
    def named_live(self) -> tuple[str, ...]:
        return tuple(u.unit for u in self.units if u.stage is Stage.LIVE)

    @property
    def live(self) -> int:
        return len(self.named_live)

    @property
    def reported_live(self) -> int:
        return max([self.live, *(total.count for total in self.totals)])

    @property
    def not_named(self) -> int:
        """How many units are reported live without being named."""
        return self.reported_live - self.live

    def count_of(self, stage: Stage) -> int:
        return sum(u.stage is stage for u in self.units)

    def unit(self, unit: str) -> UnitStatus:
        return next(u for u in self.units if u.unit == unit)


def rollout(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> tuple[InitiativeStatus, ...]:
    """The status of every initiative at a date, in the order of the definitions."""
    said = _rollout(reader, catalogue, last_said(reader, catalogue, known_at))
    return tuple(replace(status, known_at=known_at) for status in said)


@lru_cache(maxsize=64)
def _rollout(reader: Reader, catalogue: Catalogue, day: dt.date) -> tuple[InitiativeStatus, ...]:
    events = known_events(reader, day)
    return tuple(
        initiative_status(catalogue, events, initiative, day)
        for initiative in catalogue.initiatives.values()
    )


def initiative_status(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    known_at: dt.date,
) -> InitiativeStatus:
    """The status of one initiative from what was said by `known_at`; the rest is ignored."""
    events = [e for e in events if e.said_on <= known_at]
    boroughs = [unit.id for unit in catalogue.boroughs]
    by_unit: dict[str, list[RolloutEvent]] = {}
    for event in events:
        by_unit.setdefault(event.unit, []).append(event)
    wholes = {
        unit
        for unit in by_unit
        if unit in catalogue.units and set(boroughs) <= set(catalogue.units[unit].members)
    }
    about_all = [
        e for e in events if e.initiative == initiative.id and e.unit in wholes and e.kind == "fact"
    ]
    of = initiative.scope_count or len(boroughs)
    return InitiativeStatus(
        initiative=initiative,
        known_at=known_at,
        of=of,
        units=tuple(
            _unit_status(catalogue, by_unit.get(unit, ()), about_all, initiative, unit)
            for unit in boroughs
        ),
        totals=tuple(
            Total(said_on=e.said_on, count=e.count, of=e.of or of, source=e.source, note=e.note)
            for e in about_all
            if e.count is not None and e.stage is Stage.LIVE
        ),
        unnamed=tuple(e for e in about_all if e.count is None),
    )


def _unit_status(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    about_all: Sequence[RolloutEvent],
    initiative: Initiative,
    unit: str,
) -> UnitStatus:
    claims = latest_of_each_body(
        [
            *claims_of(catalogue, events, initiative.id, unit),
            *_claims_of_all(catalogue, about_all),
        ]
    )
    plan = _latest_plan(events, initiative.id, unit)
    stage = claims[0].stage if claims else Stage.UNKNOWN
    if plan is not None and stage is Stage.UNKNOWN:
        stage = Stage.PLANNED
    open_plan = plan if stage is not Stage.LIVE else None
    due = open_plan.not_after if open_plan else None
    return UnitStatus(
        unit=unit,
        stage=stage,
        claims=claims,
        due=due,
        due_as_said=catalogue.as_said(open_plan.source, due) if open_plan and due else "",
        due_said_on=open_plan.said_on if open_plan else None,
        due_source=open_plan.source if open_plan else "",
    )


def _claims_of_all(catalogue: Catalogue, about_all: Sequence[RolloutEvent]) -> list[Claim]:
    """A total of all boroughs names every one of them."""
    if not about_all:
        return []
    everyone = len(catalogue.boroughs)
    return [
        Claim(
            body=body_of(e.source, catalogue.sources),
            stage=e.stage,
            said_on=e.said_on,
            source=e.source,
            note=e.note,
            not_after=e.not_after,
        )
        for e in about_all
        if e.count == everyone and e.stage is Stage.LIVE
    ]


def _latest_plan(events: Sequence[RolloutEvent], initiative: str, unit: str) -> RolloutEvent | None:
    plans = [
        e for e in events if e.kind == "plan" and e.initiative == initiative and e.unit == unit
    ]
    return max(plans, key=lambda e: e.said_on, default=None)
