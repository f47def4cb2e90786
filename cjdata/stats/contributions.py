"""What each reason, responsible party or court contributed to the change of a rate.

It rests on reasons dividing the numerator, each case having one, and courts dividing both parts.
Contributions are in points of the rate as a fraction (0.01 is one percentage point) and sum to the
change exactly; they say what changed, not why.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjdata.stats.differences import difference

NOT_GIVEN = "not_given"
COURT_COLUMNS = (
    "earlier_numerator",
    "earlier_denominator",
    "later_numerator",
    "later_denominator",
)


@dataclass(frozen=True, slots=True)
class ReasonContributions:
    """A change of a rate by reason.

    `by_reason` has a row per reason, the largest contribution either way first: reason,
    earlier_count, later_count, earlier_rate, later_rate, contribution (later rate less earlier;
    they sum to `change`), lower, upper (its 95% interval, Newcombe), cases (later count less what
    the earlier rate would have given at the later denominator). `earlier` and `later` are
    (numerator, denominator).
    """

    by_reason: pd.DataFrame
    earlier: tuple[float, float]
    later: tuple[float, float]
    change: float

    @property
    def pareto(self) -> pd.DataFrame:
        """Reasons by later count, the commonest first: reason, count, share, cumulative share.

        Shares are of all later cases; 0 where there is none.
        """
        ordered = self.by_reason.sort_values(
            ["later_count", "reason"], ascending=[False, True], ignore_index=True
        )
        count = ordered["later_count"]
        share = count / max(float(count.sum()), 1.0)
        return pd.DataFrame(
            {
                "reason": ordered["reason"],
                "count": count,
                "share": share,
                "cumulative": share.cumsum(),
            }
        )


def reason_contributions(
    earlier: Mapping[str, float],
    later: Mapping[str, float],
    *,
    earlier_denominator: float,
    later_denominator: float,
    earlier_numerator: float | None = None,
    later_numerator: float | None = None,
) -> ReasonContributions:
    """Divide the change of a rate among reasons, given as counts by reason of two periods.

    A reason that one period lacks counts 0 there. Where a numerator is given, what the reasons
    leave of it is the reason `not_given`. A contribution is the reason's later count over the later
    denominator less its earlier count over the earlier one. Raises ValueError on a denominator of
    0 or less, negative or missing counts, reasons that exceed their numerator and a numerator above
    its denominator.
    """
    counts = pd.DataFrame({"earlier": pd.Series(earlier), "later": pd.Series(later)}, dtype=float)
    if any(np.isnan(list(side.values())).any() for side in (earlier, later)):
        raise ValueError("a count is missing")
    counts = _with_rest(counts.fillna(0.0), earlier_numerator, later_numerator)
    denominators = {"earlier": float(earlier_denominator), "later": float(later_denominator)}
    _check(counts, denominators)
    totals = {side: float(counts[side].sum()) for side in denominators}
    rates = counts / pd.Series(denominators)
    table = pd.DataFrame(
        {
            "reason": counts.index.astype(object),
            "earlier_count": counts["earlier"].to_numpy(),
            "later_count": counts["later"].to_numpy(),
            "earlier_rate": rates["earlier"].to_numpy(),
            "later_rate": rates["later"].to_numpy(),
        }
    )
    table["contribution"] = table["later_rate"] - table["earlier_rate"]
    table[["lower", "upper"]] = _intervals(table, denominators)
    table["cases"] = table["contribution"] * denominators["later"]
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    return ReasonContributions(
        by_reason=table.loc[order].reset_index(drop=True),
        earlier=(totals["earlier"], denominators["earlier"]),
        later=(totals["later"], denominators["later"]),
        change=totals["later"] / denominators["later"]
        - totals["earlier"] / denominators["earlier"],
    )


def by_party(contributions: ReasonContributions, parties: Mapping[str, str]) -> ReasonContributions:
    """The same change by responsible party; a reason without one stands as its own."""
    reasons = contributions.by_reason
    party = [parties.get(reason, reason) for reason in reasons["reason"]]
    sides = (reasons.groupby(party)[name].sum() for name in ("earlier_count", "later_count"))
    earlier, later = ({str(k): float(v) for k, v in side.items()} for side in sides)
    return reason_contributions(
        earlier,
        later,
        earlier_denominator=contributions.earlier[1],
        later_denominator=contributions.later[1],
    )


@dataclass(frozen=True, slots=True)
class CourtContributions:
    """A change of a rate divided into change within courts and change of the mix between them.

    `by_court` has a row per court, the largest contribution either way first: court, within, mix,
    contribution (their sum). `within` and `mix` are their sums and add up to `change`. `left_out`
    names courts without cases in either period.
    """

    by_court: pd.DataFrame
    within: float
    mix: float
    change: float
    left_out: tuple[str, ...]


def court_contributions(frame: pd.DataFrame) -> CourtContributions:
    """Divide a change between courts; `frame` has court and the four counts of COURT_COLUMNS.

    With w a court's share of all cases and r its rate, a bar for the mean of both periods and R for
    the rate of all: within = w-bar x (r2 - r1), mix = (w2 - w1) x (r-bar - R-bar). A court with
    cases in one period alone has that period's rate in both, so that it is all mix. Raises
    ValueError on negative or missing counts, a numerator above its denominator, a court named
    twice, and a period without cases. Source: Kitagawa, JASA 50 (1955).
    """
    counts = frame.set_index("court")[list(COURT_COLUMNS)].astype(float)
    _check_courts(counts)
    cases = counts[["earlier_denominator", "later_denominator"]].to_numpy()
    numerators = counts[["earlier_numerator", "later_numerator"]].to_numpy()
    weight = cases / cases.sum(axis=0)
    rate = np.divide(numerators, cases, out=np.full(cases.shape, np.nan), where=cases > 0)
    rate = np.where(np.isnan(rate), rate[:, ::-1], rate)
    empty = (cases == 0).all(axis=1)
    rate[empty] = 0.0
    overall = numerators.sum(axis=0) / cases.sum(axis=0)
    within = weight.mean(axis=1) * (rate[:, 1] - rate[:, 0])
    mix = (weight[:, 1] - weight[:, 0]) * (rate.mean(axis=1) - overall.mean())
    table = pd.DataFrame(
        {"court": counts.index, "within": within, "mix": mix, "contribution": within + mix}
    )[~empty]
    order = table["contribution"].abs().sort_values(ascending=False, kind="stable").index
    return CourtContributions(
        by_court=table.loc[order].reset_index(drop=True),
        within=float(within.sum()),
        mix=float(mix.sum()),
        change=float(overall[1] - overall[0]),
        left_out=tuple(str(court) for court in counts.index[empty]),
    )


def _with_rest(counts: pd.DataFrame, earlier: float | None, later: float | None) -> pd.DataFrame:
    """The counts with what the reasons leave of the numerators, where those are given."""
    rest = {}
    for side, numerator in (("earlier", earlier), ("later", later)):
        rest[side] = 0.0 if numerator is None else float(numerator) - float(counts[side].sum())
        if rest[side] < -1e-9:
            raise ValueError(f"the reasons of the {side} period exceed its numerator")
    if max(rest.values()) <= 1e-9:
        return counts
    known = counts.loc[NOT_GIVEN] if NOT_GIVEN in counts.index else 0.0
    counts.loc[NOT_GIVEN] = pd.Series(rest) + known
    return counts


def _check(counts: pd.DataFrame, denominators: Mapping[str, float]) -> None:
    if not np.isfinite(counts.to_numpy()).all() or (counts < 0).any(axis=None):
        raise ValueError("a count is negative, missing or infinite")
    for side, denominator in denominators.items():
        if not denominator > 0 or np.isinf(denominator):
            raise ValueError(f"the {side} denominator is 0 or less, or infinite")
        if counts[side].sum() > denominator + 1e-9:
            raise ValueError(f"the {side} numerator is greater than its denominator")


def _check_courts(counts: pd.DataFrame) -> None:
    if counts.index.has_duplicates:
        raise ValueError("a court is named twice")
    if not np.isfinite(counts.to_numpy()).all() or (counts < 0).any(axis=None):
        raise ValueError("a count is negative, missing or infinite")
    for side in ("earlier", "later"):
        if (counts[f"{side}_numerator"] > counts[f"{side}_denominator"]).any():
            raise ValueError("a numerator is greater than its denominator")
        if counts[f"{side}_denominator"].sum() == 0:
            raise ValueError(f"the {side} period has no cases")


def _intervals(table: pd.DataFrame, denominators: Mapping[str, float]) -> list[tuple[float, float]]:
    found = [
        difference(later, denominators["later"], earlier, denominators["earlier"])
        for earlier, later in zip(table["earlier_count"], table["later_count"], strict=True)
    ]
    return [(one.lower, one.upper) for one in found]
