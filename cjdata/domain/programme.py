"""The initiatives that are rolled out, their risks, and what the public record holds of them.

Plain frozen records that `cjdata.definitions` fills from data files and validates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from cjdata.domain.plan import MilestoneTemplate
from cjdata.domain.units import STRICT


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
    costs_from: dt.date | None = None
    """Day from which the costs were known; None where it is not known, or before everything."""
    benefits: str = ""
    benefits_from: dt.date | None = None
    aims: tuple[str, ...] = ()
    """Aims that it serves: this project's own reading, where the review's list was not found."""
    phased: bool = False
    """Whether the priority street-crime boroughs come first."""
    milestones: tuple[MilestoneTemplate, ...] = ()
    """What is reached on the way in each unit, in order; one of them is to be live."""
    note: str = ""
    evidence: str = ""

    def milestone(self, name: str) -> MilestoneTemplate | None:
        return next((m for m in self.milestones if m.id == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Risk:
    """What can keep a change from succeeding, as a source told it."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    text: str
    source: str
    paragraph: str = ""
    kind: Literal["support", "change", "other"] = "other"
    note: str = ""


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
class DayAsSaid:
    """A day that a source did not name, in its own words: the record reckons with its last."""

    __pydantic_config__: ClassVar = STRICT
    source: str
    day: dt.date
    words: str
    """With their preposition: `before Christmas 2003`."""


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
