"""What has to hold within a line of a plan, against what stands, and between the lines.

Everything that is wrong is found, not only the first of it; one fault refuses the whole file.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import Item, MilestoneKey, PlanLine
from cjdata.domain.returns import Fault
from cjdata.intake.plan_reading import PlacedLine, fault

Standing = Mapping[tuple[str, ...], PlanLine]
FACTS = ("evidence", "verifier", "done_not_before", "done_not_after", "reported_on")


def plan_faults(
    lines: Sequence[PlacedLine], standing: Standing, catalogue: Catalogue, known_on: dt.date
) -> list[Fault]:
    """Everything wrong with lines that count as known on a day, beside what stands by then."""
    faults: list[Fault] = []
    for placed in lines:
        faults += _date_faults(placed, catalogue, known_on)
        faults += _fact_faults(placed)
        faults += _removal_faults(placed, standing.get(placed.line.identity))
    faults += _twice(lines)
    faults += _dependency_faults(lines, standing, catalogue)
    return sorted(faults, key=lambda f: f.row or 0)


def _date_faults(placed: PlacedLine, catalogue: Catalogue, known_on: dt.date) -> Iterator[Fault]:
    line, row = placed.line, placed.row
    for first, last in (("not_before", "due"), ("done_not_before", "done_not_after")):
        start, end = getattr(line, first), getattr(line, last)
        if start and end and start > end:
            message = f"{first} lies after {last}: the day cannot lie between them"
            yield fault("dates-in-order", row, last, end, message)
    told, done = line.reported_on, line.done_not_after
    if told and done and done > told:
        message = f"reached by {done}, yet reported on {told}: what was told lies after the report"
        yield fault("reached-after-report", row, "done_not_after", done, message)
    if told and told > known_on:
        message = (
            f"reported on {told}, yet entered as known on {known_on}: nothing is known before the "
            "report that told it"
        )
        yield fault("known-before-report", row, "reported_on", told, message)
    source = catalogue.sources.get(line.source)
    if told and source and told < source.published:
        message = f"{line.source} was published on {source.published}, after {told}"
        yield fault("report-before-source", row, "reported_on", told, message)


def _fact_faults(placed: PlacedLine) -> Iterator[Fault]:
    line, row = placed.line, placed.row
    if line.done_not_before and not line.done_not_after:
        message = "say by which day it was reached as well: done_not_after"
        yield fault("reached-without-day", row, "done_not_after", None, message)
    if line.done_not_after and not (line.reported_on and (line.source or line.evidence)):
        message = "say which report told it, and when: reported_on, and source or evidence"
        yield fault("reached-without-report", row, "reported_on", None, message)
    if line.verifier and line.verifier.casefold() == line.owner.casefold():
        message = "the owner cannot verify: name somebody else"
        yield fault("verifier-is-owner", row, "verifier", line.verifier, message)
    if line.verifier and not line.done_not_after:
        message = "there is nothing to verify before it is reached"
        yield fault("verified-before-reached", row, "verifier", line.verifier, message)
    if line.sites is not None and (line.sites_of is None or line.sites > line.sites_of):
        message = "sites need sites_of, and cannot be more than these"
        yield fault("sites-above-whole", row, "sites", line.sites, message)
    for name in ("sites", "sites_of", "amount"):
        value = getattr(line, name)
        if value is not None and value < 0:
            yield fault("below-nought", row, name, value, f"{name} cannot be below 0")


def _removal_faults(placed: PlacedLine, held: PlanLine | None) -> Iterator[Fault]:
    """What stands may be replaced, with a reason, and never taken away."""
    line, row = placed.line, placed.row
    if held is None:
        return
    if held.owner and not line.owner:
        message = f"{held.owner} owns it: name the new owner, an owner is not taken away"
        yield fault("owner-removed", row, "owner", None, message)
    if held.due and not line.due:
        message = f"it is planned by {held.due}: give the new day, a day is not taken away"
        yield fault("date-removed", row, "due", None, message)
    for name in FACTS:
        if getattr(held, name) and not getattr(line, name):
            message = f"{name} was reported as {getattr(held, name)}: correct it, do not remove it"
            yield fault("fact-removed", row, name, None, message)
    moved = held.due and line.due and (held.due, held.not_before) != (line.due, line.not_before)
    owner = held.owner and line.owner and held.owner != line.owner
    if (moved or owner) and (not line.why or line.why == held.why):
        message = "say why it is changed, in the column why"
        yield fault("change-without-reason", row, "why", line.why, message)


def _twice(lines: Sequence[PlacedLine]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for placed in lines:
        first = seen.setdefault(placed.line.identity, placed.row)
        if first != placed.row:
            what = placed.line.key if placed.line.item is Item.MILESTONE else placed.line.text
            message = f"{what} stands twice: also in line {first}"
            yield fault("stands-twice", placed.row, None, None, message)


def _dependency_faults(
    lines: Sequence[PlacedLine], standing: Standing, catalogue: Catalogue
) -> list[Fault]:
    rows = {p.line.key: p.row for p in lines if p.line.item is Item.MILESTONE}
    held = {line.key: line for line in standing.values() if line.item is Item.MILESTONE}
    merged = held | {p.line.key: p.line for p in lines if p.line.item is Item.MILESTONE}
    faults: list[Fault] = []
    follows: dict[MilestoneKey, list[MilestoneKey]] = {}
    for key, line in merged.items():
        try:
            added = line.predecessors
        except ValueError as error:
            message = f"{error}: write unit/initiative/milestone, several with | between"
            faults.append(fault("unknown-predecessor", rows.get(key), "after", line.after, message))
            added = ()
        known = [one for one in added if _is_known(one, catalogue)]
        faults += [
            fault("unknown-predecessor", rows.get(key), "after", one, f"there is no {one}")
            for one in added
            if one not in known
        ]
        follows[key] = [*_first_in_template(key, catalogue), *known]
    faults += [_circle_fault(circle, rows) for circle in _circles(follows)]
    return [*faults, *_order_faults(merged, follows, rows)]


def _is_known(key: MilestoneKey, catalogue: Catalogue) -> bool:
    initiative = catalogue.initiatives.get(key.initiative)
    has = initiative is not None and initiative.milestone(key.milestone) is not None
    return has and key.unit in catalogue.units


def _first_in_template(key: MilestoneKey, catalogue: Catalogue) -> list[MilestoneKey]:
    initiative = catalogue.initiatives.get(key.initiative)
    template = initiative.milestone(key.milestone) if initiative else None
    names = template.after if template else ()
    return [MilestoneKey(key.unit, key.initiative, name) for name in names]


def _circles(follows: Mapping[MilestoneKey, list[MilestoneKey]]) -> list[list[MilestoneKey]]:
    """Every circle, one after the other: each is found once, then opened to look for the next."""
    left = {key: list(before) for key, before in follows.items()}
    found: list[list[MilestoneKey]] = []
    while True:
        try:
            TopologicalSorter(left).prepare()
        except CycleError as error:
            circle: list[MilestoneKey] = list(error.args[1])
            found.append(circle)
            # Each comes immediately before the next: the second follows the first.
            left[circle[1]].remove(circle[0])
        else:
            return found


def _circle_fault(circle: Sequence[MilestoneKey], rows: Mapping[MilestoneKey, int]) -> Fault:
    place = min((rows[key] for key in circle if key in rows), default=None)
    way = " → ".join(str(key) for key in circle)
    return fault("circular-dependency", place, "after", None, f"goes round in a circle: {way}")


def _order_faults(
    merged: Mapping[MilestoneKey, PlanLine],
    follows: Mapping[MilestoneKey, Sequence[MilestoneKey]],
    rows: Mapping[MilestoneKey, int],
) -> Iterator[Fault]:
    """A day before the day of what comes first; only where the file has one of the two."""
    for key, befores in follows.items():
        for before in befores:
            row = rows.get(key, rows.get(before))
            if row is None or before not in merged:
                continue
            one, other = merged[before], merged[key]
            if one.due and other.due and other.due < one.due:
                message = f"{key} by {other.due} lies before {before} by {one.due}, which is first"
                yield fault("dates-out-of-order", row, "due", other.due, message)
            if (
                one.done_not_before
                and other.done_not_after
                and (other.done_not_after < one.done_not_before)
            ):
                message = (
                    f"{key} was reached by {other.done_not_after}, before {before}, which comes "
                    f"first and was reached after {one.done_not_before}"
                )
                yield fault(
                    "dates-out-of-order", row, "done_not_after", other.done_not_after, message
                )
