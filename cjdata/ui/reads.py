"""Cached answers: worked out once a snapshot and view, shared by everybody who asks the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from cjdata.analysis.figures.comparison import Standing, standings
from cjdata.analysis.figures.latest import LatestFigure, latest_figures
from cjdata.analysis.figures.like_for_like import LikeForLike, like_for_like
from cjdata.analysis.returns.outstanding import Outstanding, OwedReturn, outstanding
from cjdata.analysis.rollout.progress import Progress, progress
from cjdata.analysis.rollout.stages import InitiativeStatus, rollout
from cjdata.analysis.variation.chart_choice import usual_grain
from cjdata.analysis.variation.kept_signals import signals_of
from cjdata.analysis.variation.rebases import Rebase, rebases
from cjdata.analysis.variation.signal_list import SignalList
from cjdata.demo.shape import LAST_MONTH_TEXT
from cjdata.domain.periods import Grain, month_label, parse_month
from cjdata.snapshot.turning import turning_day
from cjdata.ui.house import House, kept


@kept
def statuses(house: House, known_at: dt.date) -> tuple[InitiativeStatus, ...]:
    return rollout(house.reader, house.catalogue, known_at)


def status_of(house: House, known_at: dt.date, initiative: str) -> InitiativeStatus:
    return next(s for s in statuses(house, known_at) if s.initiative.id == initiative)


@kept
def progress_of(house: House, known_at: dt.date, initiative: str) -> Progress:
    return progress(
        house.reader, house.catalogue, house.catalogue.initiatives[initiative], known_at
    )


@kept
def latest_of(
    house: House, known_at: dt.date, unit: str, measures: tuple[str, ...]
) -> tuple[LatestFigure, ...]:
    return latest_figures(house.reader, house.catalogue, measures, unit, known_at)


def alike_of(
    house: House, known_at: dt.date, unit: str, measures: tuple[str, ...]
) -> dict[str, LikeForLike]:
    return _alike(house, turning_day(house.reader, known_at), unit, measures)


@kept
def _alike(
    house: House, day: dt.date, unit: str, measures: tuple[str, ...]
) -> dict[str, LikeForLike]:
    latest = latest_of(house, day, unit, measures)
    return like_for_like(house.reader, house.catalogue, latest, day)


def standings_of(
    house: House, known_at: dt.date, unit: str, peers: tuple[str, ...] | None = None
) -> tuple[Standing, ...]:
    return _standings(house, turning_day(house.reader, known_at), unit, peers)


@kept
def _standings(
    house: House, day: dt.date, unit: str, peers: tuple[str, ...] | None
) -> tuple[Standing, ...]:
    return standings(house.reader, house.catalogue, unit, day, peers)


@kept
def outstanding_at(house: House, known_at: dt.date) -> Outstanding:
    return outstanding(house.reader, known_at)


def end_of_illustration(house: House, late: Sequence[OwedReturn]) -> str:
    """What to say beside returns outstanding that nobody invented; nothing in a live store."""
    last = parse_month(LAST_MONTH_TEXT)
    if not house.store.demo or max((owed.period.last for owed in late), default=last) <= last:
        return ""
    return f"; the illustrative returns end with {month_label(last)}"


def where_else(house: House, known_at: dt.date) -> str:
    """What helps where nothing is known: a later date if returns came later, else a return."""
    last = house.reader.last_known_on()
    if last is not None and last > known_at:
        return "step to a later date"
    return "load returns under Returns, Submit"


@kept
def rebases_at(house: House, known_at: dt.date) -> tuple[Rebase, ...]:
    return rebases(house.reader, known_at)


@kept
def usual_grain_of(house: House, known_at: dt.date, measure: str, unit: str) -> Grain:
    return usual_grain(house.reader, house.catalogue, measure, unit, known_at)


@kept
def signals_at(house: House, looked_on: dt.date) -> SignalList:
    found = _signals(house, turning_day(house.reader, looked_on))
    return replace(found, known_at=looked_on)


@kept
def _signals(house: House, day: dt.date) -> SignalList:
    return signals_of(house.reader, house.catalogue, day)
