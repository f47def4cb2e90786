"""The parts of one whole kept together: what one of them loses, the others gain.

Rests on one assumption: the parts are counted in the same cases, so that effects on their shares,
taken over the same boroughs and months, add to nought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.impact.effect_panel import Comparison, compare
from cjdata.analysis.impact.effects import Question, Size, judged, size_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """The effect on one part of the whole."""

    measure: Measure
    size: Size


@lru_cache(maxsize=256)
def companions(catalogue: Catalogue, measure: Measure) -> tuple[Measure, ...]:
    """The measures, this one among them, whose numerators make up its denominator; else none."""
    if len(measure.denominator) != 1 or len(measure.numerator) != 1:
        return ()
    whole, part = measure.denominator[0], measure.numerator[0]
    parts = catalogue.components[whole.component].sum_of
    if part.component not in parts or part.reasons:
        return ()
    found = [
        other
        for name in parts
        for other in catalogue.measures.values()
        if other.denominator == measure.denominator
        and len(other.numerator) == 1
        and other.numerator[0].component == name
        and not other.numerator[0].reasons
        and other.tier_by_unit == measure.tier_by_unit
    ]
    return tuple(found) if len(found) == len(parts) else ()


def shares(questions: Mapping[Measure, Question], own: Share, *, alone: bool) -> tuple[Share, ...]:
    """The effect on each part by one comparison; none where a part cannot be compared.

    own: that of the part which was asked for
    """
    found = []
    for measure, asked in questions.items():
        if measure.id == own.measure.id:
            found.append(own)
            continue
        comparison = compare(asked.figures, asked.months(), asked.arrived, asked.initiative)
        if not isinstance(comparison, Comparison):
            return ()
        cells = comparison.alone if alone else comparison.cells
        size = size_of(judged(comparison, cells, asked.lag))
        if size is None:
            return ()
        found.append(Share(measure=measure, size=size))
    return tuple(found)
