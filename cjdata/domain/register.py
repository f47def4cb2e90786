"""What a review recommended, what was told of it, and how the authority follows it.

Plain frozen records that `cjdata.definitions` fills from data files and validates. What became
known on a day stands with the source of that day; nothing here is true of every date.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar, Literal

from cjdata.domain.units import STRICT


class StoodIn(StrEnum):
    """Where a recommendation of the review stood besides the review itself."""

    BOTH = "both"
    ALONE = "alone"
    NOT_KNOWN = "not known"
    """No source says."""
    NOT_TOLD = "not told yet"
    """No source had said by the date looked at; nothing is defined as that."""
    INSPECTION = "inspection"


class Word(StrEnum):
    """What a paper does for a recommendation that it speaks of."""

    MADE = "made"
    PROGRESS = "progress"
    """Whoever carries it out, or answers for it, says what was done or will be."""
    FINDING = "finding"
    """Somebody from outside says what he found: no progress report."""


class Condition(StrEnum):
    """How far a recommendation is said to have come."""

    PROPOSED = "proposed"
    PLANNED = "planned"
    IN_PROGRESS = "in progress"
    DONE = "done"
    NOT_DEVELOPED = "not developed"


class Read(StrEnum):
    """How much of a paper was read for the record."""

    WHOLE = "whole"
    OPENING = "opening"
    NO = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """What a review or an inspection asks for, in this project's words."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    text: str
    made_by: Literal["review", "inspection"]
    made_on: dt.date
    stood_in: StoodIn
    source: str
    """Where it was read: what stands here beside that it was made is known from its day."""
    paragraph: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    """Programme -> what it was called there."""
    initiative: str = ""
    """The change that answers it, where it is rolled out borough by borough."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper, and how much of it was read for the record."""

    __pydantic_config__: ClassVar = STRICT
    paper: str
    """A source of the record, or the title of a paper of which only others tell."""
    day: dt.date
    read: Read
    reviews: str = ""
    """The plan that it reports on, where it reports on one."""
    told_by: str = ""
    """The source that tells of it, for a paper that is no source itself."""
    about: str = ""
    committee: str = ""
    """The committee that it was written for; blank for none, or for another's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecommendationReport:
    """What one paper says of one recommendation."""

    __pydantic_config__: ClassVar = STRICT
    recommendation: str
    paper: str
    word: Word
    condition: Condition
    text: str
    paragraph: str = ""
    superseded_by: str = ""
    """What is said to take its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCycle:
    """How often an authority is to be told of a plan, since when."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    committee: str
    endorsed_on: dt.date
    every_months: int
    source: str
    owner: str = ""
    """Who was to carry the plan out, as the source has it."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AimVersion:
    """One wording of an aim, from the day it was set."""

    __pydantic_config__: ClassVar = STRICT
    aim: str
    set_on: dt.date
    change: Literal["first wording on record", "text", "measure", "target", "withdrawn"]
    text: str
    why: str = ""
    approver: str = ""
    """Blank where no approver is on record."""
    source: str = ""
    paragraph: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A judgement of the inspectors, or what is told of the challenge panel."""

    __pydantic_config__: ClassVar = STRICT
    subject: Literal["judgement", "challenge panel", "aims", "monitoring"]
    text: str
    grade: str = ""
    scale: str = ""
    """All grades that could have been given, best first."""
    source: str
    paragraph: str
