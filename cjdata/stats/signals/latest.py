"""Look at the latest point of every series and say which moved by more than their past explains.

It rests on the null that the months before go on: level, slow drift, season and scatter as they
were. What moved together everywhere (a strike, a change of law) is called everywhere; the list
does not say why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from cjdata.stats.signals.compositions import called_members, combined, composition_of
from cjdata.stats.signals.panel import FloatGrid, Panel, panel_of
from cjdata.stats.signals.result import Direction, Kind, Signals, State
from cjdata.stats.signals.surprise import surprise
from cjdata.stats.signals.tails import two_sided

NUMBERS = ("low", "mid_low", "expected", "lower", "upper")


def latest_signals(
    frame: pd.DataFrame,
    *,
    kinds: Mapping[str, str],
    compositions: Mapping[str, Sequence[str]] | None = None,
    false_discovery: float = 0.10,
    level: float = 0.05,
    periods_per_year: int = 12,
    seed: int | None = None,
) -> Signals:
    """Judge the latest point of each unit and measure, and call by Benjamini-Hochberg.

    `frame` has a row per unit, measure and period (whole numbers that follow one another):
    numerator and denominator, NaN or no row where missing. A measure's latest period is the last
    that any unit has a row for; 12 earlier ones with a value are needed, at most 60 are used.
    `kinds` gives each measure's Kind. `compositions` names measures that share their cases (the
    outcomes of one listing), which are one decision together. `false_discovery` is the rate of
    Benjamini-Hochberg, `level` the plain one beside it. The draw that settles ties of counts is
    `seed`ed, or taken from the series itself, so that the same record has the same answer; no
    point is called whose p-value without the draw is above `level`.

    Raises ValueError on counts that cannot be (see `panel_of`), an unknown kind, a measure in two
    compositions and rates not between 0 and 1. Source: Benjamini and Hochberg, JRSS B 57 (1995).
    """
    for share in (false_discovery, level):
        if not 0 < share < 1:
            raise ValueError(f"a rate lies between 0 and 1, not {share}")
    member_of = composition_of(compositions or {})
    panel = panel_of(frame, kinds)
    points = _points(panel, _draws(panel, seed), periods_per_year)
    points["composition"] = [member_of.get(name, "") for name in points["measure"]]
    return _called(points, panel, false_discovery, level)


def _points(panel: Panel, draw: FloatGrid, per_year: int) -> pd.DataFrame:
    """The judged points with their p-values."""
    found = np.full((len(NUMBERS), len(panel.series)), np.nan)
    for kind in Kind:
        rows = panel.judged(kind)
        if rows.size:
            judged = surprise(panel.counts(rows, kind), draw[rows], per_year)
            found[:, rows] = [getattr(judged, name) for name in NUMBERS]
    low, mid_low, expected, lower, upper = found
    numerator, denominator = (
        grid[:, -1:].sum(axis=1) for grid in (panel.numerator, panel.denominator)
    )
    size = numerator - expected * denominator
    points = panel.series.assign(
        numerator=numerator,
        denominator=denominator,
        value=numerator / denominator,
        earlier=panel.earlier,
        p_value=two_sided(low),
        mid_p=two_sided(mid_low),
        expected=expected,
        lower=lower,
        upper=upper,
        size=size,
        direction=np.select([size > 0, size < 0], [Direction.UP, Direction.DOWN], Direction.NONE),
    )
    return points[panel.state == State.JUDGED].reset_index(drop=True)


def _draws(panel: Panel, seed: int | None) -> FloatGrid:
    """A uniform number for each series: from the seed, or from its name and its earlier months."""
    if seed is not None:
        return np.random.default_rng(seed).random(len(panel.series))
    earlier = np.nan_to_num(panel.numerator[:, :-1])
    record = earlier @ np.sqrt(np.arange(2.0, earlier.shape[1] + 2))
    named = panel.series[["unit", "measure", "period"]].astype(str).assign(record=record)
    hashed = pd.util.hash_pandas_object(named, index=False).to_numpy(dtype=np.uint64)
    draw: FloatGrid = (hashed >> np.uint64(11)).astype(np.float64) / 2.0**53
    return draw


def _called(points: pd.DataFrame, panel: Panel, false_discovery: float, level: float) -> Signals:
    """Benjamini-Hochberg over compositions and points of their own together."""
    found = combined(points)
    alone = (points["composition"] == "").to_numpy()
    decisions = pd.concat([points.loc[alone, ["p_value", "mid_p"]], found[["p_value", "mid_p"]]])
    called = _below(decisions, false_discovery, level)
    found["called"] = called[alone.sum() :]
    points["called"] = called_members(points, found)
    points.loc[alone, "called"] = called[: alone.sum()]
    judged = panel.state == State.JUDGED
    return Signals(
        points=points,
        not_judged=panel.series.assign(state=panel.state)[~judged].reset_index(drop=True),
        compositions=found,
        looked_at=len(decisions),
        called=int(called.sum()),
        at_level=int((decisions["p_value"] <= level).sum()),
        level=level,
        expected_by_chance=level * len(decisions),
        false_discovery=false_discovery,
        left_out=int(panel.left_out.sum()),
    )


def _below(decisions: pd.DataFrame, false_discovery: float, level: float) -> np.ndarray:
    if decisions.empty:
        return np.zeros(0, dtype=bool)
    called = _discoveries(decisions["p_value"].to_numpy(dtype=np.float64), false_discovery)
    return np.asarray(called & (decisions["mid_p"] <= level).to_numpy())


def _discoveries(p_values: np.ndarray, false_discovery: float) -> np.ndarray:
    """Which are called at a false discovery rate; source: Benjamini and Hochberg, JRSS B 57 (1995).

    All up to the largest that is no greater than its share of the rate by rank.
    """
    in_order = np.sort(p_values)
    bounds = false_discovery * np.arange(1, len(in_order) + 1) / len(in_order)
    within = in_order[in_order <= bounds]
    return p_values <= within[-1] if len(within) else np.zeros(len(p_values), dtype=bool)
