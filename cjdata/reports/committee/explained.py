"""What is said of exceptions, and which promised actions are due: explanations as they stand."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.variation.explanations import (
    Explanation,
    about,
    standing_explanations,
)
from cjdata.analysis.variation.standouts import Standout
from cjdata.charts import words
from cjdata.domain.states import Verdict
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Explanations and actions"


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def unexplained(found: Findings) -> list[Standout]:
    """Printed figures worse than chance explains of which nobody has said why."""
    worse = [s for s in found.standouts_printed if s.verdict is Verdict.WORSE]
    return [one for one in worse if not _about(found, one)]


def _about(found: Findings, one: Standout) -> list[Explanation]:
    """What is said of the same measure and borough within the three months."""
    standing = standing_explanations(found.explanations).values()
    return about(standing, one.measure.id, one.unit, one.period)


def _blocks(found: Findings) -> Iterator[Block]:
    standing = list(standing_explanations(found.explanations).values())
    open_ones = unexplained(found)
    if open_ones:
        told = words.listing(
            [f"{found.catalogue.units[s.unit].name} ({s.measure.id})" for s in open_ones]
        )
        yield Paragraph(f"Nobody has said why of {told}.", lead="Not explained.")
    if not standing:
        yield Paragraph("No explanation of any figure is on record by this date.")
        return
    overdue = [s for s in standing if s.overdue(found.known_at)]
    lacking = sum(bool(s.lacks) for s in standing)
    yield Paragraph(
        f"{words.opening(words.number(len(standing)))} "
        f"{'explanation is' if len(standing) == 1 else 'explanations are'} on record by this "
        f"date; {words.number(lacking)} without an action, an owner or a due date; the day of "
        f"{words.number(len(overdue))} has passed. They are given as they were said."
    )
    yield Table(
        caption="What was said, and what is to be done",
        columns=(
            Column("Figure", 1.5),
            Column("Explanation", 2.4),
            Column("Action", 2.0),
            Column("Owner", 1.1),
            Column("Due", 1.1),
        ),
        rows=tuple(_row(found, said) for said in _in_order(found, standing)),
    )


def _in_order(found: Findings, standing: list[Explanation]) -> list[Explanation]:
    """Those of exceptions first, then by due date."""
    asked = {said.seq for one in found.standouts_printed for said in _about(found, one)}
    return sorted(
        standing,
        key=lambda s: (s.seq not in asked, s.due is None, s.due or found.known_at, s.seq),
    )


def _row(found: Findings, said: Explanation) -> tuple[str, ...]:
    unit = found.catalogue.units.get(said.unit)
    due = "none" if said.due is None else words.day_short(said.due)
    after = ", passed" if said.overdue(found.known_at) else ""
    return (
        f"{unit.name if unit else said.unit}, {said.measure}, {said.period.label}",
        said.explanation,
        said.action_said or "none",
        said.owner or "none named",
        f"{due}{after}",
    )
