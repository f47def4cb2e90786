"""What a forecast rests on: what was said of an initiative, and how its completion is judged.

Two forecasts of one day that rest on the same are the same: the draws are seeded.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Sequence

from cjdata.analysis.rollout.progress import counted_on
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage

SEED = 2004
METHOD = "2"
"""Raised whenever the method would give another forecast from the same statements."""


def can_be_forecast(catalogue: Catalogue, initiative: Initiative) -> bool:
    """Whether it has a target date and is meant for every borough: else no date can be judged."""
    return initiative.target_date is not None and initiative.scope_count in (
        None,
        len(catalogue.boroughs),
    )


def events_of(
    catalogue: Catalogue, events: Sequence[RolloutEvent], counted: Initiative
) -> list[RolloutEvent]:
    """What was said of the initiative, and of the wholes that imply it where they are live.

    An element may have been live before the whole was: its lower bound does not carry over.
    """
    wholes = {i.id for i in catalogue.initiatives.values() if counted.id in i.elements}
    found = []
    for event in events:
        if event.initiative == counted.id:
            found.append(event)
        elif event.initiative in wholes and event.stage is Stage.LIVE:
            found.append(_as_element(event, counted.id))
    return found


def rests_on(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    known_at: dt.date,
) -> str:
    """A short hash of everything that the forecast of a day is made from, besides the day."""
    counted = counted_on(catalogue, initiative, known_at)
    said = [e for e in events_of(catalogue, events, counted) if e.said_on <= known_at]
    basis = {
        "method": METHOD,
        "seed": SEED,
        "counted": counted.id,
        "target": str(initiative.target_date),
        "units": [unit.id for unit in catalogue.boroughs],
        "said": [[str(getattr(event, name)) for name in EVENT_COLUMNS] for event in said],
    }
    return hashlib.sha256(json.dumps(basis).encode("utf-8")).hexdigest()[:16]


def _as_element(event: RolloutEvent, initiative: str) -> RolloutEvent:
    return RolloutEvent(
        unit=event.unit,
        initiative=initiative,
        stage=event.stage,
        not_after=event.not_after,
        said_on=event.said_on,
        kind=event.kind,
        count=event.count,
        of=event.of,
        source=event.source,
        note=event.note,
    )
