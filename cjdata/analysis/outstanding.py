"""Which returns are due and have not come, held against each collection's calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Collection
from cjdata.domain.periods import month_of
from cjdata.snapshot.reader import Reader

MONTHS_LOOKED_BACK = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """The returns outstanding on a date, over the twelve months before it."""

    known_at: dt.date
    rows: pd.DataFrame
    """collection, unit, first_month, last_month, due; latest due first."""

    def of_unit(self, unit: str) -> pd.DataFrame:
        return self.rows[self.rows["unit"] == unit]

    def by_collection(self, catalogue: Catalogue) -> list[tuple[Collection, int]]:
        """How many are outstanding in each collection that has any, most first."""
        counts = self.rows["collection"].value_counts()
        return [(catalogue.collections[str(name)], int(n)) for name, n in counts.items()]

    def __len__(self) -> int:
        return len(self.rows)


def outstanding(reader: Reader, known_at: dt.date) -> Outstanding:
    """Returns due by a date and not standing on it."""
    since = month_of(known_at) - MONTHS_LOOKED_BACK
    return Outstanding(known_at=known_at, rows=reader.outstanding(known_at, since))
