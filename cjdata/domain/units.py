"""Units: whoever or whatever figures and statements are about.

Names are slugs that never change; codes of other publishers are attributes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Literal

STRICT = {"extra": "forbid"}
"""Read by the validator of the definitions: an unknown key is an error."""


class UnitKind(StrEnum):
    BOROUGH = "borough"
    FORCE = "force"
    AREA = "area"
    NATIONAL = "national"
    MAGISTRATES_COURT = "magistrates_court"
    CROWN_COURT = "crown_court"
    SITE = "site"

    @property
    def label(self) -> str:
        names = {"magistrates_court": "magistrates' court", "crown_court": "Crown Court"}
        return names.get(self.value, self.value)


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
    priority: Literal["", "yes", "disputed"] = ""
    """Whether the borough had priority against street crime, and so came first in the rollout."""
    comparator: bool = False
    """Whether the review compared the force with this one; force and area share the unit."""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    """Units whose returns add up to this one; for a court the boroughs that use it."""
    evidence: str = ""
    """Source of the facts above, or the mark of an unsourced one."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Whatever else than its identifier names the unit: names, and codes of publishers."""
        return (self.name, *self.aliases, *(c for c in (self.gss, self.code_2003) if c))
