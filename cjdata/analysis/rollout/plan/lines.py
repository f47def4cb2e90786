"""The lines of the plan that a store keeps: who entered them when, of rivals the later.

The public record holds no plan of this kind; its planned days are statements on the rollout.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter

from cjdata.analysis.rollout.plan.parts import Change
from cjdata.domain.plan import Item, PlanLine
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "plan"
ADAPTER = TypeAdapter(PlanLine)
LINE = "line"
"""Key under which an entry holds its line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLine:
    """A line with who entered it, and from which day it counts."""

    line: PlanLine
    seq: int
    known_on: dt.date
    recorded_at: dt.datetime
    by: str


def kept_lines(reader: Reader, known_at: dt.date) -> tuple[KeptLine, ...]:
    """Every line entered by a date, in the order in which they count."""
    return tuple(_line(entry) for entry in reader.kept(TOPIC, known_at))


def _line(entry: KeptEntry) -> KeptLine:
    return KeptLine(
        line=ADAPTER.validate_python(entry.detail[LINE]),
        seq=entry.seq,
        known_on=entry.known_on,
        recorded_at=entry.recorded_at,
        by=entry.by,
    )


def standing(lines: Iterable[KeptLine]) -> dict[tuple[str, ...], KeptLine]:
    """The line that counts of each thing: the last."""
    return {kept.line.identity: kept for kept in lines}


def milestone_histories(lines: Iterable[KeptLine]) -> dict[Any, list[KeptLine]]:
    """Every line of each milestone, in the order in which they count."""
    found: dict[Any, list[KeptLine]] = {}
    for kept in lines:
        if kept.line.item is Item.MILESTONE:
            found.setdefault(kept.line.key, []).append(kept)
    return found


def changes(lines: Iterable[KeptLine]) -> tuple[Change, ...]:
    """What each line changed of the one before it, the latest first."""
    before: dict[tuple[str, ...], PlanLine] = {}
    found = []
    for kept in lines:
        line = kept.line
        found.append(
            Change(
                seq=kept.seq,
                known_on=kept.known_on,
                recorded_at=kept.recorded_at,
                by=kept.by,
                what=f"{_about(line)}: {_difference(before.get(line.identity), line)}",
                why=line.why,
            )
        )
        before[line.identity] = line
    return tuple(reversed(found))


def _about(line: PlanLine) -> str:
    return str(line.key) if line.item is Item.MILESTONE else f"{line.item.value}, {line.initiative}"


@lru_cache(maxsize=1)
def _told() -> tuple[str, ...]:
    """Cells whose change is worth telling: not what the line is about, nor why."""
    about = {"item", "unit", "initiative", "milestone", "why"}
    return tuple(f.name for f in fields(PlanLine) if f.name not in about)


def _difference(before: PlanLine | None, after: PlanLine) -> str:
    said = []
    for name in _told():
        old, new = (getattr(line, name, None) if line else None for line in (before, after))
        if (old or "") != (new or ""):
            label = name.replace("_", " ")
            said.append(f"{label} {new}" if not old else f"{label} {old} → {new or 'nothing'}")
    return "; ".join(said) or "nothing changed"
