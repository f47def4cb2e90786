"""Where the limits of a control chart begin anew, why, and who said so.

It rests on limits being recalculated only at an event that is on record: a go-live, or a reason
that somebody gave. A later word on the same month supersedes the earlier; both are kept.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cjdata.domain.periods import Period, month_text, parse_month
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "rebase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebase:
    """From this month on the limits of a measure of a unit rest on what comes after it."""

    measure: str
    unit: str
    month: int
    why: str
    withdrawn: bool
    said_by: str
    known_on: dt.date
    seq: int

    @property
    def period(self) -> Period:
        return Period(self.month, self.month)


def every_rebase(reader: Reader, known_at: dt.date) -> tuple[Rebase, ...]:
    """Every rebase said by a day, superseded and withdrawn ones too, in the order of saying."""
    return tuple(_rebase(entry) for entry in reader.kept(TOPIC, known_at))


def rebases(reader: Reader, known_at: dt.date) -> tuple[Rebase, ...]:
    """The rebases that count at a day, by month."""
    standing = {(r.measure, r.unit, r.month): r for r in every_rebase(reader, known_at)}
    return tuple(sorted((r for r in standing.values() if not r.withdrawn), key=lambda r: r.month))


def rebases_table(said: tuple[Rebase, ...]) -> pd.DataFrame:
    """One row a rebase, in the order of saying."""
    columns = ("measure", "unit", "from", "why", "withdrawn", "said_by", "said_on", "entry")
    rows = [
        (
            r.measure,
            r.unit,
            month_text(r.month),
            r.why,
            r.withdrawn,
            r.said_by,
            r.known_on.isoformat(),
            r.seq,
        )
        for r in said
    ]
    return pd.DataFrame(rows, columns=list(columns))


def _rebase(entry: KeptEntry) -> Rebase:
    detail = entry.detail
    return Rebase(
        measure=str(detail["measure"]),
        unit=str(detail["unit"]),
        month=parse_month(str(detail["from"])),
        why=str(detail["why"]),
        withdrawn=bool(detail.get("withdrawn", False)),
        said_by=entry.by,
        known_on=entry.known_on,
        seq=entry.seq,
    )
