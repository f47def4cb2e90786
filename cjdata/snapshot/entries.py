"""What a snapshot tells of one entry of the ledger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cjdata.domain.periods import Period
from cjdata.returns.rows import CELL_COLUMNS


@dataclass(frozen=True, slots=True)
class StandingReturn:
    """The return that stands for a key on some day."""

    return_id: str
    content_hash: str
    known_on: dt.date
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptEntry:
    """Something that was said and is kept as it was said."""

    seq: int
    kind: str
    topic: str
    known_on: dt.date
    recorded_at: dt.datetime
    by: str
    detail: Mapping[str, Any]
    payloads: Mapping[str, str]
    """Role -> SHA-256, as the ledger has it."""


def as_accepted(found: pd.DataFrame) -> dict[str, object]:
    """The columns of accepted rows, with the period as text and nothing as blank text."""
    columns: dict[str, object] = {"value": found["value"], "line": found["line"]}
    for name in (*CELL_COLUMNS, "collection", "unit", "mark", "note"):
        columns[name] = found[name].fillna("")
    months = zip(found["first_month"], found["last_month"], strict=True)
    columns["period"] = [str(Period(int(first), int(last))) for first, last in months]
    return columns


def entries_of(topic: str, found: pd.DataFrame) -> tuple[KeptEntry, ...]:
    """The rows of a topic as entries."""
    return tuple(
        KeptEntry(
            seq=int(row.seq), kind=str(row.kind), topic=topic,
            known_on=row.known_on.date(), recorded_at=row.recorded_at.to_pydatetime(),
            by=str(row.sender), detail=json.loads(row.detail),
            payloads=json.loads(row.payloads),
        )
        for row in found.itertuples(index=False)
    )  # fmt: skip
