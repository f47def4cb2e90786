"""What the figures rest on: returns that came and did not, and history that came after the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cjdata.analysis.returns.quality import Arrival
from cjdata.charts import words
from cjdata.charts.returns_texts import quality_below, quality_heading
from cjdata.reports.committee.content import Block, Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings
from cjdata.reports.committee.late import LateAddition

TITLE = "Data quality"
MOST_LATE = 40
"""Late entries listed one by one; more are told by day and kind."""


def section(found: Findings) -> Section:
    return Section(TITLE, tuple(_blocks(found)))


def _blocks(found: Findings) -> Iterator[Block]:
    if found.quality.lines:
        yield Paragraph(
            f"{quality_heading(found.quality)} {quality_below(found.quality, found.catalogue)}"
        )
        yield _collections(found)
    else:
        yield Paragraph("No return was due by this date, and none had come.")
    yield from _owing(found)
    yield from _late(found)
    yield from _frozen(found)


def _collections(found: Findings) -> Table:
    kinds = list(dict.fromkeys(line.collection for line in found.quality.lines))

    def row(name: str) -> tuple[str, ...]:
        lines = found.quality.of(name)
        late = [line.days_late for line in lines if line.arrival is Arrival.LATE]
        return (
            found.catalogue.collections[name].label,
            f"{len(lines):,}",
            f"{found.quality.count(Arrival.IN_TIME, name):,}",
            f"{len(late):,}" + (f" (up to {max(late)} days)" if late else ""),
            f"{sum(line.outstanding for line in lines):,}",
            f"{sum(line.corrections > 0 for line in lines):,}",
        )

    return Table(
        caption="Returns due in the twelve months before, and older ones still outstanding",
        columns=(
            Column("Collection", 2.4),
            Column("Due", 0.8, "right"),
            Column("In time", 0.9, "right"),
            Column("Late", 1.8, "right"),
            Column("Outstanding", 1.1, "right"),
            Column("Corrected", 1.0, "right"),
        ),
        rows=tuple(row(name) for name in kinds),
    )


def _owing(found: Findings) -> Iterator[Block]:
    owed = Counter(line.unit for line in found.quality.outstanding)
    if owed:
        told = [f"{found.catalogue.units[unit].name} {count}" for unit, count in owed.most_common()]
        yield Paragraph(f"Outstanding by sender: {', '.join(told)}.")


def _late(found: Findings) -> Iterator[Block]:
    if not found.late:
        yield Paragraph("Nothing was entered after this date of what was said or received by it.")
        return
    count = len(found.late)
    noun = "entry was" if count == 1 else "entries were"
    yield Paragraph(
        f"{words.opening(words.number(count))} {noun} made after {words.day(found.known_at)} of "
        "what was said or received by then. A paper made on the day itself would not have had "
        f"{'it' if count == 1 else 'them'}.",
        lead="Late additions.",
    )
    if count <= MOST_LATE:
        yield Table(
            caption="Late additions",
            columns=(
                Column("Entry", 0.6),
                Column("What", 3.0),
                Column("Known from", 1.1),
                Column("Entered", 1.1),
                Column("By", 1.4),
            ),
            rows=tuple(_late_row(one) for one in found.late),
        )
        return
    groups = Counter((one.kind, one.recorded_on, one.by) for one in found.late)
    yield Table(
        caption="Late additions, by kind and day of entry",
        columns=(
            Column("What", 2.0),
            Column("Entered", 1.4),
            Column("By", 2.0),
            Column("Entries", 1.0, "right"),
        ),
        rows=tuple(
            (kind, words.day_short(day), by, f"{n:,}") for (kind, day, by), n in groups.items()
        ),
    )


def _late_row(one: LateAddition) -> tuple[str, ...]:
    what = ": ".join(part for part in (one.kind, one.what, one.note) if part)
    return (
        str(one.seq),
        what,
        words.day_short(one.known_on),
        words.day_short(one.recorded_on),
        one.by,
    )


def _frozen(found: Findings) -> Iterator[Block]:
    """Papers kept for the same date: they stay as they were."""
    for paper in found.frozen:
        since = sum(one.seq > paper.entries for one in found.late)
        came = (
            "nothing was"
            if since == 0
            else f"{words.number(since)} of the late additions " + ("was" if since == 1 else "were")
        )
        yield Paragraph(
            f"A paper for this date was frozen on {words.day(paper.frozen_on)} by {paper.by}, "
            f"edition {paper.edition}; {came} entered since. It is kept unchanged beside this one.",
            lead="Frozen before.",
        )
