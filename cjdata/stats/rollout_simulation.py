"""Simulated rollouts and what was reported of them, for trials of a forecast.

Assumption: what the reports told is all that a forecaster may see; the true go-live days are kept
beside the reports only for scoring.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.events import EVENT_COLUMNS
from cjdata.stats.rollout_shapes import DESIGN_SHAPES, SHAPES

ORIGIN = date(2001, 1, 1)
INITIATIVE = "simulated-initiative"
OPTIMISM = {"honest": (1.0, 0.12), "optimistic": (0.7, 0.2), "very_optimistic": (0.45, 0.25)}
PLAN_STYLES = ("remaining", "remaining", "baseline", "baseline", "push")
HELD_OUT_PLAN_STYLES = ("per_unit_bias",)


@dataclass(frozen=True, slots=True)
class SimulatedRollout:
    """One rollout: `events` as reported, and the truth behind them.

    `reports` holds the report days in order; `asked` those of them on which a forecast is asked
    (not all units reported live yet); `completed` is the true day of the last go-live.
    """

    shape: str
    optimism: str
    style: str
    plans: str
    named: str
    units: tuple[str, ...]
    events: pd.DataFrame
    reports: tuple[date, ...]
    asked: tuple[date, ...]
    target: date
    completed: date


@dataclass(frozen=True, slots=True)
class _Telling:
    """How the reports of one rollout are written."""

    named: str
    optimism: str
    style: str
    plans: str
    error: float
    factor: float


def simulate_rollout(
    seed: int, *, shape: str | None = None, plan_styles: tuple[str, ...] = PLAN_STYLES
) -> SimulatedRollout:
    """One rollout of the given shape, or of a shape drawn from those of the design set.

    The seed fixes everything. Raises KeyError for a shape that does not exist.
    """
    rng = np.random.default_rng(seed)
    shape = shape or str(rng.choice(list(DESIGN_SHAPES)))
    n = int(rng.integers(8, 61))
    length = float(np.exp(rng.uniform(np.log(180), np.log(1300))))
    days = np.sort(SHAPES[shape](rng, n, length))
    days = np.maximum(np.rint(days - days[0]), 0)
    days += rng.integers(0, 150)
    telling = _draw_telling(rng, plan_styles)
    reports = _report_days(rng, float(days[-1]))
    units = tuple(f"unit-{number:02d}" for number in range(n))
    events = _tell(rng, days, reports, units, telling)
    asked = [day for day in reports if (days <= day).sum() < n and (days <= day).any()]
    return SimulatedRollout(
        shape=shape,
        optimism=telling.optimism,
        style=telling.style,
        plans=telling.plans,
        named=telling.named,
        units=units,
        events=events,
        reports=tuple(_date(day) for day in reports),
        asked=tuple(_date(day) for day in _several(rng, asked)),
        target=_date(_target(rng, days, length)),
        completed=_date(days[-1]),
    )


def _draw_telling(rng: np.random.Generator, plan_styles: tuple[str, ...]) -> _Telling:
    optimism = str(rng.choice(list(OPTIMISM)))
    centre, spread = OPTIMISM[optimism]
    return _Telling(
        named=str(rng.choice(["named", "unnamed", "mixed"])),
        optimism=optimism,
        style=str(rng.choice(plan_styles)),
        plans=str(rng.choice(["total", "units", "both", "next_few", "interim", "none"])),
        error=float(rng.uniform(0.05, 0.3)),
        factor=float(centre * rng.lognormal(0, spread)),
    )


def _report_days(rng: np.random.Generator, last: float) -> list[int]:
    """Reports every one to four months, from before the start until a while after the end."""
    every = float(rng.choice([30, 61, 91, 122]))
    day, days = float(rng.integers(0, 30)), []
    while day < last + 2 * every:
        days.append(int(day))
        day += max(15.0, rng.normal(every, 0.12 * every))
    return [*days, int(day)]


def _several(rng: np.random.Generator, days: list[int], most: int = 5) -> list[int]:
    if len(days) <= most:
        return days
    return sorted(int(day) for day in rng.choice(days, most, replace=False))


def _target(rng: np.random.Generator, days: NDArray[np.float64], length: float) -> float:
    """A day of judgement, early or late, drawn without regard to the plans."""
    run = float(days[-1] - days[0])
    return float(days[0] + max(30.0, run * rng.uniform(0.5, 1.6) + rng.normal(0, 0.05 * length)))


def _tell(
    rng: np.random.Generator,
    days: NDArray[np.float64],
    reports: list[int],
    units: tuple[str, ...],
    telling: _Telling,
) -> pd.DataFrame:
    rows: list[dict[str, object]] = []
    order = rng.permutation(len(units))
    names = [units[i] for i in order]
    before: int | None = None
    for day in reports:
        rows += _facts(rng, days, before, day, names, telling)
        rows += _plans(rng, days, day, names, telling)
        before = day
        if (days <= day).all():
            break
    return pd.DataFrame(rows, columns=EVENT_COLUMNS)


def _row(said: int, **values: object) -> dict[str, object]:
    empty: dict[str, object] = dict.fromkeys(EVENT_COLUMNS)
    return empty | {"initiative": INITIATIVE, "stage": "live", "said_on": _date(said)} | values


def _facts(
    rng: np.random.Generator,
    days: NDArray[np.float64],
    before: int | None,
    day: int,
    names: list[str],
    telling: _Telling,
) -> list[dict[str, object]]:
    live = int((days <= day).sum())
    was = 0 if before is None else int((days <= before).sum())
    total = _row(day, unit="mps", kind="fact", count=live, of=len(names), not_after=_date(day))
    if telling.named == "unnamed" or (telling.named == "mixed" and rng.uniform() < 0.4):
        return [total]
    start = None if before is None else _date(before)
    return [
        _row(day, unit=name, kind="fact", not_before=start, not_after=_date(day))
        for name in names[was:live]
    ] or ([total] if rng.uniform() < 0.5 else [])


def _plans(
    rng: np.random.Generator,
    days: NDArray[np.float64],
    day: int,
    names: list[str],
    telling: _Telling,
) -> list[dict[str, object]]:
    live, n = int((days <= day).sum()), len(names)
    if live == n or telling.plans == "none":
        return []
    planned = _planned_days(rng, days, day, telling)
    rows: list[dict[str, object]] = []
    if telling.plans in ("total", "both"):
        rows.append(_total_plan(day, n, n, planned[-1]))
    if telling.plans in ("interim", "both") and live + 2 < n:
        part = int(rng.integers(live + 1, n))
        rows.append(_total_plan(day, part, n, planned[part - 1]))
    if telling.plans in ("units", "next_few", "both"):
        most = 6 if telling.plans == "next_few" else n
        named = list(zip(names, planned, strict=True))[live : live + most]
        rows += [_row(day, unit=u, kind="plan", not_after=_date(p)) for u, p in named]
    return rows


def _total_plan(day: int, count: int, of: int, planned: float) -> dict[str, object]:
    return _row(day, unit="mps", kind="plan", count=count, of=of, not_after=_date(planned))


def _planned_days(
    rng: np.random.Generator, days: NDArray[np.float64], day: int, telling: _Telling
) -> NDArray[np.float64]:
    """What the planners say on `day` about each unit: never a day already past."""
    noise = rng.lognormal(0, telling.error)
    each = rng.lognormal(0, telling.error / 2, len(days))
    if telling.style == "remaining":
        planned = day + (days - day) * telling.factor * noise * each
    elif telling.style == "baseline":
        planned = days[0] + (days - days[0]) * telling.factor * each
    elif telling.style == "push":
        horizon = 30 + 330 * telling.factor * (days - days[0]) / max(1.0, days[-1] - days[0])
        planned = np.where(days > day, day + horizon, days)
    else:
        planned = days - rng.uniform(0, 120, len(days)) * (1.3 - telling.factor) * 2
    return np.maximum(planned, day + rng.integers(10, 45))


def _date(day: float) -> date:
    return ORIGIN + timedelta(days=round(float(day)))
