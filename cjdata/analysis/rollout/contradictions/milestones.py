"""Milestones that cannot be followed: without a day, without an owner, overdue, or told twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from cjdata.analysis.rollout.contradictions.finding import Contradiction, ContradictionKind
from cjdata.analysis.rollout.plan import Milestone
from cjdata.analysis.rollout.wording import (
    by_day,
    called,
    day,
    days,
    many,
    many_places,
    names,
    verb,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage


def without_date(
    catalogue: Catalogue, initiative: Initiative, mine: Sequence[Milestone]
) -> Iterator[Contradiction]:
    """Units that are neither live nor dated, once anything is planned or a target is near."""
    go_lives = [m for m in mine if m.key.milestone == LIVE]
    undated = [m for m in go_lives if m.actual is None and not m.dates]
    said = [m.dates[0].said_on for m in go_lives if m.dates]
    if not undated or not said or initiative.target_date is None:
        return
    sources = [m.current.source for m in go_lives if m.current and m.current.source]
    everywhere = many_places(catalogue, [m.key.unit for m in go_lives])
    yield Contradiction(
        kind=ContradictionKind.UNDATED,
        initiative=initiative.id,
        sentence=(
            f"{initiative.name}: {len(undated)} of {everywhere} are neither reported live nor "
            f"named with a day; the target for all is {day(initiative.target_date)}."
        ),
        sources=tuple(dict.fromkeys(sources)),
        first_visible=min(said),
        units=tuple(m.key.unit for m in undated),
    )


def without_owner(initiative: Initiative, mine: Sequence[Milestone]) -> Iterator[Contradiction]:
    dated = [m for m in mine if m.own_baseline and m.actual is None]
    lacking = [m for m in dated if not m.owner]
    if not lacking:
        return
    first = min(m.dates[0].said_on for m in lacking)
    sources = dict.fromkeys(m.dates[0].source for m in lacking if m.dates[0].source)
    yield Contradiction(
        kind=ContradictionKind.NO_OWNER,
        initiative=initiative.id,
        sentence=(
            f"{initiative.name}: {len(lacking)} of {many(len(dated), 'open milestone')} with a "
            f"date {verb(len(lacking), 'has', 'have')} no owner."
        ),
        sources=tuple(sources),
        first_visible=first,
        units=tuple(dict.fromkeys(m.key.unit for m in lacking)),
    )


def overdue(
    catalogue: Catalogue, mine: Sequence[Milestone], known_at: dt.date
) -> Iterator[Contradiction]:
    """Open milestones whose day has passed, those of one day, initiative and step together."""
    late: dict[tuple[str, str, dt.date, str], list[Milestone]] = {}
    for m in mine:
        date = m.current
        if m.actual is None and date and not date.counted_as and date.due < known_at:
            by = by_day(date.due, date.as_said)
            late.setdefault((m.key.initiative, m.key.milestone, date.due, by), []).append(m)
    for (_, _, due, by), group in sorted(late.items(), key=lambda item: item[0][2]):
        initiative = catalogue.initiatives[group[0].key.initiative]
        step = "live" if group[0].key.milestone == LIVE else f"at '{group[0].name}'"
        yield Contradiction(
            kind=ContradictionKind.OVERDUE,
            initiative=initiative.id,
            sentence=(
                f"{initiative.name}: {names(catalogue, [m.key.unit for m in group])} "
                f"{verb(len(group), 'was', 'were')} to be {step} {by}; "
                f"{days((known_at - due).days)} later no report says so."
            ),
            sources=tuple(dict.fromkeys(s for m in group if m.current and (s := m.current.source))),
            first_visible=due + dt.timedelta(days=1),
            units=tuple(m.key.unit for m in group),
        )


def not_in_record(catalogue: Catalogue, mine: Sequence[Milestone]) -> Iterator[Contradiction]:
    """The plan has a go-live as reached that no statement on the rollout tells of."""
    for m in mine:
        told = m.actual
        if m.key.milestone == LIVE and told is not None and m.stage is not Stage.LIVE:
            if told.counted_as:
                continue
            yield Contradiction(
                kind=ContradictionKind.NOT_IN_RECORD,
                initiative=m.key.initiative,
                sentence=(
                    f"{called(catalogue, m.key)} is reached according to the plan; the statements "
                    f"on the rollout have it as {m.stage.label}."
                ),
                sources=m.evidence,
                first_visible=told.told_on,
                units=(m.key.unit,),
            )
