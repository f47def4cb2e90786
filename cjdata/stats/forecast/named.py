"""When each named unit went live, as intervals, from the statements about it.

Assumption: a unit said to be planned or in progress was not live on that day, and a first word
that it is live means live since the report before.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cjdata.domain.states import Stage
from cjdata.stats.forecast.statements import Kind, Statement


@dataclass(frozen=True, slots=True)
class GoLive:
    """A go-live after day `after` and up to day `until`; `after` may be minus infinity."""

    after: float
    until: float


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """What is known of the units by name.

    `live` holds the interval of each unit that is live; `waiting` the last day on which a unit
    that is not live was spoken of; `due` the latest planned day of such a unit; `started` those
    in progress; `out` those said to be no longer in scope.
    """

    live: dict[str, GoLive]
    waiting: dict[str, int]
    due: dict[str, int]
    started: frozenset[str]
    out: frozenset[str]


def named_units(statements: Iterable[Statement], *, reports: list[int]) -> NamedUnits:
    """The state of each named unit after the statements, which are given in order of saying.

    `reports` are the days on which anything was reported, in order.
    """
    live: dict[str, GoLive] = {}
    waiting: dict[str, int] = {}
    due: dict[str, int] = {}
    stage: dict[str, Stage] = {}
    for word in statements:
        if word.kind is Kind.FACT:
            stage[word.unit] = word.stage
        if word.kind is Kind.FACT and word.stage is Stage.LIVE:
            live[word.unit] = _narrowed(live.get(word.unit), word, reports)
        elif word.kind is Kind.FACT and word.stage is Stage.CEASED:
            live.pop(word.unit, None)
        else:
            waiting[word.unit] = word.said
        if word.kind is Kind.PLAN and word.not_after is not None:
            due[word.unit] = word.not_after
    out = frozenset(unit for unit, last in stage.items() if last is Stage.NOT_IN_SCOPE)
    for unit in out:
        live.pop(unit, None)
    return NamedUnits(
        live=live,
        waiting={unit: said for unit, said in waiting.items() if unit not in live.keys() | out},
        due={unit: day for unit, day in due.items() if unit not in live.keys() | out},
        started=frozenset(
            u for u, s in stage.items() if u not in live and s in (Stage.IN_PROGRESS, Stage.PARTIAL)
        ),
        out=out,
    )


def _narrowed(known: GoLive | None, word: Statement, reports: list[int]) -> GoLive:
    """The interval that the new word and the earlier one leave; the new one where they clash."""
    until: float = word.said if word.not_after is None else word.not_after
    if known is None:
        return GoLive(_after(word, until, reports), until)
    after = known.after if word.not_before is None else max(known.after, word.not_before)
    until = min(known.until, until)
    if after <= until:
        return GoLive(after, until)
    return GoLive(_after(word, until, reports), until)


def _after(word: Statement, until: float, reports: list[int]) -> float:
    if word.not_before is not None:
        return min(word.not_before, until)
    earlier = [day for day in reports if day < min(word.said, until)]
    return earlier[-1] if earlier else -math.inf
