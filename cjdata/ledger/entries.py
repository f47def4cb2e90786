"""One line of the ledger: what was accepted, when it was said, when it was written down.

Each line carries the hash of the line before it, so that nothing between can be changed,
left out or put in without being seen.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    RETURN = "return"
    WITHDRAWAL = "withdrawal"
    EVENT = "event"
    DECISION = "decision"
    NOTE = "note"
    DEFINITIONS = "definitions"
    FORECAST = "forecast"
    PAPER = "paper"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be entered; the ledger adds the number, the clock and the chain."""

    kind: Kind
    known_on: dt.date
    by: str
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    """Role (`received`, `rows`, ...) -> bytes to keep."""
    supersedes: tuple[str, ...] = ()
    detail: Mapping[str, Any] = field(default_factory=dict)
    recorded_at: dt.datetime | None = None
    """Only for the demo store, whose clock is part of the illustration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the ledger as it stands on disk."""

    seq: int
    kind: Kind
    known_on: dt.date
    recorded_at: dt.datetime
    by: str
    payload_hash: Mapping[str, str]
    """Role -> SHA-256 of the payload, which is also its file name."""
    supersedes: tuple[str, ...]
    detail: Mapping[str, Any]
    prev: str

    @property
    def topic(self) -> str:
        """What an entry is about that is kept as it was said; blank for returns and statements."""
        return str(self.detail.get("topic", ""))

    def line(self) -> str:
        return json.dumps(
            {
                "seq": self.seq,
                "kind": self.kind.value,
                "known_on": self.known_on.isoformat(),
                "recorded_at": self.recorded_at.isoformat(timespec="seconds"),
                "by": self.by,
                "payload_hash": dict(self.payload_hash),
                "supersedes": list(self.supersedes),
                "detail": dict(self.detail),
                "prev": self.prev,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def parse(cls, line: str) -> Entry:
        """The entry of a line; raises ValueError, KeyError or TypeError where it is none."""
        raw = json.loads(line)
        return cls(
            seq=int(raw["seq"]),
            kind=Kind(raw["kind"]),
            known_on=dt.date.fromisoformat(raw["known_on"]),
            recorded_at=dt.datetime.fromisoformat(raw["recorded_at"]),
            by=str(raw["by"]),
            payload_hash=dict(raw["payload_hash"]),
            supersedes=tuple(raw["supersedes"]),
            detail=raw["detail"],
            prev=str(raw["prev"]),
        )


def line_hash(line: str) -> str:
    return hashlib.sha256(line.encode("utf-8")).hexdigest()


def chain_end(prev: str) -> bytes:
    """How every line ends that follows the line of that hash."""
    return f'"prev":"{prev}"}}\n'.encode()


@dataclass(frozen=True, slots=True)
class Head:
    """How far a ledger has come: the last entry, its hash, and where the next line begins."""

    seq: int
    hash: str
    offset: int


GENESIS = Head(0, "0" * 64, 0)
