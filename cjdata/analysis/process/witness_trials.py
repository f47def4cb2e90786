"""Trials lost for want of a prosecution witness: by reason, all together, and by court.

Rests on the witness flag of each reason. A trial has one outcome and one reason at most, so that
cracked and ineffective ones may be added up; the courts are those of returns that give a reason by
court, and come to less than the whole where some do not.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.figures.cell_sums import sums_of
from cjdata.analysis.process.trials import OUTCOMES, Part, Trials
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTrials:
    """Trials of a unit that cracked or were ineffective for want of a prosecution witness."""

    reasons: tuple[tuple[str, Measure, Part], ...]
    """Outcome, the measure that follows it, and the reason's part."""
    sums: tuple[tuple[tuple[str, ...], tuple[str, ...], Part], ...]
    """Outcomes, codes and the sum: of each outcome with several reasons, then of all outcomes."""
    followed: Measure | None
    """The measure that follows the ineffective ones together, None where none does."""
    courts: tuple[tuple[str, float], ...]
    """Court and count, most first; of the present period alone."""

    @property
    def total(self) -> float:
        return sum(part.now for _, _, part in self.reasons)


def lost_trials(
    reader: Reader, catalogue: Catalogue, found: Trials, known_at: dt.date
) -> LostTrials:
    """What of a unit's trials was lost for want of a witness."""
    flagged = _flagged(catalogue)
    lost = [
        (why.outcome, why.measure, part)
        for why in found.why
        for part in why.reasons
        if part.key in flagged
    ]
    by_outcome = [[entry for entry in lost if entry[0] == why.outcome] for why in found.why]
    sums = [_added(mine) for mine in by_outcome if len(mine) > 1]
    if sum(map(bool, by_outcome)) > 1:
        sums.append(_added(lost))
    return LostTrials(
        reasons=tuple(lost),
        sums=tuple(sums),
        followed=_followed(catalogue, found.tier),
        courts=_courts(reader, found, flagged, known_at),
    )


def _added(
    lost: Iterable[tuple[str, Measure, Part]],
) -> tuple[tuple[str, ...], tuple[str, ...], Part]:
    """The sum of some parts: all are parts of the same trials listed."""
    lost = list(lost)
    parts = [part for _, _, part in lost]
    whole = Part(
        key="",
        now=sum(part.now for part in parts),
        listed_now=parts[0].listed_now,
        before=sum(p.before or 0.0 for p in parts) if parts[0].before is not None else None,
        listed_before=parts[0].listed_before,
    )
    outcomes = tuple(dict.fromkeys(outcome for outcome, _, _ in lost))
    return outcomes, tuple(sorted(part.key for part in parts)), whole


@lru_cache(maxsize=4)
def _flagged(catalogue: Catalogue) -> frozenset[str]:
    """The reasons that say that a witness of the prosecution was wanting."""
    return frozenset(c for c, reason in catalogue.reasons.items() if reason.witness == "yes")


@lru_cache(maxsize=8)
def _followed(catalogue: Catalogue, tier: str) -> Measure | None:
    """The measure that counts ineffective trials of all flagged reasons and of no others."""
    codes = {c for c in _flagged(catalogue) if catalogue.reasons[c].outcome == "ineffective"}
    for measure in catalogue.measures.values():
        parts = [(p.component, p.court_tier, set(p.reasons)) for p in measure.numerator]
        if parts == [("trials_ineffective", tier, codes)]:
            return measure
    return None


def _courts(
    reader: Reader, found: Trials, flagged: frozenset[str], known_at: dt.date
) -> tuple[tuple[str, float], ...]:
    asked = Asked(
        components=OUTCOMES, court_tier=found.tier, level="court_reason", periods=(found.now,),
        by="court", only=flagged,
    )  # fmt: skip
    counts: Counter[str] = Counter()
    for by_court in sums_of(reader, asked, found.unit, known_at)[found.now].parts.values():
        counts.update(by_court)
    return tuple(sorted((+counts).items(), key=lambda item: (-item[1], item[0])))
