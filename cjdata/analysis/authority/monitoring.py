"""Whether the authority follows the plan: reviews due and held, aims that moved, what is decided.

A paper is a review of a plan only where it reports on that plan. Each review settles the due month
that it lies nearest to; on time is up to the last day of that month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import pandas as pd

from cjdata.analysis.authority.decisions import Decision, decisions_at
from cjdata.analysis.authority.papers import PaperRead, papers_at
from cjdata.analysis.authority.record_end import AIM_TOPIC, CHALLENGE_TOPIC, record_end
from cjdata.analysis.authority.register import months_later
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Aim
from cjdata.domain.register import AimVersion, Finding, ReviewCycle
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

FIRST = "first wording on record"


class Held(StrEnum):
    """What became of a review that was due."""

    ON_TIME = "held on time"
    LATE = "held late"
    NOT_HELD = "not held"
    NOT_DUE = "not due yet"
    RECORD_ENDS = "not known: the record ends before"


@dataclass(frozen=True, slots=True, kw_only=True)
class DueReview:
    """One review that was to come, and the paper that settled it."""

    due_by: dt.date
    held: Held
    paper: PaperRead | None
    others: tuple[PaperRead, ...]
    """Papers to the committee in the months up to it that are no review of this plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleState:
    """One cycle of reviews, as known at a date."""

    cycle: ReviewCycle
    known_at: dt.date
    reviews: tuple[DueReview, ...]
    """Every review due by the date or the end of the record, and the next one."""
    record_ends: dt.date | None = None
    """Where nothing that was loaded is later than a day before the date: that day."""

    @property
    def told_until(self) -> dt.date:
        """The day up to which it can be said what was held."""
        return self.record_ends or self.known_at

    @property
    def due(self) -> tuple[DueReview, ...]:
        return tuple(r for r in self.reviews if r.due_by < self.told_until)

    @property
    def on_time(self) -> int:
        return sum(r.held is Held.ON_TIME for r in self.due)

    @property
    def missed(self) -> tuple[DueReview, ...]:
        return tuple(r for r in self.due if r.held is Held.NOT_HELD)

    @property
    def next_due(self) -> dt.date:
        return self.reviews[-1].due_by

    @property
    def overdue_days(self) -> int:
        """Days since the first review went past that nothing has made up for since; 0 for none."""
        waiting: dt.date | None = None
        for review in self.due:
            if review.held is not Held.NOT_HELD:
                waiting = None
            elif waiting is None:
                waiting = review.due_by
        return 0 if waiting is None else (self.told_until - waiting).days


@dataclass(frozen=True, slots=True, kw_only=True)
class AimChange:
    """One wording of an aim or a change to it."""

    aim: str
    set_on: dt.date
    change: str
    text: str
    why: str
    approver: str
    """Blank where no approver is on record."""
    source: str
    by: str = ""
    """Who entered it; blank for one of the public record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One entry of the challenge panel's log."""

    text: str
    answer: str
    why: str
    known_on: dt.date
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """How the change is followed, as known at a date."""

    known_at: dt.date
    cycles: tuple[CycleState, ...]
    decisions: tuple[Decision, ...]
    aims: tuple[AimChange, ...]
    aims_without_measure: tuple[Aim, ...]
    findings: tuple[Finding, ...]
    """Of the inspectors, as far as they had spoken."""
    challenges: tuple[Challenge, ...]

    @property
    def judgements(self) -> tuple[Finding, ...]:
        return self.about("judgement")

    def about(self, subject: str) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.subject == subject)

    @property
    def overdue(self) -> tuple[CycleState, ...]:
        """The cycles whose alarm is on."""
        return tuple(c for c in self.cycles if c.overdue_days)

    @property
    def aim_changes(self) -> tuple[AimChange, ...]:
        """Changes since the first wording on record."""
        return tuple(a for a in self.aims if a.change != FIRST)


@lru_cache(maxsize=64)
def monitoring_at(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> Monitoring:
    """Everything by which the change is followed, as known at a date."""
    papers = papers_at(reader, catalogue, known_at)
    sources, end = catalogue.sources, record_end(reader, catalogue)
    return Monitoring(
        known_at=known_at,
        cycles=tuple(
            cycle_state(cycle, papers, known_at, end)
            for cycle in catalogue.review_cycles.values()
            if cycle.endorsed_on <= known_at
        ),
        decisions=decisions_at(reader, known_at),
        aims=_aims(catalogue.aim_versions, reader.kept(AIM_TOPIC, known_at), known_at),
        aims_without_measure=catalogue.aims_without_measure,
        findings=tuple(f for f in catalogue.findings if sources[f.source].published <= known_at),
        challenges=tuple(_challenge(e) for e in reader.kept(CHALLENGE_TOPIC, known_at)),
    )


def cycle_state(
    cycle: ReviewCycle,
    papers: Sequence[PaperRead],
    known_at: dt.date,
    record_end: dt.date = dt.date.max,
) -> CycleState:
    """The reviews due up to the first that lies on or after the date, or the end of the record."""
    until = max(min(known_at, record_end), cycle.endorsed_on)
    dues = [month_end(months_later(cycle.endorsed_on, cycle.every_months))]
    while dues[-1] < until:
        step = cycle.every_months * (len(dues) + 1)
        dues.append(month_end(months_later(cycle.endorsed_on, step)))
    mine = [p for p in papers if p.reviews == cycle.id and p.day > cycle.endorsed_on]
    settled: dict[dt.date, PaperRead] = {}
    for paper in mine:
        nearest = min(dues, key=lambda due: abs((due - paper.day).days))
        settled.setdefault(nearest, paper)
    starts = [cycle.endorsed_on, *dues[:-1]]
    return CycleState(
        cycle=cycle,
        known_at=known_at,
        record_ends=until if until < known_at else None,
        reviews=tuple(
            DueReview(
                due_by=due,
                held=_held(due, settled.get(due), known_at, until),
                paper=settled.get(due),
                others=tuple(
                    p
                    for p in papers
                    if start < p.day <= due and p.reviews != cycle.id and p.is_for(cycle.committee)
                ),
            )
            for start, due in zip(starts, dues, strict=True)
        ),
    )


def _held(due: dt.date, paper: PaperRead | None, known_at: dt.date, until: dt.date) -> Held:
    if paper is not None:
        return Held.ON_TIME if paper.day <= due else Held.LATE
    if due < until:
        return Held.NOT_HELD
    return Held.RECORD_ENDS if due < known_at else Held.NOT_DUE


def month_end(day: dt.date) -> dt.date:
    moved: pd.Timestamp = pd.Timestamp(day) + pd.offsets.MonthEnd(0)
    return dt.date(moved.year, moved.month, moved.day)


def _aims(
    versions: Sequence[AimVersion], entries: Sequence[KeptEntry], known_at: dt.date
) -> tuple[AimChange, ...]:
    found = [
        AimChange(
            aim=v.aim, set_on=v.set_on, change=v.change, text=v.text, why=v.why,
            approver=v.approver, source=v.source,
        )
        for v in versions
        if v.set_on <= known_at
    ]  # fmt: skip
    found += [
        AimChange(
            aim=str(e.detail["aim"]), set_on=e.known_on, change=str(e.detail["change"]),
            text=str(e.detail["text"]), why=str(e.detail["why"]),
            approver=str(e.detail["approver"]), source="", by=e.by,
        )
        for e in entries
    ]  # fmt: skip
    return tuple(found)


def _challenge(entry: KeptEntry) -> Challenge:
    return Challenge(
        text=str(entry.detail["text"]),
        answer=str(entry.detail.get("answer") or ""),
        why=str(entry.detail.get("why") or ""),
        known_on=entry.known_on,
        by=entry.by,
    )
