"""A plan in words: the finding, the days of a milestone, its slippage, how fully it is live."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cjdata.analysis.rollout.contradictions import Contradiction
from cjdata.analysis.rollout.plan import Actual, Fullness, ImplementationPlan, Milestone, Slippage
from cjdata.charts import words
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import Facet
from cjdata.domain.programme import Initiative
from cjdata.domain.units import UnitKind


def plan_heading(plan: ImplementationPlan, initiative: Initiative, catalogue: Catalogue) -> str:
    """The finding: how much has neither day nor report, and whether anybody owns it."""
    every = plan.of(initiative.id)
    name = _the(initiative)
    if not any(m.planned or m.actual for m in every):
        return f"No plan for {name} is on record at this date."
    reached = [m for m in every if m.actual]
    if len(reached) == len(every) == scope_of(initiative, len(every)):
        late = sum(m.slippage is not None and m.slippage.late is True for m in every)
        dated = sum(bool(m.own_baseline) for m in every)
        said = f"{words.how_many(late)} of {words.number(dated)} with a day" if dated else "none"
        others = [m for m in reached if m.actual and m.actual.counted_as]
        if others:
            return _counted_in_place(every, others, name, catalogue)
        return f"All {len(every)} are reported with {name}; {said} came late for certain."
    of = scope_of(initiative, len(every))
    bare = of - len(every) + sum(m.actual is None and not m.dates for m in every)
    owned = sum(bool(m.owner) for m in every if m.actual is None)
    owner = "nothing of it has an owner" if not owned else f"{words.number(owned)} have an owner"
    if bare == of:
        units = _units(every, catalogue)
        return f"None of {of} {units} has a day or a report for {name}, and {owner}."
    if bare:
        return (
            f"{words.opening(words.number(bare))} of {of} {_units(every, catalogue)} "
            f"{words.have(bare)} neither day nor report for {name}, and {owner}."
        )
    late = sum(_is_overdue(m, plan.known_at) for m in every)
    return (
        f"{words.opening(words.how_many(late))} of {of} {_units(every, catalogue)} "
        f"{words.are(late)} overdue for {name}, and {owner}."
    )


def scope_of(initiative: Initiative, named: int) -> int:
    """How many units are in scope: as many as are said to be, named or not."""
    return max(initiative.scope_count or 0, named)


def unnamed_words(initiative: Initiative, named: int) -> str:
    """What can be said of a borough that nobody names: where all are named, it is out of scope."""
    if scope_of(initiative, named) > named:
        return "not known whether in scope"
    return "not in scope"


def plan_subheading(
    plan: ImplementationPlan,
    initiative: Initiative,
    found: Sequence[Contradiction],
    catalogue: Catalogue,
) -> str:
    """What stands behind the finding, and since when it could be seen that the plan fails."""
    every = plan.of(initiative.id)
    reached = sum(m.actual is not None and not m.actual.counted_as for m in every)
    counted = [m.actual.counted_as for m in every if m.actual and m.actual.counted_as]
    of = scope_of(initiative, len(every))
    dated = [m for m in every if m.actual is None and m.dates]
    passed = sum(_is_overdue(m, plan.known_at) for m in dated)
    text = f"{words.opening(words.how_many(reached))} of {of} {words.are(reached)} reported"
    if counted:
        text += f", {words.number(len(counted))} more only with {_shorts(counted, catalogue)}"
    text += f"; {_dated_words(len(dated), passed, others=reached > 0)}."
    if of > len(every) > 0:
        text += f" {words.opening(words.number(of - len(every)))} of those in scope are not named."
    mine = [c for c in found if c.initiative == initiative.id]
    if mine:
        first = min(c.first_visible for c in mine)
        text += (
            f" {words.opening(words.number(len(mine)))} "
            f"{'thing does' if len(mine) == 1 else 'things do'} not hold together; the first could "
            f"be seen on {words.day(first)}."
        )
    return text


def _dated_words(dated: int, passed: int, *, others: bool) -> str:
    """How many others have a day, and how many of these days are over without a report."""
    if not dated:
        return f"{'no other' if others else 'none'} has a day"
    said = f"{words.number(dated)} {'more ' if others else ''}{words.have(dated)} a day"
    if passed == dated:
        return f"{said}, which has passed without a report"
    return f"{said}, {words.how_many(passed)} of them passed without a report"


def _counted_in_place(
    every: Sequence[Milestone], others: Sequence[Milestone], name: str, catalogue: Catalogue
) -> str:
    """How many are reported with it, where an element is counted in its place for the rest."""
    own = len(every) - len(others)
    counted = _shorts([m.actual.counted_as for m in others if m.actual], catalogue)
    return (
        f"{words.opening(words.how_many(own))} of {len(every)} {words.are(own)} reported with "
        f"{name}; of the other {len(others)} only {counted} are reported."
    )


def _shorts(counted: Sequence[str], catalogue: Catalogue) -> str:
    names = [catalogue.initiatives[name].name for name in dict.fromkeys(counted)]
    return words.listing([name[:1].lower() + name[1:] for name in names])


def _the(initiative: Initiative) -> str:
    name = initiative.name
    return f"the {name}" if name.endswith("model") else name[:1].lower() + name[1:]


def _units(milestones: Sequence[Milestone], catalogue: Catalogue) -> str:
    kinds = {catalogue.units[m.key.unit].kind for m in milestones}
    return "boroughs" if kinds == {UnitKind.BOROUGH} else "boroughs and sites"


def _is_overdue(milestone: Milestone, known_at: dt.date) -> bool:
    current = milestone.current
    return milestone.actual is None and current is not None and current.due < known_at


def reached_words(actual: Actual) -> str:
    """`after 12 Feb and by 22 Apr 2004`."""
    by = words.day_short(actual.not_after)
    if actual.not_before is None:
        return f"by {by}"
    if actual.not_before == actual.not_after:
        return f"on {by}"
    return f"after {words.day_short(actual.not_before)} and by {by}"


def dates_words(milestone: Milestone) -> str:
    """Baseline, present plan and actual in one sentence."""
    parts = []
    if milestone.baseline is not None:
        first = milestone.baseline
        parts.append(f"first planned {first.as_said or f'by {words.day_short(first.due)}'}")
    if milestone.current is not None and len(milestone.dates) > 1:
        now = milestone.current
        parts.append(f"now {now.as_said or f'by {words.day_short(now.due)}'}")
    if milestone.actual is not None:
        parts.append(f"reached {reached_words(milestone.actual)}")
    elif milestone.dates:
        parts.append("not reported")
    return ", ".join(parts) or "no day on record"


def slippage_words(slipped: Slippage | None) -> str:
    """`7 to 17 weeks late`, `up to 43 days late, perhaps in time`, `15 days so far`."""
    if slipped is None:
        return "–"
    low, high = slipped.low, slipped.high
    if slipped.kind == "overdue":
        return f"{words.duration(low or 0)} so far"
    if slipped.kind == "planned":
        moved = words.duration(abs(low or 0))
        return f"{moved} put off" if (low or 0) > 0 else f"{moved} brought forward"
    if high is not None and high <= 0:
        return "in time"
    at_most = words.duration(high or 0)
    if low is None or low <= 0:
        return f"up to {at_most} late, perhaps in time"
    if low == high:
        return f"{at_most} late"
    if low >= 14 and high is not None:
        return f"{words.number(round(low / 7))} to {words.number(round(high / 7))} weeks late"
    return f"{words.duration(low)} to {at_most} late"


def fullness_words(fullness: Fullness, covers: Sequence[Facet]) -> str:
    """`1 of 4 elements in place`, `3 of 3 sites; hours not told`: `covers` is what is asked for."""
    parts = []
    if fullness.elements_of:
        parts.append(f"{len(fullness.elements)} of {len(fullness.elements_of)} elements in place")
    if fullness.extent:
        parts.append(f"“{fullness.extent}”")
    if fullness.sites is not None:
        parts.append(f"{fullness.sites} of {fullness.sites_of} sites")
    if fullness.hours:
        parts.append(f"hours: {fullness.hours}")
    missing = [
        name
        for name, told in (("sites", fullness.sites is not None), ("hours", bool(fullness.hours)))
        if name in covers and not told
    ]
    if missing:
        parts.append(f"{' and '.join(missing)} not told")
    return "; ".join(parts)
