"""The plan as it leaves the house: every milestone with its days, and what cannot hold together.

The shape is relied on outside the project; fields may be added, never renamed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

from cjdata.analysis.answers.asked import asked_of
from cjdata.analysis.rollout.contradictions import Contradiction, contradictions
from cjdata.analysis.rollout.plan import ImplementationPlan, Milestone, plan_at
from cjdata.domain.catalogue import Catalogue
from cjdata.ledger import Store


def plan_answer(store: Store, known_at: dt.date | None, today: dt.date) -> dict[str, Any]:
    """The plan as known at a date, from aim to evidence, with its contradictions."""
    asked = asked_of(store, known_at, today)
    reader, catalogue, day = asked.reader, asked.catalogue, asked.day
    plan = plan_at(reader, catalogue, day)
    return {
        **asked.head,
        "initiatives": [_initiative(catalogue, plan, name) for name in catalogue.initiatives],
        "notes": [_plain(asdict(note)) for note in plan.notes],
        "contradictions": [
            _contradiction(found) for found in contradictions(reader, catalogue, day)
        ],
        "changes": [_plain(asdict(change)) for change in plan.changes],
    }


def _initiative(catalogue: Catalogue, plan: ImplementationPlan, name: str) -> dict[str, Any]:
    initiative = catalogue.initiatives[name]
    (held,) = [c for c in plan.checklists if c.initiative.id == name]
    return {
        "id": name,
        "name": initiative.name,
        "aims": list(initiative.aims),
        "recommendation": initiative.recommendation,
        "target_date": initiative.target_date.isoformat() if initiative.target_date else None,
        "target_known_from": _plain(catalogue.target_known_from(name)),
        "checklist": [_plain(asdict(criterion)) for criterion in held.criteria],
        "milestones": [_milestone(m) for m in plan.of(name, milestone=None)],
    }


def _milestone(milestone: Milestone) -> dict[str, Any]:
    found = asdict(milestone)
    key = found.pop("key")
    return _plain_dict(
        {
            **key,
            **found,
            "baseline": milestone.baseline.due if milestone.baseline else None,
            "current": milestone.current.due if milestone.current else None,
            "stage": milestone.stage.value,
            "brag": milestone.brag.value,
            "after": [str(before) for before in milestone.after],
        }
    )


def _contradiction(found: Contradiction) -> dict[str, Any]:
    return _plain_dict(asdict(found) | {"kind": found.kind.value})


def _plain_dict(found: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(inner) for name, inner in found.items()}


def _plain(value: Any) -> Any:
    """The same as JSON has it: days as text, tuples as lists."""
    if isinstance(value, dict):
        return _plain_dict(value)
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, (dt.date, dt.datetime)) else value
