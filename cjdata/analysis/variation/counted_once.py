"""Figures that differ, counted by what was decided: outcomes of the same cases count once.

A share of convictions and one of attrition are one finding said twice. Of a set of outcomes that
chance alone moves, one fewer than it has members can move freely: that is what chance is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.variation.signals import compositions
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure


@dataclass(frozen=True, slots=True)
class Counted:
    """How many differ, of how many, and how many chance alone would raise."""

    apart: int
    of: int
    by_chance: float


def set_of(catalogue: Catalogue, measures: Iterable[Measure]) -> Mapping[str, str]:
    """By measure, the set of outcomes that it is counted with: its own where it stands alone."""
    return _set_of(catalogue, tuple(dict.fromkeys(measure.id for measure in measures)))


@lru_cache(maxsize=64)
def _set_of(catalogue: Catalogue, measures: tuple[str, ...]) -> Mapping[str, str]:
    """The same for all units of which the same is known."""
    found = compositions(catalogue, [catalogue.measures[name] for name in measures])
    sets = {measure: name for name, members in found.items() for measure in members}
    return {measure: sets.get(measure, measure) for measure in measures}


def counted_once(
    catalogue: Catalogue, judged: Iterable[tuple[Measure, str, bool]], level: float
) -> Counted:
    """Of measures of units and whether they differ: a set of outcomes of a unit counts once."""
    rows = list(judged)
    sets = set_of(catalogue, {measure.id: measure for measure, _, _ in rows}.values())
    together: dict[tuple[str, str], list[bool]] = {}
    for measure, unit, apart in rows:
        together.setdefault((sets[measure.id], unit), []).append(apart)
    sizes = map(len, together.values())
    return Counted(
        apart=sum(map(any, together.values())),
        of=len(together),
        by_chance=sum([1 - (1 - level) ** max(size - 1, 1) for size in sizes]),
    )
