"""What became of each recommendation, as known at a date: who owns it, what was told, and when.

What was told is what papers of the record and of the store say. A paper of which only the opening
was read tells nothing by its silence, and one that was not read tells nothing at all.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from cjdata.analysis.authority.mentions import Mention, mentions_at
from cjdata.analysis.authority.papers import TOPIC as PAPERS
from cjdata.analysis.authority.papers import PaperRead, papers_at
from cjdata.analysis.authority.recommendations import GROUPED, recommendations_at
from cjdata.analysis.authority.record_end import record_end
from cjdata.analysis.rollout.plan import ImplementationPlan, last_told, plan_at
from cjdata.analysis.rollout.stages import InitiativeStatus, rollout
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import last_day, month_of
from cjdata.domain.register import Condition, Read, Recommendation, StoodIn, Word
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "recommendation"
MONTHS_OF_SILENCE = 6
"""As long as the authority had asked to be told again (MPA PPRC 9 January 2003, report 13)."""


class Told(StrEnum):
    """What one paper tells of one recommendation."""

    REPORTED = "reported"
    NOT_REPORTED = "not reported"
    NOT_IN_OPENING = "not in the opening; the rest has not been read"
    NOT_READ = "the paper has not been read"


class Neglect(StrEnum):
    """Why a recommendation counts as neglected."""

    NO_OWNER = "no owner"
    NO_PLAN = "no plan"
    NO_WORD = "no word for six months"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What somebody entered of a recommendation, when and why."""

    what: str
    text: str
    why: str
    by: str
    known_on: dt.date
    recorded_at: dt.datetime
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItem:
    """One recommendation with everything that is known of it."""

    recommendation: Recommendation
    known_at: dt.date
    mentions: tuple[Mention, ...]
    """What papers say of it, oldest first."""
    changes: tuple[Change, ...]
    status: InitiativeStatus | None
    """How far its change has come over the boroughs, where it is rolled out."""
    told: tuple[tuple[PaperRead, Told], ...]
    """Every paper since it was made, with what each tells of it."""

    @property
    def owner(self) -> Change | None:
        return self._latest("owner")

    @property
    def plan(self) -> Change | None:
        return self._latest("plan")

    @property
    def superseded_by(self) -> str:
        """What is said to have taken its place; blank where nobody says so."""
        entered = self._latest("superseded_by")
        told = [m.superseded_by for m in self.mentions if m.superseded_by]
        return entered.text if entered else (told[-1] if told else "")

    @property
    def last_heard(self) -> Mention | None:
        """The last word on it by anybody."""
        return self.mentions[-1] if self.mentions else None

    @property
    def last_progress(self) -> Mention | None:
        """The last word of those who carry it out."""
        reports = [m for m in self.mentions if m.word is Word.PROGRESS]
        return reports[-1] if reports else None

    @property
    def condition(self) -> Condition:
        """How far it is said to have come; done once every borough in scope is reported live."""
        if self.status is not None and self.status.reported_live >= self.status.of:
            return Condition.DONE
        return self.mentions[-1].condition if self.mentions else Condition.PROPOSED

    @property
    def done(self) -> bool:
        return self.condition is Condition.DONE

    @property
    def silent_since(self) -> dt.date:
        """The day from which those who carry it out have said nothing more."""
        word = self.last_progress
        return word.day if word else self.recommendation.made_on

    @property
    def is_silent(self) -> bool:
        return months_later(self.silent_since, MONTHS_OF_SILENCE) < self.known_at

    @property
    def neglected(self) -> tuple[Neglect, ...]:
        """Everything that counts as neglect; nothing once it is done."""
        if self.done:
            return ()
        faults = {
            Neglect.NO_OWNER: self.owner is None,
            Neglect.NO_PLAN: self.plan is None,
            Neglect.NO_WORD: self.is_silent,
        }
        return tuple(fault for fault, there in faults.items() if there)

    def _latest(self, what: str) -> Change | None:
        """The last change of that kind; None where it took away what was there."""
        found = [c for c in self.changes if c.what == what]
        return found[-1] if found and found[-1].text else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The recommendations that stood in the same place, and how they have fared."""

    stood_in: StoodIn
    items: tuple[RegisterItem, ...]

    @property
    def reported(self) -> int:
        """How many those who carry them out have spoken of within six months, or are done."""
        return sum(i.done or (i.last_progress is not None and not i.is_silent) for i in self.items)

    @property
    def ever_reported(self) -> int:
        return sum(i.last_progress is not None for i in self.items)

    @property
    def done(self) -> int:
        return sum(i.done for i in self.items)

    @property
    def owned(self) -> int:
        return sum(i.owner is not None for i in self.items)

    @property
    def planned(self) -> int:
        return sum(i.plan is not None for i in self.items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Every recommendation made by a date."""

    known_at: dt.date
    items: tuple[RegisterItem, ...]
    papers: tuple[PaperRead, ...]
    record_ends: dt.date | None = None
    """Where nothing that was loaded is as late as six months before the date: its last day."""

    def item(self, name: str) -> RegisterItem | None:
        return next((i for i in self.items if i.recommendation.id == name), None)

    def group(self, stood_in: StoodIn) -> Group:
        held = tuple(i for i in self.items if i.recommendation.stood_in is stood_in)
        return Group(stood_in=stood_in, items=held)

    @property
    def grouped(self) -> bool:
        """Whether any source had told by the date which of them stood elsewhere too."""
        return any(self.group(one).items for one in GROUPED)

    @property
    def silent(self) -> tuple[RegisterItem, ...]:
        """Not done, and without a word from those who carry it out for six months."""
        return tuple(i for i in self.items if i.is_silent and not i.done)

    @property
    def neglected(self) -> tuple[RegisterItem, ...]:
        return tuple(i for i in self.items if i.neglected)


@lru_cache(maxsize=64)
def register_at(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> Register:
    """The register as known at a date, in the order of the definitions.

    Since the last day on which anything of it changed, silence alone has gone on.
    """
    then = register_on(reader, catalogue, last_entered(reader, catalogue, known_at))
    end = record_end(reader, catalogue)
    return replace(
        then,
        known_at=known_at,
        record_ends=end if months_later(end, MONTHS_OF_SILENCE) < known_at else None,
        items=tuple(_seen_on(item, known_at) for item in then.items),
    )


def _seen_on(item: RegisterItem, known_at: dt.date) -> RegisterItem:
    status = replace(item.status, known_at=known_at) if item.status else None
    return replace(item, known_at=known_at, status=status)


def last_entered(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which anything was said, a recommendation made, a paper told of
    or something entered."""
    days = _days_of_entries(reader, catalogue)
    told = last_told(reader, catalogue, known_at)
    return max([told, *days[: bisect_right(days, known_at)][-1:]])


@lru_cache(maxsize=2)
def _days_of_entries(reader: Reader, catalogue: Catalogue) -> tuple[dt.date, ...]:
    every = dt.date.max
    days = {entry.known_on for topic in (TOPIC, PAPERS) for entry in reader.kept(topic, every)}
    days |= {paper.day for paper in papers_at(reader, catalogue, every)}
    return tuple(sorted(days | {one.made_on for one in catalogue.recommendations.values()}))


@lru_cache(maxsize=64)
def register_on(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> Register:
    """The same, worked out for the day itself."""
    papers = papers_at(reader, catalogue, known_at)
    changes = _changes(reader.kept(TOPIC, known_at))
    statuses = {s.initiative.id: s for s in rollout(reader, catalogue, known_at)}
    mentions = mentions_at(reader, catalogue, known_at)
    plan = plan_at(reader, catalogue, known_at)
    end = record_end(reader, catalogue)
    return Register(
        known_at=known_at,
        record_ends=end if months_later(end, MONTHS_OF_SILENCE) < known_at else None,
        papers=papers,
        items=tuple(
            RegisterItem(
                recommendation=one,
                known_at=known_at,
                mentions=mentions.get(one.id, ()),
                changes=(*_in_plan(plan, one.initiative), *changes.get(one.id, ())),
                status=statuses.get(one.initiative),
                told=tuple(
                    (paper, _told(paper, mentions.get(one.id, ())))
                    for paper in papers
                    if paper.day >= one.made_on
                ),
            )
            for one in recommendations_at(catalogue, papers, known_at)
        ),
    )


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day so many months on, the month's last where it has no such day."""
    end = last_day(month_of(day) + months)
    return end.replace(day=min(day.day, end.day))


def _in_plan(plan: ImplementationPlan, initiative: str) -> tuple[Change, ...]:
    """Owner and plan as the milestones have them: only where every unit has both."""
    held = next((c for c in plan.checklists if c.initiative.id == initiative), None)
    if held is None:
        return ()
    found = {c.id: c for c in held.criteria}
    if any(found[name].state != "met" for name in ("when", "accountability")):
        return ()
    owners = sorted({m.owner for m in plan.of(initiative) if m.owner})
    said = max((c.known_on for c in plan.changes), default=plan.known_at)
    told = {"owner": "; ".join(owners), "plan": f"milestones: {found['when'].found}"}
    return tuple(
        Change(
            what=what, text=text, why="as the milestones of the plan have it", by="",
            known_on=said, recorded_at=dt.datetime.combine(said, dt.time.min), seq=0,
        )
        for what, text in told.items()
    )  # fmt: skip


def _told(paper: PaperRead, mentions: Sequence[Mention]) -> Told:
    if any(m.paper == paper.paper for m in mentions):
        return Told.REPORTED
    return {
        Read.WHOLE: Told.NOT_REPORTED,
        Read.OPENING: Told.NOT_IN_OPENING,
        Read.NO: Told.NOT_READ,
    }[paper.read]


def _changes(entries: Sequence[KeptEntry]) -> dict[str, tuple[Change, ...]]:
    found: dict[str, tuple[Change, ...]] = {}
    for entry in entries:
        name = str(entry.detail["recommendation"])
        change = Change(
            what=str(entry.detail["what"]),
            text=str(entry.detail["text"]),
            why=str(entry.detail["why"]),
            by=entry.by,
            known_on=entry.known_on,
            recorded_at=entry.recorded_at,
            seq=entry.seq,
        )
        found[name] = (*found.get(name, ()), change)
    return found
