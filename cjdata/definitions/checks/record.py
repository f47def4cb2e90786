"""Checks of the public record: each fact names what it is about and where it was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import PeriodError
from cjdata.domain.events import RolloutEvent
from cjdata.domain.periods import Period
from cjdata.domain.programme import DayAsSaid, PublishedActual


def check_actuals(actuals: Mapping[str, PublishedActual], catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the published figures, given by the place each stands at."""
    seen: dict[tuple[str, ...], str] = {}
    for place, actual in actuals.items():
        faults = list(_actual_names(place, actual, catalogue))
        yield from faults
        if faults:
            continue
        try:
            Period.parse(actual.period)
        except PeriodError as error:
            yield Wrong("actuals", place, "period", str(error))
        if catalogue.measures[actual.measure].unit == "pct" and not 0 <= actual.value <= 100:
            yield Wrong("actuals", place, "value", "is no percentage")
        fact = (actual.measure, actual.unit, actual.period, actual.source)
        if seen.setdefault(fact, place) != place:
            yield Wrong("actuals", place, "value", f"stands twice: also in {seen[fact]}")


def _actual_names(place: str, actual: PublishedActual, catalogue: Catalogue) -> Iterator[Wrong]:
    measures, units, sources = catalogue.measures, catalogue.units, catalogue.sources
    yield from unknown("actuals", place, "measure", "measure", (actual.measure,), measures)
    yield from unknown("actuals", place, "unit", "unit", (actual.unit,), units)
    yield from unknown("actuals", place, "source", "source", (actual.source,), sources)


def check_days(days: Mapping[str, DayAsSaid], catalogue: Catalogue) -> Iterator[Wrong]:
    """Words for days that were not named: each of a source, and said once."""
    seen: dict[tuple[object, ...], str] = {}
    for place, one in days.items():
        kind, sources = "days_as_said", catalogue.sources
        yield from unknown(kind, place, "source", "source", (one.source,), sources)
        if seen.setdefault((one.source, one.day), place) != place:
            yield Wrong(kind, place, "day", f"stands twice: also in {seen[one.source, one.day]}")


def check_events(events: Mapping[str, RolloutEvent], catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the statements on the rollout, given by the place each stands at."""
    units, initiatives, sources = catalogue.units, catalogue.initiatives, catalogue.sources
    for place, e in events.items():
        yield from unknown("events", place, "unit", "unit", (e.unit,), units)
        yield from unknown(
            "events", place, "initiative", "initiative", (e.initiative,), initiatives
        )
        yield from unknown("events", place, "source", "source", (e.source,), sources)
        if e.not_before and e.not_after and e.not_after < e.not_before:
            yield Wrong("events", place, "not_after", "is before not_before")
        if e.of is not None and (e.count is None or e.count > e.of):
            yield Wrong("events", place, "count", "is missing, or above the number it is out of")
