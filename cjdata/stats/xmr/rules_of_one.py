"""The special-cause rules and verdicts of one series, in plain numbers.

They are those of `rules` and `verdicts`, which take many series at once: of one, arrays take ten
times as long, nearly all of it in calls. tests/stats/xmr/test_many.py holds both to the same.
"""

from collections.abc import Sequence
from itertools import compress, groupby, pairwise

from cjdata.stats.xmr.limits_of_one import Limits, Numbers
from cjdata.stats.xmr.rules import GROUP_LENGTH, RUN_LENGTH
from cjdata.stats.xmr.states import Assurance, Improvement, Judgement, Rule

Signs = Sequence[int]
Flags = Sequence[bool]


def causes_of(
    values: Numbers, limits: Limits, phase: Sequence[int]
) -> tuple[list[frozenset[Rule]], list[int]]:
    """The rules that each point breaks, and which way it speaks: 1, -1, or 0 without a rule."""
    side = [_sign(value - mean) for value, mean in zip(values, limits.mean, strict=True)]
    step = [_sign(after - before) for before, after in pairwise(values)]
    outside = _beyond(values, limits.lower, limits.upper)
    near = _beyond(values, limits.near_lower, limits.near_upper)
    near = [is_near and not is_out for is_near, is_out in zip(near, outside, strict=True)]
    trend = _trends(step, phase)
    rules, direction = [], []
    for place, held in enumerate(
        zip(outside, trend, _groups(near, side, phase), _runs(side, phase), strict=True)
    ):
        by_slope = held[1] and not held[0]
        way = _slope(place, trend, step, phase) if by_slope else side[place]
        rules.append(frozenset(compress(Rule, held)))
        direction.append((1 if way == 1 else -1) if any(held) else 0)
    return rules, direction


def judgements_of(
    values: Numbers, lower: Numbers, direction: Signs, improvement: Improvement
) -> list[Judgement]:
    """What each point shows: neutral where the measure is, and not common cause without limits."""
    special = {0: Judgement.NEUTRAL, improvement.sign: Judgement.IMPROVEMENT}
    if improvement.sign:
        special[-improvement.sign] = Judgement.CONCERN
    return [
        Judgement.MISSING
        if value != value
        else special.get(way, Judgement.NEUTRAL)
        if way
        else Judgement.CANNOT_TELL
        if low != low
        else Judgement.COMMON_CAUSE
        for value, low, way in zip(values, lower, direction, strict=True)
    ]


def assurance_of(aim: float, lower: float, upper: float, improvement: Improvement) -> Assurance:
    """The target of the last period against the limits there; NaN where there is none."""
    if aim != aim or not improvement.sign:
        return Assurance.NOT_JUDGED
    if lower != lower:
        return Assurance.CANNOT_TELL
    side = (aim > upper) - (aim < lower)
    if not side:
        return Assurance.INCONSISTENT
    failed = side == improvement.sign
    return Assurance.CONSISTENT_FAIL if failed else Assurance.CONSISTENT_PASS


def _sign(number: float) -> int:
    """0 where it is missing."""
    return (number > 0) - (number < 0)


def _beyond(values: Numbers, lower: Numbers, upper: Numbers) -> list[bool]:
    return [
        value > high or value < low for value, low, high in zip(values, lower, upper, strict=True)
    ]


def _runs(side: Signs, phase: Sequence[int]) -> list[bool]:
    """Every point of seven or more on one side of the mean within a phase."""
    flags: list[bool] = []
    for (sign, _), run in groupby(zip(side, phase, strict=True)):
        length = len(list(run))
        flags += [sign != 0 and length >= RUN_LENGTH] * length
    return flags


def _trends(step: Signs, phase: Sequence[int]) -> list[bool]:
    """Every point of seven or more that rise, or fall, at each step within a phase."""
    flags, begin = [False] * len(phase), 0
    within = [
        sign if one == other else 0
        for sign, (one, other) in zip(step, pairwise(phase), strict=True)
    ]
    for sign, run in groupby(within):
        steps = len(list(run))
        if sign and steps >= RUN_LENGTH - 1:
            flags[begin : begin + steps + 1] = [True] * (steps + 1)
        begin += steps
    return flags


def _groups(near: Flags, side: Signs, phase: Sequence[int]) -> list[bool]:
    """The near-limit points of any three on one side of which two or more are near the limit."""
    flags = [False] * len(near)
    if sum(near) < GROUP_LENGTH - 1:
        return flags
    for begin in range(len(near) - GROUP_LENGTH + 1):
        group = slice(begin, begin + GROUP_LENGTH)
        alike = abs(sum(side[group])) == GROUP_LENGTH and len(set(phase[group])) == 1
        if alike and sum(near[group]) >= GROUP_LENGTH - 1:
            flags[group] = [
                one or other for one, other in zip(flags[group], near[group], strict=True)
            ]
    return flags


def _slope(place: int, trend: Flags, step: Signs, phase: Sequence[int]) -> int:
    """Which way a trend goes at one of its points: the step after it, or before it at its end."""
    after = place + 1
    goes_on = after < len(trend) and trend[after] and phase[after] == phase[place]
    return step[place] if goes_on else step[place - 1]
