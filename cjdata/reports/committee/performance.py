"""London's own figures: the core measures, now and a year ago, with national targets as context."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.figures.latest import LatestFigure
from cjdata.analysis.figures.readings import Reading
from cjdata.charts import words
from cjdata.charts.completeness import out_of
from cjdata.charts.measure_words import change_words
from cjdata.charts.word_size import trend_line
from cjdata.domain.states import Direction, State
from cjdata.reports.committee.content import Block, Cell, Column, Graphic, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Performance in London"


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    if not found.london:
        yield Paragraph("No return is known at this date, so there is no figure to report.")
        return
    yield Paragraph(
        "Each figure is of three months, the sum of what the boroughs or courts returned over the "
        "sum of what it is out of, beside the same three months a year ago. Where "
        "returns are missing, the change is like for like: over the senders alone that are whole "
        "in both. No change is a verdict: see Exceptions for what chance explains. National "
        "targets are context: no local target is on record, so nothing in London is judged by them."
    )
    yield Table(
        caption="Core measures, London",
        columns=(
            Column("Measure", 2.5),
            Column("Latest", 1.0, "right"),
            Column("Counts", 1.4, "right"),
            Column("Returns", 0.9, "right"),
            Column("Against a year ago", 2.0),
            Column("24 months", 1.3),
            Column("National context", 1.4),
        ),
        rows=tuple(_row(found, figure) for figure in found.london),
        note=(
            f"{_periods(found)} Changes in a percentage are in percentage points; in brackets the "
            "senders compared, where not all are whole in both years."
        ),
    )


def _row(found: Findings, figure: LatestFigure) -> tuple[Cell, ...]:
    measure, now = figure.measure, figure.now
    line = trend_line(
        figure.trend,
        unit=measure.unit,
        decimals=measure.decimals,
        incomplete=figure.incomplete,
        last_period=figure.period.label,
    )
    value = words.figure(now.value, measure.unit, measure.decimals)
    return (
        f"{measure.name} ({measure.id})",
        value if now.value is not None else now.state.label,
        counts(now, measure.unit),
        out_of(now.received, now.expected) if now.state is State.INCOMPLETE else "all",
        _change(found, figure),
        Graphic(svg=line, alt=_trend_words(figure)),
        _context(found, figure),
    )


def counts(found: Reading, unit: str) -> str:
    """`2,941 of 8,268`; nothing for a count, which stands beside it already."""
    if found.numerator is None or unit == "count":
        return "–"
    joint = f" {unit} over " if unit in ("days", "hours") else " of "
    return f"{found.numerator:,.0f}{joint}{found.denominator or 0:,.0f}"


def _change(found: Findings, figure: LatestFigure) -> str:
    """The change, where returns are missing over the senders that are whole in both years."""
    alike = found.alike.get(figure.measure.id)
    if figure.change is not None:
        return change_words(figure.change, figure.measure)
    if alike is not None:
        return f"{change_words(alike.change, figure.measure)} ({alike.senders} of {alike.of})"
    whose = ("now", figure.now) if not figure.now.judged else ("a year ago", figure.year_ago)
    return f"not compared: {whose[0]} {whose[1].state.label}"


def _trend_words(figure: LatestFigure) -> str:
    known = [v for v in figure.trend if v is not None]
    if not known:
        return "no monthly figure"
    low, high, last = (
        words.figure(v, figure.measure.unit, figure.measure.decimals)
        for v in (min(known), max(known), known[-1])
    )
    better = {
        Direction.INCREASE: "higher is better",
        Direction.DECREASE: "lower is better",
        Direction.NEUTRAL: "context",
    }[figure.measure.direction]
    return f"{len(known)} months, between {low} and {high}, last {last}; {better}"


def _context(found: Findings, figure: LatestFigure) -> str:
    target = figure.context
    if target is None:
        return "–"
    value = words.figure(target.value, figure.measure.unit, figure.measure.decimals)
    return f"{target.kind} {value} by {words.by_when(target.by, seen_from=found.known_at)}"


def _periods(found: Findings) -> str:
    """Which three months the figures are of: not all collections have come as far."""
    months: dict[str, list[str]] = {}
    for figure in found.london:
        months.setdefault(figure.period.label, []).append(figure.measure.id)
    if len(months) == 1:
        return f"Three months: {next(iter(months))}."
    told = "; ".join(f"{label}: {', '.join(ids)}" for label, ids in months.items())
    return f"Three months: {told}."
