"""What is counted, who sends it, and the measures made of it.

Plain frozen records that `cjdata.definitions` fills from data files and validates.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.reasons import Controller
from cjdata.domain.states import Direction
from cjdata.domain.units import STRICT, Unit, UnitKind

CourtTier = Literal["magistrates", "crown"]


class ComponentKind(StrEnum):
    COUNT = "count"
    SUM = "sum"
    STOCK = "stock"
    ROSTER = "roster"
    PROPORTION = "proportion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One thing that is counted."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    counts: str
    """The counting unit: trial listings, defendants, witness attendances, days, ..."""
    collections: tuple[str, ...]
    kind: ComponentKind = ComponentKind.COUNT
    over_time: Literal["sum", "last", "none"] = "sum"
    breakdowns: tuple[Literal["court", "reason"], ...] = ()
    outcome: Literal["cracked", "ineffective", ""] = ""
    """For a component broken down by reason: the outcome whose codes apply."""
    sum_of: tuple[str, ...] = ()
    """Components that must add up to this one, and make it up where it is not given."""
    not_above: str = ""
    """A component of the same return that this one cannot exceed."""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What one supplier sends together, by when."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    reported_by: UnitKind
    reporters: tuple[str, ...] = ()
    """The units that report, where not all of their kind do."""
    court_tier: CourtTier | None = None
    frequency: Literal["month", "quarter"] = "month"
    window_months: int = 0
    """Months that each period covers where they overlap; it ends where month or quarter does."""
    due_days: int = 10
    """Days after the end of the period by which the return is due."""
    owed: bool = True
    """Whether somebody owes it here; nobody does what other publishers send out."""
    starts: dt.date | None = None
    """First day of reporting; nothing is expected before it."""
    note: str = ""
    evidence: str = ""

    def periods(self, first: int, last: int) -> list[Period]:
        """The periods that the collection reports within the months first to last."""
        found = windows(Grain(self.frequency), first, last)
        if not self.window_months:
            return found
        return [Period(p.last - self.window_months + 1, p.last) for p in found]

    def has_period(self, period: Period) -> bool:
        """Whether the period is one that the collection reports."""
        step = Grain(self.frequency).months
        return self.periods(period.last - step + 1, period.last) == [period]

    def is_reported_by(self, unit: Unit) -> bool:
        return unit.kind is self.reported_by and (not self.reporters or unit.id in self.reporters)

    def due(self, period: Period) -> dt.date:
        return period.end + dt.timedelta(days=self.due_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a measure is there for: an aim of the review, a subject area that it should address,
    or what the inspectors recommended."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    kind: Literal["aim", "subject area", "recommendation"]
    text: str
    """In this project's own words."""
    source: str
    paragraph: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One component of a numerator or denominator, perhaps only some of its reasons."""

    __pydantic_config__: ClassVar = STRICT
    component: str
    court_tier: CourtTier | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target as it was stated: never computed from another figure."""

    __pydantic_config__: ClassVar = STRICT
    area: str
    by: dt.date
    value: float
    kind: Literal["target", "interim target", "baseline", "design intent"]
    source: str
    said_on: dt.date | None = None
    text: str = ""
    each_area: bool = False
    """Whether every criminal justice area was to meet it: no average of them alone."""

    @property
    def reach(self) -> str:
        """For whom a target stands that is not the unit's own, as the end of a sentence."""
        if self.each_area:
            return "it was set for every area, London among them, and for no borough by itself"
        return "no local target is on record, so nothing is missed by it"


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterCaveat:
    """A caveat that nobody could know before a day."""

    __pydantic_config__: ClassVar = STRICT
    told: dt.date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Redefinition:
    """A change of what a measure means, so that a step in its figures is not read as reality."""

    __pydantic_config__: ClassVar = STRICT
    on: dt.date
    text: str


Strand = Literal["Trials", "Charging", "Witness care", "Processing", "Strategic", "Governance"]
"""What a measure is about, in the order in which strands are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A figure with its meaning: what is divided by what, and what may be read from it."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    short: str
    strand: Strand
    made_from: Literal["returns", "record"] = "returns"
    """Whether returns give it, or the public record and the ledger: governance measures."""
    numerator: tuple[Part, ...] = ()
    denominator: tuple[Part, ...] = ()
    """Empty for a count, and for a measure made from the record."""
    area_numerator: tuple[Part, ...] = ()
    area_denominator: tuple[Part, ...] = ()
    """What divides what for a criminal justice area whose figure others publish, where they do."""
    counted: str = ""
    out_of: str = ""
    """What is counted, out of what, in words: for a measure made from the record."""
    tier_by_unit: bool = False
    """Whether the unit settles the court tier: magistrates' figures for a borough or magistrates'
    court, Crown Court figures for a Crown Court, none for a unit that both add up to."""
    unlike_units: str = ""
    """Why an official rate divides two counting units; blank for all that do not."""
    grain: Grain = Grain.MONTH
    """The shortest window it is read over: one month of few cases, or of a quarterly return,
    says nothing."""
    unit: Literal["pct", "count", "days", "hours"] = "pct"
    decimals: int = 1
    direction: Direction
    status: Literal["official", "local", "derived"]
    why: str
    aim: str
    subject: str = ""
    """Subject area of the review that the measure belongs to."""
    levels: tuple[UnitKind, ...]
    includes: str = ""
    excludes: str = ""
    caveats: tuple[str, ...] = ()
    later_caveats: tuple[LaterCaveat, ...] = ()
    """Those that rest on what was told on a day of the record, and were not known before."""
    interval: Literal["wilson", "byar", "none"] = "none"
    minimum_denominator: int = 0
    smallest_important: float | None = None
    """Smallest change worth acting on, in the measure's own unit (points for a percentage)."""
    lag_months: int | None = None
    """Months after an initiative before the measure can show it."""
    exists_from: str = ""
    """Initiative without which the measure is not applicable."""
    paired: tuple[str, ...] = ()
    """Measures to read beside it, against gaming."""
    targets: tuple[Target, ...] = ()
    history: tuple[Redefinition, ...] = ()
    """Changes of the definition, oldest first; none where it means what it always has here."""
    owner: str = ""
    controllable_by: Controller | Literal[""] = ""
    """Who can do something about the figure as a whole; empty where no source says so, and where
    reasons say it case by case."""
    last_review: dt.date | None = None
    next_review: dt.date | None = None
    evidence: str = ""
    core: bool = False

    def caveats_at(self, known_at: dt.date) -> tuple[str, ...]:
        """What to be careful about, as far as it was known at a date."""
        return (*self.caveats, *(c.text for c in self.later_caveats if c.told <= known_at))

    def targets_at(self, known_at: dt.date) -> tuple[Target, ...]:
        """The targets that had been stated by a date."""
        return tuple(t for t in self.targets if t.said_on is None or t.said_on <= known_at)

    @property
    def for_areas(self) -> str:
        """The name under which the snapshot holds the published figures of areas."""
        return f"{self.id} as published"

    @property
    def components(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.component for p in (*self.numerator, *self.denominator)))
