"""The months that the standing returns of each collection speak of."""

from __future__ import annotations

import datetime as dt

import numpy as np

from cjdata.snapshot.held import Columns


def months_standing(rows: Columns, day: dt.date) -> dict[str, tuple[int, int]]:
    """The first and last month of each collection on a day.

    `rows` is a row a collection and span of days, those of one collection together: collection,
    first_month, last_month, known_from, known_to (excluded).
    """
    ordinal = day.toordinal()
    stands = np.flatnonzero((rows["known_from"] <= ordinal) & (rows["known_to"] > ordinal))
    if not stands.size:
        return {}
    names = rows["collection"][stands]
    begins = np.flatnonzero(np.append(True, names[1:] != names[:-1]))
    first = np.minimum.reduceat(rows["first_month"][stands], begins).tolist()
    last = np.maximum.reduceat(rows["last_month"][stands], begins).tolist()
    return dict(zip(names[begins].tolist(), zip(first, last, strict=True), strict=True))
