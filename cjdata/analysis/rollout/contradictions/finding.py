"""What a contradiction is: kind, sentence, sources, and the day on which it could first be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class ContradictionKind(StrEnum):
    SHORT_OF_TARGET = "short of target"
    UNDATED = "without a date"
    NO_OWNER = "without an owner"
    IMPOSSIBLE_ORDER = "impossible order"
    OVERDUE = "overdue"
    TOTAL_NOT_NAMED = "total not named"
    COUNT_CHANGED = "what is counted changed"
    NOT_IN_RECORD = "plan and reports differ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Something that cannot hold together, in one sentence."""

    kind: ContradictionKind
    initiative: str
    sentence: str
    sources: tuple[str, ...]
    first_visible: dt.date
    units: tuple[str, ...] = ()
