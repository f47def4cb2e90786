"""Decisions and actions of the authority, with owner and date, as known at a date.

What somebody decided is entered once and followed by its number; it is open until somebody says
that it is done or withdrawn, and overdue by its date alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "decision"


class Standing(StrEnum):
    """How a decision or an action stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Something decided, or an action asked for."""

    number: str
    what: str
    """`decision` or `action`."""
    text: str
    owner: str
    """Blank where nobody was named."""
    due: dt.date | None
    recommendation: str
    decided_on: dt.date
    entered_by: str
    why: str
    standing: Standing
    closed_on: dt.date | None = None
    closing_note: str = ""

    @property
    def is_open(self) -> bool:
        return self.standing in (Standing.OPEN, Standing.OVERDUE)


def decisions_at(reader: Reader, known_at: dt.date) -> tuple[Decision, ...]:
    """Every decision and action entered by a date, in the order of their numbers."""
    made: dict[str, KeptEntry] = {}
    closed: dict[str, KeptEntry] = {}
    for entry in reader.kept(TOPIC, known_at):
        number = str(entry.detail["number"])
        (closed if entry.detail.get("closes") else made)[number] = entry
    return tuple(_decision(entry, closed.get(number), known_at) for number, entry in made.items())


def numbers_taken(reader: Reader) -> int:
    """How many decisions were ever entered: the next one's number is one more."""
    entries = reader.kept(TOPIC, dt.date.max)
    return len({str(e.detail["number"]) for e in entries if not e.detail.get("closes")})


def _decision(made: KeptEntry, closed: KeptEntry | None, known_at: dt.date) -> Decision:
    detail = made.detail
    due = dt.date.fromisoformat(detail["due"]) if detail.get("due") else None
    if closed is not None:
        standing = Standing(str(closed.detail["closes"]))
    else:
        standing = Standing.OVERDUE if due is not None and due < known_at else Standing.OPEN
    return Decision(
        number=str(detail["number"]),
        what=str(detail["what"]),
        text=str(detail["text"]),
        owner=str(detail.get("owner") or ""),
        due=due,
        recommendation=str(detail.get("recommendation") or ""),
        decided_on=made.known_on,
        entered_by=made.by,
        why=str(detail.get("why") or ""),
        standing=standing,
        closed_on=closed.known_on if closed else None,
        closing_note=str(closed.detail.get("why") or "") if closed else "",
    )
