"""Keeping what somebody says as it was said: explanations, plans, decisions, forecasts, papers.

The ledger keeps it and the snapshot shows it by its topic; what it means is for `analysis`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cjdata.intake.desk import Desk, open_desk, said_by
from cjdata.ledger import Draft, Entry, Kind, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Something to keep: what it is about, and its content as JSON has it."""

    kind: Kind
    topic: str
    detail: Mapping[str, Any]
    payloads: Mapping[str, bytes] = field(default_factory=dict)


def keep(
    store: Store, sayings: Sequence[Saying], *, by: str, known_on: dt.date | None = None
) -> list[Entry]:
    """Enter all of it and publish; raises RefusedError for a day in the future or no name."""
    day = said_by(known_on)
    with open_desk(store) as desk:
        return keep_at(desk, sayings, by=by, day=day)


def keep_at(desk: Desk, sayings: Sequence[Saying], *, by: str, day: dt.date) -> list[Entry]:
    """The same at a desk that is open already."""
    return desk.enter(
        [
            Draft(
                kind=saying.kind,
                known_on=day,
                by=by,
                payloads=saying.payloads,
                detail={"topic": saying.topic, **saying.detail},
            )
            for saying in sayings
        ]
    )
