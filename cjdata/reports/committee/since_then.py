"""Since the report before: what really changed, what came late or was revised, what is counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cjdata.analysis.authority.figure_changes import FigureChange, Why
from cjdata.analysis.authority.since import RolloutChange, Since
from cjdata.charts import words
from cjdata.domain.measures import Measure
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Since the report before"


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    if found.since is None:
        yield Paragraph("There is no report before this date to compare with.")
        return
    told = found.since
    yield Paragraph(
        f"Held against what was known at {words.day(told.earlier)}. {_rollout(found, told)}"
    )
    for change in told.definitions:
        yield Paragraph(
            f"From {words.day(change.on)}: {change.text}", lead=f"Changed: {change.kind.value}."
        )
    if told.heard:
        names = list(dict.fromkeys(item.recommendation.name for item, _ in told.heard))
        yield Paragraph(f"Papers since then speak of {words.listing(names)}.", lead="Heard of.")
    if told.fallen_silent:
        names = [item.recommendation.name for item in told.fallen_silent]
        yield Paragraph(
            f"Six months without a word were reached by {words.listing(names)}.",
            lead="Fallen silent.",
        )
    yield from _figures(told)


def _rollout(found: Findings, told: Since) -> str:
    moved = [_move(found, c) for c in told.rollout if _moved(c)]
    return " ".join(moved) or "No borough more or less is reported live."


def _moved(change: RolloutChange) -> bool:
    return change.counted_otherwise or change.live_before != change.live_after


def _move(found: Findings, change: RolloutChange) -> str:
    if change.counted_otherwise:
        return f"{change.name}: reports count something else since, so no change can be read."
    names = [found.catalogue.units[u].name for u in change.newly_live]
    named = f", among them {words.names_or_number(names)}" if names else ""
    how = "; implied by the model, not reported of itself" if change.implied_by else ""
    return (
        f"{change.name}: {change.live_after} of {change.of}, before {change.live_before}{named}"
        f"{how}."
    )


def _figures(told: Since) -> Iterator[Block]:
    """What is another period's figure as a table, what is the past told otherwise in sentences."""
    changed = [f for f in told.figures if f.why is Why.CHANGED]
    revised = [f for f in told.figures if f.why is Why.REVISED]
    late = [f for f in told.figures if f.why is Why.LATE]
    if changed:
        yield _changed(changed)
    if revised:
        parts = [f"{f.measure.id} of {f.after_period.label} {_revised(f)}" for f in revised]
        yield Paragraph(
            f"The past was told otherwise: {'; '.join(parts)}.", lead="Revised, not changed."
        )
    if late:
        months: dict[str, list[str]] = {}
        for figure in late:
            months.setdefault(figure.after_period.label, []).append(figure.measure.id)
        parts = [f"{label}: {', '.join(dict.fromkeys(ids))}" for label, ids in months.items()]
        yield Paragraph(
            f"Figures of periods that were over by then and had not all come, {'; '.join(parts)}.",
            lead="Arrived late.",
        )


def _revised(change: FigureChange) -> str:
    """`from 71.6% to 71.8%`; how little it is where both are printed alike."""
    before, after = (_value(value, change.measure) for value in (change.before, change.after))
    return f"at {after} by less than is printed" if before == after else f"from {before} to {after}"


def _changed(changed: Sequence[FigureChange]) -> Table:
    return Table(
        caption="Figures of London that differ",
        columns=(
            Column("Measure", 2.6),
            Column("Before", 0.9, "right"),
            Column("Period", 1.6),
            Column("Now", 0.9, "right"),
            Column("Period", 1.6),
            Column("Against chance", 1.4),
        ),
        rows=tuple(_row(change) for change in changed),
        note="Told from chance only where the measure is a share of cases.",
    )


def _row(change: FigureChange) -> tuple[str, ...]:
    measure = change.measure
    return (
        f"{measure.name} ({measure.id})",
        _value(change.before, measure),
        change.before_period.label,
        _value(change.after, measure),
        change.after_period.label,
        _apart(change),
    )


def _apart(change: FigureChange) -> str:
    said = {True: "more than chance", False: "within chance", None: "cannot tell"}
    return said[change.told_apart]


def _value(value: float | None, measure: Measure) -> str:
    if value is None:
        return "no figure"
    return words.figure(value, measure.unit, measure.decimals if measure.unit != "count" else 0)
