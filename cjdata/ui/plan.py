"""The sections of the rollout plan page, each from one result."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pandas as pd
from markupsafe import Markup

from cjdata.analysis.rollout.contradictions import Contradiction, ContradictionKind, contradictions
from cjdata.analysis.rollout.plan import ImplementationPlan, Milestone, plan_at
from cjdata.charts import words
from cjdata.charts.brag import badge, brag_legend
from cjdata.charts.palette import STAGE_LOOKS
from cjdata.charts.plan_strip import plan_strip, span_of
from cjdata.charts.plan_tables import contradiction_table, milestone_table
from cjdata.charts.plan_texts import (
    fullness_words,
    plan_heading,
    plan_subheading,
    reached_words,
    slippage_words,
    unnamed_words,
)
from cjdata.domain.plan import LIVE
from cjdata.domain.units import UnitKind
from cjdata.ui.address import View
from cjdata.ui.cells import cell, in_a_row
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_ratings

SOURCE = (
    "Public record: papers to the Planning, Performance and Review Committee of the Metropolitan "
    "Police Authority, and the inspection report of October 2003; lines of the plan as entered in "
    "this store"
)
URGENT = (ContradictionKind.SHORT_OF_TARGET, ContradictionKind.IMPOSSIBLE_ORDER)


@kept
def plan_of(house: House, known_at: dt.date) -> ImplementationPlan:
    return plan_at(house.reader, house.catalogue, known_at)


@kept
def contradictions_at(house: House, known_at: dt.date) -> tuple[Contradiction, ...]:
    return contradictions(house.reader, house.catalogue, known_at)


@kept
def heading(house: House, view: View) -> str:
    plan, initiative = plan_of(house, view.known_at), house.catalogue.initiatives[view.initiative]
    return rendered(
        "heading",
        title=plan_heading(plan, initiative, house.catalogue),
        below=plan_subheading(
            plan, initiative, contradictions_at(house, view.known_at), house.catalogue
        ),
    )


@kept
def not_holding(house: House, view: View) -> str:
    """What cannot hold together of this initiative, the gravest first."""
    found = contradictions_at(house, view.known_at)
    mine = sorted(
        (c for c in found if c.initiative == view.initiative),
        key=lambda c: list(ContradictionKind).index(c.kind),
    )
    return rendered(
        "contradictions",
        items=[
            {
                "kind": words.opening(c.kind.value),
                "day": words.day(c.first_visible),
                "sentence": c.sentence,
                "sources": "; ".join(c.sources),
                "tone": "" if c.kind in URGENT else "late",
            }
            for c in mine
        ],
        others=len(found) - len(mine),
    )


@kept
def in_short(house: House, view: View) -> str:
    """The gravest of what does not hold together, with the way to the rest."""
    found = contradictions_at(house, view.known_at)
    mine = [c for c in found if c.initiative == view.initiative]
    grave = next((c for c in mine if c.kind in URGENT), mine[0] if mine else None)
    return rendered(
        "plan_in_short",
        sentence=grave.sentence if grave else "",
        day=words.day(grave.first_visible) if grave else "",
        more=len(mine) - 1,
        address=view.link("rollout-plan", "initiative"),
    )


@kept
def gantt(house: House, view: View) -> str:
    """Every go-live with a day or a report, on one line of days."""
    every = plan_of(house, view.known_at).of(view.initiative, milestone=None)
    shown = [m for m in every if m.dates or m.actual]
    span = span_of(shown, view.known_at, house.catalogue.initiatives[view.initiative].target_date)
    rest = [m for m in every if not m.dates and not m.actual]
    shared = [m.reasons for m in shown if m.reasons]
    return rendered(
        "plan_gantt",
        legend=brag_legend(),
        same=_shared(shared),
        rows=[_gantt_row(house, view, m, span) for m in sorted(shown, key=_earliest)],
        span=(words.day_short(span.first), words.day_short(span.last)) if span else ("", ""),
        rest=_rest(house, rest),
    )


def _gantt_row(house: House, view: View, m: Milestone, span: Any) -> dict[str, Any]:
    name = house.catalogue.units[m.key.unit].name
    return {
        "name": name if m.key.milestone == LIVE else f"{name}: {m.name}",
        "address": view.link("performance-borough", unit=m.key.unit)
        if house.catalogue.units[m.key.unit].kind is UnitKind.BOROUGH
        else "",
        "brag": badge(m.brag),
        "rated": m.brag.label,
        "why": "; ".join(m.reasons) or m.brag.label,
        "reason": _short_reason(m),
        "strip": plan_strip(m, span),
        "fully": _fully(house, m),
        "slipped": slippage_words(m.slippage),
    }


def _short_reason(m: Milestone) -> str:
    """Why what is reported as live is no B, in as much as a narrow column holds."""
    if m.actual is None or not m.reasons:
        return ""
    return "a part, not verified" if m.actual.counted_as else m.reasons[0]


def _fully(house: House, m: Milestone) -> str:
    template = house.catalogue.initiatives[m.key.initiative].milestone(m.key.milestone)
    if m.actual is None or m.key.milestone != LIVE or template is None:
        return ""
    return fullness_words(m.fullness, template.covers)


def _shared(reasons: list[tuple[str, ...]]) -> str:
    """Why milestones are rated as they are, with how many of them each reason holds for."""
    counts = Counter(reason for found in reasons for reason in found)
    told = [f"{reason} ({count})" for reason, count in counts.most_common()]
    return f"Why: {'; '.join(told)}." if told else ""


def _earliest(m: Milestone) -> tuple[dt.date, str]:
    days = [date.due for date in m.dates[:1]] + ([m.actual.not_after] if m.actual else [])
    return min(days), m.key.unit


def _rest(house: House, rest: list[Milestone]) -> str:
    if not rest:
        return ""
    names = [house.catalogue.units[m.key.unit].name for m in rest]
    has = words.have(len(rest))
    return f"{words.listing(names)} {has} neither a day nor a report."


@kept
def slippages(house: House, view: View) -> str:
    """Days missed, moved or perhaps missed, the worst first."""
    plan = plan_of(house, view.known_at)
    found = [m for m in plan.slippages if m.key.initiative == view.initiative]
    return rendered("plan_slippage", rows=[_slippage_row(house, m) for m in found])


def _slippage_row(house: House, m: Milestone) -> dict[str, Any]:
    catalogue, baseline, current, told = house.catalogue, m.baseline, m.current, m.actual
    assert baseline is not None  # nothing slips without one
    assert current is not None
    name = catalogue.units[m.key.unit].name
    return {
        "name": name if m.key.milestone == LIVE else f"{name}: {m.name}",
        "baseline": words.by_short(baseline.due, baseline.as_said),
        "said": words.day_short(baseline.said_on),
        "current": "as first"
        if current.due == baseline.due
        else words.by_short(current.due, current.as_said),
        "reached": reached_words(told) if told else "not reported",
        "told": words.day_short(told.told_on) if told else "",
        "counted": catalogue.initiatives[told.counted_as].short if told and told.counted_as else "",
        "slipped": slippage_words(m.slippage),
    }


@kept_between_ratings
def matrix(house: House, view: View) -> str:
    """Stage, rating and days of every initiative in every borough."""
    plan, catalogue = plan_of(house, view.known_at), house.catalogue
    cells = {m.key: _cell(m) for m in plan.milestones if m.key.milestone == LIVE}
    by_place = {(key.unit, key.initiative): cell for key, cell in cells.items()}
    boroughs = {unit.id for unit in catalogue.boroughs}
    named = Counter(key.initiative for key in cells if key.unit in boroughs)
    unnamed = {
        name: unnamed_words(initiative, named[name])
        for name, initiative in catalogue.initiatives.items()
    }
    return rendered(
        "plan_matrix",
        legend=brag_legend(),
        initiatives=[i.short for i in catalogue.initiatives.values()],
        rows=[
            {
                "name": unit.name,
                "address": view.link("performance-borough", unit=unit.id),
                "cells": in_a_row(
                    by_place.get((unit.id, name)) or cell("plan_cell", unnamed=unnamed[name])
                    for name in catalogue.initiatives
                ),
            }
            for unit in catalogue.boroughs
        ],
    )


def _cell(m: Milestone) -> Markup:
    look = STAGE_LOOKS[m.stage]
    days = [
        f"{'~' if date.as_said else ''}{_short(date.due)}"
        for date in (m.dates[:1] + m.dates[1:][-1:])
    ]
    if m.actual is not None and m.dates:
        days.append(f"by {_short(m.actual.not_after)}")
    return cell(
        "plan_cell",
        fill=look.fill,
        ink=look.ink,
        sign=m.stage.sign,
        stage=m.stage.label,
        brag=m.brag.letter if m.brag.letter != "–" or m.stage.sign else "–",
        rated=f"{m.brag.label}: {m.reasons[0]}" if m.reasons else m.brag.label,
        days=" → ".join(days),
        unnamed="",
    )


def _short(day: dt.date) -> str:
    return f"{day.day}.{day.month}.{day:%y}"


def milestones_as_table(house: House, view: View) -> pd.DataFrame:
    every = plan_of(house, view.known_at).of(view.initiative, milestone=None)
    return milestone_table(every, house.catalogue)


def all_as_table(house: House, view: View) -> pd.DataFrame:
    return milestone_table(plan_of(house, view.known_at).milestones, house.catalogue)


def contradictions_as_table(house: House, view: View) -> pd.DataFrame:
    return contradiction_table(contradictions_at(house, view.known_at))
