"""What a figure is when it is not simply a number: unlike states stay unlike."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Why a figure stands, or why it does not. Blank is never zero."""

    VALUE = "value"
    ZERO = "zero"
    NOT_RECEIVED = "not_received"
    NOT_AVAILABLE = "not_available"
    NOT_APPLICABLE = "not_applicable"
    INCOMPLETE = "incomplete"
    SUPPRESSED = "suppressed"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")

    @property
    def judged(self) -> bool:
        """Whether a verdict, a signal or a comparison with a target may rest on it."""
        return self in (State.VALUE, State.ZERO)


JUDGED = tuple(state.value for state in State if state.judged)
STATES = {state.value: state for state in State}
"""By their names, of which a page looks up hundreds."""


class Mark(StrEnum):
    """What a return may say in place of a number."""

    NOT_AVAILABLE = "[x]"
    NOT_APPLICABLE = "[z]"


class Stage(StrEnum):
    """How far an initiative has come in a unit, least first."""

    UNKNOWN = "unknown"
    NOT_IN_SCOPE = "not_in_scope"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    PARTIAL = "partial"
    LIVE = "live"
    CEASED = "ceased"

    @property
    def label(self) -> str:
        return {"unknown": "not heard of", "partial": "partly live"}.get(
            self.value, self.value.replace("_", " ")
        )

    @property
    def sign(self) -> str:
        """A sign that stands for the stage where colour cannot be seen."""
        return {"live": "●", "partial": "◕", "in_progress": "◐", "planned": "○", "ceased": "✕"}.get(
            self.value, "–" if self is Stage.NOT_IN_SCOPE else ""
        )


class Direction(StrEnum):
    """Which way a measure should go; `neutral` gets no judgement of better or worse."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class Verdict(StrEnum):
    """How a figure stands to what it is compared with; `higher` and `lower` judge nothing."""

    BETTER = "better"
    WORSE = "worse"
    ALIKE = "alike"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_JUDGED = "not judged"
