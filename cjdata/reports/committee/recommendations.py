"""What became of each recommendation, who owns it, and how the authority has followed it."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.analysis.authority.monitoring import CycleState
from cjdata.analysis.authority.register import Group, RegisterItem
from cjdata.charts import words
from cjdata.charts.register_texts import overdue_words, record_end_words
from cjdata.domain.register import StoodIn
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Recommendations and monitoring"
STOOD = {
    StoodIn.BOTH: "the review and Blueprint for Change",
    StoodIn.ALONE: "the review alone",
    StoodIn.NOT_KNOWN: "the review; elsewhere not known",
    StoodIn.NOT_TOLD: "the review; elsewhere not told yet",
    StoodIn.INSPECTION: "the inspection",
}


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    if not found.register.items:
        yield Paragraph("No recommendation had been made by this date.")
    else:
        yield from _register(found)
    yield from (Paragraph(_cycle(state), lead="Review of the plan.") for state in _cycles(found))
    yield from _aims(found)
    yield from _decisions(found)


def _register(found: Findings) -> Iterator[Block]:
    items, neglected = found.register.items, found.register.neglected
    yield Paragraph(
        f"{words.opening(words.number(len(items)))} recommendations are followed; "
        f"{words.how_many(len(neglected))} {words.are(len(neglected))} neglected: without an "
        "owner, a plan, or a word for six months from those who carry them out. That says what "
        "has been entered and read, not that nothing was done."
    )
    told = found.register.grouped
    groups = [found.register.group(place) for place in (StoodIn.BOTH, StoodIn.ALONE)]
    if all(group.items for group in groups):
        yield Paragraph(
            f"Of those that stood in {STOOD[StoodIn.BOTH]}, {_group(groups[0])}; of those in "
            f"{STOOD[StoodIn.ALONE]}, {_group(groups[1])}.",
            lead="Side by side.",
        )
    stood = (Column("Stood in", 1.5),) if told else ()
    yield Table(
        caption="Every recommendation, and what became of it",
        columns=(
            Column("Recommendation", 2.0),
            *stood,
            Column("State", 1.9),
            Column("Owner", 1.0),
            Column("Last heard of", 1.1),
            Column("Neglected", 1.4),
        ),
        rows=tuple(_row(item, grouped=told) for item in items),
    )


def _group(group: Group) -> str:
    verb = words.have(group.reported)
    count = words.how_many(group.reported)
    of = words.number(len(group.items))
    return f"{count} of {of} {verb} been reported on within six months"


def _row(item: RegisterItem, *, grouped: bool) -> tuple[str, ...]:
    """One recommendation; where it stood only once a source had told that of any."""
    heard = item.last_heard
    after = f"; superseded by {item.superseded_by}" if item.superseded_by else ""
    return (
        item.recommendation.name,
        *((STOOD[item.recommendation.stood_in],) if grouped else ()),
        f"{item.condition.value}{after}",
        item.owner.text if item.owner else "none named",
        f"{words.day_short(heard.day)}, {heard.body}" if heard else "not reported",
        "; ".join(fault.value for fault in item.neglected) or "–",
    )


def _cycles(found: Findings) -> tuple[CycleState, ...]:
    return found.monitoring.cycles


def _cycle(state: CycleState) -> str:
    held = [r for r in state.due if r.paper is not None]
    if not state.due:
        return f"No review was due by this date; the next is due by {words.day(state.next_due)}."
    due, came = words.how_many(len(state.due)), words.how_many(len(held))
    told = f"{due} due by this date, {came} held"
    late = (
        f"; {overdue_words(state)}"
        if state.overdue_days
        else f"; the next is due by {words.day(state.next_due)}"
    )
    return (
        f"{words.opening(told)}{late}. A paper counts only if it reports on this plan. "
        f"{record_end_words(state)}"
    ).strip()


def _aims(found: Findings) -> Iterator[Block]:
    without = found.monitoring.aims_without_measure
    if without:
        names = words.listing([aim.label for aim in without])
        yield Paragraph(f"No measure serves {names}.", lead="Aims without a measure.")
    if found.monitoring.aim_changes:
        yield Table(
            caption="Changes of aims",
            columns=(
                Column("Day", 1.0),
                Column("Aim", 2.0),
                Column("Change", 1.0),
                Column("Why", 2.2),
                Column("Approved by", 1.3),
            ),
            rows=tuple(
                (
                    words.day_short(change.set_on),
                    change.text,
                    change.change,
                    change.why or "no reason on record",
                    change.approver or "none on record",
                )
                for change in found.monitoring.aim_changes
            ),
        )


def _decisions(found: Findings) -> Iterator[Block]:
    decided = found.monitoring.decisions
    if not decided:
        yield Paragraph("No decision or action of the committee is entered by this date.")
        return
    yield Table(
        caption="Decisions and actions",
        columns=(
            Column("No", 0.7),
            Column("What", 3.2),
            Column("Owner", 1.2),
            Column("Due", 1.1),
            Column("Stands", 1.0),
        ),
        rows=tuple(
            (
                one.number,
                f"{one.what}: {one.text}",
                one.owner or "none named",
                words.day_short(one.due) if one.due else "none",
                one.standing.value,
            )
            for one in decided
        ),
    )
