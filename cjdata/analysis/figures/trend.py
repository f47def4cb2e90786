"""One measure over time: the unit's figures beside London's, with what else is on record of them.

Published figures and targets are shown from the day that their source was published on; go-live
days are those of the public record, never the invented ones of a demo store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from cjdata.analysis.figures.figures import factor_of, known_periods, periods_of
from cjdata.analysis.figures.like_for_like import LikeForLike, alike, senders_of
from cjdata.analysis.figures.national_targets import CONTEXT_AREAS
from cjdata.analysis.figures.published import (
    Publication,
    publication_of,
    published_in,
    published_sums,
    sums_with_published,
)
from cjdata.analysis.figures.readings import Reading, not_available_months, readings
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, Period
from cjdata.domain.states import Stage, State
from cjdata.domain.units import Unit, UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from cjdata.stats.differences import Difference, difference

LONDON = "mps"
PUBLISHED_FOR = ("london", "england-and-wales")
"""Areas whose published figures are context for every unit of London."""
YEAR = 12


class TrendPoint(NamedTuple):
    """One period's figure."""

    period: Period
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive:
    """Initiatives of which the record says that they came to the unit between two days."""

    names: tuple[str, ...]
    partial: bool
    not_before: dt.date | None
    not_after: dt.date | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPoint:
    """A figure that a publisher printed."""

    area: str
    period: Period
    value: float
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Another unit in the same periods."""

    unit: Unit
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A measure of a unit over time."""

    measure: Measure
    unit: Unit
    grain: Grain
    known_at: dt.date
    points: tuple[TrendPoint, ...]
    """Oldest first, whole windows only; a window without a figure is in it with its state."""
    london: tuple[TrendPoint, ...]
    """The same periods for London; empty where the unit is London."""
    go_lives: tuple[GoLive, ...]
    targets: tuple[Target, ...]
    """Those of the unit and, as context, those of the areas it belongs to."""
    published: tuple[PublishedPoint, ...]
    alike: LikeForLike | None = None
    """The change on a year before over the senders whole in both, where not all have come."""
    not_available: tuple[Period, ...] = ()
    """Months of the latest figure whose returns came and say that there is no number."""
    publication: Publication | None = None
    """Where an area's figures are published; None where they are made from returns."""
    beside: tuple[Beside, ...] = ()
    """The units that were chosen to be seen with it, in the order of the choice."""

    baselines: tuple[Target, ...] = ()
    """What the unit's own targets start from."""

    def is_own(self, target: Target) -> bool:
        """Whether a target was set for the unit; any other is context, and never missed."""
        return target.area == self.unit.id

    @property
    def drawn_targets(self) -> tuple[Target, ...]:
        """Those that the figures can be held against: what a country is to count is none."""
        return tuple(t for t in self.targets if self.is_own(t) or self.measure.denominator)

    def start_of(self, target: Target) -> Target | None:
        """The baseline from which the way to an own target begins, None without one."""
        before = [b for b in self.baselines if b.by < target.by]
        return max(before, key=lambda b: b.by, default=None) if self.is_own(target) else None

    @property
    def latest(self) -> TrendPoint | None:
        """The last period with a figure."""
        return next((p for p in reversed(self.points) if p.reading.value is not None), None)

    def year_before(self, point: TrendPoint) -> TrendPoint | None:
        return next((p for p in self.points if p.period.last == point.period.last - YEAR), None)

    def london_at(self, point: TrendPoint) -> TrendPoint | None:
        return next((p for p in self.london if p.period == point.period), None)

    @property
    def compared(self) -> tuple[Reading, ...]:
        """The latest reading and that of the same period a year before; none unless both are
        whole."""
        latest = self.latest
        before = self.year_before(latest) if latest else None
        found = tuple(point.reading for point in (latest, before) if point is not None)
        return found if len(found) == 2 and all(r.judged for r in found) else ()

    @property
    def change(self) -> float | None:
        """Latest less the same period a year before; None unless both are whole."""
        values = [reading.value for reading in self.compared]
        assert None not in values
        return values[0] - values[1] if values else None  # type: ignore[operator]

    @property
    def change_interval(self) -> Difference | None:
        """The change with its 95% interval in points, where the measure is a share of cases."""
        if not self.compared or self.measure.interval != "wilson":
            return None
        return points_apart(self.measure, *self.compared)


def points_apart(measure: Measure, one: Reading, other: Reading) -> Difference | None:
    """The difference of two shares with its interval, in the measure's unit; None of too few."""
    if not one.denominator or not other.denominator or too_few(measure, one, other):
        return None
    if one.numerator is None or other.numerator is None:
        return None
    found = difference(one.numerator, one.denominator, other.numerator, other.denominator)
    factor = factor_of(measure)
    return Difference(found.estimate * factor, found.lower * factor, found.upper * factor)


def too_few(measure: Measure, *readings: Reading) -> bool:
    """Whether one of them counts fewer than the measure is judged on."""
    return any((r.denominator or 0) < measure.minimum_denominator for r in readings)


def trend(
    reader: Reader,
    catalogue: Catalogue,
    statuses: Sequence[InitiativeStatus],
    *,
    measure: str,
    unit: str,
    grain: Grain,
    known_at: dt.date,
    beside: Sequence[str] = (),
) -> Trend:
    """A measure of a unit, and of those chosen beside it, in every whole window that anybody has
    reported; of an area in those that are published."""
    defined = catalogue.measures[measure]
    is_area = catalogue.units[unit].kind is UnitKind.AREA
    if is_area:
        periods = periods_of(reader, published_in(catalogue, defined), grain, known_at)
    else:
        periods = known_periods(reader, catalogue, [measure], grain, known_at)
    with_london = unit != LONDON and UnitKind.FORCE in defined.levels and not is_area
    units = [unit, *([LONDON] if with_london else []), *beside]
    day = known_at if is_area else turning_day(reader, known_at)
    points = _points_of(reader, catalogue, measure, tuple(units), tuple(periods), day, is_area)
    said = list(defined.targets_at(known_at))
    found = Trend(
        measure=defined,
        unit=catalogue.units[unit],
        grain=grain,
        known_at=known_at,
        points=points[unit],
        london=points[LONDON] if with_london else (),
        go_lives=go_lives(statuses, unit),
        targets=tuple(t for t in said if t.kind != "baseline" and t.area in (unit, *CONTEXT_AREAS)),
        baselines=tuple(t for t in said if t.kind == "baseline" and t.area == unit),
        published=published(catalogue, measure, unit, known_at),
        beside=tuple(Beside(unit=catalogue.units[u], points=points[u]) for u in beside),
    )
    if is_area:
        last = found.latest.period if found.latest else None
        of = publication_of(reader, catalogue, defined, unit, last, known_at)
        return replace(found, publication=of)
    return replace(
        found,
        alike=_alike(reader, catalogue, found),
        not_available=_not_available(reader, catalogue, found),
    )


def _not_available(reader: Reader, catalogue: Catalogue, found: Trend) -> tuple[Period, ...]:
    latest = found.latest
    if latest is None or latest.reading.state is not State.INCOMPLETE:
        return ()
    name, unit = found.measure.id, found.unit.id
    period, known_at = latest.period, found.known_at
    return not_available_months(reader, catalogue, [name], unit, period, known_at)[name]


def _alike(reader: Reader, catalogue: Catalogue, found: Trend) -> LikeForLike | None:
    """The change like for like, where the unit's own figures cannot be compared."""
    latest, measure = found.latest, found.measure
    if latest is None or found.change is not None or found.year_before(latest) is None:
        return None
    senders = senders_of(catalogue, measure, found.unit.id)
    changes = alike(reader, catalogue, [measure], senders, latest.period, found.known_at)
    return changes.get(measure.id)


@lru_cache(maxsize=128)
def _points_of(
    reader: Reader,
    catalogue: Catalogue,
    measure: str,
    units: tuple[str, ...],
    periods: tuple[Period, ...],
    day: dt.date,
    is_area: bool,
) -> Mapping[str, tuple[TrendPoint, ...]]:
    """What is known of each unit on a turning day; of an area, on the day itself."""
    found = readings(
        reader,
        catalogue,
        measures=[measure],
        units=units,
        periods=periods,
        known_at=day,
        sums=published_sums if is_area else sums_with_published,
        together=True,
    )
    return {unit: tuple(map(TrendPoint, periods, found.over_time(measure, unit))) for unit in units}


def go_lives(statuses: Sequence[InitiativeStatus], unit: str) -> tuple[GoLive, ...]:
    """When the record says that something came to a unit, one mark for what came together."""
    together: dict[tuple[object, ...], list[str]] = {}
    for status in statuses:
        mine = next((u for u in status.units if u.unit == unit), None)
        word = mine.word if mine else None
        if word is None or word.stage not in (Stage.LIVE, Stage.PARTIAL):
            continue
        if word.not_before is None and word.not_after is None:
            continue
        key = (word.not_before, word.not_after, word.stage, word.source)
        if word.implied_by:
            continue  # an element of what is marked already
        together.setdefault(key, []).append(status.initiative.short)
    return tuple(
        GoLive(
            names=tuple(names),
            partial=key[2] is Stage.PARTIAL,
            not_before=key[0],  # type: ignore[arg-type]
            not_after=key[1],  # type: ignore[arg-type]
            source=str(key[3]),
        )
        for key, names in together.items()
    )


def published(
    catalogue: Catalogue, measure: str, unit: str, known_at: dt.date
) -> tuple[PublishedPoint, ...]:
    """Published figures of the unit and of its wider areas whose source was out by the day."""
    return tuple(
        PublishedPoint(
            area=catalogue.units[a.unit].name,
            period=Period.parse(a.period),
            value=a.value,
            source=a.source,
            note=a.note,
        )
        for a in catalogue.actuals
        if a.measure == measure
        and a.unit in (unit, *PUBLISHED_FOR)
        and a.source in catalogue.sources
        and catalogue.sources[a.source].published <= known_at
    )
