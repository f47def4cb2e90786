"""The months that the standing returns of each collection speak of."""

from __future__ import annotations

import datetime as dt

from cjdata.snapshot.held import Columns


def months_standing(rows: Columns, day: dt.date) -> dict[str, tuple[int, int]]:
    """The first and last month of each collection on a day.

    `rows` is a row a collection and span of days: collection, first_month, last_month,
    known_from, known_to (excluded).
    """
    ordinal = day.toordinal()
    stands = (rows["known_from"] <= ordinal) & (rows["known_to"] > ordinal)
    names = ("collection", "first_month", "last_month")
    found: dict[str, tuple[int, int]] = {}
    for name, first, last in zip(*(rows[n][stands].tolist() for n in names), strict=True):
        before = found.get(name, (first, last))
        found[name] = min(before[0], first), max(before[1], last)
    return found
