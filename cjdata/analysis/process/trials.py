"""What became of the trials listed, why, who could do something about it, and what changed.

Magistrates' trials are a borough's, Crown Court trials a court's: they are never pooled. Vacated
trials left the list before the day and are in no denominator. Reasons share the denominator of
their outcome, the trials listed, so that their changes in points add up to the outcome's change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.figures.cell_sums import CellSums, sums_of
from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.latest import MONTHS_NOW, YEAR, by_last_month
from cjdata.analysis.figures.readings import Reading, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import CourtTier, Measure
from cjdata.domain.periods import Grain, Period
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import Asked
from cjdata.stats.differences import Difference, difference

LISTED, VACATED = "trials_listed", "trials_vacated"
OUTCOMES = ("trials_effective", "trials_cracked", "trials_ineffective")
TIERS: tuple[CourtTier, ...] = ("magistrates", "crown")
UNMAPPED = "unmapped"
NOT_GIVEN = ""
"""Code of the trials for which a return gives no reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of the trials listed: an outcome, a reason, or what one party answers for."""

    key: str
    now: float
    listed_now: float
    before: float | None
    listed_before: float | None

    @property
    def share(self) -> float | None:
        """Per cent of the trials listed."""
        return 100 * self.now / self.listed_now if self.listed_now else None

    @property
    def share_before(self) -> float | None:
        if self.before is None or not self.listed_before:
            return None
        return 100 * self.before / self.listed_before

    @property
    def change(self) -> float | None:
        """In points of the trials listed."""
        now, before = self.share, self.share_before
        return None if now is None or before is None else now - before

    @property
    def interval(self) -> Difference | None:
        """The change with its 95% interval, as fractions of the trials listed."""
        if self.before is None or not self.listed_before or not self.listed_now:
            return None
        return difference(self.now, self.listed_now, self.before, self.listed_before)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeReasons:
    """Why trials cracked or were ineffective."""

    outcome: str
    measure: Measure
    reasons: tuple[Part, ...]
    """Most first; the key is the code, NOT_GIVEN where returns give none."""
    parties: tuple[Part, ...]
    controllers: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trials:
    """The trials of a unit in the latest three months, and in the same a year before."""

    unit: str
    tier: CourtTier
    now: Period
    before: Period
    listed: Reading
    listed_before: Reading
    outcomes: Mapping[str, Part]
    vacated: Part | None
    """Beside the list; None where a return could not give them."""
    why: tuple[OutcomeReasons, ...]

    @property
    def compared(self) -> bool:
        """Whether both periods are whole, so that a change may be spoken of."""
        return self.listed.judged and self.listed_before.judged

    @property
    def is_year_before(self) -> bool:
        """Whether the other period is the same months a year before, as where none is chosen."""
        return self.before == _year_before(self.now)


def _year_before(period: Period) -> Period:
    return Period(period.first - YEAR, period.last - YEAR)


def trials_periods(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> list[Period]:
    """The spans of three months that trials can be looked at in, youngest first."""
    names = [rate_of(catalogue, OUTCOMES[-1], tier).id for tier in TIERS]
    return known_periods(reader, catalogue, names, Grain.ROLLING3, known_at)[::-1]


def trials(
    reader: Reader,
    catalogue: Catalogue,
    unit: str,
    known_at: dt.date,
    period: Period | None = None,
    against: Period | None = None,
) -> Trials | None:
    """The trials of a borough, of London's magistrates' courts, or of a Crown Court.

    Those of `period` beside those of `against`: by default the latest three months, and the same
    months a year before. None where nobody has reported any by the date.
    """
    crown = catalogue.units[unit].kind is UnitKind.CROWN_COURT
    tier: CourtTier = "crown" if crown else "magistrates"
    measures = {name: rate_of(catalogue, name, tier) for name in OUTCOMES}
    main = measures["trials_ineffective"]
    months = list(by_last_month(reader, catalogue, [main.id], known_at))
    if not months:
        return None
    now = period or Period(months[0] - MONTHS_NOW + 1, months[0])
    before = against or _year_before(now)
    sides = _readings(reader, catalogue, main, unit, (now, before), known_at)
    if sides[now].denominator is None:
        return None
    counts = _counts(reader, unit, tier, "total", (now, before), known_at)
    reasons = _counts(reader, unit, tier, "reason", (now, before), known_at)
    listed = [_total(counts, period, LISTED) for period in (now, before)]
    compared = sides[before].denominator is not None

    def part(key: str, current: float, earlier: float) -> Part:
        return Part(
            key=key,
            now=current,
            listed_now=listed[0],
            before=earlier if compared else None,
            listed_before=listed[1] if compared else None,
        )

    outcomes = {
        name: part(name, *(_total(counts, p, name) for p in (now, before))) for name in OUTCOMES
    }
    return Trials(
        unit=unit,
        tier=tier,
        now=now,
        before=before,
        listed=sides[now],
        listed_before=sides[before],
        outcomes=outcomes,
        vacated=_vacated(counts, now, before, part),
        why=tuple(
            _why(catalogue, measures[name], name, reasons, outcomes[name], (now, before), part)
            for name in ("trials_ineffective", "trials_cracked")
        ),
    )


@lru_cache(maxsize=64)
def rate_of(catalogue: Catalogue, component: str, tier: str) -> Measure:
    """The measure that is this component as a share of the trials listed at a court tier."""
    return next(
        m
        for m in catalogue.measures.values()
        if len(m.numerator) == 1
        and m.numerator[0].component == component
        and m.numerator[0].court_tier == tier
        and not m.numerator[0].reasons
        and [p.component for p in m.denominator] == [LISTED]
    )


def _readings(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    periods: Sequence[Period],
    known_at: dt.date,
) -> dict[Period, Reading]:
    found = readings(
        reader, catalogue, measures=[measure.id], units=[unit], periods=periods,
        known_at=known_at, together=True,
    )  # fmt: skip
    return {period: found[measure.id, unit, period] for period in periods}


def _counts(
    reader: Reader,
    unit: str,
    tier: str,
    level: str,
    periods: Sequence[Period],
    known_at: dt.date,
) -> dict[Period, CellSums]:
    asked = Asked(
        components=(LISTED, VACATED, *OUTCOMES), court_tier=tier, level=level,
        periods=tuple(periods),
    )  # fmt: skip
    return sums_of(reader, asked, unit, known_at)


def _total(counts: Mapping[Period, CellSums], period: Period, component: str) -> float:
    return counts[period].values.get(component, 0.0)


def _vacated(
    counts: Mapping[Period, CellSums],
    now: Period,
    before: Period,
    part: Callable[[str, float, float], Part],
) -> Part | None:
    """Vacated trials, unless a return says that it cannot give them."""
    for period in (now, before):
        mine = counts[period]
        if mine.marked.get(VACATED) or (period == now and VACATED not in mine.returns):
            return None
    return part(VACATED, _total(counts, now, VACATED), _total(counts, before, VACATED))


def _why(
    catalogue: Catalogue,
    measure: Measure,
    outcome: str,
    counts: Mapping[Period, CellSums],
    whole: Part,
    periods: tuple[Period, Period],
    part: Callable[[str, float, float], Part],
) -> OutcomeReasons:
    now, before = (dict(counts[period].parts.get(outcome, {})) for period in periods)
    # what the returns count without giving a reason is a row of its own, so that all add up
    now[NOT_GIVEN] = whole.now - sum(now.values())
    before[NOT_GIVEN] = (whole.before or 0.0) - sum(before.values())
    if not now[NOT_GIVEN] and not (whole.before is not None and before[NOT_GIVEN]):
        del now[NOT_GIVEN], before[NOT_GIVEN]
    codes = sorted(now.keys() | before.keys())
    reasons = [part(c, now.get(c, 0.0), before.get(c, 0.0)) for c in codes]

    def grouped(name: Callable[[str], str]) -> tuple[Part, ...]:
        groups: dict[str, list[Part]] = {}
        for reason in reasons:
            groups.setdefault(name(reason.key), []).append(reason)
        return _most_first(
            [
                part(key, sum(p.now for p in mine), sum(p.before or 0.0 for p in mine))
                for key, mine in groups.items()
            ]
        )

    def party(code: str) -> str:
        return catalogue.reasons[code].party if code in catalogue.reasons else UNMAPPED

    def controller(code: str) -> str:
        return catalogue.reasons[code].controllable_by if code in catalogue.reasons else UNMAPPED

    return OutcomeReasons(
        outcome=outcome,
        measure=measure,
        reasons=_most_first(reasons),
        parties=grouped(party),
        controllers=grouped(controller),
    )


def _most_first(parts: Sequence[Part]) -> tuple[Part, ...]:
    return tuple(sorted(parts, key=lambda p: (-p.now, -(p.before or 0.0), p.key)))
