"""Funnel plots of proportions: which unit differs from the target by more than its size explains.

They rest on complete figures of independent cases. Where units differ by more than chance for
reasons no chart can see, the overdispersion adjustment widens the funnel instead of flagging half
of them. Source: Spiegelhalter, Funnel Plots for Comparing Institutional Performance, Statistics
in Medicine 24 (2005).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

FloatArray = npt.NDArray[np.float64]
Method = Literal["normal", "exact"]
Quantile = Callable[[float], FloatArray]
LEVELS = (0.95, 0.998)
WINSORISED_SHARE = 0.1


class FunnelFlag(StrEnum):
    """Where a unit lies; beyond the outer limits it is not counted as beyond the inner ones."""

    HIGH_998 = "high_998"
    HIGH_95 = "high_95"
    WITHIN = "within"
    LOW_95 = "low_95"
    LOW_998 = "low_998"


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """How far the units scatter: phi (1 by chance) and the variance between units, tau squared.

    tau squared is on the scale of the arcsine of the square root, 0 where there is no excess.
    """

    phi: float
    tau_squared: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """All units against one target.

    `columns` has an entry per unit: numerator, denominator, proportion, the limits at its
    denominator (lower_95, upper_95, lower_998, upper_998) and flag. `dispersion` is None where no
    adjustment was asked for.
    """

    columns: Mapping[str, npt.NDArray[Any]]
    index: pd.Index
    target: float
    dispersion: Overdispersion | None
    method: Method

    @property
    def units(self) -> pd.DataFrame:
        """The columns as a frame with a row per unit, under the index of the numerators."""
        return pd.DataFrame(dict(self.columns), index=self.index)

    def number(self, *flags: FunnelFlag) -> int:
        """How many units have one of the flags."""
        return sum(flag in flags for flag in self.columns["flag"].tolist())

    def limits_at(self, sizes: FloatArray) -> dict[str, FloatArray]:
        """Its limits for other denominators, by name: lower_95, upper_95 and so on."""
        return _limits_among(self.target, sizes, self.dispersion, self.method)


def funnel_limits(
    target: float,
    denominators: npt.ArrayLike,
    levels: Sequence[float] = LEVELS,
    method: Method = "normal",
) -> pd.DataFrame:
    """Limits about a target proportion at each denominator.

    Returns a frame with denominator and, for each level, lower_95, upper_95 and so on, between 0
    and 1. "normal" is target ± z standard errors, cut off at 0 and 1, as in PHEindicatormethods;
    "exact" takes the binomial quantiles, so that a count strictly outside them has a tail
    probability below the stated one, and needs whole denominators. Raises ValueError on a target
    or level outside 0 to 1, and on a denominator that is missing or not above 0.
    """
    sizes = _denominators(denominators)
    _check_target(target)
    limits = _limits(levels, _by_method(target, sizes, method))
    return pd.DataFrame({"denominator": sizes, **limits})


def overdispersed_limits(
    target: float,
    denominators: npt.ArrayLike,
    tau_squared: float,
    levels: Sequence[float] = LEVELS,
) -> pd.DataFrame:
    """Limits widened by the variance between units, on the arcsine scale as in FunnelPlotR.

    Columns and errors as `funnel_limits`; a tau squared of 0 gives the plain arcsine limits.
    """
    sizes = _denominators(denominators)
    _check_target(target)
    if tau_squared < 0:
        raise ValueError("a variance between units is not negative")
    limits = _limits(levels, _widened(target, sizes, tau_squared))
    return pd.DataFrame({"denominator": sizes, **limits})


def overdispersion(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    *,
    target: float | None = None,
    winsorise: float = WINSORISED_SHARE,
) -> Overdispersion:
    """Phi and tau squared of units' proportions from their winsorised z-scores.

    z-scores of the arcsine of the square root about the target (by default all numerators over
    all denominators) are pulled in to their `winsorise` and 1 - `winsorise` quantiles; tau
    squared is the moment estimate of DerSimonian and Laird. As in FunnelPlotR for proportions.
    """
    cases, sizes = _units(numerators, denominators)
    if not 0 <= winsorise < 0.5:
        raise ValueError(f"the winsorised share is at least 0 and below 0.5, not {winsorise}")
    aim = _target(target, cases, sizes)
    weights = 4 * sizes
    z = (np.arcsin(np.sqrt(cases / sizes)) - np.arcsin(np.sqrt(aim))) * np.sqrt(weights)
    pulled_in = np.clip(z, *np.quantile(z, [winsorise, 1 - winsorise]))
    phi = float(np.mean(pulled_in**2))
    excess = len(z) * phi - (len(z) - 1)
    spread = weights.sum() - (weights**2).sum() / weights.sum()
    return Overdispersion(phi, float(excess / spread) if excess > 0 and spread > 0 else 0.0)


def funnel(
    numerators: pd.Series | npt.ArrayLike,
    denominators: pd.Series | npt.ArrayLike,
    *,
    target: float | None = None,
    method: Method = "normal",
    adjust_overdispersion: bool = False,
) -> Funnel:
    """Flag each unit at 95% and 99.8%; the target is by default that of all units together.

    A unit on a limit is within it. With the adjustment the limits are overdispersed ones where
    there is an excess, else those of `method`. Raises ValueError as `funnel_limits`, on no
    units, a missing or negative numerator and one above its denominator.
    """
    cases, sizes = _units(numerators, denominators)
    aim = _target(target, cases, sizes)
    found = overdispersion(cases, sizes, target=aim) if adjust_overdispersion else None
    index = numerators.index if isinstance(numerators, pd.Series) else pd.RangeIndex(len(cases))
    columns = {"numerator": cases, "denominator": sizes, "proportion": cases / sizes}
    _check_target(aim)
    columns |= _limits_among(aim, sizes, found, method)
    return Funnel({**columns, "flag": _flags(columns)}, index, aim, found, method)


def _limits_among(
    target: float, sizes: FloatArray, dispersion: Overdispersion | None, method: Method
) -> dict[str, FloatArray]:
    """Widened where the units scatter more than chance, else those of chance."""
    if dispersion is not None and dispersion.tau_squared > 0:
        return _limits(LEVELS, _widened(target, sizes, dispersion.tau_squared))
    return _limits(LEVELS, _by_method(target, sizes, method))


def _flags(units: Mapping[str, FloatArray]) -> npt.NDArray[np.object_]:
    """The flag of each unit; the outer limits are asked first."""
    share = units["proportion"]
    flags = np.full(len(share), FunnelFlag.WITHIN, dtype=object)
    for level, high, low in (
        ("95", FunnelFlag.HIGH_95, FunnelFlag.LOW_95),
        ("998", FunnelFlag.HIGH_998, FunnelFlag.LOW_998),
    ):
        flags[share > units[f"upper_{level}"]] = high
        flags[share < units[f"lower_{level}"]] = low
    return flags


def _by_method(target: float, sizes: FloatArray, method: Method) -> Quantile:
    if method == "normal":
        error = np.sqrt(target * (1 - target) / sizes)
        return lambda tail: np.clip(target + special.ndtri(tail) * error, 0.0, 1.0)
    if method == "exact":
        return _exact(target, sizes)
    raise ValueError(f"method is normal or exact, not {method!r}")


def _widened(target: float, sizes: FloatArray, tau_squared: float) -> Quantile:
    centre = np.arcsin(np.sqrt(target))
    error = np.sqrt(1 / (4 * sizes) + tau_squared)

    def quantile(tail: float) -> FloatArray:
        angle = np.clip(centre + special.ndtri(tail) * error, 0.0, np.pi / 2)
        limits: FloatArray = np.sin(angle) ** 2
        return limits

    return quantile


def _exact(target: float, sizes: FloatArray) -> Quantile:
    if np.any(sizes != np.floor(sizes)):
        raise ValueError("exact limits need whole denominators")
    from scipy import stats  # noqa: PLC0415  # seldom needed, and takes longest to load

    return lambda tail: stats.binom.ppf(tail, sizes, target) / sizes


def _limits(levels: Sequence[float], quantile: Quantile) -> dict[str, FloatArray]:
    limits = {}
    for level in levels:
        if not 0 < level < 1:
            raise ValueError(f"a level lies between 0 and 1, not {level}")
        name = f"{100 * level:.6g}".replace(".", "")
        limits[f"lower_{name}"] = quantile((1 - level) / 2)
        limits[f"upper_{name}"] = quantile((1 + level) / 2)
    return limits


def _units(numerators: npt.ArrayLike, denominators: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    cases, sizes = np.asarray(numerators, dtype=np.float64), _denominators(denominators)
    if cases.shape != sizes.shape or not len(cases):
        raise ValueError(f"{cases.size} numerators for {sizes.size} denominators")
    if not np.all((cases >= 0) & (cases <= sizes)):
        raise ValueError("a numerator is missing, negative or greater than its denominator")
    return cases, sizes


def _denominators(denominators: npt.ArrayLike) -> FloatArray:
    sizes = np.atleast_1d(np.asarray(denominators, dtype=np.float64))
    if sizes.ndim != 1 or not np.all((sizes > 0) & np.isfinite(sizes)):
        raise ValueError("a denominator is missing or not above 0: only complete figures take part")
    return sizes


def _target(target: float | None, cases: FloatArray, sizes: FloatArray) -> float:
    if target is None:
        return float(cases.sum() / sizes.sum())
    _check_target(target)
    return target


def _check_target(target: float) -> None:
    if not 0 <= target <= 1:
        raise ValueError(f"a target proportion lies between 0 and 1, not {target}")
