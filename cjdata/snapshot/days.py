"""Days of a snapshot as whole numbers, which arrays compare sooner than dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
from numpy.typing import NDArray

EPOCH = dt.date(1970, 1, 1).toordinal()


def ordinals(column: NDArray[Any]) -> NDArray[np.int64]:
    """The proleptic ordinals of a column of days."""
    return column.astype("datetime64[D]").astype(np.int64) + EPOCH
