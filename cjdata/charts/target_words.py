"""Since when a target is on record: it is defined for all days, its source came on one."""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.rollout.progress import Progress
from cjdata.charts import words
from cjdata.charts.progress_texts import own_plans
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import month_label_short, month_of
from cjdata.domain.programme import Initiative


def target_note(initiative: Initiative, catalogue: Catalogue, known_at: dt.date) -> str:
    """`target first on record 30 November 2003`; empty from that day on, and without a target."""
    since = catalogue.target_known_from(initiative.id)
    if since is None or since <= known_at:
        return ""
    return f"target first on record {words.day(since)}"


def plan_for_all_words(progress: Progress, catalogue: Catalogue, by: dt.date | None) -> str:
    """Whose day for all units it is: that of a plan, or the target as a body reported it."""
    if by is None:
        return "no plan for all on record"
    if not _is_target(progress, by):
        return "the latest plan for all, taken at its word"
    body = body_of(progress.initiative.target_source, catalogue.sources)
    return f"target as {body} reported it, taken at its word; no plan of the MPS for all"


def plan_for_all_clause(progress: Progress, catalogue: Catalogue, by: dt.date | None) -> str:
    """The same as part of a sentence, with the day."""
    if by is None:
        return "no plan names a day for all"
    if not _is_target(progress, by):
        return f"the latest plan for all, taken at its word, gives {words.day(by)}"
    body = body_of(progress.initiative.target_source, catalogue.sources)
    return (
        f"no plan of the MPS names a day for all, and the target, as {body} reported it, is "
        f"{words.day(by)}"
    )


def plan_for_all_month(progress: Progress, catalogue: Catalogue, by: dt.date | None) -> str:
    """`Jul 2004`; `Apr 2004, target (HMIC)` where no plan of its own gives a day for all."""
    if by is None:
        return "–"
    month = month_label_short(month_of(by))
    if not _is_target(progress, by):
        return month
    return f"{month}, target ({body_of(progress.initiative.target_source, catalogue.sources)})"


def _is_target(progress: Progress, by: dt.date) -> bool:
    """Whether a day for all is the target said once more, and of no plan."""
    planned = any(s.count >= progress.of for plan in own_plans(progress) for s in plan.steps)
    return by == progress.initiative.target_date and not planned
