"""What questions of one date share: the store, what arrived where, and who shares a court."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cjdata.analysis.impact.effect_panel import Figures, monthly, sharing_courts
from cjdata.analysis.rollout.go_lives import Arrivals, arrivals
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """The store as known at a date.

    arrived: what went live where; near: borough -> the others that use one of its courts
    """

    reader: Reader
    catalogue: Catalogue
    known_at: dt.date
    arrived: Arrivals
    near: Mapping[str, set[str]]

    @classmethod
    def at(cls, reader: Reader, catalogue: Catalogue, known_at: dt.date, *, demo: bool) -> Ground:
        arrived = arrivals(reader, catalogue, known_at, demo=demo)
        return cls(reader, catalogue, known_at, arrived, sharing_courts(catalogue))

    def monthly(self, *measures: Measure) -> dict[str, Figures]:
        """Whole monthly figures by measure, asked of the store at once."""
        names = [measure.id for measure in measures]
        return monthly(self.reader, self.catalogue, names, self.known_at)
