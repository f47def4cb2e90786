"""The register, the reviews and what changed, as they leave the house: plain JSON.

Every answer carries the known-at date, the edition and the store's kind.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.authority.figure_changes import FigureChange
from cjdata.analysis.authority.monitoring import CycleState, monitoring_at
from cjdata.analysis.authority.register import Group, RegisterItem, register_at
from cjdata.analysis.authority.since import since
from cjdata.domain.register import StoodIn
from cjdata.ledger import Store


def register_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """What became of each recommendation."""
    asked = asked_of(store, known_at, today)
    found = register_at(asked.reader, asked.catalogue, asked.day)
    return {
        **asked.head,
        "record_ends": _text(found.record_ends),
        "silent": [i.recommendation.id for i in found.silent],
        "neglected": [i.recommendation.id for i in found.neglected],
        "groups": [_group(g) for g in map(found.group, StoodIn) if g.items],
        "recommendations": [_item(item) for item in found.items],
    }


def monitoring_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """Reviews, decisions, aims and judgements."""
    asked = asked_of(store, known_at, today)
    found = monitoring_at(asked.reader, asked.catalogue, asked.day)
    return {
        **asked.head,
        "plans": [_cycle(cycle) for cycle in found.cycles],
        "decisions": [
            {
                "number": d.number, "what": d.what, "text": d.text, "owner": d.owner,
                "due": _text(d.due), "recommendation": d.recommendation,
                "decided_on": d.decided_on.isoformat(), "standing": d.standing.value,
                "closed_on": _text(d.closed_on),
            }
            for d in found.decisions
        ],
        "aims": [
            {
                "aim": a.aim, "set_on": a.set_on.isoformat(), "change": a.change,
                "text": a.text, "why": a.why, "approver": a.approver,
            }
            for a in found.aims
        ],
        "aims_without_measure": [a.id for a in found.aims_without_measure],
        "judgements": [{"question": f.text, "grade": f.grade} for f in found.judgements],
    }  # fmt: skip


def since_answer(
    store: Store, earlier: dt.date, known_at: dt.date | None, today: dt.date
) -> dict[str, Any]:
    """What changed between two dates."""
    asked = asked_of(store, known_at, today)
    found = since(asked.reader, asked.catalogue, earlier, asked.day)
    return {
        **asked.head,
        "earlier": earlier.isoformat(),
        "figures": [_figure(change) for change in found.figures],
        "definitions": [
            {"kind": d.kind.value, "on": d.on.isoformat(), "text": d.text}
            for d in found.definitions
        ],
        "rollout": [
            {
                "initiative": m.name, "of": m.of, "live_before": m.live_before,
                "live_after": m.live_after, "newly_live": list(m.newly_live),
                "fallen_back": list(m.fallen_back), "counted_otherwise": m.counted_otherwise,
                "implied_by": m.implied_by or None,
            }
            for m in found.rollout
        ],
        "heard": [
            {"recommendation": i.recommendation.id, "paper": m.paper, "text": m.text}
            for i, m in found.heard
        ],
        "fallen_silent": [i.recommendation.id for i in found.fallen_silent],
        "decided": [d.number for d in found.decided],
        "closed": [d.number for d in found.closed],
        "reviews_missed": [r.due_by.isoformat() for r in found.reviews_missed],
        "late_entries": [
            {
                "what": e.what, "known_on": e.known_on.isoformat(),
                "recorded_on": e.recorded_on.isoformat(),
            }
            for e in found.late_entries
        ],
    }  # fmt: skip


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _group(group: Group) -> dict[str, Any]:
    return {
        "stood_in": group.stood_in.value,
        "of": len(group.items),
        "reported": group.reported,
        "owned": group.owned,
        "planned": group.planned,
        "done": group.done,
    }


def _item(item: RegisterItem) -> dict[str, Any]:
    one, heard, progress = item.recommendation, item.last_heard, item.last_progress
    return {
        "id": one.id,
        "name": one.name,
        "paragraph": one.paragraph,
        "stood_in": one.stood_in.value,
        "names": dict(one.names),
        "condition": item.condition.value,
        "owner": item.owner.text if item.owner else None,
        "plan": item.plan.text if item.plan else None,
        "superseded_by": item.superseded_by or None,
        "last_heard": {"day": heard.day.isoformat(), "paper": heard.paper} if heard else None,
        "last_progress": _text(progress.day) if progress else None,
        "neglected": [fault.value for fault in item.neglected],
        "papers": [{"paper": paper.paper, "told": told.value} for paper, told in item.told],
    }


def _cycle(cycle: CycleState) -> dict[str, Any]:
    return {
        "id": cycle.cycle.id,
        "due": len(cycle.due),
        "on_time": cycle.on_time,
        "overdue_days": cycle.overdue_days,
        "record_ends": _text(cycle.record_ends),
        "next_due": cycle.next_due.isoformat(),
        "reviews": [
            {
                "due_by": r.due_by.isoformat(),
                "held": r.held.value,
                "paper": r.paper.paper if r.paper else None,
                "papers_on_something_else": [p.paper for p in r.others],
            }
            for r in cycle.reviews
        ],
    }


def _figure(change: FigureChange) -> dict[str, Any]:
    return {
        "measure": change.measure.id,
        "unit": change.unit,
        "why": change.why.value,
        "before_period": str(change.before_period),
        "after_period": str(change.after_period),
        "before": change.before,
        "after": change.after,
        "told_apart": change.told_apart,
    }
