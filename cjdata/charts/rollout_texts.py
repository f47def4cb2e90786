"""What the status of an initiative says in words: headings of the map, titles of boroughs.

Every sentence is made from what was said by the date looked at. Nothing is claimed for boroughs
that no paper names, and a report that counts something else is never read as this initiative's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cjdata.analysis.rollout.stages import InitiativeStatus, Total, UnitStatus
from cjdata.analysis.rollout.statements import Claim
from cjdata.charts import words
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage

SHORT_QUOTE = 12
"""Letters of a quotation that still fit into a table cell."""


def plain_name(initiative: Initiative) -> str:
    """As it stands within a sentence: `the full model`, `lawyers at the point of charge`."""
    if initiative.elements:
        return "the full model"
    first, _, rest = initiative.name.partition(" ")
    proper = first != first.capitalize() or rest != rest.lower()
    return initiative.name if proper else initiative.name[:1].lower() + initiative.name[1:]


def borough_names(catalogue: Catalogue, units: Sequence[str]) -> list[str]:
    return [catalogue.units[unit].name for unit in units]


def on_record(status: InitiativeStatus) -> bool:
    """Whether anybody has planned or reported anything of it; `not developed` is neither."""
    heard = any(u.stage is not Stage.UNKNOWN or u.claims or u.due for u in status.units)
    return heard or bool(status.totals or reports_without_number(status))


def reports_without_number(status: InitiativeStatus) -> list[str]:
    """What was said of places that are neither named nor counted: `many BOCUs`."""
    return [
        e.extent or e.note
        for e in status.unnamed
        if e.stage is not Stage.UNKNOWN and (e.extent or e.note)
    ]


def said_of_none(status: InitiativeStatus, catalogue: Catalogue) -> str:
    """`HMIC: not developed`: what was said of an initiative that has no plan and no go-live."""
    last = status.unnamed[-1] if status.unnamed else None
    if on_record(status) or last is None or not last.extent:
        return ""
    return f"{body_of(last.source, catalogue.sources)}: {last.extent}"


def counts_something_else(status: InitiativeStatus) -> bool:
    """Whether reports of the date looked at count another initiative in place of this one."""
    start = status.initiative.counted_as_from
    return bool(status.initiative.counted_as) and start is not None and status.known_at >= start


def latest_total(status: InitiativeStatus) -> Total | None:
    """The total that `reported_live` rests on, where more are reported than are named."""
    if not status.not_named:
        return None
    return max(status.totals, key=lambda t: (t.count, t.said_on))


def live_words(status: InitiativeStatus) -> str:
    """In a few words, for a table: `1 of 32`, `26 of 32, 13 named`, `no plan on record`."""
    if not on_record(status):
        return "no plan on record"
    quoted = reports_without_number(status)
    text = f"{status.reported_live} of {status.of}"
    if status.not_named:
        return f"{text}, {status.live} named"
    if status.live == 0 and status.count_of(Stage.PLANNED):
        return f"{text}, {status.count_of(Stage.PLANNED)} planned"
    if quoted and status.live < status.of:
        more = f"“{quoted[-1]}”" if len(quoted[-1]) <= SHORT_QUOTE else "more"
        return f"{text}, {more} not named"
    return text


def map_heading(status: InitiativeStatus, catalogue: Catalogue) -> str:
    """The finding of the map page: how many have it, how many are to go, in what time."""
    name = plain_name(status.initiative)
    said = said_of_none(status, catalogue)
    if said:
        return f"No plan of {name} on record; {said}."
    if not on_record(status):
        return f"No plan and no report of {name} on record."
    total = latest_total(status)
    if total is not None:
        return (
            f"{total.count} of {total.of} reported on {words.day(total.said_on)}; "
            "which boroughs is not said."
        )
    if counts_something_else(status):
        return _last_counted(status, catalogue)
    if status.live == status.of:
        return f"All {status.of} boroughs have {name} on {words.day(status.known_at)}."
    who = words.opening(f"{words.boroughs(status.live)} {words.have(status.live)} {name}")
    if reports_without_number(status):
        who = words.opening(f"{words.boroughs(status.live)} {words.are(status.live)} named ")
        who += f"with {name}"
    return f"{who} on {words.day(status.known_at)}; {_to_go(status)}."


def _to_go(status: InitiativeStatus) -> str:
    """`24 to go in eleven weeks`, and how it is said on the target date and after it."""
    left, target = f"{status.of - status.live} to go", status.initiative.target_date
    if reports_without_number(status):
        left = "more are reported without names"
    if target is None:
        return f"{left}, and no target date on record"
    days = (target - status.known_at).days
    if days == 0:
        return f"{left} on the target date"
    when = f"in {words.duration(days)}" if days > 0 else f"{words.duration(-days)} after the target"
    if reports_without_number(status):
        when = f"the target is {words.duration(days)} away" if days > 0 else when
        return f"{left}, {when}"
    return f"{left} {when}"


def _last_counted(status: InitiativeStatus, catalogue: Catalogue) -> str:
    """For an initiative that reports no longer count by itself."""
    counted = catalogue.initiatives[status.initiative.counted_as]
    said = [c.said_on for u in status.units for c in u.claims if c.stage is Stage.LIVE]
    was = "was" if status.live < 2 else "were"
    last = f"on {words.day(max(said))}" if said else f"by {words.day(status.known_at)}"
    return (
        f"{words.opening(words.boroughs(status.live))} {was} reported with "
        f"{plain_name(status.initiative)} {last}; reports now count {plain_name(counted)}."
    )


def map_subheading(
    status: InitiativeStatus, catalogue: Catalogue, before: InitiativeStatus | None = None
) -> str:
    """What the heading means: what is new, under way, overdue, due and disputed.

    `before` is the status at the report before, for what came since.
    """
    parts = [
        _since(status, before),
        _naming(status, catalogue),
        _part_of_whole(status, catalogue),
        _under_way(status, catalogue),
        *_dues(status, catalogue),
        *_said_of_all(status),
        *(_dispute(u, catalogue) for u in status.units if u.disputed),
    ]
    return " ".join(words.opening(part) for part in parts if part)


def _since(status: InitiativeStatus, before: InitiativeStatus | None) -> str:
    if before is None or not on_record(status) or counts_something_else(status):
        return ""
    if status.reported_live == before.reported_live == 0:
        return ""
    more = status.reported_live - before.reported_live
    day = words.day(before.known_at)
    if more == 0:
        return f"none more since {day}." if status.reported_live < status.of else ""
    if more < 0:
        return f"{words.number(-more)} fewer than on {day}."
    return f"{words.number(more)} more since {day}."


def _naming(status: InitiativeStatus, catalogue: Catalogue) -> str:
    if not status.not_named:
        return ""
    if not status.live:
        return "no paper names any of them."
    named = words.names_or_number(borough_names(catalogue, status.named_live))
    return f"papers name {named}; {words.number(status.not_named)} more are not named."


def _part_of_whole(status: InitiativeStatus, catalogue: Catalogue) -> str:
    """For an element that is live only as part of a model."""
    live = [u for u in status.units if u.stage is Stage.LIVE and u.word]
    if not live or not all(u.word and u.word.implied_by for u in live):
        return ""
    wholes = {catalogue.initiatives[u.word.implied_by].name for u in live if u.word}
    return f"known only as part of the {words.listing(sorted(wholes))}."


def _under_way(status: InitiativeStatus, catalogue: Catalogue) -> str:
    units = [u.unit for u in status.units if u.stage in (Stage.IN_PROGRESS, Stage.PARTIAL)]
    if not units:
        return ""
    names = words.names_or_number(borough_names(catalogue, units))
    return f"{names} {words.are(len(units))} under way."


def _dues(status: InitiativeStatus, catalogue: Catalogue) -> list[str]:
    """A sentence for each day that boroughs were or are due, the overdue first."""
    due: dict[tuple[dt.date, str], list[str]] = {}
    for unit in status.units:
        if unit.due is not None:
            due.setdefault((unit.due, unit.due_as_said), []).append(unit.unit)
    found = []
    for (date, as_said), units in sorted(due.items()):
        names = words.names_or_number(borough_names(catalogue, units))
        verb = words.are(len(units))
        if date < status.known_at:
            verb = "was" if len(units) == 1 else "were"
        found.append(f"{names} {verb} due {words.by(date, as_said)}.")
    undated = [u.unit for u in status.units if u.stage is Stage.PLANNED and u.due is None]
    if undated:
        names = words.names_or_number(borough_names(catalogue, undated))
        found.append(f"{names} {words.are(len(undated))} planned without a date.")
    return found


def _said_of_all(status: InitiativeStatus) -> list[str]:
    """What was said of the whole without a number, word for word, with its day and paper."""
    if status.live == status.of:
        return []
    return [
        f"Said on {words.day(e.said_on)}: “{e.extent or e.note}” ({e.source})."
        for e in status.unnamed
        if e.extent or e.note
    ]


def _dispute(unit: UnitStatus, catalogue: Catalogue) -> str:
    said = words.listing(
        [f"{c.body} {_with_extent(c.stage.label, c)} ({words.day(c.said_on)})" for c in unit.claims]
    )
    return f"What is said of {catalogue.units[unit.unit].name} differs: {said}."


def _with_extent(text: str, claim: Claim) -> str:
    return f"{text}, “{claim.extent}”" if claim.extent else text


def unit_sentence(unit: UnitStatus, status: InitiativeStatus, catalogue: Catalogue) -> str:
    """One borough in one line: stage, since when, said by whom; every body where they differ."""
    parts = [claim_words(claim, catalogue) for claim in unit.claims]
    if not parts:
        parts = [unit.stage.label]
    if unit.due is not None:
        said = f" (plan of {words.day(unit.due_said_on)})" if unit.due_said_on else ""
        verb = "was due" if unit.due < status.known_at else "due"
        parts.append(f"{verb} {words.by(unit.due, unit.due_as_said)}{said}")
    return f"{catalogue.units[unit.unit].name}: {'; '.join(parts)}"


def claim_words(claim: Claim, catalogue: Catalogue) -> str:
    """`live at some time between … and … (MPS, 9 October 2003)`."""
    text = _with_extent(f"{claim.stage.label} {_when(claim)}".strip(), claim)
    how = ""
    if claim.implied_by:
        how = f", as part of the {catalogue.initiatives[claim.implied_by].name}"
    return f"{text} ({claim.body}, {words.day(claim.said_on)}{how})"


def _when(claim: Claim) -> str:
    after, by = claim.not_before, claim.not_after
    if after and by:
        if after == by:
            return f"since {words.day(by)}"
        return f"since some time between {words.day(after)} and {words.day(by)}"
    if by:
        return f"since {words.day(by)} at the latest"
    return f"since {words.day(after)} at the earliest" if after else ""
