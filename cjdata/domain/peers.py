"""Groups of boroughs to compare with that a store's own definitions give.

Nobody's official family: whoever wrote the definitions chose them. They hold at every date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar

from cjdata.domain.units import STRICT

NEAREST = "nearest"
"""In place of the name of a group: the nearest boroughs."""
SUBREGION = "subregion"
"""In place of the name of a group: the boroughs of the same sub-region."""
RESERVED = (NEAREST, SUBREGION)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinedGroup:
    """A group of boroughs in `peers.toml`."""

    __pydantic_config__: ClassVar = STRICT
    id: str
    name: str
    units: tuple[str, ...]
    evidence: str = ""


def group_id(name: str) -> str:
    """`Safer Streets, first phase` as it stands in an address."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
