"""A mistake that runs through the column of values, said once for the column.

Assumes the faults of cells in the order of their rows. A column of percentages where counts are
asked for has as many faults as different figures, and they are one mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cjdata.domain.returns import Fault
from cjdata.returns.rules import Rule

FEWEST = 3
"""Cells from which a column is meant otherwise: two may each be a slip."""
SHARE = 0.5
"""Of the rows, from which on the same holds: whole percentages and zeros look like counts."""


def once_a_column(faults: Sequence[Fault], rows: int) -> list[Fault]:
    """The faults, with one in place of those that much of the column has alike."""
    found = list(faults)
    for is_alike, says in ((_is_fraction, FRACTIONS), (_is_percentage, PERCENTAGES)):
        alike = [f for f in found if is_alike(f)]
        if len(alike) >= max(FEWEST, SHARE * rows):
            message = f"{len(alike)} of {rows} rows, this one the first, hold {says}"
            one = replace(alike[0], message=message)
            found = [one, *(f for f in found if not is_alike(f))]
    return found


def _is_fraction(found: Fault) -> bool:
    return found.rule == Rule.FRACTION


def _is_percentage(found: Fault) -> bool:
    return found.rule == Rule.NOT_A_NUMBER and (found.value or "").endswith("%")


FRACTIONS = (
    "fractions where whole numbers are counted, as percentages are: write the counts that they "
    "were worked out from"
)
PERCENTAGES = (
    "percentages: write the counts that they were worked out from, or the number without the "
    "sign where a percentage is what is asked for"
)
