"""The words an XmR chart may say.

They rest on the Making Data Count convention, whose rules and verdicts these are.
"""

from enum import StrEnum


class Improvement(StrEnum):
    """Which way the measure improves; neutral where neither way is better."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"

    @property
    def sign(self) -> int:
        """1, -1 or 0, to multiply a direction with."""
        return {Improvement.INCREASE: 1, Improvement.DECREASE: -1}.get(self, 0)


class Rule(StrEnum):
    """The four special-cause rules. Every point that a rule covers carries it."""

    OUTSIDE_LIMITS = "outside_limits"
    SEVEN_TREND = "seven_trend"
    TWO_OF_THREE = "two_of_three_near_limit"
    SEVEN_ONE_SIDE = "seven_on_one_side"


class Judgement(StrEnum):
    """What a point, or a series by its last point, is taken to show."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neutral"
    CANNOT_TELL = "cannot_tell"
    MISSING = "missing"


class Assurance(StrEnum):
    """Whether the process as it runs will meet its target."""

    CONSISTENT_PASS = "consistent_pass"
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"
    CANNOT_TELL = "cannot_tell"
    NOT_JUDGED = "not_judged"
