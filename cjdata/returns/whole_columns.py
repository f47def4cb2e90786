"""A mistake that runs through a column, said once for the column.

Assumes the faults of cells in the order of their rows. A column of percentages where counts are
asked for has as many faults as different figures, and they are one mistake.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from cjdata.domain.returns import Fault
from cjdata.returns.rules import Rule

FEWEST = 3
"""Cells from which a column is meant otherwise: two may each be a slip."""
SHARE = 0.5
"""Of the rows, from which on the same holds: whole percentages and zeros look like counts."""


def once_a_column(faults: Sequence[Fault], rows: int) -> list[Fault]:
    """The faults, with one in place of those that much of a column has alike."""
    found = list(faults)
    for is_alike, says in KINDS:
        for heading in dict.fromkeys(_heading(f) for f in found if is_alike(f)):
            alike = [f for f in found if is_alike(f) and _heading(f) == heading]
            if len(alike) >= max(FEWEST, SHARE * rows):
                message = f"{len(alike)} of {rows} rows, this one the first, hold {says}"
                left_out = set(map(id, alike[1:]))
                one = replace(alike[0], message=message)
                found = [one if f is alike[0] else f for f in found if id(f) not in left_out]
    return found


def once_a_text(faults: Sequence[Fault]) -> list[Fault]:
    """The faults, with one in place of those that several rows have for the same text.

    For the files of others, in which a name comes back from row to row.
    """
    many = Counter(_said(f) for f in faults if f.rule in NAMES)
    told: set[tuple[object, ...]] = set()
    found = []
    for fault in faults:
        said = _said(fault)
        if fault.rule not in NAMES or many[said] < FEWEST:
            found.append(fault)
        elif said not in told:
            told.add(said)
            count = f" (so in {many[said]} rows, this one the first)"
            found.append(replace(fault, message=fault.message + count))
    return found


NAMES = frozenset(
    {
        Rule.UNKNOWN_UNIT,
        Rule.UNKNOWN_PERIOD,
        Rule.UNKNOWN_COMPONENT,
        Rule.OTHER_CONTENT,
    }
)
"""Rules on what rows are about, which many of them share."""


def _heading(found: Fault) -> str:
    """The heading of a fault's column, without the address of its cell."""
    column = found.column or ""
    return column.rpartition(" (")[0] or column


def _said(found: Fault) -> tuple[object, ...]:
    return found.rule, found.sheet, _heading(found), found.value, found.message


def _is_fraction(found: Fault) -> bool:
    return found.rule == Rule.FRACTION


def _is_percentage(found: Fault) -> bool:
    return found.rule == Rule.NOT_A_NUMBER and (found.value or "").endswith("%")


def _is_comma(found: Fault) -> bool:
    return found.rule == Rule.THOUSANDS


def _is_no_proportion(found: Fault) -> bool:
    return found.rule == Rule.NOT_A_NUMBER and "is no proportion" in found.message


KINDS: tuple[tuple[Callable[[Fault], bool], str], ...] = (
    (
        _is_fraction,
        "fractions where whole numbers are counted, as percentages are: write the counts that they "
        "were worked out from",
    ),
    (
        _is_percentage,
        "percentages: write the counts that they were worked out from, or the number without the "
        "sign where a percentage is what is asked for",
    ),
    (
        _is_comma,
        "commas that do not set off thousands: write 1,234 or 1234, and a decimal with a point",
    ),
    (
        _is_no_proportion,
        "numbers above 1 where proportions are asked for: write them between 0 and 1, or with "
        "their % sign",
    ),
)
