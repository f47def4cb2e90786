"""What somebody says of a figure: why it is so, what is done about it, who does it, by when.

A figure is a measure of a unit in a period. Of two explanations of one figure the later counts;
the earlier is kept and can be seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from cjdata.domain.periods import Period
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "explanation"
Figure = tuple[str, str, Period]
"""Measure, unit and period: what an explanation is said of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What was said of one figure; blank or None where that was left out."""

    measure: str
    unit: str
    period: Period
    explanation: str
    action: str
    owner: str
    due: dt.date | None
    said_by: str
    known_on: dt.date
    seq: int
    done: bool = False
    """Whether whoever spoke last says that the action is done."""

    @property
    def figure(self) -> Figure:
        return self.measure, self.unit, self.period

    @property
    def action_said(self) -> str:
        """The action, and that it is done where that is said."""
        return f"{self.action} (done)" if self.done else self.action

    @property
    def is_open(self) -> bool:
        """Whether something is promised of which nobody has said that it is done."""
        return not self.done and (bool(self.action) or self.due is not None)

    def overdue(self, known_at: dt.date) -> bool:
        """Whether its day has passed and nobody has said that it is done."""
        return not self.done and self.due is not None and self.due < known_at

    @property
    def lacks(self) -> tuple[str, ...]:
        """What is missing of it: action, owner, due date."""
        parts = (("action", self.action), ("owner", self.owner), ("due date", self.due))
        return tuple(name for name, said in parts if not said)


def explanations(reader: Reader, known_at: dt.date) -> tuple[Explanation, ...]:
    """Everything said by a day, in the order in which it counts; later ones supersede."""
    return tuple(_explanation(entry) for entry in reader.kept(TOPIC, known_at))


def standing_explanations(said: Iterable[Explanation]) -> dict[Figure, Explanation]:
    """The explanation that counts of each figure."""
    return {one.figure: one for one in said}


def about(
    said: Iterable[Explanation], measure: str, unit: str, period: Period
) -> list[Explanation]:
    """What is said of a measure and unit within a period: of it, of a part, of what holds it."""
    return [
        one
        for one in said
        if (one.measure, one.unit) == (measure, unit)
        and one.period.first <= period.last
        and period.first <= one.period.last
    ]


def explanations_table(said: Iterable[Explanation]) -> pd.DataFrame:
    """One row an explanation, those that were superseded too, in the order of saying."""
    every = tuple(said)
    counts = {one.seq for one in standing_explanations(every).values()}
    return pd.DataFrame(
        [
            {
                "measure": one.measure,
                "unit": one.unit,
                "period": str(one.period),
                "explanation": one.explanation,
                "action": one.action,
                "owner": one.owner,
                "due": one.due.isoformat() if one.due else "",
                "done": one.done,
                "said_by": one.said_by,
                "said_on": one.known_on.isoformat(),
                "entry": one.seq,
                "superseded": one.seq not in counts,
            }
            for one in every
        ],
        columns=[
            "measure", "unit", "period", "explanation", "action", "owner", "due", "done", "said_by",
            "said_on", "entry", "superseded",
        ],
    )  # fmt: skip


def _explanation(entry: KeptEntry) -> Explanation:
    detail = entry.detail
    due = detail.get("due")
    return Explanation(
        measure=str(detail["measure"]),
        unit=str(detail["unit"]),
        period=Period.parse(str(detail["period"])),
        explanation=str(detail["explanation"]),
        action=str(detail.get("action", "")),
        owner=str(detail.get("owner", "")),
        due=dt.date.fromisoformat(str(due)) if due else None,
        said_by=entry.by,
        known_on=entry.known_on,
        seq=entry.seq,
        done=bool(detail.get("done", False)),
    )
