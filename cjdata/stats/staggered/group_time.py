"""Group-time effects: ATT(g, t), the effect at t on the units first treated at g.

Rests on one assumption: without treatment each group would have moved in parallel with those
not (yet) treated, given the covariates. After Callaway and Sant'Anna (2021), "Difference-in-
Differences with Multiple Time Periods", Journal of Econometrics 225; equal to R's `did` 2.5.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cjdata.stats.staggered.cells import BasePeriod, Cells, Control, Design, Method, list_cells
from cjdata.stats.staggered.conditional import conditional_differences
from cjdata.stats.staggered.inference import (
    analytical_errors,
    band,
    cluster_deviations,
    kept_units,
)
from cjdata.stats.staggered.panel import StaggeredPanel, build_panel
from cjdata.stats.staggered.results import (
    CellEffects,
    CellSet,
    EffectsStatus,
    Estimation,
    Floats,
    GroupTimeEffects,
    Sample,
    Unanswerable,
)
from cjdata.stats.staggered.rows import Columns
from cjdata.stats.staggered.unconditional import differences_of_means

COLUMNS = ("group", "period", "event_time", "estimate", "standard_error")
LIMITS = ("lower", "upper", "band_lower", "band_upper")
ONE_UNIT = "Only one unit goes live: its own chance movements cannot be told from an effect."


def group_time_effects(
    panel: pd.DataFrame,
    *,
    outcome: str,
    unit: str,
    period: str,
    first_treated: str,
    control: Control = "never",
    covariates: Sequence[str] = (),
    weights: str | None = None,
    anticipation: int = 0,
    draws: int = 999,
    seed: int | None = None,
    est_method: Method = "dr",
    base_period: BasePeriod = "varying",
    cluster: str | None = None,
) -> GroupTimeEffects:
    """Estimate every ATT(g, t) that the panel allows.

    panel: long, one row per unit and period, periods numbered; `first_treated` is NaN for units
    never treated. Covariates and weights count as of the earlier of the two periods compared;
    covariates enter linearly beside an intercept. standard_error is the analytical one of did,
    clustered by unit or by `cluster`; `draws` and `seed` drive the simultaneous band.

    Raises ValueError when the call or the data are wrong (see `rows.checked_rows`); when they
    are sound but cannot answer, the frame is empty and its status and reason say why.
    """
    _check_call(est_method, base_period, draws)
    names = (covariates,) if isinstance(covariates, str) else tuple(covariates)
    columns = Columns(outcome, unit, period, first_treated, names, weights, cluster)
    built = build_panel(panel, columns, control=control, anticipation=anticipation)
    if isinstance(built, Unanswerable):
        return no_effects(built)
    design = Design(control, anticipation, est_method, base_period)
    return estimate(built, design, draws=draws, seed=seed)


def estimate(
    panel: StaggeredPanel, design: Design, *, draws: int = 999, seed: int | None = None
) -> GroupTimeEffects:
    """All cells of a checked panel as a frame, with what stands behind them."""
    return estimate_cells(panel, list_cells(panel, design), design, draws=draws, seed=seed)


def estimate_cells(
    panel: StaggeredPanel,
    cells: Cells,
    design: Design,
    *,
    draws: int = 999,
    seed: int | None = None,
) -> GroupTimeEffects:
    """The effects of these cells alone, as a frame (see `among` for how to choose them)."""
    found = cell_effects(panel, cells, design, draws=draws, seed=seed)
    frame = _frame(found.behind, whole=found.whole)
    frame.status, frame.reason, frame.notes = found.status, found.reason, found.notes
    return frame


def cell_effects(
    panel: StaggeredPanel,
    cells: Cells,
    design: Design,
    *,
    draws: int = 999,
    seed: int | None = None,
) -> CellEffects:
    """The same for whoever draws them together at once and needs no frame."""
    kept = kept_units(panel.clusters)
    if panel.covariates.shape[2]:
        effects, problems = conditional_differences(panel, cells, design.method, kept)
    else:
        effects, problems = differences_of_means(panel, cells, kept), []
    sample = _sample(panel, cells)
    alone = sample.treated_units == 1
    return CellEffects(
        behind=Estimation(effects, panel.periods[cells.at], sample, draws, seed),
        whole=_whole(panel),
        status=EffectsStatus.ONE_TREATED_UNIT if alone else EffectsStatus.ESTIMATED,
        reason=ONE_UNIT if alone else "",
        notes=panel.notes + _problem_notes(effects, problems),
    )


def no_effects(why: Unanswerable) -> GroupTimeEffects:
    """An empty frame that carries the reason."""
    empty = {name: pd.Series(dtype="float64") for name in (*COLUMNS, *LIMITS)}
    effects = GroupTimeEffects(empty)
    effects.status, effects.reason, effects.notes = why.status, why.reason, why.notes
    return effects


def _check_call(method: str, base_period: str, draws: int) -> None:
    if method not in ("dr", "reg", "ipw"):
        raise ValueError(f"est_method must be dr, reg or ipw, not {method!r}")
    if base_period not in ("varying", "universal"):
        raise ValueError(f"base_period must be varying or universal, not {base_period!r}")
    if draws < 0:
        raise ValueError("draws must be 0 or more")


def _sample(panel: StaggeredPanel, cells: Cells) -> Sample:
    """Degrees of freedom: of the smaller side, clusters ever treated or ever compared with."""
    treated, compared = cells.treated.any(axis=1), cells.controls.any(axis=1)
    sides = [np.unique(panel.clusters[side]).size for side in (treated, compared)]
    return Sample(
        groups=panel.groups,
        weights=panel.weights[:, 0],
        clusters=panel.clusters,
        degrees_of_freedom=min(sides) - 1,
        treated_units=int(treated.sum()),
    )


def _frame(behind: Estimation, *, whole: bool) -> GroupTimeEffects:
    cells, sample = behind.cells, behind.sample
    deviations = cluster_deviations(cells.influence, cells.without, sample.clusters)
    limits = band(deviations, sample.degrees_of_freedom, behind.draws, behind.seed)
    frame = GroupTimeEffects(
        {
            "group": _label(cells.groups, whole),
            "period": _label(behind.periods, whole),
            "event_time": _label(behind.periods - cells.groups, whole),
            "estimate": cells.estimates,
            "standard_error": analytical_errors(cells.influence, sample.clusters),
            "lower": cells.estimates - limits.pointwise,
            "upper": cells.estimates + limits.pointwise,
            "band_lower": cells.estimates - limits.simultaneous,
            "band_upper": cells.estimates + limits.simultaneous,
        }
    )
    frame.estimation = behind
    return frame


def _whole(panel: StaggeredPanel) -> bool:
    numbers = np.concatenate([panel.periods, panel.treated_groups])
    return bool((numbers == np.round(numbers)).all())


def _label(values: Floats, whole: bool) -> np.ndarray:
    return values.astype("int64") if whole else values


def _problem_notes(effects: CellSet, problems: list[str]) -> tuple[str, ...]:
    lost = int(np.isnan(effects.estimates).sum())
    if lost == 0:
        return ()
    return (f"{lost} group-time effects could not be estimated", *dict.fromkeys(problems))
