"""What became of each recommendation, as far as anybody has said."""

from __future__ import annotations

from cjdata.analysis.rollout import InitiativeStatus
from cjdata.charts import words
from cjdata.charts.rollout_texts import live_words, on_record
from cjdata.reports.committee.content import Column, Paragraph, Section, Table
from cjdata.reports.committee.findings import Findings

TITLE = "Recommendations"


def section(found: Findings) -> Section:
    unheard = sum(not on_record(s) for s in found.statuses)
    told = f"{words.opening(words.number(unheard))} of {words.number(len(found.statuses))}"
    verb = "has" if unheard == 1 else "have"
    return Section(
        TITLE,
        (
            Paragraph(
                f"{told} recommendations followed here {verb} neither a plan nor a report on "
                "record by this date. That says what has been read, not that nothing was done."
                if unheard
                else "Each recommendation followed here has been planned or reported on."
            ),
            _table(found),
        ),
    )


def _table(found: Findings) -> Table:
    return Table(
        caption="What was recommended and what is reported",
        columns=(
            Column("Recommendation", 1.5),
            Column("In this project's words", 3.6),
            Column("Reported live", 1.2),
            Column("Last heard of", 1.1),
        ),
        rows=tuple(
            (
                s.initiative.name,
                " ".join(s.initiative.recommendation.split()),
                live_words(s),
                _last_heard(s),
            )
            for s in found.statuses
        ),
    )


def _last_heard(status: InitiativeStatus) -> str:
    """The day of the latest word on it, plans included."""
    days = [claim.said_on for unit in status.units for claim in unit.claims]
    days += [unit.due_said_on for unit in status.units if unit.due_said_on is not None]
    days += [total.said_on for total in status.totals]
    days += [event.said_on for event in status.unnamed]
    return words.day_short(max(days)) if days else "not reported"
