"""Since when each borough has had an initiative, as far as anybody knows it.

A reported go-live lies between two reports; the month in the middle stands for it, and the months
at both ends say how much that matters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cjdata.analysis.rollout import initiative_status
from cjdata.analysis.statements import ILLUSTRATIVE, known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import month_of
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader

TOGETHER_MONTHS = 1
"""Two initiatives that went live at most so many months apart went live together there."""
TOGETHER_SHARE = 0.5
"""In this share of the boroughs at least, for the two to be called a bundle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoLive:
    """When a borough went live: a month, between the first and last that reports allow."""

    month: int
    earliest: int
    latest: int
    undated: bool = False
    """No paper says since when: the month is that of the report."""


def go_lives(
    reader: Reader, catalogue: Catalogue, initiative: Initiative, known_at: dt.date, *, demo: bool
) -> dict[str, GoLive]:
    """The boroughs live at a date and since when; in a demo store the invented days."""
    if demo:
        return _illustrative(reader, initiative.id, known_at)
    events = known_events(reader, known_at)
    status = initiative_status(catalogue, events, initiative, known_at)
    found = {}
    for unit in status.units:
        if unit.stage is not Stage.LIVE or unit.word is None:
            continue
        latest = month_of(unit.word.not_after or unit.word.said_on)
        after = unit.word.not_before
        earliest = latest if after is None else month_of(after)
        found[unit.unit] = GoLive(
            month=(earliest + latest + 1) // 2,
            earliest=earliest,
            latest=latest,
            undated=after is None,
        )
    return found


def _illustrative(reader: Reader, initiative: str, known_at: dt.date) -> dict[str, GoLive]:
    frame = reader.events()
    mine = frame[(frame["origin"] == ILLUSTRATIVE) & (frame["initiative"] == initiative)]
    found = {}
    for row in mine.itertuples(index=False):
        day = pd.Timestamp(row.not_before).date()
        if row.stage == Stage.LIVE and day <= known_at:
            month = month_of(day)
            found[str(row.unit)] = GoLive(month=month, earliest=month, latest=month)
    return found


def went_live_together(
    reader: Reader,
    catalogue: Catalogue,
    initiative: Initiative,
    dates: Mapping[str, GoLive],
    known_at: dt.date,
    *,
    demo: bool,
) -> tuple[str, ...]:
    """Other initiatives, not elements of this one, that went live with it in most boroughs."""
    found = []
    for other in catalogue.initiatives.values():
        if other.id == initiative.id or other.id in initiative.elements:
            continue
        theirs = go_lives(reader, catalogue, other, known_at, demo=demo)
        both = [unit for unit in dates if unit in theirs]
        near = [
            unit for unit in both
            if abs(dates[unit].month - theirs[unit].month) <= TOGETHER_MONTHS
        ]  # fmt: skip
        if len(near) >= max(TOGETHER_SHARE * len(dates), 1):
            found.append(other.id)
    return tuple(found)
