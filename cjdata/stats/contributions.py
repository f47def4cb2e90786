"""What each reason or responsible party contributed to the change of a rate.

It rests on reasons dividing the numerator, each case having one.
Contributions are in points of the rate as a fraction (0.01 is one percentage point) and sum to the
change exactly; they say what changed, not why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from cjdata.stats.differences import Difference, difference

NOT_GIVEN = "not_given"
COLUMNS = (
    "reason", "earlier_count", "later_count", "earlier_rate", "later_rate", "contribution", "cases"
)  # fmt: skip


class ReasonPart(NamedTuple):
    """One reason's part of a change, from its counts and what they are counted of.

    Rates and contribution are fractions of the denominators.
    """

    reason: str
    earlier_count: float
    earlier_of: float
    later_count: float
    later_of: float

    @property
    def earlier_rate(self) -> float:
        return self.earlier_count / self.earlier_of

    @property
    def later_rate(self) -> float:
        return self.later_count / self.later_of

    @property
    def contribution(self) -> float:
        """The later rate less the earlier."""
        return self.later_rate - self.earlier_rate

    @property
    def interval(self) -> Difference:
        """The contribution with its 95% interval (Newcombe)."""
        return difference(self.later_count, self.later_of, self.earlier_count, self.earlier_of)

    @property
    def cases(self) -> float:
        """The later count less what the earlier rate would have given at the later denominator."""
        return self.contribution * self.later_of


@dataclass(frozen=True, slots=True)
class ParetoRow:
    """A reason among the later cases: its share, and with all commoner ones together."""

    part: ReasonPart
    share: float
    cumulative: float


@dataclass(frozen=True, slots=True)
class ReasonContributions:
    """A change of a rate by reason, the largest contribution either way first.

    The contributions sum to `change`; `earlier` and `later` are (numerator, denominator).
    """

    parts: tuple[ReasonPart, ...]
    earlier: tuple[float, float]
    later: tuple[float, float]
    change: float

    @property
    def by_reason(self) -> pd.DataFrame:
        """A row a part: its counts, rates, contribution with its interval, and cases."""
        return pd.DataFrame(
            {
                **{name: [getattr(p, name) for p in self.parts] for name in COLUMNS},
                "lower": [p.interval.lower for p in self.parts],
                "upper": [p.interval.upper for p in self.parts],
            }
        )

    @property
    def pareto(self) -> tuple[ParetoRow, ...]:
        """Reasons by later count, the commonest first; shares are 0 where there is no case."""
        ordered = sorted(self.parts, key=lambda part: (-part.later_count, part.reason))
        total = max(sum(part.later_count for part in ordered), 1.0)
        shares = [part.later_count / total for part in ordered]
        return tuple(map(ParetoRow, ordered, shares, accumulate(shares)))


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
    reasons = list(dict.fromkeys([*earlier, *later]))
    if list(earlier) != list(later):
        reasons.sort()
    before, after = ({r: float(side.get(r, 0.0)) for r in reasons} for side in (earlier, later))
    _check(before, "earlier", earlier_denominator)
    _check(after, "later", later_denominator)
    rest = [
        _rest(counts, side, numerator)
        for counts, side, numerator in (
            (before, "earlier", earlier_numerator),
            (after, "later", later_numerator),
        )
    ]
    if max(rest) > 1e-9:
        for counts, left in zip((before, after), rest, strict=True):
            counts[NOT_GIVEN] = counts.get(NOT_GIVEN, 0.0) + left
        _check(before, "earlier", earlier_denominator)
        _check(after, "later", later_denominator)
    parts = [
        ReasonPart(reason, count, earlier_denominator, after[reason], later_denominator)
        for reason, count in before.items()
    ]
    totals = sum(before.values()), sum(after.values())
    return ReasonContributions(
        parts=tuple(sorted(parts, key=lambda part: -abs(part.contribution))),
        earlier=(totals[0], float(earlier_denominator)),
        later=(totals[1], float(later_denominator)),
        change=totals[1] / later_denominator - totals[0] / earlier_denominator,
    )


def by_party(contributions: ReasonContributions, parties: Mapping[str, str]) -> ReasonContributions:
    """The same change by responsible party; a reason without one stands as its own."""
    earlier: dict[str, float] = {}
    later: dict[str, float] = {}
    for part in sorted(contributions.parts, key=lambda p: parties.get(p.reason, p.reason)):
        party = parties.get(part.reason, part.reason)
        earlier[party] = earlier.get(party, 0.0) + part.earlier_count
        later[party] = later.get(party, 0.0) + part.later_count
    return reason_contributions(
        earlier,
        later,
        earlier_denominator=contributions.earlier[1],
        later_denominator=contributions.later[1],
    )


def _rest(counts: Mapping[str, float], side: str, numerator: float | None) -> float:
    """What the reasons leave of a numerator, where one is given."""
    left = 0.0 if numerator is None else float(numerator) - sum(counts.values())
    if left < -1e-9:
        raise ValueError(f"the reasons of the {side} period exceed its numerator")
    return left


def _check(counts: Mapping[str, float], side: str, denominator: float) -> None:
    if any(math.isnan(count) for count in counts.values()):
        raise ValueError("a count is missing")
    if any(count < 0 or math.isinf(count) for count in counts.values()):
        raise ValueError("a count is negative, missing or infinite")
    if not denominator > 0 or math.isinf(denominator):
        raise ValueError(f"the {side} denominator is 0 or less, or infinite")
    if sum(counts.values()) > denominator + 1e-9:
        raise ValueError(f"the {side} numerator is greater than its denominator")
