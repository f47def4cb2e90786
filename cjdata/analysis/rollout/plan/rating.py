"""How a milestone stands: slippage and BRAG, from dates and evidence at the known-at date alone.

Blue means complete: reached, with evidence, a verifier and word of how fully. Green is on track,
amber at risk, red overdue or planned after the target. What nobody has planned is not rated.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cjdata.analysis.rollout.plan.parts import Actual, Fullness, Milestone, PlannedDate, Slippage
from cjdata.domain.plan import LIVE, Brag, Facet, MilestoneKey
from cjdata.domain.states import Stage

SOON = dt.timedelta(days=28)
"""How long before its day a milestone without any work reported is at risk: this project's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """What milestones of one initiative are held against."""

    known_at: dt.date
    target_date: dt.date | None
    covers: Mapping[str, tuple[Facet, ...]]
    """Milestone -> what must be told for it to be known how fully it was reached."""


def rating_days(milestones: Iterable[Milestone], targets: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """The days on which time alone may change a rating or its reasons, in their order.

    A day has passed on the day after it; four weeks before it, it is soon.
    """
    due = {date.due for m in milestones for date in m.dates}
    passed = {day + dt.timedelta(days=1) for day in due.union(targets)}
    return tuple(sorted(passed.union(day - SOON for day in due)))


def slippage(
    dates: Sequence[PlannedDate], actual: Actual | None, known_at: dt.date
) -> Slippage | None:
    """How far a milestone lies behind its baseline; None where it does not, or has none."""
    if not dates:
        return None
    baseline, current = dates[0].due, dates[-1].due
    if actual is not None:
        low = (actual.not_before - baseline).days if actual.not_before else None
        return Slippage(kind="reached", low=low, high=(actual.not_after - baseline).days)
    if current >= known_at and current != baseline:
        moved = (current - baseline).days
        return Slippage(kind="planned", low=moved, high=moved)
    if baseline < known_at:
        return Slippage(kind="overdue", low=(known_at - baseline).days, high=None)
    return None


def seen_later(milestone: Milestone, known_at: dt.date) -> Milestone:
    """A rated milestone on a later day, up to which no rating may have changed."""
    if milestone.slippage is None or milestone.slippage.kind != "overdue":
        return milestone
    return replace(milestone, slippage=slippage(milestone.dates, milestone.actual, known_at))


def rated(milestones: Sequence[Milestone], yardsticks: Mapping[str, Yardstick]) -> list[Milestone]:
    """Every milestone with its slippage, its BRAG and the reasons for it."""
    by_key = {m.key: m for m in milestones}
    found = []
    for milestone in milestones:
        yardstick = yardsticks[milestone.key.initiative]
        slipped = slippage(milestone.dates, milestone.actual, yardstick.known_at)
        brag, reasons = _brag(milestone, by_key, yardstick)
        if slipped is not None or reasons or brag is not milestone.brag:
            milestone = replace(milestone, slippage=slipped, brag=brag, reasons=tuple(reasons))
        found.append(milestone)
    return found


def _brag(
    milestone: Milestone, by_key: Mapping[MilestoneKey, Milestone], yardstick: Yardstick
) -> tuple[Brag, list[str]]:
    if milestone.actual is not None:
        gaps = list(_gaps(milestone, milestone.actual, yardstick))
        return (Brag.AT_RISK, gaps) if gaps else (Brag.COMPLETE, [])
    current = milestone.current
    if current is None:
        return _undated(milestone, yardstick)
    off = list(_off_track(milestone, current, yardstick))
    if off:
        return Brag.OFF_TRACK, off
    doubts = list(_doubts(milestone, current, by_key, yardstick.known_at))
    return (Brag.AT_RISK, doubts) if doubts else (Brag.ON_TRACK, [])


def _gaps(milestone: Milestone, actual: Actual, yardstick: Yardstick) -> Iterator[str]:
    """What keeps something that is reported as reached from being complete."""
    if actual.counted_as:
        yield "what is reported is counted in its place and is only a part of it"
    if not milestone.verifier:
        yield f"{'live' if milestone.key.milestone == LIVE else 'reached'}, not verified"
    if not milestone.evidence:
        yield "no evidence"
    facets = yardstick.covers.get(milestone.key.milestone, ())
    yield from _facet_gaps(milestone.fullness, facets)


def _facet_gaps(fullness: Fullness, facets: Sequence[Facet]) -> Iterator[str]:
    if "elements" in facets and set(fullness.elements) != set(fullness.elements_of):
        yield f"{len(fullness.elements)} of {len(fullness.elements_of)} elements in place"
    if "sites" in facets:
        if fullness.sites is None or fullness.sites_of is None:
            yield "at how many of its sites is not told"
        elif fullness.sites < fullness.sites_of:
            yield f"at {fullness.sites} of {fullness.sites_of} sites"
    if "hours" in facets and not fullness.hours:
        yield "at which hours is not told"


def _undated(milestone: Milestone, yardstick: Yardstick) -> tuple[Brag, list[str]]:
    target = yardstick.target_date
    if milestone.key.milestone == LIVE and target is not None and target < yardstick.known_at:
        return Brag.OFF_TRACK, ["the target has passed and no report says that it is live"]
    if milestone.stage in (Stage.UNKNOWN, Stage.NOT_IN_SCOPE) and not milestone.planned:
        return Brag.NO_PLAN, []
    return Brag.AT_RISK, ["no date is on record"]


def _off_track(milestone: Milestone, current: PlannedDate, yardstick: Yardstick) -> Iterator[str]:
    if current.due < yardstick.known_at:
        yield "its day has passed and no report says that it was reached"
    target = yardstick.target_date
    is_go_live = milestone.key.milestone == LIVE
    if is_go_live and target is not None and max(current.due, yardstick.known_at) > target:
        yield "its day lies after the target" if current.due > target else "the target has passed"


def _doubts(
    milestone: Milestone,
    current: PlannedDate,
    by_key: Mapping[MilestoneKey, Milestone],
    known_at: dt.date,
) -> Iterator[str]:
    if current.due > milestone.dates[0].due:
        yield "its day was put off"
    if not milestone.owner:
        yield "no owner"
    begun = milestone.stage in (Stage.IN_PROGRESS, Stage.PARTIAL, Stage.LIVE)
    if milestone.key.milestone == LIVE and not begun and current.due - known_at <= SOON:
        yield "due within four weeks and no work is reported"
    for key in milestone.after:
        before = by_key.get(key)
        if before is None or before.actual is not None or before.current is None:
            continue
        if before.current.due > current.due:
            yield f"{before.name}, which comes first, is planned later"
        elif before.current.due < known_at:
            yield f"{before.name}, which comes first, is overdue"
