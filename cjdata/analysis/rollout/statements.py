"""What was said about the rollout by a date, and by whom.

A later statement of one body supersedes its earlier ones about the same unit; the statements of
two bodies stand side by side. A model that is live implies its elements; the reverse never holds.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one body says of one unit and initiative, as its latest word."""

    body: str
    stage: Stage
    said_on: dt.date
    source: str
    extent: str = ""
    note: str = ""
    not_before: dt.date | None = None
    not_after: dt.date | None = None
    implied_by: str = ""
    """Initiative whose being live says this one is, empty where it was said itself."""


def known_events(reader: Reader, known_at: dt.date) -> tuple[RolloutEvent, ...]:
    """Every statement said by a date, oldest first, without the invented days of a demo store."""
    return tuple(event for event in _events(reader) if event.said_on <= known_at)


def last_said(reader: Reader, catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which anything was said or a paper came out.

    Between two of them every answer that rests on statements alone is the same.
    """
    days = _days_of_speech(reader, catalogue)
    place = bisect_right(days, known_at)
    return days[place - 1] if place else dt.date.min


@lru_cache(maxsize=2)
def _days_of_speech(reader: Reader, catalogue: Catalogue) -> tuple[dt.date, ...]:
    papers = {source.published for source in catalogue.sources.values()}
    return tuple(sorted(papers | {event.said_on for event in _events(reader)}))


@lru_cache(maxsize=2)
def _events(reader: Reader) -> tuple[RolloutEvent, ...]:
    """All statements of a snapshot, which never changes: read once, asked for on every date."""
    return tuple(event for origin, event in reader.events() if origin != "illustrative")


def claims_of(
    catalogue: Catalogue, events: Iterable[RolloutEvent], initiative: str, unit: str
) -> tuple[Claim, ...]:
    """The latest word of each body on a unit, the most recent first."""
    facts = [e for e in events if e.kind == "fact" and e.unit == unit]
    found = [_claim(catalogue, e) for e in facts if e.initiative == initiative]
    for whole in catalogue.initiatives.values():
        if initiative in whole.elements:
            found += [
                _implied(catalogue, e)
                for e in facts
                if e.initiative == whole.id and e.stage is Stage.LIVE
            ]
    return latest_of_each_body(found)


def latest_of_each_body(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """One claim a body: its latest, with all that its claims of that stage tell of the day."""
    by_body: dict[str, list[Claim]] = {}
    for claim in claims:
        by_body.setdefault(claim.body, []).append(claim)
    latest = [_narrowed(sorted(mine, key=_recency)) for mine in by_body.values()]
    return tuple(sorted(latest, key=_recency, reverse=True))


def _recency(claim: Claim) -> tuple[dt.date, bool]:
    """Later first; of one day what was said itself before what is implied."""
    return claim.said_on, not claim.implied_by


def _narrowed(claims: list[Claim]) -> Claim:
    """The last claim, its interval narrowed by the unbroken run of like claims before it."""
    last = claims[-1]
    run = [last]
    for claim in reversed(claims[:-1]):
        if claim.stage is not last.stage:
            break
        run.append(claim)
    after = [c.not_before for c in run if c.not_before is not None]
    by = [c.not_after for c in run if c.not_after is not None]
    if last.stage is Stage.LIVE:
        by.append(min(c.said_on for c in run))
    not_before, not_after = max(after, default=None), min(by, default=None)
    if not_before and not_after and not_before > not_after:
        not_before, not_after = last.not_before, last.not_after
    return replace(last, not_before=not_before, not_after=not_after)


def _claim(catalogue: Catalogue, event: RolloutEvent) -> Claim:
    return Claim(
        body=body_of(event.source, catalogue.sources),
        stage=event.stage,
        said_on=event.said_on,
        source=event.source,
        extent=event.extent,
        note=event.note,
        not_before=event.not_before,
        not_after=event.not_after,
    )


def _implied(catalogue: Catalogue, event: RolloutEvent) -> Claim:
    """An element may have been live before the whole was: only the upper bound carries over."""
    return Claim(
        body=body_of(event.source, catalogue.sources),
        stage=Stage.LIVE,
        said_on=event.said_on,
        source=event.source,
        not_after=event.not_after,
        implied_by=event.initiative,
    )
