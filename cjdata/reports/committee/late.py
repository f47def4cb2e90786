"""History that was entered after the day a paper looks back to: it changes what that day shows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAddition:
    """One entry that counts as known by a date and was written down after it."""

    seq: int
    kind: str
    what: str
    known_on: dt.date
    recorded_on: dt.date
    by: str
    note: str


def late_additions(reader: Reader, known_at: dt.date) -> tuple[LateAddition, ...]:
    """The entries that changed the view of a date after it had passed, oldest entry first.

    Papers that were frozen are no history: they change nothing.
    """
    frame = reader.late_additions()
    found = [
        LateAddition(
            seq=int(row.seq),
            kind=str(row.kind),
            what=_text(row.file),
            known_on=pd.Timestamp(row.known_on).date(),
            recorded_on=pd.Timestamp(row.recorded_at).date(),
            by=_text(row.sender),
            note=_text(row.note),
        )
        for row in frame.itertuples(index=False)
    ]
    return tuple(
        one for one in found if one.known_on <= known_at < one.recorded_on and one.kind != "paper"
    )


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)
