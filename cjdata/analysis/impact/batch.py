"""Every core measure against every initiative at once, with what chance alone would call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cjdata.analysis.impact.ground import Ground
from cjdata.analysis.impact.verdict import Impact, ImpactVerdict, told
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader

FALSE_CALLS = 0.05
"""Share of comparisons without any effect whose 95% interval leaves out nought."""
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Impacts:
    """All answers of one date, and how many of them rest on an interval at all."""

    known_at: dt.date
    found: tuple[Impact, ...]

    @property
    def estimated(self) -> int:
        return sum(i.interval95 is not None for i in self.found)

    @property
    def called(self) -> tuple[Impact, ...]:
        return tuple(
            i for i in self.found if i.verdict in (ImpactVerdict.IMPROVED, ImpactVerdict.WORSENED)
        )

    @property
    def expected_by_chance(self) -> float:
        """How many intervals would leave out nought if nothing had any effect."""
        return FALSE_CALLS * self.estimated


def impacts(
    reader: Reader,
    catalogue: Catalogue,
    known_at: dt.date,
    *,
    demo: bool,
    initiatives: Sequence[Initiative] = (),
    progress: Progress | None = None,
) -> Impacts:
    """The verdict of every core measure and initiative (all, where none is named)."""
    ground = Ground.at(reader, catalogue, known_at, demo=demo)
    core = [m for m in catalogue.measures.values() if m.core]
    asked = initiatives or tuple(catalogue.initiatives.values())
    found = []
    for done, measure in enumerate(core, start=1):
        by_borough = UnitKind.BOROUGH in measure.levels
        figures = ground.monthly(measure)[measure.id] if by_borough else None
        found += [told(ground, measure, i, figures, whole=False) for i in asked]
        if progress is not None:
            progress("effects", done, len(core))
    return Impacts(known_at=known_at, found=tuple(found))
