"""What each reason, and each who could do something about it, added to the change of a rate.

It rests on both periods being complete, and on reasons dividing the cases: what returns count
without a reason is one of its own, so that all parts sum to the change.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.analysis.figures.breakdown import Breakdown
from cjdata.analysis.figures.readings import readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.snapshot.reader import Reader
from cjdata.stats.contributions import ReasonContributions, by_party, reason_contributions

UNMAPPED = "unmapped"


@dataclass(frozen=True, slots=True)
class ReasonChange:
    """The change between two periods by reason and by who controls it."""

    now: Period
    before: Period
    by_reason: ReasonContributions
    by_controller: ReasonContributions


def reason_change(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    found: Breakdown,
    known_at: dt.date,
) -> ReasonChange | None:
    """The last window against the same a year before; None unless both are whole."""
    if found.year_ago is None or measure.interval != "wilson":
        return None
    of_windows = readings(
        reader, catalogue, measures=[measure.id], units=[unit], periods=found.windows,
        known_at=known_at, together=True,
    )  # fmt: skip
    now, before = (of_windows[measure.id, unit, w] for w in (found.windows[-1], found.year_ago))
    if not (now.judged and before.judged):
        return None
    if not now.denominator or not before.denominator:
        return None
    try:
        reasons = reason_contributions(
            {s.key: s.before or 0.0 for s in found.slices},
            {s.key: s.now for s in found.slices},
            earlier_denominator=before.denominator,
            later_denominator=now.denominator,
            earlier_numerator=before.numerator,
            later_numerator=now.numerator,
        )
    except ValueError:
        return None  # reasons that exceed what they divide: the quality page tells of them
    controllers = {
        s.key: catalogue.reasons[s.key].controllable_by if s.key in catalogue.reasons else UNMAPPED
        for s in found.slices
    }
    return ReasonChange(found.windows[-1], found.year_ago, reasons, by_party(reasons, controllers))
