"""Who could do something about a figure that moved: whose reasons moved with it.

It rests on the reasons that returns give for trials that cracked or were ineffective; where a
measure has none, who its definition says can, or its owner; most definitions name neither.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

import numpy as np

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period
from cjdata.snapshot.cells import Cells
from cjdata.snapshot.reader import Reader

YEAR = 12
MOST = 2
UNMAPPED = "unmapped"
WHY_NOT_EFFECTIVE = ("trials_cracked", "trials_ineffective")
EFFECTIVE = "trials_effective"


@dataclass(frozen=True, slots=True)
class Controllers:
    """Those whose reasons moved most in the direction of a figure, the largest part first.

    `moved` holds each with its part of the month's cases beyond the rate of the year before.
    Without reasons `defined` is whom the measure's definition names: who can do something about
    it, else its owner; empty where no source says.
    """

    moved: tuple[tuple[str, float], ...]
    by_reason: bool
    defined: str

    @property
    def names(self) -> tuple[str, ...]:
        if self.by_reason:
            return tuple(name for name, _ in self.moved)
        return (self.defined,) if self.defined else ()


def controllers_of(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    period: Period,
    known_at: dt.date,
    *,
    rising: bool,
) -> Controllers:
    """Set the reasons of a period against those of the twelve months before it."""
    parts, turned = reasons_behind(catalogue, measure)
    if not parts or not measure.denominator:
        return defined_for(measure)
    before = Period(period.first - YEAR, period.first - 1)
    now_cells, before_cells = (
        _counts(reader, catalogue, parts, unit, span, known_at) for span in (period, before)
    )
    base_now, base_before = (
        _listed(reader, measure.denominator, unit, span, known_at) for span in (period, before)
    )
    if not base_now or not base_before:
        return Controllers((), True, _defined(measure))
    wanted, rate = (1 if rising != turned else -1), base_now / base_before
    more = {
        name: now_cells.get(name, 0.0) - rate * before_cells.get(name, 0.0)
        for name in sorted(now_cells.keys() | before_cells.keys())
    }
    moved = sorted(more.items(), key=lambda one: -wanted * one[1])
    named = [m for m in moved if wanted * m[1] >= 0.5 and m[0] != UNMAPPED]
    return Controllers(tuple(named[:MOST]), True, _defined(measure))


def defined_for(measure: Measure) -> Controllers:
    """Whom the definition names, where no reasons can be asked."""
    return Controllers((), False, _defined(measure))


def _defined(measure: Measure) -> str:
    return measure.controllable_by or measure.owner


def reasons_behind(catalogue: Catalogue, measure: Measure) -> tuple[tuple[Part, ...], bool]:
    """The parts whose reasons explain a measure, and whether they move against it.

    Effective trials have no reasons: those of the trials that were lost stand for them.
    """
    parts = measure.numerator
    if [p.component for p in parts] == [EFFECTIVE]:
        tier = parts[0].court_tier
        lost = (Part(component=name, court_tier=tier) for name in WHY_NOT_EFFECTIVE)
        return tuple(lost), True
    given = all("reason" in catalogue.components[p.component].breakdowns for p in parts)
    return (parts if given else ()), False


def _counts(
    reader: Reader,
    catalogue: Catalogue,
    parts: tuple[Part, ...],
    unit: str,
    span: Period,
    known_at: dt.date,
) -> dict[str, float]:
    """Cases of a span by who can do something about their reason."""
    sums: dict[str, float] = {}
    for part in parts:
        cells = _cells(reader, part, unit, "reason", span, known_at)
        for code, value in zip(cells.reason.tolist(), cells.value.tolist(), strict=True):
            if code is None or math.isnan(value) or (part.reasons and code not in part.reasons):
                continue
            known = catalogue.reasons.get(code)
            name = known.controllable_by if known else UNMAPPED
            sums[name] = sums.get(name, 0.0) + value
    return sums


def _listed(
    reader: Reader, parts: tuple[Part, ...], unit: str, span: Period, known_at: dt.date
) -> float:
    return sum(
        float(np.nansum(_cells(reader, part, unit, "total", span, known_at).value))
        for part in parts
    )


def _cells(
    reader: Reader, part: Part, unit: str, level: str, span: Period, known_at: dt.date
) -> Cells:
    return reader.breakdown(
        unit,
        [part.component],
        court_tier=part.court_tier,
        level=level,
        span=span,
        known_at=known_at,
    )
