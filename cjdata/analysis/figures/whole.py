"""The complete figures alone, as counts: what limits, outlooks and signals rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.sums import asked_for


def whole_grid(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Numerators and denominators of the complete figures, measures by units by periods.

    NaN elsewhere; nothing to divide by is no figure. A measure without a denominator has 1.
    """
    held = reader.figure_sums(measures, units, periods, known_at)
    plain = [not catalogue.measures[m].denominator for m in measures]
    is_plain = np.repeat(np.array(plain, bool), len(units) * len(periods))
    numerator, denominator = held["numerator"], np.where(is_plain, 1.0, held["denominator"])
    whole = (held["expected"] > 0) & (held["usable"] == held["expected"])
    whole &= (denominator > 0) & ~np.isnan(numerator)
    shape = len(measures), len(units), len(periods)
    return (
        np.where(whole, numerator, np.nan).reshape(shape),
        np.where(whole, denominator, np.nan).reshape(shape),
    )


def whole_counts(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> pd.DataFrame:
    """The complete figures alone, as counts: measure, unit, first_month, last_month, numerator and
    denominator, as in `whole_grid`."""
    numerator, denominator = whole_grid(
        reader, catalogue, measures=measures, units=units, periods=periods, known_at=known_at
    )
    counts = {"numerator": numerator.reshape(-1), "denominator": denominator.reshape(-1)}
    there = ~np.isnan(counts["numerator"])
    every = asked_for(measures, units, periods) | counts
    return pd.DataFrame({name: column[there] for name, column in every.items()})
