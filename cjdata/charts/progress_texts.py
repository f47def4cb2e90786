"""What the rollout over time says in words: headings of the progress page and the overview.

A statement of the target itself is no plan, whoever makes it. Plans are told as they were
recorded, also when nothing came of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cjdata.analysis.rollout.progress import Plan, PlanStep, Progress, ReportPoint
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.charts import words
from cjdata.charts.rollout_texts import (
    borough_names,
    counts_something_else,
    map_heading,
    on_record,
    plain_name,
    said_of_none,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage


def states_target(plan: Plan, progress: Progress) -> bool:
    """Whether a plan is only the target said once more: all of them, by the target date."""
    target = progress.initiative.target_date
    numbers = [(step.by, step.count) for step in plan.steps]
    return numbers == [(target, progress.of)] and plan.source == progress.initiative.target_source


def own_plans(progress: Progress) -> list[Plan]:
    """The plans without statements of the target."""
    return [plan for plan in progress.plans if not states_target(plan, progress)]


def furthest_plan(plans: Sequence[Plan]) -> tuple[Plan, PlanStep] | None:
    """The plan that reaches most, of equals the later; None where none has a number."""
    reaching = [(plan, plan.reaches) for plan in plans if plan.reaches is not None]
    found = max(reaching, key=lambda p: (p[1].count, p[0].said_on), default=None)
    return found and (found[0], found[1])


def plan_in_words(plans: Sequence[Plan]) -> tuple[dt.date, str] | None:
    """What a plan later than every plan with a number says without one: its day and its words."""
    numbered = max((plan.said_on for plan in plans if plan.reaches), default=dt.date.min)
    found = [
        (plan.said_on, event.extent or event.note)
        for plan in plans
        for event in plan.without_number
        if plan.said_on > numbered and event.count is None and (event.extent or event.note)
    ]
    return max(found, key=lambda said: said[0], default=None)


def completed(progress: Progress) -> ReportPoint | None:
    """The first report that counts all of them."""
    return next((p for p in progress.points if p.count >= progress.of), None)


def progress_heading(
    progress: Progress,
    status: InitiativeStatus | None = None,
    catalogue: Catalogue | None = None,
) -> str:
    """The finding of the progress page, before, on or after the target date.

    With the status of the day, an initiative that nobody reports on is told from one that only
    stands at nought.
    """
    name, target = plain_name(progress.initiative), progress.initiative.target_date
    said = said_of_none(status, catalogue) if status and catalogue else ""
    if said:
        return f"No plan of {name} on record; {said}."
    if status is not None and not on_record(status):
        return f"No plan and no report of {name} on record."
    if not progress.points:
        if own_plans(progress):
            return f"No report of {name} on record. {_plan_against_target(progress)}"
        return f"No plan and no report on record counts {name}."
    if target is None or progress.known_at < target:
        return _heading_before(progress, target)
    return _heading_after(progress, _with(progress, catalogue))


def _with(progress: Progress, catalogue: Catalogue | None) -> str:
    """` with case progression units`: what the last report counts in place of the initiative."""
    counted = progress.points[-1].counted
    if catalogue is None or counted == progress.initiative.id:
        return ""
    return f" with {plain_name(catalogue.initiatives[counted])}"


def _heading_before(progress: Progress, target: dt.date | None) -> str:
    done, last = completed(progress), progress.points[-1]
    if done is not None:
        before = " before the target date" if target else ""
        return f"All {progress.of} reported{before}, {_span(progress, done)}."
    count = "none" if last.count == 0 else words.number(last.count)
    first = words.opening(f"{count} of {progress.of} reported by {words.day(progress.known_at)}.")
    return f"{first} {_plan_against_target(progress)}"


def _heading_after(progress: Progress, counted: str) -> str:
    by_target, done = progress.by_target, completed(progress)
    target = progress.initiative.target_date
    if done is not None and target is not None and done.said_on <= target:
        return f"All {progress.of} reported{counted} by the target date, {_span(progress, done)}."
    count = by_target.count if by_target else 0
    words_of = "none" if count == 0 else words.number(count)
    first = words.opening(f"{words_of} of {progress.of} reported{counted} by the target date")
    if done is not None:
        return f"{first}; all {progress.of} {_span(progress, done)}."
    last = progress.points[-1]
    if target is not None and last.said_on > target:
        return f"{first}; {last.count} by {words.day(last.said_on)}."
    return f"{first}." if progress.known_at == target else f"{first}; no report since."


def _span(progress: Progress, done: ReportPoint) -> str:
    """`at some time between mid-July and early November 2004`."""
    earlier = [p.said_on for p in progress.points if p.said_on < done.said_on]
    if not earlier:
        return f"by {words.day(done.said_on)}"
    return f"at some time {words.between(earlier[-1], done.said_on)}"


def _plan_against_target(progress: Progress) -> str:
    """`The plan of October reaches 10 by March; the target is 32 by April.`"""
    seen, target = progress.known_at, progress.initiative.target_date
    found = furthest_plan(own_plans(progress))
    aim = "no target date is on record"
    if target is not None:
        aim = f"the target is {progress.of} by {words.by_when(target, seen_from=seen)}"
    said = plan_in_words(own_plans(progress))
    also = f"that of {words.month(said[0], seen_from=seen)} says “{said[1]}”" if said else ""
    if found is None and said is None:
        return f"No plan on record names a number of boroughs and a date; {aim}."
    if found is None:
        return f"No plan on record gives a number: {also}; {aim}."
    plan, step = found
    verb = "was for" if step.by < seen else "reaches"
    return (
        f"The plan of {words.month(plan.said_on, seen_from=seen)} {verb} {step.count} "
        f"by {words.by_when(step.by, seen_from=seen)}{f', {also}' if also else ''}; {aim}."
    )


def progress_subheading(progress: Progress, catalogue: Catalogue) -> str:
    """What the line is, what it counts, and how the plans stood to the target."""
    if not progress.points:
        return ""
    parts = ["Boroughs reported live, by the date of the report."]
    if progress.changed_on is not None:
        last = progress.points[-1].counted
        parts.append(
            f"Reports count {plain_name(catalogue.initiatives[last])} from "
            f"{words.day(progress.changed_on)}, before that {plain_name(progress.initiative)}."
        )
    parts += [p for p in (_before_target(progress), _last_plan(progress)) if p]
    return " ".join(parts)


def _before_target(progress: Progress) -> str:
    """The furthest of the plans made by the target date, if it stops short of the target."""
    target = progress.initiative.target_date
    if target is None or progress.known_at < target:
        return ""
    found = furthest_plan([p for p in own_plans(progress) if p.said_on <= target])
    if found is None or found[1].count >= progress.of:
        return ""
    return (
        f"No plan of the MPS made before the target date reached {progress.of}: that of "
        f"{words.day(found[0].said_on)} went furthest, to {found[1].count} "
        f"{words.by(found[1].by, found[1].as_said)}."
    )


def _last_plan(progress: Progress) -> str:
    """What the latest plan asks or asked for: so many boroughs in so many weeks."""
    plans = [p for p in own_plans(progress) if p.reaches is not None]
    if not plans:
        return ""
    plan, step = plans[-1], plans[-1].reaches
    if step is None or step.count <= plan.from_count:
        return ""
    verb = "asked" if step.by < progress.known_at else "asks"
    return (
        f"The plan of {words.day(plan.said_on)} {verb} for "
        f"{words.boroughs(step.count - plan.from_count)} in "
        f"{words.duration((step.by - plan.said_on).days)}."
    )


def progress_sentence(
    progress: Progress, catalogue: Catalogue, status: InitiativeStatus | None = None
) -> str:
    """The chart in words, for whoever does not see it."""
    told = ", ".join(f"{p.count} on {words.day(p.said_on)}" for p in progress.points)
    heading = progress_heading(progress, status, catalogue)
    text = f"{heading} {progress_subheading(progress, catalogue)}".strip()
    return f"{text} Reported of {progress.of}: {told}." if told else text


def overview_heading(status: InitiativeStatus, progress: Progress, catalogue: Catalogue) -> str:
    """The finding of the overview: what stands against what is planned and what was promised."""
    target = status.initiative.target_date
    if not on_record(status):
        return map_heading(status, catalogue)
    past = target is not None and status.known_at >= target
    if past or counts_something_else(status) or completed(progress):
        return progress_heading(progress, status, catalogue)
    count = status.reported_live
    who = words.opening(f"{words.boroughs(count)} of {status.of} {words.have(count)}")
    return f"{who} {plain_name(status.initiative)}. {_plan_against_target(progress)}"


def overview_subheading(
    status: InitiativeStatus,
    progress: Progress,
    statuses: Sequence[InitiativeStatus],
    catalogue: Catalogue,
) -> str:
    """Who is live, under way and in the plan; which initiatives nobody speaks of."""
    parts = [_standing(status, progress, catalogue), *_unheard(statuses, catalogue)]
    return " ".join(words.opening(part) for part in parts if part)


def _standing(status: InitiativeStatus, progress: Progress, catalogue: Catalogue) -> str:
    if counts_something_else(status):
        return map_heading(status, catalogue)
    live = list(status.named_live)
    moving = [u.unit for u in status.units if u.stage in (Stage.IN_PROGRESS, Stage.PARTIAL)]
    parts = []
    for units, doing in ((live, "live"), (moving, "under way")):
        if units:
            names = words.names_or_number(borough_names(catalogue, units), 4)
            parts.append(f"{names} {words.are(len(units))} {doing}")
    found = furthest_plan(own_plans(progress))
    more = found[1].count - len(live) - len(moving) if found else 0
    if more > 0 and found and found[1].by >= status.known_at:
        parts.append(_in_plan(more, status))
    return f"{', '.join(parts)}." if parts else ""


def _in_plan(more: int, status: InitiativeStatus) -> str:
    """How many more the plan comes to: those that are named as planned, and the rest."""
    named = min(status.count_of(Stage.PLANNED), more)
    rest = more - named
    told = [
        f"{words.number(count)} {'more ' if first else ''}{words.are(count)} {how}"
        for count, how, first in (
            (named, "planned by name", True),
            (rest, "in the plan without a name", not named),
        )
        if count
    ]
    return " and ".join(told)


def _unheard(statuses: Sequence[InitiativeStatus], catalogue: Catalogue) -> list[str]:
    """Initiatives that nobody speaks of, then those of which it is said that nothing was done."""
    unheard = [s for s in statuses if not on_record(s)]
    silent = [plain_name(s.initiative) for s in unheard if not said_of_none(s, catalogue)]
    if unheard and len(silent) == len(statuses):
        return ["no initiative has a plan or a report on record."]
    found = []
    if silent:
        found.append(f"{_many(silent)} no plan and no report: {words.listing(silent)}.")
    by_word: dict[str, list[str]] = {}
    for status in unheard:
        if said := said_of_none(status, catalogue):
            by_word.setdefault(said, []).append(plain_name(status.initiative))
    for said, names in by_word.items():
        found.append(f"{_many(names)} no plan ({said}): {words.listing(names)}.")
    return found


def _many(names: Sequence[str]) -> str:
    which = "initiative" if len(names) == 1 else "initiatives"
    return f"{words.number(len(names))} {which} {words.have(len(names))}"
