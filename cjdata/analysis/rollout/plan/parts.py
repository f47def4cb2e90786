"""What a plan looks like once it has been put together: plain results, nothing asked.

A date that was planned stays for good: the first is the baseline, the last one counts now. Days on
which something was reached are intervals, after one day and by another, as reports tell them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from cjdata.domain.plan import Brag, Item, MilestoneKey
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDate:
    """A day by which something was planned, as somebody said it."""

    due: dt.date
    said_on: dt.date
    by: str
    """The body or person that said so."""
    source: str = ""
    not_before: dt.date | None = None
    why: str = ""
    counted_as: str = ""
    """Initiative that was counted in place of the one planned; empty where it was itself."""
    as_said: str = ""
    """Its own words for the day, where the source named none: `before Christmas 2003`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actual:
    """That a milestone was reached, as the first report told it."""

    not_before: dt.date | None
    not_after: dt.date
    told_on: dt.date
    by: str
    source: str
    counted_as: str = ""
    implied_by: str = ""
    """Initiative whose being live says so; empty where it was said itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fullness:
    """How fully something is live; what nobody has told is None or empty."""

    extent: str = ""
    """In the words of the report."""
    elements: tuple[str, ...] = ()
    elements_of: tuple[str, ...] = ()
    sites: int | None = None
    sites_of: int | None = None
    hours: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slippage:
    """Days after the baseline: at least `low`, at most `high`, None where that is not known."""

    kind: Literal["reached", "planned", "overdue"]
    low: int | None
    high: int | None

    @property
    def late(self) -> bool | None:
        """Whether it is late for sure, None where the interval leaves both open."""
        if self.low is not None and self.low > 0:
            return True
        return False if self.high is not None and self.high <= 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """One milestone of one initiative in one unit, as known at a date."""

    key: MilestoneKey
    name: str
    action: str
    expected_evidence: str
    stage: Stage
    """How far the initiative has come in the unit."""
    owner: str
    dates: tuple[PlannedDate, ...]
    """Every day ever planned, in the order in which they were said."""
    actual: Actual | None
    evidence: tuple[str, ...]
    verifier: str
    after: tuple[MilestoneKey, ...]
    fullness: Fullness
    brag: Brag = Brag.NO_PLAN
    reasons: tuple[str, ...] = ()
    slippage: Slippage | None = None

    @property
    def baseline(self) -> PlannedDate | None:
        return self.dates[0] if self.dates else None

    @property
    def current(self) -> PlannedDate | None:
        return self.dates[-1] if self.dates else None

    @property
    def planned(self) -> bool:
        """Whether anybody has planned it: said a day, or that it is to be."""
        return bool(self.dates or self.owner) or self.stage is Stage.PLANNED

    @property
    def own_baseline(self) -> PlannedDate | None:
        """The first day planned for this very initiative, whatever is counted in its place."""
        return next((date for date in self.dates if not date.counted_as), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A cost, a benefit or a risk of the plan, in the words of whoever gave it."""

    item: Item
    initiative: str
    """Empty for what concerns all of it."""
    text: str
    source: str
    said_on: dt.date | None = None
    unit: str = ""
    owner: str = ""
    amount: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of the plan as somebody changed it."""

    seq: int
    known_on: dt.date
    recorded_at: dt.datetime
    by: str
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One question of paragraph 4.2.1, and what the plan has to say to it."""

    id: str
    question: str
    state: Literal["met", "partly", "missing"]
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """The plan of one initiative held against paragraph 4.2.1."""

    initiative: Initiative
    criteria: tuple[Criterion, ...]

    @property
    def met(self) -> int:
        return sum(criterion.state == "met" for criterion in self.criteria)
