"""The plan as tables: what the pages draw, row by row."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from cjdata.analysis.rollout.contradictions import Contradiction
from cjdata.analysis.rollout.plan import Milestone
from cjdata.charts.plan_texts import fullness_words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import Facet


def milestone_table(milestones: Sequence[Milestone], catalogue: Catalogue) -> pd.DataFrame:
    """One row a milestone: owner, every day, how far it slipped, how it stands and why."""
    return pd.DataFrame([_row(m, catalogue) for m in milestones])


def _row(m: Milestone, catalogue: Catalogue) -> dict[str, object]:
    slipped, told = m.slippage, m.actual
    return {
        "unit": m.key.unit,
        "name": catalogue.units[m.key.unit].name,
        "initiative": m.key.initiative,
        "milestone": m.key.milestone,
        "action": m.action,
        "owner": m.owner,
        "stage": m.stage.value,
        "rating": m.brag.letter,
        "rated": m.brag.label,
        "why_rated_so": "; ".join(m.reasons),
        "baseline": m.baseline.due if m.baseline else None,
        "baseline_as_said": m.baseline.as_said if m.baseline else "",
        "baseline_said_on": m.baseline.said_on if m.baseline else None,
        "current": m.current.due if m.current else None,
        "current_as_said": m.current.as_said if m.current else "",
        "current_said_on": m.current.said_on if m.current else None,
        "plan_source": (m.current.source or m.current.by) if m.current else "",
        "reached_after": told.not_before if told else None,
        "reached_by": told.not_after if told else None,
        "told_on": told.told_on if told else None,
        "told_by": told.source if told else "",
        "counted_as": told.counted_as if told else "",
        "days_late_at_least": slipped.low if slipped else None,
        "days_late_at_most": slipped.high if slipped else None,
        "evidence": "; ".join(m.evidence),
        "verifier": m.verifier,
        "how_fully": fullness_words(m.fullness, _covers(m, catalogue)) if told else "",
        "comes_after": " | ".join(map(str, m.after)),
    }


def _covers(m: Milestone, catalogue: Catalogue) -> tuple[Facet, ...]:
    template = catalogue.initiatives[m.key.initiative].milestone(m.key.milestone)
    return template.covers if template else ()


def contradiction_table(found: Sequence[Contradiction]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "first_visible": c.first_visible,
                "kind": c.kind.value,
                "initiative": c.initiative,
                "what": c.sentence,
                "units": " ".join(c.units),
                "sources": "; ".join(c.sources),
            }
            for c in found
        ]
    )
