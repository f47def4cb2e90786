"""The rollout against its target: what is live, what was planned, when it will be done."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.analysis.rollout.progress import Progress
from cjdata.analysis.rollout.stages import InitiativeStatus, UnitStatus
from cjdata.charts import words
from cjdata.charts.forecast_strip import (
    axis_of,
    chance_words,
    forecast_strip,
    score_words,
    strip_words,
)
from cjdata.charts.paper_map import map_words, paper_map
from cjdata.charts.paper_progress import paper_progress, progress_words
from cjdata.charts.progress_texts import own_plans, progress_heading, progress_subheading
from cjdata.charts.rollout_texts import (
    live_words,
    map_heading,
    map_subheading,
    on_record,
    said_of_none,
)
from cjdata.charts.target_words import plan_for_all_clause, target_note
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.states import Stage
from cjdata.reports.committee.content import (
    Block,
    Cell,
    Column,
    Graphic,
    Paragraph,
    Section,
    Table,
    said,
)
from cjdata.reports.committee.contradicted import contradictions
from cjdata.reports.committee.findings import Findings

TITLE = "Rollout against the target"
MADE_AGAIN = "The forecasts of earlier report dates were made again from what was known on each."


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    status = found.status(found.model.id)
    if on_record(found.counted):
        yield from said(progress_heading(found.progress, status, found.catalogue))
    else:
        yield Paragraph(map_heading(found.counted, found.catalogue))
    yield from said(
        progress_subheading(found.progress, found.catalogue),
        map_subheading(found.counted, found.catalogue, _before(found)),
    )
    yield from _progress(found)
    yield from _forecast(found)
    yield from _map(found)
    yield _initiatives(found)
    yield from _dated(found)
    if found.begun:
        yield from contradictions(found)


def _before(found: Findings) -> InitiativeStatus | None:
    counted = found.counted.initiative.id
    return next((s for s in found.before if s.initiative.id == counted), None)


def _progress(found: Findings) -> Iterator[Block]:
    forecast = found.forecasts.get(found.model.id)
    drawing = paper_progress(found.progress, forecast)
    if drawing:
        yield Graphic(
            svg=drawing,
            alt=progress_words(found.progress, forecast),
            caption="Boroughs reported live, plans, target and forecast",
        )


def _forecast(found: Findings) -> Iterator[Block]:
    forecast = found.forecasts.get(found.model.id)
    if forecast is None:
        yield Paragraph("No forecast is made: no target date for all boroughs is on record.")
        return
    naive = _naive(forecast, found.progress, found.catalogue)
    note = target_note(found.model, found.catalogue, found.known_at)
    parts = [
        words.opening(forecast.forecast.reason), _interval(forecast), naive,
        f"{words.opening(note)}: it is held against earlier dates too." if note else "",
        f"{MADE_AGAIN} {score_words(found.scored)}" if found.scored else "",
    ]  # fmt: skip
    yield Paragraph(" ".join(part for part in parts if part), lead="Forecast.")


def _interval(dated: DatedForecast) -> str:
    interval = dated.forecast.interval80
    if interval is None or dated.forecast.done:
        return ""
    return (
        f"With a chance of 80% it falls between {words.day(interval[0])} and "
        f"{words.day(interval[1])}."
    )


def _naive(dated: DatedForecast, progress: Progress, catalogue: Catalogue) -> str:
    """What believing the plan and a straight line would have said."""
    if dated.forecast.done or dated.forecast.interval80 is None:
        return ""
    plan, line = dated.plan.completion, dated.line.completion
    parts = [
        plan_for_all_clause(progress, catalogue, plan),
        f"a straight line through the reports gives {words.day(line)}" if line else "",
    ]
    return f"For comparison: {'; '.join(part for part in parts if part)}."


def _map(found: Findings) -> Iterator[Block]:
    drawing = paper_map(found.counted, found.catalogue)
    if drawing:
        yield Graphic(
            svg=drawing,
            alt=map_words(found.counted, found.catalogue),
            caption=f"{found.counted.initiative.name} by borough, as reported by name",
            share=0.78,
        )


def _initiatives(found: Findings) -> Table:
    axis = axis_of(list(found.forecasts.values()))

    def row(status: InitiativeStatus) -> tuple[Cell, ...]:
        dated = found.forecasts.get(status.initiative.id)
        target = status.initiative.target_date
        strip: Cell = "none made"
        if dated is not None and axis is not None and dated.forecast.interval80 is not None:
            strip = Graphic(svg=forecast_strip(dated, axis), alt=strip_words(dated))
        return (
            status.initiative.name,
            said_of_none(status, found.catalogue) or live_words(status),
            words.day_short(target) if target else "none on record",
            chance_words(dated.forecast) if dated else "none made",
            strip,
        )

    span = (
        f"Forecast, {words.day_short(axis.first)} to {words.day_short(axis.last)}"
        if axis
        else "Forecast"
    )
    return Table(
        caption="Each change, its target and its forecast",
        columns=(
            Column("Change", 2.3),
            Column("Live", 1.6),
            Column("Target", 1.2),
            Column("Chance", 1.0),
            Column(span, 2.2),
        ),
        rows=tuple(row(status) for status in found.statuses),
        note=(
            "Forecast: thin line 95%, thick line 80%, dot as likely before as after; upright bar "
            "the target. A chance is given only where a target date for all boroughs is on record."
        ),
    )


def _dated(found: Findings) -> Iterator[Block]:
    """Every borough that is neither live nor unheard of, with its latest date."""
    moving = [
        u
        for u in found.counted.units
        if u.due is not None or u.stage in (Stage.PARTIAL, Stage.IN_PROGRESS, Stage.PLANNED)
    ]
    if not moving:
        return
    yield Table(
        caption="Boroughs under way or planned",
        columns=(
            Column("Borough", 1.6),
            Column("Stage", 1.1),
            Column("Planned date", 1.2),
            Column("Said in", 2.6),
        ),
        rows=tuple(
            (
                found.catalogue.units[u.unit].name,
                u.stage.label,
                _due(found, u),
                (u.word.source if u.word else u.due_source) or "–",
            )
            for u in sorted(moving, key=lambda u: (u.due is None, u.due or found.known_at, u.unit))
        ),
        note="" if own_plans(found.progress) else "No plan on record gives a number by a day.",
    )


def _due(found: Findings, unit: UnitStatus) -> str:
    if unit.due is None:
        return "none"
    passed = ", passed" if unit.due < found.known_at else ""
    return words.by_short(unit.due, unit.due_as_said) + passed
