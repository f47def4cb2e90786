"""What a plan is made of: milestones by unit and initiative, and how one stands.

A status is worked out from dates and evidence; nobody types it in.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import ClassVar, Literal

LIVE = "live"
"""The milestone at which an initiative is live in a unit."""
Facet = Literal["elements", "sites", "hours"]
"""In what respect something can be live in part."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneTemplate:
    """A step that each unit takes on the way to being live, and after."""

    __pydantic_config__: ClassVar = {"extra": "forbid"}
    id: str
    name: str
    """What is so once it is reached."""
    action: str
    """What is done to reach it."""
    evidence: str
    """What shows that it was reached."""
    after: tuple[str, ...] = ()
    """Milestones of the same unit and initiative that come first."""
    covers: tuple[Facet, ...] = ()
    """What has to be told for it to be known how fully it was reached."""


@dataclass(frozen=True, slots=True, order=True)
class MilestoneKey:
    """One milestone of one initiative in one unit."""

    unit: str
    initiative: str
    milestone: str = LIVE

    def __str__(self) -> str:
        return f"{self.unit}/{self.initiative}/{self.milestone}"


class Item(StrEnum):
    """What a line of a plan is about."""

    MILESTONE = "milestone"
    COST = "cost"
    BENEFIT = "benefit"
    RISK = "risk"


class Brag(StrEnum):
    """How a milestone stands; `no_plan` is no rating: nobody has planned it."""

    COMPLETE = "complete"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NO_PLAN = "no_plan"

    @property
    def letter(self) -> str:
        """Blue, green, amber, red; a dash where nothing is planned."""
        return {"complete": "B", "on_track": "G", "at_risk": "A", "off_track": "R"}.get(
            self.value, "–"
        )

    @property
    def sign(self) -> str:
        """A shape that stands for the letter where colour cannot be seen."""
        return {"complete": "■", "on_track": "►", "at_risk": "▲", "off_track": "◆"}.get(
            self.value, ""
        )

    @property
    def label(self) -> str:
        return {"off_track": "overdue or off track", "no_plan": "no plan on record"}.get(
            self.value, self.value.replace("_", " ")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanLine:
    """One line of a plan file: a milestone, a cost, a benefit or a risk as it now stands.

    A line is whole: what stands and is left blank has been taken away, which is refused.
    """

    __pydantic_config__: ClassVar = {"extra": "forbid", "str_max_length": 600}
    item: Item = Item.MILESTONE
    unit: str
    initiative: str
    milestone: str = ""
    action: str = ""
    owner: str = ""
    not_before: dt.date | None = None
    due: dt.date | None = None
    """Last day by which it is planned."""
    after: str = ""
    """Milestones that come first, as unit/initiative/milestone, several with a stroke between."""
    evidence: str = ""
    verifier: str = ""
    """Who, other than the owner, has seen that it is so."""
    done_not_before: dt.date | None = None
    done_not_after: dt.date | None = None
    """When it was reached: after one day, by the other."""
    reported_on: dt.date | None = None
    sites: int | None = None
    sites_of: int | None = None
    hours: str = ""
    amount: float | None = None
    """Pounds, of a cost."""
    text: str = ""
    source: str = ""
    why: str = ""
    """Why it is planned or changed so."""

    @property
    def key(self) -> MilestoneKey:
        return MilestoneKey(self.unit, self.initiative, self.milestone)

    @property
    def identity(self) -> tuple[str, ...]:
        """What of two lines is about the same thing, so that the later one counts."""
        about = self.milestone if self.item is Item.MILESTONE else self.text.casefold()
        return (self.item.value, self.unit, self.initiative, about)

    @property
    def predecessors(self) -> tuple[MilestoneKey, ...]:
        """The milestones of `after`; raises ValueError where one is not named in full."""
        found = []
        for text in filter(None, (part.strip() for part in self.after.split("|"))):
            parts = text.split("/")
            if len(parts) != 3:
                raise ValueError(f"'{text[:80]}' is no unit/initiative/milestone")
            found.append(MilestoneKey(*(part.strip() for part in parts)))
        return tuple(found)


PLAN_COLUMNS = tuple(field.name for field in fields(PlanLine))
