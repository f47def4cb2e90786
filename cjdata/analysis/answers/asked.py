"""A store as it is asked for an answer, and what every answer says of itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from cjdata.analysis.known_at import Calendar, calendar
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import UnknownNameError
from cjdata.ledger import Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True)
class Asked:
    """A store with its rows and definitions, and the day as known at which it is asked."""

    store: Store
    reader: Reader
    catalogue: Catalogue
    dates: Calendar
    day: dt.date

    @property
    def head(self) -> dict[str, Any]:
        """As known when, from which edition, of which kind of store."""
        return {
            "known_at": self.day.isoformat(),
            "edition": self.reader.edition,
            "demo": self.store.demo,
        }


def asked_of(
    store: Store, known_at: dt.date | None, today: dt.date, *, latest: bool = False
) -> Asked:
    """Without a date as known when the store opens, or at the `latest`; raises UnknownNameError
    for one out of reach."""
    reader, catalogue = Reader.open(store), ground_of(store).catalogue
    dates = calendar(reader, catalogue, demo=store.demo, today=today)
    if known_at is None:
        return Asked(store, reader, catalogue, dates, dates.latest if latest else dates.opening)
    if not dates.holds(known_at):
        raise UnknownNameError(
            f"nothing can be known at {known_at.isoformat()}: "
            f"ask for a day up to {dates.today.isoformat()}"
        )
    return Asked(store, reader, catalogue, dates, known_at)
