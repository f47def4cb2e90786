"""Everything that is defined, in one place to look names up in.

`cjdata.definitions` fills the catalogue from data files and validates every entry; everything else
receives one `Catalogue`.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeVar

from cjdata.domain.errors import UnknownNameError
from cjdata.domain.measures import Aim, Collection, Component, Measure
from cjdata.domain.peers import DefinedGroup
from cjdata.domain.programme import DayAsSaid, Initiative, PublishedActual, Risk, Source
from cjdata.domain.reasons import Reason, ReasonScheme
from cjdata.domain.register import (
    AimVersion,
    Finding,
    Paper,
    Recommendation,
    RecommendationReport,
    ReviewCycle,
)
from cjdata.domain.units import Unit, UnitKind

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """Everything that is defined, each kind by identifier, in the order of its file.

    One catalogue equals itself alone, so that answers can be kept by it.
    """

    edition: str
    """Hash of all files that the catalogue was read from."""
    units: Mapping[str, Unit]
    components: Mapping[str, Component]
    collections: Mapping[str, Collection]
    measures: Mapping[str, Measure]
    schemes: Mapping[str, ReasonScheme]
    reasons: Mapping[str, Reason]
    """By code; codes of two schemes never meet in one period, see `cjdata.definitions`."""
    initiatives: Mapping[str, Initiative]
    sources: Mapping[str, Source]
    actuals: tuple[PublishedActual, ...]
    aims: Mapping[str, Aim] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    peer_groups: Mapping[str, DefinedGroup] = field(default_factory=dict)
    recommendations: Mapping[str, Recommendation] = field(default_factory=dict)
    papers: Mapping[str, Paper] = field(default_factory=dict)
    recommendation_reports: tuple[RecommendationReport, ...] = ()
    review_cycles: Mapping[str, ReviewCycle] = field(default_factory=dict)
    aim_versions: tuple[AimVersion, ...] = ()
    findings: tuple[Finding, ...] = ()
    days_as_said: tuple[DayAsSaid, ...] = ()

    def of_kind(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        return _of_kind(self, kinds)

    @property
    def boroughs(self) -> tuple[Unit, ...]:
        return self.of_kind(UnitKind.BOROUGH)

    def as_said(self, source: str, day: dt.date) -> str:
        """A source's own words for a day that it did not name; empty where it named the day."""
        found = (d.words for d in self.days_as_said if (d.source, d.day) == (source, day))
        return next(found, "")

    def target_known_from(self, initiative: str) -> dt.date | None:
        """The day of the paper that an initiative's target was first read in, if there is one."""
        source = self.sources.get(self.initiatives[initiative].target_source)
        return source.published if source else None

    @property
    def aims_without_measure(self) -> tuple[Aim, ...]:
        """Aims and subject areas that no measure serves, in the order of their file."""
        served = {name for m in self.measures.values() for name in (m.aim, m.subject)}
        return tuple(a for a in self.aims.values() if a.id not in served)

    def peers(self, unit: str) -> tuple[str, ...]:
        """The other boroughs of the same London Plan sub-region."""
        region = self.units[unit].subregion
        return tuple(
            u.id for u in self.boroughs if region and u.subregion == region and u.id != unit
        )

    def carriers(self, component: str, court_tier: str | None) -> tuple[Collection, ...]:
        """The collections that carry a component: of one court tier, or all where none is given."""
        return _carriers(self, component, court_tier)

    def collections_behind(self, measure: Measure) -> tuple[Collection, ...]:
        """The collections whose returns a measure is made of; none where the record makes it."""
        parts = (*measure.numerator, *measure.denominator)
        found = {c.id: c for p in parts for c in self.carriers(p.component, p.court_tier)}
        return tuple(found.values())

    def collection_of(self, component: str, court_tier: str | None) -> Collection | None:
        """The collection that carries a component at a court tier, None where none does."""
        for name in self.components[component].collections:
            if self.collections[name].court_tier in (None, court_tier):
                return self.collections[name]
        return None


@lru_cache(maxsize=64)
def _of_kind(catalogue: Catalogue, kinds: tuple[UnitKind, ...]) -> tuple[Unit, ...]:
    return tuple(u for u in catalogue.units.values() if u.kind in kinds)


@lru_cache(maxsize=1024)
def _carriers(
    catalogue: Catalogue, component: str, court_tier: str | None
) -> tuple[Collection, ...]:
    names = catalogue.components[component].collections
    every = (catalogue.collections[name] for name in names)
    return tuple(c for c in every if court_tier is None or c.court_tier in (None, court_tier))


ALIKE = 0.6
"""Likeness from which a name is offered for another: below it the offer misleads."""


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known identifiers most like a name, best first."""
    folded = name.strip().lower().replace(" ", "-")
    names = {one.lower(): one for one in known}
    return [names[n] for n in difflib.get_close_matches(folded, names, n=count, cutoff=ALIKE)]


def look_up(what: str, name: str, known: Mapping[str, T]) -> T:
    """The entry of that name; raises UnknownNameError with the nearest names."""
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f": did you mean {', '.join(near)}?" if near else ""
    raise UnknownNameError(f"there is no {what} '{name}'{hint}")
