"""Each plan held against what paragraph 4.2.1 asks of one: what, why, how, when and the rest.

What this project defines, such as a template, is never taken for a plan of the force.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from cjdata.analysis.rollout.plan.parts import Checklist, Criterion, Milestone, Note
from cjdata.analysis.rollout.wording import day
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE, Item
from cjdata.domain.programme import Initiative

QUESTIONS = {
    "what": "What needs to improve?",
    "why": "Why?",
    "how": "How will it be delivered?",
    "when": "In what timescale?",
    "targets": "Which challenging targets?",
    "milestones": "Which milestones on the way?",
    "costs": "What does it cost?",
    "benefits": "What is gained?",
    "accountability": "Who is accountable?",
}
State = Literal["met", "partly", "missing"]


def checklist(
    catalogue: Catalogue,
    initiative: Initiative,
    milestones: Sequence[Milestone],
    notes: Sequence[Note],
    known_at: dt.date,
) -> Checklist:
    """The plan of one initiative: `milestones` and `notes` are its own, as known at the date."""
    go_live = [m for m in milestones if m.key.milestone == LIVE]
    answers = {
        "what": _what(catalogue, initiative, known_at),
        "why": _why(catalogue, initiative, known_at),
        "how": _how(milestones),
        "when": _share(sum(bool(m.dates or m.actual) for m in go_live), go_live, "a date"),
        "targets": _targets(catalogue, initiative, known_at),
        "milestones": _milestones(initiative, milestones),
        "costs": _noted(notes, Item.COST),
        "benefits": _noted(notes, Item.BENEFIT),
        "accountability": _share(sum(bool(m.owner) for m in go_live), go_live, "an owner"),
    }
    return Checklist(
        initiative=initiative,
        criteria=tuple(
            Criterion(id=name, question=QUESTIONS[name], state=state, found=found)
            for name, (state, found) in answers.items()
        ),
    )


def _told(catalogue: Catalogue, known_at: dt.date) -> bool:
    """Whether the review had been presented: its first paper is the first report of all."""
    return any(s.is_report and s.published <= known_at for s in catalogue.sources.values())


def _what(catalogue: Catalogue, initiative: Initiative, known_at: dt.date) -> tuple[State, str]:
    if not _told(catalogue, known_at):
        return "missing", "the review had not been presented"
    return "met", initiative.recommendation


def _why(catalogue: Catalogue, initiative: Initiative, known_at: dt.date) -> tuple[State, str]:
    aims = [catalogue.aims[name].label for name in initiative.aims]
    if not aims or not _told(catalogue, known_at):
        return "missing", "no aim is on record for it"
    return "partly", f"serves, in this project's reading: {'; '.join(aims)}"


def _how(milestones: Sequence[Milestone]) -> tuple[State, str]:
    actions = list(
        dict.fromkeys(m.action for m in milestones if m.action and m.planned and m.owner)
    )
    if actions:
        return "met", "; ".join(actions)
    return "missing", "no plan on record says how; the template lists actions, which nobody took up"


def _share(count: int, of: Sequence[Milestone], what: str) -> tuple[State, str]:
    found = f"{count} of {len(of)} boroughs have {what}"
    if not of:
        return "missing", "no borough in scope is named"
    return "met" if count == len(of) else "partly" if count else "missing", found


def _targets(catalogue: Catalogue, initiative: Initiative, known_at: dt.date) -> tuple[State, str]:
    if initiative.target_date is None:
        return "missing", "no target is on record"
    published = catalogue.sources[initiative.target_source].published
    told = "" if published <= known_at else f", read in a source of {day(published)}"
    return "partly", (
        f"a day for all, {day(initiative.target_date)}{told}; no target for what it should improve"
    )


def _milestones(initiative: Initiative, milestones: Sequence[Milestone]) -> tuple[State, str]:
    planned = {m.key.milestone for m in milestones if m.dates}
    wanted = [m.id for m in initiative.milestones]
    before = [name for name in wanted if name != LIVE]
    found = f"{len(planned & set(wanted))} of {len(wanted)} steps of the template are dated"
    if set(wanted) <= planned:
        return "met", found
    if planned & set(before):
        return "partly", found
    return "missing", f"{found}; none but the go-live itself" if planned else found


def _noted(notes: Sequence[Note], item: Item) -> tuple[State, str]:
    texts = list(_texts(notes, item))
    return ("met", "; ".join(texts)) if texts else ("missing", "nothing on record")


def _texts(notes: Sequence[Note], item: Item) -> Iterator[str]:
    for note in notes:
        if note.item is item:
            yield note.text
