"""Which returns are due and have not come, held against each collection's calendar."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection
from cjdata.domain.periods import Period, month_of
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT

MONTHS_LOOKED_BACK = 12


@dataclass(frozen=True, slots=True)
class OwedReturn:
    """A return that was due and does not stand."""

    collection: str
    unit: str
    period: Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """The returns outstanding on a date, however long ago they were due, latest due first."""

    known_at: dt.date
    returns: tuple[OwedReturn, ...]

    def of_unit(self, unit: str) -> tuple[OwedReturn, ...]:
        return tuple(owed for owed in self.returns if owed.unit == unit)

    def by_collection(self, catalogue: Catalogue) -> list[tuple[Collection, int]]:
        """How many are outstanding in each collection that has any, most first."""
        counts = Counter(owed.collection for owed in self.returns)
        return [(catalogue.collections[name], n) for name, n in counts.most_common()]

    def __len__(self) -> int:
        return len(self.returns)


def outstanding(reader: Reader, known_at: dt.date) -> Outstanding:
    """Returns due by a date and not standing on it."""
    return Outstanding(known_at=known_at, returns=_owed(reader, reader.last_logged(known_at)))


@lru_cache(maxsize=2 * DAYS_KEPT)
def _owed(reader: Reader, day: dt.date) -> tuple[OwedReturn, ...]:
    """The same until a return comes, falls due or ceases to stand."""
    logged = reader.logged(day, month_of(day) - MONTHS_LOOKED_BACK)
    rows = logged.owed(day)
    columns = (logged.collection, logged.unit, logged.first_month, logged.last_month)
    return tuple(
        OwedReturn(collection, unit, Period(first, last))
        for collection, unit, first, last in zip(
            *(column[rows].tolist() for column in columns), strict=True
        )
    )
