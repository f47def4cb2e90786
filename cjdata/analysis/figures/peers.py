"""Boroughs to compare with: groups that somebody named, and the nearest by published covariates.

No official family of boroughs of 2003 is known: whatever is chosen here is nobody's but the
chooser's, and is said to be. Of two groups of one name the later counts; one that was entered
counts before one that the definitions give.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from statistics import mean, pstdev

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.peers import NEAREST, group_id
from cjdata.domain.units import Unit
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "peers"
DEFINED = "the definitions of this store"
HOW_MANY = 5
PRIORITY = {"yes": 1.0, "disputed": 0.5, "": 0.0}
COVARIATES = (
    "population at the Census of 2001 (logarithm), priority against street crime (yes 1, disputed "
    "0.5, no 0), each in standard deviations of the 32 boroughs, and the London Plan 2004 "
    "sub-region (1 where it differs); the distance is the root of the sum of their squares"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """Boroughs that somebody compares with each other."""

    id: str
    name: str
    units: tuple[str, ...]
    said_by: str
    """Who named it; DEFINED where the definitions do."""
    known_on: dt.date | None
    """None for one that the definitions give: it holds at every date."""
    evidence: str = ""


def peer_groups(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dict[str, PeerGroup]:
    """The groups defined, and those named by a date; a later one of the same name supersedes."""
    defined = {
        group.id: PeerGroup(
            id=group.id,
            name=group.name,
            units=group.units,
            said_by=DEFINED,
            known_on=None,
            evidence=group.evidence,
        )
        for group in catalogue.peer_groups.values()
    }
    entered = map(_entered, reader.kept(TOPIC, known_at))
    return defined | {group.id: group for group in entered}


def first_named(reader: Reader, group: str, until: dt.date) -> PeerGroup | None:
    """A group as it was first named up to a day; None for one that nobody entered."""
    named = (e for e in reader.kept(TOPIC, until) if group_id(str(e.detail["name"])) == group)
    entry = next(named, None)
    return None if entry is None else _entered(entry)


def _entered(entry: KeptEntry) -> PeerGroup:
    name = str(entry.detail["name"])
    return PeerGroup(
        id=group_id(name),
        name=name,
        units=tuple(entry.detail["units"]),
        said_by=entry.by,
        known_on=entry.known_on,
    )


def nearest_peers(catalogue: Catalogue, unit: str, count: int = HOW_MANY) -> tuple[str, ...]:
    """The boroughs at the smallest standardised distance, nearest first; see COVARIATES."""
    apart = distances(catalogue, unit)
    return tuple(sorted(apart, key=lambda other: (apart[other], other))[:count])


def distances(catalogue: Catalogue, unit: str) -> dict[str, float]:
    """How far every other borough is; one without a population is left out."""
    known = [u for u in catalogue.boroughs if u.population_2001]
    own = next((u for u in known if u.id == unit), None)
    if own is None:
        return {}
    scaled = [_standardised([math.log(u.population_2001 or 1) for u in known])]
    scaled.append(_standardised([PRIORITY[u.priority] for u in known]))
    place = {u.id: n for n, u in enumerate(known)}

    def apart(other: Unit) -> float:
        squares = [(values[place[unit]] - values[place[other.id]]) ** 2 for values in scaled]
        return math.sqrt(sum(squares) + (own.subregion != other.subregion))

    return {u.id: apart(u) for u in known if u.id != unit}


def _standardised(values: list[float]) -> list[float]:
    middle, spread = mean(values), pstdev(values)
    return [(v - middle) / spread if spread else 0.0 for v in values]


def chosen_peers(
    reader: Reader, catalogue: Catalogue, unit: str, choice: str, known_at: dt.date
) -> tuple[str, ...]:
    """The boroughs that a choice means for a borough, itself left out."""
    if choice == NEAREST:
        return nearest_peers(catalogue, unit)
    groups = peer_groups(reader, catalogue, known_at)
    if choice in groups:
        return tuple(u for u in groups[choice].units if u != unit)
    return catalogue.peers(unit)
