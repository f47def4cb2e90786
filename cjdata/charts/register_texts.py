"""What became of the recommendations, and how the authority follows them, in sentences."""

from __future__ import annotations

from collections import Counter

from cjdata.analysis.authority.figure_changes import FigureChange, Why
from cjdata.analysis.authority.monitoring import CycleState, Monitoring
from cjdata.analysis.authority.register import Group, Register, RegisterItem
from cjdata.analysis.authority.since import RolloutChange, Since
from cjdata.charts import words
from cjdata.domain.register import StoodIn
from cjdata.domain.states import Direction

GROUPS = {
    StoodIn.BOTH: "In the review and in Blueprint for Change",
    StoodIn.ALONE: "In the review alone",
    StoodIn.NOT_KNOWN: "In the review; not known whether in Blueprint too",
    StoodIn.NOT_TOLD: "In the review; nobody had told by this date whether in Blueprint too",
    StoodIn.INSPECTION: "Of the inspectors",
}
SHORT = {
    StoodIn.BOTH: "in Blueprint too",
    StoodIn.ALONE: "in the review alone",
    StoodIn.NOT_KNOWN: "whether in Blueprint too is not known",
    StoodIn.NOT_TOLD: "",
    StoodIn.INSPECTION: "of the inspectors",
}


def register_heading(register: Register) -> str:
    """The finding: how many nobody speaks of any more, and how many nobody owns."""
    of = len(register.items)
    if not of:
        return "No recommendation is on record by this date."
    silent = len(register.silent)
    if silent:
        verb = "has" if silent == 1 else "have"
        return f"{silent} of {of} recommendations {verb} had no word for six months."
    unowned = sum(i.owner is None and not i.done for i in register.items)
    if unowned:
        return f"{unowned} of {of} recommendations {words.have(unowned)} no owner on record."
    return f"All {of} recommendations have an owner, and word within six months."


def register_subheading(register: Register) -> str:
    """Owners and plans; the two groups beside each other once the inspectors had told of them."""
    if not register.items:
        return "The review's final report came to the authority on 9 January 2003."
    open_ones = [i for i in register.items if not i.done]
    unowned, unplanned = (
        sum(getattr(i, name) is None for i in open_ones) for name in ("owner", "plan")
    )
    said = (
        f"Of the {len(open_ones)} not done {unowned} {words.have(unowned)} no owner and "
        f"{unplanned} no plan on record."
    )
    both, alone = (register.group(s) for s in (StoodIn.BOTH, StoodIn.ALONE))
    if both.items and alone.items:
        said += (
            f" Of the {words.number(len(both.items))} that Blueprint for Change shared "
            f"{_heard(both)}; of the {words.number(len(alone.items))} that stood in the review "
            f"alone {_heard(alone)}."
        )
    if register.record_ends:
        said += (
            f" The record ends on {words.day(register.record_ends)}: nothing later has been loaded."
        )
    return said


def _heard(group: Group) -> str:
    count, of = group.reported, len(group.items)
    if count == of:
        return "all were reported on within six months"
    if not count:
        return "none was reported on within six months"
    verb = "was" if count == 1 else "were"
    return f"{words.number(count)} {verb} reported on within six months"


def conditions_of(group: Group) -> str:
    """How far the recommendations of a group are said to have come: `3 in progress`."""
    counts = Counter(item.condition.value for item in group.items)
    return ", ".join(f"{count} {condition}" for condition, count in counts.most_common())


def condition_words(item: RegisterItem) -> str:
    """How far it is said to have come, with the boroughs where it is rolled out."""
    status, said = item.status, item.condition.value
    if status is None or not status.reported_live:
        return said
    after = f"superseded by {_plain(item.superseded_by)}, " if item.superseded_by else ""
    return f"{said}: {after}live in {status.reported_live} of {status.of} boroughs"


def last_word(item: RegisterItem) -> str:
    """The last word of those who carry it out, and what others said since."""
    progress, heard = item.last_progress, item.last_heard
    said = "none yet" if progress is None else words.day_short(progress.day)
    if heard is not None and heard is not progress and (
        progress is None or heard.day > progress.day
    ):  # fmt: skip
        said += f"; {heard.body}: {words.day_short(heard.day)}"
    return said


def monitoring_heading(found: Monitoring) -> str:
    """The finding: the review that is overdue longest, or that all were held."""
    if not found.cycles:
        return "No plan is to be reviewed by this date."
    cycle = max(found.cycles, key=lambda c: c.overdue_days)
    if cycle.overdue_days:
        verb = "was" if cycle.record_ends else "is"
        return (
            f"A review of the {_plain(cycle.cycle.name)} {verb} {overdue_words(cycle)}: "
            f"{cycle.on_time} of {len(cycle.due)} held on time."
        )
    if not cycle.due:
        return (
            f"The first review of the {_plain(cycle.cycle.name)} is due by "
            f"{words.day(cycle.next_due)}."
        )
    return (
        f"{cycle.on_time} of {len(cycle.due)} reviews of the {_plain(cycle.cycle.name)} were held "
        "on time."
    )


def overdue_words(cycle: CycleState) -> str:
    """`71 days overdue`, and on which day where the record ends before the date."""
    days = f"{cycle.overdue_days:,} {'day' if cycle.overdue_days == 1 else 'days'} overdue"
    return f"{days} on {words.day(cycle.record_ends)}" if cycle.record_ends else days


def record_end_words(cycle: CycleState) -> str:
    """That nothing can be said of later reviews; empty where the record reaches the date."""
    if cycle.record_ends is None:
        return ""
    return (
        f"The record ends on {words.day(cycle.record_ends)}: nothing later has been loaded, so "
        "that nothing is said of reviews after it."
    )


def monitoring_subheading(cycle: CycleState) -> str:
    """How often, who asked for it, and what came in its place."""
    others = sum(len(review.others) for review in cycle.due)
    said = (
        f"The {cycle.cycle.committee} asked on {words.day(cycle.cycle.endorsed_on)} to be told "
        f"every {words.number(cycle.cycle.every_months)} months."
    )
    if others:
        said += (
            f" {words.opening(words.number(others))} {'paper' if others == 1 else 'papers'} to "
            "the committee by the last review due report on something else: none is a review of "
            "this plan."
        )
    return f"{said} {record_end_words(cycle)}".strip()


def _plain(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def figure_sentence(change: FigureChange) -> str:
    """Why one figure differs, and whether chance alone could have done it."""
    measure = change.measure
    before, after = (
        words.figure(value, measure.unit, measure.decimals)
        for value in (change.before, change.after)
    )
    if change.why is Why.LATE:
        return f"{change.before_period.label}: not whole then, {after} now."
    if change.why is Why.REVISED and before == after:
        return f"{change.before_period.label}: {after}, revised by less than its last decimal."
    if change.why is Why.REVISED:
        return f"{change.before_period.label}: {before} then, {after} now."
    spans = f"from {before} ({change.before_period.label}) to {after} ({change.after_period.label})"
    if change.why is Why.DEFINITION:
        return f"{spans}: reasons are coded otherwise, so no change can be read."
    return f"{spans}{_judged(change)}."


def _judged(change: FigureChange) -> str:
    if change.told_apart is None:
        return ": not judged"
    if not change.told_apart:
        return ": no more than chance could give"
    if change.measure.direction is Direction.NEUTRAL:
        return ": more than chance would give"
    up = (change.difference or 0.0) > 0
    better = up == (change.measure.direction is Direction.INCREASE)
    return f": {'better' if better else 'worse'}, more than chance would give"


def rollout_sentence(move: RolloutChange) -> str:
    """How far one initiative came between the dates."""
    said = f"{move.name}: {move.live_before} of {move.of} live then, {move.live_after} now"
    if move.counted_otherwise:
        return f"{said}; reports count something else in between, so no change can be read."
    back = f"; {len(move.fallen_back)} no longer named live" if move.fallen_back else ""
    how = "; implied by the model, not reported of itself" if move.implied_by else ""
    return f"{said}{back}{how}."


def since_sentence(found: Since) -> str:
    """What changed, of how many kinds, in one sentence."""
    counts = {why: sum(f.why is why for f in found.figures) for why in Why}
    sure = sum(bool(f.told_apart) for f in found.figures)
    was = "was" if counts[Why.REVISED] == 1 else "were"
    definitions = len(found.definitions) + counts[Why.DEFINITION]
    return (
        f"Between {words.day(found.earlier)} and {words.day(found.later)}: "
        f"{counts[Why.CHANGED]} figures of London moved with a new quarter, {sure} of them by more "
        f"than chance would give; {counts[Why.REVISED]} {was} revised and {counts[Why.LATE]} came "
        f"late; {definitions} {'change' if definitions == 1 else 'changes'} of definition."
    )
