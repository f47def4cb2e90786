"""Where a table that leaves the house comes from: what it shows, as known when, made out of what.

Assumes that whoever receives the file has nothing else: every form of export carries all of this.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

VARIABLE = "CJDATA_ADDRESS"
"""Names the address at which colleagues reach the pages, such as https://dashboard.example.org."""
OWN_MACHINE = "http://127.0.0.1:8501"
"""Where `make run` serves the pages, for a call that does not say."""
ILLUSTRATIVE = "Illustrative: made from a demo store, whose performance figures are invented"


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What every export says of itself."""

    title: str
    source: str
    known_at: dt.date
    edition: str
    demo: bool
    view: str
    """Address of the page that shows the same, whole enough to be sent to somebody."""
    entry: int = 0
    """Last ledger entry that the table could rest on."""
    made_at: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))
    measure_units: Mapping[str, str] = field(default_factory=dict)
    """Measure -> the unit of its values, for tables whose rows name measures."""

    @property
    def store(self) -> str:
        return "demo: performance figures invented" if self.demo else "live"

    def facts(self) -> dict[str, str]:
        """All of it as texts, by the names that columns and metadata have."""
        return {
            "title": self.title,
            "source_of_table": self.source,
            "known_at": self.known_at.isoformat(),
            "edition": self.edition,
            "store": self.store,
            "view": self.view,
            "ledger_entry": str(self.entry),
            "made_at": self.made_at.isoformat(timespec="seconds"),
        }


def view_address(page: str, served_at: str = "") -> str:
    """A page, with its parameters, below CJDATA_ADDRESS, else where it was served, else here.

    Whoever sets CJDATA_ADDRESS knows how colleagues reach the pages; a browser knows only how its
    own user does.
    """
    base = os.environ.get(VARIABLE) or served_at or OWN_MACHINE
    return f"{base.rstrip('/')}/{page}"
