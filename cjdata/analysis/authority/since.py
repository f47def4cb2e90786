"""What changed between two dates, told apart: real change, late or revised data, definitions.

A figure of a period that both dates knew differs because data came late or was revised; a figure
of a newer period differs because something changed; where what is counted changed between, neither
is said. Only whole figures are compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from cjdata.analysis.authority.decisions import Decision, decisions_at
from cjdata.analysis.authority.figure_changes import FigureChange, figure_changes
from cjdata.analysis.authority.mentions import Mention
from cjdata.analysis.authority.monitoring import AimChange, DueReview, Held, monitoring_at
from cjdata.analysis.authority.register import RegisterItem, register_at
from cjdata.analysis.rollout.stages import InitiativeStatus, rollout
from cjdata.analysis.rollout.statements import last_said
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import RefusedError
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader


class Counting(StrEnum):
    """What kind of definition changed."""

    REASONS = "reasons"
    COUNTED = "what reports count"
    AIM = "aim"


@dataclass(frozen=True, slots=True, kw_only=True)
class DefinitionChange:
    """Something that is counted, coded or aimed at otherwise from a day on."""

    kind: Counting
    on: dt.date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloutChange:
    """How one initiative moved over the boroughs."""

    name: str
    of: int
    live_before: int
    live_after: int
    newly_live: tuple[str, ...]
    """Units named as live at the later date and not at the earlier one."""
    fallen_back: tuple[str, ...]
    """Units named as live at the earlier date and no more at the later one."""
    counted_otherwise: bool
    """Whether reports count something else from a day between the two: no change can be read."""
    implied_by: str = ""
    """The model whose being live says so for each unit that is newly live; blank where any was
    reported with the initiative itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEntry:
    """Something entered after the earlier date about a day up to it: that past looks different."""

    what: str
    known_on: dt.date
    recorded_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Since:
    """What changed between two dates."""

    earlier: dt.date
    later: dt.date
    figures: tuple[FigureChange, ...]
    definitions: tuple[DefinitionChange, ...]
    rollout: tuple[RolloutChange, ...]
    heard: tuple[tuple[RegisterItem, Mention], ...]
    """Recommendations that papers spoke of between the dates."""
    fallen_silent: tuple[RegisterItem, ...]
    decided: tuple[Decision, ...]
    closed: tuple[Decision, ...]
    reviews_missed: tuple[DueReview, ...]
    late_entries: tuple[LateEntry, ...]


def since(reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date) -> Since:
    """What changed after one date up to another; raises RefusedError unless it lies before."""
    if earlier >= later:
        raise RefusedError(
            f"{earlier.isoformat()} does not lie before {later.isoformat()}: "
            "give the date of the earlier meeting first"
        )
    definitions = tuple(_definitions(reader, catalogue, earlier, later))
    before, after = (register_at(reader, catalogue, day) for day in (earlier, later))
    silent_before = {i.recommendation.id for i in before.silent}
    decisions = decisions_at(reader, later)
    return Since(
        earlier=earlier,
        later=later,
        figures=figure_changes(reader, catalogue, earlier, later),
        definitions=definitions,
        rollout=_rollout(reader, catalogue, earlier, later),
        heard=tuple(
            (item, m) for item in after.items for m in item.mentions if earlier < m.day <= later
        ),
        fallen_silent=tuple(i for i in after.silent if i.recommendation.id not in silent_before),
        decided=tuple(d for d in decisions if earlier < d.decided_on),
        closed=tuple(d for d in decisions if d.closed_on and earlier < d.closed_on),
        reviews_missed=tuple(_missed(reader, catalogue, earlier, later)),
        late_entries=_late(reader, earlier),
    )


def _definitions(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> Iterator[DefinitionChange]:
    for scheme in catalogue.schemes.values():
        if scheme.starts is not None and earlier < scheme.starts <= later:
            text = f"reasons are coded by another list: {scheme.label}"
            yield DefinitionChange(kind=Counting.REASONS, on=scheme.starts, text=text)
    for one in catalogue.initiatives.values():
        start = one.counted_as_from
        if start is not None and earlier < start <= later:
            counted = catalogue.initiatives[one.counted_as].name
            text = f"reports count {counted} in place of {one.name}: two series, not one"
            yield DefinitionChange(kind=Counting.COUNTED, on=start, text=text)
    for aim in monitoring_at(reader, catalogue, later).aim_changes:
        if earlier < aim.set_on:
            yield DefinitionChange(kind=Counting.AIM, on=aim.set_on, text=_aim(catalogue, aim))


def _aim(catalogue: Catalogue, change: AimChange) -> str:
    held = catalogue.aims.get(change.aim)
    return f"{held.label if held else change.aim}: {change.change} changed, because {change.why}"


def _rollout(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> tuple[RolloutChange, ...]:
    said = (last_said(reader, catalogue, day) for day in (earlier, later))
    moves = zip(catalogue.initiatives.values(), _moves(reader, catalogue, *said), strict=True)
    return tuple(
        replace(m, counted_otherwise=start is not None and earlier < start <= later)
        for start, m in ((one.counted_as_from, m) for one, m in moves)
        if m.live_before != m.live_after or m.newly_live or m.fallen_back
    )


@lru_cache(maxsize=64)
def _moves(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> tuple[RolloutChange, ...]:
    """Every initiative, between two days of speech."""
    pairs = zip(rollout(reader, catalogue, earlier), rollout(reader, catalogue, later), strict=True)
    return tuple(_move(before, after) for before, after in pairs)


def _move(before: InitiativeStatus, after: InitiativeStatus) -> RolloutChange:
    was = {u.unit for u in before.units if u.stage is Stage.LIVE}
    now = {u.unit for u in after.units if u.stage is Stage.LIVE}
    return RolloutChange(
        name=after.initiative.name,
        of=after.of,
        live_before=before.reported_live,
        live_after=after.reported_live,
        newly_live=tuple(u.unit for u in after.units if u.unit in now - was),
        fallen_back=tuple(u.unit for u in after.units if u.unit in was - now),
        counted_otherwise=False,
        implied_by=_implied_by(after, now - was),
    )


def _implied_by(status: InitiativeStatus, newly: set[str]) -> str:
    said = [u.word.implied_by if u.word else "" for u in status.units if u.unit in newly]
    return said[0] if said and all(said) and status.not_named == 0 else ""


def _missed(
    reader: Reader, catalogue: Catalogue, earlier: dt.date, later: dt.date
) -> Iterator[DueReview]:
    for cycle in monitoring_at(reader, catalogue, later).cycles:
        for review in cycle.due:
            if review.held is Held.NOT_HELD and review.due_by >= earlier:
                yield review


def _late(reader: Reader, earlier: dt.date) -> tuple[LateEntry, ...]:
    return tuple(e for e in _late_additions(reader) if e.known_on <= earlier < e.recorded_on)


@lru_cache(maxsize=2)
def _late_additions(reader: Reader) -> tuple[LateEntry, ...]:
    return tuple(
        LateEntry(
            what=str(row.file or row.kind),
            known_on=row.known_on.date(),
            recorded_on=row.recorded_at.date(),
        )
        for row in reader.late_additions().itertuples(index=False)
    )
