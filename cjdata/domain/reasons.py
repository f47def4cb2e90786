"""Why a trial cracked or was ineffective, as courts record it.

A code belongs to a scheme with dates: the same letter can mean another thing elsewhere.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal

from cjdata.domain.units import STRICT

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
    short: str = ""
    """A few words for headings and sentences, where the label is long."""
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
    told: dt.date | None = None
    later_note: str = ""
    """What was told of the list on the day `told`, and was not known before."""
    evidence: str = ""

    def note_at(self, known_at: dt.date) -> str:
        """What is said of the list, as far as it was known at a date."""
        later = self.told is not None and self.told <= known_at
        return f"{self.note} {self.later_note}" if later else self.note
