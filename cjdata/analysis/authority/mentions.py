"""What papers say of each recommendation by a date.

Three springs: what was read of the papers of the record, statements on the rollout of the change
that answers a recommendation, and reports entered in the store.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from cjdata.analysis.rollout.statements import known_events
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.register import Condition, Recommendation, Word
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader

OUTSIDE = ("HMIC", "HMCPSI")
"""Inspectorates: what they say is a finding, and no report of those who carry it out."""
REPORTED = "reported"
TOPIC = "recommendation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """What one paper says of one recommendation."""

    paper: str
    day: dt.date
    body: str
    """Who speaks."""
    word: Word
    condition: Condition
    text: str
    paragraph: str = ""
    superseded_by: str = ""


def mentions_at(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> dict[str, tuple[Mention, ...]]:
    """Recommendation -> what was said of it by a date, oldest first."""
    found: dict[str, list[Mention]] = {name: [] for name in catalogue.recommendations}
    for name, mention in _of_record(catalogue):
        found[name].append(mention)
    for name, mention in _entered(reader, known_at):
        if name in found:
            found[name].append(mention)
    events = known_events(reader, known_at)
    for one in catalogue.recommendations.values():
        spoken = {m.paper for m in found[one.id]}
        found[one.id] += _of_statements(catalogue, events, one, spoken)
    return {
        name: tuple(sorted((m for m in held if m.day <= known_at), key=lambda m: m.day))
        for name, held in found.items()
    }


def _of_record(catalogue: Catalogue) -> Iterator[tuple[str, Mention]]:
    for report in catalogue.recommendation_reports:
        paper = catalogue.papers[report.paper]
        yield (
            report.recommendation,
            Mention(
                paper=report.paper,
                day=paper.day,
                body=body_of(report.paper, catalogue.sources),
                word=report.word,
                condition=report.condition,
                text=report.text,
                paragraph=report.paragraph,
                superseded_by=report.superseded_by,
            ),
        )


def _entered(reader: Reader, known_at: dt.date) -> Iterator[tuple[str, Mention]]:
    for entry in reader.kept(TOPIC, known_at):
        if entry.detail["what"] == REPORTED:
            yield (
                str(entry.detail["recommendation"]),
                Mention(
                    paper=str(entry.detail["paper"]),
                    day=entry.known_on,
                    body=entry.by,
                    word=Word.PROGRESS,
                    condition=Condition(str(entry.detail["condition"])),
                    text=str(entry.detail["text"]),
                ),
            )


def _of_statements(
    catalogue: Catalogue,
    events: tuple[RolloutEvent, ...],
    one: Recommendation,
    spoken: set[str],
) -> Iterator[Mention]:
    """One mention a paper of which nothing else is on record for this recommendation."""
    by_paper: dict[tuple[str, dt.date], list[RolloutEvent]] = {}
    for event in events:
        if _speaks_of(catalogue, event, one.initiative) and event.source not in spoken:
            by_paper.setdefault((event.source, event.said_on), []).append(event)
    for (paper, day), said in by_paper.items():
        body = body_of(paper, catalogue.sources)
        yield Mention(
            paper=paper,
            day=day,
            body=body,
            word=Word.FINDING if body in OUTSIDE else Word.PROGRESS,
            condition=_condition(said),
            text=_words(said),
        )


def _speaks_of(catalogue: Catalogue, event: RolloutEvent, initiative: str) -> bool:
    """A word on the change itself, or on a model that implies it where that is live."""
    if not initiative:
        return False
    if event.initiative == initiative:
        return True
    whole = catalogue.initiatives.get(event.initiative)
    return whole is not None and initiative in whole.elements and event.stage is Stage.LIVE


def _condition(said: list[RolloutEvent]) -> Condition:
    facts = [e for e in said if e.kind == "fact"]
    begun = any(e.stage in (Stage.IN_PROGRESS, Stage.PARTIAL, Stage.LIVE) for e in facts)
    if begun:
        return Condition.IN_PROGRESS
    return Condition.PLANNED if any(e.kind == "plan" for e in said) else Condition.NOT_DEVELOPED


def _words(said: list[RolloutEvent]) -> str:
    facts, plans = sum(e.kind == "fact" for e in said), sum(e.kind == "plan" for e in said)
    parts = [f"{count} {'statement' if count == 1 else 'statements'} of {kind}"
             for count, kind in ((facts, "fact"), (plans, "plan")) if count]  # fmt: skip
    return f"{' and '.join(parts)} on its rollout"
