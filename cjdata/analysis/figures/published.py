"""Figures of criminal justice areas as others publish them, in place of what returns add up to.

Where both are there for one area and window, the published one stands: it is the whole area's,
all courts together. The two are never added up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader

Sums = dict[str, NDArray[Any]]


def sums_with_published(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> Sums:
    """What is known of each figure, as `Reader.figure_sums` has it and in its order."""
    held = reader.figure_sums(measures, units, periods, known_at)
    names, areas = _published(catalogue, measures), _areas(catalogue, units)
    if not names or not areas:
        return held
    shape = (len(measures), len(units), len(periods))
    asked = [catalogue.measures[m].for_areas for m in names]
    found = reader.figure_sums(asked, areas, periods, known_at)
    place = np.ix_(
        [measures.index(m) for m in names],
        [units.index(u) for u in areas],
        range(len(periods)),
    )
    every = {name: values.reshape(shape).copy() for name, values in held.items()}
    other = {name: v.reshape(len(names), len(areas), len(periods)) for name, v in found.items()}
    stands = (other["returned"] > 0) | (every["expected"][place] == 0)
    for name, values in every.items():
        values[place] = np.where(stands, other[name], values[place])
    return {name: values.reshape(-1) for name, values in every.items()}


def published_sums(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> Sums:
    """What is published of areas, and nothing where nothing is: returns have no part in it."""
    asked = [catalogue.measures[m].for_areas for m in measures]
    return reader.figure_sums(asked, units, periods, known_at)


def returns_with_published(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> pd.DataFrame:
    """The returns behind each figure, as `Reader.figure_returns` has them."""
    behind = reader.figure_returns(measures, units, periods, known_at)
    names, areas = _published(catalogue, measures), _areas(catalogue, units)
    if not names or not areas:
        return behind
    of = {catalogue.measures[m].for_areas: m for m in names}
    found = reader.figure_returns(list(of), areas, periods, known_at)
    found = found[found["returns"].map(len) > 0].assign(measure=lambda f: f["measure"].map(of))
    both = pd.concat([behind, found], ignore_index=True)
    key = ["measure", "unit", "first_month", "last_month"]
    return both.drop_duplicates(key, keep="last", ignore_index=True)


def published_in(catalogue: Catalogue, measure: Measure) -> set[str]:
    """The collections in which a measure's areas are published; none for most measures."""
    parts = (*measure.area_numerator, *measure.area_denominator)
    return {c.id for p in parts for c in catalogue.carriers(p.component, p.court_tier)}


def published_has_come(
    reader: Reader, catalogue: Catalogue, measure: str, known_at: dt.date
) -> bool:
    """Whether anything published of a measure's areas has been loaded by the date."""
    collections = published_in(catalogue, catalogue.measures[measure])
    return bool(collections) and bool(collections & reader.reported_months(known_at).keys())


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Where the published figures of an area come from."""

    label: str
    note: str
    file: str
    """The file of the latest figure; blank where none has come."""
    known_on: dt.date | None


def publication_of(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    period: Period | None,
    known_at: dt.date,
) -> Publication:
    """What is published of a measure's areas, with the file that gave the figure of a period."""
    collections = [catalogue.collections[c] for c in sorted(published_in(catalogue, measure))]
    periods = [] if period is None else [period]
    behind = reader.figure_returns([measure.for_areas], [unit], periods, known_at)
    ids = [name for names in behind["returns"] for name in names]
    files = reader.provenance(ids).sort_values("seq").tail(1).to_dict("records")
    return Publication(
        label="; ".join(c.label for c in collections),
        note=" ".join(c.note for c in collections),
        file=str(files[0]["file"]) if files else "",
        known_on=pd.Timestamp(files[0]["known_on"]).date() if files else None,
    )


def _published(catalogue: Catalogue, measures: Sequence[str]) -> list[str]:
    return [m for m in measures if catalogue.measures[m].area_numerator]


def _areas(catalogue: Catalogue, units: Sequence[str]) -> list[str]:
    return [u for u in units if catalogue.units[u].kind is UnitKind.AREA]
