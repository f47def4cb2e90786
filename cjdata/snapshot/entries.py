"""What a snapshot tells of one entry of the ledger."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import pandas as pd

from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.periods import Period
from cjdata.domain.states import Stage
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


class Statement(NamedTuple):
    """A statement on the rollout, and where it comes from."""

    origin: Literal["record", "ledger", "illustrative"]
    event: RolloutEvent


def as_accepted(found: pd.DataFrame) -> dict[str, object]:
    """The columns of accepted rows, with the period as text and nothing as blank text."""
    columns: dict[str, object] = {"value": found["value"], "line": found["line"]}
    for name in (*CELL_COLUMNS, "collection", "unit", "mark", "note"):
        columns[name] = found[name].fillna("")
    months = zip(found["first_month"], found["last_month"], strict=True)
    columns["period"] = [str(Period(int(first), int(last))) for first, last in months]
    return columns


def entries_of(topic: str, rows: Iterable[tuple[Any, ...]]) -> tuple[KeptEntry, ...]:
    """The rows of a topic as entries."""
    return tuple(
        KeptEntry(
            seq=seq, kind=kind, topic=topic, known_on=known_on, recorded_at=recorded_at,
            by=sender, detail=json.loads(detail), payloads=json.loads(payloads),
        )
        for seq, kind, known_on, recorded_at, sender, detail, payloads in rows
    )  # fmt: skip


def statement_of(row: tuple[Any, ...]) -> Statement:
    """A row of the statements on the rollout."""
    origin, *cells = row
    told = dict(zip(EVENT_COLUMNS, cells, strict=True))
    texts = {name: told[name] or "" for name in ("extent", "note")}
    return Statement(origin, RolloutEvent(**told | texts | {"stage": Stage(told["stage"])}))
