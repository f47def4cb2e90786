"""A process in its steps: what went in, and what share of it came to each next step.

Three months to the last one reported, beside the same a year before. A share is the measure's
own figure where a measure is that share, so that it is of returns which hold both counts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.figures.cell_sums import sums_of
from cjdata.analysis.figures.latest import MONTHS_NOW, YEAR, by_last_month
from cjdata.analysis.figures.readings import Reading, not_available_months, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Component, CourtTier, Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import State
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import Asked

CHARGING: Mapping[str, tuple[str, ...]] = {
    "files_submitted_for_decision": ("files_accepted_first_time",),
    "decisions_finalised": (
        "decisions_charged",
        "decisions_no_further_action",
        "decisions_no_further_action_evidential",
        "decisions_no_further_action_public_interest",
        "decisions_out_of_court",
    ),
    "charging_sites_in_scope": ("charging_sites_with_prosecutor",),
    "charging_site_days_agreed": ("charging_site_days_covered",),
    "charging_site_hours_agreed": ("charging_site_hours_covered",),
}
WITNESS: Mapping[str, tuple[str, ...]] = {
    "witnesses_required": (
        "witnesses_attended",
        "witnesses_absent",
        "witnesses_absent_police",
        "witnesses_absent_professional",
        "witnesses_absent_civilian",
    ),
    "witnesses_warned": ("witnesses_needs_assessed",),
    "updates_due": ("updates_on_time",),
    "victims_to_refer": ("victims_referred_on_time",),
    "victims_in_charged_cases": ("victim_personal_statements",),
}
DURATIONS: Mapping[str, tuple[str, ...]] = {
    "detainees_charged": ("hours_arrest_to_charge",),
    "defendants_bailed_to_court": ("days_charge_to_first_hearing",),
}
"""People, and the hours or days that they took together: the measure is a mean, no share."""
PROCESSING: Mapping[str, tuple[str, ...]] = {
    **DURATIONS,
    "case_files_submitted": ("case_files_on_time",),
    "case_files_assessed": ("case_files_sufficient",),
    "case_files_assessed_for_both": ("case_files_right_first_time",),
    "first_hearings_with_plea": ("guilty_pleas_first_hearing",),
    "cases_completed": (
        "cases_convicted",
        "guilty_pleas",
        "cases_dropped",
        "cases_unsuccessful",
    ),
    "detention_officer_posts": ("detention_officers_in_post",),
    "warrants_outstanding": (),
}
"""What goes in, and the steps that are shares of it; of one counting unit each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A component in one period, and how many returns give it."""

    value: float | None
    given: int
    """Returns that give a number; others are missing, or say that there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One component now and a year before, with its share of what went in."""

    component: Component
    now: Count
    before: Count
    measure: Measure | None
    """The measure that is this step's share of what went in."""
    share: Reading | None
    share_before: Reading | None
    not_available: tuple[Period, ...] = ()
    """Months now of which a return came and says that there is no number."""
    base_now: Count | None = None
    """What went in, for a step that no measure gives the share of."""
    base_before: Count | None = None

    @property
    def plain_share(self) -> float | None:
        """Per cent of what went in, where the same number of returns gives both."""
        return _plain(self.now, self.base_now)

    @property
    def plain_share_before(self) -> float | None:
        return _plain(self.before, self.base_before)

    @property
    def change(self) -> float | None:
        """In points; None unless both shares are whole."""
        one, other = self.share, self.share_before
        if one is None or other is None or not (one.judged and other.judged):
            return None
        if one.value is None or other.value is None:
            return None
        return one.value - other.value


def _plain(part: Count, base: Count | None) -> float | None:
    if base is None or part.value is None or not base.value or part.given != base.given:
        return None
    return 100 * part.value / base.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Strand:
    """What went in, and its steps."""

    base: Step
    steps: tuple[Step, ...]

    @property
    def lacking_now(self) -> tuple[int, int] | None:
        """How many returns give what went in and how many are to, where not all have come."""
        shares = [step.share for step in self.steps if step.share is not None]
        return _lacking(self.base.now, shares)

    @property
    def lacking_before(self) -> tuple[int, int] | None:
        shares = [step.share_before for step in self.steps if step.share_before is not None]
        return _lacking(self.base.before, shares)


def _lacking(base: Count, shares: Sequence[Reading]) -> tuple[int, int] | None:
    """Returns that give a count, of those that its shares expect; None where that is all."""
    expected = max((share.expected for share in shares), default=0)
    return (base.given, expected) if 0 < base.given < expected else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A process of a unit."""

    unit: str
    now: Period
    before: Period
    strands: tuple[Strand, ...]

    def step(self, component: str) -> Step:
        return next(s for t in self.strands for s in t.steps if s.component.id == component)


def flow(
    reader: Reader,
    catalogue: Catalogue,
    steps: Mapping[str, tuple[str, ...]],
    unit: str,
    known_at: dt.date,
) -> Flow | None:
    """The steps of a process for a borough or London; None where nobody has reported any."""
    shares = {
        part: share_of(catalogue, part, base) for base, parts in steps.items() for part in parts
    }
    measures = [m.id for m in shares.values() if m is not None]
    months = list(by_last_month(reader, catalogue, measures, known_at))
    if not months:
        return None
    now = Period(months[0] - MONTHS_NOW + 1, months[0])
    before = Period(now.first - YEAR, now.last - YEAR)
    found = readings(
        reader, catalogue, measures=measures, units=[unit], periods=[now, before],
        known_at=known_at, together=True,
    )  # fmt: skip
    partly = [m for m in measures if found[m, unit, now].state is State.INCOMPLETE]
    lacking = not_available_months(reader, catalogue, partly, unit, now, known_at)
    counts = _counts(reader, catalogue, [*steps, *shares], unit, (now, before), known_at)

    def step(name: str, base: str = "") -> Step:
        measure = shares.get(name)
        plain = bool(base) and measure is None
        return Step(
            component=catalogue.components[name],
            now=counts[now][name],
            before=counts[before][name],
            measure=measure,
            share=found[measure.id, unit, now] if measure else None,
            share_before=found[measure.id, unit, before] if measure else None,
            not_available=lacking.get(measure.id, ()) if measure else (),
            base_now=counts[now][base] if plain else None,
            base_before=counts[before][base] if plain else None,
        )

    return Flow(
        unit=unit,
        now=now,
        before=before,
        strands=tuple(
            Strand(base=step(base), steps=tuple(step(part, base) for part in parts))
            for base, parts in steps.items()
        ),
    )


@lru_cache(maxsize=256)
def share_of(catalogue: Catalogue, part: str, base: str) -> Measure | None:
    """The measure that divides one component by the other, all of both."""
    return next(
        (
            m
            for m in catalogue.measures.values()
            if [(p.component, p.reasons) for p in m.numerator] == [(part, ())]
            and [(p.component, p.reasons) for p in m.denominator] == [(base, ())]
        ),
        None,
    )


@lru_cache(maxsize=256)
def _tier(catalogue: Catalogue, component: str) -> CourtTier | None:
    """Where a component is told apart by court tier, a borough's are the magistrates' ones."""
    tiers = {c.court_tier for c in catalogue.carriers(component, None)}
    return None if None in tiers else "magistrates"


def _counts(
    reader: Reader,
    catalogue: Catalogue,
    names: Sequence[str],
    unit: str,
    periods: Sequence[Period],
    known_at: dt.date,
) -> dict[Period, dict[str, Count]]:
    last = frozenset(n for n in names if catalogue.components[n].over_time == "last")
    of_tier: dict[CourtTier | None, list[str]] = {}
    for name in names:
        of_tier.setdefault(_tier(catalogue, name), []).append(name)
    made: dict[Period, dict[str, Count]] = {period: {} for period in periods}
    for tier, mine in of_tier.items():
        asked = Asked(
            components=tuple(mine), court_tier=tier, level="total", periods=tuple(periods),
            at_end=last,
        )  # fmt: skip
        for period, found in sums_of(reader, asked, unit, known_at).items():
            for name in mine:
                given = found.given(name)
                value = found.values[name] if given else None
                made[period][name] = Count(value=value, given=given)
    return made
