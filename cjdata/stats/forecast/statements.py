"""The statements of a rollout as known on a day, read from a frame of rollout events.

Assumption: a statement belongs to the day it was said on; whatever was said later does not exist
yet, not even to be found faulty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

import pandas as pd

from cjdata.domain.states import Stage

REQUIRED = ("unit", "stage", "not_before", "not_after", "said_on", "kind")
OPTIONAL = ("initiative", "extent", "count", "of", "source", "note")

Member = TypeVar("Member", bound=StrEnum)


class Kind(StrEnum):
    """Whether something was planned or told as a fact."""

    PLAN = "plan"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Statement:
    """What was said of one unit, or of a count of units, on one day.

    Days are proleptic ordinals (`datetime.date.toordinal`); None where nothing was said.
    """

    unit: str
    stage: Stage
    kind: Kind
    said: int
    not_before: int | None
    not_after: int | None
    count: int | None
    of: int | None


def read_statements(events: pd.DataFrame, *, known_at: date) -> tuple[Statement, ...]:
    """The distinct statements said up to and including `known_at`, in the order they were said.

    `events` has the columns of a rollout event, one initiative only. Raises ValueError for a
    missing or misspelt column, a date, stage, kind or number that cannot be read, an interval that
    ends before it begins, or a fact later than the report that told it.
    """
    _check_columns(events)
    known = _known_rows(events, known_at)
    if "initiative" in known and known["initiative"].dropna().nunique() > 1:
        names = ", ".join(sorted(known["initiative"].dropna().unique()))
        raise ValueError(f"events of more than one initiative: {names}; ask for one at a time")
    columns = [name for name in (*REQUIRED, "count", "of") if name in known.columns]
    rows = known[columns].itertuples(index=False, name=None)
    return statements_of(dict(zip(columns, row, strict=True)) for row in rows)


def statements_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Statement, ...]:
    """The distinct statements of rows with a `said_on`, in the order they were said."""
    read = dict.fromkeys(_statement(row, f"event {number}") for number, row in enumerate(rows))
    return tuple(sorted(read, key=lambda statement: statement.said))


def as_day(value: Any, where: str) -> date | None:
    """A date, a timestamp, an ISO text or nothing, as a date. Raises ValueError naming `where`."""
    if value is None or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, str):
        return _from_text(value, where)
    try:
        stamp = pd.Timestamp(value)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{where}: {value!r} is not a date") from fault
    return None if stamp is pd.NaT else stamp.date()


def _from_text(value: str, where: str) -> date | None:
    if not value.strip():
        return None
    try:
        return datetime.fromisoformat(value.strip()).date()
    except ValueError as fault:
        raise ValueError(f"{where}: {value!r} is not an ISO date") from fault


def _check_columns(events: pd.DataFrame) -> None:
    missing = [name for name in REQUIRED if name not in events.columns]
    if missing:
        raise ValueError(f"events lack the column(s) {', '.join(missing)}")
    absent = [name for name in OPTIONAL if name not in events.columns]
    unknown = [str(name) for name in events.columns if name not in REQUIRED + OPTIONAL]
    if absent and unknown:
        raise ValueError(
            f"events have unknown column(s) {', '.join(unknown)} and lack {', '.join(absent)}"
        )


def _known_rows(events: pd.DataFrame, known_at: date) -> pd.DataFrame:
    said = [as_day(value, f"event {i}, said_on") for i, value in enumerate(events["said_on"])]
    for number, day in enumerate(said):
        if day is None:
            raise ValueError(f"event {number}: said_on is missing")
    keep = [day is not None and day <= known_at for day in said]
    return events.assign(said_on=said).loc[keep]


def _statement(row: Mapping[str, Any], where: str) -> Statement:
    statement = Statement(
        unit=_unit(row["unit"], where),
        stage=_member(Stage, row["stage"], f"{where}, stage"),
        kind=_member(Kind, row["kind"], f"{where}, kind"),
        said=row["said_on"].toordinal(),
        not_before=_ordinal(row["not_before"], f"{where}, not_before"),
        not_after=_ordinal(row["not_after"], f"{where}, not_after"),
        count=_whole(row.get("count"), f"{where}, count"),
        of=_whole(row.get("of"), f"{where}, of"),
    )
    _check_order(statement, where)
    return statement


def _check_order(statement: Statement, where: str) -> None:
    first, last = statement.not_before, statement.not_after
    if first is not None and last is not None and first > last:
        raise ValueError(f"{where}: not_before lies after not_after")
    told = statement.kind is Kind.FACT and statement.stage is Stage.LIVE
    if told and any(day is not None and day > statement.said for day in (first, last)):
        raise ValueError(f"{where}: a go-live is told as a fact before it happened")
    if statement.count is not None and statement.of is not None and statement.count > statement.of:
        raise ValueError(f"{where}: count {statement.count} is more than of {statement.of}")


def _unit(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{where}: unit is missing")
    return value


def _member(kind: type[Member], value: Any, where: str) -> Member:
    try:
        return kind(value)
    except ValueError as fault:
        allowed = ", ".join(kind)
        raise ValueError(f"{where}: {value!r} is none of {allowed}") from fault


def _ordinal(value: Any, where: str) -> int | None:
    day = as_day(value, where)
    return None if day is None else day.toordinal()


def _whole(value: Any, where: str) -> int | None:
    if value is None or value is pd.NA or value == "" or value != value:
        return None
    try:
        number = float(value)
    except (TypeError, ValueError) as fault:
        raise ValueError(f"{where}: {value!r} is not a number") from fault
    if number < 0 or number != int(number):
        raise ValueError(f"{where}: {value!r} is not a whole number of 0 or more")
    return int(number)
