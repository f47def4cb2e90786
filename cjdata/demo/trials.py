"""Illustrative trials: listings, what became of them and why, in both court tiers.

Magistrates' trials are drawn for each borough at each court that it uses; Crown Court trials
by court. London's ineffective rate is aimed at the published path month by month, the planted
effect included, so the trend that boroughs share is what the path leaves over for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.demo.anchors import PATHS, settle
from cjdata.demo.panel import (
    MONTHS,
    Counts,
    Floats,
    Panel,
    as_chance,
    drawn_from,
    rate_points,
    split,
    volume_noise,
)
from cjdata.demo.planted import PLANTED, Effect
from cjdata.demo.shape import (
    COMMITTALS_A_MONTH,
    CRACKED_RATE,
    CRACKED_WEIGHTS,
    INEFFECTIVE_SPREAD,
    INEFFECTIVE_WEIGHTS,
    LISTED_A_MONTH,
    RARE_REASON_WEIGHT,
    VACATED_SHARE,
)
from cjdata.demo.sheet import Block, Sheet, lay_out
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.units import UnitKind

SCHEME = "CIT-2005"
"""Later than the returns: the lists of 2002 to 2005 are not known in full."""
REASON_SPREAD = 0.25
"""How far reasons differ between places, on the log scale, lasting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Where trials are counted: one cell a reporting unit and court."""

    tier: str
    units: tuple[str, ...]
    unit: Counts
    """Place of each cell's unit."""
    courts: tuple[str, ...]
    """Court of each cell, empty where the unit is the court."""
    share: Floats
    """Each cell's share of London's trials."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """Counts, cells x months; the reasons' have a last axis for their codes."""

    effective: Counts
    vacated: Counts
    cracked: Counts
    ineffective: Counts
    committals: Counts | None
    """Committals disposed of, in the Crown Court."""
    codes: Mapping[str, tuple[str, ...]]


def magistrates_cells(panel: Panel) -> Cells:
    """A cell for each borough and magistrates' court that it uses, of unlike sizes."""
    places = {unit: place for place, unit in enumerate(panel.boroughs)}
    pairs = sorted(
        (places[member], court.id)
        for court in panel.catalogue.of_kind(UnitKind.MAGISTRATES_COURT)
        for member in court.members
        if member in places
    )
    unit = np.array([place for place, _ in pairs])
    weight = panel.stream("courts of a borough").uniform(0.5, 1.5, len(pairs))
    within = weight / np.bincount(unit, weights=weight, minlength=len(places))[unit]
    return Cells(
        tier="magistrates", units=panel.boroughs, unit=unit,
        courts=tuple(court for _, court in pairs), share=panel.share[unit] * within,
    )  # fmt: skip


def crown_cells(panel: Panel) -> Cells:
    """A cell for each Crown Court, sized by the boroughs that use it and a share for all."""
    courts = panel.catalogue.of_kind(UnitKind.CROWN_COURT)
    uses = np.array([[b in court.members for b in panel.boroughs] for court in courts], dtype=float)
    sent = panel.share / np.maximum(uses.sum(axis=0), 1)
    size = uses @ sent + 0.3 / len(courts)
    size *= np.exp(panel.stream("sizes of Crown Courts").normal(0.0, 0.1, len(courts)))
    return Cells(
        tier="crown", units=tuple(c.id for c in courts), unit=np.arange(len(courts)),
        courts=("",) * len(courts), share=size / size.sum(),
    )  # fmt: skip


def draw_trials(panel: Panel, cells: Cells, present: NDArray[np.bool_]) -> Trials:
    """The trials of a tier; `present` (units x months) says which returns ever come."""
    rng, count = panel.stream(f"trials {cells.tier}"), len(cells.unit)
    level = LISTED_A_MONTH[cells.tier] * cells.share[:, None]
    listed = rng.poisson(level * volume_noise(rng, count))
    vacated = rng.poisson(VACATED_SHARE[cells.tier] * level * volume_noise(rng, count))
    there = present[cells.unit]
    fails = _chance_ineffective(panel, cells, np.where(there, listed, 0), rng)
    cracks = as_chance(rate_points(rng, CRACKED_RATE[cells.tier], count))
    cracked = drawn_from(rng, listed, cracks)
    ineffective = drawn_from(rng, listed - cracked, np.clip(fails / (1 - cracks), 0.0, 0.98))
    if panel.effects == PLANTED:
        ineffective = np.where(there, settle(
            PATHS[cells.tier], MONTHS, listed=np.where(there, listed, 0),
            cracked=np.where(there, cracked, 0), ineffective=np.where(there, ineffective, 0),
        ), ineffective)  # fmt: skip
    codes = _codes(panel.catalogue, cells.tier)
    return Trials(
        effective=listed - cracked - ineffective, vacated=vacated, codes=codes,
        committals=_committals(panel, cells, cracked),
        cracked=split(rng, cracked, _weights(rng, codes["cracked"], CRACKED_WEIGHTS, count)),
        ineffective=split(rng, ineffective, _weights(
            rng, codes["ineffective"], INEFFECTIVE_WEIGHTS[cells.tier], count)),
    )  # fmt: skip


def _committals(panel: Panel, cells: Cells, cracked: Counts) -> Counts | None:
    """Each case whose trial cracked was disposed of, and others beside it."""
    if cells.tier != "crown":
        return None
    others = COMMITTALS_A_MONTH * cells.share[:, None]
    return cracked + panel.stream("committals").poisson(np.broadcast_to(others, cracked.shape))


def _chance_ineffective(
    panel: Panel, cells: Cells, listed: Counts, rng: np.random.Generator
) -> Floats:
    """Chance that a listing is ineffective: London's aim, the cells' differences, the effect.

    The shared trend is reckoned with the effects of `PLANTED` whatever effects are drawn, so
    that a run without them differs by the effects alone.
    """
    own = rate_points(rng, INEFFECTIVE_SPREAD[cells.tier], len(cells.unit))
    planted = _effects(panel, cells, PLANTED)
    shared = PATHS[cells.tier].aim(MONTHS) - np.average(own + planted, axis=0, weights=listed)
    return as_chance(shared + own + _effects(panel, cells, panel.effects))


def _effects(panel: Panel, cells: Cells, effects: tuple[Effect, ...]) -> Floats:
    if cells.tier != "magistrates":
        return np.zeros((len(cells.unit), len(MONTHS)))
    return panel.effect_points("trials_ineffective", effects)[cells.unit]


def _codes(catalogue: Catalogue, tier: str) -> dict[str, tuple[str, ...]]:
    """The reason codes of a tier by outcome, in the order of the scheme."""
    return {
        outcome: tuple(
            r.code for r in catalogue.reasons.values()
            if r.scheme == SCHEME and r.outcome == outcome and r.courts in ("both", tier)
        )
        for outcome in ("cracked", "ineffective")
    }  # fmt: skip


def _weights(
    rng: np.random.Generator, codes: tuple[str, ...], known: Mapping[str, float], count: int
) -> Floats:
    """Weight of each reason in each cell."""
    base = np.array([known.get(code, RARE_REASON_WEIGHT) for code in codes], dtype=np.float64)
    return base * np.exp(rng.normal(0.0, REASON_SPREAD, (count, len(codes))))


def miscounted(trials: Trials, rng: np.random.Generator) -> Trials:
    """As a clerk first sent it: some failures taken for trials that went ahead."""
    cracked = rng.binomial(trials.cracked, 0.97)
    ineffective = rng.binomial(trials.ineffective, 0.90)
    taken = (trials.cracked - cracked).sum(axis=-1) + (trials.ineffective - ineffective).sum(
        axis=-1
    )
    return Trials(
        effective=trials.effective + taken, vacated=rng.binomial(trials.vacated, 0.95),
        cracked=cracked, ineffective=ineffective, committals=trials.committals,
        codes=trials.codes,
    )  # fmt: skip


def trials_sheet(cells: Cells, trials: Trials) -> Sheet:
    """Totals of each unit, then each court's, then each court's reasons."""
    cracked, ineffective = trials.cracked.sum(axis=-1), trials.ineffective.sum(axis=-1)
    totals = {
        "trials_listed": trials.effective + cracked + ineffective,
        "trials_effective": trials.effective,
        "trials_cracked": cracked,
        "trials_ineffective": ineffective,
        "trials_vacated": trials.vacated,
    }
    if trials.committals is not None:
        totals["committals_disposed"] = trials.committals
    blocks = [
        Block(component=name, units=range(len(cells.units)), values=_by_unit(cells, values))
        for name, values in totals.items()
    ]
    if any(cells.courts):
        blocks += [
            Block(component=name, units=cells.unit, courts=cells.courts, values=values)
            for name, values in totals.items()
        ]
    for outcome, counts in (("cracked", trials.cracked), ("ineffective", trials.ineffective)):
        blocks += [
            Block(component=f"trials_{outcome}", units=cells.unit, courts=cells.courts,
                  reason=code, values=counts[:, :, place])
            for place, code in enumerate(trials.codes[outcome])
        ]  # fmt: skip
    return lay_out(cells.units, cells.tier, blocks)


def _by_unit(cells: Cells, values: Counts) -> Counts:
    total = np.zeros((len(cells.units), values.shape[1]), dtype=np.int64)
    np.add.at(total, cells.unit, values)
    return total
