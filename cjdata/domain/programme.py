"""The initiatives that are rolled out, and the papers and figures of the public record.

Plain frozen records that `cjdata.definitions` fills from data files and validates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

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
