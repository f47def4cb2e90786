"""What a look for signals found: what its own past explains, and what it does not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cjdata.analysis.process.controllers import Controllers
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.units import Unit
from cjdata.stats.xmr import Judgement, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A latest figure that its own past does not explain. Values are in the measure's unit."""

    measure: Measure
    unit: Unit
    period: Period
    numerator: float
    denominator: float | None
    value: float
    expected: float
    lower: float
    upper: float
    size: float
    """Numerator less what was expected of it, in what the numerator counts."""
    counted: str
    p_value: float
    judgement: Judgement
    rules: tuple[Rule, ...]
    called: bool
    """Whether Benjamini-Hochberg leaves it; if not, it is beyond the plain level alone."""
    controllers: Controllers | None
    """By reason for what was called; for the rest only where no reasons are returned."""

    @property
    def direction(self) -> str:
        return "up" if self.size > 0 else "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A measure that was not looked at, and why."""

    measure: Measure
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalList:
    """What was looked at as known at a date, and what was called."""

    known_at: dt.date
    signals: tuple[Signal, ...]
    """What was called, least likely by chance first."""
    beyond_level: tuple[Signal, ...]
    """Not called, yet beyond the plain level: chance alone gives about `expected_by_chance`."""
    looked_at: int
    """Decisions: a composition of one listing counts once."""
    figures: int
    """Latest figures behind them."""
    expected_by_chance: float
    at_level: int
    level: float
    false_discovery: float
    false_at_most: float
    measures: tuple[Measure, ...]
    left_out: tuple[LeftOut, ...]
    not_judged: Mapping[str, int]
    """How many latest figures could not be judged, by reason."""

    def of_unit(self, unit: str) -> tuple[Signal, ...]:
        """Called first, then what is beyond the plain level alone."""
        return tuple(s for s in (*self.signals, *self.beyond_level) if s.unit.id == unit)
