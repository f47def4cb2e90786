"""A dated statement about the rollout, as somebody made it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal

from cjdata.domain.states import Stage

EVENT_COLUMNS = (
    "unit", "initiative", "stage", "extent", "not_before", "not_after",
    "said_on", "kind", "count", "of", "source", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutEvent:
    """What was said of one unit, or of a count of units that names none."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    unit: str
    initiative: str
    stage: Stage
    extent: str = ""
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    """A go-live day is often known only to lie between two reports: after one, by the other."""
    said_on: dt.date
    kind: Literal["plan", "fact"]
    count: int | None = None
    of: int | None = None
    source: str
    note: str = ""
