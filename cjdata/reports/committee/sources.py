"""Where everything comes from, and how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.charts import words
from cjdata.charts.geography import ATTRIBUTION_TEXT
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Sources and how to read this paper"


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    day = words.day(found.known_at)
    yield Paragraph(
        f"Everything is told as it was known at {day}: what was said or received up to and "
        "including that day, later versions left aside. Date and edition fix every word and "
        "figure of this paper; what is entered later makes another edition."
    )
    if found.demo:
        yield Paragraph(
            "The statements on the rollout are the public record. All performance figures are "
            "invented to show what the paper looks like, fitted to the few totals that were "
            "published for London: nothing may be concluded from them.",
            lead="Illustrative.",
        )
    yield Paragraph(
        "Figures are rounded half up; parts need not add up to their total, and differences are "
        "of figures before rounding. Figures of boroughs and courts behind which a count of 1 to "
        "4 stands, or from which one could be worked out, are not printed. A chance is a forecast "
        "from what was reported by the date, not a promise; how it is made and how well it did on "
        "simulated rollouts is set out in the project's documents. Outlines of the boroughs: "
        f"{ATTRIBUTION_TEXT}",
        lead="Conventions.",
    )
    yield from _record(found)
    yield from _returns(found)


def _record(found: Findings) -> Iterator[Block]:
    read = sorted(
        (s for s in found.catalogue.sources.values() if s.published <= found.known_at),
        key=lambda s: (s.published, s.source),
    )
    if not read:
        yield Paragraph("No paper of the public record had been published by this date.")
        return
    yield Table(
        caption=f"The public record by {words.day(found.known_at)}",
        columns=(
            Column("Paper or page", 2.8),
            Column("Body", 0.7),
            Column("Published", 1.1),
            Column("Address", 3.0),
        ),
        rows=tuple(
            (s.source, s.body, words.day_short(s.published), s.address or "–") for s in read
        ),
    )


def _returns(found: Findings) -> Iterator[Block]:
    if not found.accepted:
        yield Paragraph("No return is known at this date.")
        return
    standing = sum(found.accepted.values())
    collections = words.number(len(found.accepted))
    yield Paragraph(
        f"{standing:,} returns of {collections} collections stand at this date; each figure can be "
        "traced to the returns behind it on the dashboard and with the command 'figures'.",
        lead="Returns.",
    )
