"""All boroughs side by side: every measure in one map, one measure in a funnel and in ranks.

It rests on complete figures of shares of cases: an incomplete one takes no part and is named, a
count or a mean has no interval and gets neither a verdict nor a rank.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.analysis.figures.comparison import CONFIDENCE, verdict_of
from cjdata.analysis.figures.everywhere import FEWEST
from cjdata.analysis.figures.figures import (
    collections_of,
    factor_of,
    known_periods,
    periods_of,
    worked_out,
)
from cjdata.analysis.figures.plain import plain_rows
from cjdata.analysis.figures.readings import Reading, Readings, readings
from cjdata.analysis.variation.counted_once import Counted, counted_once
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, Period
from cjdata.domain.states import JUDGED, STATES, Direction, State, Verdict
from cjdata.domain.units import Unit, UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.stats.funnel import Funnel, funnel
from cjdata.stats.proportions import wilson
from cjdata.stats.ranks import Ranks, proportion_ranks

NO_SHARE = (
    "is no share of independent cases: it has no interval, so no funnel is drawn and no rank is "
    "given"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapCell:
    """A borough's figure of a measure and how it stands to London's."""

    reading: Reading
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class MapRow:
    """A measure in the latest period that anybody has reported."""

    measure: Measure
    period: Period
    together: float | None
    """The rate of the boroughs that take part, all their cases together: what each is held
    against, as in the funnel."""
    boroughs: tuple[Unit, ...]
    verdicts: tuple[Verdict, ...]
    """In the order of the boroughs; so are the values and states."""
    values: tuple[float | None, ...]
    states: tuple[State, ...]
    readings: Readings

    @property
    def cells(self) -> tuple[MapCell, ...]:
        """The cells with everything that a reader may ask of them."""
        return tuple(
            MapCell(reading=self.readings[self.measure.id, unit.id, self.period], verdict=verdict)
            for unit, verdict in zip(self.boroughs, self.verdicts, strict=True)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Shares of cases by boroughs."""

    boroughs: tuple[Unit, ...]
    rows: tuple[MapRow, ...]
    counted: Counted
    """Figures that differ from London's: outcomes of the same cases count once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A borough that takes no part, and why."""

    unit: Unit
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One measure of all boroughs in one period."""

    measure: Measure
    period: Period | None
    why_none: str
    funnel: Funnel | None
    """By unit; limits widened where boroughs scatter by more than chance."""
    plain: Funnel | None
    """With the limits that chance alone gives."""
    ranks: Ranks | None
    intervals: pd.DataFrame
    """lower and upper by unit, as fractions: Wilson, 95%."""
    excluded: tuple[Excluded, ...]

    @property
    def widened(self) -> bool:
        found = self.funnel.dispersion if self.funnel else None
        return found is not None and found.tau_squared > 0


def heat_map(reader: Reader, catalogue: Catalogue, grain: Grain, known_at: dt.date) -> HeatMap:
    """Every share of cases that boroughs have, in its latest whole window."""
    boroughs = tuple(sorted(catalogue.boroughs, key=lambda u: u.name))
    shares = [
        m
        for m in catalogue.measures.values()
        if UnitKind.BOROUGH in m.levels and m.interval == "wilson"
    ]
    groups: dict[Period, list[str]] = {}
    for needs, names in _by_collections(catalogue, shares).items():
        for period in periods_of(reader, needs, grain, known_at, 1):
            groups.setdefault(period, []).extend(names)
    rows: dict[str, MapRow] = {}
    for period, names in groups.items():
        units = [u.id for u in boroughs]
        columns = worked_out(
            reader, catalogue, measures=names, units=units, periods=[period], known_at=known_at
        )
        found = Readings(names, units, [period], columns)
        measures = [catalogue.measures[name] for name in names]
        rows |= _rows(measures, period, boroughs, columns, found)
    judged = (
        (row.measure, unit.id, verdict is not Verdict.ALIKE)
        for row in rows.values()
        for unit, verdict in zip(boroughs, row.verdicts, strict=True)
        if verdict is not Verdict.NOT_JUDGED
    )
    return HeatMap(
        boroughs=boroughs,
        rows=tuple(rows[m.id] for m in shares if m.id in rows),
        counted=counted_once(catalogue, judged, 1 - CONFIDENCE),
    )


def _by_collections(
    catalogue: Catalogue, measures: Sequence[Measure]
) -> dict[tuple[str, ...], list[str]]:
    """Measures by the collections that they are made of: one period is the latest of all such."""
    found: dict[tuple[str, ...], list[str]] = {}
    for measure in measures:
        found.setdefault(collections_of(catalogue, measure), []).append(measure.id)
    return found


def latest_window(
    reader: Reader, catalogue: Catalogue, measure: Measure, grain: Grain, known_at: dt.date
) -> Period | None:
    """The last whole window that returns speak of, None without any."""
    found = known_periods(reader, catalogue, [measure.id], grain, known_at, 1)
    return found[0] if found else None


def compared(
    reader: Reader, catalogue: Catalogue, measure: str, grain: Grain, known_at: dt.date
) -> Compared:
    """Funnel and ranks of a measure in its latest whole window."""
    defined = catalogue.measures[measure]
    period = latest_window(reader, catalogue, defined, grain, known_at)
    boroughs = tuple(sorted(catalogue.boroughs, key=lambda u: u.name))
    if period is None:
        return _without(defined, None, "has no figure of any borough by this date", ())
    readings_of = readings(
        reader,
        catalogue,
        measures=[measure],
        units=[u.id for u in boroughs],
        periods=[period],
        known_at=known_at,
    )
    by_unit = {u.id: readings_of[measure, u.id, period] for u in boroughs}
    whole = [u for u in boroughs if _takes_part(by_unit[u.id])]
    excluded = tuple(
        Excluded(unit=u, reading=by_unit[u.id]) for u in boroughs if not _takes_part(by_unit[u.id])
    )
    if defined.interval != "wilson":
        return _without(defined, period, NO_SHARE, excluded)
    if len(whole) < FEWEST:
        why = f"has a complete figure of fewer than {FEWEST} boroughs: nothing is compared"
        return _without(defined, period, why, excluded)
    return _with(defined, period, [(u.id, by_unit[u.id]) for u in whole], excluded)


def _takes_part(found: Reading) -> bool:
    """Complete, with cases, and no part above its whole."""
    if not found.judged or not found.denominator or found.numerator is None:
        return False
    return found.numerator <= found.denominator


def _with(
    measure: Measure,
    period: Period,
    whole: Sequence[tuple[str, Reading]],
    excluded: tuple[Excluded, ...],
) -> Compared:
    index = pd.Index([unit for unit, _ in whole])  # made once for all that stands under it
    cases = pd.Series([r.numerator for _, r in whole], index=index, dtype=float)
    sizes = pd.Series([r.denominator for _, r in whole], index=index, dtype=float)
    lower, upper = wilson(cases.to_numpy(), sizes.to_numpy(), CONFIDENCE)
    return Compared(
        measure=measure,
        period=period,
        why_none="",
        funnel=funnel(cases, sizes, adjust_overdispersion=True),
        plain=funnel(cases, sizes),
        ranks=proportion_ranks(cases, sizes, highest_first=ranked_highest_first(measure)),
        intervals=pd.DataFrame({"lower": lower, "upper": upper}, index=index),
        excluded=excluded,
    )


def ranked_highest_first(measure: Measure) -> bool:
    """The best first; the highest where neither way is better."""
    return measure.direction is not Direction.DECREASE


def _without(
    measure: Measure, period: Period | None, why: str, excluded: tuple[Excluded, ...]
) -> Compared:
    return Compared(
        measure=measure,
        period=period,
        why_none=why,
        funnel=None,
        plain=None,
        ranks=None,
        intervals=pd.DataFrame(columns=["lower", "upper"]),
        excluded=excluded,
    )


def _rows(
    measures: Sequence[Measure],
    period: Period,
    boroughs: tuple[Unit, ...],
    columns: Mapping[str, NDArray[Any]],
    found: Readings,
) -> dict[str, MapRow]:
    """The rows of measures in one period; `columns` as `worked_out` has them."""
    shape = len(measures), len(boroughs)
    state, value, cases, sizes = (
        columns[name].reshape(shape) for name in ("state", "value", "numerator", "denominator")
    )
    whole = np.isin(state.astype(str), JUDGED) & (sizes > 0) & (cases <= sizes)
    cases, sizes = np.where(whole, cases, np.nan), np.where(whole, sizes, np.nan)
    factor = np.array([[factor_of(measure)] for measure in measures])
    lower, upper = (
        plain_rows(factor * np.asarray(end)) for end in wilson(cases, sizes, CONFIDENCE)
    )
    many = whole.sum(axis=1, keepdims=True) >= FEWEST
    base = np.where(many, np.nansum(sizes, axis=1, keepdims=True), np.nan)
    with np.errstate(invalid="ignore"):
        together = plain_rows(factor * np.nansum(cases, axis=1, keepdims=True) / base)
    table = zip(measures, together, lower, upper, plain_rows(value), state.tolist(), strict=True)
    return {
        measure.id: MapRow(
            measure=measure,
            period=period,
            together=rate,
            boroughs=boroughs,
            verdicts=tuple(
                verdict_of(measure.direction, low, high, rate)
                for low, high in zip(lows, highs, strict=True)
            ),
            values=tuple(values),
            states=tuple(STATES[name] for name in states),
            readings=found,
        )
        for measure, (rate,), lows, highs, values, states in table
    }
