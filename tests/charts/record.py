"""The public record as results: what the analysis makes of it on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from typing import cast

from cjdata.analysis.rollout.progress import Progress, progress
from cjdata.analysis.rollout.stages import InitiativeStatus, initiative_status, rollout
from cjdata.analysis.rollout.statements import known_events
from cjdata.definitions import load, load_record
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.snapshot.entries import Statement
from cjdata.snapshot.reader import Reader

MODEL = "justice-for-london-model"
UNITS = "case-progression-unit"
LAWYERS = "lawyers-at-point-of-charge"
DESKS = "witness-liaison-desk"
BAIL = "flexible-bail"
OFFICERS = "custody-detention-officers"

MAY = dt.date(2003, 5, 8)
OCTOBER = dt.date(2003, 10, 9)
INSPECTION = dt.date(2003, 11, 30)
DECEMBER = dt.date(2003, 12, 11)
FEBRUARY = dt.date(2004, 2, 12)
APRIL = dt.date(2004, 4, 22)
TARGET = dt.date(2004, 4, 30)
JULY = dt.date(2004, 7, 12)
NOVEMBER = dt.date(2004, 11, 4)
LAST = dt.date(2005, 5, 12)


class StatementsOnly:
    """A reader that holds statements and nothing else."""

    def __init__(self, events: tuple[RolloutEvent, ...]) -> None:
        self.said = tuple(Statement("record", event) for event in events)

    def events(self) -> tuple[Statement, ...]:
        return self.said


@cache
def catalogue() -> Catalogue:
    return load()


@cache
def reader() -> Reader:
    return cast(Reader, StatementsOnly(load_record(catalogue=catalogue())))


@cache
def status(initiative: str, day: dt.date) -> InitiativeStatus:
    events = known_events(reader(), day)
    return initiative_status(catalogue(), events, catalogue().initiatives[initiative], day)


SECOND_LOOK = dt.date(2004, 3, 1)
"""An invented day on which the inspectors find Lambeth behind, after the MPS called it live."""


@cache
def disputed(initiative: str, day: dt.date) -> InitiativeStatus:
    """The record with what was invented to be said on SECOND_LOOK: an open dispute."""
    said = known_events(reader(), INSPECTION)
    behind = [e for e in said if e.unit == "lambeth" and e.extent and e.initiative == initiative]
    events = [*known_events(reader(), day), *(replace(e, said_on=SECOND_LOOK) for e in behind)]
    return initiative_status(catalogue(), events, catalogue().initiatives[initiative], day)


@cache
def statuses(day: dt.date) -> tuple[InitiativeStatus, ...]:
    return rollout(reader(), catalogue(), day)


@cache
def over_time(initiative: str, day: dt.date) -> Progress:
    return progress(reader(), catalogue(), catalogue().initiatives[initiative], day)
