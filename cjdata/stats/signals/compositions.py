"""One p-value for the members of a composition, which share their cases.

It rests on the Cauchy combination keeping its level whatever the members have to do with one
another: what one member loses another gains, so that counting each would count one change twice
or thrice. Source: Liu and Xie, JASA 115 (2020).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

COLUMNS = ("unit", "composition", "period", "p_value", "mid_p", "moved")
SMALLEST, LARGEST = 1e-15, 0.99


def composition_of(compositions: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The composition of each member; ValueError where a measure is in two."""
    named: dict[str, str] = {}
    for name, members in compositions.items():
        for member in members:
            if member in named:
                raise ValueError(f"{member} is a member of both {named[member]} and {name}")
            named[member] = name
    return named


def combined(points: pd.DataFrame) -> pd.DataFrame:
    """A row per unit, composition and period of judged points that belong to a composition."""
    members = points[points["composition"] != ""]
    keys = ["unit", "composition", "period"]
    scores = members[keys].assign(
        p_value=_cauchy_scores(members["p_value"]), mid_p=_cauchy_scores(members["mid_p"])
    )
    found = scores.groupby(keys, sort=True, as_index=False).mean()
    for name in ("p_value", "mid_p"):
        found[name] = 0.5 - np.arctan(found[name].to_numpy(dtype=np.float64)) / np.pi
    return found.merge(_moved(members, keys), on=keys)[list(COLUMNS)]


def _cauchy_scores(p_values: npt.ArrayLike) -> npt.NDArray[np.float64]:
    p = np.clip(np.asarray(p_values, dtype=np.float64), SMALLEST, LARGEST)
    scores: npt.NDArray[np.float64] = np.tan((0.5 - p) * np.pi)
    return scores


def _moved(members: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The member least likely by chance, by the draw-free p-value; the larger size decides ties."""
    order = members.assign(least=-members["size"].abs()).sort_values(["mid_p", "least"])
    first = order.drop_duplicates(keys)[[*keys, "measure"]]
    return first.rename(columns={"measure": "moved"})


def called_members(points: pd.DataFrame, found: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Which points are the member that moved most of a called composition."""
    called = found.loc[found["called"].astype(bool), ["unit", "composition", "moved", "period"]]
    keys = pd.MultiIndex.from_frame(points[["unit", "composition", "measure", "period"]])
    chosen: npt.NDArray[np.bool_] = np.asarray(keys.isin(pd.MultiIndex.from_frame(called)))
    return chosen
