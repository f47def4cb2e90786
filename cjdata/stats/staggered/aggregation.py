"""Draws group-time effects together: simple, dynamic (event time), by group, by calendar time.

Rests on one assumption: cohorts are weighted by how many units they hold, and that these shares
are themselves estimated enters the influence functions. After Callaway and Sant'Anna (2021),
section 3; equal to R's `did` `aggte` with `na.rm = TRUE`.
"""

from __future__ import annotations

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
    CellSet,
    EffectsStatus,
    Estimation,
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
    behind, cells, periods = _cells_in(effects)
    events = periods - cells.groups
    if kind == "dynamic":
        chosen = _in_window(events, cells.groups, periods, balance)
        chosen &= (events >= earliest_event) & (events <= latest_event)
        cells, periods, events = _subset(cells, chosen), periods[chosen], events[chosen]
    if not (events >= 0).any():
        return no_effect(kind, effects, EffectsStatus.NO_EFFECT_PERIODS, NOTHING_AFTER)
    steps, labels, overall = _combine(kind, cells, periods, behind.sample)
    return _result(kind, effects, behind, steps, labels, overall)


def mean_of_cells(effects: GroupTimeEffects) -> AggregateEffect:
    """The mean of all rows of a frame, before go-live as after, weighted by cohort size."""
    behind, cells, _ = _cells_in(effects)
    overall = _share_mean(cells, np.ones(cells.groups.size, dtype=bool), behind.sample)
    return _result("simple", effects, behind, _stack([], behind.sample), [], overall)


def _cells_in(effects: GroupTimeEffects) -> tuple[Estimation, CellSet, Floats]:
    """The cells that stand in the frame and have an estimate, in its order."""
    behind = effects.estimation
    if behind is None:
        raise ValueError("the frame carries no estimation")
    keys = zip(behind.cells.groups, behind.periods, strict=True)
    position = {key: number for number, key in enumerate(keys)}
    rows = zip(effects["group"].astype(float), effects["period"].astype(float), strict=True)
    chosen = np.array([position[row] for row in rows], dtype=np.intp)
    chosen = chosen[np.isfinite(behind.cells.estimates[chosen])]
    return behind, _subset(behind.cells, chosen), behind.periods[chosen]


def _subset(cells: CellSet, chosen: np.ndarray) -> CellSet:
    without = None if cells.without is None else cells.without[:, chosen]
    return CellSet(
        cells.estimates[chosen], cells.groups[chosen], cells.influence[:, chosen], without
    )


def _in_window(events: Floats, groups: Floats, periods: Floats, balance: int | None) -> Flags:
    if balance is None:
        return np.ones(events.size, dtype=bool)
    length = periods.max() - periods.min()
    seen = periods.max() - groups >= balance
    return np.asarray(seen & (events <= balance) & (events >= balance - length), dtype=bool)


def _combine(
    kind: Kind, cells: CellSet, periods: Floats, sample: Sample
) -> tuple[CellSet, list[float], CellSet]:
    """The steps, their labels, and the overall effect (a set of one)."""
    events = periods - cells.groups
    after = events >= 0
    if kind == "simple":
        return _stack([], sample), [], _share_mean(cells, after, sample)
    if kind == "group":
        labels = [float(label) for label in np.unique(cells.groups[after])]
        rows = [_plain_mean(cells, after & (cells.groups == label)) for label in labels]
        steps = _stack(rows, sample)
        return steps, labels, _share_mean(steps, np.ones(len(labels), dtype=bool), sample)
    keys, wanted = (events, np.isfinite(events)) if kind == "dynamic" else (periods, after)
    labels = [float(label) for label in np.unique(keys[wanted])]
    steps = _stack([_share_mean(cells, wanted & (keys == at), sample) for at in labels], sample)
    counted = np.array(labels) >= 0 if kind == "dynamic" else np.ones(len(labels), dtype=bool)
    return steps, labels, _plain_mean(steps, counted)


def _plain_mean(cells: CellSet, chosen: Flags) -> CellSet:
    """Every chosen effect counts alike."""
    without = None
    if cells.without is not None:
        left = cells.without[:, chosen]
        without = _ratio(np.nansum(left, axis=1), np.isfinite(left).sum(axis=1))[:, None]
    return CellSet(
        estimates=cells.estimates[chosen].mean(keepdims=True),
        groups=cells.groups[chosen][:1],
        influence=cells.influence[:, chosen].mean(axis=1, keepdims=True),
        without=without,
    )


def _share_mean(cells: CellSet, chosen: Flags, sample: Sample) -> CellSet:
    """Each chosen effect counts by the weight of its group in the sample."""
    estimates, groups = cells.estimates[chosen], cells.groups[chosen]
    member = sample.weights[:, None] * (sample.groups[:, None] == groups)
    shares = member.mean(axis=0)
    mean = float(shares @ estimates / shares.sum())
    from_shares = member @ (estimates - mean) / shares.sum()
    influence = cells.influence[:, chosen] @ (shares / shares.sum()) + from_shares
    without = None
    kept = kept_units(sample.clusters)
    if cells.without is not None and kept is not None:
        left = cells.without[:, chosen]
        counted = np.where(np.isfinite(left), kept.astype(float) @ member, 0.0)
        without = _ratio((np.nan_to_num(left) * counted).sum(axis=1), counted.sum(axis=1))[:, None]
    return CellSet(np.array([mean]), groups[:1], influence[:, None], without)


def _ratio(total: Floats, count: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.where(count > 0, total / count, np.nan), dtype=float)


def _stack(rows: list[CellSet], sample: Sample) -> CellSet:
    if not rows:
        return CellSet(np.empty(0), np.empty(0), np.empty((sample.groups.size, 0)), None)
    parts = [row.without for row in rows if row.without is not None]
    return CellSet(
        estimates=np.concatenate([row.estimates for row in rows]),
        groups=np.concatenate([row.groups for row in rows]),
        influence=np.hstack([row.influence for row in rows]),
        without=np.hstack(parts) if parts else None,
    )


def _result(
    kind: Kind,
    effects: GroupTimeEffects,
    behind: Estimation,
    steps: CellSet,
    labels: list[float],
    overall: CellSet,
) -> AggregateEffect:
    sample = behind.sample
    error = float(spread(_deviations(overall, sample))[0])
    estimate = float(overall.estimates[0])
    half = t_value(sample.degrees_of_freedom) * error
    whole = pd.api.types.is_integer_dtype(effects["group"].dtype)
    return AggregateEffect(
        kind=kind,
        estimate=estimate,
        standard_error=float(analytical_errors(overall.influence, sample.clusters)[0]),
        interval95=(estimate - half, estimate + half),
        error=error,
        degrees_of_freedom=sample.degrees_of_freedom,
        by=_steps_frame(kind, behind, steps, np.array(labels), whole),
        status=effects.status,
        reason=effects.reason,
        notes=effects.notes,
        deviations=_deviations(steps, sample),
        influence=steps.influence,
    )


def _deviations(cells: CellSet, sample: Sample) -> Floats:
    return cluster_deviations(cells.influence, cells.without, sample.clusters)


def _steps_frame(
    kind: Kind, behind: Estimation, steps: CellSet, labels: Floats, whole: bool
) -> pd.DataFrame:
    sample = behind.sample
    limits = band(_deviations(steps, sample), sample.degrees_of_freedom, behind.draws, behind.seed)
    key = {} if kind == "simple" else {KEYS[kind]: labels.astype("int64") if whole else labels}
    return pd.DataFrame(
        {
            **key,
            "estimate": steps.estimates,
            "standard_error": analytical_errors(steps.influence, sample.clusters),
            "lower": steps.estimates - limits.pointwise,
            "upper": steps.estimates + limits.pointwise,
            "band_lower": steps.estimates - limits.simultaneous,
            "band_upper": steps.estimates + limits.simultaneous,
        }
    )


def no_effect(
    kind: Kind, effects: GroupTimeEffects, status: EffectsStatus, reason: str
) -> AggregateEffect:
    """An effect of NaN that says why."""
    names = [] if kind == "simple" else [KEYS[kind]]
    names += ["estimate", "standard_error", "lower", "upper", "band_lower", "band_upper"]
    return AggregateEffect(
        kind=kind,
        estimate=float("nan"),
        standard_error=float("nan"),
        interval95=UNKNOWN,
        error=float("nan"),
        degrees_of_freedom=0,
        by=pd.DataFrame({name: pd.Series(dtype="float64") for name in names}),
        status=status,
        reason=reason,
        notes=effects.notes,
        deviations=np.empty((0, 0)),
        influence=np.empty((0, 0)),
    )
