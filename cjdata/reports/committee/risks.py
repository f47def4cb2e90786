"""Risks that follow from what is on record: to the target, and to what can be said of it."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.charts import words
from cjdata.charts.progress_texts import completed
from cjdata.charts.rollout_texts import borough_names
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Risks"
SILENCE = 60
"""Days without a report after which what is known is old."""


def section(found: Findings) -> Section:
    risks: tuple[Block, ...] = (*_of_plan(found), *_risks(found))
    none = (Paragraph("No risk follows from what is on record by this date."),)
    return Section(TITLE, risks or none)


def _of_plan(found: Findings) -> Iterator[Block]:
    """The risks that somebody gave, in the words in which they are kept."""
    if found.plan.risks:
        yield Table(
            caption="Risks on record",
            columns=(Column("Risk", 4.0), Column("Owner", 1.2), Column("Given in", 2.2)),
            rows=tuple(
                (
                    " ".join(risk.text.split()),
                    risk.owner or "none named",
                    risk.source or (words.day_short(risk.said_on) if risk.said_on else "–"),
                )
                for risk in found.plan.risks
            ),
        )


def _risks(found: Findings) -> Iterator[Paragraph]:
    yield from _silence(found)
    yield from _not_named(found)
    yield from _disputes(found)
    yield from _two_counts(found)


def _silence(found: Findings) -> Iterator[Paragraph]:
    if completed(found.progress):
        return
    days = [p.said_on for p in found.progress.points]
    if not days:
        yield Paragraph(
            "No report on the rollout has been read by this date: nothing can be said of its "
            "progress.",
            lead="No word.",
        )
    elif (found.known_at - days[-1]).days > SILENCE:
        yield Paragraph(
            f"The last report on the rollout is of {words.day(days[-1])}, "
            f"{words.duration((found.known_at - days[-1]).days)} before this date.",
            lead="Old news.",
        )


def _not_named(found: Findings) -> Iterator[Paragraph]:
    if found.counted.not_named:
        yield Paragraph(
            f"{words.opening(words.boroughs(found.counted.not_named))} reported live "
            f"{words.are(found.counted.not_named)} not named, so that nobody can check it, and a "
            "borough that was left out would not be noticed.",
            lead="Totals without names.",
        )


def _disputes(found: Findings) -> Iterator[Paragraph]:
    disputed = [u.unit for s in found.statuses for u in s.units if u.disputed]
    if disputed:
        names = words.names_or_number(borough_names(found.catalogue, list(dict.fromkeys(disputed))))
        yield Paragraph(
            f"What two bodies say of {names} differs; both are shown.", lead="Differing reports."
        )


def _two_counts(found: Findings) -> Iterator[Paragraph]:
    changed = found.progress.changed_on
    if changed is not None and found.model.counted_as:
        counted = found.catalogue.initiatives[found.model.counted_as].name
        yield Paragraph(
            f"From {words.day(changed)} reports count {counted.lower()}, before that the "
            f"{found.model.name}: the two are not one series, and a full count of the one is not "
            "one of the other.",
            lead="A change in what is counted.",
        )
