"""What is defined: units, components, collections, measures, reasons, initiatives and sources.

Plain frozen records. `cjdata.definitions` fills them from data files and validates every one;
everything else receives one `Catalogue` and looks names up in it.
"""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal, TypeVar

from cjdata.domain.errors import UnknownNameError
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import Direction

STRICT = {"extra": "forbid"}
"""Read by the validator of the definitions: an unknown key is an error."""

CourtTier = Literal["magistrates", "crown"]
T = TypeVar("T")


class UnitKind(StrEnum):
    BOROUGH = "borough"
    FORCE = "force"
    AREA = "area"
    NATIONAL = "national"
    MAGISTRATES_COURT = "magistrates_court"
    CROWN_COURT = "crown_court"
    SITE = "site"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Somebody or somewhere that figures or rollout statements are about."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    kind: UnitKind
    short: str = ""
    gss: str = ""
    code_2003: str = ""
    met_code: str = ""
    population_2001: int | None = None
    subregion: str = ""
    comparator: bool = False
    """Whether the review compared the force with this one; force and area share the unit."""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Units whose returns add up to this one; for a court the boroughs that use it."""
    evidence: str = ""
    """Source of the facts above, or the mark of an unsourced one."""


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
    court_tier: CourtTier | None = None
    frequency: Literal["month", "quarter"] = "month"
    due_days: int = 10
    """Days after the end of the period by which the return is due."""
    starts: dt.date | None = None
    """First day of reporting; nothing is expected before it."""
    note: str = ""
    evidence: str = ""

    def periods(self, first: int, last: int) -> list[Period]:
        """The periods that the collection reports within the months first to last."""
        return windows(Grain(self.frequency), first, last)

    def due(self, period: Period) -> dt.date:
        return period.end + dt.timedelta(days=self.due_days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What the review set out to do: one of its aims, or a subject area it should address."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    kind: Literal["aim", "subject area"]
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
    numerator: tuple[Part, ...]
    denominator: tuple[Part, ...] = ()
    """Empty for a count."""
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
    owner: str = ""
    last_review: dt.date | None = None
    next_review: dt.date | None = None
    evidence: str = ""
    core: bool = False

    @property
    def components(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(p.component for p in (*self.numerator, *self.denominator)))


Controller = Literal["police", "police and CPS", "CPS", "court", "defence", "contractor", "nobody"]
"""Who can do something about a reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A recorded reason why a trial cracked or was ineffective."""

    __pydantic_config__: ClassVar = STRICT
    scheme: str
    code: str
    outcome: Literal["cracked", "ineffective"]
    label: str
    party: Literal["prosecution", "defence", "court", "escort-contractor", "other"]
    witness: Literal["yes", "no", "defence-witness"]
    controllable_by: Controller
    courts: Literal["both", "crown"]
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonScheme:
    """A list of reason codes with the dates between which it was in use."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    label: str
    starts: dt.date | None = None
    ends: dt.date | None = None
    categories: int | None = None
    """Number of categories where it is known but the list is not."""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    """A change that is rolled out unit by unit."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    short: str
    recommendation: str
    names: Mapping[str, str] = field(default_factory=dict)
    """Programme -> what it was called there."""
    elements: tuple[str, ...] = ()
    """Initiatives that are live wherever this one is live; the reverse does not hold."""
    scope_count: int | None = None
    """How many units are in scope where they are fewer than all and not all of them named."""
    target_date: dt.date | None = None
    target_source: str = ""
    counted_as: str = ""
    """Initiative that reports counted in place of this one from `counted_as_from` on."""
    counted_as_from: dt.date | None = None
    costs: str = ""
    benefits: str = ""
    note: str = ""
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A paper or page that a fact of the public record was read in."""

    __pydantic_config__: ClassVar = STRICT
    source: str
    body: str
    """Who speaks: statements of one body supersede its earlier ones, those of two stand beside."""
    published: dt.date
    address: str = ""
    is_report: bool = False
    """Whether the paper reported on the rollout: the stops of the known-at stepper."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedActual:
    """A figure that a publisher printed: value without counts."""

    __pydantic_config__: ClassVar = STRICT
    measure: str
    unit: str
    period: str
    value: float
    source: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is defined, each kind by identifier, in the order of its file."""

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

    def of_kind(self, *kinds: UnitKind) -> tuple[Unit, ...]:
        return tuple(u for u in self.units.values() if u.kind in kinds)

    @property
    def boroughs(self) -> tuple[Unit, ...]:
        return self.of_kind(UnitKind.BOROUGH)

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

    def collection_of(self, component: str, court_tier: str | None) -> Collection | None:
        """The collection that carries a component at a court tier, None where none does."""
        for name in self.components[component].collections:
            if self.collections[name].court_tier in (None, court_tier):
                return self.collections[name]
        return None


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """The known identifiers most like a name, best first."""
    folded = name.strip().lower().replace(" ", "-")
    return difflib.get_close_matches(folded, list(known), n=count, cutoff=0.5)


def look_up(what: str, name: str, known: Mapping[str, T]) -> T:
    """The entry of that name; raises UnknownNameError with the nearest names."""
    if name in known:
        return known[name]
    near = nearest(name, known)
    hint = f": did you mean {', '.join(near)}?" if near else ""
    raise UnknownNameError(f"there is no {what} '{name}'{hint}")
