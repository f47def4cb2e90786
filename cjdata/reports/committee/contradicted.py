"""What in plans and reports cannot hold together, as a table for the rollout's section."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.charts import words
from cjdata.reports.committee.content import Block, Column, Paragraph, Table
from cjdata.reports.committee.findings import Findings


def contradictions(found: Findings) -> Iterator[Block]:
    """One row a contradiction; a sentence where there is none."""
    if not found.contradictions:
        yield Paragraph("Nothing in the plans and reports on record contradicts itself.")
        return
    yield Table(
        caption="What in plans and reports cannot hold together",
        columns=(
            Column("Kind", 1.2),
            Column("What was said", 4.0),
            Column("To be seen since", 1.0),
            Column("Said in", 2.0),
        ),
        rows=tuple(
            (
                one.kind.value,
                one.sentence,
                words.day_short(one.first_visible),
                "; ".join(one.sources),
            )
            for one in found.contradictions
        ),
    )
