"""Returns in words: what is outstanding, and the reminder to send for it."""

from __future__ import annotations

from cjdata.analysis.returns.quality import Arrival, Quality
from cjdata.charts import words
from cjdata.domain.catalogue import Catalogue


def quality_heading(found: Quality) -> str:
    """How many returns are outstanding of those due, and how the others came."""
    if not len(found):
        return "No return was due by this date."
    owed, due = found.count_outstanding(), len(found)
    late = found.count(Arrival.LATE)
    said = f"{words.opening(words.number(owed))} of {due:,} returns {words.are(owed)} outstanding"
    if owed and found.count_older:
        said += f", {words.number(found.count_older)} of them of more than twelve months ago"
    return f"{said}; late {late}, corrected {found.count_corrected()}."


def quality_below(found: Quality, catalogue: Catalogue) -> str:
    """The one that is longest outstanding; where nothing was due, from when on it is."""
    if not len(found):
        return (
            "A collection is due from the first month on that a return of it has come for: load "
            "one under Returns, Submit."
        )
    owed = found.outstanding
    if not owed:
        return "All that was due has come."
    first = owed[0]
    return (
        f"Longest: {catalogue.units[first.unit].name}, "
        f"{catalogue.collections[first.collection].label} of {first.period.label}, due "
        f"{words.day(first.due)}, {first.days_late:,} days ago."
    )


def reminder(found: Quality, catalogue: Catalogue, unit: str) -> str:
    """A text to copy into a message to a unit: what it owes, and how to send it."""
    lines = [
        f"- {catalogue.collections[owed.first.collection].label}, {owed.periods}: "
        f"due {'from ' if len(owed.lines) > 1 else ''}{words.day(owed.first.due)}, "
        f"{owed.first.days_late:,} days ago" + (" (sent and withdrawn)" if owed.withdrawn else "")
        for owed in found.owed_together
        if owed.first.unit == unit
    ]
    return "\n".join(
        [
            f"{catalogue.units[unit].name}: returns outstanding on {words.day(found.known_at)}",
            "",
            *lines,
            "",
            "Please send them whole. Write 0 where there was nothing, [x] for a figure that",
            "cannot be given and [z] for one that does not apply; a blank says none of these.",
            "If one was sent, please say when and to whom.",
        ]
    )
