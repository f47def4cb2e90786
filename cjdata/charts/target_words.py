"""Since when a target is on record: it is defined for all days, its source came on one."""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.progress import Progress
from cjdata.charts import words
from cjdata.charts.progress_texts import own_plans
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative


def target_note(initiative: Initiative, catalogue: Catalogue, known_at: dt.date) -> str:
    """`target first on record 30 November 2003`; empty from that day on, and without a target."""
    source = catalogue.sources.get(initiative.target_source)
    if source is None or source.published <= known_at:
        return ""
    return f"target first on record {words.day(source.published)}"


def plan_for_all_words(progress: Progress, catalogue: Catalogue, by: dt.date | None) -> str:
    """Whose day for all units it is: that of a plan, or the target as a body reported it."""
    if by is None:
        return "no plan for all on record"
    initiative = progress.initiative
    planned = any(s.count >= progress.of for plan in own_plans(progress) for s in plan.steps)
    if by != initiative.target_date or planned:
        return "the latest plan for all, taken at its word"
    body = body_of(initiative.target_source, catalogue.sources)
    return f"target as {body} reported it, taken at its word; no plan of the MPS for all"
