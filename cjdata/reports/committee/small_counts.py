"""Which figures of a paper may be printed without telling a count of 1 to 4 below force level.

It looks at all figures of one paper together: what is left of a denominator, of a longer window,
of a wider set of reasons and of London's figure is worked out and must be safe too. A figure that
may not be printed is left out whole, with its limits, since those would narrow it down. Papers of
different dates are not held against each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, permutations

from cjdata.domain.measures import Measure, Part
from cjdata.domain.periods import Period
from cjdata.stats.disclosure import Sum, withhold


@dataclass(frozen=True, slots=True)
class Counted:
    """A figure with the counts behind it; `denominator` is None for a count."""

    measure: Measure
    unit: str
    period: Period
    numerator: int
    denominator: int | None


def printable_figures(
    figures: Sequence[Counted], force: Sequence[Counted] = (), force_unit: str = "mps"
) -> list[bool]:
    """For each figure whether it may be printed, beside the others and the force's own."""
    system = _System(force_unit)
    cells = [system.add(figure) for figure in figures]
    for one in force:
        system.add(one)
    system.add_sums()
    found = withhold(system.counts, system.sums, never_printed=system.hidden, exempt=system.exempt)
    return [not found.names.intersection(names) for names in cells]


@dataclass(frozen=True, slots=True)
class _Place:
    """What one count is of."""

    parts: tuple[Part, ...]
    unit: str
    period: Period

    @property
    def name(self) -> str:
        parts = "+".join(
            f"{p.component}/{p.court_tier or ''}/{','.join(p.reasons)}" for p in self.parts
        )
        return f"{parts} {self.unit} {self.period}"


@dataclass(slots=True)
class _System:
    """The counts of a paper and how they add up."""

    force_unit: str
    counts: dict[str, int] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    exempt: set[str] = field(default_factory=set)
    places: dict[str, _Place] = field(default_factory=dict)
    shares: dict[str, str] = field(default_factory=dict)
    """Numerator -> denominator, of shares."""

    def add(self, figure: Counted) -> list[str]:
        """The names of a figure's counts; sums of hours and days are not counts."""
        names = []
        if figure.measure.unit in ("pct", "count"):
            names.append(self._count(figure.measure.numerator, figure, figure.numerator))
        if figure.denominator is not None:
            names.append(self._count(figure.measure.denominator, figure, figure.denominator))
        if figure.measure.unit == "pct" and len(names) == 2 and names[0] != names[1]:
            self._share(*names)
        return names

    def _count(self, parts: tuple[Part, ...], figure: Counted, count: int) -> str:
        place = _Place(parts, figure.unit, figure.period)
        self.counts[place.name] = count
        self.places[place.name] = place
        if figure.unit == self.force_unit:
            self.exempt.add(place.name)
        return place.name

    def _share(self, numerator: str, denominator: str) -> None:
        self.shares[numerator] = denominator
        self._leftover(denominator, (numerator,))

    def _leftover(self, total: str, parts: tuple[str, ...]) -> None:
        """A sum with what is left over, which nobody prints and everybody can work out."""
        rest = _rest(total, parts)
        left = self.counts[total] - sum(self.counts[part] for part in parts)
        if left < 0 or rest in self.counts:
            return
        self.counts[rest] = left
        self.hidden.add(rest)
        if total in self.exempt and all(part in self.exempt for part in parts):
            self.exempt.add(rest)
        self.sums.append(Sum(total, (*parts, rest)))

    def add_sums(self) -> None:
        """Windows in windows, reasons in reasons, outcomes of one list, boroughs in the force."""
        for (big, large), (small, part) in permutations(self.places.items(), 2):
            if _contains(large, part):
                self._leftover(big, (small,))
        self._outcomes()
        self._shares_of_leftovers()
        self._boroughs_in_force()

    def _outcomes(self) -> None:
        """Two outcomes of one list leave over how often there was neither."""
        for one, two in combinations(self.shares, 2):
            apart = _components(self.places[one]).isdisjoint(_components(self.places[two]))
            if self.shares[one] == self.shares[two] and apart:
                self._leftover(self.shares[one], (one, two))

    def _shares_of_leftovers(self) -> None:
        """What is left of a longer window is a share of its own."""
        for one, two in permutations(self.shares, 2):
            rest = _rest(one, (two,))
            of = _rest(self.shares[one], (self.shares[two],))
            if rest in self.counts and of in self.counts:
                self._leftover(of, (rest,))

    def _boroughs_in_force(self) -> None:
        for name, place in list(self.places.items()):
            if place.unit == self.force_unit:
                boroughs = tuple(
                    other
                    for other, p in self.places.items()
                    if p.unit != self.force_unit
                    and (p.parts, p.period) == (place.parts, place.period)
                )
                if boroughs:
                    self._leftover(name, boroughs)


def _rest(total: str, parts: tuple[str, ...]) -> str:
    return f"{total} without {' and '.join(parts)}"


def _components(place: _Place) -> set[str]:
    return {part.component for part in place.parts}


def _contains(large: _Place, part: _Place) -> bool:
    """Whether one count holds the other: a longer window, or all reasons beside some."""
    if large.unit != part.unit:
        return False
    longer = large.period.first <= part.period.first and part.period.last <= large.period.last
    if large.parts == part.parts:
        return longer and large.period != part.period
    wider = (
        len(large.parts) == len(part.parts) == 1
        and large.parts[0].component == part.parts[0].component
        and large.parts[0].court_tier == part.parts[0].court_tier
        and (not large.parts[0].reasons or set(part.parts[0].reasons) < set(large.parts[0].reasons))
    )
    return wider and large.period == part.period
