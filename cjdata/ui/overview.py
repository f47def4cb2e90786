"""The sections of the overview, each from one result."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd

from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.figures.like_for_like import LikeForLike
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.rollout.progress import Progress
from cjdata.charts import words
from cjdata.charts.completeness import lacking_words
from cjdata.charts.decision_texts import days_passed, plan_short_of_target
from cjdata.charts.measure_words import change_words
from cjdata.charts.progress_texts import (
    furthest_plan,
    overview_heading,
    overview_subheading,
    own_plans,
    plan_in_words,
)
from cjdata.charts.rollout_tables import rollout_table
from cjdata.charts.rollout_texts import live_words, said_of_none
from cjdata.charts.stage_strip import stage_legend, stage_strip
from cjdata.charts.target_words import target_note
from cjdata.charts.trend_texts import between_words, senders_words
from cjdata.charts.word_size import trend_line
from cjdata.domain.periods import grain_of
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.asked import asked_for
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_words

RETURNS = "Returns in this store; three months to the last month reported"
LONDON = "mps"
HEADLINES = ("T05", "T02", "W01", "C06", "C07")
"""What a senior leader reads first: one or two measures of each part of the process."""


@kept
def heading(house: House, view: View, model: str) -> str:
    status = reads.status_of(house, view.known_at, model)
    progress = reads.progress_of(house, view.known_at, model)
    statuses = reads.statuses(house, view.known_at)
    return rendered(
        "heading",
        title=overview_heading(status, progress, house.catalogue),
        below=overview_subheading(status, progress, statuses, house.catalogue),
    )


@kept
def cards(house: House, view: View, model: str) -> str:
    """Four numbers at most: live, planned, time left, returns outstanding."""
    progress = reads.progress_of(house, view.known_at, model)
    found = [_live(house, view, model), _planned(progress), _time(house, progress, view.known_at)]
    return rendered("cards", cards=[*found, _outstanding(house, view)])


def _card(figure: object, unit: str, context: str, tone: str = "known") -> dict[str, object]:
    return {"figure": figure, "unit": unit, "context": context, "tone": tone}


def _live(house: House, view: View, model: str) -> dict[str, object]:
    progress = reads.progress_of(house, view.known_at, model)
    if not progress.points:
        return _card("–", "", "no report by this date")
    last = progress.points[-1]
    counted = house.catalogue.initiatives[last.counted].name
    said = f"{counted}, reported {words.day(last.said_on)}"
    named = "" if last.named >= last.count else f"; {last.named} of them named"
    return _card(last.count, f"of {progress.of} live", said + named)


def _planned(progress: Progress) -> dict[str, object]:
    found = furthest_plan(own_plans(progress))
    if found is None:
        return _card("–", "planned", "no plan with a number by this date")
    plan, step = found
    short = step.count < progress.of
    rest = f"; {progress.of - step.count} are not in it" if short else ""
    said = f"{words.by(step.by, step.as_said)}, as said on {words.day(plan.said_on)}{rest}"
    unnumbered = plan_in_words(own_plans(progress))
    if unnumbered:
        said += f"; on {words.day(unnumbered[0])}, without a number: “{unnumbered[1]}”"
    return _card(step.count, f"of {progress.of} planned", said, "act" if short else "known")


def _time(house: House, progress: Progress, known_at: dt.date) -> dict[str, object]:
    target = progress.initiative.target_date
    if target is None:
        return _card("–", "", "no target date on record")
    left = (target - known_at).days
    what = f"target: {progress.of} of {progress.of} by April 2004, judged at {words.day(target)}"
    if target != dt.date(2004, 4, 30):
        what = f"target: {progress.of} of {progress.of} by {words.day(target)}"
    note = target_note(progress.initiative, house.catalogue, known_at)
    if left >= 0:
        return _card(f"{left:,}", "days left", f"{what}; {note}" if note else what)
    tone = "known" if _complete(progress) else "act"
    return _card(f"{-left:,}", "days past the target", what, tone)


def _complete(progress: Progress) -> bool:
    """Whether every borough has been reported, under whatever name reports now count."""
    return bool(progress.points) and progress.points[-1].count >= progress.of


def _outstanding(house: House, view: View) -> dict[str, object]:
    found = reads.outstanding_at(house, view.known_at)
    if not _headlines(house, view):
        return _card("–", "", "no return is known at this date, and none is awaited")
    counts = found.by_collection(house.catalogue)
    parts = [f"{c.label} {n}" for c, n in counts[:3]]
    if others := sum(n for _, n in counts[3:]):
        parts.append(f"others {others}")
    context = "; ".join(parts) if parts else "everything that was due has come"
    context += reads.end_of_illustration(house, found.returns)
    noun = "return outstanding" if len(found) == 1 else "returns outstanding"
    return _card(len(found), noun, context, "late" if len(found) else "known")


@kept_between_words
def who_has_what(house: House, view: View) -> str:
    statuses = reads.statuses(house, view.known_at)
    rows = [
        {
            "name": status.initiative.name,
            "address": view.link("rollout-map", initiative=status.initiative.id),
            "strip": stage_strip([u.stage for u in status.units], not_named=status.not_named),
            "words": said_of_none(status, house.catalogue) or live_words(status),
        }
        for status in statuses
    ]
    return rendered("who_has_what", rows=rows, legend=stage_legend())


@kept
def headlines(house: House, view: View) -> str:
    found, alike = _headlines(house, view), _alike(house, view)
    period = found[0].period.label if found else ""
    targets = any(figure.context for figure in found)
    return rendered(
        "headlines",
        rows=[_headline(view, f, alike.get(f.measure.id), period) for f in found],
        aside=f"three months to {period.rpartition(' to ')[2]}" if period else "",
        empty=f"No return is known at this date: {reads.where_else(house, view.known_at)}.",
        note=(
            f"{'National targets are context: no' if targets else 'No'} local target was "
            "published. London is the 32 boroughs, for the Crown Court the twelve courts; "
            "its rates are sums over sums. Like for like: the same boroughs or courts, whole in "
            "both years, and no others."
        ),
        targets=targets,
    )


def rollout(house: House, view: View) -> pd.DataFrame:
    """The twin of who has what."""
    return rollout_table(reads.statuses(house, view.known_at), house.catalogue)


def headline_table(house: House, view: View) -> pd.DataFrame:
    """The twin of the headlines: one row a measure."""
    alike = _alike(house, view)
    return pd.DataFrame(
        [
            {
                "measure": f.measure.id,
                "name": f.measure.name,
                "unit": f.unit,
                "period": str(f.period),
                "numerator": f.now.numerator,
                "denominator": f.now.denominator,
                "value": f.now.value,
                "state": f.now.state.value,
                "received": f.now.received,
                "expected": f.now.expected,
                "year_ago": f.year_ago.value,
                "change": f.change,
                **_alike_columns(alike.get(f.measure.id)),
                "direction": f.measure.direction.value,
            }
            for f in _headlines(house, view)
        ]
    )


def _alike_columns(alike: LikeForLike | None) -> dict[str, float | None]:
    interval = alike.interval if alike else None
    return {
        "change_like_for_like": alike.change if alike else None,
        "lower_95": interval.lower if interval else None,
        "upper_95": interval.upper if interval else None,
        "senders_compared": alike.senders if alike else None,
        "senders": alike.of if alike else None,
    }


def _headlines(house: House, view: View) -> tuple[LatestFigure, ...]:
    measures = tuple(m for m in HEADLINES if m in house.catalogue.measures)
    return reads.latest_of(house, view.known_at, LONDON, measures)


def _alike(house: House, view: View) -> dict[str, LikeForLike]:
    measures = tuple(m for m in HEADLINES if m in house.catalogue.measures)
    found: dict[str, LikeForLike] = reads.alike_of(house, view.known_at, LONDON, measures)
    return found


def _headline(
    view: View, figure: LatestFigure, alike: LikeForLike | None, usual: str
) -> dict[str, Any]:
    measure, now = figure.measure, figure.now
    return {
        "measure": measure,
        "address": view.link(
            "performance-trends", unit=LONDON, measure=measure.id, grain=grain_of(figure.period)
        ),
        "now": now,
        "counts": counts_words(now, measure.unit),
        "months": figure.period.label if figure.period.label != usual else "",
        "line": trend_line(
            figure.trend,
            unit=measure.unit,
            decimals=measure.decimals,
            incomplete=figure.incomplete,
            last_period=figure.period.label,
        ),
        "change_words": _change_words(figure, alike),
        "context_words": _context_words(figure, view.known_at),
    }


def counts_words(found: Reading, unit: str = "pct") -> str:
    """`2,941 of 8,268`, `10,948 hours over 1,095`, and how much of it has come where not all has.

    A count stands beside its figure already.
    """
    if found.numerator is None:
        return found.state.label
    text = "" if unit == "count" else f"{found.numerator:,.0f}"
    if found.denominator is not None:
        text += f" {unit} over " if unit in ("days", "hours") else " of "
        text += f"{found.denominator:,.0f}"
    if lacking := lacking_words(found):
        return f"{text}; {lacking}" if text else lacking
    return text if found.state.judged else found.state.label


def _change_words(figure: LatestFigure, alike: LikeForLike | None) -> str:
    if alike is not None:
        change = f"{senders_words(alike)}, like for like: "
        change += change_words(alike.change, figure.measure)
        if alike.interval is None:
            return change
        return f"{change} (95%: {between_words(alike.interval, figure.measure)})"
    if figure.change is None:
        ago, now = figure.year_ago.state.label, figure.now.state.label
        return f"not compared: {f'now {now}' if figure.year_ago.judged else f'a year ago {ago}'}"
    return change_words(figure.change, figure.measure)


def _context_words(figure: LatestFigure, known_at: dt.date) -> str:
    target = figure.context
    if target is None:
        return "–"
    when = words.by_when(target.by, seen_from=known_at)
    value = words.figure(target.value, figure.measure.unit, figure.measure.decimals)
    return f"national {target.kind}: {value} by {when}"


@kept
def to_decide(house: House, view: View, model: str) -> str:
    """What follows from the record alone: plans that cannot meet the target, what is overdue."""
    progress = reads.progress_of(house, view.known_at, model)
    counted = progress.points[-1].counted if progress.points else model
    status = reads.status_of(house, view.known_at, counted)
    asked = (plan_short_of_target(progress), days_passed(status, house.catalogue))
    return asked_for("Needs a decision", () if _complete(progress) else asked)
