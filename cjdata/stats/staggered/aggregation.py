"""Draws group-time effects together: simple, dynamic (event time), by group, by calendar time.

Rests on one assumption: cohorts are weighted by how many units they hold, and that these shares
are themselves estimated enters the influence functions. After Callaway and Sant'Anna (2021),
section 3; equal to R's `did` `aggte` with `na.rm = TRUE`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from cjdata.stats.staggered.inference import (
    analytical_errors,
    band,
    cluster_deviations,
    kept_units,
    spread,
    t_value,
)
from cjdata.stats.staggered.results import (
    UNKNOWN,
    AggregateEffect,
    CellEffects,
    CellSet,
    DrawnEffect,
    EffectsStatus,
    Flags,
    Floats,
    GroupTimeEffects,
    Kind,
    Sample,
)

KEYS: dict[str, str] = {"dynamic": "event_time", "group": "group", "calendar": "period"}
NOTHING_AFTER = "No effect can be estimated in a period after a go-live."


def aggregate(
    effects: GroupTimeEffects,
    kind: Kind = "simple",
    *,
    balance: int | None = None,
    earliest_event: float = -np.inf,
    latest_event: float = np.inf,
) -> AggregateEffect:
    """Draw the rows of `effects` together into one effect and, by kind, one row per step.

    simple: all post-treatment cells, weighted by cohort size. dynamic: one row per event time
    (time since go-live), overall the mean of those from 0 on. group, calendar: one row per cohort
    or period. `balance` keeps cohorts seen for at least that many periods after go-live, and
    the two limits restrict event times (all three for dynamic only, as did's balance_e, min_e
    and max_e). Rows without an estimate are left out.

    Raises ValueError for an unknown kind and for a frame that `group_time_effects` did not make.
    """
    if kind not in ("simple", *KEYS):
        raise ValueError(f"kind must be simple, dynamic, group or calendar, not {kind!r}")
    if getattr(effects, "estimation", None) is None:
        if isinstance(effects, GroupTimeEffects) and effects.status != EffectsStatus.ESTIMATED:
            return no_effect(kind, effects, effects.status, effects.reason)
        raise ValueError("aggregate needs the frame that group_time_effects returned")
    drawn = draw_together(
        _cells_in(effects),
        kind,
        balance=balance,
        earliest_event=earliest_event,
        latest_event=latest_event,
    )
    return AggregateEffect.of(drawn)


def draw_together(
    effects: CellEffects,
    kind: Kind,
    *,
    balance: int | None = None,
    earliest_event: float = -np.inf,
    latest_event: float = np.inf,
) -> DrawnEffect:
    """The same of effects that are no frame."""
    cells, periods = _estimated(effects)
    events = periods - cells.groups
    if kind == "dynamic":
        chosen = _in_window(events, cells.groups, periods, balance)
        chosen &= (events >= earliest_event) & (events <= latest_event)
        cells, periods, events = _subset(cells, chosen), periods[chosen], events[chosen]
    if not (events >= 0).any():
        return _nothing(kind, effects.notes, EffectsStatus.NO_EFFECT_PERIODS, NOTHING_AFTER)
    steps, labels, overall = _combine(kind, cells, periods, effects.behind.sample)
    return _result(kind, effects, steps, labels, overall)


def mean_of_cells(effects: GroupTimeEffects) -> AggregateEffect:
    """The mean of all rows of a frame, before go-live as after, weighted by cohort size."""
    return AggregateEffect.of(mean_effect(_cells_in(effects)))


def mean_effect(effects: CellEffects) -> DrawnEffect:
    """The same of effects that are no frame."""
    cells, _ = _estimated(effects)
    sample = effects.behind.sample
    return _result("simple", effects, _none(sample), np.empty(0), _share_mean(cells, sample))


def _cells_in(effects: GroupTimeEffects) -> CellEffects:
    """The cells that stand in the frame, in its order."""
    behind = effects.estimation
    if behind is None:
        raise ValueError("the frame carries no estimation")
    keys = zip(behind.cells.groups, behind.periods, strict=True)
    position = {key: number for number, key in enumerate(keys)}
    rows = zip(effects["group"].astype(float), effects["period"].astype(float), strict=True)
    chosen = np.array([position[row] for row in rows], dtype=np.intp)
    return CellEffects(
        behind=replace(behind, cells=_subset(behind.cells, chosen), periods=behind.periods[chosen]),
        whole=pd.api.types.is_integer_dtype(effects["group"].dtype),
        status=effects.status,
        reason=effects.reason,
        notes=effects.notes,
    )


def _estimated(effects: CellEffects) -> tuple[CellSet, Floats]:
    """The cells that have an estimate, and their periods."""
    behind = effects.behind
    chosen = np.isfinite(behind.cells.estimates)
    return _subset(behind.cells, chosen), behind.periods[chosen]


def _subset(cells: CellSet, chosen: np.ndarray) -> CellSet:
    without = None if cells.without is None else cells.without[:, chosen]
    return CellSet(
        cells.estimates[chosen], cells.groups[chosen], cells.influence[:, chosen], without
    )


def _in_window(events: Floats, groups: Floats, periods: Floats, balance: int | None) -> Flags:
    if balance is None or events.size == 0:
        return np.ones(events.size, dtype=bool)
    length = periods.max() - periods.min()
    seen = periods.max() - groups >= balance
    return np.asarray(seen & (events <= balance) & (events >= balance - length), dtype=bool)


def _combine(
    kind: Kind, cells: CellSet, periods: Floats, sample: Sample
) -> tuple[CellSet, Floats, CellSet]:
    """The steps, their labels, and the overall effect (a set of one)."""
    events = periods - cells.groups
    after = events >= 0
    if kind == "simple":
        return _none(sample), np.empty(0), _share_mean(_subset(cells, after), sample)
    if kind == "dynamic":
        labels, steps = _by_step(events, cells, sample, _share_means)
        return steps, labels, _plain_mean(_subset(steps, labels >= 0))
    cells, periods = _subset(cells, after), periods[after]
    if kind == "group":
        labels, steps = _by_step(cells.groups, cells, sample, _plain_means)
        return steps, labels, _share_mean(steps, sample)
    labels, steps = _by_step(periods, cells, sample, _share_means)
    return steps, labels, _plain_mean(steps)


def _by_step(
    keys: Floats, cells: CellSet, sample: Sample, means: Callable[[CellSet, Flags, Sample], CellSet]
) -> tuple[Floats, CellSet]:
    """The labels among the keys (K,) of cells, and the mean of the cells of each."""
    labels = np.unique(keys)
    return labels, means(cells, keys[:, None] == labels, sample)


def _plain_mean(cells: CellSet) -> CellSet:
    return _plain_means(cells, np.ones((cells.groups.size, 1), dtype=bool))


def _plain_means(cells: CellSet, steps: Flags, _: Sample | None = None) -> CellSet:
    """A mean for each of E steps (K, E), in which every effect of it counts alike."""
    count = steps.sum(axis=0)
    without = None
    if cells.without is not None:
        known = np.isfinite(cells.without)
        left = np.where(known, cells.without, 0.0)
        without = _ratio(left @ steps, known.astype(float) @ steps)
    return CellSet(
        estimates=cells.estimates @ steps / count,
        groups=cells.groups[steps.argmax(axis=0)],
        influence=cells.influence @ steps / count,
        without=without,
    )


def _share_mean(cells: CellSet, sample: Sample) -> CellSet:
    return _share_means(cells, np.ones((cells.groups.size, 1), dtype=bool), sample)


def _share_means(cells: CellSet, steps: Flags, sample: Sample) -> CellSet:
    """A mean for each of E steps (K, E), effects counting by the weight of their group."""
    member = sample.weights[:, None] * (sample.groups[:, None] == cells.groups)
    shares = steps * member.mean(axis=0)[:, None]
    total = shares.sum(axis=0)
    means = cells.estimates @ shares / total
    from_shares = member @ (steps * (cells.estimates[:, None] - means)) / total
    without = None
    kept = kept_units(sample.clusters)
    if cells.without is not None and kept is not None:
        known = np.isfinite(cells.without)
        counted = np.where(known, kept.astype(float) @ member, 0.0)
        without = _ratio((np.where(known, cells.without, 0.0) * counted) @ steps, counted @ steps)
    return CellSet(
        estimates=means,
        groups=cells.groups[steps.argmax(axis=0)],
        influence=cells.influence @ (shares / total) + from_shares,
        without=without,
    )


def _ratio(total: Floats, count: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(count > 0, total / count, np.nan), dtype=float)


def _none(sample: Sample) -> CellSet:
    return CellSet(np.empty(0), np.empty(0), np.empty((sample.groups.size, 0)), None)


def _result(
    kind: Kind, effects: CellEffects, steps: CellSet, labels: Floats, overall: CellSet
) -> DrawnEffect:
    behind, sample = effects.behind, effects.behind.sample
    error = float(spread(_deviations(overall, sample))[0])
    estimate = float(overall.estimates[0])
    half = t_value(sample.degrees_of_freedom) * error
    deviations = _deviations(steps, sample)
    limits = band(deviations, sample.degrees_of_freedom, behind.draws, behind.seed)
    named = labels.astype("int64") if effects.whole else labels
    return DrawnEffect(
        kind=kind,
        estimate=estimate,
        standard_error=float(analytical_errors(overall.influence, sample.clusters)[0]),
        interval95=(estimate - half, estimate + half),
        error=error,
        degrees_of_freedom=sample.degrees_of_freedom,
        by={
            **({} if kind == "simple" else {KEYS[kind]: named}),
            "estimate": steps.estimates,
            "standard_error": analytical_errors(steps.influence, sample.clusters),
            "lower": steps.estimates - limits.pointwise,
            "upper": steps.estimates + limits.pointwise,
            "band_lower": steps.estimates - limits.simultaneous,
            "band_upper": steps.estimates + limits.simultaneous,
        },
        status=effects.status,
        reason=effects.reason,
        notes=effects.notes,
        deviations=deviations,
        influence=steps.influence,
    )


def _deviations(cells: CellSet, sample: Sample) -> Floats:
    return cluster_deviations(cells.influence, cells.without, sample.clusters)


def no_effect(
    kind: Kind, effects: GroupTimeEffects, status: EffectsStatus, reason: str
) -> AggregateEffect:
    """An effect of NaN that says why."""
    return AggregateEffect.of(_nothing(kind, effects.notes, status, reason))


def _nothing(kind: Kind, notes: tuple[str, ...], status: EffectsStatus, reason: str) -> DrawnEffect:
    names = [] if kind == "simple" else [KEYS[kind]]
    names += ["estimate", "standard_error", "lower", "upper", "band_lower", "band_upper"]
    return DrawnEffect(
        kind=kind,
        estimate=float("nan"),
        standard_error=float("nan"),
        interval95=UNKNOWN,
        error=float("nan"),
        degrees_of_freedom=0,
        by={name: np.empty(0) for name in names},
        status=status,
        reason=reason,
        notes=notes,
        deviations=np.empty((0, 0)),
        influence=np.empty((0, 0)),
    )
